/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/exact.h"

#include "base/progress.h"
#include "suppress/cuts.h"
#include "suppress/heuristic.h"
#include "suppress/mip.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* How far inside the master's answer to look for cuts: at it they would be shallow. */
static const double margin = 0.003;

typedef struct master {
    const wks_piece *piece;
    const wks_piece *wide;
    wks_arena *arena;
    wks_cuts cuts;
    wks_lp *lp;
    size_t n_rows;   /* cuts that the linear programme has */
    double *y;       /* [wide->n] */
    double *most;    /* [wide->n] 0: it is not in a better answer */
    double step;     /* all answers cost a multiple of this; 0: not known */
    double end;      /* on the clock */
    double *bound;   /* what is raised: the answer's, or `without` */
    double without;  /* bound of the piece without its border */
    bool *is_hidden; /* [piece->n] the best so far */
    bool *trial;     /* [piece->n] */
    wks_exact *out;
} master;

static bool is_late(const master *m)
{
    return wks_clock_seconds() >= m->end;
}

/* Nothing better is left. */
static bool is_settled(const master *m, double bound)
{
    return bound > m->out->loss - (m->step > 0 ? m->step : 0) + (m->step > 0 ? 1e-6 : -1e-6);
}

static wks_code open_master(master *m, wks_error *err)
{
    const size_t n = m->wide->n;
    int *first = NULL;
    WKS_TRY(wks_cuts_open(m->wide, m->arena, &m->cuts, err));
    WKS_TRY(wks_arena_take(m->arena, n, sizeof *m->y, &m->y, err));
    WKS_TRY(wks_arena_take(m->arena, n, sizeof *m->most, &m->most, err));
    WKS_TRY(wks_arena_take(m->arena, m->piece->n, sizeof *m->trial, &m->trial, err));
    WKS_TRY(wks_arena_take(m->arena, n + 1, sizeof *first, &first, err));
    const wks_lp_matrix empty = {0, n, first, first, m->y};
    WKS_TRY(wks_lp_open(&empty, m->arena, &m->lp, err));
    m->step = 1;
    for (size_t j = 0; j < n; j++) {
        m->most[j] = m->wide->cost[j] > 0;
        wks_lp_limit(m->lp, j, 0, m->most[j]);
        wks_lp_cost(m->lp, j, m->wide->cost[j]);
        if (floor(m->wide->cost[j]) != m->wide->cost[j]) {
            m->step = 0;
        }
        if (j < m->piece->n) {
            m->out->loss += m->is_hidden[j] ? m->piece->cost[j] : 0;
        }
    }
    return WKS_OK;
}

static void hand_over_cuts(master *m)
{
    for (; m->n_rows < m->cuts.n; m->n_rows++) {
        const size_t first = m->cuts.first[m->n_rows];
        wks_lp_add_row(m->lp, m->cuts.first[m->n_rows + 1] - first, m->cuts.column + first,
                       m->cuts.entry + first, 1);
    }
}

/* A pattern of the piece from what y hides, if it is better than the best. */
static wks_code try_from(master *m, wks_error *err)
{
    const wks_heuristic_options options = {.n_tries = 1};
    wks_heuristic_failure failed;
    double loss = 0;
    for (size_t j = 0; j < m->piece->n; j++) {
        m->trial[j] = m->y[j] > 0.4;
    }
    WKS_TRY(wks_heuristic_run(m->piece, &options, m->trial, &loss, &failed, err));
    if (failed.place == UINT32_MAX && loss < m->out->loss - 1e-9) {
        m->out->loss = loss;
        memcpy(m->is_hidden, m->trial, m->piece->n * sizeof *m->trial);
    }
    return WKS_OK;
}

/* Cuts at y: deep ones, else any. */
static wks_code cut(master *m, bool is_whole, size_t *n_found, wks_error *err)
{
    for (size_t j = 0; j < m->wide->n; j++) {
        if (m->wide->cost[j] <= 0) {
            m->y[j] = 1;
        }
    }
    m->out->n_rounds++;
    WKS_TRY(wks_cuts_find(&m->cuts, m->y, margin, false, n_found, err));
    if (*n_found == 0) {
        WKS_TRY(wks_cuts_find(&m->cuts, m->y, 0, is_whole, n_found, err));
    }
    return WKS_OK;
}

/* With y broken.  *is_done: loss and bound met, or time is up. */
static wks_code relax(master *m, bool *is_done, wks_error *err)
{
    size_t n_found = 1;
    while (n_found > 0) {
        wks_lp_answer answer = WKS_LP_OPTIMAL;
        hand_over_cuts(m);
        WKS_TRY(wks_lp_solve(m->lp, WKS_LP_DUAL, &answer, err));
        if (answer != WKS_LP_OPTIMAL) { /* all of a better answer has been ruled out */
            *m->bound = m->out->loss;
        } else {
            *m->bound = fmax(*m->bound, fmin(m->out->loss, wks_lp_total(m->lp)));
        }
        *is_done = is_settled(m, *m->bound) || is_late(m);
        if (*is_done) {
            return WKS_OK;
        }
        memcpy(m->y, wks_lp_point(m->lp), m->wide->n * sizeof *m->y);
        WKS_TRY(cut(m, false, &n_found, err));
    }
    return WKS_OK;
}

/* Leave out what would, by its reduced cost, make any answer as dear as the best known. */
static void leave_out(master *m)
{
    const double *reduced = wks_lp_reduced(m->lp);
    const double room = m->out->loss - wks_lp_total(m->lp) - (m->step > 0 ? m->step : 0) + 1e-6;
    for (size_t j = 0; j < m->wide->n; j++) {
        if (m->wide->cost[j] > 0 && wks_lp_point(m->lp)[j] < 1e-9 && reduced[j] > room) {
            m->most[j] = 0;
            wks_lp_limit(m->lp, j, 0, 0);
        }
    }
}

static bool uses_border(const master *m)
{
    for (size_t j = m->piece->n; j < m->wide->n; j++) {
        if (m->wide->cost[j] > 0 && m->y[j] > 0.5) {
            return true;
        }
    }
    return false;
}

/* One choice of the master, whole.  *is_done: nothing is left to find here. */
static wks_code choose(master *m, bool *is_done, wks_error *err)
{
    wks_arena arena;
    wks_mip_answer answer;
    size_t n_found = 0;
    const wks_mip mip = {.n = m->wide->n,
                         .cost = m->wide->cost,
                         .most = m->most,
                         .n_rows = m->cuts.n,
                         .first = m->cuts.first,
                         .column = m->cuts.column,
                         .entry = m->cuts.entry,
                         .below = m->out->loss,
                         .step = m->step,
                         .seconds = fmax(0.1, m->end - wks_clock_seconds())};
    wks_arena_init(&arena, 0);
    wks_code code = wks_mip_solve(&mip, &arena, &answer, err);
    for (size_t j = 0; code == WKS_OK && j < m->wide->n; j++) {
        m->y[j] = answer.has_choice && answer.choice[j];
    }
    wks_arena_clear(&arena);
    WKS_TRY(code);
    *m->bound = fmax(*m->bound, fmin(m->out->loss, answer.bound));
    *is_done = !answer.has_choice;
    if (*is_done) {
        return WKS_OK;
    }
    WKS_TRY(cut(m, true, &n_found, err));
    WKS_TRY(try_from(m, err));
    /* safe, the cheapest there is, and yet not what the piece may use: the bound is all we get */
    *is_done = is_settled(m, *m->bound) || is_late(m) || (n_found == 0 && answer.is_final);
    return WKS_OK;
}

static wks_code search(master *m, wks_error *err)
{
    bool is_done = false;
    WKS_TRY(relax(m, &is_done, err));
    if (!is_done) {
        WKS_TRY(try_from(m, err));
    }
    while (!is_done) {
        WKS_TRY(choose(m, &is_done, err));
        if (!is_done && !uses_border(m)) {
            WKS_TRY(relax(m, &is_done, err));
            leave_out(m);
        }
    }
    return WKS_OK;
}

/* First with the border, for the bound; when that did not settle it, without, for the answer. */
static wks_code search_twice(master *m, wks_error *err)
{
    m->bound = &m->out->bound;
    WKS_TRY(search(m, err));
    if (is_settled(m, m->out->bound)) {
        m->out->bound = m->out->loss;
        return WKS_OK;
    }
    for (size_t j = m->piece->n; j < m->wide->n; j++) {
        if (m->wide->cost[j] > 0) {
            m->most[j] = 0;
            wks_lp_limit(m->lp, j, 0, 0);
        }
    }
    m->bound = &m->without;
    return is_late(m) ? WKS_OK : search(m, err);
}

wks_code wks_exact_run(const wks_piece *piece, const wks_piece *wide, double seconds,
                       bool *is_hidden, wks_exact *out, wks_error *err)
{
    wks_arena arena;
    master m = {.piece = piece,
                .wide = wide,
                .arena = &arena,
                .is_hidden = is_hidden,
                .end = wks_clock_seconds() + seconds,
                .out = out};
    *out = (wks_exact){0};
    wks_arena_init(&arena, SIZE_MAX);
    wks_code code = open_master(&m, err);
    if (code == WKS_OK) {
        code = search_twice(&m, err);
    }
    out->n_cuts = m.cuts.n;
    out->n_solved = m.cuts.n_solved;
    wks_cuts_close(&m.cuts);
    wks_lp_close(m.lp);
    wks_arena_clear(&arena);
    return code;
}
