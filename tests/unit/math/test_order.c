/* Places and quantiles against sorting, and against R's quantile(type = 7).
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/order.h"
#include "math/random.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <string.h>

enum {
    MOST = 300
};

/* Numbers with and without repeats. */
static size_t fill(uint64_t stream, double *x)
{
    wks_random random = wks_random_start(5, stream);
    const size_t n = 1 + wks_random_below(&random, MOST);
    const size_t n_values = stream % 2 == 0 ? 5 : 100000;
    for (size_t i = 0; i < n; i++) {
        x[i] = (double)wks_random_below(&random, n_values);
    }
    return n;
}

static void finds_the_place_that_sorting_finds(void **state)
{
    (void)state;
    for (uint64_t stream = 0; stream < 300; stream++) {
        double x[MOST];
        double sorted[MOST];
        const size_t n = fill(stream, x);
        memcpy(sorted, x, n * sizeof *x);
        wks_order_sort(sorted, n);
        for (size_t i = 1; i < n; i++) {
            assert_true(sorted[i - 1] <= sorted[i]);
        }
        for (size_t k = stream % 7; k < n; k += 7) {
            assert_true(wks_order_place(x, n, k) == sorted[k]);
            for (size_t i = 0; i < n; i++) {
                assert_true(i < k ? x[i] <= sorted[k] : x[i] >= sorted[k]);
            }
        }
        wks_order_sort(x, n); /* nothing was lost */
        assert_memory_equal(x, sorted, n * sizeof *x);
    }
}

/* quantile(c(3, 1, 4, 1, 5, 9, 2, 6), p) of R 4.2.2 */
static void agrees_with_r(void **state)
{
    (void)state;

    static const struct {
        double p, value;
    } of[] = {{0, 1},       {0.025, 1}, {0.1, 1},       {0.25, 1.75}, {0.5, 3.5},
              {0.75, 5.25}, {0.9, 6.9}, {0.975, 8.475}, {1, 9}};

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        double x[] = {3, 1, 4, 1, 5, 9, 2, 6};
        assert_true(fabs(wks_order_quantile(x, 8, of[i].p) - of[i].value) < 1e-14);
    }
    double one[] = {7};
    assert_true(wks_order_quantile(one, 1, 0.3) == 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_place_that_sorting_finds),
        cmocka_unit_test(agrees_with_r),
    };
    return cmocka_run_group_tests_name("math/order", tests, NULL, NULL);
}
