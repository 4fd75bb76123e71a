/* public/export/export_gaps.h - differences between areas and between groups as a file.
 *
 * One table: a row for each difference and period, with what became of it in the row of the last
 * period.  Names and codes are those of /api/v1/verschillen.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_GAPS_H
#define WKS_PUBLIC_EXPORT_EXPORT_GAPS_H

#include "public/export/export_format.h"
#include "public/export/export_lists.h"

#include <stdbool.h>

#define WKS_EXPORT_GAP_FORMAT_IDS "csv, csv-nl, csvw, json-stat, xlsx"

/* Swing has no place for differences. */
bool wks_export_gap_format_parse(const char *id, wks_export_format *out);

typedef struct wks_gap_wish {
    const char *indicator; /* an id of the release; NULL: all */
    wks_export_format format;
    const char *url; /* of CSVW alone, where its CSV is */
} wks_gap_wish;

/* What is in out on failure is no file.  Errors: WKS_E_STORE, WKS_E_IO, WKS_E_MEMORY, and
 * WKS_E_ARGUMENT: more rows than the form holds. */
WKS_MUST_CHECK wks_code wks_export_gaps(wks_picture *picture, int64_t release,
                                        const wks_gap_wish *wish, wks_arena *arena, wks_buffer *out,
                                        wks_error *err);

/* "verschillen_poh-ggz_uitgave-2026-11-21.csv", as wks_export_file_name. */
const char *wks_export_gaps_name(const wks_table_release *release, const wks_gap_wish *wish,
                                 wks_arena *arena);

/* The columns, and the whole as CSV, for packages. */
extern const wks_export_list wks_export_gap_list;

#endif
