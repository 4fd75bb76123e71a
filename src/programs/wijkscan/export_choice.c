/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/export_choice.h"

#include "base/file.h"
#include "base/language.h"

#include <stdio.h>
#include <strings.h>

static wks_code fail_unknown(const wks_table_indicator *list, size_t n, const char *asked,
                             wks_error *err)
{
    wks_buffer ids = {0};
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(&ids, "%s%s", i == 0 ? "" : ", ", list[i].id);
    }
    wks_fail(err, WKS_E_NOT_FOUND,
             wks_tr("no indicator %s in this release; there are: %s",
                    "geen indicator %s in deze uitgave; er zijn: %s"),
             asked, ids.n == 0 ? "-" : ids.bytes);
    wks_buffer_clear(&ids);
    return WKS_E_NOT_FOUND;
}

wks_code wks_export_find_indicator(wks_picture *picture, int64_t release, const char *asked,
                                   wks_arena *arena, const char **out, wks_error *err)
{
    wks_table_indicator *list = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_indicators(picture, release, arena, &list, &n, err));
    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(list[i].id, asked) == 0 || strcasecmp(list[i].code, asked) == 0) {
            *out = list[i].id;
            return WKS_OK;
        }
    }
    return fail_unknown(list, n, asked, err);
}

wks_code wks_export_check_choice(const wks_table_offer *offer, const wks_table_choice *choice,
                                 wks_arena *arena, wks_error *err)
{
    wks_table_faults faults;
    bool is_sound = false;
    wks_buffer text = {0};
    WKS_TRY(wks_picture_table_check(offer, choice, arena, &faults, &is_sound, err));
    if (is_sound) {
        return WKS_OK;
    }
    const char *const names[] = {"level", "period", "breakdown"};
    const char *const asked[] = {choice->level, choice->period, choice->breakdown};
    const char *const lists[] = {faults.levels, faults.periods, faults.breakdowns};
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        if (lists[i] != NULL) {
            wks_buffer_printf(
                &text, wks_tr("%s no --%s %s (there are: %s)", "%s geen --%s %s (er zijn: %s)"),
                text.n == 0 ? "" : ",", names[i], asked[i] == NULL ? "" : asked[i],
                lists[i][0] == 0 ? "-" : lists[i]);
        }
    }
    const char *words = NULL;
    WKS_TRY(wks_buffer_keep(&text, arena, &words, err));
    return wks_fail(err, WKS_E_NOT_FOUND, "%s: %s", offer->indicator.id,
                    words[0] == ' ' ? words + 1 : words);
}

wks_code wks_export_put_out(const wks_call *call, const char *path, wks_buffer *file,
                            wks_error *err)
{
    if (path == NULL) {
        return fwrite(file->bytes, 1, file->n, stdout) == file->n
                   ? WKS_OK
                   : wks_fail(err, WKS_E_IO, "%s",
                              wks_tr("the output could not be written",
                                     "de uitvoer kon niet worden geschreven"));
    }
    WKS_TRY(wks_file_write(path, file->bytes, file->n, err));
    if (!call->is_quiet) {
        printf("%s\n", path);
    }
    return WKS_OK;
}
