/* private/method/two_estimates.h - how far two groups of people lie apart, from what is published
 * of each: a value and the limits of its interval.
 *
 * Nothing else is needed, and how each interval was made does not matter (MOVER, the method of
 * variance estimates recovery): the limits of the difference square the distances of each value to
 * its own limits, those of the ratio the same on the logarithm.  The groups hold different persons.
 * Source: Zou & Donner (2008), Statistics in Medicine 27:1693-1702, doi:10.1002/sim.3095; for the
 * difference of shares with Wilson's limits it is method 10 of Newcombe (1998), Statistics in
 * Medicine 17:873-890, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_TWO_ESTIMATES_H
#define WKS_PRIVATE_METHOD_TWO_ESTIMATES_H

#include <stdbool.h>

/* A value with its limits, of one confidence; the limits are NAN where they are not known. */
typedef struct wks_estimate {
    double value;
    double lower, upper; /* lower <= value <= upper */
} wks_estimate;

/* first - second.  Without limits of both the result has none. */
wks_estimate wks_two_estimates_difference(wks_estimate first, wks_estimate second);

/* first / second.  All NAN unless both values are above zero; no limits unless those are too. */
wks_estimate wks_two_estimates_ratio(wks_estimate first, wks_estimate second);

bool wks_estimate_has_limits(wks_estimate estimate);

#endif
