/* private/method/glm.h - a small generalised linear model, for the methods that need one.
 *
 * Counts with an offset (Poisson), proportions out of trials (binomial), both with or without an
 * estimated dispersion, and plain least squares (Gaussian); by iteratively reweighted least squares
 * with step halving.  The answer has a typed status: a model that the data cannot carry is no error
 * of the caller, and never a silent number.
 * Source: McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., sections 2.5 and 4.5.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_GLM_H
#define WKS_PRIVATE_METHOD_GLM_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef enum wks_glm_family {
    WKS_GLM_GAUSSIAN,      /* identity link; the dispersion is the residual variance */
    WKS_GLM_POISSON,       /* log link, dispersion 1 */
    WKS_GLM_QUASIPOISSON,  /* log link, dispersion by Pearson's chi-squared */
    WKS_GLM_BINOMIAL,      /* logit link, dispersion 1 */
    WKS_GLM_QUASIBINOMIAL, /* logit link, dispersion by Pearson's chi-squared */
} wks_glm_family;

typedef struct wks_glm_data {
    wks_glm_family family;
    size_t n;             /* observations */
    size_t p;             /* columns of x, the constant included */
    const double *y;      /* [n] finite; counts >= 0; numbers out of trials for the binomials */
    const double *trials; /* [n] > 0, y <= trials; NULL is all 1; binomials only */
    const double *x;      /* [n x p] by column */
    const double *offset; /* [n] added to the linear predictor; NULL is 0 */
    double epsilon;       /* stop when the deviance changes by less than this part; 0 is 1e-8, with
                             which R's glm stops: standard errors are then R's to all digits, and
                             within some 1e-6 of what 1e-14, the end of the road, gives */
} wks_glm_data;

typedef enum wks_glm_status {
    WKS_GLM_FITTED,
    WKS_GLM_TOO_FEW,        /* no more observations than coefficients */
    WKS_GLM_COLLINEAR,      /* column is made up by the columns before it */
    WKS_GLM_NOTHING,        /* all counts are zero, or all proportions 0 or 1 */
    WKS_GLM_SEPARATED,      /* a coefficient runs off to infinity */
    WKS_GLM_NO_CONVERGENCE, /* not within 100 rounds */
} wks_glm_status;

/* Only status (and column) when it is not WKS_GLM_FITTED. */
typedef struct wks_glm_fit {
    wks_glm_status status;
    size_t column; /* of x, from 0: the collinear one */
    size_t rounds;
    size_t df;           /* n - p */
    double *coefficient; /* [p] */
    double *covariance;  /* [p x p] of the coefficients, times dispersion */
    double *linear;      /* [n] linear predictor, offset included */
    double *fitted;      /* [n] expected y */
    double deviance;
    double pearson;        /* Pearson's chi-squared */
    double overdispersion; /* pearson / df, whatever the family */
    /* the same in the weights of the last round, as R's summary.glm gives it */
    double estimated_dispersion;
    double
        dispersion; /* that went into covariance: 1 for Poisson and binomial, else the estimate */
} wks_glm_fit;

/* Fit.  The arrays of fit live in arena.
 * Errors: WKS_E_ARGUMENT  p is 0, a value that is not finite, a negative count, more than the
 *                         trials: the text names the observation, from 1; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_glm_fit_model(const wks_glm_data *data, wks_arena *arena,
                                          wks_glm_fit *fit, wks_error *err);

/* One sentence for a status. */
const char *wks_glm_status_text(wks_glm_status status);

/* The first column of x [n x p] that is a combination of those before it (or is all zeros), p when
 * there is none.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_glm_collinear(size_t n, size_t p, const double *x, wks_arena *arena,
                                          size_t *out, wks_error *err);

/* The linear predictor x' b of one row without offset, and its standard error. */
void wks_glm_predict(const wks_glm_fit *fit, size_t p, const double *row, double *linear,
                     double *se);

/* F test of a smaller model inside a larger one, dispersion of the larger:
 * F = ((D0 - D1) / (df0 - df1)) / estimated_dispersion, on df0 - df1 and df1 degrees of freedom. */
typedef struct wks_glm_f_test {
    double f;
    double df1, df2;
    double p;
} wks_glm_f_test;

wks_glm_f_test wks_glm_compare(const wks_glm_fit *smaller, const wks_glm_fit *larger);

#endif
