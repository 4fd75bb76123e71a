/* Where one number comes from, and what is said of it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/origin_text.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/verdict_json.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* "17 18" as [17,18]. */
static void write_rows(wks_json *json, const char *rows)
{
    wks_json_key(json, "rijen");
    wks_json_open_array(json);
    for (const char *at = rows; at != NULL && *at != 0;) {
        size_t n = strcspn(at, " ");
        int64_t number = 0;
        if (wks_text_integer((wks_span){at, n}, &number)) {
            wks_json_integer(json, number);
        }
        at += n + (at[n] == ' ');
    }
    wks_json_close_array(json);
}

/* ---- what is said of it ---------------------------------------------------------------------- */

/* A sentence that is no whole one in English becomes one. */
static void write_words(wks_json *json, const char *key, const wks_verdict_word *word,
                        wks_language language)
{
    wks_buffer text = {0};
    wks_verdict_json_put_sentence(&text, wks_verdict_word_in(word, language));
    wks_json_member_text(json, key, text.bytes);
    json->out->failed = json->out->failed || text.failed;
    wks_buffer_clear(&text);
}

/* Without a method the note says why, in Dutch; in English it stands with the test. */
static void write_method(wks_json *json, wks_query *row, wks_language language)
{
    const char *code = wks_query_text(row, WKS_ORIGIN_METHOD);
    const char *note = wks_origin_text_note(row);
    const wks_verdict_word *method = wks_verdict_word_find(WKS_WORDS_METHOD, code);
    wks_json_key(json, "methode");
    wks_json_open_object(json);
    wks_json_member_text(json, "code", method->json);
    if (code == NULL && note[0] != 0 && language == WKS_DUTCH) {
        wks_json_member_text(json, "tekst", note);
    } else {
        write_words(json, "tekst", method, language);
    }
    wks_json_close_object(json);
}

static void write_flags(wks_json *json, wks_query *row, wks_language language)
{
    wks_json_key(json, "vlaggen");
    wks_json_open_array(json);
    for (const char *at = wks_query_text(row, WKS_ORIGIN_FLAGS); at != NULL && *at != 0;) {
        const size_t n = strcspn(at, " ");
        char flag[WKS_FLAGS_TEXT_SIZE];
        snprintf(flag, sizeof flag, "%.*s", (int)n, at);
        wks_json_open_object(json);
        wks_json_member_text(json, "code", flag);
        write_words(json, "tekst", wks_verdict_word_find(WKS_WORDS_FLAG, flag), language);
        wks_json_close_object(json);
        at += n + (at[n] == ' ');
    }
    wks_json_close_array(json);
}

static wks_code write_comparison(wks_json *json, wks_query *row, wks_language language,
                                 wks_error *err)
{
    const bool has_value = !isnan(wks_query_number(row, WKS_ORIGIN_VALUE));
    const wks_read_verdict verdict = wks_verdict_json_read(row, WKS_ORIGIN_VERDICT, has_value);
    const wks_read_test test = wks_verdict_json_read_test(row, WKS_ORIGIN_TEST);
    wks_buffer text = {0};
    wks_json_key(json, "vergelijking");
    wks_json_open_object(json);
    wks_json_key(json, "uitkomst");
    wks_verdict_json_write(json, &verdict);
    wks_json_key(json, "toets");
    WKS_TRY(wks_verdict_json_write_test(json, &test, language, err));
    wks_origin_text_put_comparison(&text, row, language);
    wks_code code = wks_buffer_check(&text, err);
    if (code == WKS_OK) {
        wks_json_member_text(json, "tekst", text.bytes);
    }
    wks_buffer_clear(&text);
    wks_json_close_object(json);
    return code;
}

/* A question that is answered: whose number, in which language. */
typedef struct origin_place {
    wks_picture *picture;
    wks_picture_view view;
    const wks_picture_series *series;
    int64_t area; /* number */
    int decimals;
    char level[WKS_READ_PERIOD_SIZE];
    char period[WKS_READ_PERIOD_SIZE];
} origin_place;

static wks_code write_trend(const origin_place *place, wks_json *json, wks_error *err)
{
    wks_query *row =
        wks_picture_query_start(place->picture, WKS_PICTURE_AREA_TRENDS, place->view.release);
    wks_query_bind_integer(row, 2, place->area);
    wks_query_bind_integer(row, 3, place->series->indicator);
    wks_query_bind_integer(row, 4, place->series->breakdown);
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    const wks_read_trend trend =
        has_row ? wks_verdict_json_read_trend(row, 2) : wks_verdict_json_no_trend();
    wks_query_reset(row);
    wks_buffer text = {0};
    wks_origin_text_put_trend(&text, &trend, place->decimals, place->view.language);
    wks_code code = wks_buffer_check(&text, err);
    if (code == WKS_OK) {
        wks_json_key(json, "trend");
        wks_json_open_object(json);
        wks_json_key(json, "uitkomst");
        wks_verdict_json_write_trend(json, &trend);
        wks_json_member_text(json, "tekst", text.bytes);
        wks_json_close_object(json);
    }
    wks_buffer_clear(&text);
    return code;
}

static wks_code write_models(const origin_place *place, wks_json *json, wks_error *err)
{
    wks_query *row =
        wks_picture_query_start(place->picture, WKS_PICTURE_MODELS, place->view.release);
    wks_query_bind_integer(row, 2, place->series->indicator);
    wks_query_bind_integer(row, 3, place->series->breakdown);
    wks_query_bind_text(row, 4, place->level);
    wks_query_bind_text(row, 5, place->period);
    wks_json_key(json, "modellen");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_picture_query_write_model(json, row, place->view.language);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* ---- all of it --------------------------------------------------------------------------------
 */

static void write_delivery(wks_json *json, wks_query *row)
{
    wks_json_key(json, "leveringen");
    wks_json_open_array(json);
    if (wks_query_text(row, 10) != NULL) {
        char id[WKS_DELIVERY_ID_SIZE];
        wks_json_open_object(json);
        wks_json_member_text(json, "id", wks_picture_delivery_id(wks_query_text(row, 10), id));
        wks_json_member_text(json, "bestand", wks_query_text(row, WKS_ORIGIN_FILE));
        if (wks_query_text(row, WKS_ORIGIN_ROWS) != NULL) {
            write_rows(json, wks_query_text(row, WKS_ORIGIN_ROWS));
        }
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static void write_origin(wks_json *json, wks_query *row, const char *area, wks_language language)
{
    const wks_origin_decision decision =
        wks_origin_text_decision(wks_query_text(row, WKS_ORIGIN_DECISION), language);
    wks_buffer text = {0};
    wks_json_open_object(json);
    wks_json_key(json, "waarde");
    wks_json_open_object(json);
    wks_json_member_text(json, "gebied", area);
    wks_picture_query_write_value(json, row, WKS_ORIGIN_VALUE);
    wks_json_close_object(json);
    wks_json_member_text(json, "indicator", wks_query_text(row, 5));
    wks_json_member_text(json, "definitie", wks_query_text(row, 6));
    wks_json_member_text(json, "bron", wks_query_text(row, 7));
    wks_json_key(json, "poort");
    wks_json_open_object(json);
    wks_json_member_text(json, "besluit", decision.words);
    wks_json_member_text(json, "regel", decision.rule);
    wks_json_close_object(json);
    write_delivery(json, row);
    wks_origin_text_put_source(&text, row, language);
    wks_json_member_text(json, "uitleg", text.failed ? NULL : text.bytes);
    json->out->failed = json->out->failed || text.failed;
    wks_buffer_clear(&text);
    write_method(json, row, language);
    write_flags(json, row, language);
}

/* The row of the number, and where it stands. */
static wks_code find_origin(origin_place *place, const char *area, wks_query **out, wks_error *err)
{
    const int64_t release = place->view.release;
    wks_query *row = wks_picture_query_start(place->picture, WKS_PICTURE_AREA, release);
    wks_query_bind_text(row, 2, area);
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (has_row) {
        place->area = wks_query_integer(row, 0);
        wks_query_reset(row);
        row = wks_picture_query_start(place->picture, WKS_PICTURE_ORIGIN, release);
        wks_query_bind_integer(row, 2, place->series->series);
        wks_query_bind_integer(row, 3, place->area);
        WKS_TRY(wks_query_step(row, &has_row, err));
    }
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr_in(place->view.language,
                                  "There is no figure for this area in this series.",
                                  "Voor dit gebied is er geen cijfer in deze reeks."));
    }
    place->decimals = (int)wks_query_integer(row, WKS_ORIGIN_DECIMALS);
    snprintf(place->level, sizeof place->level, "%s", wks_query_text(row, WKS_ORIGIN_LEVEL));
    snprintf(place->period, sizeof place->period, "%s", wks_query_text(row, WKS_ORIGIN_PERIOD));
    *out = row;
    return WKS_OK;
}

wks_code wks_picture_read_origin(wks_picture *picture, wks_picture_view view,
                                 const wks_picture_series *series, const char *area,
                                 wks_buffer *out, wks_error *err)
{
    origin_place place = {.picture = picture, .view = view, .series = series};
    wks_query *row = NULL;
    wks_json json;
    WKS_TRY(find_origin(&place, area, &row, err));
    wks_json_init(&json, out);
    write_origin(&json, row, area, view.language);
    WKS_TRY(write_comparison(&json, row, view.language, err));
    wks_query_reset(row);
    WKS_TRY(write_trend(&place, &json, err));
    WKS_TRY(write_models(&place, &json, err));
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
