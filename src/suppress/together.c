/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/together.h"

#include "suppress/unserved.h"

enum {
    MOST_WEIGHT = 16
};

static void limit(const wks_together *together, size_t j)
{
    const wks_piece *piece = together->piece;
    const bool moves = together->may_move[j] && !together->is_held[j];
    wks_lp_limit(together->lp, j, moves ? -piece->down[j] : 0, moves ? piece->up[j] : 0);
}

wks_code wks_together_open(const wks_piece *piece, wks_arena *arena, wks_together *out,
                           wks_error *err)
{
    *out = (wks_together){.piece = piece};
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->may_move, &out->may_move, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->is_held, &out->is_held, err));
    WKS_TRY(wks_lp_open(&piece->matrix, arena, &out->lp, err));
    for (size_t j = 0; j < piece->n; j++) {
        wks_together_allow(out, j, true);
    }
    return WKS_OK;
}

void wks_together_close(wks_together *together)
{
    wks_lp_close(together->lp);
}

void wks_together_allow(wks_together *together, size_t place, bool may_move)
{
    together->may_move[place] = may_move;
    limit(together, place);
}

void wks_together_hold(wks_together *together, uint32_t reader, bool is_held)
{
    const wks_piece_insiders *insiders = &together->piece->insiders;
    if (reader == WKS_OUTSIDER) {
        return;
    }
    for (size_t k = insiders->first[reader]; k < insiders->first[reader + 1]; k++) {
        together->is_held[insiders->place[k]] = is_held;
        limit(together, insiders->place[k]);
    }
}

/* Numbers without a pattern, the same every time. */
static uint32_t mix(uint32_t x)
{
    x = (x ^ (x >> 16)) * 0x7feb352dU;
    x = (x ^ (x >> 15)) * 0x846ca68bU;
    return x ^ (x >> 16);
}

double wks_together_weight(size_t place, uint32_t try)
{
    return try == 0 ? 1 : 1 + (double)(mix(mix(try) ^ (uint32_t)place) % MOST_WEIGHT);
}

wks_code wks_together_find(wks_together *together, const bool *is_wanted, size_t side, uint32_t try,
                           const double **point, wks_error *err)
{
    const wks_piece *piece = together->piece;
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    for (size_t t = 0; t < piece->n_targets; t++) {
        const wks_piece_target *target = &piece->target[t];
        const uint32_t j = target->place;
        const double weight = is_wanted[t] ? wks_together_weight(j, try) : 0;
        wks_lp_cost(together->lp, j, side == 0 ? -weight : weight);
        limit(together, j);
        if (is_wanted[t] && together->may_move[j] && !together->is_held[j]) {
            wks_lp_limit(together->lp, j, side == 1 ? -target->need[1] : -piece->down[j],
                         side == 0 ? target->need[0] : piece->up[j]);
        }
    }
    WKS_TRY(wks_lp_solve(together->lp, WKS_LP_PRIMAL, &answer, err));
    for (size_t t = 0; t < piece->n_targets; t++) {
        wks_lp_cost(together->lp, piece->target[t].place, 0);
        limit(together, piece->target[t].place);
    }
    *point = answer == WKS_LP_OPTIMAL ? wks_lp_point(together->lp) : NULL;
    return WKS_OK;
}

wks_code wks_together_push(wks_together *together, size_t target, size_t side, double *reached,
                           const double **point, wks_error *err)
{
    const uint32_t place = together->piece->target[target].place;
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    wks_lp_cost(together->lp, place, side == 0 ? -1 : 1);
    WKS_TRY(wks_lp_solve(together->lp, WKS_LP_PRIMAL, &answer, err));
    wks_lp_cost(together->lp, place, 0);
    *point = answer == WKS_LP_OPTIMAL ? wks_lp_point(together->lp) : NULL;
    *reached = answer == WKS_LP_OPTIMAL ? -wks_lp_total(together->lp) : 0;
    return WKS_OK;
}
