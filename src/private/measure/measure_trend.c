/* How the areas of a level move over the years.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/interval.h"
#include "private/measure/measure_inside.h"
#include "private/method/trend.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct point {
    const wks_candidate *candidate;
} point;

/* One breakdown and level: its candidates by area and period, an area's points being a run. */
typedef struct following {
    const wks_measuring *measuring;
    point *points; /* [n_points] with parts */
    size_t n_points;
    double *period, *with, *all; /* [n_points] */
    size_t *segment;
    wks_trend_series *series; /* [n_areas] */
    size_t *first;            /* [n_areas] of its run */
    size_t n_areas;
    wks_trend *found;
    wks_arena *scratch;
} following;

static bool is_same_level(const wks_candidate *a, const wks_candidate *b)
{
    return a->breakdown == b->breakdown && a->level == b->level;
}

static int compare_points(const void *a, const void *b)
{
    const wks_candidate *left = ((const point *)a)->candidate;
    const wks_candidate *right = ((const point *)b)->candidate;
    const int by_area = strcmp(left->area, right->area);
    return by_area != 0 ? by_area : strcmp(left->period, right->period);
}

/* ---- what goes in -------------------------------------------------------------------------- */

static bool is_share(const wks_candidate *candidate)
{
    return candidate->parts.kind == WKS_PARTS_PROPORTION ||
           candidate->parts.kind == WKS_PARTS_SURVEY;
}

static bool can_be_followed(const wks_candidate *candidate)
{
    return (is_share(candidate) || candidate->parts.kind == WKS_PARTS_RATE) &&
           wks_status_has_number(candidate->value.status);
}

/* Which stretch between breaks a period is in. */
static size_t segment_of(const wks_indicator *indicator, const char *period)
{
    size_t segment = 0;
    for (size_t i = 0; i < indicator->n_breaks; i++) {
        segment += strcmp(period, indicator->breaks[i].period) >= 0;
    }
    return segment;
}

/* A weighted survey counts as the persons it is worth. */
static void set_point(following *self, size_t i)
{
    const wks_candidate *candidate = self->points[i].candidate;
    const wks_parts *parts = &candidate->parts;
    self->period[i] = strtod(candidate->period, NULL);
    self->segment[i] = segment_of(candidate->indicator, candidate->period);
    self->with[i] = parts->with;
    self->all[i] = parts->all;
    if (parts->kind == WKS_PARTS_SURVEY) {
        self->all[i] = wks_effective_size(parts->all, parts->squares);
        self->with[i] = parts->with / parts->all * self->all[i];
    }
}

static wks_code set_points(following *self, const wks_candidate *candidates, size_t n,
                           wks_error *err)
{
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->points, &self->points, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->period, &self->period, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->with, &self->with, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->all, &self->all, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->segment, &self->segment, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->series, &self->series, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->first, &self->first, err));
    WKS_TRY(wks_arena_take(self->scratch, n, sizeof *self->found, &self->found, err));
    for (size_t i = 0; i < n; i++) {
        if (can_be_followed(&candidates[i])) {
            self->points[self->n_points++].candidate = &candidates[i];
        }
    }
    if (self->n_points > 0) {
        qsort(self->points, self->n_points, sizeof *self->points, compare_points);
    }
    for (size_t i = 0; i < self->n_points; i++) {
        set_point(self, i);
        if (i == 0 ||
            strcmp(self->points[i].candidate->area, self->points[i - 1].candidate->area) != 0) {
            self->first[self->n_areas] = i;
            self->series[self->n_areas++] = (wks_trend_series){.period = &self->period[i],
                                                               .with = &self->with[i],
                                                               .all = &self->all[i],
                                                               .segment = &self->segment[i]};
        }
        self->series[self->n_areas - 1].n++;
    }
    return WKS_OK;
}

/* ---- what comes out ------------------------------------------------------------------------ */

static wks_code add_trend(wks_measuring *measuring, const wks_candidate *head, const char *area,
                          wks_verdict_trend trend, wks_error *err)
{
    wks_candidates *out = measuring->out;
    WKS_TRY(wks_arena_grow(measuring->arena, &out->trends, out->n_trends, &out->trends_room,
                           sizeof *out->trends, err));
    out->trends[out->n_trends++] = (wks_candidate_trend){.indicator = measuring->indicator,
                                                         .breakdown = head->breakdown,
                                                         .level = head->level,
                                                         .area = area,
                                                         .trend = trend};
    return WKS_OK;
}

static wks_verdict_trend no_trend(wks_verdict_reason reason)
{
    return (wks_verdict_trend){.per_year = NAN,
                               .lower = NAN,
                               .upper = NAN,
                               .movement = WKS_MOVEMENT_NONE,
                               .reason = reason};
}

static wks_verdict_movement movement_of(wks_trend_direction direction)
{
    static const wks_verdict_movement movements[] = {
        [WKS_TREND_NONE] = WKS_MOVEMENT_NONE,
        [WKS_TREND_INCREASING] = WKS_MOVEMENT_RISING,
        [WKS_TREND_DECREASING] = WKS_MOVEMENT_FALLING,
        [WKS_TREND_NO_CHANGE] = WKS_MOVEMENT_NO_CHANGE,
    };
    return movements[direction];
}

/* The line is straight on the scale of logs or log odds; a factor a year there is, at the mean of
 * the stretch, this change a year in the unit of the indicator.  Its sign, and so whether the
 * interval leaves out zero, is that of the factor's logarithm. */
static double change_at(const wks_candidate *candidate, double mean, double factor)
{
    const double slope = log(factor) * mean * (is_share(candidate) ? 1 - mean : 1);
    return slope * candidate->parts.per;
}

static wks_verdict_trend trend_of(const following *self, size_t area)
{
    const wks_trend *found = &self->found[area];
    const wks_trend_series *series = &self->series[area];
    const size_t first_point = self->first[area];
    const size_t last = series->n - 1;
    size_t first = last;
    double with = 0;
    double all = 0;
    for (size_t i = series->n; i-- > 0 && series->segment[i] == series->segment[last];) {
        with += series->with[i];
        all += series->all[i];
        first = i;
    }
    if (found->direction == WKS_TREND_NONE) {
        return no_trend(WKS_WHY_TOO_FEW_PERIODS);
    }
    const wks_candidate *latest = self->points[first_point + last].candidate;
    return (wks_verdict_trend){.from_period = self->points[first_point + first].candidate->period,
                               .to_period = latest->period,
                               .n_periods = series->n - first,
                               .per_year = change_at(latest, with / all, found->change),
                               .lower = change_at(latest, with / all, found->lower),
                               .upper = change_at(latest, with / all, found->upper),
                               .movement = movement_of(found->direction)};
}

/* ---- one breakdown and level --------------------------------------------------------------- */

static wks_verdict_reason reason_for_all(const following *self, const wks_candidate *candidates,
                                         size_t n)
{
    bool has_number = false;
    for (size_t i = 0; i < n; i++) {
        has_number = has_number || candidates[i].parts.kind != WKS_PARTS_NONE;
    }
    if (self->n_points == 0) {
        return has_number ? WKS_WHY_NOT_POSSIBLE : WKS_WHY_NO_MARGIN;
    }
    for (size_t i = 1; i < self->n_points; i++) {
        if (strcmp(self->points[i].candidate->area, self->points[i - 1].candidate->area) == 0) {
            return WKS_WHY_NONE;
        }
    }
    return WKS_WHY_TOO_FEW_PERIODS;
}

static wks_code follow(following *self, wks_measuring *measuring, const wks_candidate *candidates,
                       size_t n, wks_error *err)
{
    wks_trend_summary summary;
    WKS_TRY(set_points(self, candidates, n, err));
    const wks_verdict_reason reason = reason_for_all(self, candidates, n);
    if (reason != WKS_WHY_NONE) {
        return add_trend(measuring, candidates, NULL, no_trend(reason), err);
    }
    const wks_trend_options options = {
        .kind = is_share(self->points[0].candidate) ? WKS_FIGURE_PROPORTION : WKS_FIGURE_RATE,
        .is_last_segment_only = true};
    WKS_TRY(wks_trend_fit(self->n_areas, self->series, &options, self->scratch, self->found,
                          &summary, err));
    for (size_t i = 0; i < self->n_areas; i++) {
        WKS_TRY(add_trend(measuring, candidates, self->points[self->first[i]].candidate->area,
                          trend_of(self, i), err));
    }
    return WKS_OK;
}

wks_code wks_measuring_trend(wks_measuring *measuring, size_t first, wks_error *err)
{
    const wks_candidates *out = measuring->out;
    wks_code code = WKS_OK;
    for (size_t i = first, end = first; code == WKS_OK && i < out->n; i = end) {
        while (end < out->n && is_same_level(&out->items[i], &out->items[end])) {
            end++;
        }
        if (!measuring->indicator->may_trend) {
            code = add_trend(measuring, &out->items[i], NULL, no_trend(WKS_WHY_NOT_TRENDABLE), err);
            continue;
        }
        wks_arena scratch;
        wks_arena_init(&scratch, 0);
        following self = {.measuring = measuring, .scratch = &scratch};
        code = follow(&self, measuring, &out->items[i], end - i, err);
        wks_arena_clear(&scratch);
    }
    return code;
}
