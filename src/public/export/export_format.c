/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_format.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

static const struct {
    const char *id;
    const char *mime;
    const char *ending;
} formats[WKS_EXPORT_N_FORMATS] = {
    [WKS_EXPORT_CSV] = {"csv", "text/csv; charset=utf-8; header=present", ".csv"},
    [WKS_EXPORT_CSV_DUTCH] = {"csv-nl", "text/csv; charset=utf-8; header=present", "_excel.csv"},
    [WKS_EXPORT_CSVW] = {"csvw", "application/csvm+json", ".csv-metadata.json"},
    [WKS_EXPORT_JSON_STAT] = {"json-stat", "application/json", ".json"},
    [WKS_EXPORT_XLSX] = {"xlsx",
                         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                         ".xlsx"},
    [WKS_EXPORT_SWING] = {"swing", "text/csv; charset=utf-8; header=present", "_swing.csv"},
    [WKS_EXPORT_SWING_METADATA] = {"swing-metadata", "text/csv; charset=utf-8; header=present",
                                   "_swing-metadata.csv"},
};

const char *wks_export_format_id(wks_export_format format)
{
    return formats[format].id;
}

const char *wks_export_format_mime(wks_export_format format)
{
    return formats[format].mime;
}

const char *wks_export_format_ending(wks_export_format format)
{
    return formats[format].ending;
}

bool wks_export_format_is_text(wks_export_format format)
{
    return format != WKS_EXPORT_XLSX;
}

bool wks_export_format_parse(const char *id, wks_export_format *out)
{
    for (size_t i = 0; i < WKS_EXPORT_N_FORMATS; i++) {
        if (strcmp(id, formats[i].id) == 0) {
            *out = (wks_export_format)i;
            return true;
        }
    }
    return false;
}

/* One part of a name: letters, digits and a few signs, all else a hyphen. */
static void put_part(wks_buffer *name, const char *text)
{
    if (text == NULL) {
        return;
    }
    wks_buffer_text(name, name->n == 0 ? "" : "_");
    for (const char *at = text; *at != 0; at++) {
        const bool is_fine = isalnum((unsigned char)*at) || strchr("+-.", *at) != NULL;
        wks_buffer_put(name, is_fine ? at : "-", 1);
    }
}

const char *wks_export_file_name(const wks_table *table, wks_export_format format, wks_arena *arena)
{
    wks_buffer name = {0};
    const char *kept = NULL;
    put_part(&name, table->indicator.id);
    put_part(&name, table->choice.level);
    put_part(&name, table->choice.period);
    put_part(&name, table->choice.breakdown);
    put_part(&name, table->release.is_invented ? "verzonnen-cijfers" : NULL);
    wks_buffer_printf(&name, "_uitgave-%s%s", table->release.released_on, formats[format].ending);
    const wks_code code = wks_buffer_keep(&name, arena, &kept, NULL);
    return code == WKS_OK ? kept : NULL;
}
