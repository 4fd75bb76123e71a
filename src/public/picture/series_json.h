/* public/picture/series_json.h - one series as columns that run parallel, with how it was tested.
 *
 * For the files of public/picture that read.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_SERIES_JSON_H
#define WKS_PUBLIC_PICTURE_SERIES_JSON_H

#include "base/error.h"
#include "base/json.h"
#include "public/picture/picture_read.h"

#include <stdint.h>

/* Where series are written, one after another. */
typedef struct wks_series_json {
    wks_picture *picture;
    wks_picture_view view;
    wks_json *json;
    unsigned reasons; /* bits of those that occurred (verdict_json.h) */
} wks_series_json;

/* The members "gebied", "waarde" ... "verschilBoven" and "toets" of the object that is open.
 * gemeente: of that one and what lies in it alone; NULL: all areas.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_series_json_write(wks_series_json *to, int64_t series,
                                              const char *gemeente, wks_error *err);

#endif
