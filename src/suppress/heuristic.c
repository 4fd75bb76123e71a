/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/heuristic.h"

#include "suppress/cheapest.h"
#include "suppress/deviation.h"
#include "suppress/prune.h"

#include <math.h>
#include <string.h>

/* A person in what is hidden anyway; not nothing, so that a deviation moves no more than it must.
 */
static const double hidden_price = 0.01;

/* One try. */
typedef struct search {
    const wks_piece *piece;
    wks_cheapest cheapest;
    wks_deviations deviations;
    bool *is_hidden; /* [n] */
} search;

static void set_price(search *s, size_t j)
{
    wks_cheapest_price(&s->cheapest, j,
                       s->is_hidden[j] ? hidden_price : 1 + log1p(s->piece->cost[j]));
}

/* Protect one side of one target, and hide what moved. */
static wks_code protect(search *s, size_t target, size_t side, bool *is_possible, wks_error *err)
{
    WKS_TRY(wks_cheapest_find(&s->cheapest, target, side, is_possible, err));
    if (!*is_possible) {
        return WKS_OK;
    }
    for (size_t j = 0; j < s->piece->n; j++) {
        if (!s->is_hidden[j] && fabs(s->cheapest.point[j]) > 1e-7) {
            s->is_hidden[j] = true;
            set_price(s, j);
        }
    }
    return wks_deviations_add(&s->deviations, s->cheapest.point, err);
}

/* The order of targets in the nth try: as they come, from the back, then by what they ask. */
static size_t turn(const wks_piece *piece, size_t try, size_t k)
{
    const size_t n = piece->n_targets;
    if (try == 0) {
        return k;
    }
    if (try == 1) {
        return n - 1 - k;
    }
    /* steps that share no divisor with n visit each target once */
    size_t step = n / 2 + try * 7 + 1;
    for (size_t a = step, b = n; b != 0;) {
        const size_t rest = a % b;
        a = b;
        b = rest;
        if (b == 0 && a != 1) {
            step++;
            a = step;
            b = n;
        }
    }
    return (k * step + try) % n;
}

/* Move all targets without protection on one side as far as they need, in one go. */
static wks_code move_all(search *s, wks_lp *lp, size_t side, size_t *n_covered, wks_error *err)
{
    const wks_piece *piece = s->piece;
    const double sign = side == 0 ? 1 : -1;
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    size_t n_left = 0;
    *n_covered = 0;
    for (size_t t = 0; t < piece->n_targets; t++) {
        const uint32_t j = piece->target[t].place;
        const bool is_wanted = !wks_deviations_is_covered(&s->deviations, t, side);
        n_left += is_wanted;
        wks_lp_cost(lp, j, is_wanted ? -sign : 0);
        wks_lp_limit(lp, j, is_wanted && side == 1 ? -piece->target[t].need[1] : -piece->down[j],
                     is_wanted && side == 0 ? piece->target[t].need[0] : piece->up[j]);
    }
    WKS_TRY(wks_lp_solve(lp, WKS_LP_PRIMAL, &answer, err));
    if (answer == WKS_LP_OPTIMAL) {
        WKS_TRY(wks_deviations_add(&s->deviations, wks_lp_point(lp), err));
        for (size_t t = 0; t < piece->n_targets; t++) {
            n_left -= !wks_deviations_is_covered(&s->deviations, t, side);
        }
        *n_covered = n_left;
    }
    return WKS_OK;
}

/* What the cells that are hidden anyway do for each other: all that may is moved at once, as long
 * as that protects one more. */
static wks_code protect_by_hidden(search *s, wks_arena *arena, wks_error *err)
{
    const wks_piece *piece = s->piece;
    wks_lp *lp = NULL;
    WKS_TRY(wks_lp_open(&piece->matrix, arena, &lp, err));
    wks_code code = WKS_OK;
    for (size_t j = 0; j < piece->n; j++) {
        wks_lp_limit(lp, j, s->is_hidden[j] ? -piece->down[j] : 0,
                     s->is_hidden[j] ? piece->up[j] : 0);
    }
    for (size_t side = 0; side < 2; side++) {
        size_t n_covered = 1;
        while (code == WKS_OK && n_covered > 0) {
            code = move_all(s, lp, side, &n_covered, err);
        }
    }
    wks_lp_close(lp);
    return code;
}

static wks_code protect_all(search *s, size_t try, wks_arena *arena, uint32_t *failed,
                            wks_error *err)
{
    const wks_piece *piece = s->piece;
    WKS_TRY(protect_by_hidden(s, arena, err));
    for (size_t j = 0; j < piece->n; j++) {
        set_price(s, j);
    }
    for (size_t k = 0; k < piece->n_targets; k++) {
        const size_t t = turn(piece, try, k);
        for (size_t side = 0; side < 2; side++) {
            bool is_possible = true;
            if (!wks_deviations_is_covered(&s->deviations, t, side)) {
                WKS_TRY(protect(s, t, side, &is_possible, err));
            }
            if (!is_possible) {
                *failed = piece->target[t].place;
                return WKS_OK;
            }
        }
    }
    return wks_prune(piece, &s->cheapest, &s->deviations, s->is_hidden, err);
}

static wks_code try_once(const wks_piece *piece, size_t try, bool *is_hidden, uint32_t *failed,
                         wks_error *err)
{
    wks_arena arena;
    search s = {.piece = piece, .is_hidden = is_hidden};
    *failed = UINT32_MAX;
    wks_arena_init(&arena, SIZE_MAX);
    wks_code code = wks_deviations_init(piece, &arena, &s.deviations, err);
    if (code == WKS_OK) {
        code = wks_cheapest_open(piece, &arena, &s.cheapest, err);
    }
    if (code == WKS_OK) {
        code = protect_all(&s, try, &arena, failed, err);
    }
    wks_cheapest_close(&s.cheapest);
    wks_arena_clear(&arena);
    return code;
}

static double loss_of(const wks_piece *piece, const bool *is_hidden)
{
    double loss = 0;
    for (size_t j = 0; j < piece->n; j++) {
        loss += is_hidden[j] ? piece->cost[j] : 0;
    }
    return loss;
}

static wks_code run_tries(const wks_piece *piece, const wks_heuristic_options *options,
                          wks_arena *arena, bool *is_hidden, double *loss, uint32_t *failed,
                          wks_error *err)
{
    bool *begin = NULL;
    bool *here = NULL;
    *loss = INFINITY;
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *here, &here, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *begin, &begin, err));
    for (size_t j = 0; j < piece->n; j++) {
        begin[j] = piece->cost[j] <= 0 || is_hidden[j];
    }
    for (size_t try = 0; try < options->n_tries; try++) {
        memcpy(here, begin, piece->n * sizeof *begin);
        WKS_TRY(try_once(piece, try, here, failed, err));
        if (*failed != UINT32_MAX) {
            return WKS_OK;
        }
        const double lost = loss_of(piece, here);
        if (lost < *loss) {
            *loss = lost;
            memcpy(is_hidden, here, piece->n * sizeof *is_hidden);
        }
    }
    return WKS_OK;
}

wks_code wks_heuristic_run(const wks_piece *piece, const wks_heuristic_options *options,
                           bool *is_hidden, double *loss, uint32_t *failed, wks_error *err)
{
    wks_arena arena;
    wks_arena_init(&arena, SIZE_MAX);
    const wks_code code = run_tries(piece, options, &arena, is_hidden, loss, failed, err);
    wks_arena_clear(&arena);
    return code;
}
