/* private/estimate/shared_component_points.h - the hyperparameters of need and gap: their posterior
 * as a set of weighted points.
 *
 * Coordinates: those of bym2_prior.h for need, those for the gap, and slope / unit.  Search for the
 * mode; then rounds of points, the first from a multivariate t around the mode, the next from
 * kernels at the points of the rounds before, with every point weighted against the mixture of all
 * rounds.  Source: West (1993), JRSS B 55:409-422, doi:10.1111/j.2517-6161.1993.tb01911.x
 * (kernels); Cornuet et al. (2012), doi:10.1111/j.1467-9469.2011.00756.x (the weights).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_POINTS_H
#define WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_POINTS_H

#include "private/estimate/bym2_prior.h"
#include "private/estimate/shared_component.h"
#include "private/estimate/shared_component_laplace.h"

#include <stddef.h>

enum {
    WKS_SHARED_MOST_HYPER = 5,
    WKS_SHARED_MOST_ROUNDS = 5
};

typedef struct wks_shared_prior {
    wks_bym2_prior effect; /* of need as of the gap */
    double slope_unit;     /* the slope is normal around 0 with slope_width times this */
    size_t n;              /* coordinates */
} wks_shared_prior;

typedef struct wks_shared_point {
    double coordinate[WKS_SHARED_MOST_HYPER];
    double log_target;
    double weight; /* all sum to 1 */
    wks_shared_hyper hyper;
    double tau[2], phi[2];
    wks_shared_mode mode; /* to start from again; NULL arrays where log_target is -INFINITY */
} wks_shared_point;

typedef struct wks_shared_points {
    wks_shared_point *points; /* [n] */
    size_t n;
    double log_integral; /* of the target */
} wks_shared_points;

/* Errors: WKS_E_ARGUMENT as wks_bym2_prior_make. */
WKS_MUST_CHECK wks_code wks_shared_prior_make(const wks_bym2_structure *structure,
                                              double slope_unit, wks_shared_prior *out,
                                              wks_error *err);

/* n_points a round.  Errors: WKS_E_NUMERIC  no mode at the start; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_shared_points_make(wks_shared_laplace *laplace,
                                               const wks_shared_prior *prior, size_t n_points,
                                               wks_shared_component_diagnostics *diagnostics,
                                               wks_arena *arena, wks_shared_points *out,
                                               wks_error *err);

#endif
