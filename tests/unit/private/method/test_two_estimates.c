/* The difference and ratio of two published values, held to published intervals.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/two_estimates.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "math/interval.h"

#include <math.h>

static wks_estimate share(double with, double all)
{
    const wks_interval interval = wks_interval_proportion(with / all, all);
    return (wks_estimate){with / all, interval.lower, interval.upper};
}

/* Newcombe (1998), table II, method 10: 56/70 - 48/80, 9/10 - 3/10, 6/7 - 2/7, 5/56 - 0/29. */
static void gives_the_limits_of_newcombes_method_10(void **state)
{
    (void)state;
    static const double cases[][6] = {{56, 70, 48, 80, 0.0524, 0.3339},
                                      {9, 10, 3, 10, 0.1705, 0.8090},
                                      {6, 7, 2, 7, 0.0582, 0.8062},
                                      {5, 56, 0, 29, -0.0381, 0.1926}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double *c = cases[i];
        const wks_estimate found =
            wks_two_estimates_difference(share(c[0], c[1]), share(c[2], c[3]));
        assert_true(fabs(found.lower - c[4]) < 6e-5);
        assert_true(fabs(found.upper - c[5]) < 6e-5);
    }
}

static void is_the_usual_interval_where_limits_are_even(void **state)
{
    (void)state;
    const wks_estimate found =
        wks_two_estimates_difference((wks_estimate){10, 7, 13}, (wks_estimate){4, 0, 8});
    assert_true(fabs(found.value - 6) < 1e-12);
    assert_true(fabs(found.lower - 1) < 1e-12 && fabs(found.upper - 11) < 1e-12);
}

static void turns_over_with_the_groups(void **state)
{
    (void)state;
    const wks_estimate a = {30, 24, 38};
    const wks_estimate b = {12, 9, 16};
    const wks_estimate there = wks_two_estimates_ratio(a, b);
    const wks_estimate back = wks_two_estimates_ratio(b, a);
    assert_true(fabs(there.value - 2.5) < 1e-12);
    assert_true(fabs(there.lower * back.upper - 1) < 1e-12);
    assert_true(fabs(there.upper * back.lower - 1) < 1e-12);
    assert_true(there.lower > 1.6 && there.upper < 3.7);
}

static void has_no_interval_without_both(void **state)
{
    (void)state;
    const wks_estimate bare = {10, NAN, NAN};
    const wks_estimate known = {4, 3, 5};
    assert_false(wks_estimate_has_limits(wks_two_estimates_difference(bare, known)));
    assert_false(wks_estimate_has_limits(wks_two_estimates_ratio(known, bare)));
    assert_true(wks_two_estimates_ratio(bare, known).value == 2.5);
}

static void has_no_ratio_of_nothing(void **state)
{
    (void)state;
    const wks_estimate nobody = {0, 0, 1};
    const wks_estimate known = {4, 3, 5};
    const wks_estimate nearly = {1, 0, 2};
    assert_true(isnan(wks_two_estimates_ratio(nobody, known).value));
    assert_true(isnan(wks_two_estimates_ratio(known, nobody).value));
    const wks_estimate unsure = wks_two_estimates_ratio(known, nearly);
    assert_true(unsure.value == 4 && !wks_estimate_has_limits(unsure));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_limits_of_newcombes_method_10),
        cmocka_unit_test(is_the_usual_interval_where_limits_are_even),
        cmocka_unit_test(turns_over_with_the_groups),
        cmocka_unit_test(has_no_interval_without_both),
        cmocka_unit_test(has_no_ratio_of_nothing),
    };
    return cmocka_run_group_tests_name("private/method/two_estimates", tests, NULL, NULL);
}
