/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/cell_key.h"

#include "base/language.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* A row, by what it is sorted on. */
typedef struct person {
    const char *const *texts; /* [n_texts] */
    size_t n_texts;
    size_t row;
} person;

static int compare_texts(const person *a, const person *b)
{
    int order = 0;
    for (size_t i = 0; i < a->n_texts && order == 0; i++) {
        order = strcmp(a->texts[i], b->texts[i]);
    }
    return order;
}

static int compare_persons(const void *a, const void *b)
{
    const person *x = a;
    const person *y = b;
    const int order = compare_texts(x, y);
    return order != 0 ? order : (x->row > y->row) - (x->row < y->row);
}

static wks_code check_persons(const wks_cell_key_persons *persons, person *sorted, wks_error *err)
{
    const wks_count_table_rows *rows = persons->rows;
    for (size_t row = 0; row < rows->n_rows; row++) {
        sorted[row] = (person){.texts = persons->pseudonyms + row, .n_texts = 1, .row = row};
        if (persons->pseudonyms[row][0] == 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected a pseudonym",
                                   "%s: regel %zu, kolom %s: verwacht een pseudoniem"),
                            rows->path, rows->line[row], persons->pseudonym_column);
        }
        for (size_t i = 0; i < rows->keys->n; i++) {
            if (strcmp(rows->codes[row * rows->keys->n + i], WKS_COUNT_TABLE_TOTAL) == 0) {
                return wks_fail(
                    err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: expected a code; a total (T) is no "
                           "person",
                           "%s: regel %zu, kolom %s: verwacht een code; een totaal (T) "
                           "is geen persoon"),
                    rows->path, rows->line[row], rows->keys->columns[i]);
            }
        }
    }
    qsort(sorted, rows->n_rows, sizeof *sorted, compare_persons);
    for (size_t i = 1; i < rows->n_rows; i++) {
        if (compare_texts(&sorted[i - 1], &sorted[i]) == 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: lines %zu and %zu, column %s: the same person twice",
                                   "%s: regels %zu en %zu, kolom %s: twee keer dezelfde persoon"),
                            rows->path, rows->line[sorted[i - 1].row], rows->line[sorted[i].row],
                            persons->pseudonym_column);
        }
    }
    return WKS_OK;
}

/* A row for each combination of codes, with how many persons have it; of the first of them it takes
 * the line. */
static wks_code count_rows(const wks_count_table_rows *rows, person *sorted, wks_arena *arena,
                           wks_count_table_rows *out, wks_error *err)
{
    const char **codes = NULL;
    int64_t *counts = NULL;
    size_t *line = NULL;
    *out = *rows;
    WKS_TRY(wks_arena_take(arena, rows->n_rows * rows->keys->n, sizeof *codes, &codes, err));
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof *counts, &counts, err));
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof *line, &line, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        sorted[row] = (person){
            .texts = rows->codes + row * rows->keys->n, .n_texts = rows->keys->n, .row = row};
    }
    qsort(sorted, rows->n_rows, sizeof *sorted, compare_persons);
    out->n_rows = 0;
    for (size_t i = 0; i < rows->n_rows; i++) {
        if (i == 0 || compare_texts(&sorted[i - 1], &sorted[i]) != 0) {
            memcpy(codes + out->n_rows * rows->keys->n, sorted[i].texts,
                   rows->keys->n * sizeof *codes);
            line[out->n_rows++] = rows->line[sorted[i].row];
        }
        counts[out->n_rows - 1]++;
    }
    out->codes = codes;
    out->counts = counts;
    out->line = line;
    return WKS_OK;
}

wks_code wks_cell_key_count(const wks_cell_key_persons *persons, const wks_secret *secret,
                            wks_arena *arena, wks_cell_key_table *out, wks_error *err)
{
    const wks_count_table_rows *rows = persons->rows;
    person *sorted = NULL;
    wks_count_table_rows counted;
    WKS_TRY(wks_arena_take(arena, rows->n_rows, sizeof *sorted, &sorted, err));
    WKS_TRY(check_persons(persons, sorted, err));
    WKS_TRY(count_rows(rows, sorted, arena, &counted, err));
    WKS_TRY(wks_count_table_build(&counted, NULL, arena, &out->counts, err));
    WKS_TRY(wks_arena_take(arena, out->counts.n_atoms, sizeof *out->keys, &out->keys, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        uint32_t atom = 0; /* the table was made of these rows */
        (void)wks_count_table_atom(&out->counts, wks_count_table_rows_codes(rows, row), &atom);
        out->keys[atom] += wks_secret_number(secret, "record key", persons->pseudonyms[row]);
    }
    return WKS_OK;
}

wks_code wks_cell_key_apply(const wks_cell_key_table *table, const wks_cell_key_rule *rule,
                            wks_arena *arena, int64_t *shown, bool *is_hidden, wks_error *err)
{
    const wks_count_table *counts = &table->counts;
    uint32_t *atoms = NULL;
    WKS_TRY(wks_arena_take(arena, counts->n_atoms, sizeof *atoms, &atoms, err));
    for (size_t cell = 0; cell < counts->n_cells; cell++) {
        const size_t n = wks_count_table_atoms(counts, cell, atoms);
        uint64_t key = 0;
        for (size_t k = 0; k < n; k++) {
            key += table->keys[atoms[k]];
        }
        const int64_t count = counts->values[cell];
        shown[cell] = count + wks_perturbation_table_look_up(rule->changes, count, key);
        is_hidden[cell] = shown[cell] > 0 && shown[cell] < rule->threshold;
        if (rule->rounding > 1) {
            shown[cell] = (shown[cell] + rule->rounding / 2) / rule->rounding * rule->rounding;
        }
    }
    return WKS_OK;
}
