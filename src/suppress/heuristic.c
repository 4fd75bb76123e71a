/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/heuristic.h"

#include "suppress/deviation.h"
#include "suppress/prune.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The cells that may be hidden have a column to rise and one to fall, each with its price. */
typedef struct cheapest {
    const wks_piece *piece;
    wks_lp *lp;
    uint32_t *fall;  /* [n] the column in which place j falls; its own when it costs nothing */
    double *point;   /* [n] */
    bool *is_hidden; /* [n] */
} cheapest;

static wks_code open_lp(cheapest *s, wks_arena *arena, wks_error *err)
{
    const wks_piece *piece = s->piece;
    const wks_lp_matrix *from = &piece->matrix;
    const size_t n_entries = (size_t)from->first[piece->n];
    wks_lp_matrix to = {.n_rows = from->n_rows};
    int *first = NULL;
    int *row = NULL;
    double *entry = NULL;
    WKS_TRY(wks_arena_take(arena, 2 * piece->n + 1, sizeof *first, &first, err));
    WKS_TRY(wks_arena_take(arena, 2 * n_entries, sizeof *row, &row, err));
    WKS_TRY(wks_arena_take(arena, 2 * n_entries, sizeof *entry, &entry, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *s->fall, &s->fall, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *s->point, &s->point, err));
    memcpy(first, from->first, (piece->n + 1) * sizeof *first);
    memcpy(row, from->row, n_entries * sizeof *row);
    memcpy(entry, from->entry, n_entries * sizeof *entry);
    to.n_columns = piece->n;
    for (size_t j = 0; j < piece->n; j++) {
        s->fall[j] = (uint32_t)j;
        if (piece->cost[j] > 0) {
            int at = first[to.n_columns];
            for (int k = from->first[j]; k < from->first[j + 1]; k++, at++) {
                row[at] = from->row[k];
                entry[at] = -from->entry[k];
            }
            s->fall[j] = (uint32_t)to.n_columns++;
            first[to.n_columns] = at;
        }
    }
    to.first = first;
    to.row = row;
    to.entry = entry;
    return wks_lp_open(&to, arena, &s->lp, err);
}

static void set_price(cheapest *s, size_t j)
{
    const double price = s->is_hidden[j] ? 0 : 1 + log1p(s->piece->cost[j]);
    wks_lp_cost(s->lp, j, price);
    wks_lp_cost(s->lp, s->fall[j], price);
}

static void set_limits(cheapest *s, size_t j)
{
    if (s->fall[j] != j) {
        wks_lp_limit(s->lp, j, 0, s->piece->up[j]);
        wks_lp_limit(s->lp, s->fall[j], 0, s->piece->down[j]);
    } else {
        wks_lp_limit(s->lp, j, -s->piece->down[j], s->piece->up[j]);
    }
}

/* Protect one side of one target, and hide what moved. */
static wks_code protect(cheapest *s, wks_deviations *deviations, size_t target, size_t side,
                        bool *is_possible, wks_error *err)
{
    const wks_piece_target *t = &s->piece->target[target];
    const double wanted = side == 0 ? t->need[0] : -t->need[1];
    wks_lp_answer answer = WKS_LP_OPTIMAL;
    wks_lp_limit(s->lp, t->place, wanted, wanted);
    WKS_TRY(wks_lp_solve(s->lp, WKS_LP_DUAL, &answer, err));
    set_limits(s, t->place);
    *is_possible = answer == WKS_LP_OPTIMAL;
    if (!*is_possible) {
        return WKS_OK;
    }
    const double *solution = wks_lp_point(s->lp);
    for (size_t j = 0; j < s->piece->n; j++) {
        s->point[j] = solution[j] - (s->fall[j] == j ? 0 : solution[s->fall[j]]);
        if (!s->is_hidden[j] && fabs(s->point[j]) > 1e-7) {
            s->is_hidden[j] = true;
            set_price(s, j);
        }
    }
    return wks_deviations_add(deviations, s->point, err);
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

static wks_code try_once(cheapest *s, size_t try, wks_arena *arena, uint32_t *failed,
                         wks_error *err)
{
    const wks_piece *piece = s->piece;
    wks_deviations deviations;
    *failed = UINT32_MAX;
    WKS_TRY(wks_deviations_init(piece, arena, &deviations, err));
    for (size_t j = 0; j < piece->n; j++) {
        set_limits(s, j);
        set_price(s, j);
    }
    for (size_t k = 0; k < piece->n_targets; k++) {
        const size_t t = turn(piece, try, k);
        for (size_t side = 0; side < 2; side++) {
            bool is_possible = true;
            if (!wks_deviations_is_covered(&deviations, t, side)) {
                WKS_TRY(protect(s, &deviations, t, side, &is_possible, err));
            }
            if (!is_possible) {
                *failed = piece->target[t].place;
                return WKS_OK;
            }
        }
    }
    return wks_prune(piece, &deviations, s->is_hidden, err);
}

static double loss_of(const wks_piece *piece, const bool *is_hidden)
{
    double loss = 0;
    for (size_t j = 0; j < piece->n; j++) {
        loss += is_hidden[j] ? piece->cost[j] : 0;
    }
    return loss;
}

static wks_code run_tries(cheapest *s, const wks_heuristic_options *options, wks_arena *arena,
                          bool *is_hidden, double *loss, uint32_t *failed, wks_error *err)
{
    const wks_piece *piece = s->piece;
    bool *begin = NULL;
    *loss = INFINITY;
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *s->is_hidden, &s->is_hidden, err));
    WKS_TRY(wks_arena_take(arena, piece->n, sizeof *begin, &begin, err));
    WKS_TRY(open_lp(s, arena, err));
    for (size_t j = 0; j < piece->n; j++) {
        begin[j] = piece->cost[j] <= 0 || is_hidden[j];
    }
    for (size_t try = 0; try < options->n_tries; try++) {
        memcpy(s->is_hidden, begin, piece->n * sizeof *begin);
        WKS_TRY(try_once(s, try, arena, failed, err));
        if (*failed != UINT32_MAX) {
            return WKS_OK;
        }
        const double here = loss_of(piece, s->is_hidden);
        if (here < *loss) {
            *loss = here;
            memcpy(is_hidden, s->is_hidden, piece->n * sizeof *is_hidden);
        }
    }
    return WKS_OK;
}

wks_code wks_heuristic_run(const wks_piece *piece, const wks_heuristic_options *options,
                           bool *is_hidden, double *loss, uint32_t *failed, wks_error *err)
{
    wks_arena arena;
    cheapest s = {.piece = piece};
    wks_arena_init(&arena, 0);
    const wks_code code = run_tries(&s, options, &arena, is_hidden, loss, failed, err);
    wks_lp_close(s.lp);
    wks_arena_clear(&arena);
    return code;
}
