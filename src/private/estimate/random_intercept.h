/* private/estimate/random_intercept.h - maximum likelihood with one normal effect per area.
 *
 * The model of bym2.h without space and without priors, as lme4 and glmmTMB fit it: for analysts
 * who want that, and to hold the engine against them.  The integral over each area's effect is by
 * adaptive Gauss-Hermite quadrature; one node is Laplace's approximation.
 * Source: Pinheiro & Chao (2006), JCGS 15:58-81, doi:10.1198/106186006X96962.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_RANDOM_INTERCEPT_H
#define WKS_PRIVATE_ESTIMATE_RANDOM_INTERCEPT_H

#include "private/estimate/bym2.h"

#include <stddef.h>

typedef struct wks_random_intercept {
    size_t n_areas, n_coefficients;
    double *coefficient; /* [n_coefficients] the constant first, unless left out */
    double *effect;      /* [n_areas] most likely effect, given the estimates */
    double sd;           /* of the effects; 0 when the likelihood is highest there */
    double log_likelihood;
    size_t n_rounds;
} wks_random_intercept;

/* Fit by maximum likelihood with n_nodes (1 .. 25) nodes per area; Poisson and binomial.
 * Errors: WKS_E_ARGUMENT  another family, n_nodes out of range, or what wks_bym2_fit_model refuses
 *         WKS_E_NUMERIC   collinear covariates, or no convergence (no events, separated groups)
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_random_intercept_fit(const wks_bym2_data *data, size_t n_areas,
                                                 size_t n_nodes, wks_arena *arena,
                                                 wks_random_intercept *fit, wks_error *err);

#endif
