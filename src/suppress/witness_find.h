/* suppress/witness_find.h - a table of whole persons for every cell that must stay uncertain.
 *
 * The attack (attack.h) turned around: the vertices by which it finds a pattern safe, written down
 * so that somebody who does not trust it can add them up (cells/witness.h).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_WITNESS_FIND_H
#define WKS_SUPPRESS_WITNESS_FIND_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "cells/witness.h"
#include "suppress/relations.h"

#include <stdbool.h>

/* A witness for each limit of each PRIMARY and VIRTUAL cell that is not its value, of a pattern
 * that the attack found safe: of whole persons where one of many tries finds it.  Several where
 * insiders read along, until each of them is served by one.  Lives in arena; the hash is left to
 * the caller.
 * Errors: WKS_E_REFUSED  names the first cell for which no table was found
 *         WKS_E_NUMERIC  the solver gave no answer
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_witness_find(const wks_protection *protection,
                                         const wks_relations *relations, const bool *is_hidden,
                                         wks_arena *arena, wks_witnesses *out, wks_error *err);

#endif
