/* private/estimate/bym2_problem.h - the data of a model, checked and laid out for the engine.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_PROBLEM_H
#define WKS_PRIVATE_ESTIMATE_BYM2_PROBLEM_H

#include "private/estimate/bym2.h"
#include "private/estimate/bym2_likelihood.h"

#include <stdbool.h>
#include <stddef.h>

/* Rows of the design matrix without its zeros: row i has value[k] at coefficient[k] for k =
 * start[i] .. start[i + 1] - 1.  Covariates are mostly dummies. */
typedef struct wks_bym2_design {
    size_t n;
    size_t *start; /* [n + 1] */
    size_t *coefficient;
    double *value;
    const size_t *area; /* [n] */
} wks_bym2_design;

typedef struct wks_bym2_problem {
    size_t n_areas;
    size_t n_coefficients;
    double *precision;      /* [n_coefficients] of their normal priors; 0 is flat */
    wks_bym2_counts counts; /* observations that tell something */
    wks_bym2_design design; /* their rows */
    wks_bym2_design all;    /* the rows of every observation */
    size_t *observed;       /* [counts.n] observation of each of them */
    bool *is_lone;          /* [n_areas] exactly one of them is in the area */
    double *start;          /* [n_coefficients] to start Newton from */
    unsigned flags;
} wks_bym2_problem;

/* Errors: as wks_bym2_fit_model says. */
WKS_MUST_CHECK wks_code wks_bym2_problem_make(const wks_bym2_data *data, size_t n_areas,
                                              const wks_bym2_options *options, wks_arena *arena,
                                              wks_bym2_problem *out, wks_error *err);

#endif
