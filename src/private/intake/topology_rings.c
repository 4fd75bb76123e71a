/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology_rings.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

/* ---- rings --------------------------------------------------------------------------------- */

/* An arc in the direction that has the area at its left. */
typedef struct step {
    uint32_t from, to;
    int32_t arc; /* ~i is backwards */
    bool is_done;
} step;

typedef struct tracer {
    wks_topology *topology;
    const wks_arc_ends *ends;
    wks_arena *scratch;
    wks_arena *arena;
    wks_error *err;
    step *steps; /* of one area, by from */
    size_t n_steps;
    size_t *stack;      /* steps under way */
    uint32_t *standing; /* [n_vertices] 1 + the place on the stack of the step that leaves here */
    wks_arc_ring *rings;
    size_t n_rings;
} tracer;

static int compare_steps(const void *left, const void *right)
{
    const step *a = left;
    const step *b = right;
    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return a->arc < b->arc ? -1 : a->arc > b->arc;
}

static const wks_arc *arc_of(const wks_topology *topology, int32_t arc, bool *is_forward)
{
    *is_forward = arc >= 0;
    return &topology->arcs[arc >= 0 ? arc : ~arc];
}

/* The direction in which a step leaves its first vertex, or (is_back) from its last one back. */
static wks_grid_point direction(const wks_topology *topology, const step *one, bool is_back)
{
    bool is_forward = false;
    const wks_arc *arc = arc_of(topology, one->arc, &is_forward);
    bool is_at_start = is_forward != is_back;
    size_t here = is_at_start ? 0 : arc->n_points - 1;
    size_t there = is_at_start ? 1 : arc->n_points - 2;
    return (wks_grid_point){arc->points[there].x - arc->points[here].x,
                            arc->points[there].y - arc->points[here].y};
}

static int64_t cross(wks_grid_point a, wks_grid_point b)
{
    return (int64_t)a.x * b.y - (int64_t)a.y * b.x;
}

/* Does a come before b when turning with the clock from zero?  zero itself comes last. */
static bool turns_before(wks_grid_point zero, wks_grid_point a, wks_grid_point b)
{
    wks_grid_point both[] = {a, b};
    int half[2];
    for (size_t i = 0; i < 2; i++) {
        int64_t turn = cross(zero, both[i]);
        int64_t along = (int64_t)zero.x * both[i].x + (int64_t)zero.y * both[i].y;
        half[i] = turn < 0 || (turn == 0 && along < 0) ? 0 : 1;
        if (turn == 0 && along > 0) {
            half[i] = 2;
        }
    }
    return half[0] != half[1] ? half[0] < half[1] : cross(a, b) < 0;
}

/* The step that keeps closest to the area at the left, so that parts which touch in one point stay
 * apart. */
static step *next_step(tracer *trace, const step *incoming)
{
    const wks_topology *topology = trace->topology;
    size_t low = 0;
    size_t high = trace->n_steps;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (trace->steps[middle].from < incoming->to) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    wks_grid_point zero = direction(topology, incoming, true);
    step *best = NULL;
    for (; low < trace->n_steps && trace->steps[low].from == incoming->to; low++) {
        step *one = &trace->steps[low];
        if (!one->is_done && (best == NULL || turns_before(zero, direction(topology, one, false),
                                                           direction(topology, best, false)))) {
            best = one;
        }
    }
    return best;
}

/* Take the steps from place on off the stack: they came back to where they began. */
static wks_code close_ring(tracer *trace, size_t place, size_t *depth)
{
    size_t n = *depth - place;
    int32_t *arcs = NULL;
    WKS_TRY(wks_arena_take(trace->arena, n, sizeof *arcs, &arcs, trace->err));
    for (size_t i = 0; i < n; i++) {
        const step *one = &trace->steps[trace->stack[place + i]];
        arcs[i] = one->arc;
        trace->standing[one->from] = 0;
    }
    trace->rings[trace->n_rings++] = (wks_arc_ring){.arcs = arcs, .n_arcs = n};
    *depth = place;
    return WKS_OK;
}

static wks_code trace_from(tracer *trace, size_t first)
{
    size_t depth = 0;
    step *one = &trace->steps[first];
    while (one != NULL) {
        one->is_done = true;
        trace->standing[one->from] = (uint32_t)depth + 1;
        trace->stack[depth++] = (size_t)(one - trace->steps);
        if (trace->standing[one->to] != 0) {
            WKS_TRY(close_ring(trace, trace->standing[one->to] - 1, &depth));
            if (depth == 0) {
                break;
            }
        }
        one = next_step(trace, one);
    }
    assert(depth == 0); /* as many steps leave a vertex as arrive */
    return WKS_OK;
}

size_t wks_topology_ring_points(const wks_topology *topology, const wks_arc_ring *ring)
{
    size_t n = 0;
    for (size_t i = 0; i < ring->n_arcs; i++) {
        bool is_forward = false;
        n += arc_of(topology, ring->arcs[i], &is_forward)->n_points - 1;
    }
    return n;
}

void wks_topology_ring_walk(const wks_topology *topology, const wks_arc_ring *ring,
                            wks_grid_point *points)
{
    size_t n = 0;
    for (size_t i = 0; i < ring->n_arcs; i++) {
        bool is_forward = false;
        const wks_arc *arc = arc_of(topology, ring->arcs[i], &is_forward);
        for (size_t k = 0; k + 1 < arc->n_points; k++) {
            points[n++] = arc->points[is_forward ? k : arc->n_points - 1 - k];
        }
    }
}

/* Twice the signed area, in steps of the grid; exact. */
static int64_t twice_area(const wks_topology *topology, const wks_arc_ring *ring)
{
    bool is_forward = false;
    wks_grid_point zero = arc_of(topology, ring->arcs[0], &is_forward)->points[0];
    int64_t sum = 0;
    for (size_t i = 0; i < ring->n_arcs; i++) {
        const wks_arc *arc = arc_of(topology, ring->arcs[i], &is_forward);
        int64_t part = 0;
        for (size_t k = 0; k + 1 < arc->n_points; k++) {
            wks_grid_point a = {arc->points[k].x - zero.x, arc->points[k].y - zero.y};
            wks_grid_point b = {arc->points[k + 1].x - zero.x, arc->points[k + 1].y - zero.y};
            part += cross(a, b);
        }
        sum += is_forward ? part : -part;
    }
    return sum;
}

double wks_topology_ring_area(const wks_topology *topology, const wks_arc_ring *ring)
{
    return (double)twice_area(topology, ring) / 2 * topology->step_m * topology->step_m;
}

double wks_topology_area_m2(const wks_topology *topology, size_t area)
{
    double sum = 0;
    const wks_topology_area *one = &topology->areas[area];
    for (size_t p = 0; p < one->n_polygons; p++) {
        for (size_t r = 0; r < one->polygons[p].n_rings; r++) {
            sum += wks_topology_ring_area(topology, &one->polygons[p].rings[r]);
        }
    }
    return sum;
}

/* ---- polygons ------------------------------------------------------------------------------ */

/* Is the middle of the hole's first edge inside?  It lies on no edge of the outside, for an area
 * has each edge once; coordinates are doubled, so that the middle is whole. */
static wks_code holds(const tracer *trace, const wks_arc_ring *outside, const wks_arc_ring *hole,
                      bool *out)
{
    bool is_forward = false;
    const wks_arc *arc = arc_of(trace->topology, hole->arcs[0], &is_forward);
    int64_t x = (int64_t)arc->points[0].x + arc->points[1].x;
    int64_t y = (int64_t)arc->points[0].y + arc->points[1].y;
    size_t n = wks_topology_ring_points(trace->topology, outside);
    wks_grid_point *points = NULL;
    WKS_TRY(wks_arena_take(trace->scratch, n, sizeof *points, &points, trace->err));
    wks_topology_ring_walk(trace->topology, outside, points);
    *out = false;
    for (size_t i = 0, j = n - 1; i < n; j = i++) {
        int64_t ax = 2 * (int64_t)points[j].x;
        int64_t ay = 2 * (int64_t)points[j].y;
        int64_t bx = 2 * (int64_t)points[i].x;
        int64_t by = 2 * (int64_t)points[i].y;
        if ((ay > y) != (by > y)) {
            int64_t turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
            *out = *out != ((turn > 0) == (by > ay));
        }
    }
    return WKS_OK;
}

typedef struct sized_ring {
    wks_arc_ring ring;
    int64_t twice_area;
    size_t polygon; /* outsides: which; holes: in which */
} sized_ring;

static wks_code find_outside(const tracer *trace, const sized_ring *rings, size_t n_rings,
                             sized_ring *hole)
{
    const sized_ring *best = NULL;
    for (size_t i = 0; i < n_rings; i++) {
        bool is_inside = false;
        if (rings[i].twice_area > 0 && (best == NULL || rings[i].twice_area < best->twice_area)) {
            WKS_TRY(holds(trace, &rings[i].ring, &hole->ring, &is_inside));
        }
        best = is_inside ? &rings[i] : best;
    }
    /* A hole in nothing comes from overlapping areas; it is kept with the first outside. */
    hole->polygon = best == NULL ? 0 : best->polygon;
    return WKS_OK;
}

static wks_code make_polygons(tracer *trace, wks_topology_area *area)
{
    sized_ring *rings = NULL;
    size_t *counts = NULL;
    WKS_TRY(wks_arena_take(trace->scratch, trace->n_rings, sizeof *rings, &rings, trace->err));
    WKS_TRY(wks_arena_take(trace->scratch, trace->n_rings, sizeof *counts, &counts, trace->err));
    area->n_polygons = 0;
    for (size_t i = 0; i < trace->n_rings; i++) {
        rings[i] = (sized_ring){.ring = trace->rings[i],
                                .twice_area = twice_area(trace->topology, &trace->rings[i])};
        if (rings[i].twice_area > 0) {
            rings[i].polygon = area->n_polygons++;
        }
    }
    if (area->n_polygons == 0) {
        return WKS_OK;
    }
    for (size_t i = 0; i < trace->n_rings; i++) {
        if (rings[i].twice_area < 0 && area->n_polygons > 1) {
            WKS_TRY(find_outside(trace, rings, trace->n_rings, &rings[i]));
        }
        counts[rings[i].polygon] += rings[i].twice_area != 0 ? 1 : 0;
    }
    WKS_TRY(wks_arena_take(trace->arena, area->n_polygons, sizeof *area->polygons, &area->polygons,
                           trace->err));
    for (size_t p = 0; p < area->n_polygons; p++) {
        WKS_TRY(wks_arena_take(trace->arena, counts[p], sizeof *area->polygons[p].rings,
                               &area->polygons[p].rings, trace->err));
    }
    for (int is_hole = 0; is_hole <= 1; is_hole++) {
        for (size_t i = 0; i < trace->n_rings; i++) {
            wks_arc_polygon *polygon = &area->polygons[rings[i].polygon];
            if (is_hole != 0 ? rings[i].twice_area < 0 : rings[i].twice_area > 0) {
                polygon->rings[polygon->n_rings++] = rings[i].ring;
            }
        }
    }
    return WKS_OK;
}

/* Steps of all areas, by area: start[a] ... start[a + 1]. */
static wks_code list_steps(const tracer *trace, step **steps, size_t **start, size_t *n_most)
{
    const wks_topology *topology = trace->topology;
    WKS_TRY(
        wks_arena_take(trace->scratch, topology->n_areas + 2, sizeof **start, start, trace->err));
    size_t n_steps = 0;
    for (size_t i = 0; i < topology->n_arcs; i++) {
        for (size_t k = 0; k < topology->arcs[i].n_uses; k++) {
            (*start)[topology->arcs[i].uses[k].area + 2]++;
            n_steps++;
        }
    }
    *n_most = 0;
    for (size_t a = 0; a < topology->n_areas; a++) {
        *n_most = (*start)[a + 2] > *n_most ? (*start)[a + 2] : *n_most;
        (*start)[a + 2] += (*start)[a + 1];
    }
    WKS_TRY(wks_arena_take(trace->scratch, n_steps, sizeof **steps, steps, trace->err));
    for (size_t i = 0; i < topology->n_arcs; i++) {
        for (size_t k = 0; k < topology->arcs[i].n_uses; k++) {
            const wks_arc_use *use = &topology->arcs[i].uses[k];
            (*steps)[(*start)[use->area + 1]++] =
                use->is_forward
                    ? (step){trace->ends->from[i], trace->ends->to[i], (int32_t)i, false}
                    : (step){trace->ends->to[i], trace->ends->from[i], ~(int32_t)i, false};
        }
    }
    return WKS_OK;
}

wks_code wks_topology_rings_make(wks_topology *topology, const wks_arc_ends *ends,
                                 wks_arena *scratch, wks_arena *arena, wks_error *err)
{
    step *steps = NULL;
    size_t *start = NULL;
    size_t n_most = 0;
    tracer trace = {
        .topology = topology, .ends = ends, .scratch = scratch, .arena = arena, .err = err};
    WKS_TRY(list_steps(&trace, &steps, &start, &n_most));
    WKS_TRY(wks_arena_take(scratch, n_most, sizeof *trace.stack, &trace.stack, err));
    WKS_TRY(wks_arena_take(scratch, n_most, sizeof *trace.rings, &trace.rings, err));
    WKS_TRY(
        wks_arena_take(scratch, ends->n_vertices, sizeof *trace.standing, &trace.standing, err));
    for (size_t a = 0; a < topology->n_areas; a++) {
        trace.steps = steps + start[a];
        trace.n_steps = start[a + 1] - start[a];
        trace.n_rings = 0;
        qsort(trace.steps, trace.n_steps, sizeof *trace.steps, compare_steps);
        for (size_t i = 0; i < trace.n_steps; i++) {
            if (!trace.steps[i].is_done) {
                WKS_TRY(trace_from(&trace, i));
            }
        }
        WKS_TRY(make_polygons(&trace, &topology->areas[a]));
    }
    return WKS_OK;
}
