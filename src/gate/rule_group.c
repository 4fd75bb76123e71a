/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_group.h"

#include "base/text.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

typedef struct work {
    const wks_count_table *table;
    const wks_group_rule *rule;
    wks_table_question *question;
    size_t sensitive; /* the axis at hand */
    uint32_t *rest;   /* [n_atoms] of the group and not of the category */
    size_t n_rest;
    bool *is_doubted; /* [n_atoms] 0, and not to be known by itself */
} work;

/* ---- groups and categories ------------------------------------------------------------------- */

static bool has_column(const wks_count_table *table, size_t axis, const char *name)
{
    for (size_t k = 0; k < table->axes[axis].n_columns; k++) {
        if (wks_text_equal(table->keys->columns[table->axes[axis].column + k], name)) {
            return true;
        }
    }
    return false;
}

static bool has_any(const wks_count_table *table, size_t axis, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (has_column(table, axis, names[i])) {
            return true;
        }
    }
    return false;
}

static bool is_total(const char *code)
{
    return strcmp(code, WKS_COUNT_TABLE_TOTAL) == 0;
}

static size_t axis_of(const wks_count_table *table, size_t column)
{
    size_t a = 0;
    while (column >= table->axes[a].column + table->axes[a].n_columns) {
        a++;
    }
    return a;
}

/* The group of a cell: the same with the sensitive axis at its total.  false: the cell is no
 * category of an identifiable group that the table shows. */
static bool find_group(const work *w, size_t cell, size_t *group)
{
    const wks_policy_group *limits = w->rule->limits;
    const wks_count_table *table = w->table;
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    bool is_category = false;
    wks_count_table_codes(table, cell, codes);
    for (size_t k = 0; k < table->keys->n; k++) {
        const size_t a = axis_of(table, k);
        if (a == w->sensitive) {
            is_category = is_category || !is_total(codes[k]);
            codes[k] = WKS_COUNT_TABLE_TOTAL;
        } else if (!is_total(codes[k]) && limits->n_identifying > 0 &&
                   !has_any(table, a, limits->identifying, limits->n_identifying)) {
            return false;
        }
    }
    return is_category && wks_count_table_find(table, codes, group);
}

static void take_rest(work *w, size_t group, size_t category)
{
    const wks_protection *of = &w->question->protection;
    size_t k = of->first[category];
    w->n_rest = 0;
    for (size_t i = of->first[group]; i < of->first[group + 1]; i++) {
        if (k < of->first[category + 1] && of->member[k] == of->member[i]) {
            k++;
        } else if (w->rule->is_impossible == NULL || !w->rule->is_impossible[of->member[i]]) {
            w->rest[w->n_rest++] = of->member[i];
        }
    }
}

/* ---- shares ---------------------------------------------------------------------------------- */

/* The most persons of `all` that are at most this share of them. */
static int64_t share_of(double percent, int64_t all)
{
    const int64_t near = (int64_t)floor(percent * (double)all / 100);
    /* the division may have rounded to either side of a whole number */
    return (double)(near + 1) * 100 <= percent * (double)all ? near + 1 : near;
}

/* How few of the group a reader must hold possible to be in it; as many as are, when that tells
 * nothing. */
static int64_t find_lower(const work *w, int64_t all, int64_t own)
{
    const wks_policy_group *limits = w->rule->limits;
    const int64_t others = all - own;
    const int64_t known = w->rule->insiders > 0 && others > 0 ? 1 : 0;
    if (own == 0 || !((double)own * 100 > limits->most_percent * (double)(all - known)) ||
        (limits->others_below > 0 && others >= limits->others_below)) {
        return own;
    }
    const int64_t by_share = share_of(limits->most_percent, all - known);
    const int64_t by_number = all - limits->others_below;
    return limits->others_below > 0 && by_number > by_share ? by_number : by_share;
}

/* And how many. */
static int64_t find_upper(const work *w, int64_t all, int64_t own)
{
    const wks_policy_group *limits = w->rule->limits;
    const int64_t below = limits->others_below > 0 ? limits->others_below : w->rule->minimum;
    if (own == 0 || own >= below || !((double)own * 100 < limits->least_percent * (double)all)) {
        return own;
    }
    const int64_t by_share = (int64_t)ceil(limits->least_percent * (double)all / 100);
    return by_share < below ? by_share : below;
}

/* The rest must be able to be as many as the category may be fewer. */
static wks_code doubt_rest(work *w, size_t group, size_t category, int64_t fewer, wks_error *err)
{
    const wks_protection *of = &w->question->protection;
    const int64_t others = of->cells[group].value - of->cells[category].value;
    const wks_cell limits = {.value = others, .lower = others, .upper = others + fewer};
    take_rest(w, group, category);
    for (size_t k = 0; k < w->n_rest; k++) {
        w->is_doubted[w->rest[k]] = of->atoms[w->rest[k]] == 0;
    }
    return w->n_rest == 0 ? WKS_OK
                          : wks_table_question_doubt(w->question, w->rest, w->n_rest, &limits,
                                                     WKS_REASON_GROUP, err);
}

static wks_code judge(work *w, size_t cell, wks_error *err)
{
    size_t group = 0;
    if (!find_group(w, cell, &group)) {
        return WKS_OK;
    }
    const size_t at = w->question->cell_of[cell];
    const size_t all_at = w->question->cell_of[group];
    const int64_t own = w->question->protection.cells[at].value;
    const int64_t all = w->question->protection.cells[all_at].value;
    const int64_t lower = find_lower(w, all, own);
    const int64_t upper = find_upper(w, all, own);
    if (lower < own) {
        take_rest(w, all_at, at);
        if (w->n_rest == 0) {
            return WKS_OK; /* nobody can be in the rest, as everybody knows: what all are, tells
                              nothing */
        }
        WKS_TRY(doubt_rest(w, all_at, at, own - lower, err));
    }
    if (lower < own || upper > own) {
        wks_table_question_hide(w->question, at, lower, upper, WKS_REASON_GROUP);
    }
    return WKS_OK;
}

/* ---- zeros that tell ------------------------------------------------------------------------- */

/* Zeros of which the rest of a group is made may be hidden, at the cost of a cell each. */
static void open_zeros(work *w)
{
    wks_protection *of = &w->question->protection;
    for (size_t cell = 0; cell < w->table->n_cells; cell++) {
        const size_t at = w->question->cell_of[cell];
        bool is_doubted = false;
        for (size_t k = of->first[at]; k < of->first[at + 1]; k++) {
            is_doubted = is_doubted || w->is_doubted[of->member[k]];
        }
        if (is_doubted && of->cells[at].value == 0 && of->cells[at].state != WKS_CELL_PRIMARY) {
            of->cells[at].state = WKS_CELL_OPEN;
            of->cells[at].cost += 1;
        }
    }
}

wks_code wks_rule_group_apply(const wks_count_table *table, const wks_group_rule *rule,
                              wks_table_question *question, wks_error *err)
{
    work w = {.table = table, .rule = rule, .question = question};
    const wks_policy_group *limits = rule->limits;
    WKS_TRY(wks_arena_take(question->arena, table->n_atoms, sizeof *w.rest, &w.rest, err));
    WKS_TRY(
        wks_arena_take(question->arena, table->n_atoms, sizeof *w.is_doubted, &w.is_doubted, err));
    for (size_t a = 0; a < table->n_axes; a++) {
        w.sensitive = a;
        if (!has_any(table, a, limits->sensitive, limits->n_sensitive)) {
            continue;
        }
        for (size_t cell = 0; cell < table->n_cells; cell++) {
            if (table->same_as[cell] == cell) {
                WKS_TRY(judge(&w, cell, err));
            }
        }
    }
    open_zeros(&w);
    return WKS_OK;
}
