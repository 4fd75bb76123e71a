/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/action/action.h"

#include "base/db_queries.h"
#include "public/action/action_query.h"

extern const wks_embedded_text wks_action_migrations[];
extern const size_t wks_action_migrations_count;
extern const wks_embedded_text wks_action_queries[];
extern const size_t wks_action_queries_count;

static const char *const query_files[WKS_ACTION_N_QUERIES] = {
#define WKS_ACTION_QUERY(name, file) [name] = (file),
    WKS_ACTION_QUERIES(WKS_ACTION_QUERY)
#undef WKS_ACTION_QUERY
};

wks_code wks_action_migrate(wks_db *db, wks_error *err)
{
    return wks_db_migrate(db, "action", wks_action_migrations, wks_action_migrations_count, err);
}

wks_code wks_action_open(wks_db *db, wks_arena *arena, wks_action **out, wks_error *err)
{
    wks_action *action = NULL;
    *out = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *action, &action, err));
    action->db = db;
    const wks_code code =
        wks_db_queries_open(db, wks_action_queries, wks_action_queries_count, query_files,
                            WKS_ACTION_N_QUERIES, action->queries, err);
    if (code != WKS_OK) {
        wks_action_close(action);
        return code;
    }
    *out = action;
    return WKS_OK;
}

void wks_action_close(wks_action *action)
{
    if (action != NULL) {
        wks_db_queries_close(action->queries, WKS_ACTION_N_QUERIES);
    }
}
