/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "cells/protection.h"
#include "cells/protection_part.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>
#include <string.h>

enum {
    N_ATOMS = 6,
    N_CELLS = 6
};

/* Cells 0, 2 and 4 hang together through atoms 0, 2 and 3; cells 1 and 3 through atom 1 and 4; cell
 * 5 stands alone on atom 5. */
static int64_t atoms[N_ATOMS] = {4, 7, 1, 20, 3, 9};
static wks_cell cells[N_CELLS] = {
    {WKS_CELL_PRIMARY, 4, 3, 10, 0}, {WKS_CELL_OPEN, 7, 7, 7, 8},     {WKS_CELL_OPEN, 5, 5, 5, 6},
    {WKS_CELL_KNOWN, 10, 10, 10, 0}, {WKS_CELL_OPEN, 21, 21, 21, 22}, {WKS_CELL_OPEN, 9, 9, 9, 10},
};
static size_t first[N_CELLS + 1] = {0, 1, 2, 4, 6, 8, 9};
static uint32_t member[9] = {0, 1, 0, 2, 1, 4, 2, 3, 5};
static const wks_protection whole = {atoms, N_ATOMS, cells, N_CELLS, first, member, 0};

static wks_arena arena;

static int set_up(void **state)
{
    (void)state;
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&arena, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    wks_arena_fail_after(0);
    wks_arena_clear(&arena);
    return 0;
}

static void takes_what_hangs_together_also_by_way_of_others(void **state)
{
    static const size_t expected[] = {0, 2, 4};
    bool is_wanted[N_CELLS] = {false};
    wks_protection_part part;
    (void)state;
    is_wanted[4] = true;
    assert_int_equal(wks_protection_part_take(&whole, is_wanted, &arena, &part, NULL), WKS_OK);
    assert_int_equal(part.protection.n_cells, 3);
    assert_memory_equal(part.cell, expected, sizeof expected);
    assert_int_equal(part.protection.n_atoms, 3);
    assert_int_equal(part.protection.atoms[2], 20);
    assert_int_equal(wks_protection_check(&part.protection, NULL), WKS_OK);
}

static void everything_wanted_is_the_whole(void **state)
{
    bool is_wanted[N_CELLS];
    wks_protection_part part;
    (void)state;
    memset(is_wanted, 1, sizeof is_wanted);
    assert_int_equal(wks_protection_part_take(&whole, is_wanted, &arena, &part, NULL), WKS_OK);
    assert_int_equal(part.protection.n_atoms, N_ATOMS);
    assert_int_equal(part.protection.n_cells, N_CELLS);
    assert_memory_equal(part.protection.first, first, sizeof first);
    assert_memory_equal(part.protection.member, member, sizeof member);
}

static void nothing_wanted_has_no_cells(void **state)
{
    const bool is_wanted[N_CELLS] = {false};
    wks_protection_part part;
    (void)state;
    assert_int_equal(wks_protection_part_take(&whole, is_wanted, &arena, &part, NULL), WKS_OK);
    assert_int_equal(part.protection.n_cells, 0);
    assert_int_equal(part.protection.n_atoms, 0);
}

static void its_pattern_hides_the_same_cells_and_loses_what_they_cost(void **state)
{
    bool is_hidden[N_CELLS] = {true, true, true, false, false, true};
    bool is_wanted[N_CELLS] = {true};
    const wks_pattern pattern = {.is_hidden = is_hidden, .n_cells = N_CELLS, .loss = 24};
    wks_protection_part part;
    wks_pattern own;
    (void)state;
    assert_int_equal(wks_protection_part_take(&whole, is_wanted, &arena, &part, NULL), WKS_OK);
    assert_int_equal(wks_protection_part_pattern(&part, &pattern, &arena, &own, NULL), WKS_OK);
    assert_int_equal(own.n_cells, 3);
    assert_true(own.is_hidden[0] && own.is_hidden[1] && !own.is_hidden[2]);
    assert_int_equal((int)own.loss, 6);
}

static void says_so_when_memory_is_gone(void **state)
{
    bool is_wanted[N_CELLS] = {true};
    wks_protection_part part;
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    (void)state;
    while (code != WKS_OK && n < 100) {
        wks_arena_clear(&arena);
        wks_arena_fail_after(++n);
        code = wks_protection_part_take(&whole, is_wanted, &arena, &part, NULL);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
    assert_in_range(n, 2, 99);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_hangs_together_also_by_way_of_others),
        cmocka_unit_test(everything_wanted_is_the_whole),
        cmocka_unit_test(nothing_wanted_has_no_cells),
        cmocka_unit_test(its_pattern_hides_the_same_cells_and_loses_what_they_cost),
        cmocka_unit_test(says_so_when_memory_is_gone),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
