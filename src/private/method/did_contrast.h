/* private/method/did_contrast.h - one comparison of changes: treated areas beside control areas.
 *
 * The effect on the treated between two periods, by outcome regression, inverse probability
 * weighting, or both (doubly robust), with the influence of each area on it.  Without covariates
 * the three are the difference of two mean changes.
 * Source: Sant'Anna & Zhao (2020), J Econometrics 219:101-122, doi:10.1016/j.jeconom.2020.06.003.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_DID_CONTRAST_H
#define WKS_PRIVATE_METHOD_DID_CONTRAST_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/glm.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_did_estimator {
    WKS_DID_DOUBLY_ROBUST,
    WKS_DID_REGRESSION,
    WKS_DID_WEIGHTING,
} wks_did_estimator;

typedef struct wks_did_contrast_data {
    wks_did_estimator estimator;
    size_t n;               /* areas in this comparison */
    size_t p;               /* columns of x, the constant included */
    const double *change;   /* [n] */
    const bool *is_treated; /* [n] at least one true, at least one false */
    const double *x;        /* [n x p] by column */
} wks_did_contrast_data;

/* The effect into *att and the influence [n] of each area: their mean is 0, and the sum of their
 * squares over n^2 is the variance of the effect.  *status tells when the covariates do not allow
 * it; then nothing else is written.  Errors: WKS_E_MEMORY and those of wks_glm_fit_model. */
WKS_MUST_CHECK wks_code wks_did_contrast_estimate(const wks_did_contrast_data *data,
                                                  wks_arena *arena, double *att, double *influence,
                                                  wks_glm_status *status, wks_error *err);

#endif
