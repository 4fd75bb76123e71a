/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_table.h"

#include "public/export/export_csv.h"
#include "public/export/export_csvw.h"
#include "public/export/export_json_stat.h"
#include "public/export/export_swing.h"
#include "public/export/export_xlsx.h"

#include <assert.h>

wks_code wks_export_table(const wks_table *table, wks_export_format format, const char *url,
                          wks_arena *arena, wks_buffer *out, wks_error *err)
{
    switch (format) {
    case WKS_EXPORT_CSV:
    case WKS_EXPORT_CSV_DUTCH:
        wks_export_csv(table, format == WKS_EXPORT_CSV_DUTCH, out);
        return wks_buffer_check(out, err);
    case WKS_EXPORT_CSVW:
        return wks_export_csvw(table, url, arena, out, err);
    case WKS_EXPORT_JSON_STAT:
        return wks_export_json_stat(table, arena, out, err);
    case WKS_EXPORT_XLSX:
        return wks_export_xlsx(table, arena, out, err);
    case WKS_EXPORT_SWING:
        return wks_export_swing(table, arena, out, err);
    case WKS_EXPORT_SWING_METADATA:
        return wks_export_swing_metadata(table, arena, out, err);
    case WKS_EXPORT_N_FORMATS:
        break;
    }
    assert(false); /* formats come from wks_export_format_parse */
    return WKS_E_ARGUMENT;
}
