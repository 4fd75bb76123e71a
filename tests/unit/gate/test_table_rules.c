/* Rules about differences of cells, cells that must be shown, rates, and providers.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_difference.h"
#include "gate/rule_forced.h"
#include "gate/rule_provider.h"
#include "gate/rule_rate.h"
#include "table_bench.h"

static const char *const columns[] = {"gem", "wijk", "sex"};
static const wks_table_rule rule_b = {.minimum = 10, .criterion = WKS_TABLE_CRITERION_B};
static const wks_table_rule rule_a = {.minimum = 10, .criterion = WKS_TABLE_CRITERION_A};

/* G1 less W1 is 7 persons: 4 and 3, each hidden. */
static const row few_left[] = {{{"G1", "W1", "M"}, 200}, {{"G1", "W1", "V"}, 300},
                               {{"G1", "W2", "M"}, 2},   {{"G1", "W2", "V"}, 2},
                               {{"G1", "W3", "M"}, 2},   {{"G1", "W3", "V"}, 1},
                               {{"G2", "W4", "M"}, 400}, {{"G2", "W4", "V"}, 500},
                               {{"G2", "W5", "M"}, 600}, {{"G2", "W5", "V"}, 700}};

enum {
    N_FEW_LEFT = sizeof few_left / sizeof few_left[0]
};

static void difference(bench *at, const wks_table_rule *rule, int64_t minimum)
{
    ask(at, columns, 3, 2, few_left, N_FEW_LEFT, rule);
    const wks_difference_rule few = {.minimum = minimum, .criterion = rule->criterion};
    assert_int_equal(wks_rule_difference_apply(&at->table, &few, &at->question, &at->err), WKS_OK);
    assert_valid(at);
}

static const wks_cell *rest_of(const bench *at, size_t i)
{
    return &at->question.protection.cells[at->question.n_own + i];
}

static void doubts_the_few_that_two_shown_cells_leave(void **state)
{
    bench *at = *state;
    difference(at, &rule_b, 10);
    /* G1 less W1: of all, of men and of women */
    assert_int_equal(count_rests(at), 3);
    int64_t sum = 0;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(rest_of(at, i)->state, WKS_CELL_VIRTUAL);
        assert_int_equal(rest_of(at, i)->lower, rest_of(at, i)->value - 1);
        assert_int_equal(rest_of(at, i)->upper, 10);
        assert_int_equal(at->question.reasons[at->question.n_own + i], 1U << WKS_REASON_DIFFERENCE);
        sum += rest_of(at, i)->value;
    }
    assert_int_equal(sum, 7 + 4 + 3);
    difference(at, &rule_a, 10);
    assert_int_equal(rest_of(at, 0)->upper, rest_of(at, 0)->value + 1);
    difference(at, &rule_b, 5);
    assert_int_equal(count_rests(at), 2);
}

/* Of two sexes the one less the other is the first: a cell of the table. */
static void hides_the_cell_that_a_difference_is(void **state)
{
    static const row rows[] = {{{"G1", "W1", "M"}, 200},
                               {{"G1", "W1", "V"}, 12},
                               {{"G1", "W2", "M"}, 300},
                               {{"G1", "W2", "V"}, 300}};
    bench *at = *state;
    ask(at, columns, 3, 2, rows, 4, &rule_b);
    assert_asks(at, "G1,W1,V", WKS_CELL_OPEN, 12, 12);
    const wks_difference_rule few = {.minimum = 15, .criterion = rule_b.criterion};
    assert_int_equal(wks_rule_difference_apply(&at->table, &few, &at->question, &at->err), WKS_OK);
    assert_asks(at, "G1,W1,V", WKS_CELL_PRIMARY, 11, 15);
    assert_int_equal(count_rests(at), 0);
    assert_valid(at);
}

/* ---- cells that must be shown ---------------------------------------------------------------- */

static wks_code force(bench *at, const char *cell)
{
    const char *forced[] = {cell};
    const wks_policy policy = {.file = "p.yaml", .forced = forced, .n_forced = 1};
    return wks_rule_forced_apply(&at->table, &policy, &at->question, &at->err);
}

static void shows_what_is_forced(void **state)
{
    bench *at = *state;
    ask(at, columns, 3, 2, few_left, N_FEW_LEFT, &rule_b);
    assert_asks(at, "G1,W1,M", WKS_CELL_OPEN, 200, 200);
    assert_int_equal(force(at, "gem=G1,wijk=W1,sex=M"), WKS_OK);
    assert_asks(at, "G1,W1,M", WKS_CELL_KNOWN, 200, 200);
    assert_int_equal(force(at, "wijk=W5"), WKS_OK); /* its gemeente follows */
    assert_asks(at, "G2,W5,T", WKS_CELL_KNOWN, 1300, 1300);
    assert_int_equal(force(at, "gem=G1"), WKS_OK);
    assert_asks(at, "G1,T,T", WKS_CELL_KNOWN, 507, 507);
    assert_asks(at, "T,T,T", WKS_CELL_OPEN, 2707, 2707);
    assert_int_equal(force(at, "T"), WKS_OK);
    assert_asks(at, "T,T,T", WKS_CELL_KNOWN, 2707, 2707);
    assert_int_equal(force(at, "age=65+"), WKS_OK); /* of a table that has ages */
    assert_valid(at);
}

static void refuses_to_show_what_a_rule_hides(void **state)
{
    bench *at = *state;
    ask(at, columns, 3, 2, few_left, N_FEW_LEFT, &rule_b);
    assert_int_equal(force(at, "wijk=W2,sex=V"), WKS_E_REFUSED);
    assert_string_equal(at->err.text, "p.yaml: cell wijk=W2,sex=V must be shown (key 'forced'), "
                                      "and a rule hides it");
    assert_int_equal(force(at, "wijk=W9"), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.yaml: key 'forced': the table has no cell wijk=W9");
}

/* ---- out of how many ------------------------------------------------------------------------- */

static const char *const by_sex[] = {"wijk", "sex"};

/* W1 is large, W2 has 40 people, W3 is nearly all of its people, W4 has few women. */
static const row in_wijken[] = {{{"W1", "M"}, 30}, {{"W1", "V"}, 0},  {{"W2", "M"}, 15},
                                {{"W2", "V"}, 0},  {{"W3", "M"}, 96}, {{"W3", "V"}, 12},
                                {{"W4", "M"}, 20}, {{"W4", "V"}, 0}};
static const int64_t people[] = {500, 600, 20, 20, 100, 300, 700, 6};

static void rate(bench *at, const wks_table_rule *first, int64_t minimum_area)
{
    const wks_rate_rule rule = {.population = people,
                                .minimum = first->minimum,
                                .criterion = first->criterion,
                                .minimum_area = minimum_area};
    ask(at, by_sex, 2, 1, in_wijken, 8, first);
    assert_int_equal(wks_rule_rate_apply(&at->table, &rule, &at->question, &at->err), WKS_OK);
    assert_valid(at);
}

static void hides_counts_of_nearly_all_people_and_of_few(void **state)
{
    bench *at = *state;
    rate(at, &rule_b, 0);
    assert_asks(at, "W3,M", WKS_CELL_PRIMARY, 90, 97); /* then ten of the hundred are left */
    assert_asks(at, "W4,V", WKS_CELL_PRIMARY, 0, 6);   /* six is all there are */
    assert_asks(at, "W1,V", WKS_CELL_KNOWN, 0, 0);
    assert_asks(at, "W2,M", WKS_CELL_PRIMARY, 10, 16); /* five are left */
    assert_asks(at, "W2,T", WKS_CELL_OPEN, 15, 15);
    assert_int_equal(at->question.reasons[place_of(at, "W3,M")], 1U << WKS_REASON_RATE);
    rate(at, &rule_a, 0);
    assert_asks(at, "W3,M", WKS_CELL_PRIMARY, 95, 97);
}

static void hides_all_of_an_area_with_few_inhabitants(void **state)
{
    bench *at = *state;
    rate(at, &rule_b, 50);
    assert_asks(at, "W2,T", WKS_CELL_PRIMARY, 14, 16);
    assert_asks(at, "W2,V", WKS_CELL_PRIMARY, 0, 10);
    assert_int_equal(at->question.reasons[place_of(at, "W2,V")], 1U << WKS_REASON_AREA);
    assert_asks(at, "W3,V", WKS_CELL_OPEN, 12, 12);
    rate(at, &rule_b, 40);
    assert_asks(at, "W2,T", WKS_CELL_OPEN, 15, 15); /* forty is enough for forty */
}

static void lets_nothing_be_more_than_its_people(void **state)
{
    bench *at = *state;
    rate(at, &rule_b, 0);
    assert_int_equal(count_rests(at), 8);
    for (size_t i = 0; i < 8; i++) {
        const wks_cell *ceiling = rest_of(at, i);
        assert_int_equal(ceiling->state, WKS_CELL_KNOWN);
        assert_int_equal(ceiling->value, in_wijken[i].count);
        assert_int_equal(ceiling->lower, 0);
        assert_int_equal(ceiling->upper, people[i]);
    }
}

/* ---- providers ------------------------------------------------------------------------------- */

static void hides_counts_of_too_few_providers(void **state)
{
    static const char *const codes[] = {"W1", "M",  "W1", "M",  "W1", "M",  "W1",
                                        "V",  "W1", "V",  "W2", "M",  "W2", "V"};
    static const char *const holders[] = {"p", "q", "r", "p", "q", "p", "r"};
    static const int64_t counts[] = {40, 30, 20, 50, 60, 70, 0};
    static const size_t line[] = {2, 3, 4, 5, 6, 7, 8};
    bench *at = *state;
    const wks_table_keys by_place = wks_table_keys_simple(by_sex, 2, 1);
    const wks_count_table_rows rows = {.path = "t.csv",
                                       .keys = &by_place,
                                       .count_column = "n",
                                       .codes = codes,
                                       .counts = counts,
                                       .line = line,
                                       .n_rows = 7};
    const wks_contribution_rows in = {.rows = &rows, .holders = holders, .persons = counts};
    wks_provider_rule rule = {
        .minimum_providers = 3, .minimum_persons_per_provider = 1, .minimum = 10};
    wks_count_table_rows sums;
    wks_contributions by_provider;
    assert_int_equal(wks_contribution_add_up(&in, &at->arena, &sums, &at->err), WKS_OK);
    assert_int_equal(wks_count_table_build(&sums, NULL, &at->arena, &at->table, &at->err), WKS_OK);
    assert_int_equal(wks_contribution_find(&in, &at->table, &at->arena, &by_provider, &at->err),
                     WKS_OK);
    assert_int_equal(wks_table_rule_apply(&at->table, &rule_b, &at->arena, &at->question, &at->err),
                     WKS_OK);
    assert_int_equal(wks_rule_provider_apply(&by_provider, &rule, &at->question, &at->err), WKS_OK);
    assert_valid(at);
    assert_asks(at, "W1,M", WKS_CELL_OPEN, 90, 90);
    assert_asks(at, "W1,V", WKS_CELL_PRIMARY, 100, 120); /* two */
    assert_asks(at, "W2,M", WKS_CELL_PRIMARY, 60, 80);
    assert_asks(at, "W2,V", WKS_CELL_KNOWN, 0, 0);
    assert_asks(at, "T,V", WKS_CELL_PRIMARY, 100, 120); /* r counted nobody */
    assert_asks(at, "T,T", WKS_CELL_OPEN, 270, 270);
    rule.minimum_persons_per_provider = 21;
    assert_int_equal(wks_rule_provider_apply(&by_provider, &rule, &at->question, &at->err), WKS_OK);
    assert_asks(at, "W1,M", WKS_CELL_PRIMARY, 80, 100);
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    const wks_difference_rule few = {.minimum = 10, .criterion = rule_b.criterion};
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 100);
        ask(at, columns, 3, 2, few_left, N_FEW_LEFT, &rule_b);
        wks_arena_fail_after(n);
        code = wks_rule_difference_apply(&at->table, &few, &at->question, &at->err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(doubts_the_few_that_two_shown_cells_leave, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(hides_the_cell_that_a_difference_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(shows_what_is_forced, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_to_show_what_a_rule_hides, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hides_counts_of_nearly_all_people_and_of_few, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(hides_all_of_an_area_with_few_inhabitants, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(lets_nothing_be_more_than_its_people, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hides_counts_of_too_few_providers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
