/* public/export/export_csvw.h - what the columns of a CSV mean, for programs.
 *
 * The "Metadata Vocabulary for Tabular Data" of the W3C (CSV on the Web, 2015).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_CSVW_H
#define WKS_PUBLIC_EXPORT_EXPORT_CSVW_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "public/export/export_lists.h"
#include "public/picture/picture_table.h"

/* url: where the CSV is, seen from where this description is.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_csvw(const wks_table *table, const char *url, wks_arena *arena,
                                        wks_buffer *out, wks_error *err);
/* The same of a list of a release. */
WKS_MUST_CHECK wks_code wks_export_csvw_list(const wks_export_list *list,
                                             const wks_table_release *release, const char *url,
                                             wks_buffer *out, wks_error *err);

#endif
