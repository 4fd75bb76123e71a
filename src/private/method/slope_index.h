/* private/method/slope_index.h - slope and relative index of inequality by a straight line (PHE).
 *
 * The indicator of each quantile is regressed on the quantile's place in the population (0 the
 * least, 1 the most advantaged), weighted by its people; SII is the fitted difference between the
 * ends and RII their ratio.  Intervals come from the standard errors of the quantiles: closed form,
 * or by seeded Monte Carlo as phe_sii of PHEindicatormethods does.
 * Source: Low & Low (2004), Journal of Public Health 26:388-395, doi:10.1093/pubmed/fdh175; the
 * interval of the ratio: Fieller (1954), JRSS B 16:175-185, doi:10.1111/j.2517-6161.1954.tb00159.x.
 * The WHO's index, logistic on the rank, is in inequality.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_SLOPE_INDEX_H
#define WKS_PRIVATE_METHOD_SLOPE_INDEX_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The scale on which a quantile's error is normal. */
typedef enum wks_slope_scale {
    WKS_SLOPE_PLAIN,
    WKS_SLOPE_LOG,  /* rates; value > 0 */
    WKS_SLOPE_LOGIT /* proportions; 0 < value < 1 */
} wks_slope_scale;

typedef struct wks_slope_data {
    size_t n_quantiles;       /* at least 5; areas by themselves are quantiles too */
    const double *value;      /* [n_quantiles] from the least to the most advantaged */
    const double *se;         /* [n_quantiles] >= 0, on the scale */
    const double *population; /* [n_quantiles] > 0 */
    wks_slope_scale scale;
    bool fits_on_scale; /* the line too, and its ends are transformed back */
    bool holds_level;   /* with fits_on_scale: leave out that the level of the line is uncertain, as
                           the limits of PHEindicatormethods 2.1.0 do; false is right */
    double multiplier;  /* of SII, not 0; when negative RII is turned over too */
} wks_slope_data;

typedef struct wks_slope_index {
    double intercept;  /* fitted at rank 0 */
    double difference; /* SII */
    double ratio;      /* RII; NAN when not has_ratio */
    bool has_ratio;    /* false when an end of the line is not above zero */
    double *at_zero;   /* [n_quantiles] what each quantile adds to the line's value at rank 0 */
    double *at_one;    /* [n_quantiles] and at rank 1 */
} wks_slope_index;

typedef struct wks_slope_limits {
    double confidence;
    double difference_lower, difference_upper;
    double ratio_lower, ratio_upper; /* NAN when not has_ratio */
    bool has_ratio; /* false also when the value at rank 0 is not demonstrably above zero */
} wks_slope_limits;

/* The standard error on the scale from 95 % limits of a value; NAN outside the scale's domain. */
double wks_slope_se(wks_slope_scale scale, double lower, double upper);

/* The line; arrays live in arena.
 * Errors: WKS_E_ARGUMENT  fewer than 5 quantiles; a population not above 0, an se missing or below
 * 0, a value outside the scale's domain (the text names the quantile, from 1); a multiplier of 0
 *         WKS_E_NUMERIC   all but one quantile carry no weight
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_slope_index_fit(const wks_slope_data *data, wks_arena *arena,
                                            wks_slope_index *out, wks_error *err);

/* Closed form at this confidence (0.5..0.9999): first-order variance for the difference, Fieller's
 * for the ratio (of the logarithm when the line is fitted on the scale). */
wks_slope_limits wks_slope_index_limits(const wks_slope_data *data, const wks_slope_index *fit,
                                        double confidence);

typedef struct wks_slope_simulation {
    size_t n_repetitions; /* at least 1000 */
    uint64_t seed;
    uint64_t stream; /* of the area, so that areas do not depend on each other */
    size_t n_levels;
    const double *confidence; /* [n_levels] */
} wks_slope_simulation;

/* Monte Carlo limits [n_levels]: every value drawn from its normal on the scale, the line fitted,
 * order statistics taken as phe_sii does.  Where the line is linear in what is drawn, its two ends
 * are drawn at once from their joint normal: the same law in fewer numbers.
 * Errors: WKS_E_ARGUMENT  fewer than 1000 repetitions, a confidence not 0.5..0.9999
 *         WKS_E_NUMERIC   standard errors so large that a draw is not finite; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_slope_index_simulate(const wks_slope_data *data,
                                                 const wks_slope_index *fit,
                                                 const wks_slope_simulation *how, wks_arena *arena,
                                                 wks_slope_limits *out, wks_error *err);

#endif
