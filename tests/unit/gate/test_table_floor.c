/* What a reader knows who reasons that what is hidden is not zero.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "gate/table_floor.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>

enum {
    N_ATOMS = 5,
    N_CELLS = 8,
    N_MEMBERS = 16
};

/* 1 1 0 4 20: the first two and the third; the first four; all but the last two; each alone. */
typedef struct bench {
    wks_arena arena;
    int64_t atoms[N_ATOMS];
    wks_cell cells[N_CELLS];
    size_t first[N_CELLS + 1];
    uint32_t member[N_MEMBERS];
    uint32_t reasons[N_CELLS];
    wks_table_question question;
} bench;

static void add(bench *at, wks_cell_state state, const char *members)
{
    wks_protection *p = &at->question.protection;
    wks_cell *cell = &p->cells[p->n_cells];
    size_t n = p->first[p->n_cells];
    for (; *members != 0; members++, n++) {
        p->member[n] = (uint32_t)(*members - '0');
        cell->value += p->atoms[p->member[n]];
    }
    p->first[++p->n_cells] = n;
    cell->state = state;
    cell->lower = cell->upper = cell->value;
    if (state == WKS_CELL_PRIMARY || state == WKS_CELL_VIRTUAL) {
        cell->lower = cell->value == 0 ? 0 : cell->value - 1;
        cell->upper = 10;
    }
    cell->cost = state == WKS_CELL_OPEN ? 1 : 0;
}

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_arena_init(&made.arena, 0);
    memcpy(made.atoms, (const int64_t[]){1, 1, 0, 4, 20}, sizeof made.atoms);
    made.question.protection = (wks_protection){.atoms = made.atoms,
                                                .n_atoms = N_ATOMS,
                                                .cells = made.cells,
                                                .first = made.first,
                                                .member = made.member};
    made.question.arena = &made.arena;
    made.question.reasons = made.reasons;
    made.question.cells_room = made.question.reasons_room = N_CELLS;
    made.question.first_room = N_CELLS + 1;
    made.question.member_room = N_MEMBERS;
    add(&made, WKS_CELL_PRIMARY, "012");
    add(&made, WKS_CELL_PRIMARY, "0");
    add(&made, WKS_CELL_PRIMARY, "1");
    add(&made, WKS_CELL_KNOWN, "2");
    add(&made, WKS_CELL_PRIMARY, "3");
    add(&made, WKS_CELL_VIRTUAL, "03");
    add(&made, WKS_CELL_PRIMARY, "0123");
    add(&made, WKS_CELL_OPEN, "4");
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

static void knows_that_cells_are_not_zero(void **state)
{
    bench *at = *state;
    const wks_protection *p = &at->question.protection;
    assert_int_equal(wks_table_floor_add(&at->question, &at->arena, NULL), WKS_OK);
    assert_int_equal(wks_protection_check(p, NULL), WKS_OK);
    assert_int_equal(p->n_cells, N_CELLS + 6); /* not of what is 0, nor of what lies between */
    for (size_t i = N_CELLS; i < p->n_cells; i++) {
        assert_int_equal(p->cells[i].state, WKS_CELL_KNOWN);
        assert_int_equal(p->cells[i].lower, 1);
        assert_int_equal(p->cells[i].upper, WKS_MOST_PERSONS);
    }
    assert_int_equal(p->first[N_CELLS + 1] - p->first[N_CELLS], 3);
    assert_int_equal(p->cells[p->n_cells - 1].value, 20);
    assert_int_equal(p->member[p->first[p->n_cells - 1]], 4);
}

static void asks_of_none_to_be_less_than_the_cells_in_it(void **state)
{
    static const int64_t lower[] = {2, 1, 1, 0, 3, 4, 5, 20};
    bench *at = *state;
    assert_int_equal(wks_table_floor_add(&at->question, &at->arena, NULL), WKS_OK);
    for (size_t i = 0; i < N_CELLS; i++) {
        assert_int_equal(at->question.protection.cells[i].lower, lower[i]);
    }
}

/* Each of the first two with a combination that nobody is in: they are apart, though a smaller cell
 * of both seems to come before them. */
static void looks_past_what_nobody_is_in(void **state)
{
    bench *at = *state;
    const wks_protection *p = &at->question.protection;
    memset(at->cells, 0, sizeof at->cells);
    at->question.protection.n_cells = 0;
    add(at, WKS_CELL_KNOWN, "2");
    add(at, WKS_CELL_PRIMARY, "01");
    add(at, WKS_CELL_PRIMARY, "02");
    add(at, WKS_CELL_PRIMARY, "12");
    add(at, WKS_CELL_PRIMARY, "012");
    assert_int_equal(wks_table_floor_add(&at->question, &at->arena, NULL), WKS_OK);
    assert_int_equal(p->cells[1].lower, 2);
    assert_int_equal(p->cells[4].lower, 2);
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    const wks_table_question before = at->question;
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 100);
        at->question = before;
        wks_arena_clear(&at->arena);
        wks_arena_fail_after(n);
        code = wks_table_floor_add(&at->question, &at->arena, NULL);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(knows_that_cells_are_not_zero, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_of_none_to_be_less_than_the_cells_in_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(looks_past_what_nobody_is_in, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/table_floor", tests, NULL, NULL);
}
