/* SPDX-License-Identifier: EUPL-1.2 */
#include "gaps/gaps.h"

#include "base/text.h"
#include "gaps/gap_inside.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t wks_gaps_count(const wks_gaps *gaps)
{
    return gaps->n;
}

const wks_gap *wks_gaps_at(const wks_gaps *gaps, size_t index)
{
    return gaps->items[index].gap;
}

size_t wks_gaps_count_changes(const wks_gaps *gaps)
{
    return gaps->n_changes;
}

const wks_gap_change *wks_gaps_change_at(const wks_gaps *gaps, size_t index)
{
    return &gaps->changes[index];
}

const wks_gap_order *wks_gaps_order(const wks_gaps *gaps, wks_level level)
{
    return gaps->order[level];
}

/* ---- looking up ---------------------------------------------------------------------------- */

static int compare_code(const void *key, const void *item)
{
    return strcmp(key, ((const wks_area *)item)->code);
}

bool wks_gap_is_shown(const wks_gaps_input *in, const char *area, wks_level *level)
{
    const wks_area *found =
        in->n_areas == 0 ? NULL
                         : bsearch(area, in->areas, in->n_areas, sizeof *in->areas, compare_code);
    if (found != NULL && level != NULL) {
        *level = found->level;
    }
    return found != NULL;
}

const wks_released_value *wks_gap_value(const wks_gap_work *work, const wks_gap_series *series,
                                        const char *area)
{
    size_t low = series->first;
    size_t high = series->first + series->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const wks_released_value *value = wks_released_at(work->in->released, middle);
        const int order = strcmp(value->area, area);
        if (order == 0) {
            return value;
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

const wks_gap_series *wks_gap_series_of(const wks_gap_work *work, const wks_indicator *indicator,
                                        size_t breakdown, wks_level level, const char *period)
{
    for (size_t i = 0; i < work->n_series; i++) {
        const wks_gap_series *series = &work->series[i];
        if (series->indicator == indicator && series->breakdown == breakdown &&
            series->level == level && strcmp(series->period, period) == 0) {
            return series;
        }
    }
    return NULL;
}

size_t wks_gap_count_numbers(const wks_gap_work *work, const wks_gap_series *series)
{
    size_t n = 0;
    for (size_t i = 0; i < series->n; i++) {
        const wks_released_value *value = wks_released_at(work->in->released, series->first + i);
        n += wks_status_has_number(value->value.status) &&
             wks_gap_is_shown(work->in, value->area, NULL);
    }
    return n;
}

const wks_gap_series *wks_gap_nearest(const wks_gap_work *work, const wks_indicator *indicator,
                                      wks_level level, const char *period)
{
    const wks_gap_plan *plan = &work->in->catalogue->gaps;
    const wks_gap_series *nearest = NULL;
    double least = INFINITY;
    for (size_t i = 0; indicator != NULL && i < work->n_series; i++) {
        const wks_gap_series *series = &work->series[i];
        const double away = fabs(strtod(series->period, NULL) - strtod(period, NULL));
        if (series->indicator == indicator && series->breakdown == 0 && series->level == level &&
            away <= least && away <= plan->most_years &&
            wks_gap_count_numbers(work, series) >= (size_t)plan->least_areas) {
            nearest = series;
            least = away;
        }
    }
    return nearest;
}

wks_gap_number wks_gap_no_number(void)
{
    return (wks_gap_number){NAN, NAN, NAN};
}

wks_code wks_gap_add(wks_gap_work *work, const wks_gap *gap, const wks_gap_line *line,
                     wks_error *err)
{
    wks_gaps *out = work->out;
    wks_gap *kept = NULL;
    WKS_TRY(wks_arena_grow(work->arena, &out->items, out->n, &out->room, sizeof *out->items, err));
    WKS_TRY(wks_arena_take(work->arena, 1, sizeof *kept, &kept, err));
    *kept = *gap;
    out->items[out->n++] = (wks_gap_entry){.gap = kept, .line = line};
    return WKS_OK;
}

/* ---- what is looked at --------------------------------------------------------------------- */

static bool is_next(const wks_released_value *a, const wks_released_value *b)
{
    return a->indicator == b->indicator && a->breakdown == b->breakdown && a->level == b->level &&
           strcmp(a->period, b->period) == 0;
}

static wks_code find_series(wks_gap_work *work, wks_error *err)
{
    const wks_released *released = work->in->released;
    size_t room = 0;
    for (size_t i = 0; i < wks_released_count(released); i++) {
        const wks_released_value *value = wks_released_at(released, i);
        if (i > 0 && is_next(wks_released_at(released, i - 1), value)) {
            work->series[work->n_series - 1].n++;
            continue;
        }
        WKS_TRY(wks_arena_grow(work->arena, &work->series, work->n_series, &room,
                               sizeof *work->series, err));
        work->series[work->n_series++] = (wks_gap_series){.indicator = value->indicator,
                                                          .breakdown = value->breakdown,
                                                          .level = value->level,
                                                          .period = value->period,
                                                          .first = i,
                                                          .n = 1};
    }
    return WKS_OK;
}

static bool has_enough(const wks_gap_work *work, const wks_indicator *indicator, wks_level level)
{
    for (size_t i = 0; i < work->n_series; i++) {
        const wks_gap_series *series = &work->series[i];
        if (series->indicator == indicator && series->breakdown == 0 && series->level == level &&
            wks_gap_count_numbers(work, series) >= (size_t)work->in->catalogue->gaps.least_areas) {
            return true;
        }
    }
    return false;
}

/* One order for a level in the whole release, so that periods and indicators can be held against
 * each other. */
static void choose_orders(wks_gap_work *work)
{
    const wks_catalogue *catalogue = work->in->catalogue;
    const wks_gap_plan *plan = &catalogue->gaps;
    for (size_t level = 0; level < WKS_N_LEVELS; level++) {
        for (size_t i = 0; plan->levels[level] && i < plan->n_orders; i++) {
            const wks_indicator *by = wks_catalogue_indicator(catalogue, plan->orders[i].indicator);
            if (work->out->order[level] == NULL && by != NULL &&
                has_enough(work, by, (wks_level)level)) {
                work->out->order[level] = &plan->orders[i];
            }
        }
    }
}

/* What orders or weighs is not held against itself, a number of people is no difference in health,
 * and neither is what a theme of the plan's `without` says. */
static bool is_looked_at(const wks_gap_plan *plan, const wks_indicator *indicator)
{
    for (size_t i = 0; i < plan->n_without; i++) {
        if (wks_text_equal(plan->without[i], indicator->theme)) {
            return false;
        }
    }
    for (size_t i = 0; i < plan->n_orders; i++) {
        if (wks_text_equal(plan->orders[i].indicator, indicator->id)) {
            return false;
        }
    }
    for (size_t i = 0; i < indicator->n_measures; i++) {
        if (indicator->measures[i].is_summed) {
            return false;
        }
    }
    return !wks_text_equal(plan->weight, indicator->id);
}

/* Of an indicator that may not be compared: that, once a level. */
static wks_code refuse_areas(wks_gap_work *work, const wks_gap_series *series, wks_error *err)
{
    const wks_gap none = {.indicator = series->indicator,
                          .kind = WKS_GAP_ORDER,
                          .breakdown = series->breakdown,
                          .level = series->level,
                          .area =
                              work->in->region_code == NULL ? WKS_LAND_CODE : work->in->region_code,
                          .period = series->period,
                          .share = NAN,
                          .first = NAN,
                          .last = NAN,
                          .absolute = wks_gap_no_number(),
                          .relative = wks_gap_no_number(),
                          .reason = WKS_GAP_NOT_COMPARABLE,
                          .relative_reason = WKS_GAP_NOT_COMPARABLE};
    return wks_gap_add(work, &none, NULL, err);
}

/* A series that nobody has delivered is nothing to speak of. */
static bool has_something(const wks_gap_work *work, const wks_gap_series *series)
{
    for (size_t i = 0; i < series->n; i++) {
        const wks_released_value *value = wks_released_at(work->in->released, series->first + i);
        if (wks_status_has_number(value->value.status) ||
            value->value.status == WKS_STATUS_HIDDEN) {
            return true;
        }
    }
    return false;
}

static bool is_last_of_level(const wks_gap_work *work, size_t i)
{
    return i + 1 == work->n_series || work->series[i + 1].indicator != work->series[i].indicator ||
           work->series[i + 1].breakdown != work->series[i].breakdown ||
           work->series[i + 1].level != work->series[i].level;
}

typedef wks_code find_kind(wks_gap_work *work, const wks_gap_series *series, wks_error *err);

/* One kind for all series [first, end) of an indicator between whose areas is looked. */
static wks_code between_areas(wks_gap_work *work, size_t first, size_t end, find_kind *find,
                              wks_error *err)
{
    for (size_t i = first; i < end; i++) {
        const wks_gap_series *series = &work->series[i];
        if (!work->in->catalogue->gaps.levels[series->level] || !has_something(work, series)) {
            continue;
        }
        if (series->indicator->may_compare) {
            WKS_TRY(find(work, series, err));
        } else if (find == wks_gap_order_areas && series->breakdown == 0 &&
                   is_last_of_level(work, i)) {
            WKS_TRY(refuse_areas(work, series, err));
        }
    }
    return WKS_OK;
}

static wks_code find_all(wks_gap_work *work, wks_error *err)
{
    for (size_t first = 0; first < work->n_series;) {
        const wks_indicator *indicator = work->series[first].indicator;
        const size_t before = work->out->n;
        size_t end = first + 1;
        while (end < work->n_series && work->series[end].indicator == indicator) {
            end++;
        }
        if (is_looked_at(&work->in->catalogue->gaps, indicator)) {
            WKS_TRY(between_areas(work, first, end, wks_gap_order_areas, err));
            WKS_TRY(between_areas(work, first, end, wks_gap_spread_areas, err));
            if (indicator->may_compare) {
                WKS_TRY(wks_gap_compare_groups(work, indicator, err));
            }
            WKS_TRY(wks_gap_follow(work, before, err));
        }
        first = end;
    }
    return WKS_OK;
}

wks_code wks_gaps_find(const wks_gaps_input *in, wks_arena *arena, const wks_gaps **out,
                       wks_error *err)
{
    wks_gaps *made = NULL;
    wks_gap_work work = {.in = in, .arena = arena};
    WKS_TRY(wks_arena_take(arena, 1, sizeof *made, &made, err));
    work.out = made;
    WKS_TRY(find_series(&work, err));
    choose_orders(&work);
    WKS_TRY(find_all(&work, err));
    *out = made;
    return WKS_OK;
}
