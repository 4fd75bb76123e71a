/* programs/wijkscan/gate_ask.h - what the rules of `wijkscan gate` ask of a table, and what is said
 * of it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_ASK_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_ASK_H

#include "base/json.h"
#include "base/text.h"
#include "gate/table_question.h"
#include "programs/wijkscan/gate_name.h"
#include "programs/wijkscan/gate_ruling.h"
#include "programs/wijkscan/gate_table.h"
#include "programs/wijkscan/verb.h"

/* What these rules ask of a table; they mark its atoms as possible or not.
 * Errors: WKS_E_FORMAT   --impossible, or a forced cell that the table does not have
 *         WKS_E_REFUSED  a forced cell that a rule hides
 *         WKS_E_ARGUMENT a column that the table does not have
 *         WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_ask(const wks_call *call, const wks_arguments *arguments,
                                     wks_gate_ruling *ruling, wks_gate_table *table,
                                     wks_table_question *out, wks_error *err);

/* Behind the cells of the table and of its rules, when all that readers know of it stands in the
 * question: what lies between what is published, and what they can reason of zeros.
 * Errors: WKS_E_ARGUMENT  of this kind of table that is not built; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_ask_between(const wks_gate_ruling *ruling, wks_arena *arena,
                                             wks_gate_asked *asked, wks_error *err);

/* Lines, and members of an open object, that say which policy and which rules hid how many cells;
 * nothing where there is neither a policy nor a sensitive column. */
void wks_gate_ask_put(const wks_gate_ruling *rules, const wks_count_table *table,
                      const wks_table_question *question, wks_buffer *out);

void wks_gate_ask_put_json(const wks_gate_ruling *ruling, const wks_count_table *table,
                           const wks_table_question *question, wks_json *out);

#endif
