/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/intake/topology.h"
#include "private/intake/topology_arcs.h"
#include "private/intake/topology_cross.h"
#include "private/intake/topology_rings.h"
#include "private/intake/topology_snap.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    UNTANGLE_ROUNDS = 16,
    SPECK_SIZE = 4 /* islands this many times smallest_m2 go too */
};

/* ---- what each point is worth -------------------------------------------------------------- */

/* Per point of each arc the size of bend that it makes, in square metres: the area of the triangle
 * with its neighbours at the moment when it is the least.  Ends are INFINITY. */
typedef struct arc_weights {
    double **of; /* [n_arcs][n_points] */
} arc_weights;

/* The points of one arc that are still there, and a heap of those with the least on top. */
typedef struct peeler {
    const wks_grid_point *points;
    double *weight;
    uint32_t *before, *after; /* linked list */
    uint32_t *heap;
    uint32_t *place; /* of a point in heap */
    size_t n;
} peeler;

static double triangle(const peeler *peel, uint32_t i)
{
    wks_grid_point a = peel->points[peel->before[i]];
    wks_grid_point b = peel->points[i];
    wks_grid_point c = peel->points[peel->after[i]];
    int64_t twice = (int64_t)(b.x - a.x) * (c.y - a.y) - (int64_t)(b.y - a.y) * (c.x - a.x);
    return fabs((double)twice) / 2;
}

static bool is_less(const peeler *peel, uint32_t a, uint32_t b)
{
    return peel->weight[a] != peel->weight[b] ? peel->weight[a] < peel->weight[b] : a < b;
}

static void set_place(peeler *peel, size_t place, uint32_t i)
{
    peel->heap[place] = i;
    peel->place[i] = (uint32_t)place;
}

static void sift(peeler *peel, size_t place)
{
    uint32_t i = peel->heap[place];
    while (place > 0 && is_less(peel, i, peel->heap[(place - 1) / 2])) {
        set_place(peel, place, peel->heap[(place - 1) / 2]);
        place = (place - 1) / 2;
    }
    for (;;) {
        size_t child = 2 * place + 1;
        if (child >= peel->n) {
            break;
        }
        if (child + 1 < peel->n && is_less(peel, peel->heap[child + 1], peel->heap[child])) {
            child++;
        }
        if (!is_less(peel, peel->heap[child], i)) {
            break;
        }
        set_place(peel, place, peel->heap[child]);
        place = child;
    }
    set_place(peel, place, i);
}

static uint32_t take_least(peeler *peel)
{
    uint32_t least = peel->heap[0];
    peel->n--;
    if (peel->n > 0) {
        set_place(peel, 0, peel->heap[peel->n]);
        sift(peel, 0);
    }
    return least;
}

static void weigh_arc(peeler *peel, const wks_arc *arc, double *weight)
{
    uint32_t last = (uint32_t)arc->n_points - 1;
    peel->points = arc->points;
    peel->weight = weight;
    peel->n = 0;
    weight[0] = weight[last] = INFINITY;
    for (uint32_t i = 1; i < last; i++) {
        peel->before[i] = i - 1;
        peel->after[i] = i + 1;
        weight[i] = triangle(peel, i);
        set_place(peel, peel->n++, i);
        sift(peel, peel->n - 1);
    }
    double least = 0;
    while (peel->n > 0) {
        uint32_t i = take_least(peel);
        /* A point that goes later counts at least as much: thresholds then nest. */
        least = weight[i] > least ? weight[i] : least;
        weight[i] = least;
        uint32_t around[] = {peel->before[i], peel->after[i]};
        if (around[0] != 0) {
            peel->after[around[0]] = around[1];
        }
        if (around[1] != last) {
            peel->before[around[1]] = around[0];
        }
        for (size_t k = 0; k < 2; k++) {
            if (around[k] != 0 && around[k] != last) {
                weight[around[k]] = triangle(peel, around[k]);
                sift(peel, peel->place[around[k]]);
            }
        }
    }
}

static void keep_heaviest(const wks_arc *arc, double *weight, size_t n)
{
    for (; n > 0; n--) {
        size_t best = 0;
        for (size_t i = 1; i + 1 < arc->n_points; i++) {
            if (weight[i] < INFINITY && (best == 0 || weight[i] > weight[best])) {
                best = i;
            }
        }
        if (best != 0) {
            weight[best] = INFINITY;
        }
    }
}

/* A ring of one arc keeps two bends, a ring of two arcs one: fewer have no surface. */
static void keep_rings_open(const wks_topology *topology, const wks_arc_ring *ring,
                            arc_weights *weights)
{
    int32_t first = ring->arcs[0] >= 0 ? ring->arcs[0] : ~ring->arcs[0];
    if (ring->n_arcs == 1) {
        keep_heaviest(&topology->arcs[first], weights->of[first], 2);
    } else if (ring->n_arcs == 2) {
        int32_t second = ring->arcs[1] >= 0 ? ring->arcs[1] : ~ring->arcs[1];
        size_t most = topology->arcs[first].n_points >= topology->arcs[second].n_points
                          ? (size_t)first
                          : (size_t)second;
        keep_heaviest(&topology->arcs[most], weights->of[most], 1);
    }
}

static wks_code weigh(const wks_topology *topology, wks_arena *scratch, arc_weights *out,
                      wks_error *err)
{
    size_t most = 0;
    double *all = NULL;
    for (size_t i = 0; i < topology->n_arcs; i++) {
        most = topology->arcs[i].n_points > most ? topology->arcs[i].n_points : most;
    }
    peeler peel = {0};
    WKS_TRY(wks_arena_take(scratch, topology->n_points, sizeof *all, &all, err));
    WKS_TRY(wks_arena_take(scratch, topology->n_arcs, sizeof *out->of, &out->of, err));
    WKS_TRY(wks_arena_take(scratch, most, sizeof *peel.before, &peel.before, err));
    WKS_TRY(wks_arena_take(scratch, most, sizeof *peel.after, &peel.after, err));
    WKS_TRY(wks_arena_take(scratch, most, sizeof *peel.heap, &peel.heap, err));
    WKS_TRY(wks_arena_take(scratch, most, sizeof *peel.place, &peel.place, err));
    double step_m2 = topology->step_m * topology->step_m;
    for (size_t i = 0; i < topology->n_arcs; i++) {
        out->of[i] = all;
        weigh_arc(&peel, &topology->arcs[i], all);
        for (size_t k = 0; k < topology->arcs[i].n_points; k++) {
            all[k] *= step_m2;
        }
        all += topology->arcs[i].n_points;
    }
    for (size_t a = 0; a < topology->n_areas; a++) {
        for (size_t p = 0; p < topology->areas[a].n_polygons; p++) {
            for (size_t r = 0; r < topology->areas[a].polygons[p].n_rings; r++) {
                keep_rings_open(topology, &topology->areas[a].polygons[p].rings[r], out);
            }
        }
    }
    return WKS_OK;
}

/* ---- leaving out --------------------------------------------------------------------------- */

typedef struct thin_job {
    const wks_topology *from;
    arc_weights weights;
    bool *is_whole; /* [n_areas] every point of the area's borders stays */
    wks_arena *scratch;
    wks_arena *arena;
    wks_error *err;
} thin_job;

/* Islands, and enclaves of a part of an area, that are specks at this size: arcs that close by
 * themselves around a polygon that is not the largest of its area. */
static wks_code find_specks(const thin_job *job, double smallest_m2, bool **is_speck)
{
    const wks_topology *from = job->from;
    WKS_TRY(wks_arena_take(job->scratch, from->n_arcs, sizeof **is_speck, is_speck, job->err));
    for (size_t a = 0; a < from->n_areas; a++) {
        const wks_topology_area *area = &from->areas[a];
        double largest_m2 = 0;
        for (size_t p = 0; p < area->n_polygons; p++) {
            largest_m2 =
                fmax(largest_m2, wks_topology_ring_area(from, &area->polygons[p].rings[0]));
        }
        for (size_t p = 0; p < area->n_polygons; p++) {
            const wks_arc_ring *ring = &area->polygons[p].rings[0];
            double m2 = wks_topology_ring_area(from, ring);
            if (area->polygons[p].n_rings == 1 && ring->n_arcs == 1 && m2 < largest_m2 &&
                m2 < SPECK_SIZE * smallest_m2) {
                (*is_speck)[ring->arcs[0] >= 0 ? ring->arcs[0] : ~ring->arcs[0]] = true;
            }
        }
    }
    return WKS_OK;
}

static bool is_arc_whole(const thin_job *job, const wks_arc *arc)
{
    for (size_t i = 0; i < arc->n_uses; i++) {
        if (job->is_whole[arc->uses[i].area]) {
            return true;
        }
    }
    return false;
}

static wks_grid_point on_grid(wks_grid_point point, double scale)
{
    return (wks_grid_point){(int32_t)lround(point.x * scale), (int32_t)lround(point.y * scale)};
}

/* A piece of a thinned arc, and the points that were left out under it. */
typedef struct span_of_arc {
    size_t arc;
    size_t first, last;
} span_of_arc;

static size_t list_segments(const thin_job *job, double smallest_m2, double scale,
                            wks_segment *segments, span_of_arc *spans)
{
    size_t n = 0;
    for (size_t i = 0; i < job->from->n_arcs; i++) {
        const wks_arc *arc = &job->from->arcs[i];
        bool is_whole = is_arc_whole(job, arc);
        size_t before = 0;
        for (size_t k = 1; k < arc->n_points; k++) {
            if (is_whole || job->weights.of[i][k] >= smallest_m2) {
                segments[n] = (wks_segment){.from = on_grid(arc->points[before], scale),
                                            .to = on_grid(arc->points[k], scale)};
                spans[n++] = (span_of_arc){i, before, k};
                before = k;
            }
        }
    }
    return n;
}

/* Where leaving out bends made borders cross, put back the largest bend of both until they no
 * longer do.  A crossing that the grid itself makes stays: it is smaller than a step. */
static wks_code untangle(const thin_job *job, double smallest_m2, double scale)
{
    wks_segment *segments = NULL;
    span_of_arc *spans = NULL;
    size_t most = job->from->n_points;
    WKS_TRY(wks_arena_take(job->scratch, most, sizeof *segments, &segments, job->err));
    WKS_TRY(wks_arena_take(job->scratch, most, sizeof *spans, &spans, job->err));
    bool has_put_back = true;
    for (int round = 0; has_put_back && round < UNTANGLE_ROUNDS; round++) {
        has_put_back = false;
        size_t n_crossed = 0;
        size_t n = list_segments(job, smallest_m2, scale, segments, spans);
        WKS_TRY(wks_topology_cross_find(segments, n, job->scratch, &n_crossed, job->err));
        for (size_t i = 0; n_crossed > 0 && i < n; i++) {
            double *weight = job->weights.of[spans[i].arc];
            size_t best = 0;
            for (size_t k = spans[i].first + 1; segments[i].is_crossed && k < spans[i].last; k++) {
                best = best == 0 || weight[k] > weight[best] ? k : best;
            }
            if (best != 0) {
                weight[best] = INFINITY;
                has_put_back = true;
            }
        }
    }
    return WKS_OK;
}

static wks_code thin_ring(const thin_job *job, const wks_arc_ring *ring, double smallest_m2,
                          double scale, wks_vertices *vertices, wks_chain *chain)
{
    const wks_topology *from = job->from;
    WKS_TRY(wks_arena_take(job->scratch, wks_topology_ring_points(from, ring),
                           sizeof *chain->vertices, &chain->vertices, job->err));
    for (size_t i = 0; i < ring->n_arcs; i++) {
        bool is_forward = ring->arcs[i] >= 0;
        size_t index = (size_t)(is_forward ? ring->arcs[i] : ~ring->arcs[i]);
        const wks_arc *arc = &from->arcs[index];
        const double *weight = job->weights.of[index];
        bool is_whole = is_arc_whole(job, arc);
        for (size_t k = 0; k + 1 < arc->n_points; k++) {
            size_t at = is_forward ? k : arc->n_points - 1 - k;
            if (is_whole || weight[at] >= smallest_m2) {
                chain->vertices[chain->n++] =
                    wks_vertices_add(vertices, on_grid(arc->points[at], scale));
            }
        }
    }
    return WKS_OK;
}

static wks_code thin(const thin_job *job, const wks_topology_detail *detail, wks_topology *out)
{
    const wks_topology *from = job->from;
    bool *is_speck = NULL;
    wks_vertices vertices = {0};
    wks_chain *chains = NULL;
    size_t n_chains = 0;
    size_t n_rings = 0;
    for (size_t a = 0; a < from->n_areas; a++) {
        for (size_t p = 0; p < from->areas[a].n_polygons; p++) {
            n_rings += from->areas[a].polygons[p].n_rings;
        }
    }
    WKS_TRY(find_specks(job, detail->smallest_m2, &is_speck));
    WKS_TRY(wks_vertices_init(&vertices, from->n_points, job->scratch, job->err));
    WKS_TRY(wks_arena_take(job->scratch, n_rings, sizeof *chains, &chains, job->err));
    double scale = from->step_m / detail->step_m;
    WKS_TRY(untangle(job, detail->smallest_m2, scale));
    for (size_t a = 0; a < from->n_areas; a++) {
        for (size_t p = 0; p < from->areas[a].n_polygons; p++) {
            for (size_t r = 0; r < from->areas[a].polygons[p].n_rings; r++) {
                const wks_arc_ring *ring = &from->areas[a].polygons[p].rings[r];
                int32_t first = ring->arcs[0] >= 0 ? ring->arcs[0] : ~ring->arcs[0];
                if (ring->n_arcs > 1 || !is_speck[first]) {
                    chains[n_chains].area = (uint32_t)a;
                    WKS_TRY(thin_ring(job, ring, detail->smallest_m2, scale, &vertices,
                                      &chains[n_chains++]));
                }
            }
        }
    }
    out->step_m = detail->step_m;
    WKS_TRY(wks_topology_snap(&vertices, chains, n_chains, 0, job->scratch, job->err));
    return wks_topology_arcs_make(&vertices, chains, n_chains, job->scratch, job->arena, out,
                                  job->err);
}

static wks_code copy_areas(const thin_job *job, wks_topology *out)
{
    const wks_topology *from = job->from;
    WKS_TRY(wks_arena_take(job->arena, from->n_areas, sizeof *out->areas, &out->areas, job->err));
    out->n_areas = from->n_areas;
    for (size_t a = 0; a < from->n_areas; a++) {
        wks_topology_area *area = &out->areas[a];
        *area = from->areas[a];
        area->n_polygons = 0;
        uint32_t *neighbours = NULL;
        WKS_TRY(wks_arena_take(job->arena, area->n_neighbours, sizeof *neighbours, &neighbours,
                               job->err));
        if (area->n_neighbours > 0) {
            memcpy(neighbours, area->neighbours, area->n_neighbours * sizeof *neighbours);
        }
        area->neighbours = neighbours;
    }
    return WKS_OK;
}

/* Give areas that vanished their full borders; true when there were any that had less. */
static bool spare_vanished(thin_job *job, const wks_topology *out, bool *has_vanished)
{
    bool has_spared = false;
    *has_vanished = false;
    for (size_t a = 0; a < out->n_areas; a++) {
        if (out->areas[a].n_polygons == 0) {
            *has_vanished = true;
            has_spared = has_spared || !job->is_whole[a];
            job->is_whole[a] = true;
        }
    }
    return has_spared;
}

static wks_code simplify(thin_job *job, const wks_topology_detail *detail, wks_topology *out)
{
    wks_topology_detail taken = *detail;
    for (;;) {
        *out = (wks_topology){0};
        WKS_TRY(copy_areas(job, out));
        WKS_TRY(thin(job, &taken, out));
        bool has_vanished = false;
        bool has_spared = spare_vanished(job, out, &has_vanished);
        /* On its own grid, with its full borders, no area can vanish. */
        if (!has_vanished || (!has_spared && taken.step_m <= job->from->step_m)) {
            return WKS_OK;
        }
        if (!has_spared) {
            taken.step_m = fmax(taken.step_m / 2, job->from->step_m);
        }
    }
}

static wks_code start_job(thin_job *job)
{
    WKS_TRY(wks_arena_take(job->scratch, job->from->n_areas, sizeof *job->is_whole, &job->is_whole,
                           job->err));
    return weigh(job->from, job->scratch, &job->weights, job->err);
}

wks_code wks_topology_simplify(const wks_topology *topology, const wks_topology_detail *detail,
                               wks_arena *arena, wks_topology *out, wks_error *err)
{
    wks_topology_detail wanted = *detail;
    wanted.step_m = wanted.step_m == 0 ? topology->step_m : wanted.step_m;
    if (wanted.step_m < 0 || wanted.smallest_m2 < 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("sizes of 0 and more expected", "maten van 0 en meer verwacht"));
    }
    wks_arena scratch;
    wks_arena_init(&scratch, arena->cap_bytes);
    thin_job job = {.from = topology, .scratch = &scratch, .arena = arena, .err = err};
    wks_code code = start_job(&job);
    if (code == WKS_OK) {
        code = simplify(&job, &wanted, out);
    }
    wks_arena_clear(&scratch);
    return code;
}
