/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/publishing.h"

#include <stdint.h>
#include <string.h>

wks_code wks_verdict_writer_open(wks_publishing *publishing, wks_verdict_writer *out,
                                 wks_error *err)
{
    *out = (wks_verdict_writer){.publishing = publishing};
    WKS_TRY(wks_publishing_open(publishing, "add_test.sql", &out->add_test, err));
    WKS_TRY(wks_publishing_open(publishing, "add_verdict.sql", &out->add_verdict, err));
    WKS_TRY(wks_publishing_open(publishing, "add_trend_test.sql", &out->add_trend_test, err));
    return wks_publishing_open(publishing, "add_trend.sql", &out->add_trend, err);
}

void wks_verdict_writer_close(wks_verdict_writer *writer)
{
    wks_query_close(writer->add_test);
    wks_query_close(writer->add_verdict);
    wks_query_close(writer->add_trend_test);
    wks_query_close(writer->add_trend);
}

/* A reason, or NULL for none. */
static const char *reason_code(wks_verdict_reason reason)
{
    return reason == WKS_WHY_NONE ? NULL : wks_verdict_word_at(WKS_WORDS_REASON, reason)->code;
}

wks_code wks_verdict_writer_test(wks_verdict_writer *writer, int64_t series,
                                 const wks_released_value *head, wks_error *err)
{
    const wks_released *released = writer->publishing->released;
    if (writer->test == wks_released_count_tests(released)) {
        return WKS_OK;
    }
    const wks_released_test *next = wks_released_test_at(released, writer->test);
    if (next->indicator != head->indicator || next->breakdown != head->breakdown ||
        next->level != head->level || strcmp(next->period, head->period) != 0) {
        return WKS_OK;
    }
    const wks_verdict_test *test = &next->test;
    wks_query *query = writer->add_test;
    writer->test++;
    wks_query_bind_integer(query, 1, series);
    wks_query_bind_text(query, 2, wks_verdict_word_at(WKS_WORDS_AGAINST, test->against)->code);
    wks_query_bind_text(query, 3, wks_verdict_word_at(WKS_WORDS_RULE, test->rule)->code);
    wks_query_bind_integer(query, 4, (int64_t)test->n_tested);
    wks_query_bind_integer(query, 5, (int64_t)test->n_flagged);
    wks_query_bind_number(query, 6, test->expected_by_chance);
    wks_query_bind_text(query, 7, reason_code(test->reason));
    wks_query_bind_text(query, 8, test->note);
    return wks_query_run(query, err);
}

wks_code wks_verdict_writer_verdict(wks_verdict_writer *writer, int64_t series, int64_t area,
                                    const wks_verdict *verdict, wks_error *err)
{
    wks_query *query = writer->add_verdict;
    wks_query_bind_integer(query, 1, series);
    wks_query_bind_integer(query, 2, area);
    wks_query_bind_text(query, 3, verdict->against[0] == 0 ? NULL : verdict->against);
    wks_query_bind_number(query, 4, verdict->reference);
    wks_query_bind_number(query, 5, verdict->difference);
    wks_query_bind_number(query, 6, verdict->lower);
    wks_query_bind_number(query, 7, verdict->upper);
    wks_query_bind_number(query, 8, verdict->p_higher);
    wks_query_bind_text(query, 9, wks_verdict_word_at(WKS_WORDS_LABEL, verdict->label)->code);
    wks_query_bind_text(query, 10, reason_code(verdict->reason));
    return wks_query_run(query, err);
}

/* ---- trends ------------------------------------------------------------------------------------
 */

int64_t wks_publishing_area_number(const wks_publishing *publishing, wks_level level,
                                   const char *code)
{
    size_t low = 0;
    size_t high = publishing->n_areas;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const wks_area *area = publishing->areas[middle].newest;
        const int order =
            area->level != level ? (area->level < level ? -1 : 1) : strcmp(area->code, code);
        if (order == 0) {
            return (int64_t)middle + 1;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return 0;
}

static wks_code write_trend(wks_verdict_writer *writer, int64_t number,
                            const wks_released_trend *released, wks_error *err)
{
    const wks_verdict_trend *trend = &released->trend;
    const int64_t area =
        wks_publishing_area_number(writer->publishing, released->level, released->area);
    wks_query *query = writer->add_trend;
    if (area == 0) {
        return WKS_OK;
    }
    wks_query_bind_integer(query, 1, writer->publishing->release);
    wks_query_bind_integer(query, 2, number);
    wks_query_bind_integer(query, 3, (int64_t)released->breakdown);
    wks_query_bind_integer(query, 4, area);
    wks_query_bind_text(query, 5, trend->from_period);
    wks_query_bind_text(query, 6, trend->to_period);
    wks_query_bind_integer(query, 7, (int64_t)trend->n_periods);
    wks_query_bind_number(query, 8, trend->per_year);
    wks_query_bind_number(query, 9, trend->lower);
    wks_query_bind_number(query, 10, trend->upper);
    wks_query_bind_text(query, 11, wks_verdict_word_at(WKS_WORDS_MOVEMENT, trend->movement)->code);
    wks_query_bind_text(query, 12, reason_code(trend->reason));
    return wks_query_run(query, err);
}

/* The trends of one breakdown and level: a run of released ones. */
static wks_code write_level(wks_verdict_writer *writer, int64_t number, size_t first, size_t n,
                            wks_error *err)
{
    const wks_released *released = writer->publishing->released;
    const wks_released_trend *head = wks_released_trend_at(released, first);
    wks_query *query = writer->add_trend_test;
    size_t n_tested = 0;
    size_t n_moving = 0;
    for (size_t i = first; i < first + n; i++) {
        const wks_verdict_movement movement = wks_released_trend_at(released, i)->trend.movement;
        n_tested += movement != WKS_MOVEMENT_NONE;
        n_moving += movement == WKS_MOVEMENT_RISING || movement == WKS_MOVEMENT_FALLING;
    }
    wks_query_bind_integer(query, 1, writer->publishing->release);
    wks_query_bind_integer(query, 2, number);
    wks_query_bind_integer(query, 3, (int64_t)head->breakdown);
    wks_query_bind_text(query, 4, wks_level_id(head->level));
    wks_query_bind_integer(query, 5, (int64_t)n_tested);
    wks_query_bind_integer(query, 6, (int64_t)n_moving);
    wks_query_bind_text(query, 7, head->area == NULL ? reason_code(head->trend.reason) : NULL);
    WKS_TRY(wks_query_run(query, err));
    for (size_t i = first; i < first + n; i++) {
        const wks_released_trend *trend = wks_released_trend_at(released, i);
        if (trend->area != NULL) {
            WKS_TRY(write_trend(writer, number, trend, err));
        }
    }
    return WKS_OK;
}

wks_code wks_verdict_writer_trends(wks_verdict_writer *writer, int64_t number,
                                   const wks_indicator *indicator, wks_error *err)
{
    const wks_released *released = writer->publishing->released;
    const size_t n = wks_released_count_trends(released);
    while (writer->trend < n &&
           wks_released_trend_at(released, writer->trend)->indicator == indicator) {
        const wks_released_trend *head = wks_released_trend_at(released, writer->trend);
        size_t end = writer->trend + 1;
        while (end < n && wks_released_trend_at(released, end)->indicator == indicator &&
               wks_released_trend_at(released, end)->breakdown == head->breakdown &&
               wks_released_trend_at(released, end)->level == head->level) {
            end++;
        }
        WKS_TRY(write_level(writer, number, writer->trend, end - writer->trend, err));
        writer->trend = end;
    }
    return WKS_OK;
}
