/* private/vault/sql_compose.h - the SQL that depends on the catalogue: staging and figures
 * (sql_compose.c), records (sql_compose_records.c), what measure asks (sql_compose_question.c).
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

/* View staging (row, c0, c1, ...): the rows of a delivery as text.  Those of a CSV are read each
 * time that the view is, and then only the columns that are asked for; the file must still be
 * there. */
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
/* An empty table staged with n_columns columns to append to, and staging over it. */
void wks_sql_stage_empty(wks_buffer *sql, size_t n_columns);

/* Where in staging a source's figures stand; -1 for a dimension that is not in the file. */
typedef struct wks_sql_figures {
    const wks_source *source;
    int area, name, period, age, sex;
    const int *filters;       /* [source->n_filters] */
    int skip;                 /* source->skip_column */
    int margin;               /* source->margin.column */
    const char *fixed_period; /* when period is -1 */
    bool is_decimal_comma;
    const int *measure_columns;  /* [n_measures] */
    const char *const *measures; /* [n_measures] stems as the catalogue writes them */
    size_t n_measures;
} wks_sql_figures;

/* Table marked (row, is_kept, area, name, period, age, sex, stratum, bound, m0, m1, ...): the
 * staged rows with their dimensions read; names of gemeenten still as text when the source has
 * them. */
void wks_sql_mark_figures(wks_buffer *sql, const wks_sql_figures *plan);
/* Cells of marked that are neither a number nor a mark for missing: (row, measure index). */
void wks_sql_bad_figures(wks_buffer *sql, const wks_sql_figures *plan);
/* Fill table figure from marked, rows with a known area or the rest: parameters ?1 delivery number,
 * ?2 source id, ?3 edition. */
void wks_sql_insert_figures(wks_buffer *sql, const wks_sql_figures *plan);

void wks_sql_create_records(wks_buffer *sql, const wks_source *source);
/* Table typed (row, v0, b0, v1, b1, ...): the staged rows read as the columns of the form, and
 * whether each cell is not what the form asks.  at[source->n_columns] says where each stands in
 * staging, -1 where the file does not have it. */
void wks_sql_type_records(wks_buffer *sql, const wks_source *source, const int *at,
                          bool is_decimal_comma);
/* Rows of typed that lack a cell without which a row is left out: (n), then their removal. */
void wks_sql_count_lacking(wks_buffer *sql, const wks_source *source);
void wks_sql_delete_lacking(wks_buffer *sql, const wks_source *source);
/* Of every column the first row with a bad cell, or NULL. */
void wks_sql_bad_records(wks_buffer *sql, const wks_source *source);
/* The latest year in typed. */
void wks_sql_latest_year(wks_buffer *sql, const wks_source *source);
/* Areas in typed with their number of rows that edition ?1 does not know: (area, n). */
void wks_sql_unknown_records(wks_buffer *sql, const wks_source *source);
/* Fill the records table from typed; parameters ?1 delivery number, ?2 edition. */
void wks_sql_insert_records(wks_buffer *sql, const wks_source *source);
/* How many rows are a second row of the same person in a year that typed holds. */
void wks_sql_repeated_persons(wks_buffer *sql, const wks_source *source);
/* The first row of delivery ?1 that is such a row: (row).  Slower: for the message. */
void wks_sql_first_repeated_person(wks_buffer *sql, const wks_source *source);

/* The first row of delivery ?1 whose area and year an earlier delivery holds too: (row). */
void wks_sql_first_repeated_area(wks_buffer *sql, const wks_source *source);

/* Fill region_map from staging; parameter ?1 delivery number. */
void wks_sql_insert_regions(wks_buffer *sql, const wks_source *source, int gemeente_at,
                            int region_at);

/* Counts over records for one level: (area, period, n, n_satisfies, persons, weight,
 * weight_squared, weight_satisfies, delivery), sorted. */
void wks_sql_count_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                           const wks_breakdown *breakdown, wks_level level);
/* Every respondent of a survey with a weight, in strata: (period, area, stratum, weight, whether it
 * satisfies or NULL for who is not asked), sorted by period. */
void wks_sql_find_respondents(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                              const wks_breakdown *breakdown, wks_level level);
/* Mean of measure->column over records: (area, period, n, persons, mean, variance, delivery,
 * providers), sorted. */
void wks_sql_mean_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                          const wks_breakdown *breakdown, wks_level level);
/* Of the sums of measure->column by person: (area, period, the largest, the next or 0), sorted;
 * none where no record has a number. */
void wks_sql_largest_records(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                             const wks_breakdown *breakdown, wks_level level);
/* The periods that a source's records are of: (period, length of the longest area code, delivery),
 * sorted. */
void wks_sql_record_periods(wks_buffer *sql, const wks_source *source);
/* Figures, one row a cell, of a number delivered twice the newest: (area, period, value, status,
 * delivery, row), sorted.  Parameters: ?1 source, ?2 from period, ?3 to period. */
void wks_sql_find_figures(wks_buffer *sql, const wks_source *source,
                          const wks_measure_columns *columns, const wks_breakdown *breakdown);
/* The same per age group and sex: (area, period, age, sex, value), sorted. */
void wks_sql_find_cells(wks_buffer *sql, const wks_source *source,
                        const wks_measure_columns *columns, const wks_breakdown *breakdown);
/* wks_sql_count_records per group of five years and sex: (area, period, age from, sex, n,
 * n_satisfies, weight, delivery), sorted; of each weight apart. */
void wks_sql_count_cells(wks_buffer *sql, const wks_source *source, const wks_measure *measure,
                         const wks_breakdown *breakdown, wks_level level);

#endif
