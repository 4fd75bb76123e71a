/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/sql_compose.h"

#include "private/vault/question.h"
#include "private/vault/sql_pieces.h"

#include <stdio.h>

/* ---- staging ------------------------------------------------------------------------------- */

void wks_sql_stage_csv(wks_buffer *sql, const wks_sql_csv *csv)
{
    const char delimiter[2] = {csv->delimiter, 0};
    const char quote[2] = {csv->quote, 0};
    wks_buffer_printf(sql,
                      "CREATE OR REPLACE TEMP VIEW staging AS "
                      "SELECT row_number() OVER () + %zu AS row, * FROM read_csv(",
                      csv->first_row - 1);
    wks_sql_path(sql, csv->path);
    wks_buffer_printf(sql, ", auto_detect=false, header=false, skip=%zu, delim=", csv->skip_lines);
    wks_sql_literal(sql, delimiter);
    wks_buffer_text(sql, ", quote=");
    wks_sql_literal(sql, quote);
    wks_buffer_text(sql, ", escape=");
    wks_sql_literal(sql, quote);
    wks_buffer_text(sql, ", columns={");
    for (size_t i = 0; i < csv->n_columns; i++) {
        wks_buffer_printf(sql, "%s'c%zu': 'VARCHAR'", i == 0 ? "" : ", ", i);
    }
    wks_buffer_text(sql, "})");
}

static void put_staging_of_staged(wks_buffer *sql)
{
    wks_buffer_text(sql, "CREATE OR REPLACE TEMP VIEW staging AS SELECT * FROM staged");
}

void wks_sql_stage_parquet(wks_buffer *sql, const char *path, const char *const *columns,
                           size_t n_columns)
{
    wks_buffer_text(sql, "CREATE OR REPLACE TEMP TABLE staged AS "
                         "SELECT row_number() OVER () AS row");
    for (size_t i = 0; i < n_columns; i++) {
        wks_buffer_text(sql, ", CAST(");
        wks_sql_name(sql, columns[i]);
        wks_buffer_printf(sql, " AS VARCHAR) AS c%zu", i);
    }
    wks_buffer_text(sql, " FROM read_parquet(");
    wks_sql_path(sql, path);
    wks_buffer_text(sql, "); ");
    put_staging_of_staged(sql);
}

void wks_sql_write_parquet(wks_buffer *sql, const char *csv, const char *parquet)
{
    wks_buffer_text(sql, "COPY (SELECT * FROM read_csv(");
    wks_sql_path(sql, csv);
    wks_buffer_text(sql, ")) TO ");
    wks_sql_literal(sql, parquet);
    wks_buffer_text(sql, " (FORMAT parquet, COMPRESSION zstd)");
}

void wks_sql_stage_empty(wks_buffer *sql, size_t n_columns)
{
    wks_buffer_text(sql, "CREATE OR REPLACE TEMP TABLE staged (row BIGINT");
    for (size_t i = 0; i < n_columns; i++) {
        wks_buffer_printf(sql, ", c%zu VARCHAR", i);
    }
    wks_buffer_text(sql, "); ");
    put_staging_of_staged(sql);
}

/* ---- figures ------------------------------------------------------------------------------- */

/* A cell through a map; a text that is not in it becomes NULL, but for an empty one that may be. */
static void put_mapped(wks_buffer *sql, int column, const wks_dimension *dimension,
                       bool may_be_empty)
{
    if (column < 0) {
        wks_buffer_text(sql, "''");
        return;
    }
    if (dimension->n_map == 0) {
        wks_sql_cell(sql, column);
        return;
    }
    wks_buffer_text(sql, "CASE ");
    wks_sql_cell(sql, column);
    wks_buffer_text(sql, may_be_empty ? " WHEN '' THEN ''" : "");
    for (size_t i = 0; i < dimension->n_map; i++) {
        wks_buffer_text(sql, " WHEN ");
        wks_sql_literal(sql, dimension->map[i].from);
        wks_buffer_text(sql, " THEN ");
        wks_sql_literal(sql, dimension->map[i].to);
    }
    wks_buffer_text(sql, " ELSE NULL END");
}

/* "2020", "2020JJ00" and "2020*" are the year 2020. */
static void put_period(wks_buffer *sql, const wks_sql_figures *plan)
{
    if (plan->period < 0) {
        wks_sql_literal(sql, plan->fixed_period);
    } else if (plan->source->period.n_map > 0) {
        put_mapped(sql, plan->period, &plan->source->period, false);
    } else {
        wks_buffer_text(sql, "nullif(regexp_extract(");
        wks_sql_cell(sql, plan->period);
        wks_buffer_text(sql, ", '^([0-9]{4})(JJ00)?[*]*$', 1), '')");
    }
}

static void put_kept(wks_buffer *sql, const wks_sql_figures *plan)
{
    const wks_source *source = plan->source;
    wks_buffer_text(sql, "(true");
    for (size_t i = 0; i < source->n_filters; i++) {
        wks_buffer_text(sql, " AND ");
        wks_sql_cell(sql, plan->filters[i]);
        wks_buffer_text(sql, " IN (");
        for (size_t k = 0; k < source->filters[i].n_map; k++) {
            wks_buffer_text(sql, k == 0 ? "" : ", ");
            wks_sql_literal(sql, source->filters[i].map[k].from);
        }
        if (plan->margin >= 0 && plan->filters[i] == plan->margin) {
            wks_buffer_text(sql, ", ");
            wks_sql_literal(sql, source->margin.lower);
            wks_buffer_text(sql, ", ");
            wks_sql_literal(sql, source->margin.upper);
        }
        wks_buffer_text(sql, ")");
    }
    if (plan->skip >= 0) {
        wks_buffer_text(sql, " AND ");
        wks_sql_cell(sql, plan->skip);
        wks_buffer_text(sql, " <> ");
        wks_sql_literal(sql, source->skip_value);
    }
    wks_buffer_text(sql, ")");
}

/* Whether the row holds the values, or a limit of their intervals. */
static void put_bound(wks_buffer *sql, const wks_sql_figures *plan)
{
    if (plan->margin < 0) {
        wks_buffer_text(sql, "''");
        return;
    }
    wks_buffer_text(sql, "CASE ");
    wks_sql_cell(sql, plan->margin);
    wks_buffer_text(sql, " WHEN ");
    wks_sql_literal(sql, plan->source->margin.lower);
    wks_buffer_text(sql, " THEN '" WKS_LOWER_LIMIT "' WHEN ");
    wks_sql_literal(sql, plan->source->margin.upper);
    wks_buffer_text(sql, " THEN '" WKS_UPPER_LIMIT "' ELSE '' END");
}

void wks_sql_mark_figures(wks_buffer *sql, const wks_sql_figures *plan)
{
    wks_buffer_text(sql, "CREATE OR REPLACE TEMP TABLE marked AS SELECT row, ");
    put_kept(sql, plan);
    wks_buffer_text(sql, " AS is_kept, ");
    wks_sql_area(sql, plan->source, plan->area);
    wks_buffer_text(sql, " AS area, ");
    if (plan->name >= 0) {
        wks_sql_cell(sql, plan->name);
    } else {
        wks_buffer_text(sql, "''");
    }
    wks_buffer_text(sql, " AS name, ");
    put_period(sql, plan);
    wks_buffer_text(sql, " AS period, ");
    /* the rest of the country is of no age and no sex */
    put_mapped(sql, plan->age, &plan->source->age, plan->source->has_rest_row);
    wks_buffer_text(sql, " AS age, ");
    put_mapped(sql, plan->sex, &plan->source->sex, plan->source->has_rest_row);
    wks_buffer_text(sql, " AS sex, ");
    /* before the maps: 65-69 and 70-74 may both be 65+ here */
    static const wks_dimension as_it_is = {0};
    put_mapped(sql, plan->age, &as_it_is, false);
    wks_buffer_text(sql, " || '|' || ");
    put_mapped(sql, plan->sex, &as_it_is, false);
    wks_buffer_text(sql, " || '|' || ");
    put_bound(sql, plan);
    wks_buffer_text(sql, " AS stratum, ");
    put_bound(sql, plan);
    wks_buffer_text(sql, " AS bound");
    for (size_t i = 0; i < plan->n_measures; i++) {
        wks_buffer_text(sql, ", ");
        if (plan->is_decimal_comma) {
            wks_sql_comma_cell(sql, plan->measure_columns[i]);
        } else {
            wks_sql_cell(sql, plan->measure_columns[i]);
        }
        wks_buffer_printf(sql, " AS m%zu", i);
    }
    wks_buffer_text(sql, " FROM staging");
}

/* The status of a cell that holds no number, or NULL. */
static void put_missing(wks_buffer *sql, const wks_source *source, const char *cell)
{
    wks_buffer_printf(sql, "CASE %s", cell);
    bool has_empty = false;
    for (size_t i = 0; i < source->n_missing; i++) {
        has_empty = has_empty || source->missing[i].text[0] == 0;
        wks_buffer_text(sql, " WHEN ");
        wks_sql_literal(sql, source->missing[i].text);
        wks_buffer_printf(sql, " THEN %d", (int)source->missing[i].status);
    }
    if (!has_empty) {
        wks_buffer_printf(sql, " WHEN '' THEN %d", (int)WKS_STATUS_NOT_DELIVERED);
    }
    wks_buffer_text(sql, " ELSE NULL END");
}

void wks_sql_bad_figures(wks_buffer *sql, const wks_sql_figures *plan)
{
    for (size_t i = 0; i < plan->n_measures; i++) {
        char cell[32];
        snprintf(cell, sizeof cell, "m%zu", i);
        wks_buffer_printf(sql,
                          "%sSELECT row, %zu AS measure FROM marked WHERE is_kept "
                          "AND (",
                          i == 0 ? "" : " UNION ALL ", i);
        wks_sql_number(sql, cell);
        wks_buffer_text(sql, ") IS NULL AND (");
        put_missing(sql, plan->source, cell);
        wks_buffer_text(sql, ") IS NULL");
    }
    wks_buffer_text(sql, " ORDER BY 1, 2 LIMIT 1");
}

void wks_sql_insert_figures(wks_buffer *sql, const wks_sql_figures *plan)
{
    wks_buffer_text(sql, "INSERT INTO figure SELECT ?1, ?2, row, area, period, age, sex, "
                         "CASE measure");
    for (size_t i = 0; i < plan->n_measures; i++) {
        wks_buffer_printf(sql, " WHEN 'm%zu' THEN lower(", i);
        wks_sql_literal(sql, plan->measures[i]);
        wks_buffer_text(sql, ")");
    }
    wks_buffer_text(sql, " END || bound, ");
    wks_sql_number(sql, "cell");
    wks_buffer_text(sql, ", CASE WHEN (");
    wks_sql_number(sql, "cell");
    wks_buffer_text(sql, ") IS NOT NULL THEN 0 ELSE ");
    put_missing(sql, plan->source, "cell");
    /* a gemeente that is not known is part of the country all the same */
    wks_buffer_printf(
        sql,
        " END, NULL FROM (UNPIVOT (SELECT marked.* REPLACE (CASE WHEN is_placed THEN area "
        "ELSE '" WKS_UNKNOWN_PLACE "' END AS area) FROM (SELECT *, area = '' OR area "
        "IN (SELECT code FROM area WHERE edition = ?3) AS is_placed FROM marked) AS "
        "marked WHERE is_kept AND period IS NOT NULL AND age IS NOT NULL AND sex IS "
        "NOT NULL AND (is_placed OR %s)) ON ",
        plan->source->has_rest_row ? "true" : "false");
    for (size_t i = 0; i < plan->n_measures; i++) {
        wks_buffer_printf(sql, "%sm%zu", i == 0 ? "" : ", ", i);
    }
    wks_buffer_text(sql, " INTO NAME measure VALUE cell) ORDER BY row, measure");
}
