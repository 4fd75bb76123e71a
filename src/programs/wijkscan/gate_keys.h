/* programs/wijkscan/gate_keys.h - how the key columns of a table hang together, from the command
 * line.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_KEYS_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_KEYS_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/table_keys.h"
#include "programs/wijkscan/verb.h"

/* From each --geo region,gem,wijk (none or more), --by age,section>act, where > goes from a level
 * of a classification to the one below it, and each --table wijk,age.  *out lives in the arena of
 * the call: tables refer to it.
 * Errors: WKS_E_ARGUMENT  an empty name, one twice, too many, a --table with a column that is in
 *                         neither
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_keys_read(const wks_call *call, const wks_arguments *arguments,
                                           wks_table_keys **out, wks_error *err);

/* Add columns [n] that are not there yet, as if --by had named them.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_keys_add(const char *const *columns, size_t n, wks_arena *arena,
                                          wks_table_keys *keys, wks_error *err);

/* What is wrong with the names of a flag: WKS_E_ARGUMENT. */
wks_code wks_gate_keys_fail_names(const char *flag, wks_error *err);
wks_code wks_gate_keys_fail_twice(const char *flag, const char *column, wks_error *err);

/* The index of a column; keys->n when it is none. */
size_t wks_gate_keys_find(const wks_table_keys *keys, const char *column);

#endif
