/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_gap_table.h"

#include "public/picture/picture_query.h"

static wks_gap_number read_number(wks_query *row, int first)
{
    return (wks_gap_number){wks_query_number(row, first), wks_query_number(row, first + 1),
                            wks_query_number(row, first + 2)};
}

/* row holds the columns of gap_table.sql. */
static wks_gap_row read_row(wks_query *row)
{
    const wks_gap_kind kind = wks_gap_kind_find(wks_query_text(row, 4));
    const bool is_of_areas = kind == WKS_GAP_ORDER || kind == WKS_GAP_AREAS;
    return (wks_gap_row){
        .indicator = wks_query_text(row, 0),
        .name = wks_query_text(row, 1),
        .unit = wks_query_text(row, 2),
        .decimals = (int)wks_query_integer(row, 3),
        .kind = wks_gap_kind_word(kind),
        .breakdown = is_of_areas ? wks_query_text(row, 5) : NULL,
        .level = wks_query_text(row, 6),
        .area = wks_query_text(row, 7),
        .area_name = wks_query_text(row, 8),
        .period = wks_query_text(row, 9),
        .order_period = wks_query_text(row, 10),
        .weight_period = wks_query_text(row, 11),
        .n_areas = wks_query_integer(row, 12),
        .n_all = wks_query_integer(row, 13),
        .share = wks_query_number(row, 14),
        .first_group = wks_query_text(row, 15),
        .last_group = wks_query_text(row, 16),
        .first = wks_query_number(row, 17),
        .last = wks_query_number(row, 18),
        .absolute = read_number(row, 19),
        .relative = read_number(row, 22),
        .reason = wks_gap_reason_word(wks_gap_reason_find(wks_query_text(row, 25))),
        .relative_reason = wks_gap_reason_word(wks_gap_reason_find(wks_query_text(row, 26))),
        .is_modelled = wks_query_integer(row, 27) != 0,
        .since = wks_query_text(row, 28),
        .change = read_number(row, 29),
        .relative_change = read_number(row, 32),
        .movement = wks_gap_movement_word(wks_gap_movement_find(wks_query_text(row, 35))),
        .change_reason = wks_gap_reason_word(wks_gap_reason_find(wks_query_text(row, 36))),
    };
}

wks_code wks_picture_gap_table(wks_picture *picture, int64_t release, const char *indicator,
                               wks_gap_visit *visit, void *context, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_GAP_TABLE, release);
    wks_query_bind_text(row, 2, indicator);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            return WKS_OK;
        }
        const wks_gap_row one = read_row(row);
        WKS_TRY(visit(&one, context, err));
    }
}
