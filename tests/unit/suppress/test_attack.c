/* Tables by hand, and recorded patterns whose weak spots are known.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/attack.h"
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

static wks_attack attack(table_bench *bench, const bool *is_hidden)
{
    wks_relations relations;
    wks_attack out;
    assert_int_equal(wks_protection_check(&bench->protection, NULL), WKS_OK);
    assert_int_equal(wks_relations_find(&bench->protection, &bench->arena, &relations, NULL),
                     WKS_OK);
    assert_int_equal(
        wks_attack_intervals(&bench->protection, &relations, is_hidden, &bench->arena, &out, NULL),
        WKS_OK);
    return out;
}

/* Two rows, two columns and their totals: 3 20 / 30 40. */
static void make_square(table_bench *bench)
{
    static const int64_t persons[4] = {3, 20, 30, 40};
    static const char *const row[2] = {"r1", "r2"};
    static const char *const column[2] = {"c1", "c2"};
    bench_init(bench);
    for (size_t k = 0; k < 4; k++) {
        char name[BENCH_NAME];
        const uint32_t atom = bench_atom(bench, persons[k]);
        snprintf(name, sizeof name, "%s%s", row[k / 2], column[k % 2]);
        bench_join(bench, name, atom);
        bench_join(bench, row[k / 2], atom);
        bench_join(bench, column[k % 2], atom);
        bench_join(bench, "all", atom);
    }
    bench_finish(bench, 10, true);
}

static void sees_through_a_cell_hidden_alone(void **state)
{
    (void)state;
    table_bench bench;
    make_square(&bench);
    const wks_attack out = attack(&bench, bench_primaries(&bench));
    assert_int_equal(out.n_hidden, 1);
    assert_int_equal(out.n_exact, 1);
    assert_int_equal(out.n_unsafe, 1);
    assert_int_equal(out.unsafe_cell, bench_find(&bench, "r1c1"));
    bench_clear(&bench);
}

static void finds_the_limits_of_a_square(void **state)
{
    (void)state;
    table_bench bench;
    make_square(&bench);
    bool *is_hidden = bench_primaries(&bench);
    is_hidden[bench_find(&bench, "r1c2")] = true;
    is_hidden[bench_find(&bench, "r2c1")] = true;
    is_hidden[bench_find(&bench, "r2c2")] = true;
    const wks_attack out = attack(&bench, is_hidden);
    const size_t primary = bench_find(&bench, "r1c1");
    assert_int_equal(out.least[primary], 0);
    assert_int_equal(out.most[primary], 23);
    assert_int_equal(out.least[bench_find(&bench, "r2c2")], 37);
    assert_int_equal(out.most[bench_find(&bench, "r2c2")], 60);
    assert_int_equal(out.n_unsafe, 0);
    /* a reader who must hold 24 possible */
    bench.protection.cells[primary].upper = 24;
    assert_int_equal(attack(&bench, is_hidden).n_unsafe, 1);
    bench_clear(&bench);
}

static void uses_what_is_known_roughly(void **state)
{
    (void)state;
    table_bench bench;
    make_square(&bench);
    bool *is_hidden = bench_primaries(&bench);
    is_hidden[bench_find(&bench, "r1c2")] = true;
    is_hidden[bench_find(&bench, "r2c1")] = true;
    wks_cell *corner = &bench.protection.cells[bench_find(&bench, "r2c2")];
    *corner = (wks_cell){WKS_CELL_KNOWN, 40, 38, 45, 0};
    const wks_attack out = attack(&bench, is_hidden);
    assert_int_equal(out.least[bench_find(&bench, "r1c1")], 1);
    assert_int_equal(out.most[bench_find(&bench, "r1c1")], 8);
    bench_clear(&bench);
}

static void adds_up_a_cell_over_pieces(void **state)
{
    (void)state;
    /* two pairs that share nothing, and a hidden sum over one of each */
    table_bench bench;
    bench_init(&bench);
    const int64_t persons[4] = {3, 20, 4, 30};
    for (size_t k = 0; k < 4; k++) {
        const char *const name[4] = {"a1", "a2", "b1", "b2"};
        const uint32_t atom = bench_atom(&bench, persons[k]);
        bench_join(&bench, name[k], atom);
        bench_join(&bench, k < 2 ? "a" : "b", atom);
        if (k % 2 == 0) {
            bench_join(&bench, "sum", atom);
        }
    }
    bench_finish(&bench, 10, true);
    bool *is_hidden = bench_primaries(&bench);
    is_hidden[bench_find(&bench, "a2")] = true;
    is_hidden[bench_find(&bench, "b2")] = true;
    const wks_attack out = attack(&bench, is_hidden);
    assert_int_equal(out.least[bench_find(&bench, "sum")], 0);
    assert_int_equal(out.most[bench_find(&bench, "sum")], 23 + 34);
    bench_clear(&bench);
}

static void knows_no_limit_where_nothing_is_shown(void **state)
{
    (void)state;
    table_bench bench;
    bench_init(&bench);
    const uint32_t atom = bench_atom(&bench, 5);
    bench_join(&bench, "alone", atom);
    bench_join(&bench, "both", atom);
    bench_join(&bench, "both", bench_atom(&bench, 2));
    bench_finish(&bench, 10, true);
    const wks_attack out = attack(&bench, bench_primaries(&bench));
    assert_true(out.most[0] == WKS_ATTACK_NO_LIMIT);
    assert_true(out.most[1] == WKS_ATTACK_NO_LIMIT);
    assert_int_equal(out.least[0], 0);
    bench_clear(&bench);
}

/* The recorded patterns: how many primaries are exact, and how many stay below 10. */
static void check_recorded(const char *synth, const char *pattern, size_t n_exact, size_t n_low)
{
    table_bench bench;
    if (!bench_read_synth(&bench, synth, true)) {
        bench_clear(&bench);
        skip();
    }
    bool *is_hidden = bench_primaries(&bench);
    if (pattern != NULL && !bench_read_pattern(&bench, pattern, is_hidden)) {
        bench_clear(&bench);
        skip();
    }
    const wks_attack out = attack(&bench, is_hidden);
    size_t exact = 0;
    size_t low = 0;
    for (size_t i = 0; i < bench.protection.n_cells; i++) {
        if (bench.protection.cells[i].state == WKS_CELL_PRIMARY) {
            exact += out.least[i] == out.most[i];
            low += out.most[i] < 10;
        }
    }
    assert_int_equal(exact, n_exact);
    assert_int_equal(low, n_low);
    bench_clear(&bench);
}

static void agrees_on_the_middle_table_with_primaries_alone(void **state)
{
    (void)state;
    check_recorded("synth/wijk300.csv", NULL, 418, 670);
}

static void agrees_on_the_middle_table_with_a_recorded_pattern(void **state)
{
    (void)state;
    check_recorded("synth/wijk300.csv", "patterns/gauss_wijk300_n_10_zerosPub.csv", 0, 43);
}

static void survives_a_failing_allocation(void **state)
{
    (void)state;
    wks_code code = WKS_E_MEMORY;
    for (size_t nth = 1; code == WKS_E_MEMORY; nth++) {
        table_bench bench;
        wks_relations relations;
        wks_attack out;
        make_square(&bench);
        bool *is_hidden = bench_primaries(&bench);
        is_hidden[bench_find(&bench, "r1c2")] = true;
        wks_arena_fail_after(nth);
        code = wks_relations_find(&bench.protection, &bench.arena, &relations, NULL);
        if (code == WKS_OK) {
            code = wks_attack_intervals(&bench.protection, &relations, is_hidden, &bench.arena,
                                        &out, NULL);
        }
        wks_arena_fail_after(0);
        bench_clear(&bench);
    }
    assert_int_equal(code, WKS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sees_through_a_cell_hidden_alone),
        cmocka_unit_test(finds_the_limits_of_a_square),
        cmocka_unit_test(uses_what_is_known_roughly),
        cmocka_unit_test(adds_up_a_cell_over_pieces),
        cmocka_unit_test(knows_no_limit_where_nothing_is_shown),
        cmocka_unit_test(agrees_on_the_middle_table_with_primaries_alone),
        cmocka_unit_test(agrees_on_the_middle_table_with_a_recorded_pattern),
        cmocka_unit_test(survives_a_failing_allocation),
    };
    return cmocka_run_group_tests_name("suppress/attack", tests, NULL, NULL);
}
