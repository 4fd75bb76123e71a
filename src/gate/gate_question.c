/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question.h"

#include "base/text.h"
#include "gate/gate_question_part.h"
#include "gate/gate_question_table.h"
#include "gate/gate_question_told.h"

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
    if (candidate->kind == WKS_CANDIDATE_MEAN && measure != NULL) {
        wks_buffer_printf(&name, "mean %s ", measure->column);
    }
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

double wks_gate_counted(const wks_candidate *candidate)
{
    if (!wks_status_has_number(candidate->value.status)) {
        return NAN;
    }
    if (candidate->kind == WKS_CANDIDATE_MEAN && candidate->parts.kind == WKS_PARTS_MEAN) {
        return candidate->parts.all;
    }
    return candidate->kind == WKS_CANDIDATE_COUNT &&
                   (candidate->parts.kind == WKS_PARTS_PROPORTION ||
                    candidate->parts.kind == WKS_PARTS_RATE)
               ? candidate->parts.with
               : NAN;
}

bool wks_gate_counts_share(const wks_candidate *candidate)
{
    const wks_measure *measure = measure_of(candidate);
    return candidate->kind == WKS_CANDIDATE_COUNT &&
           (measure == NULL || measure->kind != WKS_MEASURE_RATE) &&
           candidate->n_persons >= candidate->parts.with;
}

static const wks_gate_delivery *find_delivery(const wks_gate_asking *asking, int number)
{
    for (size_t i = 0; i < asking->n_deliveries; i++) {
        if (asking->deliveries[i].number == number) {
            return &asking->deliveries[i];
        }
    }
    return NULL;
}

static void take_candidate(const wks_gate_asking *asking, size_t index, wks_question_count *out)
{
    const wks_candidate *candidate = &asking->candidates->items[index];
    const wks_gate_delivery *delivery = find_delivery(asking, candidate->delivery);
    out->area = candidate->area;
    out->group = &candidate->indicator->breakdowns[candidate->breakdown];
    out->n = llrint(wks_gate_counted(candidate));
    out->all = wks_gate_counts_share(candidate) ? llrint(candidate->n_persons) : -1;
    out->index = index;
    out->level = candidate->level;
    out->delivery = delivery;
    out->edition = delivery == NULL ? 0 : delivery->edition;
    out->is_small = wks_gate_hides(asking->rules, asking->candidates, candidate);
}

wks_code wks_question_list_counts(const wks_gate_asking *asking, wks_arena *arena,
                                  wks_question_count **out, size_t *n, wks_error *err)
{
    const wks_candidate *last = NULL;
    const char *table = NULL;
    const char *about = NULL;
    *n = 0;
    WKS_TRY(wks_arena_take(arena, asking->candidates->n, sizeof **out, out, err));
    for (size_t i = 0; i < asking->candidates->n; i++) {
        const wks_candidate *candidate = &asking->candidates->items[i];
        if (isnan(wks_gate_counted(candidate))) {
            continue;
        }
        if (last == NULL || last->indicator != candidate->indicator ||
            last->source != candidate->source || strcmp(last->period, candidate->period) != 0) {
            WKS_TRY(name_table(candidate, arena, &table, err));
            about = wks_arena_printf(arena, "%s, %s", candidate->indicator->id, candidate->period);
            if (about == NULL) {
                return wks_arena_fail(err);
            }
            last = candidate;
        }
        wks_question_count *count = &(*out)[(*n)++];
        *count = (wks_question_count){.table = table, .about = about};
        take_candidate(asking, i, count);
    }
    if (*n > 1) {
        qsort(*out, *n, sizeof **out, wks_question_compare_counts);
    }
    return WKS_OK;
}

/* ---- the question ---------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return wks_ledger_compare(&((const wks_cell_name *)a)->row, &((const wks_cell_name *)b)->row);
}

wks_code wks_gate_question_make(const wks_gate_asking *asking, wks_arena *arena,
                                wks_gate_question *out, wks_error *err)
{
    wks_question_count *counts = NULL;
    size_t n = 0;
    wks_question_work work = {.asking = asking, .arena = arena, .question = out};
    *out = (wks_gate_question){0};
    WKS_TRY(wks_arena_take(arena, asking->candidates->n, sizeof *out->cell, &out->cell, err));
    for (size_t i = 0; i < asking->candidates->n; i++) {
        out->cell[i] = WKS_GATE_NO_CELL;
    }
    WKS_TRY(wks_question_list_counts(asking, arena, &counts, &n, err));
    for (size_t first = 0; first < n;) {
        size_t end = first;
        while (end < n && strcmp(counts[end].table, counts[first].table) == 0) {
            end++;
        }
        WKS_TRY(wks_question_take_table(&work, counts + first, end - first, err));
        first = end;
    }
    WKS_TRY(wks_question_link_parts(&work, err));
    if (out->n_names > 1) {
        qsort(out->names, out->n_names, sizeof *out->names, compare_names);
    }
    return wks_question_close(&work, err);
}
