/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question.h"

#include "base/hash.h"
#include "base/language.h"
#include "base/text.h"
#include "gate/breakdown_tree.h"
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

static int compare_counts(const void *a, const void *b)
{
    const wks_question_count *left = a;
    const wks_question_count *right = b;
    int order = strcmp(left->table, right->table);
    order = order != 0 ? order : strcmp(left->area, right->area);
    order = order != 0 ? order : (left->index > right->index) - (left->index < right->index);
    return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
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
    out->is_small = wks_gate_is_small(candidate->kind, candidate->n_persons, candidate->n_with,
                                      asking->rules->minimum_persons);
}

/* The counts of the candidates, in *out [candidates->n]. */
static wks_code list_counts(const wks_gate_asking *asking, wks_arena *arena,
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
    return WKS_OK;
}

/* ---- what was told before -------------------------------------------------------------------- */

static int compare_deliveries(const void *a, const void *b)
{
    return strcmp((*(const wks_gate_delivery *const *)a)->hash,
                  (*(const wks_gate_delivery *const *)b)->hash);
}

/* The delivery that the counts of a table were made of; of several, a hash over all of theirs.  A
 * count is told again only when nothing of the table was delivered anew. */
static wks_code version_of(const wks_question_count *counts, size_t n, wks_arena *arena,
                           const char **out, wks_error *err)
{
    const wks_gate_delivery **found = NULL;
    size_t n_found = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof(void *), &found, err));
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_found && found[k] != counts[i].delivery) {
            k++;
        }
        if (k == n_found && counts[i].delivery != NULL) {
            found[n_found++] = counts[i].delivery;
        }
    }
    if (n_found == 1) {
        *out = found[0]->hash;
        return WKS_OK;
    }
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    if (n_found > 1) {
        qsort(found, n_found, sizeof(void *), compare_deliveries);
    }
    for (size_t i = 0; i < n_found; i++) {
        wks_hasher_add_text(&hasher, found[i]->hash);
    }
    *out = wks_arena_text(arena, wks_hasher_end(&hasher).hex);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* What the ledger holds of a table, as counts behind those of the candidates. */
static wks_code take_told(const wks_gate_asking *asking, const char *table, const char *version,
                          wks_arena *arena, wks_question_count *out, size_t *n, wks_error *err)
{
    size_t first = 0;
    const size_t n_rows = wks_ledger_find(asking->ledger, table, &first);
    *n = 0;
    for (size_t i = first; i < first + n_rows; i++) {
        const wks_ledger_row *row = &asking->ledger->rows[i];
        wks_breakdown *group = NULL;
        char code[WKS_AREA_CODE_SIZE];
        wks_question_count *count = &out[(*n)++];
        if (strcmp(row->version, version) != 0) {
            return wks_fail(
                err, WKS_E_REFUSED,
                wks_tr("%s: counts of another delivery were released before; a delivery that "
                       "replaces one that was released cannot be released yet",
                       "%s: er zijn eerder aantallen van een andere levering uitgegeven; een "
                       "levering die een uitgegeven levering vervangt kan nog niet worden "
                       "uitgegeven"),
                table);
        }
        WKS_TRY(wks_arena_take(arena, 1, sizeof *group, &group, err));
        WKS_TRY(wks_breakdown_of_word(row->group, arena, group, err));
        *count = (wks_question_count){.table = table,
                                      .area = row->area,
                                      .group = group,
                                      .n = row->least,
                                      .all = -1,
                                      .index = WKS_GATE_NO_CELL,
                                      .least = row->least,
                                      .most = row->most,
                                      .row = i,
                                      .edition = row->edition,
                                      .is_told = true};
        if (!wks_area_code_read((wks_span){row->area, strlen(row->area)}, code, &count->level)) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("the ledger names an area that is none: %s",
                                   "het grootboek noemt een gebied dat er geen is: %s"),
                            row->area);
        }
    }
    return WKS_OK;
}

/* ---- the question ---------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return wks_ledger_compare(&((const wks_cell_name *)a)->row, &((const wks_cell_name *)b)->row);
}

/* counts [n] of one table, and what was told of it. */
static wks_code add_table(wks_question_work *work, const wks_question_count *counts, size_t n,
                          wks_error *err)
{
    const wks_gate_asking *asking = work->asking;
    const char *version = NULL;
    wks_question_count *all = NULL;
    size_t first = 0;
    size_t n_told = 0;
    WKS_TRY(version_of(counts, n, work->arena, &version, err));
    const size_t room = n + wks_ledger_find(asking->ledger, counts->table, &first);
    WKS_TRY(wks_arena_take(work->arena, room, sizeof *all, &all, err));
    memcpy(all, counts, n * sizeof *all);
    WKS_TRY(take_told(asking, counts->table, version, work->arena, all + n, &n_told, err));
    if (n_told > 0) {
        qsort(all, n + n_told, sizeof *all, compare_counts);
    }
    return wks_question_add_table(work, all, n + n_told, version, err);
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
    WKS_TRY(list_counts(asking, arena, &counts, &n, err));
    if (n > 1) {
        qsort(counts, n, sizeof *counts, compare_counts);
    }
    for (size_t first = 0; first < n;) {
        size_t end = first;
        while (end < n && strcmp(counts[end].table, counts[first].table) == 0) {
            end++;
        }
        WKS_TRY(add_table(&work, counts + first, end - first, err));
        first = end;
    }
    if (out->n_names > 1) {
        qsort(out->names, out->n_names, sizeof *out->names, compare_names);
    }
    return wks_question_close(&work, err);
}
