/* private/intake/csv_record.h - one record of a CSV text: where it ends and what its cells are.
 *
 * The grammar is that of RFC 4180 with any delimiter: a cell that begins with " ends at the next
 * single ", may hold delimiters and line ends, and "" in it stands for "; elsewhere " is an
 * ordinary character.  Lines end in LF, CRLF or CR.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_CSV_RECORD_H
#define WKS_PRIVATE_INTAKE_CSV_RECORD_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_CSV_QUOTE = '"'
};

typedef struct wks_csv_record {
    size_t n_bytes;            /* with its line end */
    size_t n_fields;           /* 1 for a blank line */
    size_t n_lines;            /* line ends within quotes, and the closing one */
    bool is_closed;            /* a line end was found; if not, the text ended first */
    bool is_blank;             /* nothing on the line */
    bool has_open_quote;       /* the text ended within quotes */
    bool has_text_after_quote; /* "abc"d: other readers differ in what they make of it */
} wks_csv_record;

/* Measure the record at the start of text, which is not empty.  A CR at the very end of text counts
 * as closed: whoever reads in pieces makes sure that the LF is not in the next one. */
wks_csv_record wks_csv_record_measure(wks_span text, char delimiter);

/* The cells of the record that wks_csv_record_measure found: quotes taken off, not trimmed.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_csv_record_cells(wks_span text, char delimiter, wks_arena *arena,
                                             wks_span **cells, size_t *n_cells, wks_error *err);

#endif
