/* private/estimate/survey_cells.h - respondents of a survey, collapsed to cells.
 *
 * A cell is an area crossed with a stratum, and a stratum is a combination of levels of the factors
 * (age group, sex, ...).  All that the model and the direct estimates need of the respondents is a
 * few sums per cell, so that 20,000 respondents become at most as many rows as there are cells,
 * exactly.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SURVEY_CELLS_H
#define WKS_PRIVATE_ESTIMATE_SURVEY_CELLS_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

enum {
    WKS_SURVEY_MOST_FACTORS = 8
};

/* The cells that there are.  Stratum of the levels l: l[0] + n_levels[0] (l[1] + n_levels[1]
 * (...)). Cell of an area and a stratum: area * n_strata + stratum; an array [n_cells] is in this
 * order. */
typedef struct wks_survey_shape {
    size_t n_areas;
    size_t n_factors; /* 1 .. WKS_SURVEY_MOST_FACTORS */
    size_t n_levels[WKS_SURVEY_MOST_FACTORS];
    size_t n_strata; /* product of n_levels: set by wks_survey_shape_make */
    size_t n_cells;  /* n_areas * n_strata */
} wks_survey_shape;

/* Fill n_strata and n_cells.  Errors: WKS_E_ARGUMENT  no areas, no factors or too many, a factor
 * without levels, or more than 1e8 cells. */
WKS_MUST_CHECK wks_code wks_survey_shape_make(wks_survey_shape *shape, wks_error *err);
/* The level of one factor in a stratum. */
size_t wks_survey_shape_level(const wks_survey_shape *shape, size_t stratum, size_t factor);

/* Rows: one respondent each, or respondents who were counted before. */
typedef struct wks_survey_rows {
    size_t n;
    const size_t *cell;      /* [n] 0 .. n_cells - 1 */
    const double *trials;    /* [n] respondents of the row, >= 0; NULL: 1 each */
    const double *successes; /* [n] of whom the answer is yes, 0 .. trials */
    const double *weight;    /* [n] mean weight of the row's respondents, > 0; NULL: 1 each */
} wks_survey_rows;

/* The sums of w, w y, w^2 and w^2 y over the respondents of a cell; without weights they are the
 * counts. */
typedef struct wks_survey_sums {
    double weight, success, squared, squared_success;
} wks_survey_sums;

typedef struct wks_survey_cells {
    double *trials;        /* [n_cells] respondents */
    double *successes;     /* [n_cells] */
    wks_survey_sums *sums; /* [n_cells] */
    double n_respondents;
    double weight_variation; /* squared coefficient of variation of the weights within a cell,
                                pooled over cells; 0 without weights */
} wks_survey_cells;

/* Collapse.  Errors: WKS_E_ARGUMENT  a row (from 1, named) with a cell out of range, trials or
 * successes negative or not finite, more successes than trials, a weight that is not positive;
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_survey_cells_make(const wks_survey_shape *shape,
                                              const wks_survey_rows *rows, wks_arena *arena,
                                              wks_survey_cells *out, wks_error *err);

/* ---- what the respondents say without a model ----------------------------------------------- */

/* All NAN but n when there are no respondents. */
typedef struct wks_survey_direct {
    double n;            /* respondents */
    double n_effective;  /* (sum w)^2 / sum w^2: Kish (1965), Survey Sampling, section 11.7 */
    double value;        /* weighted proportion */
    double se;           /* by Taylor linearisation, with replacement; 0 when all answer alike */
    double lower, upper; /* 95 %, score interval at n_effective */
} wks_survey_direct;

/* The direct estimate of a domain from its sums.  n_sample: the respondents of the whole survey, as
 * the linearised variance of a domain uses them (Sarndal, Swensson & Wretman 1992, Model Assisted
 * Survey Sampling, section 5.8; what R's survey::svyby gives for independent respondents).
 * Interval: Wilson (1927), JASA 22:209-212, doi:10.1080/01621459.1927.10502953, at n_effective. */
wks_survey_direct wks_survey_direct_make(const wks_survey_sums *sums, double n, double n_sample);
void wks_survey_sums_add(wks_survey_sums *total, const wks_survey_sums *more);

#endif
