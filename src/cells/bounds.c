/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/bounds.h"

#include "base/file.h"
#include "cells/lines.h"

#include <inttypes.h>

wks_code wks_bounds_add(wks_bounds *bounds, const wks_bounded_cell *cell, const uint32_t *members,
                        size_t n, wks_arena *arena, wks_error *err)
{
    const size_t i = bounds->n_cells;
    size_t at = i == 0 ? 0 : bounds->first[i];
    WKS_TRY(
        wks_arena_grow(arena, &bounds->cells, i, &bounds->cells_room, sizeof *bounds->cells, err));
    for (size_t end = i == 0 ? 0 : i + 1; end < i + 2; end++) {
        WKS_TRY(wks_arena_grow(arena, &bounds->first, end, &bounds->first_room,
                               sizeof *bounds->first, err));
    }
    for (size_t k = 0; k < n; k++, at++) {
        WKS_TRY(wks_arena_grow(arena, &bounds->member, at, &bounds->member_room,
                               sizeof *bounds->member, err));
        bounds->member[at] = members[k];
    }
    bounds->first[0] = 0;
    bounds->first[i + 1] = at;
    bounds->cells[i] = *cell;
    bounds->n_cells++;
    return WKS_OK;
}

/* ---- what is known --------------------------------------------------------------------------- */

wks_code wks_bounds_write(const wks_bounds *bounds, const char *path, wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_printf(&out, "wijkscan-bounds 1\natoms %zu\ncells %zu %zu\n", bounds->n_atoms,
                      bounds->n_cells, bounds->n_cells == 0 ? 0 : bounds->first[bounds->n_cells]);
    for (size_t i = 0; i < bounds->n_cells; i++) {
        const wks_bounded_cell *cell = &bounds->cells[i];
        wks_buffer_printf(&out, "%s %" PRId64 " %" PRId64 " %zu",
                          cell->is_asked ? "asked" : "given", cell->least, cell->most,
                          bounds->first[i + 1] - bounds->first[i]);
        for (size_t k = bounds->first[i]; k < bounds->first[i + 1]; k++) {
            wks_buffer_printf(&out, " %" PRIu32, bounds->member[k]);
        }
        wks_buffer_text(&out, "\n");
    }
    return wks_file_write_buffer(path, &out, err);
}

static wks_code read_members(wks_lines *lines, wks_bounds *to, size_t i, size_t n_members,
                             wks_error *err)
{
    int64_t n = 0;
    int64_t least = 0; /* each higher than the one before */
    WKS_TRY(wks_lines_integer(lines, 1, (int64_t)(n_members - to->first[i]), &n, err));
    to->first[i + 1] = to->first[i] + (size_t)n;
    for (size_t k = to->first[i]; k < to->first[i + 1]; k++) {
        int64_t atom = 0;
        WKS_TRY(wks_lines_integer(lines, least, (int64_t)to->n_atoms - 1, &atom, err));
        to->member[k] = (uint32_t)atom;
        least = atom + 1;
    }
    return WKS_OK;
}

static wks_code read_cell(wks_lines *lines, wks_bounds *to, size_t i, size_t n_members,
                          wks_error *err)
{
    static const char *const kinds[] = {"given", "asked"};
    wks_bounded_cell *cell = &to->cells[i];
    size_t kind = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_choice(lines, kinds, 2, &kind, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &cell->least, err));
    WKS_TRY(wks_lines_integer(lines, cell->least, WKS_MOST_PERSONS, &cell->most, err));
    cell->is_asked = kind == 1;
    return read_members(lines, to, i, n_members, err);
}

wks_code wks_bounds_read(const char *path, wks_arena *arena, wks_bounds *out, wks_error *err)
{
    wks_lines lines;
    int64_t n = 0;
    int64_t n_members = 0;
    *out = (wks_bounds){0};
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-bounds", err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "atoms", err));
    WKS_TRY(wks_lines_integer(&lines, 0, UINT32_MAX, &n, err));
    out->n_atoms = (size_t)n;
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "cells", err));
    /* a cell is a line and a member a word, so a short file is no reason to take much memory */
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n, err));
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n_members, err));
    out->n_cells = (size_t)n;
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->cells, &out->cells, err));
    WKS_TRY(wks_arena_take(arena, out->n_cells + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, (size_t)n_members, sizeof *out->member, &out->member, err));
    for (size_t i = 0; i < out->n_cells; i++) {
        WKS_TRY(read_cell(&lines, out, i, (size_t)n_members, err));
    }
    return wks_lines_end(&lines, err);
}

/* ---- how far it can be told ------------------------------------------------------------------ */

static const char *const found[] = {"impossible", "possible"};

wks_code wks_bounds_answer_write(const wks_bounds *bounds, const wks_bounds_answer *answer,
                                 const char *path, wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_printf(&out, "wijkscan-told 1\n%s\n", found[answer->is_possible]);
    for (size_t i = 0; answer->is_possible && i < bounds->n_cells; i++) {
        if (bounds->cells[i].is_asked) {
            wks_buffer_printf(&out, "%zu %" PRId64 " %" PRId64 "\n", i, answer->least[i],
                              answer->most[i]);
        }
    }
    return wks_file_write_buffer(path, &out, err);
}

wks_code wks_bounds_answer_read(const char *path, const wks_bounds *bounds, wks_arena *arena,
                                wks_bounds_answer *out, wks_error *err)
{
    wks_lines lines;
    size_t is_possible = 0;
    *out = (wks_bounds_answer){0};
    WKS_TRY(wks_arena_take(arena, bounds->n_cells, sizeof *out->least, &out->least, err));
    WKS_TRY(wks_arena_take(arena, bounds->n_cells, sizeof *out->most, &out->most, err));
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-told", err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_choice(&lines, found, 2, &is_possible, err));
    out->is_possible = is_possible == 1;
    for (size_t i = 0; out->is_possible && i < bounds->n_cells; i++) {
        int64_t cell = 0;
        if (!bounds->cells[i].is_asked) {
            continue;
        }
        WKS_TRY(wks_lines_next(&lines, err));
        WKS_TRY(wks_lines_integer(&lines, (int64_t)i, (int64_t)i, &cell, err));
        WKS_TRY(wks_lines_integer(&lines, 0, WKS_MOST_PERSONS, &out->least[i], err));
        WKS_TRY(wks_lines_integer(&lines, out->least[i], WKS_MOST_PERSONS, &out->most[i], err));
    }
    return wks_lines_end(&lines, err);
}
