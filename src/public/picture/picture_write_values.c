/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/class_bounds.h"
#include "public/picture/publishing.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

typedef struct value_writer {
    wks_publishing *publishing;
    wks_query *add_series, *add_value, *add_bound;
    wks_verdict_writer verdicts;
    int64_t series;    /* number of the last one written */
    int64_t indicator; /* number of the present one */
} value_writer;

/* ---- indicators -------------------------------------------------------------------------------
 */

static const char *direction_words(wks_direction direction)
{
    static const char *const words[] = {[WKS_NEUTRAL] = "neutraal",
                                        [WKS_LOWER_IS_BETTER] = "lager",
                                        [WKS_HIGHER_IS_BETTER] = "hoger"};
    return words[direction];
}

static const char *text_or_empty(const char *text)
{
    return text == NULL ? "" : text;
}

static wks_code write_indicator(value_writer *writer, const wks_released_value *first,
                                wks_error *err)
{
    const wks_indicator *indicator = first->indicator;
    wks_query *query = NULL;
    WKS_TRY(wks_publishing_open(writer->publishing, "add_indicator.sql", &query, err));
    wks_query_bind_integer(query, 1, writer->publishing->release);
    wks_query_bind_integer(query, 2, writer->indicator);
    const char *const texts[] = {indicator->id,      indicator->code,  indicator->dutch,
                                 indicator->english, indicator->theme, indicator->unit};
    for (int i = 0; i < 6; i++) {
        wks_query_bind_text(query, 3 + i, text_or_empty(texts[i]));
    }
    wks_query_bind_integer(query, 9, indicator->decimals);
    wks_query_bind_text(query, 10, text_or_empty(indicator->population));
    wks_query_bind_text(query, 11, text_or_empty(indicator->numerator));
    wks_query_bind_text(query, 12, text_or_empty(indicator->denominator));
    wks_query_bind_text(query, 13, text_or_empty(indicator->note));
    wks_query_bind_text(query, 14, direction_words(indicator->direction));
    wks_query_bind_text(query, 15, indicator->direction_owner);
    wks_query_bind_integer(query, 16, indicator->may_compare);
    wks_query_bind_integer(query, 17, indicator->may_trend);
    wks_query_bind_integer(query, 18, indicator->may_effect);
    wks_query_bind_text(query, 19, first->source->id);
    wks_query_bind_text(query, 20, indicator->definition);
    wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    return code;
}

static wks_code write_breakdowns(value_writer *writer, const wks_indicator *indicator,
                                 wks_error *err)
{
    wks_query *query = NULL;
    wks_code code = wks_publishing_open(writer->publishing, "add_breakdown.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < indicator->n_breakdowns; i++) {
        wks_query_bind_integer(query, 1, writer->publishing->release);
        wks_query_bind_integer(query, 2, writer->indicator);
        wks_query_bind_integer(query, 3, (int64_t)i);
        wks_query_bind_text(query, 4, indicator->breakdowns[i].id);
        wks_query_bind_text(query, 5, text_or_empty(indicator->breakdowns[i].dutch));
        wks_query_bind_text(query, 6, text_or_empty(indicator->breakdowns[i].english));
        code = wks_query_run(query, err);
    }
    wks_query_close(query);
    return code;
}

static wks_code write_breaks(value_writer *writer, const wks_indicator *indicator, wks_error *err)
{
    wks_query *query = NULL;
    wks_code code = wks_publishing_open(writer->publishing, "add_break.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < indicator->n_breaks; i++) {
        wks_query_bind_integer(query, 1, writer->publishing->release);
        wks_query_bind_integer(query, 2, writer->indicator);
        wks_query_bind_text(query, 3, indicator->breaks[i].period);
        wks_query_bind_text(query, 4, text_or_empty(indicator->breaks[i].dutch));
        wks_query_bind_text(query, 5, text_or_empty(indicator->breaks[i].english));
        code = wks_query_run(query, err);
    }
    wks_query_close(query);
    return code;
}

/* Only themes with an indicator in this release, in the order of the catalogue. */
static wks_code write_themes(wks_publishing *publishing, wks_error *err)
{
    const wks_catalogue *catalogue = publishing->publication->catalogue;
    wks_query *query = NULL;
    wks_code code = wks_publishing_open(publishing, "add_theme.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < catalogue->n_themes; i++) {
        bool is_used = false;
        for (size_t k = 0; k < wks_released_count(publishing->released) && !is_used; k++) {
            const wks_released_value *value = wks_released_at(publishing->released, k);
            is_used = strcmp(value->indicator->theme, catalogue->themes[i].id) == 0;
        }
        if (!is_used) {
            continue;
        }
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_integer(query, 2, (int64_t)i);
        wks_query_bind_text(query, 3, catalogue->themes[i].id);
        wks_query_bind_text(query, 4, catalogue->themes[i].dutch);
        wks_query_bind_text(query, 5, catalogue->themes[i].english);
        code = wks_query_run(query, err);
    }
    wks_query_close(query);
    return code;
}

/* ---- one series --------------------------------------------------------------------------------
 */

static bool is_same_series(const wks_released_value *a, const wks_released_value *b)
{
    return a->indicator == b->indicator && a->breakdown == b->breakdown && a->level == b->level &&
           strcmp(a->period, b->period) == 0;
}

static int edition_of(const wks_publication *publication, int delivery)
{
    for (size_t i = 0; i < publication->n_deliveries; i++) {
        if (publication->deliveries[i].number == delivery) {
            return publication->deliveries[i].edition;
        }
    }
    return 0;
}

/* Why an area of the level has no value in a series whose delivery is of edition. */
static wks_status reason_for_none(const value_writer *writer, const wks_published_area *area,
                                  int edition)
{
    if (area->newest->level < WKS_LEVEL_GEMEENTE) {
        return WKS_STATUS_NOT_DELIVERED;
    }
    for (size_t i = 0; i < area->n_editions; i++) {
        if (writer->publishing->publication->areas[area->first + i].edition == edition) {
            return WKS_STATUS_NOT_DELIVERED;
        }
    }
    return WKS_STATUS_BOUNDARY;
}

static wks_code write_value(value_writer *writer, int64_t area, const wks_released_value *released,
                            wks_status reason, wks_error *err)
{
    const wks_value empty = wks_value_empty(reason);
    const wks_value *value = released == NULL ? &empty : &released->value;
    wks_query *query = writer->add_value;
    wks_query_bind_integer(query, 1, writer->series);
    wks_query_bind_integer(query, 2, area);
    wks_query_bind_number(query, 3, value->value);
    wks_query_bind_number(query, 4, value->lower);
    wks_query_bind_number(query, 5, value->upper);
    wks_query_bind_text(query, 6, wks_status_code(value->status));
    wks_query_bind_text(
        query, 7, wks_decision_code(released == NULL ? WKS_DECISION_NONE : released->decision));
    if (released != NULL && released->delivery > 0) {
        wks_query_bind_integer(query, 8, released->delivery);
        wks_query_bind_text(query, 9, released->rows);
    }
    char flags[WKS_FLAGS_TEXT_SIZE] = "";
    if (released != NULL) {
        if (released->method != WKS_METHOD_NONE) {
            wks_query_bind_text(query, 10,
                                wks_verdict_word_at(WKS_WORDS_METHOD, released->method)->code);
        }
        wks_verdict_flags_text(released->flags, flags);
    }
    wks_query_bind_text(query, 11, flags);
    writer->publishing->n_values++;
    WKS_TRY(wks_query_run(query, err));
    return released == NULL || released->verdict == NULL
               ? WKS_OK
               : wks_verdict_writer_verdict(&writer->verdicts, writer->series, area,
                                            released->verdict, err);
}

static wks_code write_series(value_writer *writer, size_t first, size_t n, wks_error *err)
{
    wks_publishing *publishing = writer->publishing;
    const wks_released_value *head = wks_released_at(publishing->released, first);
    const int edition = edition_of(publishing->publication, head->delivery);
    wks_query *query = writer->add_series;
    writer->series++;
    wks_query_bind_integer(query, 1, writer->series);
    wks_query_bind_integer(query, 2, publishing->release);
    wks_query_bind_integer(query, 3, writer->indicator);
    wks_query_bind_integer(query, 4, (int64_t)head->breakdown);
    wks_query_bind_text(query, 5, wks_level_id(head->level));
    wks_query_bind_text(query, 6, head->period);
    WKS_TRY(wks_query_run(query, err));
    WKS_TRY(wks_verdict_writer_test(&writer->verdicts, writer->series, head, err));
    /* areas and released values are both sorted by code: walk them together */
    size_t at = first;
    for (size_t i = 0; i < publishing->n_areas; i++) {
        const wks_published_area *area = &publishing->areas[i];
        if (area->newest->level != head->level) {
            continue;
        }
        while (at < first + n &&
               strcmp(wks_released_at(publishing->released, at)->area, area->newest->code) < 0) {
            at++;
        }
        const wks_released_value *own =
            at < first + n ? wks_released_at(publishing->released, at) : NULL;
        if (own != NULL && strcmp(own->area, area->newest->code) != 0) {
            own = NULL;
        }
        WKS_TRY(
            write_value(writer, (int64_t)i + 1, own, reason_for_none(writer, area, edition), err));
    }
    return WKS_OK;
}

/* ---- class bounds ------------------------------------------------------------------------------
 */

static wks_code write_bounds(value_writer *writer, size_t first, size_t n, wks_level level,
                             wks_error *err)
{
    wks_publishing *publishing = writer->publishing;
    const wks_indicator *indicator = wks_released_at(publishing->released, first)->indicator;
    double *values = NULL;
    size_t n_values = 0;
    double bounds[WKS_N_CLASS_BOUNDS];
    WKS_TRY(wks_arena_take(publishing->arena, n, sizeof *values, &values, err));
    for (size_t i = first; i < first + n; i++) {
        const wks_released_value *value = wks_released_at(publishing->released, i);
        if (value->level == level && value->breakdown == 0 && !isnan(value->value.value)) {
            values[n_values++] = value->value.value;
        }
    }
    const size_t n_bounds = wks_class_bounds(values, n_values, indicator->decimals, bounds);
    for (size_t i = 0; i < n_bounds; i++) {
        wks_query_bind_integer(writer->add_bound, 1, publishing->release);
        wks_query_bind_integer(writer->add_bound, 2, writer->indicator);
        wks_query_bind_text(writer->add_bound, 3, wks_level_id(level));
        wks_query_bind_integer(writer->add_bound, 4, (int64_t)i);
        wks_query_bind_number(writer->add_bound, 5, bounds[i]);
        WKS_TRY(wks_query_run(writer->add_bound, err));
    }
    return WKS_OK;
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

static wks_code write_one_indicator(value_writer *writer, size_t first, size_t n, wks_error *err)
{
    const wks_released *released = writer->publishing->released;
    const wks_released_value *head = wks_released_at(released, first);
    writer->indicator++;
    wks_publishing *publishing = writer->publishing;
    WKS_TRY(wks_arena_grow(publishing->arena, &publishing->indicators, publishing->n_indicators,
                           &publishing->indicators_room, sizeof(const wks_indicator *), err));
    publishing->indicators[publishing->n_indicators++] =
        wks_released_at(publishing->released, first)->indicator;
    WKS_TRY(write_indicator(writer, head, err));
    WKS_TRY(write_breakdowns(writer, head->indicator, err));
    WKS_TRY(write_breaks(writer, head->indicator, err));
    for (size_t i = first; i < first + n;) {
        size_t end = i + 1;
        while (end < first + n &&
               is_same_series(wks_released_at(released, i), wks_released_at(released, end))) {
            end++;
        }
        WKS_TRY(write_series(writer, i, end - i, err));
        i = end;
    }
    for (wks_level level = WKS_LEVEL_GEMEENTE; level < WKS_N_LEVELS; level++) {
        WKS_TRY(write_bounds(writer, first, n, level, err));
    }
    return wks_verdict_writer_trends(&writer->verdicts, writer->indicator, head->indicator, err);
}

static wks_code last_series(wks_publishing *publishing, int64_t *out, wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(wks_publishing_open(publishing, "last_series.sql", &query, err));
    wks_code code = wks_query_step(query, &has_row, err);
    *out = has_row ? wks_query_integer(query, 0) : 0;
    wks_query_close(query);
    return code;
}

wks_code wks_publishing_write_values(wks_publishing *publishing, wks_error *err)
{
    value_writer writer = {.publishing = publishing};
    const size_t n = wks_released_count(publishing->released);
    wks_code code = WKS_OK;
    WKS_TRY(last_series(publishing, &writer.series, err));
    WKS_TRY(write_themes(publishing, err));
    if ((code = wks_verdict_writer_open(publishing, &writer.verdicts, err)) != WKS_OK ||
        (code = wks_publishing_open(publishing, "add_series.sql", &writer.add_series, err)) !=
            WKS_OK ||
        (code = wks_publishing_open(publishing, "add_value.sql", &writer.add_value, err)) !=
            WKS_OK ||
        (code = wks_publishing_open(publishing, "add_bound.sql", &writer.add_bound, err)) !=
            WKS_OK) {
        goto done;
    }
    for (size_t i = 0; code == WKS_OK && i < n;) {
        size_t end = i + 1;
        while (end < n && wks_released_at(publishing->released, end)->indicator ==
                              wks_released_at(publishing->released, i)->indicator) {
            end++;
        }
        wks_progress_step(publishing->progress, i);
        code = write_one_indicator(&writer, i, end - i, err);
        i = end;
    }
done:
    wks_verdict_writer_close(&writer.verdicts);
    wks_query_close(writer.add_series);
    wks_query_close(writer.add_value);
    wks_query_close(writer.add_bound);
    return code;
}
