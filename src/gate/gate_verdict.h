/* gate/gate_verdict.h - what may be said of values that were judged.
 *
 * For gate.c; the rules stand in gate.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_VERDICT_H
#define WKS_GATE_GATE_VERDICT_H

#include "gate/gate.h"

#include <stdbool.h>

/* Take away the verdicts of values[candidates->n] that would give a hidden one back, and count in
 * *tests [candidates->n_tests] what is left.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_judge_verdicts(const wks_gate_rules *rules,
                                                const wks_candidates *candidates, wks_arena *arena,
                                                wks_released_value *values,
                                                wks_released_test **tests, wks_error *err);

/* *trends [candidates->n_trends]: without numbers where a value of the stretch is not shown.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_judge_trends(const wks_candidates *candidates,
                                              const wks_released_value *values, wks_arena *arena,
                                              wks_released_trend **trends, wks_error *err);

#endif
