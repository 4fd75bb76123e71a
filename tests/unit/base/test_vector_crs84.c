/* SPDX-License-Identifier: EUPL-1.2 */
/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/vector_crs84.h"

#include <math.h>
#include <stdio.h>

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

/* Points of which the maker of RD gives both: NSGI, RDNAPTRANS2018, the points to check a program
 * with (www.nsgi.nl/rdnaptrans). */
static const struct {
    wks_point rd, crs84;
} published[] = {
    {{117380.1200, 575040.3400}, {4.824761912, 53.160753042}}, /* Texel */
    {{247380.5600, 604580.7800}, {6.776726674, 53.419482050}}, /* Noord-Groningen */
    {{155000.0000, 463000.0000}, {5.387203657, 52.155172897}}, /* Amersfoort */
    {{182260.4500, 311480.6700}, {5.773795548, 50.792584916}}, /* Zuid-Limburg */
    {{64640.8900, 440700.0101}, {4.072887101, 51.947393898}},  /* Maasvlakte */
};

enum {
    N_PUBLISHED = sizeof published / sizeof published[0]
};

static wks_shape shape_of(wks_point *points, size_t n)
{
    wks_polygon *polygon = wks_arena_alloc(&arena, 1, sizeof *polygon);
    polygon->rings = wks_arena_alloc(&arena, 1, sizeof *polygon->rings);
    polygon->rings[0] = (wks_ring){points, n};
    polygon->n_rings = 1;
    return (wks_shape){polygon, 1};
}

static void agrees_with_the_maker_of_rd_to_a_quarter_of_a_metre(void **state)
{
    (void)state;
    wks_point points[N_PUBLISHED];
    wks_shape placed;
    for (size_t i = 0; i < N_PUBLISHED; i++) {
        points[i] = published[i].rd;
    }
    const wks_shape rd = shape_of(points, N_PUBLISHED);
    assert_int_equal(wks_vector_to_crs84(&rd, 1, &arena, &placed, &err), WKS_OK);
    for (size_t i = 0; i < N_PUBLISHED; i++) {
        const wks_point at = placed.polygons[0].rings[0].points[i];
        const double east_m = (at.x - published[i].crs84.x) * 111320 * cos(at.y / 180 * acos(-1.0));
        const double north_m = (at.y - published[i].crs84.y) * 111320;
        if (hypot(east_m, north_m) > 0.25) {
            fail_msg("point %zu: %g m to the east, %g m to the north", i, east_m, north_m);
        }
    }
}

static void rounds_to_seven_decimals(void **state)
{
    (void)state;
    wks_point point = {257000, 471000};
    wks_shape placed;
    const wks_shape rd = shape_of(&point, 1);
    assert_int_equal(wks_vector_to_crs84(&rd, 1, &arena, &placed, &err), WKS_OK);
    const wks_point at = placed.polygons[0].rings[0].points[0];
    assert_true(at.x == 6.8798502);
    assert_true(at.y == 52.2176386);
}

static void refuses_what_has_no_place_on_earth(void **state)
{
    (void)state;
    wks_point point = {INFINITY, 471000};
    wks_shape placed;
    const wks_shape rd = shape_of(&point, 1);
    assert_int_equal(wks_vector_to_crs84(&rd, 1, &arena, &placed, &err), WKS_E_FORMAT);
}

static void reports_that_there_was_no_room(void **state)
{
    (void)state;
    wks_point point = {257000, 471000};
    const wks_shape rd = shape_of(&point, 1);
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code == WKS_E_MEMORY) {
        wks_shape placed;
        wks_arena_fail_after(++n);
        code = wks_vector_to_crs84(&rd, 1, &arena, &placed, &err);
        wks_arena_fail_after(0);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 3);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(agrees_with_the_maker_of_rd_to_a_quarter_of_a_metre, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(rounds_to_seven_decimals, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_has_no_place_on_earth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reports_that_there_was_no_room, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
