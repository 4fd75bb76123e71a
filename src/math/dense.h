/* math/dense.h - dense matrices: the few steps of linear algebra that the methods take.
 *
 * A matrix is an array of doubles by column, as in BLAS: entry (row, column) of an [n x p] matrix
 * stands at row + column * n.  Symmetric matrices are read from, and factors written to, their
 * lower triangle.  Over OpenBLAS and LAPACK; each call stays on its own
 * thread, and several may run side by side.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_DENSE_H
#define WKS_MATH_DENSE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* c = a' diag(w) b; a [n x p], b [n x q], w [n] or NULL for ones, c [p x q]. */
void wks_dense_cross(size_t n, size_t p, size_t q, const double *a, const double *w,
                     const double *b, double *c);
/* y = a x (or a' x); a [n x p]. */
void wks_dense_times(size_t n, size_t p, const double *a, const double *x, double *y);
void wks_dense_transposed_times(size_t n, size_t p, const double *a, const double *x, double *y);
/* c = a b; a [n x k], b [k x m], c [n x m]. */
void wks_dense_product(size_t n, size_t k, size_t m, const double *a, const double *b, double *c);

/* In place: a = L L', a [n x n] symmetric positive definite; the upper triangle is left as it was.
 * Errors: WKS_E_NUMERIC  not positive definite. */
WKS_MUST_CHECK wks_code wks_dense_cholesky(size_t n, double *a, wks_error *err);
/* Of the factor: log |a|; solve a x = b in place for m columns of b; L x = b; L' x = b. */
double wks_dense_log_determinant(size_t n, const double *l);
void wks_dense_solve(size_t n, size_t m, const double *l, double *b);
void wks_dense_solve_lower(size_t n, size_t m, const double *l, double *b);
void wks_dense_solve_lower_transposed(size_t n, size_t m, const double *l, double *b);
/* In place of the factor: the whole inverse of a, both triangles. */
void wks_dense_inverse(size_t n, double *l);

/* a = V diag(values) V': values [n] ascending, a becomes V (eigenvectors in columns).
 * Errors: WKS_E_NUMERIC  no convergence; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_dense_eigen(size_t n, double *a, double *values, wks_arena *arena,
                                        wks_error *err);

/* What a least-squares fit gives. */
typedef struct wks_least_squares {
    double *coefficients; /* [p] */
    double *covariance;   /* [p x p] (X' W X)^-1, without the residual variance */
    double *fitted;       /* [n] X b */
} wks_least_squares;

/* Weighted least squares of y [n] on x [n x p] by QR with column pivoting; weights [n] >= 0 or
 * NULL. Errors: WKS_E_NUMERIC  collinear: the text names the column (from 1) that others make up
 *         WKS_E_ARGUMENT n < p; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_dense_least_squares(size_t n, size_t p, const double *x,
                                                const double *weights, const double *y,
                                                wks_arena *arena, wks_least_squares *out,
                                                wks_error *err);

#endif
