/* private/method/funnel.h - funnels: which areas differ from the average by more than chance.
 *
 * In: a count per area and what it is out of.  Out: the average (baseline), the curve of limits at
 * two levels (95 and 99.8 %, two-sided), and a label for each area, as in Public Health England's
 * Fingertips.  Spread beyond chance is in funnel_spread.h.
 * Source: Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, doi:10.1002/sim.1970; limits
 * of a proportion are those whose score interval (Wilson 1927, doi:10.1080/01621459.1927.10502953)
 * ends at the baseline; of rates and ratios those of the exact Poisson distribution; a rate's or
 * ratio's label comes from its own Byar interval (Breslow & Day 1987, IARC 82, p. 69), the exact
 * one (Garwood 1936, Biometrika 28:437-442, doi:10.1093/biomet/28.3-4.437) below 10 events.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_FUNNEL_H
#define WKS_PRIVATE_METHOD_FUNNEL_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_funnel_kind {
    WKS_FUNNEL_PROPORTION, /* count of denominator people */
    WKS_FUNNEL_RATIO,      /* count against denominator expected; the baseline is 1 */
    WKS_FUNNEL_RATE,       /* count over denominator person-years, or a crude rate */
    WKS_FUNNEL_DSR         /* a directly standardised rate and the count behind it */
} wks_funnel_kind;

enum {
    WKS_FUNNEL_N_POINTS = 100,
    WKS_FUNNEL_LEAST_EVENTS = 10 /* a standardised rate of fewer has no label */
};

typedef struct wks_funnel_data {
    size_t n_areas;
    const double *count;       /* [n_areas] >= 0 */
    const double *denominator; /* [n_areas] > 0; NULL for a rate whose rates are given */
    const double *rate;        /* [n_areas] per multiplier, NAN where count is 0; NULL: made from
                                  count and denominator (not for a DSR) */
    double multiplier;         /* 100 for a percentage, 100000 for a rate */
    double years;              /* > 0: the denominator is this many times a year's population */
    wks_funnel_kind kind;
    bool as_bisected; /* curve of rates and ratios: as Fingertips' tool, which halves an
                         interval 23 times (off by up to 1e-4); false is exact */
} wks_funnel_data;

typedef enum wks_funnel_label {
    WKS_FUNNEL_LOW_998, /* below the 99.8 % limit */
    WKS_FUNNEL_LOW_95,
    WKS_FUNNEL_NOT_SIGNIFICANT,
    WKS_FUNNEL_HIGH_95,
    WKS_FUNNEL_HIGH_998,
    WKS_FUNNEL_TOO_FEW /* a standardised rate of fewer than ten events */
} wks_funnel_label;

/* "Low (0.001)" and so on, the words of PHEindicatormethods. */
const char *wks_funnel_label_name(wks_funnel_label label);

typedef struct wks_funnel_area {
    double value; /* x multiplier; NAN for a standardised rate of too few events */
    double
        denominator; /* of one year; derived from the rate where there is one, NAN if it cannot */
    wks_funnel_label label;
} wks_funnel_area;

/* Where a funnel's lines are.  For proportions `at` is a population and at_* are NAN; for ratios
 * and rates `at` is a number of events, and a limit belongs to the expected number (ratio) or the
 * population of one year (rate) at which that many would be on the limit. */
typedef struct wks_funnel_point {
    double at;
    double lower_95, upper_95, lower_998, upper_998; /* x multiplier */
    double at_lower_95, at_upper_95, at_lower_998, at_upper_998;
} wks_funnel_point;

typedef struct wks_funnel {
    double baseline;          /* x multiplier */
    double *denominator;      /* [n_areas] of all years; NAN where it cannot be derived */
    wks_funnel_area *areas;   /* [n_areas] */
    wks_funnel_point *points; /* [WKS_FUNNEL_N_POINTS] */
} wks_funnel;

/* Baseline, labels and curve; arrays live in arena.
 * Errors: WKS_E_ARGUMENT  no areas; a negative count; a denominator that is not above 0, or
 * missing; a proportion's count above its denominator; no denominator for a crude rate of 0; a rate
 * that is not above 0 where the count is (each names the area, from 1); a multiplier or years not
 * above 0; a DSR without rates WKS_E_NUMERIC   all counts are 0, or all equal their denominators:
 * no baseline to hold against WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_funnel_make(const wks_funnel_data *data, wks_arena *arena,
                                        wks_funnel *out, wks_error *err);

#endif
