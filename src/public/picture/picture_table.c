/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_table.h"

#include "base/text.h"
#include "public/picture/picture_query.h"
#include "public/picture/verdict_json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where texts of rows go; a text that could not be kept is noticed once a row. */
typedef struct keeper {
    wks_arena *arena;
    bool is_out_of_memory;
} keeper;

static const char *keep(keeper *at, wks_query *row, int column)
{
    const char *text = wks_query_text(row, column);
    const char *kept = text == NULL ? NULL : wks_arena_text(at->arena, text);
    at->is_out_of_memory = at->is_out_of_memory || (text != NULL && kept == NULL);
    return kept;
}

static wks_code check(const keeper *at, wks_error *err)
{
    return at->is_out_of_memory ? wks_arena_fail(err) : WKS_OK;
}

/* Fills one item of a list from the present row. */
typedef void read_item(keeper *at, wks_query *row, void *item);

/* All rows of a query as an array of items of size bytes. */
static wks_code read_list(wks_query *row, wks_arena *arena, size_t size, read_item *read_one,
                          void *out, size_t *n, wks_error *err)
{
    keeper at = {.arena = arena};
    char *list = NULL;
    size_t room = 0;
    *n = 0;
    for (bool has_row = true; has_row;) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (has_row) {
            WKS_TRY(wks_arena_grow(arena, &list, *n, &room, size, err));
            read_one(&at, row, list + *n * size);
            WKS_TRY(check(&at, err));
            *n += 1;
        }
    }
    memcpy(out, &list, sizeof list);
    return WKS_OK;
}

/* ---- descriptions -------------------------------------------------------------------------- */

wks_code wks_picture_table_release(wks_picture *picture, int64_t release, wks_arena *arena,
                                   wks_table_release *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_RELEASE, release);
    keeper at = {.arena = arena};
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_STORE, "release %lld has gone", (long long)release);
    }
    *out = (wks_table_release){.id = keep(&at, row, 0),
                               .released_on = keep(&at, row, 1),
                               .is_invented = wks_query_integer(row, 2) != 0,
                               .region_code = keep(&at, row, 3),
                               .region_name = keep(&at, row, 4)};
    wks_query_reset(row);
    return check(&at, err);
}

wks_code wks_picture_table_publisher(wks_picture *picture, int64_t release, wks_arena *arena,
                                     wks_table_publisher *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_PUBLISHER, release);
    keeper at = {.arena = arena};
    bool has_row = false;
    *out = (wks_table_publisher){0};
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (has_row) {
        *out = (wks_table_publisher){keep(&at, row, 0), keep(&at, row, 1), keep(&at, row, 2)};
        wks_query_reset(row);
    }
    return check(&at, err);
}

static void read_id(keeper *at, wks_query *row, void *item)
{
    *(const char **)item = keep(at, row, 1);
}

wks_code wks_picture_table_releases(wks_picture *picture, int64_t release, wks_arena *arena,
                                    const char ***out, size_t *n, wks_error *err)
{
    return read_list(wks_picture_query_start(picture, WKS_PICTURE_RELEASES, release), arena,
                     sizeof **out, read_id, out, n, err);
}

static void read_indicator(keeper *at, wks_query *row, void *item)
{
    *(wks_table_indicator *)item = (wks_table_indicator){
        .number = wks_query_integer(row, 0),
        .id = keep(at, row, 1),
        .code = keep(at, row, 2),
        .name = keep(at, row, 3),
        .theme = keep(at, row, 5),
        .unit = keep(at, row, 6),
        .decimals = (int)wks_query_integer(row, 7),
        .population = keep(at, row, 8),
        .numerator = keep(at, row, 9),
        .denominator = keep(at, row, 10),
        .note = keep(at, row, 11),
        .definition = keep(at, row, 19),
    };
}

wks_code wks_picture_table_indicators(wks_picture *picture, int64_t release, wks_arena *arena,
                                      wks_table_indicator **out, size_t *n, wks_error *err)
{
    return read_list(wks_picture_query_start(picture, WKS_PICTURE_INDICATORS, release), arena,
                     sizeof **out, read_indicator, out, n, err);
}

static void read_area(keeper *at, wks_query *row, void *item)
{
    *(wks_table_area *)item = (wks_table_area){
        .code = keep(at, row, 0),
        .name = keep(at, row, 1),
        .level = keep(at, row, 2),
        .parent = keep(at, row, 3),
        .editions = keep(at, row, 4),
    };
}

wks_code wks_picture_table_areas(wks_picture *picture, int64_t release, wks_arena *arena,
                                 wks_table_area **out, size_t *n, wks_error *err)
{
    return read_list(wks_picture_query_start(picture, WKS_PICTURE_AREAS, release), arena,
                     sizeof **out, read_area, out, n, err);
}

static void read_source(keeper *at, wks_query *row, void *item)
{
    *(wks_table_source *)item = (wks_table_source){
        .id = keep(at, row, 0),
        .name = keep(at, row, 1),
        .owner = keep(at, row, 2),
        .licence = keep(at, row, 3),
        .website = keep(at, row, 4),
        .note = keep(at, row, 6),
    };
}

wks_code wks_picture_table_sources(wks_picture *picture, int64_t release, wks_arena *arena,
                                   wks_table_source **out, size_t *n, wks_error *err)
{
    return read_list(wks_picture_query_start(picture, WKS_PICTURE_SOURCES, release), arena,
                     sizeof **out, read_source, out, n, err);
}

/* ---- what there is ------------------------------------------------------------------------- */

static void read_series(keeper *at, wks_query *row, void *item)
{
    *(wks_table_series *)item = (wks_table_series){
        .number = wks_query_integer(row, 0),
        .breakdown = keep(at, row, 1),
        .breakdown_name = keep(at, row, 2),
        .level = keep(at, row, 3),
        .period = keep(at, row, 4),
    };
}

wks_code wks_picture_table_offer(wks_picture *picture, int64_t release, const char *indicator,
                                 wks_arena *arena, wks_table_offer *out, wks_error *err)
{
    wks_table_indicator *all = NULL;
    size_t n = 0;
    size_t i = 0;
    *out = (wks_table_offer){0};
    WKS_TRY(wks_picture_table_indicators(picture, release, arena, &all, &n, err));
    while (i < n && strcmp(all[i].id, indicator) != 0) {
        i++;
    }
    if (i == n) {
        return wks_fail(err, WKS_E_NOT_FOUND, "Deze indicator bestaat niet in deze uitgave.");
    }
    out->indicator = all[i];
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_TABLE_SERIES, release);
    wks_query_bind_integer(row, 2, all[i].number);
    return read_list(row, arena, sizeof *out->series, read_series, &out->series, &out->n_series,
                     err);
}

static void read_latest(keeper *at, wks_query *row, void *item)
{
    *(wks_table_latest *)item = (wks_table_latest){
        .indicator = keep(at, row, 1),
        .breakdown = keep(at, row, 3),
        .period = keep(at, row, 4),
        .is_default = wks_query_integer(row, 2) == 0,
    };
}

wks_code wks_picture_table_latest(wks_picture *picture, int64_t release, const char *level,
                                  wks_arena *arena, wks_table_latest **out, size_t *n,
                                  wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_LATEST_PERIODS, release);
    wks_query_bind_text(row, 2, level);
    return read_list(row, arena, sizeof **out, read_latest, out, n, err);
}

/* ---- the lists of a table ------------------------------------------------------------------ */

static bool is_chosen(const wks_table_series *series, const wks_table_choice *choice)
{
    return (choice->level == NULL || strcmp(choice->level, series->level) == 0) &&
           (choice->period == NULL || strcmp(choice->period, series->period) == 0) &&
           (choice->breakdown == NULL || strcmp(choice->breakdown, series->breakdown) == 0);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t find_period(const wks_table *table, const char *period)
{
    size_t i = 0;
    while (i < table->n_periods && strcmp(table->periods[i], period) != 0) {
        i++;
    }
    return i;
}

static size_t find_breakdown(const wks_table *table, const char *id)
{
    size_t i = 0;
    while (i < table->n_breakdowns && strcmp(table->breakdowns[i].id, id) != 0) {
        i++;
    }
    return i;
}

/* The periods and breakdowns of the series that were chosen. */
static wks_code list_series(const wks_table_offer *offer, wks_table *table, wks_arena *arena,
                            wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, offer->n_series, sizeof *table->periods, &table->periods, err));
    WKS_TRY(
        wks_arena_take(arena, offer->n_series, sizeof *table->breakdowns, &table->breakdowns, err));
    for (size_t i = 0; i < offer->n_series; i++) {
        const wks_table_series *series = &offer->series[i];
        if (!is_chosen(series, &table->choice)) {
            continue;
        }
        if (find_period(table, series->period) == table->n_periods) {
            table->periods[table->n_periods++] = series->period;
        }
        if (find_breakdown(table, series->breakdown) == table->n_breakdowns) {
            table->breakdowns[table->n_breakdowns++] =
                (wks_table_label){series->breakdown, series->breakdown_name};
        }
    }
    qsort(table->periods, table->n_periods, sizeof *table->periods, compare_texts);
    return WKS_OK;
}

static bool has_level(const wks_table_offer *offer, const wks_table_choice *choice,
                      const char *level)
{
    for (size_t i = 0; i < offer->n_series; i++) {
        if (is_chosen(&offer->series[i], choice) && strcmp(offer->series[i].level, level) == 0) {
            return true;
        }
    }
    return false;
}

/* The areas of the levels that were chosen. */
static wks_code list_areas(wks_picture *picture, int64_t release, const wks_table_offer *offer,
                           wks_table *table, wks_arena *arena, wks_error *err)
{
    size_t n = 0;
    WKS_TRY(wks_picture_table_areas(picture, release, arena, &table->areas, &n, err));
    const char *level = ""; /* areas come by level: each is looked up once */
    bool is_wanted = false;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(level, table->areas[i].level) != 0) {
            level = table->areas[i].level;
            is_wanted = has_level(offer, &table->choice, level);
        }
        if (is_wanted) {
            table->areas[table->n_areas++] = table->areas[i];
        }
    }
    return WKS_OK;
}

static void read_break(keeper *at, wks_query *row, void *item)
{
    *(wks_table_label *)item = (wks_table_label){keep(at, row, 0), keep(at, row, 1)};
}

static wks_code list_breaks(wks_picture *picture, int64_t release, wks_table *table,
                            wks_arena *arena, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_BREAKS, release);
    wks_query_bind_integer(row, 2, table->indicator.number);
    return read_list(row, arena, sizeof *table->breaks, read_break, &table->breaks,
                     &table->n_breaks, err);
}

/* ---- rows ---------------------------------------------------------------------------------- */

/* What is empty holds no number, whatever the store says. */
static wks_code read_value(wks_query *row, wks_value *out, wks_error *err)
{
    const char *code = wks_query_text(row, 4);
    wks_status status = WKS_STATUS_NOT_DELIVERED;
    if (code != NULL && !wks_status_parse(code, &status)) {
        return wks_fail(err, WKS_E_STORE, "value: a status that this version does not know");
    }
    *out = wks_value_empty(status);
    if (wks_status_has_number(status)) {
        out->value = wks_query_number(row, 1);
        out->lower = wks_query_number(row, 2);
        out->upper = wks_query_number(row, 3);
    }
    return WKS_OK;
}

static wks_code read_row(keeper *at, wks_query *row, wks_table_row *out, wks_error *err)
{
    WKS_TRY(read_value(row, &out->value, err));
    const bool has_value = !isnan(out->value.value);
    const wks_read_verdict verdict = wks_verdict_json_read(row, 7, has_value);
    out->method =
        wks_verdict_word_find(WKS_WORDS_METHOD, has_value ? wks_query_text(row, 5) : NULL);
    out->flags = keep(at, row, 6);
    out->flags = out->flags == NULL ? "" : out->flags;
    out->verdict = verdict.label;
    out->reason = verdict.reason;
    out->difference = has_value ? verdict.difference : NAN;
    out->difference_lower = has_value ? verdict.lower : NAN;
    out->difference_upper = has_value ? verdict.upper : NAN;
    return check(at, err);
}

/* The area of the present row, at or after *area: rows come in the order of the areas. */
static wks_code find_area(const wks_table *table, wks_query *row, size_t *area, wks_error *err)
{
    const char *code = wks_query_text(row, 0);
    while (*area < table->n_areas && !wks_text_equal(table->areas[*area].code, code)) {
        *area += 1;
    }
    return *area < table->n_areas
               ? WKS_OK
               : wks_fail(err, WKS_E_STORE, "value: an area that the level does not have");
}

static wks_code read_rows(wks_picture *picture, int64_t release, const wks_table_series *series,
                          wks_arena *arena, size_t *room, wks_table *table, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SERIES_VALUES, release);
    wks_query_bind_integer(row, 2, series->number);
    keeper at = {.arena = arena};
    size_t area = 0;
    for (bool has_row = true; has_row;) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        WKS_TRY(find_area(table, row, &area, err));
        WKS_TRY(wks_arena_grow(arena, &table->rows, table->n_rows, room, sizeof *table->rows, err));
        wks_table_row *out = &table->rows[table->n_rows++];
        out->area = area;
        out->period = find_period(table, series->period);
        out->breakdown = find_breakdown(table, series->breakdown);
        WKS_TRY(read_row(&at, row, out, err));
    }
    return WKS_OK;
}

/* ---- whose figures ------------------------------------------------------------------------- */

static wks_code mark_sources(wks_picture *picture, int64_t release, int64_t series,
                             const wks_table *table, bool *is_used, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_TABLE_SOURCES, release);
    wks_query_bind_integer(row, 2, series);
    for (bool has_row = true; has_row;) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        for (size_t i = 0; has_row && i < table->n_sources; i++) {
            is_used[i] = is_used[i] || wks_text_equal(table->sources[i].id, wks_query_text(row, 0));
        }
    }
    return WKS_OK;
}

static wks_code list_sources(wks_picture *picture, int64_t release, const wks_table_offer *offer,
                             wks_table *table, wks_arena *arena, wks_error *err)
{
    bool *is_used = NULL;
    WKS_TRY(wks_picture_table_sources(picture, release, arena, &table->sources, &table->n_sources,
                                      err));
    WKS_TRY(wks_arena_take(arena, table->n_sources, sizeof *is_used, &is_used, err));
    for (size_t i = 0; i < offer->n_series; i++) {
        if (is_chosen(&offer->series[i], &table->choice)) {
            WKS_TRY(mark_sources(picture, release, offer->series[i].number, table, is_used, err));
        }
    }
    size_t n = 0;
    for (size_t i = 0; i < table->n_sources; i++) {
        if (is_used[i]) {
            table->sources[n++] = table->sources[i];
        }
    }
    table->n_sources = n;
    return WKS_OK;
}

wks_code wks_picture_table_owners(wks_picture *picture, int64_t release,
                                  const wks_table_offer *offer, wks_arena *arena,
                                  wks_table_source **out, size_t *n, wks_error *err)
{
    wks_table whole = {0};
    WKS_TRY(list_sources(picture, release, offer, &whole, arena, err));
    *out = whole.sources;
    *n = whole.n_sources;
    return WKS_OK;
}

wks_code wks_picture_table_read(wks_picture *picture, int64_t release, const wks_table_offer *offer,
                                const wks_table_choice *choice, wks_arena *arena, wks_table *out,
                                wks_error *err)
{
    *out = (wks_table){.indicator = offer->indicator, .choice = *choice};
    WKS_TRY(wks_picture_table_release(picture, release, arena, &out->release, err));
    WKS_TRY(list_series(offer, out, arena, err));
    WKS_TRY(list_areas(picture, release, offer, out, arena, err));
    WKS_TRY(list_breaks(picture, release, out, arena, err));
    WKS_TRY(list_sources(picture, release, offer, out, arena, err));
    size_t room = 0;
    for (size_t i = 0; i < offer->n_series; i++) {
        if (is_chosen(&offer->series[i], choice)) {
            WKS_TRY(read_rows(picture, release, &offer->series[i], arena, &room, out, err));
        }
    }
    return WKS_OK;
}
