/* What the gate decided of a release, by which rules, and the releases so far.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* How many values met which decision.  All that is hidden is one number: which of it a rule hides,
 * and which is hidden for the sake of that, nobody is told. */
typedef struct tally {
    int64_t shown, hidden, refused, empty; /* of what was asked */
    int64_t public_shown, public_empty;    /* of figures that their owner has made public */
} tally;

static int64_t asked_of(const tally *count)
{
    return count->shown + count->hidden + count->refused + count->empty;
}

static int64_t public_of(const tally *count)
{
    return count->public_shown + count->public_empty;
}

static void write_asked(wks_json *json, const tally *count)
{
    wks_json_key(json, "gevraagd");
    wks_json_open_object(json);
    wks_json_member_integer(json, "cijfers", asked_of(count));
    wks_json_member_integer(json, "getoond", count->shown);
    wks_json_member_integer(json, "verborgen", count->hidden);
    wks_json_member_integer(json, "nietVrijgegeven", count->refused);
    wks_json_member_integer(json, "leeg", count->empty);
    wks_json_close_object(json);
}

static void write_public(wks_json *json, const tally *count)
{
    wks_json_key(json, "openbaar");
    wks_json_open_object(json);
    wks_json_member_integer(json, "cijfers", public_of(count));
    wks_json_member_integer(json, "getoond", count->public_shown);
    wks_json_member_integer(json, "leeg", count->public_empty);
    wks_json_close_object(json);
}

static void write_nothing(wks_json *json, const char *key)
{
    wks_json_key(json, key);
    wks_json_text(json, NULL);
}

/* row holds the columns of gate_tables.sql; total grows by it. */
static void write_table(wks_json *json, wks_query *row, tally *total)
{
    const tally count = {.shown = wks_query_integer(row, 3),
                         .hidden = wks_query_integer(row, 4),
                         .refused = wks_query_integer(row, 5),
                         .empty = wks_query_integer(row, 6),
                         .public_shown = wks_query_integer(row, 7),
                         .public_empty = wks_query_integer(row, 8)};
    wks_json_open_object(json);
    wks_json_member_text(json, "indicator", wks_query_text(row, 0));
    wks_json_member_text(json, "niveau", wks_query_text(row, 1));
    wks_json_member_text(json, "periode", wks_query_text(row, 2));
    if (asked_of(&count) > 0) {
        write_asked(json, &count);
    } else {
        write_nothing(json, "gevraagd");
    }
    if (public_of(&count) > 0) {
        write_public(json, &count);
    } else {
        write_nothing(json, "openbaar");
    }
    wks_json_close_object(json);
    total->shown += count.shown;
    total->hidden += count.hidden;
    total->refused += count.refused;
    total->empty += count.empty;
    total->public_shown += count.public_shown;
    total->public_empty += count.public_empty;
}

static wks_code write_tables(wks_picture *picture, int64_t release, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_GATE_TABLES, release);
    tally total = {0};
    wks_json_key(json, "tabellen");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        write_table(json, row, &total);
    }
    wks_json_close_array(json);
    wks_json_key(json, "totaal");
    wks_json_open_object(json);
    write_asked(json, &total);
    write_public(json, &total);
    wks_json_close_object(json);
    return WKS_OK;
}

static wks_code write_rules(wks_picture *picture, int64_t release, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_GATE_RULES, release);
    wks_json_key(json, "regels");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        wks_json_member_text(json, "tekst", wks_query_text(row, 0));
        wks_json_member_text(json, "tekstEngels", wks_query_text(row, 1));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* ---- releases --------------------------------------------------------------------------------
 */

/* The number in the line "ledger NUMBER SHA256" of what was signed; false when there is none. */
static bool ledger_number(const char *statement, int64_t *out)
{
    static const char word[] = "ledger ";
    for (const char *line = statement; line != NULL;) {
        if (strncmp(line, word, sizeof word - 1) == 0) {
            const char *digits = line + sizeof word - 1;
            return wks_text_integer((wks_span){digits, strcspn(digits, " \n")}, out);
        }
        line = strchr(line, '\n');
        line = line == NULL ? NULL : line + 1;
    }
    return false;
}

/* row holds the columns of releases.sql. */
static void write_release(wks_json *json, wks_query *row)
{
    const char *statement = wks_query_text(row, 3);
    int64_t ledger = 0;
    wks_json_open_object(json);
    wks_json_member_integer(json, "nummer", wks_query_integer(row, 0));
    wks_json_member_text(json, "id", wks_query_text(row, 1));
    wks_json_member_text(json, "datum", wks_query_text(row, 2));
    wks_json_member_bool(json, "verzegeld", statement != NULL);
    wks_json_member_text(json, "sleutel", wks_query_text(row, 4));
    if (ledger_number(statement, &ledger)) {
        wks_json_member_integer(json, "grootboek", ledger);
    } else {
        write_nothing(json, "grootboek");
    }
    wks_json_close_object(json);
}

static wks_code write_releases(wks_picture *picture, int64_t release, wks_json *json,
                               wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_RELEASES, release);
    wks_json_key(json, "uitgaven");
    wks_json_open_array(json);
    while (true) {
        bool has_row = false;
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        write_release(json, row);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

wks_code wks_picture_read_gate(wks_picture *picture, int64_t release, wks_buffer *out,
                               wks_error *err)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    WKS_TRY(write_rules(picture, release, &json, err));
    WKS_TRY(write_tables(picture, release, &json, err));
    WKS_TRY(write_releases(picture, release, &json, err));
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
