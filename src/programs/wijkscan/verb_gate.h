/* programs/wijkscan/verb_gate.h - `wijkscan gate VERB`: disclosure control of any table.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_VERB_GATE_H
#define WKS_PROGRAMS_WIJKSCAN_VERB_GATE_H

#include "programs/wijkscan/verb.h"

extern const wks_verb wks_verb_gate_protect;
extern const wks_verb wks_verb_gate_audit;

#endif
