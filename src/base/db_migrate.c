/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/db.h"
#include "base/hash.h"
#include "base/language.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char create_log[] = "CREATE TABLE IF NOT EXISTS migration ("
                                 " room TEXT NOT NULL, number INTEGER NOT NULL,"
                                 " name TEXT NOT NULL, checksum TEXT NOT NULL,"
                                 " PRIMARY KEY (room, number)) STRICT";

static wks_hash checksum_of(const wks_embedded_text *file)
{
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, file->text, file->size);
    return wks_hasher_end(&hasher);
}

/* Whether file has run on this store; a different text under its number is a failure. */
static wks_code is_recorded(wks_db *db, const char *room, const wks_embedded_text *file,
                            bool *is_done, wks_error *err)
{
    wks_query *query = NULL;
    WKS_TRY(wks_query_open(db, "SELECT checksum FROM migration WHERE room = ?1 AND number = ?2",
                           &query, err));
    wks_query_bind_text(query, 1, room);
    wks_query_bind_integer(query, 2, strtol(file->name, NULL, 10));
    wks_code code = wks_query_step(query, is_done, err);
    if (code == WKS_OK && *is_done &&
        strcmp(wks_query_text(query, 0), checksum_of(file).hex) != 0) {
        code = wks_fail(err, WKS_E_STORE,
                        wks_tr("migration %s is not the one that made this store",
                               "migratie %s is niet die waarmee deze opslag is gemaakt"),
                        file->name);
    }
    wks_query_close(query);
    return code;
}

static wks_code run_one(wks_db *db, const char *room, const wks_embedded_text *file, wks_error *err)
{
    wks_query *query = NULL;
    wks_code code = wks_db_begin(db, err);
    if (code != WKS_OK) {
        return code;
    }
    if ((code = wks_db_run(db, file->text, err)) != WKS_OK ||
        (code = wks_query_open(db, "INSERT INTO migration VALUES (?1, ?2, ?3, ?4)", &query, err)) !=
            WKS_OK) {
        goto done;
    }
    wks_query_bind_text(query, 1, room);
    wks_query_bind_integer(query, 2, strtol(file->name, NULL, 10));
    wks_query_bind_text(query, 3, file->name);
    wks_query_bind_text(query, 4, checksum_of(file).hex);
    if ((code = wks_query_run(query, err)) == WKS_OK) {
        code = wks_db_commit(db, err);
    }
done:
    wks_query_close(query);
    wks_db_rollback(db);
    return code == WKS_OK ? code : wks_error_prefix(err, code, "%s", file->name);
}

/* A store that a later program migrated may hold what this one does not understand. */
static wks_code refuse_newer(wks_db *db, const char *room, long last_known, wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(wks_query_open(db, "SELECT name FROM migration WHERE room = ?1 AND number > ?2", &query,
                           err));
    wks_query_bind_text(query, 1, room);
    wks_query_bind_integer(query, 2, last_known);
    wks_code code = wks_query_step(query, &has_row, err);
    if (code == WKS_OK && has_row) {
        code = wks_fail(err, WKS_E_STORE,
                        wks_tr("the store was made by a newer version of wijkscan (%s)",
                               "de opslag is gemaakt door een nieuwere versie van wijkscan (%s)"),
                        wks_query_text(query, 0));
    }
    wks_query_close(query);
    return code;
}

wks_code wks_db_migrate(wks_db *db, const char *room, const wks_embedded_text *migrations,
                        size_t n_migrations, wks_error *err)
{
    long last_known = 0;
    WKS_TRY(wks_db_run(db, create_log, err));
    for (size_t i = 0; i < n_migrations; i++) {
        bool is_done = false;
        WKS_TRY(is_recorded(db, room, &migrations[i], &is_done, err));
        if (!is_done) {
            WKS_TRY(run_one(db, room, &migrations[i], err));
        }
        long number = strtol(migrations[i].name, NULL, 10);
        last_known = number > last_known ? number : last_known;
    }
    return refuse_newer(db, room, last_known, err);
}
