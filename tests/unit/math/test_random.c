/* The first numbers of xoshiro256** from the state 1, 2, 3, 4 are those of its authors' C code
 * (https://prng.di.unimi.it/xoshiro256starstar.c), as published in the tests of Rust's
 * rand_xoshiro.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "math/special.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <inttypes.h>
#include <math.h>

static void is_xoshiro_of_its_authors(void **state)
{
    (void)state;
    static const uint64_t expected[] = {11520U,
                                        0U,
                                        1509978240U,
                                        1215971899390074240U,
                                        1216172134540287360U,
                                        607988272756665600U,
                                        16172922978634559625U,
                                        8476171486693032832U,
                                        10595114339597558777U,
                                        2904607092377533576U};
    wks_random random = {{1, 2, 3, 4}};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_true(wks_random_next(&random) == expected[i]);
    }
}

static void gives_the_same_for_a_seed_and_stream(void **state)
{
    (void)state;
    wks_random a = wks_random_start(7, 3);
    wks_random b = wks_random_start(7, 3);
    wks_random other_stream = wks_random_start(7, 4);
    wks_random other_seed = wks_random_start(8, 3);
    size_t n_equal = 0;
    for (int i = 0; i < 1000; i++) {
        const uint64_t x = wks_random_next(&a);
        assert_true(x == wks_random_next(&b));
        n_equal += x == wks_random_next(&other_stream);
        n_equal += x == wks_random_next(&other_seed);
    }
    assert_true(n_equal == 0);
}

/* Correlations of neighbouring streams: each about normal with deviation 1 / sqrt(n). */
static void has_streams_that_do_not_know_each_other(void **state)
{
    (void)state;

    enum {
        N = 20000,
        N_STREAMS = 40
    };

    double worst = 0;
    for (uint64_t stream = 0; stream < N_STREAMS; stream++) {
        wks_random a = wks_random_start(1, stream);
        wks_random b = wks_random_start(1, stream + 1);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            sum += (wks_random_unit(&a) - 0.5) * (wks_random_unit(&b) - 0.5);
        }
        worst = fmax(worst, fabs(sum / N * 12) * sqrt(N));
    }
    assert_true(worst < 4); /* the chance that one of 40 is beyond: 0.0025 */
}

typedef struct moments {
    double mean, variance, skewness;
} moments;

enum {
    N_DRAWS = 200000
};

static moments moments_of(double (*draw)(wks_random *, double), double parameter)
{
    static double values[N_DRAWS];
    moments out = {0};
    wks_random random = wks_random_start(20240601, (uint64_t)(parameter * 1000));
    for (int i = 0; i < N_DRAWS; i++) {
        values[i] = draw(&random, parameter);
        out.mean += values[i] / N_DRAWS;
    }
    for (int i = 0; i < N_DRAWS; i++) {
        const double distance = values[i] - out.mean;
        out.variance += distance * distance / N_DRAWS;
        out.skewness += distance * distance * distance / N_DRAWS;
    }
    out.skewness /= pow(out.variance, 1.5);
    return out;
}

static double draw_normal(wks_random *random, double unused)
{
    (void)unused;
    return wks_random_normal(random);
}

static double draw_unit(wks_random *random, double unused)
{
    (void)unused;
    const double unit = wks_random_unit(random);
    assert_true(unit > 0 && unit < 1);
    return unit;
}

static double draw_binomial(wks_random *random, double probability)
{
    return wks_random_binomial(random, 20, probability);
}

static void assert_moments(moments got, moments expected)
{
    /* some five standard errors of a mean, and of a variance with a kurtosis up to 10 */
    assert_true(fabs(got.mean - expected.mean) < 5 * sqrt(expected.variance / N_DRAWS));
    assert_true(fabs(got.variance / expected.variance - 1) < 5 * sqrt(9.0 / N_DRAWS));
    assert_true(fabs(got.skewness - expected.skewness) < 0.05 + 0.1 * fabs(expected.skewness));
}

static void has_the_moments_of_each_law(void **state)
{
    (void)state;
    assert_moments(moments_of(draw_unit, 0), (moments){0.5, 1.0 / 12, 0});
    assert_moments(moments_of(draw_normal, 0), (moments){0, 1, 0});
    static const double parameters[] = {0.3, 1, 4.5, 40};
    for (size_t i = 0; i < 4; i++) {
        const double p = parameters[i];
        assert_moments(moments_of(wks_random_poisson, p), (moments){p, p, 1 / sqrt(p)});
        assert_moments(moments_of(wks_random_gamma, p + 0.5),
                       (moments){p + 0.5, p + 0.5, 2 / sqrt(p + 0.5)});
    }
    for (int i = 1; i < 10; i += 4) {
        const double p = i / 10.0;
        const double variance = 20 * p * (1 - p);
        assert_moments(moments_of(draw_binomial, p),
                       (moments){20 * p, variance, (1 - 2 * p) / sqrt(variance)});
    }
}

/* Pearson's chi-squared over the values 0 .. n - 1. */
static void draws_each_below_n_as_often(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 37; n += 6) {
        double counts[37] = {0};
        wks_random random = wks_random_start(5, n);
        double distance = 0;
        for (int i = 0; i < N_DRAWS; i++) {
            const size_t x = wks_random_below(&random, n);
            assert_true(x < n);
            counts[x]++;
        }
        for (size_t i = 0; i < n; i++) {
            const double expected = (double)N_DRAWS / (double)n;
            distance += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        assert_true(n == 1 || wks_special_chi_squared_upper((double)(n - 1), distance) > 1e-4);
    }
}

static void draws_nothing_from_nothing(void **state)
{
    (void)state;
    wks_random random = wks_random_start(1, 1);
    for (int i = 0; i < 100; i++) {
        assert_true(wks_random_poisson(&random, 0) == 0);
        assert_true(wks_random_binomial(&random, 9, 0) == 0);
        assert_true(wks_random_binomial(&random, 9, 1) == 9);
        assert_true(wks_random_binomial(&random, 0, 0.5) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_xoshiro_of_its_authors),
        cmocka_unit_test(gives_the_same_for_a_seed_and_stream),
        cmocka_unit_test(has_streams_that_do_not_know_each_other),
        cmocka_unit_test(has_the_moments_of_each_law),
        cmocka_unit_test(draws_each_below_n_as_often),
        cmocka_unit_test(draws_nothing_from_nothing),
    };
    return cmocka_run_group_tests_name("math/random", tests, NULL, NULL);
}
