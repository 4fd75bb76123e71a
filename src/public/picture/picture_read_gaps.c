/* The differences between areas and between groups of people.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "model/gap.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct gap_reply {
    wks_picture *picture;
    wks_picture_view view;
    const char *indicator; /* NULL: all of them */
    wks_json *json;
    bool has_reason[WKS_GAP_N_REASONS];
} gap_reply;

static void write_reason(gap_reply *reply, const char *key, const char *code)
{
    const wks_gap_reason reason = wks_gap_reason_find(code);
    wks_json_member_text(reply->json, key, wks_gap_reason_word(reason)->json);
    reply->has_reason[reason] = true;
}

/* "absoluut", "absoluutOnder", "absoluutBoven" of three columns. */
static void write_number(wks_json *json, const char *key, wks_query *row, int first)
{
    static const char *const endings[] = {"", "Onder", "Boven"};
    for (int i = 0; i < 3; i++) {
        char name[32];
        snprintf(name, sizeof name, "%s%s", key, endings[i]);
        wks_json_member_number(json, name, wks_query_number(row, first + i));
    }
}

/* Of the first five columns of gaps and of changes. */
static void write_key(wks_json *json, wks_query *row)
{
    const wks_gap_kind kind = wks_gap_kind_find(wks_query_text(row, 1));
    const bool is_of_areas = kind == WKS_GAP_ORDER || kind == WKS_GAP_AREAS;
    wks_json_member_text(json, "indicator", wks_query_text(row, 0));
    wks_json_member_text(json, "soort", wks_gap_kind_word(kind)->json);
    wks_json_member_text(json, "uitsplitsing", is_of_areas ? wks_query_text(row, 2) : NULL);
    wks_json_member_text(json, "niveau", wks_query_text(row, 3));
    wks_json_member_text(json, "gebied", wks_query_text(row, 4));
}

/* ---- differences --------------------------------------------------------------------------- */

static void write_group(gap_reply *reply, wks_query *group)
{
    wks_json *json = reply->json;
    const char *id = wks_query_text(group, 6);
    wks_json_open_object(json);
    if (id == NULL) {
        wks_json_member_integer(json, "deel", wks_query_integer(group, 0));
    } else {
        wks_json_member_text(json, "uitsplitsing", id);
        wks_json_member_text(json, "naam",
                             wks_query_text(group, reply->view.language == WKS_DUTCH ? 7 : 8));
    }
    wks_json_member_number(json, "waarde", wks_query_number(group, 1));
    wks_json_member_number(json, "onder", wks_query_number(group, 2));
    wks_json_member_number(json, "boven", wks_query_number(group, 3));
    if (id == NULL) {
        wks_json_member_integer(json, "gebieden", wks_query_integer(group, 4));
        wks_json_member_number(json, "gewicht", wks_query_number(group, 5));
    }
    wks_json_close_object(json);
}

/* row: of a difference; its last three columns are the numbers of indicator, breakdown and area. */
static wks_code write_groups(gap_reply *reply, wks_query *row, wks_error *err)
{
    wks_query *group =
        wks_picture_query_start(reply->picture, WKS_PICTURE_GAP_GROUPS, reply->view.release);
    wks_query_bind_integer(group, 2, wks_query_integer(row, 22));
    wks_query_bind_text(group, 3, wks_query_text(row, 1));
    wks_query_bind_integer(group, 4, wks_query_integer(row, 23));
    wks_query_bind_text(group, 5, wks_query_text(row, 3));
    wks_query_bind_integer(group, 6, wks_query_integer(row, 24));
    wks_query_bind_text(group, 7, wks_query_text(row, 5));
    wks_json_key(reply->json, "groepen");
    wks_json_open_array(reply->json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(group, &has_row, err));
        if (!has_row) {
            break;
        }
        write_group(reply, group);
    }
    wks_json_close_array(reply->json);
    return WKS_OK;
}

static wks_code write_gap(gap_reply *reply, wks_query *row, wks_error *err)
{
    wks_json *json = reply->json;
    wks_json_open_object(json);
    write_key(json, row);
    wks_json_member_text(json, "periode", wks_query_text(row, 5));
    wks_json_member_text(json, "ordeningPeriode", wks_query_text(row, 6));
    wks_json_member_text(json, "gewichtPeriode", wks_query_text(row, 7));
    wks_json_member_integer(json, "gebieden", wks_query_integer(row, 8));
    wks_json_member_integer(json, "gebiedenAlle", wks_query_integer(row, 9));
    wks_json_member_number(json, "deel", wks_query_number(row, 10));
    wks_json_member_number(json, "eerste", wks_query_number(row, 11));
    wks_json_member_number(json, "laatste", wks_query_number(row, 12));
    write_number(json, "absoluut", row, 13);
    write_number(json, "relatief", row, 16);
    write_reason(reply, "reden", wks_query_text(row, 19));
    write_reason(reply, "redenRelatief", wks_query_text(row, 20));
    wks_json_member_bool(json, "uitModel", wks_query_integer(row, 21) != 0);
    WKS_TRY(write_groups(reply, row, err));
    wks_json_close_object(json);
    return WKS_OK;
}

static wks_code write_gaps(gap_reply *reply, wks_error *err)
{
    wks_query *row = wks_picture_query_start(
        reply->picture, reply->indicator == NULL ? WKS_PICTURE_GAPS_LATEST : WKS_PICTURE_GAPS_OF,
        reply->view.release);
    if (reply->indicator != NULL) {
        wks_query_bind_text(row, 2, reply->indicator);
    }
    wks_json_key(reply->json, "verschillen");
    wks_json_open_array(reply->json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        WKS_TRY(write_gap(reply, row, err));
    }
    wks_json_close_array(reply->json);
    return WKS_OK;
}

static wks_code write_changes(gap_reply *reply, wks_error *err)
{
    wks_json *json = reply->json;
    wks_query *row =
        wks_picture_query_start(reply->picture, WKS_PICTURE_GAP_CHANGES, reply->view.release);
    wks_query_bind_text(row, 2, reply->indicator);
    wks_json_key(json, "veranderingen");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        write_key(json, row);
        wks_json_member_text(json, "van", wks_query_text(row, 5));
        wks_json_member_text(json, "tot", wks_query_text(row, 6));
        wks_json_member_integer(json, "perioden", wks_query_integer(row, 7));
        write_number(json, "absoluut", row, 8);
        write_number(json, "relatief", row, 11);
        wks_json_member_text(
            json, "beweging",
            wks_gap_movement_word(wks_gap_movement_find(wks_query_text(row, 14)))->json);
        write_reason(reply, "reden", wks_query_text(row, 15));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* ---- what goes with them ------------------------------------------------------------------- */

static wks_code write_plan(gap_reply *reply, wks_error *err)
{
    wks_json *json = reply->json;
    wks_query *row =
        wks_picture_query_start(reply->picture, WKS_PICTURE_GAP_PLAN, reply->view.release);
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    wks_json_key(json, "regels");
    if (!has_row) {
        wks_json_text(json, NULL);
        return WKS_OK;
    }
    wks_json_open_object(json);
    wks_json_member_text(json, "gewicht", wks_query_text(row, 0));
    wks_json_member_integer(json, "jaren", wks_query_integer(row, 1));
    wks_json_member_integer(json, "gebieden", wks_query_integer(row, 2));
    wks_json_member_number(json, "deel", wks_query_number(row, 3));
    wks_json_close_object(json);
    wks_query_reset(row);
    return WKS_OK;
}

static wks_code write_orders(gap_reply *reply, wks_error *err)
{
    wks_json *json = reply->json;
    const int english = reply->view.language == WKS_DUTCH ? 0 : 1;
    wks_query *row =
        wks_picture_query_start(reply->picture, WKS_PICTURE_GAP_ORDERS, reply->view.release);
    wks_json_key(json, "ordeningen");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        wks_json_member_text(json, "niveau", wks_query_text(row, 0));
        wks_json_member_text(json, "indicator", wks_query_text(row, 1));
        wks_json_member_text(json, "naam", wks_query_text(row, 2 + english));
        wks_json_member_text(json, "minst", wks_query_text(row, 4 + english));
        wks_json_member_text(json, "meest", wks_query_text(row, 6 + english));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static void write_words(wks_json *json, const char *text)
{
    wks_json_open_array(json);
    while (text != NULL && *text != 0) {
        char word[32];
        const size_t n = strcspn(text, " ");
        snprintf(word, sizeof word, "%.*s", (int)n, text);
        wks_json_text(json, word);
        text += n + (text[n] == ' ');
    }
    wks_json_close_array(json);
}

/* The series of an indicator, so that an empty answer says what there is; false: no such one. */
static wks_code write_series(gap_reply *reply, bool *is_there, wks_error *err)
{
    wks_json *json = reply->json;
    wks_query *row =
        wks_picture_query_start(reply->picture, WKS_PICTURE_SERIES_OF, reply->view.release);
    wks_query_bind_text(row, 2, reply->indicator);
    *is_there = false;
    wks_json_key(json, "bestaat");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        *is_there = true;
        wks_json_open_object(json);
        wks_json_member_text(json, "niveau", wks_query_text(row, 0));
        wks_json_member_text(json, "uitsplitsing", wks_query_text(row, 1));
        wks_json_key(json, "perioden");
        write_words(json, wks_query_text(row, 2));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static void write_reasons(const gap_reply *reply)
{
    wks_json *json = reply->json;
    wks_json_key(json, "redenen");
    wks_json_open_object(json);
    for (size_t i = WKS_GAP_WHOLE + 1; i < WKS_GAP_N_REASONS; i++) {
        const wks_verdict_word *word = wks_gap_reason_word((wks_gap_reason)i);
        if (reply->has_reason[i]) {
            wks_json_member_text(json, word->json, wks_verdict_word_in(word, reply->view.language));
        }
    }
    wks_json_close_object(json);
}

wks_code wks_picture_read_gaps(wks_picture *picture, wks_picture_view view, const char *indicator,
                               wks_buffer *out, wks_error *err)
{
    wks_json json;
    bool is_there = true;
    gap_reply reply = {.picture = picture, .view = view, .indicator = indicator, .json = &json};
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "indicator", indicator);
    WKS_TRY(write_plan(&reply, err));
    WKS_TRY(write_orders(&reply, err));
    WKS_TRY(write_gaps(&reply, err));
    WKS_TRY(write_changes(&reply, err));
    if (indicator != NULL) {
        WKS_TRY(write_series(&reply, &is_there, err));
    }
    write_reasons(&reply);
    wks_json_close_object(&json);
    if (!is_there) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr_in(view.language, "There is no such indicator in this release.",
                                  "Deze indicator bestaat niet in deze uitgave."));
    }
    return wks_buffer_check(out, err);
}
