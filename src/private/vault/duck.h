/* private/vault/duck.h - the one connection to DuckDB: run, bind, and walk through rows.
 *
 * Only files of private/vault include this.  SQL comes from queries/ and from sql_compose.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_DUCK_H
#define WKS_PRIVATE_VAULT_DUCK_H

#include "base/arena.h"
#include "base/error.h"

#include <duckdb.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_duck {
    duckdb_database database;
    duckdb_connection connection;
    bool is_open_transaction;
} wks_duck;

/* A value for ?1, ?2, ... of a statement. */
typedef enum wks_duck_kind {
    WKS_DUCK_TEXT,
    WKS_DUCK_INTEGER,
    WKS_DUCK_BYTES /* integer bytes at text */
} wks_duck_kind;

typedef struct wks_duck_value {
    wks_duck_kind kind;
    const char *text; /* NULL binds NULL */
    int64_t integer;
} wks_duck_value;

wks_duck_value wks_duck_text(const char *text);
wks_duck_value wks_duck_integer(int64_t integer);

/* path NULL: in memory.  Extensions are never installed or loaded from outside.
 * Errors: WKS_E_STORE  not a vault of this version, in use by another program, no permission */
WKS_MUST_CHECK wks_code wks_duck_open(const char *path, wks_duck *out, wks_error *err);
void wks_duck_close(wks_duck *duck);

/* Run statements without parameters.
 * Errors: WKS_E_STORE, with the first line of what DuckDB says and with everything between quotes
 * left out, because it may be a value of a record. */
WKS_MUST_CHECK wks_code wks_duck_run(wks_duck *duck, const char *sql, wks_error *err);

WKS_MUST_CHECK wks_code wks_duck_begin(wks_duck *duck, wks_error *err);
WKS_MUST_CHECK wks_code wks_duck_commit(wks_duck *duck, wks_error *err);
void wks_duck_rollback(wks_duck *duck); /* nothing when no transaction is open */

/* Rows of one query. */
typedef struct wks_duck_rows {
    duckdb_result result;
    duckdb_data_chunk chunk;
    bool has_result;
    size_t n_columns;
    size_t at;     /* row in chunk */
    size_t n_rows; /* in chunk */
} wks_duck_rows;

WKS_MUST_CHECK wks_code wks_duck_query(wks_duck *duck, const char *sql,
                                       const wks_duck_value *values, size_t n_values,
                                       wks_duck_rows *out, wks_error *err);
/* As wks_duck_query, for a statement whose rows do not matter. */
WKS_MUST_CHECK wks_code wks_duck_run_with(wks_duck *duck, const char *sql,
                                          const wks_duck_value *values, size_t n_values,
                                          wks_error *err);
/* Go to the next row; false after the last. */
bool wks_duck_next(wks_duck_rows *rows);
/* Columns of the present row.  Text is copied into arena (NULL for NULL or out of memory); integers
 * and numbers of any width; NULL gives 0 or NAN. */
const char *wks_duck_get_text(wks_duck_rows *rows, size_t column, wks_arena *arena);
int64_t wks_duck_get_integer(wks_duck_rows *rows, size_t column);
double wks_duck_get_number(wks_duck_rows *rows, size_t column);
/* Whether a text column holds just this; without a copy. */
bool wks_duck_is_text(wks_duck_rows *rows, size_t column, const char *text);
bool wks_duck_is_null(wks_duck_rows *rows, size_t column);
/* Bytes of a BLOB, until the next row. */
const void *wks_duck_get_bytes(wks_duck_rows *rows, size_t column, size_t *n);
void wks_duck_close_rows(wks_duck_rows *rows);

/* One integer of a query's first row; 0 when there is none. */
WKS_MUST_CHECK wks_code wks_duck_integer_of(wks_duck *duck, const char *sql,
                                            const wks_duck_value *values, size_t n_values,
                                            int64_t *out, wks_error *err);

/* Many rows at once into a table: a thousand times faster than a statement each.  A failure sticks
 * and is reported at close, so that a row is written without checks. */
typedef struct wks_duck_appender {
    duckdb_appender handle;
    bool has_failed;
} wks_duck_appender;

/* Errors: WKS_E_STORE  no such table. */
WKS_MUST_CHECK wks_code wks_duck_append_open(wks_duck *duck, const char *table,
                                             wks_duck_appender *out, wks_error *err);
void wks_duck_append_text(wks_duck_appender *appender, const char *text); /* NULL appends NULL */
void wks_duck_append_span(wks_duck_appender *appender, const char *at, size_t n); /* 0: NULL */
void wks_duck_append_bytes(wks_duck_appender *appender, const void *bytes, size_t n);
void wks_duck_append_integer(wks_duck_appender *appender, int64_t integer);
void wks_duck_append_end(wks_duck_appender *appender); /* of a row */
/* Close after a failure elsewhere: the transaction of the rows is about to be undone. */
void wks_duck_append_drop(wks_duck_appender *appender);
/* Write what is left and close.
 * Errors: WKS_E_STORE  some row did not fit the table, or could not be written. */
WKS_MUST_CHECK wks_code wks_duck_append_close(wks_duck_appender *appender, wks_error *err);

#endif
