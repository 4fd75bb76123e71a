/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_read.h"

#include "base/language.h"
#include "base/text.h"
#include "programs/wijkscan/gate_treated.h"

#include <stdint.h>
#include <string.h>

/* ---- columns --------------------------------------------------------------------------------- */

static wks_code add_key(const char *flag, wks_span name, wks_arena *arena, wks_gate_keys *out,
                        wks_error *err)
{
    const char *text = wks_arena_text_n(arena, name.at, name.n);
    if (text == NULL) {
        return wks_arena_fail(err);
    }
    if (name.n == 0 || out->n == WKS_COUNT_TABLE_MOST_COLUMNS) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--%s: expected names of columns with commas between, at most %d "
                               "in all",
                               "--%s: verwacht namen van kolommen met komma's ertussen, samen "
                               "hoogstens %d"),
                        flag, WKS_COUNT_TABLE_MOST_COLUMNS);
    }
    for (size_t i = 0; i < out->n; i++) {
        if (strcmp(out->columns[i], text) == 0) {
            return wks_fail(
                err, WKS_E_ARGUMENT,
                wks_tr("--%s: column %s is named twice", "--%s: kolom %s is twee keer genoemd"),
                flag, text);
        }
    }
    out->columns[out->n++] = text;
    return WKS_OK;
}

static wks_code add_keys(const char *flag, const char *names, wks_arena *arena, wks_gate_keys *out,
                         wks_error *err)
{
    while (names != NULL) {
        const size_t n = strcspn(names, ",");
        WKS_TRY(add_key(flag, wks_span_trim(names, n), arena, out, err));
        names = names[n] == ',' ? names + n + 1 : NULL;
    }
    return WKS_OK;
}

/* "section>act" as two columns, the second a level below the first. */
static wks_code add_hierarchies(const char *names, wks_arena *arena, wks_gate_keys *out,
                                wks_error *err)
{
    bool is_below = false;
    while (names != NULL) {
        const size_t n = strcspn(names, ",>");
        WKS_TRY(add_key("by", wks_span_trim(names, n), arena, out, err));
        out->is_below[out->n - 1] = is_below;
        is_below = names[n] == '>';
        names = names[n] != 0 ? names + n + 1 : NULL;
    }
    return WKS_OK;
}

wks_code wks_gate_read_keys(const char *geo, const char *by, wks_arena *arena, wks_gate_keys *out,
                            wks_error *err)
{
    *out = (wks_gate_keys){0};
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_COLUMNS, sizeof *out->columns, &out->columns,
                           err));
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_COLUMNS, sizeof *out->is_below,
                           &out->is_below, err));
    WKS_TRY(add_keys("geo", geo, arena, out, err));
    out->n_levels = out->n;
    return add_hierarchies(by, arena, out, err);
}

wks_code wks_gate_read_names(const char *flag, const char *names, wks_arena *arena,
                             wks_gate_keys *out, wks_error *err)
{
    *out = (wks_gate_keys){0};
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_COLUMNS, sizeof *out->columns, &out->columns,
                           err));
    return add_keys(flag, names, arena, out, err);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static wks_code check_apart(const wks_gate_keys *keys, const char *flag, const char *column,
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

static wks_code read_codes(const wks_method_data *data, const wks_gate_keys *keys, wks_arena *arena,
                           wks_count_table_rows *out, wks_error *err)
{
    const char **codes = NULL;
    WKS_TRY(wks_arena_take(arena, data->n_rows * keys->n, sizeof *codes, &codes, err));
    for (size_t k = 0; k < keys->n; k++) {
        size_t column = 0;
        WKS_TRY(wks_method_column(data, keys->columns[k], &column, err));
        for (size_t i = 0; i < data->n_rows; i++) {
            codes[i * keys->n + k] = data->cells[i * data->n_columns + column];
        }
    }
    *out = (wks_count_table_rows){.path = data->path,
                                  .columns = keys->columns,
                                  .n_columns = keys->n,
                                  .n_levels = keys->n_levels,
                                  .is_below = keys->is_below,
                                  .codes = codes,
                                  .line = data->line,
                                  .n_rows = data->n_rows};
    return WKS_OK;
}

bool wks_gate_is_inner(const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(codes[i], WKS_COUNT_TABLE_TOTAL) == 0) {
            return false;
        }
    }
    return true;
}

wks_code wks_gate_read_data(const char *path, const wks_gate_keys *keys, wks_arena *arena,
                            wks_gate_data *out, wks_error *err)
{
    WKS_TRY(read_untreated(path, arena, &out->file, err));
    return read_codes(&out->file, keys, arena, &out->rows, err);
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

wks_code wks_gate_read_table(const char *path, const wks_gate_keys *keys, const char *count,
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

wks_code wks_gate_read_codes(const char *path, const wks_count_table *table, wks_arena *arena,
                             wks_gate_codes *out, wks_error *err)
{
    wks_method_data data;
    wks_count_table_rows rows;
    const wks_gate_keys keys = {.columns = (const char **)table->columns, .n = table->n_columns};
    WKS_TRY(wks_method_read(path, arena, &data, err));
    WKS_TRY(read_codes(&data, &keys, arena, &rows, err));
    *out = (wks_gate_codes){
        .path = data.path, .codes = rows.codes, .line = rows.line, .n_rows = rows.n_rows};
    return WKS_OK;
}

wks_code wks_gate_read_persons(const char *path, const wks_gate_keys *keys, const char *column,
                               wks_arena *arena, wks_gate_persons *out, wks_error *err)
{
    wks_method_data data;
    WKS_TRY(check_apart(keys, "record-keys", column, err));
    WKS_TRY(read_untreated(path, arena, &data, err));
    WKS_TRY(read_codes(&data, keys, arena, &out->rows, err));
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

static wks_code find_keys(const wks_method_data *data, wks_arena *arena, wks_gate_keys *out,
                          wks_error *err)
{
    bool is_pattern = data->n_columns > N_PATTERN_COLUMNS &&
                      data->n_columns <= WKS_COUNT_TABLE_MOST_COLUMNS + N_PATTERN_COLUMNS;
    for (size_t i = 0; is_pattern && i < N_PATTERN_COLUMNS; i++) {
        is_pattern =
            strcmp(data->columns[data->n_columns - N_PATTERN_COLUMNS + i], pattern_columns[i]) == 0;
    }
    if (!is_pattern) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line 1: expected key columns, then n,primary,suppressed",
                               "%s: regel 1: verwacht sleutelkolommen, dan n,primary,suppressed"),
                        data->path);
    }
    *out = (wks_gate_keys){
        .columns = data->columns, .n = data->n_columns - N_PATTERN_COLUMNS, .n_levels = 1};
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->is_below, &out->is_below, err));
    for (size_t k = 1; k < out->n; k++) {
        out->is_below[k] = is_level(data, k);
        out->n_levels += out->is_below[k] && out->n_levels == k;
    }
    return WKS_OK;
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

wks_code wks_gate_read_pattern(const char *path, const wks_gate_keys *keys, wks_arena *arena,
                               wks_gate_pattern *out, wks_error *err)
{
    wks_gate_data data;
    wks_gate_decimals counts;
    WKS_TRY(read_untreated(path, arena, &data.file, err));
    WKS_TRY(find_keys(&data.file, arena, &out->keys, err));
    if (keys != NULL && keys->n != out->keys.n) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line 1: other key columns than the first pattern has",
                               "%s: regel 1: andere sleutelkolommen dan het eerste patroon heeft"),
                        data.file.path);
    }
    WKS_TRY(read_codes(&data.file, keys == NULL ? &out->keys : keys, arena, &data.rows, err));
    WKS_TRY(wks_gate_read_decimals(&data, pattern_columns[0], arena, &counts, err));
    out->rows = data.rows;
    out->rows.counts = counts.values;
    out->rows.count_column = pattern_columns[0];
    out->n_decimals = counts.n_decimals;
    return read_suppressed(&data.file, arena, &out->is_suppressed, err);
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
