/* suppress/prune.h - show again what need not be hidden.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_PRUNE_H
#define WKS_SUPPRESS_PRUNE_H

#include "base/error.h"
#include "suppress/cheapest.h"
#include "suppress/deviation.h"
#include "suppress/piece.h"

#include <stdbool.h>

/* Every side of every target is covered by deviations.  Each hidden cell with a cost is shown
 * again, the dearest first, unless a side can then not be covered by any deviation.  cheapest, of
 * this piece, is used up.
 * Errors: WKS_E_NUMERIC the solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_prune(const wks_piece *piece, wks_cheapest *cheapest,
                                  wks_deviations *deviations, bool *is_hidden, wks_error *err);

#endif
