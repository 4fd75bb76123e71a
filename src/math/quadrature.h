/* math/quadrature.h - nodes and weights for integrals against a normal density.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_QUADRATURE_H
#define WKS_MATH_QUADRATURE_H

#include <stddef.h>

enum {
    WKS_QUADRATURE_MOST = 64
};

/* Gauss-Hermite: E f(Z) = sum weight[k] f(node[k]) for Z standard normal, exact for polynomials up
 * to degree 2 n - 1; nodes ascending, symmetric to the last bit.  1 <= n <= WKS_QUADRATURE_MOST.
 * By Newton's method on the orthonormal Hermite functions (Golub & Welsch 1969, Math. Comp.
 * 23:221-230, doi:10.1090/S0025-5718-69-99647-1, for the identity of nodes and eigenvalues). */
void wks_quadrature_hermite(size_t n, double *node, double *weight);

#endif
