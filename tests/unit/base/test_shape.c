/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/shape.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>

static wks_point outside[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
static wks_point hole[] = {{2, 2}, {2, 4}, {4, 4}, {4, 2}, {2, 2}};
static wks_point island[] = {{20.5, 0}, {21.5, 0}, {21.5, 1.25}, {20.5, 0}};
static wks_ring first_rings[] = {{outside, 5}, {hole, 5}};
static wks_ring second_rings[] = {{island, 4}};
static wks_polygon polygons[] = {{first_rings, 2}, {second_rings, 1}};
static const wks_shape shape = {polygons, 2};

static void measures_outsides_less_holes(void **state)
{
    (void)state;
    assert_true(wks_ring_area(&first_rings[0]) == 100);
    assert_true(wks_ring_area(&first_rings[1]) == -4);
    assert_true(wks_shape_area(&shape) == 96 + 0.625);
}

static void writes_well_known_binary_and_reads_it_back(void **state)
{
    (void)state;
    wks_buffer bytes = {0};
    wks_arena arena;
    wks_shape back;
    wks_error err;
    wks_arena_init(&arena, 0);
    wks_shape_write(&shape, &bytes);
    assert_memory_equal(bytes.bytes, "\x01\x06\x00\x00\x00\x02\x00\x00\x00\x01\x03", 11);
    assert_int_equal(bytes.n, 9 + (9 + 4 + 80 + 4 + 80) + (9 + 4 + 64));
    assert_int_equal(wks_shape_read(bytes.bytes, bytes.n, &arena, &back, &err), WKS_OK);
    assert_int_equal(back.n_polygons, 2);
    assert_int_equal(back.polygons[0].n_rings, 2);
    assert_memory_equal(back.polygons[0].rings[1].points, hole, sizeof hole);
    assert_memory_equal(back.polygons[1].rings[0].points, island, sizeof island);
    wks_arena_clear(&arena);
    wks_buffer_clear(&bytes);
}

/* Also a count that promises more than there is must not be believed. */
static void refuses_every_cut_and_every_wrong_head(void **state)
{
    (void)state;
    wks_buffer bytes = {0};
    wks_arena arena;
    wks_shape back;
    wks_error err;
    wks_arena_init(&arena, 1 << 20);
    wks_shape_write(&shape, &bytes);
    for (size_t n = 0; n < bytes.n; n++) {
        assert_int_equal(wks_shape_read(bytes.bytes, n, &arena, &back, &err), WKS_E_FORMAT);
    }
    static const size_t counts[] = {5, 14, 18};
    for (size_t i = 0; i < 3; i++) {
        char keep = bytes.bytes[counts[i] + 3];
        bytes.bytes[counts[i] + 3] = 0x7f;
        assert_int_equal(wks_shape_read(bytes.bytes, bytes.n, &arena, &back, &err), WKS_E_FORMAT);
        bytes.bytes[counts[i] + 3] = keep;
    }
    bytes.bytes[1] = 1; /* a point */
    assert_int_equal(wks_shape_read(bytes.bytes, bytes.n, &arena, &back, &err), WKS_E_FORMAT);
    wks_arena_clear(&arena);
    wks_buffer_clear(&bytes);
}

/* A square of 10 with a hole from 4 to 6, and a triangle east of it. */
static void meets_a_box_that_touches_it_and_no_other(void **state)
{
    (void)state;
    static wks_point square[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}};
    static wks_point gap[] = {{4, 4}, {4, 6}, {6, 6}, {6, 4}, {4, 4}};
    static wks_point triangle[] = {{20, 0}, {30, 0}, {30, 10}, {20, 0}};
    wks_ring rings[] = {{square, 5}, {gap, 5}, {triangle, 4}};
    wks_polygon pieces[] = {{&rings[0], 2}, {&rings[2], 1}};
    const wks_shape land = {pieces, 2};

    static const struct {
        wks_box box;
        bool meets;
    } cases[] = {
        {{1, 1, 2, 2}, true},      {{4.5, 4.5, 5.5, 5.5}, false}, /* inside; in the hole */
        {{5, 5, 7, 5.5}, true},    {{-5, -5, 50, 50}, true},      /* over its side; around all */
        {{10, 10, 12, 12}, true},  {{10.1, 0, 12, 10}, false},    /* a corner; beside */
        {{21, 5, 24, 8}, false},   {{28, 1, 29, 2}, true},        /* above the slope; below it */
        {{-1, 5, 11, 5}, true},    {{3, 3, 3, 3}, true},          /* a line; a point */
        {{5, 5, 5, 5}, false},     {{25, 5, 25, 5}, true},        /* in the hole; on the slope */
        {{-2, -2, -1, -1}, false}, {{22, 9, 31, 9.5}, true},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (wks_shape_meets(&land, cases[i].box) != cases[i].meets) {
            fail_msg("box %zu", i);
        }
    }
    const wks_box around = wks_box_around(wks_box_nowhere, &land);
    assert_true(around.west == 0 && around.south == 0 && around.east == 30 && around.north == 10);
    assert_false(wks_shape_meets(&(wks_shape){0}, (wks_box){-9, -9, 9, 9}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_outsides_less_holes),
        cmocka_unit_test(meets_a_box_that_touches_it_and_no_other),
        cmocka_unit_test(writes_well_known_binary_and_reads_it_back),
        cmocka_unit_test(refuses_every_cut_and_every_wrong_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
