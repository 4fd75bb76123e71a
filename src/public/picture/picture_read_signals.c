/* The lists of where need and use of care do not go together.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/verdict_json.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

void wks_picture_query_write_model(wks_json *json, wks_query *row, wks_language language)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "naam", wks_query_text(row, 0));
    wks_json_member_text(json, "tekst", wks_query_text(row, language == WKS_DUTCH ? 1 : 2));
    wks_json_member_text(json, "niveau", wks_query_text(row, 3));
    wks_json_member_text(json, "periode", wks_query_text(row, 4));
    wks_json_key(json, "diagnostiek");
    wks_json_raw(json, wks_query_text(row, 5));
    wks_json_close_object(json);
}

static const char *label_words(const char *label)
{
    static const struct {
        const char *code;
        const char *json;
    } words[] = {{"strong", "sterk"}, {"possible", "mogelijk"}, {"no_statement", "geen_uitspraak"}};

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i].code, label) == 0) {
            return words[i].json;
        }
    }
    return "geen";
}

static void write_signal(wks_json *json, wks_query *row, unsigned *reasons)
{
    static const char *const keys[] = {"behoefte",   "behoefteOnder",   "behoefteBoven",
                                       "verhouding", "verhoudingOnder", "verhoudingBoven",
                                       "kans"};
    const wks_verdict_word *reason =
        wks_verdict_word_find(WKS_WORDS_REASON, wks_query_text(row, 10));
    wks_json_open_object(json);
    wks_json_member_text(json, "gebied", wks_query_text(row, 0));
    wks_json_member_text(json, "periode", wks_query_text(row, 1));
    for (int i = 0; i < 7; i++) {
        wks_json_member_number(json, keys[i], wks_query_number(row, 2 + i));
    }
    wks_json_member_text(json, "aanwijzing", label_words(wks_query_text(row, 9)));
    wks_json_member_text(json, "reden", reason->json);
    wks_json_key(json, "ladder");
    wks_json_raw(json, wks_query_text(row, 11));
    wks_json_close_object(json);
    *reasons |= wks_verdict_json_reason_bit(reason);
}

static wks_code write_signals(wks_picture *picture, int64_t release, const char *list,
                              wks_json *json, unsigned *reasons, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SIGNALS, release);
    wks_query_bind_text(row, 2, list);
    wks_json_key(json, "gebieden");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        write_signal(json, row, reasons);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static wks_code write_list_model(wks_picture *picture, wks_picture_view view, int64_t number,
                                 wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_MODELS, view.release);
    bool has_row = false;
    wks_query_bind_integer(row, 6, number);
    WKS_TRY(wks_query_step(row, &has_row, err));
    wks_json_key(json, "model");
    if (has_row) {
        wks_picture_query_write_model(json, row, view.language);
    } else {
        wks_json_text(json, NULL);
    }
    wks_query_reset(row);
    return WKS_OK;
}

static void write_series_name(wks_json *json, const char *key, wks_query *row, int first)
{
    wks_json_key(json, key);
    wks_json_open_object(json);
    wks_json_member_text(json, "indicator", wks_query_text(row, first));
    wks_json_member_text(json, "uitsplitsing", wks_query_text(row, first + 1));
    wks_json_close_object(json);
}

/* row holds the columns of signal_lists.sql. */
static wks_code write_list(wks_picture *picture, wks_picture_view view, wks_query *row,
                           wks_json *json, unsigned *reasons, wks_error *err)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "id", wks_query_text(row, 0));
    wks_json_member_text(json, "naam", wks_query_text(row, view.language == WKS_DUTCH ? 1 : 2));
    write_series_name(json, "behoefte", row, 3);
    write_series_name(json, "gebruik", row, 5);
    wks_json_member_text(json, "niveau", wks_query_text(row, 7));
    wks_json_member_text(json, "periode", wks_query_text(row, 8));
    wks_json_member_bool(json, "etiketten", wks_query_integer(row, 9) != 0);
    wks_json_member_text(json, "toelichting", wks_query_text(row, 10));
    wks_json_key(json, "gevoeligheid");
    wks_json_raw(json, wks_query_text(row, 11));
    WKS_TRY(write_list_model(picture, view, wks_query_integer(row, 12), json, err));
    WKS_TRY(write_signals(picture, view.release, wks_query_text(row, 0), json, reasons, err));
    wks_verdict_json_write_dutch(json, view.language,
                                 "toelichting gevoeligheid.keuze gebieden.ladder.tekst");
    wks_json_close_object(json);
    return WKS_OK;
}

wks_code wks_picture_read_signals(wks_picture *picture, wks_picture_view view, wks_buffer *out,
                                  wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SIGNAL_LISTS, view.release);
    wks_json json;
    unsigned reasons = 0;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_key(&json, "lijsten");
    wks_json_open_array(&json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        WKS_TRY(write_list(picture, view, row, &json, &reasons, err));
    }
    wks_json_close_array(&json);
    wks_json_key(&json, "redenen");
    wks_verdict_json_write_reasons(&json, reasons, view.language);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
