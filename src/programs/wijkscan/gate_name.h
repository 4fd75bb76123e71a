/* programs/wijkscan/gate_name.h - the cells of a table and what lies between them, one after the
 * other, with their names.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_NAME_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_NAME_H

#include "base/json.h"
#include "base/text.h"
#include "cells/protection.h"
#include "gate/count_table.h"
#include "gate/table_between.h"
#include "gate/table_question.h"
#include "programs/wijkscan/gate_table.h"

#include <stdbool.h>
#include <stddef.h>

/* What is asked of a table.  Subject i is cell i of the table, or behind the last of these a group
 * that lies between. */
typedef struct wks_gate_asked {
    wks_gate_table table;
    wks_table_question question;
    wks_table_between between;
} wks_gate_asked;

/* Whether a table is of the kind that has groups between what it publishes. */
bool wks_gate_may_have_between(const wks_count_table *table);

size_t wks_gate_count(const wks_gate_asked *asked);
/* Its cell of the protection. */
size_t wks_gate_cell(const wks_gate_asked *asked, size_t subject);
bool wks_gate_is_between(const wks_gate_asked *asked, size_t subject);

/* "R1,W2,T", or "R1,W2,T without T,T,P3" in the language of the user. */
void wks_gate_put_name(const wks_gate_asked *asked, size_t subject, wks_buffer *out);
/* Member "key", an object with a code for each key column, and "without" where there is one. */
void wks_gate_put_key(const wks_gate_asked *asked, size_t subject, wks_json *json);

#endif
