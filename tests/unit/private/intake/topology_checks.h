/* tests/unit/private/intake/topology_checks.h - what holds for every topology of a clean file.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TEST_TOPOLOGY_CHECKS_H
#define WKS_TEST_TOPOLOGY_CHECKS_H

#include "private/intake/topology.h"
#include "private/intake/topology_cross.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdlib.h>

static inline const wks_arc *check_arc(const wks_topology *topology, int32_t arc)
{
    size_t index = (size_t)(arc >= 0 ? arc : ~arc);
    assert_true(index < topology->n_arcs);
    return &topology->arcs[index];
}

static inline wks_grid_point check_end(const wks_topology *topology, int32_t arc, bool is_last)
{
    const wks_arc *one = check_arc(topology, arc);
    return one->points[(arc >= 0) == is_last ? one->n_points - 1 : 0];
}

/* The ring closes, keeps a surface, and holds at least four points with the first one again. */
static inline void check_ring(const wks_topology *topology, const wks_arc_ring *ring)
{
    size_t n_points = 1;
    for (size_t i = 0; i < ring->n_arcs; i++) {
        wks_grid_point end = check_end(topology, ring->arcs[i], true);
        wks_grid_point start =
            check_end(topology, ring->arcs[i + 1 == ring->n_arcs ? 0 : i + 1], false);
        assert_int_equal(end.x, start.x);
        assert_int_equal(end.y, start.y);
        n_points += check_arc(topology, ring->arcs[i])->n_points - 1;
    }
    assert_true(n_points >= 4);
    assert_true(wks_topology_ring_area(topology, ring) != 0);
}

/* No gaps and no overlaps: each arc has one area beside it at the outside and two inside, at both
 * sides; rings use each arc exactly as its uses say; the areas add up to what the whole encloses.
 */
static inline void check_clean(const wks_topology *topology)
{
    int *uses = calloc(2 * topology->n_arcs, sizeof *uses); /* forward, backward */
    double sum = 0;
    double outside = 0;
    assert_non_null(uses);
    assert_int_equal(topology->n_overlaps, 0);
    for (size_t a = 0; a < topology->n_areas; a++) {
        assert_true(topology->areas[a].n_polygons > 0);
        for (size_t p = 0; p < topology->areas[a].n_polygons; p++) {
            const wks_arc_polygon *polygon = &topology->areas[a].polygons[p];
            for (size_t r = 0; r < polygon->n_rings; r++) {
                check_ring(topology, &polygon->rings[r]);
                assert_true((wks_topology_ring_area(topology, &polygon->rings[r]) > 0) == (r == 0));
                for (size_t i = 0; i < polygon->rings[r].n_arcs; i++) {
                    int32_t arc = polygon->rings[r].arcs[i];
                    uses[arc >= 0 ? 2 * arc : 2 * ~arc + 1]++;
                }
            }
        }
        sum += wks_topology_area_m2(topology, a);
    }
    for (size_t i = 0; i < topology->n_arcs; i++) {
        const wks_arc *arc = &topology->arcs[i];
        assert_in_range(arc->n_uses, 1, 2);
        if (arc->n_uses == 1) {
            assert_int_equal(uses[2 * i] + uses[2 * i + 1], 1);
            assert_int_equal(uses[2 * i], arc->uses[0].is_forward);
            /* Over a closed border these sum to twice what it encloses. */
            double sweep = 0;
            for (size_t k = 0; k + 1 < arc->n_points; k++) {
                sweep += (double)arc->points[k].x * arc->points[k + 1].y -
                         (double)arc->points[k + 1].x * arc->points[k].y;
            }
            outside += arc->uses[0].is_forward ? sweep : -sweep;
        } else {
            assert_int_equal(uses[2 * i], 1);
            assert_int_equal(uses[2 * i + 1], 1);
            assert_true(arc->uses[0].area != arc->uses[1].area);
            assert_true(arc->uses[0].is_forward != arc->uses[1].is_forward);
        }
    }
    outside *= topology->step_m * topology->step_m / 2;
    assert_true(fabs(outside - sum) <= 1e-9 * sum);
    free(uses);
}

/* How many pieces of border cut through another. */
static inline size_t check_crossings(const wks_topology *topology)
{
    wks_arena scratch;
    wks_segment *segments = NULL;
    size_t n = 0;
    size_t n_crossed = 0;
    wks_arena_init(&scratch, 0);
    segments = wks_arena_alloc(&scratch, topology->n_points, sizeof *segments);
    assert_non_null(segments);
    for (size_t i = 0; i < topology->n_arcs; i++) {
        for (size_t k = 0; k + 1 < topology->arcs[i].n_points; k++) {
            segments[n++] = (wks_segment){.from = topology->arcs[i].points[k],
                                          .to = topology->arcs[i].points[k + 1]};
        }
    }
    assert_int_equal(wks_topology_cross_find(segments, n, &scratch, &n_crossed, NULL), WKS_OK);
    wks_arena_clear(&scratch);
    return n_crossed;
}

#endif
