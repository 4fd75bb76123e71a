/* public/export/export_csv.h - rows of text as CSV (RFC 4180), in two flavours.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it: names come from
 * data.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_CSV_H
#define WKS_PUBLIC_EXPORT_EXPORT_CSV_H

#include "base/text.h"
#include "public/picture/picture_table.h"

#include <stdbool.h>

typedef struct wks_csv_writer {
    wks_buffer *out;
    bool is_dutch; /* byte order mark, semicolon, decimal comma */
    bool has_cell; /* in the present line */
} wks_csv_writer;

/* Starts a file. */
void wks_csv_init(wks_csv_writer *csv, wks_buffer *out, bool is_dutch);
void wks_csv_text(wks_csv_writer *csv, const char *text); /* NULL: empty */
void wks_csv_number(wks_csv_writer *csv, double number);  /* NAN: empty; all digits it has */
void wks_csv_end_line(wks_csv_writer *csv);

/* The whole table; a failure sticks to out. */
void wks_export_csv(const wks_table *table, bool is_dutch, wks_buffer *out);

#endif
