/* private/intake/table_format.h - what a format does to be read as a table.
 *
 * A format is one file that defines a wks_table_format, and one line in the list of table.c.  Its
 * errors need not name the file: wks_table_open and wks_table_next put it in front.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TABLE_FORMAT_H
#define WKS_PRIVATE_INTAKE_TABLE_FORMAT_H

#include "private/intake/table.h"

#include <stdbool.h>

typedef struct wks_table_format {
    const char *name; /* shape.format */

    /* Is it this format?  beginning: up to 4 kB, or all of a smaller file, at least one byte. */
    bool (*recognises)(wks_span beginning);

    /* Fill table->shape, of which format and path are set.  On failure close is called too. */
    wks_code (*open)(wks_table *table, const wks_source *source, wks_error *err);

    /* As wks_table_next; NULL when the engine is not ROWS. */
    wks_code (*next)(wks_table *table, const wks_span **cells, size_t *row_number, bool *has_row,
                     wks_error *err);

    /* As wks_table_check_rows; NULL when rows cannot differ. */
    wks_code (*check_rows)(wks_table *table, wks_error *err);

    void (*close)(wks_table *table); /* NULL: nothing to close; state may be NULL */
} wks_table_format;

struct wks_table {
    wks_table_shape shape;
    const wks_table_format *format;
    const char *given_path;          /* as the user wrote it */
    wks_arena *arena;                /* for what lives as long as the table */
    const wks_column_labels *labels; /* [n_columns], or NULL */
    void *state;                     /* the format's own */
};

extern const wks_table_format wks_table_csv_format;
extern const wks_table_format wks_table_parquet_format;
extern const wks_table_format wks_table_sav_format;
extern const wks_table_format wks_table_xlsx_format;
extern const wks_table_format wks_table_ods_format;

#endif
