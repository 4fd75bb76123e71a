/* private/estimate/fay_herriot_profile.h - the likelihood of Fay-Herriot as a function of A alone.
 *
 * For fay_herriot.c and fay_herriot_bayes.c.  Covariates are made orthonormal once, so that what
 * follows does not depend on their units.  With w = 1 / (A + D), M = X'WX, P = W - WX M^-1 X'W.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_PROFILE_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_PROFILE_H

#include "private/estimate/fay_herriot.h"

#include <stdbool.h>
#include <stddef.h>

/* The areas with a figure, and the covariates of all in the orthonormal basis: x = q r. */
typedef struct wks_fay_herriot_profile {
    size_t n, p;
    size_t *area; /* [n] */
    double *y;    /* [n] */
    double *d;    /* [n] */
    double *q;    /* [n * p] by row */
    double *r;    /* [p x p] upper triangle, by column */
    double *room; /* for the functions here */
} wks_fay_herriot_profile;

/* What the likelihood and its first two derivatives need, at one A. */
typedef struct wks_fay_herriot_point {
    double a;
    double log_v;     /* sum log(A + D) */
    double log_m;     /* log |M|, in the orthonormal basis */
    double quadratic; /* y'Py */
    double w1, w2;    /* sum w, sum w^2 */
    double trace_m2;  /* tr(M^-1 X'W^2 X) */
    double p2, p3;    /* y'PPy, y'PPPy */
    double trace_p2;  /* tr(PP) */
    double *inverse;  /* [p x p] M^-1 */
    double *beta;     /* [p] in the orthonormal basis */
} wks_fay_herriot_point;

/* Errors: as wks_fay_herriot_fit_areas. */
WKS_MUST_CHECK wks_code wks_fay_herriot_profile_make(const wks_fay_herriot_data *data,
                                                     wks_arena *arena, wks_fay_herriot_profile *out,
                                                     wks_error *err);
/* Room for the arrays of a point. */
WKS_MUST_CHECK wks_code wks_fay_herriot_point_make(const wks_fay_herriot_profile *profile,
                                                   wks_arena *arena, wks_fay_herriot_point *out,
                                                   wks_error *err);
/* Fill the point at A >= 0.  false when M is not positive definite. */
bool wks_fay_herriot_point_at(const wks_fay_herriot_profile *profile, double a,
                              wks_fay_herriot_point *out);
/* Restricted log-likelihood, without constants. */
double wks_fay_herriot_point_restricted(const wks_fay_herriot_point *point);
/* The covariates of an area (a row of x, by column with n_areas rows) in the orthonormal basis. */
void wks_fay_herriot_profile_row(const wks_fay_herriot_profile *profile,
                                 const wks_fay_herriot_data *data, size_t area, double *out);
/* u'M^-1 u. */
double wks_fay_herriot_point_leverage(const wks_fay_herriot_point *point, size_t p,
                                      const double *u);

#endif
