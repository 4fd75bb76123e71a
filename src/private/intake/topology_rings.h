/* private/intake/topology_rings.h - the arcs of each area put together to rings and polygons.
 *
 * Only for the files topology*.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TOPOLOGY_RINGS_H
#define WKS_PRIVATE_INTAKE_TOPOLOGY_RINGS_H

#include "base/arena.h"
#include "base/error.h"
#include "private/intake/topology.h"

#include <stddef.h>
#include <stdint.h>

/* Where arcs begin and end, as numbers below n_vertices; a closed one begins where it ends. */
typedef struct wks_arc_ends {
    const uint32_t *from; /* [topology->n_arcs] */
    const uint32_t *to;
    size_t n_vertices;
} wks_arc_ends;

/* Fill in polygons of topology->areas from its arcs.  Parts of an area that touch in one point
 * become polygons of their own.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_rings_make(wks_topology *topology, const wks_arc_ends *ends,
                                                wks_arena *scratch, wks_arena *arena,
                                                wks_error *err);

/* How many points a ring has, the first not repeated; and those points, one after the other. */
size_t wks_topology_ring_points(const wks_topology *topology, const wks_arc_ring *ring);
void wks_topology_ring_walk(const wks_topology *topology, const wks_arc_ring *ring,
                            wks_grid_point *points);

#endif
