/* private/vault/sql_compose.h - the SQL that depends on the catalogue; the only C file with SQL in
 * it.
 *
 * Staged columns are called c0, c1, ... whatever the file calls them, and texts of the catalogue
 * stand between quotes that are doubled, so nothing of a delivery can become SQL.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_SQL_COMPOSE_H
#define WKS_PRIVATE_VAULT_SQL_COMPOSE_H

#include "base/text.h"
#include "model/catalogue.h"

#include <stdbool.h>
#include <stddef.h>

/* A text as an SQL literal. */
void wks_sql_literal(wks_buffer *sql, const char *text);

/* How the engine reads a CSV file into table staging (row, c0, c1, ...). */
typedef struct wks_sql_csv {
    const char *path;
    size_t n_columns;
    char delimiter;
    char quote;
    size_t skip_lines; /* before the first row of data */
    size_t first_row;  /* what the first row of data is called: its line in the delivered file */
} wks_sql_csv;

void wks_sql_stage_csv(wks_buffer *sql, const wks_sql_csv *csv);

/* The same for Parquet; columns are its own names. */
void wks_sql_stage_parquet(wks_buffer *sql, const char *path, const char *const *columns,
                           size_t n_columns);
/* Copy a CSV file to a Parquet file. */
void wks_sql_write_parquet(wks_buffer *sql, const char *csv, const char *parquet);
/* An empty table staging with n_columns columns, to append to. */
void wks_sql_stage_empty(wks_buffer *sql, size_t n_columns);

/* Where in staging a source's figures stand; -1 for a dimension that is not in the file. */
typedef struct wks_sql_figures {
    const wks_source *source;
    int area, name, period, age, sex;
    const int *filters;       /* [source->n_filters] */
    int skip;                 /* source->skip_column */
    const char *fixed_period; /* when period is -1 */
    bool is_decimal_comma;
    const int *measure_columns;  /* [n_measures] */
    const char *const *measures; /* [n_measures] stems as the catalogue writes them */
    size_t n_measures;
} wks_sql_figures;

/* Table marked (row, is_kept, area, name, period, age, sex, stratum, m0, m1, ...): the staged rows
 * with their dimensions read; names of gemeenten still as text when the source has them. */
void wks_sql_mark_figures(wks_buffer *sql, const wks_sql_figures *plan);
/* Cells of marked that are neither a number nor a mark for missing: (row, measure index). */
void wks_sql_bad_figures(wks_buffer *sql, const wks_sql_figures *plan);
/* Fill table figure from marked, rows with a known area or the rest: parameters ?1 delivery number,
 * ?2 source id, ?3 edition. */
void wks_sql_insert_figures(wks_buffer *sql, const wks_sql_figures *plan);

/* Name of the table that holds a source's records: letters, digits and _ only. */
void wks_sql_records_table(wks_buffer *sql, const wks_source *source);
void wks_sql_create_records(wks_buffer *sql, const wks_source *source);
/* The first row in which a column does not hold what its form asks: (row).  column is an index in
 * source->columns; at its place in staging, or -1 when the file does not have it. */
void wks_sql_bad_record(wks_buffer *sql, const wks_source *source, size_t column, int at,
                        bool is_decimal_comma);
/* Fill the records table from staging; at[n_columns]; parameters ?1 delivery number, ?2 edition. */
void wks_sql_insert_records(wks_buffer *sql, const wks_source *source, const int *at,
                            bool is_decimal_comma);
/* The first row of delivery ?1 that is a second row of the same person and year, here or in an
 * earlier delivery: (row, how many such rows). */
void wks_sql_repeated_persons(wks_buffer *sql, const wks_source *source);

/* Areas of staged records with their number of rows that edition ?1 does not know: (area, n). */
void wks_sql_unknown_records(wks_buffer *sql, int area_at);
/* The latest year in a staged column. */
void wks_sql_latest_year(wks_buffer *sql, int at);
/* Fill region_map from staging; parameter ?1 delivery number. */
void wks_sql_insert_regions(wks_buffer *sql, int gemeente_at, int region_at);

/* Counts over records for one level: (area, period, n, n_satisfies, persons, weight,
 * weight_squared, weight_satisfies, delivery), sorted. */
void wks_sql_count_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                           const wks_breakdown *breakdown, wks_level level);
/* Mean of measure->column over records: (area, period, n, persons, mean, variance, delivery),
 * sorted. */
void wks_sql_mean_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                          const wks_breakdown *breakdown, wks_level level);
/* The figures to sum by area and period, of a number delivered twice the newest: (area, period,
 * value, status, delivery, row), sorted.  Parameters: ?1 source, ?2 from period, ?3 to period. */
void wks_sql_figures_to_sum(wks_buffer *sql, const char *const *stems, size_t n_stems,
                            const wks_breakdown *breakdown);

#endif
