/* public/export/export_table.h - a table as a file, in the form that was asked for.
 *
 * The one way out, for the API, the command line and packages alike.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_TABLE_H
#define WKS_PUBLIC_EXPORT_EXPORT_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "public/export/export_format.h"

/* url: of CSVW alone, where its CSV is.  What is in out on failure is no file.
 * Errors: WKS_E_ARGUMENT  too many rows for the form; WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_export_table(const wks_table *table, wks_export_format format,
                                         const char *url, wks_arena *arena, wks_buffer *out,
                                         wks_error *err);

#endif
