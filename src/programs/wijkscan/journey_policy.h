/* programs/wijkscan/journey_policy.h - the rules of disclosure that a build holds itself to.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_JOURNEY_POLICY_H
#define WKS_PROGRAMS_WIJKSCAN_JOURNEY_POLICY_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/gate.h"
#include "model/catalogue.h"
#include "model/policy.h"
#include "model/workspace.h"

/* The policy that the workspace names; *out is NULL where it names none.  Lives in arena.
 * Errors: those of wks_policy_read and wks_policy_check_waivers
 *         WKS_E_REFUSED  it has rules that a build cannot hold itself to; names them */
WKS_MUST_CHECK wks_code wks_journey_policy(const wks_workspace *workspace, wks_arena *arena,
                                           const wks_policy **out, wks_error *err);

/* The rules of the workspace and its policy (NULL: none), the stricter of both.  How many live in
 * an area is what the indicator "inwoners" of the catalogue says. */
wks_gate_rules wks_journey_rules(const wks_workspace *workspace, const wks_policy *policy,
                                 const wks_catalogue *catalogue);

#endif
