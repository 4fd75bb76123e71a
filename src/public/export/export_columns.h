/* public/export/export_columns.h - the columns of a table that leaves the house, for every form.
 *
 * One list, so that CSV, spreadsheet and their descriptions cannot differ.  Names are those of the
 * API.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_COLUMNS_H
#define WKS_PUBLIC_EXPORT_EXPORT_COLUMNS_H

#include "public/picture/picture_table.h"

#include <stdbool.h>

enum {
    WKS_EXPORT_N_COLUMNS = 18
};

typedef struct wks_export_column {
    const char *name;
    const char *meaning; /* one Dutch sentence */
    const char *pattern; /* a regular expression for its texts; NULL: any text */
    bool is_number;
    bool is_required;   /* never empty */
    bool is_key;        /* together these tell one row from all others */
    int extra_decimals; /* shown beside those of the indicator */
} wks_export_column;

extern const wks_export_column wks_export_columns[WKS_EXPORT_N_COLUMNS];

/* What a row holds in a column: a text (NULL: empty), or a number (NAN: empty). */
typedef struct wks_export_cell {
    const char *text;
    double number;
} wks_export_cell;

/* The cells of one row; texts are borrowed from the table. */
void wks_export_cells(const wks_table *table, const wks_table_row *row,
                      wks_export_cell out[static WKS_EXPORT_N_COLUMNS]);

#endif
