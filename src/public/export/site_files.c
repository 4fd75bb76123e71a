/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/site_files.h"

#include "base/file.h"
#include "base/language.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* Plainly, without fsync: nobody looks at the folder before all of it is there. */
wks_code wks_site_files_put(wks_site_files *files, const char *path, const void *bytes, size_t n,
                            wks_error *err)
{
    char whole[PATH_MAX];
    char above[PATH_MAX];
    snprintf(whole, sizeof whole, "%s/%s", files->folder, path);
    snprintf(above, sizeof above, "%.*s", (int)(strrchr(whole, '/') - whole), whole);
    WKS_TRY(wks_file_make_folder(above, err));
    FILE *file = fopen(whole, "wb");
    const bool is_written = file != NULL && fwrite(bytes, 1, n, file) == n;
    const int why = errno;
    if ((file != NULL && fclose(file) != 0) || !is_written) {
        return wks_fail(err, WKS_E_IO,
                        wks_tr("%s: cannot be written (%s)", "%s: niet te schrijven (%s)"), whole,
                        strerror(why));
    }
    files->n_files++;
    files->n_bytes += n;
    return WKS_OK;
}

/* What every file system and every host takes as it is. */
static void put_word(wks_buffer *out, const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at != 0; at++) {
        wks_buffer_printf(out, *at < 0x80 && (isalnum(*at) || *at == '-') ? "%c" : "_%02X", *at);
    }
}

const char *wks_site_files_reply(const char *resource, const wks_site_parameter *parameters,
                                 size_t n, wks_arena *arena)
{
    wks_buffer text = {0};
    const char *kept = NULL;
    wks_buffer_printf(&text, "api/v1/%s", resource);
    for (size_t i = 0; i < n; i++) {
        if (parameters[i].value != NULL) {
            wks_buffer_text(&text, "/");
            put_word(&text, parameters[i].name);
            wks_buffer_text(&text, "/");
            put_word(&text, parameters[i].value);
        }
    }
    wks_buffer_text(&text, ".json");
    return wks_buffer_keep(&text, arena, &kept, NULL) == WKS_OK ? kept : NULL;
}
