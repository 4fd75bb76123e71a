/* The special functions against R's own (libRmath 4.2), for probabilities from 1e-12 to 1 - 1e-12
 * and shapes from 0.1 to a million: 1e-12 relative.
 *
 * From a half up R is asked for the upper tail with 1 - p, which is exact there: R's lower tail is
 * itself out by up to 6e-11.  Where R says 5e-16 for the median of t, zero is taken as right.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/special.h"

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

static void has_no_answer_outside_its_domain(void **state)
{
    (void)state;
    const double nothing[] = {
        wks_special_normal_quantile(-0.1),
        wks_special_normal_quantile(1.1),
        wks_special_normal_quantile(NAN),
        wks_special_gamma(0, 1),
        wks_special_gamma(1, -1),
        wks_special_gamma_quantile(-1, 0.5),
        wks_special_gamma_quantile(1, 2),
        wks_special_chi_squared_quantile(0, 0.5),
        wks_special_t_quantile(0, 0.5),
        wks_special_t_quantile(5, NAN),
        wks_special_f_upper(0, 1, 1),
        wks_special_f_upper(1, 1, -1),
        wks_special_f_upper(1, NAN, 1),
        wks_special_beta(0, 1, 0.5),
        wks_special_beta(1, 1, 1.5),
        wks_special_beta(1, 1, NAN),
        wks_special_beta_quantile(1, -1, 0.5),
        wks_special_beta_quantile(1, 1, -0.5),
        wks_special_log_gamma(0),
        wks_special_digamma(-1),
        wks_special_trigamma(NAN),
        wks_special_beta(INFINITY, 1, 0.5),
    };
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++) {
        assert_true(isnan(nothing[i]));
    }
}

static void keeps_the_ends(void **state)
{
    (void)state;
    assert_true(wks_special_beta(2, 3, 0) == 0 && wks_special_beta(2, 3, 1) == 1);
    assert_true(wks_special_f_upper(2, 3, 0) == 1 && wks_special_f_upper(2, 3, INFINITY) == 0);
    assert_true(wks_special_gamma(2, 0) == 0 && wks_special_gamma_upper(2, 0) == 1);
    assert_true(wks_special_t(3, 0) == 0.5 && wks_special_t_quantile(3, 0.5) == 0);
    assert_true(wks_special_normal(0) == 0.5 && wks_special_normal_quantile(0.5) == 0);
    assert_true(wks_special_beta_quantile(2, 3, 0) == 0 && wks_special_beta_quantile(2, 3, 1) == 1);
}

/* valgrind computes long double with the digits of double, and 1e-12 is then out of reach. */
static void need_long_double(void)
{
    volatile long double one = 1;
    one += 1e-18L;
    if (one == 1) {
        print_message("long double has no more digits than double here\n");
        skip();
    }
}

/* I_x(a, 1) = x^a and I_x(1, b) = 1 - (1 - x)^b; P(F > f) of 2 and d: (1 + 2 f / d)^(-d / 2). */
static void agrees_with_what_can_be_written_down(void **state)
{
    (void)state;
    need_long_double();
    for (int k = 0; k < 12; k++) {
        const double shape = 0.25 * pow(3.7, k);
        for (int i = 1; i < 40; i++) {
            const double x = i / 40.0;
            const double power = pow(x, shape);
            assert_true(power < 1e-250 ||
                        fabs(wks_special_beta(shape, 1, x) / power - 1) < 1e-12 + 1e-15 * shape);
            const double upper = exp(-shape / 2 * log1p(2 * x / shape));
            assert_true(fabs(wks_special_f_upper(2, shape, x) / upper - 1) < 1e-12);
            /* the two sides make one */
            assert_true(fabs(wks_special_beta(shape, 2.5, x) + wks_special_beta(2.5, shape, 1 - x) -
                             1) < 1e-13);
        }
    }
}

#ifdef WKS_HAS_RMATH
#define MATHLIB_STANDALONE
#include <Rmath.h>

enum {
    MOST_PROBABILITIES = 160
};

static const double shapes[] = {0.1,   0.13, 0.25, 0.37, 0.5,    0.75, 1,    1.0001, 1.31, 1.5,
                                2,     2.5,  3,    4.2,  5,      6.66, 7.5,  10,     13.7, 19,
                                20,    28,   33.3, 45.6, 50,     77,   99.5, 100,    180,  250,
                                300.3, 500,  777,  1000, 2222.2, 3456, 1e4,  5e4,    1e5,  1e6};

enum {
    N_SHAPES = sizeof shapes / sizeof shapes[0]
};

/* 1e-12 .. 0.5 and the same from the other end. */
static size_t fill_probabilities(double out[static MOST_PROBABILITIES])
{
    static const double middle[] = {0.2, 0.3, 0.4, 0.45, 0.4999, 0.5, 0.5001, 0.55, 0.6, 0.7, 0.8};
    size_t n = 0;
    for (int e = -12; e <= -1; e++) {
        for (int m = 1; m < 10; m += 2) {
            out[n++] = m * pow(10, e);
            out[n++] = 1 - m * pow(10, e);
        }
    }
    for (size_t i = 0; i < sizeof middle / sizeof middle[0]; i++) {
        out[n++] = middle[i];
    }
    return n;
}

static size_t n_compared;

static void compare(const char *what, double got, double want, double a, double b, double p)
{
    if (!isfinite(want) || fabs(want) < 1e-290) {
        return; /* R itself has no digits there */
    }
    n_compared++;
    if (!(fabs(got - want) <= 1e-12 * fabs(want)) && !(fabs(want) < 1e-14 && got == 0)) {
        fail_msg("%s(%.17g, %.17g, %.17g): %.17g, R says %.17g", what, a, b, p, got, want);
    }
}

static void agrees_with_r_on_the_normal(void **state)
{
    (void)state;
    double p[MOST_PROBABILITIES];
    const size_t n = fill_probabilities(p);
    n_compared = 0;
    for (size_t i = 0; i < n; i++) {
        compare("qnorm", wks_special_normal_quantile(p[i]), qnorm5(p[i], 0, 1, 1, 0), 0, 0, p[i]);
        compare("upper qnorm", wks_special_normal_quantile_upper(p[i]), qnorm5(p[i], 0, 1, 0, 0), 0,
                0, p[i]);
    }
    for (int i = -300; i <= 300; i++) {
        const double z = i / 37.0;
        compare("pnorm", wks_special_normal(z), pnorm5(z, 0, 1, 1, 0), 0, 0, z);
        compare("upper pnorm", wks_special_normal_upper(z), pnorm5(z, 0, 1, 0, 0), 0, 0, z);
    }
    assert_true(n_compared > 1400);
}

static void agrees_with_r_on_gamma_and_chi_squared(void **state)
{
    (void)state;
    double p[MOST_PROBABILITIES];
    const size_t n = fill_probabilities(p);
    n_compared = 0;
    for (size_t s = 0; s < N_SHAPES; s++) {
        const double a = shapes[s];
        for (size_t i = 0; i < n; i++) {
            const bool is_upper = p[i] > 0.5;
            const double tail = is_upper ? 1 - p[i] : p[i];
            const double x = qgamma(tail, a, 1, !is_upper, 0);
            const double chi = qchisq(tail, a, !is_upper, 0);
            compare("qgamma", wks_special_gamma_quantile(a, p[i]), x, a, 0, p[i]);
            compare("upper qgamma", wks_special_gamma_quantile_upper(a, p[i]),
                    qgamma(tail, a, 1, is_upper, 0), a, 0, p[i]);
            compare("qchisq", wks_special_chi_squared_quantile(a, p[i]), chi, a, 0, p[i]);
            compare("pgamma", wks_special_gamma(a, x), pgamma(x, a, 1, 1, 0), a, 0, x);
            compare("upper pgamma", wks_special_gamma_upper(a, x), pgamma(x, a, 1, 0, 0), a, 0, x);
            compare("upper pchisq", wks_special_chi_squared_upper(a, chi), pchisq(chi, a, 0, 0), a,
                    0, chi);
        }
    }
    assert_true(n_compared > 30000);
}

static void agrees_with_r_on_t(void **state)
{
    (void)state;
    double p[MOST_PROBABILITIES];
    const size_t n = fill_probabilities(p);
    n_compared = 0;
    for (size_t s = 0; s < N_SHAPES; s++) {
        for (size_t i = 0; i < n; i++) {
            const double t =
                p[i] > 0.5 ? -qt(1 - p[i], shapes[s], 1, 0) : qt(p[i], shapes[s], 1, 0);
            compare("qt", wks_special_t_quantile(shapes[s], p[i]), t, shapes[s], 0, p[i]);
            compare("pt", wks_special_t(shapes[s], t), pt(t, shapes[s], 1, 0), shapes[s], 0, t);
        }
    }
    assert_true(n_compared > 9000);
}

static void agrees_with_r_on_beta_and_f(void **state)
{
    (void)state;
    need_long_double();
    double p[MOST_PROBABILITIES];
    const size_t n = fill_probabilities(p);
    n_compared = 0;
    for (size_t s = 0; s < N_SHAPES; s++) {
        for (size_t t = s % 2; t < N_SHAPES; t += 2) {
            const double a = shapes[s];
            const double b = shapes[t];
            for (size_t i = t % 3; i < n; i += 3) {
                const bool is_upper = p[i] > 0.5;
                const double tail = is_upper ? 1 - p[i] : p[i];
                const double x = qbeta(tail, a, b, !is_upper, 0);
                const double f = qf(tail, a, b, !is_upper, 0);
                compare("qbeta", wks_special_beta_quantile(a, b, p[i]), x, a, b, p[i]);
                compare("pbeta", wks_special_beta(a, b, x), pbeta(x, a, b, 1, 0), a, b, x);
                compare("upper pf", wks_special_f_upper(a, b, f), pf(f, a, b, 0, 0), a, b, f);
            }
        }
    }
    assert_true(n_compared > 80000);
}

static void agrees_with_r_on_the_gamma_family(void **state)
{
    (void)state;
    n_compared = 0;
    for (int i = 0; i < 510; i++) {
        const double x = 1e-6 * pow(1.07, i);
        compare("lgamma", wks_special_log_gamma(x), lgammafn(x), 0, 0, x);
        compare("digamma", wks_special_digamma(x), digamma(x), 0, 0, x);
        compare("trigamma", wks_special_trigamma(x), trigamma(x), 0, 0, x);
    }
    assert_true(n_compared > 1500);
}
#else
static void needs_r(void **state)
{
    (void)state;
    print_message("libRmath (r-mathlib) is not there\n");
    skip();
}

#define agrees_with_r_on_the_normal needs_r
#define agrees_with_r_on_gamma_and_chi_squared needs_r
#define agrees_with_r_on_t needs_r
#define agrees_with_r_on_beta_and_f needs_r
#define agrees_with_r_on_the_gamma_family needs_r
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(has_no_answer_outside_its_domain),
        cmocka_unit_test(keeps_the_ends),
        cmocka_unit_test(agrees_with_what_can_be_written_down),
        cmocka_unit_test(agrees_with_r_on_the_normal),
        cmocka_unit_test(agrees_with_r_on_gamma_and_chi_squared),
        cmocka_unit_test(agrees_with_r_on_t),
        cmocka_unit_test(agrees_with_r_on_beta_and_f),
        cmocka_unit_test(agrees_with_r_on_the_gamma_family),
    };
    return cmocka_run_group_tests_name("math/special", tests, NULL, NULL);
}
