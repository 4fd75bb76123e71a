/* private/estimate/bym2_likelihood.h - how likely an observation is, given its linear predictor.
 *
 * Per family: log density, its slope and minus its curvature in eta; expectations of these over a
 * normal eta.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_LIKELIHOOD_H
#define WKS_PRIVATE_ESTIMATE_BYM2_LIKELIHOOD_H

#include "private/estimate/bym2.h"

#include <stddef.h>

/* Observations that tell something: y known and size > 0. */
typedef struct wks_bym2_counts {
    wks_bym2_family family;
    size_t n;
    const double *y, *size; /* [n] */
    double *constant;       /* [n] the part of the log density without eta */
    double dispersion;      /* k of the negative binomial */
} wks_bym2_counts;

/* Fill constant; for the negative binomial again after each change of dispersion, before slopes. */
void wks_bym2_likelihood_prepare(wks_bym2_counts *counts);

/* Log densities summed; per observation slope [n] and weight [n]: first, and minus second,
 * derivative to eta [n].  -INFINITY when eta is beyond what double holds. */
double wks_bym2_likelihood_slopes(const wks_bym2_counts *counts, const double *eta, double *slope,
                                  double *weight);

/* Log density of observation i at eta, with its slope and weight, but for its constant; and that
 * constant.  Both at the dispersion of now. */
double wks_bym2_likelihood_at(const wks_bym2_counts *counts, size_t i, double eta, double *slope,
                              double *weight);
double wks_bym2_likelihood_constant(const wks_bym2_counts *counts, size_t i);

/* The derivative of its weight to eta; Poisson and binomial. */
double wks_bym2_likelihood_bend(const wks_bym2_counts *counts, size_t i, double eta);

/* E slope(eta + z) for z ~ N(0, variance): exact for Poisson and Gaussian, by derivatives or
 * nine nodes for the others. */
double wks_bym2_likelihood_expected_slope(const wks_bym2_counts *counts, size_t i, double eta,
                                          double variance);

/* The fitted value at eta: exp, logistic or eta itself, and back (value in its range). */
double wks_bym2_likelihood_value(wks_bym2_family family, double eta);
double wks_bym2_likelihood_eta(wks_bym2_family family, double value);

#endif
