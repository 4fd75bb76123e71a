/* base/db.h - one small handle over SQLite: open, migrate, prepare a named query, bind, step.
 *
 * SQL lives in .sql files that are embedded at build (base/embedded.h); this file holds none.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_DB_H
#define WKS_BASE_DB_H

#include "base/embedded.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_db wks_db;
typedef struct wks_query wks_query;

typedef enum wks_db_mode {
    WKS_DB_READ,
    WKS_DB_WRITE,
    WKS_DB_CREATE
} wks_db_mode;

/* Open the store in file path.  WKS_DB_CREATE makes it when missing.  A handle is for one thread.
 * Errors: WKS_E_NOT_FOUND  no such file (READ, WRITE)
 *         WKS_E_STORE      not a database, locked, or no permission */
WKS_MUST_CHECK wks_code wks_db_open(const char *path, wks_db_mode mode, wks_db **out,
                                    wks_error *err);
void wks_db_close(wks_db *db);

/* Bring a room's part of the store up to date: every migration (embedded files NNNN_what.sql, in
 * order) that is not recorded for the room runs in a transaction of its own, with its number and
 * checksum recorded.  Several rooms can share a store.
 * Errors: WKS_E_STORE  a statement failed, or a recorded migration differs from the embedded one,
 *                      or the store is newer than the program */
WKS_MUST_CHECK wks_code wks_db_migrate(wks_db *db, const char *room,
                                       const wks_embedded_text *migrations, size_t n_migrations,
                                       wks_error *err);

/* Run all statements of sql, which take no parameters.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_db_run(wks_db *db, const char *sql, wks_error *err);

WKS_MUST_CHECK wks_code wks_db_begin(wks_db *db, wks_error *err);
WKS_MUST_CHECK wks_code wks_db_commit(wks_db *db, wks_error *err);
void wks_db_rollback(wks_db *db); /* nothing when no transaction is open */

/* Prepare one statement; parameters are ?1, ?2, ...  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_query_open(wks_db *db, const char *sql, wks_query **out,
                                       wks_error *err);
void wks_query_close(wks_query *query);

/* Bind parameter index (from 1).  Text is copied; NULL binds NULL; NAN binds NULL. */
void wks_query_bind_text(wks_query *query, int index, const char *text);
void wks_query_bind_integer(wks_query *query, int index, int64_t value);
void wks_query_bind_number(wks_query *query, int index, double value);
void wks_query_bind_bytes(wks_query *query, int index, const void *bytes, size_t n);

/* The next row: *has_row says whether there is one.  After the last row, and after a failure, the
 * query is reset with its bindings cleared, ready for the next use.
 * Errors: WKS_E_STORE (also: a binding that failed). */
WKS_MUST_CHECK wks_code wks_query_step(wks_query *query, bool *has_row, wks_error *err);
/* Run a statement that returns no rows. */
WKS_MUST_CHECK wks_code wks_query_run(wks_query *query, wks_error *err);
/* Stop before the last row. */
void wks_query_reset(wks_query *query);

/* What a column of the present row holds. */
typedef enum wks_db_kind {
    WKS_DB_NOTHING, /* NULL */
    WKS_DB_INTEGER,
    WKS_DB_NUMBER,
    WKS_DB_TEXT,
    WKS_DB_BYTES
} wks_db_kind;

int wks_query_count_columns(wks_query *query);
wks_db_kind wks_query_kind(wks_query *query, int column);

/* Columns of the present row, from 0; text and bytes live until the next step. */
const char *wks_query_text(wks_query *query, int column); /* NULL for NULL */
int64_t wks_query_integer(wks_query *query, int column);
double wks_query_number(wks_query *query, int column); /* NAN for NULL */
const void *wks_query_bytes(wks_query *query, int column, size_t *n);

#endif
