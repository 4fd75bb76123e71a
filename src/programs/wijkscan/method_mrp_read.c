/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "programs/wijkscan/method_graph.h"
#include "programs/wijkscan/method_mrp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- codes ---------------------------------------------------------------------------------- */

/* Texts to find by their place: sorted pointers to the entries of a list. */
typedef struct {
    const wks_method_mrp_codes *codes;
    const char *const **sorted; /* [codes->n] */
} code_index;

static int compare_entries(const void *a, const void *b)
{
    return strcmp(**(const char *const *const *)a, **(const char *const *const *)b);
}

static int compare_key(const void *key, const void *entry)
{
    return strcmp(key, **(const char *const *const *)entry);
}

static wks_code make_index(const wks_method_mrp_codes *codes, wks_arena *arena, code_index *out,
                           wks_error *err)
{
    out->codes = codes;
    WKS_TRY(wks_arena_take(arena, codes->n, sizeof *out->sorted, &out->sorted, err));
    for (size_t i = 0; i < codes->n; i++) {
        out->sorted[i] = &codes->text[i];
    }
    qsort(out->sorted, codes->n, sizeof *out->sorted, compare_entries);
    return WKS_OK;
}

/* The place of a text in the list; its size when it is not there. */
static size_t find_code(const code_index *index, const char *text)
{
    const char *const *const *found =
        bsearch(text, index->sorted, index->codes->n, sizeof *index->sorted, compare_key);
    return found == NULL ? index->codes->n : (size_t)(*found - index->codes->text);
}

static wks_code fail_unknown(const wks_method_data *data, size_t row, const char *column,
                             const char *what, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: not an area of %s",
                           "%s: regel %zu, kolom %s: geen gebied van %s"),
                    data->path, data->line[row], column, what);
}

/* ---- levels of a factor --------------------------------------------------------------------- */

/* Numbers in order of size, before other texts in order of their letters; "1" and "01" are one. */
static int compare_levels(const char *a, const char *b)
{
    double x = 0;
    double y = 0;
    const bool is_x = wks_text_number((wks_span){a, strlen(a)}, false, &x);
    const bool is_y = wks_text_number((wks_span){b, strlen(b)}, false, &y);
    if (is_x && is_y) {
        return (x > y) - (x < y);
    }
    return is_x != is_y ? (is_x ? -1 : 1) : strcmp(a, b);
}

static int compare_level_texts(const void *a, const void *b)
{
    return compare_levels(*(const char *const *)a, *(const char *const *)b);
}

static wks_code fail_empty(const wks_method_data *data, const char *column, const char **texts,
                           wks_error *err)
{
    for (size_t i = 0; i < data->n_rows; i++) {
        if (*texts[i] == 0) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: line %zu, column %s: empty", "%s: regel %zu, kolom %s: leeg"),
                data->path, data->line[i], column);
        }
    }
    return WKS_OK;
}

/* A column of texts in both files, and the levels that they have together. */
typedef struct {
    const char **in_data, **in_population;
    wks_method_mrp_codes levels;
} factor_texts;

static wks_code read_factor(const wks_method_data *data, const wks_method_data *population,
                            const char *name, wks_arena *arena, factor_texts *out, wks_error *err)
{
    const size_t n = data->n_rows + population->n_rows;
    WKS_TRY(wks_method_texts(data, name, arena, &out->in_data, err));
    WKS_TRY(wks_method_texts(population, name, arena, &out->in_population, err));
    WKS_TRY(fail_empty(data, name, out->in_data, err));
    WKS_TRY(fail_empty(population, name, out->in_population, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->levels.text, &out->levels.text, err));
    memcpy(out->levels.text, out->in_data, data->n_rows * sizeof *out->in_data);
    memcpy(out->levels.text + data->n_rows, out->in_population,
           population->n_rows * sizeof *out->in_population);
    qsort(out->levels.text, n, sizeof *out->levels.text, compare_level_texts);
    out->levels.n = 1;
    for (size_t i = 1; i < n; i++) {
        if (compare_levels(out->levels.text[i], out->levels.text[out->levels.n - 1]) != 0) {
            out->levels.text[out->levels.n++] = out->levels.text[i];
        }
    }
    return WKS_OK;
}

static size_t find_level(const wks_method_mrp_codes *levels, const char *text)
{
    const char *const *found =
        bsearch(&text, levels->text, levels->n, sizeof *levels->text, compare_level_texts);
    return (size_t)(found - levels->text); /* every text is among them */
}

/* ---- the files ------------------------------------------------------------------------------ */

/* What reading passes along. */
typedef struct {
    const wks_call *call;
    const wks_arguments *arguments;
    wks_arena *arena;
    wks_method_mrp_input *out;
    wks_method_data data, population, covariates;
    const wks_method_data *register_file; /* where --x and --group stand */
    const char *area_column;
    const char **data_area, **population_area;
    code_index areas;
    size_t *data_cell, *population_cell; /* [n_rows] of either */
} reading;

static wks_code read_areas(reading *at, wks_error *err)
{
    wks_method_groups groups;
    wks_method_mrp_codes *areas = &at->out->areas;
    WKS_TRY(
        wks_method_texts(&at->population, at->area_column, at->arena, &at->population_area, err));
    WKS_TRY(wks_method_texts(&at->data, at->area_column, at->arena, &at->data_area, err));
    WKS_TRY(fail_empty(&at->population, at->area_column, at->population_area, err));
    WKS_TRY(wks_method_group(&at->population, at->area_column, at->arena, &groups, err));
    areas->n = groups.n;
    WKS_TRY(wks_arena_take(at->arena, areas->n, sizeof *areas->text, &areas->text, err));
    for (size_t i = 0; i < areas->n; i++) {
        areas->text[i] = at->population_area[groups.first[i]];
    }
    WKS_TRY(make_index(areas, at->arena, &at->areas, err));
    WKS_TRY(wks_arena_take(at->arena, at->data.n_rows, sizeof *at->data_cell, &at->data_cell, err));
    WKS_TRY(wks_arena_take(at->arena, at->population.n_rows, sizeof *at->population_cell,
                           &at->population_cell, err));
    for (size_t i = 0; i < at->data.n_rows; i++) {
        const size_t area = find_code(&at->areas, at->data_area[i]);
        if (area == areas->n) {
            return fail_unknown(&at->data, i, at->area_column, at->population.path, err);
        }
        at->data_cell[i] = area;
    }
    for (size_t i = 0; i < at->population.n_rows; i++) {
        at->population_cell[i] = groups.of_row[i];
    }
    return WKS_OK;
}

/* "age,sex" one by one. */
static wks_code next_name(const char **rest, wks_arena *arena, const char **out, wks_error *err)
{
    const size_t n = strcspn(*rest, ",");
    const wks_span name = wks_span_trim(*rest, n);
    *out = wks_arena_text_n(arena, name.at, name.n);
    *rest += n + ((*rest)[n] == ',');
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_strata(reading *at, wks_error *err)
{
    wks_survey_shape *shape = &at->out->shape;
    const char *rest = NULL;
    const char **names = NULL;
    factor_texts factors[WKS_SURVEY_MOST_FACTORS];
    size_t n_levels = 0;
    WKS_TRY(wks_method_flag(at->call, at->arguments, "strata", &rest, err));
    WKS_TRY(wks_arena_take(at->arena, WKS_SURVEY_MOST_FACTORS, sizeof *names, &names, err));
    shape->n_areas = at->out->areas.n;
    while (*rest != 0) {
        const size_t f = shape->n_factors;
        if (f == WKS_SURVEY_MOST_FACTORS) {
            return wks_fail(
                err, WKS_E_ARGUMENT,
                wks_tr("--strata: at most %d columns", "--strata: hoogstens %d kolommen"),
                WKS_SURVEY_MOST_FACTORS);
        }
        WKS_TRY(next_name(&rest, at->arena, &names[f], err));
        WKS_TRY(read_factor(&at->data, &at->population, names[f], at->arena, &factors[f], err));
        shape->n_levels[f] = factors[f].levels.n;
        n_levels += shape->n_levels[f];
        shape->n_factors++;
    }
    WKS_TRY(wks_survey_shape_make(shape, err));
    const char **level_name = NULL;
    WKS_TRY(wks_arena_take(at->arena, n_levels, sizeof *level_name, &level_name, err));
    size_t stride = 1;
    size_t before = 0;
    for (size_t i = 0; i < at->data.n_rows; i++) {
        at->data_cell[i] *= shape->n_strata;
    }
    for (size_t i = 0; i < at->population.n_rows; i++) {
        at->population_cell[i] *= shape->n_strata;
    }
    for (size_t f = 0; f < shape->n_factors; f++) {
        const wks_method_mrp_codes *levels = &factors[f].levels;
        for (size_t i = 0; i < at->data.n_rows; i++) {
            at->data_cell[i] += stride * find_level(levels, factors[f].in_data[i]);
        }
        for (size_t i = 0; i < at->population.n_rows; i++) {
            at->population_cell[i] += stride * find_level(levels, factors[f].in_population[i]);
        }
        memcpy(level_name + before, levels->text, levels->n * sizeof *level_name);
        before += levels->n;
        stride *= levels->n;
    }
    at->out->survey.factor_name = names;
    at->out->survey.level_name = level_name;
    return WKS_OK;
}

static wks_code fail_count(const wks_method_data *data, size_t row, const char *column,
                           const char *expected, wks_error *err)
{
    return wks_fail(
        err, WKS_E_FORMAT,
        wks_tr("%s: line %zu, column %s: expected %s", "%s: regel %zu, kolom %s: verwacht %s"),
        data->path, data->line[row], column, expected);
}

static wks_code read_respondents(reading *at, wks_error *err)
{
    const char *y_name = NULL;
    const char *trials_name = wks_arguments_flag(at->call, at->arguments, "trials");
    const char *weight_name = wks_arguments_flag(at->call, at->arguments, "weight");
    double *y = NULL;
    double *trials = NULL;
    double *weight = NULL;
    WKS_TRY(wks_method_flag(at->call, at->arguments, "y", &y_name, err));
    WKS_TRY(wks_method_numbers(&at->data, y_name, false, at->arena, &y, err));
    if (trials_name != NULL) {
        WKS_TRY(wks_method_numbers(&at->data, trials_name, false, at->arena, &trials, err));
    }
    if (weight_name != NULL) {
        WKS_TRY(
            wks_method_numbers(&at->data, weight_name, trials != NULL, at->arena, &weight, err));
    }
    for (size_t i = 0; i < at->data.n_rows; i++) {
        const double n = trials == NULL ? 1 : trials[i];
        if (!(n >= 0)) {
            return fail_count(&at->data, i, trials_name, wks_tr("0 or more", "0 of meer"), err);
        }
        if (!(y[i] >= 0 && y[i] <= n)) {
            return fail_count(&at->data, i, y_name,
                              trials == NULL ? wks_tr("0 or 1", "0 of 1")
                                             : wks_tr("0 up to the respondents of the row",
                                                      "0 tot en met de respondenten van de rij"),
                              err);
        }
        if (weight != NULL && n > 0 && !(weight[i] > 0)) {
            return fail_count(&at->data, i, weight_name,
                              wks_tr("a weight above 0", "een gewicht boven 0"), err);
        }
    }
    const wks_survey_rows rows = {at->data.n_rows, at->data_cell, trials, y, weight};
    at->out->is_weighted = weight != NULL;
    at->out->survey.cells = &at->out->cells;
    return wks_survey_cells_make(&at->out->shape, &rows, at->arena, &at->out->cells, err);
}

static wks_code read_population(reading *at, wks_error *err)
{
    const char *name = wks_arguments_flag(at->call, at->arguments, "residents");
    double *count = NULL;
    double *population = NULL;
    name = name == NULL ? "N" : name;
    WKS_TRY(wks_method_numbers(&at->population, name, false, at->arena, &count, err));
    WKS_TRY(
        wks_arena_take(at->arena, at->out->shape.n_cells, sizeof *population, &population, err));
    for (size_t i = 0; i < at->population.n_rows; i++) {
        if (!(count[i] >= 0)) {
            return fail_count(&at->population, i, name, wks_tr("0 or more", "0 of meer"), err);
        }
        population[at->population_cell[i]] += count[i];
    }
    at->out->survey.population = population;
    return WKS_OK;
}

/* ---- the register file: one value per area ----------------------------------------------------
 */

/* row_of [n_areas] the first row of each area, n_rows when it has none; other rows of an area must
 * say the same in the column. */
static wks_code first_rows(reading *at, const char *column, size_t **row_of, wks_error *err)
{
    const wks_method_data *data = at->register_file;
    const size_t n_areas = at->out->areas.n;
    const char **area = NULL;
    const char **text = NULL;
    WKS_TRY(wks_method_texts(data, at->area_column, at->arena, &area, err));
    WKS_TRY(wks_method_texts(data, column, at->arena, &text, err));
    WKS_TRY(wks_arena_take(at->arena, n_areas, sizeof **row_of, row_of, err));
    for (size_t i = 0; i < n_areas; i++) {
        (*row_of)[i] = data->n_rows;
    }
    for (size_t r = 0; r < data->n_rows; r++) {
        const size_t i = find_code(&at->areas, area[r]);
        if (i == n_areas) {
            continue; /* a register may hold more areas than the population file */
        }
        if ((*row_of)[i] == data->n_rows) {
            (*row_of)[i] = r;
        } else if (strcmp(text[(*row_of)[i]], text[r]) != 0) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: line %zu, column %s: differs from line %zu of the same area",
                       "%s: regel %zu, kolom %s: anders dan regel %zu van hetzelfde "
                       "gebied"),
                data->path, data->line[r], column, data->line[(*row_of)[i]]);
        }
    }
    return WKS_OK;
}

static wks_code read_covariates(reading *at, wks_error *err)
{
    const char *rest = wks_arguments_flag(at->call, at->arguments, "x");
    const size_t n_areas = at->out->areas.n;
    wks_survey *survey = &at->out->survey;
    const char **names = NULL;
    double *covariate = NULL;
    size_t most = 1;
    for (const char *c = rest; c != NULL && *c != 0; c++) {
        most += *c == ',';
    }
    WKS_TRY(wks_arena_take(at->arena, most, sizeof *names, &names, err));
    WKS_TRY(wks_arena_take(at->arena, most * n_areas, sizeof *covariate, &covariate, err));
    while (rest != NULL && *rest != 0) {
        const size_t k = survey->n_covariates;
        double *value = NULL;
        size_t *row_of = NULL;
        WKS_TRY(next_name(&rest, at->arena, &names[k], err));
        WKS_TRY(wks_method_numbers(at->register_file, names[k], true, at->arena, &value, err));
        WKS_TRY(first_rows(at, names[k], &row_of, err));
        for (size_t i = 0; i < n_areas; i++) {
            covariate[k * n_areas + i] =
                row_of[i] < at->register_file->n_rows ? value[row_of[i]] : NAN;
        }
        survey->n_covariates++;
    }
    survey->covariate = covariate;
    survey->covariate_name = names;
    return WKS_OK;
}

static wks_code read_groups(reading *at, wks_error *err)
{
    const char *name = wks_arguments_flag(at->call, at->arguments, "group");
    const size_t n_areas = at->out->areas.n;
    wks_method_mrp_codes *groups = &at->out->groups;
    const char **text = NULL;
    size_t *row_of = NULL;
    size_t *group = NULL;
    if (name == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_texts(at->register_file, name, at->arena, &text, err));
    WKS_TRY(first_rows(at, name, &row_of, err));
    WKS_TRY(wks_arena_take(at->arena, n_areas, sizeof *group, &group, err));
    WKS_TRY(wks_arena_take(at->arena, n_areas, sizeof *groups->text, &groups->text, err));
    for (size_t i = 0; i < n_areas; i++) {
        if (row_of[i] == at->register_file->n_rows || *text[row_of[i]] == 0) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: column %s: area %s has none", "%s: kolom %s: gebied %s heeft er geen"),
                at->register_file->path, name, at->out->areas.text[i]);
        }
        size_t g = 0;
        while (g < groups->n && strcmp(groups->text[g], text[row_of[i]]) != 0) {
            g++;
        }
        if (g == groups->n) {
            groups->text[groups->n++] = text[row_of[i]];
        }
        group[i] = g;
    }
    at->out->survey.group = group;
    at->out->survey.n_groups = groups->n;
    return WKS_OK;
}

static wks_code read_graph(reading *at, wks_error *err)
{
    const char *path = wks_arguments_flag(at->call, at->arguments, "graph");
    const wks_method_areas areas = {at->out->areas.n, at->out->areas.text};
    if (path != NULL) {
        WKS_TRY(wks_method_read_graph(path, &areas, at->arena, &at->out->neighbours, err));
        at->out->survey.neighbours = &at->out->neighbours;
    }
    return WKS_OK;
}

wks_code wks_method_mrp_read(const wks_call *call, const wks_arguments *arguments,
                             wks_method_mrp_input *out, wks_error *err)
{
    reading at = {.call = call, .arguments = arguments, .arena = call->arena, .out = out};
    const char *path = NULL;
    const char *register_path = wks_arguments_flag(call, arguments, "covariates");
    *out = (wks_method_mrp_input){0};
    WKS_TRY(wks_method_flag(call, arguments, "area", &at.area_column, err));
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_read(path, at.arena, &at.data, err));
    WKS_TRY(wks_method_flag(call, arguments, "population", &path, err));
    WKS_TRY(wks_method_read(path, at.arena, &at.population, err));
    at.register_file = &at.population;
    if (register_path != NULL) {
        WKS_TRY(wks_method_read(register_path, at.arena, &at.covariates, err));
        at.register_file = &at.covariates;
    }
    WKS_TRY(read_areas(&at, err));
    WKS_TRY(read_strata(&at, err));
    WKS_TRY(read_respondents(&at, err));
    WKS_TRY(read_population(&at, err));
    WKS_TRY(read_covariates(&at, err));
    WKS_TRY(read_groups(&at, err));
    WKS_TRY(read_graph(&at, err));
    out->survey.shape = &out->shape;
    out->survey.area_name = out->areas.text;
    return WKS_OK;
}
