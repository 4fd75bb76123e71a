/* suppress/prune.h - show again what need not be hidden.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_PRUNE_H
#define WKS_SUPPRESS_PRUNE_H

#include "base/error.h"
#include "suppress/deviation.h"
#include "suppress/piece.h"

#include <stdbool.h>

/* Every side of every target is covered by deviations: before an outsider (is_outsider), or before
 * everybody.  Each hidden cell with a cost is shown again, the dearest first, unless a side can
 * then not be covered so by any deviations; those that is_kept [n] (NULL: none) stay hidden.
 * Errors: WKS_E_NUMERIC the solver gave no answer; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_prune(const wks_piece *piece, wks_deviations *deviations,
                                  bool is_outsider, const bool *is_kept, bool *is_hidden,
                                  wks_error *err);

#endif
