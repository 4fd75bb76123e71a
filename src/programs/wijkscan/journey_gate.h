/* programs/wijkscan/journey_gate.h - a release on its way through the gate: question, answer,
 * proof, ledger and seal.
 *
 * All of it stands in the folder gate/ of the workspace, which only this user can enter: key (the
 * verifier's, with key.pub), ledger/ (release/ledger.h), decisions/ (of every entry of the ledger
 * what was asked and claimed, of a release what was answered too, for a researcher), and now/ while
 * a build runs.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_JOURNEY_GATE_H
#define WKS_PROGRAMS_WIJKSCAN_JOURNEY_GATE_H

#include "base/error.h"
#include "gate/gate.h"
#include "gate/gate_known.h"
#include "gate/gate_question.h"
#include "private/measure/candidate.h"
#include "programs/wijkscan/gate_run.h"
#include "programs/wijkscan/journey.h"
#include "public/picture/picture_write.h"
#include "release/ledger.h"

typedef struct wks_journey_gate {
    wks_journey *journey;
    const wks_publication *publication;
    wks_gate_run run;
    wks_ledger ledger;
    wks_gate_memory
        *memories; /* [ledger.n_entries] of earlier releases, as far as they were asked */
    wks_gate_question question;
    wks_pattern pattern;
    wks_public_key key;
    int minimum;  /* persons: of the rules that were asked with */
    int insiders; /* likewise: 0 or 1 */
} wks_journey_gate;

/* Read the ledger and the key, which is made with the first release.  Close it whatever open says.
 * Errors: those of wks_ledger_read, wks_signature_read_key and wks_gate_run_open. */
WKS_MUST_CHECK wks_code wks_journey_gate_open(wks_journey *journey,
                                              const wks_publication *publication,
                                              wks_journey_gate *out, wks_error *err);
/* Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_journey_gate_close(wks_journey_gate *gate, wks_error *err);

/* What others told last: the hash of that entry of the ledger; NULL: nothing.
 * Errors: those of wks_ledger_read. */
WKS_MUST_CHECK wks_code wks_journey_gate_known(const wks_journey *journey, const char **out,
                                               wks_error *err);

/* What a question of these candidates is made of; borrows them, and the gate.
 * Errors: those of the vault; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_journey_gate_asking(wks_journey_gate *gate,
                                                const wks_candidates *candidates,
                                                const wks_gate_rules *rules, wks_gate_asking *out,
                                                wks_error *err);

/* Write an entry of what others have published.  Its question is kept as a decision, as that of a
 * release is: a delivery that replaces this one is held to it.
 * Errors: those of wks_ledger_append; WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_journey_gate_enter(wks_journey_gate *gate,
                                               const wks_candidates *candidates,
                                               const wks_gate_known *known, const char *name,
                                               wks_error *err);

/* Ask which counts must be hidden with those that the rules hide, now and together with all that
 * the ledger holds: rules->is_also_hidden.  Without an answer there is no release.
 * Errors: those of wks_gate_question_make and of wks_gate_run_protect. */
WKS_MUST_CHECK wks_code wks_journey_gate_hide(wks_journey_gate *gate,
                                              const wks_candidates *candidates,
                                              wks_gate_rules *rules, wks_error *err);

/* Who seals the release of these candidates: the verifier, which writes it into the ledger too.
 * Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_journey_gate_sealer(wks_journey_gate *gate,
                                                const wks_candidates *candidates,
                                                wks_publish_sealer *out, wks_error *err);

#endif
