/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2.h"

#include "base/language.h"
#include "private/estimate/bym2_draws.h"
#include "private/estimate/bym2_grid.h"
#include "private/estimate/bym2_likelihood.h"
#include "private/estimate/bym2_measures.h"
#include "private/estimate/bym2_prior.h"

#include <math.h>

static wks_code check_options(const wks_bym2_options *options, wks_error *err)
{
    if (!(options->coefficient_precision >= 0 && isfinite(options->coefficient_precision) &&
          options->constant_precision >= 0 && isfinite(options->constant_precision))) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the precision of a prior is negative or not finite",
                               "de precisie van een prior is negatief of niet eindig"));
    }
    return WKS_OK;
}

/* A graph without a single pair has no spatial part. */
static wks_bym2_effect effect_of(const wks_bym2_options *options, const wks_neighbours *neighbours,
                                 unsigned *flags)
{
    if (options->effect != WKS_BYM2_EFFECT_IID && neighbours->n_pairs == 0) {
        *flags |= WKS_BYM2_NO_NEIGHBOURS;
        return WKS_BYM2_EFFECT_IID;
    }
    return options->effect;
}

static void finish_diagnostics(const wks_bym2_laplace *laplace, const wks_bym2_grid *grid,
                               wks_bym2_diagnostics *out)
{
    const wks_bym2_matrix *matrix = &laplace->structure->matrix;
    const size_t n = laplace->problem->n_areas;
    out->flags |= laplace->problem->flags;
    out->n_points = grid->n;
    if (laplace->structure->effect != WKS_BYM2_EFFECT_IID) {
        out->is_dense = matrix->is_dense;
        out->factor_entries =
            matrix->is_dense ? n * (n + 1) / 2 : n + wks_sparse_fill(matrix->sparse);
    }
}

/* What one point says without integrating: the effective number of coefficients. */
static void measure_point(wks_bym2_laplace *laplace, const wks_bym2_options *options,
                          const wks_bym2_grid *grid, wks_bym2_fit *fit)
{
    fit->effective_coefficients =
        options->estimate == WKS_BYM2_REML
            ? wks_bym2_laplace_effective(laplace, &grid->points[0].gaussian)
            : NAN;
}

static wks_code run(wks_bym2_problem *problem, wks_bym2_structure *structure,
                    const wks_bym2_options *options, wks_arena *arena, wks_bym2_fit *fit,
                    wks_error *err)
{
    wks_bym2_prior prior = {0};
    wks_bym2_laplace laplace = {0};
    wks_bym2_grid grid = {0};
    WKS_TRY(wks_bym2_prior_make(structure, problem->counts.family, options, &prior, err));
    WKS_TRY(wks_bym2_laplace_make(problem, structure, &fit->diagnostics, arena, &laplace, err));
    WKS_TRY(wks_bym2_grid_make(&laplace, &prior, options, arena, &grid, err));
    measure_point(&laplace, options, &grid, fit);
    WKS_TRY(wks_bym2_measures_effects(problem, &grid, arena, fit, err));
    WKS_TRY(wks_bym2_measures_fitted(problem, &grid, options, arena, fit, err));
    wks_bym2_measures_hyper(&prior, &grid, fit);
    WKS_TRY(wks_bym2_draws_make(&laplace, &grid, options, arena, fit, err));
    fit->dic = fit->dic_effective = fit->waic = fit->waic_effective = fit->log_score = NAN;
    if (!options->skips_measures) {
        WKS_TRY(wks_bym2_measures_scores(problem, &grid, arena, fit, err));
    }
    finish_diagnostics(&laplace, &grid, &fit->diagnostics);
    return WKS_OK;
}

wks_code wks_bym2_fit_model(const wks_bym2_data *data, size_t n_areas,
                            const wks_neighbours *neighbours, const wks_bym2_options *options,
                            wks_arena *arena, wks_bym2_fit *fit, wks_error *err)
{
    wks_bym2_options used = *options;
    wks_bym2_problem problem = {0};
    wks_bym2_structure structure = {0};
    *fit = (wks_bym2_fit){0};
    WKS_TRY(check_options(options, err));
    if (options->effect != WKS_BYM2_EFFECT_IID &&
        (neighbours == NULL || neighbours->n_areas != n_areas)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a spatial effect needs a graph of the same areas",
                               "een ruimtelijk effect vraagt een graaf van dezelfde gebieden"));
    }
    if (used.coefficient_precision == 0) {
        used.coefficient_precision = 0.001;
    }
    used.effect = effect_of(options, neighbours, &fit->diagnostics.flags);
    WKS_TRY(wks_bym2_problem_make(data, n_areas, &used, arena, &problem, err));
    WKS_TRY(wks_bym2_structure_make(used.effect, neighbours, used.path, arena, &structure, err));
    return run(&problem, &structure, &used, arena, fit, err);
}

void wks_bym2_draw_values(const wks_bym2_fit *fit, const wks_bym2_rows *rows, size_t draw,
                          double *value)
{
    const double *coefficient = fit->coefficient_draws + draw * fit->n_coefficients;
    const double *effect = fit->effect_draws + draw * fit->n_areas;
    const bool has_constant = fit->n_coefficients > rows->n_covariates;
    for (size_t i = 0; i < rows->n; i++) {
        value[i] = effect[rows->area[i]] + (has_constant ? coefficient[0] : 0);
    }
    for (size_t k = 0; k < rows->n_covariates; k++) {
        const double b = coefficient[k + has_constant];
        for (size_t i = 0; i < rows->n; i++) {
            value[i] += b * rows->covariate[i + k * rows->n];
        }
    }
    for (size_t i = 0; i < rows->n; i++) {
        value[i] = wks_bym2_likelihood_value(rows->family, value[i]);
    }
}
