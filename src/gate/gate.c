/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate.h"

#include "base/language.h"
#include "gate/gate_signal.h"
#include "gate/gate_verdict.h"

#include <math.h>

struct wks_released {
    wks_released_value *values; /* [n] */
    size_t n;
    wks_released_test *tests; /* [n_tests] */
    size_t n_tests;
    wks_released_trend *trends; /* [n_trends] */
    size_t n_trends;
    wks_gate_findings findings;
    bool is_invented;
};

const char *wks_decision_code(wks_decision decision)
{
    static const char *const codes[] = {
        [WKS_DECISION_NONE] = "none",       [WKS_DECISION_PUBLIC] = "public",
        [WKS_DECISION_ALLOWED] = "allowed", [WKS_DECISION_HIDDEN] = "hidden",
        [WKS_DECISION_REFUSED] = "refused",
    };
    return codes[decision];
}

size_t wks_released_count(const wks_released *released)
{
    return released->n;
}

const wks_released_value *wks_released_at(const wks_released *released, size_t index)
{
    return &released->values[index];
}

size_t wks_released_count_tests(const wks_released *released)
{
    return released->n_tests;
}

const wks_released_test *wks_released_test_at(const wks_released *released, size_t index)
{
    return &released->tests[index];
}

size_t wks_released_count_trends(const wks_released *released)
{
    return released->n_trends;
}

const wks_released_trend *wks_released_trend_at(const wks_released *released, size_t index)
{
    return &released->trends[index];
}

size_t wks_released_count_models(const wks_released *released)
{
    return released->findings.n_models;
}

const wks_released_model *wks_released_model_at(const wks_released *released, size_t index)
{
    return &released->findings.models[index];
}

size_t wks_released_count_signals(const wks_released *released)
{
    return released->findings.n_lists;
}

const wks_released_signal_list *wks_released_signals_at(const wks_released *released, size_t index)
{
    return &released->findings.lists[index];
}

bool wks_released_is_invented(const wks_released *released)
{
    return released->is_invented;
}

bool wks_gate_is_small(wks_candidate_kind kind, double n_persons, double n_with, double minimum)
{
    if (!(n_persons >= minimum)) {
        return true;
    }
    if (kind != WKS_CANDIDATE_COUNT) {
        return false;
    }
    return !(n_with >= minimum) || !(n_persons - n_with >= minimum);
}

/* Where nobody says how many live there, the persons of the number itself do. */
static bool is_of_a_small_area(const wks_gate_rules *rules, const wks_candidates *candidates,
                               const wks_candidate *candidate)
{
    if (rules->minimum_inhabitants == 0 || candidate->level < WKS_LEVEL_WIJK) {
        return false;
    }
    const size_t at = rules->inhabitants == NULL
                          ? WKS_NO_CANDIDATE
                          : wks_candidates_nearest(candidates, rules->inhabitants, candidate->area,
                                                   candidate->period);
    const double n =
        at == WKS_NO_CANDIDATE ? candidate->n_persons : candidates->items[at].value.value;
    return !(n >= rules->minimum_inhabitants);
}

/* A source that names providers, and a number of which nobody counted them, is no reason to let it
 * pass. */
static bool is_of_few_providers(const wks_gate_rules *rules, const wks_candidate *candidate)
{
    if (rules->minimum_providers == 0 || candidate->source->provider_column == NULL ||
        candidate->kind == WKS_CANDIDATE_FIGURE) {
        return false;
    }
    return !candidate->has_providers || !(candidate->n_providers >= rules->minimum_providers);
}

/* Whether a few have nearly all of what was measured, or one can tell what another has. */
static bool is_dominated(const wks_gate_rules *rules, const wks_candidate *candidate)
{
    const bool is_asked = rules->n_dominance > 0 || rules->prior.p_percent > 0;
    const double all = candidate->parts.with;
    if (!is_asked || candidate->kind != WKS_CANDIDATE_MEAN ||
        candidate->parts.kind != WKS_PARTS_MEAN) {
        return false;
    }
    bool is_hidden = !candidate->has_largest;
    for (size_t i = 0; i < rules->n_dominance; i++) {
        const wks_policy_dominance *rule = &rules->dominance[i];
        const double most = candidate->largest + (rule->n > 1 ? candidate->second : 0);
        is_hidden = is_hidden || most * 100 > rule->k_percent * all;
    }
    const double rest = all - candidate->largest - candidate->second;
    return is_hidden ||
           (rules->prior.p_percent > 0 && rest * 100 < rules->prior.p_percent * candidate->largest);
}

bool wks_gate_hides(const wks_gate_rules *rules, const wks_candidates *candidates,
                    const wks_candidate *candidate)
{
    const bool is_of_survey =
        candidate->kind == WKS_CANDIDATE_SURVEY || candidate->kind == WKS_CANDIDATE_MODEL;
    const int minimum = is_of_survey && rules->survey_minimum > rules->minimum_persons
                            ? rules->survey_minimum
                            : rules->minimum_persons;
    return wks_gate_is_small(candidate->kind, candidate->n_persons, candidate->n_with, minimum) ||
           is_of_a_small_area(rules, candidates, candidate) ||
           is_of_few_providers(rules, candidate) || is_dominated(rules, candidate);
}

static wks_decision judge(const wks_gate_rules *rules, const wks_candidates *candidates,
                          size_t index)
{
    const wks_candidate *candidate = &candidates->items[index];
    const bool is_count = candidate->kind != WKS_CANDIDATE_FIGURE;
    if (!is_count && candidate->source->is_public) {
        return wks_status_has_number(candidate->value.status) ? WKS_DECISION_PUBLIC
                                                              : WKS_DECISION_NONE;
    }
    if (!is_count || wks_gate_hides(rules, candidates, candidate)) {
        /* of a survey with too few answers the reason is already known, and its n is published */
        return candidate->value.status == WKS_STATUS_TOO_FEW ? WKS_DECISION_NONE
                                                             : WKS_DECISION_HIDDEN;
    }
    if (!wks_status_has_number(candidate->value.status)) {
        return WKS_DECISION_NONE;
    }
    if (candidate->kind != WKS_CANDIDATE_SURVEY && candidate->kind != WKS_CANDIDATE_MODEL &&
        rules->is_also_hidden == NULL) {
        return WKS_DECISION_REFUSED; /* nobody asked what others tell of it */
    }
    return rules->is_also_hidden != NULL && rules->is_also_hidden[index] ? WKS_DECISION_HIDDEN
                                                                         : WKS_DECISION_ALLOWED;
}

wks_code wks_gate_cover(const wks_gate_rules *rules, const wks_candidates *candidates,
                        wks_arena *arena, wks_candidate **items, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, candidates->n, sizeof **items, items, err));
    for (size_t i = 0; i < candidates->n; i++) {
        wks_candidate *one = &(*items)[i];
        *one = candidates->items[i];
        const wks_decision decision = judge(rules, candidates, i);
        if (decision == WKS_DECISION_HIDDEN || decision == WKS_DECISION_REFUSED) {
            one->value = wks_value_empty(WKS_STATUS_HIDDEN);
            one->parts = (wks_parts){.kind = WKS_PARTS_NONE};
            one->crude_ratio = NAN;
            one->verdict = NULL;
        }
    }
    return WKS_OK;
}

static wks_released_value pass(const wks_candidate *candidate, wks_decision decision)
{
    wks_released_value value = {.indicator = candidate->indicator,
                                .source = candidate->source,
                                .breakdown = candidate->breakdown,
                                .level = candidate->level,
                                .period = candidate->period,
                                .area = candidate->area,
                                .value = candidate->value,
                                .decision = decision,
                                .delivery = candidate->delivery,
                                .rows = NULL,
                                .method = candidate->method,
                                .flags = candidate->flags,
                                .verdict = candidate->verdict};
    if (decision != WKS_DECISION_PUBLIC && decision != WKS_DECISION_ALLOWED) {
        value.method = WKS_METHOD_NONE;
        value.flags = 0;
        value.verdict = NULL;
    }
    if (decision == WKS_DECISION_HIDDEN) {
        value.value = wks_value_empty(WKS_STATUS_HIDDEN);
    } else if (decision == WKS_DECISION_REFUSED) {
        value.value = wks_value_empty(WKS_STATUS_NOT_RELEASED);
    } else if (decision == WKS_DECISION_NONE) {
        /* only the reason travels on, whatever stands beside it */
        value.value = wks_value_empty(candidate->value.status);
    } else if (decision == WKS_DECISION_PUBLIC) {
        value.rows = candidate->rows;
    }
    return value;
}

wks_code wks_gate_release(const wks_gate_rules *rules, const wks_candidates *candidates,
                          wks_arena *arena, const wks_released **out, wks_gate_report *report,
                          wks_error *err)
{
    const size_t n = candidates->n;
    wks_released *released = NULL;
    *out = NULL;
    *report = (wks_gate_report){0};
    if (rules->minimum_persons < WKS_GATE_LEAST_MINIMUM) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("the minimum number of persons is %d; expected at least %d",
                               "het minimum aantal personen is %d; verwacht ten minste %d"),
                        rules->minimum_persons, WKS_GATE_LEAST_MINIMUM);
    }
    WKS_TRY(wks_arena_take(arena, 1, sizeof *released, &released, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *released->values, &released->values, err));
    released->n = n;
    released->is_invented = rules->is_invented || rules->holds_invented;
    for (size_t i = 0; i < n; i++) {
        const wks_decision decision = judge(rules, candidates, i);
        released->values[i] = pass(&candidates->items[i], decision);
        report->n_by_decision[decision]++;
        released->is_invented = released->is_invented || candidates->items[i].is_invented;
        if (decision == WKS_DECISION_REFUSED) {
            report->refused = candidates->items[i].source;
        }
    }
    WKS_TRY(
        wks_gate_judge_verdicts(rules, candidates, arena, released->values, &released->tests, err));
    released->n_tests = candidates->n_tests;
    WKS_TRY(wks_gate_judge_trends(candidates, released->values, arena, &released->trends, err));
    released->n_trends = candidates->n_trends;
    WKS_TRY(wks_gate_judge_findings(candidates, released->values, arena, &released->findings, err));
    *out = released;
    return WKS_OK;
}
