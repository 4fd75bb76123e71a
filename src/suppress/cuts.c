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
    WKS_TRY(wks_unserved_init(&piece->insiders, 2 * piece->n_targets, arena, &out->unserved, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->is_held, &out->is_held, err));
    WKS_TRY(wks_arena_grow(arena, &out->first, 0, &out->room, sizeof *out->first, err));
    return wks_lp_open(&piece->matrix, arena, &out->lp, err);
}

void wks_cuts_close(wks_cuts *cuts)
{
    wks_lp_close(cuts->lp);
}

/* How far unknown j may move in this round. */
static void limit(wks_cuts *cuts, size_t j)
{
    const wks_piece *piece = cuts->piece;
    double down = cuts->is_held[j] ? 0 : piece->down[j];
    double up = cuts->is_held[j] ? 0 : piece->up[j];
    if (piece->cost[j] > 0) {
        const double part = fmin(1, cuts->y[j] + cuts->margin);
        down = part < no_price ? 0 : part * (cuts->is_whole ? down : fmin(down, far_enough));
        up = part < no_price ? 0 : part * (cuts->is_whole ? up : fmin(up, far_enough));
    }
    wks_lp_limit(cuts->lp, j, -down, up);
}

/* Every side that the last vertex reaches needs no more looking this round, by those of whom it
 * moves nothing that they know. */
static wks_code cover(wks_cuts *cuts, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    const double *point = wks_lp_point(cuts->lp);
    bool is_new = false;
    wks_unserved_begin_table(&cuts->unserved);
    for (size_t j = 0; piece->insiders.n > 0 && j < piece->n; j++) {
        if (fabs(point[j]) > no_price) {
            wks_unserved_change(&cuts->unserved, j);
        }
    }
    for (size_t t = 0; t < piece->n_targets; t++) {
        const uint32_t place = piece->target[t].place;
        for (size_t side = 0; side < 2; side++) {
            if ((side == 0 ? point[place] : -point[place]) >=
                piece->target[t].need[side] - tolerance) {
                WKS_TRY(wks_unserved_serve(&cuts->unserved, 2 * t + side, piece->unknown[place],
                                           &is_new, err));
            }
        }
    }
    return WKS_OK;
}

/* The limits of a target, which has no cost; 0 while it is held. */
static void limit_target(wks_cuts *cuts, size_t place, double down, double up)
{
    wks_lp_limit(cuts->lp, place, cuts->is_held[place] ? 0 : -down, cuts->is_held[place] ? 0 : up);
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

/* How far the piece lets what is priced go: what a price of it is worth. */
static double worth(const wks_cuts *cuts, size_t j, double reduced)
{
    return cuts->is_held[j] ? 0
           : reduced > 0    ? reduced * cuts->piece->down[j]
                            : -reduced * cuts->piece->up[j];
}

/* The prices of the last solution as a cut, when y falls short of it. */
static wks_code take_cut(wks_cuts *cuts, double need, bool *is_new, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    const double *reduced = wks_lp_reduced(cuts->lp);
    const size_t begin = cuts->n_entries;
    double wanted = need;
    double met = 0;
    *is_new = false;
    for (size_t j = 0; j < piece->n; j++) {
        if (piece->cost[j] <= 0 && fabs(reduced[j]) > no_price) {
            wanted -= worth(cuts, j, reduced[j]);
        }
    }
    if (wanted < tolerance) {
        return WKS_OK;
    }
    for (size_t j = 0; j < piece->n; j++) {
        if (piece->cost[j] > 0 && fabs(reduced[j]) > no_price) {
            const double entry = fmin(1, worth(cuts, j, reduced[j]) / wanted);
            if (entry > 0) {
                WKS_TRY(put(cuts, j, entry, err));
                met += entry * cuts->y[j];
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
        const bool is_wanted = target->need[side] > 0 &&
                               wks_unserved_next(&cuts->unserved, 2 * t + side) == WKS_OUTSIDER;
        const double down = piece->down[target->place];
        const double up = piece->up[target->place];
        limit_target(cuts, target->place, is_wanted && side == 1 ? target->need[1] : down,
                     is_wanted && side == 0 ? target->need[0] : up);
        wks_lp_cost(cuts->lp, target->place, !is_wanted ? 0 : side == 0 ? -1 : 1);
    }
    WKS_TRY(wks_lp_solve(cuts->lp, WKS_LP_PRIMAL, &answer, err));
    cuts->n_solved++;
    if (answer == WKS_LP_OPTIMAL) {
        WKS_TRY(cover(cuts, err));
    }
    for (size_t t = 0; t < piece->n_targets; t++) {
        const uint32_t place = piece->target[t].place;
        limit_target(cuts, place, piece->down[place], piece->up[place]);
        wks_lp_cost(cuts->lp, place, 0);
    }
    return WKS_OK;
}

/* Look whether target t can go far enough to one side. */
static wks_code look(wks_cuts *cuts, size_t t, size_t side, size_t *n_found, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    const wks_piece_target *target = &piece->target[t];
    const double down = piece->down[target->place];
    const double up = piece->up[target->place];
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    bool is_new = false;
    limit_target(cuts, target->place, side == 1 ? target->need[1] : down,
                 side == 0 ? target->need[0] : up);
    wks_lp_cost(cuts->lp, target->place, side == 0 ? -1 : 1);
    WKS_TRY(wks_lp_solve(cuts->lp, WKS_LP_PRIMAL, &answer, err));
    cuts->n_solved++;
    if (answer == WKS_LP_OPTIMAL) {
        WKS_TRY(cover(cuts, err));
        if (-wks_lp_total(cuts->lp) < target->need[side] - tolerance) {
            WKS_TRY(take_cut(cuts, target->need[side], &is_new, err));
            *n_found += is_new;
        }
    }
    wks_lp_cost(cuts->lp, target->place, 0);
    limit_target(cuts, target->place, down, up);
    return WKS_OK;
}

/* Hold what an insider knows, or let go of it. */
static void hold(wks_cuts *cuts, uint32_t reader, bool is_held)
{
    const wks_piece_insiders *insiders = &cuts->piece->insiders;
    for (size_t k = insiders->first[reader]; k < insiders->first[reader + 1]; k++) {
        cuts->is_held[insiders->place[k]] = is_held;
        limit(cuts, insiders->place[k]);
    }
}

/* Look at the sides that no vertex has shown to this insider.  A side with a cut is left to the
 * next round. */
static wks_code look_as(wks_cuts *cuts, uint32_t reader, size_t *n_found, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    bool holds = false;
    for (size_t side = 0; side < 2 * piece->n_targets; side++) {
        const size_t before = *n_found;
        if (piece->target[side / 2].need[side % 2] <= 0 ||
            !wks_unserved_has(&cuts->unserved, side, reader)) {
            continue;
        }
        if (!holds) {
            hold(cuts, reader, true);
            holds = true;
        }
        WKS_TRY(look(cuts, side / 2, side % 2, n_found, err));
        if (*n_found > before) {
            wks_unserved_settle(&cuts->unserved, side);
        } else {
            wks_unserved_drop(&cuts->unserved, side, reader);
        }
    }
    if (holds) {
        hold(cuts, reader, false);
    }
    return WKS_OK;
}

wks_code wks_cuts_find(wks_cuts *cuts, const double *y, double margin, bool is_whole,
                       size_t *n_found, wks_error *err)
{
    const wks_piece *piece = cuts->piece;
    *n_found = 0;
    cuts->y = y;
    cuts->margin = margin;
    cuts->is_whole = is_whole;
    wks_unserved_reset(&cuts->unserved);
    for (size_t j = 0; j < piece->n; j++) {
        limit(cuts, j);
    }
    for (size_t k = 0; k < 4; k++) {
        WKS_TRY(cover_together(cuts, k % 2, err));
    }
    for (size_t side = 0; side < 2 * piece->n_targets; side++) {
        if (piece->target[side / 2].need[side % 2] > 0 &&
            wks_unserved_next(&cuts->unserved, side) == WKS_OUTSIDER) {
            WKS_TRY(look(cuts, side / 2, side % 2, n_found, err));
        }
    }
    const bool is_open = *n_found > 0; /* to outsiders, let alone to others */
    for (uint32_t reader = 0; reader < piece->insiders.n && !is_open; reader++) {
        WKS_TRY(look_as(cuts, reader, n_found, err));
    }
    return WKS_OK;
}
