/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/series_json.h"

#include "public/picture/picture_query.h"
#include "public/picture/verdict_json.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

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

static wks_code write_columns(wks_series_json *to, int64_t series, const char *gemeente,
                              wks_error *err)
{
    static const char *const keys[N_COLUMNS] = {
        "gebied",  "waarde",  "onder", "boven",    "status",        "methode",
        "vlaggen", "oordeel", "reden", "verschil", "verschilOnder", "verschilBoven"};
    wks_query *row =
        wks_picture_query_start(to->picture, WKS_PICTURE_SERIES_VALUES, to->view.release);
    wks_query_bind_integer(row, 2, series);
    wks_query_bind_text(row, 3, gemeente);
    wks_buffer columns[N_COLUMNS] = {0};
    wks_code code = collect_columns(row, columns, &to->reasons, err);
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (code == WKS_OK) {
            wks_json_key(to->json, keys[i]);
            wks_json_raw(to->json, columns[i].bytes);
        }
        wks_buffer_clear(&columns[i]);
    }
    return code;
}

static wks_code write_test(wks_series_json *to, int64_t series, wks_error *err)
{
    wks_query *row =
        wks_picture_query_start(to->picture, WKS_PICTURE_SERIES_TEST, to->view.release);
    wks_query_bind_integer(row, 2, series);
    wks_read_test test = {0};
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (has_row) {
        test = wks_verdict_json_read_test(row, 0);
        to->reasons |= wks_verdict_json_reason_bit(test.reason);
    }
    wks_json_key(to->json, "toets");
    wks_code code = wks_verdict_json_write_test(to->json, &test, to->view.language, err);
    wks_query_reset(row);
    return code;
}

wks_code wks_series_json_write(wks_series_json *to, int64_t series, const char *gemeente,
                               wks_error *err)
{
    WKS_TRY(write_columns(to, series, gemeente, err));
    return write_test(to, series, err);
}
