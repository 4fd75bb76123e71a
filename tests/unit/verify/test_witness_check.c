/* A table of two wijken by two groups, its proofs worked out by hand, and what goes wrong with
 * them.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "../model/workshop.h"
#include "base/language.h"
#include "verify/witness_check.h"

/* atoms: 3 20 / 20 20; cells: the four, rows, columns, total.  Cell 0 is primary: 3 of which a
 * reader must hold 2 and 10 possible.  Hidden with it: 1, 2 and 3, a square. */
enum {
    N_ATOMS = 4,
    N_CELLS = 9,
    N_MEMBERS = 16
};

typedef struct bench {
    int64_t atoms[N_ATOMS];
    int64_t rows[6];
    wks_cell cells[N_CELLS];
    size_t first[N_CELLS + 1];
    uint32_t member[N_MEMBERS];
    bool is_hidden[N_CELLS];
    int64_t times[4];
    size_t start[5];
    uint32_t atom[16];
    int64_t change[16];
    wks_protection protection;
    wks_pattern pattern;
    wks_witnesses witnesses;
    wks_arena arena;
    wks_error err;
} bench;

static void add_cell(bench *b, size_t i, size_t n, const uint32_t *members)
{
    wks_cell *cell = &b->cells[i];
    b->first[i + 1] = b->first[i] + n;
    *cell = (wks_cell){.state = WKS_CELL_OPEN};
    for (size_t k = 0; k < n; k++) {
        b->member[b->first[i] + k] = members[k];
        cell->value += b->atoms[members[k]];
    }
    cell->lower = cell->upper = cell->value;
    cell->cost = (double)cell->value;
}

static int set_up(void **state)
{
    static bench b;
    static const uint32_t members[N_CELLS][4] = {{0},    {1},    {2},    {3},         {0, 1},
                                                 {2, 3}, {0, 2}, {1, 3}, {0, 1, 2, 3}};
    static const size_t n[N_CELLS] = {1, 1, 1, 1, 2, 2, 2, 2, 4};
    b = (bench){.atoms = {3, 20, 20, 20}};
    for (size_t i = 0; i < N_CELLS; i++) {
        add_cell(&b, i, n[i], members[i]);
        b.is_hidden[i] = i < 4;
    }
    b.cells[0] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 3, .lower = 2, .upper = 10};
    /* one down and seven up around the square */
    for (size_t k = 0; k < 8; k++) {
        const int64_t size = k < 4 ? -1 : 7;
        b.atom[k] = (uint32_t)(k % 4);
        b.change[k] = k % 4 == 0 || k % 4 == 3 ? size : -size;
    }
    b.start[1] = 4;
    b.start[2] = 8;
    b.times[0] = b.times[1] = 1;
    b.protection = (wks_protection){.atoms = b.atoms,
                                    .n_atoms = N_ATOMS,
                                    .cells = b.cells,
                                    .n_cells = N_CELLS,
                                    .first = b.first,
                                    .member = b.member};
    b.pattern = (wks_pattern){.is_hidden = b.is_hidden, .n_cells = N_CELLS};
    b.witnesses = (wks_witnesses){
        .n = 2, .times = b.times, .first = b.start, .atom = b.atom, .change = b.change};
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&b.arena, 0);
    assert_int_equal(wks_protection_check(&b.protection, &b.err), WKS_OK);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    bench *b = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&b->arena);
    return 0;
}

static wks_code check(bench *b)
{
    wks_witness_report report;
    return wks_witness_check(&b->protection, &b->pattern, &b->witnesses, &b->arena, &report,
                             &b->err);
}

static void accepts_what_is_proven(void **state)
{
    bench *b = *state;
    wks_witness_report report;
    assert_int_equal(
        wks_witness_check(&b->protection, &b->pattern, &b->witnesses, &b->arena, &report, &b->err),
        WKS_OK);
    assert_int_equal(report.n_hidden, 1);
    assert_int_equal(report.n_witnesses, 2);
}

static void refuses_a_cell_without_both_proofs(void **state)
{
    bench *b = *state;
    b->witnesses.n = 1;
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "cell 1 has no proof that it stays uncertain");
    b->cells[0].upper = 3; /* nothing is asked of that side */
    assert_int_equal(check(b), WKS_OK);
    b->cells[1].state = WKS_CELL_VIRTUAL;
    b->cells[1].upper = 22;
    b->cells[1].cost = 0;
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "cell 2 has no proof that it stays uncertain");
}

static void refuses_a_proof_that_moves_what_is_shown(void **state)
{
    bench *b = *state;
    for (size_t i = 1; i < 4; i++) { /* any corner of the square shown breaks it */
        b->is_hidden[i] = false;
        assert_int_equal(check(b), WKS_E_REFUSED);
        assert_string_equal(b->err.text, "witness 1 does not hold");
        b->is_hidden[i] = true;
    }
    b->cells[1] = (wks_cell){.state = WKS_CELL_KNOWN, .value = 20, .lower = 14, .upper = 21};
    b->is_hidden[1] = false;
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "witness 2 does not hold"); /* 20 - 7 is below 14 */
    b->cells[1].lower = 13;
    assert_int_equal(check(b), WKS_OK);
    b->change[3] = -3; /* a total moves */
    assert_int_equal(check(b), WKS_E_REFUSED);
}

static void refuses_a_proof_that_stops_short_or_goes_below_zero(void **state)
{
    bench *b = *state;
    b->cells[0].upper = 11;
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "cell 1 has no proof that it stays uncertain");
    b->cells[0].upper = 10;
    b->cells[0].lower = 1;
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "cell 1 has no proof that it stays uncertain");
    b->cells[0].lower = 2;
    b->atoms[1] = 6; /* 6 - 7 persons */
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "witness 2 does not hold");
}

static void takes_tables_of_parts_of_persons_at_their_size(void **state)
{
    bench *b = *state;
    wks_witness_report report;
    b->times[1] = 2; /* 7 of halves: 3.5 persons */
    assert_int_equal(check(b), WKS_E_REFUSED);
    b->cells[0].upper = 6;
    assert_int_equal(
        wks_witness_check(&b->protection, &b->pattern, &b->witnesses, &b->arena, &report, &b->err),
        WKS_OK);
    assert_int_equal(report.n_in_parts, 1);
    b->times[1] = 0;
    assert_int_equal(check(b), WKS_E_REFUSED);
}

/* Sums that would run over are no proof. */
static void refuses_numbers_that_run_over(void **state)
{
    bench *b = *state;
    for (size_t k = 4; k < 8; k++) {
        b->change[k] = (b->change[k] > 0 ? 1 : -1) * ((int64_t)1 << 62);
    }
    assert_int_equal(check(b), WKS_E_REFUSED);
    /* 2^64 more in a total that is shown, which is 0 in 64 bits */
    static const int64_t by[N_ATOMS] = {7, INT64_MAX - 39, INT64_MAX - 39, 73};
    memcpy(b->change + 4, by, sizeof by);
    for (size_t i = 4; i < 8; i++) {
        b->is_hidden[i] = true;
    }
    for (uint32_t k = 0; k < N_ATOMS; k++) {
        b->atom[4 + k] = k;
    }
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "witness 2 does not hold");
}

/* ---- insiders -------------------------------------------------------------------------------- */

/* Three rows of two columns, whose second is 20 everywhere; the first column is 1 3 20.  Its small
 * cells are primary, the second column hidden with it.  Who is alone in the first row knows that.
 */
enum {
    N_ROWS = 3,
    ALONE = 0, /* their cell, and atom */
    THREE = 2  /* the other small cell, and atom */
};

static void set_up_insider(bench *b)
{
    static const uint32_t members[N_CELLS][4] = {{0}, {1},    {2},    {3},   {4},
                                                 {5}, {0, 1}, {2, 3}, {4, 5}};
    static const int64_t persons[2 * N_ROWS] = {1, 20, 3, 20, 20, 20};
    memcpy(b->rows, persons, sizeof persons);
    b->protection.atoms = b->rows;
    b->protection.n_atoms = 2 * (size_t)N_ROWS;
    b->protection.insiders = 1;
    for (size_t i = 0; i < N_CELLS; i++) {
        wks_cell *cell = &b->cells[i];
        const size_t n = i < 2 * (size_t)N_ROWS ? 1 : 2;
        b->first[i + 1] = b->first[i] + n;
        *cell = (wks_cell){.state = WKS_CELL_OPEN};
        for (size_t k = 0; k < n; k++) {
            b->member[b->first[i] + k] = members[i][k];
            cell->value += persons[members[i][k]];
        }
        cell->lower = cell->upper = cell->value;
        cell->cost = (double)cell->value;
        b->is_hidden[i] = n == 1;
    }
    b->cells[ALONE] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 1, .upper = 2};
    b->cells[THREE] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 3, .lower = 2, .upper = 4};
    assert_int_equal(wks_protection_check(&b->protection, &b->err), WKS_OK);
}

/* Table i, by how much it moves each atom. */
static void put(bench *b, size_t i, const int64_t by[2 * N_ROWS])
{
    size_t at = b->start[i];
    for (uint32_t atom = 0; atom < 2 * N_ROWS; atom++) {
        if (by[atom] != 0) {
            b->atom[at] = atom;
            b->change[at++] = by[atom];
        }
    }
    b->start[i + 1] = at;
    b->times[i] = 1;
    b->witnesses.n = i + 1;
}

/* One that moves the first of two rows, and the second of these against it. */
static void put_table(bench *b, size_t i, int64_t one, int64_t other)
{
    const int64_t by[2 * N_ROWS] = {one, -one, other, -other};
    put(b, i, by);
}

static const char told[] =
    "cell 3 has no proof that it stays uncertain to everybody who is alone in a cell";

static void asks_a_proof_that_leaves_an_insider_what_they_know(void **state)
{
    bench *b = *state;
    wks_witness_report report;
    set_up_insider(b);
    put_table(b, 0, 1, -1);
    put_table(b, 1, -1, 1);
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, told);
    b->protection.insiders = 0; /* enough for a reader who is not counted */
    assert_int_equal(check(b), WKS_OK);
    b->protection.insiders = 1;
    put_table(b, 2, 0, 1);
    assert_int_equal(check(b), WKS_E_REFUSED); /* the other side is still told */
    assert_string_equal(b->err.text, told);
    put_table(b, 2, 1, -1);
    put_table(b, 3, -1, 1);
    assert_int_equal(check(b),
                     WKS_E_REFUSED); /* two that move what they know are no better than one */
    assert_string_equal(b->err.text, told);
    put_table(b, 2, 0, -1);
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, told);
    put_table(b, 3, 0, 1);
    assert_int_equal(
        wks_witness_check(&b->protection, &b->pattern, &b->witnesses, &b->arena, &report, &b->err),
        WKS_OK);
    assert_int_equal(report.n_insiders, 1);
    /* their own cell needs its proof too, before all others */
    b->witnesses.n = 4;
    put_table(b, 0, 0, -1);
    put_table(b, 1, 0, 1);
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "cell 1 has no proof that it stays uncertain");
}

static void joins_what_proofs_serve_whom(void **state)
{
    bench *b = *state;
    set_up_insider(b);
    b->rows[2] = 1; /* two who are alone; each must stay uncertain of the other */
    b->rows[4] = 3;
    for (size_t i = 0; i < N_CELLS; i++) {
        b->cells[i].value = 0;
        for (size_t k = b->first[i]; k < b->first[i + 1]; k++) {
            b->cells[i].value += b->rows[b->member[k]];
        }
        b->cells[i].lower = b->cells[i].upper = b->cells[i].value;
        b->cells[i].cost = (double)b->cells[i].value;
    }
    for (size_t i = 0; i < 4; i += 2) {
        b->cells[i] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 1, .upper = 2};
    }
    /* each by a table that leaves the other */
    put_table(b, 0, 1, 0);
    put_table(b, 1, -1, 0);
    put_table(b, 2, 0, 1);
    put_table(b, 3, 0, -1);
    assert_int_equal(check(b), WKS_OK);
    /* both at once serve neither */
    put_table(b, 0, 1, 1);
    put_table(b, 1, -1, -1);
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(
        b->err.text,
        "cell 1 has no proof that it stays uncertain to everybody who is alone in a cell");
}

/* Alone in a cell of two atoms: they know that the other is empty. */
static void counts_all_atoms_of_a_cell_that_somebody_is_alone_in(void **state)
{
    static const int64_t up[2 * N_ROWS] = {1, 1};
    static const int64_t down[2 * N_ROWS] = {-1};
    static const int64_t with_zero[2 * N_ROWS] = {0, 1, 1, -1};
    bench *b = *state;
    set_up_insider(b);
    b->rows[1] = 0;
    b->cells[1] = (wks_cell){.state = WKS_CELL_PRIMARY, .upper = 1}; /* a zero that is protected */
    b->cells[6] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 1, .upper = 2};
    b->is_hidden[6] = true;
    assert_int_equal(wks_protection_check(&b->protection, &b->err), WKS_OK);
    put(b, 0, up);
    put(b, 1, down);
    put_table(b, 2, 0, 1);
    put_table(b, 3, 0, -1);
    assert_int_equal(check(b), WKS_OK);
    put(b, 2, with_zero);
    put_table(b, 3, 0, -1);
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, told);
}

static void says_when_memory_is_gone(void **state)
{
    bench *b = *state;
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    set_up_insider(b);
    put_table(b, 0, 1, 0);
    put_table(b, 1, -1, 0);
    put_table(b, 2, 0, -1);
    put_table(b, 3, 0, 1);
    while (code == WKS_E_MEMORY) {
        wks_arena_fail_after(++n);
        code = check(b);
        wks_arena_fail_after(0);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > 10);
}

static void reads_back_what_it_wrote(void **state)
{
    bench *b = *state;
    workshop shop;
    char path[WORKSHOP_PATH_SIZE];
    wks_hash hash;
    wks_witnesses read;
    workshop_open(&shop);
    workshop_path(&shop, "protection", path);
    assert_int_equal(wks_protection_write(&b->protection, path, &hash, &b->err), WKS_OK);
    b->witnesses.protection = hash;
    workshop_path(&shop, "witnesses", path);
    assert_int_equal(wks_witnesses_write(&b->witnesses, path, &b->err), WKS_OK);
    assert_int_equal(wks_witnesses_read(path, &b->protection, &hash, &b->arena, &read, &b->err),
                     WKS_OK);
    assert_int_equal(read.n, 2);
    assert_memory_equal(read.atom, b->atom, 8 * sizeof *b->atom);
    assert_memory_equal(read.change, b->change, 8 * sizeof *b->change);
    assert_int_equal(read.first[2], 8);
    hash.hex[0] = hash.hex[0] == '0' ? '1' : '0';
    assert_int_equal(wks_witnesses_read(path, &b->protection, &hash, &b->arena, &read, &b->err),
                     WKS_E_FORMAT);
    assert_non_null(strstr(b->err.text, "line 2: expected the hash of this protection"));
    workshop_close(&shop);
}

static void names_the_line_that_is_wrong(void **state)
{
    bench *b = *state;
    workshop shop;
    char path[WORKSHOP_PATH_SIZE];
    char text[256];
    wks_hash hash;
    wks_witnesses read;

    static const struct {
        const char *rest, *words;
    } of[] = {
        {"witnesses 1 1\n1 1 4 5\n", "line 4: expected a whole number from 0 to 3"},
        {"witnesses 1 1\n1 2 0 5 1 5\n", "line 4: expected a whole number from 1 to 1"},
        {"witnesses 1 2\n1 2 1 5 0 5\n", "line 4: expected a whole number from 2 to 3"},
        {"witnesses 1 1\n1 1 0 0\n", "line 4: expected a change other than 0"},
        {"witnesses 1 1\n1 1 0 5 \n", "line 4: expected the end of the line"},
        {"witnesses 2 1\n1 1 0 5\n", "line 5: expected another line"},
        {"witnesses 1 1\n1 1 0 5\n\n", "line 5: expected the end of the file"},
        {"witnesses 1 1\n0 1 0 5\n", "line 4: expected a whole number from 1 to 4096"},
        {"witnesses 1 1\n0 up 1 1 0 5\n", "line 4: expected a whole number from 1 to 4096"},
        {"witnesses 99999999 1\n", "line 3: expected a whole number from 0 to 0"},
    };

    workshop_open(&shop);
    workshop_path(&shop, "protection", path);
    assert_int_equal(wks_protection_write(&b->protection, path, &hash, &b->err), WKS_OK);
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        snprintf(text, sizeof text, "wijkscan-witness 2\nprotection %s\n%s", hash.hex, of[i].rest);
        workshop_write(&shop, "witnesses", text);
        workshop_path(&shop, "witnesses", path);
        assert_int_equal(wks_witnesses_read(path, &b->protection, &hash, &b->arena, &read, &b->err),
                         WKS_E_FORMAT);
        if (strstr(b->err.text, of[i].words) == NULL) {
            fail_msg("%s", b->err.text);
        }
    }
    workshop_close(&shop);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(accepts_what_is_proven, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_cell_without_both_proofs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_proof_that_moves_what_is_shown, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_a_proof_that_stops_short_or_goes_below_zero, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(takes_tables_of_parts_of_persons_at_their_size, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(refuses_numbers_that_run_over, set_up, tear_down),
        cmocka_unit_test_setup_teardown(asks_a_proof_that_leaves_an_insider_what_they_know, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(joins_what_proofs_serve_whom, set_up, tear_down),
        cmocka_unit_test_setup_teardown(counts_all_atoms_of_a_cell_that_somebody_is_alone_in,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_when_memory_is_gone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(reads_back_what_it_wrote, set_up, tear_down),
        cmocka_unit_test_setup_teardown(names_the_line_that_is_wrong, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("verify/witness_check", tests, NULL, NULL);
}
