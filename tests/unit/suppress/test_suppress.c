/* Published examples, proven optima of small tables, and what may not make a difference.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/attack.h"
#include "suppress/suppress.h"
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

static wks_suppress_report protect(table_bench *bench, double seconds, bool *is_hidden)
{
    const wks_suppress_options options = {.seconds = seconds};
    wks_suppress_report report;
    wks_error error = {0};
    const wks_code code =
        wks_suppress_protect(&bench->protection, &options, is_hidden, &report, &error);
    if (code != WKS_OK) {
        fail_msg("%s", error.text);
    }
    assert_true(report.loss == bench_loss(bench, is_hidden));
    return report;
}

static size_t n_unsafe(table_bench *bench, const bool *is_hidden)
{
    wks_relations relations;
    wks_attack out;
    assert_int_equal(wks_relations_find(&bench->protection, &bench->arena, &relations, NULL),
                     WKS_OK);
    assert_int_equal(
        wks_attack_intervals(&bench->protection, &relations, is_hidden, &bench->arena, &out, NULL),
        WKS_OK);
    return out.n_unsafe;
}

static void check_synth(const char *file, bool is_strict, double heuristic, double optimum)
{
    table_bench bench;
    if (!bench_read_synth(&bench, file, is_strict)) {
        bench_clear(&bench);
        skip();
    }
    bool *is_hidden = bench_primaries(&bench);
    const wks_suppress_report report = protect(&bench, 120, is_hidden);
    assert_true(report.heuristic_loss <= heuristic);
    assert_true(report.loss == optimum);
    assert_true(report.bound == optimum);
    assert_int_equal(n_unsafe(&bench, is_hidden), 0);
    bench_clear(&bench);
}

static void finds_the_proven_optimum_of_the_small_table(void **state)
{
    (void)state;
    check_synth("synth/wijk12.csv", false, 578, 578);
}

static void finds_the_strict_optimum_of_the_small_table(void **state)
{
    (void)state;
    check_synth("synth/wijk12.csv", true, 850, 814);
}

/* Region by column, county by column and group by column at once; the file has a record a line. */
typedef struct record {
    const char *field[3];
    int64_t persons;
} record;

static void make_linked(table_bench *bench, const record *records, size_t n, int64_t threshold)
{
    bench_init(bench);
    for (size_t k = 0; k < n; k++) {
        const uint32_t atom = bench_atom(bench, records[k].persons);
        char name[BENCH_NAME];
        bench_join(bench, "all", atom);
        for (size_t f = 0; f < 3; f++) {
            snprintf(name, sizeof name, "%zu %s", f, records[k].field[f]);
            bench_join(bench, name, atom);
        }
    }
    bench_finish(bench, threshold, false);
}

/* github.com/sdcTools/UserSupport/issues/133: region and group each safe alone. */
static void protects_linked_tables_of_issue_133(void **state)
{
    (void)state;
    static const record records[] = {{{"A", "county-1", "BIG"}, 11},
                                     {{"B", "county-4", "BIG"}, 7},
                                     {{"I", "county-1", "small"}, 3},
                                     {{"J", "county-10", "small"}, 9},
                                     {{"K", "county-10", "small"}, 4}};
    table_bench bench;
    make_linked(&bench, records, 5, 4);
    bool *is_hidden = bench_primaries(&bench);
    assert_true(n_unsafe(&bench, is_hidden) > 0);
    const wks_suppress_report report = protect(&bench, 10, is_hidden);
    assert_true(report.bound == report.loss);
    assert_int_equal(n_unsafe(&bench, is_hidden), 0);
    bench_clear(&bench);
}

/* .../issues/136: county-1 less small is K and N, so K is known though each table is safe. */
static void protects_linked_tables_of_issue_136(void **state)
{
    (void)state;
    static const record records[] = {
        {{"A", "county-1", "small"}, 2}, {{"B", "county-1", "small"}, 2},
        {{"I", "county-1", "small"}, 8}, {{"J", "county-1", "small"}, 8},
        {{"K", "county-2", "small"}, 3}, {{"L", "county-2", "BIG"}, 3},
        {{"M", "county-2", "BIG"}, 3},   {{"N", "county-2", "small"}, 7}};
    table_bench bench;
    make_linked(&bench, records, 8, 4);
    bool *is_hidden = bench_primaries(&bench);
    assert_true(n_unsafe(&bench, is_hidden) > 0);
    const wks_suppress_report report = protect(&bench, 10, is_hidden);
    assert_true(report.n_secondaries >= 1);
    assert_int_equal(n_unsafe(&bench, is_hidden), 0);
    bench_clear(&bench);
}

/* Two geographies that overlap: what both share follows from them and the whole, and is in no
 * table. */
static void keeps_a_cell_uncertain_that_is_never_shown(void **state)
{
    (void)state;
    static const int64_t persons[3] = {20, 4, 30};
    table_bench bench;
    bool is_hidden[4] = {0};
    bench_init(&bench);
    for (size_t k = 0; k < 3; k++) {
        const uint32_t atom = bench_atom(&bench, persons[k]);
        bench_join(&bench, "all", atom);
        if (k < 2) {
            bench_join(&bench, "wijk", atom);
        }
        if (k > 0) {
            bench_join(&bench, "postcode", atom);
        }
        if (k == 1) {
            bench_join(&bench, "shared", atom);
        }
    }
    bench_finish(&bench, 10, true);
    bench.protection.cells[bench_find(&bench, "shared")].state = WKS_CELL_VIRTUAL;
    const wks_suppress_report report = protect(&bench, 10, is_hidden);
    assert_true(report.loss == 24 && report.bound == 24);
    assert_true(is_hidden[bench_find(&bench, "wijk")]);
    bench_clear(&bench);
}

static void gives_the_same_loss_in_any_order_of_cells(void **state)
{
    (void)state;
    table_bench bench;
    if (!bench_read_synth(&bench, "synth/wijk60.csv", true)) {
        bench_clear(&bench);
        skip();
    }
    wks_protection *p = &bench.protection;
    bool *one = bench_primaries(&bench);
    const wks_suppress_report straight = protect(&bench, 0, one);
    /* the same cells, from the last to the first */
    wks_protection turned = *p;
    turned.cells = wks_arena_alloc(&bench.arena, p->n_cells, sizeof *turned.cells);
    turned.first = wks_arena_alloc(&bench.arena, p->n_cells + 1, sizeof *turned.first);
    turned.member = wks_arena_alloc(&bench.arena, p->first[p->n_cells], sizeof *turned.member);
    for (size_t i = 0; i < p->n_cells; i++) {
        const size_t from = p->n_cells - 1 - i;
        const size_t n = p->first[from + 1] - p->first[from];
        turned.cells[i] = p->cells[from];
        turned.first[i + 1] = turned.first[i] + n;
        memcpy(turned.member + turned.first[i], p->member + p->first[from], n * sizeof *p->member);
    }
    bool *other = wks_arena_alloc(&bench.arena, p->n_cells, sizeof *other);
    const wks_suppress_options options = {.seconds = 0};
    wks_suppress_report report;
    assert_int_equal(wks_suppress_protect(&turned, &options, other, &report, NULL), WKS_OK);
    assert_true(report.loss == straight.loss);
    for (size_t i = 0; i < p->n_cells; i++) {
        assert_int_equal(one[i], other[p->n_cells - 1 - i]);
    }
    bench_clear(&bench);
}

static void gives_the_same_pattern_twice(void **state)
{
    (void)state;
    table_bench bench;
    if (!bench_read_synth(&bench, "synth/wijk12.csv", true)) {
        bench_clear(&bench);
        skip();
    }
    bool *one = bench_primaries(&bench);
    bool *other = bench_primaries(&bench);
    (void)protect(&bench, 60, one);
    (void)protect(&bench, 60, other);
    assert_memory_equal(one, other, bench.protection.n_cells * sizeof *one);
    bench_clear(&bench);
}

static void falls_back_on_the_heuristic_when_time_is_up(void **state)
{
    (void)state;
    table_bench bench;
    if (!bench_read_synth(&bench, "synth/wijk60.csv", true)) {
        bench_clear(&bench);
        skip();
    }
    bool *is_hidden = bench_primaries(&bench);
    const wks_suppress_report report = protect(&bench, 1e-6, is_hidden);
    assert_true(report.bound < report.loss);
    assert_int_equal(n_unsafe(&bench, is_hidden), 0);
    bench_clear(&bench);
}

static void refuses_what_is_known_already_by_its_number(void **state)
{
    (void)state;
    table_bench bench;
    bool is_hidden[3] = {0};
    const wks_suppress_options options = {.seconds = 5};
    wks_suppress_report report;
    wks_error error = {0};
    bench_init(&bench);
    for (uint32_t k = 0; k < 2; k++) {
        const uint32_t atom = bench_atom(&bench, k == 0 ? 20 : 4);
        bench_join(&bench, "all", atom);
        bench_join(&bench, k == 0 ? "large" : "small", atom);
    }
    bench_finish(&bench, 10, false);
    for (size_t i = 0; i < 3; i++) {
        wks_cell *cell = &bench.protection.cells[i];
        if (cell->state == WKS_CELL_OPEN) {
            *cell = (wks_cell){WKS_CELL_KNOWN, cell->value, cell->value, cell->value, 0};
        }
    }
    assert_int_equal(wks_suppress_protect(&bench.protection, &options, is_hidden, &report, &error),
                     WKS_E_REFUSED);
    assert_non_null(strstr(error.text, "cell 3"));
    /* known within limits that are too narrow */
    bench.protection.cells[0].lower = 23;
    assert_int_equal(wks_suppress_protect(&bench.protection, &options, is_hidden, &report, &error),
                     WKS_E_REFUSED);
    bench.protection.cells[0].upper = 25;
    assert_int_equal(wks_suppress_protect(&bench.protection, &options, is_hidden, &report, &error),
                     WKS_OK);
    bench_clear(&bench);
}

static void survives_a_failing_allocation(void **state)
{
    (void)state;
    static const record records[] = {{{"A", "county-1", "small"}, 2},
                                     {{"B", "county-1", "small"}, 2},
                                     {{"K", "county-2", "small"}, 3},
                                     {{"N", "county-2", "BIG"}, 7}};
    table_bench bench;
    bool is_hidden[32];
    wks_code code = WKS_E_MEMORY;
    make_linked(&bench, records, 4, 4);
    for (size_t nth = 1; code == WKS_E_MEMORY; nth++) {
        const wks_suppress_options options = {.seconds = 5};
        wks_suppress_report report;
        wks_arena_fail_after(nth);
        code = wks_suppress_protect(&bench.protection, &options, is_hidden, &report, NULL);
        wks_arena_fail_after(0);
    }
    assert_int_equal(code, WKS_OK);
    bench_clear(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_proven_optimum_of_the_small_table),
        cmocka_unit_test(finds_the_strict_optimum_of_the_small_table),
        cmocka_unit_test(protects_linked_tables_of_issue_133),
        cmocka_unit_test(protects_linked_tables_of_issue_136),
        cmocka_unit_test(keeps_a_cell_uncertain_that_is_never_shown),
        cmocka_unit_test(gives_the_same_loss_in_any_order_of_cells),
        cmocka_unit_test(gives_the_same_pattern_twice),
        cmocka_unit_test(falls_back_on_the_heuristic_when_time_is_up),
        cmocka_unit_test(refuses_what_is_known_already_by_its_number),
        cmocka_unit_test(survives_a_failing_allocation),
    };
    return cmocka_run_group_tests_name("suppress/suppress", tests, NULL, NULL);
}
