/* gate/gate_claims.h - what every candidate rests on, for the verifier.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_CLAIMS_H
#define WKS_GATE_GATE_CLAIMS_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate_question.h"
#include "private/measure/candidate.h"
#include "release/claims.h"

/* A claim for each candidate with a number, whether the gate lets it pass or not; lives in arena,
 * names and texts are borrowed.  question is of these candidates; the hash of its protection is
 * not set.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_claims_make(const wks_candidates *candidates,
                                             const wks_gate_question *question, wks_arena *arena,
                                             wks_claims *out, wks_error *err);

#endif
