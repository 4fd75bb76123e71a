/* private/intake/header.h - which of the first rows of a table name its columns, and how.
 *
 * Above the header may stand title lines: rows of another width, or with one filled cell.  The
 * header is one row, or several:
 * - older StatLine: rows that begin with an empty cell, and below them the row with the first
 * names, as | | |Topic|Cost|Cost| over |Age|Origin|Period|euro|euro|
 * - merged in Excel: the names, and below them rows that begin with an empty cell and hold no
 *   number, as |Code|Name|Men| |Total| over | | |16-17|18-20| |
 *
 * The parts of such a name are joined with a slash, as StatLine does now: "Men/16-17".
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_HEADER_H
#define WKS_PRIVATE_INTAKE_HEADER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_header_row {
    const wks_span *cells;
    size_t n_cells;
} wks_header_row;

typedef struct wks_header {
    const char *const
        *columns; /* [n_columns] trimmed, never empty, unique without regard to case */
    size_t n_columns;
    size_t first_data; /* index of the first row behind the header; may be n_rows */
} wks_header;

/* rows: the first of the table; width: the cells of a row of data.
 * Errors: WKS_E_FORMAT  no row can be the header: each has one cell, or the first full row holds
 *                       numbers, dates or area codes as data do (they are then no names that a
 *                       message may show)
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_header_find(const wks_header_row *rows, size_t n_rows, size_t width,
                                        wks_arena *arena, wks_header *out, wks_error *err);

/* Names from the cells of one row: trimmed, runs of blanks and line ends to one space, an empty one
 * to "column 3", repeated ones to "name (1)", "name (2)".
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_header_names(const wks_span *cells, size_t n_cells, wks_arena *arena,
                                         const char *const **out, wks_error *err);

/* Does a publisher close a table with this: "© Centraal Bureau ...", "Bron: CBS"?  Only such words
 * count: a last row that is merely short is a file cut off, and an error. */
bool wks_header_is_closing(wks_span text);

/* What a cell looks like: '1' a whole number, '.' or ',' a number with that mark, 0 no number. */
char wks_header_number_kind(wks_span cell);

#endif
