/* demo/demo_mesh.h - the plane in a few thousand blocks: small in towns, large between them.
 *
 * In: towns and villages.  Out: points at uneven but never too small distances (a dart board with a
 * minimum distance that grows away from towns), joined by Delaunay triangles with exact integer
 * tests. A block is the ground around a point; blocks of one label make an area (demo_areas.h), and
 * where two labels meet in a triangle runs a border (demo_borders.h). Source: Bowyer (1981), The
 * Computer Journal 24:162-166, doi:10.1093/comjnl/24.2.162; Watson (1981), The Computer Journal
 * 24:167-172, doi:10.1093/comjnl/24.2.167.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_MESH_H
#define WKS_DEMO_DEMO_MESH_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

/* RD New in decimetres. */
typedef struct wks_demo_point {
    int32_t x, y;
} wks_demo_point;

/* A town or village, in metres. */
typedef struct wks_demo_town {
    double x, y;
    double radius;
} wks_demo_town;

/* Corners run counter-clockwise; neighbour[i] lies opposite corner[i], -1 for none. */
typedef struct wks_demo_triangle {
    int32_t corner[3];
    int32_t neighbour[3];
} wks_demo_triangle;

typedef struct wks_demo_mesh {
    size_t n_points;
    wks_demo_point *points;
    double *spacing; /* [n_points] metres to the next point, about */
    size_t n_triangles;
    wks_demo_triangle *triangles; /* none of them touches a helping corner outside the plane */
    /* the points that share a triangle with point p: near[near_from[p] .. near_from[p + 1]) */
    int32_t *near_from; /* [n_points + 1] */
    int32_t *near;
} wks_demo_mesh;

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_mesh_make(uint64_t seed, const wks_demo_town *towns,
                                           size_t n_towns, wks_arena *arena, wks_demo_mesh *out,
                                           wks_error *err);

#endif
