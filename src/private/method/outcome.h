/* private/method/outcome.h - why a rate, a mean or a life expectancy has no value.
 *
 * A figure always comes with one of these: a number stands beside ok (and beside wide, for its
 * interval alone), and NAN beside all others.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_OUTCOME_H
#define WKS_PRIVATE_METHOD_OUTCOME_H

typedef enum wks_outcome {
    WKS_OUTCOME_OK = 0,
    WKS_OUTCOME_MISSING,        /* a number that is needed was not given */
    WKS_OUTCOME_TOO_FEW,        /* under 10 events for a standardised rate, under 2 values */
    WKS_OUTCOME_NO_POPULATION,  /* nobody in the area, or in one of its strata */
    WKS_OUTCOME_MISSING_STRATA, /* not all strata or age bands are there */
    WKS_OUTCOME_NO_EXPECTED,    /* the reference expects no event here */
    WKS_OUTCOME_NEGATIVE_DEATHS,
    WKS_OUTCOME_DEATHS_ABOVE_POPULATION,
    WKS_OUTCOME_SMALL_POPULATION, /* too few person-years for a life table */
    WKS_OUTCOME_NO_LAST_DEATHS,   /* no deaths in the open last age band */
    WKS_OUTCOME_NONE_LEFT,        /* nobody of the life table reaches this age */
    WKS_OUTCOME_WIDE,             /* a 95 % interval of over 20 years: interval, but no value */
    WKS_OUTCOME_COUNT
} wks_outcome;

/* "too_few", as written in a CSV. */
const char *wks_outcome_name(wks_outcome outcome);
/* A sentence without its full stop, in the language of the moment. */
const char *wks_outcome_sentence(wks_outcome outcome);

#endif
