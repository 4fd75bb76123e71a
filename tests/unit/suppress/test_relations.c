/* Each cell traced to its atoms, whatever hangs together.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/relations.h"
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

static uint64_t seed = 1;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed >> 33) % n;
}

/* Random cells over twelve atoms, twins among them. */
static void make_random(table_bench *bench)
{
    bench_init(bench);
    for (uint32_t a = 0; a < 12; a++) {
        const uint32_t atom = bench_atom(bench, below(20));
        for (uint32_t c = 0; c < 15; c++) {
            char name[BENCH_NAME];
            snprintf(name, sizeof name, "c%u", c);
            /* wide ones, then cells of one or two atoms */
            if (c < 8 ? below(c + 2) > 0 : a == c - 4 || (a == 0 && c == 9)) {
                bench_join(bench, name, atom);
            }
        }
        bench_join(bench, "twin", atom);
        bench_join(bench, "other twin", atom);
    }
    bench_finish(bench, 10, false);
}

/* Expanding a row to the end must give each atom of its cell once. */
static void count_atoms(const wks_relations *rel, const table_bench *bench, uint32_t unknown,
                        uint32_t *count)
{
    for (size_t r = 0; r < rel->n_rows; r++) {
        if (rel->total[r] == unknown) {
            for (size_t k = rel->first[r]; k < rel->first[r + 1]; k++) {
                assert_true(rel->part[k] != unknown);
                count_atoms(rel, bench, rel->part[k], count);
            }
            return;
        }
    }
    count[unknown]++;
}

static void traces_every_cell_to_its_atoms(void **state)
{
    (void)state;
    for (size_t round = 0; round < 50; round++) {
        table_bench bench;
        wks_relations rel;
        make_random(&bench);
        assert_int_equal(wks_protection_check(&bench.protection, NULL), WKS_OK);
        assert_int_equal(wks_relations_find(&bench.protection, &bench.arena, &rel, NULL), WKS_OK);
        for (uint32_t i = 0; i < rel.n_cells; i++) {
            uint32_t count[64] = {0};
            int64_t sum = 0;
            size_t n = 0;
            assert_true(rel.n_unknowns <= 64);
            count_atoms(&rel, &bench, i, count);
            for (size_t u = 0; u < rel.n_unknowns; u++) {
                assert_true(count[u] <= 1);
                sum += count[u] * rel.value[u];
                n += count[u];
            }
            assert_int_equal(sum, bench.protection.cells[i].value);
            assert_int_equal(n, bench.protection.first[i + 1] - bench.protection.first[i]);
        }
        bench_clear(&bench);
    }
}

static void writes_a_region_as_its_gemeenten(void **state)
{
    (void)state;
    table_bench bench;
    wks_relations rel;
    bench_init(&bench);
    for (uint32_t a = 0; a < 12; a++) {
        char name[BENCH_NAME];
        const uint32_t atom = bench_atom(&bench, 20);
        snprintf(name, sizeof name, "wijk %u", a);
        bench_join(&bench, name, atom);
        snprintf(name, sizeof name, "gemeente %u", a / 4);
        bench_join(&bench, name, atom);
        bench_join(&bench, "region", atom);
    }
    bench_finish(&bench, 10, false);
    assert_int_equal(wks_relations_find(&bench.protection, &bench.arena, &rel, NULL), WKS_OK);
    assert_int_equal(rel.n_rows, 4);
    assert_int_equal(rel.n_unknowns, 16);
    for (size_t r = 0; r < rel.n_rows; r++) {
        const bool is_region = rel.total[r] == bench_find(&bench, "region");
        assert_int_equal(rel.first[r + 1] - rel.first[r], is_region ? 3 : 4);
    }
    bench_clear(&bench);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traces_every_cell_to_its_atoms),
        cmocka_unit_test(writes_a_region_as_its_gemeenten),
    };
    return cmocka_run_group_tests_name("suppress/relations", tests, NULL, NULL);
}
