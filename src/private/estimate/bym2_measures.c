/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_measures.h"

#include "private/estimate/bym2_marginal.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- coefficients and effects -------------------------------------------------------------- */

static void fill_covariance(const wks_bym2_grid *grid, wks_bym2_fit *fit)
{
    const size_t p = fit->n_coefficients;
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            double sum = 0;
            for (size_t k = 0; k < grid->n; k++) {
                const wks_bym2_gaussian *g = &grid->points[k].gaussian;
                sum +=
                    grid->points[k].weight *
                    (g->covariance[i + j * p] + (g->coefficient[i] - fit->coefficient[i].mean) *
                                                    (g->coefficient[j] - fit->coefficient[j].mean));
            }
            fit->coefficient_covariance[i + j * p] = sum;
        }
    }
}

wks_code wks_bym2_measures_effects(const wks_bym2_problem *problem, const wks_bym2_grid *grid,
                                   wks_arena *arena, wks_bym2_fit *fit, wks_error *err)
{
    const size_t p = problem->n_coefficients;
    wks_bym2_mixture m = {0};
    fit->n_areas = problem->n_areas;
    fit->n_coefficients = p;
    WKS_TRY(wks_bym2_mixture_make(grid, arena, &m, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof *fit->coefficient, &fit->coefficient, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &fit->coefficient_covariance, err));
    WKS_TRY(wks_arena_take(arena, fit->n_areas, sizeof(double), &fit->effect_mean, err));
    WKS_TRY(wks_arena_take(arena, fit->n_areas, sizeof(double), &fit->effect_sd, err));
    for (size_t a = 0; a < fit->n_areas; a++) {
        for (size_t k = 0; k < grid->n; k++) {
            m.mean[k] = grid->points[k].gaussian.effect[a];
            m.sd[k] = sqrt(grid->points[k].gaussian.effect_variance[a]);
        }
        wks_bym2_mixture_moments(&m, &fit->effect_mean[a], &fit->effect_sd[a]);
    }
    for (size_t c = 0; c < p; c++) {
        for (size_t k = 0; k < grid->n; k++) {
            m.mean[k] = grid->points[k].gaussian.coefficient[c];
            m.sd[k] = sqrt(grid->points[k].gaussian.covariance[c + c * p]);
        }
        fit->coefficient[c] = wks_bym2_mixture_summary(&m);
    }
    fill_covariance(grid, fit);
    return WKS_OK;
}

/* ---- fitted values ------------------------------------------------------------------------- */

static wks_code take_fitted(const wks_bym2_options *options, wks_arena *arena, wks_bym2_fit *fit,
                            wks_error *err)
{
    const size_t n = fit->n;
    double **const always[] = {&fit->eta_mean, &fit->eta_sd, &fit->mean, &fit->sd};
    double **const unless[] = {&fit->lower, &fit->median, &fit->upper};
    for (size_t k = 0; k < 4; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), always[k], err));
    }
    for (size_t k = 0; k < 3 && !options->skips_quantiles; k++) {
        WKS_TRY(wks_arena_take(arena, n, sizeof(double), unless[k], err));
    }
    fit->n_limits = options->n_limits;
    if (options->n_limits > 0) {
        WKS_TRY(wks_arena_take(arena, n * options->n_limits, sizeof(double), &fit->above, err));
    }
    return WKS_OK;
}

/* What was asked of the spread of every row. */
typedef struct question {
    wks_bym2_spread spread;
    double quantile[3];
    double *limit, *above; /* [n_limits] */
} question;

static wks_code ask(wks_bym2_family family, const wks_bym2_options *options, wks_arena *arena,
                    question *q, wks_error *err)
{
    static const double probability[3] = {0.025, 0.5, 0.975};
    WKS_TRY(wks_arena_take(arena, options->n_limits, sizeof(double), &q->limit, err));
    WKS_TRY(wks_arena_take(arena, options->n_limits, sizeof(double), &q->above, err));
    for (size_t k = 0; k < options->n_limits; k++) {
        q->limit[k] = wks_bym2_likelihood_eta(family, options->limits[k]);
    }
    q->spread = (wks_bym2_spread){.n_quantiles = options->skips_quantiles ? 0 : 3,
                                  .probability = probability,
                                  .quantile = q->quantile,
                                  .n_limits = options->n_limits,
                                  .limit = q->limit,
                                  .above = q->above};
    return WKS_OK;
}

static void answer(wks_bym2_family family, const wks_bym2_marginal *m, const question *q, size_t i,
                   wks_bym2_fit *fit)
{
    if (q->spread.n_quantiles == 0 && q->spread.n_limits == 0) {
        return;
    }
    wks_bym2_marginal_spread(m, &q->spread);
    if (q->spread.n_quantiles > 0) {
        fit->lower[i] = wks_bym2_likelihood_value(family, q->quantile[0]);
        fit->median[i] = wks_bym2_likelihood_value(family, q->quantile[1]);
        fit->upper[i] = wks_bym2_likelihood_value(family, q->quantile[2]);
    }
    for (size_t k = 0; k < q->spread.n_limits; k++) {
        fit->above[i + k * fit->n] = q->above[k];
    }
}

wks_code wks_bym2_measures_fitted(wks_bym2_problem *problem, const wks_bym2_grid *grid,
                                  const wks_bym2_options *options, wks_arena *arena,
                                  wks_bym2_fit *fit, wks_error *err)
{
    const wks_bym2_family family = problem->counts.family;
    wks_bym2_marginal m = {0};
    question q = {0};
    size_t next = 0;
    fit->n = problem->all.n;
    WKS_TRY(wks_bym2_marginal_make(grid, problem, arena, &m, err));
    WKS_TRY(take_fitted(options, arena, fit, err));
    WKS_TRY(ask(family, options, arena, &q, err));
    for (size_t i = 0; i < fit->n; i++) {
        const bool is_observed = next < problem->counts.n && problem->observed[next] == i;
        /* one point is its mode, and normal around it */
        const bool may_tilt = is_observed && options->estimate != WKS_BYM2_REML;
        wks_bym2_marginal_choose(&m, i, may_tilt ? next : SIZE_MAX);
        next += is_observed;
        fit->eta_mean[i] = m.mean;
        fit->eta_sd[i] = m.sd;
        wks_bym2_marginal_value(&m, family, &fit->mean[i], &fit->sd[i]);
        answer(family, &m, &q, i, fit);
    }
    return WKS_OK;
}
