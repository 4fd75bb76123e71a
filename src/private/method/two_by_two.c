/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/two_by_two.h"

#include "base/language.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>
#include <string.h>

/* The units with both periods. */
typedef struct selection {
    size_t n, n_clusters;
    double *change;   /* [n] */
    bool *is_treated; /* [n] */
    size_t *cluster;  /* [n] 0 .. n_clusters - 1 */
    double *score;    /* [n_clusters] room */
} selection;

static wks_code take(const wks_panel *panel, size_t group, const size_t period[2], wks_arena *arena,
                     selection *out, wks_two_by_two *found, wks_error *err)
{
    size_t *number = NULL; /* [n_clusters] + 1 */
    WKS_TRY(wks_arena_take(arena, panel->n_units, sizeof *out->change, &out->change, err));
    WKS_TRY(wks_arena_take(arena, panel->n_units, sizeof(bool), &out->is_treated, err));
    WKS_TRY(wks_arena_take(arena, panel->n_units, sizeof *out->cluster, &out->cluster, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof *out->score, &out->score, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof *number, &number, err));
    for (size_t i = 0; i < panel->n_units; i++) {
        const double change =
            panel->y[i + period[1] * panel->n_units] - panel->y[i + period[0] * panel->n_units];
        const bool is_treated = panel->group[i] == group;
        if (isnan(change) || (!is_treated && panel->group[i] != panel->n_times)) {
            continue;
        }
        size_t *own = &number[panel->cluster[i]];
        if (*own == 0) {
            *own = ++out->n_clusters;
        }
        out->change[out->n] = change;
        out->is_treated[out->n] = is_treated;
        out->cluster[out->n++] = *own - 1;
        *(is_treated ? &found->n_treated : &found->n_control) += 1;
    }
    return WKS_OK;
}

/* The difference of the two mean changes, and its clustered error without correction. */
static double estimate(const selection *sample, const double *change, double *se)
{
    wks_sum sums[2] = {0};
    double n[2] = {0, 0};
    wks_sum squares = {0};
    for (size_t i = 0; i < sample->n; i++) {
        wks_sum_add(&sums[sample->is_treated[i]], change[i]);
        n[sample->is_treated[i]] += 1;
    }
    const double mean[2] = {wks_sum_value(&sums[0]) / n[0], wks_sum_value(&sums[1]) / n[1]};
    memset(sample->score, 0, sample->n_clusters * sizeof *sample->score);
    for (size_t i = 0; i < sample->n; i++) {
        const bool side = sample->is_treated[i];
        sample->score[sample->cluster[i]] += (side ? 1 : -1) * (change[i] - mean[side]) / n[side];
    }
    for (size_t c = 0; c < sample->n_clusters; c++) {
        wks_sum_add(&squares, sample->score[c] * sample->score[c]);
    }
    *se = sqrt(wks_sum_value(&squares));
    return mean[1] - mean[0];
}

/* Whether two clusters or more stand on this side. */
static bool has_two(const selection *sample, bool is_treated)
{
    size_t first = sample->n_clusters;
    for (size_t i = 0; i < sample->n; i++) {
        if (sample->is_treated[i] != is_treated) {
            continue;
        }
        if (first == sample->n_clusters) {
            first = sample->cluster[i];
        } else if (sample->cluster[i] != first) {
            return true;
        }
    }
    return false;
}

/* Under no effect all areas share one mean change; what is left of each cluster is turned about. */
static wks_code draw(const selection *sample, const wks_did_bootstrap_options *options, double t,
                     wks_arena *arena, double *p, wks_error *err)
{
    double *drawn = NULL;
    double *weight = NULL;
    size_t n_beyond = 0;
    const double mean = wks_sum_of(sample->change, sample->n) / (double)sample->n;
    WKS_TRY(wks_arena_take(arena, sample->n, sizeof *drawn, &drawn, err));
    WKS_TRY(wks_arena_take(arena, sample->n_clusters, sizeof *weight, &weight, err));
    for (size_t b = 0; b < options->n_draws; b++) {
        double se = 0;
        wks_did_bootstrap_weights(options, b, sample->n_clusters, weight);
        for (size_t i = 0; i < sample->n; i++) {
            drawn[i] = mean + weight[sample->cluster[i]] * (sample->change[i] - mean);
        }
        const double effect = estimate(sample, drawn, &se);
        /* 1e-12: a draw that turns nothing about is as far out, whatever rounding says */
        n_beyond += fabs(effect) >= fabs(t) * se * (1 - 1e-12);
    }
    *p = (double)(1 + n_beyond) / (double)(1 + options->n_draws);
    return WKS_OK;
}

wks_code wks_two_by_two_estimate(const wks_panel *panel, size_t group, size_t before, size_t after,
                                 const wks_did_bootstrap_options *options, wks_arena *arena,
                                 wks_two_by_two *out, wks_error *err)
{
    selection sample = {0};
    double se = 0;
    *out = (wks_two_by_two){false, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0, 0};
    if (options->n_draws < 99) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a bootstrap needs at least 99 draws",
                               "een bootstrap vraagt ten minste 99 trekkingen"));
    }
    WKS_TRY(take(panel, group, (size_t[]){before, after}, arena, &sample, out, err));
    out->n_clusters = sample.n_clusters;
    if (out->n_treated == 0 || out->n_control == 0) {
        return WKS_OK;
    }
    out->effect = estimate(&sample, sample.change, &se);
    out->is_possible = se > 0 && has_two(&sample, true) && has_two(&sample, false);
    if (!out->is_possible) {
        return WKS_OK;
    }
    const double g = (double)sample.n_clusters;
    const double rows = 2 * (double)sample.n;
    out->se = se;
    out->se_corrected = se * sqrt(g / (g - 1) * (rows - 1) / (rows - 4));
    const double half =
        out->se_corrected * wks_special_t_quantile(g - 1, 0.5 + options->confidence / 2);
    out->lower = out->effect - half;
    out->upper = out->effect + half;
    out->p = 2 * wks_special_t(g - 1, -fabs(out->effect) / out->se_corrected);
    return draw(&sample, options, out->effect / se, arena, &out->wild_p, err);
}
