/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_difference.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

typedef struct work {
    const wks_count_table *table;
    const wks_difference_rule *rule;
    wks_table_question *question;
    bool *is_hidden; /* [n_own] before this rule */
    uint32_t *rest;  /* [n_atoms] */
} work;

static wks_code start(work *w, wks_error *err)
{
    wks_arena *arena = w->question->arena;
    WKS_TRY(wks_arena_take(arena, w->question->n_own, sizeof *w->is_hidden, &w->is_hidden, err));
    for (size_t at = 0; at < w->question->n_own; at++) {
        w->is_hidden[at] = w->question->protection.cells[at].state == WKS_CELL_PRIMARY;
    }
    return wks_arena_take(arena, w->table->n_atoms, sizeof *w->rest, &w->rest, err);
}

/* The atoms of `whole` that are not in `part`. */
static size_t take_rest(const work *w, size_t whole, size_t part)
{
    const wks_protection *of = &w->question->protection;
    size_t n = 0;
    size_t k = of->first[part];
    for (size_t i = of->first[whole]; i < of->first[whole + 1]; i++) {
        if (k < of->first[part + 1] && of->member[k] == of->member[i]) {
            k++;
        } else {
            w->rest[n++] = of->member[i];
        }
    }
    return n;
}

/* What a reader must hold possible of a rest. */
static wks_cell limits_of(const wks_difference_rule *rule, int64_t value)
{
    if (rule->persons == NULL) {
        return (wks_cell){.value = value,
                          .lower = value - 1,
                          .upper =
                              rule->criterion == WKS_TABLE_CRITERION_A ? value + 1 : rule->minimum};
    }
    const int64_t far = (int64_t)ceil(rule->range_percent * (double)(value + 1) / 100);
    return (wks_cell){.value = value, .lower = value - far, .upper = value + far};
}

static wks_code judge_pair(work *w, size_t whole, size_t part, wks_error *err)
{
    const wks_cell *cells = w->question->protection.cells;
    const int64_t *persons = w->rule->persons;
    const int64_t value = cells[whole].value - cells[part].value;
    const int64_t few = persons == NULL ? value : persons[whole] - persons[part];
    if (few <= 0 || few >= w->rule->minimum || w->is_hidden[whole] || w->is_hidden[part]) {
        return WKS_OK;
    }
    const wks_cell limits = limits_of(w->rule, value);
    const size_t n = take_rest(w, whole, part);
    return wks_table_question_doubt(w->question, w->rest, n, &limits, WKS_REASON_DIFFERENCE, err);
}

/* Every cell that holds this one: its codes, some of them the total. */
static wks_code judge_part(work *w, size_t cell, wks_error *err)
{
    const wks_count_table *table = w->table;
    const char *own[WKS_COUNT_TABLE_MOST_COLUMNS];
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t place[WKS_COUNT_TABLE_MOST_COLUMNS]; /* [n] columns with a code */
    size_t n = 0;
    wks_count_table_codes(table, cell, own);
    for (size_t k = 0; k < table->keys->n; k++) {
        codes[k] = own[k];
        if (strcmp(own[k], WKS_COUNT_TABLE_TOTAL) != 0) {
            place[n++] = k;
        }
    }
    for (uint32_t set = 1; set < (uint32_t)1 << n; set++) {
        size_t whole = 0;
        for (size_t i = 0; i < n; i++) {
            codes[place[i]] = (set >> i & 1U) != 0 ? WKS_COUNT_TABLE_TOTAL : own[place[i]];
        }
        if (wks_count_table_find(table, codes, &whole)) {
            WKS_TRY(judge_pair(w, w->question->cell_of[whole], w->question->cell_of[cell], err));
        }
    }
    return WKS_OK;
}

wks_code wks_rule_difference_apply(const wks_count_table *table, const wks_difference_rule *rule,
                                   wks_table_question *question, wks_error *err)
{
    work w = {.table = table, .rule = rule, .question = question};
    WKS_TRY(start(&w, err));
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        if (table->same_as[cell] == cell && table->values[cell] > 0) {
            WKS_TRY(judge_part(&w, cell, err));
        }
    }
    return WKS_OK;
}
