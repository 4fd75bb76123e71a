/* Functions with a known lowest point.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/optimise.h"

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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static wks_code rosenbrock(void *context, const double *x, double *value, wks_error *err)
{
    (void)context;
    (void)err;
    *value = pow(1 - x[0], 2) + 100 * pow(x[1] - x[0] * x[0], 2);
    return WKS_OK;
}

static wks_code bowl(void *context, const double *x, double *value, wks_error *err)
{
    (void)context;
    (void)err;
    *value = pow(x[0] - 3, 2) + pow(x[1] + 1, 2) + x[0] * x[1] / 2;
    return WKS_OK;
}

static wks_code saddle_then_valley(void *context, const double *x, double *value, wks_error *err)
{
    (void)context;
    (void)err;
    *value = cos(x[0]); /* starts where the curvature is negative */
    return WKS_OK;
}

static wks_code fails(void *context, const double *x, double *value, wks_error *err)
{
    (void)context;
    (void)x;
    (void)value;
    return wks_fail(err, WKS_E_NUMERIC, "no");
}

static const double low[2] = {-10, -10};
static const double high[2] = {10, 10};
static const double small[2] = {1e-3, 1e-3};
static const double longest[2] = {2, 2};
static const wks_optimise_options options = {.lower = low,
                                             .upper = high,
                                             .step = small,
                                             .longest = longest,
                                             .slope = 1e-9,
                                             .most_rounds = 200};

static void finds_the_end_of_a_bent_valley(void **state)
{
    (void)state;

    double x[2] = {-1.2, 1};
    wks_optimise_result result;
    assert_int_equal(wks_optimise_newton(rosenbrock, NULL, 2, &options, x, &result, NULL), WKS_OK);
    assert_true(fabs(x[0] - 1) < 1e-2 && fabs(x[1] - 1) < 2e-2);
    assert_true(result.value < 1e-4);
}

static void stops_at_a_bound_that_the_slope_pushes_against(void **state)
{
    (void)state;

    const double upper[2] = {2, 10};
    const wks_optimise_options bounded = {.lower = low,
                                          .upper = upper,
                                          .step = small,
                                          .longest = longest,
                                          .slope = 1e-9,
                                          .most_rounds = 50};
    double x[2] = {0, 0};
    wks_optimise_result result;
    assert_int_equal(wks_optimise_newton(bowl, NULL, 2, &bounded, x, &result, NULL), WKS_OK);
    assert_true(result.has_converged);
    assert_true(x[0] == 2); /* then d/dy = 2 (y + 1) + x / 2 = 0 */
    assert_true(fabs(x[1] + 1.5) < 1e-5);
    assert_true(fabs(result.curvature[0] - 2) < 1e-4 && fabs(result.curvature[1] - 0.5) < 1e-4);
}

static void leaves_a_place_with_negative_curvature(void **state)
{
    (void)state;

    double x[1] = {0.3};
    wks_optimise_result result;
    assert_int_equal(wks_optimise_newton(saddle_then_valley, NULL, 1, &options, x, &result, NULL),
                     WKS_OK);
    assert_true(fabs(fabs(x[0]) - acos(-1.0)) < 1e-5);
}

static void passes_a_failure_up(void **state)
{
    (void)state;

    double x[1] = {0};
    const double range[2] = {0, 1};
    wks_optimise_result result;
    wks_error err = {0};
    assert_int_equal(wks_optimise_newton(fails, NULL, 1, &options, x, &result, &err),
                     WKS_E_NUMERIC);
    assert_int_equal(wks_optimise_brent(fails, NULL, range, 1e-9, x, x, &err), WKS_E_NUMERIC);
}

static void finds_the_minimum_of_one_number(void **state)
{
    (void)state;

    const double range[2] = {2, 5};
    double x = 0;
    double value = 0;
    assert_int_equal(wks_optimise_brent(saddle_then_valley, NULL, range, 1e-10, &x, &value, NULL),
                     WKS_OK);
    assert_true(fabs(x - acos(-1.0)) < 1e-7 && fabs(value + 1) < 1e-14);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_end_of_a_bent_valley),
        cmocka_unit_test(stops_at_a_bound_that_the_slope_pushes_against),
        cmocka_unit_test(leaves_a_place_with_negative_curvature),
        cmocka_unit_test(passes_a_failure_up),
        cmocka_unit_test(finds_the_minimum_of_one_number),
    };
    return cmocka_run_group_tests_name("math/optimise", tests, NULL, NULL);
}
