/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/measure/measure_model.h"

#include "base/language.h"
#include "base/text.h"
#include "private/estimate/survey_model.h"
#include "private/measure/population.h"
#include "private/method/compare_draws.h"
#include "private/vault/question.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_DRAWS = 2000,
    SEED = 20260101
};

/* One model while it is made: a breakdown of an indicator in a period. */
typedef struct survey_work {
    const wks_modelling *in;
    const wks_indicator *indicator;
    const wks_measure *measure;
    const wks_source *source;
    size_t breakdown;
    const char *period;
    wks_arena *arena;
    wks_candidates *candidates;

    wks_population population;
    const char **areas; /* [n_areas] wijken with a population, sorted */
    size_t n_areas;
    double *residents; /* [n_cells] */
    wks_survey_shape shape;
    wks_survey_cells cells;
    double *covariate;            /* [n_areas * n_covariates] by column */
    const char **covariate_names; /* [n_covariates] those that every wijk has */
    size_t n_covariates;
    const char *left_out; /* covariates that some wijk misses; "" */
    size_t *group;        /* [n_areas] */
    const char **groups;  /* [n_groups] gemeenten */
    size_t n_groups;
    wks_neighbours neighbours;
    double n_other; /* respondents whose age, sex or wijk the population does not know */
    int delivery;
} survey_work;

/* ---- who could be asked ---------------------------------------------------------------------- */

static bool is_shown(const survey_work *work, const char *wijk)
{
    const wks_workspace *workspace = work->in->workspace;
    char gemeente[WKS_AREA_CODE_SIZE];
    if (!wks_area_code_up(wijk, WKS_LEVEL_GEMEENTE, gemeente)) {
        return false;
    }
    for (size_t i = 0; i < workspace->n_gemeenten; i++) {
        if (strcmp(workspace->gemeenten[i], gemeente) == 0) {
            return true;
        }
    }
    return workspace->n_gemeenten == 0;
}

static size_t group_of(survey_work *work, const char *wijk)
{
    char gemeente[WKS_AREA_CODE_SIZE] = "";
    wks_area_code_up(wijk, WKS_LEVEL_GEMEENTE, gemeente);
    /* wijken are sorted by code, so those of one gemeente stand together */
    if (work->n_groups == 0 || strcmp(work->groups[work->n_groups - 1], gemeente) != 0) {
        work->groups[work->n_groups] = wks_arena_text(work->arena, gemeente);
        work->n_groups += work->groups[work->n_groups] != NULL;
    }
    return work->n_groups - 1;
}

static wks_code take_population(survey_work *work, wks_error *err)
{
    const wks_population *all = &work->population;
    const size_t n_strata = all->n_ages * all->n_sexes;
    WKS_TRY(wks_arena_take(work->arena, all->n_areas, sizeof *work->areas, &work->areas, err));
    WKS_TRY(wks_arena_take(work->arena, all->n_areas, sizeof *work->group, &work->group, err));
    WKS_TRY(wks_arena_take(work->arena, all->n_areas, sizeof *work->groups, &work->groups, err));
    WKS_TRY(wks_arena_take(work->arena, all->n_areas * n_strata, sizeof *work->residents,
                           &work->residents, err));
    work->shape.n_factors = 2;
    work->shape.n_levels[0] = all->n_ages;
    work->shape.n_levels[1] = all->n_sexes;
    for (size_t i = 0; i < all->n_areas; i++) {
        if (!is_shown(work, all->areas[i])) {
            continue;
        }
        for (size_t a = 0; a < all->n_ages; a++) {
            for (size_t s = 0; s < all->n_sexes; s++) {
                work->residents[work->n_areas * n_strata + a + all->n_ages * s] =
                    all->residents[(i * all->n_ages + a) * all->n_sexes + s];
            }
        }
        work->areas[work->n_areas] = all->areas[i];
        work->group[work->n_areas] = group_of(work, all->areas[i]);
        work->n_areas++;
    }
    work->shape.n_areas = work->n_areas;
    return work->n_areas == 0 ? wks_fail(err, WKS_E_NOT_FOUND, "%s", work->measure->population)
                              : wks_survey_shape_make(&work->shape, err);
}

/* ---- who was asked --------------------------------------------------------------------------- */

static int compare_codes(const void *key, const void *item)
{
    return strcmp(key, *(const char *const *)item);
}

/* The cell of respondents; shape.n_cells when the population does not know such people. */
static size_t cell_of(const survey_work *work, const wks_record_cell *from)
{
    const wks_breakdown *breakdown = &work->indicator->breakdowns[work->breakdown];
    const wks_population *population = &work->population;
    const char *const *area =
        bsearch(from->area, work->areas, work->n_areas, sizeof *work->areas, compare_codes);
    /* a group of five years that the breakdown cuts starts where the breakdown does */
    const int age = breakdown->has_age_years && from->age_from < breakdown->age_from
                        ? breakdown->age_from
                        : from->age_from;
    size_t a = 0;
    size_t s = 0;
    while (a < population->n_ages &&
           (age < population->ages[a].from || age > population->ages[a].to)) {
        a++;
    }
    while (s < population->n_sexes && strcmp(from->sex, population->sexes[s]) != 0) {
        s++;
    }
    if (area == NULL || a == population->n_ages || s == population->n_sexes) {
        return work->shape.n_cells;
    }
    return (size_t)(area - (const char *const *)work->areas) * work->shape.n_strata + a +
           population->n_ages * s;
}

static wks_code take_respondents(survey_work *work, const wks_record_cell *all, size_t n_all,
                                 wks_error *err)
{
    wks_survey_rows rows = {0};
    size_t *cell = NULL;
    double *trials = NULL;
    double *successes = NULL;
    double *weight = NULL;
    WKS_TRY(wks_arena_take(work->arena, n_all, sizeof *cell, &cell, err));
    WKS_TRY(wks_arena_take(work->arena, n_all, sizeof *trials, &trials, err));
    WKS_TRY(wks_arena_take(work->arena, n_all, sizeof *successes, &successes, err));
    WKS_TRY(wks_arena_take(work->arena, n_all, sizeof *weight, &weight, err));
    for (size_t i = 0; i < n_all; i++) {
        if (strcmp(all[i].period, work->period) != 0) {
            continue;
        }
        work->delivery = all[i].delivery;
        cell[rows.n] = cell_of(work, &all[i]);
        if (cell[rows.n] == work->shape.n_cells) {
            work->n_other += all[i].n;
            continue;
        }
        trials[rows.n] = all[i].n;
        successes[rows.n] = all[i].n_satisfies;
        weight[rows.n++] = all[i].weight;
    }
    rows.cell = cell;
    rows.trials = trials;
    rows.successes = successes;
    rows.weight = weight;
    return wks_survey_cells_make(&work->shape, &rows, work->arena, &work->cells, err);
}

/* ---- what tells wijken apart ----------------------------------------------------------------- */

const wks_candidate *wks_candidates_nearest(const wks_candidates *candidates,
                                            const wks_indicator *indicator, const char *area,
                                            const char *period)
{
    const wks_candidate *best = NULL;
    const long wanted = strtol(period, NULL, 10);
    long best_gap = 0;
    for (size_t i = 0; i < candidates->n; i++) {
        const wks_candidate *one = &candidates->items[i];
        if (one->indicator != indicator || one->breakdown != 0 ||
            !wks_status_has_number(one->value.status) || strcmp(one->area, area) != 0) {
            continue;
        }
        const long year = strtol(one->period, NULL, 10);
        const long gap = labs(year - wanted);
        if (best == NULL || gap < best_gap ||
            (gap == best_gap && year > strtol(best->period, NULL, 10))) {
            best = one;
            best_gap = gap;
        }
    }
    return best;
}

static bool has_residents(const survey_work *work, size_t area)
{
    for (size_t k = 0; k < work->shape.n_strata; k++) {
        if (work->residents[area * work->shape.n_strata + k] > 0) {
            return true;
        }
    }
    return false;
}

static wks_code take_covariates(survey_work *work, wks_error *err)
{
    const wks_measure *measure = work->measure;
    wks_buffer left_out = {0};
    wks_code code = wks_arena_take(work->arena, work->n_areas * (measure->n_covariates + 1),
                                   sizeof *work->covariate, &work->covariate, err);
    if (code == WKS_OK) {
        code = wks_arena_take(work->arena, measure->n_covariates + 1,
                              sizeof *work->covariate_names, &work->covariate_names, err);
    }
    for (size_t k = 0; code == WKS_OK && k < measure->n_covariates; k++) {
        const wks_indicator *indicator =
            wks_catalogue_indicator(work->in->catalogue, measure->covariates[k]);
        double *column = work->covariate + work->n_covariates * work->n_areas;
        bool is_whole = true;
        for (size_t i = 0; i < work->n_areas; i++) {
            const wks_candidate *found = wks_candidates_nearest(work->candidates, indicator,
                                                                work->areas[i], work->period);
            column[i] = found == NULL ? NAN : found->value.value;
            is_whole = is_whole && (!isnan(column[i]) || !has_residents(work, i));
        }
        if (is_whole) {
            work->covariate_names[work->n_covariates++] = indicator->id;
        } else {
            wks_buffer_printf(&left_out, "%s%s", left_out.n == 0 ? "" : ", ", indicator->id);
        }
    }
    if (code == WKS_OK) {
        code = wks_buffer_check(&left_out, err);
    }
    if (code == WKS_OK) {
        work->left_out = wks_arena_text(work->arena, left_out.n == 0 ? "" : left_out.bytes);
        code = work->left_out == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    wks_buffer_clear(&left_out);
    return code;
}

/* Neighbours by the map; a wijk that is not on it has none. */
static wks_code take_neighbours(survey_work *work, wks_error *err)
{
    const wks_area_map *map = &work->in->maps[WKS_LEVEL_WIJK];
    size_t *from = NULL;
    size_t *to = NULL;
    size_t n = 0;
    const size_t most = map->n == 0 ? 1 : map->first[map->n] + 1;
    WKS_TRY(wks_arena_take(work->arena, most, sizeof *from, &from, err));
    WKS_TRY(wks_arena_take(work->arena, most, sizeof *to, &to, err));
    for (size_t i = 0; i < work->n_areas; i++) {
        const size_t at = wks_area_map_find(map, work->areas[i]);
        for (size_t k = at < map->n ? map->first[at] : 0; at < map->n && k < map->first[at + 1];
             k++) {
            const char *code = map->codes[map->neighbour[k]];
            const char *const *other =
                bsearch(code, work->areas, work->n_areas, sizeof *work->areas, compare_codes);
            if (other != NULL) {
                from[n] = i;
                to[n++] = (size_t)(other - (const char *const *)work->areas);
            }
        }
    }
    return wks_neighbours_make(work->n_areas, n, from, to, work->arena, &work->neighbours, err);
}

/* ---- what the model says --------------------------------------------------------------------- */

static wks_candidate *find_candidate(const survey_work *work, size_t n, const char *area)
{
    for (size_t i = 0; i < n; i++) {
        wks_candidate *one = &work->candidates->items[i];
        if (one->indicator == work->indicator && one->breakdown == work->breakdown &&
            one->level == WKS_LEVEL_WIJK && strcmp(one->period, work->period) == 0 &&
            strcmp(one->area, area) == 0) {
            return one;
        }
    }
    return NULL;
}

/* The place of a wijk's number: that of its own respondents, or a new one. */
static wks_code place_of(survey_work *work, size_t n_before, const char *area, wks_candidate **out,
                         wks_error *err)
{
    wks_candidates *candidates = work->candidates;
    *out = find_candidate(work, n_before, area);
    if (*out != NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(work->arena, &candidates->items, candidates->n, &candidates->room,
                           sizeof *candidates->items, err));
    *out = &candidates->items[candidates->n++];
    **out = (wks_candidate){.indicator = work->indicator,
                            .source = work->source,
                            .breakdown = work->breakdown,
                            .period = work->period,
                            .area = area,
                            .level = WKS_LEVEL_WIJK,
                            .kind = WKS_CANDIDATE_SURVEY,
                            .n_with = NAN,
                            .delivery = work->delivery};
    return WKS_OK;
}

static wks_label_reason missing_of(const wks_survey_estimate *estimate)
{
    return estimate->status == WKS_SURVEY_NOT_APPLICABLE ? WKS_LABEL_MISSING : WKS_LABEL_NO_REASON;
}

static wks_code compare_wijken(survey_work *work, const wks_survey_result *result,
                               wks_comparison **out, wks_compare_summary *summary, wks_error *err)
{
    wks_label_reason *missing = NULL;
    double *residents = NULL;
    WKS_TRY(wks_arena_take(work->arena, work->n_areas, sizeof **out, out, err));
    WKS_TRY(wks_arena_take(work->arena, work->n_areas, sizeof *missing, &missing, err));
    WKS_TRY(wks_arena_take(work->arena, work->n_areas, sizeof *residents, &residents, err));
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
    return wks_compare_draws(&input, &(wks_compare_options){0}, work->arena, *out, summary, err);
}
