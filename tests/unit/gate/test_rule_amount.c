/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/contribution.h"
#include "gate/rule_amount.h"
#include "gate/rule_difference.h"
#include "table_bench.h"

static const char *const columns[] = {"gem", "care"};

/* One row of a contributor. */
typedef struct part {
    const char *codes[2];
    const char *holder;
    int64_t amount;
    int64_t persons;
} part;

typedef struct amounts {
    const char *codes[2 * MOST_BENCH_ROWS];
    const char *holders[MOST_BENCH_ROWS];
    int64_t amount[MOST_BENCH_ROWS];
    int64_t persons[MOST_BENCH_ROWS];
    size_t line[MOST_BENCH_ROWS];
    wks_table_keys keys;
    wks_count_table_rows rows;
    wks_contribution_rows in;
    wks_contributions out;
} amounts;

static wks_code gather(bench *at, const part *parts, size_t n, amounts *to)
{
    wks_count_table_rows sums;
    for (size_t i = 0; i < n; i++) {
        memcpy((void *)(to->codes + 2 * i), (const void *)parts[i].codes, sizeof parts[i].codes);
        to->holders[i] = parts[i].holder;
        to->amount[i] = parts[i].amount;
        to->persons[i] = parts[i].persons;
        to->line[i] = i + 2;
    }
    to->keys = wks_table_keys_simple(columns, 2, 1);
    to->rows = (wks_count_table_rows){.path = "t.csv",
                                      .keys = &to->keys,
                                      .count_column = "euro",
                                      .codes = to->codes,
                                      .counts = to->amount,
                                      .line = to->line,
                                      .n_rows = n};
    to->in =
        (wks_contribution_rows){.rows = &to->rows, .holders = to->holders, .persons = to->persons};
    WKS_TRY(wks_contribution_add_up(&to->in, &at->arena, &sums, &at->err));
    WKS_TRY(wks_count_table_build(&sums, NULL, &at->arena, &at->table, &at->err));
    return wks_contribution_find(&to->in, &at->table, &at->arena, &to->out, &at->err);
}

static const char *waived = NULL; /* who let theirs be shown */

static void judge(bench *at, const part *parts, size_t n, const wks_amount_rule *rule)
{
    static amounts made;
    memset(&made, 0, sizeof made);
    const wks_code code = gather(at, parts, n, &made);
    for (size_t i = 0; code == WKS_OK && i < made.out.n_holders; i++) {
        made.out.has_waived[i] = waived != NULL && strcmp(made.out.codes[i], waived) == 0;
    }
    if (code != WKS_OK || wks_amount_rule_apply(&at->table, &made.out, rule, &at->arena,
                                                &at->question, &at->err) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
    assert_valid(at);
}

static const wks_policy_prior p10 = {.p_percent = 10, .n_known = 1};
static const wks_policy_dominance one_half = {.n = 1, .k_percent = 50};
static const wks_amount_rule prior_alone = {.range_percent = 10, .priors = &p10, .n_priors = 1};
static const wks_amount_rule dominance_alone = {
    .range_percent = 10, .dominance = &one_half, .n_dominance = 1};

/* G1, a is the case at hand; the rest is safe under every rule. */
#define REST                                                                                       \
    {{"G1", "b"}, "s", 400, 1}, {{"G1", "b"}, "t", 400, 1}, {{"G1", "b"}, "u", 400, 1},            \
        {{"G2", "a"}, "v", 500, 1}, {{"G2", "a"}, "w", 500, 1}, {{"G2", "a"}, "x", 500, 1},        \
        {{"G2", "b"}, "y", 600, 1}, {{"G2", "b"}, "z", 600, 1},                                    \
    {                                                                                              \
        {"G2", "b"}, "q", 600, 1                                                                   \
    }

static void hides_what_the_second_can_tell_of_the_first(void **state)
{
    static const part told[] = {
        {{"G1", "a"}, "A", 100, 1}, {{"G1", "a"}, "B", 60, 1}, {{"G1", "a"}, "C", 9, 1}, REST};
    static const part not_told[] = {
        {{"G1", "a"}, "A", 100, 1}, {{"G1", "a"}, "B", 60, 1}, {{"G1", "a"}, "C", 10, 1}, REST};
    static const part alone[] = {{{"G1", "a"}, "A", 100, 1}, REST};
    bench *at = *state;
    judge(at, told, sizeof told / sizeof told[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 168, 170); /* 10 % of 100, less 9 */
    assert_int_equal(at->question.reasons[place_of(at, "G1,a")], 1U << WKS_REASON_PRIOR);
    assert_asks(at, "G1,b", WKS_CELL_OPEN, 1200, 1200);
    judge(at, not_told, sizeof not_told / sizeof not_told[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 170, 170);
    judge(at, alone, sizeof alone / sizeof alone[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 90, 110);
}

static void counts_those_who_know_together(void **state)
{
    static const wks_policy_prior two = {.p_percent = 10, .n_known = 2};
    static const wks_amount_rule rule = {.range_percent = 10, .priors = &two, .n_priors = 1};
    static const part parts[] = {{{"G1", "a"}, "A", 100, 1},
                                 {{"G1", "a"}, "B", 60, 1},
                                 {{"G1", "a"}, "C", 50, 1},
                                 {{"G1", "a"}, "D", 8, 1},
                                 REST};
    bench *at = *state;
    judge(at, parts, sizeof parts / sizeof parts[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 218, 218);
    judge(at, parts, sizeof parts / sizeof parts[0], &rule);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 216, 220);
}

static void hides_what_a_few_have_most_of(void **state)
{
    static const part most[] = {
        {{"G1", "a"}, "A", 60, 1}, {{"G1", "a"}, "B", 30, 1}, {{"G1", "a"}, "C", 20, 1}, REST};
    static const part half[] = {
        {{"G1", "a"}, "A", 60, 1}, {{"G1", "a"}, "B", 40, 1}, {{"G1", "a"}, "C", 20, 1}, REST};
    bench *at = *state;
    judge(at, most, sizeof most / sizeof most[0], &dominance_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 100, 120); /* 60 / 50 % is 120 */
    judge(at, half, sizeof half / sizeof half[0], &dominance_alone);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 120, 120);
}

/* A lets theirs be shown: B is the largest who did not, and A a reader who knows. */
static void protects_those_who_did_not_waive(void **state)
{
    static const part parts[] = {
        {{"G1", "a"}, "A", 100, 1}, {{"G1", "a"}, "B", 60, 1}, {{"G1", "a"}, "C", 7, 1}, REST};
    static const part alone[] = {{{"G1", "a"}, "A", 100, 1}, REST};
    bench *at = *state;
    judge(at, parts, sizeof parts / sizeof parts[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 164, 170); /* 10 % of 100, less 7 */
    waived = "A";
    judge(at, parts, sizeof parts / sizeof parts[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 167, 167); /* 7 is more than 10 % of 60 */
    judge(at, parts, sizeof parts / sizeof parts[0], &dominance_alone);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 167, 167); /* whoever has most let it be shown */
    judge(at, alone, sizeof alone / sizeof alone[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 100, 100);
    waived = "B";
    judge(at, parts, sizeof parts / sizeof parts[0], &prior_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 164, 170); /* B still knows their own */
    judge(at, parts, sizeof parts / sizeof parts[0], &dominance_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 134, 200);
    waived = NULL;
}

static void takes_the_widest_of_all_rules(void **state)
{
    static const wks_amount_rule rule = {.minimum = 3,
                                         .range_percent = 10,
                                         .dominance = &one_half,
                                         .n_dominance = 1,
                                         .priors = &p10,
                                         .n_priors = 1};
    static const part parts[] = {{{"G1", "a"}, "A", 150, 1}, {{"G1", "a"}, "B", 51, 1}, REST};
    bench *at = *state;
    judge(at, parts, sizeof parts / sizeof parts[0], &rule);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 102, 300); /* dominance; p % asks 15, too few 21 */
    assert_int_equal(at->question.reasons[place_of(at, "G1,a")],
                     1U << WKS_REASON_FEW | 1U << WKS_REASON_DOMINANCE | 1U << WKS_REASON_PRIOR);
}

static void counts_a_holder_once(void **state)
{
    static const part parts[] = {
        {{"G1", "a"}, "A", 50, 1}, {{"G1", "a"}, "B", 60, 1}, {{"G1", "a"}, "A", 50, 1}, REST};
    bench *at = *state;
    judge(at, parts, sizeof parts / sizeof parts[0], &dominance_alone);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 120, 200);
    /* and over all cells that a total is made of */
    static const part spread[] = {{{"G1", "a"}, "A", 90, 1},  {{"G1", "a"}, "B", 100, 1},
                                  {{"G1", "a"}, "C", 80, 1},  {{"G2", "a"}, "A", 90, 1},
                                  {{"G2", "a"}, "D", 100, 1}, {{"G2", "a"}, "E", 90, 1}};
    static const wks_policy_dominance third = {.n = 1, .k_percent = 32};
    static const wks_amount_rule rule = {
        .range_percent = 10, .dominance = &third, .n_dominance = 1};
    judge(at, spread, 6, &rule);
    assert_asks(at, "T,a", WKS_CELL_PRIMARY, 537, 563); /* 180 of 550 is more than 32 % */
}

static void counts_persons_and_not_what_they_weigh(void **state)
{
    static const wks_amount_rule rule = {.minimum = 10, .range_percent = 10};
    static const part parts[] = {{{"G1", "a"}, "A", 100000, 9},
                                 {{"G1", "b"}, "B", 12, 10},
                                 {{"G2", "a"}, "C", 0, 3},
                                 {{"G2", "b"}, "D", 500, 60}};
    bench *at = *state;
    judge(at, parts, 4, &rule);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 90000, 110000);
    assert_asks(at, "G1,b", WKS_CELL_OPEN, 12, 12);
    assert_asks(at, "G2,a", WKS_CELL_KNOWN, 0, 0);
}

static void protects_zeros_as_far_as_the_least_that_anybody_has(void **state)
{
    wks_amount_rule rule = prior_alone;
    static const part parts[] = {{{"G1", "a"}, "A", 0, 1}, REST, {{"G2", "c"}, "A", 7, 1}};
    bench *at = *state;
    rule.protects_zeros = true;
    judge(at, parts, sizeof parts / sizeof parts[0], &rule);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 0, 7);
    assert_asks(at, "G1,c", WKS_CELL_KNOWN, 0, 0); /* no row tells of it */
}

static void shows_what_is_exempt(void **state)
{
    wks_amount_rule rule = prior_alone;
    static const part parts[] = {{{"G1", "a"}, "A", 100, 1}, REST};
    bool is_exempt[9] = {false};
    bench *at = *state;
    judge(at, parts, sizeof parts / sizeof parts[0], &rule);
    const size_t place = place_of(at, "G1,a");
    for (size_t cell = 0; cell < at->table.n_cells; cell++) {
        is_exempt[cell] = at->question.cell_of[cell] == place;
    }
    rule.is_exempt = is_exempt;
    judge(at, parts, sizeof parts / sizeof parts[0], &rule);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 100, 100);
}

/* In cents of billions of euros the solver would lose its last digits. */
static void counts_large_amounts_in_units_and_asks_enough(void **state)
{
    static const int64_t million = 1000000;
    const part parts[] = {{{"G1", "a"}, "A", 123456 * million + 7, 1},
                          {{"G1", "a"}, "B", 99, 1},
                          {{"G1", "b"}, "s", 400000 * million, 1},
                          {{"G1", "b"}, "t", 400000 * million, 1},
                          {{"G1", "b"}, "u", 400000 * million, 1},
                          {{"G2", "a"}, "v", 2, 1},
                          {{"G2", "a"}, "w", 2, 1},
                          {{"G2", "a"}, "x", 2, 1}};
    bench *at = *state;
    judge(at, parts, 8, &prior_alone);
    const int64_t unit = wks_amount_rule_unit(&at->table);
    assert_int_equal(unit, 10000);
    const wks_cell *cell = &at->question.protection.cells[place_of(at, "G1,a")];
    assert_int_equal(cell->value, 12345600);
    assert_int_equal(cell->upper - cell->value, 1234561); /* 10 % of A less B, rounded up */
    const wks_cell *small = &at->question.protection.cells[place_of(at, "G2,a")];
    assert_int_equal(small->value, 0);
    assert_int_equal(small->state, WKS_CELL_OPEN);
    assert_true(small->cost >= 1);
}

static void doubts_amounts_of_the_few_that_two_cells_leave(void **state)
{
    static const wks_amount_rule shows_all = {.range_percent = 10};
    static const part parts[] = {REST,
                                 {{"G1", "c"}, "A", 100, 1},
                                 {{"G1", "d"}, "B", 50, 1},
                                 {{"G2", "c"}, "C", 700, 20},
                                 {{"G2", "d"}, "D", 800, 20}};
    static amounts made;
    const int64_t *persons = NULL;
    bench *at = *state;
    memset(&made, 0, sizeof made);
    const size_t n = sizeof parts / sizeof parts[0];
    assert_int_equal(gather(at, parts, n, &made), WKS_OK);
    assert_int_equal(wks_amount_rule_apply(&at->table, &made.out, &shows_all, &at->arena,
                                           &at->question, &at->err),
                     WKS_OK);
    assert_int_equal(wks_contribution_persons(&made.out, &at->question.protection,
                                              at->question.n_own, &at->arena, &persons, &at->err),
                     WKS_OK);
    assert_int_equal(persons[place_of(at, "G1,T")], 5);
    const wks_difference_rule few = {.minimum = 3, .persons = persons, .range_percent = 10};
    assert_int_equal(wks_rule_difference_apply(&at->table, &few, &at->question, &at->err), WKS_OK);
    assert_valid(at);
    assert_int_equal(count_rests(at), 1); /* G1 less b: c and d, of two persons */
    const wks_cell *rest = &at->question.protection.cells[at->question.n_own];
    assert_int_equal(rest->value, 150);
    assert_int_equal(rest->lower, 150 - 16);
    assert_int_equal(rest->upper, 150 + 16);
}

static void refuses_amounts_that_are_none(void **state)
{
    static amounts made;
    static const part below[] = {{{"G1", "a"}, "A", 5, 1}, {{"G1", "a"}, "B", -1, 1}};
    const part large[] = {{{"G1", "a"}, "A", WKS_MOST_PERSONS, 1}, {{"G1", "a"}, "B", 1, 1}};
    bench *at = *state;
    assert_int_equal(gather(at, below, 2, &made), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "t.csv: line 3, column euro: expected 0 or more");
    assert_int_equal(gather(at, large, 2, &made), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "t.csv: line 3, column euro: with the rows of the same codes "
                                      "before it more than 2^50");
}

static void survives_want_of_memory(void **state)
{
    static amounts made;
    static const part parts[] = {{{"G1", "a"}, "A", 100, 1}, REST};
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        wks_arena_clear(&at->arena);
        memset(&made, 0, sizeof made);
        wks_arena_fail_after(n);
        code = gather(at, parts, sizeof parts / sizeof parts[0], &made);
        if (code == WKS_OK) {
            code = wks_amount_rule_apply(&at->table, &made.out, &prior_alone, &at->arena,
                                         &at->question, &at->err);
        }
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(hides_what_the_second_can_tell_of_the_first, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(counts_those_who_know_together, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hides_what_a_few_have_most_of, set_up, tear_down),
        cmocka_unit_test_setup_teardown(protects_those_who_did_not_waive, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_the_widest_of_all_rules, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_a_holder_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_persons_and_not_what_they_weigh, set_up, tear_down),
        cmocka_unit_test_setup_teardown(protects_zeros_as_far_as_the_least_that_anybody_has, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(shows_what_is_exempt, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_large_amounts_in_units_and_asks_enough, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(doubts_amounts_of_the_few_that_two_cells_leave, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_amounts_that_are_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
