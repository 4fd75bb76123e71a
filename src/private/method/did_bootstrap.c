/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/did_bootstrap.h"

#include "base/language.h"
#include "math/order.h"
#include "math/random.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct work {
    const wks_panel *panel;
    const wks_did_bootstrap_options *options;
    size_t n;        /* estimates */
    double *sum;     /* [n_clusters x n] influence summed over each cluster */
    size_t *stratum; /* [n_clusters] its group; n_times + 1 where it holds several */
    double *size;    /* [n_times + 2] clusters in each stratum */
    double *weight;  /* [n_clusters] of one draw */
    double *mean;    /* [n_times + 2] of one draw */
    double *t;       /* [n_draws x n] absolute */
    double *most;    /* [n_draws] */
} work;

void wks_did_bootstrap_weights(const wks_did_bootstrap_options *options, size_t draw, size_t n,
                               double *out)
{
    wks_random random = wks_random_start(options->seed, draw);
    const double root = sqrt(5);
    const double low_share = (root + 1) / (2 * root);
    for (size_t c = 0; c < n; c++) {
        const double u = wks_random_unit(&random);
        if (options->weights == WKS_DID_RADEMACHER) {
            out[c] = u < 0.5 ? -1 : 1;
        } else {
            out[c] = u < low_share ? (1 - root) / 2 : (1 + root) / 2;
        }
    }
}

static wks_code prepare(work *w, const double *influence, wks_arena *arena, wks_error *err)
{
    const wks_panel *panel = w->panel;
    const size_t n_strata = panel->n_times + 2;
    bool *seen = NULL;
    WKS_TRY(wks_arena_take(arena, panel->n_clusters * w->n, sizeof *w->sum, &w->sum, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof *w->stratum, &w->stratum, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof *seen, &seen, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof *w->weight, &w->weight, err));
    WKS_TRY(wks_arena_take(arena, n_strata, sizeof *w->size, &w->size, err));
    WKS_TRY(wks_arena_take(arena, n_strata, sizeof *w->mean, &w->mean, err));
    WKS_TRY(wks_arena_take(arena, w->options->n_draws * w->n, sizeof *w->t, &w->t, err));
    WKS_TRY(wks_arena_take(arena, w->options->n_draws, sizeof *w->most, &w->most, err));
    for (size_t i = 0; i < panel->n_units; i++) {
        const size_t c = panel->cluster[i];
        for (size_t k = 0; k < w->n; k++) {
            w->sum[c + k * panel->n_clusters] += influence[i + k * panel->n_units];
        }
        if (!seen[c]) {
            w->stratum[c] = panel->group[i];
            seen[c] = true;
        } else if (w->stratum[c] != panel->group[i]) {
            w->stratum[c] = panel->n_times + 1;
        }
    }
    for (size_t c = 0; c < panel->n_clusters; c++) {
        w->size[w->stratum[c]] += 1;
    }
    return WKS_OK;
}

/* |estimate / its error| in this draw; NAN where nothing carries it. */
static double studentise(const work *w, size_t k)
{
    const size_t n_clusters = w->panel->n_clusters;
    const double *sum = w->sum + k * n_clusters;
    double total = 0;
    double squares = 0;
    bool is_empty = true;
    memset(w->mean, 0, (w->panel->n_times + 2) * sizeof *w->mean);
    for (size_t c = 0; c < n_clusters; c++) {
        const double drawn = w->weight[c] * sum[c];
        total += drawn;
        w->mean[w->stratum[c]] += drawn / w->size[w->stratum[c]];
        is_empty = is_empty && sum[c] == 0;
    }
    for (size_t c = 0; c < n_clusters; c++) {
        const double own = w->weight[c] * sum[c] - w->mean[w->stratum[c]];
        squares += own * own;
    }
    if (is_empty) {
        return NAN;
    }
    return squares > 1e-24 * total * total ? fabs(total) / sqrt(squares) : INFINITY;
}

/* The value that the share `confidence` of draws stays at or under; NAN when that is not finite. */
static double quantile(double *draws, size_t n, double confidence)
{
    const double rank = ceil(confidence * (double)(n + 1)) - 1;
    const double found = wks_order_place(draws, n, rank < (double)n ? (size_t)rank : n - 1);
    return isfinite(found) ? found : NAN;
}

static void draw_all(const work *w)
{
    const size_t n_draws = w->options->n_draws;
    for (size_t b = 0; b < n_draws; b++) {
        wks_did_bootstrap_weights(w->options, b, w->panel->n_clusters, w->weight);
        w->most[b] = 0;
        for (size_t k = 0; k < w->n; k++) {
            const double t = studentise(w, k);
            w->t[b + k * n_draws] = t;
            w->most[b] = fmax(w->most[b], t);
        }
    }
}

wks_code wks_did_bootstrap_draw(const wks_panel *panel, const double *influence, size_t n,
                                const wks_did_bootstrap_options *options, wks_arena *arena,
                                wks_did_bootstrap *out, wks_error *err)
{
    work w = {.panel = panel, .options = options, .n = n};
    if (options->n_draws < 99 || n == 0 || !(options->confidence > 0 && options->confidence < 1)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a bootstrap needs at least 99 draws, an estimate, and a "
                               "confidence between 0 and 1",
                               "een bootstrap vraagt ten minste 99 trekkingen, een schatting, en "
                               "een betrouwbaarheid tussen 0 en 1"));
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->pointwise, &out->pointwise, err));
    WKS_TRY(prepare(&w, influence, arena, err));
    draw_all(&w);
    for (size_t k = 0; k < n; k++) {
        double *draws = w.t + k * options->n_draws;
        out->pointwise[k] =
            isnan(draws[0]) ? NAN : quantile(draws, options->n_draws, options->confidence);
    }
    out->simultaneous = quantile(w.most, options->n_draws, options->confidence);
    return WKS_OK;
}
