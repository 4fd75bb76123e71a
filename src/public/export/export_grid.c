/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_grid.h"

#include "public/export/export_csv.h"

void wks_export_grid_csv(const wks_export_grid *grid, bool is_dutch, wks_buffer *out)
{
    wks_csv_writer csv;
    wks_csv_init(&csv, out, is_dutch);
    for (size_t i = 0; i < grid->n_columns; i++) {
        wks_csv_text(&csv, grid->columns[i].name);
    }
    wks_csv_end_line(&csv);
    for (size_t k = 0; k < grid->n_rows; k++) {
        const wks_export_cell *cells = grid->cells + k * grid->n_columns;
        for (size_t i = 0; i < grid->n_columns; i++) {
            if (grid->columns[i].is_number) {
                wks_csv_number(&csv, cells[i].number);
            } else {
                wks_csv_text(&csv, cells[i].text);
            }
        }
        wks_csv_end_line(&csv);
    }
}
