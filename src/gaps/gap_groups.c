/* Between age groups and between the sexes, in every gemeente and the region.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/text.h"
#include "gaps/gap_inside.h"
#include "private/method/two_estimates.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The breakdowns of an indicator that are held against each other, in order. */
typedef struct groups {
    const wks_indicator *indicator;
    wks_gap_kind kind;
    size_t *breakdown; /* [n] indices */
    size_t n;
} groups;

/* ---- which groups -------------------------------------------------------------------------- */

static bool holds(const wks_breakdown *wide, const wks_breakdown *narrow)
{
    return wide->age_from <= narrow->age_from && narrow->age_to <= wide->age_to;
}

/* A group of ages that holds no other, with both sexes. */
static bool is_age_group(const wks_indicator *indicator, size_t at)
{
    const wks_breakdown *own = &indicator->breakdowns[at];
    if (!own->has_age_years || own->sex != NULL) {
        return false;
    }
    for (size_t i = 0; i < indicator->n_breakdowns; i++) {
        const wks_breakdown *other = &indicator->breakdowns[i];
        if (i != at && other->has_age_years && other->sex == NULL && holds(own, other)) {
            return false;
        }
    }
    return true;
}

/* The ages from young to old that do not overlap: of two that do, the first. */
static void find_ages(groups *out)
{
    const wks_indicator *indicator = out->indicator;
    int from = -1;
    for (;;) {
        size_t youngest = indicator->n_breakdowns;
        for (size_t i = 0; i < indicator->n_breakdowns; i++) {
            const wks_breakdown *breakdown = &indicator->breakdowns[i];
            if (is_age_group(indicator, i) && breakdown->age_from > from &&
                (youngest == indicator->n_breakdowns ||
                 breakdown->age_from < indicator->breakdowns[youngest].age_from)) {
                youngest = i;
            }
        }
        if (youngest == indicator->n_breakdowns) {
            return;
        }
        out->breakdown[out->n++] = youngest;
        from = indicator->breakdowns[youngest].age_to;
    }
}

/* The two sexes of the same ages; more or fewer is no pair. */
static void find_sexes(groups *out)
{
    const wks_indicator *indicator = out->indicator;
    for (size_t i = 0; i < indicator->n_breakdowns; i++) {
        if (indicator->breakdowns[i].sex != NULL &&
            (out->n == 0 || wks_text_equal(indicator->breakdowns[i].age,
                                           indicator->breakdowns[out->breakdown[0]].age))) {
            out->breakdown[out->n++] = i;
        }
    }
    out->n = out->n == 2 ? 2 : 0;
}

/* ---- one area and period ------------------------------------------------------------------- */

static wks_estimate estimate_of(const wks_released_value *value)
{
    const bool has_number = value != NULL && wks_status_has_number(value->value.status);
    return has_number ? (wks_estimate){value->value.value, value->value.lower, value->value.upper}
                      : (wks_estimate){NAN, NAN, NAN};
}

static wks_gap_number number_of(wks_estimate estimate)
{
    return (wks_gap_number){estimate.value, estimate.lower, estimate.upper};
}

static void hold(wks_gap *gap, wks_estimate first, wks_estimate last)
{
    const wks_estimate difference = wks_two_estimates_difference(first, last);
    const wks_estimate ratio = wks_two_estimates_ratio(first, last);
    gap->first = first.value;
    gap->last = last.value;
    gap->absolute = number_of(difference);
    gap->relative = number_of(ratio);
    gap->reason = isnan(difference.value)                ? WKS_GAP_NO_VALUE
                  : !wks_estimate_has_limits(difference) ? WKS_GAP_NO_MARGIN
                                                         : WKS_GAP_WHOLE;
    gap->relative_reason = gap->reason != WKS_GAP_WHOLE && gap->reason != WKS_GAP_NO_MARGIN
                               ? gap->reason
                           : isnan(ratio.value)               ? WKS_GAP_NOT_POSITIVE
                           : gap->reason == WKS_GAP_NO_MARGIN ? WKS_GAP_NO_MARGIN
                           : wks_estimate_has_limits(ratio)   ? WKS_GAP_WHOLE
                                                              : WKS_GAP_NOT_POSITIVE;
}

/* Of an area of which nobody delivered anything there is no row. */
static wks_code compare_in(wks_gap_work *work, const groups *of, wks_level level, const char *area,
                           const char *period, wks_error *err)
{
    wks_gap_group *members = NULL;
    size_t n_known = 0;
    wks_gap gap = {.indicator = of->indicator,
                   .kind = of->kind,
                   .level = level,
                   .area = area,
                   .period = period,
                   .share = NAN,
                   .n_groups = of->n};
    WKS_TRY(wks_arena_take(work->arena, of->n, sizeof *members, &members, err));
    gap.groups = members;
    wks_estimate first = {NAN, NAN, NAN};
    wks_estimate last = first;
    for (size_t i = 0; i < of->n; i++) {
        const wks_gap_series *series =
            wks_gap_series_of(work, of->indicator, of->breakdown[i], level, period);
        const wks_released_value *value = series == NULL ? NULL : wks_gap_value(work, series, area);
        last = estimate_of(value);
        first = i == 0 ? last : first;
        members[i] =
            (wks_gap_group){.part = of->breakdown[i], .number = number_of(last), .weight = NAN};
        n_known += value != NULL && (wks_status_has_number(value->value.status) ||
                                     value->value.status == WKS_STATUS_HIDDEN);
        gap.is_modelled =
            gap.is_modelled ||
            (value != NULL && (value->method == WKS_METHOD_MODEL ||
                               (value->source != NULL && value->source->is_modelled)));
    }
    if (n_known < of->n) {
        return WKS_OK;
    }
    hold(&gap, first, last);
    return wks_gap_add(work, &gap, NULL, err);
}

/* ---- all of them --------------------------------------------------------------------------- */

static bool is_whole(const wks_gaps_input *in, wks_level level)
{
    return level == (in->region_code == NULL ? WKS_LEVEL_LAND : WKS_LEVEL_REGIO);
}

/* The periods of the first group at a level, for each shown area; areas come sorted, with a row for
 * each edition. */
static wks_code compare_level(wks_gap_work *work, const groups *of, wks_level level, wks_error *err)
{
    const wks_gaps_input *in = work->in;
    for (size_t a = 0; a < in->n_areas; a++) {
        const wks_area *area = &in->areas[a];
        if (area->level != level || (a > 0 && strcmp(in->areas[a - 1].code, area->code) == 0)) {
            continue;
        }
        for (size_t i = 0; i < work->n_series; i++) {
            const wks_gap_series *series = &work->series[i];
            if (series->indicator == of->indicator && series->breakdown == of->breakdown[0] &&
                series->level == level) {
                WKS_TRY(compare_in(work, of, level, area->code, series->period, err));
            }
        }
    }
    return WKS_OK;
}

wks_code wks_gap_compare_groups(wks_gap_work *work, const wks_indicator *indicator, wks_error *err)
{
    static const wks_gap_kind kinds[] = {WKS_GAP_AGE, WKS_GAP_SEX};
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        groups of = {.indicator = indicator, .kind = kinds[k]};
        WKS_TRY(wks_arena_take(work->arena, indicator->n_breakdowns, sizeof *of.breakdown,
                               &of.breakdown, err));
        if (kinds[k] == WKS_GAP_AGE) {
            find_ages(&of);
        } else {
            find_sexes(&of);
        }
        for (size_t level = 0; of.n >= 2 && level < WKS_N_LEVELS; level++) {
            if (level == WKS_LEVEL_GEMEENTE || is_whole(work->in, (wks_level)level)) {
                WKS_TRY(compare_level(work, &of, (wks_level)level, err));
            }
        }
    }
    return WKS_OK;
}
