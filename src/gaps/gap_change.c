/* What became of a difference since the last break in the series.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "gaps/gap_inside.h"
#include "private/method/two_estimates.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static const double confidence = 0.95;

static bool is_same_run(const wks_gap *a, const wks_gap *b)
{
    return a->kind == b->kind && a->breakdown == b->breakdown && a->level == b->level &&
           strcmp(a->area, b->area) == 0;
}

/* Whether a break lies between two periods. */
static bool is_broken(const wks_indicator *indicator, const char *from, const char *to)
{
    for (size_t i = 0; i < indicator->n_breaks; i++) {
        const char *first_after = indicator->breaks[i].period;
        if (strcmp(from, first_after) < 0 && strcmp(to, first_after) >= 0) {
            return true;
        }
    }
    return false;
}

static bool has_number(const wks_gap *gap)
{
    return !isnan(gap->absolute.value);
}

/* ---- of two numbers ------------------------------------------------------------------------ */

static wks_estimate estimate_of(wks_gap_number number)
{
    return (wks_estimate){number.value, number.lower, number.upper};
}

static wks_gap_number number_of(wks_estimate estimate)
{
    return (wks_gap_number){estimate.value, estimate.lower, estimate.upper};
}

/* Groups of people: as if other persons were counted each time. */
static void from_estimates(const wks_gap *first, wks_gap_change *out)
{
    out->absolute = number_of(wks_two_estimates_difference(estimate_of(out->last->absolute),
                                                           estimate_of(first->absolute)));
    out->relative = number_of(
        wks_two_estimates_ratio(estimate_of(out->last->relative), estimate_of(first->relative)));
}

/* Areas: the same ones lie high or low in both. */
static wks_code from_lines(const wks_gap_line *first, const wks_gap_line *last, wks_arena *arena,
                           wks_gap_change *out, wks_error *err)
{
    size_t *earlier = NULL;
    WKS_TRY(wks_arena_take(arena, last->scatter.n, sizeof *earlier, &earlier, err));
    for (size_t i = 0; i < last->scatter.n; i++) {
        earlier[i] = SIZE_MAX;
        for (size_t k = 0; k < first->scatter.n; k++) {
            if (strcmp(first->areas[k], last->areas[i]) == 0) {
                earlier[i] = k;
            }
        }
    }
    const wks_slope_pair pair = {.fit = {&first->fit, &last->fit},
                                 .scatter = {&first->scatter, &last->scatter},
                                 .earlier = earlier,
                                 .multiplier = -1};
    const wks_slope_change found = wks_slope_scatter_change(&pair, confidence);
    out->absolute =
        (wks_gap_number){found.difference, found.difference_lower, found.difference_upper};
    out->relative = (wks_gap_number){found.ratio, found.ratio_lower, found.ratio_upper};
    return WKS_OK;
}

/* ---- what it is called --------------------------------------------------------------------- */

static wks_gap_movement movement_of(const wks_gap *first, const wks_gap_change *change)
{
    const double before = first->absolute.value;
    const double now = change->last->absolute.value;
    if (isnan(change->absolute.lower) || isnan(change->absolute.upper)) {
        return WKS_GAP_UNKNOWN;
    }
    if (change->absolute.lower <= 0 && change->absolute.upper >= 0) {
        return WKS_GAP_STILL;
    }
    if (before * now < 0) {
        return WKS_GAP_TURNED;
    }
    return fabs(now) > fabs(before) ? WKS_GAP_WIDER : WKS_GAP_NARROW;
}

/* items[first .. end) are of one run. */
static wks_code follow_run(wks_gap_work *work, size_t first, size_t end, wks_error *err)
{
    wks_gaps *gaps = work->out;
    size_t from = end;
    size_t to = end;
    wks_gap_change change = {.absolute = wks_gap_no_number(),
                             .relative = wks_gap_no_number(),
                             .movement = WKS_GAP_UNKNOWN};
    for (size_t i = end; i-- > first;) {
        const wks_gap *gap = gaps->items[i].gap;
        to = to == end && has_number(gap) ? i : to;
        if (to == end || !has_number(gap)) {
            continue;
        }
        if (is_broken(gap->indicator, gap->period, gaps->items[to].gap->period)) {
            break;
        }
        from = i;
        change.n_periods++;
    }
    if (to == end) {
        return WKS_OK;
    }
    change.last = gaps->items[to].gap;
    change.from_period = gaps->items[from].gap->period;
    change.to_period = gaps->items[to].gap->period;
    if (!gaps->items[to].gap->indicator->may_trend) {
        change.reason = WKS_GAP_NOT_TRENDABLE;
    } else if (change.n_periods < 2) {
        change.reason = WKS_GAP_TOO_FEW_PERIODS;
    } else {
        const wks_gap_line *lines[] = {gaps->items[from].line, gaps->items[to].line};
        if (lines[0] != NULL && lines[0]->has_scatter && lines[1] != NULL &&
            lines[1]->has_scatter) {
            WKS_TRY(from_lines(lines[0], lines[1], work->arena, &change, err));
        } else {
            from_estimates(gaps->items[from].gap, &change);
        }
        change.movement = movement_of(gaps->items[from].gap, &change);
        change.reason = change.movement != WKS_GAP_UNKNOWN ? WKS_GAP_WHOLE
                        : lines[0] != NULL                 ? WKS_GAP_NO_SPREAD
                                                           : WKS_GAP_NO_MARGIN;
    }
    WKS_TRY(wks_arena_grow(work->arena, &gaps->changes, gaps->n_changes, &gaps->changes_room,
                           sizeof *gaps->changes, err));
    gaps->changes[gaps->n_changes++] = change;
    return WKS_OK;
}

wks_code wks_gap_follow(wks_gap_work *work, size_t first, wks_error *err)
{
    const wks_gaps *gaps = work->out;
    while (first < gaps->n) {
        size_t end = first + 1;
        while (end < gaps->n && is_same_run(gaps->items[first].gap, gaps->items[end].gap)) {
            end++;
        }
        if (gaps->items[first].gap->kind != WKS_GAP_AREAS) {
            WKS_TRY(follow_run(work, first, end, err));
        }
        first = end;
    }
    return WKS_OK;
}
