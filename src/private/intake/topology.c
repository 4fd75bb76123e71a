/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology.h"

#include "base/language.h"
#include "private/intake/topology_arcs.h"
#include "private/intake/topology_rings.h"
#include "private/intake/topology_snap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double default_step_m = 1;
static const double default_snap_steps = 1.5; /* the eight grid points around */

static int compare_parts(const void *left, const void *right)
{
    const wks_topology_part *const *a = left;
    const wks_topology_part *const *b = right;
    return strcmp((*a)->code, (*b)->code);
}

static wks_code fail_vanished(const char *code, double step_m, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("area %s has no surface left on a grid of %g metres",
                           "gebied %s heeft geen oppervlakte meer op een raster van %g meter"),
                    code, step_m);
}

/* The parts by code, and the areas of topology with their codes and names. */
static wks_code list_areas(const wks_topology_part *parts, size_t n_parts, wks_arena *arena,
                           const wks_topology_part ***sorted, wks_topology *topology,
                           wks_error *err)
{
    if (n_parts == 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("a map needs at least one area", "een kaart heeft een gebied nodig"));
    }
    WKS_TRY(wks_arena_take(arena, n_parts, sizeof(wks_topology_part *), sorted, err));
    WKS_TRY(wks_arena_take(arena, n_parts, sizeof *topology->areas, &topology->areas, err));
    for (size_t i = 0; i < n_parts; i++) {
        (*sorted)[i] = &parts[i];
    }
    qsort(*sorted, n_parts, sizeof(wks_topology_part *), compare_parts);
    for (size_t i = 0; i < n_parts; i++) {
        const wks_topology_part *part = (*sorted)[i];
        if (i > 0 && strcmp((*sorted)[i - 1]->code, part->code) == 0) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %s comes twice", "gebied %s komt twee keer voor"),
                            part->code);
        }
        topology->areas[i].code = part->code;
        topology->areas[i].name = part->name;
    }
    topology->n_areas = n_parts;
    return WKS_OK;
}

/* ---- from shapes --------------------------------------------------------------------------- */

static size_t count_points(const wks_topology_part *parts, size_t n_parts, size_t *n_rings)
{
    size_t n_points = 0;
    *n_rings = 0;
    for (size_t i = 0; i < n_parts; i++) {
        for (size_t p = 0; p < parts[i].shape->n_polygons; p++) {
            const wks_polygon *polygon = &parts[i].shape->polygons[p];
            *n_rings += polygon->n_rings;
            for (size_t r = 0; r < polygon->n_rings; r++) {
                n_points += polygon->rings[r].n_points;
            }
        }
    }
    return n_points;
}

/* Outsides against the clock, holes with it: the area is then at the left. */
static wks_code read_ring(const wks_ring *ring, bool is_hole, double step_m, wks_vertices *vertices,
                          wks_chain *chain, wks_arena *scratch, wks_error *err)
{
    size_t n = ring->n_points == 0 ? 0 : ring->n_points - 1;
    bool is_turned = (wks_ring_area(ring) > 0) == is_hole;
    WKS_TRY(wks_arena_take(scratch, n, sizeof *chain->vertices, &chain->vertices, err));
    chain->n = n;
    for (size_t i = 0; i < n; i++) {
        wks_point at = ring->points[is_turned ? n - 1 - i : i];
        double x = round(at.x / step_m);
        double y = round(at.y / step_m);
        if (!(fabs(x) < INT32_MAX / 4 && fabs(y) < INT32_MAX / 4)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("a coordinate does not fit on a grid of %g metres",
                                   "een coördinaat past niet op een raster van %g meter"),
                            step_m);
        }
        chain->vertices[i] = wks_vertices_add(vertices, (wks_grid_point){(int32_t)x, (int32_t)y});
    }
    return WKS_OK;
}

static wks_code read_chains(const wks_topology_part *const *parts, size_t n_parts, double step_m,
                            wks_vertices *vertices, wks_chain *chains, wks_arena *scratch,
                            wks_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < n_parts; i++) {
        for (size_t p = 0; p < parts[i]->shape->n_polygons; p++) {
            const wks_polygon *polygon = &parts[i]->shape->polygons[p];
            for (size_t r = 0; r < polygon->n_rings; r++) {
                chains[n].area = (uint32_t)i;
                WKS_TRY(read_ring(&polygon->rings[r], r > 0, step_m, vertices, &chains[n++],
                                  scratch, err));
            }
        }
    }
    return WKS_OK;
}

static wks_code build(const wks_topology_part *parts, size_t n_parts,
                      const wks_topology_options *options, wks_arena *scratch, wks_arena *arena,
                      wks_topology *out, wks_error *err)
{
    const wks_topology_part **sorted = NULL;
    WKS_TRY(list_areas(parts, n_parts, arena, &sorted, out, err));
    size_t n_chains = 0;
    size_t n_points = count_points(parts, n_parts, &n_chains);
    wks_vertices vertices = {0};
    wks_chain *chains = NULL;
    WKS_TRY(wks_vertices_init(&vertices, n_points, scratch, err));
    WKS_TRY(wks_arena_take(scratch, n_chains, sizeof *chains, &chains, err));
    WKS_TRY(read_chains(sorted, n_parts, out->step_m, &vertices, chains, scratch, err));
    double reach =
        options != NULL && options->snap_m > 0 ? options->snap_m / out->step_m : default_snap_steps;
    WKS_TRY(wks_topology_snap(&vertices, chains, n_chains, reach, scratch, err));
    WKS_TRY(wks_topology_arcs_make(&vertices, chains, n_chains, scratch, arena, out, err));
    for (size_t i = 0; i < n_parts; i++) {
        if (out->areas[i].n_polygons == 0) {
            return fail_vanished(out->areas[i].code, out->step_m, err);
        }
    }
    return wks_topology_arcs_meet(out, scratch, arena, err);
}

wks_code wks_topology_build(const wks_topology_part *parts, size_t n_parts,
                            const wks_topology_options *options, wks_arena *arena,
                            wks_topology *out, wks_error *err)
{
    *out = (wks_topology){.step_m = options != NULL && options->step_m > 0 ? options->step_m
                                                                           : default_step_m};
    wks_arena scratch;
    wks_arena_init(&scratch, arena->cap_bytes);
    wks_code code = build(parts, n_parts, options, &scratch, arena, out, err);
    wks_arena_clear(&scratch);
    return code;
}

/* ---- from a finer level -------------------------------------------------------------------- */

/* The area's place in sorted for every group. */
static wks_code place_groups(const wks_topology_part *const *sorted, const wks_topology_part *names,
                             size_t n_groups, wks_arena *scratch, size_t **out, wks_error *err)
{
    WKS_TRY(wks_arena_take(scratch, n_groups, sizeof **out, out, err));
    for (size_t i = 0; i < n_groups; i++) {
        (*out)[sorted[i] - names] = i;
    }
    return WKS_OK;
}

static wks_code read_area_chains(const wks_topology *from, size_t area, uint32_t to,
                                 wks_vertices *vertices, wks_chain *chains, size_t *n_chains,
                                 wks_arena *scratch, wks_error *err)
{
    const wks_topology_area *one = &from->areas[area];
    for (size_t p = 0; p < one->n_polygons; p++) {
        for (size_t r = 0; r < one->polygons[p].n_rings; r++) {
            const wks_arc_ring *ring = &one->polygons[p].rings[r];
            wks_chain *chain = &chains[(*n_chains)++];
            wks_grid_point *points = NULL;
            chain->area = to;
            chain->n = wks_topology_ring_points(from, ring);
            WKS_TRY(wks_arena_take(scratch, chain->n, sizeof *points, &points, err));
            WKS_TRY(
                wks_arena_take(scratch, chain->n, sizeof *chain->vertices, &chain->vertices, err));
            wks_topology_ring_walk(from, ring, points);
            for (size_t i = 0; i < chain->n; i++) {
                chain->vertices[i] = wks_vertices_add(vertices, points[i]);
            }
        }
    }
    return WKS_OK;
}

static size_t count_rings(const wks_topology *topology)
{
    size_t n = 0;
    for (size_t a = 0; a < topology->n_areas; a++) {
        for (size_t p = 0; p < topology->areas[a].n_polygons; p++) {
            n += topology->areas[a].polygons[p].n_rings;
        }
    }
    return n;
}

static wks_code dissolve(const wks_topology *from, const size_t *groups,
                         const wks_topology_part *names, size_t n_groups, wks_arena *scratch,
                         wks_arena *arena, wks_topology *out, wks_error *err)
{
    const wks_topology_part **sorted = NULL;
    size_t *places = NULL;
    WKS_TRY(list_areas(names, n_groups, arena, &sorted, out, err));
    WKS_TRY(place_groups(sorted, names, n_groups, scratch, &places, err));
    wks_vertices vertices = {0};
    wks_chain *chains = NULL;
    size_t n_chains = 0;
    WKS_TRY(wks_vertices_init(&vertices, from->n_points, scratch, err));
    WKS_TRY(wks_arena_take(scratch, count_rings(from), sizeof *chains, &chains, err));
    for (size_t a = 0; a < from->n_areas; a++) {
        if (groups[a] >= n_groups) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("area %s belongs to no group", "gebied %s hoort bij geen groep"),
                            from->areas[a].code);
        }
        WKS_TRY(read_area_chains(from, a, (uint32_t)places[groups[a]], &vertices, chains, &n_chains,
                                 scratch, err));
    }
    WKS_TRY(wks_topology_arcs_make(&vertices, chains, n_chains, scratch, arena, out, err));
    for (size_t i = 0; i < n_groups; i++) {
        if (out->areas[i].n_polygons == 0) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("group %s has no areas", "groep %s heeft geen gebieden"),
                            out->areas[i].code);
        }
    }
    return wks_topology_arcs_meet(out, scratch, arena, err);
}

wks_code wks_topology_dissolve(const wks_topology *topology, const size_t *groups,
                               const wks_topology_part *names, size_t n_groups, wks_arena *arena,
                               wks_topology *out, wks_error *err)
{
    *out = (wks_topology){.step_m = topology->step_m};
    wks_arena scratch;
    wks_arena_init(&scratch, arena->cap_bytes);
    wks_code code = dissolve(topology, groups, names, n_groups, &scratch, arena, out, err);
    wks_arena_clear(&scratch);
    return code;
}
