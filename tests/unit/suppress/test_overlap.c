/* Two geographies that cut each other: vertices are seldom whole there, and proofs must be.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/relations.h"
#include "suppress/suppress.h"
#include "suppress/witness_find.h"
#include "table_bench.h"
#include "verify/witness_check.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>

enum {
    N_TABLES = 3,
    N_PIECES = 30,
    N_CODES = 6,
    MOST_CELLS = 1000
};

static uint64_t seed;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed >> 33) % n;
}

static void join(table_bench *bench, uint32_t atom, const char *kind, uint32_t place, uint32_t code)
{
    for (uint32_t margin = 0; margin < 4; margin++) {
        char name[BENCH_NAME];
        snprintf(name, sizeof name, "%s %u age %d sex %d", kind, place,
                 (margin & 1) != 0 ? (int)(code / 2) : -1,
                 (margin & 2) != 0 ? (int)(code % 2) : -1);
        bench_join(bench, name, atom);
    }
}

static void add_piece(table_bench *bench, uint32_t wijk, uint32_t post, uint32_t most)
{
    for (uint32_t code = 0; code < N_CODES; code++) {
        const uint32_t atom = bench_atom(bench, below(most));
        join(bench, atom, "all", 0, code);
        join(bench, atom, "half", wijk / 7, code);
        join(bench, atom, "wijk", wijk, code);
        join(bench, atom, "post", post, code);
    }
}

/* Pieces along a street: at each end begins another wijk, another postcode, or both.  Strips of few
 * persons reach over into the next postcode but one. */
static void make_street(table_bench *bench, uint32_t table)
{
    uint32_t wijk = 0;
    uint32_t post = 0;
    seed = 20261125 + table;
    bench_init(bench);
    for (uint32_t piece = 0; piece < N_PIECES; piece++) {
        add_piece(bench, wijk, post, 30);
        if (below(2) == 0) {
            add_piece(bench, wijk, post + 2 + below(2), 5);
        }
        const uint32_t end = below(8);
        wijk += end < 5;
        post += end > 2;
    }
    bench_finish(bench, 10, true);
}

static void proves_with_whole_persons_where_geographies_overlap(void **state)
{
    (void)state;
    size_t n = 0;
    for (uint32_t table = 0; table < N_TABLES; table++) {
        table_bench bench;
        bool is_hidden[MOST_CELLS];
        wks_suppress_report report;
        wks_relations relations;
        wks_witnesses witnesses;
        wks_witness_report proofs;
        const wks_suppress_options options = {.seconds = 0};
        make_street(&bench, table);
        const wks_protection *p = &bench.protection;
        assert_true(p->n_cells < MOST_CELLS);
        assert_int_equal(wks_suppress_protect(p, &options, is_hidden, &report, NULL), WKS_OK);
        assert_int_equal(wks_relations_find(p, &bench.arena, &relations, NULL), WKS_OK);
        assert_int_equal(wks_witness_find(p, &relations, is_hidden, &bench.arena, &witnesses, NULL),
                         WKS_OK);
        const wks_pattern pattern = {.is_hidden = is_hidden, .n_cells = p->n_cells};
        assert_int_equal(wks_witness_check(p, &pattern, &witnesses, &bench.arena, &proofs, NULL),
                         WKS_OK);
        assert_int_equal(proofs.n_in_parts, 0);
        n += proofs.n_hidden;
        bench_clear(&bench);
    }
    print_message("# %zu cells\n", n);
    assert_true(n > 150);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(proves_with_whole_persons_where_geographies_overlap),
    };
    return cmocka_run_group_tests_name("suppress/overlap", tests, NULL, NULL);
}
