/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/journey_gate.h"

#include "base/arena.h"
#include "base/file.h"
#include "base/language.h"
#include "base/progress.h"
#include "cells/protection.h"
#include "cells/witness.h"
#include "gate/gate_claims.h"
#include "private/vault/question.h"
#include "release/terms.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum {
    SECONDS = 60 /* the answer of the heuristic does not hang on it */
};

/* A path in the gate's folder of the workspace, or in that of the run; NULL when out of memory. */
static const char *in_gate(const wks_journey_gate *gate, const char *name)
{
    return wks_file_join(gate->journey->call->arena, gate->journey->workspace.gate_path, name);
}

static const char *in_run(const wks_journey_gate *gate, const char *name)
{
    return wks_file_join(gate->journey->call->arena, gate->run.folder, name);
}

/* ---- open and close -------------------------------------------------------------------------- */

/* The public key stands beside the picture, where a server finds it. */
static wks_code check_public_key(wks_journey_gate *gate, const char *own, wks_error *err)
{
    wks_public_key shown;
    wks_span text;
    const char *path = wks_arena_printf(gate->journey->call->arena, "%s.pub",
                                        gate->journey->workspace.picture_path);
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    if (!wks_file_exists(path)) {
        WKS_TRY(wks_file_read(own, 0, gate->journey->call->arena, &text, err));
        return wks_file_write(path, text.at, text.n, err);
    }
    WKS_TRY(wks_signature_read_key(path, &shown, err));
    return strcmp(shown.hex, gate->key.hex) == 0
               ? WKS_OK
               : wks_fail(err, WKS_E_REFUSED,
                          wks_tr("%s: is another key than %s, so that servers would refuse the "
                                 "release; which of the two is right?",
                                 "%s: is een andere sleutel dan %s, zodat servers de uitgave "
                                 "zouden weigeren; welke van de twee is de goede?"),
                          path, own);
}

static wks_code open_key(wks_journey_gate *gate, wks_error *err)
{
    const char *path = in_gate(gate, "key");
    const char *public_path = in_gate(gate, "key.pub");
    if (path == NULL || public_path == NULL) {
        return wks_arena_fail(err);
    }
    if (!wks_file_exists(path)) {
        const char *const words[] = {"key", path, NULL};
        if (gate->ledger.n_entries > 0) {
            return wks_fail(err, WKS_E_NOT_FOUND,
                            wks_tr("%s: the key that signed the releases before is not there; put "
                                   "it back from the backup",
                                   "%s: de sleutel die de vorige uitgaven tekende is er niet; zet "
                                   "hem terug uit de reservekopie"),
                            path);
        }
        WKS_TRY(wks_gate_run_program(&gate->run, WKS_GATE_VERIFIER, words, err));
    }
    WKS_TRY(wks_signature_read_key(public_path, &gate->key, err));
    return check_public_key(gate, public_path, err);
}

wks_code wks_journey_gate_open(wks_journey *journey, const wks_publication *publication,
                               wks_journey_gate *out, wks_error *err)
{
    *out = (wks_journey_gate){.journey = journey, .publication = publication};
    WKS_TRY(wks_file_make_own(journey->workspace.gate_path, err));
    const char *now = in_gate(out, "now");
    const char *ledger = in_gate(out, "ledger");
    if (now == NULL || ledger == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_gate_run_open(journey->call, now, &out->run, err));
    WKS_TRY(wks_ledger_read(ledger, journey->call->arena, &out->ledger, err));
    return open_key(out, err);
}

wks_code wks_journey_gate_close(wks_journey_gate *gate, wks_error *err)
{
    return wks_gate_run_close(&gate->run, err);
}

/* ---- decisions ------------------------------------------------------------------------------- */

/* Where the decision of an entry of the ledger, from 1, is kept; NULL when out of memory. */
static const char *decision_path(const wks_journey_gate *gate, size_t entry)
{
    return wks_arena_printf(gate->journey->call->arena, "%s/decisions/%06zu",
                            gate->journey->workspace.gate_path, entry);
}

static wks_code remove_decision(const char *path, wks_error *err)
{
    return wks_file_is_folder(path) ? wks_file_remove_folder(path, err) : WKS_OK;
}

/* What was asked, answered and claimed: before the ledger has the entry, so that no entry is
 * without. Proofs can be made again, and the release itself stands in the picture. */
static wks_code keep_decision(const wks_journey_gate *gate, const char *path,
                              const char *const *names, size_t n_names, wks_error *err)
{
    wks_arena *arena = gate->journey->call->arena;
    const char *decisions = in_gate(gate, "decisions");
    if (decisions == NULL || path == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(remove_decision(path, err)); /* of a build that was killed before the entry */
    WKS_TRY(wks_file_make_own(decisions, err));
    WKS_TRY(wks_file_make_own(path, err));
    for (size_t i = 0; i < n_names; i++) {
        wks_span text;
        const char *from = in_run(gate, names[i]);
        const char *to = wks_file_join(arena, path, names[i]);
        if (from == NULL || to == NULL) {
            return wks_arena_fail(err);
        }
        WKS_TRY(wks_file_read(from, 0, arena, &text, err));
        WKS_TRY(wks_file_write(to, text.at, text.n, err));
    }
    return WKS_OK;
}

/* ---- the question ---------------------------------------------------------------------------- */

static wks_code list_deliveries(const wks_journey_gate *gate, wks_gate_delivery **out,
                                wks_error *err)
{
    const wks_publication *publication = gate->publication;
    WKS_TRY(wks_arena_take(gate->journey->call->arena, publication->n_deliveries, sizeof **out, out,
                           err));
    for (size_t i = 0; i < publication->n_deliveries; i++) {
        (*out)[i] = (wks_gate_delivery){.number = publication->deliveries[i].number,
                                        .edition = publication->deliveries[i].edition,
                                        .hash = publication->deliveries[i].hash};
    }
    return WKS_OK;
}

/* Nothing is hidden: everything that is asked is shown, and there is nothing to prove. */
static wks_code answer_nothing(wks_journey_gate *gate, wks_error *err)
{
    wks_hash hash;
    const wks_protection *protection = &gate->question.protection;
    size_t *none = NULL;
    wks_arena *arena = gate->journey->call->arena;
    WKS_TRY(wks_protection_write(protection, gate->run.question, &hash, err));
    gate->pattern = (wks_pattern){.protection = hash, .n_cells = protection->n_cells};
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *gate->pattern.is_hidden,
                           &gate->pattern.is_hidden, err));
    WKS_TRY(wks_arena_take(arena, 1, sizeof *none, &none, err));
    WKS_TRY(wks_pattern_write(&gate->pattern, gate->run.pattern, err));
    return wks_witnesses_write(&(wks_witnesses){.protection = hash, .first = none},
                               gate->run.witnesses, err);
}

static wks_code fail_lost(const char *folder, wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND,
                    wks_tr("%s: is missing; put it back from the backup: without what was hidden "
                           "then there is no new release",
                           "%s: ontbreekt; zet haar terug uit de reservekopie: zonder wat er toen "
                           "verborgen was komt er geen nieuwe uitgave"),
                    folder);
}

/* The question behind an entry of the ledger, from the decision that was kept of it. */
static wks_code recall(void *context, size_t entry, wks_gate_memory *out, wks_error *err)
{
    wks_journey_gate *gate = context;
    wks_arena *arena = gate->journey->call->arena;
    wks_protection *protection = NULL;
    wks_claims claims;
    wks_hash hash;
    if (gate->memories[entry].protection != NULL) {
        *out = gate->memories[entry];
        return WKS_OK;
    }
    const char *folder = decision_path(gate, entry + 1);
    const char *question = folder == NULL ? NULL : wks_file_join(arena, folder, "question");
    const char *claimed = folder == NULL ? NULL : wks_file_join(arena, folder, "claims");
    if (question == NULL || claimed == NULL) {
        return wks_arena_fail(err);
    }
    if (!wks_file_is_folder(folder)) {
        *out = (wks_gate_memory){0};
        return gate->ledger.entries[entry].kind == WKS_LEDGER_KNOWN ? WKS_OK
                                                                    : fail_lost(folder, err);
    }
    WKS_TRY(wks_arena_take(arena, 1, sizeof *protection, &protection, err));
    WKS_TRY(wks_protection_read(question, arena, protection, &hash, err));
    WKS_TRY(wks_claims_read(claimed, &hash, protection->n_cells, arena, &claims, err));
    gate->memories[entry] = (wks_gate_memory){
        .protection = protection, .names = claims.names, .n_names = claims.n_names};
    *out = gate->memories[entry];
    return WKS_OK;
}

wks_code wks_journey_gate_asking(wks_journey_gate *gate, const wks_candidates *candidates,
                                 const wks_gate_rules *rules, wks_gate_asking *out, wks_error *err)
{
    wks_arena *arena = gate->journey->call->arena;
    const char **members = NULL;
    wks_gate_delivery *deliveries = NULL;
    *out = (wks_gate_asking){.rules = rules,
                             .candidates = candidates,
                             .n_deliveries = gate->publication->n_deliveries,
                             .ledger = &gate->ledger,
                             .recall = recall,
                             .context = gate};
    WKS_TRY(wks_arena_take(arena, gate->ledger.n_entries, sizeof *gate->memories, &gate->memories,
                           err));
    WKS_TRY(wks_vault_region_members(gate->journey->vault, arena, &members, &out->n_members, err));
    WKS_TRY(list_deliveries(gate, &deliveries, err));
    out->members = members;
    out->deliveries = deliveries;
    return WKS_OK;
}

wks_code wks_journey_gate_hide(wks_journey_gate *gate, const wks_candidates *candidates,
                               wks_gate_rules *rules, wks_error *err)
{
    const wks_call *call = gate->journey->call;
    wks_gate_asking asking;
    bool *is_hidden = NULL;
    wks_progress_begin(call->progress,
                       wks_tr("protecting hidden counts", "verborgen aantallen beschermen"), 0);
    gate->minimum = rules->minimum_persons;
    gate->insiders = rules->insiders;
    WKS_TRY(wks_journey_gate_asking(gate, candidates, rules, &asking, err));
    WKS_TRY(wks_gate_question_make(&asking, call->arena, &gate->question, err));
    if (gate->question.n_primary == 0) {
        WKS_TRY(answer_nothing(gate, err));
    } else {
        WKS_TRY(wks_gate_run_protect(&gate->run, &gate->question.protection, SECONDS, true,
                                     &gate->pattern, err));
    }
    WKS_TRY(wks_arena_take(call->arena, candidates->n, sizeof *is_hidden, &is_hidden, err));
    for (size_t i = 0; i < candidates->n; i++) {
        const size_t cell = gate->question.cell[i];
        is_hidden[i] = cell != WKS_GATE_NO_CELL && gate->pattern.is_hidden[cell];
    }
    wks_progress_end(call->progress);
    rules->is_also_hidden = is_hidden;
    return WKS_OK;
}

/* ---- the seal -------------------------------------------------------------------------------- */

static wks_code run_verifier(wks_journey_gate *gate, wks_seal *out, wks_error *err)
{
    const char *key = in_gate(gate, "key");
    const char *seal = in_run(gate, "seal");
    if (key == NULL || seal == NULL) {
        return wks_arena_fail(err);
    }
    const char *const words[] = {
        "release", gate->run.folder, gate->ledger.folder, key, gate->publication->released_on,
        NULL};
    WKS_TRY(wks_gate_run_program(&gate->run, WKS_GATE_VERIFIER, words, err));
    return wks_seal_read(seal, gate->journey->call->arena, out, err);
}

static wks_code seal_release(void *context, wks_seal *out, wks_error *err)
{
    static const char *const names[] = {"terms", "question", "pattern", "claims"};
    wks_journey_gate *gate = context;
    wks_statement statement;
    const size_t next = gate->ledger.n_entries + 1;
    const char *decision = decision_path(gate, next);
    WKS_TRY(keep_decision(gate, decision, names, sizeof names / sizeof names[0], err));
    const wks_code code = run_verifier(gate, out, err);
    if (code != WKS_OK) {
        const wks_code removed = remove_decision(decision, NULL);
        return removed == WKS_OK ? code : wks_error_prefix(err, code, "%s", decision);
    }
    WKS_TRY(wks_statement_read(out->statement, gate->journey->call->arena, &statement, err));
    if (statement.entry == next) {
        return WKS_OK;
    }
    /* the ledger has it already, of a build that was killed after that */
    const char *place = decision_path(gate, statement.entry);
    if (place == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(remove_decision(place, err));
    return wks_file_move(decision, place, err);
}

wks_code wks_journey_gate_sealer(wks_journey_gate *gate, const wks_candidates *candidates,
                                 wks_publish_sealer *out, wks_error *err)
{
    wks_claims claims;
    const char *terms_path = in_run(gate, "terms");
    const char *claims_path = in_run(gate, "claims");
    const wks_policy *policy = gate->journey->policy;
    const wks_terms terms = {.minimum = gate->minimum,
                             .insiders = gate->insiders,
                             .policy = policy == NULL ? "-" : policy->id,
                             .version = policy == NULL ? "-" : policy->version,
                             .hash = policy == NULL ? "-" : policy->hash.hex};
    *out = (wks_publish_sealer){.text_path = in_run(gate, "release"),
                                .key = &gate->key,
                                .make = seal_release,
                                .context = gate};
    if (terms_path == NULL || claims_path == NULL || out->text_path == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_terms_write(&terms, terms_path, err));
    WKS_TRY(wks_gate_claims_make(candidates, &gate->question, gate->journey->call->arena, &claims,
                                 err));
    claims.protection = gate->pattern.protection;
    return wks_claims_write(&claims, claims_path, err);
}

/* ---- what others told ------------------------------------------------------------------------ */

wks_code wks_journey_gate_known(const wks_journey *journey, const char **out, wks_error *err)
{
    wks_ledger ledger;
    wks_arena *arena = journey->call->arena;
    const char *path = wks_file_join(arena, journey->workspace.gate_path, "ledger");
    *out = NULL;
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_ledger_read(path, arena, &ledger, err));
    for (size_t i = 0; i < ledger.n_entries; i++) {
        *out = ledger.entries[i].kind == WKS_LEDGER_KNOWN ? ledger.entries[i].file.hex : *out;
    }
    return WKS_OK;
}

/* Question and claims in the folder of the run. */
static wks_code write_known(wks_journey_gate *gate, const wks_candidates *candidates,
                            const wks_gate_known *known, wks_error *err)
{
    wks_claims claims;
    const char *path = in_run(gate, "claims");
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_gate_claims_make(candidates, &known->question, gate->journey->call->arena, &claims,
                                 err));
    WKS_TRY(wks_protection_write(&known->question.protection, gate->run.question,
                                 &claims.protection, err));
    return wks_claims_write(&claims, path, err);
}

wks_code wks_journey_gate_enter(wks_journey_gate *gate, const wks_candidates *candidates,
                                const wks_gate_known *known, const char *name, wks_error *err)
{
    static const char *const names[] = {"question", "claims"};
    wks_hash file;
    const wks_ledger_entry entry = {
        .kind = WKS_LEDGER_KNOWN, .date = gate->publication->released_on, .name = name};
    const char *decision = decision_path(gate, gate->ledger.n_entries + 1);
    WKS_TRY(write_known(gate, candidates, known, err));
    WKS_TRY(keep_decision(gate, decision, names, sizeof names / sizeof names[0], err));
    const wks_code code =
        wks_ledger_append(&gate->ledger, &entry, known->rows, known->n, &file, err);
    if (code != WKS_OK) {
        const wks_code removed = remove_decision(decision, NULL);
        return removed == WKS_OK ? code : wks_error_prefix(err, code, "%s", decision);
    }
    return WKS_OK;
}
