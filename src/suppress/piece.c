/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/piece.h"

#include <stdbool.h>
#include <string.h>

static wks_code find_targets(const wks_protection *protection, wks_arena *arena, wks_piece *out,
                             wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->target, &out->target, err));
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->target_at, &out->target_at, err));
    for (size_t j = 0; j < out->n; j++) {
        out->target_at[j] = -1;
        if (out->unknown[j] >= protection->n_cells) {
            continue;
        }
        const wks_cell *cell = &protection->cells[out->unknown[j]];
        if (cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL) {
            out->target_at[j] = (int32_t)out->n_targets;
            out->target[out->n_targets++] = (wks_piece_target){
                (uint32_t)j,
                {(double)(cell->upper - cell->value), (double)(cell->value - cell->lower)}};
        }
    }
    return WKS_OK;
}

static wks_code fill(const wks_protection *protection, const wks_reader *reader, wks_arena *arena,
                     wks_piece *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->down, &out->down, err));
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->up, &out->up, err));
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->cost, &out->cost, err));
    for (size_t j = 0; j < out->n; j++) {
        const uint32_t i = out->unknown[j];
        out->down[j] = reader->down[i];
        out->up[j] = reader->up[i];
        if (i < protection->n_cells) {
            out->cost[j] = protection->cells[i].cost;
        }
    }
    WKS_TRY(wks_piece_insiders_find(reader->relations, out->unknown, out->n, arena, &out->insiders,
                                    err));
    return find_targets(protection, arena, out, err);
}

wks_code wks_piece_take(const wks_protection *protection, const wks_reader *reader, size_t c,
                        wks_arena *arena, wks_piece *out, wks_error *err)
{
    *out = (wks_piece){.n = reader->first[c + 1] - reader->first[c],
                       .unknown = reader->unknown + reader->first[c]};
    WKS_TRY(wks_reader_matrix(reader, c, arena, &out->matrix, err));
    return fill(protection, reader, arena, out, err);
}

static wks_code make_matrix(const wks_relations *rel, const uint32_t *row, size_t n_rows,
                            const uint32_t *place, wks_arena *arena, wks_lp_matrix *out,
                            wks_error *err)
{
    int *first = NULL;
    int *rows = NULL;
    double *entry = NULL;
    WKS_TRY(wks_arena_take(arena, out->n_columns + 2, sizeof *first, &first, err));
    for (size_t fills = 0; fills < 2; fills++) {
        for (size_t r = 0; r < n_rows; r++) {
            /* the total comes after the last part */
            for (size_t k = rel->first[row[r]]; k <= rel->first[row[r] + 1]; k++) {
                const bool is_total = k == rel->first[row[r] + 1];
                const uint32_t j = place[is_total ? rel->total[row[r]] : rel->part[k]];
                if (j == UINT32_MAX) {
                    continue;
                }
                if (fills == 0) {
                    first[j + 2]++;
                } else {
                    entry[first[j + 1]] = is_total ? -1 : 1;
                    rows[first[j + 1]++] = (int)r;
                }
            }
        }
        if (fills == 0) {
            for (size_t j = 0; j < out->n_columns; j++) {
                first[j + 2] += first[j + 1];
            }
            const size_t n = (size_t)first[out->n_columns + 1];
            WKS_TRY(wks_arena_take(arena, n, sizeof *rows, &rows, err));
            WKS_TRY(wks_arena_take(arena, n, sizeof *entry, &entry, err));
        }
    }
    *out = (wks_lp_matrix){n_rows, out->n_columns, first, rows, entry};
    return WKS_OK;
}

wks_code wks_piece_make(const wks_protection *protection, const wks_reader *reader,
                        const uint32_t *unknown, size_t n, const uint32_t *row, size_t n_rows,
                        uint32_t *room, wks_arena *arena, wks_piece *out, wks_error *err)
{
    *out = (wks_piece){.n = n, .matrix = {.n_columns = n}};
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->unknown, &out->unknown, err));
    memcpy(out->unknown, unknown, n * sizeof *unknown);
    for (size_t j = 0; j < n; j++) {
        room[unknown[j]] = (uint32_t)j;
    }
    const wks_code code =
        make_matrix(reader->relations, row, n_rows, room, arena, &out->matrix, err);
    for (size_t j = 0; j < n; j++) {
        room[unknown[j]] = UINT32_MAX;
    }
    return code != WKS_OK ? code : fill(protection, reader, arena, out, err);
}
