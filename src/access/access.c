/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/access.h"

#include "access/access_query.h"
#include "base/db_queries.h"

extern const wks_embedded_text wks_access_migrations[];
extern const size_t wks_access_migrations_count;
extern const wks_embedded_text wks_access_queries[];
extern const size_t wks_access_queries_count;

static const char *const query_files[WKS_ACCESS_N_QUERIES] = {
#define WKS_ACCESS_QUERY(name, file) [name] = (file),
    WKS_ACCESS_QUERIES(WKS_ACCESS_QUERY)
#undef WKS_ACCESS_QUERY
};

wks_code wks_access_migrate(wks_db *db, wks_error *err)
{
    return wks_db_migrate(db, "access", wks_access_migrations, wks_access_migrations_count, err);
}

wks_code wks_access_open(wks_db *db, wks_arena *arena, wks_access **out, wks_error *err)
{
    wks_access *access = NULL;
    *out = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *access, &access, err));
    access->db = db;
    const wks_code code =
        wks_db_queries_open(db, wks_access_queries, wks_access_queries_count, query_files,
                            WKS_ACCESS_N_QUERIES, access->queries, err);
    if (code != WKS_OK) {
        wks_access_close(access);
        return code;
    }
    *out = access;
    return WKS_OK;
}

void wks_access_close(wks_access *access)
{
    if (access != NULL) {
        wks_db_queries_close(access->queries, WKS_ACCESS_N_QUERIES);
    }
}
