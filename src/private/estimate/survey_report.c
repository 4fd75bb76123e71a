/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/estimate/survey_inside.h"

#include <math.h>

/* ---- results -------------------------------------------------------------------------------- */

/* Direct estimate, residents and status of n groups of areas; group NULL: each area itself. */
static wks_code fill_direct(const wks_survey_job *at, const size_t *group, size_t n,
                            wks_survey_estimate *out, wks_error *err)
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
static wks_code fill_posterior(const wks_survey_job *at, const float *draws, size_t n,
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

static wks_code draw_areas(wks_survey_job *at, const double *shift, wks_error *err)
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

static wks_code take_results(wks_survey_job *at, wks_error *err)
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

static wks_code benchmark(wks_survey_job *at, wks_error *err)
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

static wks_code report_coefficients(wks_survey_job *at, wks_error *err)
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

static void report_checks(wks_survey_job *at)
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

wks_code wks_survey_report(wks_survey_job *job, wks_error *err)
{
    WKS_TRY(take_results(job, err));
    report_checks(job);
    WKS_TRY(report_coefficients(job, err));
    return job->options.is_benchmarked && job->survey->n_groups > 0 ? benchmark(job, err) : WKS_OK;
}
