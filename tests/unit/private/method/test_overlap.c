/* The cases of Fingertips' own comparer tests (github.com/ukhsa-collaboration/fingertips-open:
 * SpcForProportionsComparerTest, SpcForDsrComparerTest, DoubleOverlappingCIsComparerTest,
 * SingleOverlappingCIsForOneCILevelComparatorTest).  There low is good: better is lower here.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/overlap.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>

static void labels_proportions_as_spc_for_proportions(void **state)
{
    (void)state;

    static const struct {
        double value, n, benchmark;
        wks_label at_95, at_998;
    } cases[] = {
        {0.077065767284991562, 5930, 0.089611086876279327, WKS_LABEL_LOWER, WKS_LABEL_LOWER},
        {0.098988121425428961, 2273, 0.089611086876279327, WKS_LABEL_NO_DIFFERENCE,
         WKS_LABEL_NO_DIFFERENCE},
        {0.12474645030425965, 1972, 0.089611086876279327, WKS_LABEL_HIGHER, WKS_LABEL_HIGHER},
        {0.109783420463032, 1339, 0.128379546895717, WKS_LABEL_LOWER, WKS_LABEL_NO_DIFFERENCE},
        {0.159065628476085, 899, 0.128379546895717, WKS_LABEL_HIGHER, WKS_LABEL_NO_DIFFERENCE},
        {0.1, 0, 0.1, WKS_LABEL_NONE, WKS_LABEL_NONE},
        {0.1, -1, 0.1, WKS_LABEL_NONE, WKS_LABEL_NONE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(
            wks_overlap_control(cases[i].value, wks_overlap_control_proportion(cases[i].benchmark,
                                                                               cases[i].n, 1.96)),
            cases[i].at_95);
        assert_int_equal(
            wks_overlap_control(cases[i].value, wks_overlap_control_proportion(cases[i].benchmark,
                                                                               cases[i].n, 3.0902)),
            cases[i].at_998);
    }
}

/* Indicator 501, MRSA per 100,000, 2011. */
static void labels_rates_as_spc_for_dsr(void **state)
{
    (void)state;

    static const struct {
        double value, n;
        wks_label at_95, at_998;
    } cases[] = {
        {1.1358436559886544, 616282, WKS_LABEL_LOWER, WKS_LABEL_NO_DIFFERENCE},
        {2.657913272289925, 601976, WKS_LABEL_NO_DIFFERENCE, WKS_LABEL_NO_DIFFERENCE},
        {4.1515156695295845, 409489, WKS_LABEL_HIGHER, WKS_LABEL_NO_DIFFERENCE},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double value = cases[i].value / 1e5;
        const double benchmark = 2.132708657734625e-5;
        assert_int_equal(
            wks_overlap_control(value, wks_overlap_control_rate(benchmark, cases[i].n, 1.959964)),
            cases[i].at_95);
        assert_int_equal(
            wks_overlap_control(value, wks_overlap_control_rate(benchmark, cases[i].n, 3.090232)),
            cases[i].at_998);
    }
}

static void labels_two_intervals_as_double_overlap(void **state)
{
    (void)state;
    const wks_interval high = {3.5, 4.5};
    const wks_interval near = {2.7, 3.6};
    const wks_interval wide = {2.7, 4.1};
    const wks_interval apart = {2.7, 3.1};
    assert_int_equal(wks_overlap_double(4, high, 3, near), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_double(3, near, 4, high), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_double(3, wide, 4, high), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_double(4, high, 3, wide), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_double(4, high, 3, apart), WKS_LABEL_HIGHER);
    assert_int_equal(wks_overlap_double(3, apart, 4, high), WKS_LABEL_LOWER);
    const wks_interval no_lower = {NAN, 3.1};
    const wks_interval no_upper = {2.9, NAN};
    assert_int_equal(wks_overlap_double(4, high, 3, no_lower), WKS_LABEL_NONE);
    assert_int_equal(wks_overlap_double(3, no_upper, 4, high), WKS_LABEL_NONE);
}

static void labels_an_interval_as_single_overlap(void **state)
{
    (void)state;
    const wks_interval limits = {10, 12};
    assert_int_equal(wks_overlap_single(11, limits, 11), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_single(11, limits, 10), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_single(11, limits, 12), WKS_LABEL_NO_DIFFERENCE);
    assert_int_equal(wks_overlap_single(11, limits, 9.999), WKS_LABEL_HIGHER);
    assert_int_equal(wks_overlap_single(11, limits, 12.001), WKS_LABEL_LOWER);
    assert_int_equal(wks_overlap_single(11, limits, NAN), WKS_LABEL_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_proportions_as_spc_for_proportions),
        cmocka_unit_test(labels_rates_as_spc_for_dsr),
        cmocka_unit_test(labels_two_intervals_as_double_overlap),
        cmocka_unit_test(labels_an_interval_as_single_overlap),
    };
    return cmocka_run_group_tests_name("private/method/overlap", tests, NULL, NULL);
}
