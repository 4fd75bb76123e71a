/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_amount.h"

#include <math.h>

static const int64_t most_units = (int64_t)1 << 29;

typedef struct work {
    const wks_count_table *table;
    const wks_amount_rule *rule;
    wks_table_question *question;
    wks_contribution_count count;
    int64_t unit;
    int64_t least;   /* that anybody contributed, above 0 */
    bool *is_exempt; /* [n_own] */
} work;

int64_t wks_amount_rule_unit(const wks_count_table *table)
{
    int64_t sum = 0;
    int64_t unit = 1;
    for (size_t a = 0; a < table->n_atoms; a++) {
        sum += table->atoms[a];
    }
    while (sum / unit > most_units) {
        unit *= 10;
    }
    return unit;
}

/* ---- one cell -------------------------------------------------------------------------------- */

static int64_t sum_largest(const wks_contributors *of, size_t n)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n && i < WKS_CONTRIBUTION_MOST_LARGEST; i++) {
        sum += of->largest[i];
    }
    return sum;
}

/* What is left of the amount for who knows it, without the largest who did not waive and the
 * `known` next to them. */
static int64_t rest_of(const wks_contributors *of, size_t known)
{
    const int64_t others =
        of->rank < known ? sum_largest(of, known + 1) - of->most : sum_largest(of, known);
    return of->amount - of->most - others;
}

/* It must stay possible `far` up and down; amounts. */
static void hide(work *w, size_t at, double far, wks_table_reason reason)
{
    const int64_t units = (int64_t)ceil(far / (double)w->unit);
    const int64_t value = w->question->protection.cells[at].value;
    wks_table_question_hide(w->question, at, value - units, value + units, reason);
}

/* Sums of doubles of whole numbers below 2^50 are exact; only the product with a percentage is not.
 * Who waived needs no protection, and is a reader like others. */
static void judge_amount(work *w, size_t at, const wks_contributors *of)
{
    const wks_amount_rule *rule = w->rule;
    if (of->persons < rule->minimum) {
        hide(w, at, rule->range_percent * (double)of->amount / 100, WKS_REASON_FEW);
    }
    for (size_t i = 0; i < rule->n_dominance; i++) {
        const wks_policy_dominance *one = &rule->dominance[i];
        const double largest = (double)sum_largest(of, (size_t)one->n);
        if (100 * largest > one->k_percent * (double)of->amount && of->rank < (size_t)one->n) {
            hide(w, at, 100 * largest / one->k_percent - (double)of->amount, WKS_REASON_DOMINANCE);
        }
    }
    for (size_t i = 0; i < rule->n_priors; i++) {
        const wks_policy_prior *one = &rule->priors[i];
        const double most = (double)of->most;
        const double rest = (double)rest_of(of, (size_t)one->n_known);
        if (100 * rest < one->p_percent * most) {
            hide(w, at, one->p_percent * most / 100 - rest, WKS_REASON_PRIOR);
        }
    }
}

static bool any_row(const work *w, size_t at)
{
    const wks_protection *of = &w->question->protection;
    for (size_t k = of->first[at]; k < of->first[at + 1]; k++) {
        if (w->table->has_row[of->member[k]]) {
            return true;
        }
    }
    return false;
}

static void judge(work *w, size_t at)
{
    wks_protection *of = &w->question->protection;
    wks_contributors contributors;
    wks_contribution_count_cell(&w->count, of->member + of->first[at],
                                of->first[at + 1] - of->first[at], &contributors);
    if (contributors.amount == 0) {
        of->cells[at].state = WKS_CELL_KNOWN;
        if (w->rule->protects_zeros && any_row(w, at) && !w->is_exempt[at]) {
            hide(w, at, (double)w->least, WKS_REASON_ZERO);
        }
    } else if (!w->is_exempt[at] && contributors.n_unwaived > 0) {
        judge_amount(w, at, &contributors);
    }
}

/* ---- the table ------------------------------------------------------------------------------- */

static wks_code start(work *w, const wks_contributions *contributions, wks_arena *arena,
                      wks_error *err)
{
    const wks_count_table *table = w->table;
    int64_t *atoms = NULL;
    WKS_TRY(wks_arena_take(arena, table->n_atoms, sizeof *atoms, &atoms, err));
    for (size_t a = 0; a < table->n_atoms; a++) {
        atoms[a] = table->atoms[a] / w->unit;
        for (size_t i = contributions->first[a]; i < contributions->first[a + 1]; i++) {
            const int64_t amount = contributions->all[i].amount;
            w->least = amount > 0 && (w->least == 0 || amount < w->least) ? amount : w->least;
        }
    }
    WKS_TRY(wks_table_question_open(table, atoms, arena, w->question, err));
    WKS_TRY(wks_arena_take(arena, w->question->n_own, sizeof *w->is_exempt, &w->is_exempt, err));
    for (size_t cell = 0; w->rule->is_exempt != NULL && cell < table->n_cells; cell++) {
        w->is_exempt[w->question->cell_of[cell]] =
            w->is_exempt[w->question->cell_of[cell]] || w->rule->is_exempt[cell];
    }
    return wks_contribution_count_init(contributions, arena, &w->count, err);
}

static double cost_of(const work *w, size_t cell)
{
    const double units = (double)w->table->values[cell] / (double)w->unit;
    return w->rule->objective == WKS_TABLE_LOSES_CELLS ? 1 : fmax(units, 1);
}

wks_code wks_amount_rule_apply(const wks_count_table *table, const wks_contributions *contributions,
                               const wks_amount_rule *rule, wks_arena *arena,
                               wks_table_question *out, wks_error *err)
{
    work w = {.table = table, .rule = rule, .question = out, .unit = wks_amount_rule_unit(table)};
    WKS_TRY(start(&w, contributions, arena, err));
    for (size_t at = 0; at < out->n_own; at++) {
        judge(&w, at);
    }
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        wks_cell *open = &out->protection.cells[out->cell_of[cell]];
        if (open->state == WKS_CELL_OPEN) {
            open->cost += cost_of(&w, cell);
        }
    }
    return WKS_OK;
}
