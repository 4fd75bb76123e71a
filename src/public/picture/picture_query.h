/* public/picture/picture_query.h - the named queries of a picture, prepared once per connection.
 *
 * For the files of public/picture that read.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_QUERY_H
#define WKS_PUBLIC_PICTURE_PICTURE_QUERY_H

#include "base/db.h"
#include "base/json.h"
#include "public/picture/picture_read.h"

typedef enum wks_picture_query {
    WKS_PICTURE_AREA,
    WKS_PICTURE_AREAS,
    WKS_PICTURE_AREA_TRENDS,
    WKS_PICTURE_AREA_VALUES,
    WKS_PICTURE_AREA_VERDICTS,
    WKS_PICTURE_BREAKDOWNS,
    WKS_PICTURE_BREAKS,
    WKS_PICTURE_CHANGED_DEFINITIONS,
    WKS_PICTURE_CHANGES,
    WKS_PICTURE_CHOICE,
    WKS_PICTURE_CHOOSABLE_LEVELS,
    WKS_PICTURE_CLASS_BOUNDS,
    WKS_PICTURE_DELIVERIES,
    WKS_PICTURE_GATE_RULES,
    WKS_PICTURE_GATE_TABLES,
    WKS_PICTURE_INDICATORS,
    WKS_PICTURE_LATEST_PERIODS,
    WKS_PICTURE_MAP,
    WKS_PICTURE_MODELS,
    WKS_PICTURE_NEWEST_RELEASE,
    WKS_PICTURE_ORIGIN,
    WKS_PICTURE_OVERVIEW_SERIES,
    WKS_PICTURE_PERIODS,
    WKS_PICTURE_RELEASE,
    WKS_PICTURE_RELEASES,
    WKS_PICTURE_SERIES_TEST,
    WKS_PICTURE_SERIES_VALUES,
    WKS_PICTURE_SIGNALS,
    WKS_PICTURE_SIGNAL_LISTS,
    WKS_PICTURE_SOURCES,
    WKS_PICTURE_TABLE_SERIES,
    WKS_PICTURE_TABLE_SOURCES,
    WKS_PICTURE_THEMES,
    WKS_PICTURE_WIDER_VALUES,
    WKS_PICTURE_N_QUERIES
} wks_picture_query;

/* The query, prepared, with release bound as ?1 (unless 0); it belongs to picture.  The caller
 * steps it to its end, or resets it. */
wks_query *wks_picture_query_start(wks_picture *picture, wks_picture_query which, int64_t release);

enum {
    WKS_DELIVERY_ID_SIZE = 17
};

/* A delivery is called by the first 16 digits of its hash.  Returns out. */
const char *wks_picture_delivery_id(const char *hash, char out[static WKS_DELIVERY_ID_SIZE]);

/* "code", "naam", ... of the present row, whose columns from first on are those of areas.sql. */
void wks_picture_query_write_area(wks_json *json, wks_query *row, int first);

/* "waarde", "onder", "boven", "status" of four columns from first on; a NULL status is an empty
 * that was not delivered. */
void wks_picture_query_write_value(wks_json *json, wks_query *row, int first);

/* The schema Model, of a row of models.sql. */
void wks_picture_query_write_model(wks_json *json, wks_query *row, wks_language language);

#endif
