/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_ruling.h"

#include "base/language.h"
#include "base/text.h"
#include "programs/wijkscan/gate_waiver.h"
#include "programs/wijkscan/today.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

enum {
    LEAST_MINIMUM = 3,
    MOST_MINIMUM = 1000000,
    USUAL_MINIMUM = 10
};

static const double usual_most_percent = 90;
static const double usual_least_percent = 10;
static const double usual_range_percent = 10;

/* ---- flags and policy ------------------------------------------------------------------------ */

static wks_code fail_weaker(const wks_policy *policy, const char *flag, const char *given,
                            const char *ruled, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("--%s %s is weaker than the %s of policy %s (%s)",
                           "--%s %s is zwakker dan de %s van beleid %s (%s)"),
                    flag, given, ruled, policy->id, policy->file);
}

/* Of a survey the policy may ask for more answers than it asks for persons. */
static int ruled_minimum(const wks_gate_ruling *ruling)
{
    const wks_policy *policy = ruling->policy;
    if (policy == NULL) {
        return USUAL_MINIMUM;
    }
    return ruling->kind == WKS_GATE_ESTIMATES && policy->survey_minimum > 0
               ? policy->survey_minimum
               : policy->minimum_persons;
}

static wks_code read_minimum(const wks_call *call, const wks_arguments *arguments,
                             wks_gate_ruling *out, wks_error *err)
{
    const int ruled = ruled_minimum(out);
    int minimum = 0;
    WKS_TRY(wks_arguments_number(call, arguments, "minimum",
                                 out->kind == WKS_GATE_AMOUNTS ? 1 : LEAST_MINIMUM, MOST_MINIMUM,
                                 ruled, &minimum, err));
    if (out->policy != NULL && minimum < ruled) {
        const char *text = wks_arena_printf(call->arena, "%d", ruled);
        return text == NULL
                   ? wks_arena_fail(err)
                   : fail_weaker(out->policy, "minimum",
                                 wks_arguments_flag(call, arguments, "minimum"), text, err);
    }
    out->rule.minimum = minimum;
    return WKS_OK;
}

/* A flag of words, the weaker ones first; what the policy says, or the first word, when it was not
 * given. */
static wks_code read_strength(const wks_call *call, const wks_arguments *arguments,
                              const wks_gate_ruling *ruling, const char *name,
                              const char *const *words, size_t n, size_t *strength, wks_error *err)
{
    const size_t ruled = *strength;
    if (wks_arguments_flag(call, arguments, name) == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_choice(call, arguments, name, words, n, strength, err));
    return ruling->policy == NULL || *strength >= ruled
               ? WKS_OK
               : fail_weaker(ruling->policy, name, words[*strength], words[ruled], err);
}

static wks_code read_words(const wks_call *call, const wks_arguments *arguments,
                           wks_gate_ruling *out, wks_error *err)
{
    static const char *const criteria[] = {"A", "B"};
    static const char *const zeros[] = {"published", "reasoned", "protected", "structural"};
    static const wks_policy_zeros meant[] = {WKS_POLICY_ZEROS_PUBLISHED, WKS_POLICY_ZEROS_PUBLISHED,
                                             WKS_POLICY_ZEROS_PROTECTED,
                                             WKS_POLICY_ZEROS_STRUCTURAL};
    static const wks_table_criterion asked[] = {WKS_TABLE_CRITERION_A, WKS_TABLE_CRITERION_B};
    size_t criterion = 1;
    size_t zero = 0;
    if (out->policy != NULL) {
        criterion = out->policy->criterion == WKS_POLICY_CRITERION_A ? 0 : 1;
        while (meant[zero] != out->policy->zeros) {
            zero++;
        }
    }
    WKS_TRY(read_strength(call, arguments, out, "criterion", criteria, 2, &criterion, err));
    size_t between = criterion;
    WKS_TRY(read_strength(call, arguments, out, "between", criteria, 2, &between, err));
    WKS_TRY(read_strength(call, arguments, out, "zeros", zeros, 4, &zero, err));
    out->rule.criterion = asked[criterion];
    out->between = asked[between];
    out->zeros = meant[zero];
    out->rule.protects_zeros = out->zeros != WKS_POLICY_ZEROS_PUBLISHED;
    out->knows_floor = zero == 1;
    return WKS_OK;
}

/* Who is counted in an amount is for dominance and p %. */
static wks_code read_insiders(const wks_call *call, const wks_arguments *arguments,
                              wks_gate_ruling *out, wks_error *err)
{
    static const char *const numbers[] = {"0", "1"};
    size_t insiders = out->policy == NULL ? 0 : (size_t)out->policy->insiders;
    WKS_TRY(read_strength(call, arguments, out, "insiders", numbers, 2, &insiders, err));
    out->insiders = out->kind == WKS_GATE_PERSONS ? insiders : 0;
    return WKS_OK;
}

/* The columns of the policy, then those of --sensitive. */
static wks_code read_group(const wks_call *call, const wks_arguments *arguments,
                           wks_gate_ruling *out, wks_error *err)
{
    const wks_policy *policy = out->policy;
    const char *given = wks_arguments_flag(call, arguments, "sensitive");
    wks_gate_names keys = {0};
    out->group = (wks_policy_group){.most_percent = usual_most_percent,
                                    .least_percent = usual_least_percent,
                                    .others_below = (int)out->rule.minimum};
    if (policy != NULL && policy->group.is_given) {
        out->group = policy->group;
    }
    if (given == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_gate_read_names("sensitive", given, call->arena, &keys, err));
    const size_t n = out->group.n_sensitive + keys.n;
    const char **all = NULL;
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *all, &all, err));
    for (size_t i = 0; i < n; i++) {
        all[i] = i < out->group.n_sensitive ? out->group.sensitive[i]
                                            : keys.names[i - out->group.n_sensitive];
    }
    out->named = keys.names;
    out->n_named = keys.n;
    out->group.sensitive = all;
    out->group.n_sensitive = n;
    return WKS_OK;
}

/* ---- rules for amounts ----------------------------------------------------------------------- */

/* "2:90" or "15", and what comes behind its comma; second stays as it was when there is none. */
static wks_code read_pair(const char *flag, const char **rest, double *first, double *second,
                          wks_error *err)
{
    const char *at = *rest;
    const size_t n = strcspn(at, ",");
    const char *colon = memchr(at, ':', n);
    const size_t n_first = colon == NULL ? n : (size_t)(colon - at);
    if (!wks_text_number((wks_span){at, n_first}, false, first) ||
        (colon != NULL &&
         !wks_text_number((wks_span){colon + 1, n - n_first - 1}, false, second))) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("--%s: expected pairs of numbers such as 2:90, with commas between",
                   "--%s: verwacht paren van getallen zoals 2:90, met komma's ertussen"),
            flag);
    }
    *rest = at[n] == ',' ? at + n + 1 : NULL;
    return WKS_OK;
}

static wks_code check_pair(const char *flag, double n, double n_most, double percent,
                           wks_error *err)
{
    if (n >= 1 && n <= n_most && floor(n) == n && percent >= 1 && percent <= 100) {
        return WKS_OK;
    }
    return wks_fail(
        err, WKS_E_ARGUMENT,
        wks_tr("--%s: expected 1 to %g contributors, and 1 to 100 per cent",
               "--%s: verwacht 1 tot en met %g bijdragers, en 1 tot en met 100 procent"),
        flag, n_most);
}

static wks_code read_dominance(const wks_call *call, const wks_arguments *arguments,
                               wks_gate_ruling *out, wks_error *err)
{
    const char *rest = wks_arguments_flag(call, arguments, "dominance");
    const size_t n_ruled = out->policy == NULL ? 0 : out->policy->n_dominance;
    wks_policy_dominance *all = NULL;
    WKS_TRY(wks_arena_take(call->arena, n_ruled + (rest == NULL ? 0 : strlen(rest)), sizeof *all,
                           &all, err));
    for (size_t i = 0; i < n_ruled; i++) {
        all[out->n_dominance++] = out->policy->dominance[i];
    }
    while (rest != NULL) {
        double n = 0;
        double k = 0;
        WKS_TRY(read_pair("dominance", &rest, &n, &k, err));
        WKS_TRY(check_pair("dominance", n, WKS_POLICY_MOST_KNOWN, k, err));
        all[out->n_dominance++] = (wks_policy_dominance){.n = (int)n, .k_percent = k};
    }
    out->dominance = all;
    return WKS_OK;
}

static wks_code read_priors(const wks_call *call, const wks_arguments *arguments,
                            wks_gate_ruling *out, wks_error *err)
{
    const char *rest = wks_arguments_flag(call, arguments, "p-percent");
    wks_policy_prior *all = NULL;
    WKS_TRY(
        wks_arena_take(call->arena, 1 + (rest == NULL ? 0 : strlen(rest)), sizeof *all, &all, err));
    if (out->policy != NULL && out->policy->prior.p_percent > 0) {
        all[out->n_priors++] = out->policy->prior;
    }
    while (rest != NULL) {
        double n = 1;
        double p = 0;
        WKS_TRY(read_pair("p-percent", &rest, &p, &n, err));
        WKS_TRY(check_pair("p-percent", n, WKS_POLICY_MOST_KNOWN - 1, p, err));
        all[out->n_priors++] = (wks_policy_prior){.p_percent = p, .n_known = (int)n};
    }
    out->priors = all;
    return WKS_OK;
}

/* Flags that say something of one kind of table alone. */
static wks_code check_kind(const wks_call *call, const wks_arguments *arguments,
                           const wks_gate_ruling *ruling, wks_error *err)
{
    static const struct {
        const char *flag;
        wks_gate_kind kind;
        const char *other;
    } needs[] = {
        {"dominance", WKS_GATE_AMOUNTS, "value"}, {"p-percent", WKS_GATE_AMOUNTS, "value"},
        {"unknown", WKS_GATE_AMOUNTS, "value"},   {"insiders", WKS_GATE_PERSONS, "count"},
        {"between", WKS_GATE_PERSONS, "count"},   {"sensitive", WKS_GATE_PERSONS, "count"}};

    for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
        if (wks_arguments_flag(call, arguments, needs[i].flag) != NULL &&
            ruling->kind != needs[i].kind) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--%s goes with --%s", "--%s hoort bij --%s"), needs[i].flag,
                            needs[i].other);
        }
    }
    if (wks_arguments_flag(call, arguments, "provider") != NULL &&
        (ruling->policy == NULL || ruling->policy->minimum_providers == 0)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--provider needs a policy with 'minimum_providers'",
                               "--provider heeft een beleid met 'minimum_providers' nodig"));
    }
    if (ruling->policy != NULL && wks_arguments_flag(call, arguments, "unknown") != NULL) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("--unknown is weaker than policy %s (%s), which knows no such codes",
                   "--unknown is zwakker dan beleid %s (%s), dat zulke codes niet kent"),
            ruling->policy->id, ruling->policy->file);
    }
    return WKS_OK;
}

/* ---- all ------------------------------------------------------------------------------------- */

static wks_code read_policy(const wks_call *call, const wks_arguments *arguments,
                            wks_gate_ruling *out, wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, "policy");
    wks_policy *policy = NULL;
    if (name == NULL) {
        return WKS_OK;
    }
    const char *today = wks_today(call->arena);
    if (today == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_take(call->arena, 1, sizeof *policy, &policy, err));
    WKS_TRY(wks_policy_read(name, call->arena, policy, err));
    WKS_TRY(wks_gate_waiver_check(policy, wks_arguments_flag(call, arguments, "signers"), today,
                                  call->arena, err));
    if (policy->method != WKS_POLICY_SUPPRESSES) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("%s: tables of this policy are not protected by hiding cells (key "
                               "'method'); one table keeps one way",
                               "%s: tabellen van dit beleid worden niet beschermd door cellen te "
                               "verbergen ('method'); een tabel houdt een manier"),
                        policy->file);
    }
    out->policy = policy;
    return WKS_OK;
}

wks_code wks_gate_ruling_read(const wks_call *call, const wks_arguments *arguments,
                              wks_gate_ruling *out, wks_error *err)
{
    *out = (wks_gate_ruling){0};
    WKS_TRY(wks_gate_table_kind(call, arguments, &out->kind, err));
    WKS_TRY(read_policy(call, arguments, out, err));
    WKS_TRY(check_kind(call, arguments, out, err));
    WKS_TRY(read_minimum(call, arguments, out, err));
    WKS_TRY(read_words(call, arguments, out, err));
    WKS_TRY(read_insiders(call, arguments, out, err));
    WKS_TRY(read_dominance(call, arguments, out, err));
    WKS_TRY(read_priors(call, arguments, out, err));
    out->has_population = wks_arguments_flag(call, arguments, "population") != NULL;
    out->range_percent = out->policy == NULL ? usual_range_percent : out->policy->range_percent;
    return read_group(call, arguments, out, err);
}
