/* The test book of PHEindicatormethods 2.1.0 (UK Health Security Agency), sheets DSR and ISR.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "phe_book.h"
#include "private/method/standardise.h"

#define N_AGES ((size_t)19)

/* The European standard population of 2013 (Eurostat, Revision of the European Standard
 * Population, 2013). */
static const double europe_2013[N_AGES] = {5000, 5500, 5500, 5500, 6000, 6000, 6500,
                                           7000, 7000, 7000, 7000, 6500, 6000, 5500,
                                           5000, 4000, 2500, 1500, 1000};

typedef struct area {
    double count[N_AGES], population[N_AGES], reference_count[N_AGES], reference[N_AGES];
} area;

static const wks_confidence *level(size_t i)
{
    static wks_confidence levels[2];
    levels[0] = wks_interval_confidence(0.95);
    levels[1] = wks_interval_confidence(0.998);
    return &levels[i];
}

/* area, ageband, count, pop: the big, the small and the tiny area. */
static void read_areas(area out[static 3])
{
    static book in;
    book_open(&in, "sysdata_test_multiarea.csv");
    assert_true(in.n == 3 * N_AGES);
    for (size_t i = 0; i < in.n; i++) {
        out[i / N_AGES].count[i % N_AGES] = book_number(&in, i, 2);
        out[i / N_AGES].population[i % N_AGES] = book_number(&in, i, 3);
    }
    book_open(&in, "sysdata_test_ISR_refdata.csv");
    for (size_t a = 0; a < 3; a++) {
        for (size_t i = 0; i < N_AGES; i++) {
            out[a].reference_count[i] = book_number(&in, i, 1);
            out[a].reference[i] = book_number(&in, i, 2);
        }
    }
}

static wks_direct_rate direct(const area *in)
{
    wks_direct_rate rate;
    const wks_strata strata = {
        .n = N_AGES, .count = in->count, .population = in->population, .standard = europe_2013};
    assert_int_equal(wks_standardise_direct(&strata, &rate, NULL), WKS_OK);
    return rate;
}

static void compare_direct(const wks_direct_rate *rate, double per, const book *in, size_t row)
{
    book_compare(rate->total_count, book_number(in, row, 1), 1e-9);
    book_compare(rate->total_population, book_number(in, row, 2), 1e-9);
    book_compare(rate->value * per, book_number(in, row, 3), 1e-9);
    for (size_t i = 0; i < 2; i++) {
        book_compare_limits(wks_standardise_interval(rate, level(i)), per, in, row, 4 + 2 * i);
    }
}

/* area, total_count, total_pop, value, lower95, upper95, lower998, upper998. */
static void gives_the_direct_rates_of_the_phe_test_book(void **state)
{
    (void)state;
    static const char *const names[] = {"sysdata_test_DSR_results.csv",
                                        "xlsx_DSR_ISR__testresults_DSR.csv"};
    static area areas[3];
    static book in;
    read_areas(areas);
    for (size_t k = 0; k < 2; k++) {
        book_open(&in, names[k]);
        for (size_t i = 0; i < 3; i++) {
            const wks_direct_rate rate = direct(&areas[i]);
            assert_int_equal(rate.outcome, i == 2 ? WKS_OUTCOME_TOO_FEW : WKS_OUTCOME_OK);
            assert_true(rate.n_missing == (i == 2));
            compare_direct(&rate, 10000, &in, i);
            compare_direct(&rate, 100000, &in, 4 + i);
        }
    }
}

/* The European standard of 1976; the book's 99.8 % limits of this area are ten times too high
 * beside its 95 % ones, and its own tests do not look at them. */
static void gives_the_direct_rate_with_another_standard(void **state)
{
    (void)state;
    static book in;
    double count[18];
    double population[18];
    double standard[18];
    wks_direct_rate rate;
    book_open(&in, "sysdata_test_DSR_1976.csv");
    assert_true(in.n == 18);
    for (size_t i = 0; i < in.n; i++) {
        count[i] = book_number(&in, i, 1);
        population[i] = book_number(&in, i, 2);
        standard[i] = book_number(&in, i, 3);
    }
    const wks_strata strata = {18, count, population, standard, NULL};
    assert_int_equal(wks_standardise_direct(&strata, &rate, NULL), WKS_OK);
    book_open(&in, "sysdata_test_DSR_results.csv");
    for (size_t k = 0; k < 2; k++) {
        const double per = k == 0 ? 1e4 : 1e5;
        const size_t row = k == 0 ? 3 : 7;
        book_compare(rate.total_count, book_number(&in, row, 1), 1e-9);
        book_compare(rate.total_population, book_number(&in, row, 2), 1e-9);
        book_compare(rate.value * per, book_number(&in, row, 3), 1e-9);
        book_compare_limits(wks_standardise_interval(&rate, level(0)), per, &in, row, 4);
        book_compare_limits(wks_standardise_interval(&rate, level(1)), per * 10, &in, row, 6);
    }
}

/* The book has the limits of three areas with repeated events, but not their frequencies.  One
 * limit gives the variance; the other three must follow from it.  They are printed with some 12
 * digits, and the variance is a difference squared: 1e-7. */
static void gives_the_limits_for_events_that_repeat(void **state)
{
    (void)state;
    static book in;
    book_open(&in, "sysdata_test_DSR_results.csv");
    for (size_t row = 8; row < 11; row++) {
        const double total = book_number(&in, row, 1);
        const double value = book_number(&in, row, 3) / 1e5;
        const double reach = wks_interval_count_byar(total, level(0)).upper - total;
        const double scale = (book_number(&in, row, 5) / 1e5 - value) / reach;
        const wks_direct_rate rate = {
            .value = value, .variance = scale * scale * total, .total_count = total};
        const wks_interval at_95 = wks_standardise_interval(&rate, level(0));
        const wks_interval at_998 = wks_standardise_interval(&rate, level(1));
        book_compare(at_95.lower * 1e5, book_number(&in, row, 4), 1e-7);
        book_compare(at_998.lower * 1e5, book_number(&in, row, 6), 1e-7);
        book_compare(at_998.upper * 1e5, book_number(&in, row, 7), 1e-7);
    }
}

/* Persons with one event and persons with three: by hand, sum f^2 persons (w / n)^2 / W^2. */
static void weighs_a_person_by_the_square_of_the_events(void **state)
{
    (void)state;
    const double events[] = {20 + 3 * 4, 30};
    const double square[] = {20 + 9 * 4, 30};
    const double population[] = {400, 300};
    const double standard[] = {2, 1};
    const wks_strata strata = {2, events, population, standard, square};
    const wks_strata single = {2, events, population, standard, NULL};
    wks_direct_rate rate;
    wks_direct_rate one;
    assert_int_equal(wks_standardise_direct(&strata, &rate, NULL), WKS_OK);
    assert_int_equal(wks_standardise_direct(&single, &one, NULL), WKS_OK);
    const double by_hand = (56.0 * (2 / 400.0) * (2 / 400.0) + 30.0 * (1 / 9e4)) / 9;
    assert_true(fabs(rate.variance / by_hand - 1) < 1e-14);
    assert_true(rate.value == one.value && rate.variance > one.variance);
}

static wks_indirect_ratio indirect(const area *in, double observed)
{
    wks_indirect_ratio ratio;
    const wks_reference_strata strata = {.n = N_AGES,
                                         .count = isnan(observed) ? in->count : NULL,
                                         .observed = observed,
                                         .population = in->population,
                                         .reference_count = in->reference_count,
                                         .reference_population = in->reference};
    assert_int_equal(wks_standardise_indirect(&strata, &ratio, NULL), WKS_OK);
    return ratio;
}

/* area, observed, expected, ref_rate, value, lower95, upper95, lower998, upper998. */
static void compare_indirect(const wks_indirect_ratio *ratio, double per, bool is_rate,
                             const book *in, size_t row)
{
    const double unit = per * (is_rate ? ratio->reference_rate : 1);
    book_compare(ratio->observed, book_number(in, row, 1), 1e-9);
    book_compare(ratio->expected, book_number(in, row, 2), 1e-9);
    if (is_rate) {
        book_compare(per * ratio->reference_rate, book_number(in, row, 3), 1e-9);
    }
    book_compare(ratio->ratio * unit, book_number(in, row, 4), 1e-9);
    for (size_t i = 0; i < 2 && !isnan(book_number(in, row, 5 + 2 * i)); i++) {
        book_compare_limits(wks_interval_count_at(ratio->observed, level(i)),
                            unit / ratio->expected, in, row, 5 + 2 * i);
    }
}

static void gives_the_indirect_rates_of_the_phe_test_book(void **state)
{
    (void)state;
    static const char *const names[] = {"sysdata_test_ISR_results.csv",
                                        "xlsx_DSR_ISR__testresults_ISR.csv"};
    static area areas[3];
    static book in;
    read_areas(areas);
    for (size_t k = 0; k < 2; k++) {
        book_open(&in, names[k]);
        for (size_t i = 0; i < 3; i++) {
            const wks_indirect_ratio ratio = indirect(&areas[i], NAN);
            compare_indirect(&ratio, 1e5, true, &in, i);
            compare_indirect(&ratio, 1e3, true, &in, 3 + i);
            compare_indirect(&ratio, 1, false, &in, 6 + i);
            compare_indirect(&ratio, 100, false, &in, 9 + i);
        }
    }
}

/* ISR_ownref: the reference beside each row, where the tiny area lacks a count, a population and a
 * reference count; ISR_lookup: the observed totals apart. */
static void takes_what_is_missing_as_none(void **state)
{
    (void)state;
    static area areas[3];
    static book in;
    static book results;
    book_open(&in, "sysdata_test_ISR_ownref.csv");
    for (size_t i = 0; i < in.n; i++) {
        areas[i / N_AGES].count[i % N_AGES] = book_number(&in, i, 2);
        areas[i / N_AGES].population[i % N_AGES] = book_number(&in, i, 3);
        areas[i / N_AGES].reference_count[i % N_AGES] = book_number(&in, i, 4);
        areas[i / N_AGES].reference[i % N_AGES] = book_number(&in, i, 5);
    }
    book_open(&results, "sysdata_test_ISR_results.csv");
    book_open(&in, "sysdata_test_ISR_lookup.csv");
    for (size_t i = 0; i < 3; i++) {
        const wks_indirect_ratio ratio = indirect(&areas[i], NAN);
        const wks_indirect_ratio looked_up = indirect(&areas[i], book_number(&in, i, 1));
        compare_indirect(&ratio, 1e5, true, &results, i);
        compare_indirect(&looked_up, 1e5, true, &results, i);
        assert_true(ratio.n_missing == (i == 2));
    }
}

/* err2: two areas, one with a stratum without residents: expected goes on, a direct rate does not.
 */
static void has_no_direct_rate_where_a_stratum_is_empty(void **state)
{
    (void)state;
    static area areas[3];
    static book in;
    read_areas(areas);
    book_open(&in, "sysdata_test_err2.csv");
    assert_true(in.n == 2 * N_AGES);
    for (size_t i = 0; i < in.n; i++) {
        areas[i / N_AGES].count[i % N_AGES] = book_number(&in, i, 1);
        areas[i / N_AGES].population[i % N_AGES] = book_number(&in, i, 2);
    }
    book_open(&in, "sysdata_test_ISR_results.csv");
    for (size_t i = 0; i < 2; i++) {
        const wks_indirect_ratio ratio = indirect(&areas[i], NAN);
        compare_indirect(&ratio, 1e5, true, &in, 12 + i);
        compare_indirect(&ratio, 100, false, &in, 14 + i);
        const wks_direct_rate rate = direct(&areas[i]);
        assert_int_equal(rate.outcome, i == 0 ? WKS_OUTCOME_NO_POPULATION : WKS_OUTCOME_OK);
        assert_true(isnan(rate.value) == (i == 0));
        assert_true(isnan(wks_standardise_interval(&rate, level(0)).upper) == (i == 0));
    }
}

static void assert_refused(const wks_strata *strata, const char *text)
{
    wks_direct_rate rate;
    wks_error error;
    assert_int_equal(wks_standardise_direct(strata, &rate, &error), WKS_E_ARGUMENT);
    assert_non_null(strstr(error.text, text));
}

static void refuses_what_cannot_be(void **state)
{
    (void)state;
    const double ones[] = {1, 1};
    const double bad[] = {1, -1};
    const double unknown[] = {1, NAN};
    const double zeros[] = {0, 0};
    assert_refused(&(wks_strata){2, bad, ones, ones, NULL}, "stratum 2");
    assert_refused(&(wks_strata){2, ones, bad, ones, NULL}, "stratum 2");
    assert_refused(&(wks_strata){2, ones, ones, bad, NULL}, "stratum 2");
    assert_refused(&(wks_strata){2, ones, ones, ones, bad}, "stratum 2");
    assert_refused(&(wks_strata){2, ones, ones, unknown, NULL}, "stratum 2");
    assert_refused(&(wks_strata){2, ones, ones, zeros, NULL}, "empty");
    assert_refused(&(wks_strata){0, ones, ones, ones, NULL}, "empty");
    const wks_reference_strata wrong[] = {
        {2, bad, NAN, ones, ones, ones},     {2, ones, NAN, bad, ones, ones},
        {2, ones, NAN, ones, bad, ones},     {2, ones, NAN, ones, ones, zeros},
        {2, ones, NAN, ones, ones, unknown}, {0, ones, NAN, ones, ones, ones},
        {2, NULL, -1, ones, ones, ones},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        wks_indirect_ratio ratio;
        assert_int_equal(wks_standardise_indirect(&wrong[i], &ratio, NULL), WKS_E_ARGUMENT);
    }
}

static void says_why_there_is_no_value(void **state)
{
    (void)state;
    const double ones[] = {1, 1};
    const double zeros[] = {0, 0};
    const double many[] = {10, 10};
    const double unknown[] = {1, NAN};
    wks_direct_rate rate;
    wks_indirect_ratio ratio;
    const wks_strata missing = {2, many, unknown, ones, NULL};
    assert_int_equal(wks_standardise_direct(&missing, &rate, NULL), WKS_OK);
    assert_int_equal(rate.outcome, WKS_OUTCOME_MISSING);
    assert_true(isnan(rate.value) && isnan(rate.variance));
    const wks_reference_strata nothing = {2, ones, NAN, ones, zeros, ones};
    assert_int_equal(wks_standardise_indirect(&nothing, &ratio, NULL), WKS_OK);
    assert_int_equal(ratio.outcome, WKS_OUTCOME_NO_EXPECTED);
    assert_true(isnan(ratio.ratio));
    const wks_reference_strata no_total = {2, NULL, NAN, ones, ones, ones};
    assert_int_equal(wks_standardise_indirect(&no_total, &ratio, NULL), WKS_OK);
    assert_int_equal(ratio.outcome, WKS_OUTCOME_MISSING);
    for (int i = 0; i < WKS_OUTCOME_COUNT; i++) {
        assert_true(strlen(wks_outcome_name((wks_outcome)i)) > 1);
        assert_true(strlen(wks_outcome_sentence((wks_outcome)i)) > 5);
    }
}

/* With the area itself as standard the direct rate is the crude one, and with the area as reference
 * the ratio is one. */
static void is_crude_against_itself(void **state)
{
    (void)state;
    const double count[] = {30, 41, 7, 0};
    const double population[] = {300, 500, 90, 20};
    wks_direct_rate rate;
    wks_indirect_ratio ratio;
    const wks_strata strata = {4, count, population, population, NULL};
    assert_int_equal(wks_standardise_direct(&strata, &rate, NULL), WKS_OK);
    assert_true(fabs(rate.value - 78.0 / 910) < 1e-15);
    const wks_interval limits = wks_standardise_interval(&rate, level(0));
    assert_true(fabs(limits.upper * 910 - wks_interval_count(78).upper) < 1e-11);
    const wks_reference_strata same = {4, count, NAN, population, count, population};
    assert_int_equal(wks_standardise_indirect(&same, &ratio, NULL), WKS_OK);
    assert_true(fabs(ratio.ratio - 1) < 1e-15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_the_direct_rates_of_the_phe_test_book),
        cmocka_unit_test(gives_the_direct_rate_with_another_standard),
        cmocka_unit_test(gives_the_limits_for_events_that_repeat),
        cmocka_unit_test(weighs_a_person_by_the_square_of_the_events),
        cmocka_unit_test(gives_the_indirect_rates_of_the_phe_test_book),
        cmocka_unit_test(takes_what_is_missing_as_none),
        cmocka_unit_test(has_no_direct_rate_where_a_stratum_is_empty),
        cmocka_unit_test(refuses_what_cannot_be),
        cmocka_unit_test(says_why_there_is_no_value),
        cmocka_unit_test(is_crude_against_itself),
    };
    const int n_failed =
        cmocka_run_group_tests_name("private/method/standardise", tests, NULL, NULL);
    printf("# %zu numbers of the PHE books compared\n", book_numbers);
    return n_failed;
}
