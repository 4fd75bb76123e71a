/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology_arcs.h"

#include "private/intake/topology_rings.h"

#include <stdbool.h>
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
    return wks_topology_rings_make(
        topology, &(wks_arc_ends){make.arc_from, make.arc_to, vertices->n}, scratch, arena, err);
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
