/* private/estimate/fay_herriot_bivariate_parts.h - the likelihood of need and use at one value of
 * the parameters, for the fit and for the draws.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_BIVARIATE_PARTS_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_BIVARIATE_PARTS_H

#include "private/estimate/fay_herriot_bivariate.h"

enum {
    WKS_BIVARIATE_PARAMETERS = 3 /* log sd of need, log sd of gap, slope / slope_scale */
};

typedef struct wks_bivariate_point {
    const wks_fay_herriot_bivariate_data *data;
    size_t p; /* n_x + n_z */
    double slope_scale;
    size_t n_figures;
    /* at the last value looked at: */
    wks_fay_herriot_bivariate_parameters at;
    double *w11, *w12, *w22; /* [n] inverse of S + V, zero where a figure is missing */
    double *cross;           /* [p x p] factor of the precision of the coefficients */
    double *beta;            /* [p] */
    double *row1, *row2;     /* [p] */
    double log_v, log_cross, quadratic;
} wks_bivariate_point;

/* Look at these parameters; false when there is no likelihood. */
bool wks_bivariate_point_look(wks_bivariate_point *point,
                              const wks_fay_herriot_bivariate_parameters *at);
/* theta to parameters. */
wks_fay_herriot_bivariate_parameters wks_bivariate_parameters(const wks_bivariate_point *point,
                                                              const double *theta);
/* The two rows of the design of area i: need = row1'beta, use = row2'beta. */
void wks_bivariate_rows(const wks_bivariate_point *point, size_t i, double *row1, double *row2);

/* (log sd, log sd, slope / scale) of a posterior, or of a likelihood. */
typedef enum wks_bivariate_target {
    WKS_BIVARIATE_ML,
    WKS_BIVARIATE_REML,
    WKS_BIVARIATE_POSTERIOR
} wks_bivariate_target;

double wks_bivariate_value(wks_bivariate_point *point, wks_bivariate_target target,
                           const double *theta);
/* The grid around mode with curvature [3 x 3] (minus the second derivative): nodes, moments. */
WKS_MUST_CHECK wks_code wks_bivariate_integrate(wks_bivariate_point *point, const double *mode,
                                                const double *curvature, wks_arena *arena,
                                                wks_fay_herriot_bivariate_fit *fit, wks_error *err);
/* Room; errors as wks_fay_herriot_bivariate_fit_areas. */
WKS_MUST_CHECK wks_code wks_bivariate_point_make(const wks_fay_herriot_bivariate_data *data,
                                                 wks_arena *arena, wks_bivariate_point *out,
                                                 wks_error *err);

#endif
