/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "gate/rounding_search.h"
#include "gate/small_count_rounding.h"
#include "gate/table_distance.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_COLUMNS = 4, /* gem, wijk, age, sex */
    MOST_ROWS = 4000,
    MOST_CELLS = 12000
};

typedef struct bench {
    wks_table_keys keys;
    wks_arena arena;
    wks_error err;
    char names[MOST_ROWS][N_COLUMNS][8];
    const char *codes[MOST_ROWS * N_COLUMNS];
    int64_t counts[MOST_ROWS];
    size_t line[MOST_ROWS];
    size_t n_rows;
    wks_count_table table;
    int64_t shown[MOST_CELLS];
    uint32_t dice;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
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

static uint32_t draw(bench *at, uint32_t below)
{
    at->dice = at->dice * 1664525U + 1013904223U;
    return (at->dice >> 8) % below;
}

/* Wijken of 4 a gemeente, ages, two sexes; counts from 0 up to most. */
static void lay_out(bench *at, size_t n_wijken, size_t n_ages, uint32_t most)
{
    at->n_rows = n_wijken * n_ages * 2;
    assert_true(at->n_rows <= MOST_ROWS);
    for (size_t i = 0; i < at->n_rows; i++) {
        const size_t wijk = i / (n_ages * 2);
        snprintf(at->names[i][0], sizeof at->names[i][0], "G%02zu", wijk / 4 % 100);
        snprintf(at->names[i][1], sizeof at->names[i][1], "W%03zu", wijk % 1000);
        snprintf(at->names[i][2], sizeof at->names[i][2], "A%zu", i / 2 % n_ages % 100);
        snprintf(at->names[i][3], sizeof at->names[i][3], "%s", i % 2 == 0 ? "M" : "V");
        at->counts[i] = draw(at, most);
        at->line[i] = i + 2;
        for (size_t k = 0; k < N_COLUMNS; k++) {
            at->codes[i * N_COLUMNS + k] = at->names[i][k];
        }
    }
}

static wks_code build(bench *at)
{
    static const char *const columns[] = {"gem", "wijk", "age", "sex"};
    at->keys = wks_table_keys_simple(columns, N_COLUMNS, 2);
    const wks_count_table_rows rows = {.path = "t.csv",
                                       .keys = &at->keys,
                                       .count_column = "n",
                                       .codes = at->codes,
                                       .counts = at->counts,
                                       .line = at->line,
                                       .n_rows = at->n_rows};
    return wks_count_table_build(&rows, NULL, &at->arena, &at->table, &at->err);
}

static void round_to(bench *at, int64_t base)
{
    assert_int_equal(build(at), WKS_OK);
    assert_true(at->table.n_cells <= MOST_CELLS);
    assert_int_equal(
        wks_small_count_rounding_apply(&at->table, base, &at->arena, at->shown, &at->err), WKS_OK);
}

static double squares(const bench *at)
{
    return wks_table_distance_measure(at->table.values, at->shown, NULL, at->table.n_cells)
        .sum_of_squares;
}

/* Whether the cell has one atom, and which. */
static bool is_inner(const bench *at, size_t cell, uint32_t *atom)
{
    return wks_count_table_atoms(&at->table, cell, NULL) == 1 &&
           wks_count_table_atoms(&at->table, cell, atom) == 1;
}

static void leaves_no_small_count_in_any_cell(void **state)
{
    bench *at = *state;
    for (int64_t base = 2; base <= 12; base++) {
        lay_out(at, 24, 3, 15);
        round_to(at, base);
        for (size_t cell = 0; cell < at->table.n_cells; cell++) {
            uint32_t atom = 0;
            assert_true(at->shown[cell] == 0 || at->shown[cell] >= base);
            if (is_inner(at, cell, &atom)) {
                const int64_t count = at->table.atoms[atom];
                const bool is_small = count > 0 && count < base;
                assert_true(is_small ? at->shown[cell] == 0 || at->shown[cell] == base
                                     : at->shown[cell] == count);
            }
        }
    }
}

static void still_adds_up(void **state)
{
    bench *at = *state;
    static int64_t rounded[MOST_ROWS];
    static uint32_t atoms[MOST_ROWS];
    lay_out(at, 60, 6, 12);
    round_to(at, 7);
    for (size_t cell = 0; cell < at->table.n_cells; cell++) {
        if (is_inner(at, cell, atoms)) {
            rounded[atoms[0]] = at->shown[cell];
        }
    }
    for (size_t cell = 0; cell < at->table.n_cells; cell++) {
        const size_t n = wks_count_table_atoms(&at->table, cell, atoms);
        int64_t sum = 0;
        for (size_t k = 0; k < n; k++) {
            sum += rounded[atoms[k]];
        }
        assert_int_equal(at->shown[cell], sum);
    }
}

static void changes_nothing_where_nothing_is_small(void **state)
{
    bench *at = *state;
    lay_out(at, 8, 2, 30);
    for (size_t i = 0; i < at->n_rows; i++) {
        at->counts[i] = at->counts[i] < 5 ? 0 : at->counts[i];
    }
    round_to(at, 5);
    assert_memory_equal(at->shown, at->table.values, at->table.n_cells * sizeof *at->shown);
}

/* The least sum of squares, of all choices for at most 12 small counts. */
static double try_everything(bench *at, int64_t base)
{
    static int64_t shown[MOST_CELLS];
    static uint32_t atoms[MOST_ROWS];
    size_t small[12];
    size_t n_small = 0;
    double least = INFINITY;
    for (size_t i = 0; i < at->table.n_atoms; i++) {
        if (at->table.atoms[i] > 0 && at->table.atoms[i] < base) {
            assert_true(n_small < 12);
            small[n_small++] = i;
        }
    }
    for (uint32_t choice = 0; choice < 1U << n_small; choice++) {
        for (size_t cell = 0; cell < at->table.n_cells; cell++) {
            const size_t n = wks_count_table_atoms(&at->table, cell, atoms);
            shown[cell] = at->table.values[cell];
            for (size_t k = 0; k < n; k++) {
                for (size_t s = 0; s < n_small; s++) {
                    shown[cell] += atoms[k] != small[s]        ? 0
                                   : ((choice >> s) & 1U) != 0 ? base - at->table.atoms[small[s]]
                                                               : -at->table.atoms[small[s]];
                }
            }
        }
        least =
            fmin(least, wks_table_distance_measure(at->table.values, shown, NULL, at->table.n_cells)
                            .sum_of_squares);
    }
    return least;
}

static void finds_what_trying_everything_finds(void **state)
{
    bench *at = *state;
    for (size_t i = 0; i < 40; i++) {
        const int64_t base = 3 + (int64_t)draw(at, 8);
        lay_out(at, 1 + draw(at, 6), 1, 14);
        size_t n_small = 0;
        for (size_t k = 0; k < at->n_rows; k++) {
            n_small += at->counts[k] > 0 && at->counts[k] < base;
        }
        assert_true(n_small <= 12);
        round_to(at, base);
        assert_true(squares(at) == try_everything(at, base));
    }
}

static void counts_a_cell_twice_that_is_shown_twice(void **state)
{
    bench *at = *state;
    /* one gemeente of one wijk, one age: each sex is shown 3 * 2 times, both together as often */
    lay_out(at, 1, 1, 10);
    at->counts[0] = 2;
    at->counts[1] = 1;
    round_to(at, 5);
    /* 0 and 0: 4 + 1 + 9; 5 and 0: 9 + 1 + 4 and as many cells of each: the first of equals */
    assert_true(squares(at) == 6 * (4 + 1 + 9));
    assert_true(squares(at) == try_everything(at, 5));
}

static void rounds_the_same_whatever_the_order_of_the_rows(void **state)
{
    bench *at = *state;
    static int64_t straight[MOST_CELLS];
    lay_out(at, 100, 6, 12);
    round_to(at, 10);
    memcpy(straight, at->shown, at->table.n_cells * sizeof *straight);
    for (size_t turn = 0; turn < 3; turn++) {
        for (size_t i = at->n_rows; i-- > 1;) {
            const size_t other = draw(at, (uint32_t)i + 1);
            const int64_t count = at->counts[i];
            at->counts[i] = at->counts[other];
            at->counts[other] = count;
            for (size_t k = 0; k < N_COLUMNS; k++) {
                const char *code = at->codes[i * N_COLUMNS + k];
                at->codes[i * N_COLUMNS + k] = at->codes[other * N_COLUMNS + k];
                at->codes[other * N_COLUMNS + k] = code;
            }
        }
        round_to(at, 10);
        assert_memory_equal(straight, at->shown, at->table.n_cells * sizeof *straight);
    }
}

/* Rounded each to the nearest, as one without the table before them would. */
static double squares_of_nearest(bench *at, int64_t base)
{
    static int64_t shown[MOST_CELLS];
    static uint32_t atoms[MOST_ROWS];
    for (size_t cell = 0; cell < at->table.n_cells; cell++) {
        const size_t n = wks_count_table_atoms(&at->table, cell, atoms);
        shown[cell] = 0;
        for (size_t k = 0; k < n; k++) {
            const int64_t count = at->table.atoms[atoms[k]];
            shown[cell] += count == 0 || count >= base ? count : 2 * count < base ? 0 : base;
        }
    }
    return wks_table_distance_measure(at->table.values, shown, NULL, at->table.n_cells)
        .sum_of_squares;
}

/* Some 2,600 small counts: six blocks of them. */
static void keeps_the_whole_near_where_there_are_many_blocks(void **state)
{
    bench *at = *state;
    lay_out(at, 300, 6, 12);
    round_to(at, 10);
    const wks_table_distance of =
        wks_table_distance_measure(at->table.values, at->shown, NULL, at->table.n_cells);
    assert_true(of.sum_of_squares < squares_of_nearest(at, 10) / 4);
    assert_in_range(llabs(at->shown[0] - at->table.values[0]), 0, 9);
    assert_true(of.largest < 20);
}

static void refuses_a_base_that_rounds_nothing(void **state)
{
    bench *at = *state;
    static const int64_t bases[] = {-5, 0, 1, 1001};
    lay_out(at, 2, 2, 10);
    assert_int_equal(build(at), WKS_OK);
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        assert_int_equal(
            wks_small_count_rounding_apply(&at->table, bases[i], &at->arena, at->shown, &at->err),
            WKS_E_ARGUMENT);
        assert_string_equal(at->err.text, "the base of rounding must be from 2 to 1000");
    }
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    wks_code code = WKS_E_MEMORY;
    lay_out(at, 4, 2, 10);
    assert_int_equal(build(at), WKS_OK);
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 1000);
        wks_arena_fail_after(n);
        code = wks_small_count_rounding_apply(&at->table, 5, &at->arena, at->shown, &at->err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

static void measures_how_far_a_table_lies(void **state)
{
    (void)state;
    /* the example in the documentation of HDutility, R package SmallCountRounding 1.0.3 */
    static const int64_t values[] = {1, 2, 3, 4, 5, 6};
    static const int64_t shown[] = {0, 3, 3, 3, 6, 6};
    static const bool is_hidden[] = {true, false, false, false, false, false};
    wks_table_distance of = wks_table_distance_measure(values, shown, NULL, 6);
    assert_int_equal(of.n_cells, 6);
    assert_int_equal(of.n_changed, 4);
    assert_int_equal(of.largest, 1);
    assert_true(fabs(of.mean - 4.0 / 6) < 1e-15);
    assert_true(of.sum_of_squares == 4);
    const double hellinger =
        sqrt((1 + pow(sqrt(3) - sqrt(2), 2) + pow(2 - sqrt(3), 2) + pow(sqrt(6) - sqrt(5), 2)) / 2);
    assert_true(fabs(of.utility - (1 - hellinger / sqrt(21))) < 1e-15);
    of = wks_table_distance_measure(values, shown, is_hidden, 6);
    assert_int_equal(of.n_cells, 5);
    assert_int_equal(of.n_changed, 3);
    assert_true(wks_table_distance_measure(values, shown, NULL, 0).utility == 1);
}

/* ---- beside SmallCountRounding 1.2.5 --------------------------------------------------------- */

enum {
    N_Z3 = 432,
    N_Z3_GEO = 45, /* total, fylke, kostragr, region: fylke and kostragr cut across each other */
    N_Z3_CELLS = N_Z3_GEO * 5 * 6,
    Z3_COLUMNS = 7
};

typedef struct z3_table {
    int64_t counts[N_Z3];
    uint32_t cells[N_Z3][24]; /* that it is counted in */
} z3_table;

static FILE *open_shared(const char *name)
{
    char path[1024];
    const char *shared = getenv("WKS_SHARED");
    snprintf(path, sizeof path, "%s/reference/sdc/ssb/%s", shared == NULL ? "." : shared, name);
    return fopen(path, "re");
}

/* The number of a code in its column, from 0, in order of first sight. */
static uint32_t number_of(const char *code, char seen[][16], uint32_t *n)
{
    for (uint32_t i = 0; i < *n; i++) {
        if (strcmp(seen[i], code) == 0) {
            return i;
        }
    }
    snprintf(seen[*n], sizeof seen[*n], "%.15s", code);
    return (*n)++;
}

/* region,fylke,kostragr,hovedint,mnd,mnd2,ant */
static bool read_z3(z3_table *out)
{
    static const uint32_t before[] = {9, 1, 4, 1, 3, 1}; /* codes of the axis before a column's */
    char seen[Z3_COLUMNS][40][16];
    uint32_t n_seen[Z3_COLUMNS] = {0};
    char line[256];
    FILE *in = open_shared("z3.csv");
    if (in == NULL || fgets(line, sizeof line, in) == NULL) {
        return false;
    }
    for (size_t i = 0; i < N_Z3 && fgets(line, sizeof line, in) != NULL; i++) {
        uint32_t at[Z3_COLUMNS];
        char *field = line;
        for (size_t k = 0; k < Z3_COLUMNS - 1; k++) {
            char *end = strchr(field, ',');
            *end = 0;
            at[k] = before[k] + number_of(field, seen[k], &n_seen[k]);
            field = end + 1;
        }
        out->counts[i] = strtoll(field, NULL, 10);
        const uint32_t geo[] = {0, at[1], at[2], at[0]};
        const uint32_t mnd[] = {0, at[5], at[4]};
        for (size_t k = 0; k < 24; k++) {
            const uint32_t hovedint = k / 3 % 2 == 0 ? 0 : at[3];
            out->cells[i][k] = (geo[k / 6] * 5 + hovedint) * 6 + mnd[k % 3];
        }
    }
    fclose(in);
    return true;
}

static bool read_expected(int base, wks_table_distance *out)
{
    static int64_t values[N_Z3_CELLS];
    static int64_t shown[N_Z3_CELLS];
    char name[64];
    char line[256];
    size_t n = 0;
    snprintf(name, sizeof name, "expected_PLS_z3_b%d.csv", base);
    FILE *in = open_shared(name);
    if (in == NULL || fgets(line, sizeof line, in) == NULL) {
        return false;
    }
    for (; n < N_Z3_CELLS && fgets(line, sizeof line, in) != NULL; n++) {
        char *field = line;
        for (size_t k = 0; k < 3; k++) {
            field = strchr(field, ',') + 1;
        }
        values[n] = strtoll(field, &field, 10);
        shown[n] = strtoll(field + 1, NULL, 10);
    }
    fclose(in);
    assert_int_equal(n, N_Z3_CELLS);
    *out = wks_table_distance_measure(values, shown, NULL, n);
    return true;
}

static wks_table_distance round_z3(bench *at, const z3_table *table, int64_t base)
{
    static int64_t small[N_Z3];
    static uint32_t member[N_Z3 * 24];
    static size_t first[N_Z3_CELLS + 1];
    static int64_t weight[N_Z3_CELLS];
    static bool is_up[N_Z3];
    static int64_t values[N_Z3_CELLS];
    static int64_t shown[N_Z3_CELLS];
    size_t which[N_Z3];
    wks_rounding_sums sums = {.counts = small,
                              .base = base,
                              .first = first,
                              .member = member,
                              .weight = weight,
                              .n_sums = N_Z3_CELLS};
    for (size_t i = 0; i < N_Z3; i++) {
        if (table->counts[i] > 0 && table->counts[i] < base) {
            which[sums.n_counts] = i;
            small[sums.n_counts++] = table->counts[i];
        }
    }
    for (uint32_t c = 0; c < N_Z3_CELLS; c++) {
        weight[c] = 1;
        first[c + 1] = first[c];
        for (size_t s = 0; s < sums.n_counts; s++) {
            for (size_t k = 0; k < 24; k++) {
                if (table->cells[which[s]][k] == c) {
                    member[first[c + 1]++] = (uint32_t)s;
                }
            }
        }
    }
    assert_int_equal(wks_rounding_search_run(&sums, &at->arena, is_up, &at->err), WKS_OK);
    memset(values, 0, sizeof values);
    memset(shown, 0, sizeof shown);
    for (size_t i = 0, s = 0; i < N_Z3; i++) {
        const bool is_small = s < sums.n_counts && which[s] == i;
        const int64_t to = !is_small ? table->counts[i] : is_up[s] ? base : 0;
        for (size_t k = 0; k < 24; k++) {
            values[table->cells[i][k]] += table->counts[i];
            shown[table->cells[i][k]] += to;
        }
        s += is_small;
    }
    return wks_table_distance_measure(values, shown, NULL, N_Z3_CELLS);
}

/* The same cells, rounded by PLSrounding of the R package (reference/sdc/README.md). */
static void lies_no_farther_than_the_rounding_of_statistics_norway(void **state)
{
    bench *at = *state;
    static z3_table table;
    static const int bases[] = {3, 5, 10};
    if (!read_z3(&table)) {
        print_message("WKS_SHARED points at no shared data\n");
        skip();
    }
    for (size_t i = 0; i < sizeof bases / sizeof bases[0]; i++) {
        wks_table_distance theirs = {0};
        assert_true(read_expected(bases[i], &theirs));
        const wks_table_distance ours = round_z3(at, &table, bases[i]);
        assert_int_equal(ours.n_cells, theirs.n_cells);
        assert_true(ours.largest <= theirs.largest);
        assert_true(ours.mean <= theirs.mean);
        assert_true(ours.sum_of_squares <= theirs.sum_of_squares);
        assert_true(ours.utility >= theirs.utility);
        assert_true(ours.n_changed <= theirs.n_changed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(leaves_no_small_count_in_any_cell, set_up, tear_down),
        cmocka_unit_test_setup_teardown(still_adds_up, set_up, tear_down),
        cmocka_unit_test_setup_teardown(changes_nothing_where_nothing_is_small, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_what_trying_everything_finds, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_a_cell_twice_that_is_shown_twice, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rounds_the_same_whatever_the_order_of_the_rows, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(keeps_the_whole_near_where_there_are_many_blocks, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_base_that_rounds_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
        cmocka_unit_test(measures_how_far_a_table_lies),
        cmocka_unit_test_setup_teardown(lies_no_farther_than_the_rounding_of_statistics_norway,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/small_count_rounding", tests, NULL, NULL);
}
