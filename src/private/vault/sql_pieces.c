/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/sql_pieces.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>

/* What the codes of a level are made of. */
static const char *const code_letters[WKS_N_LEVELS] = {"", "", "GM", "WK", "BU"};
static const int code_digits[WKS_N_LEVELS] = {0, 0, 4, 6, 8};

void wks_sql_literal(wks_buffer *sql, const char *text)
{
    wks_buffer_text(sql, "'");
    for (const char *at = text; *at != 0; at++) {
        wks_buffer_put(sql, at, 1);
        if (*at == '\'') {
            wks_buffer_put(sql, at, 1);
        }
    }
    wks_buffer_text(sql, "'");
}

void wks_sql_name(wks_buffer *sql, const char *name)
{
    wks_buffer_text(sql, "\"");
    for (const char *at = name; *at != 0; at++) {
        wks_buffer_put(sql, at, 1);
        if (*at == '"') {
            wks_buffer_put(sql, at, 1);
        }
    }
    wks_buffer_text(sql, "\"");
}

void wks_sql_path_pattern(wks_buffer *out, const char *path)
{
    for (const char *at = path; *at != 0; at++) {
        const bool is_pattern = *at == '*' || *at == '?' || *at == '[';
        wks_buffer_text(out, is_pattern ? "[" : "");
        wks_buffer_put(out, at, 1);
        wks_buffer_text(out, is_pattern ? "]" : "");
    }
}

void wks_sql_path(wks_buffer *sql, const char *path)
{
    wks_buffer pattern = {0};
    wks_sql_path_pattern(&pattern, path);
    wks_sql_literal(sql, pattern.bytes == NULL ? "" : pattern.bytes);
    sql->failed = sql->failed || pattern.failed;
    wks_buffer_clear(&pattern);
}

void wks_sql_cell(wks_buffer *sql, int column)
{
    wks_buffer_printf(sql, "coalesce(trim(c%d, ' \t\u00a0'), '')", column);
}

void wks_sql_number(wks_buffer *sql, const char *text)
{
    wks_buffer_printf(sql,
                      "CASE WHEN isfinite(TRY_CAST(%s AS DOUBLE)) AND NOT contains(%s, '_') "
                      "THEN TRY_CAST(%s AS DOUBLE) END",
                      text, text, text);
}

void wks_sql_comma_cell(wks_buffer *sql, int column)
{
    wks_buffer_text(sql, "CASE WHEN regexp_matches(");
    wks_sql_cell(sql, column);
    wks_buffer_text(sql, ", '[0-9]') THEN translate(");
    wks_sql_cell(sql, column);
    wks_buffer_text(sql, ", ',.', '.,') ELSE ");
    wks_sql_cell(sql, column);
    wks_buffer_text(sql, " END");
}

void wks_sql_area_code(wks_buffer *sql, const wks_source *source, const char *text)
{
    const wks_level level = source->area_digits;
    if (level != WKS_LEVEL_LAND) {
        wks_buffer_printf(sql,
                          "CASE WHEN regexp_full_match(%s, '[0-9]{1,%d}([.]0*)?') THEN '%s' || "
                          "lpad(regexp_extract(%s, '^[0-9]+'), %d, '0') ELSE ",
                          text, code_digits[level], code_letters[level], text, code_digits[level]);
    }
    wks_buffer_printf(sql, "regexp_replace(upper(%s), '^NL[0-9]{0,2}$', '" WKS_LAND_CODE "')",
                      text);
    wks_buffer_text(sql, level != WKS_LEVEL_LAND ? " END" : "");
}

void wks_sql_area(wks_buffer *sql, const wks_source *source, int column)
{
    wks_buffer cell = {0};
    wks_sql_cell(&cell, column);
    if (source->is_area_by_name) {
        wks_buffer_text(sql, cell.bytes == NULL ? "" : cell.bytes);
    } else {
        wks_sql_area_code(sql, source, cell.bytes == NULL ? "" : cell.bytes);
    }
    sql->failed = sql->failed || cell.failed;
    wks_buffer_clear(&cell);
}

void wks_sql_area_at(wks_buffer *sql, const wks_source *source, wks_level level)
{
    const char *column = source->columns[wks_sql_column_of(source, WKS_COLUMN_AREA)].name;
    if (level == WKS_LEVEL_REGIO) {
        wks_buffer_text(sql, "CASE WHEN 'GM' || substr(");
        wks_sql_name(sql, column);
        wks_buffer_text(sql, ", 3, 4) IN (SELECT gemeente FROM region_member) "
                             "THEN (SELECT min(region) FROM region_member) END");
        return;
    }
    wks_buffer_text(sql, "CASE WHEN length(");
    wks_sql_name(sql, column);
    wks_buffer_printf(sql, ") >= %d THEN '%s' || substr(", code_digits[level] + 2,
                      code_letters[level]);
    wks_sql_name(sql, column);
    wks_buffer_printf(sql, ", 3, %d) END", code_digits[level]);
}

void wks_sql_records_table(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "records_");
    for (const char *at = source->id; *at != 0; at++) {
        const char letter = isalnum((unsigned char)*at) ? *at : '_';
        wks_buffer_put(sql, &letter, 1);
    }
}

int wks_sql_column_of(const wks_source *source, wks_column_type type)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        if (source->columns[i].type == type) {
            return (int)i;
        }
    }
    return -1;
}
