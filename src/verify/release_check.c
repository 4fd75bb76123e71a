/* SPDX-License-Identifier: EUPL-1.2 */
#include "verify/release_check.h"

#include "base/hash.h"
#include "base/language.h"
#include "cells/lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- what the rules ask ---------------------------------------------------------------------- */

static bool is_counted(const wks_claim *claim)
{
    return claim->kind == WKS_CLAIM_COUNT || claim->kind == WKS_CLAIM_RATE;
}

static bool is_small(const wks_terms *terms, const wks_claim *claim)
{
    return claim->n_persons < terms->minimum ||
           (is_counted(claim) &&
            (claim->n_with < terms->minimum || claim->n_persons - claim->n_with < terms->minimum));
}

static int64_t least_of(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* Whether a reader is left as much doubt as the terms ask: of few, that there might be as many as
 * the minimum; of nearly all, that there might be that many fewer. */
static bool is_protected(const wks_terms *terms, const wks_claim *claim, const wks_cell *cell)
{
    const int64_t n = claim->n_counted;
    const int64_t all = claim->kind == WKS_CLAIM_COUNT ? claim->n_persons : WKS_MOST_PERSONS;
    const int64_t upper = n + 1 > terms->minimum ? n + 1 : terms->minimum;
    int64_t lower = n > 0 ? n - 1 : 0;
    if (all - n < terms->minimum) {
        lower = least_of(lower, all > terms->minimum ? all - terms->minimum : 0);
    }
    return (cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL) &&
           cell->lower <= lower && cell->upper >= least_of(upper, all);
}

static wks_code fail_claim(const wks_claim *claim, const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED, "%s, %s, %s, %s: %s", claim->indicator, claim->breakdown,
                    claim->area, claim->period, why);
}

/* Whether the ledger tells the number of a cell under any of its names: an interval that others
 * told is no number. */
static wks_code mark_told(const wks_release_case *of, wks_arena *arena, bool **out, wks_error *err)
{
    const wks_claims *claims = of->claims;
    WKS_TRY(wks_arena_take(arena, of->protection->n_cells, sizeof **out, out, err));
    for (size_t i = 0; i < claims->n_names; i++) {
        if (wks_ledger_tells_number(of->ledger, &claims->names[i].row)) {
            (*out)[claims->names[i].cell] = true;
        }
    }
    return WKS_OK;
}

/* What was told before cannot be hidden any more; all other small counts must be protected. */
static wks_code check_claims(const wks_release_case *of, wks_arena *arena, wks_error *err)
{
    bool *is_told = NULL;
    WKS_TRY(mark_told(of, arena, &is_told, err));
    if (of->protection->insiders < (size_t)of->terms->insiders) {
        return wks_fail(err, WKS_E_REFUSED, "%s",
                        wks_tr("the protection takes no account of who is counted",
                               "de bescherming houdt geen rekening met wie is meegeteld"));
    }
    for (size_t i = 0; i < of->claims->n; i++) {
        const wks_claim *claim = &of->claims->claims[i];
        if (claim->cell == WKS_CLAIM_NO_CELL) {
            if (claim->n_counted == 0) {
                continue;
            }
            return fail_claim(claim, wks_tr("a count without a cell", "een aantal zonder cel"),
                              err);
        }
        const wks_cell *cell = &of->protection->cells[claim->cell];
        if (cell->value != claim->n_counted) {
            return fail_claim(claim,
                              wks_tr("the cell does not count what is claimed",
                                     "de cel telt niet wat er wordt beweerd"),
                              err);
        }
        if (is_small(of->terms, claim) && !is_protected(of->terms, claim, cell) &&
            !(is_told[claim->cell] && cell->state == WKS_CELL_KNOWN)) {
            return fail_claim(
                claim,
                wks_tr("a small count is not protected", "een klein aantal is niet beschermd"),
                err);
        }
    }
    return WKS_OK;
}

/* ---- what was told before -------------------------------------------------------------------- */

static const wks_cell_name *find_name(const wks_claims *claims, const wks_ledger_row *row)
{
    return claims->n_names == 0 ? NULL
                                : bsearch(row, claims->names, claims->n_names,
                                          sizeof *claims->names, wks_ledger_compare);
}

static bool has_table(const wks_claims *claims, const char *table)
{
    size_t low = 0;
    size_t high = claims->n_names;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = strcmp(claims->names[middle].row.table, table);
        if (order == 0) {
            return true;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return false;
}

static wks_code fail_row(const wks_ledger_row *row, const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED, "%s, %s, %s: %s", row->table, row->area, row->group, why);
}

static wks_code check_ledger(const wks_release_case *of, wks_error *err)
{
    for (size_t i = 0; i < of->ledger->n_rows; i++) {
        const wks_ledger_row *row = &of->ledger->rows[i];
        if (!has_table(of->claims, row->table)) {
            continue;
        }
        const wks_cell_name *name = find_name(of->claims, row);
        if (name == NULL) {
            return fail_row(row,
                            wks_tr("was told before, and is left out of the protection",
                                   "is eerder verteld, en ontbreekt in de bescherming"),
                            err);
        }
        const wks_cell *cell = &of->protection->cells[name->cell];
        if (cell->state != WKS_CELL_KNOWN || cell->lower < row->least || cell->upper > row->most) {
            return fail_row(row,
                            wks_tr("was told before, and the protection takes it to be unknown",
                                   "is eerder verteld, en de bescherming houdt het voor onbekend"),
                            err);
        }
    }
    return WKS_OK;
}

/* ---- what the release shows ------------------------------------------------------------------ */

static bool is_shown(const wks_release_case *of, size_t cell)
{
    const wks_cell_state state = of->protection->cells[cell].state;
    return state == WKS_CELL_KNOWN || (state == WKS_CELL_OPEN && !of->pattern->is_hidden[cell]);
}

/* Whether a number may be there for this reason. */
static wks_code check_number(const wks_release_case *of, const wks_claim *claim,
                             const char *decision, wks_error *err)
{
    if (claim->kind == WKS_CLAIM_PUBLIC) {
        return strcmp(decision, "public") == 0
                   ? WKS_OK
                   : fail_claim(claim,
                                wks_tr("a public figure that is not marked as one",
                                       "een openbaar cijfer dat niet zo is gemerkt"),
                                err);
    }
    if (strcmp(decision, "allowed") != 0) {
        return fail_claim(
            claim, wks_tr("shown, and was not allowed", "getoond, en was niet toegelaten"), err);
    }
    if (is_small(of->terms, claim)) {
        return fail_claim(
            claim, wks_tr("shown, and of too few persons", "getoond, en van te weinig personen"),
            err);
    }
    if (claim->cell != WKS_CLAIM_NO_CELL && !is_shown(of, claim->cell)) {
        return fail_claim(
            claim,
            wks_tr("shown, and hidden by the pattern", "getoond, en verborgen door het patroon"),
            err);
    }
    return WKS_OK;
}

/* "value" and its columns up to the three numbers. */
static wks_code check_value(const wks_release_case *of, wks_lines *lines, wks_arena *arena,
                            wks_release_report *report, wks_error *err)
{
    enum {
        N_WORDS = 10,
        FIRST_NUMBER = 7
    };

    const char *words[N_WORDS];
    bool has_number = false;
    for (size_t i = 0; i < N_WORDS; i++) {
        WKS_TRY(wks_lines_word(lines, arena, &words[i], err));
        if (i < FIRST_NUMBER && words[i][0] != 't') {
            return wks_lines_fail(lines, wks_tr("a text", "een tekst"), err);
        }
        has_number = has_number || (i >= FIRST_NUMBER && strcmp(words[i], "-") != 0);
    }
    if (!has_number) {
        return WKS_OK;
    }
    const wks_claim key = {.indicator = words[0] + 1,
                           .breakdown = words[1] + 1,
                           .level = words[2] + 1,
                           .period = words[3] + 1,
                           .area = words[4] + 1};
    const wks_claim *claim = of->claims->n == 0
                                 ? NULL
                                 : bsearch(&key, of->claims->claims, of->claims->n,
                                           sizeof *of->claims->claims, wks_claims_compare);
    if (claim == NULL) {
        return fail_claim(
            &key, wks_tr("shown, and nobody says why", "getoond, en niemand zegt waarom"), err);
    }
    if (words[FIRST_NUMBER][0] == 'n' && strcmp(words[FIRST_NUMBER] + 1, claim->value) != 0) {
        return fail_claim(claim,
                          wks_tr("shows another number than is claimed",
                                 "toont een ander getal dan er wordt beweerd"),
                          err);
    }
    report->n_numbers++;
    report->n_public += claim->kind == WKS_CLAIM_PUBLIC;
    return check_number(of, claim, words[6] + 1, err);
}

static wks_code check_line(const wks_release_case *of, wks_lines *lines, wks_arena *words,
                           wks_release_report *report, wks_error *err)
{
    const char *table = NULL;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_word(lines, words, &table, err));
    if (strcmp(table, "value") == 0) {
        WKS_TRY(check_value(of, lines, words, report, err));
    }
    wks_lines_skip(lines);
    return WKS_OK;
}

static wks_code check_text(const wks_release_case *of, wks_arena *arena, wks_release_report *report,
                           wks_error *err)
{
    enum {
        LINES_AT_ONCE = 4096 /* the words of a whole country need not all stay */
    };

    wks_lines lines;
    wks_arena words;
    WKS_TRY(wks_lines_open(of->text, arena, &lines, &report->text, err));
    wks_arena_init(&words, 0);
    wks_code code = WKS_OK;
    while (code == WKS_OK && !wks_lines_is_last(&lines)) {
        code = check_line(of, &lines, &words, report, err);
        if (lines.number % LINES_AT_ONCE == 0) {
            wks_arena_clear(&words);
        }
    }
    wks_arena_clear(&words);
    return code;
}

/* ---- what is told now ------------------------------------------------------------------------ */

/* Every cell that the pattern shows counts as told, whether the release has a value of it or not:
 * the pattern is safe with all of them. */
static wks_code list_new(const wks_release_case *of, wks_arena *arena, wks_release_report *report,
                         wks_error *err)
{
    const wks_claims *claims = of->claims;
    WKS_TRY(
        wks_arena_take(arena, claims->n_names, sizeof *report->new_rows, &report->new_rows, err));
    for (size_t i = 0; i < claims->n_names; i++) {
        const size_t at = claims->names[i].cell;
        wks_ledger_row row = claims->names[i].row;
        if (!is_shown(of, at) || wks_ledger_tells_number(of->ledger, &row)) {
            continue;
        }
        row.least = of->protection->cells[at].lower;
        row.most = of->protection->cells[at].upper;
        report->new_rows[report->n_new++] = row;
    }
    return WKS_OK;
}

wks_code wks_release_check(const wks_release_case *of, wks_arena *arena, wks_release_report *report,
                           wks_error *err)
{
    *report = (wks_release_report){0};
    WKS_TRY(check_claims(of, arena, err));
    WKS_TRY(check_ledger(of, err));
    WKS_TRY(check_text(of, arena, report, err));
    return list_new(of, arena, report, err);
}
