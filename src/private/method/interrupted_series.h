/* private/method/interrupted_series.h - did a series change when something began?
 *
 * One area, many periods: a segmented regression with a level (a step) at the start, a slope before
 * it, on request a change of slope after it and a yearly wave; counts over an exposure with a log
 * link, or values with an identity link.  Beside it the same model by least squares on the rate,
 * with errors that allow for autocorrelation, and what the series would have done without.
 * Source: Lopez Bernal, Cummins & Gasparrini (2017), IJE 46:348-355, doi:10.1093/ije/dyw098.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_INTERRUPTED_SERIES_H
#define WKS_PRIVATE_METHOD_INTERRUPTED_SERIES_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/effect_guard.h"
#include "private/method/glm.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    /* Fewer points than this before or after the start are refused; practice asks 8 each.
     * Source: Penfold & Zhang (2013), Academic Pediatrics 13:S38-S44,
     * doi:10.1016/j.acap.2013.08.002. */
    WKS_INTERRUPTED_SERIES_LEAST_POINTS = 8,
    WKS_INTERRUPTED_SERIES_MOST_LAGS = 12, /* of the autocorrelations */
    WKS_INTERRUPTED_SERIES_AUTOMATIC_LAG = -1
};

typedef struct wks_interrupted_series_data {
    size_t n;
    const double *y;        /* [n] count (or value), NAN where the period is missing */
    const double *time;     /* [n] ascending, steps whole multiples of the smallest one */
    const double *exposure; /* [n] > 0: population or person-time; NULL is 1 everywhere */
} wks_interrupted_series_data;

typedef struct wks_interrupted_series_options {
    wks_glm_family family; /* Poisson, quasi-Poisson, or Gaussian (then without exposure) */
    double at;             /* first time of the new situation */
    bool has_slope;        /* a change of slope too */
    double level_shift;    /* measure the level at this time after the start: 0 is at the start;
                              -at is how R reads step * time; matters with has_slope only */
    double epsilon;        /* as in wks_glm_data */
    size_t n_harmonics;    /* pairs of sine and cosine */
    double period;         /* of the wave, in units of time; > 0 when n_harmonics > 0 */
    double per;            /* the rate is per this exposure: 100000 */
    int lag;               /* of Newey-West; WKS_INTERRUPTED_SERIES_AUTOMATIC_LAG */
    double confidence;     /* 0.95 */
    bool use_t;            /* Student's t instead of the normal where dispersion is estimated */
} wks_interrupted_series_options;

/* A coefficient on the scale of the linear predictor. */
typedef struct wks_interrupted_series_term {
    const char *name; /* constant, time, level, slope, sine1, cosine1, ...: lives for ever or in
                         the arena */
    double value, se, lower, upper, p;
} wks_interrupted_series_term;

/* A period of the series, on the scale of y; the intervals are of the expected value. */
typedef struct wks_interrupted_series_point {
    double time;
    double observed; /* NAN: missing */
    double fitted, fitted_lower, fitted_upper;
    double without, without_lower, without_upper; /* the counterfactual; NAN before the start */
} wks_interrupted_series_point;

/* Everything but refusal and model_status only when refusal is WKS_EFFECT_ALLOWED. */
typedef struct wks_interrupted_series {
    wks_effect_refusal refusal;  /* too few before or after, or WKS_EFFECT_NOT_FITTED */
    wks_glm_status model_status; /* why it could not be fitted */
    const char *collinear;       /* the term's name, for WKS_GLM_COLLINEAR */
    size_t n_before, n_after, n_missing;
    wks_glm_fit fit;
    wks_interrupted_series_term *terms; /* [n_terms] */
    size_t n_terms;
    size_t level, slope;       /* index of their terms; slope is n_terms when there is none */
    wks_glm_f_test slope_test; /* of the change of slope, whether or not it is in the model; NANs
                                  when the model with it could not be fitted */
    /* least squares on the rate (y / exposure * per), same columns */
    wks_interrupted_series_term *rate_terms; /* [n_terms] se by least squares */
    double *newey_west_se;                   /* [n_terms] */
    size_t lag;
    double durbin_watson;                                     /* of the residuals of the rate */
    double autocorrelation[WKS_INTERRUPTED_SERIES_MOST_LAGS]; /* of the model's Pearson residuals;
                                                                 lag 1 first, NAN: too far apart */
    size_t n_autocorrelations;
    double autocorrelation_limit; /* what white noise stays under, 95 of 100: 1.96 / sqrt(n) */
    wks_interrupted_series_point *points;      /* [n] */
    double excess, excess_lower, excess_upper; /* sum over the periods after of fitted - without */
} wks_interrupted_series;

/* Fit.  Everything in out lives in arena.  Intervals are normal unless use_t.
 * Errors: WKS_E_ARGUMENT  times that do not ascend or stand on no grid, a negative count, an
 *                         exposure that is not above 0, harmonics without a period: the text names
 *                         the row, from 1
 *         WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_interrupted_series_fit(const wks_interrupted_series_data *data,
                                                   const wks_interrupted_series_options *options,
                                                   wks_arena *arena, wks_interrupted_series *out,
                                                   wks_error *err);

#endif
