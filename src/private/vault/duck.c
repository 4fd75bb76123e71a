/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/duck.h"

#include "base/language.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* DuckDB's message without what stands between its first and its last quote, since that may be a
 * value of a record, with quotes and line ends of its own; and without the lines after the first,
 * which repeat the statement. */
static wks_code fail_duck(wks_error *err, const char *message)
{
    static const char quotes[] = "'\"";
    const char *text = message == NULL ? "" : message;
    const char *last = NULL;
    for (const char *at = strpbrk(text, quotes); at != NULL; at = strpbrk(at + 1, quotes)) {
        last = at;
    }
    const bool has_rest = last != NULL && memchr(text, '\n', (size_t)(last - text)) == NULL;
    const char *rest = has_rest ? last + 1 : "";
    return wks_fail(err, WKS_E_STORE, "DuckDB: %.*s%s%.*s", (int)strcspn(text, "'\"\n"), text,
                    has_rest ? "..." : "", (int)strcspn(rest, "\n"), rest);
}

static wks_code fail_open(const char *path, const char *message, wks_error *err)
{
    if (strstr(message, "Could not set lock") != NULL) {
        return wks_fail(err, WKS_E_STORE,
                        wks_tr("%s: another program has this vault open; wait until it is done",
                               "%s: een ander programma heeft deze kluis open; wacht tot dat klaar "
                               "is"),
                        path);
    }
    return wks_fail(err, WKS_E_STORE,
                    wks_tr("%s: the vault cannot be opened (%.*s)",
                           "%s: de kluis kan niet worden geopend (%.*s)"),
                    path, (int)strcspn(message, "\n"), message);
}

wks_code wks_duck_open(const char *path, wks_duck *out, wks_error *err)
{
    static const char *const settings[][2] = {
        {"autoinstall_known_extensions", "false"},
        {"autoload_known_extensions", "false"},
        {"allow_community_extensions", "false"},
        {"preserve_insertion_order", "true"},
    };
    duckdb_config config = NULL;
    char *message = NULL;
    wks_code code = WKS_OK;
    *out = (wks_duck){0};
    if (duckdb_create_config(&config) != DuckDBSuccess) {
        return wks_arena_fail(err);
    }
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (duckdb_set_config(config, settings[i][0], settings[i][1]) != DuckDBSuccess) {
            code = wks_fail(err, WKS_E_STORE, "DuckDB: %s", settings[i][0]);
            goto done;
        }
    }
    if (duckdb_open_ext(path, &out->database, config, &message) != DuckDBSuccess) {
        code = fail_open(path == NULL ? ":memory:" : path, message == NULL ? "" : message, err);
        goto done;
    }
    if (duckdb_connect(out->database, &out->connection) != DuckDBSuccess) {
        code = wks_arena_fail(err);
    }
done:
    duckdb_free(message);
    duckdb_destroy_config(&config);
    if (code != WKS_OK) {
        wks_duck_close(out);
    }
    return code;
}

void wks_duck_close(wks_duck *duck)
{
    if (duck->connection != NULL) {
        wks_duck_rollback(duck);
        duckdb_disconnect(&duck->connection);
    }
    if (duck->database != NULL) {
        duckdb_close(&duck->database);
    }
}

wks_code wks_duck_run(wks_duck *duck, const char *sql, wks_error *err)
{
    duckdb_result result;
    wks_code code = WKS_OK;
    if (duckdb_query(duck->connection, sql, &result) != DuckDBSuccess) {
        code = fail_duck(err, duckdb_result_error(&result));
    }
    duckdb_destroy_result(&result);
    return code;
}

wks_code wks_duck_begin(wks_duck *duck, wks_error *err)
{
    WKS_TRY(wks_duck_run(duck, "BEGIN", err));
    duck->is_open_transaction = true;
    return WKS_OK;
}

wks_code wks_duck_commit(wks_duck *duck, wks_error *err)
{
    WKS_TRY(wks_duck_run(duck, "COMMIT", err));
    duck->is_open_transaction = false;
    return WKS_OK;
}

void wks_duck_rollback(wks_duck *duck)
{
    if (duck->is_open_transaction) {
        duck->is_open_transaction = false;
        /* Undoing what failed: if this fails too, DuckDB undoes it when the file is next opened. */
        duckdb_result result;
        (void)duckdb_query(duck->connection, "ROLLBACK", &result);
        duckdb_destroy_result(&result);
    }
}

wks_duck_value wks_duck_text(const char *text)
{
    return (wks_duck_value){.kind = WKS_DUCK_TEXT, .text = text};
}

wks_duck_value wks_duck_integer(int64_t integer)
{
    return (wks_duck_value){.kind = WKS_DUCK_INTEGER, .integer = integer};
}

static duckdb_state bind(duckdb_prepared_statement statement, idx_t index, wks_duck_value value)
{
    switch (value.kind) {
    case WKS_DUCK_INTEGER:
        return duckdb_bind_int64(statement, index, value.integer);
    case WKS_DUCK_BYTES:
        return duckdb_bind_blob(statement, index, value.text, (idx_t)value.integer);
    case WKS_DUCK_TEXT:
    default:
        return value.text == NULL ? duckdb_bind_null(statement, index)
                                  : duckdb_bind_varchar(statement, index, value.text);
    }
}

wks_code wks_duck_query(wks_duck *duck, const char *sql, const wks_duck_value *values,
                        size_t n_values, wks_duck_rows *out, wks_error *err)
{
    duckdb_prepared_statement statement = NULL;
    wks_code code = WKS_OK;
    *out = (wks_duck_rows){0};
    if (duckdb_prepare(duck->connection, sql, &statement) != DuckDBSuccess) {
        code = fail_duck(err, duckdb_prepare_error(statement));
        goto done;
    }
    for (size_t i = 0; i < n_values; i++) {
        if (bind(statement, i + 1, values[i]) != DuckDBSuccess) {
            code = fail_duck(err, "bind");
            goto done;
        }
    }
    out->has_result = true;
    if (duckdb_execute_prepared(statement, &out->result) != DuckDBSuccess) {
        code = fail_duck(err, duckdb_result_error(&out->result));
        goto done;
    }
    out->n_columns = duckdb_column_count(&out->result);
done:
    duckdb_destroy_prepare(&statement);
    if (code != WKS_OK) {
        wks_duck_close_rows(out);
    }
    return code;
}

wks_code wks_duck_run_with(wks_duck *duck, const char *sql, const wks_duck_value *values,
                           size_t n_values, wks_error *err)
{
    wks_duck_rows rows;
    WKS_TRY(wks_duck_query(duck, sql, values, n_values, &rows, err));
    wks_duck_close_rows(&rows);
    return WKS_OK;
}

bool wks_duck_next(wks_duck_rows *rows)
{
    if (rows->chunk != NULL && rows->at + 1 < rows->n_rows) {
        rows->at++;
        return true;
    }
    do {
        if (rows->chunk != NULL) {
            duckdb_destroy_data_chunk(&rows->chunk);
        }
        rows->chunk = duckdb_fetch_chunk(rows->result);
        if (rows->chunk == NULL) {
            return false;
        }
        rows->n_rows = duckdb_data_chunk_get_size(rows->chunk);
        rows->at = 0;
    } while (rows->n_rows == 0);
    return true;
}

static duckdb_vector vector_of(wks_duck_rows *rows, size_t column)
{
    return duckdb_data_chunk_get_vector(rows->chunk, column);
}

bool wks_duck_is_null(wks_duck_rows *rows, size_t column)
{
    uint64_t *validity = duckdb_vector_get_validity(vector_of(rows, column));
    return validity != NULL && !duckdb_validity_row_is_valid(validity, rows->at);
}

const void *wks_duck_get_bytes(wks_duck_rows *rows, size_t column, size_t *n)
{
    *n = 0;
    if (wks_duck_is_null(rows, column)) {
        return NULL;
    }
    duckdb_string_t *text = (duckdb_string_t *)duckdb_vector_get_data(vector_of(rows, column));
    *n = duckdb_string_t_length(text[rows->at]);
    return duckdb_string_t_data(&text[rows->at]);
}

const char *wks_duck_get_text(wks_duck_rows *rows, size_t column, wks_arena *arena)
{
    size_t n = 0;
    const void *bytes = wks_duck_get_bytes(rows, column, &n);
    return bytes == NULL ? NULL : wks_arena_text_n(arena, bytes, n);
}

bool wks_duck_is_text(wks_duck_rows *rows, size_t column, const char *text)
{
    size_t n = 0;
    const void *bytes = wks_duck_get_bytes(rows, column, &n);
    return bytes != NULL && strlen(text) == n && memcmp(bytes, text, n) == 0;
}

double wks_duck_get_number(wks_duck_rows *rows, size_t column)
{
    if (wks_duck_is_null(rows, column)) {
        return NAN;
    }
    const void *data = duckdb_vector_get_data(vector_of(rows, column));
    duckdb_type type = duckdb_column_type(&rows->result, column);
    return type == DUCKDB_TYPE_DOUBLE ? ((const double *)data)[rows->at]
                                      : (double)wks_duck_get_integer(rows, column);
}

int64_t wks_duck_get_integer(wks_duck_rows *rows, size_t column)
{
    if (wks_duck_is_null(rows, column)) {
        return 0;
    }
    const void *data = duckdb_vector_get_data(vector_of(rows, column));
    switch ((int)duckdb_column_type(&rows->result, column)) {
    case DUCKDB_TYPE_BIGINT:
    case DUCKDB_TYPE_UBIGINT:
        return ((const int64_t *)data)[rows->at];
    case DUCKDB_TYPE_INTEGER:
        return ((const int32_t *)data)[rows->at];
    case DUCKDB_TYPE_UINTEGER:
        return ((const uint32_t *)data)[rows->at];
    case DUCKDB_TYPE_SMALLINT:
        return ((const int16_t *)data)[rows->at];
    case DUCKDB_TYPE_USMALLINT:
        return ((const uint16_t *)data)[rows->at];
    case DUCKDB_TYPE_UTINYINT:
        return ((const uint8_t *)data)[rows->at];
    case DUCKDB_TYPE_HUGEINT:
        return (int64_t)((const duckdb_hugeint *)data)[rows->at].lower;
    case DUCKDB_TYPE_TINYINT:
    case DUCKDB_TYPE_BOOLEAN:
        return ((const int8_t *)data)[rows->at];
    default:
        assert(false && "a query gives a column of a type that is no integer");
        return 0;
    }
}

void wks_duck_close_rows(wks_duck_rows *rows)
{
    if (rows->chunk != NULL) {
        duckdb_destroy_data_chunk(&rows->chunk);
    }
    if (rows->has_result) {
        duckdb_destroy_result(&rows->result);
        rows->has_result = false;
    }
}

wks_code wks_duck_integer_of(wks_duck *duck, const char *sql, const wks_duck_value *values,
                             size_t n_values, int64_t *out, wks_error *err)
{
    wks_duck_rows rows;
    *out = 0;
    WKS_TRY(wks_duck_query(duck, sql, values, n_values, &rows, err));
    if (wks_duck_next(&rows)) {
        *out = wks_duck_get_integer(&rows, 0);
    }
    wks_duck_close_rows(&rows);
    return WKS_OK;
}

wks_code wks_duck_append_open(wks_duck *duck, const char *table, wks_duck_appender *out,
                              wks_error *err)
{
    *out = (wks_duck_appender){0};
    if (duckdb_appender_create(duck->connection, NULL, table, &out->handle) == DuckDBSuccess) {
        return WKS_OK;
    }
    wks_code code = fail_duck(err, duckdb_appender_error(out->handle));
    duckdb_appender_destroy(&out->handle);
    return code;
}

static void note_append(wks_duck_appender *appender, duckdb_state state)
{
    appender->has_failed = appender->has_failed || state != DuckDBSuccess;
}

void wks_duck_append_text(wks_duck_appender *appender, const char *text)
{
    note_append(appender, text == NULL ? duckdb_append_null(appender->handle)
                                       : duckdb_append_varchar(appender->handle, text));
}

void wks_duck_append_span(wks_duck_appender *appender, const char *at, size_t n)
{
    note_append(appender, n == 0 ? duckdb_append_null(appender->handle)
                                 : duckdb_append_varchar_length(appender->handle, at, n));
}

void wks_duck_append_bytes(wks_duck_appender *appender, const void *bytes, size_t n)
{
    note_append(appender, duckdb_append_blob(appender->handle, bytes, n));
}

void wks_duck_append_integer(wks_duck_appender *appender, int64_t integer)
{
    note_append(appender, duckdb_append_int64(appender->handle, integer));
}

void wks_duck_append_end(wks_duck_appender *appender)
{
    note_append(appender, duckdb_appender_end_row(appender->handle));
}

wks_code wks_duck_append_close(wks_duck_appender *appender, wks_error *err)
{
    wks_code code = WKS_OK;
    note_append(appender, duckdb_appender_close(appender->handle));
    if (appender->has_failed) {
        code = fail_duck(err, duckdb_appender_error(appender->handle));
    }
    duckdb_appender_destroy(&appender->handle);
    return code;
}

void wks_duck_append_drop(wks_duck_appender *appender)
{
    duckdb_appender_destroy(&appender->handle);
}
