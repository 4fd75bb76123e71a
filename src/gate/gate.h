/* gate/gate.h - the only door between numbers about people and everyone.
 *
 * In: candidates, with the counts behind them.  Out: wks_released.  Today the door opens for two:
 * figures that their owner has already made public, and the invented figures of the demo, with
 * counts under the minimum hidden.  Counts of real people that are not public stay inside until
 * suppression, ledger and verifier stand behind this door; a hidden value of the demo may still be
 * found back by subtracting its neighbours from their total.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_H
#define WKS_GATE_GATE_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/released.h"
#include "private/measure/candidate.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_GATE_LEAST_MINIMUM = 10
};

typedef struct wks_gate_rules {
    int minimum_persons; /* counts below it are hidden; at least WKS_GATE_LEAST_MINIMUM */
    bool is_invented;    /* the candidates come from a vault of invented figures */
} wks_gate_rules;

/* How many values met which decision. */
typedef struct wks_gate_report {
    size_t n_by_decision[WKS_DECISION_REFUSED + 1];
    const wks_source *refused; /* one of the sources that were refused, or NULL */
} wks_gate_report;

/* Judge every candidate.  The result lives in arena; it borrows indicators and sources from the
 * catalogue and texts from the candidates.
 * Errors: WKS_E_ARGUMENT  a minimum below WKS_GATE_LEAST_MINIMUM; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_release(const wks_gate_rules *rules,
                                         const wks_candidate *candidates, size_t n,
                                         wks_arena *arena, const wks_released **out,
                                         wks_gate_report *report, wks_error *err);

#endif
