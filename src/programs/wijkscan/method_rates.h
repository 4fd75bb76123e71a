/* programs/wijkscan/method_rates.h - what the methods for rates, proportions and means share.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_RATES_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_RATES_H

#include "math/interval.h"
#include "private/method/outcome.h"
#include "programs/wijkscan/method.h"

#include <stdbool.h>
#include <stddef.h>

/* --confidence: one level, or 0.95 and 0.998 together. */
typedef struct wks_rate_levels {
    wks_confidence at[2];
    size_t n; /* 1 or 2 */
} wks_rate_levels;

/* Errors: WKS_E_ARGUMENT  no number from 0.9 to under 1 (or from 90 to under 100, in percent), more
 * than two, or two others than 0.95,0.998. */
WKS_MUST_CHECK wks_code wks_rate_levels_read(const wks_call *call, const wks_arguments *arguments,
                                             wks_rate_levels *out, wks_error *err);

/* A column of numbers that may be missing, but never below zero.
 * Errors: as wks_method_numbers; WKS_E_FORMAT  a negative number: names file, line, column. */
WKS_MUST_CHECK wks_code wks_rate_numbers(const wks_method_data *data, const char *name,
                                         wks_arena *arena, double **out, wks_error *err);

/* The rows that make one result.  --group: those that share its columns; without: each row its own
 * (by_row) or all rows together. */
typedef struct wks_rate_rows {
    const wks_method_data *data;
    wks_method_groups groups; /* not read when is_by_row */
    bool is_by_row;
    size_t n;      /* results */
    size_t *order; /* [n_rows] rows, group after group, each in the order of the file */
    size_t *start; /* [n + 1] where a group begins in order */
    size_t outcomes[WKS_OUTCOME_COUNT];
} wks_rate_rows;

WKS_MUST_CHECK wks_code wks_rate_rows_read(const wks_call *call, const wks_arguments *arguments,
                                           const wks_method_data *data, bool by_row,
                                           wks_rate_rows *out, wks_error *err);
/* The values of one group in the order of its rows: into [at most n_rows]. */
void wks_rate_rows_take(const wks_rate_rows *rows, size_t group, const double *column,
                        double *into);

/* ---- out ------------------------------------------------------------------------------------ */

/* "area,value,lower,upper,": the columns that say which result, and the first of each result;
 * extra are the names of the columns that follow, before confidence,statistic,method,status. */
void wks_rate_put_header(wks_buffer *out, const wks_rate_rows *rows, const wks_rate_levels *levels,
                         const char *extra);
/* ",value,lower,upper" with per as the factor; intervals [levels->n]. */
void wks_rate_put_value(wks_buffer *out, const wks_rate_levels *levels, double value,
                        const wks_interval *intervals, double per);
/* The columns that say which result this is. */
void wks_rate_put_which(wks_buffer *out, const wks_rate_rows *rows, size_t group);
/* ",confidence,statistic,method,status" and the end of the line; counts the outcome. */
void wks_rate_put_end(wks_buffer *out, wks_rate_rows *rows, const wks_rate_levels *levels,
                      const char *statistic, const char *method, wks_outcome outcome);
/* Write the result, and say on standard error how many results have no value and why. */
WKS_MUST_CHECK wks_code wks_rate_write(const wks_call *call, const wks_arguments *arguments,
                                       const wks_rate_rows *rows, wks_buffer *out, wks_error *err);

/* The flags that these methods share. */
#define WKS_RATE_FLAGS                                                                             \
    WKS_METHOD_FLAGS,                                                                              \
        {"group", "COLUMNS", "one result for each of: area or area,year",                          \
         "een uitkomst voor elk van: gebied of gebied,jaar"},                                      \
    {                                                                                              \
        "confidence", "LEVEL", "0.95 (the default), 0.998 or another, or both: 0.95,0.998",        \
            "0.95 (standaard), 0.998 of een ander, of beide: 0.95,0.998"                           \
    }

#endif
