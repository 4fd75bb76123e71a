/* public/picture/class_bounds.h - the bounds of the five classes of a map.
 *
 * In: all numbers of an indicator at a level, over all periods, so that a colour means the same in
 * every year.  Out: four bounds at round numbers.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_CLASS_BOUNDS_H
#define WKS_PUBLIC_PICTURE_CLASS_BOUNDS_H

#include <stddef.h>

enum {
    WKS_N_CLASS_BOUNDS = 4
};

/* Sorts values[n] and sets bounds to the quintiles, rounded to as few decimals (at most decimals)
 * as keep them different and above the smallest value.  Returns how many there are: 4, or 0 when
 * there are fewer than five different values or the quintiles do not differ. */
size_t wks_class_bounds(double *values, size_t n, int decimals,
                        double bounds[static WKS_N_CLASS_BOUNDS]);

#endif
