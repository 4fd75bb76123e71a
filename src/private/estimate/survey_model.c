/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/survey_model.h"

#include "base/language.h"
#include "math/sum.h"
#include "private/estimate/survey_inside.h"

#include <math.h>
#include <string.h>

/* ---- checks --------------------------------------------------------------------------------- */

static wks_code check_population(const wks_survey *survey, wks_error *err)
{
    double total = 0;
    for (size_t c = 0; c < survey->shape->n_cells; c++) {
        if (!(survey->population[c] >= 0 && isfinite(survey->population[c]))) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("survey: cell %zu: expected a number of residents of 0 or more",
                                   "enquete: cel %zu: verwacht een aantal inwoners van 0 of meer"),
                            c + 1);
        }
        total += survey->population[c];
    }
    if (!(total > 0)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("survey: the population counts nobody", "enquete: de bevolking telt niemand"));
    }
    for (size_t i = 0; survey->n_groups > 0 && i < survey->shape->n_areas; i++) {
        if (survey->group[i] >= survey->n_groups) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("survey: area %zu is in a group that does not exist",
                                   "enquete: gebied %zu zit in een groep die niet bestaat"),
                            i + 1);
        }
    }
    return WKS_OK;
}

static wks_code check_options(const wks_survey_options *options, wks_error *err)
{
    if (options->n_draws < 100 || options->n_draws > 1000000 || !(options->coefficient_sd > 0) ||
        !(options->interaction_sd > 0) || !isfinite(options->coefficient_sd) ||
        !isfinite(options->interaction_sd)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("survey: expected 100 to 1,000,000 draws and prior deviations "
                               "above 0",
                               "enquete: verwacht 100 tot 1.000.000 trekkingen en "
                               "priorspreidingen boven 0"));
    }
    return WKS_OK;
}

/* Count what there is in every area, and refuse what is too little to model. */
static wks_code count_areas(wks_survey_job *at, wks_error *err)
{
    const wks_survey_shape *shape = at->survey->shape;
    const wks_survey_cells *cells = at->survey->cells;
    wks_survey_result *out = at->out;
    double n_used = 0;
    for (size_t i = 0; i < shape->n_areas; i++) {
        const size_t first = i * shape->n_strata;
        double n = 0;
        at->residents[i] = wks_sum_of(at->survey->population + first, shape->n_strata);
        for (size_t c = first; c < first + shape->n_strata; c++) {
            n += cells->trials[c];
            out->n_outside += at->survey->population[c] > 0 ? 0 : cells->trials[c];
        }
        if (!(at->residents[i] > 0)) {
            out->n_not_applicable++;
        } else if (n > 0) {
            out->n_areas_with++;
            n_used += n;
        } else {
            out->n_empty++;
        }
    }
    out->n_respondents = cells->n_respondents;
    if (out->n_areas_with < WKS_SURVEY_LEAST_AREAS || n_used < WKS_SURVEY_LEAST_RESPONDENTS) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("survey: %zu areas with %.0f respondents is too little for a model "
                               "(at least %d and %d); show the gemeente instead",
                               "enquete: %zu gebieden met %.0f respondenten is te weinig voor een "
                               "model (minstens %d en %d); toon de gemeente"),
                        out->n_areas_with, n_used, WKS_SURVEY_LEAST_AREAS,
                        WKS_SURVEY_LEAST_RESPONDENTS);
    }
    return WKS_OK;
}

/* ---- the model ------------------------------------------------------------------------------ */

/* Rows of the fit: cells with respondents, in an area with residents. */
typedef struct {
    size_t n, n_columns;
    double *y, *size, *covariate;
    size_t *area;
} model_rows;

static wks_code take_rows(wks_survey_job *at, size_t n, wks_arena *arena, model_rows *out,
                          wks_error *err)
{
    out->n_columns = at->design.n_terms + at->survey->n_covariates;
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->y, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->size, err));
    WKS_TRY(wks_arena_take(arena, n * out->n_columns, sizeof(double), &out->covariate, err));
    return wks_arena_take(arena, n, sizeof *out->area, &out->area, err);
}

/* Columns carry the standard deviation of their prior, so that one precision, 1, serves all. */
static void fill_row(const wks_survey_job *at, size_t n, size_t cell, model_rows *out)
{
    const wks_survey_shape *shape = at->survey->shape;
    const wks_survey_cells *cells = at->survey->cells;
    const size_t area = cell / shape->n_strata;
    const size_t stratum = cell % shape->n_strata;
    const wks_survey_sums *sums = &cells->sums[cell];
    const size_t row = out->n++;
    out->area[row] = area;
    out->y[row] = cells->successes[cell];
    out->size[row] = cells->trials[cell];
    if (at->options.weights == WKS_SURVEY_WEIGHTS_EFFECTIVE) {
        out->size[row] /= 1 + cells->weight_variation;
        out->y[row] = out->size[row] * fmin(sums->success / sums->weight, 1);
    }
    for (size_t k = 0; k < at->design.n_terms; k++) {
        out->covariate[k * n + row] =
            at->prior_sd[k] * at->design.term[k * shape->n_strata + stratum];
    }
    for (size_t k = 0; k < at->survey->n_covariates; k++) {
        const size_t column = at->design.n_terms + k;
        out->covariate[column * n + row] =
            at->prior_sd[column] * at->design.covariate[k * shape->n_areas + area];
    }
}

static bool is_used(const wks_survey_job *at, size_t cell)
{
    return at->survey->cells->trials[cell] > 0 &&
           at->residents[cell / at->survey->shape->n_strata] > 0;
}

static wks_code make_rows(wks_survey_job *at, wks_arena *arena, model_rows *out, wks_error *err)
{
    const size_t n_terms = at->design.n_terms;
    size_t n = 0;
    *out = (model_rows){0};
    WKS_TRY(wks_arena_take(at->arena, n_terms + at->survey->n_covariates, sizeof(double),
                           &at->prior_sd, err));
    for (size_t k = 0; k < n_terms + at->survey->n_covariates; k++) {
        at->prior_sd[k] = k < n_terms && at->design.terms[k].n_factors == 2
                              ? at->options.interaction_sd
                              : at->options.coefficient_sd;
    }
    for (size_t c = 0; c < at->survey->shape->n_cells; c++) {
        n += is_used(at, c);
    }
    WKS_TRY(take_rows(at, n, arena, out, err));
    for (size_t c = 0; c < at->survey->shape->n_cells; c++) {
        if (is_used(at, c)) {
            fill_row(at, n, c, out);
        }
    }
    return WKS_OK;
}

static wks_code fit_model(wks_survey_job *at, wks_error *err)
{
    model_rows rows;
    wks_bym2_options options = {0};
    if (at->options.model != NULL) {
        options = *at->options.model;
    }
    WKS_TRY(make_rows(at, at->arena, &rows, err));
    const wks_bym2_data data = {.family = WKS_BYM2_BINOMIAL,
                                .n = rows.n,
                                .y = rows.y,
                                .size = rows.size,
                                .area = rows.area,
                                .n_covariates = rows.n_columns,
                                .covariate = rows.covariate};
    if (at->survey->neighbours == NULL) {
        options.effect = WKS_BYM2_EFFECT_IID;
    }
    options.coefficient_precision = 1;
    options.is_quick = !at->options.is_fine;
    options.skips_quantiles = true;
    options.n_draws = at->options.n_draws;
    options.seed = at->options.seed;
    options.stream = at->options.stream;
    return wks_bym2_fit_model(&data, at->survey->shape->n_areas, at->survey->neighbours, &options,
                              at->arena, &at->fit, err);
}

/* The two parts of every cell's logit, per draw. */
static wks_code make_parts(wks_survey_job *at, wks_error *err)
{
    const wks_survey_shape *shape = at->survey->shape;
    const size_t n_draws = at->options.n_draws;
    const size_t n_terms = at->design.n_terms;
    double *area = NULL;
    double *stratum = NULL;
    WKS_TRY(wks_arena_take(at->arena, n_draws * shape->n_areas, sizeof *area, &area, err));
    WKS_TRY(wks_arena_take(at->arena, n_draws * shape->n_strata, sizeof *stratum, &stratum, err));
    for (size_t d = 0; d < n_draws; d++) {
        const double *b = at->fit.coefficient_draws + d * at->fit.n_coefficients;
        double *own = area + d * shape->n_areas;
        double *of_stratum = stratum + d * shape->n_strata;
        memcpy(own, at->fit.effect_draws + d * shape->n_areas, shape->n_areas * sizeof *own);
        for (size_t s = 0; s < shape->n_strata; s++) {
            of_stratum[s] = b[0];
        }
        for (size_t k = 0; k < n_terms; k++) {
            const double slope = b[1 + k] * at->prior_sd[k];
            for (size_t s = 0; s < shape->n_strata; s++) {
                of_stratum[s] += slope * at->design.term[k * shape->n_strata + s];
            }
        }
        for (size_t k = 0; k < at->survey->n_covariates; k++) {
            const double slope = b[1 + n_terms + k] * at->prior_sd[n_terms + k];
            for (size_t i = 0; i < shape->n_areas; i++) {
                own[i] += slope * at->design.covariate[k * shape->n_areas + i];
            }
        }
    }
    at->parts = (wks_poststratify_parts){n_draws, area, stratum};
    return WKS_OK;
}

wks_code wks_survey_model_fit(const wks_survey *survey, const wks_survey_options *options,
                              wks_arena *arena, wks_survey_result *out, wks_error *err)
{
    wks_survey_job at = {.survey = survey, .arena = arena, .out = out};
    if (options != NULL) {
        at.options = *options;
    }
    at.options.n_draws = at.options.n_draws == 0 ? 2000 : at.options.n_draws;
    at.options.coefficient_sd = at.options.coefficient_sd == 0 ? 2.5 : at.options.coefficient_sd;
    at.options.interaction_sd = at.options.interaction_sd == 0 ? 1 : at.options.interaction_sd;
    *out = (wks_survey_result){0};
    WKS_TRY(check_options(&at.options, err));
    WKS_TRY(check_population(survey, err));
    WKS_TRY(wks_arena_take(arena, survey->shape->n_areas, sizeof(double), &at.residents, err));
    WKS_TRY(count_areas(&at, err));
    WKS_TRY(wks_survey_design_make(survey, at.residents, arena, &at.design, err));
    WKS_TRY(fit_model(&at, err));
    WKS_TRY(make_parts(&at, err));
    return wks_survey_report(&at, err);
}
