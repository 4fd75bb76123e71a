/* suppress/split.h - which dear cells to leave shown, so that a large system falls apart.
 *
 * Cells are let in from the cheapest on, and tie together what they stand in a row with.  A cell
 * that would tie two large pieces, and costs much more than cells of these do, is kept shown: the
 * totals of gemeenten, above all.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_SPLIT_H
#define WKS_SUPPRESS_SPLIT_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "suppress/reader.h"

#include <stdbool.h>
#include <stdint.h>

/* reader: of a pattern that hides all OPEN cells, sums kept.  is_kept [n_cells]: true of the cells
 * to keep shown.  arena is for work only.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_split_find(const wks_protection *protection, const wks_reader *reader,
                                       wks_arena *arena, bool *is_kept, wks_error *err);

/* Let go of kept cells that stand in a row with a place that could not be protected: those of its
 * piece in `reader` (a reader to whom the kept cells are known), of unknown i itself, and those
 * that stand in a row with them.  Returns whether there were any. */
bool wks_split_loosen(const wks_reader *reader, uint32_t i, bool *is_kept);

#endif
