/* The 53 expected values of the tests of healthequal 1.0 (World Health Organization, 2024; their
 * tests/testthat), and what healthequal does not test.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/inequality.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "reference_table.h"

enum {
    MOST = 25
};

typedef struct sample {
    double population[MOST], estimate[MOST], se[MOST];
    wks_inequality_data data;
    wks_inequality out[WKS_INEQUALITY_N_MEASURES];
} sample;

static void measure(sample *of)
{
    wks_arena arena = {0};
    wks_error err = {0};
    wks_arena_init(&arena, 0);
    of->data.population = of->population;
    of->data.estimate = of->estimate;
    assert_int_equal(wks_inequality_measure_all(&of->data, &arena, of->out, &err), WKS_OK);
    wks_arena_clear(&arena);
}

static void read_sample(const char *name, bool is_ordered, sample *out)
{
    reference_table *table = reference_open(name);
    *out = (sample){0};
    out->data = (wks_inequality_data){.n_groups = table->n_rows,
                                      .se = out->se,
                                      .scale = 100,
                                      .confidence = 0.95,
                                      .reference = WKS_INEQUALITY_NO_REFERENCE,
                                      .is_ordered = is_ordered,
                                      .is_favourable = true,
                                      .as_healthequal = true};
    for (size_t i = 0; i < table->n_rows; i++) {
        out->population[i] = reference_number(table, i, "pop");
        out->estimate[i] = reference_number(table, i, "est");
        out->se[i] = reference_number(table, i, "se");
    }
    reference_close(table);
}

/* "expected_lowerci" and the rest; those that read "e" are their estimate -+ z times their se. */
static double field(const wks_inequality *got, const char *name)
{
    if (strcmp(name, "expected_se") == 0) {
        return got->se;
    }
    if (strcmp(name, "expected_lowerci") == 0) {
        return got->lower;
    }
    return strcmp(name, "expected_upperci") == 0 ? got->upper : got->value;
}

static wks_inequality_measure measure_of(const char *test)
{
    static const struct {
        const char *test;
        wks_inequality_measure measure;
    } others[] = {{"ti.R", WKS_INEQUALITY_THEIL},
                  {"sii.R", WKS_INEQUALITY_SII},
                  {"rii.R", WKS_INEQUALITY_RII},
                  {"parisk.R", WKS_INEQUALITY_PAR},
                  {"paf-nonordered.R", WKS_INEQUALITY_PAF},
                  {"par-nonordered.R", WKS_INEQUALITY_PAR}};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(test, others[i].test) == 0) {
            return others[i].measure;
        }
    }
    for (int i = 0; i < WKS_INEQUALITY_N_MEASURES; i++) {
        const char *name = wks_inequality_name((wks_inequality_measure)i);
        if (strncmp(test, name, strlen(name)) == 0 && strcmp(test + strlen(name), ".R") == 0) {
            return (wks_inequality_measure)i;
        }
    }
    fail_msg("no measure for %s", test);
    return WKS_INEQUALITY_N_MEASURES;
}

static bool wants_order(const char *test)
{
    static const char *const ordered[] = {"aci.R", "rci.R", "rii.R", "sii.R", "paf.R", "parisk.R"};
    for (size_t i = 0; i < sizeof ordered / sizeof ordered[0]; i++) {
        if (strcmp(test, ordered[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* The unordered sample's reference group is drawn in their test and not written down: it is the one
 * group whose two distances are both the printed ones. */
static void choose_reference(const reference_table *expected, sample *of)
{
    double wanted[2] = {NAN, NAN};
    size_t n_found = 0;
    for (size_t i = 0; i < expected->n_rows; i++) {
        const char *name = reference_text(expected, i, "name");
        wanted[0] =
            strcmp(name, "expected_mdru") == 0 ? reference_number(expected, i, "value") : wanted[0];
        wanted[1] =
            strcmp(name, "expected_mdrw") == 0 ? reference_number(expected, i, "value") : wanted[1];
    }
    size_t found = 0;
    for (size_t k = 0; k < of->data.n_groups; k++) {
        of->data.reference = k;
        measure(of);
        if (fabs(of->out[WKS_INEQUALITY_MDRU].value - wanted[0]) < 1e-3 &&
            fabs(of->out[WKS_INEQUALITY_MDRW].value - wanted[1]) < 1e-3) {
            found = k;
            n_found++;
        }
    }
    assert_true(n_found >= 1);
    of->data.reference = found;
}

/* 1e-6 relative, but for two groups of printed values that are not the formula's own:
 * - Theil and MLD were made in single precision (the mean of the sample rounded to float alone
 * moves MLD from 5.0523552 to 5.0524017); their own tests allow 1e-4 and 1e-3;
 * - the limits of PAR and RCI were made with 1.96 for the normal quantile; their tests allow 1e-2
 *   and 1e-3.  What that costs is 4e-5 / 1.96 of half the interval, and no more is allowed here. */
static double tolerance_of(const char *test, const char *name, double wanted, const char *text)
{
    const bool is_limit = strstr(name, "erci") != NULL;
    if (strcmp(test, "ti.R") == 0 || strcmp(test, "mld.R") == 0) {
        return 1.3e-5 * fabs(wanted);
    }
    if (is_limit && strcmp(text, "e") != 0 && (strncmp(test, "par", 3) == 0)) {
        return 2e-5 * 8.64 + 1e-6 * fabs(wanted);
    }
    if (is_limit && strcmp(test, "rci.R") == 0) {
        return 2e-5 * 0.01397 + 1e-6 * fabs(wanted);
    }
    return 1e-6 * fabs(wanted);
}

static void gives_the_53_values_of_healthequal(void **state)
{
    (void)state;
    sample ordered;
    sample unordered;
    reference_table *expected = reference_open("inequality/healthequal_test_expected.csv");
    read_sample("inequality/healthequal_input_ordered.csv", true, &ordered);
    read_sample("inequality/healthequal_input_nonordered.csv", false, &unordered);
    choose_reference(expected, &unordered);
    measure(&ordered);
    measure(&unordered);
    double value = NAN;
    double se = NAN;
    size_t n_exact = 0;
    for (size_t i = 0; i < expected->n_rows; i++) {
        const char *test = reference_text(expected, i, "test") + strlen("test-");
        const char *name = reference_text(expected, i, "name");
        const char *text = reference_text(expected, i, "value");
        const sample *from = wants_order(test) ? &ordered : &unordered;
        const double got = field(&from->out[measure_of(test)], name);
        double wanted = reference_number(expected, i, "value");
        if (strcmp(text, "e") == 0) {
            const double sign = strcmp(name, "expected_lowerci") == 0 ? -1 : 1;
            wanted = value + sign * 1.959963984540054 * se;
        }
        value = strcmp(name, "expected_se") == 0 || strstr(name, "erci") != NULL ? value : wanted;
        se = strcmp(name, "expected_se") == 0 ? wanted : se;
        char what[128];
        snprintf(what, sizeof what, "%s %s", test, name);
        const double tolerance = tolerance_of(test, name, wanted, text);
        n_exact += fabs(got - wanted) <= 1e-6 * fabs(wanted);
        assert_close(got, wanted, tolerance, what);
    }
    assert_int_equal(expected->n_rows, 53);
    print_message("%zu of 53 within 1e-6\n", n_exact);
    /* and what double precision gives where theirs is single: by hand, in Python */
    assert_close(unordered.out[WKS_INEQUALITY_MLD].value, 5.052355207195566, 1e-12, "mld");
    assert_close(unordered.out[WKS_INEQUALITY_THEIL].value, 5.035980303345919, 1e-12, "theil");
    reference_close(expected);
}

/* Draw every estimate from its normal a great many times, and take the deviation of the measure. */
static double simulated_se(const sample *of, wks_inequality_measure which)
{
    enum {
        DRAWS = 4000
    };

    wks_random random = wks_random_start(20260101, (uint64_t)which);
    sample drawn = *of;
    double sum = 0;
    double square = 0;
    drawn.data.se = NULL;
    for (size_t d = 0; d < DRAWS; d++) {
        for (size_t i = 0; i < of->data.n_groups; i++) {
            drawn.estimate[i] = of->estimate[i] + of->se[i] * wks_random_normal(&random);
        }
        measure(&drawn);
        sum += drawn.out[which].value;
        square += drawn.out[which].value * drawn.out[which].value;
    }
    return sqrt(square / DRAWS - sum / DRAWS * sum / DRAWS);
}

static void gives_errors_in_the_unit_of_the_measure(void **state)
{
    (void)state;
    sample of;
    read_sample("inequality/healthequal_input_nonordered.csv", false, &of);
    of.data.as_healthequal = false;
    of.data.se = of.se;
    for (size_t i = 0; i < of.data.n_groups; i++) {
        of.se[i] /= 10; /* first-order errors hold for small ones */
    }
    measure(&of);
    static const wks_inequality_measure which[] = {WKS_INEQUALITY_BGV, WKS_INEQUALITY_THEIL,
                                                   WKS_INEQUALITY_MLD, WKS_INEQUALITY_BGSD};
    for (size_t i = 0; i < 4; i++) {
        const double simulated = simulated_se(&of, which[i]);
        assert_close(of.out[which[i]].se, simulated, 0.10 * simulated,
                     wks_inequality_name(which[i]));
    }
    /* and healthequal's are a thousandth of it */
    const double theil = of.out[WKS_INEQUALITY_THEIL].se;
    of.data.as_healthequal = true;
    measure(&of);
    assert_close(of.out[WKS_INEQUALITY_THEIL].se, theil / 1000, 1e-12, "Theil");
}

static void is_zero_where_all_are_equal(void **state)
{
    (void)state;
    sample of = {.population = {10, 20, 30, 40}, .estimate = {25, 25, 25, 25}};
    of.data = (wks_inequality_data){.n_groups = 4,
                                    .scale = 100,
                                    .confidence = 0.95,
                                    .reference = 0,
                                    .is_ordered = true,
                                    .is_favourable = true};
    measure(&of);
    for (int i = 0; i < WKS_INEQUALITY_N_MEASURES; i++) {
        const double none = i == WKS_INEQUALITY_RII ? 1 : 0;
        /* 25 % of 10 and 30 people is no whole number, which the two logistic ones round */
        const bool is_rounded = i == WKS_INEQUALITY_RII || i == WKS_INEQUALITY_SII;
        if (!is_rounded) {
            assert_close(of.out[i].value, none, 1e-9,
                         wks_inequality_name((wks_inequality_measure)i));
        }
    }
    for (size_t i = 0; i < 4; i++) {
        of.population[i] = 40;
    }
    measure(&of);
    assert_close(of.out[WKS_INEQUALITY_SII].value, 0, 1e-9, "sii");
    assert_close(of.out[WKS_INEQUALITY_RII].value, 1, 1e-9, "rii");
}

static void turns_with_the_order_of_the_groups(void **state)
{
    (void)state;
    sample of;
    sample turned;
    read_sample("inequality/healthequal_input_ordered.csv", true, &of);
    turned = of;
    for (size_t i = 0; i < 5; i++) {
        turned.population[i] = of.population[4 - i];
        turned.estimate[i] = of.estimate[4 - i];
        turned.se[i] = of.se[4 - i];
    }
    of.data.se = of.se;
    turned.data.se = turned.se;
    measure(&of);
    measure(&turned);
    assert_close(turned.out[WKS_INEQUALITY_SII].value, -of.out[WKS_INEQUALITY_SII].value, 1e-9,
                 "sii");
    assert_close(turned.out[WKS_INEQUALITY_RII].value, 1 / of.out[WKS_INEQUALITY_RII].value, 1e-9,
                 "rii");
    assert_close(turned.out[WKS_INEQUALITY_ACI].value, -of.out[WKS_INEQUALITY_ACI].value, 1e-9,
                 "aci");
    assert_close(turned.out[WKS_INEQUALITY_BGV].value, of.out[WKS_INEQUALITY_BGV].value, 1e-9,
                 "bgv");
}

/* Never a NAN without a word for it. */
static void says_why_there_is_no_number(void **state)
{
    (void)state;
    sample of = {.population = {10, 20, 30}, .estimate = {0, 0, 0}, .se = {0, 0, 0}};
    of.data = (wks_inequality_data){.n_groups = 3,
                                    .se = of.se,
                                    .scale = 100,
                                    .confidence = 0.95,
                                    .reference = WKS_INEQUALITY_NO_REFERENCE,
                                    .is_ordered = true};
    static const double worlds[][3] = {{0, 0, 0},    {100, 100, 100}, {0, 0, 100},
                                       {0, 50, 100}, {120, 50, 3},    {0, 1e-9, 0}};
    for (size_t w = 0; w < sizeof worlds / sizeof worlds[0]; w++) {
        memcpy(of.estimate, worlds[w], sizeof worlds[w]);
        measure(&of);
        for (int i = 0; i < WKS_INEQUALITY_N_MEASURES; i++) {
            const wks_inequality *got = &of.out[i];
            const bool has_value =
                got->status == WKS_INEQUALITY_OK || got->status == WKS_INEQUALITY_NO_INTERVAL;
            assert_int_equal(isfinite(got->value), has_value);
            assert_int_equal(isfinite(got->lower) && isfinite(got->upper) && isfinite(got->se),
                             got->status == WKS_INEQUALITY_OK);
            assert_true(*wks_inequality_status_name(got->status) != 0);
        }
        assert_int_equal(of.out[WKS_INEQUALITY_MDRU].status, WKS_INEQUALITY_NEEDS_REFERENCE);
    }
    memcpy(of.estimate, worlds[0], sizeof worlds[0]);
    measure(&of);
    assert_int_equal(of.out[WKS_INEQUALITY_THEIL].status, WKS_INEQUALITY_NEEDS_POSITIVE);
    assert_int_equal(of.out[WKS_INEQUALITY_SII].status, WKS_INEQUALITY_NO_CONVERGENCE);
    memcpy(of.estimate, worlds[4], sizeof worlds[4]);
    measure(&of);
    assert_int_equal(of.out[WKS_INEQUALITY_SII].status, WKS_INEQUALITY_NEEDS_PROPORTION);
    assert_int_equal(of.out[WKS_INEQUALITY_PAR].status, WKS_INEQUALITY_NEEDS_PROPORTION);
}

static void refuses_what_is_no_group(void **state)
{
    (void)state;
    static const double good[3] = {10, 20, 30};
    static const double bad[][3] = {{10, -1, 30}, {10, NAN, 30}, {10, INFINITY, 30}};
    static const double zero[3] = {10, 0, 30};
    const wks_inequality_data fine = {.n_groups = 3,
                                      .estimate = good,
                                      .population = good,
                                      .scale = 100,
                                      .confidence = 0.95,
                                      .reference = WKS_INEQUALITY_NO_REFERENCE};
    wks_inequality_data cases[10];
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        cases[n] = fine;
        cases[n++].estimate = bad[i];
        cases[n] = fine;
        cases[n++].population = i == 0 ? zero : bad[i];
    }
    cases[n] = fine;
    cases[n++].se = bad[0];
    cases[n] = fine;
    cases[n++].n_groups = 2;
    cases[n] = fine;
    cases[n++].scale = 0;
    cases[n] = fine;
    cases[n++].reference = 3;
    for (size_t i = 0; i < n; i++) {
        wks_arena arena = {0};
        wks_error err = {0};
        wks_inequality out[WKS_INEQUALITY_N_MEASURES];
        wks_arena_init(&arena, 0);
        assert_int_equal(wks_inequality_measure_all(&cases[i], &arena, out, &err), WKS_E_ARGUMENT);
        assert_true(strlen(err.text) > 10);
        wks_arena_clear(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_53_values_of_healthequal),
        cmocka_unit_test(gives_errors_in_the_unit_of_the_measure),
        cmocka_unit_test(is_zero_where_all_are_equal),
        cmocka_unit_test(turns_with_the_order_of_the_groups),
        cmocka_unit_test(says_why_there_is_no_number),
        cmocka_unit_test(refuses_what_is_no_group),
    };
    return cmocka_run_group_tests_name("private/method/inequality", tests, NULL, NULL);
}
