/* programs/wijkscan/gate_explain.h - a decision of the gate in words, for who may see persons.
 *
 * What comes out holds counts of persons, and says so in its first line.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_EXPLAIN_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_EXPLAIN_H

#include "base/error.h"
#include "base/text.h"
#include "programs/wijkscan/gate_decision.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>

/* Whose numbers; NULL: of all. */
typedef struct wks_gate_choice {
    const char *indicator;
    const char *area;
    const char *period;
} wks_gate_choice;

/* Every table: how many of its counts were asked, hidden by a rule and hidden for others, what that
 * loses, and how far a reader comes.  Errors: those of wks_gate_decision_attack. */
WKS_MUST_CHECK wks_code wks_gate_explain_tables(const wks_call *call,
                                                const wks_gate_decision *decision, bool is_json,
                                                wks_buffer *out, wks_error *err);

/* Every number of a choice: shown or hidden, why, of how many, and what a reader can know of it.
 * Errors: WKS_E_NOT_FOUND  the decision has no such number
 *         those of wks_gate_decision_attack */
WKS_MUST_CHECK wks_code wks_gate_explain_numbers(const wks_call *call,
                                                 const wks_gate_decision *decision,
                                                 const wks_gate_choice *choice, bool is_json,
                                                 wks_buffer *out, wks_error *err);

#endif
