/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/sum.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* clang-format on */

static void keeps_the_small_terms(void **state)
{
    (void)state;
    const double peters[] = {1, 1e100, 1, -1e100}; /* Neumaier's own case: plain sums say 0 */
    assert_true(wks_sum_of(peters, 4) == 2);
    wks_sum tenths = {0};
    for (int i = 0; i < 10000000; i++) {
        wks_sum_add(&tenths, 0.1);
    }
    assert_true(wks_sum_value(&tenths) == 1e6);
}

static void is_zero_of_nothing_and_carries_what_is_not_finite(void **state)
{
    (void)state;
    const double infinite[] = {1, INFINITY, 1};
    const double unknown[] = {1, NAN, 1};
    assert_true(wks_sum_of(NULL, 0) == 0);
    assert_true(isinf(wks_sum_of(infinite, 3)));
    assert_true(isnan(wks_sum_of(unknown, 3)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_the_small_terms),
        cmocka_unit_test(is_zero_of_nothing_and_carries_what_is_not_finite),
    };
    return cmocka_run_group_tests_name("math/sum", tests, NULL, NULL);
}
