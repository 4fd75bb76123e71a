/* math/sparse.h - factors of sparse symmetric matrices, and the part of the inverse on their fill.
 *
 * A matrix is a graph with a number for every row (the diagonal) and for every entry beside it.
 * The order of elimination is found once, by approximate minimum degree; then many matrices on the
 * same graph are factored as P A P' = L D L'.
 * Sources: Amestoy, Davis & Duff (2004), ACM TOMS 30:381-388, doi:10.1145/1024074.1024081;
 * Davis (2005), ACM TOMS 31:587-591, doi:10.1145/1114268.1114277;
 * Takahashi, Fagan & Chin (1973), PICA Conf. 8:63-69, for the selected inverse.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_SPARSE_H
#define WKS_MATH_SPARSE_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* The order, the last factor and room to work in. */
typedef struct wks_sparse wks_sparse;

/* Row i has an entry at columns column[start[i]] .. column[start[i + 1] - 1], ascending, without
 * itself, and the pattern is symmetric; both are copied.  Lives in arena.
 * Errors: WKS_E_ARGUMENT  n is 0, or more than 2^31 entries; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_sparse_order(size_t n, const size_t *start, const size_t *column,
                                         wks_arena *arena, wks_sparse **out, wks_error *err);

size_t wks_sparse_fill(const wks_sparse *sparse); /* entries of L below its diagonal */

/* Factor the matrix with diagonal [n] and entries beside it [start[n]], in the order of column.
 * Errors: WKS_E_NUMERIC  a pivot that is not positive: not positive definite. */
WKS_MUST_CHECK wks_code wks_sparse_factor(wks_sparse *sparse, const double *diagonal,
                                          const double *beside, wks_error *err);

/* Of the last factor: log |A|; and solve A x = b in place for m right-hand sides b [n x m] by row
 * (entry (i, k) at i * m + k). */
double wks_sparse_log_determinant(const wks_sparse *sparse);
void wks_sparse_solve(wks_sparse *sparse, size_t m, double *b);
/* In place: from z ~ N(0, I) to x ~ N(0, A^-1), m columns by row. */
void wks_sparse_colour(wks_sparse *sparse, size_t m, double *z);

/* The diagonal [n] of the inverse. */
void wks_sparse_inverse_diagonal(wks_sparse *sparse, double *diagonal);
/* After it: an entry of the inverse where the matrix has one (not elsewhere). */
double wks_sparse_inverse_entry(const wks_sparse *sparse, size_t row, size_t column);

#endif
