/* private/method/figure.h - a figure with its margin, and the difference of two independent ones.
 *
 * The p value of a difference is found by turning its interval round: it is the level at which the
 * interval just touches zero, so that p < 0.05 and "the 95 % interval excludes zero" are one claim.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_FIGURE_H
#define WKS_PRIVATE_METHOD_FIGURE_H

#include "math/interval.h"

typedef enum wks_figure_kind {
    WKS_FIGURE_PROPORTION, /* a share of persons, weighted or not */
    WKS_FIGURE_RATE,       /* a Poisson count per person-year, or per expected */
    WKS_FIGURE_MEAN,       /* of records, their variance unknown */
    WKS_FIGURE_ESTIMATE    /* anything whose sampling variance is given */
} wks_figure_kind;

/* A value without error has n INFINITY and variance 0, whatever the kind. */
typedef struct wks_figure {
    double value;
    double n;        /* proportion, mean: (effective) observations; rate: person-years */
    double variance; /* mean: of one observation; estimate: of the value */
} wks_figure;

/* Limits at this confidence (0.95): Wilson's score for a proportion, exact limits of a rate under
 * 10 events (Garwood 1936, Biometrika 28:437, doi:10.1093/biomet/28.3-4.437) and Byar's from 10,
 * Student's t for a mean, normal for an estimate.  NANs where there are none: n <= 0, a mean of
 * n < 2, a variance that is not positive. */
wks_interval wks_figure_limits(wks_figure_kind kind, const wks_figure *figure, double confidence);

typedef struct wks_figure_gap {
    double difference, lower, upper; /* first - second */
    double p_value;                  /* two-sided */
} wks_figure_gap;

/* Proportions: hybrid score, Newcombe (1998), Statistics in Medicine 17:873-890 (method 10),
 * doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.  Rates: the same
 * square-and-add of their limits, Zou & Donner (2008), doi:10.1002/sim.3095.  Means: Welch (1947),
 * doi:10.1093/biomet/34.1-2.28.  NANs where either has no limits. */
wks_figure_gap wks_figure_difference(wks_figure_kind kind, const wks_figure *first,
                                     const wks_figure *second, double confidence);

#endif
