/* private/intake/table.h - a delivery with rows and columns, whatever its format.
 *
 * In: a file as a party sends it.  Out: its columns by name and its rows as text, trimmed of
 * nothing and guessed at as little as possible; what a cell means is for the catalogue to say.
 * Formats: CSV in its dialects, XLSX, ODS, SPSS (.sav, .zsav) and Parquet.  A format is one file
 * and one line in table.c: see private/intake/table_format.h.
 *
 * Deliveries hold persons.  No message holds the content of a cell (the names of columns may
 * appear), and a copy that is made for the engine has no name on disk where the system allows.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TABLE_H
#define WKS_PRIVATE_INTAKE_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "model/catalogue.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_table wks_table; /* an open delivery file */

/* Who reads the rows. */
typedef enum wks_table_engine {
    WKS_TABLE_ROWS,   /* the caller, with wks_table_next */
    WKS_TABLE_CSV,    /* the vault's own engine reads shape.path with the settings of the shape */
    WKS_TABLE_PARQUET /* the vault's own engine reads shape.path, and knows the columns */
} wks_table_engine;

/* All of it lives until wks_table_close; the names live as long as the arena. */
typedef struct wks_table_shape {
    wks_table_engine engine;
    const char *format; /* "csv", "xlsx", "ods", "sav", "parquet": for messages */
    const char *path;   /* what the engine reads: the file itself, or a UTF-8 copy that goes away
                           with wks_table_close (then it may be "/proc/self/fd/N") */
    const char *const *columns; /* [n_columns] header names: trimmed, UTF-8, never empty, unique
                                   without regard to case: of a repeated name each becomes "name
                                   (1)", "name (2)"; a nameless one "column 3".  PARQUET: none */
    size_t n_columns;
    char delimiter;    /* CSV: ; , | or tab */
    char quote;        /* CSV: " ; doubled inside a quoted cell */
    size_t skip_lines; /* CSV: lines of path before the first row of data, the header included;
                          no line end within quotes stands in them */
    size_t first_row;  /* the row (sheet) or line (CSV) of the delivered file, from 1, at which the
                          data begin: data row i (from 0) stands there at first_row + i when no
                          cell holds a line end.  SAV: 1 */
    bool is_decimal_comma; /* CSV: seen in the first rows: more cells like 1,5 than like 1.5 */
    const char *encoding;  /* CSV: as found: "utf-8", "utf-8-bom", "windows-1252", "utf-16" */
    const char *sheet;     /* XLSX, ODS: the sheet that is read; else NULL */
    size_t n_rows;         /* data rows; 0 when unknown (CSV: known after wks_table_check_rows) */
} wks_table_shape;

/* Open a delivery.  The format is known from the first bytes, not from the name of the file; a
 * workbook's name must end in .xlsx or .ods all the same.
 * source: what the file is thought to be, to choose a sheet by its columns; may be NULL.
 * The shape, the names and read buffers live in arena, which must outlive the table.
 * Errors: WKS_E_NOT_FOUND  the file is not there, or may not be read
 *         WKS_E_FORMAT     empty, no rows, one column only, no header, mixed encodings, or no table
 *                          at all (PDF, HTML, a ZIP ...): the text says what it looks like and what
 *                          was expected
 *         WKS_E_IO         reading failed, or no room for the copy
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_table_open(const char *path, const wks_source *source, wks_arena *arena,
                                       wks_table **out, wks_error *err);

const wks_table_shape *wks_table_shape_of(const wks_table *table);

/* The next row of data of a ROWS table: n_columns spans in UTF-8, valid until the next call; an
 * empty cell is an empty span.  row_number is the row that a user sees in the file, from 1, header
 * counted (SAV: the case number).  After the last row has_row is false.  Rows without any content
 * are passed over.
 * Errors: WKS_E_ARGUMENT  the engine is not ROWS
 *         WKS_E_FORMAT    a row wider than the header: the text names the row
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_table_next(wks_table *table, const wks_span **cells, size_t *row_number,
                                       bool *has_row, wks_error *err);

/* Read a CSV through once and see that every row has as many fields as the header; then
 * shape.n_rows is known.  Fast (some 500 MB a second); other formats are rectangular by nature and
 * return at once.
 * Errors: WKS_E_FORMAT  the first row that differs: its line, the fields found and expected; or a
 *                       quote that is not closed, or text behind a closing quote
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_table_check_rows(wks_table *table, wks_error *err);

/* What the file itself says about a column (SPSS). */
typedef struct wks_value_label {
    const char *value; /* as in the cells: "1" */
    const char *label; /* "heel vaak" */
    bool is_missing;   /* the file counts it as no answer: the cells are empty */
} wks_value_label;

typedef struct wks_column_labels {
    const char *label; /* the question; "" when there is none */
    const wks_value_label *values;
    size_t n_values;
} wks_column_labels;

/* Of the column with this index, or NULL when the format has no labels; lives in the arena. */
const wks_column_labels *wks_table_labels(const wks_table *table, size_t column);

/* Close the file and remove its copy; fine with NULL. */
void wks_table_close(wks_table *table);

#endif
