/* private/estimate/shared_component.h - need and use of care, one map under both.
 *
 *   y_i          ~ N(need_i, v_i), v_i known                      what a survey says of need
 *   observed_i   ~ Poisson(expected_i exp(use_i))                 persons with care
 *   need_i = a1 + x_i b + s_i
 *   use_i  = a2 + slope (x_i b + s_i) + gap_i
 *
 * s and gap are independent BYM2 effects (bym2.h) on the same graph: need is the component that
 * both figures share, the gap what use has of its own.  The hyperparameters (an sd and a spatial
 * share for each, and the slope) get the priors of the engine; the slope is normal around 0 with
 * ten times sd(log use) / sd(need) as seen.  Given these, the effects get a Laplace approximation
 * whose mean is corrected for skewness; over them the posterior is integrated by adaptive multiple
 * importance sampling on a fixed point set.  Deterministic; sparse; one thread.
 *
 * Sources: Knorr-Held & Best (2001), JRSS A 164:73-85, doi:10.1111/1467-985X.00187 (shared
 * components); Riebler et al. (2016), doi:10.1177/0962280216660421 (BYM2);
 * Rue, Martino & Chopin (2009), doi:10.1111/j.1467-9868.2008.00700.x (nested Laplace);
 * Cornuet et al. (2012), Scand. J. Statist. 39:798-812, doi:10.1111/j.1467-9469.2011.00756.x
 * (adaptive multiple importance sampling); West (1993), doi:10.1111/j.2517-6161.1993.tb01911.x.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_H
#define WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_H

#include "base/arena.h"
#include "base/error.h"
#include "private/estimate/bym2.h"
#include "private/estimate/neighbours.h"

#include <stddef.h>
#include <stdint.h>

/* Borrowed during the call. */
typedef struct wks_shared_component_data {
    size_t n_areas;
    const double *need;          /* [n_areas] on a scale where errors are normal; NAN: unknown */
    const double *need_variance; /* [n_areas] > 0 where need is known */
    const double *observed;      /* [n_areas] >= 0; NAN: unknown, and predicted */
    const double *expected;      /* [n_areas] >= 0 where observed is known; 0 tells nothing, and
                                    observed must be 0 there */
    size_t n_x;                  /* covariates of need, without a constant */
    const double *x;             /* [n_areas x n_x] by column, finite */
} wks_shared_component_data;

/* All zeros is the default: the value in brackets. */
typedef struct wks_shared_component_options {
    size_t n_draws;  /* joint draws (0: none) */
    uint64_t seed;   /* of the draws */
    size_t n_points; /* of the point set, per round (512) */
} wks_shared_component_options;

typedef enum wks_shared_component_flag {
    WKS_SHARED_COMPONENT_NO_NEIGHBOURS = 1, /* no area has any: both effects are independent */
    WKS_SHARED_COMPONENT_NO_EVENTS = 2,     /* all counts 0: a2 got a normal prior with sd 10 */
    WKS_SHARED_COMPONENT_NOT_AT_MODE = 4,   /* the search for the mode stopped early; the points
                                               were still spread until they carried enough weight */
    WKS_SHARED_COMPONENT_FEW_POINTS = 8     /* under 30 effective points after all rounds: summaries
                                               of hyperparameters are rough */
} wks_shared_component_flag;

typedef struct wks_shared_component_diagnostics {
    unsigned flags;          /* wks_shared_component_flag */
    size_t n_points;         /* of the point set */
    size_t n_failed;         /* points where no mode was found: they count as impossible */
    double effective_points; /* 1 / sum of squared weights */
    size_t n_evaluations;    /* of the Laplace approximation */
    size_t n_newton;         /* Newton steps in all of these */
    size_t factor_entries;   /* of the sparse factor */
} wks_shared_component_diagnostics;

/* Posterior mean and sd of each area. */
typedef struct wks_shared_component_moments {
    double *mean, *sd; /* [n_areas] */
} wks_shared_component_moments;

/* Everything lives in the arena given. */
typedef struct wks_shared_component_fit {
    size_t n_areas, n_x;
    wks_shared_component_moments need;     /* need_i */
    wks_shared_component_moments gap;      /* gap_i: log of use over use that need predicts */
    wks_shared_component_moments expected; /* use_i - gap_i: log of use that need predicts */
    wks_bym2_summary need_tau, need_phi;   /* precision and spatial share of s; phi NAN without */
    wks_bym2_summary gap_tau, gap_phi;
    wks_bym2_summary slope;
    double *coefficient_mean, *coefficient_sd; /* [2 + n_x] a1 (at the mean of x), b, a2 */
    double log_likelihood;                     /* log of the integral, with its constants */

    size_t n_draws;
    double *need_draws, *gap_draws,
        *expected_draws; /* [n_draws x n_areas]: area + draw * n_areas */
    wks_shared_component_diagnostics diagnostics;
} wks_shared_component_fit;

/* Errors: WKS_E_ARGUMENT  a graph of other areas; fewer than n_x + 6 areas with both figures; a
 *                         variance that is not positive, a count that is negative or above zero
 *                         where nothing is expected, a covariate that is no number: the text counts
 *                         the area from 1
 *         WKS_E_NUMERIC   collinear covariates, no mode; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_shared_component_fit_areas(const wks_shared_component_data *data,
                                                       const wks_neighbours *neighbours,
                                                       const wks_shared_component_options *options,
                                                       wks_arena *arena,
                                                       wks_shared_component_fit *fit,
                                                       wks_error *err);

#endif
