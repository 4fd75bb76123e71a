/* private/estimate/fay_herriot_spatial.h - Fay-Herriot in which an area leans on its neighbours.
 *
 * The area effects follow a simultaneous autoregression: v = rho W v + u, u ~ N(0, A I).
 * Source: Pratesi & Salvati (2008), Statistical Methods & Applications 17:113-141,
 * doi:10.1007/s10260-007-0061-9; MSE: Singh, Shukla & Kundu (2005), see area_variance.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_SPATIAL_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_SPATIAL_H

#include "private/estimate/area_variance.h"

#include <stdbool.h>
#include <stddef.h>

/* W from pairs of areas (from 0): each row sums to one, or to zero for an area without neighbours,
 * which then leans on nothing but the regression.  A pair given twice counts once, and both ways
 * whether or not both are given; w [n_areas x n_areas] by column lives in arena.
 * Errors: WKS_E_ARGUMENT  an area that is its own neighbour, or an index past the end: the text
 *                         counts the pair from 1; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_fay_herriot_spatial_weights(size_t n_areas, size_t n_pairs,
                                                        const size_t *from, const size_t *to,
                                                        wks_arena *arena, double **w,
                                                        wks_error *err);

/* theta = (A, rho); w [n_areas x n_areas] by column, zero on its diagonal, need not be symmetric.
 * When A is zero, rho has no meaning: is_at_bound says so.
 * Errors: as wks_area_variance_fit_areas. */
WKS_MUST_CHECK wks_code wks_fay_herriot_spatial_fit(const wks_fay_herriot_data *data,
                                                    const double *w, wks_fay_herriot_method method,
                                                    wks_arena *arena, wks_area_variance_fit *fit,
                                                    wks_error *err);

/* The covariance of a simultaneous autoregression with unit variance, omega = C^-1 with
 * C = (I - rho W)'(I - rho W), and its derivatives to rho; for models that hold one. */
typedef struct wks_fay_herriot_spatial_part {
    size_t n;
    double *both;            /* [n x n] W + W' */
    double *square;          /* [n x n] W'W */
    double *omega;           /* [n x n] */
    double *slope, *bend;    /* [n x n] first and second derivative */
    double *turned, *middle; /* [n x n] room */
} wks_fay_herriot_spatial_part;

WKS_MUST_CHECK wks_code wks_fay_herriot_spatial_make(size_t n, const double *w, wks_arena *arena,
                                                     wks_fay_herriot_spatial_part *out,
                                                     wks_error *err);
/* Errors: WKS_E_NUMERIC  C is singular at this rho. */
WKS_MUST_CHECK wks_code wks_fay_herriot_spatial_at(const wks_fay_herriot_spatial_part *part,
                                                   double rho, bool with_derivatives,
                                                   wks_error *err);

#endif
