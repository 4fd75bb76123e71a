/* math/optimise.h - the lowest point of a smooth function of a few numbers.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_OPTIMISE_H
#define WKS_MATH_OPTIMISE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_OPTIMISE_MOST = 5 /* numbers to choose */
};

/* The function: its value at x [n] into *value; INFINITY where it has none.  Smooth between the
 * bounds.  A failure ends the search and is passed up. */
typedef wks_code (*wks_optimise_function)(void *context, const double *x, double *value,
                                          wks_error *err);

typedef struct wks_optimise_options {
    const double *lower, *upper; /* [n] bounds; the answer may lie on them */
    const double *step;          /* [n] for differences: small against the scale of the function,
                                    large against its noise */
    const double *longest;       /* [n] most that a number moves in one round */
    double slope;                /* done when every slope, times step, is below this */
    size_t most_rounds;
} wks_optimise_options;

typedef struct wks_optimise_result {
    double value;
    double slope[WKS_OPTIMISE_MOST];                         /* at the answer, by differences */
    double curvature[WKS_OPTIMISE_MOST * WKS_OPTIMISE_MOST]; /* [n * n] second derivatives */
    double largest_slope; /* of the numbers that do not lie on a bound */
    size_t n_rounds;
    bool has_converged;
} wks_optimise_result;

/* From x [n], n <= WKS_OPTIMISE_MOST, to the lowest point near it: Newton's method on central
 * differences, with the curvature made positive, steps halved until the value falls, and numbers
 * held on a bound that the slope pushes against (Nocedal & Wright 2006, Numerical Optimization, ch.
 * 3 and 16, doi:10.1007/978-0-387-40065-5).  No convergence is not an error: see has_converged.
 * Errors: those of the function; WKS_E_NUMERIC  its value at x is not finite. */
WKS_MUST_CHECK wks_code wks_optimise_newton(wks_optimise_function function, void *context, size_t n,
                                            const wks_optimise_options *options, double *x,
                                            wks_optimise_result *out, wks_error *err);

/* The lowest point of a function of one number in [lower, upper], within tolerance, by Brent's
 * method (Brent 1973, Algorithms for Minimization without Derivatives, ch. 5).
 * Errors: those of the function. */
WKS_MUST_CHECK wks_code wks_optimise_brent(wks_optimise_function function, void *context,
                                           const double range[2], double tolerance, double *x,
                                           double *value, wks_error *err);

#endif
