/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/journey_policy.h"

#include "base/language.h"
#include "base/text.h"
#include "cells/protection.h"
#include "programs/wijkscan/today.h"

#include <stdbool.h>
#include <stddef.h>

static const char inhabitants[] = "inwoners"; /* catalogue/README.md */

/* Of whom a number is made, a build keeps the two who have most. */
static bool knows_more(const wks_policy *policy)
{
    for (size_t i = 0; i < policy->n_dominance; i++) {
        if (policy->dominance[i].n > 2) {
            return true;
        }
    }
    return false;
}

/* Keys of a policy that only `wijkscan gate protect` can hold a table to. */
static wks_code check_rules(const wks_policy *policy, wks_error *err)
{
    const struct {
        const char *key;
        bool is_asked;
    } rules[] = {
        {"method", policy->method != WKS_POLICY_SUPPRESSES},
        {"criterion", policy->criterion != WKS_POLICY_CRITERION_B},
        {"zeros", policy->zeros != WKS_POLICY_ZEROS_PUBLISHED},
        {"minimum_persons_per_provider", policy->minimum_persons_per_provider > 1},
        {"dominance", knows_more(policy)},
        {"p_percent", policy->prior.p_percent > 0 && policy->prior.n_known > 1},
        {"forced", policy->n_forced > 0},
        {"group", policy->group.is_given && policy->group.others_below > policy->minimum_persons},
    };

    wks_buffer names = {0};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if (rules[i].is_asked) {
            wks_buffer_printf(&names, "%s%s", names.n == 0 ? "" : ", ", rules[i].key);
        }
    }
    wks_code code = wks_buffer_check(&names, err);
    if (code == WKS_OK && names.n > 0) {
        code = wks_fail(err, WKS_E_REFUSED,
                        wks_tr("%s: has rules that a build cannot hold itself to yet: %s",
                               "%s: heeft regels waar een opbouw zich nog niet aan kan houden: %s"),
                        policy->file, names.bytes);
    }
    wks_buffer_clear(&names);
    return code;
}

wks_code wks_journey_policy(const wks_workspace *workspace, wks_arena *arena,
                            const wks_policy **out, wks_error *err)
{
    wks_policy *policy = NULL;
    *out = NULL;
    if (workspace->policy == NULL) {
        return WKS_OK;
    }
    const char *today = wks_today(arena);
    if (today == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_take(arena, 1, sizeof *policy, &policy, err));
    WKS_TRY(wks_policy_read(workspace->policy, arena, policy, err));
    WKS_TRY(wks_policy_check_waivers(policy, today, NULL, 0, err));
    WKS_TRY(check_rules(policy, err));
    *out = policy;
    return WKS_OK;
}

wks_gate_rules wks_journey_rules(const wks_workspace *workspace, const wks_policy *policy,
                                 const wks_catalogue *catalogue)
{
    wks_gate_rules rules = {.minimum_persons = workspace->minimum_persons,
                            .insiders = policy == NULL ? WKS_MOST_INSIDERS : policy->insiders};
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        if (wks_text_equal(catalogue->indicators[i].id, inhabitants)) {
            rules.inhabitants = &catalogue->indicators[i];
        }
    }
    if (policy != NULL) {
        rules.policy_dutch = policy->dutch;
        rules.policy_english = policy->english;
        rules.policy_version = policy->version;
        rules.minimum_persons = policy->minimum_persons > rules.minimum_persons
                                    ? policy->minimum_persons
                                    : rules.minimum_persons;
        rules.survey_minimum = policy->survey_minimum;
        rules.minimum_inhabitants = policy->minimum_area_inhabitants;
        rules.difference_minimum = policy->difference_minimum;
        rules.minimum_providers = policy->minimum_providers;
        rules.dominance = policy->dominance;
        rules.n_dominance = policy->n_dominance;
        rules.prior = policy->prior;
    }
    return rules;
}
