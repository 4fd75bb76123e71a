/* private/vault/delivery_inside.h - one delivery while it is being loaded.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_DELIVERY_INSIDE_H
#define WKS_PRIVATE_VAULT_DELIVERY_INSIDE_H

#include "private/intake/table.h"
#include "private/vault/delivery.h"
#include "private/vault/vault_inside.h"

typedef struct wks_loading {
    wks_vault *vault;
    const wks_load_request *request;
    const wks_source *source;
    const char *file; /* name for messages */
    int number;       /* of the delivery */
    wks_arena *arena;
    wks_progress *progress;
    wks_load_report *report;
    /* tables */
    wks_table *table;           /* open until the rows are in */
    const char *const *columns; /* [n_columns] as staged */
    size_t n_columns;
    bool is_decimal_comma;
} wks_loading;

/* Make the rows of an open table readable as the view staging, until the table is closed.
 * Errors: WKS_E_FORMAT a ragged row; WKS_E_STORE, WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_stage_table(wks_loading *loading, wks_table *table, wks_error *err);
/* The columns of a table, also of a Parquet file, which only the engine can read. */
WKS_MUST_CHECK wks_code wks_stage_columns(wks_vault *vault, const wks_table_shape *shape,
                                          wks_arena *arena, const char *const **columns,
                                          size_t *n_columns, wks_error *err);

/* The staged column for a stem, -1 when stem is NULL.
 * Errors: WKS_E_FORMAT  no column, or several, answer to it: names those that the file has. */
WKS_MUST_CHECK wks_code wks_stage_find(const wks_loading *loading, const char *stem, int *at,
                                       wks_error *err);
/* As wks_stage_find, but -1 when the file has no such column. */
int wks_stage_find_optional(const wks_loading *loading, const char *stem);

/* Fill in loading->source: the one that was asked for, or the one whose columns the file has.
 * Errors: WKS_E_ARGUMENT, WKS_E_FORMAT  none fits, or several do. */
WKS_MUST_CHECK wks_code wks_loading_choose_source(wks_loading *loading,
                                                  const wks_catalogue *catalogue, bool is_borders,
                                                  wks_error *err);
/* The first year in the name of the file, or NULL.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_loading_year_in_name(const wks_loading *loading, const char **out,
                                                 wks_error *err);
/* Choose the edition for the rows: wanted, or the nearest that is loaded.
 * Errors: WKS_E_ARGUMENT  no areas are loaded at all. */
WKS_MUST_CHECK wks_code wks_loading_choose_edition(wks_loading *loading, int wanted,
                                                   wks_error *err);
/* Record an area that was not known, in store and report.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_loading_note_unknown(wks_loading *loading, wks_duck_rows *rows,
                                                 wks_error *err);
/* Make areas known in the edition of the report: open, add each, close.  What was known keeps its
 * name, unless that was only its code.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_loading_open_areas(wks_loading *loading, wks_duck_appender *out,
                                               wks_error *err);
void wks_loading_add_area(wks_loading *loading, wks_duck_appender *areas, const char *code,
                          wks_level level, const char *name);
WKS_MUST_CHECK wks_code wks_loading_close_areas(wks_loading *loading, wks_duck_appender *areas,
                                                wks_error *err);

/* The reason why a file none of whose areas is known is not loaded.  Returns WKS_E_FORMAT. */
wks_code wks_loading_refuse_unknown(const wks_loading *loading, wks_error *err);

/* The four kinds; each fills the vault and the report, inside the transaction of the caller. */
WKS_MUST_CHECK wks_code wks_load_figures(wks_loading *loading, const wks_catalogue *catalogue,
                                         wks_error *err);
WKS_MUST_CHECK wks_code wks_load_records(wks_loading *loading, wks_error *err);
WKS_MUST_CHECK wks_code wks_load_regions(wks_loading *loading, wks_error *err);
WKS_MUST_CHECK wks_code wks_load_borders(wks_loading *loading, const wks_catalogue *catalogue,
                                         wks_error *err);

#endif
