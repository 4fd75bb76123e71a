/* Reading a plain CSV for a method, and writing its result.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/language.h"
#include "private/intake/csv_record.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ---- in ------------------------------------------------------------------------------------- */

static char delimiter_of(wks_span text)
{
    static const char candidates[] = {',', ';', '\t'};
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof candidates; i++) {
        const size_t n = wks_csv_record_measure(text, candidates[i]).n_fields;
        if (n > most) {
            most = n;
            best = candidates[i];
        }
    }
    return best;
}

static wks_code fail_row(const wks_method_data *data, size_t line, const wks_csv_record *record,
                         wks_error *err)
{
    if (record->has_open_quote) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu: a quote is not closed",
                               "%s: regel %zu: een aanhalingsteken is niet gesloten"),
                        data->path, line);
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu: %zu fields, expected %zu as in the header",
                           "%s: regel %zu: %zu velden, verwacht %zu zoals in de kop"),
                    data->path, line, record->n_fields, data->n_columns);
}

static wks_code read_cells(wks_span text, char delimiter, const char **out, wks_arena *arena,
                           wks_error *err)
{
    wks_span *cells = NULL;
    size_t n = 0;
    WKS_TRY(wks_csv_record_cells(text, delimiter, arena, &cells, &n, err));
    for (size_t i = 0; i < n; i++) {
        const wks_span cell = wks_span_trim(cells[i].at, cells[i].n);
        out[i] = wks_arena_text_n(arena, cell.at, cell.n);
        if (out[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

static wks_code read_header(wks_span text, char delimiter, wks_arena *arena, wks_method_data *out,
                            wks_error *err)
{
    const wks_csv_record record = wks_csv_record_measure(text, delimiter);
    out->n_columns = record.n_fields;
    if (record.has_open_quote) {
        return fail_row(out, 1, &record, err);
    }
    WKS_TRY(wks_arena_take(arena, out->n_columns, sizeof *out->columns, &out->columns, err));
    WKS_TRY(read_cells(text, delimiter, out->columns, arena, err));
    for (size_t i = 0; i < out->n_columns; i++) {
        for (size_t k = 0; k < i; k++) {
            if (strcmp(out->columns[i], out->columns[k]) == 0) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: column %s stands in the header twice",
                                       "%s: kolom %s staat twee keer in de kop"),
                                out->path, out->columns[i]);
            }
        }
    }
    return WKS_OK;
}

static wks_code read_rows(wks_span text, char delimiter, size_t line, wks_arena *arena,
                          wks_method_data *out, wks_error *err)
{
    size_t cells_room = 0;
    size_t lines_room = 0;
    while (text.n > 0) {
        const wks_csv_record record = wks_csv_record_measure(text, delimiter);
        if (!record.is_blank) {
            if (record.has_open_quote || record.n_fields != out->n_columns) {
                return fail_row(out, line, &record, err);
            }
            const size_t n = out->n_rows * out->n_columns;
            for (size_t k = 0; k < out->n_columns; k++) {
                WKS_TRY(wks_arena_grow(arena, &out->cells, n + k, &cells_room, sizeof *out->cells,
                                       err));
            }
            WKS_TRY(read_cells(text, delimiter, out->cells + n, arena, err));
            WKS_TRY(wks_arena_grow(arena, &out->line, out->n_rows, &lines_room, sizeof *out->line,
                                   err));
            out->line[out->n_rows++] = line;
        }
        line += record.n_lines;
        text = (wks_span){text.at + record.n_bytes, text.n - record.n_bytes};
    }
    if (out->n_rows == 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: no rows below the header", "%s: geen rijen onder de kop"),
                        out->path);
    }
    return WKS_OK;
}

wks_code wks_method_read(const char *path, wks_arena *arena, wks_method_data *out, wks_error *err)
{
    wks_span text = {0};
    *out = (wks_method_data){.path = wks_file_name(path)};
    WKS_TRY(wks_file_read(path, 0, arena, &text, err));
    if (text.n >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) {
        text = (wks_span){text.at + 3, text.n - 3};
    }
    if (text.n == 0 || !wks_text_is_utf8(text.at, text.n)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected a CSV in UTF-8 with a header",
                               "%s: verwacht een CSV in UTF-8 met een kop"),
                        out->path);
    }
    const char delimiter = delimiter_of(text);
    const wks_csv_record header = wks_csv_record_measure(text, delimiter);
    WKS_TRY(read_header(text, delimiter, arena, out, err));
    return read_rows((wks_span){text.at + header.n_bytes, text.n - header.n_bytes}, delimiter,
                     1 + header.n_lines, arena, out, err);
}

wks_code wks_method_flag(const wks_call *call, const wks_arguments *arguments, const char *name,
                         const char **out, wks_error *err)
{
    *out = wks_arguments_flag(call, arguments, name);
    if (*out == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--%s is needed; see wijkscan %s %s --help",
                               "--%s is nodig; zie wijkscan %s %s --help"),
                        name, call->verb->group, call->verb->name);
    }
    return WKS_OK;
}

wks_code wks_method_number(const wks_call *call, const wks_arguments *arguments, const char *name,
                           double least, double most, double otherwise, double *out, wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, name);
    *out = otherwise;
    if (text == NULL) {
        return WKS_OK;
    }
    if (!wks_text_number((wks_span){text, strlen(text)}, false, out) || !(*out >= least) ||
        !(*out <= most)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--%s: expected a number from %g to %g",
                               "--%s: verwacht een getal van %g tot en met %g"),
                        name, least, most);
    }
    return WKS_OK;
}

wks_code wks_method_column(const wks_method_data *data, const char *name, size_t *out,
                           wks_error *err)
{
    for (size_t i = 0; i < data->n_columns; i++) {
        if (strcmp(data->columns[i], name) == 0) {
            *out = i;
            return WKS_OK;
        }
    }
    wks_buffer names = {0};
    for (size_t i = 0; i < data->n_columns; i++) {
        wks_buffer_printf(&names, "%s%s", i == 0 ? "" : ", ", data->columns[i]);
    }
    const wks_code code = wks_fail(
        err, WKS_E_FORMAT,
        wks_tr("%s: there is no column %s; there are: %s", "%s: er is geen kolom %s; er zijn: %s"),
        data->path, name, names.bytes == NULL ? "-" : names.bytes);
    wks_buffer_clear(&names);
    return code;
}

static bool is_missing(const char *cell)
{
    return *cell == 0 || strcmp(cell, "NA") == 0 || strcmp(cell, "NaN") == 0;
}

wks_code wks_method_numbers(const wks_method_data *data, const char *name, bool may_be_empty,
                            wks_arena *arena, double **out, wks_error *err)
{
    size_t column = 0;
    WKS_TRY(wks_method_column(data, name, &column, err));
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof **out, out, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        const char *cell = data->cells[i * data->n_columns + column];
        if (may_be_empty && is_missing(cell)) {
            (*out)[i] = NAN;
        } else if (!wks_text_number((wks_span){cell, strlen(cell)}, false, &(*out)[i])) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s: line %zu, column %s: expected a number with a decimal point",
                       "%s: regel %zu, kolom %s: verwacht een getal met een punt"),
                data->path, data->line[i], name);
        }
    }
    return WKS_OK;
}

wks_code wks_method_texts(const wks_method_data *data, const char *name, wks_arena *arena,
                          const char ***out, wks_error *err)
{
    size_t column = 0;
    WKS_TRY(wks_method_column(data, name, &column, err));
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof **out, out, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        (*out)[i] = data->cells[i * data->n_columns + column];
    }
    return WKS_OK;
}

/* The next name of "a,b,c"; NULL at the end. */
static wks_code next_name(const char **rest, wks_arena *arena, const char **out, wks_error *err)
{
    *out = NULL;
    if (*rest == NULL || **rest == 0) {
        return WKS_OK;
    }
    const size_t n = strcspn(*rest, ",");
    const wks_span name = wks_span_trim(*rest, n);
    *out = wks_arena_text_n(arena, name.at, name.n);
    *rest += n + ((*rest)[n] == ',');
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

wks_code wks_method_matrix(const wks_method_data *data, const char *names, wks_arena *arena,
                           double **out, size_t *n, wks_error *err)
{
    const char *rest = names;
    const char *name = NULL;
    size_t most = 1;
    *n = 0;
    for (const char *at = names; at != NULL && *at != 0; at++) {
        most += *at == ',';
    }
    WKS_TRY(wks_arena_take(arena, most * data->n_rows, sizeof **out, out, err));
    for (;;) {
        double *column = NULL;
        WKS_TRY(next_name(&rest, arena, &name, err));
        if (name == NULL) {
            return WKS_OK;
        }
        WKS_TRY(wks_method_numbers(data, name, false, arena, &column, err));
        memcpy(*out + *n * data->n_rows, column, data->n_rows * sizeof *column);
        (*n)++;
    }
}

static bool same_group(const wks_method_data *data, const wks_method_groups *groups, size_t a,
                       size_t b)
{
    for (size_t k = 0; k < groups->n_columns; k++) {
        const size_t column = groups->columns[k];
        if (strcmp(data->cells[a * data->n_columns + column],
                   data->cells[b * data->n_columns + column]) != 0) {
            return false;
        }
    }
    return true;
}

/* FNV-1a over the cells that make a group. */
static size_t group_hash(const wks_method_data *data, const wks_method_groups *groups, size_t row)
{
    uint64_t hash = 0xcbf29ce484222325U;
    for (size_t k = 0; k < groups->n_columns; k++) {
        const char *cell = data->cells[row * data->n_columns + groups->columns[k]];
        for (; *cell != 0; cell++) {
            hash = (hash ^ (unsigned char)*cell) * 0x100000001b3U;
        }
        hash = (hash ^ 1) * 0x100000001b3U;
    }
    return (size_t)(hash ^ (hash >> 32));
}

static wks_code assign_groups(const wks_method_data *data, wks_arena *arena, wks_method_groups *out,
                              wks_error *err)
{
    size_t *slots = NULL; /* group + 1, open addressing */
    size_t n_slots = 2;
    while (n_slots < 2 * data->n_rows) {
        n_slots *= 2;
    }
    WKS_TRY(wks_arena_take(arena, n_slots, sizeof *slots, &slots, err));
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof *out->of_row, &out->of_row, err));
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof *out->first, &out->first, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        size_t at = group_hash(data, out, i) & (n_slots - 1);
        while (slots[at] != 0 && !same_group(data, out, out->first[slots[at] - 1], i)) {
            at = (at + 1) & (n_slots - 1);
        }
        if (slots[at] == 0) {
            out->first[out->n++] = i;
            slots[at] = out->n;
        }
        out->of_row[i] = slots[at] - 1;
    }
    return WKS_OK;
}

wks_code wks_method_group(const wks_method_data *data, const char *columns, wks_arena *arena,
                          wks_method_groups *out, wks_error *err)
{
    const char *rest = columns;
    const char *name = NULL;
    *out = (wks_method_groups){.header = columns == NULL ? "group" : columns};
    WKS_TRY(wks_arena_take(arena, data->n_columns, sizeof *out->columns, &out->columns, err));
    for (;;) {
        WKS_TRY(next_name(&rest, arena, &name, err));
        if (name == NULL) {
            break;
        }
        if (out->n_columns == data->n_columns) {
            return wks_fail(err, WKS_E_ARGUMENT, "%s",
                            wks_tr("more columns to group by than the file has",
                                   "meer kolommen om op te groeperen dan het bestand heeft"));
        }
        WKS_TRY(wks_method_column(data, name, &out->columns[out->n_columns], err));
        out->n_columns++;
    }
    return assign_groups(data, arena, out, err);
}

/* ---- out ------------------------------------------------------------------------------------ */

void wks_method_put_text(wks_buffer *out, const char *text)
{
    if (strpbrk(text, ",\"\r\n") == NULL) {
        wks_buffer_text(out, text);
        return;
    }
    wks_buffer_text(out, "\"");
    for (; *text != 0; text++) {
        wks_buffer_put(out, text, 1);
        if (*text == '"') {
            wks_buffer_put(out, text, 1);
        }
    }
    wks_buffer_text(out, "\"");
}

void wks_method_put_number(wks_buffer *out, double number)
{
    char text[WKS_NUMBER_TEXT_SIZE];
    wks_buffer_text(out, wks_number_text(number, text));
}

void wks_method_put_next(wks_buffer *out, double number)
{
    wks_buffer_text(out, ",");
    wks_method_put_number(out, number);
}

void wks_method_put_group(wks_buffer *out, const wks_method_data *data,
                          const wks_method_groups *groups, size_t group)
{
    if (groups->n_columns == 0) {
        wks_buffer_text(out, "1");
    }
    for (size_t k = 0; k < groups->n_columns; k++) {
        if (k > 0) {
            wks_buffer_text(out, ",");
        }
        wks_method_put_text(
            out, data->cells[groups->first[group] * data->n_columns + groups->columns[k]]);
    }
}

wks_code wks_method_write_summary(const wks_call *call, const wks_arguments *arguments,
                                  wks_buffer *out, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "summary");
    wks_code code = wks_buffer_check(out, err);
    if (code == WKS_OK && path != NULL) {
        code = wks_file_write(path, out->bytes, out->n, err);
    } else if (code == WKS_OK && !call->is_quiet) {
        (void)fwrite(out->bytes, 1, out->n, stderr);
    }
    wks_buffer_clear(out);
    return code;
}

wks_code wks_method_write(const wks_call *call, const wks_arguments *arguments, wks_buffer *out,
                          wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "out");
    wks_code code = wks_buffer_check(out, err);
    if (code == WKS_OK && path != NULL) {
        code = wks_file_write(path, out->bytes, out->n, err);
    } else if (code == WKS_OK && fwrite(out->bytes, 1, out->n, stdout) != out->n) {
        code = wks_fail(
            err, WKS_E_IO, "%s",
            wks_tr("the output could not be written", "de uitvoer kon niet worden geschreven"));
    }
    wks_buffer_clear(out);
    return code;
}
