/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/journey_gate.h"

#include "base/arena.h"
#include "base/language.h"
#include "base/progress.h"
#include "cells/protection.h"
#include "gate/gate_question.h"
#include "private/vault/question.h"
#include "programs/wijkscan/gate_run.h"
#include "programs/wijkscan/verb.h"

#include <stddef.h>

enum {
    SECONDS = 60 /* the answer of the heuristic does not hang on it */
};

static wks_code ask(wks_journey *journey, const wks_gate_question *question, wks_pattern *pattern,
                    wks_error *err)
{
    wks_gate_run run;
    wks_code code = wks_gate_run_open(journey->call, &run, err);
    if (code == WKS_OK) {
        code = wks_gate_run_protect(&run, &question->protection, SECONDS, true, pattern, err);
    }
    const wks_code closed = wks_gate_run_close(&run, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

wks_code wks_journey_hide(wks_journey *journey, const wks_gate_rules *rules,
                          const wks_candidates *candidates, const bool **out, wks_error *err)
{
    wks_arena *arena = journey->call->arena;
    const char **members = NULL;
    size_t n_members = 0;
    bool *is_hidden = NULL;
    wks_gate_question question;
    wks_pattern pattern;
    *out = NULL;
    WKS_TRY(wks_vault_region_members(journey->vault, arena, &members, &n_members, err));
    WKS_TRY(wks_gate_question_make(rules, candidates, members, n_members, arena, &question, err));
    if (question.n_primary == 0) {
        return WKS_OK;
    }
    wks_progress_begin(journey->call->progress,
                       wks_tr("protecting hidden counts", "verborgen aantallen beschermen"), 0);
    WKS_TRY(ask(journey, &question, &pattern, err));
    WKS_TRY(wks_arena_take(arena, candidates->n, sizeof *is_hidden, &is_hidden, err));
    for (size_t i = 0; i < candidates->n; i++) {
        is_hidden[i] = question.cell[i] != WKS_GATE_NO_CELL && pattern.is_hidden[question.cell[i]];
    }
    wks_progress_end(journey->call->progress);
    *out = is_hidden;
    return WKS_OK;
}
