/* suppress/bounds_solve.h - how far each asked cell can be told by who knows only limits.
 *
 * First one table that meets all limits, by linear programming; then that table is attacked as if
 * it were the truth (attack.h): what a reader of the shown cells must hold possible is the same
 * whichever table they start from.  A table of parts of persons is as good: it is taken so many
 * times as large that it is whole, with all limits, and the answers are divided again.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_BOUNDS_SOLVE_H
#define WKS_SUPPRESS_BOUNDS_SOLVE_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/bounds.h"

/* The answer lives in arena.  Errors: WKS_E_NUMERIC  the solver found no table that can be checked
 * in whole numbers, and did not say that there is none; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bounds_solve(const wks_bounds *bounds, wks_arena *arena,
                                         wks_bounds_answer *out, wks_error *err);

#endif
