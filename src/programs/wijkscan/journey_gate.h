/* programs/wijkscan/journey_gate.h - which counts are hidden for the sake of hidden ones.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_JOURNEY_GATE_H
#define WKS_PROGRAMS_WIJKSCAN_JOURNEY_GATE_H

#include "base/error.h"
#include "gate/gate.h"
#include "private/measure/candidate.h"
#include "programs/wijkscan/journey.h"

#include <stdbool.h>

/* Ask the suppressor, where the rules hide a count that others could give back.  *out is
 * [candidates->n], or NULL where nothing is hidden.  Without an answer there is no release.
 * Errors: those of wks_gate_question_make and of wks_gate_run_protect. */
WKS_MUST_CHECK wks_code wks_journey_hide(wks_journey *journey, const wks_gate_rules *rules,
                                         const wks_candidates *candidates, const bool **out,
                                         wks_error *err);

#endif
