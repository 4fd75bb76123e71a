/* Published limits: Newcombe (1998), Statistics in Medicine 17:857-872, table I, method 3, which is
 * what R's prop.test(correct = FALSE) gives; and the test book of PHEindicatormethods 2.1.0 (UK
 * Health Security Agency, sysdata: test_BW, test_Prop_g_results, test_Rate_g_results).
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/method/interval.h"

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

static FILE *open_phe(const char *name)
{
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/phe/%s", shared == NULL ? "" : shared, name);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        print_message("%s is not there\n", path);
        skip();
    }
    return file;
}

enum {
    MOST_FIELDS = 12
};

/* The fields of a line, quotes taken off; fewer than MOST_FIELDS. */
static size_t split(char *line, const char *fields[static MOST_FIELDS])
{
    size_t n = 0;
    char *rest = NULL;
    for (char *at = strtok_r(line, ",\r\n", &rest); at != NULL && n < MOST_FIELDS;
         at = strtok_r(NULL, ",\r\n", &rest)) {
        const size_t length = strlen(at);
        if (length > 1 && at[0] == '"' && at[length - 1] == '"') {
            at[length - 1] = 0;
            at++;
        }
        fields[n++] = at;
    }
    return n;
}

static double number(const char *field)
{
    char *end = NULL;
    const double value = strtod(field, &end);
    assert_true(end != field && *end == 0);
    return value;
}

static void assert_limits(wks_interval got, double scale, const char *lower, const char *upper)
{
    assert_true(is_near(got.lower * scale, number(lower), 1e-9 * fmax(1, number(lower))));
    assert_true(is_near(got.upper * scale, number(upper), 1e-9 * fmax(1, number(upper))));
}

/* x, n, lower, upper, confidence, method; n is NA for counts. */
static void gives_the_limits_of_the_phe_test_book(void **state)
{
    (void)state;
    FILE *file = open_phe("sysdata_test_BW.csv");
    char line[512];
    size_t n_read = 0;
    while (fgets(line, sizeof line, file) != NULL) {
        const char *fields[MOST_FIELDS];
        if (split(line, fields) != 6 || strcmp(fields[4], "95%") != 0) {
            continue;
        }
        const double x = number(fields[0]);
        const bool is_count = strcmp(fields[5], "Byars") == 0;
        const double n = is_count ? 0 : number(fields[1]);
        assert_limits(is_count ? wks_interval_count(x) : wks_interval_proportion(x / n, n), 1,
                      fields[2], fields[3]);
        n_read++;
    }
    fclose(file);
    assert_true(n_read >= 5);
}

/* Area, numerator, denominator, value, lower, upper, confidence, statistic, method, multiplier.
 * Counts under 10 have exact limits there, and Byar's here. */
static void gives_the_limits_of_phe_areas(void **state)
{
    (void)state;
    static const char *const names[] = {"sysdata_test_Prop_g_results.csv",
                                        "sysdata_test_Rate_g_results.csv"};
    static const char *const methods[] = {"Wilson", "Byars"};
    for (size_t i = 0; i < 2; i++) {
        FILE *file = open_phe(names[i]);
        char line[512];
        size_t n_read = 0;
        while (fgets(line, sizeof line, file) != NULL) {
            const char *fields[MOST_FIELDS];
            if (split(line, fields) != 10 || strcmp(fields[6], "95%") != 0 ||
                strcmp(fields[8], methods[i]) != 0 || strcmp(fields[3], "NA") == 0) {
                continue;
            }
            const double above = number(fields[1]);
            const double below = number(fields[2]);
            const double per = number(fields[9]);
            assert_limits(i == 0 ? wks_interval_proportion(above / below, below)
                                 : wks_interval_count(above),
                          i == 0 ? per : per / below, fields[4], fields[5]);
            n_read++;
        }
        fclose(file);
        assert_true(n_read >= 2);
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
    assert_true(is_near(none.upper, 3.688879, 0.3)); /* exact: log(40); Byar is rough here */
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

static void gives_the_normal_limits_of_a_mean(void **state)
{
    (void)state;
    wks_interval got = wks_interval_mean(10, 4, 100);
    assert_true(is_near(got.lower, 10 - 1.959963984540054 * 0.2, 1e-12));
    assert_true(is_near(got.upper, 10 + 1.959963984540054 * 0.2, 1e-12));
    got = wks_interval_mean(3, 0, 2);
    assert_true(got.lower == 3 && got.upper == 3);
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
        cmocka_unit_test(gives_the_normal_limits_of_a_mean),
        cmocka_unit_test(has_no_interval_where_there_is_no_number),
    };
    return cmocka_run_group_tests_name("private/measure/interval", tests, NULL, NULL);
}
