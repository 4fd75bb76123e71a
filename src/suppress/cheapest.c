/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/cheapest.h"

wks_code wks_cheapest_open(const wks_piece *piece, wks_arena *arena, wks_cheapest *out,
                           wks_error *err)
{
    const wks_lp_matrix *from = &piece->matrix;
    const int n = (int)piece->n;
    const int n_entries = from->first[piece->n];
    int *first = NULL;
    int *row = NULL;
    double *entry = NULL;
    *out = (wks_cheapest){.piece = piece};
    WKS_TRY(wks_arena_take(arena, 2 * piece->n + 1, sizeof *first, &first, err));
    WKS_TRY(wks_arena_take(arena, 2 * (size_t)n_entries, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(arena, 2 * (size_t)n_entries, sizeof *entry, &entry, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->point, &out->point, err));
    for (int j = 0; j <= n; j++) {
        first[j] = from->first[j];
        first[n + j] = n_entries + from->first[j];
    }
    for (int k = 0; k < n_entries; k++) {
        row[k] = row[n_entries + k] = from->row[k];
        entry[k] = from->entry[k];
        entry[n_entries + k] = -from->entry[k];
    }
    const wks_lp_matrix to = {from->n_rows, 2 * piece->n, first, row, entry};
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
    wks_lp_cost(cheapest->lp, place, price);
    wks_lp_cost(cheapest->lp, cheapest->piece->n + place, price);
}

void wks_cheapest_allow(wks_cheapest *cheapest, size_t place, bool may_move)
{
    const wks_piece *piece = cheapest->piece;
    wks_lp_limit(cheapest->lp, place, 0, may_move ? piece->up[place] : 0);
    wks_lp_limit(cheapest->lp, piece->n + place, 0, may_move ? piece->down[place] : 0);
}

wks_code wks_cheapest_find(wks_cheapest *cheapest, size_t target, size_t side, bool *is_possible,
                           wks_error *err)
{
    const size_t n = cheapest->piece->n;
    const wks_piece_target *t = &cheapest->piece->target[target];
    const size_t column = side == 0 ? t->place : n + t->place;
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    wks_lp_limit(cheapest->lp, t->place, 0, 0);
    wks_lp_limit(cheapest->lp, n + t->place, 0, 0);
    wks_lp_limit(cheapest->lp, column, t->need[side], t->need[side]);
    wks_lp_restart(cheapest->lp);
    WKS_TRY(wks_lp_solve(cheapest->lp, WKS_LP_DUAL, &answer, err));
    wks_cheapest_allow(cheapest, t->place, true);
    *is_possible = answer == WKS_LP_OPTIMAL;
    const double *solution = wks_lp_point(cheapest->lp);
    for (size_t j = 0; *is_possible && j < n; j++) {
        cheapest->point[j] = solution[j] - solution[n + j];
    }
    return WKS_OK;
}
