/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "gate/cell_key.h"

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

enum {
    N_PERSONS = 6000,
    MOST_COLUMNS = 3,
    MOST_CELLS = 8000
};

/* Persons in a file: a pseudonym, gemeente, wijk, sex. */
typedef struct person {
    char pseudonym[16];
    char codes[MOST_COLUMNS][8];
} person;

typedef struct bench {
    wks_table_keys keys;
    wks_arena arena;
    wks_error err;
    person persons[N_PERSONS];
    size_t n;
    wks_secret secret;
    wks_perturbation_table changes;
    const char *pseudonyms[N_PERSONS];
    const char *codes[N_PERSONS * MOST_COLUMNS];
    size_t line[N_PERSONS];
    wks_cell_key_table table;
    int64_t shown[MOST_CELLS];
    bool is_hidden[MOST_CELLS];
} bench;

static const char *const columns[] = {"gem", "wijk", "sex"};

static int set_up(void **state)
{
    static bench made;
    static const wks_perturbation_wish wish = {.largest = 5, .variance = 3};
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    for (size_t i = 0; i < sizeof made.secret.bytes; i++) {
        made.secret.bytes[i] = (unsigned char)(7 * i + 3);
    }
    /* of each wijk from 1 to 7 persons */
    size_t wijk = 0;
    for (size_t left = 1; made.n < N_PERSONS; made.n++, left--) {
        person *of = &made.persons[made.n];
        snprintf(of->pseudonym, sizeof of->pseudonym, "person %05zu", made.n);
        snprintf(of->codes[0], sizeof of->codes[0], "G%03zu", wijk / 10 % 1000);
        snprintf(of->codes[1], sizeof of->codes[1], "W%04zu", wijk % 10000);
        snprintf(of->codes[2], sizeof of->codes[2], "%s", made.n % 3 == 0 ? "M" : "V");
        if (left == 1) {
            wijk++;
            left = 2 + wijk % 7;
        }
    }
    *state = &made;
    return wks_perturbation_table_make(&wish, &made.arena, &made.changes, &made.err) != WKS_OK;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    return 0;
}

/* The first n_columns of columns, the first n_levels of them the geography. */
static wks_code count(bench *at, size_t n_columns, size_t n_levels)
{
    for (size_t i = 0; i < at->n; i++) {
        at->pseudonyms[i] = at->persons[i].pseudonym;
        at->line[i] = i + 2;
        for (size_t k = 0; k < n_columns; k++) {
            at->codes[i * n_columns + k] = at->persons[i].codes[k];
        }
    }
    at->keys = wks_table_keys_simple(columns, n_columns, n_levels);
    const wks_count_table_rows rows = {.path = "p.csv",
                                       .keys = &at->keys,
                                       .count_column = "pseudo",
                                       .codes = at->codes,
                                       .line = at->line,
                                       .n_rows = at->n};
    const wks_cell_key_persons persons = {
        .rows = &rows, .pseudonym_column = "pseudo", .pseudonyms = at->pseudonyms};
    return wks_cell_key_count(&persons, &at->secret, &at->arena, &at->table, &at->err);
}

static void perturb(bench *at, size_t n_columns, size_t n_levels, int64_t threshold,
                    int64_t rounding)
{
    const wks_cell_key_rule rule = {
        .changes = &at->changes, .threshold = threshold, .rounding = rounding};
    assert_int_equal(count(at, n_columns, n_levels), WKS_OK);
    assert_true(at->table.counts.n_cells <= MOST_CELLS);
    assert_int_equal(
        wks_cell_key_apply(&at->table, &rule, &at->arena, at->shown, at->is_hidden, &at->err),
        WKS_OK);
}

static size_t find(const bench *at, const char *gem, const char *wijk, const char *sex)
{
    const char *const codes[] = {gem, wijk, sex};
    size_t cell = 0;
    assert_true(wks_count_table_find(&at->table.counts, codes, &cell));
    return cell;
}

static void counts_a_row_a_person(void **state)
{
    bench *at = *state;
    at->n = 10;
    assert_int_equal(count(at, 3, 2), WKS_OK);
    assert_int_equal(at->table.counts.values[find(at, "T", "T", "T")], 10);
    assert_int_equal(at->table.counts.values[find(at, "T", "T", "M")], 4);
    assert_int_equal(at->table.counts.values[find(at, "G000", "W0000", "T")], 1);
    assert_int_equal(at->table.counts.values[find(at, "G000", "W0000", "V")], 0);
}

static void gives_the_same_persons_the_same_change_in_any_table(void **state)
{
    bench *at = *state;
    static int64_t by_wijk[MOST_CELLS];
    perturb(at, 3, 2, 0, 1);
    const wks_count_table whole = at->table.counts;
    memcpy(by_wijk, at->shown, whole.n_cells * sizeof *by_wijk);
    perturb(at, 1, 1, 0, 1); /* gemeenten alone */
    for (size_t cell = 0; cell < at->table.counts.n_cells; cell++) {
        const char *codes[MOST_COLUMNS] = {NULL, "T", "T"};
        size_t same = 0;
        wks_count_table_codes(&at->table.counts, cell, codes);
        assert_true(wks_count_table_find(&whole, codes, &same));
        assert_int_equal(at->table.counts.values[cell], whole.values[same]);
        assert_int_equal(at->shown[cell], by_wijk[same]);
    }
    /* one wijk of two sexes, one of which nobody is: the same persons under two names */
    at->n = 1;
    perturb(at, 3, 2, 0, 1);
    assert_int_equal(at->shown[find(at, "T", "T", "T")], at->shown[find(at, "G000", "W0000", "M")]);
}

static void does_not_ask_in_what_order_persons_stand(void **state)
{
    bench *at = *state;
    static int64_t straight[MOST_CELLS];
    perturb(at, 3, 2, 10, 5);
    memcpy(straight, at->shown, at->table.counts.n_cells * sizeof *straight);
    for (size_t i = 0; i < at->n / 2; i++) {
        const person first = at->persons[i];
        at->persons[i] = at->persons[at->n - 1 - i];
        at->persons[at->n - 1 - i] = first;
    }
    perturb(at, 3, 2, 10, 5);
    assert_memory_equal(straight, at->shown, at->table.counts.n_cells * sizeof *straight);
}

static void one_person_more_changes_what_is_added(void **state)
{
    bench *at = *state;
    size_t n_other = 0;
    size_t n = 0;
    for (at->n = 500; at->n < 600; at->n++) {
        perturb(at, 1, 1, 0, 1);
        const int64_t before = at->shown[0] - at->table.counts.values[0];
        at->n++;
        perturb(at, 1, 1, 0, 1);
        n_other += at->shown[0] - at->table.counts.values[0] != before;
        n++;
    }
    assert_in_range(n_other, n / 2, n - 1);
}

static void keeps_zero_and_the_largest_change(void **state)
{
    bench *at = *state;
    size_t n_zero = 0;
    perturb(at, 3, 2, 0, 1);
    for (size_t cell = 0; cell < at->table.counts.n_cells; cell++) {
        const int64_t value = at->table.counts.values[cell];
        assert_true(at->shown[cell] >= 0);
        assert_in_range(at->shown[cell] - value + 5, 0, 10);
        assert_true(value != 0 || at->shown[cell] == 0);
        assert_false(at->is_hidden[cell]);
        n_zero += value == 0;
    }
    assert_true(n_zero > 100);
}

/* Over the cells of some 1,500 wijken by sex, none of them the same persons. */
static void adds_noise_with_the_mean_and_variance_of_the_table(void **state)
{
    bench *at = *state;
    double sum = 0;
    double squares = 0;
    double n = 0;
    perturb(at, 3, 2, 0, 1);
    for (size_t cell = 0; cell < at->table.counts.n_cells; cell++) {
        uint32_t atom = 0;
        if (wks_count_table_atoms(&at->table.counts, cell, NULL) != 1 ||
            at->table.counts.values[cell] == 0) {
            continue;
        }
        (void)wks_count_table_atoms(&at->table.counts, cell, &atom);
        const double change = (double)(at->shown[cell] - at->table.counts.values[cell]);
        sum += change;
        squares += change * change;
        n++;
    }
    assert_true(n > 2000);
    assert_true(fabs(sum / n) < 4 * sqrt(3 / n));
    /* the fourth moment of the widest row is under 40 */
    assert_true(fabs(squares / n - 3) < 4 * sqrt((60 - 9) / n));
}

static void another_secret_gives_other_noise(void **state)
{
    bench *at = *state;
    static int64_t first[MOST_CELLS];
    size_t n_other = 0;
    perturb(at, 3, 2, 0, 1);
    memcpy(first, at->shown, at->table.counts.n_cells * sizeof *first);
    at->secret.bytes[31] ^= 1;
    perturb(at, 3, 2, 0, 1);
    for (size_t cell = 0; cell < at->table.counts.n_cells; cell++) {
        n_other += first[cell] != at->shown[cell];
    }
    assert_true(n_other > at->table.counts.n_cells / 3);
}

static void hides_under_the_threshold_and_rounds_the_rest(void **state)
{
    bench *at = *state;
    static int64_t plain[MOST_CELLS];
    size_t n_hidden = 0;
    perturb(at, 3, 2, 0, 1);
    memcpy(plain, at->shown, at->table.counts.n_cells * sizeof *plain);
    perturb(at, 3, 2, 10, 5);
    for (size_t cell = 0; cell < at->table.counts.n_cells; cell++) {
        assert_int_equal(at->is_hidden[cell], plain[cell] > 0 && plain[cell] < 10);
        assert_int_equal(at->shown[cell] % 5, 0);
        assert_in_range(at->shown[cell] - plain[cell] + 2, 0, 4);
        n_hidden += at->is_hidden[cell];
    }
    assert_in_range(n_hidden, 1000, at->table.counts.n_cells - 100);
    perturb(at, 3, 2, 0, 10);
    for (size_t cell = 0; cell < at->table.counts.n_cells; cell++) {
        assert_int_equal(at->shown[cell], (plain[cell] + 5) / 10 * 10); /* halves up */
    }
}

static void refuses_rows_that_are_no_persons_without_naming_them(void **state)
{
    bench *at = *state;
    at->n = 20;
    snprintf(at->persons[7].pseudonym, sizeof at->persons[7].pseudonym, "person 00003");
    assert_int_equal(count(at, 3, 2), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.csv: lines 5 and 9, column pseudo: the same person twice");
    at->persons[7].pseudonym[0] = 0;
    assert_int_equal(count(at, 3, 2), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.csv: line 9, column pseudo: expected a pseudonym");
    snprintf(at->persons[7].pseudonym, sizeof at->persons[7].pseudonym, "person x");
    snprintf(at->persons[4].codes[2], sizeof at->persons[4].codes[2], "T");
    assert_int_equal(count(at, 3, 2), WKS_E_FORMAT);
    assert_string_equal(at->err.text,
                        "p.csv: line 6, column sex: expected a code; a total (T) is no person");
    at->persons[4].codes[2][0] = 0;
    assert_int_equal(count(at, 3, 2), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.csv: line 6, column sex: expected a code");
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    const wks_cell_key_rule rule = {.changes = &at->changes, .rounding = 1};
    wks_code code = WKS_E_MEMORY;
    at->n = 20;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        wks_arena_fail_after(n);
        code = count(at, 3, 2);
        if (code == WKS_OK) {
            code = wks_cell_key_apply(&at->table, &rule, &at->arena, at->shown, at->is_hidden,
                                      &at->err);
        }
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_a_row_a_person, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gives_the_same_persons_the_same_change_in_any_table, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(does_not_ask_in_what_order_persons_stand, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(one_person_more_changes_what_is_added, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keeps_zero_and_the_largest_change, set_up, tear_down),
        cmocka_unit_test_setup_teardown(adds_noise_with_the_mean_and_variance_of_the_table, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(another_secret_gives_other_noise, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hides_under_the_threshold_and_rounds_the_rest, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_rows_that_are_no_persons_without_naming_them,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/cell_key", tests, NULL, NULL);
}
