/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "model/area.h"
#include "model/value.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/verdict_json.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    MAX_CHAIN = 8, /* buurt, wijk, gemeente, regio, land, and a little */
    PERIOD_SIZE = 16
};

/* One number of one area, from area_values.sql. */
typedef struct profile_value {
    int64_t indicator;
    int64_t breakdown;
    char period[PERIOD_SIZE];
    wks_value value;
} profile_value;

/* What is said of one number of the area itself. */
typedef struct profile_verdict {
    const char *method; /* NULL: no interval */
    const char *flags;
    wks_read_verdict verdict;
    wks_read_test test;
} profile_verdict;

typedef struct profile_trend {
    int64_t indicator;
    int64_t breakdown;
    wks_read_trend trend;
} profile_trend;

/* The area itself, and those above it. */
typedef struct profile_area {
    int64_t number;
    char code[WKS_AREA_CODE_SIZE];
    char parent[WKS_AREA_CODE_SIZE]; /* "": none */
    const char *name;
    const char *level;
    profile_value *values; /* by indicator, breakdown, period */
    size_t n_values;
} profile_area;

typedef struct profile {
    wks_picture *picture;
    wks_picture_view view;
    wks_arena *arena;
    profile_area areas[MAX_CHAIN];
    size_t n_areas;
    profile_verdict *verdicts; /* of areas[0].values, one each */
    profile_trend *trends;     /* [n_trends] of areas[0] */
    size_t n_trends;
    unsigned reasons; /* bits of verdict_json.h that the reply holds */
} profile;

static wks_code fail_unknown(wks_language language, wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                    wks_tr_in(language, "This area does not exist in this release.",
                              "Dit gebied bestaat niet in deze uitgave."));
}

static void copy_code(const char *text, char out[static WKS_AREA_CODE_SIZE])
{
    snprintf(out, WKS_AREA_CODE_SIZE, "%s", text == NULL ? "" : text);
}

static wks_code read_area(profile *self, const char *code, wks_json *json, bool *is_found,
                          wks_error *err)
{
    wks_query *row = wks_picture_query_start(self->picture, WKS_PICTURE_AREA, self->view.release);
    wks_query_bind_text(row, 2, code);
    WKS_TRY(wks_query_step(row, is_found, err));
    if (!*is_found) {
        return WKS_OK;
    }
    profile_area *area = &self->areas[self->n_areas++];
    area->number = wks_query_integer(row, 0);
    copy_code(wks_query_text(row, 1), area->code);
    area->name = wks_arena_text(self->arena, wks_query_text(row, 2));
    area->level = wks_arena_text(self->arena, wks_query_text(row, 3));
    copy_code(wks_query_text(row, 4), area->parent);
    if (json != NULL) {
        wks_picture_query_write_area(json, row, 1);
    }
    wks_query_reset(row);
    return area->name == NULL || area->level == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_values(profile *self, profile_area *area, wks_error *err)
{
    wks_query *row =
        wks_picture_query_start(self->picture, WKS_PICTURE_AREA_VALUES, self->view.release);
    wks_query_bind_integer(row, 2, area->number);
    size_t room = 0;
    bool has_row = false;
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            return WKS_OK;
        }
        WKS_TRY(wks_arena_grow(self->arena, &area->values, area->n_values, &room,
                               sizeof *area->values, err));
        profile_value *value = &area->values[area->n_values++];
        value->indicator = wks_query_integer(row, 0);
        value->breakdown = wks_query_integer(row, 1);
        snprintf(value->period, sizeof value->period, "%s", wks_query_text(row, 2));
        value->value = (wks_value){.value = wks_query_number(row, 3),
                                   .lower = wks_query_number(row, 4),
                                   .upper = wks_query_number(row, 5)};
        if (!wks_status_parse(wks_query_text(row, 6), &value->value.status)) {
            return wks_fail(err, WKS_E_STORE, "value.status: unknown code");
        }
    }
}

/* Texts of the row are gone at the next: keep what is not NULL. */
static wks_code keep_text(wks_arena *arena, const char *text, const char **out, wks_error *err)
{
    *out = text == NULL ? NULL : wks_arena_text(arena, text);
    return text != NULL && *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_verdicts(profile *self, wks_error *err)
{
    const profile_area *own = &self->areas[0];
    wks_query *row =
        wks_picture_query_start(self->picture, WKS_PICTURE_AREA_VERDICTS, self->view.release);
    wks_query_bind_integer(row, 2, own->number);
    WKS_TRY(
        wks_arena_take(self->arena, own->n_values, sizeof *self->verdicts, &self->verdicts, err));
    for (size_t i = 0;; i++) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            return WKS_OK;
        }
        if (i >= own->n_values) {
            return wks_fail(err, WKS_E_STORE, "area_verdicts.sql: more rows than values");
        }
        profile_verdict *said = &self->verdicts[i];
        WKS_TRY(keep_text(self->arena, wks_query_text(row, 0), &said->method, err));
        WKS_TRY(keep_text(self->arena, wks_query_text(row, 1), &said->flags, err));
        said->verdict = wks_verdict_json_read(row, 2, !isnan(own->values[i].value.value));
        said->test = wks_verdict_json_read_test(row, 12);
        WKS_TRY(keep_text(self->arena, said->test.note, &said->test.note, err));
    }
}

static wks_code read_trends(profile *self, wks_error *err)
{
    wks_query *row =
        wks_picture_query_start(self->picture, WKS_PICTURE_AREA_TRENDS, self->view.release);
    wks_query_bind_integer(row, 2, self->areas[0].number);
    size_t room = 0;
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            return WKS_OK;
        }
        WKS_TRY(wks_arena_grow(self->arena, &self->trends, self->n_trends, &room,
                               sizeof *self->trends, err));
        self->trends[self->n_trends++] =
            (profile_trend){.indicator = wks_query_integer(row, 0),
                            .breakdown = wks_query_integer(row, 1),
                            .trend = wks_verdict_json_read_trend(row, 2)};
    }
}

/* The first value of area at or after this indicator and breakdown. */
static size_t find_group(const profile_area *area, int64_t indicator, int64_t breakdown)
{
    size_t low = 0;
    size_t high = area->n_values;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const profile_value *at = &area->values[middle];
        if (at->indicator < indicator ||
            (at->indicator == indicator && at->breakdown < breakdown)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static bool is_of_group(const profile_area *area, size_t i, int64_t indicator, int64_t breakdown)
{
    return i < area->n_values && area->values[i].indicator == indicator &&
           area->values[i].breakdown == breakdown;
}

static void write_value(wks_json *json, const wks_value *value)
{
    wks_json_member_number(json, "waarde", value->value);
    wks_json_member_number(json, "onder", value->lower);
    wks_json_member_number(json, "boven", value->upper);
    wks_json_member_text(json, "status", wks_status_code(value->status));
}

static void write_area_value(wks_json *json, const profile_area *area, int64_t indicator,
                             int64_t breakdown, const char *period)
{
    wks_value value = wks_value_empty(WKS_STATUS_NOT_DELIVERED);
    for (size_t i = find_group(area, indicator, breakdown);
         is_of_group(area, i, indicator, breakdown); i++) {
        if (strcmp(area->values[i].period, period) == 0) {
            value = area->values[i].value;
        }
    }
    wks_json_open_object(json);
    wks_json_member_text(json, "gebied", area->code);
    write_value(json, &value);
    wks_json_close_object(json);
}

static wks_read_trend find_trend(const profile *self, int64_t indicator, int64_t breakdown)
{
    for (size_t i = 0; i < self->n_trends; i++) {
        if (self->trends[i].indicator == indicator && self->trends[i].breakdown == breakdown) {
            return self->trends[i].trend;
        }
    }
    return wks_verdict_json_no_trend();
}

/* Method, flags, verdict and test of the number of this period; an area always has a row in each
 * series of its level. */
static wks_code write_said(profile *self, int64_t indicator, int64_t breakdown, const char *period,
                           wks_json *json, wks_error *err)
{
    const profile_area *own = &self->areas[0];
    profile_verdict none = {
        .verdict = {.label = wks_verdict_word_at(WKS_WORDS_LABEL, WKS_VERDICT_NONE),
                    .reason = wks_verdict_word_at(WKS_WORDS_REASON, WKS_WHY_NO_VALUE),
                    .reference = NAN,
                    .difference = NAN,
                    .lower = NAN,
                    .upper = NAN,
                    .p_higher = NAN}};
    const profile_verdict *said = &none;
    for (size_t i = find_group(own, indicator, breakdown);
         is_of_group(own, i, indicator, breakdown); i++) {
        said = strcmp(own->values[i].period, period) == 0 ? &self->verdicts[i] : said;
    }
    const wks_read_trend trend = find_trend(self, indicator, breakdown);
    wks_json_member_text(json, "methode", said->method);
    wks_json_key(json, "vlaggen");
    wks_verdict_json_write_flags(json, said->flags);
    wks_json_key(json, "oordeel");
    wks_verdict_json_write(json, &said->verdict);
    wks_json_key(json, "toets");
    WKS_TRY(wks_verdict_json_write_test(json, &said->test, self->view.language, err));
    wks_json_key(json, "trend");
    wks_verdict_json_write_trend(json, &trend);
    self->reasons |= wks_verdict_json_reason_bit(said->verdict.reason) |
                     wks_verdict_json_reason_bit(trend.reason);
    if (said->test.is_there) {
        self->reasons |= wks_verdict_json_reason_bit(said->test.reason);
    }
    return WKS_OK;
}

/* One row of the profile; row holds the columns of latest_periods.sql. */
static wks_code write_row(profile *self, wks_query *row, wks_json *json, wks_error *err)
{
    const int64_t indicator = wks_query_integer(row, 0);
    const int64_t breakdown = wks_query_integer(row, 2);
    const char *period = wks_query_text(row, 4);
    const profile_area *own = &self->areas[0];
    wks_json_open_object(json);
    wks_json_member_text(json, "indicator", wks_query_text(row, 1));
    wks_json_member_text(json, "uitsplitsing", wks_query_text(row, 3));
    wks_json_member_text(json, "periode", period);
    wks_json_key(json, "waarden");
    wks_json_open_array(json);
    for (size_t i = 0; i < self->n_areas; i++) {
        write_area_value(json, &self->areas[i], indicator, breakdown, period);
    }
    wks_json_close_array(json);
    wks_json_key(json, "reeks");
    wks_json_open_array(json);
    for (size_t i = find_group(own, indicator, breakdown);
         is_of_group(own, i, indicator, breakdown); i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "periode", own->values[i].period);
        write_value(json, &own->values[i].value);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    WKS_TRY(write_said(self, indicator, breakdown, period, json, err));
    wks_json_close_object(json);
    return WKS_OK;
}

static wks_code write_rows(profile *self, wks_json *json, wks_error *err)
{
    wks_query *row =
        wks_picture_query_start(self->picture, WKS_PICTURE_LATEST_PERIODS, self->view.release);
    wks_query_bind_text(row, 2, self->areas[0].level);
    bool has_row = false;
    wks_json_key(json, "rijen");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        WKS_TRY(write_row(self, row, json, err));
    }
    wks_json_close_array(json);
    return WKS_OK;
}

wks_code wks_picture_read_profile(wks_picture *picture, wks_picture_view view, const char *area,
                                  wks_arena *arena, wks_buffer *out, wks_error *err)
{
    profile self = {.picture = picture, .view = view, .arena = arena};
    wks_json json;
    bool is_found = false;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_key(&json, "gebied");
    WKS_TRY(read_area(&self, area, &json, &is_found, err));
    if (!is_found) {
        return fail_unknown(view.language, err);
    }
    while (is_found && self.n_areas < MAX_CHAIN && self.areas[self.n_areas - 1].parent[0] != 0) {
        WKS_TRY(read_area(&self, self.areas[self.n_areas - 1].parent, NULL, &is_found, err));
    }
    wks_json_key(&json, "ouders");
    wks_json_open_array(&json);
    for (size_t i = 0; i < self.n_areas; i++) {
        WKS_TRY(read_values(&self, &self.areas[i], err));
        if (i > 0) {
            wks_json_open_object(&json);
            wks_json_member_text(&json, "code", self.areas[i].code);
            wks_json_member_text(&json, "naam", self.areas[i].name);
            wks_json_member_text(&json, "niveau", self.areas[i].level);
            wks_json_close_object(&json);
        }
    }
    wks_json_close_array(&json);
    WKS_TRY(read_verdicts(&self, err));
    WKS_TRY(read_trends(&self, err));
    WKS_TRY(write_rows(&self, &json, err));
    wks_json_key(&json, "redenen");
    wks_verdict_json_write_reasons(&json, self.reasons, view.language);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}

wks_code wks_picture_read_area_level(wks_picture *picture, wks_picture_view view, const char *area,
                                     wks_arena *arena, const char **level, wks_error *err)
{
    profile self = {.picture = picture, .view = view, .arena = arena};
    bool is_found = false;
    *level = NULL;
    WKS_TRY(read_area(&self, area, NULL, &is_found, err));
    if (!is_found) {
        return fail_unknown(view.language, err);
    }
    *level = self.areas[0].level;
    return WKS_OK;
}
