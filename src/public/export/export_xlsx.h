/* public/export/export_xlsx.h - a table as a workbook: a sheet of figures, and one that explains.
 *
 * The same table gives the same bytes: the workbook is as old as its release.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_XLSX_H
#define WKS_PUBLIC_EXPORT_EXPORT_XLSX_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "public/export/export_grid.h"
#include "public/picture/picture_table.h"

enum {
    WKS_EXPORT_XLSX_MOST_ROWS = 1048575 /* what a sheet holds under its header */
};

/* One workbook at a time, whatever the number of threads.
 * Errors: WKS_E_ARGUMENT  more than WKS_EXPORT_XLSX_MOST_ROWS rows
 *         WKS_E_IO        no room for the parts of the workbook (in TMPDIR or /tmp)
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_export_xlsx(const wks_table *table, wks_arena *arena, wks_buffer *out,
                                        wks_error *err);

/* The same of any table; its numbers are shown as they are. */
WKS_MUST_CHECK wks_code wks_export_xlsx_grid(const wks_export_grid *grid, wks_arena *arena,
                                             wks_buffer *out, wks_error *err);

#endif
