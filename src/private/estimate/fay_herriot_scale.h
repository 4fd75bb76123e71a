/* private/estimate/fay_herriot_scale.h - to a scale on which Fay-Herriot holds, and back.
 *
 * A proportion is modelled as its logit, with a sampling variance that does not itself depend on
 * the noise of the area; the model's answer returns as a proportion.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_SCALE_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_SCALE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* logit p and var / (p (1 - p))^2.  A proportion of 0 or 1, or a variance of 0, has no logit: NAN
 * in both, an area without a figure for the model; returns how many those are.  All arrays [n]. */
size_t wks_fay_herriot_scale_logit(size_t n, const double *proportion, const double *variance,
                                   double *logit, double *logit_variance);

/* Generalised variance function: log variance on (1, log size), the fit back on the own scale,
 * times one factor that gives the smoothed variances the same total as the direct ones.  Areas
 * with a NAN or non-positive variance get the fit, and do not count in it; all arrays [n].
 * Source: Wolter (2007), Introduction to Variance Estimation, 2nd ed., ch. 7; the factor:
 * Hidiroglou, Beaumont & Yung (2019), Survey Methodology 45:101-126.
 * Errors: WKS_E_ARGUMENT  fewer than 3 variances, or a size that is not positive
 *         WKS_E_NUMERIC   all sizes the same; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_fay_herriot_scale_smooth(size_t n, const double *size,
                                                     const double *variance, wks_arena *arena,
                                                     double *smoothed, wks_error *err);

/* The mean and variance of 1 / (1 + exp(-t)) for t normal (mean, variance), by Gauss-Hermite
 * quadrature of 48 points; all arrays [n].
 * Errors: WKS_E_NUMERIC, WKS_E_MEMORY  the nodes. */
WKS_MUST_CHECK wks_code wks_fay_herriot_scale_back(size_t n, const double *mean,
                                                   const double *variance, wks_arena *arena,
                                                   double *proportion, double *proportion_variance,
                                                   wks_error *err);

#endif
