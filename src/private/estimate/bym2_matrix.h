/* private/estimate/bym2_matrix.h - a positive definite matrix on the graph of neighbours, under
 * the condition that what it is the precision of sums to zero in every component.
 *
 * The one place where the dense and the sparse path differ.  The condition is brought in by
 * conditioning on the sums ("kriging": Rue & Held 2005, Gaussian Markov Random Fields, algorithm
 * 2.6, doi:10.1201/9780203492024): with k = A^-1 1 over a component, x becomes x - k (1'x) / (1'k).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_MATRIX_H
#define WKS_PRIVATE_ESTIMATE_BYM2_MATRIX_H

#include "base/arena.h"
#include "base/error.h"
#include "math/sparse.h"
#include "private/estimate/bym2.h"
#include "private/estimate/neighbours.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_bym2_matrix {
    const wks_neighbours *graph;
    bool is_dense;
    bool is_constrained; /* components of two areas or more sum to zero */
    wks_sparse *sparse;  /* NULL when dense */
    double *dense;       /* [n * n] factor; NULL when sparse */
    double *block;       /* [n * 8] right-hand sides by column, dense */
    double *ones;        /* [n] A^-1 1 by component */
    double *ones_total;  /* [n_components] 1' A^-1 1 */
    double *total;       /* [n_components] scratch */
} wks_bym2_matrix;

/* Errors: WKS_E_MEMORY, and WKS_E_ARGUMENT for more areas than fit. */
WKS_MUST_CHECK wks_code wks_bym2_matrix_make(const wks_neighbours *graph, wks_bym2_path path,
                                             bool is_constrained, wks_arena *arena,
                                             wks_bym2_matrix *out, wks_error *err);

/* Factor diagonal [n] and beside [2 * n_pairs] in the order of graph->neighbour.
 * Errors: WKS_E_NUMERIC  not positive definite. */
WKS_MUST_CHECK wks_code wks_bym2_matrix_factor(wks_bym2_matrix *matrix, const double *diagonal,
                                               const double *beside, wks_error *err);

/* log |A|, over the x that meet the condition alone. */
double wks_bym2_matrix_log_determinant(const wks_bym2_matrix *matrix);
/* The covariance given the condition, times b [n x width] by row, in place; without the condition
 * too, for the structure matrix. */
void wks_bym2_matrix_solve(wks_bym2_matrix *matrix, size_t width, double *b);
void wks_bym2_matrix_solve_free(wks_bym2_matrix *matrix, size_t width, double *b);
/* Its diagonal [n], with and without the condition. */
void wks_bym2_matrix_variances(wks_bym2_matrix *matrix, double *variance);
void wks_bym2_matrix_variances_free(wks_bym2_matrix *matrix, double *variance);
/* In place: z [n x width] by row ~ N(0, I) becomes a draw from it. */
void wks_bym2_matrix_colour(wks_bym2_matrix *matrix, size_t width, double *z);

#endif
