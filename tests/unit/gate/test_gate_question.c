/* A region of two gemeenten, by age: which atoms and cells its counts become.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "gate/breakdown_tree.h"
#include "gate/gate_question.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdlib.h>
#include <string.h>

static wks_breakdown groups[] = {
    {.id = "18+", .has_age_years = true, .age_from = 18, .age_to = 200},
    {.id = "18-64", .has_age_years = true, .age_from = 18, .age_to = 64},
    {.id = "65+", .has_age_years = true, .age_from = 65, .age_to = 200},
};
static wks_measure measures[] = {{.source = "zorg", .kind = WKS_MEASURE_SHARE}};
static const wks_indicator indicator = {.id = "gebruik",
                                        .breakdowns = groups,
                                        .n_breakdowns = 3,
                                        .measures = measures,
                                        .n_measures = 1};
static const wks_indicator second = {.id = "verwacht",
                                     .breakdowns = groups,
                                     .n_breakdowns = 1,
                                     .measures = measures,
                                     .n_measures = 1};
static wks_condition with_stay = {.column = "verblijf", .has_minimum = true, .minimum = 1};
static const wks_measure measures_of_part[] = {
    {.source = "zorg", .kind = WKS_MEASURE_SHARE, .satisfies = &with_stay, .n_satisfies = 1}};
static const wks_indicator part = {.id = "verblijf",
                                   .part_of = "gebruik",
                                   .breakdowns = groups,
                                   .n_breakdowns = 3,
                                   .measures = measures_of_part,
                                   .n_measures = 1};
static const wks_source source = {.id = "zorg"};
static const wks_gate_delivery deliveries[] = {{.number = 1, .edition = 2024, .hash = "een"},
                                               {.number = 2, .edition = 2024, .hash = "twee"}};
static const char *const members[] = {"GM0001", "GM0002"};

typedef struct bench {
    wks_candidate items[64];
    wks_candidates candidates;
    wks_gate_question question;
    wks_ledger ledger;
    wks_gate_rules rules;
    wks_arena arena;
    wks_error err;
} bench;

static void add(bench *b, const wks_indicator *of, const char *area, size_t group, double with,
                double all)
{
    const wks_level level = area[0] == 'G' && area[1] == 'G' ? WKS_LEVEL_REGIO
                            : area[0] == 'G'                 ? WKS_LEVEL_GEMEENTE
                                                             : WKS_LEVEL_WIJK;
    b->items[b->candidates.n++] =
        (wks_candidate){.indicator = of,
                        .source = &source,
                        .breakdown = group,
                        .period = "2024",
                        .area = area,
                        .level = level,
                        .kind = WKS_CANDIDATE_COUNT,
                        .delivery = 1,
                        .value = {.value = 100 * with / all, .status = WKS_STATUS_OK},
                        .n_persons = all,
                        .n_with = with,
                        .parts = {.kind = WKS_PARTS_PROPORTION, .with = with, .all = all}};
}

/* 18-64 and 65+ of an area, and both together. */
static void add_area(bench *b, const char *area, double young, double old, double all)
{
    add(b, &indicator, area, 0, young + old, 2 * all);
    add(b, &indicator, area, 1, young, all);
    add(b, &indicator, area, 2, old, all);
}

static int set_up(void **state)
{
    static bench b;
    memset(&b, 0, sizeof b);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&b.arena, 0);
    b.rules = (wks_gate_rules){.minimum_persons = 10, .is_invented = true};
    b.candidates.items = b.items;
    measures[0].kind = WKS_MEASURE_SHARE;
    groups[1].age_to = 64;
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    bench *b = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&b->arena);
    return 0;
}

static wks_code make(bench *b)
{
    const wks_gate_asking asking = {.rules = &b->rules,
                                    .candidates = &b->candidates,
                                    .members = members,
                                    .n_members = 2,
                                    .deliveries = deliveries,
                                    .n_deliveries = 2,
                                    .ledger = &b->ledger};
    return wks_gate_question_make(&asking, &b->arena, &b->question, &b->err);
}

static void must_make(bench *b)
{
    if (make(b) != WKS_OK || wks_protection_check(&b->question.protection, &b->err) != WKS_OK) {
        fail_msg("%s", b->err.text);
    }
}

static const wks_cell *cell_at(const bench *b, size_t candidate)
{
    assert_true(b->question.cell[candidate] != WKS_GATE_NO_CELL);
    return &b->question.protection.cells[b->question.cell[candidate]];
}

static size_t size_at(const bench *b, size_t candidate)
{
    const size_t cell = b->question.cell[candidate];
    return b->question.protection.first[cell + 1] - b->question.protection.first[cell];
}

static void add_region(bench *b)
{
    add_area(b, "GG0001", 105, 75, 900);
    add_area(b, "GM0001", 55, 45, 300);
    add_area(b, "GM0002", 50, 30, 600);
    add_area(b, "WK000101", 50, 3, 100);
    add_area(b, "WK000102", 5, 42, 100);
    add_area(b, "WK000201", 50, 30, 600);
}

static void makes_atoms_of_areas_and_classes(void **state)
{
    bench *b = *state;
    add_region(b);
    must_make(b);
    /* three wijken by two classes; both gemeenten are their wijken, and so is the region */
    assert_int_equal(b->question.protection.n_atoms, 6);
    assert_int_equal(b->question.n_primary, 2);
    assert_int_equal(size_at(b, 0), 6); /* GG0001, 18+ */
    assert_int_equal(size_at(b, 3), 4); /* GM0001, 18+ */
    assert_int_equal(size_at(b, 4), 2); /* GM0001, 18-64 */
    assert_int_equal(size_at(b, 10), 1);
    /* a gemeente and its only wijk are one cell */
    for (size_t group = 0; group < 3; group++) {
        assert_int_equal(b->question.cell[6 + group], b->question.cell[15 + group]);
    }
    const wks_cell *total = cell_at(b, 3);
    assert_int_equal(total->state, WKS_CELL_OPEN);
    assert_true(total->value == 100 && total->cost == 101);
}

static void asks_that_a_small_count_may_be_large(void **state)
{
    bench *b = *state;
    add_region(b);
    must_make(b);
    const wks_cell *small = cell_at(b, 11); /* WK000101, 65+: 3 of 100 */
    assert_int_equal(small->state, WKS_CELL_PRIMARY);
    assert_true(small->value == 3 && small->lower == 2 && small->upper == 10 && small->cost == 0);
}

static void asks_that_nearly_everybody_may_be_fewer(void **state)
{
    bench *b = *state;
    add(b, &indicator, "WK000101", 1, 96, 100);
    add(b, &indicator, "WK000102", 1, 0, 100);
    add(b, &indicator, "WK000103", 1, 4, 6);
    must_make(b);
    assert_true(cell_at(b, 0)->lower == 90 && cell_at(b, 0)->upper == 97);
    assert_true(cell_at(b, 1)->lower == 0 && cell_at(b, 1)->upper == 10);
    assert_true(cell_at(b, 2)->lower == 0 && cell_at(b, 2)->upper == 6); /* of six people */
}

static void knows_that_no_more_have_it_than_there_are(void **state)
{
    bench *b = *state;
    add(b, &indicator, "WK000101", 1, 50, 80);
    must_make(b);
    assert_int_equal(b->question.protection.n_cells, 2);
    const wks_cell *ceiling = &b->question.protection.cells[1];
    assert_int_equal(ceiling->state, WKS_CELL_KNOWN);
    assert_true(ceiling->lower == 0 && ceiling->upper == 80);
    tear_down(state);
    set_up(state);
    measures[0].kind = WKS_MEASURE_RATE; /* events have no such number */
    add(b, &indicator, "WK000101", 1, 50, 80);
    must_make(b);
    assert_int_equal(b->question.protection.n_cells, 1);
}

static void keeps_what_an_area_counts_beside_its_parts(void **state)
{
    bench *b = *state;
    add(b, &indicator, "GM0001", 1, 60, 300);
    add(b, &indicator, "WK000101", 1, 50, 100);
    must_make(b);
    assert_int_equal(b->question.protection.n_atoms, 2);
    assert_int_equal(b->question.protection.atoms[0], 10);
    assert_int_equal(size_at(b, 0), 2);
}

static void takes_the_same_count_of_two_indicators_as_one(void **state)
{
    bench *b = *state;
    add_region(b);
    add(b, &second, "WK000101", 0, 53, 200);
    add(b, &second, "WK000102", 0, 47, 53); /* six have it not */
    must_make(b);
    assert_int_equal(b->question.cell[18], b->question.cell[9]);
    assert_int_equal(b->question.cell[19], b->question.cell[12]);
    assert_int_equal(cell_at(b, 12)->state, WKS_CELL_PRIMARY);
    assert_true(cell_at(b, 12)->cost == 0);
}

static void leaves_out_what_is_no_count_to_protect(void **state)
{
    bench *b = *state;
    add_region(b);
    b->items[9].kind = WKS_CANDIDATE_SURVEY;
    b->items[10].value = wks_value_empty(WKS_STATUS_NOT_DELIVERED);
    must_make(b);
    assert_true(b->question.cell[9] == WKS_GATE_NO_CELL &&
                b->question.cell[10] == WKS_GATE_NO_CELL);
}

/* The name of a cell in the ledger, of the last question. */
static const wks_cell_name *name_of(const bench *b, const char *area, const char *group)
{
    for (size_t i = 0; i < b->question.n_names; i++) {
        const wks_cell_name *name = &b->question.names[i];
        if (strcmp(name->row.area, area) == 0 && strcmp(name->row.group, group) == 0) {
            return name;
        }
    }
    fail_msg("%s %s has no name", area, group);
    return NULL;
}

static void names_every_cell_for_the_ledger_in_its_order(void **state)
{
    bench *b = *state;
    add_region(b);
    must_make(b);
    assert_true(b->question.n_names > 0);
    for (size_t i = 1; i < b->question.n_names; i++) {
        assert_true(wks_ledger_compare(&b->question.names[i - 1].row, &b->question.names[i].row) <
                    0);
    }
    const wks_cell_name *name = name_of(b, "GM0001", "18-64");
    assert_string_equal(name->row.version, "een");
    assert_int_equal(name->row.edition, 2024);
    assert_int_equal(name->cell, b->question.cell[4]);
}

/* What was told is known from now on, small or not, and whether it is asked again or not. */
static void takes_what_the_ledger_holds_for_known(void **state)
{
    bench *b = *state;
    add_region(b);
    must_make(b);
    const size_t n_cells = b->question.protection.n_cells;
    wks_ledger_row told[2] = {name_of(b, "WK000101", "18-64")->row,
                              name_of(b, "WK000101", "65-200")->row};
    for (size_t i = 0; i < 2; i++) {
        const size_t cell = name_of(b, told[i].area, told[i].group)->cell;
        told[i].least = told[i].most = b->question.protection.cells[cell].value;
    }
    b->ledger = (wks_ledger){.rows = told, .n_rows = 2};
    must_make(b);
    assert_int_equal(b->question.protection.n_cells, n_cells);
    for (size_t i = 0; i < 2; i++) {
        const wks_cell *cell =
            &b->question.protection.cells[name_of(b, told[i].area, told[i].group)->cell];
        assert_int_equal(cell->state, WKS_CELL_KNOWN);
        assert_true(cell->lower == told[i].least && cell->upper == told[i].most);
    }
    for (size_t i = 0; i < b->candidates.n; i++) { /* nobody asks for the wijk any more */
        if (strcmp(b->items[i].area, "WK000101") == 0) {
            b->items[i].value = wks_value_empty(WKS_STATUS_NOT_DELIVERED);
        }
    }
    must_make(b);
    assert_int_equal(b->question.protection.cells[name_of(b, "WK000101", "18-64")->cell].state,
                     WKS_CELL_KNOWN);
}

static void refuses_another_count_than_was_told(void **state)
{
    bench *b = *state;
    add_region(b);
    must_make(b);
    wks_ledger_row told = name_of(b, "WK000101", "18-64")->row;
    told.least = told.most =
        b->question.protection.cells[name_of(b, "WK000101", "18-64")->cell].value + 1;
    b->ledger = (wks_ledger){.rows = &told, .n_rows = 1};
    assert_int_equal(make(b), WKS_E_REFUSED);
    assert_non_null(strstr(b->err.text, "WK000101"));
}

static void refuses_parts_that_exceed_the_whole(void **state)
{
    bench *b = *state;
    add(b, &indicator, "GM0001", 1, 40, 300);
    add(b, &indicator, "WK000101", 1, 50, 100);
    assert_int_equal(make(b), WKS_E_ARGUMENT);
    assert_string_equal(b->err.text, "gebruik, 2024, GM0001: the parts count more than the whole");
    b->candidates.n = 0;
    add(b, &indicator, "WK000101", 0, 40, 300);
    add(b, &indicator, "WK000101", 1, 50, 100);
    assert_int_equal(make(b), WKS_E_ARGUMENT);
}

static void refuses_groups_that_overlap(void **state)
{
    bench *b = *state;
    groups[1].age_to = 70;
    add_region(b);
    assert_int_equal(make(b), WKS_E_REFUSED);
    assert_non_null(strstr(b->err.text, "65+"));
    assert_non_null(strstr(b->err.text, "18-64"));
}

static void says_when_memory_is_gone(void **state)
{
    bench *b = *state;
    add_region(b);
    size_t n = 1;
    wks_code code = WKS_E_MEMORY;
    for (; code == WKS_E_MEMORY && n < 500; n++) {
        wks_arena_fail_after(n);
        code = make(b);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 10);
}

static void nests_ages_and_sexes(void **state)
{
    bench *b = *state;
    const wks_breakdown all = {.id = "alle"};
    const wks_breakdown men = {.id = "man", .sex = "man"};
    const wks_breakdown women = {.id = "vrouw", .sex = "vrouw"};
    const wks_breakdown young = {.id = "0-17", .has_age_years = true, .age_to = 17};
    const wks_breakdown old_men = {
        .id = "65+ man", .has_age_years = true, .age_from = 65, .age_to = 200, .sex = "man"};
    const wks_breakdown *const nested[] = {&old_men, &women, &all, &men, &all};
    wks_breakdown_tree tree;
    assert_int_equal(wks_breakdown_tree_make(nested, 5, &b->arena, &tree, &b->err), WKS_OK);
    assert_int_equal(tree.n, 4);
    assert_ptr_equal(tree.nodes[0].breakdown, &all);
    const size_t of_men = wks_breakdown_tree_find(&tree, &men);
    const size_t of_old = wks_breakdown_tree_find(&tree, &old_men);
    assert_int_equal(tree.nodes[of_old].parent, of_men);
    assert_true(tree.nodes[0].has_class); /* of some it may not be known */
    assert_true(wks_breakdown_tree_is_in(&tree, of_old, 0));
    assert_false(wks_breakdown_tree_is_in(&tree, of_old, wks_breakdown_tree_find(&tree, &women)));
    const wks_breakdown *const across[] = {&men, &young};
    assert_int_equal(wks_breakdown_tree_make(across, 2, &b->arena, &tree, &b->err), WKS_E_REFUSED);
}

/* ---- parts of others ------------------------------------------------------------------------- */

/* How many cells say of exactly the atoms of a candidate that they are from least to most. */
static size_t count_known(const bench *b, size_t candidate, int64_t least, int64_t most)
{
    const wks_protection *p = &b->question.protection;
    const size_t own = b->question.cell[candidate];
    const size_t n_own = p->first[own + 1] - p->first[own];
    size_t n = 0;
    for (size_t i = 0; i < p->n_cells; i++) {
        n += p->cells[i].state == WKS_CELL_KNOWN && p->cells[i].lower == least &&
             p->cells[i].upper == most && p->first[i + 1] - p->first[i] == n_own &&
             memcmp(p->member + p->first[i], p->member + p->first[own],
                    n_own * sizeof *p->member) == 0;
    }
    return n;
}

static void knows_that_a_part_is_no_more_than_its_whole(void **state)
{
    bench *b = *state;
    const wks_indicator *const of[] = {&indicator, &part};
    static const double with[2][4] = {{100, 40, 12, 8}, {60, 30, 11, 5}};
    static const char *const areas[] = {"GG0001", "GM0001", "WK000101", "WK000102"};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < 4; i++) {
            add(b, of[k], areas[i], 0, with[k][i], i < 2 ? 300 : 100);
        }
    }
    must_make(b);
    assert_int_equal(count_known(b, 4 + 1, 0, 40), 1); /* the part, of the gemeente */
    assert_int_equal(count_known(b, 1, 30, WKS_MOST_PERSONS), 1);
    assert_int_equal(count_known(b, 4 + 2, 0, 12), 1);
    assert_int_equal(count_known(b, 2, 11, WKS_MOST_PERSONS), 1);
    /* what a rule hides nobody knows, and it limits nothing */
    assert_int_equal(count_known(b, 4 + 3, 0, 8), 0);
    assert_int_equal(count_known(b, 3, 5, WKS_MOST_PERSONS), 0);
}

static void says_nothing_of_a_part_that_is_more_than_its_whole(void **state)
{
    bench *b = *state;
    add(b, &indicator, "GM0001", 0, 40, 300);
    add(b, &part, "GM0001", 0, 41, 300);
    must_make(b);
    assert_int_equal(count_known(b, 1, 0, 40), 0);
    assert_int_equal(count_known(b, 0, 41, WKS_MOST_PERSONS), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(knows_that_a_part_is_no_more_than_its_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(says_nothing_of_a_part_that_is_more_than_its_whole, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(makes_atoms_of_areas_and_classes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_that_a_small_count_may_be_large, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_that_nearly_everybody_may_be_fewer, set_up, tear_down),
        cmocka_unit_test_setup_teardown(knows_that_no_more_have_it_than_there_are, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keeps_what_an_area_counts_beside_its_parts, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(takes_the_same_count_of_two_indicators_as_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(leaves_out_what_is_no_count_to_protect, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_every_cell_for_the_ledger_in_its_order, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(takes_what_the_ledger_holds_for_known, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_another_count_than_was_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_parts_that_exceed_the_whole, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_groups_that_overlap, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_when_memory_is_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nests_ages_and_sexes, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/gate_question", tests, NULL, NULL);
}
