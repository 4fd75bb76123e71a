/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/contribution.h"

#include "base/language.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Texts of a row that are compared: its codes, or its holder. */
typedef struct key {
    const char *const *texts; /* [n] */
    size_t n;
    size_t row;
} key;

static int compare_texts(const key *a, const key *b)
{
    for (size_t i = 0; i < a->n; i++) {
        const int order = strcmp(a->texts[i], b->texts[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

static int compare_keys(const void *a, const void *b)
{
    const key *x = a;
    const key *y = b;
    const int order = compare_texts(x, y);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

/* Rows by n texts each, sorted; among the same texts in the order of the file. */
static wks_code sort_rows(const char *const *texts, size_t n, size_t n_rows, wks_arena *arena,
                          key **out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof **out, out, err));
    for (size_t row = 0; row < n_rows; row++) {
        (*out)[row] = (key){.texts = texts + row * n, .n = n, .row = row};
    }
    if (n_rows > 0) {
        qsort(*out, n_rows, sizeof **out, compare_keys);
    }
    return WKS_OK;
}

/* ---- sums ------------------------------------------------------------------------------------ */

static wks_code fail_at(const wks_count_table_rows *rows, size_t row, const char *fault,
                        wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: %s", "%s: regel %zu, kolom %s: %s"),
                    rows->path, rows->line[row], rows->count_column, fault);
}

static wks_code add_row(const wks_count_table_rows *rows, size_t row, int64_t *sum, wks_error *err)
{
    if (rows->counts[row] < 0) {
        return fail_at(rows, row, wks_tr("expected 0 or more", "verwacht 0 of meer"), err);
    }
    if (rows->counts[row] > WKS_MOST_PERSONS - *sum) {
        return fail_at(rows, row,
                       wks_tr("with the rows of the same codes before it more than 2^50",
                              "samen met eerdere rijen met dezelfde codes meer dan 2^50"),
                       err);
    }
    *sum += rows->counts[row];
    return WKS_OK;
}

wks_code wks_contribution_add_up(const wks_contribution_rows *in, wks_arena *arena,
                                 wks_count_table_rows *out, wks_error *err)
{
    const wks_count_table_rows *rows = in->rows;
    key *sorted = NULL;
    const char **codes = NULL;
    int64_t *counts = NULL;
    size_t *line = NULL;
    size_t n = 0;
    WKS_TRY(sort_rows(rows->codes, rows->keys->n, rows->n_rows, arena, &sorted, err));
    WKS_TRY(wks_arena_take(arena, rows->n_rows * rows->keys->n, sizeof *codes, &codes, err));
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof *counts, &counts, err));
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof *line, &line, err));
    for (size_t i = 0; i < rows->n_rows; i++) {
        if (i == 0 || compare_texts(&sorted[i - 1], &sorted[i]) != 0) {
            memcpy(codes + n * rows->keys->n, (const void *)sorted[i].texts,
                   rows->keys->n * sizeof *codes);
            line[n] = rows->line[sorted[i].row];
            n++;
        }
        WKS_TRY(add_row(rows, sorted[i].row, &counts[n - 1], err));
    }
    *out = *rows;
    out->codes = codes;
    out->counts = counts;
    out->line = line;
    out->n_rows = n;
    return WKS_OK;
}

/* ---- by atom --------------------------------------------------------------------------------- */

/* Numbers for the holders, in the order of their names. */
static wks_code number_holders(const wks_contribution_rows *in, wks_arena *arena, uint32_t **holder,
                               wks_contributions *out, wks_error *err)
{
    const size_t n_rows = in->rows->n_rows;
    key *sorted = NULL;
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof **holder, holder, err));
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->has_waived, &out->has_waived, err));
    out->codes = NULL;
    out->n_holders = in->holders == NULL ? n_rows : 0;
    for (size_t row = 0; row < n_rows && in->holders == NULL; row++) {
        (*holder)[row] = (uint32_t)row;
    }
    if (in->holders == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->codes, &out->codes, err));
    WKS_TRY(sort_rows(in->holders, 1, n_rows, arena, &sorted, err));
    for (size_t i = 0; i < n_rows; i++) {
        out->n_holders += i == 0 || compare_texts(&sorted[i - 1], &sorted[i]) != 0;
        out->codes[out->n_holders - 1] = in->holders[sorted[i].row];
        (*holder)[sorted[i].row] = (uint32_t)(out->n_holders - 1);
    }
    return WKS_OK;
}

/* The atom of each row; the largest number for a row of totals. */
static wks_code find_atoms(const wks_contribution_rows *in, const wks_count_table *table,
                           wks_arena *arena, uint32_t **out, wks_error *err)
{
    const wks_count_table_rows *rows = in->rows;
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof **out, out, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        if (!wks_count_table_atom(table, wks_count_table_rows_codes(rows, row), &(*out)[row])) {
            (*out)[row] = UINT32_MAX;
        }
    }
    return WKS_OK;
}

wks_code wks_contribution_find(const wks_contribution_rows *in, const wks_count_table *table,
                               wks_arena *arena, wks_contributions *out, wks_error *err)
{
    const size_t n_rows = in->rows->n_rows;
    uint32_t *holder = NULL;
    uint32_t *atom = NULL;
    size_t *next = NULL;
    WKS_TRY(number_holders(in, arena, &holder, out, err));
    WKS_TRY(find_atoms(in, table, arena, &atom, err));
    WKS_TRY(wks_arena_take(arena, table->n_atoms + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, table->n_atoms + 1, sizeof *next, &next, err));
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof *out->all, &out->all, err));
    for (size_t row = 0; row < n_rows; row++) {
        if (atom[row] != UINT32_MAX) {
            out->first[atom[row] + 1]++;
        }
    }
    for (size_t a = 0; a < table->n_atoms; a++) {
        out->first[a + 1] += out->first[a];
        next[a] = out->first[a];
    }
    for (size_t row = 0; row < n_rows; row++) {
        if (atom[row] != UINT32_MAX) {
            out->all[next[atom[row]]++] =
                (wks_contribution){.holder = holder[row],
                                   .amount = in->rows->counts[row],
                                   .persons = in->persons == NULL ? 1 : in->persons[row]};
        }
    }
    return WKS_OK;
}

/* ---- by cell --------------------------------------------------------------------------------- */

wks_code wks_contribution_count_init(const wks_contributions *contributions, wks_arena *arena,
                                     wks_contribution_count *out, wks_error *err)
{
    const size_t n = contributions->n_holders;
    *out = (wks_contribution_count){.contributions = contributions};
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->amount, &out->amount, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->persons, &out->persons, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->touched, &out->touched, err));
    return wks_arena_take(arena, n, sizeof *out->mark, &out->mark, err);
}

static void touch(wks_contribution_count *count, const wks_contribution *one)
{
    const uint32_t holder = one->holder;
    if (count->mark[holder] != count->n_cells) {
        count->mark[holder] = count->n_cells;
        count->amount[holder] = 0;
        count->persons[holder] = 0;
        count->touched[count->n_touched++] = holder;
    }
    count->amount[holder] += one->amount;
    count->persons[holder] += one->persons;
}

static void keep_largest(int64_t amount, wks_contributors *to)
{
    size_t at = WKS_CONTRIBUTION_MOST_LARGEST;
    while (at > 0 && to->largest[at - 1] < amount) {
        if (at < WKS_CONTRIBUTION_MOST_LARGEST) {
            to->largest[at] = to->largest[at - 1];
        }
        at--;
    }
    if (at < WKS_CONTRIBUTION_MOST_LARGEST) {
        to->largest[at] = amount;
    }
}

/* Who has most of those who did not waive. */
static void find_most(const wks_contribution_count *count, wks_contributors *to)
{
    for (size_t k = 0; k < count->n_touched; k++) {
        const uint32_t holder = count->touched[k];
        if (!count->contributions->has_waived[holder]) {
            to->n_unwaived++;
            to->most = count->amount[holder] > to->most ? count->amount[holder] : to->most;
        }
    }
    for (size_t k = 0; k < count->n_touched; k++) {
        to->rank += count->amount[count->touched[k]] > to->most;
    }
}

void wks_contribution_count_cell(wks_contribution_count *count, const uint32_t *atoms, size_t n,
                                 wks_contributors *out)
{
    const wks_contributions *of = count->contributions;
    *out = (wks_contributors){0};
    count->n_cells++;
    count->n_touched = 0;
    for (size_t k = 0; k < n; k++) {
        for (size_t i = of->first[atoms[k]]; i < of->first[atoms[k] + 1]; i++) {
            touch(count, &of->all[i]);
        }
    }
    out->n = count->n_touched;
    for (size_t k = 0; k < count->n_touched; k++) {
        out->amount += count->amount[count->touched[k]];
        out->persons += count->persons[count->touched[k]];
        keep_largest(count->amount[count->touched[k]], out);
    }
    find_most(count, out);
}

wks_code wks_contribution_persons(const wks_contributions *contributions,
                                  const wks_protection *protection, size_t n, wks_arena *arena,
                                  const int64_t **out, wks_error *err)
{
    int64_t *persons = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *persons, &persons, err));
    for (size_t at = 0; at < n; at++) {
        for (size_t k = protection->first[at]; k < protection->first[at + 1]; k++) {
            const uint32_t atom = protection->member[k];
            for (size_t i = contributions->first[atom]; i < contributions->first[atom + 1]; i++) {
                persons[at] += contributions->all[i].persons;
            }
        }
    }
    *out = persons;
    return WKS_OK;
}
