/* public/export/export_format.h - the forms that a table can leave in, and what such a file is
 * called.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_FORMAT_H
#define WKS_PUBLIC_EXPORT_EXPORT_FORMAT_H

#include "base/arena.h"
#include "public/picture/picture_table.h"

#include <stdbool.h>

typedef enum wks_export_format {
    WKS_EXPORT_CSV,       /* UTF-8, comma, decimal point: for programs */
    WKS_EXPORT_CSV_DUTCH, /* with a byte order mark, semicolon, decimal comma: for Dutch Excel */
    WKS_EXPORT_CSVW,      /* what the columns of the CSV mean, as JSON (CSV on the Web) */
    WKS_EXPORT_JSON_STAT, /* JSON-stat 2.0 */
    WKS_EXPORT_XLSX,      /* a workbook with a sheet that explains */
    WKS_EXPORT_SWING,     /* figures as Swing (ABF Research) takes them in, as CSV */
    WKS_EXPORT_SWING_METADATA, /* and what these figures are */
    WKS_EXPORT_N_FORMATS
} wks_export_format;

#define WKS_EXPORT_FORMAT_IDS "csv, csv-nl, csvw, json-stat, xlsx, swing, swing-metadata"

const char *wks_export_format_id(wks_export_format format);     /* "csv-nl": in addresses, flags */
const char *wks_export_format_mime(wks_export_format format);   /* "text/csv; charset=utf-8 ..." */
const char *wks_export_format_ending(wks_export_format format); /* "_excel.csv": of files */
bool wks_export_format_is_text(wks_export_format format); /* not XLSX: a terminal can show it */
bool wks_export_format_parse(const char *id, wks_export_format *out);

/* "poh-ggz_wijk_2024_18-64_uitgave-2026-11-21.csv": what was chosen, and of which release; with
 * "verzonnen-cijfers" in it where they are.  Safe in a header and on every file system.  NULL when
 * out of memory. */
const char *wks_export_file_name(const wks_table *table, wks_export_format format,
                                 wks_arena *arena);

#endif
