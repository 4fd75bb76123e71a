/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/class_bounds.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

static void assert_bounds(double *values, size_t n, int decimals,
                          const double expected[static WKS_N_CLASS_BOUNDS])
{
    double got[WKS_N_CLASS_BOUNDS];
    assert_int_equal(wks_class_bounds(values, n, decimals, got), WKS_N_CLASS_BOUNDS);
    for (size_t i = 0; i < WKS_N_CLASS_BOUNDS; i++) {
        assert_true(fabs(got[i] - expected[i]) < 1e-9 * fmax(1, fabs(expected[i])));
    }
}

static void cuts_a_hundred_numbers_into_five_classes(void **state)
{
    (void)state;
    double values[100];
    for (size_t i = 0; i < 100; i++) {
        values[i] = (double)(99 - i);
    }
    assert_bounds(values, 100, 1, (double[]){20, 40, 60, 80});
    for (size_t i = 1; i < 100; i++) {
        assert_true(values[i] > values[i - 1]); /* sorted on the way */
    }
}

static void takes_as_few_decimals_as_keep_the_bounds_apart(void **state)
{
    (void)state;
    double values[] = {10.11, 10.22, 10.33, 10.44, 10.55, 10.66, 10.77, 10.88, 10.99, 11.11};
    assert_bounds(values, 10, 2, (double[]){10.3, 10.6, 10.8, 11});
    double close[] = {1.01, 1.02, 1.03, 1.04, 1.05};
    assert_bounds(close, 5, 2, (double[]){1.02, 1.03, 1.04, 1.05});
    double got[WKS_N_CLASS_BOUNDS];
    assert_int_equal(wks_class_bounds(close, 5, 1, got), 0); /* one decimal cannot */
}

static void rounds_large_numbers_to_whole_hundreds(void **state)
{
    (void)state;
    double values[] = {101234, 203456, 305678, 407890, 501234,
                       603456, 705678, 807890, 901234, 999999};
    assert_bounds(values, 10, 0, (double[]){300000, 500000, 700000, 900000});
    double huge[] = {1e15, 2e15, 3e15, 4e15, 5e15};
    assert_bounds(huge, 5, 1, (double[]){2e15, 3e15, 4e15, 5e15});
}

static void cuts_numbers_below_zero(void **state)
{
    (void)state;
    double values[] = {-50, -40, -30, -20, -10, 0, 10, 20, 30, 40};
    assert_bounds(values, 10, 0, (double[]){-30, -10, 10, 30});
    double around[] = {-2.2, -1.1, -0.02, 1.1, 2.2};
    double got[WKS_N_CLASS_BOUNDS];
    assert_int_equal(wks_class_bounds(around, 5, 1, got), WKS_N_CLASS_BOUNDS);
    assert_true(got[1] == 0 && !signbit(got[1])); /* "-0" is nothing to show */
}

static void makes_no_classes_of_fewer_than_five_numbers(void **state)
{
    (void)state;
    double none[] = {0};
    double four[] = {1, 2, 3, 4};
    double ties[] = {1, 1, 1, 2, 2, 3, 3, 4, 4, 4};
    double same[] = {5, 5, 5, 5, 5, 5};
    double got[WKS_N_CLASS_BOUNDS];
    assert_int_equal(wks_class_bounds(none, 0, 1, got), 0);
    assert_int_equal(wks_class_bounds(four, 4, 1, got), 0);
    assert_int_equal(wks_class_bounds(ties, 10, 1, got), 0);
    assert_int_equal(wks_class_bounds(same, 6, 1, got), 0);
}

static void makes_no_classes_when_most_numbers_are_the_same(void **state)
{
    (void)state;
    double values[] = {0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4};
    double got[WKS_N_CLASS_BOUNDS];
    assert_int_equal(wks_class_bounds(values, 11, 1, got), 0);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

/* Whatever the numbers: bounds rise, stand above the smallest number and have the decimals. */
static void gives_rising_bounds_for_any_numbers(void **state)
{
    (void)state;
    uint64_t seed = 7;
    size_t n_cut = 0;
    for (int turn = 0; turn < 5000; turn++) {
        double values[60];
        const size_t n = next_random(&seed) % 60 + 1;
        const int decimals = (int)(next_random(&seed) % 4);
        const double scale = pow(10, (double)(next_random(&seed) % 12) - 4);
        for (size_t i = 0; i < n; i++) {
            values[i] = ((double)(next_random(&seed) % 2001) - 1000) * scale;
        }
        double got[WKS_N_CLASS_BOUNDS];
        const size_t n_bounds = wks_class_bounds(values, n, decimals, got);
        assert_true(n_bounds == 0 || n_bounds == WKS_N_CLASS_BOUNDS);
        double before = values[0];
        for (size_t i = 0; i < n_bounds; i++) {
            assert_true(got[i] > before);
            before = got[i];
            const double shifted = got[i] * pow(10, decimals);
            assert_true(fabs(shifted - round(shifted)) < 1e-6 * fmax(1, fabs(shifted)));
        }
        n_cut += n_bounds > 0;
    }
    assert_true(n_cut > 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_a_hundred_numbers_into_five_classes),
        cmocka_unit_test(takes_as_few_decimals_as_keep_the_bounds_apart),
        cmocka_unit_test(rounds_large_numbers_to_whole_hundreds),
        cmocka_unit_test(cuts_numbers_below_zero),
        cmocka_unit_test(makes_no_classes_of_fewer_than_five_numbers),
        cmocka_unit_test(makes_no_classes_when_most_numbers_are_the_same),
        cmocka_unit_test(gives_rising_bounds_for_any_numbers),
    };
    return cmocka_run_group_tests_name("public/picture/class_bounds", tests, NULL, NULL);
}
