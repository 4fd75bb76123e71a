/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/sql_compose.h"

#include "private/vault/question.h"

#include <ctype.h>
#include <stdio.h>

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

/* A name between double quotes; used for Parquet's own columns and for columns of a form. */
static void put_name(wks_buffer *sql, const char *name)
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

/* The path of a file that is read, as a literal. */
static void put_path(wks_buffer *sql, const char *path)
{
    wks_buffer pattern = {0};
    wks_sql_path_pattern(&pattern, path);
    wks_sql_literal(sql, pattern.bytes == NULL ? "" : pattern.bytes);
    sql->failed = sql->failed || pattern.failed;
    wks_buffer_clear(&pattern);
}

/* ---- staging ------------------------------------------------------------------------------- */

void wks_sql_stage_csv(wks_buffer *sql, const wks_sql_csv *csv)
{
    const char delimiter[2] = {csv->delimiter, 0};
    const char quote[2] = {csv->quote, 0};
    wks_buffer_printf(sql,
                      "CREATE OR REPLACE TEMP VIEW staging AS "
                      "SELECT row_number() OVER () + %zu AS row, * FROM read_csv(",
                      csv->first_row - 1);
    put_path(sql, csv->path);
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
        put_name(sql, columns[i]);
        wks_buffer_printf(sql, " AS VARCHAR) AS c%zu", i);
    }
    wks_buffer_text(sql, " FROM read_parquet(");
    put_path(sql, path);
    wks_buffer_text(sql, "); ");
    put_staging_of_staged(sql);
}

void wks_sql_write_parquet(wks_buffer *sql, const char *csv, const char *parquet)
{
    wks_buffer_text(sql, "COPY (SELECT * FROM read_csv(");
    put_path(sql, csv);
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

/* A staged cell without the padding of StatLine exports. */
static void put_cell(wks_buffer *sql, int column)
{
    wks_buffer_printf(sql, "coalesce(trim(c%d, ' \t\u00a0'), '')", column);
}

/* A text as a number; NULL for what only the engine takes for one: nan, inf, 1_000. */
static void put_number(wks_buffer *sql, const char *text)
{
    wks_buffer_printf(sql,
                      "CASE WHEN isfinite(TRY_CAST(%s AS DOUBLE)) AND NOT contains(%s, '_') "
                      "THEN TRY_CAST(%s AS DOUBLE) END",
                      text, text, text);
}

/* A cell with a decimal comma as one with a point.  A point changes too, so that 1.234 is refused
 * and not read as a little over one; a text without digits is a mark, and stays. */
static void put_comma_cell(wks_buffer *sql, int column)
{
    wks_buffer_text(sql, "CASE WHEN regexp_matches(");
    put_cell(sql, column);
    wks_buffer_text(sql, ", '[0-9]') THEN translate(");
    put_cell(sql, column);
    wks_buffer_text(sql, ", ',.', '.,') ELSE ");
    put_cell(sql, column);
    wks_buffer_text(sql, " END");
}

/* A cell through a map; a text that is not in it becomes NULL, but for an empty one that may be. */
static void put_mapped(wks_buffer *sql, int column, const wks_dimension *dimension,
                       bool may_be_empty)
{
    if (column < 0) {
        wks_buffer_text(sql, "''");
        return;
    }
    if (dimension->n_map == 0) {
        put_cell(sql, column);
        return;
    }
    wks_buffer_text(sql, "CASE ");
    put_cell(sql, column);
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
        put_cell(sql, plan->period);
        wks_buffer_text(sql, ", '^([0-9]{4})(JJ00)?[*]*$', 1), '')");
    }
}

/* What the codes of a level are made of. */
static const char *const code_letters[WKS_N_LEVELS] = {"", "", "GM", "WK", "BU"};
static const int code_digits[WKS_N_LEVELS] = {0, 0, 4, 6, 8};

/* A text as an area code: in capitals, with one name for the country; of a source that has only the
 * digits, 5 as GM0005.  SPSS and Excel write 5 as 5.0. */
static void put_area_code(wks_buffer *sql, const wks_source *source, const char *text)
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

static void put_area(wks_buffer *sql, const wks_source *source, int column)
{
    wks_buffer cell = {0};
    put_cell(&cell, column);
    if (source->is_area_by_name) {
        wks_buffer_text(sql, cell.bytes == NULL ? "" : cell.bytes);
    } else {
        put_area_code(sql, source, cell.bytes == NULL ? "" : cell.bytes);
    }
    sql->failed = sql->failed || cell.failed;
    wks_buffer_clear(&cell);
}

static void put_kept(wks_buffer *sql, const wks_sql_figures *plan)
{
    const wks_source *source = plan->source;
    wks_buffer_text(sql, "(true");
    for (size_t i = 0; i < source->n_filters; i++) {
        wks_buffer_text(sql, " AND ");
        put_cell(sql, plan->filters[i]);
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
        put_cell(sql, plan->skip);
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
    put_cell(sql, plan->margin);
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
    put_area(sql, plan->source, plan->area);
    wks_buffer_text(sql, " AS area, ");
    if (plan->name >= 0) {
        put_cell(sql, plan->name);
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
            put_comma_cell(sql, plan->measure_columns[i]);
        } else {
            put_cell(sql, plan->measure_columns[i]);
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
        put_number(sql, cell);
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
    put_number(sql, "cell");
    wks_buffer_text(sql, ", CASE WHEN (");
    put_number(sql, "cell");
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

/* ---- records ------------------------------------------------------------------------------- */

void wks_sql_records_table(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "records_");
    for (const char *at = source->id; *at != 0; at++) {
        const char letter = isalnum((unsigned char)*at) ? *at : '_';
        wks_buffer_put(sql, &letter, 1);
    }
}

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
        put_name(sql, source->columns[i].name);
        wks_buffer_printf(sql, " %s", sql_type(source->columns[i].type));
    }
    wks_buffer_text(sql, ")");
}

static int column_of_type(const wks_source *source, wks_column_type type)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        if (source->columns[i].type == type) {
            return (int)i;
        }
    }
    return -1;
}

/* Cell e<index> as its column's type; NULL when empty or not of the type. */
static void put_typed(wks_buffer *sql, const wks_source *source, size_t index)
{
    const wks_form_column *column = &source->columns[index];
    char cell[32];
    snprintf(cell, sizeof cell, "e%zu", index);
    if (column->type == WKS_COLUMN_AREA) {
        put_area_code(sql, source, cell);
    } else if (column->type == WKS_COLUMN_CODE || column->type == WKS_COLUMN_PSEUDONYM) {
        wks_buffer_printf(sql, "nullif(e%zu, '')", index);
    } else if (column->type == WKS_COLUMN_NUMBER) {
        put_number(sql, cell);
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
            put_comma_cell(sql, at[i]);
        } else {
            put_cell(sql, at[i]);
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
                      column_of_type(source, WKS_COLUMN_YEAR));
}

void wks_sql_insert_regions(wks_buffer *sql, const wks_source *source, int gemeente_at,
                            int region_at)
{
    wks_buffer_text(sql, "INSERT INTO region_map SELECT ?1, ");
    put_area(sql, source, gemeente_at);
    wks_buffer_text(sql, ", ");
    put_cell(sql, region_at);
    wks_buffer_text(sql, " FROM staging ORDER BY row");
}

void wks_sql_unknown_records(wks_buffer *sql, const wks_source *source)
{
    const int area = column_of_type(source, WKS_COLUMN_AREA);
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
                      column_of_type(source, WKS_COLUMN_AREA));
}

void wks_sql_repeated_persons(wks_buffer *sql, const wks_source *source)
{
    const char *person = source->columns[column_of_type(source, WKS_COLUMN_PSEUDONYM)].name;
    const char *year = source->columns[column_of_type(source, WKS_COLUMN_YEAR)].name;
    wks_buffer_text(sql,
                    "SELECT coalesce(sum(n), 0)::BIGINT FROM (SELECT count(*) - count(DISTINCT ");
    put_name(sql, person);
    wks_buffer_text(sql, ") AS n FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    put_name(sql, year);
    wks_buffer_printf(sql, " IN (SELECT DISTINCT v%d FROM typed) GROUP BY ",
                      column_of_type(source, WKS_COLUMN_YEAR));
    put_name(sql, year);
    wks_buffer_text(sql, ")");
}

void wks_sql_first_repeated_person(wks_buffer *sql, const wks_source *source)
{
    const int year = column_of_type(source, WKS_COLUMN_YEAR);
    wks_buffer_text(sql, "SELECT row FROM (SELECT delivery, row, row_number() OVER (PARTITION BY ");
    put_name(sql, source->columns[year].name);
    wks_buffer_text(sql, ", ");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_PSEUDONYM)].name);
    wks_buffer_text(sql, " ORDER BY delivery, row) AS nth FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    put_name(sql, source->columns[year].name);
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
        put_name(sql, source->columns[column_of_type(source, type)].name);
        wks_buffer_text(sql, i == 0 ? ", " : " FROM ");
    }
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE delivery <> ?1) AS earlier USING (");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_AREA)].name);
    wks_buffer_text(sql, ", ");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, ") WHERE delivery = ?1");
}

/* ---- what measure asks --------------------------------------------------------------------- */

static void put_condition(wks_buffer *sql, const wks_condition *condition)
{
    char digits[WKS_NUMBER_TEXT_SIZE];
    wks_buffer_text(sql, "(");
    put_name(sql, condition->column);
    wks_buffer_text(sql, " IS NOT NULL");
    if (condition->has_minimum) {
        wks_buffer_text(sql, " AND ");
        put_name(sql, condition->column);
        wks_buffer_printf(sql, " >= %s", wks_number_text(condition->minimum, digits));
    }
    if (condition->has_maximum) {
        wks_buffer_text(sql, " AND ");
        put_name(sql, condition->column);
        wks_buffer_printf(sql, " <= %s", wks_number_text(condition->maximum, digits));
    }
    for (size_t i = 0; i < condition->n_values; i++) {
        wks_buffer_text(sql, i == 0 ? " AND " : ", ");
        if (i == 0) {
            put_name(sql, condition->column);
            wks_buffer_text(sql, " IN (");
        }
        wks_sql_literal(sql, condition->values[i]);
    }
    wks_buffer_text(sql, condition->n_values > 0 ? "))" : ")");
}

static void put_conditions(wks_buffer *sql, const wks_condition *conditions, size_t n)
{
    wks_buffer_text(sql, "(true");
    for (size_t i = 0; i < n; i++) {
        wks_buffer_text(sql, " AND ");
        put_condition(sql, &conditions[i]);
    }
    wks_buffer_text(sql, ")");
}

/* The ages of a breakdown as a condition on a column of ages in years, or of codes for ages. */
static void put_age(wks_buffer *sql, const wks_source *source, const wks_breakdown *breakdown)
{
    if (!breakdown->has_age_years || source->age.column == NULL) {
        return;
    }
    wks_buffer_text(sql, " AND ");
    put_name(sql, source->age.column);
    if (source->age.n_map > 0) {
        wks_buffer_text(sql, " IN (NULL");
        for (size_t i = 0; i < source->age.n_map; i++) {
            if (wks_age_is_within(source->age.map[i].to, breakdown)) {
                wks_buffer_text(sql, ", ");
                wks_sql_literal(sql, source->age.map[i].from);
            }
        }
        wks_buffer_text(sql, ")");
        return;
    }
    wks_buffer_printf(sql, " BETWEEN %d AND %d", breakdown->age_from, breakdown->age_to);
}

/* The area of a record at a level, by its code; the region by the members of the workspace. */
static void put_area_at(wks_buffer *sql, const wks_source *source, wks_level level)
{
    const char *column = source->columns[column_of_type(source, WKS_COLUMN_AREA)].name;
    if (level == WKS_LEVEL_REGIO) {
        wks_buffer_text(sql, "CASE WHEN 'GM' || substr(");
        put_name(sql, column);
        wks_buffer_text(sql, ", 3, 4) IN (SELECT gemeente FROM region_member) "
                             "THEN (SELECT min(region) FROM region_member) END");
        return;
    }
    wks_buffer_text(sql, "CASE WHEN length(");
    put_name(sql, column);
    wks_buffer_printf(sql, ") >= %d THEN '%s' || substr(", code_digits[level] + 2,
                      code_letters[level]);
    put_name(sql, column);
    wks_buffer_printf(sql, ", 3, %d) END", code_digits[level]);
}

/* FROM and WHERE of the records of a level that are in the base. */
static void put_base(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                     const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, " FROM (SELECT *, ");
    put_area_at(sql, source, level);
    wks_buffer_text(sql, " AS area_at, CAST(");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, " AS VARCHAR) AS period_at FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    put_conditions(sql, measure->base, measure->n_base);
    put_age(sql, source, breakdown);
    if (measure->survey_weight != NULL) {
        wks_buffer_text(sql, " AND ");
        put_name(sql, measure->survey_weight);
        wks_buffer_text(sql, " > 0");
    }
    wks_buffer_text(sql, ") WHERE area_at IS NOT NULL");
}

static void put_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                        const wks_breakdown *breakdown, wks_level level)
{
    put_base(sql, source, measure, breakdown, level);
    wks_buffer_text(sql, " GROUP BY area_at, period_at ORDER BY area_at, period_at");
}

/* How many persons: the rows themselves where a person may stand in a year only once; only those
 * with a number in column, unless it is NULL. */
static void put_persons(wks_buffer *sql, const wks_source *source, const char *column)
{
    const int person = column_of_type(source, WKS_COLUMN_PSEUDONYM);
    if (source->unit == WKS_COUNTS_PERSONS || person < 0) {
        wks_buffer_text(sql, "count(*)");
    } else {
        wks_buffer_text(sql, "count(DISTINCT ");
        put_name(sql, source->columns[person].name);
        wks_buffer_text(sql, ")");
    }
    if (column != NULL) {
        wks_buffer_text(sql, " FILTER (WHERE ");
        put_name(sql, column);
        wks_buffer_text(sql, " IS NOT NULL)");
    }
}

/* Sums of the weight, of its square, and of those that satisfy; NULLs without a weight.  Ordered,
 * so that the last bits do not depend on the number of threads. */
static void put_weights(wks_buffer *sql, const wks_measure *measure)
{
    if (measure->survey_weight == NULL) {
        wks_buffer_text(sql, ", NULL::DOUBLE, NULL::DOUBLE, NULL::DOUBLE");
        return;
    }
    wks_buffer_text(sql, ", sum(");
    put_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " ORDER BY delivery, row), sum(");
    put_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " * ");
    put_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " ORDER BY delivery, row), sum(");
    put_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " ORDER BY delivery, row) FILTER (WHERE ");
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, ")");
}

static void put_satisfying(wks_buffer *sql, const wks_measure *measure)
{
    wks_buffer_text(sql, "count(*), count(*) FILTER (WHERE ");
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, ")");
}

void wks_sql_count_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                           const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT area_at, period_at, ");
    put_satisfying(sql, measure);
    wks_buffer_text(sql, ", ");
    put_persons(sql, source, NULL);
    put_weights(sql, measure);
    wks_buffer_text(sql, ", min(delivery)");
    put_records(sql, source, measure, breakdown, level);
}

void wks_sql_find_respondents(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                              const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT CAST(");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, " AS VARCHAR) AS period_at, coalesce(");
    put_area_at(sql, source, level);
    /* deliveries are samples of their own, also where they number their strata alike */
    wks_buffer_text(sql, ", '') AS area_at, delivery || ' ' || coalesce(CAST(");
    put_name(sql, source->stratum_column);
    wks_buffer_text(sql, " AS VARCHAR), '') AS stratum_at, ");
    put_name(sql, measure->survey_weight);
    wks_buffer_text(sql, ", CASE WHEN ");
    put_conditions(sql, measure->base, measure->n_base);
    put_age(sql, source, breakdown);
    wks_buffer_text(sql, " THEN CASE WHEN ");
    put_conditions(sql, measure->satisfies, measure->n_satisfies);
    wks_buffer_text(sql, " THEN 1 ELSE 0 END END FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " WHERE ");
    put_name(sql, measure->survey_weight);
    wks_buffer_text(sql, " > 0 ORDER BY period_at, stratum_at, area_at, delivery, row");
}

void wks_sql_count_cells(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                         const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT area_at, period_at, least(90, ");
    put_name(sql, source->age.column);
    wks_buffer_text(sql, " // 5 * 5) AS age_at, ");
    put_name(sql, source->sex.column);
    wks_buffer_text(sql, " AS sex_at, ");
    put_satisfying(sql, measure);
    wks_buffer_text(sql, ", ");
    if (measure->survey_weight == NULL) {
        wks_buffer_text(sql, "NULL::DOUBLE");
    } else {
        put_name(sql, measure->survey_weight);
    }
    wks_buffer_text(sql, " AS weight_at, min(delivery)");
    put_base(sql, source, measure, breakdown, level);
    wks_buffer_text(sql, " GROUP BY area_at, period_at, age_at, sex_at, weight_at "
                         "HAVING age_at IS NOT NULL AND sex_at IS NOT NULL ");
    wks_buffer_text(sql, "ORDER BY area_at, period_at, age_at, sex_at, weight_at");
}

void wks_sql_mean_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                          const wks_breakdown *breakdown, wks_level level)
{
    wks_buffer_text(sql, "SELECT area_at, period_at, count(");
    put_name(sql, measure->column);
    wks_buffer_text(sql, "), ");
    put_persons(sql, source, measure->column);
    wks_buffer_text(sql, ", avg(");
    put_name(sql, measure->column);
    wks_buffer_text(sql, " ORDER BY delivery, row), var_samp(");
    put_name(sql, measure->column);
    wks_buffer_text(sql, " ORDER BY delivery, row), min(delivery)");
    put_records(sql, source, measure, breakdown, level);
}

void wks_sql_record_periods(wks_buffer *sql, const wks_source *source)
{
    wks_buffer_text(sql, "SELECT CAST(");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_YEAR)].name);
    wks_buffer_text(sql, " AS VARCHAR) AS period_at, max(length(");
    put_name(sql, source->columns[column_of_type(source, WKS_COLUMN_AREA)].name);
    wks_buffer_text(sql, ")), min(delivery) FROM ");
    wks_sql_records_table(sql, source);
    wks_buffer_text(sql, " GROUP BY period_at ORDER BY period_at");
}

/* The ages of a breakdown as a condition on the age groups of figures. */
static void put_age_groups(wks_buffer *sql, const wks_source *source,
                           const wks_breakdown *breakdown)
{
    if (breakdown->age == NULL) {
        return;
    }
    if (!source->ages_add_up || !breakdown->has_age_years) {
        wks_buffer_text(sql, " AND age = ");
        wks_sql_literal(sql, breakdown->age);
        return;
    }
    wks_buffer_text(sql, " AND age IN (NULL");
    for (size_t i = 0; i < source->age.n_map; i++) {
        if (wks_age_is_within(source->age.map[i].to, breakdown)) {
            wks_buffer_text(sql, ", ");
            wks_sql_literal(sql, source->age.map[i].to);
        }
    }
    wks_buffer_text(sql, ")");
}

/* FROM and WHERE of the figures of some columns and a breakdown. */
static void put_figures(wks_buffer *sql, const wks_source *source,
                        const wks_measure_columns *columns, const wks_breakdown *breakdown)
{
    wks_buffer_text(sql, " FROM figure WHERE source = ?1 AND period BETWEEN ?2 AND ?3 "
                         "AND replaced IS NULL AND measure IN (");
    for (size_t i = 0; i < columns->n_stems; i++) {
        wks_buffer_text(sql, i == 0 ? "lower(" : ", lower(");
        wks_sql_literal(sql, columns->stems[i]);
        wks_buffer_text(sql, ")");
    }
    wks_buffer_text(sql, ")");
    put_age_groups(sql, source, breakdown);
    if (breakdown->sex != NULL) {
        wks_buffer_text(sql, " AND sex = ");
        wks_sql_literal(sql, breakdown->sex);
    }
}

void wks_sql_find_figures(wks_buffer *sql, const wks_source *source,
                          const wks_measure_columns *columns, const wks_breakdown *breakdown)
{
    wks_buffer_text(sql, "SELECT area, period, value, status, delivery, row");
    put_figures(sql, source, columns, breakdown);
    wks_buffer_text(sql, " ORDER BY area, period, row, measure, delivery");
}

void wks_sql_find_cells(wks_buffer *sql, const wks_source *source,
                        const wks_measure_columns *columns, const wks_breakdown *breakdown)
{
    wks_buffer_text(sql, "SELECT area, period, age, sex, value");
    put_figures(sql, source, columns, breakdown);
    wks_buffer_text(sql, " AND age IS NOT NULL AND sex IS NOT NULL "
                         "ORDER BY area, period, age, sex, row, measure, delivery");
}
