/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "model/value.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/verdict_json.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void wks_picture_query_write_value(wks_json *json, wks_query *row, int first)
{
    const char *status = wks_query_text(row, first + 3);
    wks_json_member_number(json, "waarde", wks_query_number(row, first));
    wks_json_member_number(json, "onder", wks_query_number(row, first + 1));
    wks_json_member_number(json, "boven", wks_query_number(row, first + 2));
    wks_json_member_text(json, "status",
                         status != NULL ? status : wks_status_code(WKS_STATUS_NOT_DELIVERED));
}

wks_code wks_picture_read_series(wks_picture *picture, int64_t release,
                                 const wks_picture_choice *choice, wks_arena *arena,
                                 wks_picture_series *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_CHOICE, release);
    wks_query_bind_text(row, 2, choice->indicator);
    wks_query_bind_text(row, 3, choice->level);
    wks_query_bind_text(row, 4, choice->period);
    wks_query_bind_text(row, 5, choice->breakdown);
    bool has_row = false;
    *out = (wks_picture_series){0};
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_STORE, "choice.sql: no row");
    }
    const char *breakdown = wks_query_text(row, 2);
    out->has_indicator = wks_query_integer(row, 0) != 0;
    out->indicator = wks_query_integer(row, 0);
    out->has_breakdown = breakdown != NULL;
    out->breakdown = wks_query_integer(row, 1);
    out->has_level = wks_query_integer(row, 3) != 0;
    out->has_period = wks_query_integer(row, 4) != 0;
    out->series = wks_query_integer(row, 5);
    out->has_series = out->series != 0;
    if (breakdown != NULL) {
        out->breakdown_id = wks_arena_text(arena, breakdown);
    }
    wks_query_reset(row);
    return breakdown != NULL && out->breakdown_id == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* ---- one series as columns ----------------------------------------------------------------- */

typedef enum value_column {
    COLUMN_AREA,
    COLUMN_VALUE,
    COLUMN_LOWER,
    COLUMN_UPPER,
    COLUMN_STATUS,
    COLUMN_METHOD,
    COLUMN_FLAGS,
    COLUMN_LABEL,
    COLUMN_REASON,
    COLUMN_DIFFERENCE,
    COLUMN_DIFFERENCE_LOWER,
    COLUMN_DIFFERENCE_UPPER,
    N_COLUMNS
} value_column;

/* The verdict of the present row; it starts at the column of its label. */
static void collect_verdict(wks_query *row, wks_json writers[N_COLUMNS], unsigned *reasons)
{
    const bool has_value = !isnan(wks_query_number(row, COLUMN_VALUE));
    const wks_read_verdict verdict = wks_verdict_json_read(row, COLUMN_LABEL, has_value);
    wks_json_text(&writers[COLUMN_LABEL], verdict.label->json);
    wks_json_text(&writers[COLUMN_REASON], verdict.reason->json);
    wks_json_number(&writers[COLUMN_DIFFERENCE], verdict.difference);
    wks_json_number(&writers[COLUMN_DIFFERENCE_LOWER], verdict.lower);
    wks_json_number(&writers[COLUMN_DIFFERENCE_UPPER], verdict.upper);
    *reasons |= wks_verdict_json_reason_bit(verdict.reason);
}

/* The columns grow side by side, and are put behind each other at the end. */
static wks_code collect_columns(wks_query *row, wks_buffer columns[N_COLUMNS], unsigned *reasons,
                                wks_error *err)
{
    wks_json writers[N_COLUMNS];
    bool has_row = false;
    for (size_t i = 0; i < N_COLUMNS; i++) {
        wks_json_init(&writers[i], &columns[i]);
        wks_json_open_array(&writers[i]);
    }
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_text(&writers[COLUMN_AREA], wks_query_text(row, COLUMN_AREA));
        for (int i = COLUMN_VALUE; i <= COLUMN_UPPER; i++) {
            wks_json_number(&writers[i], wks_query_number(row, i));
        }
        wks_json_text(&writers[COLUMN_STATUS], wks_query_text(row, COLUMN_STATUS));
        wks_json_text(&writers[COLUMN_METHOD], wks_query_text(row, COLUMN_METHOD));
        wks_verdict_json_write_flags(&writers[COLUMN_FLAGS], wks_query_text(row, COLUMN_FLAGS));
        collect_verdict(row, writers, reasons);
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        wks_json_close_array(&writers[i]);
        WKS_TRY(wks_buffer_check(&columns[i], err));
    }
    return WKS_OK;
}

static wks_code write_columns(wks_picture *picture, int64_t release, int64_t series, wks_json *json,
                              unsigned *reasons, wks_error *err)
{
    static const char *const keys[N_COLUMNS] = {
        "gebied",  "waarde",  "onder", "boven",    "status",        "methode",
        "vlaggen", "oordeel", "reden", "verschil", "verschilOnder", "verschilBoven"};
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SERIES_VALUES, release);
    wks_query_bind_integer(row, 2, series);
    wks_buffer columns[N_COLUMNS] = {0};
    wks_code code = collect_columns(row, columns, reasons, err);
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (code == WKS_OK) {
            wks_json_key(json, keys[i]);
            wks_json_raw(json, columns[i].bytes);
        }
        wks_buffer_clear(&columns[i]);
    }
    return code;
}

static wks_code write_test(wks_picture *picture, int64_t release, int64_t series, wks_json *json,
                           unsigned *reasons, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SERIES_TEST, release);
    wks_query_bind_integer(row, 2, series);
    wks_read_test test = {0};
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (has_row) {
        test = wks_verdict_json_read_test(row, 0);
        *reasons |= wks_verdict_json_reason_bit(test.reason);
    }
    wks_json_key(json, "toets");
    wks_code code = wks_verdict_json_write_test(json, &test, err);
    wks_query_reset(row);
    return code;
}

wks_code wks_picture_read_values(wks_picture *picture, int64_t release,
                                 const wks_picture_choice *choice, const wks_picture_series *series,
                                 wks_buffer *out, wks_error *err)
{
    wks_json json;
    bool has_row = false;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "indicator", choice->indicator);
    wks_json_member_text(&json, "niveau", choice->level);
    wks_json_member_text(&json, "periode", choice->period);
    wks_json_member_text(&json, "uitsplitsing", series->breakdown_id);
    unsigned reasons = 0;
    WKS_TRY(write_columns(picture, release, series->series, &json, &reasons, err));
    WKS_TRY(write_test(picture, release, series->series, &json, &reasons, err));
    wks_json_key(&json, "redenen");
    wks_verdict_json_write_reasons(&json, reasons);
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_WIDER_VALUES, release);
    wks_query_bind_integer(row, 2, series->indicator);
    wks_query_bind_integer(row, 3, series->breakdown);
    wks_query_bind_text(row, 4, choice->period);
    wks_json_key(&json, "vergelijk");
    wks_json_open_array(&json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(&json);
        wks_json_member_text(&json, "gebied", wks_query_text(row, 0));
        wks_picture_query_write_value(&json, row, 1);
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
