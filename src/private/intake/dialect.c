/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/dialect.h"

#include "base/language.h"
#include "private/intake/csv_record.h"
#include "private/intake/header.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    RECORDS_SEEN = 500, /* enough to tell, little enough to be quick */
    HEADER_SEEN = 60    /* title lines and header rows are among these */
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

/* "sep=;" alone on the first line, Excel's way to say it: the delimiter, or 0. */
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
            char kind = wks_header_number_kind(cells[k]);
            n_commas += kind == ',';
            n_points += kind == '.';
        }
    }
    out->is_decimal_comma = n_commas > n_points;
    return WKS_OK;
}

/* The rows among which the header must be; a record of another width is a title line. */
static wks_code find_header(wks_span text, const reading *read, wks_arena *arena,
                            wks_header *header, wks_error *err)
{
    wks_header_row rows[HEADER_SEEN];
    const size_t first = given_delimiter(text) != 0 ? 1 : 0;
    size_t n = 0;
    for (size_t i = first; i < read->n_records && n < HEADER_SEEN; i++) {
        wks_span *cells = NULL;
        WKS_TRY(cells_of(text, read, i, arena, &cells, &rows[n].n_cells, err));
        rows[n++].cells = cells;
    }
    WKS_TRY(wks_header_find(rows, n, read->width, arena, header, err));
    header->first_data += first;
    return WKS_OK;
}

/* ---- all together --------------------------------------------------------------------------- */

static wks_code fail_no_rows(wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, "%s",
                    wks_tr("there is a header and not one row below it",
                           "er is een kopregel en geen enkele rij eronder"));
}

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
    wks_header header;
    WKS_TRY(find_header(text, &read, arena, &header, err));
    out->delimiter = read.delimiter;
    out->columns = header.columns;
    out->n_columns = header.n_columns;
    size_t first_row = header.first_data;
    while (first_row < read.n_records && read.records[first_row].measure.is_blank) {
        first_row++;
    }
    if (first_row == read.n_records) {
        return fail_no_rows(err);
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
