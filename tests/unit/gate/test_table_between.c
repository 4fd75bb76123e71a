/* Tables of geographies that overlap, and of tables that hold part of the columns each.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "gate/table_between.h"
#include "gate/table_pattern.h"
#include "table_bench.h"

enum {
    N_COLUMNS = 4,
    GEM = 1,
    WIJK = 2,
    PC4 = 4,
    SEX = 8
};

/* gem, wijk, pc4, sex */
static const char *const columns[] = {"gem", "wijk", "pc4", "sex"};

/* P1 cuts W1 and W2, P2 is W3, and P3 lies in W4 beside three women. */
static const row overlap[] = {
    {{"G1", "W1", "P1", "M"}, 40}, {{"G1", "W1", "P1", "V"}, 50}, {{"G1", "W1", "P4", "M"}, 2},
    {{"G1", "W1", "P4", "V"}, 20}, {{"G1", "W2", "P1", "M"}, 0},  {{"G1", "W2", "P1", "V"}, 30},
    {{"G1", "W2", "P4", "M"}, 60}, {{"G1", "W2", "P4", "V"}, 70}, {{"G2", "W3", "P2", "M"}, 20},
    {{"G2", "W3", "P2", "V"}, 25}, {{"G2", "W4", "P3", "M"}, 80}, {{"G2", "W4", "P3", "V"}, 90},
    {{"G2", "W4", "P5", "V"}, 3},
};

enum {
    N_OVERLAP = sizeof overlap / sizeof overlap[0],
    N_PLACES = 1 + 2 + 4 + 5 /* T, gemeenten, wijken, postcodes */
};

/* gem, wijk; pc4 */
static const wks_table_keys two = {
    .columns = columns,
    .n = N_COLUMNS,
    .n_places = 3,
    .geographies = {{.columns = {0, 1}, .n = 2}, {.columns = {2}, .n = 1}},
    .n_geographies = 2};
/* One geography: wijk by sex, and pc4 by sex as if it were no place. */
static const wks_table_keys linked = {.columns = columns,
                                      .n = N_COLUMNS,
                                      .n_places = 2,
                                      .geographies = {{.columns = {0, 1}, .n = 2}},
                                      .n_geographies = 1,
                                      .tables = {GEM | WIJK | SEX, PC4 | SEX},
                                      .n_tables = 2};

static const wks_table_rule rule = {.minimum = 10, .criterion = WKS_TABLE_CRITERION_B};

static wks_code build(bench *at, const wks_table_keys *keys, const row *rows, size_t n)
{
    write_rows(at, keys, rows, n);
    return build_table(at);
}

static wks_code look_between(bench *at, const wks_table_rule *asked)
{
    WKS_TRY(apply_rule(at, asked));
    return wks_table_between_add(&at->table, asked, &at->arena, &at->question, &at->between,
                                 &at->err);
}

static void lay_out(bench *at, const wks_table_keys *keys, const wks_table_rule *asked)
{
    assert_int_equal(build(at, keys, overlap, N_OVERLAP), WKS_OK);
    assert_int_equal(look_between(at, asked), WKS_OK);
    assert_int_equal(wks_protection_check(&at->question.protection, &at->err), WKS_OK);
}

static bool find(const bench *at, const char *gem, const char *wijk, const char *pc4,
                 const char *sex, size_t *out)
{
    const char *const codes[] = {gem, wijk, pc4, sex};
    return wks_count_table_find(&at->table, codes, out);
}

static size_t cell(const bench *at, const char *gem, const char *wijk, const char *pc4,
                   const char *sex)
{
    size_t found = 0;
    assert_true(find(at, gem, wijk, pc4, sex, &found));
    return found;
}

/* The groups between, a line each: their codes, how many, and what is asked. */
static void list(const bench *at, char *out, size_t size)
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < at->between.n; i++) {
        const char *codes[N_COLUMNS];
        const char *without[N_COLUMNS];
        const wks_cell *of = &at->question.protection.cells[at->between.first + i];
        const bool is_without =
            wks_table_between_codes(&at->table, &at->between, i, codes, without);
        assert_int_equal(of->state, WKS_CELL_VIRTUAL);
        n += (size_t)snprintf(out + n, size - n, "%s,%s,%s,%s", codes[0], codes[1], codes[2],
                              codes[3]);
        if (is_without) {
            n += (size_t)snprintf(out + n, size - n, "-%s,%s,%s,%s", without[0], without[1],
                                  without[2], without[3]);
        }
        n += (size_t)snprintf(out + n, size - n, " %d %d-%d\n", (int)of->value, (int)of->lower,
                              (int)of->upper);
    }
}

static void makes_cells_of_the_places_of_each_geography(void **state)
{
    bench *at = *state;
    size_t found = 0;
    uint32_t atoms[4];
    lay_out(at, &two, &rule);
    assert_int_equal(at->table.n_atoms, 7 * 2);
    assert_int_equal(at->table.n_cells, N_PLACES * 3);
    assert_int_equal(at->table.values[cell(at, "T", "T", "P1", "T")], 120);
    assert_int_equal(at->table.values[cell(at, "G1", "W1", "T", "V")], 70);
    assert_int_equal(at->table.values[cell(at, "G2", "T", "T", "M")], 100);
    assert_false(find(at, "G1", "W1", "P1", "T", &found)); /* a piece is no cell */
    assert_false(find(at, "G1", "T", "P1", "M", &found));
    /* P1, V: one of W1 and one of W2, with P4 between them */
    assert_int_equal(wks_count_table_atoms(&at->table, cell(at, "T", "T", "P1", "V"), atoms), 2);
    assert_int_equal(atoms[0], 1);
    assert_int_equal(atoms[1], 5);
    for (size_t i = 1; i < at->table.n_cells; i++) {
        const char *codes[N_COLUMNS];
        wks_count_table_codes(&at->table, i, codes);
        assert_true(wks_count_table_find(&at->table, codes, &found));
        assert_int_equal(found, i);
    }
}

static void makes_one_cell_of_a_wijk_that_is_a_postcode(void **state)
{
    bench *at = *state;
    lay_out(at, &two, &rule);
    const size_t w3 = cell(at, "G2", "W3", "T", "M");
    const size_t p2 = cell(at, "T", "T", "P2", "M");
    assert_int_equal(at->table.same_as[w3], p2);
    assert_int_equal(at->question.cell_of[w3], at->question.cell_of[p2]);
    assert_true(at->question.protection.cells[at->question.cell_of[w3]].cost == 2 * 20);
    assert_int_not_equal(at->table.same_as[cell(at, "G2", "W4", "T", "M")],
                         cell(at, "T", "T", "P3", "M"));
}

static void guards_the_pieces_and_what_one_place_holds_beside_another(void **state)
{
    bench *at = *state;
    char said[1024];
    lay_out(at, &two, &rule);
    list(at, said, sizeof said);
    assert_string_equal(said, "G1,W1,P4,M 2 1-10\n"); /* W4 without P3 is P5, a cell */
    wks_table_rule other = rule;
    other.criterion = WKS_TABLE_CRITERION_A;
    other.protects_zeros = true;
    lay_out(at, &two, &other);
    list(at, said, sizeof said);
    assert_string_equal(said, "G1,W1,P4,M 2 1-3\nG1,W2,P1,M 0 0-1\n");
    /* in P3 a third piece, in another wijk: W4 is no longer all of it */
    row more[N_OVERLAP + 1];
    memcpy(more, overlap, sizeof overlap);
    more[N_OVERLAP] = (row){{"G2", "W5", "P3", "V"}, 400};
    more[12].codes[2] = "P3";
    more[12].codes[1] = "W5";
    assert_int_equal(build(at, &two, more, N_OVERLAP), WKS_OK);
    assert_int_equal(look_between(at, &rule), WKS_OK);
    list(at, said, sizeof said);
    /* W4 lies in P3, which holds W5 beside it: a cell */
    assert_string_equal(said, "G1,W1,P4,M 2 1-10\n");
    more[12].count = 400;
    more[N_OVERLAP] = (row){{"G2", "W6", "P3", "V"}, 4};
    assert_int_equal(build(at, &two, more, N_OVERLAP + 1), WKS_OK);
    more[12].count = 3;
    assert_int_equal(build(at, &two, more, N_OVERLAP + 1), WKS_OK);
    assert_int_equal(look_between(at, &rule), WKS_OK);
    list(at, said, sizeof said);
    /* W5 and W6 together are what P3 holds beside W4 */
    assert_string_equal(said, "G1,W1,P4,M 2 1-10\n"
                              "T,T,P3,T-G2,W4,T,T 7 6-10\nT,T,P3,V-G2,W4,T,V 7 6-10\n");
}

static void knows_that_nobody_is_where_no_row_tells(void **state)
{
    bench *at = *state;
    lay_out(at, &two, &rule);
    const wks_protection *p = &at->question.protection;
    const size_t last = at->between.first - 1; /* before the groups */
    assert_int_equal(p->cells[last].state, WKS_CELL_KNOWN);
    assert_int_equal(p->cells[last].upper, 0);
    assert_int_equal(p->first[last + 1] - p->first[last], 1); /* P5, M */
    assert_false(at->table.has_row[p->member[p->first[last]]]);
    assert_int_equal(p->n_cells, at->between.first + at->between.n);
}

static void adds_nothing_to_one_geography_that_publishes_all(void **state)
{
    bench *at = *state;
    wks_table_keys one = two;
    one.geographies[0] = (wks_table_geography){.columns = {0, 1, 2}, .n = 3};
    one.n_geographies = 1;
    row apart[N_OVERLAP];
    memcpy(apart, overlap, sizeof overlap);
    for (size_t i = 4; i < 8; i++) {
        apart[i].codes[2] = i < 6 ? "P6" : "P7"; /* a postcode has one wijk */
    }
    assert_int_equal(build(at, &one, apart, N_OVERLAP), WKS_OK);
    assert_int_equal(look_between(at, &rule), WKS_OK);
    assert_int_equal(at->between.n, 0);
    assert_int_equal(at->between.first, at->question.protection.n_cells);
    assert_int_equal(at->table.n_cells, (1 + 2 + 4 + 7) * 3);
}

static void publishes_only_the_tables_that_are_asked(void **state)
{
    bench *at = *state;
    char said[1024];
    size_t found = 0;
    lay_out(at, &linked, &rule);
    /* gem and wijk by sex, pc4 by sex; their totals are in both */
    assert_int_equal(at->table.n_cells, (1 + 2 + 4) * 3 + 5 * 3);
    assert_false(find(at, "G1", "W1", "P1", "T", &found));
    assert_false(find(at, "G1", "T", "P1", "T", &found));
    assert_int_equal(at->table.values[cell(at, "T", "T", "P4", "M")], 62);
    assert_int_equal(at->table.values[cell(at, "G1", "W1", "T", "M")], 42);
    const char *codes[N_COLUMNS];
    wks_margin last = 0;
    for (size_t i = 0; i < at->table.n_cells; i++) {
        wks_count_table_codes(&at->table, i, codes);
        last = wks_count_table_margin(&at->table, i);
        assert_true(wks_table_keys_publishes(&linked, last));
        assert_int_equal(last, wks_table_keys_margin(&linked, codes));
    }
    /* what no table has, once each: G1,W1,P4,M; of gemeenten nothing that is small */
    list(at, said, sizeof said);
    assert_string_equal(said, "G1,W1,P4,M 2 1-10\nG2,T,P5,T 3 2-10\nG2,T,P5,V 3 2-10\n"
                              "G2,W4,P5,T 3 2-10\nG2,W4,P5,V 3 2-10\n");
}

static void takes_totals_of_places_and_no_others(void **state)
{
    bench *at = *state;
    row rows[N_OVERLAP + 1];
    memcpy(rows, overlap, sizeof overlap);

    static const struct {
        row total;
        const char *said; /* NULL: taken */
    } cases[] = {
        {{{"T", "T", "P1", "T"}, 120}, NULL},
        {{{"G1", "W1", "T", "V"}, 70}, NULL},
        {{{"G1", "W1", "T", "V"}, 71},
         "t.csv: line 15, column n: the parts of this total (T) are less than the whole"},
        {{{"G1", "T", "P1", "T"}, 120},
         "t.csv: line 15, column wijk: T means the total, and the codes beside it are no place of "
         "one geography"},
        {{{"G1", "W1", "P1", "T"}, 90},
         "t.csv: line 15, column gem: a total (T) of a piece of several geographies, which no "
         "table publishes"},
        {{{"G1", "W3", "P2", "M"}, 1},
         "t.csv: line 15, column wijk: this code has another gem than in line 11"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rows[N_OVERLAP] = cases[i].total;
        const wks_code code = build(at, &two, rows, N_OVERLAP + 1);
        assert_int_equal(code, cases[i].said == NULL ? WKS_OK : WKS_E_FORMAT);
        if (cases[i].said != NULL) {
            assert_string_equal(at->err.text, cases[i].said);
        }
    }
    /* of linked tables also totals that none of them publishes are held to their parts */
    rows[N_OVERLAP] = (row){{"G1", "W1", "P1", "T"}, 90};
    assert_int_equal(build(at, &linked, rows, N_OVERLAP + 1), WKS_OK);
    rows[N_OVERLAP].count = 89;
    assert_int_equal(build(at, &linked, rows, N_OVERLAP + 1), WKS_E_FORMAT);
}

static void joins_geographies_that_share_their_lowest_column(void **state)
{
    bench *at = *state;
    /* wijk in gem, and wijk in pc4: as github.com/sdcTools/UserSupport/issues/136 */
    static const wks_table_keys shared = {
        .columns = columns,
        .n = N_COLUMNS,
        .n_places = 3,
        .geographies = {{.columns = {0, 1}, .n = 2}, {.columns = {2, 1}, .n = 2}},
        .n_geographies = 2};
    static const row rows[] = {
        {{"G1", "W1", "P1", "M"}, 2}, {{"G1", "W2", "P2", "M"}, 30}, {{"G2", "W3", "P1", "M"}, 40}};
    assert_int_equal(build(at, &shared, rows, 3), WKS_OK);
    assert_int_equal(look_between(at, &rule), WKS_OK);
    assert_int_equal(at->table.n_cells, (1 + 2 + 3 + 2 + 3) * 2);
    assert_int_equal(at->table.same_as[cell(at, "G1", "W1", "T", "T")],
                     cell(at, "T", "W1", "P1", "T"));
    assert_int_equal(at->between.n, 0);
    assert_int_equal(at->question.protection.n_cells, 6); /* P2 is W2, G2 is W3 */
}

/* A pattern of before, of wijk by pc4 by sex with all totals; what it hides is marked. */
static void lay_earlier(bench *at, const wks_table_keys *keys, bool *is_hidden)
{
    static bool is_more[WKS_COUNT_TABLE_MOST_MARGINS];
    memset(is_more, 0, sizeof is_more);
    is_more[GEM | WIJK | PC4 | SEX] = true;
    wks_table_keys_close(keys, is_more);
    assert_int_equal(build(at, keys, overlap, N_OVERLAP), WKS_OK);
    assert_int_equal(wks_count_table_build(&at->rows, is_more, &at->arena, &at->table, &at->err),
                     WKS_OK);
    assert_int_equal(wks_table_rule_apply(&at->table, &rule, &at->arena, &at->question, &at->err),
                     WKS_OK);
    for (size_t i = 0; i < at->table.n_cells; i++) {
        is_hidden[i] = at->table.values[i] < 10;
    }
}

static void remembers_cells_that_are_published_no_longer(void **state)
{
    bench *at = *state;
    static bool is_hidden[1024];
    lay_earlier(at, &linked, is_hidden);
    assert_int_equal(at->table.n_cells, (1 + 2 + 4) * (1 + 5) * 3);
    const size_t known = cell(at, "G1", "W1", "P4", "V");
    const size_t small = cell(at, "G1", "W1", "P4", "M");
    const size_t large = cell(at, "G1", "W1", "P1", "M");
    const size_t now = cell(at, "G1", "W1", "T", "M");
    is_hidden[large] = is_hidden[now] = true;
    wks_table_pattern_keep(&at->table, &rule, is_hidden, &at->question);
    const wks_cell *cells = at->question.protection.cells;
    const size_t *of = at->question.cell_of;
    assert_int_equal(cells[of[known]].state, WKS_CELL_KNOWN);
    assert_int_equal(cells[of[known]].lower, 20);
    assert_int_equal(cells[of[small]].state, WKS_CELL_PRIMARY);
    assert_int_equal(cells[of[large]].state, WKS_CELL_KNOWN); /* anything */
    assert_int_equal(cells[of[large]].lower, 0);
    assert_int_equal(cells[of[large]].upper, WKS_MOST_PERSONS);
    assert_int_equal(cells[of[now]].state, WKS_CELL_OPEN);
    assert_true(cells[of[now]].cost == 42);
    assert_int_equal(wks_protection_check(&at->question.protection, &at->err), WKS_OK);
    /* nothing lies between any more: all combinations are rows */
    assert_int_equal(
        wks_table_between_add(&at->table, &rule, &at->arena, &at->question, &at->between, &at->err),
        WKS_OK);
    assert_int_equal(at->between.n, 0);
}

static void survives_want_of_memory(void **state)
{
    bench *at = *state;
    const wks_table_keys *const all[] = {&two, &linked};
    for (size_t k = 0; k < 2; k++) {
        wks_code code = WKS_E_MEMORY;
        for (size_t n = 1; code != WKS_OK; n++) {
            assert_true(n < 2000);
            wks_arena_clear(&at->arena);
            wks_arena_fail_after(n);
            code = build(at, all[k], overlap, N_OVERLAP);
            code = code == WKS_OK ? look_between(at, &rule) : code;
            wks_arena_fail_after(0);
            assert_true(code == WKS_OK || code == WKS_E_MEMORY);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(makes_cells_of_the_places_of_each_geography, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(makes_one_cell_of_a_wijk_that_is_a_postcode, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(guards_the_pieces_and_what_one_place_holds_beside_another,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(knows_that_nobody_is_where_no_row_tells, set_up, tear_down),
        cmocka_unit_test_setup_teardown(adds_nothing_to_one_geography_that_publishes_all, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(publishes_only_the_tables_that_are_asked, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(takes_totals_of_places_and_no_others, set_up, tear_down),
        cmocka_unit_test_setup_teardown(joins_geographies_that_share_their_lowest_column, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(remembers_cells_that_are_published_no_longer, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(survives_want_of_memory, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("gate/table_between", tests, NULL, NULL);
}
