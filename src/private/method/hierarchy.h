/* private/method/hierarchy.h - areas that learn from each other, and who is above the others.
 *
 * theta_i ~ N(mu_group, tau^2) on the logit, log or identity scale; the data of area i are binomial
 * (effective numbers, need not be whole), Poisson or normal given theta_i.  For each tau the areas
 * and group means are found by Newton, with Laplace's approximation and a third-order correction of
 * the means; tau is integrated out over a grid.  Means have Jeffreys' prior of one observation
 * (flat on the identity scale), which keeps all zeros finite.  tau has a half-normal prior, scale 1
 * on logit and log (odds or rates that differ a factor 50 between areas lie within two of it), the
 * spread of the values on identity: with ten areas or more the data decide, with two it keeps tau
 * finite.
 * Sources: Gelman (2006), Bayesian Analysis 1:515-534, doi:10.1214/06-BA117A (why not an inverse
 * gamma); Roever et al. (2021), Research Synthesis Methods 12:448-474, doi:10.1002/jrsm.1475
 * (half-normal, scale 0.5 to 1); Breslow & Clayton (1993), JASA 88:9-25,
 * doi:10.1080/01621459.1993.10594284 (the working values).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_HIERARCHY_H
#define WKS_PRIVATE_METHOD_HIERARCHY_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_hierarchy_data {
    WKS_HIERARCHY_BINOMIAL, /* x of size */
    WKS_HIERARCHY_POISSON,  /* x events over size person-years */
    WKS_HIERARCHY_NORMAL    /* value x with sampling variance size */
} wks_hierarchy_data;

typedef enum wks_hierarchy_target {
    WKS_HIERARCHY_OTHERS, /* the weighted mean, on the natural scale, of the others of its group */
    WKS_HIERARCHY_VALUE,  /* a fixed value, on the natural scale */
    WKS_HIERARCHY_SETS    /* the weighted mean of a given set of areas */
} wks_hierarchy_target;

typedef struct wks_hierarchy_input {
    wks_hierarchy_data data;
    size_t n;
    const double *x, *size; /* [n] size > 0 */
    const double *weight;   /* [n] >= 0: what an area counts for among others */
    const size_t *group;    /* [n] 0 .. n_groups - 1 */
    size_t n_groups;
    wks_hierarchy_target target;
    double fixed;
    const size_t *sets; /* [n * set_size] areas by area; n or more means: no more */
    size_t set_size;
} wks_hierarchy_input;

typedef struct wks_hierarchy {
    double *p_higher;  /* [n] P(theta_i > its target | data); NAN where
                          there is no target (no other, weight 0) */
    double *mean, *sd; /* [n] of theta_i */
    double between_sd, between_lower, between_upper; /* tau: mean, 95 % interval */
} wks_hierarchy;

/* Fit; out's arrays live in arena.
 * Errors: WKS_E_ARGUMENT  no areas
 *         WKS_E_NUMERIC   no convergence: the text names the area (from 1)
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_hierarchy_fit(const wks_hierarchy_input *input, wks_arena *arena,
                                          wks_hierarchy *out, wks_error *err);

#endif
