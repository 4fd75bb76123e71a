/* demo/demo_borders.h - the borders between areas, as rings of points.
 *
 * In a triangle whose corners have different labels a border runs from its middle to the sides
 * where they differ.  Middle and crossing points are off-centre by dice of that triangle and that
 * side alone, so that two neighbours, and a wijk and the gemeente it lies in, have the very same
 * points: no gaps, no overlaps, whatever the dice.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_BORDERS_H
#define WKS_DEMO_DEMO_BORDERS_H

#include "base/arena.h"
#include "base/error.h"
#include "demo/demo_areas.h"
#include "demo/demo_mesh.h"

#include <stddef.h>
#include <stdint.h>

/* A closed ring without its first point repeated at the end. */
typedef struct wks_demo_ring {
    int32_t area;    /* index in its level */
    double area_dm2; /* > 0: an outer ring, counter-clockwise; < 0: a hole */
    const wks_demo_point *points;
    size_t n_points;
} wks_demo_ring;

typedef struct wks_demo_borders {
    const wks_demo_ring *rings; /* by area; of each area its outer ring first */
    size_t n_rings;
} wks_demo_borders;

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_borders_draw(uint64_t seed, const wks_demo_areas *areas,
                                              wks_level level, wks_arena *arena,
                                              wks_demo_borders *out, wks_error *err);

#endif
