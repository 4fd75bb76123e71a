/* programs/wijkscan/method_strata.h - the strata of a standardised rate: in the file, or beside it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_STRATA_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_STRATA_H

#include "programs/wijkscan/method_rates.h"

#include <stdbool.h>
#include <stddef.h>

/* --stratum names the column with the age band or so; --reference a CSV with one row a stratum,
 * known by a column of that same name. */
typedef struct wks_strata_input {
    const wks_method_data *data;
    const char *stratum;       /* NULL when not given */
    wks_method_groups strata;  /* by --stratum; not read without */
    wks_method_data reference; /* not read unless has_reference */
    bool has_reference;
    size_t *reference_row; /* [data->n_rows] */
} wks_strata_input;

/* Errors: WKS_E_ARGUMENT  --reference without --stratum; WKS_E_FORMAT  a stratum that the reference
 * lacks or has twice: names file and line; as wks_method_read. */
WKS_MUST_CHECK wks_code wks_strata_input_read(const wks_call *call, const wks_arguments *arguments,
                                              const wks_method_data *data, wks_strata_input *out,
                                              wks_error *err);

/* A column of the reference, or of the data where there is none, for each row of the data; numbers
 * that may be missing but never below zero. */
WKS_MUST_CHECK wks_code wks_strata_input_numbers(const wks_strata_input *input, const char *name,
                                                 wks_arena *arena, double **out, wks_error *err);

/* How many strata a group must have: those of the reference, those of the file, or, where strata
 * have no name, as many rows as the largest group. */
size_t wks_strata_input_expected(const wks_strata_input *input, const wks_rate_rows *rows);

/* Nothing but errors: a stratum twice in a group.  Errors: WKS_E_FORMAT  names file and line;
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_strata_input_check(const wks_strata_input *input,
                                               const wks_rate_rows *rows, wks_arena *arena,
                                               wks_error *err);

#define WKS_STRATA_FLAGS                                                                           \
    {"stratum", "COLUMN", "the age band or other stratum", "de leeftijdsklasse of andere groep"},  \
    {                                                                                              \
        "reference", "FILE", "a CSV with one row a stratum, known by the same column",             \
            "een CSV met een rij per groep, bekend onder dezelfde kolom"                           \
    }

#endif
