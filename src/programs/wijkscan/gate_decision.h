/* programs/wijkscan/gate_decision.h - what the gate decided of a release, read back for who may see
 * persons.
 *
 * A build leaves its question, answer and claims in the workspace (journey_gate.h).  They hold
 * counts that are hidden: private, as the vault.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_DECISION_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_DECISION_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "programs/wijkscan/gate_run.h"
#include "release/claims.h"
#include "release/ledger.h"
#include "release/terms.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_gate_decision {
    size_t number; /* of its entry in the ledger, from 1 */
    wks_ledger ledger;
    wks_terms terms;
    wks_protection protection;
    wks_pattern pattern;
    wks_claims claims;
    size_t *since; /* [protection.n_cells] the entry that first told of the cell; 0: none did */
} wks_gate_decision;

/* Why a reader does or does not see a number. */
typedef enum wks_gate_why {
    WKS_GATE_SHOWN,
    WKS_GATE_SHOWN_PUBLIC, /* its owner made it public */
    WKS_GATE_FEW_PERSONS,  /* below the line */
    WKS_GATE_FEW_WITH,     /* above it */
    WKS_GATE_FEW_WITHOUT,  /* between */
    WKS_GATE_FOR_OTHERS,   /* else another could be worked out */
    WKS_GATE_BY_OTHERS,    /* another rule than the minimum hides it, or a rule hides what it
                              counts, and not for this number itself */
    WKS_GATE_N_WHY
} wks_gate_why;

/* The decision of an entry of the ledger in the gate's folder; number 0: of the newest release.
 * Lives in arena.
 * Errors: WKS_E_NOT_FOUND  there is none
 *         WKS_E_FORMAT     a file of it or of the ledger is not as expected, or is missing
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_decision_read(const char *gate_path, size_t number,
                                               wks_arena *arena, wks_gate_decision *out,
                                               wks_error *err);

wks_gate_why wks_gate_decision_why(const wks_gate_decision *decision, const wks_claim *claim);

/* What the release showed, or everybody knew. */
bool wks_gate_decision_is_known(const wks_gate_decision *decision, size_t cell);

/* What a reader can work out of the cells that are wanted [protection.n_cells], with all that hangs
 * together with them and nothing else; of what is known, what is known.
 * *out [protection.n_cells], those of no such part as zeros, lives in the arena of the call.
 * Errors: those of wks_gate_run_attack. */
WKS_MUST_CHECK wks_code wks_gate_decision_attack(const wks_call *call,
                                                 const wks_gate_decision *decision,
                                                 const bool *is_wanted, wks_gate_interval **out,
                                                 wks_error *err);

#endif
