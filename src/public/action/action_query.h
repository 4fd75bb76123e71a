/* public/action/action_query.h - the named queries of the room.  For public/action/ alone.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ACTION_ACTION_QUERY_H
#define WKS_PUBLIC_ACTION_ACTION_QUERY_H

#include "base/db.h"
#include "public/action/action.h"

/* Every query with its file in src/public/action/queries. */
#define WKS_ACTION_QUERIES(X)                                                                      \
    X(WKS_ACTION_ADD_AREA, "add_area.sql")                                                         \
    X(WKS_ACTION_ADD_RECORD, "add_record.sql")                                                     \
    X(WKS_ACTION_ADD_VERSION, "add_version.sql")                                                   \
    X(WKS_ACTION_ADD_WORDS, "add_words.sql")                                                       \
    X(WKS_ACTION_CHANGE_RECORD, "change_record.sql")                                               \
    X(WKS_ACTION_DROP_AREAS, "drop_areas.sql")                                                     \
    X(WKS_ACTION_DROP_LINK, "drop_link.sql")                                                       \
    X(WKS_ACTION_DROP_WORDS, "drop_words.sql")                                                     \
    X(WKS_ACTION_KIND_OF, "kind_of.sql")                                                           \
    X(WKS_ACTION_LINKS, "links.sql")                                                               \
    X(WKS_ACTION_RECORD, "record.sql")                                                             \
    X(WKS_ACTION_RECORDS, "records.sql")                                                           \
    X(WKS_ACTION_SET_LINK, "set_link.sql")                                                         \
    X(WKS_ACTION_VERSIONS, "versions.sql")

typedef enum wks_action_query {
#define WKS_ACTION_QUERY(name, file) name,
    WKS_ACTION_QUERIES(WKS_ACTION_QUERY)
#undef WKS_ACTION_QUERY
    WKS_ACTION_N_QUERIES
} wks_action_query;

struct wks_action {
    wks_db *db;
    wks_query *queries[WKS_ACTION_N_QUERIES];
};

#endif
