/* model/policy_parts.h - what model/policy.c is made of.  For policy*.c only.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_POLICY_PARTS_H
#define WKS_MODEL_POLICY_PARTS_H

#include "base/error.h"
#include "base/text.h"
#include "model/policy.h"

/* Hold a policy that was read to what its numbers may be and to what belongs together; text is its
 * file, for the lines in messages.  Errors: WKS_E_FORMAT. */
WKS_MUST_CHECK wks_code wks_policy_check(const wks_policy *policy, wks_span text, wks_error *err);

/* The part of it that is about waivers. */
WKS_MUST_CHECK wks_code wks_policy_check_waiver_form(const wks_policy *policy, wks_span text,
                                                     wks_error *err);

#endif
