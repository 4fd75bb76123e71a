/* base/shape.h - polygons as plain arrays, and their bytes for storage.
 *
 * In and out are coordinates in metres of RD New unless a caller says otherwise: x to the east, y
 * to the north. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_SHAPE_H
#define WKS_BASE_SHAPE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_point {
    double x, y;
} wks_point;

/* The last point equals the first. */
typedef struct wks_ring {
    wks_point *points; /* [n_points] */
    size_t n_points;
} wks_ring;

/* The first ring is the outside, the others are holes.  Their direction says nothing. */
typedef struct wks_polygon {
    wks_ring *rings; /* [n_rings] */
    size_t n_rings;
} wks_polygon;

typedef struct wks_shape {
    wks_polygon *polygons; /* [n_polygons] */
    size_t n_polygons;
} wks_shape;

/* Signed: positive when the ring runs against the clock. */
double wks_ring_area(const wks_ring *ring);
/* Outsides less holes; never negative for a valid shape. */
double wks_shape_area(const wks_shape *shape);

/* A rectangle along the axes, its sides included. */
typedef struct wks_box {
    double west, south, east, north;
} wks_box;

/* Holds nothing; around it, with wks_box_around, comes the box of whatever is added. */
extern const wks_box wks_box_nowhere;
/* The smallest box around both. */
wks_box wks_box_around(wks_box box, const wks_shape *shape);
/* Whether shape and box have a point in common; a box inside a hole has not. */
bool wks_shape_meets(const wks_shape *shape, wks_box box);

/* The shape as a MultiPolygon in well-known binary, little-endian: OGC 06-103r4, 8.2. */
void wks_shape_write(const wks_shape *shape, wks_buffer *out);
/* Read what wks_shape_write wrote, or a plain Polygon in the same coding.
 * Errors: WKS_E_FORMAT  the bytes are no polygons, or stop too early; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_shape_read(const void *bytes, size_t n, wks_arena *arena,
                                       wks_shape *out, wks_error *err);

#endif
