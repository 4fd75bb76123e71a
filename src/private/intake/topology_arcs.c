/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology_arcs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- vertices ------------------------------------------------------------------------------ */

wks_code wks_vertices_init(wks_vertices *vertices, size_t count, wks_arena *arena, wks_error *err)
{
    *vertices = (wks_vertices){.n_slots = 16};
    while (vertices->n_slots < 2 * count) {
        vertices->n_slots *= 2;
    }
    WKS_TRY(wks_arena_take(arena, count, sizeof *vertices->points, &vertices->points, err));
    return wks_arena_take(arena, vertices->n_slots, sizeof *vertices->slots, &vertices->slots, err);
}

/* The slot that holds the point, or the free one where it belongs. */
static size_t find_slot(const wks_vertices *vertices, wks_grid_point point)
{
    uint64_t key = (uint64_t)(uint32_t)point.x << 32 | (uint32_t)point.y;
    uint64_t hash = (key ^ key >> 29) * UINT64_C(0x9e3779b97f4a7c15);
    size_t slot = (size_t)(hash >> 20) & (vertices->n_slots - 1);
    while (vertices->slots[slot] != 0) {
        wks_grid_point there = vertices->points[vertices->slots[slot] - 1];
        if (there.x == point.x && there.y == point.y) {
            break;
        }
        slot = (slot + 1) & (vertices->n_slots - 1);
    }
    return slot;
}

uint32_t wks_vertices_add(wks_vertices *vertices, wks_grid_point point)
{
    size_t slot = find_slot(vertices, point);
    if (vertices->slots[slot] == 0) {
        vertices->points[vertices->n] = point;
        vertices->slots[slot] = (uint32_t)++vertices->n;
    }
    return vertices->slots[slot] - 1;
}

uint32_t wks_vertices_find(const wks_vertices *vertices, wks_grid_point point)
{
    /* A free slot holds 0, and 0 - 1 is UINT32_MAX. */
    return vertices->slots[find_slot(vertices, point)] - 1;
}

/* ---- edges --------------------------------------------------------------------------------- */

/* A side of an edge: area runs along it from the lower vertex number u to v (net > 0) or back. */
typedef struct side {
    uint32_t u, v;
    uint32_t area;
    int32_t net;
} side;

typedef struct edge {
    uint32_t u, v;
    uint32_t first_side;
    uint32_t n_sides;
} edge;

typedef struct maker {
    const wks_vertices *vertices;
    wks_arena *scratch;
    wks_arena *arena;
    wks_topology *topology;
    wks_error *err;
    side *sides;
    edge *edges;
    size_t n_edges;
    uint32_t *incident_start; /* [n_vertices + 1] into incident */
    uint32_t *incident;       /* edges at a vertex */
    bool *is_junction;        /* [n_vertices] */
    uint32_t *arc_from;       /* [n_arcs] vertex numbers */
    uint32_t *arc_to;
} maker;

static int compare_sides(const void *left, const void *right)
{
    const side *a = left;
    const side *b = right;
    if (a->u != b->u) {
        return a->u < b->u ? -1 : 1;
    }
    if (a->v != b->v) {
        return a->v < b->v ? -1 : 1;
    }
    return a->area < b->area ? -1 : a->area > b->area;
}

/* One side per edge and area, without those that cancel; returns how many are left. */
static size_t add_up_sides(side *sides, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n;) {
        side sum = sides[i++];
        while (i < n && compare_sides(&sum, &sides[i]) == 0) {
            sum.net += sides[i++].net;
        }
        if (sum.net != 0) {
            sides[kept++] = sum;
        }
    }
    return kept;
}

static wks_code make_edges(maker *make, const wks_chain *chains, size_t n_chains)
{
    size_t n = 0;
    for (size_t c = 0; c < n_chains; c++) {
        n += chains[c].n;
    }
    WKS_TRY(wks_arena_take(make->scratch, n, sizeof *make->sides, &make->sides, make->err));
    n = 0;
    for (size_t c = 0; c < n_chains; c++) {
        for (size_t i = 0; i < chains[c].n; i++) {
            uint32_t from = chains[c].vertices[i];
            uint32_t to = chains[c].vertices[i + 1 == chains[c].n ? 0 : i + 1];
            if (from != to) {
                make->sides[n++] = from < to ? (side){from, to, chains[c].area, 1}
                                             : (side){to, from, chains[c].area, -1};
            }
        }
    }
    qsort(make->sides, n, sizeof *make->sides, compare_sides);
    n = add_up_sides(make->sides, n);
    WKS_TRY(wks_arena_take(make->scratch, n, sizeof *make->edges, &make->edges, make->err));
    for (size_t i = 0; i < n; i++) {
        const side *one = &make->sides[i];
        edge *last = &make->edges[make->n_edges == 0 ? 0 : make->n_edges - 1];
        if (make->n_edges > 0 && last->u == one->u && last->v == one->v) {
            last->n_sides++;
        } else {
            make->edges[make->n_edges++] = (edge){one->u, one->v, (uint32_t)i, 1};
        }
    }
    return WKS_OK;
}

static wks_code find_incident(maker *make)
{
    size_t n_vertices = make->vertices->n;
    WKS_TRY(wks_arena_take(make->scratch, n_vertices + 2, sizeof *make->incident_start,
                           &make->incident_start, make->err));
    WKS_TRY(wks_arena_take(make->scratch, 2 * make->n_edges, sizeof *make->incident,
                           &make->incident, make->err));
    uint32_t *start = make->incident_start + 1; /* shifted by one: filling turns ends into starts */
    for (size_t e = 0; e < make->n_edges; e++) {
        start[make->edges[e].u + 1]++;
        start[make->edges[e].v + 1]++;
    }
    for (size_t v = 0; v < n_vertices; v++) {
        start[v + 1] += start[v];
    }
    for (size_t e = 0; e < make->n_edges; e++) {
        make->incident[start[make->edges[e].u]++] = (uint32_t)e;
        make->incident[start[make->edges[e].v]++] = (uint32_t)e;
    }
    return WKS_OK;
}

/* The same areas at the same hand before and after vertex, where only these two edges meet. */
static bool go_on_alike(const maker *make, uint32_t vertex, const edge *in, const edge *out)
{
    if (in->n_sides != out->n_sides) {
        return false;
    }
    for (uint32_t i = 0; i < in->n_sides; i++) {
        const side *a = &make->sides[in->first_side + i];
        const side *b = &make->sides[out->first_side + i];
        int32_t before = in->v == vertex ? a->net : -a->net;
        int32_t after = out->u == vertex ? b->net : -b->net;
        if (a->area != b->area || before != after) {
            return false;
        }
    }
    return true;
}

static wks_code find_junctions(maker *make)
{
    size_t n_vertices = make->vertices->n;
    WKS_TRY(wks_arena_take(make->scratch, n_vertices, sizeof *make->is_junction, &make->is_junction,
                           make->err));
    for (size_t v = 0; v < n_vertices; v++) {
        uint32_t first = make->incident_start[v];
        uint32_t degree = make->incident_start[v + 1] - first;
        make->is_junction[v] =
            degree != 0 &&
            (degree != 2 || !go_on_alike(make, (uint32_t)v, &make->edges[make->incident[first]],
                                         &make->edges[make->incident[first + 1]]));
    }
    return WKS_OK;
}

/* ---- arcs ---------------------------------------------------------------------------------- */

static wks_code read_uses(maker *make, const edge *first, bool is_along, wks_arc *arc)
{
    size_t n = 0;
    for (uint32_t i = 0; i < first->n_sides; i++) {
        n += (size_t)abs(make->sides[first->first_side + i].net);
    }
    wks_arc_use *uses = NULL;
    WKS_TRY(wks_arena_take(make->arena, n, sizeof *uses, &uses, make->err));
    size_t n_forward = 0;
    for (uint32_t i = 0; i < first->n_sides; i++) {
        const side *one = &make->sides[first->first_side + i];
        bool is_forward = (one->net > 0) == is_along;
        for (int32_t k = abs(one->net); k > 0; k--) {
            uses[arc->n_uses++] = (wks_arc_use){one->area, is_forward};
            n_forward += is_forward ? 1 : 0;
        }
    }
    arc->uses = uses;
    if (n_forward > 1 || n - n_forward > 1) {
        make->topology->n_overlaps++;
    }
    return WKS_OK;
}

/* Follow edges from vertex until a junction, or round. */
static wks_code walk_arc(maker *make, uint32_t from, uint32_t first, bool *is_done,
                         wks_grid_point *line)
{
    wks_topology *topology = make->topology;
    wks_arc *arc = &topology->arcs[topology->n_arcs];
    uint32_t at = from;
    uint32_t e = first;
    size_t n = 0;
    line[n++] = make->vertices->points[at];
    for (;;) {
        is_done[e] = true;
        at = make->edges[e].u == at ? make->edges[e].v : make->edges[e].u;
        line[n++] = make->vertices->points[at];
        if (make->is_junction[at] || at == from) {
            break;
        }
        const uint32_t *two = &make->incident[make->incident_start[at]];
        e = two[0] == e ? two[1] : two[0];
    }
    wks_grid_point *points = NULL;
    WKS_TRY(wks_arena_take(make->arena, n, sizeof *points, &points, make->err));
    memcpy(points, line, n * sizeof *points);
    *arc = (wks_arc){.points = points, .n_points = n};
    make->arc_from[topology->n_arcs] = from;
    make->arc_to[topology->n_arcs] = at;
    topology->n_arcs++;
    topology->n_points += n;
    return read_uses(make, &make->edges[first], make->edges[first].u == from, arc);
}

static wks_code make_arcs(maker *make)
{
    wks_topology *topology = make->topology;
    size_t n_most = make->n_edges;
    bool *is_done = NULL;
    wks_grid_point *line = NULL;
    WKS_TRY(wks_arena_take(make->scratch, n_most, sizeof *is_done, &is_done, make->err));
    WKS_TRY(wks_arena_take(make->scratch, n_most + 1, sizeof *line, &line, make->err));
    WKS_TRY(
        wks_arena_take(make->scratch, n_most, sizeof *make->arc_from, &make->arc_from, make->err));
    WKS_TRY(wks_arena_take(make->scratch, n_most, sizeof *make->arc_to, &make->arc_to, make->err));
    WKS_TRY(
        wks_arena_take(make->arena, n_most, sizeof *topology->arcs, &topology->arcs, make->err));
    for (uint32_t e = 0; e < make->n_edges; e++) {
        uint32_t ends[] = {make->edges[e].u, make->edges[e].v};
        for (size_t k = 0; k < 2; k++) {
            if (!is_done[e] && make->is_junction[ends[k]]) {
                WKS_TRY(walk_arc(make, ends[k], e, is_done, line));
            }
        }
    }
    for (uint32_t e = 0; e < make->n_edges; e++) {
        if (!is_done[e]) { /* only closed arcs without a junction are left */
            WKS_TRY(walk_arc(make, make->edges[e].u, e, is_done, line));
        }
    }
    return WKS_OK;
}

/* ---- rings --------------------------------------------------------------------------------- */

/* An arc in the direction that has the area at its left. */
typedef struct step {
    uint32_t from, to;
    int32_t arc; /* ~i is backwards */
    bool is_done;
} step;

typedef struct tracer {
    maker *make;
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
    const wks_topology *topology = trace->make->topology;
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
    maker *make = trace->make;
    size_t n = *depth - place;
    int32_t *arcs = NULL;
    WKS_TRY(wks_arena_take(make->arena, n, sizeof *arcs, &arcs, make->err));
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
static wks_code holds(maker *make, const wks_arc_ring *outside, const wks_arc_ring *hole, bool *out)
{
    bool is_forward = false;
    const wks_arc *arc = arc_of(make->topology, hole->arcs[0], &is_forward);
    int64_t x = (int64_t)arc->points[0].x + arc->points[1].x;
    int64_t y = (int64_t)arc->points[0].y + arc->points[1].y;
    size_t n = wks_topology_ring_points(make->topology, outside);
    wks_grid_point *points = NULL;
    WKS_TRY(wks_arena_take(make->scratch, n, sizeof *points, &points, make->err));
    wks_topology_ring_walk(make->topology, outside, points);
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

static wks_code find_outside(maker *make, const sized_ring *rings, size_t n_rings, sized_ring *hole)
{
    const sized_ring *best = NULL;
    for (size_t i = 0; i < n_rings; i++) {
        bool is_inside = false;
        if (rings[i].twice_area > 0 && (best == NULL || rings[i].twice_area < best->twice_area)) {
            WKS_TRY(holds(make, &rings[i].ring, &hole->ring, &is_inside));
        }
        best = is_inside ? &rings[i] : best;
    }
    /* A hole in nothing comes from overlapping areas; it is kept with the first outside. */
    hole->polygon = best == NULL ? 0 : best->polygon;
    return WKS_OK;
}

static wks_code make_polygons(tracer *trace, wks_topology_area *area)
{
    maker *make = trace->make;
    sized_ring *rings = NULL;
    size_t *counts = NULL;
    WKS_TRY(wks_arena_take(make->scratch, trace->n_rings, sizeof *rings, &rings, make->err));
    WKS_TRY(wks_arena_take(make->scratch, trace->n_rings, sizeof *counts, &counts, make->err));
    area->n_polygons = 0;
    for (size_t i = 0; i < trace->n_rings; i++) {
        rings[i] = (sized_ring){.ring = trace->rings[i],
                                .twice_area = twice_area(make->topology, &trace->rings[i])};
        if (rings[i].twice_area > 0) {
            rings[i].polygon = area->n_polygons++;
        }
    }
    if (area->n_polygons == 0) {
        return WKS_OK;
    }
    for (size_t i = 0; i < trace->n_rings; i++) {
        if (rings[i].twice_area < 0 && area->n_polygons > 1) {
            WKS_TRY(find_outside(make, rings, trace->n_rings, &rings[i]));
        }
        counts[rings[i].polygon] += rings[i].twice_area != 0 ? 1 : 0;
    }
    WKS_TRY(wks_arena_take(make->arena, area->n_polygons, sizeof *area->polygons, &area->polygons,
                           make->err));
    for (size_t p = 0; p < area->n_polygons; p++) {
        WKS_TRY(wks_arena_take(make->arena, counts[p], sizeof *area->polygons[p].rings,
                               &area->polygons[p].rings, make->err));
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
static wks_code list_steps(maker *make, step **steps, size_t **start, size_t *n_most)
{
    const wks_topology *topology = make->topology;
    WKS_TRY(wks_arena_take(make->scratch, topology->n_areas + 2, sizeof **start, start, make->err));
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
    WKS_TRY(wks_arena_take(make->scratch, n_steps, sizeof **steps, steps, make->err));
    for (size_t i = 0; i < topology->n_arcs; i++) {
        for (size_t k = 0; k < topology->arcs[i].n_uses; k++) {
            const wks_arc_use *use = &topology->arcs[i].uses[k];
            (*steps)[(*start)[use->area + 1]++] =
                use->is_forward ? (step){make->arc_from[i], make->arc_to[i], (int32_t)i, false}
                                : (step){make->arc_to[i], make->arc_from[i], ~(int32_t)i, false};
        }
    }
    return WKS_OK;
}

static wks_code make_rings(maker *make)
{
    step *steps = NULL;
    size_t *start = NULL;
    size_t n_most = 0;
    WKS_TRY(list_steps(make, &steps, &start, &n_most));
    tracer trace = {.make = make};
    WKS_TRY(wks_arena_take(make->scratch, n_most, sizeof *trace.stack, &trace.stack, make->err));
    WKS_TRY(wks_arena_take(make->scratch, n_most, sizeof *trace.rings, &trace.rings, make->err));
    WKS_TRY(wks_arena_take(make->scratch, make->vertices->n, sizeof *trace.standing,
                           &trace.standing, make->err));
    for (size_t a = 0; a < make->topology->n_areas; a++) {
        trace.steps = steps + start[a];
        trace.n_steps = start[a + 1] - start[a];
        trace.n_rings = 0;
        qsort(trace.steps, trace.n_steps, sizeof *trace.steps, compare_steps);
        for (size_t i = 0; i < trace.n_steps; i++) {
            if (!trace.steps[i].is_done) {
                WKS_TRY(trace_from(&trace, i));
            }
        }
        WKS_TRY(make_polygons(&trace, &make->topology->areas[a]));
    }
    return WKS_OK;
}

wks_code wks_topology_arcs_make(const wks_vertices *vertices, const wks_chain *chains,
                                size_t n_chains, wks_arena *scratch, wks_arena *arena,
                                wks_topology *topology, wks_error *err)
{
    maker make = {
        .vertices = vertices, .scratch = scratch, .arena = arena, .topology = topology, .err = err};
    topology->n_arcs = 0;
    topology->n_points = 0;
    topology->n_overlaps = 0;
    WKS_TRY(make_edges(&make, chains, n_chains));
    WKS_TRY(find_incident(&make));
    WKS_TRY(find_junctions(&make));
    WKS_TRY(make_arcs(&make));
    return make_rings(&make);
}

/* ---- neighbours ---------------------------------------------------------------------------- */

typedef struct pair {
    uint32_t area, other;
} pair;

static int compare_pairs(const void *left, const void *right)
{
    const pair *a = left;
    const pair *b = right;
    if (a->area != b->area) {
        return a->area < b->area ? -1 : 1;
    }
    return a->other < b->other ? -1 : a->other > b->other;
}

static wks_code list_pairs(const wks_topology *topology, wks_arena *scratch, pair **pairs,
                           size_t *n_pairs, wks_error *err)
{
    size_t most = 0;
    for (size_t i = 0; i < topology->n_arcs; i++) {
        most += topology->arcs[i].n_uses * (topology->arcs[i].n_uses - 1);
    }
    WKS_TRY(wks_arena_take(scratch, most, sizeof **pairs, pairs, err));
    *n_pairs = 0;
    for (size_t i = 0; i < topology->n_arcs; i++) {
        const wks_arc *arc = &topology->arcs[i];
        for (size_t k = 0; k < arc->n_uses; k++) {
            for (size_t m = 0; m < arc->n_uses; m++) {
                if (arc->uses[k].area != arc->uses[m].area) {
                    (*pairs)[(*n_pairs)++] = (pair){arc->uses[k].area, arc->uses[m].area};
                }
            }
        }
    }
    qsort(*pairs, *n_pairs, sizeof **pairs, compare_pairs);
    return WKS_OK;
}

wks_code wks_topology_arcs_meet(wks_topology *topology, wks_arena *scratch, wks_arena *arena,
                                wks_error *err)
{
    pair *pairs = NULL;
    size_t n_pairs = 0;
    uint32_t *others = NULL;
    WKS_TRY(list_pairs(topology, scratch, &pairs, &n_pairs, err));
    WKS_TRY(wks_arena_take(arena, n_pairs, sizeof *others, &others, err));
    size_t n = 0;
    for (size_t i = 0; i < n_pairs; i++) {
        if (i > 0 && compare_pairs(&pairs[i - 1], &pairs[i]) == 0) {
            continue;
        }
        wks_topology_area *area = &topology->areas[pairs[i].area];
        if (area->n_neighbours == 0) {
            area->neighbours = &others[n];
        }
        others[n++] = pairs[i].other;
        area->n_neighbours++;
    }
    return WKS_OK;
}
