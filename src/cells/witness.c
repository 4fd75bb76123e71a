/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/witness.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "cells/lines.h"

#include <inttypes.h>

wks_code wks_witnesses_write(const wks_witnesses *witnesses, const char *path, wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_printf(&out, "wijkscan-witness 2\nprotection %s\nwitnesses %zu %zu\n",
                      witnesses->protection.hex, witnesses->n,
                      witnesses->n == 0 ? 0 : witnesses->first[witnesses->n]);
    for (size_t i = 0; i < witnesses->n; i++) {
        wks_buffer_printf(&out, "%" PRId64 " %zu", witnesses->times[i],
                          witnesses->first[i + 1] - witnesses->first[i]);
        for (size_t k = witnesses->first[i]; k < witnesses->first[i + 1]; k++) {
            wks_buffer_printf(&out, " %" PRIu32 " %" PRId64, witnesses->atom[k],
                              witnesses->change[k]);
        }
        wks_buffer_text(&out, "\n");
    }
    return wks_file_write_buffer(path, &out, err);
}

static wks_code read_witness(wks_lines *lines, const wks_protection *protection, size_t n_changes,
                             wks_witnesses *to, size_t i, wks_error *err)
{
    int64_t n = 0;
    int64_t least = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_integer(lines, 1, WKS_WITNESS_MOST_TIMES, &to->times[i], err));
    WKS_TRY(wks_lines_integer(lines, 1, (int64_t)(n_changes - to->first[i]), &n, err));
    to->first[i + 1] = to->first[i] + (size_t)n;
    for (size_t k = to->first[i]; k < to->first[i + 1]; k++) {
        int64_t atom = 0;
        WKS_TRY(wks_lines_integer(lines, least, (int64_t)protection->n_atoms - 1, &atom, err));
        WKS_TRY(wks_lines_integer(lines, -WKS_MOST_PERSONS, WKS_MOST_PERSONS, &to->change[k], err));
        if (to->change[k] == 0) {
            return wks_lines_fail(
                lines, wks_tr("a change other than 0", "een verandering anders dan 0"), err);
        }
        to->atom[k] = (uint32_t)atom;
        least = atom + 1;
    }
    return WKS_OK;
}

wks_code wks_witnesses_read(const char *path, const wks_protection *protection,
                            const wks_hash *hash, wks_arena *arena, wks_witnesses *out,
                            wks_error *err)
{
    wks_lines lines;
    int64_t n = 0;
    int64_t n_changes = 0;
    *out = (wks_witnesses){0};
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    /* of version 1 each table was told for one cell */
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "wijkscan-witness", err));
    WKS_TRY(wks_lines_literal(&lines, "2", err));
    WKS_TRY(wks_lines_protection(&lines, hash, err));
    out->protection = *hash;
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "witnesses", err));
    /* every change takes bytes of the file, so a file that lies about their number takes no memory
     */
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n, err));
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n_changes, err));
    out->n = (size_t)n;
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->times, &out->times, err));
    WKS_TRY(wks_arena_take(arena, out->n + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, (size_t)n_changes, sizeof *out->atom, &out->atom, err));
    WKS_TRY(wks_arena_take(arena, (size_t)n_changes, sizeof *out->change, &out->change, err));
    for (size_t i = 0; i < out->n; i++) {
        WKS_TRY(read_witness(&lines, protection, (size_t)n_changes, out, i, err));
    }
    return wks_lines_end(&lines, err);
}
