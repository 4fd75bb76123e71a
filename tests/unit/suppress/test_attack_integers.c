/* A reader who tries every table of whole persons, against ours, on 200 random small tables:
 * hierarchies, overlapping geographies, several tables over the same atoms.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "suppress/attack.h"
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
#include <string.h>

enum {
    N_TABLES = 200,
    MOST_ATOMS = 9,
    MOST_CELLS = 40
};

static uint64_t seed = 20261122;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return (uint32_t)(seed >> 33) % n;
}

static void join(table_bench *bench, uint32_t atom, const char *format, uint32_t a, uint32_t b)
{
    char name[BENCH_NAME];
    snprintf(name, sizeof name, format, a, b);
    bench_join(bench, name, atom);
}

/* Three wijken by three columns, with totals; a second geography across the wijken in one table of
 * three; in another pairs of columns.  The total of all is always known. */
static void make_table(table_bench *bench, uint32_t kind)
{
    bench_init(bench);
    for (uint32_t a = 0; a < MOST_ATOMS; a++) {
        const uint32_t atom = bench_atom(bench, below(3) == 0 ? 0 : below(4));
        const uint32_t row = a / 3;
        const uint32_t column = a % 3;
        bench_join(bench, "all", atom);
        join(bench, atom, "cell %u %u", row, column);
        join(bench, atom, "row %u", row, 0);
        join(bench, atom, "column %u", column, 0);
        if (kind % 3 == 0) { /* overlapping: pieces of two rows */
            join(bench, atom, "post %u", (a + 4) % MOST_ATOMS / 5, 0);
        } else if (kind % 3 == 1) { /* a level between */
            join(bench, atom, "pair %u row %u", column / 2, row);
            join(bench, atom, "pair %u", column / 2, 0);
        }
    }
    bench_finish(bench, 3, kind % 2 == 0);
    for (size_t i = 0; i < bench->protection.n_cells; i++) {
        wks_cell *cell = &bench->protection.cells[i];
        if (cell->state == WKS_CELL_KNOWN || strcmp(bench->name[i], "all") == 0) {
            *cell = (wks_cell){WKS_CELL_KNOWN, cell->value, cell->value, cell->value, 0};
        }
    }
}

/* Every table of whole persons that shows the same. */
typedef struct reader {
    const wks_protection *p;
    const bool *is_hidden;
    int64_t left[MOST_CELLS]; /* of shown cells: persons not placed yet */
    int64_t sum[MOST_CELLS];
    int64_t least[MOST_CELLS];
    int64_t most[MOST_CELLS];
} reader;

static bool holds(const wks_protection *p, size_t cell, size_t atom)
{
    for (size_t k = p->first[cell]; k < p->first[cell + 1]; k++) {
        if (p->member[k] == atom) {
            return true;
        }
    }
    return false;
}

static void try_atom(reader *r, size_t atom)
{
    const wks_protection *p = r->p;
    int64_t room = INT64_MAX;
    if (atom == p->n_atoms) {
        for (size_t i = 0; i < p->n_cells; i++) {
            r->least[i] = r->sum[i] < r->least[i] ? r->sum[i] : r->least[i];
            r->most[i] = r->sum[i] > r->most[i] ? r->sum[i] : r->most[i];
        }
        return;
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        if (!r->is_hidden[i] && holds(p, i, atom)) {
            room = r->left[i] < room ? r->left[i] : room;
        }
    }
    for (int64_t n = 0; n <= room; n++) {
        bool is_possible = true;
        for (size_t i = 0; i < p->n_cells; i++) {
            if (holds(p, i, atom)) {
                r->left[i] -= n;
                r->sum[i] += n;
                is_possible = is_possible && (r->is_hidden[i] || r->left[i] == 0 ||
                                              p->member[p->first[i + 1] - 1] != atom);
            }
        }
        if (is_possible) {
            try_atom(r, atom + 1);
        }
        for (size_t i = 0; i < p->n_cells; i++) {
            if (holds(p, i, atom)) {
                r->left[i] += n;
                r->sum[i] -= n;
            }
        }
    }
}

static void read_all(reader *r, const wks_protection *p, const bool *is_hidden)
{
    memset(r, 0, sizeof *r);
    r->p = p;
    r->is_hidden = is_hidden;
    for (size_t i = 0; i < p->n_cells; i++) {
        r->left[i] = p->cells[i].value;
        r->least[i] = INT64_MAX;
    }
    try_atom(r, 0);
}

static void attack(table_bench *bench, const bool *is_hidden, bool is_safety, wks_attack *out)
{
    wks_relations relations;
    assert_int_equal(wks_relations_find(&bench->protection, &bench->arena, &relations, NULL),
                     WKS_OK);
    assert_int_equal((is_safety ? wks_attack_safety : wks_attack_intervals)(
                         &bench->protection, &relations, is_hidden, &bench->arena, out, NULL),
                     WKS_OK);
}

static void agrees_with_a_reader_who_tries_all(void **state)
{
    (void)state;
    size_t n_cells = 0;
    size_t n_same = 0;
    for (uint32_t kind = 0; kind < N_TABLES; kind++) {
        table_bench bench;
        reader all;
        wks_attack ours;
        make_table(&bench, kind);
        bool *is_hidden = bench_primaries(&bench);
        for (size_t i = 0; i < bench.protection.n_cells; i++) {
            is_hidden[i] =
                is_hidden[i] || (bench.protection.cells[i].state == WKS_CELL_OPEN && below(2) == 0);
        }
        read_all(&all, &bench.protection, is_hidden);
        attack(&bench, is_hidden, false, &ours);
        for (size_t i = 0; i < bench.protection.n_cells; i++) {
            if (is_hidden[i]) {
                assert_true(ours.least[i] <= all.least[i]);
                assert_true(ours.most[i] >= all.most[i]);
                n_cells++;
                n_same += ours.least[i] == all.least[i] && ours.most[i] == all.most[i];
            }
        }
        bench_clear(&bench);
    }
    /* tables with fractions of persons can reach further, and seldom do */
    print_message("# %zu of %zu intervals are those of whole persons\n", n_same, n_cells);
    assert_true(n_same * 100 >= n_cells * 99);
}

/* The least loss over all patterns, each judged by the attack; INFINITY when none is safe. */
static double try_every_pattern(table_bench *bench)
{
    const wks_protection *p = &bench->protection;
    size_t open[MOST_CELLS];
    size_t n = 0;
    double least = 1e300;
    for (size_t i = 0; i < p->n_cells; i++) {
        if (p->cells[i].state == WKS_CELL_OPEN) {
            open[n++] = i;
        }
    }
    for (size_t choice = 0; choice < (size_t)1 << n; choice++) {
        wks_attack out;
        bool *is_hidden = bench_primaries(bench);
        for (size_t k = 0; k < n; k++) {
            is_hidden[open[k]] = (choice >> k & 1) != 0;
        }
        const double loss = bench_loss(bench, is_hidden);
        if (loss < least) {
            attack(bench, is_hidden, true, &out);
            least = out.n_unsafe == 0 ? loss : least;
        }
    }
    return least;
}

static void protects_against_a_reader_who_tries_all(void **state)
{
    (void)state;
    size_t n_protected = 0;
    for (uint32_t kind = 0; kind < N_TABLES; kind++) {
        table_bench bench;
        bool is_hidden[MOST_CELLS];
        make_table(&bench, kind);
        const wks_protection *p = &bench.protection;
        const double least = kind < 60 ? try_every_pattern(&bench) : -1;
        for (int is_exact = 0; is_exact < 2; is_exact++) {
            reader all;
            wks_suppress_report report;
            const wks_suppress_options options = {.seconds = is_exact ? 20 : 0};
            const wks_code code = wks_suppress_protect(p, &options, is_hidden, &report, NULL);
            if (code == WKS_E_REFUSED) {
                assert_true(least < 0 || least > 1e299);
                continue;
            }
            assert_int_equal(code, WKS_OK);
            assert_true(report.loss == bench_loss(&bench, is_hidden));
            assert_true(report.bound <= report.loss);
            if (is_exact) {
                assert_true(report.bound == report.loss);
                assert_true(least < 0 || report.loss == least);
            }
            read_all(&all, p, is_hidden);
            for (size_t i = 0; i < p->n_cells; i++) {
                assert_true(p->cells[i].state != WKS_CELL_KNOWN || !is_hidden[i]);
                if (p->cells[i].state == WKS_CELL_PRIMARY) {
                    assert_true(is_hidden[i]);
                    assert_true(all.least[i] <= p->cells[i].lower);
                    assert_true(all.most[i] >= p->cells[i].upper);
                }
            }
            n_protected++;
        }
        bench_clear(&bench);
    }
    print_message("# %zu patterns\n", n_protected);
    assert_true(n_protected >= N_TABLES);
}

/* Proofs that were found and add up; false: the finder has none. */
static bool is_proven(table_bench *bench, const bool *is_hidden)
{
    const wks_protection *p = &bench->protection;
    const wks_pattern pattern = {.is_hidden = (bool *)is_hidden, .n_cells = p->n_cells};
    wks_arena arena;
    wks_relations relations;
    wks_witnesses witnesses;
    wks_witness_report report;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_relations_find(p, &arena, &relations, NULL), WKS_OK);
    const wks_code code = wks_witness_find(p, &relations, is_hidden, &arena, &witnesses, NULL);
    assert_true(code == WKS_OK || code == WKS_E_REFUSED);
    if (code == WKS_OK) {
        assert_int_equal(wks_witness_check(p, &pattern, &witnesses, &arena, &report, NULL), WKS_OK);
        assert_int_equal(report.n_witnesses, witnesses.n);
    }
    wks_arena_clear(&arena);
    return code == WKS_OK;
}

static void proves_the_patterns_that_hold_and_no_other(void **state)
{
    (void)state;
    size_t n_safe = 0;
    size_t n_unsafe = 0;
    for (uint32_t kind = 0; kind < N_TABLES; kind++) {
        table_bench bench;
        bool is_hidden[MOST_CELLS];
        wks_suppress_report report;
        make_table(&bench, kind);
        const wks_protection *p = &bench.protection;
        const wks_suppress_options options = {.seconds = 0};
        if (wks_suppress_protect(p, &options, is_hidden, &report, NULL) == WKS_OK) {
            assert_true(is_proven(&bench, is_hidden));
            n_safe++;
            for (size_t i = 0; i < p->n_cells; i++) { /* each secondary cell shown again */
                if (p->cells[i].state == WKS_CELL_OPEN && is_hidden[i]) {
                    wks_attack out;
                    is_hidden[i] = false;
                    attack(&bench, is_hidden, true, &out);
                    assert_true(is_proven(&bench, is_hidden) == (out.n_unsafe == 0));
                    n_unsafe += out.n_unsafe > 0;
                    is_hidden[i] = true;
                }
            }
        }
        bench_clear(&bench);
    }
    print_message("# %zu patterns proven, %zu without proof\n", n_safe, n_unsafe);
    assert_true(n_safe > 100 && n_unsafe > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_reader_who_tries_all),
        cmocka_unit_test(protects_against_a_reader_who_tries_all),
        cmocka_unit_test(proves_the_patterns_that_hold_and_no_other),
    };
    return cmocka_run_group_tests_name("suppress/attack_integers", tests, NULL, NULL);
}
