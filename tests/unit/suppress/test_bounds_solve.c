/* Who knows only what is shown tells no less and no more than who attacks the truth.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/attack.h"
#include "suppress/bounds_solve.h"
#include "table_bench.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <string.h>

enum {
    N_TABLES = 200,
    N_ATOMS = 12
};

static uint64_t seed = 20261122;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed >> 33) % n;
}

typedef struct bench {
    wks_arena arena;
    wks_bounds bounds;
    wks_bounds_answer answer;
    wks_error err;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_clear(&at->arena);
    return 0;
}

/* A cell of the atoms whose bit is set. */
static void add(bench *at, unsigned atoms, int64_t least, int64_t most, bool is_asked)
{
    const wks_bounded_cell cell = {least, most, is_asked};
    uint32_t members[32];
    size_t n = 0;
    for (uint32_t a = 0; a < 32; a++) {
        if ((atoms >> a & 1) != 0) {
            members[n++] = a;
            at->bounds.n_atoms = a + 1 > at->bounds.n_atoms ? a + 1 : at->bounds.n_atoms;
        }
    }
    assert_int_equal(wks_bounds_add(&at->bounds, &cell, members, n, &at->arena, &at->err), WKS_OK);
}

static void solve(bench *at)
{
    assert_int_equal(wks_bounds_solve(&at->bounds, &at->arena, &at->answer, &at->err), WKS_OK);
}

static void assert_told(const bench *at, size_t cell, int64_t least, int64_t most)
{
    assert_true(at->answer.is_possible);
    assert_int_equal(at->answer.least[cell], least);
    assert_int_equal(at->answer.most[cell], most);
}

static void tells_the_only_hidden_part_of_a_sum(void **state)
{
    bench *at = *state;
    add(at, 07, 30, 30, false);
    add(at, 01, 11, 11, false);
    add(at, 02, 0, 15, true);
    add(at, 04, 12, 12, false);
    solve(at);
    assert_told(at, 2, 7, 7);
}

static void tells_two_hidden_parts_as_far_as_their_ceilings_go(void **state)
{
    bench *at = *state;
    add(at, 03, 20, 20, false);
    add(at, 01, 0, 12, true);
    add(at, 02, 0, 15, true);
    solve(at);
    assert_told(at, 1, 5, 12);
    assert_told(at, 2, 8, 15);
}

static void says_that_nothing_bounds_what_stands_alone(void **state)
{
    bench *at = *state;
    add(at, 01, 0, WKS_BOUNDS_NO_LIMIT, true);
    add(at, 06, 3, WKS_BOUNDS_NO_LIMIT, true);
    solve(at);
    assert_told(at, 0, 0, WKS_BOUNDS_NO_LIMIT);
    assert_told(at, 1, 3, WKS_BOUNDS_NO_LIMIT);
}

static void uses_limits_of_totals_that_are_not_exact(void **state)
{
    bench *at = *state;
    add(at, 03, 18, 22, false); /* rounded to fives */
    add(at, 01, 0, WKS_BOUNDS_NO_LIMIT, true);
    add(at, 02, 10, 10, false);
    solve(at);
    assert_told(at, 1, 8, 12);
}

static void says_that_limits_contradict_each_other(void **state)
{
    bench *at = *state;
    add(at, 03, 20, 20, false);
    add(at, 01, 0, 8, true);
    add(at, 02, 0, 11, false);
    solve(at);
    assert_false(at->answer.is_possible);
}

/* Each pair of three is 5: 2.5 each, and no whole persons. */
static void says_that_no_whole_persons_fit(void **state)
{
    bench *at = *state;
    add(at, 03, 5, 5, false);
    add(at, 05, 5, 5, false);
    add(at, 06, 5, 5, false);
    add(at, 01, 0, 9, true);
    solve(at);
    assert_false(at->answer.is_possible);
}

/* As above, with one more of whom anything may be: halves are allowed to show the way. */
static void starts_from_a_table_of_parts_of_persons_too(void **state)
{
    bench *at = *state;
    add(at, 03, 5, 6, false);
    add(at, 05, 5, 6, false);
    add(at, 06, 5, 6, false);
    add(at, 07, 8, 8, false);
    add(at, 01, 0, 9, true);
    add(at, 02, 0, 9, true);
    solve(at);
    assert_told(at, 4, 2, 3);
    assert_told(at, 5, 2, 3);
}

static void answers_an_empty_question(void **state)
{
    bench *at = *state;
    solve(at);
    assert_true(at->answer.is_possible);
}

/* ---- against the attack that starts from the truth --------------------------------------------
 */

static void make_table(table_bench *table)
{
    bench_init(table);
    for (uint32_t a = 0; a < N_ATOMS; a++) {
        char name[BENCH_NAME];
        const uint32_t atom = bench_atom(table, below(3) == 0 ? 0 : below(6));
        bench_join(table, "all", atom);
        snprintf(name, sizeof name, "cell %u", a);
        bench_join(table, name, atom);
        snprintf(name, sizeof name, "row %u", a / 3);
        bench_join(table, name, atom);
        snprintf(name, sizeof name, "column %u", a % 3);
        bench_join(table, name, atom);
        snprintf(name, sizeof name, "half %u column %u", a / 6, a % 3);
        bench_join(table, name, atom);
    }
    bench_finish(table, 3, false);
}

static void take_shown(bench *at, const table_bench *table, const bool *is_hidden)
{
    const wks_protection *p = &table->protection;
    at->bounds = (wks_bounds){.n_atoms = p->n_atoms};
    for (size_t i = 0; i < p->n_cells; i++) {
        const int64_t value = p->cells[i].value;
        const wks_bounded_cell cell = {is_hidden[i] ? 0 : value,
                                       is_hidden[i] ? WKS_BOUNDS_NO_LIMIT : value, is_hidden[i]};
        assert_int_equal(wks_bounds_add(&at->bounds, &cell, p->member + p->first[i],
                                        p->first[i + 1] - p->first[i], &at->arena, &at->err),
                         WKS_OK);
    }
}

static void tells_what_an_attack_that_starts_from_the_truth_tells(void **state)
{
    bench *at = *state;
    size_t n = 0;
    for (size_t k = 0; k < N_TABLES; k++) {
        table_bench table;
        wks_relations relations;
        wks_attack attack;
        make_table(&table);
        const wks_protection *p = &table.protection;
        bool *is_hidden = bench_primaries(&table);
        for (size_t i = 0; i < p->n_cells; i++) {
            is_hidden[i] = is_hidden[i] || (p->cells[i].state == WKS_CELL_OPEN && below(2) == 0);
        }
        assert_int_equal(wks_relations_find(p, &table.arena, &relations, &at->err), WKS_OK);
        assert_int_equal(
            wks_attack_intervals(p, &relations, is_hidden, &table.arena, &attack, &at->err),
            WKS_OK);
        take_shown(at, &table, is_hidden);
        solve(at);
        for (size_t i = 0; i < p->n_cells; i++) {
            if (is_hidden[i]) {
                assert_told(at, i, attack.least[i],
                            attack.most[i] == WKS_ATTACK_NO_LIMIT ? WKS_BOUNDS_NO_LIMIT
                                                                  : attack.most[i]);
                n++;
            }
        }
        bench_clear(&table);
    }
    print_message("# %zu hidden cells\n", n);
    assert_true(n > (size_t)10 * N_TABLES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tells_the_only_hidden_part_of_a_sum, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_two_hidden_parts_as_far_as_their_ceilings_go, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(says_that_nothing_bounds_what_stands_alone, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(uses_limits_of_totals_that_are_not_exact, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(says_that_limits_contradict_each_other, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_that_no_whole_persons_fit, set_up, tear_down),
        cmocka_unit_test_setup_teardown(starts_from_a_table_of_parts_of_persons_too, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(answers_an_empty_question, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_what_an_attack_that_starts_from_the_truth_tells,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("suppress/bounds_solve", tests, NULL, NULL);
}
