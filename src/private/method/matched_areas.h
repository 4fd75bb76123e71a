/* private/method/matched_areas.h - areas that look like the treated one before it began.
 *
 * For each treated area the k nearest among the candidates, by level and trend of the outcome
 * before the start and by any covariates; and a table that says how alike they are. Source: Rubin
 * (1980), Biometrics 36:293-298, doi:10.2307/2529981 (Mahalanobis metric); Stuart (2010),
 * Statistical Science 25:1-21, doi:10.1214/09-STS313 (balance); Austin (2009), Statistics in
 * Medicine 28:3083-3107, doi:10.1002/sim.3697 (0.1 as the limit). SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_MATCHED_AREAS_H
#define WKS_PRIVATE_METHOD_MATCHED_AREAS_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/panel.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_matched_metric {
    WKS_MATCHED_STANDARDISED, /* differences divided by the standard deviation of each feature */
    WKS_MATCHED_MAHALANOBIS,  /* and by how features go together */
} wks_matched_metric;

typedef struct wks_matched_data {
    size_t n, n_features;
    const double *feature;    /* [n x n_features] by column, finite */
    const bool *is_treated;   /* [n] */
    const bool *is_candidate; /* [n] may be a match; a treated area never is */
    size_t k;                 /* matches for each treated area, >= 1 */
    wks_matched_metric metric;
} wks_matched_data;

/* How alike two sides are on a feature. */
typedef struct wks_matched_balance {
    double treated_mean, pool_mean, matched_mean;
    double before; /* (treated_mean - pool_mean) / deviation of the treated and candidates together;
                      0 when that deviation is 0 */
    double after;  /* the same with matched_mean; under 0.1 is taken as alike */
} wks_matched_balance;

typedef struct wks_matched_areas {
    size_t n_treated, n_pool;
    size_t *treated;              /* [n_treated] index of the area */
    size_t *match;                /* [n_treated x k] index of its matches, nearest first, by row */
    double *distance;             /* [n_treated x k] */
    double *weight;               /* [n] how often an area is a match, over k; sums to n_treated */
    wks_matched_balance *balance; /* [n_features] */
    double worst;                 /* largest |after| */
} wks_matched_areas;

/* Ties go to the lower index.  An area may be a match of several (with replacement).
 * Errors: WKS_E_ARGUMENT  no treated area, fewer than k candidates, k is 0, a feature that is not
 *                         finite (names the area, from 1)
 *         WKS_E_NUMERIC   Mahalanobis with features that make each other up
 *         WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_matched_areas_find(const wks_matched_data *data, wks_arena *arena,
                                               wks_matched_areas *out, wks_error *err);

/* Features from a panel: mean and least-squares slope per unit of time of y over the periods before
 * index start, into out [n_units x 2]: level first.  A unit with fewer than two such values has
 * NANs.  The slope of a single period is not asked: start >= 2. */
void wks_matched_areas_course(const wks_panel *panel, size_t start, double *out);

#endif
