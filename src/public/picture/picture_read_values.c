/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "model/value.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"

#include <string.h>

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
    N_COLUMNS
} value_column;

/* The five columns grow side by side, and are put behind each other at the end. */
static wks_code collect_columns(wks_query *row, wks_buffer columns[N_COLUMNS], wks_error *err)
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
    }
    for (size_t i = 0; i < N_COLUMNS; i++) {
        wks_json_close_array(&writers[i]);
        WKS_TRY(wks_buffer_check(&columns[i], err));
    }
    return WKS_OK;
}

static wks_code write_columns(wks_picture *picture, int64_t release, int64_t series, wks_json *json,
                              wks_error *err)
{
    static const char *const keys[N_COLUMNS] = {"gebied", "waarde", "onder", "boven", "status"};
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SERIES_VALUES, release);
    wks_query_bind_integer(row, 2, series);
    wks_buffer columns[N_COLUMNS] = {0};
    wks_code code = collect_columns(row, columns, err);
    for (size_t i = 0; i < N_COLUMNS; i++) {
        if (code == WKS_OK) {
            wks_json_key(json, keys[i]);
            wks_json_raw(json, columns[i].bytes);
        }
        wks_buffer_clear(&columns[i]);
    }
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
    WKS_TRY(write_columns(picture, release, series->series, &json, err));
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

/* ---- where a number comes from ------------------------------------------------------------- */

/* The decision of the gate, in the words that the reader sees. */
static const struct {
    const char *decision;
    const char *dutch;
    const char *rule;
} decisions[] = {
    {"public", "openbaar cijfer van de eigenaar",
     "De eigenaar heeft dit cijfer zelf openbaar gemaakt; het gaat ongewijzigd door."},
    {"allowed", "toegelaten", "Het cijfer gaat over genoeg mensen en mag naar buiten."},
    {"hidden", "verborgen", "Het cijfer gaat over te weinig mensen en blijft binnen."},
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
    if (strcmp(status, "hidden") == 0) {
        wks_buffer_printf(&text, "Dit cijfer is verborgen, omdat het over te weinig mensen gaat.");
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
    wks_json_close_object(json);
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
    wks_json_init(&json, out);
    write_origin(&json, row, area);
    wks_query_reset(row);
    return wks_buffer_check(out, err);
}
