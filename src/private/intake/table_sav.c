/* SPSS files (.sav, .zsav), read by ReadStat into a CSV for the engine.
 *
 * Cells hold what the file holds: codes, not their labels; a date as yyyy-mm-dd; what the file
 * counts as no answer is empty.  The labels are kept beside the columns.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/language.h"
#include "base/text.h"
#include "model/catalogue.h"
#include "private/intake/header.h"
#include "private/intake/table.h"
#include "private/intake/table_copy.h"
#include "private/intake/table_format.h"

#include <readstat.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* SPSS counts seconds from 14 October 1582, the first day of the Gregorian calendar. */
static const double seconds_before_1970 = 12219379200.0;

enum {
    VALUE_TEXT_SIZE = 48
};

typedef enum moment {
    NO_MOMENT,
    MOMENT_DATE,
    MOMENT_DATE_AND_TIME
} moment;

typedef struct sav_column {
    wks_span name;
    const char *label;
    const char *label_set; /* NULL: none */
    moment moment;
    readstat_missingness_t missing;
} sav_column;

typedef struct sav_label {
    const char *set;
    const char *label;
    const char *value;
    double number; /* NAN for a text */
} sav_label;

typedef struct sav_state {
    wks_arena *arena;
    wks_table_copy copy;
    sav_column *columns;
    size_t n_columns, room_columns;
    sav_label *labels;
    size_t n_labels, room_labels;
    size_t n_rows;
    wks_error *err;
    wks_code code; /* why a handler stopped the reading */
} sav_state;

/* What a handler returns.  A failure sticks: ReadStat goes on to other handlers after some. */
static int go_on(sav_state *state, wks_code code)
{
    if (state->code == WKS_OK) {
        state->code = code;
    }
    return state->code == WKS_OK ? READSTAT_HANDLER_OK : READSTAT_HANDLER_ABORT;
}

/* ---- columns and labels ---------------------------------------------------------------------- */

static moment moment_of(const char *format)
{
    static const char *const dates[] = {"DATE",  "ADATE", "EDATE", "SDATE",
                                        "JDATE", "MOYR",  "QYR",   "WKYR"};
    static const char *const both[] = {"DATETIME", "YMDHMS"};
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        if (wks_text_starts(format, both[i])) {
            return MOMENT_DATE_AND_TIME;
        }
    }
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        if (wks_text_starts(format, dates[i])) {
            return MOMENT_DATE;
        }
    }
    return NO_MOMENT;
}

static wks_code keep_column(sav_state *state, readstat_variable_t *variable, const char *label_set)
{
    WKS_TRY(wks_arena_grow(state->arena, &state->columns, state->n_columns, &state->room_columns,
                           sizeof *state->columns, state->err));
    const char *name = wks_arena_text(state->arena, readstat_variable_get_name(variable));
    const char *label = readstat_variable_get_label(variable);
    const char *format = readstat_variable_get_format(variable);
    sav_column column = {
        .label = wks_arena_text(state->arena, label != NULL ? label : ""),
        .label_set = label_set != NULL ? wks_arena_text(state->arena, label_set) : NULL,
        .moment = readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_NUMERIC
                      ? moment_of(format != NULL ? format : "")
                      : NO_MOMENT,
        .missing = variable->missingness,
    };
    if (name == NULL || column.label == NULL || (label_set != NULL && column.label_set == NULL)) {
        return wks_arena_fail(state->err);
    }
    column.name = (wks_span){name, strlen(name)};
    state->columns[state->n_columns++] = column;
    return WKS_OK;
}

static int on_variable(int index, readstat_variable_t *variable, const char *label_set,
                       void *context)
{
    (void)index;
    sav_state *state = context;
    return go_on(state, keep_column(state, variable, label_set));
}

/* ---- values ---------------------------------------------------------------------------------- */

static const char *moment_text(double seconds, moment kind, char out[static VALUE_TEXT_SIZE])
{
    struct tm parts;
    const double since_1970 = floor(seconds - seconds_before_1970);
    out[0] = 0;
    if (!(fabs(since_1970) < 1e12)) { /* no date that anyone means */
        return out;
    }
    const time_t when = (time_t)since_1970;
    if (gmtime_r(&when, &parts) == NULL) {
        return out;
    }
    bool is_midnight = parts.tm_hour == 0 && parts.tm_min == 0 && parts.tm_sec == 0;
    bool is_date = kind == MOMENT_DATE || is_midnight;
    strftime(out, VALUE_TEXT_SIZE, is_date ? "%Y-%m-%d" : "%Y-%m-%d %H:%M:%S", &parts);
    return out;
}

/* A number or a date as text; a text as it is. */
static const char *value_text(readstat_value_t value, moment kind, char out[static VALUE_TEXT_SIZE])
{
    if (readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING) {
        const char *text = readstat_string_value(value);
        return text != NULL ? text : "";
    }
    double number = readstat_double_value(value);
    return kind == NO_MOMENT ? wks_number_text(number, out) : moment_text(number, kind, out);
}

static wks_code keep_label(sav_state *state, const char *set, readstat_value_t value,
                           const char *text)
{
    char number_text[VALUE_TEXT_SIZE];
    WKS_TRY(wks_arena_grow(state->arena, &state->labels, state->n_labels, &state->room_labels,
                           sizeof *state->labels, state->err));
    bool is_text = readstat_value_type_class(value) == READSTAT_TYPE_CLASS_STRING;
    sav_label label = {
        .set = wks_arena_text(state->arena, set),
        .label = wks_arena_text(state->arena, text),
        .value = wks_arena_text(state->arena, value_text(value, NO_MOMENT, number_text)),
        .number = is_text ? NAN : readstat_double_value(value),
    };
    if (label.set == NULL || label.label == NULL || label.value == NULL) {
        return wks_arena_fail(state->err);
    }
    state->labels[state->n_labels++] = label;
    return WKS_OK;
}

static int on_label(const char *set, readstat_value_t value, const char *label, void *context)
{
    sav_state *state = context;
    return go_on(state, keep_label(state, set, value, label));
}

static int on_value(int row, readstat_variable_t *variable, readstat_value_t value, void *context)
{
    (void)row;
    sav_state *state = context;
    const size_t column = (size_t)readstat_variable_get_index(variable);
    if (state->code != WKS_OK || column >= state->n_columns) {
        return READSTAT_HANDLER_ABORT;
    }
    if (column > 0) {
        wks_table_copy_put(&state->copy, ";", 1);
    }
    if (!readstat_value_is_missing(value, variable)) {
        char number_text[VALUE_TEXT_SIZE];
        const char *text = value_text(value, state->columns[column].moment, number_text);
        wks_table_copy_put_cell(&state->copy, text, strlen(text));
    }
    if (column + 1 == state->n_columns) {
        wks_table_copy_put(&state->copy, "\n", 1);
        state->n_rows++;
    }
    return state->copy.failed_errno == 0
               ? READSTAT_HANDLER_OK
               : go_on(state, wks_table_copy_flush(&state->copy, state->err));
}

/* ---- all together ---------------------------------------------------------------------------- */

static double range_end(readstat_value_t value)
{
    return readstat_value_type_class(value) == READSTAT_TYPE_CLASS_NUMERIC
               ? readstat_double_value(value)
               : (double)NAN;
}

static bool is_no_answer(const sav_column *column, const sav_label *label)
{
    const readstat_missingness_t *missing = &column->missing;
    for (long i = 0; i + 1 < missing->missing_ranges_count * 2; i += 2) {
        if (label->number >= range_end(missing->missing_ranges[i]) &&
            label->number <= range_end(missing->missing_ranges[i + 1])) {
            return true;
        }
    }
    return false;
}

static wks_code make_labels(const sav_state *state, const wks_column_labels **out, wks_error *err)
{
    wks_column_labels *all = NULL;
    WKS_TRY(wks_arena_take(state->arena, state->n_columns, sizeof *all, &all, err));
    for (size_t i = 0; i < state->n_columns; i++) {
        const sav_column *column = &state->columns[i];
        wks_value_label *values = NULL;
        size_t n = 0;
        size_t room = 0;
        for (size_t k = 0; column->label_set != NULL && k < state->n_labels; k++) {
            const sav_label *label = &state->labels[k];
            if (strcmp(label->set, column->label_set) != 0) {
                continue;
            }
            WKS_TRY(wks_arena_grow(state->arena, &values, n, &room, sizeof *values, err));
            values[n++] =
                (wks_value_label){label->value, label->label, is_no_answer(column, label)};
        }
        all[i] = (wks_column_labels){column->label, values, n};
    }
    *out = all;
    return WKS_OK;
}

static wks_code make_columns(const sav_state *state, wks_table_shape *shape, wks_error *err)
{
    wks_span *names = NULL;
    WKS_TRY(wks_arena_take(state->arena, state->n_columns, sizeof *names, &names, err));
    for (size_t i = 0; i < state->n_columns; i++) {
        names[i] = state->columns[i].name;
    }
    shape->n_columns = state->n_columns;
    return wks_header_names(names, state->n_columns, state->arena, &shape->columns, err);
}

static wks_code fail_parse(wks_error *err, readstat_error_t why)
{
    if (why == READSTAT_ERROR_MALLOC) {
        return wks_arena_fail(err);
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("is a damaged or unknown kind of SPSS file (%s)",
                           "is een beschadigd of onbekend soort SPSS-bestand (%s)"),
                    readstat_error_message(why));
}

static wks_code parse(sav_state *state, const char *path, wks_error *err)
{
    readstat_parser_t *parser = readstat_parser_init();
    if (parser == NULL) {
        return wks_arena_fail(err);
    }
    readstat_set_variable_handler(parser, on_variable);
    readstat_set_value_label_handler(parser, on_label);
    readstat_set_value_handler(parser, on_value);
    readstat_error_t result = readstat_parse_sav(parser, path, state);
    readstat_parser_free(parser);
    if (state->code != WKS_OK) {
        return state->code;
    }
    return result == READSTAT_OK ? WKS_OK : fail_parse(err, result);
}

static bool recognises(wks_span beginning)
{
    return beginning.n >= 4 &&
           (memcmp(beginning.at, "$FL2", 4) == 0 || memcmp(beginning.at, "$FL3", 4) == 0);
}

static wks_code open_sav(wks_table *table, const wks_source *source, wks_error *err)
{
    (void)source;
    sav_state *state = NULL;
    WKS_TRY(wks_arena_take(table->arena, 1, sizeof *state, &state, err));
    *state = (sav_state){.arena = table->arena, .copy = wks_table_copy_none, .err = err};
    table->state = state;
    WKS_TRY(wks_table_copy_open(&state->copy, table->arena, err));
    WKS_TRY(parse(state, table->given_path, err));
    WKS_TRY(wks_table_copy_flush(&state->copy, err));
    if (state->n_rows == 0 || state->n_columns < 2) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%zu columns and %zu rows; expected at least two columns and a row",
                               "%zu kolommen en %zu rijen; verwacht: minstens twee kolommen en "
                               "een rij"),
                        state->n_columns, state->n_rows);
    }
    wks_table_shape *shape = &table->shape;
    WKS_TRY(make_columns(state, shape, err));
    WKS_TRY(make_labels(state, &table->labels, err));
    shape->engine = WKS_TABLE_CSV;
    shape->path = state->copy.path;
    shape->delimiter = ';';
    shape->quote = '"';
    shape->first_row = 1;
    shape->n_rows = state->n_rows;
    return WKS_OK;
}

static void close_sav(wks_table *table)
{
    sav_state *state = table->state;
    if (state != NULL) {
        wks_table_copy_close(&state->copy);
        table->state = NULL;
    }
}

const wks_table_format wks_table_sav_format = {
    .name = "sav",
    .recognises = recognises,
    .open = open_sav,
    .close = close_sav,
};
