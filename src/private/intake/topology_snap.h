/* private/intake/topology_snap.h - rings that nearly share a border are made to share it.
 *
 * Only for the files topology*.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TOPOLOGY_SNAP_H
#define WKS_PRIVATE_INTAKE_TOPOLOGY_SNAP_H

#include "base/arena.h"
#include "base/error.h"
#include "private/intake/topology_arcs.h"

#include <stddef.h>

/* Points within reach (steps of the grid) of each other become one of them; a segment that passes
 * within reach of a point of any ring is led through it, so that a neighbour's extra vertex on a
 * shared border (a T-junction) is in both.  Repeats and spikes go.  chains are changed in place,
 * their vertices may move to scratch.  reach 0 joins only points that lie on a segment exactly.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_snap(const wks_vertices *vertices, wks_chain *chains,
                                          size_t n_chains, double reach, wks_arena *scratch,
                                          wks_error *err);

#endif
