/* Where one number comes from, and what is said of it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"
#include "public/picture/verdict_json.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Columns of origin.sql after those of the delivery. */
enum {
    ORIGIN_METHOD = 13,
    ORIGIN_FLAGS = 14,
    ORIGIN_UNIT = 15,
    ORIGIN_DECIMALS = 16,
    ORIGIN_LEVEL = 17,
    ORIGIN_PERIOD = 18,
    ORIGIN_AREA = 19,
    ORIGIN_WHOLE = 20,
    ORIGIN_VERDICT = 21,
    ORIGIN_TEST = 31
};

/* The decision of the gate, in the words that the reader sees. */
static const struct {
    const char *decision;
    const char *dutch;
    const char *rule;
} decisions[] = {
    {"public", "openbaar cijfer van de eigenaar",
     "De eigenaar heeft dit cijfer zelf openbaar gemaakt; het gaat ongewijzigd door."},
    {"allowed", "toegelaten", "Het cijfer gaat over genoeg mensen en mag naar buiten."},
    {"hidden", "verborgen",
     "Het cijfer gaat over te weinig mensen, of zo'n cijfer is ermee terug te rekenen. Het blijft "
     "binnen."},
    {"refused", "nog niet vrijgegeven",
     "De bron is niet openbaar; zulke cijfers laat de poort in deze versie nog niet door."},
    {"none", "geen cijfer", "De bron geeft hier geen cijfer, dus er viel niets te besluiten."},
};

static size_t decision_at(const char *decision)
{
    size_t i = 0;
    while (i + 1 < sizeof decisions / sizeof decisions[0] &&
           strcmp(decisions[i].decision, decision) != 0) {
        i++;
    }
    return i;
}

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

/* One Dutch sentence; columns as in origin.sql. */
static void write_explanation(wks_json *json, wks_query *row)
{
    const char *owner = wks_query_text(row, 9);
    const char *file = wks_query_text(row, 11);
    const char *rows = wks_query_text(row, 12);
    const char *status = wks_query_text(row, 3);
    wks_buffer text = {0};
    if (strcmp(wks_query_text(row, 4), "hidden") == 0) {
        /* the same words whichever of the two it is */
        wks_buffer_printf(&text, "Dit cijfer is verborgen. Het gaat over te weinig mensen, of zo'n "
                                 "cijfer is ermee terug te rekenen.");
    } else if (strcmp(status, "hidden") == 0) {
        wks_buffer_printf(&text, "%s heeft dit cijfer verborgen om de privacy van mensen.", owner);
    } else if (file == NULL) {
        wks_buffer_printf(&text, "Voor dit gebied en deze periode is geen cijfer geleverd.");
    } else if (wks_query_text(row, 0) == NULL && strcmp(status, "boundary") == 0) {
        wks_buffer_printf(&text,
                          "De grens van dit gebied is gewijzigd, dus het cijfer in %s past "
                          "er niet op.",
                          file);
    } else if (wks_query_text(row, 0) == NULL) {
        wks_buffer_printf(&text, "Het bestand %s van %s bevat hier geen cijfer.", file, owner);
    } else if (rows != NULL && strchr(rows, ' ') == NULL) {
        wks_buffer_printf(&text, "Dit cijfer komt uit rij %s van het bestand %s van %s.", rows,
                          file, owner);
    } else if (rows != NULL) {
        wks_buffer_printf(&text, "Dit cijfer is berekend uit rijen van het bestand %s van %s.",
                          file, owner);
    } else {
        wks_buffer_printf(&text, "Dit cijfer is berekend uit het bestand %s van %s.", file, owner);
    }
    wks_json_member_text(json, "uitleg", text.failed ? NULL : text.bytes);
    json->out->failed = json->out->failed || text.failed;
    wks_buffer_clear(&text);
}

/* ---- what is said of it ----------------------------------------------------------------------
 */

static const char *note_of(wks_query *row)
{
    const char *note = wks_query_text(row, ORIGIN_TEST + 6);
    return note == NULL ? "" : note;
}

static void write_method(wks_json *json, wks_query *row)
{
    const char *code = wks_query_text(row, ORIGIN_METHOD);
    const wks_verdict_word *method = wks_verdict_word_find(WKS_WORDS_METHOD, code);
    const bool has_note = code == NULL && note_of(row)[0] != 0;
    wks_json_key(json, "methode");
    wks_json_open_object(json);
    wks_json_member_text(json, "code", method->json);
    wks_json_member_text(json, "tekst", has_note ? note_of(row) : method->dutch);
    wks_json_close_object(json);
    wks_json_key(json, "vlaggen");
    wks_json_open_array(json);
    for (const char *at = wks_query_text(row, ORIGIN_FLAGS); at != NULL && *at != 0;) {
        const size_t n = strcspn(at, " ");
        char flag[WKS_FLAGS_TEXT_SIZE];
        snprintf(flag, sizeof flag, "%.*s", (int)n, at);
        wks_json_open_object(json);
        wks_json_member_text(json, "code", flag);
        wks_json_member_text(json, "tekst", wks_verdict_word_find(WKS_WORDS_FLAG, flag)->dutch);
        wks_json_close_object(json);
        at += n + (at[n] == ' ');
    }
    wks_json_close_array(json);
}

static void put_chance(wks_buffer *text, double p)
{
    const double percent = 100 * p;
    if (percent > 99.9 || percent < 0.1) {
        wks_buffer_text(text, percent < 0.1 ? "minder dan 0,1%" : "meer dan 99,9%");
        return;
    }
    wks_verdict_json_put_number(text, percent, 1);
    wks_buffer_text(text, "%");
}

/* The comparison in full: the numbers that were used, and what follows from them. */
static void put_comparison(wks_buffer *text, wks_query *row, const wks_read_verdict *verdict,
                           const wks_read_test *test)
{
    const int decimals = (int)wks_query_integer(row, ORIGIN_DECIMALS);
    const char *unit = wks_query_text(row, ORIGIN_UNIT);
    const char *whole = wks_query_text(row, ORIGIN_WHOLE);
    if (verdict->reason->json != NULL) {
        wks_verdict_json_put_sentence(text, verdict->reason->dutch);
        if (note_of(row)[0] != 0) {
            wks_buffer_printf(text, " %s", note_of(row));
        }
        return;
    }
    wks_buffer_printf(text, "%s: ", wks_query_text(row, ORIGIN_AREA));
    wks_verdict_json_put_number(text, wks_query_number(row, 0), decimals);
    wks_buffer_printf(text, " %s. De rest van %s, zonder dit gebied: ", unit,
                      whole == NULL ? verdict->against : whole);
    wks_verdict_json_put_number(text, verdict->reference, decimals);
    wks_buffer_printf(text, " %s. Verschil: ", unit);
    wks_verdict_json_put_number(text, verdict->difference, decimals + 1);
    wks_buffer_text(text, " (95%-interval ");
    wks_verdict_json_put_number(text, verdict->lower, decimals + 1);
    wks_buffer_text(text, " tot ");
    wks_verdict_json_put_number(text, verdict->upper, decimals + 1);
    wks_buffer_text(text, "). ");
    if (!isnan(verdict->p_higher)) {
        wks_buffer_text(text, "De kans dat dit gebied hoger ligt dan de rest, gezien alle gebieden "
                              "samen: ");
        put_chance(text, verdict->p_higher);
        wks_buffer_text(text, ". ");
    }
    wks_buffer_printf(text, "Oordeel: %s. ", verdict->label->dutch);
    wks_verdict_json_put_test(text, test);
}

static wks_code write_comparison(wks_json *json, wks_query *row, wks_error *err)
{
    const bool has_value = !isnan(wks_query_number(row, 0));
    const wks_read_verdict verdict = wks_verdict_json_read(row, ORIGIN_VERDICT, has_value);
    const wks_read_test test = wks_verdict_json_read_test(row, ORIGIN_TEST);
    wks_buffer text = {0};
    write_method(json, row);
    wks_json_key(json, "vergelijking");
    wks_json_open_object(json);
    wks_json_key(json, "uitkomst");
    wks_verdict_json_write(json, &verdict);
    wks_json_key(json, "toets");
    WKS_TRY(wks_verdict_json_write_test(json, &test, err));
    put_comparison(&text, row, &verdict, &test);
    wks_code code = wks_buffer_check(&text, err);
    if (code == WKS_OK) {
        wks_json_member_text(json, "tekst", text.bytes);
    }
    wks_buffer_clear(&text);
    wks_json_close_object(json);
    return code;
}

static void put_trend(wks_buffer *text, const wks_read_trend *trend, int decimals)
{
    if (trend->reason->json != NULL) {
        wks_verdict_json_put_sentence(text, trend->reason->dutch);
        return;
    }
    wks_buffer_printf(text, "Van %s tot %s (%lld jaren met een cijfer, zonder breuk): ",
                      trend->from_period, trend->to_period, (long long)trend->n_periods);
    wks_verdict_json_put_number(text, trend->per_year, decimals + 1);
    wks_buffer_text(text, " per jaar (95%-interval ");
    wks_verdict_json_put_number(text, trend->lower, decimals + 1);
    wks_buffer_text(text, " tot ");
    wks_verdict_json_put_number(text, trend->upper, decimals + 1);
    wks_buffer_printf(text, "): %s.", trend->movement->dutch);
}

static wks_code write_trend(wks_picture *picture, int64_t release, const wks_picture_series *series,
                            int64_t area, int decimals, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_AREA_TRENDS, release);
    wks_query_bind_integer(row, 2, area);
    wks_query_bind_integer(row, 3, series->indicator);
    wks_query_bind_integer(row, 4, series->breakdown);
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    const wks_read_trend trend =
        has_row ? wks_verdict_json_read_trend(row, 2) : wks_verdict_json_no_trend();
    wks_query_reset(row);
    wks_buffer text = {0};
    put_trend(&text, &trend, decimals);
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

static wks_code write_models(wks_picture *picture, int64_t release,
                             const wks_picture_series *series, const char *level,
                             const char *period, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_MODELS, release);
    wks_query_bind_integer(row, 2, series->indicator);
    wks_query_bind_integer(row, 3, series->breakdown);
    wks_query_bind_text(row, 4, level);
    wks_query_bind_text(row, 5, period);
    wks_json_key(json, "modellen");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_picture_query_write_model(json, row);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* ---- all of it ---------------------------------------------------------------------------------
 */

static void write_origin(wks_json *json, wks_query *row, const char *area)
{
    size_t decision = decision_at(wks_query_text(row, 4));
    wks_json_open_object(json);
    wks_json_key(json, "waarde");
    wks_json_open_object(json);
    wks_json_member_text(json, "gebied", area);
    wks_picture_query_write_value(json, row, 0);
    wks_json_close_object(json);
    wks_json_member_text(json, "indicator", wks_query_text(row, 5));
    wks_json_member_text(json, "definitie", wks_query_text(row, 6));
    wks_json_member_text(json, "bron", wks_query_text(row, 7));
    wks_json_key(json, "poort");
    wks_json_open_object(json);
    wks_json_member_text(json, "besluit", decisions[decision].dutch);
    wks_json_member_text(json, "regel", decisions[decision].rule);
    wks_json_close_object(json);
    wks_json_key(json, "leveringen");
    wks_json_open_array(json);
    if (wks_query_text(row, 10) != NULL) {
        char id[WKS_DELIVERY_ID_SIZE];
        wks_json_open_object(json);
        wks_json_member_text(json, "id", wks_picture_delivery_id(wks_query_text(row, 10), id));
        wks_json_member_text(json, "bestand", wks_query_text(row, 11));
        if (wks_query_text(row, 12) != NULL) {
            write_rows(json, wks_query_text(row, 12));
        }
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    write_explanation(json, row);
}

wks_code wks_picture_read_origin(wks_picture *picture, int64_t release,
                                 const wks_picture_series *series, const char *area,
                                 wks_buffer *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_AREA, release);
    wks_query_bind_text(row, 2, area);
    bool has_row = false;
    int64_t number = 0;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (has_row) {
        number = wks_query_integer(row, 0);
        wks_query_reset(row);
        row = wks_picture_query_start(picture, WKS_PICTURE_ORIGIN, release);
        wks_query_bind_integer(row, 2, series->series);
        wks_query_bind_integer(row, 3, number);
        WKS_TRY(wks_query_step(row, &has_row, err));
    }
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "Voor dit gebied is er geen cijfer in deze reeks.");
    }
    wks_json json;
    char period[WKS_READ_PERIOD_SIZE];
    char level[WKS_READ_PERIOD_SIZE];
    const int decimals = (int)wks_query_integer(row, ORIGIN_DECIMALS);
    wks_json_init(&json, out);
    write_origin(&json, row, area);
    WKS_TRY(write_comparison(&json, row, err));
    snprintf(level, sizeof level, "%s", wks_query_text(row, ORIGIN_LEVEL));
    snprintf(period, sizeof period, "%s", wks_query_text(row, ORIGIN_PERIOD));
    wks_query_reset(row);
    WKS_TRY(write_trend(picture, release, series, number, decimals, &json, err));
    WKS_TRY(write_models(picture, release, series, level, period, &json, err));
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
