/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/poststratify.h"

#include "base/language.h"
#include "math/order.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* exp(-logit), so that p = 1 / (1 + area * stratum): one exponential for each area and stratum, not
 * for each cell.  The bound keeps the product finite. */
static double odds_against(double logit)
{
    return exp(fmin(fmax(-logit, -300), 300));
}

/* ---- draws of areas ------------------------------------------------------------------------- */

/* What all draws share. */
typedef struct {
    const wks_survey_shape *shape;
    double *residents; /* [n_areas] */
    double *share;     /* [n_cells] of the cell in the residents of its area; 0 in an empty one */
    double *against;   /* [n_strata] scratch */
} work;

static wks_code prepare(const wks_survey_shape *shape, const double *population, wks_arena *arena,
                        work *out, wks_error *err)
{
    const size_t n_strata = shape->n_strata;
    out->shape = shape;
    WKS_TRY(wks_arena_take(arena, shape->n_areas, sizeof *out->residents, &out->residents, err));
    WKS_TRY(wks_arena_take(arena, shape->n_cells, sizeof *out->share, &out->share, err));
    WKS_TRY(wks_arena_take(arena, n_strata, sizeof *out->against, &out->against, err));
    for (size_t i = 0; i < shape->n_areas; i++) {
        out->residents[i] = wks_sum_of(population + i * n_strata, n_strata);
        for (size_t s = 0; out->residents[i] > 0 && s < n_strata; s++) {
            out->share[i * n_strata + s] = population[i * n_strata + s] / out->residents[i];
        }
    }
    return WKS_OK;
}

static void start_draw(const work *at, const wks_poststratify_parts *parts, size_t draw)
{
    const size_t n_strata = at->shape->n_strata;
    for (size_t s = 0; s < n_strata; s++) {
        at->against[s] = odds_against(parts->stratum[draw * n_strata + s]);
    }
}

static double area_draw(const work *at, size_t area, double area_part)
{
    const size_t n_strata = at->shape->n_strata;
    const double *share = at->share + area * n_strata;
    const double against = odds_against(area_part);
    double proportion = 0;
    for (size_t s = 0; s < n_strata; s++) {
        proportion += share[s] / (1 + against * at->against[s]);
    }
    return proportion;
}

wks_code wks_poststratify_draw(const wks_survey_shape *shape, const double *population,
                               const wks_poststratify_parts *parts, const double *shift,
                               wks_arena *arena, float *draws, wks_error *err)
{
    work at;
    const size_t n_areas = shape->n_areas;
    WKS_TRY(prepare(shape, population, arena, &at, err));
    for (size_t d = 0; d < parts->n_draws; d++) {
        start_draw(&at, parts, d);
        for (size_t i = 0; i < n_areas; i++) {
            const double part = parts->area[d * n_areas + i] + (shift == NULL ? 0 : shift[i]);
            draws[d * n_areas + i] = (float)area_draw(&at, i, part);
        }
    }
    return WKS_OK;
}

wks_code wks_poststratify_group(const wks_survey_shape *shape, size_t n_draws, const float *draws,
                                const double *residents, const size_t *group, size_t n_groups,
                                wks_arena *arena, float *group_draws, wks_error *err)
{
    const size_t n_areas = shape->n_areas;
    double *total = NULL;
    double *sum = NULL;
    WKS_TRY(wks_arena_take(arena, n_groups, sizeof *total, &total, err));
    WKS_TRY(wks_arena_take(arena, n_groups, sizeof *sum, &sum, err));
    for (size_t i = 0; i < n_areas; i++) {
        total[group[i]] += residents[i];
    }
    for (size_t d = 0; d < n_draws; d++) {
        memset(sum, 0, n_groups * sizeof *sum);
        for (size_t i = 0; i < n_areas; i++) {
            sum[group[i]] += residents[i] * (double)draws[d * n_areas + i];
        }
        for (size_t g = 0; g < n_groups; g++) {
            group_draws[d * n_groups + g] = total[g] > 0 ? (float)(sum[g] / total[g]) : 0;
        }
    }
    return WKS_OK;
}

/* ---- summaries ------------------------------------------------------------------------------ */

wks_code wks_poststratify_summarise(size_t n_draws, size_t n_columns, const float *draws,
                                    wks_arena *arena, wks_posterior *out, wks_error *err)
{
    double *column = NULL;
    WKS_TRY(wks_arena_take(arena, n_draws, sizeof *column, &column, err));
    for (size_t i = 0; i < n_columns; i++) {
        double sum = 0;
        double squares = 0;
        for (size_t d = 0; d < n_draws; d++) {
            column[d] = (double)draws[d * n_columns + i];
            sum += column[d];
        }
        const double mean = sum / (double)n_draws;
        for (size_t d = 0; d < n_draws; d++) {
            squares += (column[d] - mean) * (column[d] - mean);
        }
        out[i].mean = mean;
        out[i].sd = n_draws > 1 ? sqrt(squares / (double)(n_draws - 1)) : 0;
        out[i].lower = wks_order_quantile(column, n_draws, 0.025);
        out[i].upper = wks_order_quantile(column, n_draws, 0.975);
    }
    return WKS_OK;
}

/* ---- benchmark ------------------------------------------------------------------------------ */

static double logit(double p)
{
    return log(p) - log1p(-p);
}

/* Posterior mean [n_groups] of every group under these shifts. */
static void group_means(const work *at, const wks_poststratify_parts *parts,
                        const wks_poststratify_targets *targets, const double *shift, double *mean,
                        double *total)
{
    const size_t n_areas = at->shape->n_areas;
    memset(mean, 0, targets->n_groups * sizeof *mean);
    memset(total, 0, targets->n_groups * sizeof *total);
    for (size_t d = 0; d < parts->n_draws; d++) {
        start_draw(at, parts, d);
        for (size_t i = 0; i < n_areas; i++) {
            const size_t g = targets->group[i];
            if (!isnan(targets->target[g])) {
                const double part = parts->area[d * n_areas + i] + shift[g];
                mean[g] += at->residents[i] * area_draw(at, i, part);
                total[g] += at->residents[i];
            }
        }
    }
    for (size_t g = 0; g < targets->n_groups; g++) {
        mean[g] = total[g] > 0 ? mean[g] / total[g] : NAN;
    }
}

wks_code wks_poststratify_shift(const wks_survey_shape *shape, const double *population,
                                const wks_poststratify_parts *parts,
                                const wks_poststratify_targets *targets, wks_arena *arena,
                                double *shift, wks_error *err)
{
    work at;
    double *mean = NULL;
    double *total = NULL;
    double *slope = NULL; /* of logit(mean) in the shift; a little under 1 */
    double *before = NULL;
    const size_t n_groups = targets->n_groups;
    WKS_TRY(prepare(shape, population, arena, &at, err));
    WKS_TRY(wks_arena_take(arena, n_groups, sizeof *mean, &mean, err));
    WKS_TRY(wks_arena_take(arena, n_groups, sizeof *total, &total, err));
    WKS_TRY(wks_arena_take(arena, n_groups, sizeof *slope, &slope, err));
    WKS_TRY(wks_arena_take(arena, n_groups, sizeof *before, &before, err));
    memset(shift, 0, n_groups * sizeof *shift);
    for (int round = 0; round < 50; round++) {
        bool is_done = true;
        group_means(&at, parts, targets, shift, mean, total);
        for (size_t g = 0; g < n_groups; g++) {
            if (isnan(targets->target[g]) || isnan(mean[g])) {
                continue;
            }
            const double off = logit(targets->target[g]) - logit(mean[g]);
            if (fabs(off) > 1e-9) {
                is_done = false;
                /* secant, from the second round on; the step is slope * off */
                const double change = before[g] - off;
                if (round == 0) {
                    slope[g] = 1;
                } else if (change != 0) {
                    slope[g] = fmin(fmax(slope[g] * before[g] / change, 0.2), 20);
                }
                before[g] = off;
                shift[g] += slope[g] * off;
            }
        }
        if (is_done) {
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("benchmark: the shift to the direct estimates was not found",
                           "aansluiten: de verschuiving naar de directe schattingen is niet "
                           "gevonden"));
}
