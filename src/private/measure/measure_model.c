/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/measure/measure_model.h"

#include "base/parallel.h"
#include "math/dense.h"
#include "private/measure/measure_inside.h"
#include "private/measure/measure_model_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_DRAWS = 2000,
    SEED = 20260101
};

/* ---- what the model says --------------------------------------------------------------------- */

/* The place of a wijk's number: that of its own respondents, or a new one. */
static wks_code place_of(wks_survey_work *work, const char *area, wks_candidate **out,
                         wks_error *err)
{
    const wks_candidate_key key = {.indicator = work->indicator,
                                   .breakdown = work->breakdown,
                                   .level = WKS_LEVEL_WIJK,
                                   .period = work->period,
                                   .area = area};
    wks_candidates *added = work->added;
    const size_t at = wks_candidates_find(work->candidates, &key);
    if (at != WKS_NO_CANDIDATE) {
        *out = &work->candidates->items[at];
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(work->arena, &added->items, added->n, &added->room, sizeof *added->items,
                           err));
    *out = &added->items[added->n++];
    **out = (wks_candidate){.indicator = work->indicator,
                            .source = work->source,
                            .breakdown = work->breakdown,
                            .period = work->period,
                            .area = area,
                            .level = WKS_LEVEL_WIJK,
                            .kind = WKS_CANDIDATE_MODEL,
                            .n_with = NAN,
                            .delivery = work->delivery};
    return WKS_OK;
}

static wks_label_reason missing_of(const wks_survey_estimate *estimate)
{
    return estimate->status == WKS_SURVEY_NOT_APPLICABLE ? WKS_REASON_MISSING : WKS_REASON_NONE;
}

/* The wijken against the rest of their gemeente, draw by draw. */
static wks_code compare_wijken(wks_survey_work *work, const wks_survey_result *result,
                               wks_arena *scratch, wks_error *err)
{
    wks_label_reason *missing = NULL;
    double *residents = NULL;
    WKS_TRY(wks_arena_take(scratch, work->n_areas, sizeof *missing, &missing, err));
    WKS_TRY(wks_arena_take(scratch, work->n_areas, sizeof *residents, &residents, err));
    for (size_t i = 0; i < work->n_areas; i++) {
        missing[i] = missing_of(&result->areas[i]);
        residents[i] = result->areas[i].residents;
    }
    const wks_compare_draws_input input = {.n_draws = result->n_draws,
                                           .n_areas = work->n_areas,
                                           .draws = result->draws,
                                           .weights = residents,
                                           .missing = missing,
                                           .group = work->group,
                                           .n_groups = work->n_groups,
                                           .between_sd = result->area_sd.mean,
                                           .between_lower = result->area_sd.lower,
                                           .between_upper = result->area_sd.upper,
                                           .spatial_share = result->phi.mean,
                                           .scale = "logit"};
    return wks_compare_draws(&input, &(wks_compare_options){0}, scratch, work->compared,
                             &work->summary, err);
}

static wks_code set_verdicts(const wks_survey_work *work, wks_verdict **verdicts, wks_error *err)
{
    WKS_TRY(wks_arena_take(work->arena, work->n_areas, sizeof **verdicts, verdicts, err));
    for (size_t i = 0; i < work->n_areas; i++) {
        const char *gemeente = work->groups[work->group[i]];
        (*verdicts)[i] = wks_verdict_none(WKS_WHY_NO_VALUE);
        snprintf((*verdicts)[i].against, WKS_AREA_CODE_SIZE, "%s", gemeente);
        wks_measuring_verdict(&work->compared[i], work->measure->per, &(*verdicts)[i]);
    }
    return WKS_OK;
}

/* A wijk's number becomes the model's. */
static void set_estimate(const wks_survey_work *work, const wks_survey_estimate *estimate,
                         double n_respondents, const wks_verdict *verdict, wks_candidate *out)
{
    const double per = work->measure->per;
    out->kind = WKS_CANDIDATE_MODEL;
    out->is_invented = false; /* what its covariates are made of is not known here */
    out->n_persons = n_respondents;
    out->method = WKS_METHOD_MODEL;
    out->parts = (wks_parts){.kind = WKS_PARTS_NONE};
    out->flags = 0;
    if (estimate->status == WKS_SURVEY_NOT_APPLICABLE) {
        out->method = WKS_METHOD_NONE;
        out->value = wks_value_empty(WKS_STATUS_NOT_APPLICABLE);
        return;
    }
    out->value = (wks_value){.value = estimate->posterior.mean * per,
                             .lower = estimate->posterior.lower * per,
                             .upper = estimate->posterior.upper * per,
                             .status = WKS_STATUS_ESTIMATE};
    out->verdict = verdict;
    if (estimate->status == WKS_SURVEY_PREDICTED) {
        out->flags = WKS_FLAG_PREDICTED;
    } else if (estimate->direct.n_effective < work->measure->minimum_respondents) {
        out->flags = WKS_FLAG_BORROWED;
    }
}

static wks_candidate_test *find_test(const wks_survey_work *work)
{
    wks_candidates *candidates = work->candidates;
    for (size_t i = 0; i < candidates->n_tests; i++) {
        wks_candidate_test *one = &candidates->tests[i];
        if (one->indicator == work->indicator && one->breakdown == work->breakdown &&
            one->level == WKS_LEVEL_WIJK && strcmp(one->period, work->period) == 0) {
            return one;
        }
    }
    return NULL;
}

static wks_code set_test(wks_survey_work *work, wks_error *err)
{
    wks_candidates *candidates = work->candidates;
    const wks_compare_summary *summary = &work->summary;
    wks_candidate_test *test = find_test(work);
    if (test == NULL) {
        WKS_TRY(wks_arena_grow(work->arena, &candidates->tests, candidates->n_tests,
                               &candidates->tests_room, sizeof *candidates->tests, err));
        test = &candidates->tests[candidates->n_tests++];
        *test = (wks_candidate_test){.indicator = work->indicator,
                                     .breakdown = work->breakdown,
                                     .level = WKS_LEVEL_WIJK,
                                     .period = work->period};
    }
    test->test = (wks_verdict_test){.against = WKS_AGAINST_GEMEENTE,
                                    .rule = WKS_RULE_POSTERIOR,
                                    .n_tested = summary->n_tested,
                                    .n_flagged = summary->n_higher + summary->n_lower,
                                    .expected_by_chance =
                                        summary->n_tested == 0 ? NAN : summary->expected_by_chance};
    return WKS_OK;
}

static wks_code set_estimates(wks_survey_work *work, wks_error *err)
{
    wks_verdict *verdicts = NULL;
    WKS_TRY(set_verdicts(work, &verdicts, err));
    for (size_t i = 0; i < work->n_areas; i++) {
        wks_candidate *place = NULL;
        WKS_TRY(place_of(work, work->areas[i], &place, err));
        set_estimate(work, &work->result.areas[i], work->result.n_respondents, &verdicts[i], place);
    }
    return set_test(work, err);
}

/* ---- one model ------------------------------------------------------------------------------- */

static wks_code fit(const wks_survey_work *work, wks_arena *scratch, wks_survey_result *result,
                    wks_error *err)
{
    static const char *const factor_names[] = {"leeftijd", "geslacht"};
    const wks_survey survey = {.shape = &work->shape,
                               .cells = &work->cells,
                               .population = work->residents,
                               .n_covariates = work->n_covariates,
                               .covariate = work->covariate,
                               .neighbours = &work->neighbours,
                               .n_groups = work->n_groups,
                               .group = work->group,
                               .area_name = work->areas,
                               .factor_name = factor_names,
                               .covariate_name = work->covariate_names};
    const wks_survey_options options = {
        .is_benchmarked = true, .n_draws = N_DRAWS, .seed = SEED, .stream = work->breakdown};
    return wks_survey_model_fit(&survey, &options, scratch, result, err);
}

/* What is kept of a result when the draws go. */
static wks_code keep(wks_survey_work *work, const wks_survey_result *result, wks_error *err)
{
    wks_survey_result *kept = &work->result;
    *kept = *result;
    kept->draws = NULL;
    kept->group_draws = NULL;
    kept->coefficient = NULL;
    kept->n_coefficients = 0;
    WKS_TRY(wks_arena_take(&work->own, work->n_areas, sizeof *kept->areas, &kept->areas, err));
    WKS_TRY(wks_arena_take(&work->own, work->n_groups, sizeof *kept->groups, &kept->groups, err));
    WKS_TRY(wks_arena_take(&work->own, work->n_groups, sizeof *kept->checks, &kept->checks, err));
    memcpy(kept->areas, result->areas, work->n_areas * sizeof *kept->areas);
    memcpy(kept->groups, result->groups, work->n_groups * sizeof *kept->groups);
    memcpy(kept->checks, result->checks, work->n_groups * sizeof *kept->checks);
    return WKS_OK;
}

/* One of the fits that run side by side; it reads what was gathered and writes its own work. */
static void fit_one(void *context, size_t index)
{
    wks_survey_work *work = &((wks_survey_work *)context)[index];
    wks_survey_result result = {0};
    wks_arena scratch;
    if (work->code != WKS_OK) {
        return; /* could not be gathered */
    }
    wks_arena_init(&scratch, 0);
    work->code = fit(work, &scratch, &result, &work->why);
    if (work->code == WKS_OK) {
        work->code = wks_arena_take(&work->own, work->n_areas, sizeof *work->compared,
                                    &work->compared, &work->why);
    }
    if (work->code == WKS_OK) {
        work->code = compare_wijken(work, &result, &scratch, &work->why);
    }
    if (work->code == WKS_OK) {
        work->code = keep(work, &result, &work->why);
    }
    wks_arena_clear(&scratch);
}

/* The numbers of a model that was run, or the reason why not. */
static wks_code take_in(wks_survey_work *work, wks_error *err)
{
    switch (work->code) {
    case WKS_OK:
        WKS_TRY(set_estimates(work, err));
        return wks_survey_work_made(work, err);
    case WKS_E_REFUSED:
    case WKS_E_ARGUMENT:
    case WKS_E_NUMERIC:
    case WKS_E_NOT_FOUND:
        return wks_survey_work_not_made(work, err);
    case WKS_E_FORMAT:
    case WKS_E_EXISTS:
    case WKS_E_IO:
    case WKS_E_STORE:
    case WKS_E_MEMORY:
    default:
        return wks_fail(err, work->code, "%s", work->why.text);
    }
}

/* ---- all of them: gather one by one, fit side by side, take in one by one ---------------------
 */

typedef struct work_list {
    wks_survey_work *items;
    size_t n;
    size_t room;
} work_list;

/* Every breakdown and period of a measure; start says of which. */
static wks_code gather_measure(const wks_survey_work *start, work_list *list, wks_error *err)
{
    const wks_indicator *indicator = start->indicator;
    wks_vault *vault = start->in->vault;
    const wks_source *source = wks_catalogue_source(start->in->catalogue, start->measure->source);
    wks_record_period *periods = NULL;
    size_t n_periods = 0;
    wks_code code =
        wks_vault_record_periods(vault, source, start->arena, &periods, &n_periods, err);
    for (size_t k = 0; code == WKS_OK && k < indicator->n_breakdowns; k++) {
        wks_record_cell *cells = NULL;
        size_t n_cells = 0;
        code = wks_vault_count_cells(vault, source, start->measure, &indicator->breakdowns[k],
                                     WKS_LEVEL_WIJK, start->arena, &cells, &n_cells, err);
        for (size_t i = 0; code == WKS_OK && i < n_periods; i++) {
            code = wks_arena_grow(start->arena, &list->items, list->n, &list->room,
                                  sizeof *list->items, err);
            if (code == WKS_OK) {
                wks_survey_work *work = &list->items[list->n++];
                *work = *start;
                work->source = source;
                work->breakdown = k;
                work->period = periods[i].period;
                work->delivery = periods[i].delivery;
                work->code = wks_survey_work_gather(work, cells, n_cells, &work->why);
            }
        }
    }
    return code == WKS_E_NOT_FOUND ? WKS_OK : code; /* nothing of this source was loaded */
}

static wks_code gather_all(const wks_survey_work *start, work_list *list, wks_error *err)
{
    const wks_catalogue *catalogue = start->in->catalogue;
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        const wks_indicator *indicator = &catalogue->indicators[i];
        for (size_t k = 0; k < indicator->n_measures && indicator->levels[WKS_LEVEL_WIJK]; k++) {
            if (indicator->measures[k].model != WKS_MODEL_NONE) {
                wks_survey_work of_measure = *start;
                of_measure.indicator = indicator;
                of_measure.measure = &indicator->measures[k];
                WKS_TRY(gather_measure(&of_measure, list, err));
            }
        }
    }
    return WKS_OK;
}

static int compare_tests(const void *a, const void *b)
{
    const wks_candidate_test *left = a;
    const wks_candidate_test *right = b;
    const wks_candidate first = {.indicator = left->indicator,
                                 .breakdown = left->breakdown,
                                 .level = left->level,
                                 .period = left->period,
                                 .area = ""};
    const wks_candidate second = {.indicator = right->indicator,
                                  .breakdown = right->breakdown,
                                  .level = right->level,
                                  .period = right->period,
                                  .area = ""};
    return wks_candidates_compare(&first, &second);
}

static wks_code join_added(wks_candidates *candidates, const wks_candidates *added,
                           wks_arena *arena, wks_error *err)
{
    for (size_t i = 0; i < added->n; i++) {
        WKS_TRY(wks_arena_grow(arena, &candidates->items, candidates->n, &candidates->room,
                               sizeof *candidates->items, err));
        candidates->items[candidates->n++] = added->items[i];
    }
    if (added->n > 0) {
        qsort(candidates->items, candidates->n, sizeof *candidates->items, wks_candidates_compare);
    }
    if (candidates->n_tests > 0) {
        qsort(candidates->tests, candidates->n_tests, sizeof *candidates->tests, compare_tests);
    }
    return WKS_OK;
}

static void fit_all(work_list *list)
{
    if (wks_dense_may_run_beside()) {
        wks_parallel_run(list->n, fit_one, list->items);
        return;
    }
    for (size_t i = 0; i < list->n; i++) {
        fit_one(list->items, i);
    }
}

wks_code wks_measure_models(const wks_modelling *in, wks_arena *arena, wks_candidates *candidates,
                            wks_error *err)
{
    wks_candidates added = {0};
    work_list list = {0};
    const wks_survey_work start = {
        .in = in, .arena = arena, .candidates = candidates, .added = &added, .left_out = ""};
    wks_code code = gather_all(&start, &list, err);
    for (size_t i = 0; i < list.n; i++) {
        wks_arena_init(&list.items[i].own, 0);
    }
    if (code == WKS_OK) {
        fit_all(&list);
    }
    for (size_t i = 0; i < list.n; i++) {
        if (code == WKS_OK) {
            code = take_in(&list.items[i], err);
        }
        wks_arena_clear(&list.items[i].own);
    }
    return code == WKS_OK ? join_added(candidates, &added, arena, err) : code;
}
