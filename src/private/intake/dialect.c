/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/dialect.h"

#include "base/language.h"
#include "private/intake/csv_record.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    RECORDS_SEEN = 500,   /* enough to tell, little enough to be quick */
    HEADER_ROWS_MOST = 12 /* above the row with the names */
};

static const char delimiters[] = {';', ',', '\t', '|'};

/* A record of the text and how wide it is with some delimiter. */
typedef struct seen_record {
    size_t offset;
    wks_csv_record measure;
} seen_record;

typedef struct reading {
    char delimiter;
    seen_record *records; /* [n_records] */
    size_t n_records;
    size_t n_filled;   /* records that are not blank */
    size_t width;      /* the number of fields that occurs most, from 2; 0: none */
    size_t n_of_width; /* records that have it */
} reading;

static int compare_sizes(const void *a, const void *b)
{
    size_t x = *(const size_t *)a;
    size_t y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

/* The commonest width from 2 up; of equally common ones the wider. */
static wks_code find_width(reading *read, wks_arena *arena, wks_error *err)
{
    size_t *widths = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(arena, read->n_records, sizeof *widths, &widths, err));
    for (size_t i = 0; i < read->n_records; i++) {
        const wks_csv_record *record = &read->records[i].measure;
        if (record->is_blank) {
            continue;
        }
        read->n_filled++;
        if (record->n_fields > 1) {
            widths[n++] = record->n_fields;
        }
    }
    qsort(widths, n, sizeof *widths, compare_sizes);
    for (size_t i = 0, run = 0; i < n; i++) {
        run = i > 0 && widths[i] == widths[i - 1] ? run + 1 : 1;
        if (run >= read->n_of_width) {
            read->n_of_width = run;
            read->width = widths[i];
        }
    }
    return WKS_OK;
}

static wks_code read_with(wks_span text, bool is_whole, char delimiter, wks_arena *arena,
                          reading *out, wks_error *err)
{
    *out = (reading){.delimiter = delimiter};
    WKS_TRY(wks_arena_take(arena, RECORDS_SEEN, sizeof *out->records, &out->records, err));
    for (size_t at = 0; at < text.n && out->n_records < RECORDS_SEEN;) {
        wks_csv_record record =
            wks_csv_record_measure((wks_span){text.at + at, text.n - at}, delimiter);
        if (!record.is_closed && !is_whole && out->n_records > 0) {
            break;
        }
        out->records[out->n_records++] = (seen_record){at, record};
        at += record.n_bytes;
    }
    return find_width(out, arena, err);
}

/* Is a the better reading?  Shares are compared by cross-multiplication. */
static bool is_better(const reading *a, const reading *b)
{
    size_t left = a->n_of_width * b->n_filled;
    size_t right = b->n_of_width * a->n_filled;
    return left != right ? left > right : a->width > b->width;
}

/* "sep=;" alone on the first line: Excel's way to say it. */
static char given_delimiter(wks_span text)
{
    bool is_given = text.n > 5 && strncasecmp(text.at, "sep=", 4) == 0 &&
                    (text.at[5] == '\n' || text.at[5] == '\r') &&
                    memchr(delimiters, text.at[4], sizeof delimiters) != NULL;
    return is_given ? text.at[4] : 0;
}

static wks_code choose(wks_span text, bool is_whole, wks_arena *arena, reading *out, wks_error *err)
{
    const char given = given_delimiter(text);
    for (size_t i = 0; i < sizeof delimiters; i++) {
        if (given != 0 && delimiters[i] != given) {
            continue;
        }
        reading read;
        WKS_TRY(read_with(text, is_whole, delimiters[i], arena, &read, err));
        if (read.width > 0 && (out->width == 0 || is_better(&read, out))) {
            *out = read;
        }
    }
    if (out->width == 0) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("there is only one column; expected columns separated by ; , | or "
                               "a tab",
                               "er is maar één kolom; verwacht: kolommen met ; , | of een tab "
                               "ertussen"));
    }
    return WKS_OK;
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* '1' digits only, '.' or ',' digits with that mark once, 0 something else. */
static char number_kind(wks_span cell)
{
    cell = wks_span_trim(cell.at, cell.n);
    if (cell.n > 1 && (*cell.at == '-' || *cell.at == '+')) {
        cell = (wks_span){cell.at + 1, cell.n - 1};
    }
    char kind = cell.n > 0 ? '1' : 0;
    for (size_t i = 0; i < cell.n; i++) {
        if (isdigit((unsigned char)cell.at[i])) {
            continue;
        }
        bool is_mark = (cell.at[i] == '.' || cell.at[i] == ',') && kind == '1' && i + 1 < cell.n;
        if (!is_mark) {
            return 0;
        }
        kind = cell.at[i];
    }
    return kind;
}

static wks_code cells_of(wks_span text, const reading *read, size_t i, wks_arena *arena,
                         wks_span **cells, size_t *n, wks_error *err)
{
    size_t offset = read->records[i].offset;
    return wks_csv_record_cells((wks_span){text.at + offset, text.n - offset}, read->delimiter,
                                arena, cells, n, err);
}

static wks_code find_decimal_mark(wks_span text, const reading *read, size_t first_row,
                                  wks_arena *arena, wks_dialect *out, wks_error *err)
{
    size_t n_commas = 0;
    size_t n_points = 0;
    for (size_t i = first_row; i < read->n_records; i++) {
        wks_span *cells = NULL;
        size_t n = 0;
        WKS_TRY(cells_of(text, read, i, arena, &cells, &n, err));
        for (size_t k = 0; k < n; k++) {
            char kind = number_kind(cells[k]);
            n_commas += kind == ',';
            n_points += kind == '.';
        }
    }
    out->is_decimal_comma = n_commas > n_points;
    return WKS_OK;
}

/* ---- the header ----------------------------------------------------------------------------- */

static bool is_blank_cell(wks_span cell)
{
    return wks_span_trim(cell.at, cell.n).n == 0;
}

static bool has_number(const wks_span *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (number_kind(cells[i]) != 0) {
            return true;
        }
    }
    return false;
}

/* Add a part of a name, parts of a path with a slash between them; blanks as one space. */
static void add_part(wks_buffer *name, wks_span part)
{
    part = wks_span_trim(part.at, part.n);
    if (part.n == 0) {
        return;
    }
    if (name->n > 0) {
        wks_buffer_put(name, "/", 1);
    }
    bool is_gap = false;
    for (size_t i = 0; i < part.n; i++) {
        if (isspace((unsigned char)part.at[i]) || part.at[i] == 0) {
            is_gap = true;
            continue;
        }
        if (is_gap) {
            wks_buffer_put(name, " ", 1);
            is_gap = false;
        }
        wks_buffer_put(name, part.at + i, 1);
    }
}

static wks_code take_name(wks_buffer *name, wks_arena *arena, wks_span *out, wks_error *err)
{
    wks_code code = wks_buffer_check(name, err);
    char *copy = code == WKS_OK ? wks_arena_text_n(arena, name->bytes, name->n) : NULL;
    *out = (wks_span){copy, name->n};
    wks_buffer_clear(name);
    return code != WKS_OK ? code : copy == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* Old StatLine: the rows above, then the row with the names of the first columns and the units of
 * the others.  The cell over the last of the first columns names the rows above, not that column.
 */
static wks_code join_rows(wks_span **rows, size_t n_rows, size_t width, wks_arena *arena,
                          wks_span *out, wks_error *err)
{
    size_t n_stub = 0;
    while (n_stub < width && is_blank_cell(rows[0][n_stub])) {
        n_stub++;
    }
    for (size_t column = 0; column < width; column++) {
        wks_buffer name = {0};
        for (size_t row = column <= n_stub ? n_rows - 1 : 0; row < n_rows; row++) {
            add_part(&name, rows[row][column]);
        }
        WKS_TRY(take_name(&name, arena, &out[column], err));
    }
    return WKS_OK;
}

/* Rows that begin with an empty cell, and now one that does not: does it hold the names?  Not when
 * it has numbers; and one row with one nameless column is a header by itself (R numbers its rows
 * so). */
static bool is_over_names(wks_span *const *rows, size_t n_rows, size_t width)
{
    bool is_one_nameless = n_rows == 1 && !is_blank_cell(rows[0][1]);
    return !is_one_nameless && !has_number(rows[n_rows], width);
}

/* The header that begins at record first; *next becomes the first record of data. */
static wks_code read_header(wks_span text, const reading *read, size_t first, wks_arena *arena,
                            wks_dialect *out, size_t *next, wks_error *err)
{
    wks_span *rows[HEADER_ROWS_MOST + 1];
    size_t n_rows = 0;
    size_t at = first;
    bool is_last = false;
    while (!is_last && n_rows <= HEADER_ROWS_MOST && at < read->n_records) {
        size_t n = 0;
        if (read->records[at].measure.n_fields != read->width) {
            break;
        }
        WKS_TRY(cells_of(text, read, at, arena, &rows[n_rows], &n, err));
        is_last = !is_blank_cell(rows[n_rows][0]);
        if (is_last && n_rows > 0 && !is_over_names(rows, n_rows, n)) {
            is_last = false;
            break;
        }
        n_rows++;
        at++;
    }
    if (n_rows > 1 && !is_last) {
        n_rows = 1; /* rows that only happen to begin with an empty cell */
        at = first + 1;
    }
    wks_span *names = rows[0];
    if (n_rows > 1) {
        WKS_TRY(wks_arena_take(arena, read->width, sizeof *names, &names, err));
        WKS_TRY(join_rows(rows, n_rows, read->width, arena, names, err));
    }
    *next = at;
    out->n_columns = read->width;
    return wks_dialect_names(names, read->width, arena, &out->columns, err);
}

/* ---- names ---------------------------------------------------------------------------------- */

typedef struct numbered_name {
    const char *name;
    size_t column;
} numbered_name;

static int compare_names(const void *a, const void *b)
{
    const numbered_name *x = a;
    const numbered_name *y = b;
    int order = strcasecmp(x->name, y->name);
    return order != 0 ? order : compare_sizes(&x->column, &y->column);
}

/* One round of numbering; *is_changed says whether there was anything to number. */
static wks_code number_repeats(const char **names, size_t n, wks_arena *arena, bool *is_changed,
                               wks_error *err)
{
    numbered_name *sorted = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *sorted, &sorted, err));
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (numbered_name){names[i], i};
    }
    qsort(sorted, n, sizeof *sorted, compare_names);
    *is_changed = false;
    for (size_t i = 0, end = 0; i < n; i = end) {
        for (end = i + 1; end < n && strcasecmp(sorted[i].name, sorted[end].name) == 0;) {
            end++;
        }
        for (size_t k = i; k < end && end - i > 1; k++) {
            char *name = wks_arena_printf(arena, "%s (%zu)", sorted[k].name, k - i + 1);
            if (name == NULL) {
                return wks_arena_fail(err);
            }
            names[sorted[k].column] = name;
            *is_changed = true;
        }
    }
    return WKS_OK;
}

wks_code wks_dialect_names(const wks_span *cells, size_t n_cells, wks_arena *arena,
                           const char *const **out, wks_error *err)
{
    const char **names = NULL;
    WKS_TRY(wks_arena_take(arena, n_cells, sizeof *names, &names, err));
    for (size_t i = 0; i < n_cells; i++) {
        wks_buffer name = {0};
        wks_span clean = {0};
        add_part(&name, cells[i]);
        WKS_TRY(take_name(&name, arena, &clean, err));
        names[i] = clean.n > 0 ? clean.at : wks_arena_printf(arena, "column %zu", i + 1);
        if (names[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    /* "a (1)" may itself be taken; each round makes names longer, so that this ends. */
    bool is_changed = true;
    while (is_changed) {
        WKS_TRY(number_repeats(names, n_cells, arena, &is_changed, err));
    }
    *out = (const char *const *)names;
    return WKS_OK;
}

/* ---- all together --------------------------------------------------------------------------- */

wks_code wks_dialect_find(wks_span text, bool is_whole, wks_arena *arena, wks_dialect *out,
                          wks_error *err)
{
    *out = (wks_dialect){0};
    if (wks_span_trim(text.at, text.n).n == 0) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("the file is empty; expected a header and rows",
                               "het bestand is leeg; verwacht: een kopregel en rijen"));
    }
    reading read = {0};
    WKS_TRY(choose(text, is_whole, arena, &read, err));
    size_t header = 0;
    while (read.records[header].measure.n_fields != read.width) {
        header++;
    }
    size_t first_row = 0;
    out->delimiter = read.delimiter;
    WKS_TRY(read_header(text, &read, header, arena, out, &first_row, err));
    while (first_row < read.n_records && read.records[first_row].measure.is_blank) {
        first_row++;
    }
    if (first_row == read.n_records) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("there is a header and not one row below it",
                               "er is een kopregel en geen enkele rij eronder"));
    }
    out->is_skip_plain = true;
    for (size_t i = 0; i < first_row; i++) {
        const wks_csv_record *record = &read.records[i].measure;
        out->skip_lines += record->n_lines;
        out->is_skip_plain = out->is_skip_plain && record->n_lines == 1 && !record->is_blank &&
                             !record->has_text_after_quote;
    }
    out->skip_bytes = read.records[first_row].offset;
    return find_decimal_mark(text, &read, first_row, arena, out, err);
}
