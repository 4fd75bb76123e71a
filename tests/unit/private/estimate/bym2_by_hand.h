/* The models of bym2.h by hand, for maps small enough: dense matrices, eigenvectors and plain
 * Newton steps, with nothing of the engine but its types.  What it finds, the engine must find.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_BYM2_BY_HAND_H
#define WKS_TESTS_BYM2_BY_HAND_H

#include "private/estimate/bym2.h"
#include "reference_csv.h"

enum {
    MOST_AREAS = 100,
    MOST_UNKNOWN = MOST_AREAS + 2,
    MAP_KNOTS = 46
};

/* Areas with one observation each and at most one covariate.  All areas that have neighbours hang
 * together. */
typedef struct map {
    wks_bym2_family family;
    size_t n, n_covariates, n_edges;
    double y[MOST_AREAS], size[MOST_AREAS], x[MOST_AREAS];
    size_t area[MOST_AREAS];                    /* 0, 1, .. */
    size_t from[MOST_ROWS], to[MOST_ROWS];      /* each pair of neighbours in both directions */
    double scale;                               /* geometric mean variance of u before scaling */
    double covariance[MOST_AREAS * MOST_AREAS]; /* of u, scaled */
    double share[MOST_AREAS]; /* its eigenvalues, ascending: 0 of the constant, then the roughest */
    double pattern[MOST_AREAS * MOST_AREAS]; /* its eigenvectors, by column */
} map;

/* The maps of shared/reference; each skips the test without its files. */
void map_read_scotland(map *out, size_t n_covariates);
void map_read_carolina(map *out);
void map_read_king_county(map *out);

/* The engine's answer, in arena; fails the test when there is none. */
void map_fit(const map *m, const wks_bym2_options *options, wks_arena *arena, wks_bym2_fit *fit);

/* d(phi) of the prior of phi, and the log of its derivative to logit phi. */
double map_distance(const map *m, double logit_phi, double *log_slope);

/* Counts whose log mean is log(size) + basis unknown; unknown[k] is normal around 0 with
 * precision[k], or flat where that is 0. */
typedef struct dense_laplace {
    const map *map;
    size_t p;
    double basis[MOST_AREAS * MOST_UNKNOWN]; /* [n * p] by column */
    double precision[MOST_UNKNOWN];
    double unknown[MOST_UNKNOWN];               /* the mode */
    double eta[MOST_AREAS];                     /* basis unknown */
    double factor[MOST_UNKNOWN * MOST_UNKNOWN]; /* Cholesky factor of minus the Hessian, [p * p] */
} dense_laplace;

/* The constant and the covariate: the first columns of the basis, of which the rest is left. */
void dense_laplace_start(const map *m, dense_laplace *out);
/* Find the mode; the log of the Laplace approximation of the density of the counts. */
double dense_laplace_find(dense_laplace *l);

/* The posterior of log tau and logit phi of BYM2, without bounds. */
typedef struct map_posterior {
    const map *map;
    bool is_tabulated;    /* phi's prior by a cubic spline through log d at few knots, as R-INLA */
    double at[MAP_KNOTS]; /* logit phi */
    double log_distance[MAP_KNOTS],
        second[MAP_KNOTS]; /* there, and the spline's second derivative */
    dense_laplace laplace; /* of counts */
    /* Gaussian maps, at the point asked last: */
    double eta_mean[MOST_AREAS], eta_variance[MOST_AREAS];
    double constant, constant_variance;
} map_posterior;

void map_posterior_start(const map *m, bool is_tabulated, map_posterior *out);
/* Up to a constant.  Exact for a Gaussian map, by Laplace approximation for counts. */
double map_posterior_log_density(map_posterior *p, double log_tau, double logit_phi);

#endif
