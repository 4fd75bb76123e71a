/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/cheapest.h"

#include "suppress/unserved.h"

#include <string.h>

/* Number the columns, and the rows that hold one: [n_rows], UINT32_MAX of others. */
static wks_code number(const wks_piece *piece, const bool *is_in, wks_arena *arena,
                       wks_cheapest *out, uint32_t **row, wks_error *err)
{
    const wks_lp_matrix *from = &piece->matrix;
    uint32_t n_rows = 0;
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->column, &out->column, err));
    WKS_TRY(wks_arena_take(arena, from->n_rows, sizeof **row, row, err));
    memset(*row, 0xff, from->n_rows * sizeof **row);
    for (size_t j = 0; j < piece->n; j++) {
        out->column[j] = is_in == NULL || is_in[j] ? (uint32_t)out->n_columns++ : UINT32_MAX;
        for (int k = from->first[j]; out->column[j] != UINT32_MAX && k < from->first[j + 1]; k++) {
            if ((*row)[from->row[k]] == UINT32_MAX) {
                (*row)[from->row[k]] = n_rows++;
            }
        }
    }
    out->n_rows = n_rows;
    return WKS_OK;
}

wks_code wks_cheapest_open(const wks_piece *piece, const bool *is_in, wks_arena *arena,
                           wks_cheapest *out, wks_error *err)
{
    const wks_lp_matrix *from = &piece->matrix;
    const size_t most = (size_t)from->first[piece->n];
    int *first = NULL;
    int *row = NULL;
    double *entry = NULL;
    uint32_t *row_at = NULL;
    *out = (wks_cheapest){.piece = piece};
    WKS_TRY(number(piece, is_in, arena, out, &row_at, err));
    WKS_TRY(wks_arena_take(arena, 2 * out->n_columns + 1, sizeof *first, &first, err));
    WKS_TRY(wks_arena_take(arena, 2 * most, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(arena, 2 * most, sizeof *entry, &entry, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->point, &out->point, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->may_move, &out->may_move, err));
    size_t column = 0;
    int at = 0;
    for (int sign = 1; sign >= -1; sign -= 2) {
        for (size_t j = 0; j < piece->n; j++) {
            if (out->column[j] == UINT32_MAX) {
                continue;
            }
            for (int k = from->first[j]; k < from->first[j + 1]; k++, at++) {
                row[at] = (int)row_at[from->row[k]];
                entry[at] = sign * from->entry[k];
            }
            first[++column] = at;
        }
    }
    const wks_lp_matrix to = {out->n_rows, 2 * out->n_columns, first, row, entry};
    WKS_TRY(wks_lp_open(&to, arena, &out->lp, err));
    for (size_t j = 0; j < piece->n; j++) {
        wks_cheapest_allow(out, j, true);
    }
    return WKS_OK;
}

void wks_cheapest_close(wks_cheapest *cheapest)
{
    wks_lp_close(cheapest->lp);
}

void wks_cheapest_price(wks_cheapest *cheapest, size_t place, double price)
{
    const uint32_t column = cheapest->column[place];
    if (column != UINT32_MAX) {
        wks_lp_cost(cheapest->lp, column, price);
        wks_lp_cost(cheapest->lp, cheapest->n_columns + column, price);
    }
}

static void limit(wks_cheapest *cheapest, size_t place, bool may_move)
{
    const wks_piece *piece = cheapest->piece;
    const uint32_t column = cheapest->column[place];
    if (column != UINT32_MAX) {
        wks_lp_limit(cheapest->lp, column, 0, may_move ? piece->up[place] : 0);
        wks_lp_limit(cheapest->lp, cheapest->n_columns + column, 0,
                     may_move ? piece->down[place] : 0);
    }
}

void wks_cheapest_allow(wks_cheapest *cheapest, size_t place, bool may_move)
{
    cheapest->may_move[place] = may_move;
    limit(cheapest, place, may_move);
}

/* Hold what an insider knows, or let it go again. */
static void hold(wks_cheapest *cheapest, uint32_t reader, bool is_held)
{
    const wks_piece_insiders *insiders = &cheapest->piece->insiders;
    if (reader == WKS_OUTSIDER) {
        return;
    }
    for (size_t k = insiders->first[reader]; k < insiders->first[reader + 1]; k++) {
        const uint32_t place = insiders->place[k];
        limit(cheapest, place, !is_held && cheapest->may_move[place]);
    }
}

wks_code wks_cheapest_find(wks_cheapest *cheapest, size_t target, size_t side, uint32_t reader,
                           bool *is_possible, wks_error *err)
{
    const size_t n = cheapest->n_columns;
    const wks_piece_target *t = &cheapest->piece->target[target];
    const uint32_t rise = cheapest->column[t->place];
    const size_t column = side == 0 ? rise : n + rise;
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    hold(cheapest, reader, true);
    wks_lp_limit(cheapest->lp, rise, 0, 0);
    wks_lp_limit(cheapest->lp, n + rise, 0, 0);
    wks_lp_limit(cheapest->lp, column, t->need[side], t->need[side]);
    wks_lp_restart(cheapest->lp);
    WKS_TRY(wks_lp_solve(cheapest->lp, WKS_LP_DUAL, &answer, err));
    wks_cheapest_allow(cheapest, t->place, true);
    hold(cheapest, reader, false);
    *is_possible = answer == WKS_LP_OPTIMAL;
    const double *solution = wks_lp_point(cheapest->lp);
    for (size_t j = 0; *is_possible && j < cheapest->piece->n; j++) {
        const uint32_t at = cheapest->column[j];
        cheapest->point[j] = at == UINT32_MAX ? 0 : solution[at] - solution[n + at];
    }
    return WKS_OK;
}
