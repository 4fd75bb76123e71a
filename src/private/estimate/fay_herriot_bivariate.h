/* private/estimate/fay_herriot_bivariate.h - need and use of areas, both noisy, seen together.
 *
 * What is seen is the truth with sampling error of known (co)variance:
 *     (y_need, y_use)_i ~ N(truth_i, V_i)
 *     need_i = x_i'b + s_i,                        s_i ~ N(0, var_s)
 *     use_i  = slope * need_i + z_i'c + gap_i,     gap_i ~ N(0, var_gap)
 * With the same covariates in x and z this is the bivariate Fay-Herriot model, truth ~ N2(Xb, S),
 * written so that the gap is use - E(use | need) whatever covariates stand behind need.  Use is the
 * logarithm of observed over expected.
 * Source: Fay & Herriot (1979), doi:10.1080/01621459.1979.10482505; Benavent & Morales (2016),
 * Computational Statistics & Data Analysis 94:372-390, doi:10.1016/j.csda.2015.07.013.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_BIVARIATE_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_BIVARIATE_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_fay_herriot_bivariate_data {
    size_t n_areas;
    const double *need;          /* [n_areas] on a scale where errors are normal; NAN: unknown */
    const double *need_variance; /* [n_areas] > 0 where need is known */
    const double *use;           /* [n_areas] log of observed over expected; NAN: unknown */
    const double *use_variance;  /* [n_areas] > 0 where use is known */
    const double *covariance;    /* [n_areas] of the two errors, when they are of the same persons;
                                    NULL for none */
    size_t n_x, n_z;             /* constants included, so at least 1 */
    const double *x;             /* [n_areas x n_x] by column */
    const double *z;             /* [n_areas x n_z] by column */
} wks_fay_herriot_bivariate_data;

typedef enum wks_fay_herriot_bivariate_status {
    WKS_FAY_HERRIOT_BIVARIATE_OK,
    /* A maximum at zero; the posterior, which averages over what is possible, is still good. */
    WKS_FAY_HERRIOT_BIVARIATE_NO_NEED, /* need does not differ between areas beyond noise */
    WKS_FAY_HERRIOT_BIVARIATE_NO_GAP   /* use does not differ beyond what need and noise explain */
} wks_fay_herriot_bivariate_status;

/* The parameters, as a maximum or as a posterior. */
typedef struct wks_fay_herriot_bivariate_parameters {
    double need_variance; /* var_s */
    double gap_variance;
    double slope;
} wks_fay_herriot_bivariate_parameters;

/* Mean and variance of the posterior. */
typedef struct wks_fay_herriot_bivariate_moments {
    double *mean, *variance; /* [n_areas] */
} wks_fay_herriot_bivariate_moments;

/* A value of the parameters with its share of the posterior. */
typedef struct wks_fay_herriot_bivariate_node {
    wks_fay_herriot_bivariate_parameters parameters;
    double weight; /* all sum to one */
} wks_fay_herriot_bivariate_node;

typedef struct wks_fay_herriot_bivariate_fit {
    wks_fay_herriot_bivariate_status status;
    wks_fay_herriot_bivariate_parameters best; /* ML or REML */
    double *coefficients;                      /* [n_x + n_z] b, c at best */
    double log_likelihood;                     /* ML or REML, at best, with its constants */
    double correlation;                        /* of need and use, covariates taken out, at best */
    wks_fay_herriot_bivariate_parameters mean; /* posterior */
    wks_fay_herriot_bivariate_parameters deviation;
    wks_fay_herriot_bivariate_moments need, use, gap;
    wks_fay_herriot_bivariate_node *nodes; /* [n_nodes] */
    size_t n_nodes;
    const wks_fay_herriot_bivariate_data *data; /* borrowed: kept for draws */
} wks_fay_herriot_bivariate_fit;

/* Fit by REML (is_restricted) or ML, and integrate the posterior on a grid over (log sd of need,
 * log sd of gap, slope) around its mode.  Priors: flat on both deviations and on the coefficients;
 * slope normal around 0 with a deviation of ten times sd(use) / sd(need) as seen.
 * Errors: WKS_E_ARGUMENT  fewer than n_x + n_z + 4 areas with both figures; a variance that is not
 *                         positive, a covariance too large for it, a covariate that is no number:
 *                         the text counts the area from 1
 *         WKS_E_NUMERIC   collinear covariates, no convergence; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_fay_herriot_bivariate_fit_areas(
    const wks_fay_herriot_bivariate_data *data, bool is_restricted, wks_arena *arena,
    wks_fay_herriot_bivariate_fit *fit, wks_error *err);

/* Joint draws of the truths of all areas, parameters and coefficients drawn too: need, gap and
 * expected (use that need predicts; use = expected + gap), each [n_draws x n_areas] with the areas
 * of a draw together: area + draw * n_areas.  The caller gives the arrays; any may be NULL.
 * Errors: WKS_E_NUMERIC, WKS_E_MEMORY. */
typedef struct wks_fay_herriot_bivariate_draws {
    size_t n_draws;
    double *need, *gap, *expected;
} wks_fay_herriot_bivariate_draws;

WKS_MUST_CHECK wks_code wks_fay_herriot_bivariate_draw(const wks_fay_herriot_bivariate_fit *fit,
                                                       uint64_t seed, wks_arena *arena,
                                                       wks_fay_herriot_bivariate_draws *out,
                                                       wks_error *err);

const char *wks_fay_herriot_bivariate_status_text(wks_fay_herriot_bivariate_status status);

#endif
