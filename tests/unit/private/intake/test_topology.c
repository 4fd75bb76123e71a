/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology.h"
#include "topology_checks.h"

#include <stdio.h>
#include <string.h>

static wks_arena arena;
static wks_error err;

static int set_up(void **state)
{
    (void)state;
    wks_arena_init(&arena, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wks_arena_fail_after(0);
    wks_arena_clear(&arena);
    return 0;
}

/* ---- shapes by hand ------------------------------------------------------------------------ */

/* Add a polygon with the ring x, y, x, y, ...; is_hole adds the ring to the last polygon. */
static void add_ring(wks_shape *shape, bool is_hole, const double *xy, size_t n_points)
{
    if (shape->polygons == NULL) {
        shape->polygons = wks_arena_alloc(&arena, 8, sizeof *shape->polygons);
    }
    if (!is_hole) {
        shape->polygons[shape->n_polygons++].rings = wks_arena_alloc(&arena, 8, sizeof(wks_ring));
    }
    wks_polygon *polygon = &shape->polygons[shape->n_polygons - 1];
    wks_ring *ring = &polygon->rings[polygon->n_rings++];
    ring->points = wks_arena_alloc(&arena, n_points + 1, sizeof *ring->points);
    for (size_t i = 0; i <= n_points; i++) {
        ring->points[i] = (wks_point){xy[2 * (i % n_points)], xy[2 * (i % n_points) + 1]};
    }
    ring->n_points = n_points + 1;
}

static void add_box(wks_shape *shape, bool is_hole, double left, double bottom, double right,
                    double top)
{
    const double xy[] = {left, bottom, right, bottom, right, top, left, top};
    add_ring(shape, is_hole, xy, 4);
}

static wks_topology build(const wks_topology_part *parts, size_t n_parts)
{
    wks_topology out = {0};
    wks_code code = wks_topology_build(parts, n_parts, NULL, &arena, &out, &err);
    if (code != WKS_OK) {
        fail_msg("%s", err.text);
    }
    return out;
}

/* m2 ends with a 0: no area is that small */
static void assert_areas(const wks_topology *topology, const double *m2)
{
    size_t n = 0;
    /* clang-tidy 14 does not see the elements of a compound literal */
    while (m2[n] > 0) { /* NOLINT(clang-analyzer-core.UndefinedBinaryOperatorResult) */
        n++;
    }
    assert_int_equal(topology->n_areas, n);
    for (size_t i = 0; i < n; i++) {
        assert_true(fabs(wks_topology_area_m2(topology, i) - m2[i]) < 1e-6);
    }
}

/* ---- building ------------------------------------------------------------------------------ */

static void shares_the_border_of_two_squares(void **state)
{
    (void)state;
    wks_shape left = {0};
    wks_shape right = {0};
    add_box(&left, false, 0, 0, 100, 100);
    add_box(&right, false, 100, 0, 200, 100);
    const wks_topology_part parts[] = {{"WK000101", "L", &left}, {"WK000102", "R", &right}};
    wks_topology topology = build(parts, 2);
    check_clean(&topology);
    assert_int_equal(topology.n_arcs, 3);
    assert_areas(&topology, (double[]){10000, 10000, 0});
    assert_int_equal(topology.areas[0].n_neighbours, 1);
    assert_int_equal(topology.areas[0].neighbours[0], 1);
    assert_int_equal(topology.areas[1].neighbours[0], 0);
}

static void fills_a_hole_with_its_enclave(void **state)
{
    (void)state;
    wks_shape around = {0};
    wks_shape inside = {0};
    add_box(&around, false, 0, 0, 100, 100);
    add_box(&around, true, 40, 40, 60, 60);
    add_box(&inside, false, 40, 40, 60, 60);
    const wks_topology_part parts[] = {{"A", "A", &around}, {"B", "B", &inside}};
    wks_topology topology = build(parts, 2);
    check_clean(&topology);
    assert_int_equal(topology.n_arcs, 2);
    assert_int_equal(topology.areas[0].polygons[0].n_rings, 2);
    assert_areas(&topology, (double[]){9600, 400, 0});
    assert_int_equal(topology.areas[1].n_neighbours, 1);
}

/* A has an island, an exclave inside B, and in that exclave a piece of B again. */
static void keeps_islands_exclaves_and_what_lies_in_them(void **state)
{
    (void)state;
    wks_shape a = {0};
    wks_shape b = {0};
    add_box(&a, false, 0, 0, 100, 100);
    add_box(&a, false, 140, 20, 180, 60);
    add_box(&a, true, 150, 30, 160, 40);
    add_box(&a, false, 300, 0, 310, 10);
    add_box(&b, false, 100, 0, 200, 100);
    add_box(&b, true, 140, 20, 180, 60);
    add_box(&b, false, 150, 30, 160, 40);
    const wks_topology_part parts[] = {{"A", "A", &a}, {"B", "B", &b}};
    wks_topology topology = build(parts, 2);
    check_clean(&topology);
    assert_int_equal(topology.areas[0].n_polygons, 3);
    assert_int_equal(topology.areas[1].n_polygons, 2);
    assert_areas(&topology, (double[]){10000 + 1600 - 100 + 100, 10000 - 1600 + 100, 0});
}

static void joins_a_corner_on_the_neighbours_edge(void **state)
{
    (void)state;
    wks_shape left = {0};
    wks_shape low = {0};
    wks_shape high = {0};
    add_box(&left, false, 0, 0, 100, 100);
    add_box(&low, false, 100, 0, 200, 37);
    add_box(&high, false, 100, 37, 200, 100);
    const wks_topology_part parts[] = {{"A", "A", &left}, {"B", "B", &low}, {"C", "C", &high}};
    wks_topology topology = build(parts, 3);
    check_clean(&topology);
    assert_int_equal(topology.n_arcs, 6);
    assert_areas(&topology, (double[]){10000, 3700, 6300, 0});
    assert_int_equal(topology.areas[0].n_neighbours, 2);
}

/* Borders drawn twice by hand: corners up to 0.7 m apart, a vertex 0.6 m beside a slanting edge. */
static void joins_borders_that_lie_within_a_metre(void **state)
{
    (void)state;
    wks_shape left = {0};
    wks_shape right = {0};
    add_ring(&left, false, (double[]){0, 0, 100.3, 0.2, 160.2, 100.4, 0, 100}, 4);
    add_ring(&right, false, (double[]){100.8, -0.3, 200, 0, 200, 100, 159.7, 99.9, 130.6, 50.1}, 5);
    const wks_topology_part parts[] = {{"A", "A", &left}, {"B", "B", &right}};
    wks_topology topology = build(parts, 2);
    check_clean(&topology);
    assert_int_equal(topology.n_arcs, 3);
    assert_int_equal(topology.areas[0].n_neighbours, 1);
}

static void keeps_parts_apart_that_touch_in_a_point(void **state)
{
    (void)state;
    wks_shape a = {0};
    wks_shape b = {0};
    add_box(&a, false, 0, 0, 50, 50);
    add_box(&a, false, 50, 50, 100, 100);
    add_box(&b, false, 50, 0, 100, 50);
    add_box(&b, false, 0, 50, 50, 100);
    const wks_topology_part parts[] = {{"A", "A", &a}, {"B", "B", &b}};
    wks_topology topology = build(parts, 2);
    check_clean(&topology);
    assert_int_equal(topology.areas[0].n_polygons, 2);
    assert_int_equal(topology.areas[1].n_polygons, 2);
    assert_areas(&topology, (double[]){5000, 5000, 0});
}

static void joins_the_land_and_water_of_one_area(void **state)
{
    (void)state;
    wks_shape a = {0};
    add_box(&a, false, 0, 0, 50, 100);
    add_box(&a, false, 50, 0, 100, 100);
    const wks_topology_part parts[] = {{"A", "A", &a}};
    wks_topology topology = build(parts, 1);
    check_clean(&topology);
    assert_int_equal(topology.n_arcs, 1);
    assert_int_equal(topology.areas[0].n_polygons, 1);
    assert_areas(&topology, (double[]){10000, 0});
}

static void turns_rings_that_run_the_wrong_way(void **state)
{
    (void)state;
    wks_shape a = {0};
    add_ring(&a, false, (double[]){0, 0, 0, 100, 100, 100, 100, 0}, 4);
    add_ring(&a, true, (double[]){10, 10, 20, 10, 20, 20, 10, 20}, 4);
    const wks_topology_part parts[] = {{"A", "A", &a}};
    wks_topology topology = build(parts, 1);
    check_clean(&topology);
    assert_areas(&topology, (double[]){9900, 0});
}

static void counts_overlaps_and_still_closes_rings(void **state)
{
    (void)state;
    wks_shape a = {0};
    wks_shape b = {0};
    add_box(&a, false, 0, 0, 100, 100);
    add_box(&b, false, 0, 0, 50, 100);
    const wks_topology_part parts[] = {{"A", "A", &a}, {"B", "B", &b}};
    wks_topology topology = build(parts, 2);
    assert_true(topology.n_overlaps > 0);
    assert_areas(&topology, (double[]){10000, 5000, 0});
    check_ring(&topology, &topology.areas[0].polygons[0].rings[0]);
    check_ring(&topology, &topology.areas[1].polygons[0].rings[0]);
}

static void refuses_no_areas_doubles_and_an_area_without_surface(void **state)
{
    (void)state;
    wks_shape a = {0};
    wks_shape speck = {0};
    wks_topology out;
    add_box(&a, false, 0, 0, 100, 100);
    add_box(&speck, false, 200, 200, 200.3, 200.3);
    assert_int_equal(wks_topology_build(NULL, 0, NULL, &arena, &out, &err), WKS_E_ARGUMENT);
    const wks_topology_part twice[] = {{"A", "A", &a}, {"A", "A", &a}};
    assert_int_equal(wks_topology_build(twice, 2, NULL, &arena, &out, &err), WKS_E_ARGUMENT);
    const wks_topology_part small[] = {{"A", "A", &a}, {"WK000109", "B", &speck}};
    assert_int_equal(wks_topology_build(small, 2, NULL, &arena, &out, &err), WKS_E_FORMAT);
    assert_non_null(strstr(err.text, "WK000109"));
}

/* ---- a country ------------------------------------------------------------------------------ */

enum {
    SIDE = 9, /* of a country of SIDE x SIDE areas ... */
    AREAS = SIDE * SIDE,
    BENDS = 40 /* ... with borders of this many points */
};

static uint32_t seed = 1;

static double chance(void)
{
    seed = seed * 1664525 + 1013904223;
    return (double)(seed >> 8) / (1 << 24);
}

/* A crooked line of BENDS steps from a to b, its ends included. */
static void crooked(wks_point a, wks_point b, wks_point *out)
{
    double away = 0;
    for (size_t i = 0; i <= BENDS; i++) {
        double part = (double)i / BENDS;
        away += (chance() - 0.5) * 60;
        double pull = fmin(part, 1 - part) * 4;
        double side = i == 0 || i == BENDS ? 0 : away * fmin(1, pull);
        double length = hypot(b.x - a.x, b.y - a.y);
        out[i] = (wks_point){a.x + part * (b.x - a.x) + side * (a.y - b.y) / length,
                             a.y + part * (b.y - a.y) + side * (b.x - a.x) / length};
    }
}

static wks_point corners[SIDE + 1][SIDE + 1];
static wks_point across[SIDE + 1][SIDE][BENDS + 1]; /* [row][column], going east */
static wks_point up[SIDE][SIDE + 1][BENDS + 1];     /* [row][column], going north */
static wks_shape shapes[AREAS];
static char codes[AREAS][12];
static wks_topology_part country[AREAS];

static void make_area(size_t row, size_t column)
{
    double xy[8 * BENDS];
    size_t n = 0;
    const wks_point *sides[] = {across[row][column], up[row][column + 1], across[row + 1][column],
                                up[row][column]};
    for (size_t s = 0; s < 4; s++) {
        for (size_t i = 0; i < BENDS; i++) {
            wks_point at = sides[s][s < 2 ? i : BENDS - i];
            xy[n++] = at.x;
            xy[n++] = at.y;
        }
    }
    size_t index = row * SIDE + column;
    shapes[index] = (wks_shape){0};
    add_ring(&shapes[index], false, xy, n / 2);
    snprintf(codes[index], sizeof codes[index], "WK%04zu%02zu", 100 + row / 3 * 3 + column / 3,
             row % 3 * 3 + column % 3);
    country[index] = (wks_topology_part){codes[index], codes[index], &shapes[index]};
}

static void make_country(void)
{
    seed = 1;
    for (size_t row = 0; row <= SIDE; row++) {
        for (size_t column = 0; column <= SIDE; column++) {
            corners[row][column] = (wks_point){200000 + 1000 * (double)column + 200 * chance(),
                                               400000 + 1000 * (double)row + 200 * chance()};
        }
    }
    for (size_t row = 0; row <= SIDE; row++) {
        for (size_t column = 0; column <= SIDE; column++) {
            if (column < SIDE) {
                crooked(corners[row][column], corners[row][column + 1], across[row][column]);
            }
            if (row < SIDE) {
                crooked(corners[row][column], corners[row + 1][column], up[row][column]);
            }
        }
    }
    for (size_t i = 0; i < AREAS; i++) {
        make_area(i / SIDE, i % SIDE);
    }
}

static void dissolves_wijken_to_gemeenten(void **state)
{
    (void)state;
    make_country();
    wks_topology fine = build(country, AREAS);
    check_clean(&fine);
    wks_topology_part names[9];
    char gemeenten[9][8];
    size_t groups[AREAS];
    for (size_t g = 0; g < 9; g++) { /* given in another order than by code */
        snprintf(gemeenten[g], sizeof gemeenten[g], "GM%04zu", 108 - g);
        names[g] = (wks_topology_part){gemeenten[g], gemeenten[g], NULL};
    }
    for (size_t a = 0; a < AREAS; a++) {
        groups[a] = 8 - (size_t)(fine.areas[a].code[5] - '0');
    }
    wks_topology coarse;
    assert_int_equal(wks_topology_dissolve(&fine, groups, names, 9, &arena, &coarse, &err), WKS_OK);
    check_clean(&coarse);
    assert_int_equal(coarse.n_areas, 9);
    assert_int_equal(coarse.n_arcs, 12 + 12 - 4); /* the four corners of the country are no ends */
    for (size_t g = 0; g < 9; g++) {
        double sum = 0;
        for (size_t a = 0; a < AREAS; a++) {
            sum += memcmp(fine.areas[a].code + 2, coarse.areas[g].code + 2, 4) == 0
                       ? wks_topology_area_m2(&fine, a)
                       : 0;
        }
        assert_true(fabs(sum - wks_topology_area_m2(&coarse, g)) < 1e-6);
    }
    assert_int_equal(coarse.areas[4].n_neighbours, 4);
    groups[3] = 9;
    assert_int_equal(wks_topology_dissolve(&fine, groups, names, 9, &arena, &coarse, &err),
                     WKS_E_ARGUMENT);
}

static void stays_closed_however_far_it_is_simplified(void **state)
{
    (void)state;
    make_country();
    wks_topology fine = build(country, AREAS);
    size_t before = fine.n_points;
    double total = 0;
    for (size_t a = 0; a < AREAS; a++) {
        total += wks_topology_area_m2(&fine, a);
    }
    static const double sizes[] = {1, 30, 100, 1000, 10000, 1e9};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        wks_topology thin;
        wks_topology_detail detail = {.smallest_m2 = sizes[i], .step_m = i < 2 ? 0 : 10};
        assert_int_equal(wks_topology_simplify(&fine, &detail, &arena, &thin, &err), WKS_OK);
        check_clean(&thin);
        assert_true(thin.n_points < before);
        before = thin.n_points;
        double sum = 0;
        for (size_t a = 0; a < AREAS; a++) {
            sum += wks_topology_area_m2(&thin, a);
            assert_int_equal(thin.areas[a].n_neighbours, fine.areas[a].n_neighbours);
        }
        assert_true(fabs(sum - total) < 0.05 * total);
    }
    assert_in_range(before, 2 * 2 * SIDE * (SIDE + 1) - 2 * 4, 2 * 2 * SIDE * (SIDE + 1));
}

/* Town B lies half in a cape of A: without the cape the coast would run through the town. */
static void puts_a_bend_back_where_borders_would_cross(void **state)
{
    (void)state;
    wks_shape land = {0};
    wks_shape town = {0};
    const double coast[] = {0, 0, 1000, 0, 1000, 1000, 540, 1000, 500, 1100, 460, 1000, 0, 1000};
    const double houses[] = {495, 990, 505, 990, 500, 1040};
    add_ring(&land, false, coast, 7);
    const wks_topology_detail detail = {.smallest_m2 = 5000};
    const wks_topology_part parts[] = {{"A", "A", &land}, {"B", "B", &town}};
    wks_topology fine = build(parts, 1);
    wks_topology thin;
    assert_int_equal(wks_topology_simplify(&fine, &detail, &arena, &thin, &err), WKS_OK);
    assert_true(wks_topology_area_m2(&thin, 0) == 1000000); /* the cape went */

    add_ring(&land, true, houses, 3);
    add_ring(&town, false, houses, 3);
    fine = build(parts, 2);
    assert_int_equal(wks_topology_simplify(&fine, &detail, &arena, &thin, &err), WKS_OK);
    check_clean(&thin);
    assert_int_equal(check_crossings(&thin), 0);
    assert_true(wks_topology_area_m2(&thin, 0) + wks_topology_area_m2(&thin, 1) > 1003000);
}

static void keeps_the_smallest_area_on_a_coarse_grid(void **state)
{
    (void)state;
    wks_shape land = {0};
    wks_shape speck = {0};
    add_box(&land, false, 0, 0, 10000, 10000);
    add_box(&land, true, 5020, 5020, 5023, 5023);
    add_box(&land, false, 20000, 0, 20003, 3);
    add_box(&speck, false, 5020, 5020, 5023, 5023);
    const wks_topology_part parts[] = {{"A", "A", &land}, {"B", "B", &speck}};
    wks_topology fine = build(parts, 2);
    wks_topology thin;
    const wks_topology_detail detail = {.smallest_m2 = 1000, .step_m = 100};
    assert_int_equal(wks_topology_simplify(&fine, &detail, &arena, &thin, &err), WKS_OK);
    check_clean(&thin);
    assert_int_equal(thin.areas[1].n_polygons, 1);
    assert_int_equal(thin.areas[0].n_polygons, 1); /* the speck of an island went */
    assert_true(thin.step_m < 100);
}

/* ---- TopoJSON ------------------------------------------------------------------------------ */

static void writes_the_contract_to_the_letter(void **state)
{
    (void)state;
    wks_shape left = {0};
    wks_shape right = {0};
    wks_shape other = {0};
    add_box(&left, false, 1000, 2000, 1100, 2100);
    add_box(&right, false, 1100, 2000, 1200, 2100);
    add_box(&other, false, 1200, 2000, 1300, 2100);
    const wks_topology_part parts[] = {
        {"WK000200", "Ander", &other}, {"WK000101", "Twee", &right}, {"WK000100", "Een", &left}};
    wks_topology topology = build(parts, 3);
    wks_buffer out = {0};
    const wks_topology_labels labels = {.edition = 2022};
    assert_int_equal(wks_topology_write_json(&topology, &labels, &out, &err), WKS_OK);
    assert_string_equal(
        out.bytes, "{\"type\":\"Topology\",\"crs\":\"EPSG:28992\",\"editie\":2022,"
                   "\"transform\":{\"scale\":[1,1],\"translate\":[1000,2000]},"
                   "\"objects\":{\"gebieden\":{\"type\":\"GeometryCollection\",\"geometries\":["
                   "{\"type\":\"Polygon\",\"id\":\"WK000100\",\"properties\":{\"naam\":\"Een\","
                   "\"buren\":[\"WK000101\"]},\"arcs\":[[1,-1]]},"
                   "{\"type\":\"Polygon\",\"id\":\"WK000101\",\"properties\":{\"naam\":\"Twee\","
                   "\"buren\":[\"WK000100\",\"WK000200\"]},\"arcs\":[[2,4,-4,-2]]},"
                   "{\"type\":\"Polygon\",\"id\":\"WK000200\",\"properties\":{\"naam\":\"Ander\","
                   "\"buren\":[\"WK000101\"]},\"arcs\":[[5,-5]]}]},"
                   "\"gemeenten\":{\"type\":\"MultiLineString\",\"arcs\":[[0],[2],[3],[4],[5]]}},"
                   "\"arcs\":[[[100,0],[-100,0],[0,100],[100,0]],[[100,0],[0,100]],"
                   "[[100,0],[100,0]],[[100,100],[100,0]],[[200,0],[0,100]],"
                   "[[200,0],[100,0],[0,100],[-100,0]]]}");
    wks_buffer_clear(&out);
}

/* Outsides against the clock and holes with it, as RFC 7946 wants; each ring closed. */
static void gives_shapes_back_as_they_are_drawn(void **state)
{
    (void)state;
    wks_shape a = {0};
    wks_shape b = {0};
    wks_shape back;
    add_box(&a, false, 0, 0, 100, 100);
    add_box(&a, true, 40, 40, 60, 60);
    add_box(&a, false, 300, 0, 310, 10);
    add_box(&b, false, 40, 40, 60, 60);
    const wks_topology_part parts[] = {{"WK000100", "A", &a}, {"WK000101", "B", &b}};
    const wks_topology topology = build(parts, 2);
    assert_int_equal(wks_topology_shape(&topology, 0, &arena, &back, &err), WKS_OK);
    assert_int_equal(back.n_polygons, 2);
    assert_true(wks_shape_area(&back) == 100 * 100 - 20 * 20 + 10 * 10);
    for (size_t p = 0; p < back.n_polygons; p++) {
        for (size_t r = 0; r < back.polygons[p].n_rings; r++) {
            const wks_ring *ring = &back.polygons[p].rings[r];
            assert_true((wks_ring_area(ring) > 0) == (r == 0));
            assert_memory_equal(&ring->points[0], &ring->points[ring->n_points - 1],
                                sizeof ring->points[0]);
        }
    }
    assert_int_equal(wks_topology_shape(&topology, 1, &arena, &back, &err), WKS_OK);
    assert_true(wks_shape_area(&back) == 20 * 20);
}

static void gives_the_same_bytes_for_areas_in_any_order(void **state)
{
    (void)state;
    make_country();
    wks_topology_part turned[AREAS];
    for (size_t i = 0; i < AREAS; i++) {
        turned[i] = country[(i * 7 + 3) % AREAS];
    }
    wks_topology first = build(country, AREAS);
    wks_topology second = build(turned, AREAS);
    wks_buffer a = {0};
    wks_buffer b = {0};
    const wks_topology_labels labels = {.edition = 2022, .gzip_bytes = 9000};
    wks_topology_detail detail;
    assert_int_equal(wks_topology_map(&first, &labels, &a, &detail, &err), WKS_OK);
    assert_int_equal(wks_topology_map(&second, &labels, &b, NULL, &err), WKS_OK);
    assert_true(a.n > 9000);
    assert_true(detail.smallest_m2 > 0 && detail.step_m >= 1);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.bytes, b.bytes, a.n);
    wks_buffer_clear(&a);
    wks_buffer_clear(&b);
}

/* ---- memory -------------------------------------------------------------------------------- */

static wks_code whole_way(const wks_topology_part *parts, size_t n_parts)
{
    wks_arena own;
    wks_topology fine;
    wks_topology coarse;
    wks_buffer out = {0};
    size_t groups[] = {0, 0};
    const wks_topology_part name = {"GM0001", "G", NULL};
    const wks_topology_labels labels = {.edition = 2022};
    wks_arena_init(&own, 0);
    wks_code code = wks_topology_build(parts, n_parts, NULL, &own, &fine, &err);
    if (code == WKS_OK) {
        code = wks_topology_dissolve(&fine, groups, &name, 1, &own, &coarse, &err);
    }
    if (code == WKS_OK) {
        code = wks_topology_map(&fine, &labels, &out, NULL, &err);
    }
    wks_buffer_clear(&out);
    wks_arena_clear(&own);
    return code;
}

static void survives_the_failure_of_any_allocation(void **state)
{
    (void)state;
    wks_shape a = {0};
    wks_shape b = {0};
    add_box(&a, false, 0, 0, 100, 100);
    add_box(&a, true, 40, 40, 60, 60);
    add_box(&a, false, 300, 0, 310, 10);
    add_box(&b, false, 40, 40, 60, 60);
    add_box(&b, false, 100, 0, 200, 37);
    const wks_topology_part parts[] = {{"WK000100", "A", &a}, {"WK000101", "B", &b}};
    size_t n = 0;
    wks_code code = WKS_E_MEMORY;
    while (code == WKS_E_MEMORY && n < 10000) {
        wks_arena_fail_after(++n);
        code = whole_way(parts, 2);
        wks_arena_fail_after(0);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shares_the_border_of_two_squares),
        cmocka_unit_test(fills_a_hole_with_its_enclave),
        cmocka_unit_test(keeps_islands_exclaves_and_what_lies_in_them),
        cmocka_unit_test(joins_a_corner_on_the_neighbours_edge),
        cmocka_unit_test(joins_borders_that_lie_within_a_metre),
        cmocka_unit_test(keeps_parts_apart_that_touch_in_a_point),
        cmocka_unit_test(joins_the_land_and_water_of_one_area),
        cmocka_unit_test(turns_rings_that_run_the_wrong_way),
        cmocka_unit_test(counts_overlaps_and_still_closes_rings),
        cmocka_unit_test(refuses_no_areas_doubles_and_an_area_without_surface),
        cmocka_unit_test(dissolves_wijken_to_gemeenten),
        cmocka_unit_test(stays_closed_however_far_it_is_simplified),
        cmocka_unit_test(puts_a_bend_back_where_borders_would_cross),
        cmocka_unit_test(keeps_the_smallest_area_on_a_coarse_grid),
        cmocka_unit_test(writes_the_contract_to_the_letter),
        cmocka_unit_test(gives_shapes_back_as_they_are_drawn),
        cmocka_unit_test(gives_the_same_bytes_for_areas_in_any_order),
        cmocka_unit_test(survives_the_failure_of_any_allocation),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
