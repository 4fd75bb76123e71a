/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology.h"
#include "private/intake/topology_rings.h"

#include <stddef.h>

static wks_code write_ring(const wks_topology *topology, const wks_arc_ring *ring, wks_arena *arena,
                           wks_ring *out, wks_error *err)
{
    const size_t n = wks_topology_ring_points(topology, ring);
    wks_grid_point *on_grid = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *on_grid, &on_grid, err));
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *out->points, &out->points, err));
    wks_topology_ring_walk(topology, ring, on_grid);
    for (size_t i = 0; i <= n; i++) {
        out->points[i] =
            (wks_point){on_grid[i % n].x * topology->step_m, on_grid[i % n].y * topology->step_m};
    }
    out->n_points = n + 1;
    return WKS_OK;
}

wks_code wks_topology_shape(const wks_topology *topology, size_t area, wks_arena *arena,
                            wks_shape *out, wks_error *err)
{
    const wks_topology_area *from = &topology->areas[area];
    *out = (wks_shape){.n_polygons = from->n_polygons};
    WKS_TRY(wks_arena_take(arena, from->n_polygons, sizeof *out->polygons, &out->polygons, err));
    for (size_t p = 0; p < from->n_polygons; p++) {
        const wks_arc_polygon *rings = &from->polygons[p];
        wks_polygon *polygon = &out->polygons[p];
        polygon->n_rings = rings->n_rings;
        WKS_TRY(
            wks_arena_take(arena, rings->n_rings, sizeof *polygon->rings, &polygon->rings, err));
        for (size_t r = 0; r < rings->n_rings; r++) {
            WKS_TRY(write_ring(topology, &rings->rings[r], arena, &polygon->rings[r], err));
        }
    }
    return WKS_OK;
}
