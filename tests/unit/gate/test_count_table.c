/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/count_table.h"
#include "gate/table_pattern.h"
#include "table_bench.h"

enum {
    N_COLUMNS = 3
};

/* region, wijk, sex */
static const char *const columns[] = {"region", "wijk", "sex"};

static const wks_table_keys keys = {.columns = columns,
                                    .n = N_COLUMNS,
                                    .n_places = 2,
                                    .geographies = {{.columns = {0, 1}, .n = 2}},
                                    .n_geographies = 1};

/* Two regions; R2 has one wijk.  No row for W2, V. */
static const row small[] = {{{"R1", "W1", "M"}, 4},
                            {{"R1", "W1", "V"}, 12},
                            {{"R1", "W2", "M"}, 30},
                            {{"R2", "W3", "M"}, 20},
                            {{"R2", "W3", "V"}, 0}};

enum {
    N_SMALL = sizeof small / sizeof small[0],
    N_SMALL_CELLS = 6 * 3, /* T, R1, W1, W2, R2, W3; T, M, V */
};

static const wks_table_rule rule_b = {.minimum = 10, .criterion = WKS_TABLE_CRITERION_B};

static void lay_out(bench *at, const row *rows, size_t n)
{
    write_rows(at, &keys, rows, n);
}

static wks_code build(bench *at, const row *rows, size_t n)
{
    lay_out(at, rows, n);
    return build_table(at);
}

static void apply(bench *at, const wks_table_rule *rule)
{
    assert_int_equal(build(at, small, N_SMALL), WKS_OK);
    assert_int_equal(apply_rule(at, rule), WKS_OK);
    assert_int_equal(wks_protection_check(&at->question.protection, &at->err), WKS_OK);
}

static size_t find(const bench *at, const char *region, const char *wijk, const char *sex)
{
    const char *const codes[] = {region, wijk, sex};
    size_t cell = 0;
    assert_true(wks_count_table_find(&at->table, codes, &cell));
    return cell;
}

static const wks_cell *question_cell(const bench *at, const char *region, const char *wijk,
                                     const char *sex)
{
    return &at->question.protection.cells[at->question.cell_of[find(at, region, wijk, sex)]];
}

static void makes_every_combination_a_cell(void **state)
{
    bench *at = *state;
    uint32_t atoms[6];
    assert_int_equal(build(at, small, N_SMALL), WKS_OK);
    assert_int_equal(at->table.n_atoms, 6);
    assert_int_equal(at->table.n_cells, N_SMALL_CELLS);
    assert_int_equal(at->table.values[find(at, "T", "T", "T")], 66);
    assert_int_equal(at->table.values[find(at, "R1", "T", "M")], 34);
    assert_int_equal(at->table.values[find(at, "R1", "W2", "V")], 0);
    assert_int_equal(at->table.values[find(at, "T", "T", "V")], 12);
    assert_int_equal(wks_count_table_atoms(&at->table, find(at, "R1", "T", "V"), atoms), 2);
    assert_int_equal(atoms[0], 1);
    assert_int_equal(atoms[1], 3);
    assert_true(at->table.has_row[1]);
    assert_false(at->table.has_row[3]); /* W2, V */
    assert_true(at->table.has_row[5]);
}

static void orders_cells_by_key_with_totals_before_their_parts(void **state)
{
    bench *at = *state;
    static const char *const geo[][2] = {{"T", "T"},   {"R1", "T"}, {"R1", "W1"},
                                         {"R1", "W2"}, {"R2", "T"}, {"R2", "W3"}};
    static const char *const sex[] = {"T", "M", "V"};
    assert_int_equal(build(at, small, N_SMALL), WKS_OK);
    for (size_t cell = 0; cell < N_SMALL_CELLS; cell++) {
        const char *codes[N_COLUMNS];
        size_t again = 0;
        wks_count_table_codes(&at->table, cell, codes);
        assert_string_equal(codes[0], geo[cell / 3][0]);
        assert_string_equal(codes[1], geo[cell / 3][1]);
        assert_string_equal(codes[2], sex[cell % 3]);
        assert_true(wks_count_table_find(&at->table, codes, &again));
        assert_int_equal(again, cell);
    }
}

/* One hierarchy across another: 4 places by 1 + 2 + 3 places. */
static void crosses_two_hierarchies(void **state)
{
    static const char *const names[] = {"region", "section", "act"};
    static const row crossed[] = {{{"R1", "A", "01"}, 4},  {{"R1", "A", "02"}, 12},
                                  {{"R1", "B", "05"}, 30}, {{"R2", "A", "01"}, 20},
                                  {{"R3", "B", "05"}, 7},  {{"R2", "A", "T"}, 20}};
    bench *at = *state;
    lay_out(at, crossed, 6);
    wks_table_keys crossing = wks_table_keys_simple(names, 3, 1);
    crossing.is_below[2] = true;
    at->rows.keys = &crossing;
    assert_int_equal(build_table(at), WKS_OK);
    assert_int_equal(at->table.n_axes, 2);
    assert_int_equal(at->table.n_atoms, 9);
    assert_int_equal(at->table.n_cells, 4 * 6);
    assert_int_equal(at->table.values[find(at, "T", "A", "T")], 36);
    assert_int_equal(at->table.values[find(at, "R1", "A", "02")], 12);
    assert_int_equal(at->table.same_as[find(at, "R1", "B", "05")], find(at, "R1", "B", "T"));
    at->codes[4] = "B"; /* 02 under two sections */
    at->codes[0 * N_COLUMNS + 2] = "02";
    assert_int_equal(build_table(at), WKS_E_FORMAT);
    assert_string_equal(at->err.text,
                        "t.csv: line 3, column act: this code has another section than in line 2");
    at->codes[4] = "T";
    assert_int_equal(build_table(at), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "t.csv: line 3, column section: T means the total, and "
                                      "cannot stand above a code");
}

static void takes_rows_in_any_order(void **state)
{
    bench *at = *state;
    apply(at, &rule_b);
    const wks_table_question straight = at->question;
    row turned[N_SMALL];
    for (size_t i = 0; i < N_SMALL; i++) {
        turned[i] = small[N_SMALL - 1 - i];
    }
    assert_int_equal(build(at, turned, N_SMALL), WKS_OK);
    assert_int_equal(wks_table_rule_apply(&at->table, &rule_b, &at->arena, &at->question, &at->err),
                     WKS_OK);
    const wks_protection *a = &straight.protection;
    const wks_protection *b = &at->question.protection;
    assert_int_equal(a->n_cells, b->n_cells);
    assert_memory_equal(a->atoms, b->atoms, a->n_atoms * sizeof *a->atoms);
    assert_memory_equal(a->first, b->first, (a->n_cells + 1) * sizeof *a->first);
    assert_memory_equal(a->member, b->member, a->first[a->n_cells] * sizeof *a->member);
    for (size_t i = 0; i < a->n_cells; i++) {
        assert_int_equal(a->cells[i].state, b->cells[i].state);
        assert_int_equal(a->cells[i].value, b->cells[i].value);
    }
}

static void holds_totals_that_are_given_to_their_parts(void **state)
{
    bench *at = *state;

    static const struct {
        row total;
        const char *said; /* NULL: fine */
    } cases[] = {
        {{{"T", "T", "T"}, 66}, NULL},
        {{{"R1", "T", "T"}, 46}, NULL},
        {{{"R1", "W2", "T"}, 30}, NULL},
        {{{"R1", "T", "T"}, 45},
         "t.csv: line 7, column n: the parts of this total (T) are more "
         "than the whole"},
        {{{"T", "T", "M"}, 55},
         "t.csv: line 7, column n: the parts of this total (T) are less "
         "than the whole"},
        {{{"R3", "T", "T"}, 0},
         "t.csv: line 7, column wijk: a total (T) of which no parts stand "
         "in the table"},
        {{{"R2", "W1", "T"}, 16},
         "t.csv: line 7, column sex: a total (T) of which no parts stand "
         "in the table"},
        {{{"T", "W1", "M"}, 4},
         "t.csv: line 7, column region: T means the total, and cannot "
         "stand above a code"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        row rows[N_SMALL + 1];
        memcpy(rows, small, sizeof small);
        rows[N_SMALL] = cases[i].total;
        const wks_code code = build(at, rows, N_SMALL + 1);
        assert_int_equal(code, cases[i].said == NULL ? WKS_OK : WKS_E_FORMAT);
        if (cases[i].said != NULL) {
            assert_string_equal(at->err.text, cases[i].said);
        }
    }
}

static void refuses_what_is_no_table(void **state)
{
    bench *at = *state;

    static const struct {
        row rows[3];
        size_t n;
        const char *said;
    } cases[] = {
        {{{{"R1", "W1", "M"}, 1}, {{"R2", "W1", "V"}, 1}},
         2,
         "t.csv: line 3, column wijk: this code has another region than in line 2"},
        {{{{"R1", "W1", "M"}, 1}, {{"R1", "W1", "V"}, 1}, {{"R1", "W1", "M"}, 1}},
         3,
         "t.csv: lines 2 and 4 have the same codes in all key columns"},
        {{{{"R1", "W1", "M"}, 1}, {{"R1", "T", "T"}, 1}, {{"R1", "T", "T"}, 1}},
         3,
         "t.csv: lines 3 and 4 have the same codes in all key columns"},
        {{{{"R1", "W1", "M"}, 1}, {{"R1", "", "V"}, 1}},
         2,
         "t.csv: line 3, column wijk: expected a code"},
        {{{{"R1", "W1", "M"}, -1}}, 1, "t.csv: line 2, column n: expected a count from 0 to 2^50"},
        {{{{"R1", "W1", "M"}, (int64_t)1 << 50}, {{"R1", "W2", "M"}, 1}},
         2,
         "t.csv: line 3, column n: all rows together count more than 2^50"},
        {{{{"T", "T", "T"}, 1}}, 1, "t.csv: no row has a code in every key column"},
        {{{{"", "", ""}, 0}}, 0, "t.csv: no row has a code in every key column"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(build(at, cases[i].rows, cases[i].n), WKS_E_FORMAT);
        assert_string_equal(at->err.text, cases[i].said);
    }
}

static void makes_one_of_cells_with_the_same_atoms(void **state)
{
    bench *at = *state;
    apply(at, &rule_b);
    assert_int_equal(at->question.protection.n_cells, N_SMALL_CELLS - 3);
    assert_ptr_equal(question_cell(at, "R2", "T", "M"), question_cell(at, "R2", "W3", "M"));
    assert_ptr_not_equal(question_cell(at, "R1", "T", "M"), question_cell(at, "R1", "W1", "M"));
    /* hiding it loses both */
    assert_true(question_cell(at, "R2", "T", "M")->cost == 40);
    assert_true(question_cell(at, "R1", "W2", "M")->cost == 30);
    wks_table_rule by_cells = rule_b;
    by_cells.objective = WKS_TABLE_LOSES_CELLS;
    apply(at, &by_cells);
    assert_true(question_cell(at, "R2", "T", "M")->cost == 2);
    assert_true(question_cell(at, "R1", "W2", "M")->cost == 1);
    /* one region, one sex: the whole is that region, and the total that sex */
    static const row one[] = {{{"R1", "W1", "M"}, 11}, {{"R1", "W2", "M"}, 12}};
    assert_int_equal(build(at, one, 2), WKS_OK);
    assert_int_equal(at->table.n_cells, 4 * 2);
    assert_int_equal(at->table.same_as[find(at, "R1", "T", "M")], find(at, "T", "T", "T"));
    assert_int_equal(at->table.same_as[find(at, "R1", "W2", "M")], find(at, "R1", "W2", "T"));
}

static void assert_limits(const wks_cell *cell, wks_cell_state state, int64_t value, int64_t lower,
                          int64_t upper)
{
    assert_int_equal(cell->state, state);
    assert_int_equal(cell->value, value);
    assert_int_equal(cell->lower, lower);
    assert_int_equal(cell->upper, upper);
}

static void asks_what_each_criterion_promises(void **state)
{
    bench *at = *state;
    apply(at, &rule_b);
    assert_limits(question_cell(at, "R1", "W1", "M"), WKS_CELL_PRIMARY, 4, 3, 10);
    assert_limits(question_cell(at, "R1", "W1", "V"), WKS_CELL_OPEN, 12, 12, 12);
    assert_limits(question_cell(at, "R1", "W2", "V"), WKS_CELL_KNOWN, 0, 0, 0);
    wks_table_rule rule = rule_b;
    rule.criterion = WKS_TABLE_CRITERION_A;
    apply(at, &rule);
    assert_limits(question_cell(at, "R1", "W1", "M"), WKS_CELL_PRIMARY, 4, 3, 5);
    rule.minimum = 4;
    apply(at, &rule);
    assert_limits(question_cell(at, "R1", "W1", "M"), WKS_CELL_OPEN, 4, 4, 4);
    rule.minimum = 5;
    apply(at, &rule);
    assert_limits(question_cell(at, "R1", "W1", "M"), WKS_CELL_PRIMARY, 4, 3, 5);
}

static void protects_zeros_that_a_row_tells_of(void **state)
{
    bench *at = *state;
    wks_table_rule rule = rule_b;
    rule.protects_zeros = true;
    apply(at, &rule);
    assert_limits(question_cell(at, "R2", "W3", "V"), WKS_CELL_PRIMARY, 0, 0, 10);
    assert_limits(question_cell(at, "R1", "W2", "V"), WKS_CELL_KNOWN, 0, 0, 0);
    rule.criterion = WKS_TABLE_CRITERION_A;
    apply(at, &rule);
    assert_limits(question_cell(at, "R2", "T", "V"), WKS_CELL_PRIMARY, 0, 0, 1);
}

/* A pattern that hides W1, M with W1, V and W2: and what they add up to stays shown. */
static void lay_out_pattern(bench *at, row *rows)
{
    for (size_t cell = 0; cell < at->table.n_cells; cell++) {
        wks_count_table_codes(&at->table, cell, rows[cell].codes);
        rows[cell].count = at->table.values[cell];
        at->is_hidden[cell] = true;
        at->is_suppressed[cell] = rows[cell].count == 4;
    }
}

static wks_code lay(bench *at, const row *rows, size_t n)
{
    lay_out(at, rows, n);
    at->rows.path = "p.csv";
    const wks_table_pattern pattern = {at->rows, at->is_suppressed, true};
    return wks_table_pattern_lay(&at->table, &at->question, &pattern, &at->arena, at->is_hidden,
                                 &at->err);
}

static void lays_patterns_over_one_another(void **state)
{
    bench *at = *state;
    row rows[MOST_BENCH_ROWS];
    wks_pattern pattern;
    apply(at, &rule_b);
    lay_out_pattern(at, rows);
    const size_t w1v = find(at, "R1", "W1", "V");
    const size_t r2m = find(at, "R2", "T", "M");
    const size_t w3m = find(at, "R2", "W3", "M");
    const size_t w2v = find(at, "R1", "W2", "V");
    at->is_suppressed[w1v] = at->is_suppressed[r2m] = at->is_suppressed[w2v] = true;
    assert_int_equal(lay(at, rows, N_SMALL_CELLS), WKS_OK);
    assert_true(at->is_hidden[w1v]);
    assert_true(at->is_hidden[r2m]);
    assert_int_equal(wks_table_pattern_make(&at->table, &rule_b, at->is_hidden, &at->question,
                                            &at->arena, &pattern, &at->err),
                     WKS_OK);
    assert_true(pattern.is_hidden[at->question.cell_of[w1v]]);
    assert_false(pattern.is_hidden[at->question.cell_of[w3m]]); /* the same cell is shown */
    /* a zero that it hides is no longer known */
    assert_int_equal(question_cell(at, "R1", "W2", "V")->state, WKS_CELL_OPEN);
    assert_true(pattern.loss == 12 + 1);
    assert_int_equal(wks_protection_check(&at->question.protection, &at->err), WKS_OK);
    /* another pattern shows W1, V */
    at->is_suppressed[w1v] = false;
    assert_int_equal(lay(at, rows, N_SMALL_CELLS), WKS_OK);
    assert_false(at->is_hidden[w1v]);
    assert_true(at->is_hidden[r2m]);
}

static void refuses_a_pattern_of_another_table(void **state)
{
    bench *at = *state;
    row rows[MOST_BENCH_ROWS];
    apply(at, &rule_b);
    lay_out_pattern(at, rows);
    assert_int_equal(lay(at, rows, N_SMALL_CELLS - 2), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.csv: not a pattern of this table: 2 of its cells are "
                                      "missing, the first is R2,W3,M");
    rows[1].codes[0] = "R9";
    assert_int_equal(lay(at, rows, N_SMALL_CELLS), WKS_E_FORMAT);
    assert_string_equal(at->err.text,
                        "p.csv: line 3: not a pattern of this table: it has no such cell");
    rows[1] = rows[0];
    assert_int_equal(lay(at, rows, N_SMALL_CELLS), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.csv: lines 2 and 3 are of the same cell");
    rows[0].count++;
    assert_int_equal(lay(at, rows, N_SMALL_CELLS), WKS_E_FORMAT);
    assert_string_equal(at->err.text, "p.csv: line 2, column n: not the count that this table has");
}

static void refuses_a_pattern_that_shows_what_the_rule_hides(void **state)
{
    bench *at = *state;
    row rows[MOST_BENCH_ROWS];
    apply(at, &rule_b);
    lay_out_pattern(at, rows);
    at->is_suppressed[find(at, "R1", "W1", "M")] = false;
    assert_int_equal(lay(at, rows, N_SMALL_CELLS), WKS_E_REFUSED);
    assert_string_equal(at->err.text, "p.csv: line 9: shows a cell that the rule hides: R1,W1,M");
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    lay_out(at, small, N_SMALL);
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        wks_arena_clear(&at->arena);
        wks_arena_fail_after(n);
        code = build_table(at);
        if (code == WKS_OK) {
            code = wks_table_rule_apply(&at->table, &rule_b, &at->arena, &at->question, &at->err);
        }
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(makes_every_combination_a_cell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(orders_cells_by_key_with_totals_before_their_parts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(crosses_two_hierarchies, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_rows_in_any_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(holds_totals_that_are_given_to_their_parts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(makes_one_of_cells_with_the_same_atoms, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_what_each_criterion_promises, set_up, tear_down),
        cmocka_unit_test_setup_teardown(protects_zeros_that_a_row_tells_of, set_up, tear_down),
        cmocka_unit_test_setup_teardown(lays_patterns_over_one_another, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_pattern_of_another_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_pattern_that_shows_what_the_rule_hides, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/count_table", tests, NULL, NULL);
}
