/* public/export/export_json_stat.h - a table as JSON-stat 2.0 (https://json-stat.org/full/).
 *
 * A cube of uitsplitsing x gebied x periode x maat (waarde, onder, boven), row-major.  null is no
 * number; "status" says of each empty cell why, and of a number when it was not simply measured.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_JSON_STAT_H
#define WKS_PUBLIC_EXPORT_EXPORT_JSON_STAT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "public/picture/picture_table.h"

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_json_stat(const wks_table *table, wks_arena *arena,
                                             wks_buffer *out, wks_error *err);

#endif
