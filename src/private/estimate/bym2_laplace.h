/* private/estimate/bym2_laplace.h - the Gaussian approximation of the effects at one value of the
 * hyperparameters.
 *
 * The effect of area a is s u_a + q e_a with u the spatial part (precision R), e independent
 * standard normals, s^2 = phi / tau and q^2 = (1 - phi) / tau.  Newton's method finds the mode of
 * coefficients, u and e together.  In every step e is eliminated first, which is a division by
 * area, and leaves R + s^2 D / (1 + q^2 D) for u: as sparse as the graph, and as well behaved at
 * phi = 0 and phi = 1 as between.  The coefficients remain as a small dense matrix.  So a step
 * costs one factor on the graph, however many observations there are.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_LAPLACE_H
#define WKS_PRIVATE_ESTIMATE_BYM2_LAPLACE_H

#include "math/random.h"
#include "private/estimate/bym2_problem.h"
#include "private/estimate/bym2_structure.h"

#include <stdbool.h>
#include <stddef.h>

/* What the hyperparameters mean to the effects. */
typedef struct wks_bym2_hyper {
    double tau;
    double phi;        /* lambda of Leroux; 0 for iid, 1 for besag */
    double rest;       /* 1 - phi, exact where phi is all but 1 */
    double dispersion; /* k of the negative binomial */
} wks_bym2_hyper;

/* Where Newton starts and ends. */
typedef struct wks_bym2_mode {
    double *coefficient; /* [n_coefficients] */
    double *u;           /* [n_areas] zeros without spatial part */
    double *e;           /* [n_areas] zeros without independent part */
} wks_bym2_mode;

typedef struct wks_bym2_laplace {
    wks_bym2_problem *problem;
    wks_bym2_structure *structure;
    wks_bym2_mode mode;
    double tolerance; /* of the mode, in eta */
    double s, q;
    bool has_spatial;   /* u takes part: s > 0 */
    double *r_diagonal; /* [n] of R at these hyperparameters */
    double *r_beside;   /* [2 * n_pairs] */
    double log_prior;   /* 1/2 log |R|, over vectors that sum to zero */
    /* per observation */
    double *eta, *slope, *weight, *trial_slope, *trial_weight, *trial_eta;
    double value; /* log posterior of the effects at the mode, less its constant */
    /* per area */
    double *area_slope;    /* [n] G */
    double *area_weight;   /* [n] D */
    double *area_cross;    /* [n * p] C, by area: sum of weight x */
    double *spatial_cross; /* [n * p] (R + ...)^-1 s C / (1 + q^2 D), by area */
    double *through;       /* [n * p] T: the effect given the coefficients is -T'(b - mode) .. */
    double *through_v;     /* [n * p] .. and T times their covariance */
    double *area_variance; /* [n] of the effect, given the coefficients */
    double *a_diagonal;    /* [n] of the matrix that is factored */
    double *right;         /* [n] */
    double *area_step;     /* [n] change of the effect */
    /* per coefficient */
    double *cross;    /* [p * p] X'WX + precision; then the factor of its Schur complement */
    double *gradient; /* [p] */
    wks_bym2_mode step;
    wks_bym2_mode trial;
    wks_bym2_mode shift; /* of the mean from the mode, see bym2_gaussian.c */
    wks_bym2_mode pull;  /* slope of E log posterior there */
    wks_bym2_diagnostics *diagnostics;
} wks_bym2_laplace;

/* The posterior of the effects at the hyperparameters found last, means corrected for skewness. */
typedef struct wks_bym2_gaussian {
    double *coefficient; /* [p] */
    double *covariance;  /* [p * p] */
    double *effect;      /* [n_areas] */
    double *effect_variance;
    double *eta; /* [n] all observations */
    double *eta_variance;
    double *weight; /* [counts.n] of the observed ones, at the mode */
} wks_bym2_gaussian;

WKS_MUST_CHECK wks_code wks_bym2_laplace_make(wks_bym2_problem *problem,
                                              wks_bym2_structure *structure,
                                              wks_bym2_diagnostics *diagnostics, wks_arena *arena,
                                              wks_bym2_laplace *out, wks_error *err);

/* Find the mode from laplace->mode; *log_density is the log of the Laplace approximation of
 * p(y | hyper), without the prior of hyper.
 * Errors: WKS_E_NUMERIC  no mode in 100 steps, or a matrix that cannot be factored. */
WKS_MUST_CHECK wks_code wks_bym2_laplace_find(wks_bym2_laplace *laplace,
                                              const wks_bym2_hyper *hyper, double *log_density,
                                              wks_error *err);

/* After find: minus the Hessian times step = right-hand side, which is given in step, in place. */
void wks_bym2_laplace_solve(wks_bym2_laplace *laplace, wks_bym2_mode *step);

/* out = R u, at the hyperparameters found last. */
void wks_bym2_laplace_times_r(const wks_bym2_laplace *laplace, const double *u, double *out);

/* After find.  is_corrected: move the means by the skewness of the likelihood. */
WKS_MUST_CHECK wks_code wks_bym2_gaussian_make(const wks_bym2_problem *problem, size_t n,
                                               wks_arena *arena, wks_bym2_gaussian *out,
                                               wks_error *err);
void wks_bym2_laplace_describe(wks_bym2_laplace *laplace, bool is_corrected,
                               wks_bym2_gaussian *out);

/* After find: the trace of (X'WX + prior)^-1 X'WX over coefficients and effects. */
double wks_bym2_laplace_effective(wks_bym2_laplace *laplace, const wks_bym2_gaussian *gaussian);

/* After find at a point described before: make ready to draw from it again. */
void wks_bym2_laplace_condition(wks_bym2_laplace *laplace, const wks_bym2_gaussian *gaussian);

/* After find and describe or condition: m <= 8 joint draws around the means of gaussian, each from
 * its own stream; coefficient [p] and effect [n_areas] of draw c at coefficient[c], effect[c]; room
 * is [n_areas * m]. */
void wks_bym2_laplace_draw(wks_bym2_laplace *laplace, const wks_bym2_gaussian *gaussian, size_t m,
                           wks_random *streams, double *const *coefficient, double *const *effect,
                           double *room);

#endif
