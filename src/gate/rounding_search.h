/* gate/rounding_search.h - which small counts to round up, so that what they add up to stays near.
 *
 * A choice of zeros and ones that makes a sum of squares small.  Each count starts rounded down;
 * then the one whose turning helps most, or harms least, is turned, and may not turn back for some
 * steps.  The first steps are the forward selection of Langsrud and Heldal
 * (gate/small_count_rounding.h).  Long lists are taken in blocks of neighbours, each with the
 * others as they are.
 *
 * Source: Glover (1989), Tabu search, ORSA Journal on Computing 1:190-206,
 * doi:10.1287/ijoc.1.3.190.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_ROUNDING_SEARCH_H
#define WKS_GATE_ROUNDING_SEARCH_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Small counts, and the sums that they stand in. */
typedef struct wks_rounding_sums {
    const int64_t *counts; /* [n_counts] above 0 and below base */
    size_t n_counts;
    int64_t base;
    const size_t *first;    /* [n_sums + 1] */
    const uint32_t *member; /* [first[n_sums]] of sum i: first[i] up to first[i + 1], rising */
    const int64_t *weight;  /* [n_sums] what the square of its change counts for, above 0 */
    size_t n_sums;
} wks_rounding_sums;

/* Whether each count becomes base, and not 0, into is_up [n_counts]: so that the sum over all sums
 * of weight times the square of what it changes is small.  The same answer every time; of equals
 * the first count is taken.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_rounding_search_run(const wks_rounding_sums *sums, wks_arena *arena,
                                                bool *is_up, wks_error *err);

#endif
