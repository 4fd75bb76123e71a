/* private/method/life_expectancy.h - years still to live at each age, from one abridged life table.
 *
 * Deaths and person-years by age band of one area go in; expectancy, standard error and what it
 * rests on come out, for the first age of every band.
 * Source: Chiang (1968), Introduction to Stochastic Processes in Biostatistics, chapter 9; last
 * age band: Silcocks, Jenner & Reza (2001), J. Epidemiol. Community Health 55:38-43,
 * doi:10.1136/jech.55.1.38; small areas: Eayres & Williams (2004), same journal 58:243-249,
 * doi:10.1136/jech.2003.009654; rules as in PHEindicatormethods 2.1.0.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_LIFE_EXPECTANCY_H
#define WKS_PRIVATE_METHOD_LIFE_EXPECTANCY_H

#include "base/arena.h"
#include "base/error.h"
#include "math/interval.h"
#include "private/method/outcome.h"

#include <stddef.h>

enum {
    WKS_LIFE_LEAST_PERSON_YEARS = 5000 /* a life table needs more (Toson & Baker 2003) */
};

/* The bands of one area. */
typedef struct wks_life_bands {
    size_t n;                   /* >= 2 */
    const double *start;        /* [n] first age, ascending from 0; the last band is open */
    const double *deaths;       /* [n] NAN is missing */
    const double *person_years; /* [n] NAN is missing */
    double least_person_years;  /* no life table for this many or fewer */
} wks_life_bands;

typedef struct wks_life_expectancy {
    wks_outcome outcome;   /* ok, wide, or why there is none */
    double value;          /* years; NAN unless ok */
    double centre;         /* the same, known when wide too: what the interval lies around */
    double standard_error; /* years; NAN unless ok or wide */
    double deaths;         /* from this age up */
    double person_years;   /* from this age up */
} wks_life_expectancy;

/* Fills out [bands->n].  In the first band deaths fall after a tenth of the interval, in the others
 * halfway.  An area that breaks a rule (negative deaths, nobody in a band, more deaths than
 * person-years, too small, no deaths in the last band) has that outcome at every age.
 * Errors: WKS_E_ARGUMENT  under two bands, or first ages that do not ascend from 0; WKS_E_MEMORY.
 */
WKS_MUST_CHECK wks_code wks_life_expectancy_table(const wks_life_bands *bands, wks_arena *arena,
                                                  wks_life_expectancy *out, wks_error *err);

/* centre -+ z standard errors. */
wks_interval wks_life_expectancy_interval(const wks_life_expectancy *life,
                                          const wks_confidence *confidence);

#endif
