/* programs/wijkscan/gate_read.h - tables and patterns as `wijkscan gate` takes them.
 *
 * A pattern is a CSV: the key columns of its table, then n, primary and suppressed (0 or 1); a row
 * of each cell, with T in the columns of which it is a total.  It holds what it hides, and is as
 * private as the table.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_READ_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_READ_H

#include "gate/count_table_rows.h"
#include "gate/table_keys.h"
#include "gate/table_pattern.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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
    wks_table_pattern pattern; /* counts are times ten to the power n_decimals */
    int n_decimals;
} wks_gate_pattern;

typedef struct wks_gate_names {
    const char **names; /* [n] */
    size_t n;
} wks_gate_names;

/* A row per person. */
typedef struct wks_gate_persons {
    wks_count_table_rows rows; /* without counts */
    const char **pseudonyms;   /* [rows.n_rows] */
} wks_gate_persons;

/* Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY
 *         WKS_E_FORMAT  no such column, a count that is no whole number: names line and column
 *         WKS_E_REFUSED its counts were changed before (gate_treated.h) */
WKS_MUST_CHECK wks_code wks_gate_read_table(const char *path, const wks_table_keys *keys,
                                            const char *count, wks_arena *arena,
                                            wks_count_table_rows *out, wks_error *err);

/* The codes alone, and a column of the file as decimal or as whole numbers.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_data(const char *path, const wks_table_keys *keys,
                                           wks_arena *arena, wks_gate_data *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_gate_read_decimals(const wks_gate_data *data, const char *name,
                                               wks_arena *arena, wks_gate_decimals *out,
                                               wks_error *err);
WKS_MUST_CHECK wks_code wks_gate_read_whole(const wks_gate_data *data, const char *name,
                                            wks_arena *arena, wks_gate_decimals *out,
                                            wks_error *err);
/* Of a file with a row per person, whose pseudonym stands in column.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_read_persons(const char *path, const wks_table_keys *keys,
                                              const char *column, wks_arena *arena,
                                              wks_gate_persons *out, wks_error *err);

/* The cells of a file whose header is that of a pattern.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_open_pattern(const char *path, wks_arena *arena,
                                              wks_method_data *out, wks_error *err);
/* How many of its columns, from the first on, are key columns. */
size_t wks_gate_count_keys(const wks_method_data *data);
/* The key columns of a pattern of one geography that has all cells: which of them are levels of
 * it, or of a classification, follows from where T stands.  Borrowed from data. */
void wks_gate_pattern_keys(const wks_method_data *data, wks_table_keys *out);
/* Its rows, with a total in the key columns that it does not have.
 * Errors: WKS_E_FORMAT  a column that is no key column, a number that is none, a mark other than 0
 *                       or 1: names line and column
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_take_pattern(const wks_method_data *data,
                                              const wks_table_keys *keys, wks_arena *arena,
                                              wks_gate_pattern *out, wks_error *err);

/* "age,sex" of a flag as names.  Errors: WKS_E_ARGUMENT  an empty name, one twice, too many;
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_read_names(const char *flag, const char *names, wks_arena *arena,
                                            wks_gate_names *out, wks_error *err);

/* Combinations of codes of a table's key columns, without counts. */
typedef struct wks_gate_codes {
    const char *path;
    const char *const *codes; /* [n_rows * n of the keys] by row */
    const size_t *line;       /* [n_rows] in the file */
    size_t n_rows;
} wks_gate_codes;

/* Errors: as wks_gate_read_table. */
WKS_MUST_CHECK wks_code wks_gate_read_codes(const char *path, const wks_table_keys *keys,
                                            wks_arena *arena, wks_gate_codes *out, wks_error *err);

/* A flag that is one of words [n]; the first when it was not given.  Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_gate_read_choice(const wks_call *call, const wks_arguments *arguments,
                                             const char *name, const char *const *words, size_t n,
                                             size_t *out, wks_error *err);

#endif
