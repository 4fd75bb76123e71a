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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_outsides_less_holes),
        cmocka_unit_test(writes_well_known_binary_and_reads_it_back),
        cmocka_unit_test(refuses_every_cut_and_every_wrong_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
