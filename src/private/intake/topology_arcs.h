/* private/intake/topology_arcs.h - closed chains of points become arcs and rings.
 *
 * The part that building, dissolving and simplifying share; only for the files topology*.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TOPOLOGY_ARCS_H
#define WKS_PRIVATE_INTAKE_TOPOLOGY_ARCS_H

#include "base/arena.h"
#include "base/error.h"
#include "private/intake/topology.h"

#include <stddef.h>
#include <stdint.h>

/* Points with a number each: equal coordinates, equal number. */
typedef struct wks_vertices {
    wks_grid_point *points; /* [n] */
    size_t n;
    uint32_t *slots; /* hash table, power of two; 0 is free, else number + 1 */
    size_t n_slots;
} wks_vertices;

/* Room for at most count points. */
WKS_MUST_CHECK wks_code wks_vertices_init(wks_vertices *vertices, size_t count, wks_arena *arena,
                                          wks_error *err);
uint32_t wks_vertices_add(wks_vertices *vertices, wks_grid_point point);
/* The number of the point, or UINT32_MAX. */
uint32_t wks_vertices_find(const wks_vertices *vertices, wks_grid_point point);

/* A ring as vertex numbers; the first is not repeated at the end; the area at the left. */
typedef struct wks_chain {
    uint32_t *vertices;
    size_t n;
    uint32_t area;
} wks_chain;

/* Make arcs, rings and polygons of topology->areas, whose codes and names are there already.
 * Edges that an area has in both directions vanish; an area may end up without polygons.
 * scratch is for what is not needed afterwards.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_arcs_make(const wks_vertices *vertices,
                                               const wks_chain *chains, size_t n_chains,
                                               wks_arena *scratch, wks_arena *arena,
                                               wks_topology *topology, wks_error *err);

/* Fill in neighbours from the arcs.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_arcs_meet(wks_topology *topology, wks_arena *scratch,
                                               wks_arena *arena, wks_error *err);

#endif
