/* What a survey model is made of: who could be asked, who was, and what tells wijken apart.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/text.h"
#include "private/measure/measure_model_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- who could be asked ---------------------------------------------------------------------- */

static bool is_shown(const wks_survey_work *work, const char *wijk)
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

static size_t group_of(wks_survey_work *work, const char *wijk)
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

static wks_code take_population(wks_survey_work *work, wks_error *err)
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
static size_t cell_of(const wks_survey_work *work, const wks_record_cell *from)
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

static wks_code take_respondents(wks_survey_work *work, const wks_record_cell *all, size_t n_all,
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

static bool has_residents(const wks_survey_work *work, size_t area)
{
    for (size_t k = 0; k < work->shape.n_strata; k++) {
        if (work->residents[area * work->shape.n_strata + k] > 0) {
            return true;
        }
    }
    return false;
}

static wks_code take_covariates(wks_survey_work *work, wks_error *err)
{
    const wks_measure *measure = work->measure;
    wks_buffer left_out = {0};
    wks_code code = wks_arena_take(work->arena, work->n_areas * (measure->n_covariates + 1),
                                   sizeof *work->covariate, &work->covariate, err);
    if (code == WKS_OK) {
        code = wks_arena_take(work->arena, measure->n_covariates + 1, sizeof *work->covariate_names,
                              &work->covariate_names, err);
    }
    for (size_t k = 0; code == WKS_OK && k < measure->n_covariates; k++) {
        const wks_indicator *indicator =
            wks_catalogue_indicator(work->in->catalogue, measure->covariates[k]);
        double *column = work->covariate + work->n_covariates * work->n_areas;
        bool is_whole = true;
        for (size_t i = 0; i < work->n_areas; i++) {
            const size_t at =
                wks_candidates_nearest(work->candidates, indicator, work->areas[i], work->period);
            column[i] = at == WKS_NO_CANDIDATE ? NAN : work->candidates->items[at].value.value;
            is_whole = is_whole && (!isnan(column[i]) || !has_residents(work, i));
        }
        if (is_whole) {
            work->covariate_names[work->n_covariates++] = indicator->id;
        } else {
            wks_buffer_printf(&left_out, "%s%s", left_out.n == 0 ? "" : ", ", indicator->id);
        }
    }
    if (code == WKS_OK) {
        return wks_buffer_keep(&left_out, work->arena, &work->left_out, err);
    }
    wks_buffer_clear(&left_out);
    return code;
}

wks_code wks_survey_work_gather(wks_survey_work *work, const wks_record_cell *cells, size_t n_cells,
                                wks_error *err)
{
    const wks_source *population =
        wks_catalogue_source(work->in->catalogue, work->measure->population);
    WKS_TRY(wks_population_read(work->in->vault, population,
                                &work->indicator->breakdowns[work->breakdown], WKS_LEVEL_WIJK,
                                work->period, work->arena, &work->population, err));
    WKS_TRY(take_population(work, err));
    WKS_TRY(take_respondents(work, cells, n_cells, err));
    WKS_TRY(take_covariates(work, err));
    return wks_area_map_neighbours(&work->in->maps[WKS_LEVEL_WIJK], work->areas, work->n_areas,
                                   work->arena, &work->neighbours, err);
}
