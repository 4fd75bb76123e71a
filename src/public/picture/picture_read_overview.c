/* All indicators of a level side by side, each in its latest period.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/series_json.h"
#include "public/picture/verdict_json.h"

#include <stdbool.h>
#include <stdint.h>

/* row holds the columns of overview_series.sql. */
static wks_code write_series(wks_series_json *to, wks_query *row,
                             const wks_picture_overview *choice, wks_error *err)
{
    wks_json_open_object(to->json);
    wks_json_member_text(to->json, "indicator", wks_query_text(row, 1));
    wks_json_member_text(to->json, "niveau", choice->level);
    wks_json_member_text(to->json, "periode", wks_query_text(row, 3));
    wks_json_member_text(to->json, "uitsplitsing", wks_query_text(row, 2));
    WKS_TRY(wks_series_json_write(to, wks_query_integer(row, 0), choice->gemeente, err));
    wks_json_close_object(to->json);
    return WKS_OK;
}

wks_code wks_picture_read_overview(wks_picture *picture, wks_picture_view view,
                                   const wks_picture_overview *choice, wks_buffer *out,
                                   wks_error *err)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_series_json to = {.picture = picture, .view = view, .json = &json};
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_OVERVIEW_SERIES, view.release);
    wks_query_bind_text(row, 2, choice->level);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "niveau", choice->level);
    wks_json_member_text(&json, "gemeente", choice->gemeente);
    wks_json_key(&json, "reeksen");
    wks_json_open_array(&json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        WKS_TRY(write_series(&to, row, choice, err));
    }
    wks_json_close_array(&json);
    wks_json_key(&json, "redenen");
    wks_verdict_json_write_reasons(&json, to.reasons, view.language);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
