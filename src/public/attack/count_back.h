/* public/attack/count_back.h - the counts behind a published number, out of its interval.
 *
 * A share with its score interval tells of how many persons it is a share; a rate with its interval
 * tells how many events were counted.  Published numbers are doubles, so the counts come back
 * exactly, and a count that does not give the same interval again is none.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_COUNT_BACK_H
#define WKS_PUBLIC_ATTACK_COUNT_BACK_H

#include <stdbool.h>

typedef struct wks_counted {
    double with; /* persons above the line, or events */
    double all;  /* persons below it; NAN for a rate */
    double per;  /* the value is with / all x per; NAN for a rate */
} wks_counted;

/* A share of persons, in per cent, per 10,000 or any other power of ten, with its interval by
 * Wilson (math/interval.h).  false: it is none. */
bool wks_count_back_share(double value, double lower, double upper, wks_counted *out);

/* A rate or an index, whatever it is divided by, with the interval of its count by Byar or, under
 * ten, the exact one.  false: it is none. */
bool wks_count_back_events(double value, double lower, double upper, wks_counted *out);

#endif
