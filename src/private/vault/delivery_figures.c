/* Figures: one row an area, period, age and sex; the measures that the catalogue uses in columns.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "private/vault/delivery_inside.h"
#include "private/vault/sql_compose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* ---- the plan: which columns ---------------------------------------------------------------- */

typedef struct column_list {
    wks_loading *loading;
    int *columns;
    const char **stems;
    size_t n, room_columns, room_stems;
} column_list;

static wks_code want(column_list *list, const char *stem, wks_error *err)
{
    int at = wks_stage_find_optional(list->loading, stem);
    if (stem == NULL || at < 0) {
        return WKS_OK; /* a column of other years */
    }
    for (size_t i = 0; i < list->n; i++) {
        if (list->columns[i] == at && strcasecmp(list->stems[i], stem) == 0) {
            return WKS_OK;
        }
    }
    wks_arena *arena = list->loading->arena;
    WKS_TRY(wks_arena_grow(arena, &list->columns, list->n, &list->room_columns,
                           sizeof *list->columns, err));
    WKS_TRY(
        wks_arena_grow(arena, &list->stems, list->n, &list->room_stems, sizeof *list->stems, err));
    list->columns[list->n] = at;
    list->stems[list->n++] = stem;
    return WKS_OK;
}

static wks_code want_sets(column_list *list, const wks_measure_columns *sets, size_t n,
                          wks_error *err)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < sets[i].n_stems; k++) {
            WKS_TRY(want(list, sets[i].stems[k], err));
        }
    }
    return WKS_OK;
}

/* Every column that some indicator of the catalogue takes from this source, and its population. */
static wks_code want_measures(column_list *list, const wks_catalogue *catalogue, wks_error *err)
{
    const char *id = list->loading->source->id;
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        for (size_t k = 0; k < catalogue->indicators[i].n_measures; k++) {
            const wks_measure *measure = &catalogue->indicators[i].measures[k];
            bool is_own = strcmp(measure->source, id) == 0;
            if (is_own) {
                WKS_TRY(want_sets(list, measure->numerator, measure->n_numerator, err));
            }
            if (wks_text_equal(measure->denominator_source, id) ||
                (is_own && measure->denominator_source == NULL)) {
                WKS_TRY(want_sets(list, measure->denominator, measure->n_denominator, err));
            }
            if (wks_text_equal(measure->weight_source, id) ||
                (is_own && measure->weight_source == NULL)) {
                WKS_TRY(want(list, measure->weight, err));
            }
        }
    }
    for (size_t i = 0; i < list->loading->source->n_population; i++) {
        WKS_TRY(want(list, list->loading->source->population[i].column, err));
    }
    if (list->n == 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: none of the columns that the catalogue takes from source %s is "
                               "in the file",
                               "%s: geen van de kolommen die de catalogus uit bron %s haalt staat "
                               "in het bestand"),
                        list->loading->file, id);
    }
    return WKS_OK;
}

static wks_code make_plan(wks_loading *loading, const wks_catalogue *catalogue,
                          wks_sql_figures *plan, wks_error *err)
{
    const wks_source *source = loading->source;
    column_list list = {.loading = loading};
    int *filters = NULL;
    *plan = (wks_sql_figures){.source = source,
                              .fixed_period = loading->report->period,
                              .is_decimal_comma = loading->is_decimal_comma,
                              .skip = -1,
                              .margin = -1};
    WKS_TRY(wks_stage_find(loading, source->area.column, &plan->area, err));
    WKS_TRY(wks_stage_find(loading, source->age.column, &plan->age, err));
    WKS_TRY(wks_stage_find(loading, source->sex.column, &plan->sex, err));
    WKS_TRY(wks_stage_find(loading, source->skip_column, &plan->skip, err));
    WKS_TRY(wks_stage_find(loading, source->margin.column, &plan->margin, err));
    plan->name = wks_stage_find_optional(loading, source->area_name);
    plan->period = -1;
    if (loading->report->period == NULL) {
        WKS_TRY(wks_stage_find(loading, source->period.column, &plan->period, err));
    }
    if (plan->period < 0 && plan->fixed_period == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: source %s has no period; say it with --period",
                               "%s: bron %s heeft geen periode; geef die met --period"),
                        loading->file, source->id);
    }
    WKS_TRY(wks_arena_take(loading->arena, source->n_filters, sizeof *filters, &filters, err));
    for (size_t i = 0; i < source->n_filters; i++) {
        WKS_TRY(wks_stage_find(loading, source->filters[i].column, &filters[i], err));
    }
    plan->filters = filters;
    WKS_TRY(want_measures(&list, catalogue, err));
    plan->measure_columns = list.columns;
    plan->measures = list.stems;
    plan->n_measures = list.n;
    return WKS_OK;
}

/* ---- running composed SQL ------------------------------------------------------------------- */

typedef void compose(wks_buffer *sql, const wks_sql_figures *plan);

static wks_code run_composed(wks_loading *loading, compose *composer, const wks_sql_figures *plan,
                             const wks_duck_value *values, size_t n_values, wks_duck_rows *rows,
                             wks_error *err)
{
    wks_buffer sql = {0};
    composer(&sql, plan);
    wks_code code = wks_buffer_check(&sql, err);
    if (code == WKS_OK) {
        code = wks_duck_query(&loading->vault->duck, sql.bytes, values, n_values, rows, err);
    }
    wks_buffer_clear(&sql);
    return code;
}

/* A cell that is neither a number nor one of the source's marks for missing. */
static wks_code refuse_bad_cell(wks_loading *loading, const wks_sql_figures *plan, wks_error *err)
{
    wks_duck_rows rows;
    WKS_TRY(run_composed(loading, wks_sql_bad_figures, plan, NULL, 0, &rows, err));
    wks_code code = WKS_OK;
    if (wks_duck_next(&rows)) {
        size_t measure = (size_t)wks_duck_get_integer(&rows, 1);
        code = wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: row %lld, column %s: expected a number or a mark for missing",
                               "%s: rij %lld, kolom %s: verwacht een getal of een teken voor "
                               "ontbrekend"),
                        loading->file, (long long)wks_duck_get_integer(&rows, 0),
                        loading->columns[plan->measure_columns[measure]]);
    }
    wks_duck_close_rows(&rows);
    return code;
}

/* ---- names to codes ------------------------------------------------------------------------- */

typedef struct named_area {
    const char *folded;
    const char *code;
} named_area;

static wks_code fold(wks_arena *arena, const char *name, const char **out, wks_error *err)
{
    char *folded = NULL;
    WKS_TRY(wks_arena_take(arena, strlen(name) + 1, 1, &folded, err));
    wks_text_fold(name, folded);
    *out = folded;
    return WKS_OK;
}

/* Column 0 of rows folded, with column `code` (or itself); closes rows. */
static wks_code read_names(wks_loading *loading, wks_duck_rows *rows, size_t name_column,
                           size_t code_column, named_area **out, size_t *n, wks_error *err)
{
    named_area *list = NULL;
    size_t room = 0;
    wks_code code = WKS_OK;
    *n = 0;
    while (code == WKS_OK && wks_duck_next(rows)) {
        const char *name = wks_duck_get_text(rows, name_column, loading->arena);
        if (name == NULL) {
            code = wks_arena_fail(err);
            break;
        }
        code = wks_arena_grow(loading->arena, &list, *n, &room, sizeof *list, err);
        if (code == WKS_OK) {
            list[*n].code = wks_duck_get_text(rows, code_column, loading->arena);
            code = list[*n].code == NULL ? wks_arena_fail(err)
                                         : fold(loading->arena, name, &list[*n].folded, err);
            (*n)++;
        }
    }
    wks_duck_close_rows(rows);
    *out = list;
    return code;
}

static const char *code_for_name(const wks_source *source, const named_area *gemeenten, size_t n,
                                 const char *folded)
{
    for (size_t i = 0; i < source->n_area_alias; i++) {
        if (strcmp(source->area_alias[i].from, folded) == 0) {
            return source->area_alias[i].to;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(gemeenten[i].folded, folded) == 0) {
            return gemeenten[i].code;
        }
    }
    return NULL;
}

/* A name means a gemeente only together with the edition. */
static wks_code names_to_codes(wks_loading *loading, wks_error *err)
{
    const wks_duck_value edition[] = {wks_duck_integer(loading->report->edition)};
    wks_duck_rows rows;
    named_area *gemeenten = NULL;
    named_area *names = NULL;
    size_t n_gemeenten = 0;
    size_t n_names = 0;
    WKS_TRY(wks_vault_query(loading->vault, "gemeente_names.sql", edition, 1, &rows, err));
    WKS_TRY(read_names(loading, &rows, 1, 0, &gemeenten, &n_gemeenten, err));
    WKS_TRY(wks_vault_query(loading->vault, "marked_names.sql", NULL, 0, &rows, err));
    WKS_TRY(read_names(loading, &rows, 0, 0, &names, &n_names, err));
    WKS_TRY(wks_vault_run(loading->vault, "name_code_table.sql", NULL, 0, err));
    wks_duck_appender appender;
    WKS_TRY(wks_duck_append_open(&loading->vault->duck, "name_code", &appender, err));
    for (size_t i = 0; i < n_names; i++) {
        const char *code = code_for_name(loading->source, gemeenten, n_gemeenten, names[i].folded);
        if (code != NULL) {
            wks_duck_append_text(&appender, names[i].code); /* the name as the file has it */
            wks_duck_append_text(&appender, code);
            wks_duck_append_end(&appender);
        }
    }
    WKS_TRY(wks_duck_append_close(&appender, err));
    return wks_vault_run(loading->vault, "names_to_codes.sql", NULL, 0, err);
}

/* ---- the steps ------------------------------------------------------------------------------ */

static wks_code count_rows(wks_loading *loading, wks_error *err)
{
    wks_duck_rows rows;
    wks_code code = WKS_OK;
    WKS_TRY(wks_vault_query(loading->vault, "marked_counts.sql", NULL, 0, &rows, err));
    if (wks_duck_next(&rows)) {
        loading->report->n_rows = wks_duck_get_integer(&rows, 0);
        loading->report->n_skipped = wks_duck_get_integer(&rows, 1);
        loading->report->n_rest = wks_duck_get_integer(&rows, 2);
        if (wks_duck_get_integer(&rows, 3) > 0) {
            code = wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: row %lld, column %s: expected a year such as 2020 or "
                       "2020JJ00",
                       "%s: rij %lld, kolom %s: verwacht een jaar zoals 2020 of "
                       "2020JJ00"),
                loading->file, (long long)wks_duck_get_integer(&rows, 4),
                loading->source->period.column == NULL ? "-" : loading->source->period.column);
        }
    }
    wks_duck_close_rows(&rows);
    if (code == WKS_OK && loading->report->n_rest > 0 && !loading->source->has_rest_row) {
        code = wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: %lld rows have no area in column %s",
                               "%s: %lld rijen hebben geen gebied in kolom %s"),
                        loading->file, (long long)loading->report->n_rest,
                        loading->source->area.column);
    }
    return code;
}

/* The year of the areas, when neither the request nor the source says another. */
static int edition_wanted(const wks_loading *loading)
{
    if (loading->request->edition != 0) {
        return loading->request->edition;
    }
    return wks_source_edition(loading->source,
                              loading->report->period == NULL ? "" : loading->report->period);
}

/* One area of a file that defines them.  KWB names the gemeente in the rows of its wijken and
 * buurten: their own names come with the borders, and until then their code stands in. */
static wks_code define_area(wks_loading *loading, wks_duck_rows *rows, wks_duck_appender *areas,
                            wks_error *err)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    const char *area = wks_duck_get_text(rows, 0, loading->arena);
    const char *name = wks_duck_get_text(rows, 1, loading->arena);
    if (area == NULL || name == NULL) {
        return wks_arena_fail(err);
    }
    if (!wks_area_code_read((wks_span){area, strlen(area)}, code, &level)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: row %lld, column %s: expected a CBS area code such as GM0153, "
                               "WK015301 or BU01530100",
                               "%s: rij %lld, kolom %s: verwacht een CBS-gebiedscode zoals GM0153, "
                               "WK015301 of BU01530100"),
                        loading->file, (long long)wks_duck_get_integer(rows, 2),
                        loading->source->area.column);
    }
    wks_loading_add_area(loading, areas, code, level,
                         name[0] == 0 || level > WKS_LEVEL_GEMEENTE ? code : name);
    return WKS_OK;
}

static wks_code define_areas(wks_loading *loading, wks_error *err)
{
    wks_duck_rows rows;
    wks_duck_appender areas;
    WKS_TRY(wks_loading_open_areas(loading, &areas, err));
    wks_code code = wks_vault_query(loading->vault, "marked_areas.sql", NULL, 0, &rows, err);
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = define_area(loading, &rows, &areas, err);
    }
    wks_duck_close_rows(&rows);
    if (code != WKS_OK) {
        wks_duck_append_drop(&areas);
        return code;
    }
    return wks_loading_close_areas(loading, &areas, err);
}

static wks_code place_areas(wks_loading *loading, wks_error *err)
{
    int wanted = edition_wanted(loading);
    if (loading->source->defines_areas) {
        loading->report->edition = wanted;
        loading->report->wanted_edition = wanted;
        return define_areas(loading, err);
    }
    WKS_TRY(wks_loading_choose_edition(loading, wanted, err));
    return loading->source->is_area_by_name ? names_to_codes(loading, err) : WKS_OK;
}

static wks_code refuse_repeated(wks_loading *loading, wks_error *err)
{
    wks_duck_rows rows;
    wks_code code = WKS_OK;
    WKS_TRY(wks_vault_query(loading->vault, "marked_repeated.sql", NULL, 0, &rows, err));
    if (wks_duck_next(&rows)) {
        code =
            wks_fail(err, WKS_E_FORMAT,
                     wks_tr("%s: row %lld repeats the area, period, age and sex of a row before it",
                            "%s: rij %lld herhaalt gebied, periode, leeftijd en geslacht van een "
                            "eerdere rij"),
                     loading->file, (long long)wks_duck_get_integer(&rows, 0));
    }
    wks_duck_close_rows(&rows);
    return code;
}

wks_code wks_load_figures(wks_loading *loading, const wks_catalogue *catalogue, wks_error *err)
{
    wks_sql_figures plan;
    wks_duck_rows rows;
    WKS_TRY(make_plan(loading, catalogue, &plan, err));
    WKS_TRY(run_composed(loading, wks_sql_mark_figures, &plan, NULL, 0, &rows, err));
    wks_duck_close_rows(&rows);
    WKS_TRY(count_rows(loading, err));
    WKS_TRY(refuse_bad_cell(loading, &plan, err));
    WKS_TRY(place_areas(loading, err));
    WKS_TRY(refuse_repeated(loading, err));
    const wks_duck_value edition[] = {wks_duck_integer(loading->report->edition)};
    WKS_TRY(wks_vault_query(loading->vault, "marked_unknown.sql", edition, 1, &rows, err));
    wks_code code = wks_loading_note_unknown(loading, &rows, err);
    wks_duck_close_rows(&rows);
    const wks_load_report *report = loading->report;
    WKS_TRY(code);
    if (report->n_rows > 0 && report->n_unknown >= report->n_rows - report->n_rest) {
        return wks_loading_refuse_unknown(loading, err);
    }
    const wks_duck_value values[] = {wks_duck_integer(loading->number),
                                     wks_duck_text(loading->source->id),
                                     wks_duck_integer(loading->report->edition)};
    WKS_TRY(run_composed(loading, wks_sql_insert_figures, &plan, values, 3, &rows, err));
    wks_duck_close_rows(&rows);
    return wks_vault_run(loading->vault, "replace_figures.sql", values, 2, err);
}
