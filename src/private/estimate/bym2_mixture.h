/* private/estimate/bym2_mixture.h - one number that is normal at every point of the grid.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_MIXTURE_H
#define WKS_PRIVATE_ESTIMATE_BYM2_MIXTURE_H

#include "private/estimate/bym2_grid.h"

#include <stddef.h>

typedef struct wks_bym2_mixture {
    size_t n;
    double *weight;    /* [n] they sum to 1 */
    double *mean, *sd; /* [n] an sd may be 0 */
} wks_bym2_mixture;

/* Room for one; weight is filled.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_mixture_make(const wks_bym2_grid *grid, wks_arena *arena,
                                              wks_bym2_mixture *out, wks_error *err);

void wks_bym2_mixture_moments(const wks_bym2_mixture *mixture, double *mean, double *sd);
/* P(X <= x), and the density there. */
double wks_bym2_mixture_below(const wks_bym2_mixture *mixture, double x, double *density);
/* The x with P(X <= x) = p, 0 < p < 1, within 1e-9 sd; mean and sd are the mixture's own. */
double wks_bym2_mixture_quantile(const wks_bym2_mixture *mixture, double p, double mean, double sd);

wks_bym2_summary wks_bym2_mixture_summary(const wks_bym2_mixture *mixture);

#endif
