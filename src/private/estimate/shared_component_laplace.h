/* private/estimate/shared_component_laplace.h - the Gaussian approximation of both effects at one
 * value of the hyperparameters.
 *
 * As in bym2_laplace.h each effect is f = sd sqrt(phi) u + sd sqrt(1 - phi) e with u ~ R^-1 and e ~
 * I, now two in every area; (need, use) of an area is X b + M f with M = (1 0; slope 1).  Every
 * step eliminates e by area, which leaves a sparse matrix for u (node 2 i + k: effect k of area i)
 * and a small dense one for the coefficients.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_LAPLACE_H
#define WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_LAPLACE_H

#include "base/arena.h"
#include "base/error.h"
#include "math/random.h"
#include "math/sparse.h"
#include "private/estimate/neighbours.h"

#include <stddef.h>

/* A symmetric matrix of two by two. */
typedef struct wks_pair_matrix {
    double first, cross, second;
} wks_pair_matrix;

/* Of effect 0 (need) and 1 (gap): sd sqrt(phi) and sd sqrt(1 - phi). */
typedef struct wks_shared_hyper {
    double spatial[2], alone[2];
    double slope;
} wks_shared_hyper;

/* Coefficients a1, b, a2 and the standardised parts of the effects. */
typedef struct wks_shared_mode {
    double *coefficient; /* [p] */
    double *u, *e;       /* [2 n] */
} wks_shared_mode;

/* What the data say, laid out. */
typedef struct wks_shared_problem {
    const wks_neighbours *graph;
    size_t n, p;         /* areas; coefficients */
    double *need;        /* [n] 0 where unknown */
    double *need_weight; /* [n] 1 / variance, 0 where unknown */
    double *observed;    /* [n] 0 where unknown */
    double *expected;    /* [n] 0 where it tells nothing */
    double *x;           /* [n x n_x] by area, centred */
    double *precision;   /* [p] of normal priors; 0 is flat */
    double *start;       /* [p] */
    double *diagonal;    /* [n] of R, */
    double *beside;      /* [2 * n_pairs] in the order of the graph */
    double constant;     /* of the log likelihood */
} wks_shared_problem;

typedef struct wks_shared_laplace {
    const wks_shared_problem *problem;
    wks_shared_hyper hyper;
    wks_shared_mode mode, step, trial, pull;
    double value;                 /* log posterior of the effects at mode, less its constant */
    double *need, *use;           /* [n] the two predictors at mode */
    double *move_need, *move_use; /* [n] their changes by a step */
    /* by area */
    wks_pair_matrix *weight;  /* [n] W: of the predictors */
    wks_pair_matrix *reduced; /* [n] (W^-1 + M Q^2 M')^-1 */
    wks_pair_matrix *effect;  /* [n] M'W M */
    double *determinant;      /* [n] |I + Q M'W M Q| */
    double *through;          /* [2 n x p] cross C~ = M' reduced X, then Z = A^-1 S C~ */
    double *cross;            /* [2 n x p] */
    /* the sparse matrix over u */
    wks_sparse *sparse;
    double *a_diagonal, *a_beside; /* [2 n], [n_entries] */
    size_t *entry;      /* [2 * n_pairs] edge e of effect 0 in a_beside; then those of 1 */
    size_t *pair_entry; /* [2 n] the entry that joins the effects of an area */
    double *ones;       /* [2 n x 2] A^-1 times the ones of each effect */
    double *ones_total; /* [4 n_components] inverse of ones' A^-1 ones, by component */
    double *total;      /* [2 n_components x columns] scratch */
    double ones_log_determinant;
    double *schur; /* [p * p] factor over the coefficients */
    double *room;  /* [2 n x columns] */
    size_t n_evaluations, n_newton;
} wks_shared_laplace;

enum {
    WKS_SHARED_COLUMNS = 8 /* draws at a time */
};

/* The posterior of the effects at the hyperparameters found last. */
typedef struct wks_shared_gaussian {
    double *covariance;     /* [p x p] of the coefficients */
    double *jacobian;       /* [2 n x p] effects given coefficients b are f - jacobian (b - mean) */
    wks_pair_matrix *noise; /* [n] and have this covariance within an area */
    double *need_variance, *use_variance, *gap_variance, *expected_variance; /* [n] */
    wks_shared_mode mean;
} wks_shared_gaussian;

WKS_MUST_CHECK wks_code wks_shared_laplace_make(const wks_shared_problem *problem, wks_arena *arena,
                                                wks_shared_laplace *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_shared_mode_make(const wks_shared_problem *problem, wks_arena *arena,
                                             wks_shared_mode *out, wks_error *err);
void wks_shared_mode_copy(const wks_shared_problem *problem, const wks_shared_mode *from,
                          wks_shared_mode *to);

/* Find the mode from laplace->mode; *log_density: log of the Laplace approximation of p(data |
 * hyper). Errors: WKS_E_NUMERIC  no mode in 100 steps, or a matrix that cannot be factored. */
WKS_MUST_CHECK wks_code wks_shared_laplace_find(wks_shared_laplace *laplace,
                                                const wks_shared_hyper *hyper, double *log_density,
                                                wks_error *err);
/* At the predictors that the laplace holds: every matrix of a step.  Errors: WKS_E_NUMERIC. */
WKS_MUST_CHECK wks_code wks_shared_laplace_factor(wks_shared_laplace *laplace, wks_error *err);
/* Half the log determinant of minus the Hessian, u summing to zero by component. */
double wks_shared_laplace_half_log_determinant(const wks_shared_laplace *laplace);
/* After find: minus the Hessian times step = right-hand side, which is given in step, in place. */
void wks_shared_laplace_solve(wks_shared_laplace *laplace, wks_shared_mode *step);
/* What need and use [n] change by step. */
void wks_shared_laplace_rows(const wks_shared_laplace *laplace, const wks_shared_mode *step,
                             double *need, double *use);
/* The gradient at point, whose predictors are given; rows of use with a variance expect over it
 * (NULL: at the point).  */
void wks_shared_laplace_gradient(const wks_shared_laplace *laplace, const wks_shared_mode *point,
                                 const double *const predictor[2], const double *variance,
                                 wks_shared_mode *out);
/* In place: right-hand sides [2 n x m] by row become A^-1 times them, sums by component zero. */
void wks_shared_laplace_condition(wks_shared_laplace *laplace, size_t m, double *x);
/* The row [p] of the coefficients in need (0) or use (1) of an area. */
double wks_shared_laplace_row(const wks_shared_laplace *laplace, size_t area, size_t which,
                              size_t coefficient);

WKS_MUST_CHECK wks_code wks_shared_gaussian_make(const wks_shared_problem *problem,
                                                 wks_arena *arena, wks_shared_gaussian *out,
                                                 wks_error *err);
/* After find: variances, and the mean moved by the skewness of the counts. */
void wks_shared_laplace_describe(wks_shared_laplace *laplace, wks_shared_gaussian *out);
/* After describe: m <= WKS_SHARED_COLUMNS draws, each from its stream, of coefficients [p] and
 * effects [2 n]. */
void wks_shared_laplace_draw(wks_shared_laplace *laplace, const wks_shared_gaussian *gaussian,
                             size_t m, wks_random *streams, double *const *coefficient,
                             double *const *effect);

#endif
