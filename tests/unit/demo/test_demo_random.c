/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_random.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

/* First outputs of SplitMix64 from state 1234567: Vigna's reference splitmix64.c, as quoted on
 * https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64 */
static void gives_the_published_numbers(void **state)
{
    (void)state;
    static const uint64_t published[] = {
        UINT64_C(6457827717110365317), UINT64_C(3203168211198807973), UINT64_C(9817491932198370423),
        UINT64_C(4593380528125082431), UINT64_C(16408922859458223821)};
    wks_demo_random dice = {.state = 1234567};
    for (size_t i = 0; i < 5; i++) {
        assert_true(wks_demo_random_next(&dice) == published[i]);
    }
}

static void streams_differ_by_seed_purpose_and_number(void **state)
{
    (void)state;
    wks_demo_random first = wks_demo_random_start(1, WKS_DEMO_FOR_CARE, 1);
    wks_demo_random same = wks_demo_random_start(1, WKS_DEMO_FOR_CARE, 1);
    wks_demo_random others[] = {wks_demo_random_start(2, WKS_DEMO_FOR_CARE, 1),
                                wks_demo_random_start(1, WKS_DEMO_FOR_SURVEY, 1),
                                wks_demo_random_start(1, WKS_DEMO_FOR_CARE, 2)};
    uint64_t number = wks_demo_random_next(&first);
    assert_true(wks_demo_random_next(&same) == number);
    for (size_t i = 0; i < 3; i++) {
        assert_true(wks_demo_random_next(&others[i]) != number);
    }
}

static void normal_dice_have_mean_0_and_deviation_1(void **state)
{
    (void)state;
    wks_demo_random dice = wks_demo_random_start(7, WKS_DEMO_FOR_NEED, 0);
    double sum = 0;
    double squares = 0;
    size_t n = 200000;
    size_t n_beyond_two = 0;
    for (size_t i = 0; i < n; i++) {
        double value = wks_demo_random_normal(&dice);
        sum += value;
        squares += value * value;
        n_beyond_two += value > 2 || value < -2 ? 1 : 0;
    }
    assert_true(fabs(sum / (double)n) < 0.01);
    assert_true(fabs(squares / (double)n - 1.0) < 0.02);
    assert_true(fabs((double)n_beyond_two / (double)n - 0.0455) < 0.004);
}

static void logistic_agrees_with_libm(void **state)
{
    (void)state;
    for (int i = -80; i <= 80; i++) {
        double x = 0.37 * i;
        assert_true(fabs(wks_demo_random_logistic(x) - 1.0 / (1.0 + exp(-x))) < 1e-9);
    }
    assert_true(wks_demo_random_logistic(1000) <= 1.0);
    assert_true(wks_demo_random_logistic(-1000) >= 0.0);
}

static void noise_is_smooth_and_within_bounds(void **state)
{
    (void)state;
    double last = wks_demo_random_noise(3, 250000, 480000, 1000);
    for (int i = 0; i < 1000; i++) {
        double value = wks_demo_random_noise(3, 250000 + 10 * i, 480000, 1000);
        assert_true(value >= -1 && value <= 1);
        assert_true(fabs(value - last) < 0.05);
        last = value;
    }
}

static void below_stays_below(void **state)
{
    (void)state;
    wks_demo_random dice = wks_demo_random_start(1, WKS_DEMO_FOR_AREAS, 0);
    bool was_seen[5] = {false};
    for (int i = 0; i < 1000; i++) {
        size_t at = wks_demo_random_below(&dice, 5);
        assert_true(at < 5);
        was_seen[at] = true;
    }
    for (int i = 0; i < 5; i++) {
        assert_true(was_seen[i]);
    }
    assert_int_equal(wks_demo_random_below(&dice, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_published_numbers),
        cmocka_unit_test(streams_differ_by_seed_purpose_and_number),
        cmocka_unit_test(normal_dice_have_mean_0_and_deviation_1),
        cmocka_unit_test(logistic_agrees_with_libm),
        cmocka_unit_test(noise_is_smooth_and_within_bounds),
        cmocka_unit_test(below_stays_below),
    };
    return cmocka_run_group_tests_name("demo_random", tests, NULL, NULL);
}
