/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_group.h"
#include "table_bench.h"

static const char *const columns[] = {"gem", "care"};
static const wks_table_rule rule_b = {.minimum = 10, .criterion = WKS_TABLE_CRITERION_B};
static const char *sensitive_care[] = {"care"};
static const char *sensitive_both[] = {"care", "gem"};

static wks_policy_group limits_of(int others_below)
{
    return (wks_policy_group){.most_percent = 90,
                              .least_percent = 10,
                              .others_below = others_below,
                              .sensitive = sensitive_care,
                              .n_sensitive = 1};
}

static void apply(bench *at, const wks_policy_group *limits, int insiders)
{
    const wks_group_rule rule = {.limits = limits, .minimum = 10, .insiders = insiders};
    assert_int_equal(wks_rule_group_apply(&at->table, &rule, &at->question, &at->err), WKS_OK);
    assert_valid(at);
}

/* Of G1 `own` have care a, the others care b; G2 is large and mixed. */
static void ask_share(bench *at, int64_t own, int64_t others)
{
    const row rows[] = {
        {{"G1", "a"}, own}, {{"G1", "b"}, others}, {{"G2", "a"}, 5000}, {{"G2", "b"}, 5000}};
    ask(at, columns, 2, 1, rows, 4, &rule_b);
}

static bool is_hidden(const bench *at, const char *key)
{
    return at->question.protection.cells[place_of(at, key)].state == WKS_CELL_PRIMARY;
}

static void hides_a_share_above_the_limit_and_not_at_it(void **state)
{
    static const struct {
        int64_t own, others;
        bool is_telling;
    } always[] = {{899, 101, false}, {900, 100, false}, {901, 99, true}, {1000, 0, true}},
      few_others[] = {{80, 9, false}, /* 89.9 % */
                      {81, 9, false}, /* 90.0 % */
                      {82, 9, true},  /* 90.1 % */
                      {901, 99, false} /* 90.1 %, and many others */};

    bench *at = *state;
    const wks_policy_group all = limits_of(0);
    const wks_policy_group few = limits_of(10);
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        ask_share(at, always[i].own, always[i].others);
        apply(at, &all, 0);
        assert_int_equal(is_hidden(at, "G1,a"), always[i].is_telling);
    }
    for (size_t i = 0; i < sizeof few_others / sizeof few_others[0]; i++) {
        ask_share(at, few_others[i].own, few_others[i].others);
        apply(at, &few, 0);
        assert_int_equal(is_hidden(at, "G1,a"), few_others[i].is_telling);
    }
}

/* statisticshub of Amsterdam, test_apply_sensitive_rules: 90 stays, 91 and 99 are capped. */
static void hides_what_amsterdam_caps(void **state)
{
    bench *at = *state;
    const wks_policy_group all = limits_of(0);
    static const int64_t percents[] = {90, 91, 99};
    for (size_t i = 0; i < 3; i++) {
        ask_share(at, percents[i], 100 - percents[i]);
        apply(at, &all, 0);
        assert_int_equal(is_hidden(at, "G1,a"), percents[i] > 90);
    }
}

static void asks_that_the_limit_cannot_be_derived(void **state)
{
    bench *at = *state;
    const wks_policy_group all = limits_of(0);
    const wks_policy_group few = limits_of(10);
    ask_share(at, 96, 4);
    apply(at, &all, 0);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 90, 96); /* 90 of 100 is not above 90 % */
    assert_asks(at, "G1,b", WKS_CELL_PRIMARY, 3, 10);  /* few, and as many more as a may be fewer */
    ask_share(at, 950, 5);
    apply(at, &few, 0);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 945, 950); /* then ten are others */
    ask_share(at, 4000, 60);
    apply(at, &all, 0);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 3654, 4000);
    assert_asks(at, "G1,b", WKS_CELL_PRIMARY, 60, 406);
    assert_int_equal(count_rests(at), 0); /* the rest is a cell */
}

static void leaves_out_the_insider_who_is_not_in_the_category(void **state)
{
    bench *at = *state;
    const wks_policy_group few = limits_of(10);
    ask_share(at, 17, 2); /* 89.5 % of all, 94.4 % of the others of one of the two */
    apply(at, &few, 0);
    assert_false(is_hidden(at, "G1,a"));
    apply(at, &few, 1);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 16, 17);
}

static void opens_the_zeros_of_which_the_rest_is_made(void **state)
{
    static const row rows[] = {{{"G1", "a"}, 40}, {{"G1", "b"}, 0},  {{"G2", "a"}, 30},
                               {{"G2", "b"}, 30}, {{"G2", "c"}, 30}, {{"G3", "b"}, 500},
                               {{"G3", "a"}, 500}};
    bench *at = *state;
    const wks_policy_group few = limits_of(10);
    ask(at, columns, 2, 1, rows, 7, &rule_b);
    assert_asks(at, "G1,b", WKS_CELL_KNOWN, 0, 0);
    apply(at, &few, 1);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 36, 40);
    assert_asks(at, "G1,b", WKS_CELL_OPEN, 0, 0);
    assert_asks(at, "G1,c", WKS_CELL_OPEN, 0, 0); /* no row tells of it: somebody could be there */
    assert_asks(at, "G3,c", WKS_CELL_KNOWN, 0, 0);
    assert_int_equal(count_rests(at), 1);
    const wks_cell *rest = &at->question.protection.cells[at->question.n_own];
    assert_int_equal(rest->state, WKS_CELL_VIRTUAL);
    assert_int_equal(rest->value, 0);
    assert_int_equal(rest->upper, 4);
}

static void asks_nothing_where_the_rest_cannot_be(void **state)
{
    static const row rows[] = {{{"G1", "a"}, 40}, {{"G2", "a"}, 30}, {{"G2", "b"}, 30}};
    bench *at = *state;
    const wks_policy_group few = limits_of(10);
    bool is_impossible[4] = {false};
    const wks_group_rule rule = {
        .limits = &few, .minimum = 10, .insiders = 1, .is_impossible = is_impossible};
    ask(at, columns, 2, 1, rows, 3, &rule_b);
    is_impossible[1] = true; /* G1, b */
    assert_int_equal(wks_rule_group_apply(&at->table, &rule, &at->question, &at->err), WKS_OK);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 40, 40);
    is_impossible[1] = false;
    assert_int_equal(wks_rule_group_apply(&at->table, &rule, &at->question, &at->err), WKS_OK);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 36, 40);
}

static void hides_small_shares_as_far_as_the_limit(void **state)
{
    bench *at = *state;
    const wks_policy_group wide = limits_of(40);
    ask_share(at, 12, 300);
    apply(at, &wide, 0);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 12, 32); /* 10 % of 312 */
    ask_share(at, 12, 900);
    apply(at, &wide, 0);
    assert_asks(at, "G1,a", WKS_CELL_PRIMARY, 12, 40);
    ask_share(at, 40, 900);
    apply(at, &wide, 0);
    assert_asks(at, "G1,a", WKS_CELL_OPEN, 40, 40);
}

/* All cells that the direct disclosure of GaussSuppression (Statistics Norway) flags, in both
 * directions, and no others: SSBtoolsData mun_accidents. */
static void flags_the_accidents_that_direct_disclosure_flags(void **state)
{
    static const char *const names[] = {"mun", "inj"};
    static const char *const flagged[] = {"k1,serious", "k2,serious", "k3,light", "k5,serious",
                                          "k6,serious"};
    static const int64_t counts[6][4] = {{4, 0, 0, 0}, {5, 0, 1, 0}, {3, 2, 1, 0},
                                         {4, 1, 4, 0}, {1, 0, 0, 0}, {6, 0, 0, 0}};
    static const char *const places[] = {"k1", "k2", "k3", "k4", "k5", "k6"};
    static const char *const injuries[] = {"serious", "light", "none", "unknown"};
    static const wks_table_rule shows_all = {.minimum = 1, .criterion = WKS_TABLE_CRITERION_A};
    static const char *both[] = {"inj", "mun"};
    bench *at = *state;
    wks_policy_group limits = limits_of(10);
    row rows[24];
    size_t n_flagged = 0;
    limits.sensitive = both;
    limits.n_sensitive = 2;
    for (size_t i = 0; i < 24; i++) {
        rows[i] = (row){{places[i / 4], injuries[i % 4]}, counts[i / 4][i % 4]};
    }
    ask(at, names, 2, 1, rows, 24, &shows_all);
    const wks_group_rule rule = {.limits = &limits, .minimum = 1, .insiders = 1};
    assert_int_equal(wks_rule_group_apply(&at->table, &rule, &at->question, &at->err), WKS_OK);
    for (size_t cell = 0; cell < at->table.n_cells; cell++) {
        const wks_cell *of = &at->question.protection.cells[at->question.cell_of[cell]];
        n_flagged += of->state == WKS_CELL_PRIMARY && of->lower < of->value;
    }
    for (size_t i = 0; i < 5; i++) {
        const wks_cell *of = &at->question.protection.cells[place_of(at, flagged[i])];
        assert_true(of->state == WKS_CELL_PRIMARY && of->lower < of->value);
    }
    assert_int_equal(n_flagged, 5);
}

static void takes_each_sensitive_column_in_turn(void **state)
{
    bench *at = *state;
    wks_policy_group limits = limits_of(10);
    static const row rows[] = {
        {{"G1", "a"}, 40}, {{"G1", "b"}, 40}, {{"G2", "a"}, 40}, {{"G2", "c"}, 40}};
    limits.sensitive = sensitive_both;
    ask(at, columns, 2, 1, rows, 4, &rule_b);
    apply(at, &limits, 1);
    assert_false(is_hidden(at, "G1,b"));
    limits.n_sensitive = 2;
    apply(at, &limits, 1);
    assert_true(is_hidden(at, "G1,b")); /* all with care b live in G1 */
    assert_true(is_hidden(at, "G2,c"));
    assert_false(is_hidden(at, "G1,a"));
}

static void takes_only_identifying_columns_for_groups(void **state)
{
    static const char *const names[] = {"gem", "care", "hour"};
    static const char *identifying[] = {"gem"};
    static const row rows[] = {{{"G1", "a", "day"}, 40},
                               {{"G1", "b", "night"}, 40},
                               {{"G2", "a", "night"}, 40},
                               {{"G2", "b", "day"}, 40}};
    bench *at = *state;
    wks_policy_group limits = limits_of(10);
    ask(at, names, 3, 1, rows, 4, &rule_b);
    apply(at, &limits, 1);
    assert_true(is_hidden(at, "G1,a,day"));
    limits.identifying = identifying;
    limits.n_identifying = 1;
    ask(at, names, 3, 1, rows, 4, &rule_b);
    apply(at, &limits, 1);
    assert_false(is_hidden(at, "G1,a,day"));
    assert_false(is_hidden(at, "G1,a,T"));
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    const wks_policy_group limits = limits_of(10);
    const wks_group_rule rule = {.limits = &limits, .minimum = 10, .insiders = 1};
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 100);
        ask_share(at, 40, 0);
        wks_arena_fail_after(n);
        code = wks_rule_group_apply(&at->table, &rule, &at->question, &at->err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(hides_a_share_above_the_limit_and_not_at_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(hides_what_amsterdam_caps, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_that_the_limit_cannot_be_derived, set_up, tear_down),
        cmocka_unit_test_setup_teardown(leaves_out_the_insider_who_is_not_in_the_category, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(opens_the_zeros_of_which_the_rest_is_made, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(asks_nothing_where_the_rest_cannot_be, set_up, tear_down),
        cmocka_unit_test_setup_teardown(hides_small_shares_as_far_as_the_limit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(flags_the_accidents_that_direct_disclosure_flags, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(takes_each_sensitive_column_in_turn, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_only_identifying_columns_for_groups, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
