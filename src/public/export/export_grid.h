/* public/export/export_grid.h - any table with columns of its own, for every form.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_GRID_H
#define WKS_PUBLIC_EXPORT_EXPORT_GRID_H

#include "base/text.h"
#include "public/export/export_columns.h"
#include "public/picture/picture_table.h"

#include <stdbool.h>
#include <stddef.h>

/* A code that stands in cells, and what it means in Dutch. */
typedef struct wks_grid_word {
    const char *column, *code, *meaning;
} wks_grid_word;

typedef struct wks_export_grid {
    const char *title; /* in Dutch, with the region, and "(verzonnen cijfers)" where they are */
    wks_table_release release;
    const wks_export_column *columns;
    size_t n_columns;
    wks_export_cell *cells; /* [n_rows * n_columns] */
    size_t n_rows;
    const char *const *notes; /* [n_notes] what a reader should know */
    size_t n_notes;
    wks_grid_word *words; /* [n_words] */
    size_t n_words;
} wks_export_grid;

/* The whole as CSV; a failure sticks to out. */
void wks_export_grid_csv(const wks_export_grid *grid, bool is_dutch, wks_buffer *out);

#endif
