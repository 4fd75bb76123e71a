/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_signal.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static bool passes(const wks_released_value *value)
{
    return value->decision == WKS_DECISION_PUBLIC || value->decision == WKS_DECISION_ALLOWED;
}

/* ---- models -------------------------------------------------------------------------------- */

/* Whether a model may be told of: some number of its indicator passes, so that it is of enough
 * persons.  A model of no single indicator is told of by the lists that rest on it. */
static bool may_tell(const wks_candidate_model *model, const wks_candidates *candidates,
                     const wks_released_value *values)
{
    for (size_t i = 0; i < candidates->n; i++) {
        if (values[i].indicator == model->indicator && passes(&values[i])) {
            return true;
        }
    }
    return model->indicator == NULL;
}

static wks_code judge_models(const wks_candidates *candidates, const wks_released_value *values,
                             wks_arena *arena, wks_gate_findings *out, size_t **place,
                             wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, candidates->n_models, sizeof *out->models, &out->models, err));
    WKS_TRY(wks_arena_take(arena, candidates->n_models, sizeof **place, place, err));
    for (size_t i = 0; i < candidates->n_models; i++) {
        const wks_candidate_model *model = &candidates->models[i];
        (*place)[i] = SIZE_MAX;
        if (may_tell(model, candidates, values)) {
            (*place)[i] = out->n_models;
            out->models[out->n_models++] = (wks_released_model){.indicator = model->indicator,
                                                                .breakdown = model->breakdown,
                                                                .level = model->level,
                                                                .period = model->period,
                                                                .name = model->name,
                                                                .dutch = model->dutch,
                                                                .english = model->english,
                                                                .diagnostics = model->diagnostics};
        }
    }
    return WKS_OK;
}

/* ---- signals ------------------------------------------------------------------------------- */

static wks_released_outcome outcome_of(wks_rung_outcome outcome)
{
    static const wks_released_outcome outcomes[] = {
        [WKS_RUNG_NO_DATA] = WKS_OUTCOME_NO_DATA,
        [WKS_RUNG_HIGHER] = WKS_OUTCOME_HIGHER,
        [WKS_RUNG_LOWER] = WKS_OUTCOME_LOWER,
        [WKS_RUNG_ALIKE] = WKS_OUTCOME_ALIKE,
        [WKS_RUNG_UNDECIDED] = WKS_OUTCOME_UNDECIDED,
        [WKS_RUNG_ABOVE_ONLY] = WKS_OUTCOME_ABOVE_ONLY,
        [WKS_RUNG_COMPUTED] = WKS_OUTCOME_COMPUTED,
    };
    return outcomes[outcome];
}

static wks_released_rung judge_rung(const wks_candidate_rung *rung,
                                    const wks_candidates *candidates,
                                    const wks_released_value *values)
{
    const bool has_number = rung->number != WKS_NO_CANDIDATE;
    wks_released_rung released = {.rung = rung->rung,
                                  .outcome = outcome_of(rung->outcome),
                                  .dutch = rung->dutch,
                                  .source =
                                      has_number ? candidates->items[rung->number].source : NULL};
    /* what compares must have passed as a comparison too */
    const bool compares = rung->outcome == WKS_RUNG_HIGHER || rung->outcome == WKS_RUNG_LOWER ||
                          rung->outcome == WKS_RUNG_ALIKE;
    if (has_number &&
        (!passes(&values[rung->number]) ||
         (compares && values[rung->number].verdict != candidates->items[rung->number].verdict))) {
        released.outcome = WKS_OUTCOME_NO_DATA;
        released.dutch = "Dit cijfer is hier niet vrijgegeven.";
    }
    return released;
}

static wks_code judge_signal(const wks_candidate_signal *signal, const wks_candidates *candidates,
                             const wks_released_value *values, wks_arena *arena,
                             wks_released_signal *out, wks_error *err)
{
    wks_released_rung *ladder = NULL;
    *out = (wks_released_signal){.area = signal->area,
                                 .need_value = NAN,
                                 .need_lower = NAN,
                                 .need_upper = NAN,
                                 .ratio = NAN,
                                 .ratio_lower = NAN,
                                 .ratio_upper = NAN,
                                 .probability = NAN,
                                 .label = "none",
                                 .reason = WKS_WHY_WOULD_REVEAL};
    if (!passes(&values[signal->need_number]) || !passes(&values[signal->use_number])) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, signal->n_ladder, sizeof *ladder, &ladder, err));
    for (size_t i = 0; i < signal->n_ladder; i++) {
        ladder[i] = judge_rung(&signal->ladder[i], candidates, values);
    }
    *out = (wks_released_signal){.area = signal->area,
                                 .need_value = signal->need_value,
                                 .need_lower = signal->need_lower,
                                 .need_upper = signal->need_upper,
                                 .ratio = signal->ratio,
                                 .ratio_lower = signal->ratio_lower,
                                 .ratio_upper = signal->ratio_upper,
                                 .probability = signal->probability,
                                 .label = signal->label,
                                 .reason = signal->reason,
                                 .ladder = ladder,
                                 .n_ladder = signal->n_ladder};
    return WKS_OK;
}

static wks_code judge_list(const wks_candidate_signal_list *list, const wks_candidates *candidates,
                           const wks_released_value *values, const size_t *model_place,
                           wks_arena *arena, wks_released_signal_list *out, wks_error *err)
{
    wks_released_signal *signals = NULL;
    WKS_TRY(wks_arena_take(arena, list->n, sizeof *signals, &signals, err));
    for (size_t i = 0; i < list->n; i++) {
        WKS_TRY(judge_signal(&list->signals[i], candidates, values, arena, &signals[i], err));
    }
    *out = (wks_released_signal_list){.pair = list->pair,
                                      .need = list->need,
                                      .use = list->use,
                                      .period = list->period,
                                      .model = model_place[list->model],
                                      .note = list->note,
                                      .sensitivity = list->sensitivity,
                                      .signals = signals,
                                      .n = list->n};
    return WKS_OK;
}

/* Whether anything of the list may be seen: its counts of signals rest on all its areas. */
static bool has_passing(const wks_released_signal_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strcmp(list->signals[i].label, "none") != 0) {
            return true;
        }
    }
    return false;
}

wks_code wks_gate_judge_findings(const wks_candidates *candidates, const wks_released_value *values,
                                 wks_arena *arena, wks_gate_findings *out, wks_error *err)
{
    size_t *model_place = NULL;
    *out = (wks_gate_findings){0};
    WKS_TRY(judge_models(candidates, values, arena, out, &model_place, err));
    WKS_TRY(
        wks_arena_take(arena, candidates->n_signal_lists, sizeof *out->lists, &out->lists, err));
    for (size_t i = 0; i < candidates->n_signal_lists; i++) {
        wks_released_signal_list *list = &out->lists[out->n_lists];
        WKS_TRY(judge_list(&candidates->signal_lists[i], candidates, values, model_place, arena,
                           list, err));
        out->n_lists += has_passing(list);
    }
    return WKS_OK;
}
