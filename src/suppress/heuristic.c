/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/heuristic.h"

#include "suppress/cheapest.h"
#include "suppress/deviation.h"
#include "suppress/prune.h"
#include "suppress/together.h"

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
    size_t try;
    bool *is_hidden;      /* [n] */
    const bool *is_begun; /* [n] hidden to begin with */
    bool *is_wanted;      /* [n_targets] room */
} search;

static void set_price(search *s, size_t j)
{
    wks_cheapest_price(&s->cheapest, j,
                       s->is_hidden[j] ? hidden_price : 1 + log1p(s->piece->cost[j]));
}

/* Protect one side of one target before one reader, and hide what moved. */
static wks_code protect(search *s, size_t side, uint32_t reader, bool *is_possible, wks_error *err)
{
    WKS_TRY(wks_cheapest_find(&s->cheapest, side / 2, side % 2, reader, is_possible, err));
    if (!*is_possible) {
        return WKS_OK;
    }
    for (size_t j = 0; j < s->piece->n; j++) {
        if (!s->is_hidden[j] && fabs(s->cheapest.point[j]) > 1e-7) {
            s->is_hidden[j] = true;
            set_price(s, j);
        }
    }
    return wks_deviations_add_for(&s->deviations, s->cheapest.point, side, reader, err);
}

/* Before an outsider, or everybody.  *failed: when that cannot be. */
static wks_code protect_side(search *s, size_t side, bool is_outsider,
                             wks_heuristic_failure *failed, wks_error *err)
{
    uint32_t reader = wks_deviations_next(&s->deviations, side);
    while (reader == WKS_OUTSIDER || (reader != WKS_NOBODY && !is_outsider)) {
        bool is_possible = true;
        WKS_TRY(protect(s, side, reader, &is_possible, err));
        if (!is_possible) {
            failed->place = s->piece->target[side / 2].place;
            failed->is_to_insiders = reader != WKS_OUTSIDER;
            return WKS_OK;
        }
        reader = wks_deviations_next(&s->deviations, side);
    }
    return WKS_OK;
}

/* The order of targets in the nth try: as they come, from the back, then by what they ask. */
static size_t turn(const wks_piece *piece, size_t try, size_t k)
{
    const size_t n = piece->n_targets;
    if (try == 0 || n == 0) {
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

/* What the cells that are hidden anyway do for each other before one reader: all that may is moved
 * at once, as long as that protects one more. */
static wks_code protect_by_hidden(search *s, wks_together *together, uint32_t reader,
                                  wks_error *err)
{
    wks_together_hold(together, reader, true);
    for (size_t side = 0; side < 2; side++) {
        size_t n_before = SIZE_MAX;
        size_t n = wks_unserved_find(&s->deviations.unserved, side, reader, s->is_wanted);
        while (n > 0 && n < n_before) {
            const double *point = NULL;
            WKS_TRY(wks_together_find(together, s->is_wanted, side, 0, &point, err));
            if (point != NULL) {
                WKS_TRY(wks_deviations_add(&s->deviations, point, err));
            }
            n_before = n;
            n = wks_unserved_find(&s->deviations.unserved, side, reader, s->is_wanted);
        }
    }
    wks_together_hold(together, reader, false);
    return WKS_OK;
}

static void allow_hidden(const search *s, wks_together *together)
{
    for (size_t j = 0; j < s->piece->n; j++) {
        wks_together_allow(together, j, s->is_hidden[j]);
    }
}

/* Every side of every target before an outsider, or before everybody. */
static wks_code protect_each(search *s, bool is_outsider, wks_heuristic_failure *failed,
                             wks_error *err)
{
    for (size_t k = 0; k < 2 * s->piece->n_targets; k++) {
        const size_t side = 2 * turn(s->piece, s->try, k / 2) + k % 2;
        WKS_TRY(protect_side(s, side, is_outsider, failed, err));
        if (failed->place != UINT32_MAX) {
            return WKS_OK;
        }
    }
    return WKS_OK;
}

/* What insiders ask beside; what is hidden for them may do for an outsider too, so all is tried
 * again. */
static wks_code protect_from_insiders(search *s, wks_together *together,
                                      wks_heuristic_failure *failed, wks_error *err)
{
    const wks_piece *piece = s->piece;
    allow_hidden(s, together);
    for (uint32_t reader = 0; reader < piece->insiders.n; reader++) {
        WKS_TRY(protect_by_hidden(s, together, reader, err));
    }
    for (size_t j = 0; j < piece->n; j++) {
        set_price(s, j);
    }
    WKS_TRY(protect_each(s, false, failed, err));
    return failed->place == UINT32_MAX
               ? wks_prune(piece, &s->deviations, false, NULL, s->is_hidden, err)
               : WKS_OK;
}

static wks_code protect_all(search *s, wks_together *together, wks_heuristic_failure *failed,
                            wks_error *err)
{
    const wks_piece *piece = s->piece;
    allow_hidden(s, together);
    WKS_TRY(protect_by_hidden(s, together, WKS_OUTSIDER, err));
    for (size_t j = 0; j < piece->n; j++) {
        set_price(s, j);
    }
    WKS_TRY(protect_each(s, true, failed, err));
    if (failed->place == UINT32_MAX) {
        const bool *is_kept = piece->insiders.n > 0 ? s->is_begun : NULL;
        WKS_TRY(wks_prune(piece, &s->deviations, true, is_kept, s->is_hidden, err));
        if (piece->insiders.n > 0) {
            WKS_TRY(protect_from_insiders(s, together, failed, err));
        }
    }
    return WKS_OK;
}

static wks_code open_search(search *s, wks_together *together, wks_arena *arena, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, s->piece->n_targets, sizeof *s->is_wanted, &s->is_wanted, err));
    WKS_TRY(wks_deviations_init(s->piece, arena, &s->deviations, err));
    WKS_TRY(wks_cheapest_open(s->piece, NULL, arena, &s->cheapest, err));
    return wks_together_open(s->piece, arena, together, err);
}

static wks_code try_once(const wks_piece *piece, size_t try, const bool *is_begun, bool *is_hidden,
                         wks_heuristic_failure *failed, wks_error *err)
{
    wks_arena arena;
    wks_together together = {0};
    search s = {.piece = piece, .try = try, .is_begun = is_begun, .is_hidden = is_hidden};
    *failed = (wks_heuristic_failure){.place = UINT32_MAX};
    wks_arena_init(&arena, SIZE_MAX);
    wks_code code = open_search(&s, &together, &arena, err);
    if (code == WKS_OK) {
        code = protect_all(&s, &together, failed, err);
    }
    wks_together_close(&together);
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

/* The answers of all tries, the best of them kept. */
typedef struct best {
    bool *begin; /* [n] what is hidden before a try */
    bool *here;  /* [n] and after it */
    double loss;
} best;

static wks_code make_best(const wks_piece *piece, const bool *is_hidden, wks_arena *arena,
                          best *out, wks_error *err)
{
    *out = (best){.loss = INFINITY};
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->here, &out->here, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *out->begin, &out->begin, err));
    for (size_t j = 0; j < piece->n; j++) {
        out->begin[j] = piece->cost[j] <= 0 || is_hidden[j];
    }
    return WKS_OK;
}

static wks_code run_tries(const wks_piece *piece, size_t n_tries, best *of, bool *is_hidden,
                          wks_heuristic_failure *failed, wks_error *err)
{
    for (size_t try = 0; try < n_tries; try++) {
        memcpy(of->here, of->begin, piece->n * sizeof *of->begin);
        WKS_TRY(try_once(piece, try, of->begin, of->here, failed, err));
        if (failed->place != UINT32_MAX) {
            return WKS_OK;
        }
        const double lost = loss_of(piece, of->here);
        if (lost < of->loss) {
            of->loss = lost;
            memcpy(is_hidden, of->here, piece->n * sizeof *is_hidden);
        }
    }
    return WKS_OK;
}

wks_code wks_heuristic_run(const wks_piece *piece, const wks_heuristic_options *options,
                           bool *is_hidden, double *loss, wks_heuristic_failure *failed,
                           wks_error *err)
{
    wks_arena arena;
    best of;
    wks_arena_init(&arena, SIZE_MAX);
    wks_code code = make_best(piece, is_hidden, &arena, &of, err);
    if (code == WKS_OK) {
        code = run_tries(piece, options->n_tries, &of, is_hidden, failed, err);
    }
    *loss = of.loss;
    wks_arena_clear(&arena);
    return code;
}
