/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_read.h"

#include "base/language.h"
#include "base/text.h"
#include "programs/wijkscan/gate_keys.h"
#include "programs/wijkscan/gate_treated.h"

#include <stdint.h>
#include <string.h>

/* ---- names ----------------------------------------------------------------------------------- */

wks_code wks_gate_read_names(const char *flag, const char *names, wks_arena *arena,
                             wks_gate_names *out, wks_error *err)
{
    *out = (wks_gate_names){0};
    WKS_TRY(
        wks_arena_take(arena, WKS_COUNT_TABLE_MOST_COLUMNS, sizeof *out->names, &out->names, err));
    while (names != NULL) {
        const size_t n = strcspn(names, ",");
        const wks_span name = wks_span_trim(names, n);
        const char *text = wks_arena_text_n(arena, name.at, name.n);
        if (text == NULL) {
            return wks_arena_fail(err);
        }
        if (name.n == 0 || out->n == WKS_COUNT_TABLE_MOST_COLUMNS) {
            return wks_gate_keys_fail_names(flag, err);
        }
        for (size_t i = 0; i < out->n; i++) {
            if (strcmp(out->names[i], text) == 0) {
                return wks_gate_keys_fail_twice(flag, text, err);
            }
        }
        out->names[out->n++] = text;
        names = names[n] == ',' ? names + n + 1 : NULL;
    }
    return WKS_OK;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static wks_code check_apart(const wks_table_keys *keys, const char *flag, const char *column,
                            wks_error *err)
{
    for (size_t i = 0; i < keys->n; i++) {
        if (strcmp(keys->columns[i], column) == 0) {
            return wks_fail(
                err, WKS_E_ARGUMENT,
                wks_tr("--%s: column %s is a key column", "--%s: kolom %s is een sleutelkolom"),
                flag, column);
        }
    }
    return WKS_OK;
}

static wks_code read_untreated(const char *path, wks_arena *arena, wks_method_data *out,
                               wks_error *err)
{
    WKS_TRY(wks_method_read(path, arena, out, err));
    return wks_gate_treated_refuse(out, err);
}

/* A key column that the file does not have is a total all the way down, unless it must have them
 * all. */
static wks_code read_codes(const wks_method_data *data, const wks_table_keys *keys, bool is_whole,
                           wks_arena *arena, wks_count_table_rows *out, wks_error *err)
{
    const char **codes = NULL;
    WKS_TRY(wks_arena_take(arena, data->n_rows * keys->n, sizeof *codes, &codes, err));
    for (size_t k = 0; k < keys->n; k++) {
        size_t column = 0;
        while (!is_whole && column < data->n_columns &&
               strcmp(data->columns[column], keys->columns[k]) != 0) {
            column++;
        }
        if (is_whole) {
            WKS_TRY(wks_method_column(data, keys->columns[k], &column, err));
        }
        for (size_t i = 0; i < data->n_rows; i++) {
            codes[i * keys->n + k] = column < data->n_columns
                                         ? data->cells[i * data->n_columns + column]
                                         : WKS_COUNT_TABLE_TOTAL;
        }
    }
    *out = (wks_count_table_rows){.path = data->path,
                                  .keys = keys,
                                  .codes = codes,
                                  .line = data->line,
                                  .n_rows = data->n_rows};
    return WKS_OK;
}

wks_code wks_gate_read_data(const char *path, const wks_table_keys *keys, wks_arena *arena,
                            wks_gate_data *out, wks_error *err)
{
    WKS_TRY(read_untreated(path, arena, &out->file, err));
    return read_codes(&out->file, keys, true, arena, &out->rows, err);
}

/* "-12.50" as -1250 and 2 decimals; false when it is no such number, or does not fit. */
static bool read_decimal(const char *text, int64_t *value, int *n_decimals)
{
    char digits[32];
    const size_t n = strlen(text);
    const size_t whole = strcspn(text, ".");
    if (n >= sizeof digits || (whole < n && (whole == 0 || whole + 1 == n)) ||
        n - whole > WKS_GATE_MOST_DECIMALS + 1) {
        return false;
    }
    memcpy(digits, text, whole);
    memcpy(digits + whole, text + (whole < n ? whole + 1 : n), n - whole);
    *n_decimals = whole < n ? (int)(n - whole - 1) : 0;
    return wks_text_integer((wks_span){digits, whole + (size_t)*n_decimals}, value);
}

/* All times the same power of ten. */
static wks_code read_scaled(const wks_gate_data *data, const char *name, int most_decimals,
                            wks_arena *arena, wks_gate_decimals *out, wks_error *err)
{
    size_t column = 0;
    int *n_decimals = NULL;
    *out = (wks_gate_decimals){0};
    WKS_TRY(wks_method_column(&data->file, name, &column, err));
    WKS_TRY(wks_arena_take(arena, data->file.n_rows, sizeof *out->values, &out->values, err));
    WKS_TRY(wks_arena_take(arena, data->file.n_rows, sizeof *n_decimals, &n_decimals, err));
    for (size_t i = 0; i < data->file.n_rows; i++) {
        const char *cell = data->file.cells[i * data->file.n_columns + column];
        if (!read_decimal(cell, &out->values[i], &n_decimals[i]) || n_decimals[i] > most_decimals) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected %s",
                                   "%s: regel %zu, kolom %s: verwacht %s"),
                            data->file.path, data->file.line[i], name,
                            most_decimals == 0
                                ? wks_tr("a whole number", "een geheel getal")
                                : wks_tr("a number with a decimal point and at most six decimals",
                                         "een getal met een punt en hoogstens zes decimalen"));
        }
        out->n_decimals = n_decimals[i] > out->n_decimals ? n_decimals[i] : out->n_decimals;
    }
    for (size_t i = 0; i < data->file.n_rows; i++) {
        for (int k = n_decimals[i]; k < out->n_decimals; k++) {
            if (__builtin_mul_overflow(out->values[i], 10, &out->values[i])) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu, column %s: expected a smaller number",
                                       "%s: regel %zu, kolom %s: verwacht een kleiner getal"),
                                data->file.path, data->file.line[i], name);
            }
        }
    }
    return WKS_OK;
}

wks_code wks_gate_read_decimals(const wks_gate_data *data, const char *name, wks_arena *arena,
                                wks_gate_decimals *out, wks_error *err)
{
    return read_scaled(data, name, WKS_GATE_MOST_DECIMALS, arena, out, err);
}

wks_code wks_gate_read_whole(const wks_gate_data *data, const char *name, wks_arena *arena,
                             wks_gate_decimals *out, wks_error *err)
{
    return read_scaled(data, name, 0, arena, out, err);
}

wks_code wks_gate_read_table(const char *path, const wks_table_keys *keys, const char *count,
                             wks_arena *arena, wks_count_table_rows *out, wks_error *err)
{
    wks_gate_data data;
    wks_gate_decimals counts;
    WKS_TRY(check_apart(keys, "count", count, err));
    WKS_TRY(wks_gate_read_data(path, keys, arena, &data, err));
    WKS_TRY(wks_gate_read_whole(&data, count, arena, &counts, err));
    *out = data.rows;
    out->counts = counts.values;
    out->count_column = count;
    return WKS_OK;
}

wks_code wks_gate_read_codes(const char *path, const wks_table_keys *keys, wks_arena *arena,
                             wks_gate_codes *out, wks_error *err)
{
    wks_method_data data;
    wks_count_table_rows rows;
    WKS_TRY(wks_method_read(path, arena, &data, err));
    WKS_TRY(read_codes(&data, keys, true, arena, &rows, err));
    *out = (wks_gate_codes){
        .path = data.path, .codes = rows.codes, .line = rows.line, .n_rows = rows.n_rows};
    return WKS_OK;
}

wks_code wks_gate_read_persons(const char *path, const wks_table_keys *keys, const char *column,
                               wks_arena *arena, wks_gate_persons *out, wks_error *err)
{
    wks_method_data data;
    WKS_TRY(check_apart(keys, "record-keys", column, err));
    WKS_TRY(read_untreated(path, arena, &data, err));
    WKS_TRY(read_codes(&data, keys, true, arena, &out->rows, err));
    out->rows.count_column = column; /* never named: counts that are made here are in order */
    return wks_method_texts(&data, column, arena, &out->pseudonyms, err);
}

/* ---- patterns -------------------------------------------------------------------------------- */

static const char *const pattern_columns[] = {"n", "primary", "suppressed"};

enum {
    N_PATTERN_COLUMNS = sizeof pattern_columns / sizeof pattern_columns[0]
};

/* In a complete pattern only a level of a hierarchy never has a code below a total. */
static bool is_level(const wks_method_data *data, size_t column)
{
    for (size_t i = 0; column > 0 && i < data->n_rows; i++) {
        const char *const *cells = data->cells + i * data->n_columns;
        if (strcmp(cells[column - 1], WKS_COUNT_TABLE_TOTAL) == 0 &&
            strcmp(cells[column], WKS_COUNT_TABLE_TOTAL) != 0) {
            return false;
        }
    }
    return column > 0;
}

wks_code wks_gate_open_pattern(const char *path, wks_arena *arena, wks_method_data *out,
                               wks_error *err)
{
    WKS_TRY(read_untreated(path, arena, out, err));
    bool is_pattern = out->n_columns > N_PATTERN_COLUMNS &&
                      out->n_columns <= WKS_COUNT_TABLE_MOST_COLUMNS + N_PATTERN_COLUMNS;
    for (size_t i = 0; is_pattern && i < N_PATTERN_COLUMNS; i++) {
        is_pattern =
            strcmp(out->columns[out->n_columns - N_PATTERN_COLUMNS + i], pattern_columns[i]) == 0;
    }
    return is_pattern
               ? WKS_OK
               : wks_fail(err, WKS_E_FORMAT,
                          wks_tr("%s: line 1: expected key columns, then n,primary,suppressed",
                                 "%s: regel 1: verwacht sleutelkolommen, dan n,primary,suppressed"),
                          out->path);
}

size_t wks_gate_count_keys(const wks_method_data *data)
{
    return data->n_columns - N_PATTERN_COLUMNS;
}

void wks_gate_pattern_keys(const wks_method_data *data, wks_table_keys *out)
{
    const size_t n = wks_gate_count_keys(data);
    size_t n_places = 1;
    while (n_places < n && is_level(data, n_places)) {
        n_places++;
    }
    *out = wks_table_keys_simple(data->columns, n, n_places);
    for (size_t k = n_places; k < n; k++) {
        out->is_below[k] = is_level(data, k);
    }
}

static wks_code read_suppressed(const wks_method_data *data, wks_arena *arena, bool **out,
                                wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof **out, out, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        for (size_t column = data->n_columns - 2; column < data->n_columns; column++) {
            const char *cell = data->cells[i * data->n_columns + column];
            if (strcmp(cell, "0") != 0 && strcmp(cell, "1") != 0) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu, column %s: expected 0 or 1",
                                       "%s: regel %zu, kolom %s: verwacht 0 of 1"),
                                data->path, data->line[i], data->columns[column]);
            }
            (*out)[i] = cell[0] == '1';
        }
    }
    return WKS_OK;
}

wks_code wks_gate_take_pattern(const wks_method_data *data, const wks_table_keys *keys,
                               wks_arena *arena, wks_gate_pattern *out, wks_error *err)
{
    wks_gate_data of = {.file = *data};
    wks_gate_decimals counts;
    bool *is_suppressed = NULL;
    *out = (wks_gate_pattern){0};
    for (size_t i = 0; i < wks_gate_count_keys(data); i++) {
        if (wks_gate_keys_find(keys, data->columns[i]) == keys->n) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line 1: other key columns than this table has: %s",
                                   "%s: regel 1: andere sleutelkolommen dan deze tabel heeft: %s"),
                            data->path, data->columns[i]);
        }
    }
    WKS_TRY(read_codes(data, keys, false, arena, &of.rows, err));
    WKS_TRY(wks_gate_read_decimals(&of, pattern_columns[0], arena, &counts, err));
    WKS_TRY(read_suppressed(data, arena, &is_suppressed, err));
    out->pattern = (wks_table_pattern){.rows = of.rows, .is_suppressed = is_suppressed};
    out->pattern.rows.counts = counts.values;
    out->pattern.rows.count_column = pattern_columns[0];
    out->n_decimals = counts.n_decimals;
    return WKS_OK;
}

/* ---- flags ----------------------------------------------------------------------------------- */

wks_code wks_gate_read_choice(const wks_call *call, const wks_arguments *arguments,
                              const char *name, const char *const *words, size_t n, size_t *out,
                              wks_error *err)
{
    const char *given = wks_arguments_flag(call, arguments, name);
    wks_buffer list = {0};
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        if (given == NULL || strcmp(given, words[i]) == 0) {
            *out = i;
            wks_buffer_clear(&list);
            return WKS_OK;
        }
        wks_buffer_printf(&list, "%s%s", i == 0 ? "" : wks_tr(" or ", " of "), words[i]);
    }
    const wks_code code =
        wks_fail(err, WKS_E_ARGUMENT, wks_tr("--%s: expected %s", "--%s: verwacht %s"), name,
                 list.bytes == NULL ? "-" : list.bytes);
    wks_buffer_clear(&list);
    return code;
}
