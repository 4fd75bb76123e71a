/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_claims.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static int64_t persons(double n)
{
    return n > 0 ? llrint(n) : 0; /* also of what is not known (NAN) */
}

static wks_claim_kind kind_of(const wks_candidate *candidate)
{
    if (candidate->kind == WKS_CANDIDATE_FIGURE && candidate->source->is_public) {
        return WKS_CLAIM_PUBLIC;
    }
    if (candidate->kind != WKS_CANDIDATE_COUNT) {
        return WKS_CLAIM_PERSONS;
    }
    return wks_gate_counts_share(candidate) ? WKS_CLAIM_COUNT : WKS_CLAIM_RATE;
}

/* NULL when out of memory. */
static const char *value_of(const wks_candidate *candidate, wks_arena *arena)
{
    return isnan(candidate->value.value) ? "-"
                                         : wks_arena_printf(arena, "%.17g", candidate->value.value);
}

static wks_claim claim_of(const wks_candidate *candidate, size_t cell, wks_arena *arena)
{
    const wks_claim_kind kind = kind_of(candidate);
    const bool is_of_some = kind == WKS_CLAIM_COUNT || kind == WKS_CLAIM_RATE;
    return (wks_claim){.indicator = candidate->indicator->id,
                       .breakdown = candidate->indicator->breakdowns[candidate->breakdown].id,
                       .level = wks_level_id(candidate->level),
                       .period = candidate->period,
                       .area = candidate->area,
                       .value = value_of(candidate, arena),
                       .kind = kind,
                       .n_persons = kind == WKS_CLAIM_PUBLIC ? 0 : persons(candidate->n_persons),
                       .n_with = is_of_some ? persons(candidate->n_with) : 0,
                       .n_counted = persons(wks_gate_counted(candidate)),
                       .cell = cell};
}

wks_code wks_gate_claims_make(const wks_candidates *candidates, const wks_gate_question *question,
                              wks_arena *arena, wks_claims *out, wks_error *err)
{
    *out = (wks_claims){.names = question->names, .n_names = question->n_names};
    WKS_TRY(wks_arena_take(arena, candidates->n, sizeof *out->claims, &out->claims, err));
    for (size_t i = 0; i < candidates->n; i++) {
        if (wks_status_has_number(candidates->items[i].value.status)) {
            out->claims[out->n] = claim_of(&candidates->items[i], question->cell[i], arena);
            if (out->claims[out->n++].value == NULL) {
                return wks_arena_fail(err);
            }
        }
    }
    if (out->n > 1) {
        qsort(out->claims, out->n, sizeof *out->claims, wks_claims_compare);
    }
    return WKS_OK;
}
