/* private/method/standardise.h - rates as if every area had the same ages, or the reference's
 * rates.
 *
 * Strata (mostly age by sex) of one area go in; one rate or ratio with its interval comes out.
 * Direct: the area's own rates, weighted by a standard population.  Indirect: events against those
 * expected at the reference's rates.
 * Source: Dobson, Kuulasmaa, Eberle & Scherer (1991), Stat. Med. 10:457-462,
 * doi:10.1002/sim.4780100317; Breslow & Day (1987), Statistical Methods in Cancer Research II,
 * IARC, chapter 2; the rules on missing and small numbers are those of PHEindicatormethods 2.1.0.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_STANDARDISE_H
#define WKS_PRIVATE_METHOD_STANDARDISE_H

#include "base/error.h"
#include "math/interval.h"
#include "private/method/outcome.h"

#include <stddef.h>

enum {
    WKS_STANDARDISE_LEAST = 10 /* fewer events than this give no directly standardised rate */
};

/* The strata of one area, for a direct rate. */
typedef struct wks_strata {
    size_t n;
    const double *count;      /* [n] events >= 0; NAN counts as none, and is reported */
    const double *population; /* [n] residents or person-years >= 0 */
    const double *standard;   /* [n] the standard population >= 0 */
    const double *square;     /* [n] sum over persons of (events of that person)^2, for events that
                               * come several to a person; NULL: each event is of another */
} wks_strata;

typedef struct wks_direct_rate {
    wks_outcome outcome;     /* ok, too_few, no_population or missing */
    double value;            /* events a head, NAN unless ok */
    double variance;         /* of value; NAN unless ok */
    double total_count;      /* events */
    double total_population; /* NAN when missing */
    size_t n_missing;        /* counts taken as none */
} wks_direct_rate;

/* The directly standardised rate; multiply by 100,000 to read it.
 * Errors: WKS_E_ARGUMENT  a negative number, a standard population that is missing or none at all:
 * the text names the stratum, from 1. */
WKS_MUST_CHECK wks_code wks_standardise_direct(const wks_strata *strata, wks_direct_rate *out,
                                               wks_error *err);

/* Its interval: Byar's for the count, scaled to the variance of the rate; never below zero.  NANs
 * when the rate is not ok. */
wks_interval wks_standardise_interval(const wks_direct_rate *rate,
                                      const wks_confidence *confidence);

/* The strata of one area, for an indirect ratio. */
typedef struct wks_reference_strata {
    size_t n;
    const double *count;                /* [n] events >= 0, NAN as above; NULL: see observed */
    double observed;                    /* events of all strata, used when count is NULL */
    const double *population;           /* [n] >= 0; NAN counts as nobody, and is reported */
    const double *reference_count;      /* [n] events in the reference >= 0; NAN counts as none */
    const double *reference_population; /* [n] > 0 */
} wks_reference_strata;

typedef struct wks_indirect_ratio {
    wks_outcome outcome; /* ok, no_expected or missing */
    double observed;
    double expected;         /* at the reference's rates */
    double ratio;            /* observed / expected; NAN unless ok */
    double reference_rate;   /* crude, events a head of the reference */
    double total_population; /* of the area */
    size_t n_missing;        /* strata of which count or population was taken as none */
} wks_indirect_ratio;

/* The indirectly standardised ratio; times reference_rate it is the rate.  Its interval is that of
 * the count observed (wks_interval_count) over expected: the reference is taken as known.
 * Errors: WKS_E_ARGUMENT  a negative number, a reference population not above zero: names the
 * stratum. */
WKS_MUST_CHECK wks_code wks_standardise_indirect(const wks_reference_strata *strata,
                                                 wks_indirect_ratio *out, wks_error *err);

#endif
