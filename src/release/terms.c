/* SPDX-License-Identifier: EUPL-1.2 */
#include "release/terms.h"

#include "base/file.h"
#include "base/text.h"
#include "cells/lines.h"
#include "cells/protection.h"

#include <inttypes.h>
#include <stddef.h>

wks_code wks_terms_write(const wks_terms *terms, const char *path, wks_error *err)
{
    wks_buffer out = {0};
    const char *const words[] = {terms->policy, terms->version, terms->hash};
    wks_buffer_text(&out, "wijkscan-terms 1\npolicy");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        wks_buffer_text(&out, " ");
        wks_lines_put_word(&out, words[i]);
    }
    wks_buffer_printf(&out, "\nminimum %" PRId64 "\ninsiders %" PRId64 "\n", terms->minimum,
                      terms->insiders);
    return wks_file_write_buffer(path, &out, err);
}

wks_code wks_terms_read(const char *path, wks_arena *arena, wks_terms *out, wks_hash *hash,
                        wks_error *err)
{
    wks_lines lines;
    WKS_TRY(wks_lines_open(path, arena, &lines, hash, err));
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-terms", err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "policy", err));
    WKS_TRY(wks_lines_word(&lines, arena, &out->policy, err));
    WKS_TRY(wks_lines_word(&lines, arena, &out->version, err));
    WKS_TRY(wks_lines_word(&lines, arena, &out->hash, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "minimum", err));
    WKS_TRY(
        wks_lines_integer(&lines, WKS_TERMS_LEAST_MINIMUM, WKS_MOST_PERSONS, &out->minimum, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "insiders", err));
    WKS_TRY(wks_lines_integer(&lines, 0, WKS_MOST_INSIDERS, &out->insiders, err));
    return wks_lines_end(&lines, err);
}
