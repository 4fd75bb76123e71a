/* Rules about differences of cells, and about cells that must be shown.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_difference.h"
#include "gate/rule_forced.h"
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
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
