/* gate/gate_signal.h - the part of the gate that judges models and what they point at.
 *
 * A finding is made of numbers that the gate has judged: it passes where they do.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_SIGNAL_H
#define WKS_GATE_GATE_SIGNAL_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate.h"
#include "gate/released.h"

#include <stddef.h>

typedef struct wks_gate_findings {
    wks_released_model *models; /* [n_models] */
    size_t n_models;
    wks_released_signal_list *lists; /* [n_lists] */
    size_t n_lists;
} wks_gate_findings;

/* values are those of candidates->items, judged.
 * A model passes when a number of its indicator does.  An area of a list keeps its numbers when
 * need and use pass there; a rung when the number it quotes does.  What is hidden was kept from the
 * models before they ran (programs/wijkscan/journey_gate.h).
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_judge_findings(const wks_candidates *candidates,
                                                const wks_released_value *values, wks_arena *arena,
                                                wks_gate_findings *out, wks_error *err);

#endif
