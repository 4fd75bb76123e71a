/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_known.h"

#include "base/language.h"
#include "gate/breakdown_tree.h"
#include "gate/gate_question_table.h"
#include "gate/gate_question_told.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A row and where it was read. */
typedef struct known_row {
    wks_ledger_row row;
    const wks_gate_published *published;
} known_row;

static int compare_rows(const void *a, const void *b)
{
    const known_row *left = a;
    const known_row *right = b;
    const int order = wks_ledger_compare(&left->row, &right->row);
    return order != 0 ? order
                      : (left->published > right->published) - (left->published < right->published);
}

/* ---- what the vault counts of it ------------------------------------------------------------- */

static const wks_question_count *find_count(const wks_gate_asking *asking,
                                            const wks_question_count *counts, size_t n,
                                            const wks_gate_published *published)
{
    for (size_t i = 0; i < n; i++) {
        const wks_candidate *candidate = &asking->candidates->items[counts[i].index];
        if (candidate->indicator == published->indicator &&
            candidate->source == published->source &&
            candidate->breakdown == published->breakdown &&
            strcmp(candidate->area, published->area) == 0 &&
            strcmp(candidate->period, published->period) == 0) {
            return &counts[i];
        }
    }
    return NULL;
}

static wks_code refuse(const wks_gate_published *published, const wks_question_count *count,
                       const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED,
                    wks_tr("%s: line %zu: %s, %s: %s", "%s: regel %zu: %s, %s: %s"),
                    published->path, published->line, count->table, count->area, why);
}

static wks_code check_count(const wks_gate_published *published, const wks_question_count *count,
                            wks_error *err)
{
    if (count == NULL || count->delivery == NULL) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu, column area: the vault counts no persons of this "
                               "source, period, indicator, breakdown and area",
                               "%s: regel %zu, kolom area: de kluis telt geen personen van deze "
                               "bron, deze periode, deze indicator, deze uitsplitsing en dit "
                               "gebied"),
                        published->path, published->line);
    }
    if (count->edition != published->edition) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: line %zu, column edition: expected %d, the borders of the "
                               "delivery",
                               "%s: regel %zu, kolom edition: verwacht %d, de grenzen van de "
                               "levering"),
                        published->path, published->line, count->edition);
    }
    if (count->n < published->least || count->n > published->most) {
        return refuse(published, count,
                      wks_tr("the vault counts another number; is it of the same persons?",
                             "de kluis telt een ander aantal; gaat het om dezelfde personen?"),
                      err);
    }
    if (count->is_small && published->least < published->most) {
        return refuse(published, count,
                      wks_tr("an interval of a count that a rule hides cannot be entered yet",
                             "een interval van een aantal dat een regel verbergt kan nog niet "
                             "geboekt worden"),
                      err);
    }
    return WKS_OK;
}

/* ---- as rows --------------------------------------------------------------------------------- */

/* The version of a count's table: counts [n] are by table. */
static wks_code version_of(const wks_question_count *counts, size_t n,
                           const wks_question_count *count, wks_arena *arena, const char **out,
                           wks_error *err)
{
    const wks_question_count *first = count;
    const wks_question_count *end = count;
    while (first > counts && strcmp(first[-1].table, count->table) == 0) {
        first--;
    }
    while (end < counts + n && strcmp(end->table, count->table) == 0) {
        end++;
    }
    return wks_question_version(first, (size_t)(end - first), arena, out, err);
}

static wks_code make_rows(const wks_gate_asking *asking, const wks_gate_published *published,
                          size_t n, wks_arena *arena, known_row *out, wks_error *err)
{
    wks_question_count *counts = NULL;
    size_t n_counts = 0;
    WKS_TRY(wks_question_list_counts(asking, arena, &counts, &n_counts, err));
    for (size_t i = 0; i < n; i++) {
        const wks_question_count *count = find_count(asking, counts, n_counts, &published[i]);
        WKS_TRY(check_count(&published[i], count, err));
        wks_ledger_row *row = &out[i].row;
        out[i].published = &published[i];
        *row = (wks_ledger_row){.table = count->table,
                                .area = count->area,
                                .group = wks_breakdown_word(count->group, arena),
                                .least = published[i].least,
                                .most = published[i].most,
                                .edition = count->edition};
        if (row->group == NULL) {
            return wks_arena_fail(err);
        }
        WKS_TRY(version_of(counts, n_counts, count, arena, &row->version, err));
    }
    return WKS_OK;
}

/* Those that the ledger does not tell yet, in its order. */
static wks_code take_new(const wks_ledger *ledger, known_row *all, size_t n, wks_arena *arena,
                         wks_gate_known *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->rows, &out->rows, err));
    if (n > 1) {
        qsort(all, n, sizeof *all, compare_rows);
    }
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && wks_ledger_compare(&all[i - 1].row, &all[i].row) == 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column area: counts the same persons as line %zu",
                                   "%s: regel %zu, kolom area: telt dezelfde personen als regel "
                                   "%zu"),
                            all[i].published->path, all[i].published->line,
                            all[i - 1].published->line);
        }
        if (!wks_ledger_tells(ledger, &all[i].row)) {
            out->rows[out->n++] = all[i].row;
        }
    }
    return WKS_OK;
}

/* ---- held to the question -------------------------------------------------------------------- */

/* A row that is no known cell of the question would stop the verifier at every release. */
static wks_code check_question(const wks_gate_known *known, wks_error *err)
{
    const wks_gate_question *question = &known->question;
    for (size_t i = 0; i < known->n; i++) {
        const wks_ledger_row *row = &known->rows[i];
        const wks_cell_name *name = question->n_names == 0
                                        ? NULL
                                        : bsearch(row, question->names, question->n_names,
                                                  sizeof *question->names, wks_ledger_compare);
        const wks_cell *cell = name == NULL ? NULL : &question->protection.cells[name->cell];
        if (cell == NULL || cell->state != WKS_CELL_KNOWN || cell->lower < row->least ||
            cell->upper > row->most) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("%s, %s: has no cell of its own in the question of the gate",
                                   "%s, %s: heeft geen eigen cel in de vraag van de poort"),
                            row->table, row->area);
        }
    }
    return WKS_OK;
}

wks_code wks_gate_known_make(const wks_gate_asking *asking, const wks_gate_published *published,
                             size_t n, wks_arena *arena, wks_gate_known *out, wks_error *err)
{
    known_row *all = NULL;
    wks_ledger ledger = *asking->ledger;
    wks_gate_asking with = *asking;
    *out = (wks_gate_known){0};
    WKS_TRY(wks_arena_take(arena, n, sizeof *all, &all, err));
    WKS_TRY(make_rows(asking, published, n, arena, all, err));
    WKS_TRY(take_new(asking->ledger, all, n, arena, out, err));
    if (out->n == 0) {
        return WKS_OK;
    }
    ledger.n_rows = asking->ledger->n_rows + out->n;
    WKS_TRY(wks_arena_take(arena, ledger.n_rows, sizeof *ledger.rows, &ledger.rows, err));
    if (asking->ledger->n_rows > 0) {
        memcpy(ledger.rows, asking->ledger->rows, asking->ledger->n_rows * sizeof *ledger.rows);
    }
    memcpy(ledger.rows + asking->ledger->n_rows, out->rows, out->n * sizeof *ledger.rows);
    qsort(ledger.rows, ledger.n_rows, sizeof *ledger.rows, wks_ledger_compare);
    with.ledger = &ledger;
    WKS_TRY(wks_gate_question_make(&with, arena, &out->question, err));
    return check_question(out, err);
}
