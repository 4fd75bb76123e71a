/* Small systems with answers that can be checked by hand, and Longley's (1967) least squares, whose
 * certified coefficients are NIST's (Statistical Reference Datasets, Longley, 15 digits).
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/dense.h"

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
#include <string.h>

static bool is_near(double got, double expected, double tolerance)
{
    return fabs(got - expected) <= tolerance * fmax(1, fabs(expected));
}

/* By column: 1 4, 2 5, 3 6. */
static const double a23[] = {1, 4, 2, 5, 3, 6};

static void multiplies_by_column(void **state)
{
    (void)state;
    const double x[] = {1, 10, 100};
    const double x2[] = {1, 10};
    const double w[] = {2, 3};
    const double b32[] = {1, 0, 1, 2, 1, 0};
    double y[3];
    double c[9];
    wks_dense_times(2, 3, a23, x, y);
    assert_true(y[0] == 321 && y[1] == 654);
    wks_dense_transposed_times(2, 3, a23, x2, y);
    assert_true(y[0] == 41 && y[1] == 52 && y[2] == 63);
    wks_dense_product(2, 3, 2, a23, b32, c);
    assert_true(c[0] == 4 && c[1] == 10 && c[2] == 4 && c[3] == 13);
    wks_dense_cross(2, 3, 3, a23, w, a23, c);
    assert_true(c[0] == 2 * 1 + 3 * 16 && c[1] == 2 * 2 + 3 * 20 && c[8] == 2 * 9 + 3 * 36);
    wks_dense_cross(2, 3, 3, a23, NULL, a23, c);
    assert_true(c[0] == 17 && c[3] == 22 && c[8] == 45);
    wks_dense_times(2, 0, a23, x, y);
    assert_true(y[0] == 0 && y[1] == 0);
}

/* L = 2 0 0, 1 3 0, -1 2 1. */
static void factors_solves_and_inverts(void **state)
{
    (void)state;
    const double a[] = {4, 2, -2, 2, 10, 5, -2, 5, 6};
    double l[9];
    double b[] = {2, 31, 26, 4, 2, -2};
    memcpy(l, a, sizeof l);
    assert_int_equal(wks_dense_cholesky(3, l, NULL), WKS_OK);
    assert_true(is_near(l[0], 2, 1e-15) && is_near(l[1], 1, 1e-15) && is_near(l[2], -1, 1e-15));
    assert_true(is_near(l[4], 3, 1e-15) && is_near(l[5], 2, 1e-15) && is_near(l[8], 1, 1e-15));
    assert_true(is_near(wks_dense_log_determinant(3, l), log(36), 1e-15));
    wks_dense_solve(3, 2, l, b); /* the second is a's first column */
    double back[3];
    wks_dense_times(3, 3, a, b, back);
    assert_true(is_near(back[0], 2, 1e-13) && is_near(back[1], 31, 1e-13));
    assert_true(is_near(back[2], 26, 1e-13));
    assert_true(is_near(b[3], 1, 1e-14) && is_near(b[4], 0, 1e-14) && is_near(b[5], 0, 1e-14));
    double half[] = {2, 4, 3};
    wks_dense_solve_lower(3, 1, l, half);
    assert_true(is_near(half[0], 1, 1e-15) && is_near(half[1], 1, 1e-15));
    assert_true(is_near(half[2], 2, 1e-15));
    wks_dense_solve_lower_transposed(3, 1, l, half);
    assert_true(is_near(half[2], 2, 1e-15) && is_near(half[1], -1, 1e-15));
    assert_true(is_near(half[0], 2, 1e-15));
    wks_dense_inverse(3, l);
    double unit[9];
    wks_dense_product(3, 3, 3, a, l, unit);
    for (int i = 0; i < 9; i++) {
        assert_true(is_near(unit[i], i % 4 == 0, 1e-14));
    }
}

static void refuses_a_matrix_that_is_not_positive_definite(void **state)
{
    (void)state;
    wks_error error;
    double a[] = {1, 2, 2, 1};
    assert_int_equal(wks_dense_cholesky(2, a, &error), WKS_E_NUMERIC);
    assert_non_null(strstr(error.text, "positive definite"));
    assert_int_equal(wks_dense_cholesky(0, a, NULL), WKS_OK);
}

/* The path of three: eigenvalues 0, 1 and 3. */
static void finds_eigenvalues_in_order(void **state)
{
    (void)state;
    const double a[] = {1, -1, 0, -1, 2, -1, 0, -1, 1};
    double v[9];
    double values[3];
    wks_arena arena;
    wks_arena_init(&arena, 0);
    memcpy(v, a, sizeof v);
    assert_int_equal(wks_dense_eigen(3, v, values, &arena, NULL), WKS_OK);
    assert_true(is_near(values[0], 0, 1e-14) && is_near(values[1], 1, 1e-14));
    assert_true(is_near(values[2], 3, 1e-14));
    for (size_t k = 0; k < 3; k++) {
        double av[3];
        wks_dense_times(3, 3, a, &v[3 * k], av);
        for (size_t i = 0; i < 3; i++) {
            assert_true(is_near(av[i], values[k] * v[i + 3 * k], 1e-14));
        }
    }
    assert_int_equal(wks_dense_eigen(0, v, values, &arena, NULL), WKS_OK);
    wks_arena_clear(&arena);
}

static void fits_longley_as_nist_certifies(void **state)
{
    (void)state;

    enum {
        N = 16,
        P = 7
    };

    static const double y[N] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                                66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
    static const double x[N * P] = {
        1,      1,      1,      1,      1,      1,      1,      1,
        1,      1,      1,      1,      1,      1,      1,      1, /* */
        83.0,   88.5,   88.2,   89.5,   96.2,   98.1,   99.0,   100.0,
        101.2,  104.6,  108.4,  110.8,  112.6,  114.2,  115.7,  116.9, /* deflator */
        234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112,
        397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894, /* gross national product */
        2356,   2325,   3682,   3351,   2099,   1932,   1870,   3578,
        2904,   2822,   2936,   4681,   3813,   3931,   4806,   4007, /* unemployed */
        1590,   1456,   1616,   1650,   3099,   3594,   3547,   3350,
        3048,   2857,   2798,   2637,   2552,   2514,   2572,   2827, /* armed forces */
        107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219,
        117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081, /* population */
        1947,   1948,   1949,   1950,   1951,   1952,   1953,   1954,
        1955,   1956,   1957,   1958,   1959,   1960,   1961,   1962};
    static const double certified[P] = {-3482258.63459582, 15.0618722713733,  -0.358191792925910e-1,
                                        -2.02022980381683, -1.03322686717359, -0.511041056535807e-1,
                                        1829.15146461355};
    static const double deviations[P] = {890420.383607373,  84.9149257747669,  0.334910077722432e-1,
                                         0.488399681651699, 0.214274163161675, 0.226073200069370,
                                         455.478499142212};
    wks_arena arena;
    wks_least_squares fit;
    double squares = 0;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_dense_least_squares(N, P, x, NULL, y, &arena, &fit, NULL), WKS_OK);
    for (int i = 0; i < N; i++) {
        squares += (y[i] - fit.fitted[i]) * (y[i] - fit.fitted[i]);
    }
    assert_true(fabs(squares / 836424.055505915 - 1) < 1e-8);
    for (int k = 0; k < P; k++) {
        assert_true(fabs(fit.coefficients[k] / certified[k] - 1) < 1e-8);
        assert_true(fabs(sqrt(squares / 9 * fit.covariance[k + P * k]) / deviations[k] - 1) < 1e-8);
    }
    wks_arena_clear(&arena);
}

/* A weight of two is a row that stands there twice. */
static void weighs_rows(void **state)
{
    (void)state;
    const double x[] = {1, 1, 1, 0, 1, 5};
    const double twice[] = {1, 1, 1, 1, 0, 1, 1, 5};
    const double y[] = {3, 1, 4};
    const double y2[] = {3, 1, 1, 4};
    const double weights[] = {1, 2, 1};
    wks_arena arena;
    wks_least_squares a;
    wks_least_squares b;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_dense_least_squares(3, 2, x, weights, y, &arena, &a, NULL), WKS_OK);
    assert_int_equal(wks_dense_least_squares(4, 2, twice, NULL, y2, &arena, &b, NULL), WKS_OK);
    for (int i = 0; i < 4; i++) {
        assert_true(is_near(a.covariance[i], b.covariance[i], 1e-14));
    }
    assert_true(is_near(a.coefficients[0], b.coefficients[0], 1e-14));
    assert_true(is_near(a.coefficients[1], b.coefficients[1], 1e-14));
    wks_arena_clear(&arena);
}

static void names_the_column_that_adds_nothing(void **state)
{
    (void)state;
    /* the third is twice the first plus the second; it is the largest, so QR keeps it */
    const double x[] = {1, 1, 1, 1, 0, 1, 2, 4, 2, 3, 4, 6};
    const double zero[] = {1, 1, 1, 0, 0, 0};
    const double y[] = {1, 2, 3, 4};
    wks_arena arena;
    wks_least_squares fit;
    wks_error error;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_dense_least_squares(4, 3, x, NULL, y, &arena, &fit, &error),
                     WKS_E_NUMERIC);
    assert_non_null(strstr(error.text, "column"));
    assert_int_equal(wks_dense_least_squares(3, 2, zero, NULL, y, &arena, &fit, &error),
                     WKS_E_NUMERIC);
    assert_non_null(strstr(error.text, "column 2 "));
    assert_int_equal(wks_dense_least_squares(1, 2, zero, NULL, y, &arena, &fit, &error),
                     WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

static void reports_that_memory_ran_out(void **state)
{
    (void)state;
    const double x[] = {1, 1, 1, 0, 1, 5};
    const double y[] = {3, 1, 4};
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code == WKS_E_MEMORY) {
        wks_arena arena;
        wks_least_squares fit;
        wks_arena_init(&arena, 0);
        wks_arena_fail_after(++n);
        code = wks_dense_least_squares(3, 2, x, NULL, y, &arena, &fit, NULL);
        wks_arena_fail_after(0);
        wks_arena_clear(&arena);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(multiplies_by_column),
        cmocka_unit_test(factors_solves_and_inverts),
        cmocka_unit_test(refuses_a_matrix_that_is_not_positive_definite),
        cmocka_unit_test(finds_eigenvalues_in_order),
        cmocka_unit_test(fits_longley_as_nist_certifies),
        cmocka_unit_test(weighs_rows),
        cmocka_unit_test(names_the_column_that_adds_nothing),
        cmocka_unit_test(reports_that_memory_ran_out),
    };
    return cmocka_run_group_tests_name("math/dense", tests, NULL, NULL);
}
