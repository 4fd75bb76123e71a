/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "model/unit.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/verdict_json.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* An array to write: {first: column 0, second: column 1 in Dutch, 2 in English}. */
typedef struct pairs {
    const char *key;
    const char *first;
    const char *second;
} pairs;

static int column_in(wks_language language, int dutch)
{
    return language == WKS_DUTCH ? dutch : dutch + 1;
}

static wks_code write_pairs(wks_query *row, const pairs *what, wks_language language,
                            wks_json *json, wks_error *err)
{
    bool has_row = false;
    wks_json_key(json, what->key);
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        wks_json_member_text(json, what->first, wks_query_text(row, 0));
        wks_json_member_text(json, what->second, wks_query_text(row, column_in(language, 1)));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static wks_code write_class_bounds(wks_picture *picture, int64_t release, int64_t indicator,
                                   const char *level, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_CLASS_BOUNDS, release);
    wks_query_bind_integer(row, 2, indicator);
    wks_query_bind_text(row, 3, level);
    bool has_row = false;
    wks_json_key(json, "grenzen");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_number(json, wks_query_number(row, 0));
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* One object for each level that holds numbers: its periods and its class bounds. */
static wks_code write_series(wks_picture *picture, int64_t release, int64_t indicator,
                             wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_PERIODS, release);
    wks_query_bind_integer(row, 2, indicator);
    char level[16] = "";
    bool has_row = false;
    wks_json_key(json, "reeksen");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        bool is_new = has_row && strcmp(level, wks_query_text(row, 0)) != 0;
        if (level[0] != 0 && (is_new || !has_row)) {
            wks_json_close_array(json);
            WKS_TRY(write_class_bounds(picture, release, indicator, level, json, err));
            wks_json_close_object(json);
        }
        if (!has_row) {
            break;
        }
        if (is_new) {
            snprintf(level, sizeof level, "%s", wks_query_text(row, 0));
            wks_json_open_object(json);
            wks_json_member_text(json, "niveau", level);
            wks_json_key(json, "perioden");
            wks_json_open_array(json);
        }
        wks_json_text(json, wks_query_text(row, 1));
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* The members of one indicator that stand in its own row; columns as in indicators.sql. */
static void write_members(wks_query *row, wks_language language, wks_json *json)
{
    wks_json_member_text(json, "id", wks_query_text(row, 1));
    wks_json_member_text(json, "code", wks_query_text(row, 2));
    wks_json_member_text(json, "naam", wks_query_text(row, column_in(language, 3)));
    wks_json_member_text(json, "naamEngels", wks_query_text(row, 4));
    wks_json_member_text(json, "thema", wks_query_text(row, 5));
    wks_json_member_text(json, "eenheid", wks_unit_in(wks_query_text(row, 6), language));
    wks_json_member_integer(json, "decimalen", wks_query_integer(row, 7));
    wks_json_member_text(json, "populatie", wks_query_text(row, 8));
    wks_json_member_text(json, "teller", wks_query_text(row, 9));
    wks_json_member_text(json, "noemer", wks_query_text(row, 10));
    wks_json_member_text(json, "toelichting", wks_query_text(row, 11));
    wks_json_member_text(json, "bron", wks_query_text(row, 12));
    wks_json_member_text(json, "richting", wks_query_text(row, 13));
    wks_json_member_text(json, "richtingEigenaar", wks_query_text(row, 14));
    wks_json_member_bool(json, "gemodelleerd", wks_query_integer(row, 15) != 0);
    wks_json_key(json, "gebruik");
    wks_json_open_object(json);
    wks_json_member_bool(json, "vergelijken", wks_query_integer(row, 16) != 0);
    wks_json_member_bool(json, "trend", wks_query_integer(row, 17) != 0);
    wks_json_member_bool(json, "effect", wks_query_integer(row, 18) != 0);
    wks_json_close_object(json);
    wks_json_member_text(json, "definitie", wks_query_text(row, 19));
    wks_verdict_json_write_dutch(json, language, "populatie teller noemer toelichting");
}

static wks_code write_indicators(wks_picture *picture, wks_picture_view view, wks_json *json,
                                 wks_error *err)
{
    static const pairs breakdowns = {"uitsplitsingen", "id", "naam"};
    static const pairs breaks = {"breuken", "periode", "tekst"};
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_INDICATORS, view.release);
    bool has_row = false;
    wks_json_key(json, "indicatoren");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        const int64_t indicator = wks_query_integer(row, 0);
        wks_json_open_object(json);
        write_members(row, view.language, json);
        wks_query *part = wks_picture_query_start(picture, WKS_PICTURE_BREAKDOWNS, view.release);
        wks_query_bind_integer(part, 2, indicator);
        WKS_TRY(write_pairs(part, &breakdowns, view.language, json, err));
        WKS_TRY(write_series(picture, view.release, indicator, json, err));
        part = wks_picture_query_start(picture, WKS_PICTURE_BREAKS, view.release);
        wks_query_bind_integer(part, 2, indicator);
        WKS_TRY(write_pairs(part, &breaks, view.language, json, err));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

wks_code wks_picture_read_indicators(wks_picture *picture, wks_picture_view view, wks_buffer *out,
                                     wks_error *err)
{
    static const pairs all_themes = {"themas", "id", "naam"};
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_query *themes = wks_picture_query_start(picture, WKS_PICTURE_THEMES, view.release);
    WKS_TRY(write_pairs(themes, &all_themes, view.language, &json, err));
    WKS_TRY(write_indicators(picture, view, &json, err));
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
