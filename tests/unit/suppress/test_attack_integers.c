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
    bool is_known[MOST_ATOMS]; /* nobody needs to tell them how many are in this atom */
    int64_t left[MOST_CELLS];  /* of shown cells: persons not placed yet */
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
        bool is_possible = !r->is_known[atom] || n == p->atoms[atom];
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

/* The same for the one person of an atom. */
static void read_all_as(reader *r, const wks_protection *p, const bool *is_hidden, size_t insider)
{
    memset(r, 0, sizeof *r);
    r->p = p;
    r->is_hidden = is_hidden;
    r->is_known[insider] = true;
    for (size_t i = 0; i < p->n_cells; i++) {
        r->left[i] = p->cells[i].value;
        r->least[i] = INT64_MAX;
        for (size_t k = p->first[i]; p->cells[i].value == 1 && k < p->first[i + 1]; k++) {
            r->is_known[p->member[k]] |= holds(p, i, insider);
        }
    }
    try_atom(r, 0);
}

/* Nothing needs to be kept from an insider of the most of a cell of which they know an atom, and of
 * the least of one that they are in where that is 0.  An insider's own atom is the one of 1 that
 * they know. */
static bool is_excused(const reader *r, size_t cell, bool is_upper)
{
    bool knows_any = false;
    bool is_in = false;
    for (size_t k = r->p->first[cell]; k < r->p->first[cell + 1]; k++) {
        const size_t atom = r->p->member[k];
        knows_any |= r->is_known[atom];
        is_in |= r->is_known[atom] && r->p->atoms[atom] == 1;
    }
    return is_upper ? knows_any : is_in && r->p->cells[cell].lower == 0;
}

/* Whether a reader pins down a cell that should stay uncertain to them. */
static bool is_pinned(const reader *r, size_t cell)
{
    const wks_cell *of = &r->p->cells[cell];
    return of->state == WKS_CELL_PRIMARY &&
           ((r->least[cell] > of->lower && !is_excused(r, cell, false)) ||
            (r->most[cell] < of->upper && !is_excused(r, cell, true)));
}

/* Which cells can be pinned down by anybody, counted or not. */
static void find_pinned(const wks_protection *p, const bool *is_hidden, bool *out)
{
    reader r;
    read_all(&r, p, is_hidden);
    for (size_t i = 0; i < p->n_cells; i++) {
        out[i] = is_pinned(&r, i);
    }
    for (size_t atom = 0; atom < p->n_atoms; atom++) {
        if (p->atoms[atom] == 1) {
            read_all_as(&r, p, is_hidden, atom);
            for (size_t i = 0; i < p->n_cells; i++) {
                out[i] |= is_pinned(&r, i);
            }
        }
    }
}

static void attack(table_bench *bench, const bool *is_hidden, wks_attack *out)
{
    wks_relations relations;
    assert_int_equal(wks_relations_find(&bench->protection, &bench->arena, &relations, NULL),
                     WKS_OK);
    assert_int_equal(
        wks_attack_intervals(&bench->protection, &relations, is_hidden, &bench->arena, out, NULL),
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
        attack(&bench, is_hidden, &ours);
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
            attack(bench, is_hidden, &out);
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
                    attack(&bench, is_hidden, &out);
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

/* ---- insiders -------------------------------------------------------------------------------- */

static void agrees_with_insiders_who_try_all(void **state)
{
    (void)state;
    size_t n_cells = 0;
    size_t n_same = 0;
    size_t n_told = 0;
    for (uint32_t kind = 0; kind < N_TABLES; kind++) {
        table_bench bench;
        wks_attack full;
        bool is_open[MOST_CELLS];
        make_table(&bench, kind);
        const wks_protection *p = &bench.protection;
        bench.protection.insiders = 1;
        bool *is_hidden = bench_primaries(&bench);
        for (size_t i = 0; i < p->n_cells; i++) {
            is_hidden[i] = is_hidden[i] || (p->cells[i].state == WKS_CELL_OPEN && below(4) != 0);
        }
        find_pinned(p, is_hidden, is_open);
        attack(&bench, is_hidden, &full);
        n_told += full.n_told;
        for (size_t i = 0; i < p->n_cells; i++) {
            const bool is_ours =
                full.least[i] > p->cells[i].lower || full.most[i] < p->cells[i].upper;
            if (p->cells[i].state == WKS_CELL_PRIMARY) {
                assert_true(!is_ours || is_open[i]);
                assert_true(full.least[i] <= p->cells[i].value);
                assert_true(full.most[i] >= p->cells[i].value);
                n_cells++;
                n_same += is_ours == is_open[i];
            }
        }
        bench_clear(&bench);
    }
    print_message("# %zu of %zu cells as by whole persons, %zu open only to insiders\n", n_same,
                  n_cells, n_told);
    assert_true(n_same * 100 >= n_cells * 99 && n_told > 50);
}

static void protects_against_insiders_who_try_all(void **state)
{
    (void)state;
    size_t n_protected = 0;
    size_t n_dearer = 0;
    for (uint32_t kind = 0; kind < N_TABLES / 2; kind++) {
        table_bench bench;
        bool is_hidden[MOST_CELLS];
        bool is_open[MOST_CELLS];
        wks_suppress_report report;
        wks_suppress_report outside;
        make_table(&bench, kind);
        const wks_protection *p = &bench.protection;
        const wks_suppress_options options = {.seconds = 20};
        const wks_suppress_options quick = {.seconds = 0};
        const wks_code without = wks_suppress_protect(p, &options, is_hidden, &outside, NULL);
        bench.protection.insiders = 1;
        const double least = kind < 60 ? try_every_pattern(&bench) : -1;
        wks_code code = wks_suppress_protect(p, &options, is_hidden, &report, NULL);
        if (code == WKS_E_REFUSED) {
            assert_true(least < 0 || least > 1e299);
        } else {
            assert_int_equal(code, WKS_OK);
            assert_int_equal(without, WKS_OK);
            assert_true(report.bound == report.loss && report.loss >= outside.loss);
            assert_true(least < 0 || report.loss == least);
            find_pinned(p, is_hidden, is_open);
            for (size_t i = 0; i < p->n_cells; i++) {
                assert_false(is_open[i]);
            }
            assert_true(is_proven(&bench, is_hidden));
            n_protected++;
            n_dearer += report.loss > outside.loss;
            assert_int_equal(wks_suppress_protect(p, &quick, is_hidden, &outside, NULL), WKS_OK);
            assert_true(is_proven(&bench, is_hidden));
        }
        bench_clear(&bench);
    }
    print_message("# %zu patterns, %zu lose more than without insiders\n", n_protected, n_dearer);
    assert_true(n_protected > 80 && n_dearer > 20);
}

/* Each change of a witness or of what is hidden is accepted only if a second reckoning, by hand
 * here, says that every insider is still served. */
static bool is_served(const wks_protection *p, const wks_witnesses *w, size_t cell, bool is_up,
                      const reader *insider)
{
    const wks_cell *of = &p->cells[cell];
    const int64_t need = is_up ? of->upper - of->value : of->value - of->lower;
    for (size_t i = 0; i < w->n; i++) {
        int64_t moved = 0;
        bool is_quiet = true;
        for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
            moved += holds(p, cell, w->atom[k]) ? w->change[k] : 0;
            is_quiet = is_quiet && !insider->is_known[w->atom[k]];
        }
        if (is_quiet && (is_up ? moved : -moved) >= w->times[i] * need) {
            return true;
        }
    }
    return need == 0;
}

static bool serves_everybody(const wks_protection *p, const bool *is_hidden, const wks_witnesses *w)
{
    for (size_t atom = 0; atom <= p->n_atoms; atom++) {
        reader r;
        if (atom < p->n_atoms && p->atoms[atom] != 1) {
            continue;
        }
        if (atom < p->n_atoms) {
            read_all_as(&r, p, is_hidden, atom);
        } else {
            memset(&r, 0, sizeof r); /* who is not counted */
            r.p = p;
        }
        for (size_t i = 0; i < p->n_cells; i++) {
            if (p->cells[i].state == WKS_CELL_PRIMARY &&
                ((!is_excused(&r, i, false) && !is_served(p, w, i, false, &r)) ||
                 (!is_excused(&r, i, true) && !is_served(p, w, i, true, &r)))) {
                return false;
            }
        }
    }
    return true;
}

static void refuses_proofs_without_one_that_an_insider_needs(void **state)
{
    (void)state;
    size_t n_refused = 0;
    size_t n_needless = 0;
    for (uint32_t kind = 0; kind < N_TABLES / 2; kind++) {
        table_bench bench;
        bool is_hidden[MOST_CELLS];
        wks_suppress_report report;
        wks_relations relations;
        wks_witnesses all;
        wks_witness_report proofs;
        const wks_suppress_options quick = {.seconds = 0};
        make_table(&bench, kind);
        const wks_protection *p = &bench.protection;
        bench.protection.insiders = 1;
        if (wks_suppress_protect(p, &quick, is_hidden, &report, NULL) == WKS_OK) {
            const wks_pattern pattern = {.is_hidden = is_hidden, .n_cells = p->n_cells};
            assert_int_equal(wks_relations_find(p, &bench.arena, &relations, NULL), WKS_OK);
            assert_int_equal(wks_witness_find(p, &relations, is_hidden, &bench.arena, &all, NULL),
                             WKS_OK);
            for (size_t out = 0; out < all.n; out++) { /* each of them left out */
                wks_witnesses rest = all;
                size_t first[2 * MOST_CELLS * MOST_ATOMS];
                const size_t n_out = all.first[out + 1] - all.first[out];
                assert_true(all.n < sizeof first / sizeof first[0]);
                rest.n--;
                rest.first = first;
                rest.atom = wks_arena_alloc(&bench.arena, all.first[all.n], sizeof *rest.atom);
                rest.change = wks_arena_alloc(&bench.arena, all.first[all.n], sizeof *rest.change);
                rest.times = wks_arena_alloc(&bench.arena, all.n, sizeof *rest.times);
                for (size_t k = 0; k < all.first[all.n] - n_out; k++) {
                    rest.atom[k] = all.atom[k < all.first[out] ? k : k + n_out];
                    rest.change[k] = all.change[k < all.first[out] ? k : k + n_out];
                }
                for (size_t i = 0; i <= rest.n; i++) {
                    first[i] = i <= out ? all.first[i] : all.first[i + 1] - n_out;
                    if (i < rest.n) {
                        rest.times[i] = all.times[i < out ? i : i + 1];
                    }
                }
                const wks_code code =
                    wks_witness_check(p, &pattern, &rest, &bench.arena, &proofs, NULL);
                assert_int_equal(code == WKS_OK, serves_everybody(p, is_hidden, &rest));
                n_refused += code == WKS_E_REFUSED;
                n_needless += code == WKS_OK;
            }
        }
        bench_clear(&bench);
    }
    print_message("# %zu times refused, %zu times not needed\n", n_refused, n_needless);
    assert_true(n_refused > 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_a_reader_who_tries_all),
        cmocka_unit_test(protects_against_a_reader_who_tries_all),
        cmocka_unit_test(proves_the_patterns_that_hold_and_no_other),
        cmocka_unit_test(agrees_with_insiders_who_try_all),
        cmocka_unit_test(protects_against_insiders_who_try_all),
        cmocka_unit_test(refuses_proofs_without_one_that_an_insider_needs),
    };
    return cmocka_run_group_tests_name("suppress/attack_integers", tests, NULL, NULL);
}
