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

/* Every query with its file in src/public/picture/queries. */
#define WKS_PICTURE_QUERIES(X)                                                                     \
    X(WKS_PICTURE_AREA, "area.sql")                                                                \
    X(WKS_PICTURE_AREAS, "areas.sql")                                                              \
    X(WKS_PICTURE_AREA_TRENDS, "area_trends.sql")                                                  \
    X(WKS_PICTURE_AREA_VALUES, "area_values.sql")                                                  \
    X(WKS_PICTURE_AREA_VERDICTS, "area_verdicts.sql")                                              \
    X(WKS_PICTURE_BORDERS, "borders.sql")                                                          \
    X(WKS_PICTURE_BREAKDOWNS, "breakdowns.sql")                                                    \
    X(WKS_PICTURE_BREAKS, "breaks.sql")                                                            \
    X(WKS_PICTURE_CHANGED_DEFINITIONS, "changed_definitions.sql")                                  \
    X(WKS_PICTURE_CHANGES, "changes.sql")                                                          \
    X(WKS_PICTURE_CHOICE, "choice.sql")                                                            \
    X(WKS_PICTURE_CHOOSABLE_LEVELS, "choosable_levels.sql")                                        \
    X(WKS_PICTURE_CLASS_BOUNDS, "class_bounds.sql")                                                \
    X(WKS_PICTURE_DELIVERIES, "deliveries.sql")                                                    \
    X(WKS_PICTURE_GAP_CHANGES, "gap_changes.sql")                                                  \
    X(WKS_PICTURE_GAP_GROUPS, "gap_groups.sql")                                                    \
    X(WKS_PICTURE_GAP_ORDERS, "gap_orders.sql")                                                    \
    X(WKS_PICTURE_GAP_PLAN, "gap_plan.sql")                                                        \
    X(WKS_PICTURE_GAP_TABLE, "gap_table.sql")                                                      \
    X(WKS_PICTURE_GAPS_LATEST, "gaps_latest.sql")                                                  \
    X(WKS_PICTURE_GAPS_OF, "gaps_of.sql")                                                          \
    X(WKS_PICTURE_GATE_RULES, "gate_rules.sql")                                                    \
    X(WKS_PICTURE_GATE_TABLES, "gate_tables.sql")                                                  \
    X(WKS_PICTURE_INDICATORS, "indicators.sql")                                                    \
    X(WKS_PICTURE_LATEST_PERIODS, "latest_periods.sql")                                            \
    X(WKS_PICTURE_MAP, "map.sql")                                                                  \
    X(WKS_PICTURE_MODELS, "models.sql")                                                            \
    X(WKS_PICTURE_NEWEST_RELEASE, "newest_release.sql")                                            \
    X(WKS_PICTURE_ORIGIN, "origin.sql")                                                            \
    X(WKS_PICTURE_OVERVIEW_SERIES, "overview_series.sql")                                          \
    X(WKS_PICTURE_PERIODS, "periods.sql")                                                          \
    X(WKS_PICTURE_PUBLISHER, "publisher.sql")                                                      \
    X(WKS_PICTURE_RELEASE, "release.sql")                                                          \
    X(WKS_PICTURE_RELEASES, "releases.sql")                                                        \
    X(WKS_PICTURE_SERIES_OF, "series_of.sql")                                                      \
    X(WKS_PICTURE_SERIES_TEST, "series_test.sql")                                                  \
    X(WKS_PICTURE_SERIES_VALUES, "series_values.sql")                                              \
    X(WKS_PICTURE_SIGNALS, "signals.sql")                                                          \
    X(WKS_PICTURE_SIGNAL_LISTS, "signal_lists.sql")                                                \
    X(WKS_PICTURE_SOURCES, "sources.sql")                                                          \
    X(WKS_PICTURE_TABLE_SERIES, "table_series.sql")                                                \
    X(WKS_PICTURE_TABLE_SOURCES, "table_sources.sql")                                              \
    X(WKS_PICTURE_THEMES, "themes.sql")                                                            \
    X(WKS_PICTURE_WIDER_VALUES, "wider_values.sql")

typedef enum wks_picture_query {
#define WKS_PICTURE_QUERY(name, file) name,
    WKS_PICTURE_QUERIES(WKS_PICTURE_QUERY)
#undef WKS_PICTURE_QUERY
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
