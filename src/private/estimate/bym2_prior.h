/* private/estimate/bym2_prior.h - the hyperparameters: their priors, and the coordinates in which
 * the engine searches and integrates.
 *
 * Coordinates, in this order and only those the model has: of log tau; of logit phi (lambda of
 * Leroux); of log k of the negative binomial.  Each is stretched where it is large:
 *   log tau = x + softplus(x - 4)^2 / 2
 * because there the density falls off slowly in log tau (as 1 / sqrt(tau), the prior in the sd
 * being flat near 0) or in logit phi (as the distance d of the prior, whose square grows like logit
 * phi): in x these tails are short, and a lattice covers them in few steps.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_PRIOR_H
#define WKS_PRIVATE_ESTIMATE_BYM2_PRIOR_H

#include "private/estimate/bym2_laplace.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_BYM2_MOST_HYPER = 3
};

typedef struct wks_bym2_prior {
    const wks_bym2_structure *structure;
    size_t n; /* coordinates */
    bool has_phi, has_dispersion;
    bool is_flat;   /* WKS_BYM2_REML: no priors */
    double sd_rate; /* of the exponential priors of 1 / sqrt(tau), d(phi), 1 / sqrt(k) */
    double phi_rate;
    double dispersion_rate;
    double lower[WKS_BYM2_MOST_HYPER], upper[WKS_BYM2_MOST_HYPER]; /* of the coordinates */
    double start[WKS_BYM2_MOST_HYPER];
} wks_bym2_prior;

/* Errors: WKS_E_ARGUMENT  a limit or probability of options out of range. */
WKS_MUST_CHECK wks_code wks_bym2_prior_make(const wks_bym2_structure *structure,
                                            wks_bym2_family family, const wks_bym2_options *options,
                                            wks_bym2_prior *out, wks_error *err);

wks_bym2_hyper wks_bym2_prior_hyper(const wks_bym2_prior *prior, const double *coordinate);
/* Log density of the coordinates. */
double wks_bym2_prior_log_density(const wks_bym2_prior *prior, const double *coordinate);

#endif
