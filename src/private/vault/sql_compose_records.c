/* SQL that takes records in.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/vault/sql_compose.h"
#include "private/vault/sql_pieces.h"

#include <stdbool.h>
#include <stdio.h>

static const char *sql_type(wks_column_type type)
{
    switch (type) {
    case WKS_COLUMN_YEAR:
    case WKS_COLUMN_INTEGER:
        return "INTEGER";
    case WKS_COLUMN_NUMBER:
        return "DOUBLE";
    case WKS_COLUMN_DATE:
        return "DATE";
    case WKS_COLUMN_AREA:
    case WKS_COLUMN_PSEUDONYM:
    case WKS_COLUMN_CODE:
    default:
        return "VARCHAR";
    }
}

void wks_sql_create_records(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "CREATE TABLE IF NOT EXISTS ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " (delivery INTEGER NOT NULL, row BIGINT NOT NULL");
    for (size_t i = 0; i < source->n_columns; i++) {
        wks_buffer_text(sql, ", ");
        wks_sql_name(sql, source->columns[i].name);
        wks_buffer_printf(sql, " %s", sql_type(source->columns[i].type));
    }
    wks_buffer_text(sql, ")");
}

/* Cell e<index> as its column's type; NULL when empty or not of the type. */
static void put_typed(wks_buffer *sql, const wks_source *source, size_t index)
{
    const wks_form_column *column = &source->columns[index];
    char cell[32];
    snprintf(cell, sizeof cell, "e%zu", index);
    if (column->type == WKS_COLUMN_AREA) {
        wks_sql_area_code(sql, source, cell);
    } else if (column->type == WKS_COLUMN_CODE || column->type == WKS_COLUMN_PSEUDONYM) {
        wks_buffer_printf(sql, "nullif(e%zu, '')", index);
    } else if (column->type == WKS_COLUMN_NUMBER) {
        wks_sql_number(sql, cell);
    } else {
        wks_buffer_printf(sql, "TRY_CAST(e%zu AS %s)", index, sql_type(column->type));
    }
}

/* Whether cell e<index>, read as v<index>, is not what its form asks. */
static void put_bad(wks_buffer *sql, const wks_form_column *column, size_t index)
{
    char digits[WKS_NUMBER_TEXT_SIZE];
    const bool may_be_empty = column->is_optional || column->is_needed_in_row;
    wks_buffer_printf(sql, may_be_empty ? "e%zu <> '' AND (" : "(e%zu = '' OR ", index);
    wks_buffer_printf(sql, "v%zu IS NULL", index);
    if (column->type == WKS_COLUMN_INTEGER || column->type == WKS_COLUMN_YEAR) {
        /* SPSS and Excel write whole numbers as 1.0; the engine would round 1.5 and take 1_000 */
        wks_buffer_printf(sql, " OR NOT regexp_full_match(e%zu, '%s([.]0*)?')", index,
                          column->type == WKS_COLUMN_YEAR ? "[0-9]{4}" : "[-+]?[0-9]+");
    }
    if (column->has_minimum) {
        wks_buffer_printf(sql, " OR v%zu < %s", index, wks_number_text(column->minimum, digits));
    }
    if (column->has_maximum) {
        wks_buffer_printf(sql, " OR v%zu > %s", index, wks_number_text(column->maximum, digits));
    }
    if (column->type == WKS_COLUMN_AREA) {
        /* what has not the shape of a code may be an address: it is not to be listed as unknown */
        wks_buffer_printf(sql, " OR NOT regexp_full_match(v%zu, '(NL|GG|GM|WK|BU)[0-9A-Z]{2,8}')",
                          index);
    }
    if (column->type == WKS_COLUMN_CODE && column->n_values > 0) {
        wks_buffer_printf(sql, " OR v%zu NOT IN (", index);
        for (size_t i = 0; i < column->n_values; i++) {
            wks_buffer_text(sql, i == 0 ? "" : ", ");
            wks_sql_literal(sql, column->values[i].from);
        }
        wks_buffer_text(sql, ")");
    }
    wks_buffer_text(sql, ")");
}

void wks_sql_type_records(wks_buffer *sql, const wks_source *source, const int *at,
                          bool is_decimal_comma)
{
    wks_buffer_text(sql, "CREATE OR REPLACE TEMP TABLE typed AS SELECT row");
    for (size_t i = 0; i < source->n_columns; i++) {
        wks_buffer_printf(sql, ", v%zu, coalesce(", i);
        if (at[i] >= 0) {
            put_bad(sql, &source->columns[i], i);
        } else {
            wks_buffer_text(sql, "false");
        }
        wks_buffer_printf(sql, ", false) AS b%zu", i);
    }
    wks_buffer_text(sql, " FROM (SELECT row");
    for (size_t i = 0; i < source->n_columns; i++) {
        wks_buffer_printf(sql, ", e%zu, ", i);
        put_typed(sql, source, i);
        wks_buffer_printf(sql, " AS v%zu", i);
    }
    wks_buffer_text(sql, " FROM (SELECT row");
    for (size_t i = 0; i < source->n_columns; i++) {
        wks_buffer_text(sql, ", ");
        if (at[i] < 0) {
            wks_buffer_text(sql, "''");
        } else if (is_decimal_comma && source->columns[i].type == WKS_COLUMN_NUMBER) {
            wks_sql_comma_cell(sql, at[i]);
        } else {
            wks_sql_cell(sql, at[i]);
        }
        wks_buffer_printf(sql, " AS e%zu", i);
    }
    wks_buffer_text(sql, " FROM staging))");
}

/* WHERE a row of typed lacks what its source says a row needs. */
static void put_lacking(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, " FROM typed WHERE (false");
    for (size_t i = 0; i < source->n_columns; i++) {
        if (source->columns[i].is_needed_in_row) {
            /* an area is a text also when it is empty */
            wks_buffer_printf(sql, " OR coalesce(CAST(v%zu AS VARCHAR), '') = ''", i);
        }
    }
    wks_buffer_text(sql, ")");
}

void wks_sql_count_lacking(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "SELECT count(*)");
    put_lacking(sql, source);
}

void wks_sql_delete_lacking(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "DELETE");
    put_lacking(sql, source);
}

void wks_sql_bad_records(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "SELECT ");
    for (size_t i = 0; i < source->n_columns; i++) {
        wks_buffer_printf(sql, "%smin(row) FILTER (WHERE b%zu)", i == 0 ? "" : ", ", i);
    }
    wks_buffer_text(sql, " FROM typed");
}

void wks_sql_latest_year(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_printf(sql, "SELECT coalesce(max(v%d), 0) FROM typed",
                      wks_sql_column_of(source, WKS_COLUMN_YEAR));
}

void wks_sql_insert_regions(wks_buffer *sql, const wks_source *source, int gemeente_at,
                            int region_at)
{
    wks_buffer_text(sql, "INSERT INTO region_map SELECT ?1, ");
    wks_sql_area(sql, source, gemeente_at);
    wks_buffer_text(sql, ", ");
    wks_sql_cell(sql, region_at);
    wks_buffer_text(sql, " FROM staging ORDER BY row");
}

void wks_sql_unknown_records(wks_buffer *sql, const wks_source *source)
{
    const int area = wks_sql_column_of(source, WKS_COLUMN_AREA);
    wks_buffer_printf(sql,
                      "SELECT v%d, count(*) FROM typed WHERE v%d NOT IN "
                      "(SELECT code FROM area WHERE edition = ?1) GROUP BY v%d ORDER BY v%d",
                      area, area, area, area);
}

void wks_sql_insert_records(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "INSERT INTO ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " SELECT ?1, row");
    for (size_t i = 0; i < source->n_columns; i++) {
        wks_buffer_printf(sql, ", v%zu", i);
    }
    wks_buffer_printf(sql,
                      " FROM typed WHERE v%d IN (SELECT code FROM area WHERE edition = ?2) "
                      "ORDER BY row",
                      wks_sql_column_of(source, WKS_COLUMN_AREA));
}

void wks_sql_repeated_persons(wks_buffer *sql, const wks_source *source)
{
    const char *person = source->columns[wks_sql_column_of(source, WKS_COLUMN_PSEUDONYM)].name;
    const char *year = source->columns[wks_sql_column_of(source, WKS_COLUMN_YEAR)].name;
    wks_buffer_text(sql,
                    "SELECT coalesce(sum(n), 0)::BIGINT FROM (SELECT count(*) - count(DISTINCT ");
    wks_sql_name(sql, person);
    wks_buffer_text(sql, ") AS n FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    wks_sql_name(sql, year);
    wks_buffer_printf(sql, " IN (SELECT DISTINCT v%d FROM typed) GROUP BY ",
                      wks_sql_column_of(source, WKS_COLUMN_YEAR));
    wks_sql_name(sql, year);
    wks_buffer_text(sql, ")");
}

void wks_sql_first_repeated_person(wks_buffer *sql, const wks_source *source)
{
    const int year = wks_sql_column_of(source, WKS_COLUMN_YEAR);
    wks_buffer_text(sql, "SELECT row FROM (SELECT delivery, row, row_number() OVER (PARTITION BY ");
    wks_sql_name(sql, source->columns[year].name);
    wks_buffer_text(sql, ", ");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_PSEUDONYM)].name);
    wks_buffer_text(sql, " ORDER BY delivery, row) AS nth FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    wks_sql_name(sql, source->columns[year].name);
    wks_buffer_printf(sql, " IN (SELECT DISTINCT v%d FROM typed)", year);
    wks_buffer_text(sql, ") WHERE nth > 1 AND delivery = ?1 ORDER BY row LIMIT 1");
}

void wks_sql_first_repeated_area(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "SELECT coalesce(min(row), 0) FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " SEMI JOIN (SELECT DISTINCT ");
    for (int i = 0; i < 2; i++) {
        const wks_column_type type = i == 0 ? WKS_COLUMN_AREA : WKS_COLUMN_YEAR;
        wks_sql_name(sql, source->columns[wks_sql_column_of(source, type)].name);
        wks_buffer_text(sql, i == 0 ? ", " : " FROM ");
    }
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE delivery <> ?1) AS earlier USING (");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_AREA)].name);
    wks_buffer_text(sql, ", ");
    wks_sql_name(sql, source->columns[wks_sql_column_of(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, ") WHERE delivery = ?1");
}
