/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_borders.h"

#include "demo/demo_random.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct drawing {
    uint64_t seed;
    const wks_demo_mesh *mesh;
    const int32_t *label; /* [n_points] -1 outside the region */
    unsigned char *used;  /* [n_triangles] bit i: the side opposite corner i is in a ring */
    wks_demo_point *points;
    size_t n_points, room;
} drawing;

static wks_demo_point between(wks_demo_point a, wks_demo_point b, double share)
{
    return (wks_demo_point){a.x + (int32_t)((double)(b.x - a.x) * share),
                            a.y + (int32_t)((double)(b.y - a.y) * share)};
}

/* Somewhere inside the triangle, not near its sides. */
static wks_demo_point middle_of(const drawing *in, int32_t triangle)
{
    const int32_t *corner = in->mesh->triangles[triangle].corner;
    wks_demo_random dice = wks_demo_random_start(in->seed, WKS_DEMO_FOR_EDGES,
                                                 UINT64_C(0x8000000000) + (uint64_t)triangle);
    double weight[3];
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        weight[i] = 0.5 + wks_demo_random_unit(&dice);
        sum += weight[i];
    }
    double x = 0;
    double y = 0;
    for (int i = 0; i < 3; i++) {
        x += weight[i] / sum * in->mesh->points[corner[i]].x;
        y += weight[i] / sum * in->mesh->points[corner[i]].y;
    }
    return (wks_demo_point){(int32_t)x, (int32_t)y};
}

/* Dice of the side between two points, whichever of its triangles asks. */
static wks_demo_random dice_of_side(const drawing *in, int32_t a, int32_t b)
{
    uint64_t low = (uint64_t)(a < b ? a : b);
    uint64_t high = (uint64_t)(a < b ? b : a);
    return wks_demo_random_start(in->seed, WKS_DEMO_FOR_EDGES,
                                 UINT64_C(0x4000000000) + low * 0x10000 + high);
}

static wks_demo_point crossing_of(const drawing *in, int32_t a, int32_t b)
{
    wks_demo_random dice = dice_of_side(in, a, b);
    wks_demo_point p = in->mesh->points[a < b ? a : b];
    wks_demo_point q = in->mesh->points[a < b ? b : a];
    return between(p, q, 0.34 + 0.32 * wks_demo_random_unit(&dice));
}

/* One bend between a triangle's middle and a crossing; small enough to stay in its own corner. */
static wks_demo_point bend_of(const drawing *in, int32_t triangle, int side, wks_demo_point middle,
                              wks_demo_point crossing)
{
    wks_demo_random dice =
        wks_demo_random_start(in->seed, WKS_DEMO_FOR_EDGES,
                              UINT64_C(0xC000000000) + (uint64_t)triangle * 4 + (uint64_t)side);
    double along = 0.4 + 0.2 * wks_demo_random_unit(&dice);
    double aside = 0.24 * (wks_demo_random_unit(&dice) - 0.5);
    double dx = crossing.x - middle.x;
    double dy = crossing.y - middle.y;
    return (wks_demo_point){middle.x + (int32_t)(dx * along - dy * aside),
                            middle.y + (int32_t)(dy * along + dx * aside)};
}

static wks_code add_point(drawing *in, wks_arena *arena, wks_demo_point point, wks_error *err)
{
    WKS_TRY(wks_arena_grow(arena, &in->points, in->n_points, &in->room, sizeof *in->points, err));
    in->points[in->n_points++] = point;
    return WKS_OK;
}

static bool is_border(const drawing *in, int32_t label, int32_t triangle, int side)
{
    const int32_t *corner = in->mesh->triangles[triangle].corner;
    bool from = in->label[corner[(side + 1) % 3]] == label;
    bool to = in->label[corner[(side + 2) % 3]] == label;
    return from != to;
}

/* The label lies left when the border leaves through a side whose first corner (counter-clockwise)
 * is foreign and whose second is its own. */
static bool is_way_out(const drawing *in, int32_t label, int32_t triangle, int side)
{
    const int32_t *corner = in->mesh->triangles[triangle].corner;
    return in->label[corner[(side + 1) % 3]] != label && in->label[corner[(side + 2) % 3]] == label;
}

static int side_towards(const wks_demo_mesh *mesh, int32_t triangle, int32_t other)
{
    for (int side = 0; side < 3; side++) {
        if (mesh->triangles[triangle].neighbour[side] == other) {
            return side;
        }
    }
    return -1;
}

/* Walk with the label at the left hand until back at the start.  In a triangle the border of a
 * label comes in through one side and goes out through one: the way is never in doubt. */
static wks_code walk(drawing *in, wks_arena *arena, int32_t label, int32_t start, int start_side,
                     wks_error *err)
{
    const wks_demo_mesh *mesh = in->mesh;
    int32_t triangle = start;
    int side = start_side;
    do {
        const int32_t *corner = mesh->triangles[triangle].corner;
        in->used[triangle] |= (unsigned char)(1U << side);
        wks_demo_point crossing = crossing_of(in, corner[(side + 1) % 3], corner[(side + 2) % 3]);
        wks_demo_point middle = middle_of(in, triangle);
        WKS_TRY(add_point(in, arena, middle, err));
        WKS_TRY(add_point(in, arena, bend_of(in, triangle, side, middle, crossing), err));
        WKS_TRY(add_point(in, arena, crossing, err));
        int32_t next = mesh->triangles[triangle].neighbour[side];
        assert(next >= 0); /* the region lies inside the mesh */
        int side_in = side_towards(mesh, next, triangle);
        wks_demo_point next_middle = middle_of(in, next);
        WKS_TRY(add_point(in, arena, bend_of(in, next, side_in, next_middle, crossing), err));
        triangle = next;
        for (side = 0; side < 3; side++) {
            if (is_border(in, label, triangle, side) && is_way_out(in, label, triangle, side)) {
                break;
            }
        }
        assert(side < 3);
    } while (triangle != start || side != start_side);
    return WKS_OK;
}

static double ring_area(const wks_demo_point *points, size_t n)
{
    int64_t twice = 0; /* square decimetres, relative to the first point */
    for (size_t i = 1; i + 1 < n; i++) {
        int64_t ax = (int64_t)points[i].x - points[0].x;
        int64_t ay = (int64_t)points[i].y - points[0].y;
        int64_t bx = (int64_t)points[i + 1].x - points[0].x;
        int64_t by = (int64_t)points[i + 1].y - points[0].y;
        twice += ax * by - ay * bx;
    }
    return (double)twice / 2.0;
}

static int compare_rings(const void *a, const void *b)
{
    const wks_demo_ring *p = a;
    const wks_demo_ring *q = b;
    if (p->area != q->area) {
        return p->area < q->area ? -1 : 1;
    }
    return p->area_dm2 > q->area_dm2 ? -1 : (p->area_dm2 < q->area_dm2 ? 1 : 0);
}

static wks_code label_points(const wks_demo_areas *areas, wks_level level, wks_arena *arena,
                             int32_t **out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, areas->mesh.n_points, sizeof **out, out, err));
    for (size_t i = 0; i < areas->mesh.n_points; i++) {
        int32_t label = areas->buurt_of[i];
        if (label >= 0 && level != WKS_LEVEL_BUURT) {
            label = areas->buurten[label].parent;
            label = level == WKS_LEVEL_GEMEENTE ? areas->wijken[label].parent : label;
        }
        (*out)[i] = label;
    }
    return WKS_OK;
}

wks_code wks_demo_borders_draw(uint64_t seed, const wks_demo_areas *areas, wks_level level,
                               wks_arena *arena, wks_demo_borders *out, wks_error *err)
{
    const wks_demo_mesh *mesh = &areas->mesh;
    int32_t *label = NULL;
    wks_demo_ring *rings = NULL;
    size_t n_rings = 0;
    size_t room = 0;
    drawing in = {.seed = seed, .mesh = mesh};
    WKS_TRY(label_points(areas, level, arena, &label, err));
    in.label = label;
    WKS_TRY(wks_arena_take(arena, mesh->n_triangles, sizeof *in.used, &in.used, err));
    for (size_t i = 0; i < mesh->n_triangles; i++) {
        for (int side = 0; side < 3; side++) {
            int32_t own = label[mesh->triangles[i].corner[(side + 2) % 3]];
            if (own < 0 || (in.used[i] & (1U << side)) != 0 ||
                !is_way_out(&in, own, (int32_t)i, side)) {
                continue;
            }
            in.points = NULL;
            in.n_points = 0;
            in.room = 0;
            WKS_TRY(walk(&in, arena, own, (int32_t)i, side, err));
            WKS_TRY(wks_arena_grow(arena, &rings, n_rings, &room, sizeof *rings, err));
            rings[n_rings++] =
                (wks_demo_ring){own, ring_area(in.points, in.n_points), in.points, in.n_points};
        }
    }
    assert(rings != NULL); /* every level has areas */
    qsort(rings, n_rings, sizeof *rings, compare_rings);
    *out = (wks_demo_borders){rings, n_rings};
    return WKS_OK;
}
