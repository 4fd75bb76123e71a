/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/interval.h"
#include "public/attack/count_back.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>

static bool of_share(double with, double n, double per, wks_counted *out)
{
    const wks_interval interval = wks_interval_proportion(with / n, n);
    return wks_count_back_share(with / n * per, interval.lower * per, interval.upper * per, out);
}

static bool of_rate(double count, double residents, double per, wks_counted *out)
{
    const wks_interval interval = wks_interval_count(count);
    return wks_count_back_events(count / residents * per, interval.lower / residents * per,
                                 interval.upper / residents * per, out);
}

static void gives_back_of_how_many_a_share_is(void **state)
{
    (void)state;
    static const double sizes[] = {1, 2, 10, 11, 97, 100, 1009, 31946, 640000, 14000000};
    static const double units[] = {1, 100, 1000, 10000, 100000};
    wks_counted out;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        for (int part = 0; part <= 16; part++) {
            const double with = nearbyint(part * sizes[i] / 16);
            for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
                assert_true(of_share(with, sizes[i], units[u], &out));
                assert_true(out.with == with && out.all == sizes[i]);
            }
        }
    }
    assert_true(of_share(7, 1009, 10000, &out));
    assert_true(out.per == 10000);
}

static void gives_back_every_count_up_to_a_thousand_and_larger_ones(void **state)
{
    (void)state;
    wks_counted out;
    for (int count = 1; count <= 1000; count++) {
        assert_true(of_rate(count, 1511, 10000, &out));
        assert_true(out.with == count && isnan(out.all));
        assert_true(of_rate(count, 77.25, 100, &out)); /* an index: so many were expected */
        assert_true(out.with == count);
    }
    static const double large[] = {12345, 654321, 17000000};
    for (size_t i = 0; i < sizeof large / sizeof large[0]; i++) {
        assert_true(of_rate(large[i], 640000, 1000, &out));
        assert_true(out.with == large[i]);
    }
}

static void takes_no_number_that_was_rounded_for_a_count(void **state)
{
    (void)state;
    wks_counted out;
    assert_false(wks_count_back_share(3.5, 3, 4, &out));
    assert_false(wks_count_back_share(0.69, 0.34, 1.43, &out));
    assert_false(wks_count_back_events(20.7, 16, 26.3, &out));
}

static void takes_no_weighted_share_or_other_interval_for_a_count(void **state)
{
    (void)state;
    wks_counted out;
    const wks_interval weighted = wks_interval_proportion(0.31, 412.625);
    assert_false(wks_count_back_share(0.31, weighted.lower, weighted.upper, &out));
    assert_false(wks_count_back_share(31, 20, 20, &out));
    assert_false(wks_count_back_share(NAN, NAN, NAN, &out));
    assert_false(wks_count_back_share(-1, -2, 3, &out));
    assert_false(wks_count_back_share(1e300, 0, INFINITY, &out));
    assert_false(wks_count_back_events(0, 0, 3, &out));
    assert_false(wks_count_back_events(NAN, NAN, NAN, &out));
    assert_false(wks_count_back_events(5, NAN, 6, &out));
    assert_false(wks_count_back_events(5, 4, INFINITY, &out));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_of_how_many_a_share_is),
        cmocka_unit_test(gives_back_every_count_up_to_a_thousand_and_larger_ones),
        cmocka_unit_test(takes_no_number_that_was_rounded_for_a_count),
        cmocka_unit_test(takes_no_weighted_share_or_other_interval_for_a_count),
    };
    return cmocka_run_group_tests_name("public/attack/count_back", tests, NULL, NULL);
}
