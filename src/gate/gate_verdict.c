/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_verdict.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const wks_verdict would_reveal = {.reference = NAN,
                                         .difference = NAN,
                                         .lower = NAN,
                                         .upper = NAN,
                                         .p_higher = NAN,
                                         .label = WKS_VERDICT_NONE,
                                         .reason = WKS_WHY_WOULD_REVEAL};

static bool is_withheld(const wks_released_value *value)
{
    return value->decision == WKS_DECISION_HIDDEN || value->decision == WKS_DECISION_REFUSED;
}

/* ---- verdicts ------------------------------------------------------------------------------ */

/* The areas of one series that were compared with each other's rest. */
typedef struct rest_group {
    const char *against; /* of their verdicts */
    bool is_total_withheld;
    size_t n_hidden;
    double n_persons, n_with; /* of the hidden ones together */
    wks_candidate_kind kind;
} rest_group;

/* The candidates of one test. */
typedef struct series {
    const wks_candidates *all;
    wks_released_value *values; /* of all */
    size_t first, n;
} series;

typedef struct rest_groups {
    rest_group *items;
    size_t n;
    size_t room;
} rest_groups;

/* Areas are sorted by code, so that those of a gemeente stand together. */
static wks_code find_group(rest_groups *groups, const char *against, wks_arena *arena,
                           rest_group **out, wks_error *err)
{
    if (groups->n == 0 || strcmp(groups->items[groups->n - 1].against, against) != 0) {
        WKS_TRY(wks_arena_grow(arena, &groups->items, groups->n, &groups->room,
                               sizeof *groups->items, err));
        groups->items[groups->n++] = (rest_group){.against = against};
    }
    *out = &groups->items[groups->n - 1];
    return WKS_OK;
}

/* Of a value that is not shown, but whose parts were part of a rest. */
static void add_hidden(rest_group *group, const wks_candidate *candidate)
{
    group->n_hidden++;
    group->n_persons += candidate->n_persons;
    group->n_with += candidate->n_with;
    group->kind = candidate->kind;
}

static bool gives_back(const wks_gate_rules *rules, const rest_group *group)
{
    return group->is_total_withheld || group->n_hidden == 1 ||
           (group->n_hidden > 1 && wks_gate_is_small(group->kind, group->n_persons, group->n_with,
                                                     rules->minimum_persons));
}

/* Whether the number of all areas of a group together is itself not shown. */
static bool is_total_withheld(const series *of, const wks_candidate *one)
{
    const wks_candidate_key key = {.indicator = one->indicator,
                                   .breakdown = one->breakdown,
                                   .level = one->level == WKS_LEVEL_GEMEENTE ? WKS_LEVEL_REGIO
                                                                             : WKS_LEVEL_GEMEENTE,
                                   .period = one->period,
                                   .area = one->verdict->against};
    const size_t found = wks_candidates_find(of->all, &key);
    return found != WKS_NO_CANDIDATE && is_withheld(&of->values[found]);
}

static wks_code judge_series(const wks_gate_rules *rules, const series *of, wks_arena *arena,
                             wks_error *err)
{
    const wks_candidate *candidates = of->all->items + of->first;
    wks_released_value *values = of->values + of->first;
    const size_t n = of->n;
    rest_groups groups = {0};
    rest_group *group = NULL;
    for (size_t i = 0; i < n; i++) {
        if (candidates[i].verdict == NULL || candidates[i].verdict->against[0] == 0) {
            continue;
        }
        WKS_TRY(find_group(&groups, candidates[i].verdict->against, arena, &group, err));
        group->is_total_withheld = is_total_withheld(of, &candidates[i]);
        if (is_withheld(&values[i])) {
            add_hidden(group, &candidates[i]);
        }
    }
    for (size_t i = 0, at = 0; i < n; i++) {
        if (candidates[i].verdict == NULL || candidates[i].verdict->against[0] == 0) {
            continue;
        }
        while (strcmp(groups.items[at].against, candidates[i].verdict->against) != 0) {
            at++;
        }
        if (values[i].verdict != NULL && gives_back(rules, &groups.items[at])) {
            values[i].verdict = &would_reveal;
        }
    }
    return WKS_OK;
}

static bool is_of_test(const wks_candidate *candidate, const wks_candidate_test *test)
{
    return candidate->indicator == test->indicator && candidate->breakdown == test->breakdown &&
           candidate->level == test->level && strcmp(candidate->period, test->period) == 0;
}

/* What is left of a test when some of its verdicts do not pass. */
static void count_shown(const wks_released_value *values, size_t n, wks_verdict_test *test)
{
    size_t n_tested = 0;
    size_t n_flagged = 0;
    for (size_t i = 0; i < n; i++) {
        const wks_verdict_label label =
            values[i].verdict == NULL ? WKS_VERDICT_NONE : values[i].verdict->label;
        n_tested += label != WKS_VERDICT_NONE;
        n_flagged += label == WKS_VERDICT_HIGHER || label == WKS_VERDICT_LOWER;
    }
    if (n_tested < test->n_tested) {
        test->expected_by_chance =
            n_tested == 0 ? NAN
                          : test->expected_by_chance * (double)n_tested / (double)test->n_tested;
    }
    test->n_tested = n_tested;
    test->n_flagged = n_flagged;
}

wks_code wks_gate_judge_verdicts(const wks_gate_rules *rules, const wks_candidates *candidates,
                                 wks_arena *arena, wks_released_value *values,
                                 wks_released_test **tests, wks_error *err)
{
    size_t at = 0;
    WKS_TRY(wks_arena_take(arena, candidates->n_tests, sizeof **tests, tests, err));
    for (size_t i = 0; i < candidates->n_tests; i++) {
        const wks_candidate_test *test = &candidates->tests[i];
        while (at < candidates->n && !is_of_test(&candidates->items[at], test)) {
            at++;
        }
        size_t end = at;
        while (end < candidates->n && is_of_test(&candidates->items[end], test)) {
            end++;
        }
        (*tests)[i] = (wks_released_test){.indicator = test->indicator,
                                          .breakdown = test->breakdown,
                                          .level = test->level,
                                          .period = test->period,
                                          .test = test->test};
        const series of = {.all = candidates, .values = values, .first = at, .n = end - at};
        WKS_TRY(judge_series(rules, &of, arena, err));
        count_shown(values + at, end - at, &(*tests)[i].test);
        at = end;
    }
    return WKS_OK;
}

/* ---- trends -------------------------------------------------------------------------------- */

static int compare_trends(const void *key, const void *item)
{
    const wks_released_value *value = key;
    const wks_released_trend *trend = item;
    if (value->breakdown != trend->breakdown) {
        return value->breakdown < trend->breakdown ? -1 : 1;
    }
    if (value->level != trend->level) {
        return value->level < trend->level ? -1 : 1;
    }
    return strcmp(value->area, trend->area == NULL ? "" : trend->area);
}

static void withhold(wks_verdict_trend *trend)
{
    *trend = (wks_verdict_trend){.per_year = NAN,
                                 .lower = NAN,
                                 .upper = NAN,
                                 .movement = WKS_MOVEMENT_NONE,
                                 .reason = WKS_WHY_WOULD_REVEAL};
}

static bool is_in_stretch(const wks_verdict_trend *trend, const char *period)
{
    return trend->from_period != NULL && strcmp(period, trend->from_period) >= 0 &&
           strcmp(period, trend->to_period) <= 0;
}

wks_code wks_gate_judge_trends(const wks_candidates *candidates, const wks_released_value *values,
                               wks_arena *arena, wks_released_trend **trends, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, candidates->n_trends, sizeof **trends, trends, err));
    for (size_t i = 0; i < candidates->n_trends; i++) {
        const wks_candidate_trend *trend = &candidates->trends[i];
        (*trends)[i] = (wks_released_trend){.indicator = trend->indicator,
                                            .breakdown = trend->breakdown,
                                            .level = trend->level,
                                            .area = trend->area,
                                            .trend = trend->trend};
    }
    /* an indicator's values and its trends are runs in the same order */
    for (size_t first = 0, at = 0; first < candidates->n_trends;) {
        const wks_indicator *indicator = (*trends)[first].indicator;
        size_t end = first;
        while (end < candidates->n_trends && (*trends)[end].indicator == indicator) {
            end++;
        }
        while (at < candidates->n && values[at].indicator != indicator) {
            at++;
        }
        for (; at < candidates->n && values[at].indicator == indicator; at++) {
            wks_released_trend *found = is_withheld(&values[at])
                                            ? bsearch(&values[at], *trends + first, end - first,
                                                      sizeof **trends, compare_trends)
                                            : NULL;
            if (found != NULL && is_in_stretch(&found->trend, values[at].period)) {
                withhold(&found->trend);
            }
        }
        first = end;
    }
    return WKS_OK;
}
