/* programs/wijkscan/gate_read.h - tables and patterns as `wijkscan gate` takes them.
 *
 * A pattern is a CSV: the key columns of its table, then n, primary and suppressed (0 or 1); a row
 * of each cell, with T in the columns of which it is a total.  It holds what it hides, and is as
 * private as the table.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_READ_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_READ_H

#include "gate/count_table.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Key columns: the hierarchy from top to bottom, then the others. */
typedef struct wks_gate_keys {
    const char **columns; /* [n] */
    size_t n;
    size_t n_levels;
    bool *is_below; /* [n] of the others: a level below the column before it */
} wks_gate_keys;

/* A file with the codes of its rows; counts are for who asked to fill in. */
typedef struct wks_gate_data {
    wks_method_data file;
    wks_count_table_rows rows;
} wks_gate_data;

/* A column of decimal numbers as whole ones: times ten to the power n_decimals. */
typedef struct wks_gate_decimals {
    int64_t *values; /* [n_rows] */
    int n_decimals;  /* the most that any of them has, at most WKS_GATE_MOST_DECIMALS */
} wks_gate_decimals;

enum {
    WKS_GATE_MOST_DECIMALS = 6
};

/* A pattern of one table. */
typedef struct wks_gate_pattern {
    wks_gate_keys keys;
    wks_count_table_rows rows; /* counts are times ten to the power n_decimals */
    int n_decimals;
    bool *is_suppressed; /* [rows.n_rows] */
} wks_gate_pattern;

/* A row per person. */
typedef struct wks_gate_persons {
    wks_count_table_rows rows; /* without counts */
    const char **pseudonyms;   /* [rows.n_rows] */
} wks_gate_persons;

/* From "region,gem,wijk" and "age,section>act" (may be NULL), where > goes from a level of a
 * hierarchy to the one below it.  Errors: WKS_E_ARGUMENT  an empty name, one twice, too many;
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_read_keys(const char *geo, const char *by, wks_arena *arena,
                                           wks_gate_keys *out, wks_error *err);

/* Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY
 *         WKS_E_FORMAT  no such column, a count that is no whole number: names line and column
 *         WKS_E_REFUSED its counts were changed before (gate_treated.h) */
WKS_MUST_CHECK wks_code wks_gate_read_table(const char *path, const wks_gate_keys *keys,
                                            const char *count, wks_arena *arena,
                                            wks_count_table_rows *out, wks_error *err);

/* Whether none of codes [n] means a total. */
bool wks_gate_is_inner(const char *const *codes, size_t n);

/* The codes alone, and a column of the file as decimal or as whole numbers.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_data(const char *path, const wks_gate_keys *keys,
                                           wks_arena *arena, wks_gate_data *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_gate_read_decimals(const wks_gate_data *data, const char *name,
                                               wks_arena *arena, wks_gate_decimals *out,
                                               wks_error *err);
WKS_MUST_CHECK wks_code wks_gate_read_whole(const wks_gate_data *data, const char *name,
                                            wks_arena *arena, wks_gate_decimals *out,
                                            wks_error *err);
/* Of a file with a row per person, whose pseudonym stands in column.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_persons(const char *path, const wks_gate_keys *keys,
                                              const char *column, wks_arena *arena,
                                              wks_gate_persons *out, wks_error *err);

/* keys NULL: those of its header; which of them are the hierarchy follows from where T stands.
 * Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_pattern(const char *path, const wks_gate_keys *keys,
                                              wks_arena *arena, wks_gate_pattern *out,
                                              wks_error *err);

/* "age,sex" of a flag as names.  Errors: as wks_gate_read_keys. */
WKS_MUST_CHECK wks_code wks_gate_read_names(const char *flag, const char *names, wks_arena *arena,
                                            wks_gate_keys *out, wks_error *err);

/* Combinations of codes of a table's key columns, without counts. */
typedef struct wks_gate_codes {
    const char *path;
    const char *const *codes; /* [n_rows * n_columns of the table] by row */
    const size_t *line;       /* [n_rows] in the file */
    size_t n_rows;
} wks_gate_codes;

/* Errors: as wks_gate_read_table. */
WKS_MUST_CHECK wks_code wks_gate_read_codes(const char *path, const wks_count_table *table,
                                            wks_arena *arena, wks_gate_codes *out, wks_error *err);

/* A flag that is one of words [n]; the first when it was not given.  Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_gate_read_choice(const wks_call *call, const wks_arguments *arguments,
                                             const char *name, const char *const *words, size_t n,
                                             size_t *out, wks_error *err);

#endif
