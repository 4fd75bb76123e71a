/* private/vault/question.h - what measure asks of the vault: sums of figures, counts of records.
 *
 * Every answer is sorted by area and period, and the same vault gives the same bytes.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_VAULT_QUESTION_H
#define WKS_PRIVATE_VAULT_QUESTION_H

#include "base/arena.h"
#include "base/error.h"
#include "model/catalogue.h"
#include "model/value.h"
#include "private/vault/vault.h"

#include <stdbool.h>
#include <stddef.h>

/* The area of figures whose own area the edition does not know, of a source that gives the whole
 * country: they are part of it all the same. */
#define WKS_UNKNOWN_PLACE "?"

/* Figures of one area and period, added up over the cells that were asked for. */
typedef struct wks_figure_sum {
    const char *area; /* "" is the rest of the country, or WKS_UNKNOWN_PLACE */
    const char *period;
    double sum;        /* NAN when any of the cells is missing */
    wks_status status; /* why, when it is */
    int delivery;
    const char *rows; /* of the file: "17 18" */
} wks_figure_sum;

/* Sum the measures of stems per area and period; from and to (inclusive) may be NULL.  Where the
 * source's ages add up, the ages of a breakdown are all its groups within them.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_sum_figures(wks_vault *vault, const wks_source *source,
                                              const wks_measure_columns *columns,
                                              const wks_breakdown *breakdown, wks_arena *arena,
                                              wks_figure_sum **out, size_t *n, wks_error *err);

/* Figures of one area, period, age group and sex, added up over the measures asked for. */
typedef struct wks_figure_cell {
    const char *area;
    const char *period;
    const char *age; /* group, "20-24" */
    const char *sex;
    double sum; /* NAN when any of the cells is missing */
} wks_figure_cell;

/* As wks_vault_sum_figures, sorted by area, period, age and sex; cells without an age or a sex are
 * left out.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_sum_cells(wks_vault *vault, const wks_source *source,
                                            const wks_measure_columns *columns,
                                            const wks_breakdown *breakdown, wks_arena *arena,
                                            wks_figure_cell **out, size_t *n, wks_error *err);

/* Whether a source's figures came with the limits of their intervals; a limit is asked for as the
 * figure itself, by its stem with WKS_LOWER_LIMIT or WKS_UPPER_LIMIT behind it.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
#define WKS_LOWER_LIMIT "#lower"
#define WKS_UPPER_LIMIT "#upper"
WKS_MUST_CHECK wks_code wks_vault_has_margins(wks_vault *vault, const wks_source *source, bool *out,
                                              wks_error *err);

/* Records of one area and period that are in the base of a measure. */
typedef struct wks_record_count {
    const char *area;
    const char *period;
    double n;           /* records */
    double n_satisfies; /* of them */
    double n_persons;   /* different persons among the records */
    double weight;      /* sum of survey weights; NAN without */
    double weight_squared;
    double weight_satisfies;
    double n_providers; /* different providers of those that satisfy; NAN: the source names none */
    int delivery;
} wks_record_count;

/* Errors: WKS_E_STORE, WKS_E_MEMORY; WKS_E_NOT_FOUND when nothing of the source was ever loaded. */
WKS_MUST_CHECK wks_code wks_vault_count_records(wks_vault *vault, const wks_source *source,
                                                const wks_measure *measure,
                                                const wks_breakdown *breakdown, wks_level level,
                                                wks_arena *arena, wks_record_count **out, size_t *n,
                                                wks_error *err);

/* A respondent of a survey whose source names its strata. */
typedef struct wks_respondent {
    const char *area; /* "" when it is in none of the level; borrowed from the one before where
                         they are alike, as period and stratum */
    const char *period;
    const char *stratum; /* of its delivery */
    double weight;       /* > 0 */
    double satisfies;    /* 0 or 1; NAN: not in the base or breakdown */
} wks_respondent;

/* Everyone in the sample, sorted by period, stratum and area: also who is not in the base, since
 * they are part of the design.  measure has a weight and source a stratum column.
 * Errors: as wks_vault_count_records. */
WKS_MUST_CHECK wks_code wks_vault_respondents(wks_vault *vault, const wks_source *source,
                                              const wks_measure *measure,
                                              const wks_breakdown *breakdown, wks_level level,
                                              wks_arena *arena, wks_respondent **out, size_t *n,
                                              wks_error *err);

/* Whether source has deliveries and holds invented persons in each of them, by their hashes: one
 * real delivery makes all that is counted from the source real.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_is_source_invented(wks_vault *vault, const wks_source *source,
                                                     wks_arena *arena, bool *out, wks_error *err);

/* Persons of one area, period, age group and sex, and of one weight where the measure has one. */
typedef struct wks_record_cell {
    const char *area;
    const char *period;
    int age_from; /* years; groups of five: 0, 5, ... 85, 90 and over */
    const char *sex;
    double n;           /* records in the base */
    double n_satisfies; /* of them */
    double weight;      /* survey weight of each of them; NAN without */
    int delivery;
} wks_record_cell;

/* Records of a source with an age and a sex, sorted by area, period, age, sex and weight; where the
 * measure has a weight, those without one or with a weight of 0 are left out.
 * Errors: as wks_vault_count_records. */
WKS_MUST_CHECK wks_code wks_vault_count_cells(wks_vault *vault, const wks_source *source,
                                              const wks_measure *measure,
                                              const wks_breakdown *breakdown, wks_level level,
                                              wks_arena *arena, wks_record_cell **out, size_t *n,
                                              wks_error *err);

/* A period that a source's records are of. */
typedef struct wks_record_period {
    const char *period;
    wks_level finest; /* level of the finest area that a record names */
    int delivery;     /* the first of the period */
} wks_record_period;

/* All of them, sorted, whatever a measure asks of the records.
 * Errors: WKS_E_STORE, WKS_E_MEMORY; WKS_E_NOT_FOUND when nothing of the source was ever loaded. */
WKS_MUST_CHECK wks_code wks_vault_record_periods(wks_vault *vault, const wks_source *source,
                                                 wks_arena *arena, wks_record_period **out,
                                                 size_t *n, wks_error *err);

/* The mean of measure->column over records of one area and period. */
typedef struct wks_record_mean {
    const char *area;
    const char *period;
    double n; /* records with a number in the column */
    double n_persons;
    double mean;
    double variance;    /* of the records, n - 1 below the line; NAN for one */
    double largest;     /* the most that one person has of the sum, and the next; NAN: no number */
    double second;      /* 0 where there is one person */
    double n_providers; /* as of a count */
    int delivery;
} wks_record_mean;

WKS_MUST_CHECK wks_code wks_vault_mean_records(wks_vault *vault, const wks_source *source,
                                               const wks_measure *measure,
                                               const wks_breakdown *breakdown, wks_level level,
                                               wks_arena *arena, wks_record_mean **out, size_t *n,
                                               wks_error *err);

/* The gemeenten of the workspace's region: codes, sorted.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vault_region_members(wks_vault *vault, wks_arena *arena,
                                                 const char ***out, size_t *n, wks_error *err);

#endif
