/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/db.h"

#include "base/arena.h"
#include "base/language.h"

#include <sqlite3.h>

#include <math.h>
#include <stdlib.h>
#include <unistd.h>

struct wks_db {
    sqlite3 *handle;
    bool is_open_transaction;
};

struct wks_query {
    wks_db *db;
    sqlite3_stmt *statement;
    int bind_failure; /* the first sqlite3_bind that failed, reported at the next step */
};

static wks_code fail_store(wks_error *err, wks_db *db)
{
    const char *file = sqlite3_db_filename(db->handle, "main");
    return wks_fail(err, WKS_E_STORE, "%s: %s", file == NULL ? "sqlite" : file,
                    sqlite3_errmsg(db->handle));
}

/* A writer that was killed leaves a journal, which only a connection that may write can undo. */
static void undo_what_was_cut_off(const char *path)
{
    wks_db *writer = NULL;
    if (wks_db_open(path, WKS_DB_WRITE, &writer, NULL) == WKS_OK) {
        wks_db_close(writer);
    }
}

wks_code wks_db_open(const char *path, wks_db_mode mode, wks_db **out, wks_error *err)
{
    static const int flags[] = {
        [WKS_DB_READ] = SQLITE_OPEN_READONLY,
        [WKS_DB_WRITE] = SQLITE_OPEN_READWRITE,
        [WKS_DB_CREATE] = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
    };
    wks_db *db = calloc(1, sizeof *db);
    if (db == NULL) {
        return wks_arena_fail(err);
    }
    int result = sqlite3_open_v2(path, &db->handle, flags[mode] | SQLITE_OPEN_NOMUTEX, NULL);
    wks_code code = WKS_OK;
    if (result != SQLITE_OK) {
        code = wks_fail(
            err, mode != WKS_DB_CREATE && access(path, F_OK) != 0 ? WKS_E_NOT_FOUND : WKS_E_STORE,
            wks_tr("%s: cannot be opened (%s)", "%s: kan niet worden geopend (%s)"), path,
            db->handle == NULL ? sqlite3_errstr(result) : sqlite3_errmsg(db->handle));
        goto done;
    }
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, 5000);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    /* 64 MB: an index that is filled in no order stays in memory while a release is written */
    if (mode != WKS_DB_READ) {
        sqlite3_exec(db->handle, "PRAGMA cache_size = -65536", NULL, NULL, NULL);
    }
    /* SQLite reads the file only at the first statement: find out now that it is no database. */
    result = sqlite3_exec(db->handle, "PRAGMA schema_version", NULL, NULL, NULL);
    if (result == SQLITE_READONLY_ROLLBACK && mode == WKS_DB_READ) {
        undo_what_was_cut_off(path);
        result = sqlite3_exec(db->handle, "PRAGMA schema_version", NULL, NULL, NULL);
    }
    if (result != SQLITE_OK) {
        code = fail_store(err, db);
    }
done:
    if (code != WKS_OK) {
        wks_db_close(db);
        db = NULL;
    }
    *out = db;
    return code;
}

void wks_db_close(wks_db *db)
{
    if (db != NULL) {
        wks_db_rollback(db);
        sqlite3_close_v2(db->handle);
        free(db);
    }
}

wks_code wks_db_run(wks_db *db, const char *sql, wks_error *err)
{
    return sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK ? WKS_OK
                                                                        : fail_store(err, db);
}

wks_code wks_db_begin(wks_db *db, wks_error *err)
{
    WKS_TRY(wks_db_run(db, "BEGIN IMMEDIATE", err));
    db->is_open_transaction = true;
    return WKS_OK;
}

wks_code wks_db_commit(wks_db *db, wks_error *err)
{
    WKS_TRY(wks_db_run(db, "COMMIT", err));
    db->is_open_transaction = false;
    return WKS_OK;
}

void wks_db_rollback(wks_db *db)
{
    if (db->is_open_transaction) {
        db->is_open_transaction = false;
        /* A failed commit may have rolled back already: then this says so and nothing is lost. */
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    }
}

wks_code wks_query_open(wks_db *db, const char *sql, wks_query **out, wks_error *err)
{
    wks_query *query = calloc(1, sizeof *query);
    *out = NULL;
    if (query == NULL) {
        return wks_arena_fail(err);
    }
    query->db = db;
    if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &query->statement,
                           NULL) != SQLITE_OK) {
        free(query);
        return fail_store(err, db);
    }
    *out = query;
    return WKS_OK;
}

void wks_query_close(wks_query *query)
{
    if (query != NULL) {
        sqlite3_finalize(query->statement);
        free(query);
    }
}

static void note_binding(wks_query *query, int result)
{
    if (result != SQLITE_OK && query->bind_failure == SQLITE_OK) {
        query->bind_failure = result;
    }
}

void wks_query_bind_text(wks_query *query, int index, const char *text)
{
    note_binding(query, sqlite3_bind_text(query->statement, index, text, -1, SQLITE_TRANSIENT));
}

void wks_query_bind_integer(wks_query *query, int index, int64_t value)
{
    note_binding(query, sqlite3_bind_int64(query->statement, index, value));
}

void wks_query_bind_number(wks_query *query, int index, double value)
{
    note_binding(query, isnan(value) ? sqlite3_bind_null(query->statement, index)
                                     : sqlite3_bind_double(query->statement, index, value));
}

void wks_query_bind_bytes(wks_query *query, int index, const void *bytes, size_t n)
{
    note_binding(query, sqlite3_bind_blob64(query->statement, index, bytes, n, SQLITE_TRANSIENT));
}

void wks_query_reset(wks_query *query)
{
    /* The result repeats what the last step already reported. */
    (void)sqlite3_reset(query->statement);
    sqlite3_clear_bindings(query->statement);
    query->bind_failure = SQLITE_OK;
}

wks_code wks_query_step(wks_query *query, bool *has_row, wks_error *err)
{
    *has_row = false;
    if (query->bind_failure != SQLITE_OK) {
        wks_code code =
            wks_fail(err, WKS_E_STORE, "sqlite: %s", sqlite3_errstr(query->bind_failure));
        wks_query_reset(query);
        return code;
    }
    int result = sqlite3_step(query->statement);
    if (result == SQLITE_ROW) {
        *has_row = true;
        return WKS_OK;
    }
    wks_code code = result == SQLITE_DONE ? WKS_OK : fail_store(err, query->db);
    wks_query_reset(query);
    return code;
}

wks_code wks_query_run(wks_query *query, wks_error *err)
{
    bool has_row = false;
    WKS_TRY(wks_query_step(query, &has_row, err));
    if (has_row) {
        wks_query_reset(query);
    }
    return WKS_OK;
}

int wks_query_count_columns(wks_query *query)
{
    return sqlite3_column_count(query->statement);
}

wks_db_kind wks_query_kind(wks_query *query, int column)
{
    switch (sqlite3_column_type(query->statement, column)) {
    case SQLITE_INTEGER:
        return WKS_DB_INTEGER;
    case SQLITE_FLOAT:
        return WKS_DB_NUMBER;
    case SQLITE_TEXT:
        return WKS_DB_TEXT;
    case SQLITE_BLOB:
        return WKS_DB_BYTES;
    default:
        return WKS_DB_NOTHING;
    }
}

const char *wks_query_text(wks_query *query, int column)
{
    return (const char *)sqlite3_column_text(query->statement, column);
}

int64_t wks_query_integer(wks_query *query, int column)
{
    return sqlite3_column_int64(query->statement, column);
}

double wks_query_number(wks_query *query, int column)
{
    return sqlite3_column_type(query->statement, column) == SQLITE_NULL
               ? NAN
               : sqlite3_column_double(query->statement, column);
}

const void *wks_query_bytes(wks_query *query, int column, size_t *n)
{
    const void *bytes = sqlite3_column_blob(query->statement, column);
    *n = (size_t)sqlite3_column_bytes(query->statement, column);
    return bytes;
}
