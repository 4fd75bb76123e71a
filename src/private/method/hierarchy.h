/* private/method/hierarchy.h - areas that learn from each other, and who is above the others.
 *
 * On the logit, log or identity scale, an area is either no different (theta_i equals the mean of
 * its group, or the value it is held against), or it is one of theta_i ~ N(mean, tau^2); the share
 * that is no different is unknown too, and uniform.  So the more areas are looked at in vain, the
 * less is believed of any: chance is counted by the model itself.  The data of area i are binomial
 * (effective numbers, need not be whole), Poisson or normal given theta_i.  For each tau and share
 * areas and means are found by Newton and EM, with Laplace's approximation and a third-order
 * correction of the means; tau and share are integrated out over a grid.  Means have Jeffreys'
 * prior of one observation (flat on the identity scale; normal round a fixed value), which keeps
 * all zeros finite.  tau is half-normal, scale 1 on logit and log (odds or rates that differ a
 * factor 50 between areas lie within two of it), the spread of the values on identity. Sources:
 * Scott & Berger (2006), J. Statistical Planning and Inference 136:2144-2162,
 * doi:10.1016/j.jspi.2005.08.031 (the two kinds of areas); Gelman (2006), Bayesian Analysis
 * 1:515-534, doi:10.1214/06-BA117A (why not an inverse gamma for tau); Breslow & Clayton (1993),
 * JASA 88:9-25, doi:10.1080/01621459.1993.10594284 (the working values).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_HIERARCHY_H
#define WKS_PRIVATE_METHOD_HIERARCHY_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef enum wks_hierarchy_data {
    WKS_HIERARCHY_BINOMIAL, /* x of size */
    WKS_HIERARCHY_POISSON,  /* x events over size person-years */
    WKS_HIERARCHY_NORMAL    /* value x with sampling variance size */
} wks_hierarchy_data;

typedef enum wks_hierarchy_target {
    WKS_HIERARCHY_OTHERS, /* the weighted mean, on the natural scale, of the others of its group */
    WKS_HIERARCHY_VALUE   /* a fixed value, on the natural scale */
} wks_hierarchy_target;

typedef struct wks_hierarchy_input {
    wks_hierarchy_data data;
    size_t n;
    const double *x, *size; /* [n] size > 0 */
    const double *weight;   /* [n] >= 0: what an area counts for among others */
    const size_t *group;    /* [n] 0 .. n_groups - 1 */
    size_t n_groups;
    wks_hierarchy_target target;
    double fixed; /* strictly between 0 and 1, above 0, or any, by data */
} wks_hierarchy_input;

typedef struct wks_hierarchy {
    /* [n] P(theta_i above, below its target | data): what is left of 1 is "no different".  NAN
     * where there is no target: no other area of any weight. */
    double *p_higher, *p_lower;
    double *mean; /* [n] of theta_i */
    /* The spread between areas, tau * sqrt(share that differs): mean, 95 % interval. */
    double between_sd, between_lower, between_upper;
    double different_share; /* mean of the share of areas that differ */
} wks_hierarchy;

/* Fit; out's arrays live in arena.
 * Errors: WKS_E_ARGUMENT  no areas
 *         WKS_E_NUMERIC   no convergence: the text names the area (from 1)
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_hierarchy_fit(const wks_hierarchy_input *input, wks_arena *arena,
                                          wks_hierarchy *out, wks_error *err);

#endif
