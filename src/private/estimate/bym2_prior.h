/* private/estimate/bym2_prior.h - the hyperparameters: their priors, and the coordinates in which
 * the engine searches and integrates.
 *
 * Coordinates, in this order and only those the model has: log tau; zeta, a stretched logit phi
 * (lambda of Leroux); log k of the negative binomial.
 *   logit phi = zeta + softplus(zeta - 1)^2 / 2
 * because the prior falls off in the distance d, and d^2 grows like logit phi where phi nears 1: in
 * logit phi itself the posterior of a strongly spatial map has a long flat tail, in zeta not.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_PRIOR_H
#define WKS_PRIVATE_ESTIMATE_BYM2_PRIOR_H

#include "private/estimate/bym2_laplace.h"

enum {
    WKS_BYM2_MOST_HYPER = 3
};

typedef struct wks_bym2_prior {
    const wks_bym2_structure *structure;
    size_t n;              /* coordinates */
    bool has_phi, has_dispersion;
    bool is_flat;          /* WKS_BYM2_REML: no priors */
    double sd_rate;        /* of the exponential priors of 1 / sqrt(tau), d(phi), 1 / sqrt(k) */
    double phi_rate;
    double dispersion_rate;
    double lower[WKS_BYM2_MOST_HYPER], upper[WKS_BYM2_MOST_HYPER]; /* of the coordinates */
    double start[WKS_BYM2_MOST_HYPER];
} wks_bym2_prior;

/* Errors: WKS_E_ARGUMENT  a limit or probability of options out of range. */
WKS_MUST_CHECK wks_code wks_bym2_prior_make(const wks_bym2_structure *structure,
                                            wks_bym2_family family,
                                            const wks_bym2_options *options, wks_bym2_prior *out,
                                            wks_error *err);

wks_bym2_hyper wks_bym2_prior_hyper(const wks_bym2_prior *prior, const double *coordinate);
/* Log density of the coordinates. */
double wks_bym2_prior_log_density(const wks_bym2_prior *prior, const double *coordinate);

#endif
