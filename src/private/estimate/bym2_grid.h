/* private/estimate/bym2_grid.h - the posterior of the hyperparameters, as a grid of points with
 * weights.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_GRID_H
#define WKS_PRIVATE_ESTIMATE_BYM2_GRID_H

#include "private/estimate/bym2_laplace.h"
#include "private/estimate/bym2_prior.h"

#include <stddef.h>

typedef struct wks_bym2_point {
    int place[WKS_BYM2_MOST_HYPER];         /* on the lattice; 0 is the mode */
    double coordinate[WKS_BYM2_MOST_HYPER]; /* see bym2_prior.h */
    wks_bym2_hyper hyper;
    double log_density; /* log p(y, coordinate) */
    double weight;      /* they sum to 1 */
    wks_bym2_mode mode;
    wks_bym2_gaussian gaussian;
} wks_bym2_point;

typedef struct wks_bym2_grid {
    wks_bym2_point *points; /* [n] */
    size_t n;
    double step[WKS_BYM2_MOST_HYPER]; /* of the lattice */
    double log_likelihood;            /* log p(y) */
} wks_bym2_grid;

/* Search the mode, and walk from it over the lattice as far as the density matters.
 * Errors: WKS_E_NUMERIC  no mode found; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_grid_make(wks_bym2_laplace *laplace, const wks_bym2_prior *prior,
                                           const wks_bym2_options *options, wks_arena *arena,
                                           wks_bym2_grid *out, wks_error *err);

#endif
