/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question.h"

#include "base/text.h"
#include "gate/gate_question_table.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* ---- which counts are of the same thing ------------------------------------------------------ */

static void put_conditions(wks_buffer *out, const wks_condition *conditions, size_t n)
{
    char digits[WKS_NUMBER_TEXT_SIZE];
    for (size_t i = 0; i < n; i++) {
        const wks_condition *one = &conditions[i];
        wks_buffer_printf(out, "(%s", one->column);
        if (one->has_minimum) {
            wks_buffer_printf(out, " >= %s", wks_number_text(one->minimum, digits));
        }
        if (one->has_maximum) {
            wks_buffer_printf(out, " <= %s", wks_number_text(one->maximum, digits));
        }
        for (size_t k = 0; k < one->n_values; k++) {
            wks_buffer_printf(out, " %s", one->values[k]);
        }
        wks_buffer_text(out, ")");
    }
}

static const wks_measure *measure_of(const wks_candidate *candidate)
{
    const wks_indicator *indicator = candidate->indicator;
    for (size_t i = 0; i < indicator->n_measures; i++) {
        if (wks_text_equal(indicator->measures[i].source, candidate->source->id)) {
            return &indicator->measures[i];
        }
    }
    return NULL;
}

/* "source period (base)(satisfies)": what is counted. */
static wks_code name_table(const wks_candidate *candidate, wks_arena *arena, const char **out,
                           wks_error *err)
{
    const wks_measure *measure = measure_of(candidate);
    wks_buffer name = {0};
    wks_buffer_printf(&name, "%s %s ", candidate->source->id, candidate->period);
    if (measure != NULL) {
        put_conditions(&name, measure->base, measure->n_base);
        wks_buffer_text(&name, " ");
        put_conditions(&name, measure->satisfies, measure->n_satisfies);
    } else {
        wks_buffer_text(&name, candidate->indicator->id);
    }
    return wks_buffer_keep(&name, arena, out, err);
}

/* ---- what is asked --------------------------------------------------------------------------- */

/* A count of people that its owner has not made public, and that would be shown. */
static bool is_asked(const wks_gate_rules *rules, const wks_candidate *candidate)
{
    return candidate->kind == WKS_CANDIDATE_COUNT &&
           (rules->is_invented || candidate->is_invented) &&
           wks_status_has_number(candidate->value.status) &&
           (candidate->parts.kind == WKS_PARTS_PROPORTION ||
            candidate->parts.kind == WKS_PARTS_RATE);
}

static int compare_counts(const void *a, const void *b)
{
    const wks_question_count *left = a;
    const wks_question_count *right = b;
    const int by_table = strcmp(left->table, right->table);
    if (by_table != 0) {
        return by_table;
    }
    const int by_area = strcmp(left->candidate->area, right->candidate->area);
    return by_area != 0 ? by_area : (left->index > right->index) - (left->index < right->index);
}

static wks_code list_counts(const wks_gate_rules *rules, const wks_candidates *candidates,
                            wks_arena *arena, wks_question_count **out, size_t *n, wks_error *err)
{
    const wks_candidate *last = NULL;
    const char *table = NULL;
    *n = 0;
    WKS_TRY(wks_arena_take(arena, candidates->n, sizeof **out, out, err));
    for (size_t i = 0; i < candidates->n; i++) {
        const wks_candidate *candidate = &candidates->items[i];
        if (!is_asked(rules, candidate)) {
            continue;
        }
        if (last == NULL || last->indicator != candidate->indicator ||
            last->source != candidate->source || strcmp(last->period, candidate->period) != 0) {
            WKS_TRY(name_table(candidate, arena, &table, err));
            last = candidate;
        }
        const wks_measure *measure = measure_of(candidate);
        const bool is_of_persons = measure == NULL || measure->kind != WKS_MEASURE_RATE;
        (*out)[(*n)++] = (wks_question_count){.table = table,
                                              .candidate = candidate,
                                              .index = i,
                                              .all = is_of_persons && candidate->n_persons >=
                                                                          candidate->parts.with
                                                         ? llrint(candidate->n_persons)
                                                         : -1};
    }
    if (*n > 1) {
        qsort(*out, *n, sizeof **out, compare_counts);
    }
    return WKS_OK;
}

wks_code wks_gate_question_make(const wks_gate_rules *rules, const wks_candidates *candidates,
                                const char *const *members, size_t n_members, wks_arena *arena,
                                wks_gate_question *out, wks_error *err)
{
    wks_question_count *counts = NULL;
    size_t n = 0;
    wks_question_work work = {.rules = rules,
                              .members = members,
                              .n_members = n_members,
                              .arena = arena,
                              .question = out};
    *out = (wks_gate_question){0};
    WKS_TRY(wks_arena_take(arena, candidates->n, sizeof *out->cell, &out->cell, err));
    for (size_t i = 0; i < candidates->n; i++) {
        out->cell[i] = WKS_GATE_NO_CELL;
    }
    WKS_TRY(list_counts(rules, candidates, arena, &counts, &n, err));
    for (size_t first = 0; first < n;) {
        size_t end = first;
        while (end < n && strcmp(counts[end].table, counts[first].table) == 0) {
            end++;
        }
        WKS_TRY(wks_question_add_table(&work, counts + first, end - first, err));
        first = end;
    }
    return wks_question_close(&work, err);
}
