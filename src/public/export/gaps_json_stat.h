/* public/export/gaps_json_stat.h - differences as JSON-stat 2.0.
 *
 * Dimensions: what is compared (verschil), periode and maat.  A difference has an id that is made
 * of its codes; its extension tells these apart.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_GAPS_JSON_STAT_H
#define WKS_PUBLIC_EXPORT_GAPS_JSON_STAT_H

#include "public/export/export_grid.h"

/* grid: that of export_gaps.c, its rows by what is compared.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_gaps_json_stat(const wks_export_grid *grid, wks_arena *arena,
                                                  wks_buffer *out, wks_error *err);

#endif
