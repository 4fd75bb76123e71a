/* Published limits: Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3, which is
 * what R's prop.test(correct = FALSE) gives; and the test book of PHEindicatormethods 2.1.0 (UK
 * Health Security Agency): Byars_Wilson, Proportion, Rate and Mean.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "../private/method/phe_book.h"
#include "math/interval.h"

#include <math.h>
#include <stdbool.h>

static bool is_near(double got, double expected, double tolerance)
{
    return fabs(got - expected) <= tolerance;
}

static void gives_the_score_limits_of_newcombe(void **state)
{
    (void)state;

    static const struct {
        double with, n, lower, upper;
    } cases[] = {
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0.0000, 0.1611},
        {1, 29, 0.0061, 0.1718},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wks_interval got = wks_interval_proportion(cases[i].with / cases[i].n, cases[i].n);
        assert_true(is_near(got.lower, cases[i].lower, 0.00005));
        assert_true(is_near(got.upper, cases[i].upper, 0.00005));
        /* and the same seen from the other side */
        wks_interval other = wks_interval_proportion(1 - cases[i].with / cases[i].n, cases[i].n);
        assert_true(is_near(other.lower, 1 - got.upper, 1e-12));
        assert_true(is_near(other.upper, 1 - got.lower, 1e-12));
    }
}

static void stays_between_none_and_all(void **state)
{
    (void)state;
    for (int i = 1; i < 60; i++) {
        const double n = i * i * 0.75;
        wks_interval none = wks_interval_proportion(0, n);
        wks_interval all = wks_interval_proportion(1, n);
        assert_true(none.lower >= 0 && none.lower < 1e-15 && none.upper < 1);
        assert_true(all.upper <= 1 && all.upper > 1 - 1e-15 && all.lower > 0);
    }
}

static wks_confidence level_of(const char *text)
{
    return wks_interval_confidence(strcmp(text, "95%") == 0 ? 0.95 : 0.998);
}

/* x, n, lower, upper, confidence, method; n is NA for counts.  Where Byar's lower limit would be
 * negative the book has NA. */
static void gives_the_limits_of_the_phe_test_book(void **state)
{
    (void)state;
    static const char *const names[] = {"sysdata_test_BW.csv",
                                        "xlsx_Byars_Wilson__testdata_B_W.csv"};
    static book in;
    for (size_t k = 0; k < 2; k++) {
        book_open(&in, names[k]);
        assert_true(in.n == 13);
        for (size_t i = 0; i < in.n; i++) {
            const wks_confidence confidence = level_of(in.fields[i][4]);
            const double x = book_number(&in, i, 0);
            const double n = book_number(&in, i, 1);
            const bool is_count = strcmp(in.fields[i][5], "Byars") == 0;
            book_compare_limits(is_count ? wks_interval_count_byar(x, &confidence)
                                         : wks_interval_proportion_at(x / n, n, &confidence),
                                1, &in, i, 2);
        }
    }
}

/* Area, numerator, denominator, value, lower95, upper95, lower998, upper998, statistic, method,
 * multiplier; NA in gives NA out. */
static void gives_the_two_levels_of_phe_areas(void **state)
{
    (void)state;
    static const char *const names[] = {
        "sysdata_test_Prop.csv", "xlsx_Proportion__testdata_Prop.csv", "sysdata_test_Prop_g.csv",
        "sysdata_test_Rate.csv", "xlsx_Rate__testdata_Rate.csv",       "sysdata_test_Rate_g.csv"};
    static book in;
    for (size_t k = 0; k < 6; k++) {
        book_open(&in, names[k]);
        for (size_t i = 0; i < in.n; i++) {
            const double x = book_number(&in, i, 1);
            const double n = book_number(&in, i, 2);
            const double per = book_number(&in, i, 10);
            book_compare(per * x / n, book_number(&in, i, 3), 1e-9);
            for (size_t j = 0; j < 2; j++) {
                const wks_confidence confidence = wks_interval_confidence(j == 0 ? 0.95 : 0.998);
                book_compare_limits(k < 3 ? wks_interval_proportion_at(x / n, n, &confidence)
                                          : wks_interval_count_at(x, &confidence),
                                    k < 3 ? per : per / n, &in, i, 4 + 2 * j);
            }
        }
    }
}

/* The same, summed by area, with one level: area, numerator, denominator, value, lower, upper. */
static void gives_the_limits_of_phe_areas(void **state)
{
    (void)state;
    static const char *const names[] = {
        "sysdata_test_Prop_g_results.csv", "xlsx_Proportion__testdata_Prop_g.csv",
        "sysdata_test_Rate_g_results.csv", "xlsx_Rate__testdata_Rate_g.csv"};
    static book in;
    for (size_t k = 0; k < 4; k++) {
        book_open(&in, names[k]);
        for (size_t i = 0; i < in.n; i++) {
            const double x = book_number(&in, i, 1);
            const double n = book_number(&in, i, 2);
            const double per = book_number(&in, i, 9);
            book_compare(per * x / n, book_number(&in, i, 3), 1e-9);
            book_compare_limits(k < 2 ? wks_interval_proportion(x / n, n) : wks_interval_count(x),
                                k < 2 ? per : per / n, &in, i, 4);
        }
    }
}

/* Area, sum, count, deviation, value, lower95, upper95, lower998, upper998. */
static void gives_the_means_of_the_phe_test_book(void **state)
{
    (void)state;
    static const char *const names[] = {"sysdata_test_Mean_results.csv",
                                        "xlsx_Mean__testdata_Mean_results.csv"};
    static book in;
    for (size_t k = 0; k < 2; k++) {
        book_open(&in, names[k]);
        for (size_t i = 0; i < in.n; i++) {
            const double n = book_number(&in, i, 2);
            const double mean = book_number(&in, i, 1) / n;
            const double deviation = book_number(&in, i, 3);
            book_compare(mean, book_number(&in, i, 4), 1e-9);
            for (size_t j = 0; j < 2; j++) {
                const wks_confidence confidence = wks_interval_confidence(j == 0 ? 0.95 : 0.998);
                book_compare_limits(
                    wks_interval_mean_at(mean, deviation * deviation, n, &confidence), 1, &in, i,
                    5 + 2 * j);
            }
        }
    }
}

/* Clopper & Pearson: at the limits the observed number has just the tail's probability. */
static void gives_exact_limits_of_a_proportion(void **state)
{
    (void)state;
    const wks_confidence confidence = wks_interval_confidence(0.95);
    wks_interval got = wks_interval_proportion_exact(0.1, 10, &confidence);
    assert_true(is_near(1 - pow(1 - got.lower, 10), 0.025, 1e-14));
    assert_true(
        is_near(pow(1 - got.upper, 10) + 10 * got.upper * pow(1 - got.upper, 9), 0.025, 1e-14));
    for (int n = 1; n < 400; n *= 3) {
        got = wks_interval_proportion_exact(0, n, &confidence);
        assert_true(got.lower == 0);
        assert_true(is_near(got.upper, 1 - pow(0.025, 1.0 / n), 1e-13));
        got = wks_interval_proportion_exact(1, n, &confidence);
        assert_true(got.upper == 1);
        assert_true(is_near(got.lower, pow(0.025, 1.0 / n), 1e-13));
    }
}

/* Exact Poisson limits: qchisq(c(0.025, 0.975), 2 * c(x, x + 1)) / 2 in R. */
static void lies_within_a_hundredth_of_the_exact_limits_from_ten_up(void **state)
{
    (void)state;

    static const struct {
        double count, lower, upper;
    } cases[] = {{10, 4.795389, 18.39036}, {20, 12.21652, 30.88838}, {100, 81.3640, 121.6266}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wks_interval got = wks_interval_count(cases[i].count);
        assert_true(is_near(got.lower, cases[i].lower, 0.01 * cases[i].lower));
        assert_true(is_near(got.upper, cases[i].upper, 0.01 * cases[i].upper));
    }
    wks_interval none = wks_interval_count(0);
    assert_true(none.lower == 0);
    assert_true(is_near(none.upper, log(40), 1e-12));
    for (int eighths = 0; eighths < 24; eighths++) {
        const double count = eighths / 8.0;
        wks_interval got = wks_interval_count(count);
        assert_true(got.lower >= 0 && got.lower <= count && got.upper > count);
    }
}

static void widens_with_fewer_effective_respondents(void **state)
{
    (void)state;
    assert_true(wks_effective_size(5, 5) == 5);     /* five weights of 1 */
    assert_true(wks_effective_size(10, 20) == 5);   /* five of 2 */
    assert_true(wks_effective_size(4 + 1, 17) < 2); /* 4 and 1: 25/17 */
    assert_true(is_near(wks_effective_size(5, 17), 25.0 / 17, 1e-12));
    assert_true(wks_effective_size(0, 0) == 0);
    wks_interval all = wks_interval_proportion(0.2, 100);
    wks_interval fewer = wks_interval_proportion(0.2, wks_effective_size(100, 400));
    assert_true(fewer.lower < all.lower && fewer.upper > all.upper);
}

static void gives_the_limits_of_student_for_a_mean(void **state)
{
    (void)state;
    /* two values: Cauchy, t = tan(0.475 pi) */
    const double t = tan(0.475 * acos(-1));
    wks_interval got = wks_interval_mean(10, 8, 2);
    assert_true(is_near(got.lower, 10 - 2 * t, 1e-12 * t));
    assert_true(is_near(got.upper, 10 + 2 * t, 1e-12 * t));
    got = wks_interval_mean(10, 4, 1e9); /* and many: normal */
    assert_true(is_near(got.upper - 10, 1.959963984540054 * 2 / sqrt(1e9), 1e-12));
    got = wks_interval_mean(3, 0, 2);
    assert_true(got.lower == 3 && got.upper == 3);
}

static void is_wider_at_a_higher_level(void **state)
{
    (void)state;
    const wks_confidence levels[] = {wks_interval_confidence(0.9), wks_interval_confidence(0.95),
                                     wks_interval_confidence(0.998)};
    for (size_t i = 1; i < 3; i++) {
        for (int k = 0; k < 60; k++) {
            const double count = k / 2.0;
            const wks_interval inner = wks_interval_count_at(count, &levels[i - 1]);
            const wks_interval outer = wks_interval_count_at(count, &levels[i]);
            assert_true(outer.lower < inner.lower || count == 0);
            assert_true(outer.upper > inner.upper && inner.upper > count);
            assert_true(outer.lower >= 0 && inner.lower <= count);
            const wks_interval score = wks_interval_proportion_at(count / 30, 30, &levels[i]);
            const wks_interval exact = wks_interval_proportion_exact(count / 30, 30, &levels[i]);
            assert_true(score.lower >= 0 && score.upper <= 1 && exact.lower >= 0);
            assert_true(exact.upper > count / 30 && exact.upper <= 1);
        }
    }
    const wks_confidence wrong[] = {wks_interval_confidence(0), wks_interval_confidence(1),
                                    wks_interval_confidence(NAN), wks_interval_confidence(95)};
    for (size_t i = 0; i < 4; i++) {
        assert_true(isnan(wks_interval_count_at(3, &wrong[i]).lower));
        assert_true(isnan(wks_interval_count_at(0, &wrong[i]).upper));
        assert_true(isnan(wks_interval_proportion_at(0.5, 10, &wrong[i]).lower));
        assert_true(isnan(wks_interval_mean_at(5, 1, 10, &wrong[i]).lower));
    }
}

static void has_no_interval_where_there_is_no_number(void **state)
{
    (void)state;
    const wks_interval none[] = {
        wks_interval_proportion(NAN, 10), wks_interval_proportion(0.5, NAN),
        wks_interval_proportion(0.5, 0),  wks_interval_proportion(0.5, -1),
        wks_interval_proportion(-0.1, 9), wks_interval_proportion(1.1, 9),
        wks_interval_count(NAN),          wks_interval_count(-1),
        wks_interval_mean(1, 1, 1),       wks_interval_mean(1, NAN, 5),
        wks_interval_mean(1, -1, 5),      wks_interval_mean(1, 1, NAN),
        wks_interval_mean(NAN, 1, 5),
    };
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        assert_true(isnan(none[i].lower) && isnan(none[i].upper));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_score_limits_of_newcombe),
        cmocka_unit_test(stays_between_none_and_all),
        cmocka_unit_test(gives_the_limits_of_the_phe_test_book),
        cmocka_unit_test(gives_the_limits_of_phe_areas),
        cmocka_unit_test(lies_within_a_hundredth_of_the_exact_limits_from_ten_up),
        cmocka_unit_test(widens_with_fewer_effective_respondents),
        cmocka_unit_test(gives_the_two_levels_of_phe_areas),
        cmocka_unit_test(gives_the_means_of_the_phe_test_book),
        cmocka_unit_test(gives_exact_limits_of_a_proportion),
        cmocka_unit_test(gives_the_limits_of_student_for_a_mean),
        cmocka_unit_test(is_wider_at_a_higher_level),
        cmocka_unit_test(has_no_interval_where_there_is_no_number),
    };
    const int n_failed = cmocka_run_group_tests_name("math/interval", tests, NULL, NULL);
    printf("# %zu numbers of the PHE books compared\n", book_numbers);
    return n_failed;
}
