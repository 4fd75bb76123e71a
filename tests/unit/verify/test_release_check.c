/* Three wijken in a gemeente, of which one has few, and everything that a release may not say.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "../model/workshop.h"
#include "base/language.h"
#include "verify/release_check.h"

/* The cells: a wijk of 3 that is hidden, one of 12 hidden with it, one of 40, and all 55. */
enum {
    FEW,
    BESIDE,
    MANY,
    ALL,
    N_CELLS,
    FIGURE = N_CELLS, /* the claim of a public figure, which has no cell */
    N_CLAIMS
};

typedef struct shown {
    const char *decision; /* NULL: the value is not in the release */
    const char *value, *lower;
} shown;

typedef struct bench {
    workshop shop;
    int64_t atoms[3];
    wks_cell cells[N_CELLS];
    size_t first[N_CELLS + 1];
    uint32_t member[6];
    bool is_hidden[N_CELLS];
    wks_cell_name names[N_CELLS];
    wks_claim claims[N_CLAIMS];
    shown shown[N_CLAIMS];
    wks_ledger_row told[2];
    wks_terms terms;
    wks_protection protection;
    wks_pattern pattern;
    wks_claims claimed;
    wks_ledger ledger;
    wks_release_report report;
    wks_arena arena;
    wks_error err;
} bench;

static const char *const areas[N_CELLS] = {"WK015301", "WK015302", "WK015303", "GM0153"};

static wks_ledger_row row_of(const char *table, const char *area, int64_t n)
{
    return (wks_ledger_row){.table = table,
                            .version = "v",
                            .area = area,
                            .group = "18-200",
                            .least = n,
                            .most = n,
                            .edition = 2020};
}

static wks_claim count_of(size_t cell, const char *value, int64_t n_with, int64_t n_persons)
{
    return (wks_claim){.indicator = "poh-ggz",
                       .breakdown = "18+",
                       .level = cell == ALL ? "gemeente" : "wijk",
                       .period = "2020",
                       .area = areas[cell],
                       .value = value,
                       .kind = WKS_CLAIM_COUNT,
                       .n_persons = n_persons,
                       .n_with = n_with,
                       .n_counted = n_with,
                       .cell = cell};
}

static void set_up_claims(bench *b)
{
    b->claims[FEW] = count_of(FEW, "0.75", 3, 400);
    b->claims[BESIDE] = count_of(BESIDE, "3", 12, 400);
    b->claims[MANY] = count_of(MANY, "10", 40, 400);
    b->claims[ALL] = count_of(ALL, "4.5", 55, 1200);
    b->claims[FIGURE] = (wks_claim){.indicator = "inwoners",
                                    .breakdown = "alle",
                                    .level = "gemeente",
                                    .period = "2020",
                                    .area = areas[ALL],
                                    .value = "1200",
                                    .kind = WKS_CLAIM_PUBLIC,
                                    .cell = WKS_CLAIM_NO_CELL};
    for (size_t i = 0; i < N_CELLS; i++) {
        b->names[i] = (wks_cell_name){.row = row_of("poh 2020", areas[i], 0), .cell = i};
        b->shown[i] = b->is_hidden[i] ? (shown){"hidden", "-", "-"}
                                      : (shown){"allowed", b->claims[i].value, "1"};
    }
    b->shown[FIGURE] = (shown){"public", "1200", "-"};
}

static int set_up(void **state)
{
    static bench b;
    static const uint32_t members[] = {0, 1, 2, 0, 1, 2};
    b = (bench){
        .atoms = {3, 12, 40},
        .first = {0, 1, 2, 3, 6},
        .is_hidden = {[FEW] = true, [BESIDE] = true},
        .terms = {.policy = "-", .version = "-", .hash = "-", .minimum = 10, .insiders = 1}};
    memcpy(b.member, members, sizeof members);
    b.cells[FEW] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 3, .lower = 2, .upper = 10};
    for (size_t i = BESIDE; i < N_CELLS; i++) {
        const int64_t n = i == ALL ? 55 : b.atoms[i];
        b.cells[i] = (wks_cell){
            .state = WKS_CELL_OPEN, .value = n, .lower = n, .upper = n, .cost = (double)n};
    }
    set_up_claims(&b);
    b.protection = (wks_protection){.atoms = b.atoms,
                                    .n_atoms = 3,
                                    .cells = b.cells,
                                    .n_cells = N_CELLS,
                                    .first = b.first,
                                    .member = b.member,
                                    .insiders = 1};
    b.pattern = (wks_pattern){.is_hidden = b.is_hidden, .n_cells = N_CELLS};
    b.ledger.rows = b.told;
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&b.arena, 0);
    workshop_open(&b.shop);
    assert_int_equal(wks_protection_check(&b.protection, &b.err), WKS_OK);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    bench *b = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&b->arena);
    workshop_empty(b->shop.folder, true);
    return 0;
}

/* ---- asking ---------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return wks_ledger_compare(&((const wks_cell_name *)a)->row, &((const wks_cell_name *)b)->row);
}

static void write_release(const bench *b)
{
    char text[2048] = "";
    size_t n = 0;
    for (size_t i = 0; i < N_CLAIMS; i++) {
        const wks_claim *of = &b->claims[i];
        const shown *says = &b->shown[i];
        if (says->decision == NULL) {
            continue;
        }
        n += (size_t)snprintf(text + n, sizeof text - n,
                              "value t%s t%s t%s t%s t%s tstatus t%s %s%s %s%s -\n", of->indicator,
                              of->breakdown, of->level, of->period, of->area, says->decision,
                              says->value[0] == '-' ? "" : "n", says->value,
                              says->lower[0] == '-' ? "" : "n", says->lower);
    }
    workshop_write(&b->shop, "release", text);
}

static wks_code ask(bench *b)
{
    char path[WORKSHOP_PATH_SIZE];
    wks_claim claims[N_CLAIMS];
    wks_cell_name names[N_CELLS];
    size_t n_claims = 0;
    for (size_t i = 0; i < N_CLAIMS; i++) {
        if (b->claims[i].indicator != NULL) {
            claims[n_claims++] = b->claims[i];
        }
    }
    memcpy(names, b->names, sizeof names);
    qsort(claims, n_claims, sizeof *claims, wks_claims_compare);
    qsort(names, N_CELLS, sizeof *names, compare_names);
    b->claimed = (wks_claims){.names = names, .n_names = N_CELLS, .claims = claims, .n = n_claims};
    const wks_release_case of = {.terms = &b->terms,
                                 .protection = &b->protection,
                                 .pattern = &b->pattern,
                                 .claims = &b->claimed,
                                 .ledger = &b->ledger,
                                 .text = path};
    workshop_path(&b->shop, "release", path);
    return wks_release_check(&of, &b->arena, &b->report, &b->err);
}

static wks_code check(bench *b)
{
    write_release(b);
    return ask(b);
}

static void refused(bench *b, const char *why)
{
    assert_int_equal(check(b), WKS_E_REFUSED);
    assert_non_null(strstr(b->err.text, why));
}

static void accepted(bench *b)
{
    if (check(b) != WKS_OK) {
        fail_msg("%s", b->err.text);
    }
}

static void know(bench *b, size_t cell, int64_t least, int64_t most)
{
    b->cells[cell].state = WKS_CELL_KNOWN;
    b->cells[cell].lower = least;
    b->cells[cell].upper = most;
    b->cells[cell].cost = 0;
}

/* ---- claims ---------------------------------------------------------------------------------- */

static void accepts_what_is_protected_and_told_as_it_is(void **state)
{
    bench *b = *state;
    accepted(b);
    assert_int_equal(b->report.n_numbers, 3);
    assert_int_equal(b->report.n_public, 1);
}

static void asks_that_the_counted_read_along_where_the_rules_do(void **state)
{
    bench *b = *state;
    b->protection.insiders = 0;
    refused(b, "takes no account of who is counted");
    b->terms.insiders = 0;
    accepted(b);
}

static void asks_a_cell_for_every_count(void **state)
{
    bench *b = *state;
    b->claims[FEW].cell = WKS_CLAIM_NO_CELL;
    refused(b, "a count without a cell");
    b->claims[FEW].n_counted = 0; /* nobody counts: a survey, or a figure of others */
    accepted(b);
}

static void holds_a_claim_to_what_its_cell_counts(void **state)
{
    bench *b = *state;
    b->claims[FEW].n_counted = b->claims[FEW].n_with = 13;
    refused(b, "the cell does not count what is claimed");
}

static void asks_that_few_persons_may_be_many(void **state)
{
    bench *b = *state;
    b->cells[FEW].upper = 9;
    refused(b, "WK015301, 2020: a small count is not protected");
    b->cells[FEW].upper = 10;
    b->cells[FEW].lower = 3;
    refused(b, "a small count is not protected");
    b->cells[FEW] = b->cells[BESIDE];
    b->cells[FEW].value = 3;
    refused(b, "a small count is not protected");
}

static void asks_that_nearly_everybody_may_be_fewer(void **state)
{
    bench *b = *state;
    b->claims[MANY].n_persons = 45; /* five have it not */
    b->is_hidden[MANY] = true;
    b->shown[MANY] = b->shown[FEW];
    refused(b, "WK015303, 2020: a small count is not protected");
    b->cells[MANY] = (wks_cell){.state = WKS_CELL_PRIMARY, .value = 40, .lower = 36, .upper = 41};
    refused(b, "a small count is not protected");
    b->cells[MANY].lower = 35;
    accepted(b);
}

static void asks_that_few_below_the_line_are_protected(void **state)
{
    bench *b = *state;
    b->claims[BESIDE].n_persons = 9;
    b->claims[BESIDE].kind = WKS_CLAIM_PERSONS;
    refused(b, "WK015302, 2020: a small count is not protected");
}

/* ---- the ledger ------------------------------------------------------------------------------ */

static void asks_that_what_was_told_is_known(void **state)
{
    bench *b = *state;
    b->ledger.n_rows = 1;
    b->told[0] = row_of("poh 2020", areas[MANY], 40);
    refused(b, "WK015303, 18-200: was told before, and the protection takes it to be unknown");
    know(b, MANY, 39, 40);
    refused(b, "takes it to be unknown");
    know(b, MANY, 40, 41);
    refused(b, "takes it to be unknown");
    know(b, MANY, 40, 40);
    accepted(b);
}

static void asks_that_nothing_told_is_left_out(void **state)
{
    bench *b = *state;
    b->ledger.n_rows = 1;
    b->told[0] = row_of("poh 2020", "WK015309", 40);
    refused(b, "WK015309, 18-200: was told before, and is left out of the protection");
    b->told[0].table = "poh 2019"; /* of which nothing is told now */
    accepted(b);
    b->told[0] = row_of("poh 2020", areas[MANY], 40);
    b->told[0].version = "w"; /* of a delivery that this one replaced */
    refused(b, "left out of the protection");
}

static void leaves_a_small_count_only_where_its_number_was_told(void **state)
{
    bench *b = *state;
    know(b, FEW, 3, 3);
    b->is_hidden[FEW] = false;
    refused(b, "a small count is not protected");
    b->ledger.n_rows = 1;
    b->told[0] = row_of("poh 2020", areas[FEW], 3);
    accepted(b);
    b->told[0].most = 4; /* an interval is no number */
    refused(b, "a small count is not protected");
}

/* ---- what is shown --------------------------------------------------------------------------- */

static void refuses_a_number_that_nobody_claims(void **state)
{
    bench *b = *state;
    b->claims[MANY].breakdown = "65+";
    write_release(b);
    b->claims[MANY].breakdown = "18+";
    assert_int_equal(ask(b), WKS_E_REFUSED);
    assert_string_equal(b->err.text, "poh-ggz, 65+, WK015303, 2020: shown, and nobody says why");
}

static void refuses_another_number_than_is_claimed(void **state)
{
    bench *b = *state;
    b->shown[MANY].value = "10.000000000000002";
    refused(b, "shows another number than is claimed");
    b->shown[FIGURE].value = "1201";
    b->shown[MANY].value = "10";
    refused(b, "inwoners, alle, GM0153, 2020: shows another number than is claimed");
}

static void refuses_a_number_that_was_not_allowed(void **state)
{
    bench *b = *state;
    static const char *const decisions[] = {"hidden", "public", "refused", "none"};
    for (size_t i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
        b->shown[MANY].decision = decisions[i];
        refused(b, "shown, and was not allowed");
    }
}

static void refuses_a_public_figure_that_is_not_marked_as_one(void **state)
{
    bench *b = *state;
    b->shown[FIGURE].decision = "allowed";
    refused(b, "a public figure that is not marked as one");
}

static void refuses_a_number_of_too_few(void **state)
{
    bench *b = *state;
    b->shown[FEW] = (shown){"allowed", "0.75", "-"};
    refused(b, "WK015301, 2020: shown, and of too few persons");
    b->shown[FEW] = (shown){"allowed", "-", "0.1"}; /* an interval is a number too */
    refused(b, "shown, and of too few persons");
}

static void refuses_a_number_that_the_pattern_hides(void **state)
{
    bench *b = *state;
    b->shown[BESIDE] = (shown){"allowed", "3", "-"};
    refused(b, "WK015302, 2020: shown, and hidden by the pattern");
}

static void names_a_line_that_is_not_as_expected(void **state)
{
    bench *b = *state;
    workshop_write(&b->shop, "release", "area tWK015301\nvalue tpoh-ggz n18\n");
    assert_int_equal(ask(b), WKS_E_FORMAT);
    assert_non_null(strstr(b->err.text, "line 2"));
}

/* ---- what is told now ------------------------------------------------------------------------ */

static void enters_what_the_pattern_shows_and_was_not_told_yet(void **state)
{
    bench *b = *state;
    b->shown[MANY].decision = NULL; /* told or not: the pattern is safe with it */
    accepted(b);
    assert_int_equal(b->report.n_new, 2);
    assert_string_equal(b->report.new_rows[0].area, "GM0153");
    assert_int_equal(b->report.new_rows[0].least, 55);
    assert_string_equal(b->report.new_rows[1].area, "WK015303");
    assert_int_equal(b->report.new_rows[1].most, 40);
    b->ledger.n_rows = 1;
    b->told[0] = row_of("poh 2020", areas[MANY], 40);
    know(b, MANY, 40, 40);
    accepted(b);
    assert_int_equal(b->report.n_new, 1);
}

static void says_when_memory_is_gone(void **state)
{
    bench *b = *state;
    wks_code code = WKS_E_MEMORY;
    write_release(b);
    for (size_t n = 1; code != WKS_OK; n++) {
        assert_true(n < 100);
        wks_arena_fail_after(n);
        code = ask(b);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(accepts_what_is_protected_and_told_as_it_is),
        CLAIM(asks_that_the_counted_read_along_where_the_rules_do),
        CLAIM(asks_a_cell_for_every_count),
        CLAIM(holds_a_claim_to_what_its_cell_counts),
        CLAIM(asks_that_few_persons_may_be_many),
        CLAIM(asks_that_nearly_everybody_may_be_fewer),
        CLAIM(asks_that_few_below_the_line_are_protected),
        CLAIM(asks_that_what_was_told_is_known),
        CLAIM(asks_that_nothing_told_is_left_out),
        CLAIM(leaves_a_small_count_only_where_its_number_was_told),
        CLAIM(refuses_a_number_that_nobody_claims),
        CLAIM(refuses_another_number_than_is_claimed),
        CLAIM(refuses_a_number_that_was_not_allowed),
        CLAIM(refuses_a_public_figure_that_is_not_marked_as_one),
        CLAIM(refuses_a_number_of_too_few),
        CLAIM(refuses_a_number_that_the_pattern_hides),
        CLAIM(names_a_line_that_is_not_as_expected),
        CLAIM(enters_what_the_pattern_shows_and_was_not_told_yet),
        CLAIM(says_when_memory_is_gone),
    };
    return cmocka_run_group_tests_name("verify/release_check", tests, NULL, NULL);
}
