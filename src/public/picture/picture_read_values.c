/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "model/value.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/series_json.h"
#include "public/picture/verdict_json.h"

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

wks_code wks_picture_read_values(wks_picture *picture, wks_picture_view view,
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
    wks_series_json columns = {.picture = picture, .view = view, .json = &json};
    WKS_TRY(wks_series_json_write(&columns, series->series, NULL, err));
    wks_json_key(&json, "redenen");
    wks_verdict_json_write_reasons(&json, columns.reasons, view.language);
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_WIDER_VALUES, view.release);
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
