/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/shape.h"

#include "base/language.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "well-known binary is written as it lies");

enum {
    LITTLE_ENDIAN_MARK = 1,
    WKB_POLYGON = 3,
    WKB_MULTIPOLYGON = 6
};

double wks_ring_area(const wks_ring *ring)
{
    double twice = 0;
    for (size_t i = 1; i + 1 < ring->n_points; i++) {
        /* From the first point, so that large coordinates do not eat the digits. */
        double ax = ring->points[i].x - ring->points[0].x;
        double ay = ring->points[i].y - ring->points[0].y;
        double bx = ring->points[i + 1].x - ring->points[0].x;
        double by = ring->points[i + 1].y - ring->points[0].y;
        twice += ax * by - bx * ay;
    }
    return twice / 2;
}

double wks_shape_area(const wks_shape *shape)
{
    double area = 0;
    for (size_t p = 0; p < shape->n_polygons; p++) {
        const wks_polygon *polygon = &shape->polygons[p];
        for (size_t r = 0; r < polygon->n_rings; r++) {
            double ring = fabs(wks_ring_area(&polygon->rings[r]));
            area += r == 0 ? ring : -ring;
        }
    }
    return area;
}

const wks_box wks_box_nowhere = {INFINITY, INFINITY, -INFINITY, -INFINITY};

wks_box wks_box_around(wks_box box, const wks_shape *shape)
{
    for (size_t p = 0; p < shape->n_polygons; p++) {
        const wks_ring *ring = &shape->polygons[p].rings[0]; /* holes lie in it */
        for (size_t i = 0; i < ring->n_points; i++) {
            box.west = fmin(box.west, ring->points[i].x);
            box.east = fmax(box.east, ring->points[i].x);
            box.south = fmin(box.south, ring->points[i].y);
            box.north = fmax(box.north, ring->points[i].y);
        }
    }
    return box;
}

/* Liang & Barsky (1984), ACM Transactions on Graphics 3:1-22: what is left of a to b inside. */
static bool line_meets(wks_point a, wks_point b, wks_box box)
{
    const double toward[] = {a.x - b.x, b.x - a.x, a.y - b.y, b.y - a.y};
    const double room[] = {a.x - box.west, box.east - a.x, a.y - box.south, box.north - a.y};
    double from = 0;
    double until = 1;
    for (size_t i = 0; i < 4; i++) {
        if (toward[i] == 0 && room[i] < 0) {
            return false;
        }
        if (toward[i] < 0) {
            from = fmax(from, room[i] / toward[i]);
        } else if (toward[i] > 0) {
            until = fmin(until, room[i] / toward[i]);
        }
    }
    return from <= until;
}

/* Whether a line from the point to the east crosses the rings an odd number of times. */
static bool is_inside(const wks_polygon *polygon, double x, double y)
{
    bool inside = false;
    for (size_t r = 0; r < polygon->n_rings; r++) {
        const wks_ring *ring = &polygon->rings[r];
        for (size_t i = 1; i < ring->n_points; i++) {
            const wks_point a = ring->points[i - 1];
            const wks_point b = ring->points[i];
            if ((a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) {
                inside = !inside;
            }
        }
    }
    return inside;
}

static bool polygon_meets(const wks_polygon *polygon, wks_box box)
{
    for (size_t r = 0; r < polygon->n_rings; r++) {
        const wks_ring *ring = &polygon->rings[r];
        for (size_t i = 1; i < ring->n_points; i++) {
            if (line_meets(ring->points[i - 1], ring->points[i], box)) {
                return true;
            }
        }
    }
    /* No border runs through the box: all of it is inside, or nothing. */
    return is_inside(polygon, box.west, box.south);
}

bool wks_shape_meets(const wks_shape *shape, wks_box box)
{
    for (size_t p = 0; p < shape->n_polygons; p++) {
        if (polygon_meets(&shape->polygons[p], box)) {
            return true;
        }
    }
    return false;
}

static void put_head(wks_buffer *out, uint32_t kind, size_t count)
{
    uint8_t mark = LITTLE_ENDIAN_MARK;
    uint32_t n = (uint32_t)count;
    wks_buffer_put(out, &mark, sizeof mark);
    wks_buffer_put(out, &kind, sizeof kind);
    wks_buffer_put(out, &n, sizeof n);
}

void wks_shape_write(const wks_shape *shape, wks_buffer *out)
{
    put_head(out, WKB_MULTIPOLYGON, shape->n_polygons);
    for (size_t p = 0; p < shape->n_polygons; p++) {
        const wks_polygon *polygon = &shape->polygons[p];
        put_head(out, WKB_POLYGON, polygon->n_rings);
        for (size_t r = 0; r < polygon->n_rings; r++) {
            const wks_ring *ring = &polygon->rings[r];
            uint32_t n_points = (uint32_t)ring->n_points;
            wks_buffer_put(out, &n_points, sizeof n_points);
            wks_buffer_put(out, ring->points, ring->n_points * sizeof *ring->points);
        }
    }
}

typedef struct reader {
    const unsigned char *at;
    size_t left;
    wks_arena *arena;
    wks_error *err;
} reader;

static wks_code fail_short(reader *in)
{
    return wks_fail(in->err, WKS_E_FORMAT,
                    wks_tr("the stored polygons cannot be read: %zu bytes before the end",
                           "de bewaarde polygonen zijn niet te lezen: %zu bytes voor het einde"),
                    in->left);
}

static wks_code take(reader *in, void *out, size_t n)
{
    if (in->left < n) {
        return fail_short(in);
    }
    memcpy(out, in->at, n);
    in->at += n;
    in->left -= n;
    return WKS_OK;
}

/* A count of things that take at least smallest bytes each: no more than fit in what is left. */
static wks_code take_count(reader *in, size_t smallest, size_t *out)
{
    uint32_t count = 0;
    WKS_TRY(take(in, &count, sizeof count));
    if (count > in->left / smallest) {
        return fail_short(in);
    }
    *out = count;
    return WKS_OK;
}

static wks_code take_head(reader *in, uint32_t *kind)
{
    uint8_t mark = 0;
    WKS_TRY(take(in, &mark, sizeof mark));
    WKS_TRY(take(in, kind, sizeof *kind));
    return mark == LITTLE_ENDIAN_MARK ? WKS_OK : fail_short(in);
}

static wks_code take_polygon(reader *in, wks_polygon *out)
{
    WKS_TRY(take_count(in, sizeof(uint32_t), &out->n_rings));
    WKS_TRY(wks_arena_take(in->arena, out->n_rings, sizeof *out->rings, &out->rings, in->err));
    for (size_t r = 0; r < out->n_rings; r++) {
        wks_ring *ring = &out->rings[r];
        WKS_TRY(take_count(in, sizeof(wks_point), &ring->n_points));
        WKS_TRY(wks_arena_take(in->arena, ring->n_points, sizeof *ring->points, &ring->points,
                               in->err));
        WKS_TRY(take(in, ring->points, ring->n_points * sizeof *ring->points));
    }
    return WKS_OK;
}

wks_code wks_shape_read(const void *bytes, size_t n, wks_arena *arena, wks_shape *out,
                        wks_error *err)
{
    reader in = {.at = bytes, .left = n, .arena = arena, .err = err};
    uint32_t kind = 0;
    *out = (wks_shape){0};
    WKS_TRY(take_head(&in, &kind));
    if (kind != WKB_POLYGON && kind != WKB_MULTIPOLYGON) {
        return fail_short(&in);
    }
    bool is_one = kind == WKB_POLYGON;
    out->n_polygons = 1;
    if (!is_one) {
        WKS_TRY(take_count(&in, 1 + 2 * sizeof(uint32_t), &out->n_polygons));
    }
    WKS_TRY(wks_arena_take(arena, out->n_polygons, sizeof *out->polygons, &out->polygons, err));
    for (size_t p = 0; p < out->n_polygons; p++) {
        if (!is_one) {
            WKS_TRY(take_head(&in, &kind));
            if (kind != WKB_POLYGON) {
                return fail_short(&in);
            }
        }
        WKS_TRY(take_polygon(&in, &out->polygons[p]));
    }
    return WKS_OK;
}
