/* private/method/serial.h - what residuals in the order of time say, and errors that allow for it.
 *
 * Observations stand in slots of equal distance in time; a slot may be empty, so that a missing
 * month does not make its neighbours adjacent.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_SERIAL_H
#define WKS_PRIVATE_METHOD_SERIAL_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

/* Residuals of observations 0..n-1, each in its slot (ascending, no two the same). */
typedef struct wks_serial {
    size_t n;
    const size_t *slot;     /* [n] */
    const double *residual; /* [n] */
} wks_serial;

/* Sum of squared differences of neighbours over the sum of squares: 2 is no autocorrelation of the
 * first order.  NAN when all residuals are zero or no two are neighbours.
 * Source: Durbin & Watson (1950), Biometrika 37:409-428, doi:10.1093/biomet/37.3-4.409. */
double wks_serial_durbin_watson(const wks_serial *series);

/* Autocorrelation at lags 1..n_lags into out [n_lags], around the mean of the residuals, divided by
 * the sum of squares of all (as R's acf).  NAN where no two residuals lie so far apart. */
void wks_serial_autocorrelation(const wks_serial *series, size_t n_lags, double *out);

/* The number of lags that Newey & West propose for n observations: 4 (n / 100)^(2/9), rounded down.
 * Source: Newey & West (1994), Review of Economic Studies 61:631-653, doi:10.2307/2297912. */
size_t wks_serial_lag(size_t n);

/* Covariance of the coefficients of least squares, allowing for unequal variances and for
 * autocorrelation up to lag, with Bartlett weights, without prewhitening and without a correction
 * for the number of coefficients.  x [n x p] by column, bread [p x p] (X'X)^-1, out [p x p].
 * Source: Newey & West (1987), Econometrica 55:703-708, doi:10.2307/1913610.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_serial_newey_west(const wks_serial *series, size_t p, const double *x,
                                              const double *bread, size_t lag, wks_arena *arena,
                                              double *out, wks_error *err);

#endif
