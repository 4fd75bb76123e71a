/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_rate.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static int64_t people_of(const wks_rate_rule *rule, const wks_table_question *question, size_t at)
{
    const wks_protection *of = &question->protection;
    int64_t sum = 0;
    for (size_t k = of->first[at]; k < of->first[at + 1]; k++) {
        sum += rule->population[of->member[k]];
    }
    return sum;
}

/* Everybody in the area that a cell lies in; negative when the table does not show that. */
static int64_t inhabitants_of(const wks_count_table *table, const wks_rate_rule *rule,
                              const wks_table_question *question, size_t cell)
{
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t area = 0;
    wks_count_table_codes(table, cell, codes);
    for (size_t k = table->axes[0].n_columns; k < table->keys->n; k++) {
        codes[k] = WKS_COUNT_TABLE_TOTAL;
    }
    return wks_count_table_find(table, codes, &area)
               ? people_of(rule, question, question->cell_of[area])
               : -1;
}

/* What a reader must hold possible of a count out of `all` people. */
static void hide(const wks_rate_rule *rule, wks_table_question *question, size_t at, int64_t all,
                 wks_table_reason reason)
{
    const int64_t own = question->protection.cells[at].value;
    const int64_t more = own + 1 > rule->minimum || rule->criterion == WKS_TABLE_CRITERION_A
                             ? own + 1
                             : rule->minimum;
    const int64_t left = all - rule->minimum < own - 1 ? all - rule->minimum : own - 1;
    const int64_t fewer =
        rule->criterion == WKS_TABLE_CRITERION_A || all - own >= rule->minimum ? own - 1 : left;
    wks_table_question_hide(question, at, fewer < own ? fewer : own, more < all ? more : all,
                            reason);
}

static void judge(const wks_count_table *table, const wks_rate_rule *rule,
                  wks_table_question *question, size_t cell)
{
    const size_t at = question->cell_of[cell];
    const int64_t own = question->protection.cells[at].value;
    const int64_t all = people_of(rule, question, at);
    const int64_t inhabitants = inhabitants_of(table, rule, question, cell);
    if (all == 0) {
        return; /* nobody lives there, and everybody knows */
    }
    if (inhabitants >= 0 && inhabitants < rule->minimum_area) {
        hide(rule, question, at, all, WKS_REASON_AREA);
    }
    if (all < rule->minimum || (own > 0 && all - own < rule->minimum)) {
        hide(rule, question, at, all, WKS_REASON_RATE);
    }
}

/* How many people each atom may count for a reader: nobody where a zero is shown. */
static wks_code find_most(const wks_rate_rule *rule, const wks_table_question *question,
                          int64_t **out, wks_error *err)
{
    const wks_protection *of = &question->protection;
    WKS_TRY(wks_arena_take(question->arena, of->n_atoms, sizeof **out, out, err));
    memcpy(*out, rule->population, of->n_atoms * sizeof **out);
    for (size_t at = 0; at < question->n_own; at++) {
        const bool is_zero = of->cells[at].state == WKS_CELL_KNOWN && of->cells[at].value == 0;
        for (size_t k = of->first[at]; k < of->first[at + 1] && is_zero; k++) {
            (*out)[of->member[k]] = 0;
        }
    }
    return WKS_OK;
}

/* Whatever other rules ask, nobody holds more possible than there are people. */
static void cap(const int64_t *most, wks_table_question *question)
{
    const wks_protection *of = &question->protection;
    for (size_t at = 0; at < of->n_cells; at++) {
        wks_cell *cell = &of->cells[at];
        int64_t all = 0;
        for (size_t k = of->first[at]; k < of->first[at + 1]; k++) {
            all += most[of->member[k]];
        }
        if (cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL) {
            cell->upper = cell->upper < all ? cell->upper : all;
        }
    }
}

wks_code wks_rule_rate_apply(const wks_count_table *table, const wks_rate_rule *rule,
                             wks_table_question *question, wks_error *err)
{
    int64_t *most = NULL;
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        judge(table, rule, question, cell);
    }
    WKS_TRY(find_most(rule, question, &most, err));
    cap(most, question);
    for (uint32_t atom = 0; atom < table->n_atoms; atom++) {
        const wks_cell ceiling = {.state = WKS_CELL_KNOWN,
                                  .value = question->protection.atoms[atom],
                                  .lower = 0,
                                  .upper = rule->population[atom]};
        WKS_TRY(wks_table_question_add(question, &atom, 1, &ceiling, err));
    }
    return WKS_OK;
}
