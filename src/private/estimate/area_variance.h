/* private/estimate/area_variance.h - models whose areas lean on each other, in space or in time.
 *
 * y = X b + u + e, e ~ N(0, diag D) with D known, u ~ N(0, G(theta)) over all areas, those without
 * a figure too.  A model gives G with its first and second derivatives; this file finds theta by ML
 * or REML at the exact optimum, predicts, and gives the second-order MSE of Das, Jiang & Rao
 * (2004), Ann. Statist. 32:818-840, doi:10.1214/009053604000000201: with T = I - G S'V^-1 S (S
 * picks the areas that have a figure) g1 = diag G T', g2 from b, g3 = sum I^ab diag(T Ga S' V^-1 S
 * Gb T'), g4 = sum I^ab diag(T Gab T') / 2, mse = g1 + g2 + 2 g3 - g4 (- bias of ML times the slope
 * of g1), which for a spatial autoregression is that of Singh, Shukla & Kundu (2005), Survey
 * Methodology 31:183-195.  Dense: meant for at most WKS_AREA_VARIANCE_MOST areas.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_AREA_VARIANCE_H
#define WKS_PRIVATE_ESTIMATE_AREA_VARIANCE_H

#include "private/estimate/fay_herriot.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_AREA_VARIANCE_PARAMETERS = 4,
    WKS_AREA_VARIANCE_PAIRS = 10,
    WKS_AREA_VARIANCE_MOST = 1200
};

/* G and its derivatives, each [n x n] symmetric.  first [k], second [pair (a, b), b <= a at
 * a (a + 1) / 2 + b]; a second derivative that is zero everywhere has is_zero set. */
typedef struct wks_area_variance_matrices {
    double *g;
    double *first[WKS_AREA_VARIANCE_PARAMETERS];
    double *second[WKS_AREA_VARIANCE_PAIRS];
    bool is_zero[WKS_AREA_VARIANCE_PAIRS];
} wks_area_variance_matrices;

typedef struct wks_area_variance_model {
    size_t n_parameters;
    /* A variance has low 0 and high INFINITY; a correlation -1 and 1, and owner, the variance it
     * is of no meaning without. */
    double low[WKS_AREA_VARIANCE_PARAMETERS], high[WKS_AREA_VARIANCE_PARAMETERS];
    size_t owner[WKS_AREA_VARIANCE_PARAMETERS]; /* itself for a variance */
    const double *starts;                       /* [n_starts * n_parameters] */
    size_t n_starts;
    const void *context;
    /* Fill g; with_derivatives the rest as well.
     * Errors: WKS_E_NUMERIC  G does not exist at this theta. */
    wks_code (*fill)(const void *context, const double *theta, bool with_derivatives,
                     wks_area_variance_matrices *out, wks_error *err);
} wks_area_variance_model;

typedef struct wks_area_variance_fit {
    wks_fay_herriot_fit areas; /* a and a_error: of the first parameter; gamma: see below */
    double theta[WKS_AREA_VARIANCE_PARAMETERS];
    double theta_error[WKS_AREA_VARIANCE_PARAMETERS]; /* NAN at a bound */
    bool is_at_bound[WKS_AREA_VARIANCE_PARAMETERS];   /* zero variance, or a correlation that then
                                                         means nothing */
    double restricted_log_likelihood;                 /* with its constants */
    size_t n_rounds;
} wks_area_variance_fit;

/* gamma is the weight of the area's own figure in its estimate, given b.
 * status ZERO: the first variance is zero.
 * Errors: as wks_fay_herriot_fit_areas; WKS_E_ARGUMENT also for a method other than ML and REML,
 * and for more than WKS_AREA_VARIANCE_MOST areas. */
WKS_MUST_CHECK wks_code wks_area_variance_fit_areas(const wks_fay_herriot_data *data,
                                                    const wks_area_variance_model *model,
                                                    wks_fay_herriot_method method, wks_arena *arena,
                                                    wks_area_variance_fit *fit, wks_error *err);

#endif
