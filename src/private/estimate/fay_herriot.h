/* private/estimate/fay_herriot.h - steadier figures for areas with few observations.
 *
 * Each area's own figure is pulled towards what its covariates predict; the noisier, the harder:
 * y_i = x_i'b + v_i + e_i, v_i ~ (0, A), e_i ~ (0, D_i) with D_i known.  An area without a figure
 * of its own gets the prediction.
 * Source: Fay & Herriot (1979), JASA 74:269-277, doi:10.1080/01621459.1979.10482505.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* How A is found.  Each is solved to the exact optimum of its own equation, |step| < 1e-12 A.
 * The adjusted likelihoods are never zero: they times the likelihood by A (Li & Lahiri 2010, J.
 * Multivariate Analysis 101:882-892, doi:10.1016/j.jmva.2009.10.009) or by a factor that fades with
 * more areas (YL: Yoshimori & Lahiri 2014, J. Multivariate Analysis 124:281-294,
 * doi:10.1016/j.jmva.2013.10.012). */
typedef enum wks_fay_herriot_method {
    WKS_FAY_HERRIOT_REML,
    WKS_FAY_HERRIOT_ML,
    WKS_FAY_HERRIOT_MOMENT, /* Fay & Herriot's own: weighted residual squares equal n - p */
    WKS_FAY_HERRIOT_AMRL,   /* adjusted REML, Li & Lahiri */
    WKS_FAY_HERRIOT_AMRL_YL,
    WKS_FAY_HERRIOT_AMPL, /* adjusted profile likelihood (ML) */
    WKS_FAY_HERRIOT_AMPL_YL,
    WKS_FAY_HERRIOT_HB /* posterior with a flat prior on A: fay_herriot_bayes.h */
} wks_fay_herriot_method;

/* Which mean squared error. */
typedef enum wks_fay_herriot_mse {
    /* g1 + g2 + 2 g3 - bias term of the method (none for REML and AMRL_YL); Prasad & Rao (1990),
     * JASA 85:163-171, doi:10.1080/01621459.1990.10475320; Datta & Lahiri (2000), Statistica
     * Sinica 10:613-627; for the moment estimator Datta, Rao & Smith (2005), Biometrika
     * 92:183-196, doi:10.1093/biomet/92.1.183. */
    WKS_FAY_HERRIOT_MSE_SECOND_ORDER,
    /* g1 + g2, as if A were known; what hbsae 1.2 gives for REML. */
    WKS_FAY_HERRIOT_MSE_NAIVE
} wks_fay_herriot_mse;

typedef enum wks_fay_herriot_status {
    WKS_FAY_HERRIOT_OK,
    /* The best A is zero: every estimate is the prediction of the regression, and the MSE is too
     * small.  AMRL_YL does not have this. */
    WKS_FAY_HERRIOT_ZERO
} wks_fay_herriot_status;

typedef struct wks_fay_herriot_data {
    size_t n_areas;
    size_t n_covariates;    /* the constant included */
    const double *y;        /* [n_areas] direct figure, NAN where the area has none */
    const double *variance; /* [n_areas] D_i, > 0 where y is known */
    const double *x;        /* [n_areas x n_covariates] by column, all known */
} wks_fay_herriot_data;

typedef struct wks_fay_herriot_options {
    wks_fay_herriot_method method;
    wks_fay_herriot_mse mse;
} wks_fay_herriot_options;

typedef struct wks_fay_herriot_fit {
    wks_fay_herriot_status status;
    double *estimate;       /* [n_areas] */
    double *mse;            /* [n_areas] of estimate */
    double *gamma;          /* [n_areas] share of the own figure, A / (A + D); 0 without one */
    double *residual;       /* [n_areas] (y - x'b) / sqrt(A + D); NAN without y */
    bool *is_out_of_sample; /* [n_areas] there was no y */
    double *coefficients;   /* [p] */
    double *covariance;     /* [p x p] of the coefficients, A as known */
    double a;               /* between-area variance that covariates leave */
    double a_error;         /* its standard error, of the method */
    double log_likelihood;  /* marginal, at (b, A), as sae prints it */
    double aic, bic;        /* with p + 1 parameters */
    size_t n_used;          /* areas with y */
    size_t n_optima;        /* local optima met; more than one asks for a look */
} wks_fay_herriot_fit;

/* Fit and predict.  The arrays of fit live in arena.  method HB gives WKS_E_ARGUMENT here.
 * Errors: WKS_E_ARGUMENT  n_used <= p + 1, an x or a variance that is no number or not positive:
 *                         the text counts the area from 1
 *         WKS_E_NUMERIC   collinear covariates (the text counts the column from 1), or no
 *                         convergence; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_fay_herriot_fit_areas(const wks_fay_herriot_data *data,
                                                  const wks_fay_herriot_options *options,
                                                  wks_arena *arena, wks_fay_herriot_fit *fit,
                                                  wks_error *err);

/* "REML", "ML", "FH", "AMRL", "AMRL_YL", "AMPL", "AMPL_YL", "HB"; as users write them. */
const char *wks_fay_herriot_method_name(wks_fay_herriot_method method);
/* false when there is no such method. */
bool wks_fay_herriot_method_find(const char *name, wks_fay_herriot_method *out);
/* One sentence on the status, in the user's language. */
const char *wks_fay_herriot_status_text(wks_fay_herriot_status status);

#endif
