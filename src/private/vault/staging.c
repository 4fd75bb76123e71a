/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "private/intake/column.h"
#include "private/vault/delivery_inside.h"
#include "private/vault/sql_compose.h"
#include "private/vault/sql_pieces.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What the engine finds wrong in a Parquet file is bad input, unless the vault is at fault. */
static wks_code fail_parquet(const char *path, wks_code code, wks_error *err)
{
    if (code != WKS_E_STORE || err == NULL || strstr(err->text, "Invalid") == NULL) {
        return code;
    }
    const wks_error cause = *err;
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: is a damaged or unknown kind of Parquet file (%s)",
                           "%s: is een beschadigd of onbekend soort Parquet-bestand (%s)"),
                    wks_file_name(path), cause.text);
}

wks_code wks_stage_columns(wks_vault *vault, const wks_table_shape *shape, wks_arena *arena,
                           const char *const **columns, size_t *n_columns, wks_error *err)
{
    *columns = shape->columns;
    *n_columns = shape->n_columns;
    if (shape->engine != WKS_TABLE_PARQUET) {
        return WKS_OK;
    }
    wks_buffer pattern = {0};
    wks_duck_rows rows = {0};
    const char **names = NULL;
    size_t n = 0;
    size_t room = 0;
    wks_sql_path_pattern(&pattern, shape->path);
    wks_code code = wks_buffer_check(&pattern, err);
    if (code == WKS_OK) {
        const wks_duck_value values[] = {wks_duck_text(pattern.bytes)};
        code = wks_vault_query(vault, "parquet_columns.sql", values, 1, &rows, err);
    }
    wks_buffer_clear(&pattern);
    if (code != WKS_OK) {
        return fail_parquet(shape->path, code, err);
    }
    while (code == WKS_OK && wks_duck_next(&rows)) {
        code = wks_arena_grow(arena, &names, n, &room, sizeof *names, err);
        if (code == WKS_OK) {
            names[n] = wks_duck_get_text(&rows, 0, arena);
            code = names[n] == NULL ? wks_arena_fail(err) : WKS_OK;
            n++;
        }
    }
    wks_duck_close_rows(&rows);
    *columns = names;
    *n_columns = n;
    return code;
}

static wks_code append_rows(wks_loading *loading, wks_table *table, wks_error *err)
{
    wks_duck_appender appender;
    WKS_TRY(wks_duck_append_open(&loading->vault->duck, "staged", &appender, err));
    wks_code code = WKS_OK;
    for (bool has_row = true; code == WKS_OK && has_row;) {
        const wks_span *cells = NULL;
        size_t row_number = 0;
        code = wks_table_next(table, &cells, &row_number, &has_row, err);
        if (code != WKS_OK || !has_row) {
            break;
        }
        wks_duck_append_integer(&appender, (int64_t)row_number);
        for (size_t i = 0; i < loading->n_columns; i++) {
            wks_duck_append_span(&appender, cells[i].at, cells[i].n);
        }
        wks_duck_append_end(&appender);
        wks_progress_step(loading->progress, row_number);
    }
    if (code == WKS_OK) {
        return wks_duck_append_close(&appender, err);
    }
    wks_duck_append_drop(&appender);
    return code;
}

wks_code wks_stage_table(wks_loading *loading, wks_table *table, wks_error *err)
{
    const wks_table_shape *shape = wks_table_shape_of(table);
    wks_buffer sql = {0};
    wks_code code = WKS_OK;
    loading->is_decimal_comma = shape->is_decimal_comma || loading->source->is_decimal_comma;
    if ((code = wks_table_check_rows(table, err)) != WKS_OK) {
        goto done;
    }
    if (shape->engine == WKS_TABLE_CSV) {
        const wks_sql_csv csv = {.path = shape->path,
                                 .n_columns = shape->n_columns,
                                 .delimiter = shape->delimiter,
                                 .quote = shape->quote,
                                 .skip_lines = shape->skip_lines,
                                 .first_row = shape->first_row};
        wks_sql_stage_csv(&sql, &csv);
    } else if (shape->engine == WKS_TABLE_PARQUET) {
        wks_sql_stage_parquet(&sql, shape->path, loading->columns, loading->n_columns);
    } else {
        wks_sql_stage_empty(&sql, shape->n_columns);
    }
    if ((code = wks_buffer_check(&sql, err)) == WKS_OK) {
        code = wks_duck_run(&loading->vault->duck, sql.bytes, err);
        if (code != WKS_OK && shape->engine == WKS_TABLE_PARQUET) {
            code = fail_parquet(shape->path, code, err);
        }
    }
    if (code == WKS_OK && shape->engine == WKS_TABLE_ROWS) {
        code = append_rows(loading, table, err);
    }
done:
    wks_buffer_clear(&sql);
    return code;
}

int wks_stage_find_optional(const wks_loading *loading, const char *stem)
{
    int best = -1;
    wks_column_match best_match = WKS_MATCH_NONE;
    for (size_t i = 0; stem != NULL && i < loading->n_columns; i++) {
        wks_column_match match = wks_column_compare(stem, loading->columns[i]);
        if (match > best_match) {
            best = (int)i;
            best_match = match;
        }
    }
    return best;
}

wks_code wks_stage_find(const wks_loading *loading, const char *stem, int *at, wks_error *err)
{
    *at = wks_stage_find_optional(loading, stem);
    if (stem == NULL || *at >= 0) {
        return WKS_OK;
    }
    wks_buffer seen = {0};
    for (size_t i = 0; i < loading->n_columns && i < 12; i++) {
        wks_buffer_printf(&seen, "%s%s", i == 0 ? "" : ", ", loading->columns[i]);
    }
    wks_buffer_text(&seen, loading->n_columns > 12 ? ", ..." : "");
    wks_code code =
        wks_fail(err, WKS_E_FORMAT,
                 wks_tr("%s: has no column %s, which source %s needs; the file has: %s",
                        "%s: heeft geen kolom %s, die bron %s nodig heeft; het bestand heeft: %s"),
                 loading->file, stem, loading->source->id, seen.bytes == NULL ? "" : seen.bytes);
    wks_buffer_clear(&seen);
    return code;
}
