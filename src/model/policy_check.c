/* What a policy may hold, and what belongs together in it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "model/policy_parts.h"
#include "model/yaml.h"

#include <stdbool.h>
#include <string.h>

static wks_code fail_at(const wks_policy *policy, size_t line, const char *fault, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s, line %zu: %s", "%s, regel %zu: %s"),
                    policy->file, line, fault);
}

/* ---- where numbers come from ----------------------------------------------------------------- */

static bool is_given(wks_span text, const char *rule)
{
    return wks_yaml_line(text, rule, 1, 0) != 0;
}

/* Each key that holds a number of a rule. */
static const char *const rules[] = {"minimum_persons",
                                    "rounding_base",
                                    "minimum_providers",
                                    "minimum_persons_per_provider",
                                    "difference_minimum",
                                    "minimum_area_inhabitants",
                                    "survey_minimum",
                                    "range_percent",
                                    "dominance",
                                    "p_percent",
                                    "group"};

static size_t count_basis(const wks_policy *policy, const char *rule)
{
    size_t n = 0;
    for (size_t i = 0; i < policy->n_basis; i++) {
        n += wks_text_equal(policy->basis[i].rule, rule);
    }
    return n;
}

static wks_code check_basis(const wks_policy *policy, wks_span text, wks_error *err)
{
    const size_t line = wks_yaml_line(text, "basis", 1, 1);
    size_t n_known = 0;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        const size_t n = count_basis(policy, rules[i]);
        n_known += n;
        if (n != (is_given(text, rules[i]) ? 1 : 0)) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr("%s, line %zu: expected in 'basis' exactly one entry for each rule "
                       "that is given, and none for another: see '%s'",
                       "%s, regel %zu: verwacht bij 'basis' precies een keer elke regel "
                       "die er staat, en geen andere: zie '%s'"),
                policy->file, line, rules[i]);
        }
    }
    return n_known == policy->n_basis
               ? WKS_OK
               : fail_at(policy, line,
                         wks_tr("key 'basis' names a rule that does not exist",
                                "'basis' noemt een regel die niet bestaat"),
                         err);
}

/* ---- what belongs together ------------------------------------------------------------------- */

static wks_code check_together(const wks_policy *policy, wks_span text, wks_error *err)
{
    if ((policy->method == WKS_POLICY_ROUNDS) != (policy->rounding_base != 0)) {
        return fail_at(policy, wks_yaml_line(text, "rounding_base", 1, 1),
                       wks_tr("expected 'rounding_base' with 'method: round', and only there",
                              "verwacht 'rounding_base' bij 'method: round', en alleen daar"),
                       err);
    }
    if ((policy->minimum_providers == 0) != (policy->minimum_persons_per_provider == 0)) {
        return fail_at(
            policy,
            wks_yaml_line(text, "minimum_providers", 1,
                          wks_yaml_line(text, "minimum_persons_per_provider", 1, 1)),
            wks_tr("expected 'minimum_providers' and 'minimum_persons_per_provider' together",
                   "verwacht 'minimum_providers' en 'minimum_persons_per_provider' samen"),
            err);
    }
    return WKS_OK;
}

static wks_code check_id(const wks_policy *policy, wks_span text, wks_error *err)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    return policy->id[strspn(policy->id, letters)] == 0
               ? WKS_OK
               : fail_at(policy, wks_yaml_line(text, "id", 1, 1),
                         wks_tr("an id holds small letters, digits and hyphens",
                                "een id heeft kleine letters, cijfers en streepjes"),
                         err);
}

/* ---- cells that must be shown ---------------------------------------------------------------- */

/* "gem=GM0153,sex=V", or "T". */
static bool is_forced_cell(const char *text)
{
    if (strcmp(text, "T") == 0) {
        return true;
    }
    for (;;) {
        const size_t n = strcspn(text, ",");
        const char *sign = memchr(text, '=', n);
        if (sign == NULL || sign == text || sign + 1 == text + n) {
            return false;
        }
        if (text[n] == 0) {
            return true;
        }
        text += n + 1;
    }
}

static wks_code check_forced(const wks_policy *policy, wks_span text, wks_error *err)
{
    for (size_t i = 0; i < policy->n_forced; i++) {
        if (!is_forced_cell(policy->forced[i])) {
            return wks_fail(
                err, WKS_E_FORMAT,
                wks_tr(
                    "%s, line %zu: key 'forced': expected column=code,column=code or T, not '%s'",
                    "%s, regel %zu: bij 'forced' hoort kolom=code,kolom=code of T, niet '%s'"),
                policy->file, wks_yaml_line(text, "forced", 1, 1), policy->forced[i]);
        }
    }
    return WKS_OK;
}

/* ---- all ------------------------------------------------------------------------------------- */

wks_code wks_policy_check(const wks_policy *policy, wks_span text, wks_error *err)
{
    WKS_TRY(check_id(policy, text, err));
    WKS_TRY(check_together(policy, text, err));
    WKS_TRY(check_forced(policy, text, err));
    WKS_TRY(wks_policy_check_waiver_form(policy, text, err));
    return check_basis(policy, text, err);
}
