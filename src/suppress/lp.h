/* suppress/lp.h - a linear programme that is solved many times, each time a little different.
 *
 * Least sum of cost x column over the columns, each between its limits, where rows of a sparse
 * matrix are 0 or at least a number.  Each solution starts from the one before.  By CLP (EPL-2.0);
 * the only file that sees it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_LP_H
#define WKS_SUPPRESS_LP_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef struct wks_lp wks_lp;

typedef struct wks_lp_matrix {
    size_t n_rows;
    size_t n_columns;
    const int *first;    /* [n_columns + 1] */
    const int *row;      /* [first[n_columns]] */
    const double *entry; /* [first[n_columns]] */
} wks_lp_matrix;

typedef enum wks_lp_answer {
    WKS_LP_OPTIMAL,
    WKS_LP_INFEASIBLE,
    WKS_LP_UNBOUNDED
} wks_lp_answer;

typedef enum wks_lp_method {
    WKS_LP_PRIMAL, /* after other costs, or wider limits */
    WKS_LP_DUAL    /* after tighter limits, or more rows */
} wks_lp_method;

/* Every row is 0, every column fixed at 0 and free of cost.  Close it; the handle itself lives in
 * arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_lp_open(const wks_lp_matrix *matrix, wks_arena *arena, wks_lp **out,
                                    wks_error *err);
void wks_lp_close(wks_lp *lp);

void wks_lp_limit(wks_lp *lp, size_t column, double least, double most);
void wks_lp_cost(wks_lp *lp, size_t column, double cost);
/* One more row: at least `least`. */
void wks_lp_add_row(wks_lp *lp, size_t n, const int *column, const double *entry, double least);

/* Forget the last solution: the next starts from every column at its limit nearest to 0.  Better
 * when it will be near there than near the last. */
void wks_lp_restart(wks_lp *lp);

/* Errors: WKS_E_NUMERIC  the solver came to no answer. */
WKS_MUST_CHECK wks_code wks_lp_solve(wks_lp *lp, wks_lp_method method, wks_lp_answer *out,
                                     wks_error *err);

/* Of the last solution, until the next. */
double wks_lp_total(const wks_lp *lp);
const double *wks_lp_point(const wks_lp *lp);   /* [n_columns] */
const double *wks_lp_reduced(const wks_lp *lp); /* [n_columns] cost less what the rows pay */

#endif
