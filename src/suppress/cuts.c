/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/cuts.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A deviation beyond this is not looked for while y is broken; cuts hold without it. */
static const double far_enough = 50;
static const double no_price = 1e-7;
static const double tolerance = 1e-6;

wks_code wks_cuts_open(const wks_piece *piece, wks_arena *arena, wks_cuts *out, wks_error *err)
{
    *out = (wks_cuts){.piece = piece, .arena = arena};
    WKS_TRY(wks_arena_take(arena, 2 * piece->n_targets, sizeof *out->is_covered, &out->is_covered,
                           err));
    WKS_TRY(wks_arena_grow(arena, &out->first, 0, &out->room, sizeof *out->first, err));
    return wks_lp_open(&piece->matrix, arena, &out->lp, err);
}

void wks_cuts_close(wks_cuts *cuts)
{
    wks_lp_close(cuts->lp);
}

static void limit_all(wks_cuts *cuts, const double *y, double margin, bool is_whole)
{
    const wks_piece *piece = cuts->piece;
    for (size_t j = 0; j < piece->n; j++) {
        double down = piece->down[j];
        double up = piece->up[j];
        if (piece->cost[j] > 0) {
            const double part = fmin(1, y[j] + margin);
            down = part < no_price ? 0 : part * (is_whole ? down : fmin(down, far_enough));
            up = part < no_price ? 0 : part * (is_whole ? up : fmin(up, far_enough));
        }
        wks_lp_limit(cuts->lp, j, -down, up);
    }
}

/* Every side that the last vertex reaches needs no more looking this round. */
static void cover(wks_cuts *cuts)
{
    const wks_piece *piece = cuts->piece;
    const double *point = wks_lp_point(cuts->lp);
    for (size_t t = 0; t < piece->n_targets; t++) {
        const double z = point[piece->target[t].place];
        for (size_t side = 0; side < 2; side++) {
            if ((side == 0 ? z : -z) >= piece->target[t].need[side] - tolerance) {
                cuts->is_covered[2 * t + side] = true;
            }
        }
    }
}

static wks_code put(wks_cuts *cuts, size_t place, double entry, wks_error *err)
{
    WKS_TRY(wks_arena_grow(cuts->arena, &cuts->column, cuts->n_entries, &cuts->column_room,
                           sizeof *cuts->column, err));
    WKS_TRY(wks_arena_grow(cuts->arena, &cuts->entry, cuts->n_entries, &cuts->entry_room,
                           sizeof *cuts->entry, err));
    cuts->column[cuts->n_entries] = (int)place;
    cuts->entry[cuts->n_entries++] = entry;
    return WKS_OK;
}

/* The prices of the last solution as a cut, when y falls short of it. */
static wks_code take_cut(wks_cuts *cuts, const double *y, double need, bool *is_new, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    const double *reduced = wks_lp_reduced(cuts->lp);
    const size_t begin = cuts->n_entries;
    double wanted = need;
    double met = 0;
    *is_new = false;
    for (size_t j = 0; j < piece->n; j++) {
        if (piece->cost[j] <= 0 && fabs(reduced[j]) > no_price) {
            wanted -= reduced[j] > 0 ? reduced[j] * piece->down[j] : -reduced[j] * piece->up[j];
        }
    }
    if (wanted < tolerance) {
        return WKS_OK;
    }
    for (size_t j = 0; j < piece->n; j++) {
        if (piece->cost[j] > 0 && fabs(reduced[j]) > no_price) {
            const double moved =
                reduced[j] > 0 ? reduced[j] * piece->down[j] : -reduced[j] * piece->up[j];
            const double entry = fmin(1, moved / wanted);
            if (entry > 0) {
                WKS_TRY(put(cuts, j, entry, err));
                met += entry * y[j];
            }
        }
    }
    *is_new = met < 1 - 1e-4;
    if (!*is_new) {
        cuts->n_entries = begin;
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(cuts->arena, &cuts->first, cuts->n + 1, &cuts->room, sizeof *cuts->first,
                           err));
    cuts->first[++cuts->n] = cuts->n_entries;
    return WKS_OK;
}

/* Move every target that is not covered to one side at once, for a vertex that covers many. */
static wks_code cover_together(wks_cuts *cuts, size_t side, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    for (size_t t = 0; t < piece->n_targets; t++) {
        const wks_piece_target *target = &piece->target[t];
        const bool is_wanted = target->need[side] > 0 && !cuts->is_covered[2 * t + side];
        const double down = piece->down[target->place];
        const double up = piece->up[target->place];
        wks_lp_limit(cuts->lp, target->place, is_wanted && side == 1 ? -target->need[1] : -down,
                     is_wanted && side == 0 ? target->need[0] : up);
        wks_lp_cost(cuts->lp, target->place, !is_wanted ? 0 : side == 0 ? -1 : 1);
    }
    WKS_TRY(wks_lp_solve(cuts->lp, WKS_LP_PRIMAL, &answer, err));
    cuts->n_solved++;
    if (answer == WKS_LP_OPTIMAL) {
        cover(cuts);
    }
    for (size_t t = 0; t < piece->n_targets; t++) {
        const uint32_t place = piece->target[t].place;
        wks_lp_limit(cuts->lp, place, -piece->down[place], piece->up[place]);
        wks_lp_cost(cuts->lp, place, 0);
    }
    return WKS_OK;
}

/* Look whether target t can go far enough to one side. */
static wks_code look(wks_cuts *cuts, const double *y, size_t t, size_t side, size_t *n_found,
                     wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    const wks_piece_target *target = &piece->target[t];
    const double down = piece->down[target->place];
    const double up = piece->up[target->place];
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    bool is_new = false;
    wks_lp_limit(cuts->lp, target->place, side == 1 ? -target->need[1] : -down,
                 side == 0 ? target->need[0] : up);
    wks_lp_cost(cuts->lp, target->place, side == 0 ? -1 : 1);
    WKS_TRY(wks_lp_solve(cuts->lp, WKS_LP_PRIMAL, &answer, err));
    cuts->n_solved++;
    if (answer == WKS_LP_OPTIMAL) {
        cover(cuts);
        if (-wks_lp_total(cuts->lp) < target->need[side] - tolerance) {
            WKS_TRY(take_cut(cuts, y, target->need[side], &is_new, err));
            *n_found += is_new;
        }
    }
    wks_lp_cost(cuts->lp, target->place, 0);
    wks_lp_limit(cuts->lp, target->place, -down, up);
    return WKS_OK;
}

wks_code wks_cuts_find(wks_cuts *cuts, const double *y, double margin, bool is_whole,
                       size_t *n_found, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    *n_found = 0;
    memset(cuts->is_covered, 0, 2 * piece->n_targets * sizeof *cuts->is_covered);
    limit_all(cuts, y, margin, is_whole);
    for (size_t k = 0; k < 4; k++) {
        WKS_TRY(cover_together(cuts, k % 2, err));
    }
    for (size_t t = 0; t < piece->n_targets; t++) {
        for (size_t side = 0; side < 2; side++) {
            if (piece->target[t].need[side] > 0 && !cuts->is_covered[2 * t + side]) {
                WKS_TRY(look(cuts, y, t, side, n_found, err));
            }
        }
    }
    return WKS_OK;
}
