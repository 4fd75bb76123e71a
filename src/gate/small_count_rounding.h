/* gate/small_count_rounding.h - a table without small counts that still adds up.
 *
 * An atom of 1 up to base becomes 0 or base; all others stay.  Cells are summed anew, so that the
 * table adds up, and none is from 1 up to base.  Which atoms go up is chosen such that the sum of
 * squares of what all cells change is small.
 *
 * Source: Heldal (2017), The European Census Hub 2011 hypercubes, UNECE work session on statistical
 * data confidentiality, Skopje (small counts only); Langsrud & Heldal (2018), An algorithm for
 * small count rounding of tabular data, Privacy in Statistical Databases, Valencia (a forward
 * selection by what is left in the cells; no DOI).  What follows that selection is ours:
 * gate/rounding_search.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_SMALL_COUNT_ROUNDING_H
#define WKS_GATE_SMALL_COUNT_ROUNDING_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/count_table.h"

#include <stdint.h>

enum {
    WKS_SMALL_COUNT_LEAST_BASE = 2,
    WKS_SMALL_COUNT_MOST_BASE = 1000
};

/* Cells of the table after rounding, into values [table->n_cells]: the same whatever the order of
 * its rows was.
 * Errors: WKS_E_ARGUMENT  a base out of these bounds; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_small_count_rounding_apply(const wks_count_table *table, int64_t base,
                                                       wks_arena *arena, int64_t *values,
                                                       wks_error *err);

#endif
