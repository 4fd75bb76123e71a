/* programs/wijkscan/gate_waiver.h - who let their numbers be shown, signed by two who may.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_WAIVER_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_WAIVER_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "gate/contribution.h"
#include "model/policy.h"

#include <stddef.h>

/* Hold the waivers of a policy to a CSV of signers with columns name and key (hexadecimal); path
 * NULL: there are none.
 * Errors: those of wks_policy_check_waivers
 *         WKS_E_FORMAT  a key that is none: names its line; WKS_E_NOT_FOUND, WKS_E_IO */
WKS_MUST_CHECK wks_code wks_gate_waiver_check(const wks_policy *policy, const char *path,
                                              const char *today, wks_arena *arena, wks_error *err);

/* Mark who waived, of the contributors in this column; policy may be NULL. */
void wks_gate_waiver_mark(const wks_policy *policy, const char *column, wks_contributions *of);

/* A line for each waiver, for the release notes. */
void wks_gate_waiver_put(const wks_policy *policy, wks_buffer *out);

#endif
