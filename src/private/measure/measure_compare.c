/* The areas of a series against the rest of their gemeente or region.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/measure/measure_inside.h"
#include "private/method/compare.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One series while it is compared: candidates [n], and the same number of each array. */
typedef struct comparing {
    const wks_measuring *measuring;
    wks_candidate *candidates;
    size_t n;
    wks_verdict_test *test;
    wks_compare_part *parts;
    wks_label_reason *missing;
    size_t *group;
    size_t n_groups;
    wks_comparison *found;
    wks_verdict *verdicts; /* lives on; the others are scratch */
    wks_arena *scratch;
} comparing;

static bool is_same_series(const wks_candidate *a, const wks_candidate *b)
{
    return a->breakdown == b->breakdown && a->level == b->level &&
           strcmp(a->period, b->period) == 0;
}

/* ---- whether there is anything to compare -------------------------------------------------- */

static bool has_number(const wks_candidate *candidate)
{
    return wks_status_has_number(candidate->value.status);
}

static bool has_numbers(const wks_candidate *candidates, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (has_number(&candidates[i])) {
            return true;
        }
    }
    return false;
}

/* The first with parts: all of a series are of its kind. */
static const wks_candidate *find_with_parts(const wks_candidate *candidates, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (candidates[i].parts.kind != WKS_PARTS_NONE) {
            return &candidates[i];
        }
    }
    return NULL;
}

static const char *find_note(const wks_candidate *candidates, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (candidates[i].interval_note != NULL) {
            return candidates[i].interval_note;
        }
    }
    return NULL;
}

static wks_verdict_reason reason_for_series(const wks_indicator *indicator,
                                            const wks_candidate *candidates, size_t n,
                                            const char **note)
{
    *note = NULL;
    if (candidates[0].level < WKS_LEVEL_GEMEENTE) {
        return WKS_WHY_TOP_LEVEL;
    }
    if (!indicator->may_compare) {
        return WKS_WHY_NOT_COMPARABLE;
    }
    if (!has_numbers(candidates, n)) {
        return WKS_WHY_NO_VALUE;
    }
    if (find_with_parts(candidates, n) == NULL) {
        *note = find_note(candidates, n);
        return *note == NULL ? WKS_WHY_NO_MARGIN : WKS_WHY_NO_INTERVAL;
    }
    return WKS_WHY_NONE;
}

/* ---- what goes in -------------------------------------------------------------------------- */

static wks_figure_kind figure_kind(wks_parts_kind kind)
{
    switch (kind) {
    case WKS_PARTS_PROPORTION:
    case WKS_PARTS_SURVEY:
        return WKS_FIGURE_PROPORTION;
    case WKS_PARTS_RATE:
        return WKS_FIGURE_RATE;
    case WKS_PARTS_MEAN:
        return WKS_FIGURE_MEAN;
    case WKS_PARTS_NONE:
    case WKS_PARTS_ESTIMATE:
        break;
    }
    return WKS_FIGURE_ESTIMATE;
}

/* The area of whose rest is spoken; false for an area outside the region. */
static bool find_against(const wks_measuring *measuring, const wks_candidate *candidate,
                         wks_verdict_against against, char out[static WKS_AREA_CODE_SIZE])
{
    const char *region = measuring->workspace->region_code;
    char gemeente[WKS_AREA_CODE_SIZE];
    if (!wks_area_code_up(candidate->area, WKS_LEVEL_GEMEENTE, gemeente) ||
        (measuring->n_members > 0 && !wks_measuring_is_member(measuring, gemeente))) {
        return false;
    }
    const char *whole = against == WKS_AGAINST_GEMEENTE ? gemeente
                        : region != NULL                ? region
                                                        : WKS_LAND_CODE;
    snprintf(out, WKS_AREA_CODE_SIZE, "%s", whole);
    return true;
}

/* Areas come sorted by code, so that those of a gemeente stand together. */
static void set_input(comparing *self, wks_parts_kind kind)
{
    const char *last = "";
    self->n_groups = 0;
    for (size_t i = 0; i < self->n; i++) {
        const wks_candidate *candidate = &self->candidates[i];
        const wks_parts *parts = &candidate->parts;
        wks_verdict *verdict = &self->verdicts[i];
        *verdict = wks_verdict_none(WKS_WHY_NO_VALUE);
        self->parts[i] = (wks_compare_part){parts->with, parts->all, parts->squares, parts->second};
        self->missing[i] = WKS_REASON_NONE;
        if (!has_number(candidate)) {
            self->missing[i] = WKS_REASON_MISSING;
        } else if (parts->kind != kind) {
            self->missing[i] = WKS_REASON_NO_MARGIN;
        }
        if (!find_against(self->measuring, candidate, self->test->against, verdict->against)) {
            self->missing[i] = WKS_REASON_MISSING;
        }
        if (self->missing[i] != WKS_REASON_NONE) {
            self->parts[i] = (wks_compare_part){NAN, NAN, NAN, NAN};
            self->group[i] = self->n_groups == 0 ? 0 : self->n_groups - 1;
            verdict->against[0] = 0;
            continue;
        }
        self->n_groups += strcmp(last, verdict->against) != 0;
        self->group[i] = self->n_groups - 1;
        last = verdict->against;
    }
}

/* ---- what comes out ------------------------------------------------------------------------ */

static wks_verdict_label label_of(wks_label label)
{
    static const wks_verdict_label labels[] = {
        [WKS_LABEL_NONE] = WKS_VERDICT_NONE,
        [WKS_LABEL_HIGHER] = WKS_VERDICT_HIGHER,
        [WKS_LABEL_LOWER] = WKS_VERDICT_LOWER,
        [WKS_LABEL_NO_DIFFERENCE] = WKS_VERDICT_NO_DIFFERENCE,
    };
    return labels[label];
}

static wks_verdict_reason reason_of(wks_label_reason reason)
{
    static const wks_verdict_reason reasons[] = {
        [WKS_REASON_NONE] = WKS_WHY_NONE,
        [WKS_REASON_NO_MARGIN] = WKS_WHY_NO_MARGIN,
        [WKS_REASON_MISSING] = WKS_WHY_NO_VALUE,
        [WKS_REASON_TOO_FEW] = WKS_WHY_TOO_FEW,
        [WKS_REASON_NO_REST] = WKS_WHY_NO_REST,
        [WKS_REASON_ZERO_POPULATION] = WKS_WHY_NO_VALUE,
        [WKS_REASON_NOT_COMPARABLE] = WKS_WHY_NOT_COMPARABLE,
    };
    return reasons[reason];
}

void wks_measuring_verdict(const wks_comparison *found, double per, wks_verdict *out)
{
    out->label = label_of(found->label);
    out->reason = reason_of(found->reason);
    if (out->label == WKS_VERDICT_NONE) {
        return;
    }
    out->reference = found->reference * per;
    out->difference = found->difference * per;
    out->lower = found->difference_lower * per;
    out->upper = found->difference_upper * per;
    out->p_higher = found->p_higher;
}

static void set_verdicts(comparing *self, const wks_compare_summary *summary)
{
    for (size_t i = 0; i < self->n; i++) {
        wks_candidate *candidate = &self->candidates[i];
        wks_measuring_verdict(&self->found[i], candidate->parts.per, &self->verdicts[i]);
        if (has_number(candidate)) {
            candidate->verdict = &self->verdicts[i];
        }
    }
    self->test->n_tested = summary->n_tested;
    self->test->n_flagged = summary->n_higher + summary->n_lower;
    self->test->expected_by_chance = summary->n_tested == 0 ? NAN : summary->expected_by_chance;
}

/* ---- one series ---------------------------------------------------------------------------- */

static wks_code take_arrays(comparing *self, wks_error *err)
{
    const size_t n = self->n;
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->parts, &self->parts, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->missing, &self->missing, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->group, &self->group, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->found, &self->found, err));
    return wks_arena_take(self->measuring->arena, n, sizeof *self->verdicts, &self->verdicts, err);
}

static wks_code run_compare(comparing *self, wks_error *err)
{
    static const wks_compare_rule rules[] = {
        [WKS_RULE_POSTERIOR] = WKS_COMPARE_POSTERIOR,
        [WKS_RULE_BH] = WKS_COMPARE_BENJAMINI_HOCHBERG,
        [WKS_RULE_FUNNEL] = WKS_COMPARE_FUNNEL,
        [WKS_RULE_PLAIN] = WKS_COMPARE_PLAIN,
    };
    const wks_parts_kind kind = find_with_parts(self->candidates, self->n)->parts.kind;
    wks_compare_summary summary = {0};
    WKS_TRY(take_arrays(self, err));
    set_input(self, kind);
    const wks_compare_input input = {.kind = figure_kind(kind),
                                     .n_areas = self->n,
                                     .parts = self->parts,
                                     .missing = self->missing,
                                     .group = self->group,
                                     .n_groups = self->n_groups,
                                     .against = WKS_COMPARE_REST,
                                     .spatial_share = NAN};
    const wks_compare_options options = {.rule = rules[self->test->rule], .skips_model = true};
    if (self->n_groups == 0) { /* no area of this region has a number */
        self->test->reason = WKS_WHY_NO_VALUE;
        return WKS_OK;
    }
    wks_code code = wks_compare(&input, &options, self->scratch, self->found, &summary, err);
    if (code == WKS_E_NUMERIC) {
        self->test->reason = WKS_WHY_NOT_POSSIBLE;
        return WKS_OK;
    }
    WKS_TRY(code);
    set_verdicts(self, &summary);
    return WKS_OK;
}

/* The model of all areas together takes seconds for thousands of them, and with so many the list of
 * Benjamini and Hochberg says much the same: from here on that one is used, and named. */
enum {
    MOST_FOR_MODEL = 1000
};

static wks_verdict_rule rule_for(const wks_indicator *indicator, size_t n_areas)
{
    return indicator->compare.rule == WKS_RULE_POSTERIOR && n_areas > MOST_FOR_MODEL
               ? WKS_RULE_BH
               : indicator->compare.rule;
}

static wks_code compare_series(wks_measuring *measuring, size_t first, size_t n, wks_arena *scratch,
                               wks_error *err)
{
    const wks_indicator *indicator = measuring->indicator;
    wks_candidates *out = measuring->out;
    const wks_candidate *head = &out->items[first];
    const bool is_gemeente = head->level == WKS_LEVEL_GEMEENTE;
    WKS_TRY(wks_arena_grow(measuring->arena, &out->tests, out->n_tests, &out->tests_room,
                           sizeof *out->tests, err));
    wks_candidate_test *test = &out->tests[out->n_tests++];
    *test = (wks_candidate_test){
        .indicator = indicator,
        .breakdown = head->breakdown,
        .level = head->level,
        .period = head->period,
        .test = {.against = is_gemeente ? WKS_AGAINST_REGIO : indicator->compare.against,
                 .rule = rule_for(indicator, n),
                 .expected_by_chance = NAN}};
    test->test.reason = reason_for_series(indicator, &out->items[first], n, &test->test.note);
    if (test->test.reason != WKS_WHY_NONE) {
        return WKS_OK;
    }
    comparing self = {.measuring = measuring,
                      .candidates = &out->items[first],
                      .n = n,
                      .test = &test->test,
                      .scratch = scratch};
    wks_code code = run_compare(&self, err);
    return code == WKS_OK
               ? code
               : wks_error_prefix(err, code, "%s %s", wks_level_id(test->level), test->period);
}

wks_code wks_measuring_compare(wks_measuring *measuring, size_t first, wks_error *err)
{
    const wks_candidates *out = measuring->out;
    wks_code code = WKS_OK;
    for (size_t i = first, end = first; code == WKS_OK && i < out->n; i = end) {
        while (end < out->n && is_same_series(&out->items[i], &out->items[end])) {
            end++;
        }
        wks_arena scratch;
        wks_arena_init(&scratch, 0);
        code = compare_series(measuring, i, end - i, &scratch, err);
        wks_arena_clear(&scratch);
    }
    return code;
}
