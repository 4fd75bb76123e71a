/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "gate/perturbation_table.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_perturbation_table table;
} bench;

/* A line of a file. */
typedef struct entry {
    int64_t count;
    int64_t change;
    double probability;
} entry;

enum {
    MOST_ENTRIES = 16
};

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    return 0;
}

static wks_code make(bench *at, int64_t largest, double variance, int64_t blocked)
{
    const wks_perturbation_wish wish = {
        .largest = largest, .variance = variance, .blocked = blocked};
    return wks_perturbation_table_make(&wish, &at->arena, &at->table, &at->err);
}

static double chance(const bench *at, size_t count, int64_t change)
{
    const wks_perturbation_row *row = &at->table.rows[count];
    for (size_t i = 0; i < row->n; i++) {
        if (row->change[i] == change) {
            return row->probability[i];
        }
    }
    return 0;
}

static const wks_perturbation_wish wishes[] = {
    {.largest = 1, .variance = 0.5, .blocked = 0},  {.largest = 2, .variance = 1, .blocked = 0},
    {.largest = 5, .variance = 3, .blocked = 0},    {.largest = 5, .variance = 3, .blocked = 2},
    {.largest = 2, .variance = 1.05, .blocked = 1}, {.largest = 8, .variance = 3.5, .blocked = 2},
    {.largest = 12, .variance = 5, .blocked = 2},   {.largest = 15, .variance = 10, .blocked = 4},
    {.largest = 15, .variance = 0.1, .blocked = 0}, {.largest = 100, .variance = 99, .blocked = 0},
};

static void has_mean_zero_and_the_variance_in_every_row(void **state)
{
    bench *at = *state;
    for (size_t k = 0; k < sizeof wishes / sizeof wishes[0]; k++) {
        const wks_perturbation_wish *wish = &wishes[k];
        assert_int_equal(wks_perturbation_table_make(wish, &at->arena, &at->table, &at->err),
                         WKS_OK);
        for (size_t count = 1; count < at->table.n_rows; count++) {
            const wks_perturbation_row *row = &at->table.rows[count];
            double sum = 0;
            double mean = 0;
            double variance = 0;
            for (size_t i = 0; i < row->n; i++) {
                const double v = (double)row->change[i];
                sum += row->probability[i];
                mean += row->probability[i] * v;
                variance += row->probability[i] * v * v;
                assert_true(row->probability[i] > 0);
                assert_true(fabs(v) <= (double)wish->largest);
            }
            assert_true(fabs(sum - 1) < 1e-9);
            assert_true(fabs(mean) < 1e-9);
            assert_true(fabs(variance - wish->variance) < 1e-9);
        }
    }
}

static void leaves_zero_as_it_is_and_blocked_results_out(void **state)
{
    bench *at = *state;
    assert_int_equal(make(at, 5, 3, 2), WKS_OK);
    assert_int_equal(at->table.n_rows, 5 + 2 + 2);
    assert_int_equal(at->table.rows[0].n, 1);
    assert_int_equal(at->table.rows[0].change[0], 0);
    for (size_t count = 1; count < at->table.n_rows; count++) {
        for (size_t i = 0; i < at->table.rows[count].n; i++) {
            const int64_t result = (int64_t)count + at->table.rows[count].change[i];
            assert_true(result == 0 || result > 2);
        }
    }
    /* of the last count nothing is out of reach */
    assert_int_equal(at->table.rows[8].n, 11);
    assert_int_equal(at->table.rows[7].n, 10);
}

/* Package ptable 1.0.0, vignette "Introduction", create_cnt_ptable(D = 2, V = 1): for counts of 2
 * and more the chances 0.0638 of -2, 0.383 to stay.  (For a count of 1 that package gives up the
 * variance, 0.932, to keep the chances falling on both sides; we keep the variance.) */
static void agrees_with_the_table_that_ptable_shows(void **state)
{
    bench *at = *state;
    assert_int_equal(make(at, 2, 1, 0), WKS_OK);
    assert_int_equal(at->table.n_rows, 3);
    assert_true(fabs(chance(at, 2, -2) - 0.0638) < 0.00005);
    assert_true(fabs(chance(at, 2, 0) - 0.383) < 0.0005);
    assert_true(fabs(chance(at, 2, 2) - chance(at, 2, -2)) < 1e-12);
}

static double entropy(const double *probability, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum -= probability[i] > 0 ? probability[i] * log(probability[i]) : 0;
    }
    return sum;
}

/* A count of 1, changes -1 to 2, mean 0, variance 1: (1/2 - d, 3 d, 1/2 - 3 d, d) for d up to 1/6.
 */
static void has_the_most_entropy_of_all_such_tables(void **state)
{
    bench *at = *state;
    assert_int_equal(make(at, 2, 1, 0), WKS_OK);
    const double most = entropy(at->table.rows[1].probability, 4);
    const double d = chance(at, 1, 2);
    assert_true(fabs(chance(at, 1, -1) - (0.5 - d)) < 1e-9);
    assert_true(fabs(chance(at, 1, 0) - 3 * d) < 1e-9);
    for (int i = 0; i <= 1000; i++) {
        const double other = i / 6000.0;
        const double p[] = {0.5 - other, 3 * other, 0.5 - 3 * other, other};
        assert_true(entropy(p, 4) <= most);
    }
}

static void refuses_what_no_table_can_be(void **state)
{
    bench *at = *state;

    static const struct {
        int64_t largest;
        double variance;
        int64_t blocked;
        const char *said;
    } cases[] = {
        {5, 5, 0, "no such table: the variance of a count of 1 must be above 0 and below 5"},
        {5, 2, 2, "no such table: the variance of a count of 1 must be above 2 and below 5"},
        {4, 3.5, 3, "no such table: the variance of a count of 2 must be above 4 and below 8"},
        {5, 0, 0, NULL},
        {5, -1, 0, NULL},
        {5, NAN, 0, NULL},
        {5, INFINITY, 0, NULL},
        {0, 1, 0, NULL},
        {101, 1, 0, NULL},
        {5, 3, -1, NULL},
        {5, 3, 6, NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const wks_code code = make(at, cases[i].largest, cases[i].variance, cases[i].blocked);
        assert_int_equal(code, WKS_E_ARGUMENT);
        assert_non_null(strstr(at->err.text, cases[i].said == NULL ? "expected a largest change"
                                                                   : cases[i].said));
    }
}

static wks_code build(bench *at, const entry *entries, size_t n)
{
    static int64_t count[MOST_ENTRIES];
    static int64_t change[MOST_ENTRIES];
    static double probability[MOST_ENTRIES];
    static size_t line[MOST_ENTRIES];
    for (size_t i = 0; i < n; i++) {
        count[i] = entries[i].count;
        change[i] = entries[i].change;
        probability[i] = entries[i].probability;
        line[i] = i + 2;
    }
    const wks_perturbation_lines lines = {.path = "p.csv",
                                          .count = count,
                                          .change = change,
                                          .probability = probability,
                                          .line = line,
                                          .n = n};
    return wks_perturbation_table_build(&lines, &at->arena, &at->table, &at->err);
}

static void takes_lines_in_any_order(void **state)
{
    bench *at = *state;
    static const entry entries[] = {{1, 1, 0.25}, {2, 0, 1}, {1, -1, 0.25}, {0, 0, 1}, {1, 0, 0.5}};
    assert_int_equal(build(at, entries, 5), WKS_OK);
    assert_int_equal(at->table.n_rows, 3);
    assert_int_equal(at->table.rows[1].n, 3);
    assert_int_equal(at->table.rows[1].change[0], -1);
    assert_int_equal(at->table.rows[1].change[2], 1);
    assert_true(chance(at, 1, 0) == 0.5);
    assert_true(chance(at, 2, 0) == 1);
}

static void refuses_lines_that_are_no_table(void **state)
{
    bench *at = *state;

    static const struct {
        entry entries[4];
        size_t n;
        const char *said;
    } cases[] = {
        {{{0, 0, 1}, {1, -1, 0.25}, {1, 0, 0.5}, {1, 1, 0.26}},
         4,
         "p.csv: line 3: the probabilities of this count do not add up to 1"},
        {{{0, 0, 1}, {1, -1, 0.25}, {1, 0, 0.5}, {1, 2, 0.25}},
         4,
         "p.csv: line 3: the changes of this count are not 0 on average"},
        {{{0, 0, 1}, {1, -2, 0.5}, {1, 2, 0.5}},
         3,
         "p.csv: line 3: expected a change that leaves nothing negative"},
        {{{0, 0, 0.5}, {0, 1, 0.5}}, 2, "p.csv: line 3: 0 must stay 0"},
        {{{0, 0, 1}, {1, 0, 1.5}}, 2, "p.csv: line 3: expected a probability from 0 to 1"},
        {{{0, 0, 1}, {1, 0, -0.5}}, 2, "p.csv: line 3: expected a probability from 0 to 1"},
        {{{0, 0, 1}, {1, 0, NAN}}, 2, "p.csv: line 3: expected a probability from 0 to 1"},
        {{{0, 0, 1}, {1, 0, 0.5}, {1, 0, 0.5}},
         3,
         "p.csv: line 4: this count and change stand in the table twice"},
        {{{0, 0, 1}, {2, 0, 1}},
         2,
         "p.csv: line 3: a smaller count has no lines: expected them from 0 on"},
        {{{1, 0, 1}}, 1, "p.csv: line 2: a smaller count has no lines: expected them from 0 on"},
        {{{-1, 0, 1}}, 1, "p.csv: line 2: expected a count from 0 to 100000"},
        {{{100001, 0, 1}}, 1, "p.csv: line 2: expected a count from 0 to 100000"},
        {{{0, 0, 0}}, 0, "p.csv: has no lines"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(build(at, cases[i].entries, cases[i].n), WKS_E_FORMAT);
        assert_string_equal(at->err.text, cases[i].said);
    }
}

/* Keys evenly over all that there are. */
static void looks_up_each_change_as_often_as_the_row_says(void **state)
{
    bench *at = *state;

    enum {
        N_KEYS = 100000
    };

    assert_int_equal(make(at, 5, 3, 2), WKS_OK);
    for (int64_t count = 0; count < 12; count++) {
        const size_t row = count < 8 ? (size_t)count : 8;
        size_t n[11] = {0};
        for (uint64_t k = 0; k < N_KEYS; k++) {
            const uint64_t key = UINT64_MAX / N_KEYS * k + UINT64_MAX / N_KEYS / 2;
            const int64_t change = wks_perturbation_table_look_up(&at->table, count, key);
            assert_in_range(change + 5, 0, 10);
            n[change + 5]++;
        }
        for (int64_t change = -5; change <= 5; change++) {
            assert_true(fabs((double)n[change + 5] / N_KEYS - chance(at, row, change)) <
                        2.0 / N_KEYS);
        }
    }
}

static void has_an_answer_for_the_first_and_the_last_key(void **state)
{
    bench *at = *state;
    static const entry entries[] = {
        {0, 0, 1}, {1, -1, 0}, {1, 0, 1 - 1e-10}, {1, 1, 0}}; /* less than 1 by what is allowed */
    assert_int_equal(build(at, entries, 4), WKS_OK);
    assert_int_equal(wks_perturbation_table_look_up(&at->table, 1, 0), 0);
    assert_int_equal(wks_perturbation_table_look_up(&at->table, 1, UINT64_MAX), 0);
    assert_int_equal(wks_perturbation_table_look_up(&at->table, 0, UINT64_MAX), 0);
    assert_int_equal(wks_perturbation_table_look_up(&at->table, (int64_t)1 << 50, UINT64_MAX), 0);
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    static const entry entries[] = {{0, 0, 1}, {1, 0, 1}};
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        wks_arena_fail_after(n);
        code = make(at, 5, 3, 0);
        if (code == WKS_OK) {
            code = build(at, entries, 2);
        }
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(has_mean_zero_and_the_variance_in_every_row, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(leaves_zero_as_it_is_and_blocked_results_out, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(agrees_with_the_table_that_ptable_shows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(has_the_most_entropy_of_all_such_tables, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_no_table_can_be, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_lines_in_any_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_lines_that_are_no_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(looks_up_each_change_as_often_as_the_row_says, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(has_an_answer_for_the_first_and_the_last_key, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/perturbation_table", tests, NULL, NULL);
}
