/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_decision.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/language.h"
#include "cells/protection_part.h"

/* ---- reading --------------------------------------------------------------------------------- */

static wks_code find_folder(const char *gate_path, size_t number, wks_arena *arena,
                            wks_gate_decision *out, const char **folder, wks_error *err)
{
    const size_t n = out->ledger.n_entries;
    const size_t last = number > 0 && number < n ? number : n;
    const size_t least = number > 0 ? number : 1;
    for (out->number = last; out->number >= least; out->number--) {
        *folder = wks_arena_printf(arena, "%s/decisions/%06zu", gate_path, out->number);
        if (*folder == NULL) {
            return wks_arena_fail(err);
        }
        if (out->ledger.entries[out->number - 1].kind == WKS_LEDGER_RELEASE &&
            wks_file_is_folder(*folder)) {
            return WKS_OK;
        }
    }
    return number == 0
               ? wks_fail(err, WKS_E_NOT_FOUND,
                          wks_tr("%s: holds no decision yet; `wijkscan build` makes one",
                                 "%s: bevat nog geen beslissing; `wijkscan build` maakt er een"),
                          gate_path)
               : wks_fail(err, WKS_E_NOT_FOUND,
                          wks_tr("%s: holds no decision %zu; `wijkscan gate ledger` lists releases",
                                 "%s: bevat geen beslissing %zu; `wijkscan gate ledger` noemt "
                                 "uitgaven"),
                          gate_path, number);
}

/* The file must be there: a decision is kept whole. */
static wks_code file_in(const char *folder, const char *name, wks_arena *arena, const char **out,
                        wks_error *err)
{
    *out = wks_file_join(arena, folder, name);
    if (*out == NULL) {
        return wks_arena_fail(err);
    }
    return wks_file_exists(*out)
               ? WKS_OK
               : wks_fail(err, WKS_E_FORMAT,
                          wks_tr("%s: is missing: this decision was not kept whole",
                                 "%s: ontbreekt: deze beslissing is niet heel bewaard"),
                          *out);
}

static wks_code read_files(const char *folder, wks_arena *arena, wks_gate_decision *out,
                           wks_error *err)
{
    const char *path = NULL;
    wks_hash policy;
    wks_hash hash;
    WKS_TRY(file_in(folder, "terms", arena, &path, err));
    WKS_TRY(wks_terms_read(path, arena, &out->terms, &policy, err));
    WKS_TRY(file_in(folder, "question", arena, &path, err));
    WKS_TRY(wks_protection_read(path, arena, &out->protection, &hash, err));
    WKS_TRY(file_in(folder, "pattern", arena, &path, err));
    WKS_TRY(wks_pattern_read(path, &out->protection, &hash, arena, &out->pattern, err));
    WKS_TRY(file_in(folder, "claims", arena, &path, err));
    return wks_claims_read(path, &hash, out->protection.n_cells, arena, &out->claims, err);
}

wks_code wks_gate_decision_read(const char *gate_path, size_t number, wks_arena *arena,
                                wks_gate_decision *out, wks_error *err)
{
    const char *folder = NULL;
    const char *ledger = wks_file_join(arena, gate_path, "ledger");
    *out = (wks_gate_decision){0};
    if (ledger == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_ledger_read(ledger, arena, &out->ledger, err));
    WKS_TRY(find_folder(gate_path, number, arena, out, &folder, err));
    WKS_TRY(read_files(folder, arena, out, err));
    WKS_TRY(wks_arena_take(arena, out->protection.n_cells, sizeof *out->since, &out->since, err));
    for (size_t i = 0; i < out->claims.n_names; i++) {
        const size_t cell = out->claims.names[i].cell;
        const size_t since = wks_ledger_since(&out->ledger, &out->claims.names[i].row);
        if (since > 0 && (out->since[cell] == 0 || since < out->since[cell])) {
            out->since[cell] = since;
        }
    }
    return WKS_OK;
}

/* ---- why ------------------------------------------------------------------------------------- */

bool wks_gate_decision_is_known(const wks_gate_decision *decision, size_t cell)
{
    const wks_cell_state state = decision->protection.cells[cell].state;
    return state == WKS_CELL_KNOWN ||
           (state == WKS_CELL_OPEN && !decision->pattern.is_hidden[cell]);
}

wks_gate_why wks_gate_decision_why(const wks_gate_decision *decision, const wks_claim *claim)
{
    const int64_t minimum = decision->terms.minimum;
    const bool is_of_some = claim->kind == WKS_CLAIM_COUNT || claim->kind == WKS_CLAIM_RATE;
    if (claim->kind == WKS_CLAIM_PUBLIC) {
        return WKS_GATE_SHOWN_PUBLIC;
    }
    if (claim->n_persons < minimum) {
        return WKS_GATE_FEW_PERSONS;
    }
    if (is_of_some && claim->n_with < minimum) {
        return WKS_GATE_FEW_WITH;
    }
    if (is_of_some && claim->n_persons - claim->n_with < minimum) {
        return WKS_GATE_FEW_WITHOUT;
    }
    if (claim->cell == WKS_CLAIM_NO_CELL || wks_gate_decision_is_known(decision, claim->cell)) {
        return WKS_GATE_SHOWN;
    }
    return decision->protection.cells[claim->cell].state == WKS_CELL_OPEN ? WKS_GATE_FOR_OTHERS
                                                                          : WKS_GATE_BY_OTHERS;
}

/* ---- what a reader works out ----------------------------------------------------------------- */

/* Of the cells that are hidden, into out [of the whole]. */
static wks_code attack_part(const wks_call *call, const wks_protection_part *part,
                            wks_pattern *pattern, wks_gate_interval *out, wks_error *err)
{
    wks_gate_run run;
    wks_gate_interval *found = NULL;
    wks_code code = wks_gate_run_open(call, NULL, &run, err);
    if (code == WKS_OK) {
        code = wks_gate_run_attack(&run, &part->protection, pattern, &found, err);
    }
    for (size_t i = 0; code == WKS_OK && i < pattern->n_cells; i++) {
        if (pattern->is_hidden[i]) {
            out[part->cell[i]] = found[i];
        }
    }
    const wks_code closed = wks_gate_run_close(&run, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

wks_code wks_gate_decision_attack(const wks_call *call, const wks_gate_decision *decision,
                                  const bool *is_wanted, wks_gate_interval **out, wks_error *err)
{
    wks_protection_part part;
    wks_pattern pattern;
    bool is_any_hidden = false;
    WKS_TRY(wks_protection_part_take(&decision->protection, is_wanted, call->arena, &part, err));
    part.protection.insiders = 0; /* told is what an outsider works out: of a pattern that is
                                     proven, insiders add nothing to it */
    WKS_TRY(wks_protection_part_pattern(&part, &decision->pattern, call->arena, &pattern, err));
    WKS_TRY(wks_arena_take(call->arena, decision->protection.n_cells, sizeof **out, out, err));
    for (size_t i = 0; i < part.protection.n_cells; i++) {
        const wks_cell *cell = &part.protection.cells[i];
        (*out)[part.cell[i]] = (wks_gate_interval){.least = cell->lower, .most = cell->upper};
        is_any_hidden = is_any_hidden || pattern.is_hidden[i];
    }
    /* where nothing is hidden there is nothing to work out */
    return is_any_hidden ? attack_part(call, &part, &pattern, *out, err) : WKS_OK;
}
