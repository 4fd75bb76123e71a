/* private/estimate/unit_model.h - means of areas from persons, with what is known of all residents.
 *
 * y_ij = x_ij'b + v_i + e_ij, v_i ~ N(0, var_v), e_ij ~ N(0, var_e).  The mean of an area joins the
 * persons that were asked, the regression at the mean of all residents, and the area's own effect.
 * Source: Battese, Harter & Fuller (1988), JASA 83:28-36, doi:10.1080/01621459.1988.10478561; the
 * bootstrap: Gonzalez-Manteiga et al. (2008), J. Statist. Comput. Simul. 78:443-462,
 * doi:10.1080/00949650601141811.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_UNIT_MODEL_H
#define WKS_PRIVATE_ESTIMATE_UNIT_MODEL_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_unit_model_data {
    size_t n_units, n_areas;
    size_t n_covariates; /* the constant included */
    const size_t *area;  /* [n_units] 0 .. n_areas - 1 */
    const double *y;     /* [n_units] */
    const double *x;     /* [n_units x n_covariates] by column */
    const double *mean;  /* [n_areas x n_covariates] by column: of all residents */
    const double *size;  /* [n_areas] residents, at least the units; NULL: so many that the units
                            do not count */
} wks_unit_model_data;

typedef struct wks_unit_model_options {
    bool is_ml;          /* false: REML */
    size_t n_bootstraps; /* 0: no MSE */
    uint64_t seed;
} wks_unit_model_options;

typedef struct wks_unit_model_fit {
    double *estimate;     /* [n_areas] mean of y over residents */
    double *mse;          /* [n_areas] parametric bootstrap; NULL without one */
    double *effect;       /* [n_areas] v */
    double *gamma;        /* [n_areas] weight of the area's own persons; 0 without any */
    double *coefficients; /* [p] */
    double *covariance;   /* [p x p] */
    double area_variance, unit_variance;
    double log_likelihood; /* ML or REML, with its constants, as nlme gives it */
    bool is_zero;          /* area_variance is estimated as zero */
} wks_unit_model_fit;

/* Errors: WKS_E_ARGUMENT  fewer than 3 areas with units, too few units, a value that is no number,
 *                         a size below the number of units: the text counts from 1
 *         WKS_E_NUMERIC   collinear covariates, y without residue, no convergence; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_unit_model_fit_areas(const wks_unit_model_data *data,
                                                 const wks_unit_model_options *options,
                                                 wks_arena *arena, wks_unit_model_fit *fit,
                                                 wks_error *err);

#endif
