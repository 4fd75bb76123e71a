/* private/estimate/area_variance_parts.h - what the fit of area_variance.h hands to its prediction.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_AREA_VARIANCE_PARTS_H
#define WKS_PRIVATE_ESTIMATE_AREA_VARIANCE_PARTS_H

#include "private/estimate/area_variance.h"

/* Of n areas m have a figure. */
typedef struct wks_area_variance_work {
    const wks_fay_herriot_data *data;
    const wks_area_variance_model *model;
    bool is_restricted;
    size_t n, m, p, k; /* k: parameters */
    size_t *area;      /* [m] */
    double *x;         /* [m x p] */
    double *y, *d;     /* [m] */
    wks_area_variance_matrices matrices;
    double *v;                                     /* [m x m] V, its factor or its inverse */
    double *projector;                             /* [m x m] P */
    double *product[WKS_AREA_VARIANCE_PARAMETERS]; /* [m x m] P Va or V^-1 Va */
    double *slope;                                 /* [m x m] Va */
    double *vx;                                    /* [m x p] V^-1 X, or L^-1 X */
    double *cross;                                 /* [p x p] X'V^-1 X, then its inverse */
    double *py;                                    /* [m] */
    double *room;                                  /* [m * (k + p + 1)] */
    double *beta;                                  /* [p] */
    double log_v, log_cross, quadratic;
    double score[WKS_AREA_VARIANCE_PARAMETERS];
    double observed[WKS_AREA_VARIANCE_PARAMETERS * WKS_AREA_VARIANCE_PARAMETERS];
    double expected[WKS_AREA_VARIANCE_PARAMETERS * WKS_AREA_VARIANCE_PARAMETERS];
} wks_area_variance_work;

/* out [m x m] = the rows and columns of full [n x n] that have a figure. */
void wks_area_variance_gather(const wks_area_variance_work *work, const double *full, double *out);
/* With the derivatives at theta in place: P, py, score and both informations. */
WKS_MUST_CHECK wks_code wks_area_variance_derive(wks_area_variance_work *work, const double *theta,
                                                 bool with_restricted_traces, wks_error *err);
/* Estimates and MSE into fit->areas, whose arrays are there; derive was called with restricted
 * traces.  free [k]: the parameters that are not at a bound. */
WKS_MUST_CHECK wks_code wks_area_variance_predict(wks_area_variance_work *work, const bool *is_free,
                                                  wks_arena *arena, wks_area_variance_fit *fit,
                                                  wks_error *err);
/* The inverse of the rows and columns of information [k x k] that are free; zeros elsewhere.
 * false when it is not positive definite. */
bool wks_area_variance_invert(size_t k, const double *information, const bool *is_free,
                              double *inverse);

#endif
