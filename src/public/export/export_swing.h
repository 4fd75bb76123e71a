/* public/export/export_swing.h - a table as Swing (ABF Research) takes figures in: two flat CSVs.
 *
 * The columns are those of the import files that GGDs make (ggdatascience/importbestanden_swing):
 * figures with PERIODE, GEBIEDSNIVEAU, GEBIED, NAAM and WAARDE, in which -99996 says that there is
 * no figure; and what is counted under which NAAM.  Semicolon and decimal comma.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_SWING_H
#define WKS_PUBLIC_EXPORT_EXPORT_SWING_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "public/picture/picture_table.h"

enum {
    WKS_SWING_NO_FIGURE = -99996 /* whatever the reason: a reader of the format knows no others */
};

/* The figures: NAAM is the code of the indicator and the id of the breakdown, "ZG01_18-64".
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_swing(const wks_table *table, wks_arena *arena, wks_buffer *out,
                                         wks_error *err);
/* A line for each NAAM.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_swing_metadata(const wks_table *table, wks_arena *arena,
                                                  wks_buffer *out, wks_error *err);

#endif
