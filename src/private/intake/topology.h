/* private/intake/topology.h - shapes that share their borders.
 *
 * In: the shapes of one level and edition.  Out: every border once, as an arc between two areas, so
 * that simplifying opens no gaps, neighbours are known, and a coarser level is made by leaving arcs
 * out.  Coordinates lie on a grid of whole steps (1 m), which makes "the same point" exact.
 * The same shapes give the same topology, in whatever order they come.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TOPOLOGY_H
#define WKS_PRIVATE_INTAKE_TOPOLOGY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* RD New divided by the step of the grid: x to the east, y to the north. */
typedef struct wks_grid_point {
    int32_t x, y;
} wks_grid_point;

typedef struct wks_arc_use {
    uint32_t area;   /* index into areas */
    bool is_forward; /* the area lies at the left of who follows the arc from its first point */
} wks_arc_use;

/* A piece of border with the same areas beside it all along. */
typedef struct wks_arc {
    const wks_grid_point *points; /* [n_points], at least 2; first equals last in a closed one */
    size_t n_points;
    const wks_arc_use *uses; /* [n_uses] by area: 1 at the outer border, 2 inside; more only where
                                the file's areas overlap */
    size_t n_uses;
} wks_arc;

/* Arcs one after the other, the area at their left; ~i (that is -1 - i) is arc i backwards. */
typedef struct wks_arc_ring {
    const int32_t *arcs;
    size_t n_arcs;
} wks_arc_ring;

typedef struct wks_arc_polygon {
    wks_arc_ring *rings; /* the outside, then holes */
    size_t n_rings;
} wks_arc_polygon;

typedef struct wks_topology_area {
    const char *code;
    const char *name;
    wks_arc_polygon *polygons;
    size_t n_polygons;
    const uint32_t *neighbours; /* indices, rising: areas with an arc in common */
    size_t n_neighbours;
} wks_topology_area;

typedef struct wks_topology {
    double step_m;            /* of the grid */
    wks_topology_area *areas; /* [n_areas] by code */
    size_t n_areas;
    wks_arc *arcs; /* [n_arcs] */
    size_t n_arcs;
    size_t n_points;   /* of all arcs together */
    size_t n_overlaps; /* arcs with two areas at the same side: 0 for a clean file */
} wks_topology;

typedef struct wks_topology_part {
    const char *code; /* code and name are borrowed for as long as the topology lives */
    const char *name;
    const wks_shape *shape;
} wks_topology_part;

typedef struct wks_topology_options {
    double step_m; /* 0: 1 metre */
    double snap_m; /* points this near each other, or to another area's border, become one;
                      0: one and a half steps */
} wks_topology_options;

/* Build from shapes, each area once.  options may be NULL.
 * Errors: WKS_E_ARGUMENT  two parts with the same code, or none at all
 *         WKS_E_FORMAT    an area has no surface left on the grid: the text names it
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_topology_build(const wks_topology_part *parts, size_t n_parts,
                                           const wks_topology_options *options, wks_arena *arena,
                                           wks_topology *out, wks_error *err);

/* The coarser level: areas with the same group become one and the borders between them vanish.
 * groups[topology->n_areas] index codes and names[n_groups]; every group has an area.
 * Errors: WKS_E_ARGUMENT  a group out of range or without areas; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_dissolve(const wks_topology *topology, const size_t *groups,
                                              const wks_topology_part *names, size_t n_groups,
                                              wks_arena *arena, wks_topology *out, wks_error *err);

/* Square metres; exact on the grid. */
double wks_topology_ring_area(const wks_topology *topology, const wks_arc_ring *ring); /* signed */
double wks_topology_area_m2(const wks_topology *topology, size_t area);

/* The polygons of an area, in metres of RD New: outsides run against the clock, holes with it, and
 * areas that share an arc share its points (topology_shape.c).  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_shape(const wks_topology *topology, size_t area,
                                           wks_arena *arena, wks_shape *out, wks_error *err);

/* ---- simplification (topology_simplify.c) -------------------------------------------------- */

typedef struct wks_topology_detail {
    double smallest_m2; /* a bend whose triangle is smaller goes; 0: none */
    double step_m;      /* the grid to put it on; 0: the same */
} wks_topology_detail;

/* Leave out bends, the smallest first, with the ends of arcs kept (Visvalingam & Whyatt (1993), The
 * Cartographic Journal 30:46-51, doi:10.1179/000870493786962263), and put it on a coarser grid.
 * No area vanishes: where the grid is too coarse for the smallest one, a finer grid is taken
 * (see out->step_m).  Neighbours stay those of the full borders.
 * Errors: WKS_E_ARGUMENT  a negative size; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_simplify(const wks_topology *topology,
                                              const wks_topology_detail *detail, wks_arena *arena,
                                              wks_topology *out, wks_error *err);

/* ---- TopoJSON (topology_json.c, topology_map.c) ---------------------------------------------- */

/* What stands in the file beside the borders. */
typedef struct wks_topology_labels {
    int edition;
    size_t gzip_bytes; /* wks_topology_map: the most it may be when compressed; 0: 40 kB */
} wks_topology_labels;

/* Append the topology as TopoJSON: objects.gebieden (id, naam, buren) and objects.gemeenten, the
 * borders between gemeenten and around them; metres of RD New.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_write_json(const wks_topology *topology,
                                                const wks_topology_labels *labels, wks_buffer *out,
                                                wks_error *err);

/* The TopoJSON with as much detail as fits in labels->gzip_bytes after gzip; *detail (may be NULL)
 * is what was taken.  A country never fits: then it is the coarsest that still looks like one.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_map(const wks_topology *topology,
                                         const wks_topology_labels *labels, wks_buffer *out,
                                         wks_topology_detail *detail, wks_error *err);

#endif
