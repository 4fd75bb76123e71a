/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/survey_model.h"

#include "base/language.h"
#include "math/sum.h"
#include "private/estimate/survey_design.h"

#include <math.h>
#include <string.h>

/* A fit under way. */
typedef struct {
    const wks_survey *survey;
    wks_survey_options options; /* defaults filled in */
    wks_arena *arena;
    double *residents; /* [n_areas] */
    wks_survey_design design;
    double *prior_sd; /* [n_terms + n_covariates] */
    wks_bym2_fit fit;
    wks_poststratify_parts parts;
    size_t *whole; /* [n_areas] all zeros: every area in one group */
    wks_survey_result *out;
} job;

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
static wks_code count_areas(job *at, wks_error *err)
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

static wks_code take_rows(job *at, size_t n, wks_arena *arena, model_rows *out, wks_error *err)
{
    out->n_columns = at->design.n_terms + at->survey->n_covariates;
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->y, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->size, err));
    WKS_TRY(wks_arena_take(arena, n * out->n_columns, sizeof(double), &out->covariate, err));
    return wks_arena_take(arena, n, sizeof *out->area, &out->area, err);
}

/* Columns carry the standard deviation of their prior, so that one precision, 1, serves all. */
static void fill_row(const job *at, size_t n, size_t cell, model_rows *out)
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

static bool is_used(const job *at, size_t cell)
{
    return at->survey->cells->trials[cell] > 0 &&
           at->residents[cell / at->survey->shape->n_strata] > 0;
}

static wks_code make_rows(job *at, wks_arena *arena, model_rows *out, wks_error *err)
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

static wks_code fit_model(job *at, wks_error *err)
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
static wks_code make_parts(job *at, wks_error *err)
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

/* ---- results -------------------------------------------------------------------------------- */

/* Direct estimate, residents and status of n groups of areas; group NULL: each area itself. */
static wks_code fill_direct(const job *at, const size_t *group, size_t n, wks_survey_estimate *out,
                            wks_error *err)
{
    const wks_survey_shape *shape = at->survey->shape;
    const wks_survey_cells *cells = at->survey->cells;
    wks_survey_sums *sums = NULL;
    WKS_TRY(wks_arena_take(at->arena, n, sizeof *sums, &sums, err));
    for (size_t i = 0; i < shape->n_areas; i++) {
        const size_t g = group == NULL ? i : group[i];
        out[g].residents += at->residents[i];
        for (size_t s = 0; at->residents[i] > 0 && s < shape->n_strata; s++) {
            const size_t c = i * shape->n_strata + s;
            out[g].direct.n += cells->trials[c];
            wks_survey_sums_add(&sums[g], &cells->sums[c]);
        }
    }
    for (size_t g = 0; g < n; g++) {
        out[g].direct = wks_survey_direct_make(&sums[g], out[g].direct.n, cells->n_respondents);
        out[g].status = !(out[g].residents > 0) ? WKS_SURVEY_NOT_APPLICABLE
                        : out[g].direct.n > 0   ? WKS_SURVEY_OK
                                                : WKS_SURVEY_PREDICTED;
    }
    return WKS_OK;
}

/* Summarise draws of n columns into estimates. */
static wks_code fill_posterior(const job *at, const float *draws, size_t n,
                               wks_survey_estimate *out, wks_error *err)
{
    wks_posterior *posterior = NULL;
    WKS_TRY(wks_arena_take(at->arena, n, sizeof *posterior, &posterior, err));
    WKS_TRY(wks_poststratify_summarise(at->options.n_draws, n, draws, at->arena, posterior, err));
    for (size_t i = 0; i < n; i++) {
        out[i].posterior =
            out[i].residents > 0 ? posterior[i] : (wks_posterior){NAN, NAN, NAN, NAN};
    }
    return WKS_OK;
}

static wks_code draw_areas(job *at, const double *shift, wks_error *err)
{
    const wks_survey *survey = at->survey;
    wks_survey_result *out = at->out;
    float *region = NULL;
    WKS_TRY(wks_arena_take(at->arena, at->options.n_draws, sizeof *region, &region, err));
    WKS_TRY(wks_poststratify_draw(survey->shape, survey->population, &at->parts, shift, at->arena,
                                  out->draws, err));
    WKS_TRY(fill_posterior(at, out->draws, survey->shape->n_areas, out->areas, err));
    if (survey->n_groups > 0) {
        WKS_TRY(wks_poststratify_group(survey->shape, at->options.n_draws, out->draws,
                                       at->residents, survey->group, survey->n_groups, at->arena,
                                       out->group_draws, err));
        WKS_TRY(fill_posterior(at, out->group_draws, survey->n_groups, out->groups, err));
    }
    WKS_TRY(wks_poststratify_group(survey->shape, at->options.n_draws, out->draws, at->residents,
                                   at->whole, 1, at->arena, region, err));
    return fill_posterior(at, region, 1, &out->region, err);
}

static wks_survey_check check_of(const wks_survey_estimate *estimate)
{
    wks_survey_check out = {NAN, NAN, 0, false};
    if (estimate->status == WKS_SURVEY_OK) {
        out.difference = estimate->posterior.mean - estimate->direct.value;
        out.z = estimate->direct.se > 0 ? out.difference / estimate->direct.se : NAN;
    }
    return out;
}

static wks_code take_results(job *at, wks_error *err)
{
    const wks_survey *survey = at->survey;
    const size_t n_areas = survey->shape->n_areas;
    const size_t n_groups = survey->n_groups;
    wks_survey_result *out = at->out;
    out->n_draws = at->options.n_draws;
    WKS_TRY(wks_arena_take(at->arena, n_areas, sizeof *out->areas, &out->areas, err));
    WKS_TRY(wks_arena_take(at->arena, n_groups, sizeof *out->groups, &out->groups, err));
    WKS_TRY(wks_arena_take(at->arena, n_groups, sizeof *out->checks, &out->checks, err));
    WKS_TRY(
        wks_arena_take(at->arena, n_areas * out->n_draws, sizeof *out->draws, &out->draws, err));
    WKS_TRY(wks_arena_take(at->arena, n_groups * out->n_draws, sizeof *out->group_draws,
                           &out->group_draws, err));
    WKS_TRY(wks_arena_take(at->arena, n_areas, sizeof *at->whole, &at->whole, err));
    WKS_TRY(fill_direct(at, NULL, n_areas, out->areas, err));
    WKS_TRY(fill_direct(at, at->whole, 1, &out->region, err));
    if (n_groups > 0) {
        WKS_TRY(fill_direct(at, survey->group, n_groups, out->groups, err));
    }
    return draw_areas(at, NULL, err);
}

/* ---- benchmark ------------------------------------------------------------------------------ */

static wks_code benchmark(job *at, wks_error *err)
{
    const wks_survey *survey = at->survey;
    const size_t n_groups = survey->n_groups;
    double *target = NULL;
    double *shift = NULL;
    double *area_shift = NULL;
    WKS_TRY(wks_arena_take(at->arena, n_groups, sizeof *target, &target, err));
    WKS_TRY(wks_arena_take(at->arena, n_groups, sizeof *shift, &shift, err));
    WKS_TRY(
        wks_arena_take(at->arena, survey->shape->n_areas, sizeof *area_shift, &area_shift, err));
    for (size_t g = 0; g < n_groups; g++) {
        const double direct = at->out->groups[g].direct.value;
        const bool is_possible =
            at->out->groups[g].status == WKS_SURVEY_OK && direct > 0 && direct < 1;
        target[g] = is_possible ? direct : NAN;
        at->out->checks[g].is_benchmarked = is_possible;
        at->out->flags |= is_possible || at->out->groups[g].status == WKS_SURVEY_NOT_APPLICABLE
                              ? 0U
                              : (unsigned)WKS_SURVEY_NOT_BENCHMARKED;
    }
    const wks_poststratify_targets targets = {n_groups, survey->group, target};
    WKS_TRY(wks_poststratify_shift(survey->shape, survey->population, &at->parts, &targets,
                                   at->arena, shift, err));
    for (size_t i = 0; i < survey->shape->n_areas; i++) {
        area_shift[i] = shift[survey->group[i]];
    }
    for (size_t g = 0; g < n_groups; g++) {
        at->out->checks[g].shift = shift[g];
    }
    return draw_areas(at, area_shift, err);
}

/* ---- report --------------------------------------------------------------------------------- */

static wks_bym2_summary scaled(wks_bym2_summary x, double by)
{
    return (wks_bym2_summary){by * x.mean, by * x.sd, by * x.lower, by * x.median, by * x.upper};
}

static wks_code report_coefficients(job *at, wks_error *err)
{
    wks_survey_result *out = at->out;
    const size_t n_terms = at->design.n_terms;
    out->n_coefficients = at->fit.n_coefficients;
    WKS_TRY(wks_arena_take(at->arena, out->n_coefficients, sizeof *out->coefficient,
                           &out->coefficient, err));
    out->coefficient[0] =
        (wks_survey_coefficient){wks_tr("constant", "constante"), at->fit.coefficient[0], 0, 1};
    for (size_t k = 0; k + 1 < out->n_coefficients; k++) {
        wks_survey_coefficient *to = &out->coefficient[k + 1];
        to->estimate = scaled(at->fit.coefficient[k + 1], at->prior_sd[k]);
        to->scale = 1;
        if (k < n_terms) {
            to->name = at->design.terms[k].name;
        } else {
            const size_t own = k - n_terms;
            to->name = at->survey->covariate_name == NULL
                           ? wks_arena_printf(at->arena, "%zu", own + 1)
                           : wks_arena_text(at->arena, at->survey->covariate_name[own]);
            to->centre = at->design.centre[own];
            to->scale = at->design.scale[own];
        }
        if (to->name == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

static void report_checks(job *at)
{
    wks_survey_result *out = at->out;
    bool is_far = false;
    for (size_t g = 0; g < at->survey->n_groups; g++) {
        out->checks[g] = check_of(&out->groups[g]);
        is_far = is_far || fabs(out->checks[g].z) > 3;
    }
    out->region_check = check_of(&out->region);
    out->n_dropped = at->design.n_dropped;
    out->weight_variation = at->survey->cells->weight_variation;
    out->area_sd = at->fit.area_sd;
    out->phi = at->fit.phi;
    out->dic = at->fit.dic;
    out->log_likelihood = at->fit.log_likelihood;
    out->model = at->fit.diagnostics;
    out->flags = (out->n_empty > 0 ? WKS_SURVEY_EMPTY_AREAS : 0U) |
                 (out->n_dropped > 0 ? WKS_SURVEY_DROPPED_TERMS : 0U) |
                 (out->weight_variation > 0.05 ? WKS_SURVEY_WEIGHTS_CARRY_MORE : 0U) |
                 (is_far ? WKS_SURVEY_MODEL_MISFIT : 0U);
}

wks_code wks_survey_model_fit(const wks_survey *survey, const wks_survey_options *options,
                              wks_arena *arena, wks_survey_result *out, wks_error *err)
{
    job at = {.survey = survey, .arena = arena, .out = out};
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
    WKS_TRY(take_results(&at, err));
    report_checks(&at);
    WKS_TRY(report_coefficients(&at, err));
    return at.options.is_benchmarked && survey->n_groups > 0 ? benchmark(&at, err) : WKS_OK;
}
