/* Between the areas of one series: with an order the slope index, without one the deviation.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "gaps/gap_inside.h"
#include "private/method/inequality.h"
#include "private/method/inequality_rank.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double confidence = 0.95;

/* An area with a number, a weight and, where one is asked for, a place in the order. */
typedef struct place {
    const wks_released_value *value;
    double weight;
    double order; /* the least advantaged lowest */
} place;

typedef struct gathering {
    wks_gap gap;
    place *places; /* [n] */
    size_t n;
} gathering;

static bool has_number(const wks_released_value *value)
{
    return value != NULL && wks_status_has_number(value->value.status);
}

static bool is_of_model(const wks_released_value *value)
{
    return value->method == WKS_METHOD_MODEL ||
           (value->source != NULL && value->source->is_modelled);
}

/* ---- which areas --------------------------------------------------------------------------- */

/* Whether the areas that are left stand for all of them. */
static wks_gap_reason judge(const wks_gap_plan *plan, const wks_gap *gap)
{
    if (gap->n_areas < (size_t)plan->least_areas) {
        return WKS_GAP_TOO_FEW_AREAS;
    }
    return gap->share >= plan->least_share ? WKS_GAP_WHOLE : WKS_GAP_TOO_SMALL_SHARE;
}

/* The areas of the weight's series, and of them those with a number (and a place in `order`). */
static wks_code gather_places(const wks_gap_work *work, const wks_gap_series *series,
                              const wks_gap_series *weights, const wks_gap_series *order,
                              gathering *out, wks_error *err)
{
    double all = 0;
    double there = 0;
    WKS_TRY(wks_arena_take(work->arena, weights->n, sizeof *out->places, &out->places, err));
    for (size_t i = 0; i < weights->n; i++) {
        const wks_released_value *weight = wks_released_at(work->in->released, weights->first + i);
        if (!has_number(weight) || !(weight->value.value > 0) ||
            !wks_gap_is_shown(work->in, weight->area, NULL)) {
            continue;
        }
        out->gap.n_all++;
        all += weight->value.value;
        const wks_released_value *value = wks_gap_value(work, series, weight->area);
        const wks_released_value *by =
            order == NULL ? NULL : wks_gap_value(work, order, weight->area);
        if (!has_number(value) || (order != NULL && !has_number(by))) {
            continue;
        }
        there += weight->value.value;
        const double turn = out->gap.order != NULL && out->gap.order->is_highest_first ? -1 : 1;
        out->places[out->n++] = (place){.value = value,
                                        .weight = weight->value.value,
                                        .order = by == NULL ? 0 : turn * by->value.value};
        out->gap.is_modelled = out->gap.is_modelled || is_of_model(value);
    }
    out->gap.n_areas = out->n;
    out->gap.share = all > 0 ? 100 * there / all : NAN;
    out->gap.reason = judge(&work->in->catalogue->gaps, &out->gap);
    return WKS_OK;
}

/* Everything but the numbers; gap.reason says whether there can be any. */
static wks_code gather(const wks_gap_work *work, const wks_gap_series *series, wks_gap_kind kind,
                       gathering *out, wks_error *err)
{
    const wks_catalogue *catalogue = work->in->catalogue;
    const wks_gap_order *order = kind == WKS_GAP_ORDER ? work->out->order[series->level] : NULL;
    const wks_gap_series *ordered = NULL;
    *out = (gathering){
        .gap = {.indicator = series->indicator,
                .kind = kind,
                .breakdown = series->breakdown,
                .level = series->level,
                .area = work->in->region_code == NULL ? WKS_LAND_CODE : work->in->region_code,
                .period = series->period,
                .order = order,
                .share = NAN,
                .first = NAN,
                .last = NAN,
                .absolute = wks_gap_no_number(),
                .relative = wks_gap_no_number()}};
    if (order != NULL) {
        ordered = wks_gap_nearest(work, wks_catalogue_indicator(catalogue, order->indicator),
                                  series->level, series->period);
    }
    const wks_gap_series *weights =
        wks_gap_nearest(work, wks_catalogue_indicator(catalogue, catalogue->gaps.weight),
                        series->level, series->period);
    out->gap.order_period = ordered == NULL ? NULL : ordered->period;
    out->gap.weight_period = weights == NULL ? NULL : weights->period;
    if (weights == NULL) {
        out->gap.reason = WKS_GAP_NO_WEIGHT;
        return WKS_OK;
    }
    if (kind == WKS_GAP_ORDER && ordered == NULL) {
        out->gap.reason = WKS_GAP_NO_ORDER;
        return WKS_OK;
    }
    return gather_places(work, series, weights, ordered, out, err);
}

static wks_code add(wks_gap_work *work, wks_gap *gap, wks_gap_line *line, wks_error *err)
{
    if (isnan(gap->absolute.value)) {
        gap->relative_reason = gap->reason;
    }
    return wks_gap_add(work, gap, line, err);
}

/* ---- with an order ------------------------------------------------------------------------- */

/* Equals stand in the order of their code. */
static int compare_places(const void *a, const void *b)
{
    const place *left = a;
    const place *right = b;
    if (left->order < right->order || left->order > right->order) {
        return left->order < right->order ? -1 : 1;
    }
    return strcmp(left->value->area, right->value->area);
}

/* An area is in the fifth that the middle of its people is in. */
static wks_code set_parts(gathering *of, const double *population, wks_arena *arena, wks_error *err)
{
    wks_gap_group *parts = NULL;
    double *rank = NULL;
    WKS_TRY(wks_arena_take(arena, WKS_GAP_PARTS, sizeof *parts, &parts, err));
    WKS_TRY(wks_arena_take(arena, of->n, sizeof *rank, &rank, err));
    wks_inequality_rank_of(of->n, population, rank);
    for (size_t k = 0; k < WKS_GAP_PARTS; k++) {
        parts[k] = (wks_gap_group){.part = k + 1, .number = wks_gap_no_number()};
        double sum = 0;
        for (size_t i = 0; i < of->n; i++) {
            if (fmin(floor(rank[i] * WKS_GAP_PARTS), WKS_GAP_PARTS - 1) != (double)k) {
                continue;
            }
            parts[k].n_areas++;
            parts[k].weight += population[i];
            sum += population[i] * of->places[i].value->value.value;
        }
        if (parts[k].n_areas > 0) {
            parts[k].number.value = sum / parts[k].weight;
        }
    }
    of->gap.groups = parts;
    of->gap.n_groups = WKS_GAP_PARTS;
    return WKS_OK;
}

static void set_slope(gathering *of, const wks_slope_data *data, wks_gap_line *line)
{
    wks_gap *gap = &of->gap;
    gap->absolute.value = line->fit.difference;
    gap->relative.value = line->fit.ratio;
    gap->relative_reason = line->fit.has_ratio ? WKS_GAP_WHOLE : WKS_GAP_NOT_POSITIVE;
    gap->first = line->fit.intercept;
    gap->last = line->fit.intercept - line->fit.difference;
    if (!line->has_scatter) {
        gap->reason = WKS_GAP_NO_SPREAD;
        gap->relative_reason = line->fit.has_ratio ? WKS_GAP_NO_SPREAD : WKS_GAP_NOT_POSITIVE;
        return;
    }
    const wks_slope_limits limits =
        wks_slope_scatter_limits(data, &line->fit, &line->scatter, confidence);
    gap->absolute.lower = limits.difference_lower;
    gap->absolute.upper = limits.difference_upper;
    if (limits.has_ratio) {
        gap->relative.lower = limits.ratio_lower;
        gap->relative.upper = limits.ratio_upper;
    } else {
        gap->relative_reason = WKS_GAP_NOT_POSITIVE;
    }
}

/* The line over the areas in order; false in *has_line where the numbers give none. */
static wks_code fit_line(gathering *of, wks_arena *arena, wks_gap_line *line, bool *has_line,
                         wks_error *err)
{
    double *numbers = NULL;
    const size_t n = of->n;
    qsort(of->places, n, sizeof *of->places, compare_places);
    WKS_TRY(wks_arena_take(arena, 3 * n, sizeof *numbers, &numbers, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(*line->areas), &line->areas, err));
    for (size_t i = 0; i < n; i++) {
        numbers[i] = of->places[i].value->value.value;
        numbers[n + i] = of->places[i].weight;
        line->areas[i] = of->places[i].value->area;
    }
    const wks_slope_data data = {.n_quantiles = n,
                                 .value = numbers,
                                 .population = numbers + n,
                                 .se = numbers + 2 * n, /* not known: zeros, and not read */
                                 .multiplier = -1};
    wks_code code = wks_slope_index_fit(&data, arena, &line->fit, err);
    *has_line = code == WKS_OK;
    if (code != WKS_OK) {
        of->gap.reason = WKS_GAP_NO_SPREAD;
        return code == WKS_E_NUMERIC ? WKS_OK : code;
    }
    code = wks_slope_scatter_make(&data, &line->fit, arena, &line->scatter, err);
    line->has_scatter = code == WKS_OK;
    if (code != WKS_OK && code != WKS_E_NUMERIC) {
        return code;
    }
    set_slope(of, &data, line);
    return set_parts(of, data.population, arena, err);
}

wks_code wks_gap_order_areas(wks_gap_work *work, const wks_gap_series *series, wks_error *err)
{
    gathering of;
    wks_gap_line *line = NULL;
    bool has_line = false;
    WKS_TRY(gather(work, series, WKS_GAP_ORDER, &of, err));
    if (of.gap.reason == WKS_GAP_WHOLE) {
        WKS_TRY(wks_arena_take(work->arena, 1, sizeof *line, &line, err));
        WKS_TRY(fit_line(&of, work->arena, line, &has_line, err));
    }
    return add(work, &of.gap, has_line ? line : NULL, err);
}

/* ---- without ------------------------------------------------------------------------------- */

/* The measures want numbers from zero up, and the errors of all of them or of none. */
static wks_code measure_spread(gathering *of, wks_arena *arena, wks_error *err)
{
    wks_inequality found[WKS_INEQUALITY_N_MEASURES];
    double *numbers = NULL;
    const size_t n = of->n;
    bool has_margins = true;
    WKS_TRY(wks_arena_take(arena, 3 * n, sizeof *numbers, &numbers, err));
    for (size_t i = 0; i < n; i++) {
        const wks_value *value = &of->places[i].value->value;
        if (value->value < 0) {
            of->gap.reason = WKS_GAP_NOT_POSITIVE;
            return WKS_OK;
        }
        numbers[i] = value->value;
        numbers[n + i] = of->places[i].weight;
        numbers[2 * n + i] = wks_slope_se(WKS_SLOPE_PLAIN, value->lower, value->upper);
        has_margins = has_margins && numbers[2 * n + i] >= 0;
    }
    const wks_inequality_data data = {.n_groups = n,
                                      .estimate = numbers,
                                      .population = numbers + n,
                                      .se = has_margins ? numbers + 2 * n : NULL,
                                      .scale = 100,
                                      .confidence = confidence,
                                      .reference = WKS_INEQUALITY_NO_REFERENCE};
    WKS_TRY(wks_inequality_measure_all(&data, arena, found, err));
    const wks_inequality *apart = &found[WKS_INEQUALITY_BGSD];
    of->gap.absolute = (wks_gap_number){apart->value, apart->lower, apart->upper};
    of->gap.relative.value = found[WKS_INEQUALITY_IDISW].value;
    of->gap.reason = isnan(apart->value)   ? WKS_GAP_NOT_POSITIVE
                     : isnan(apart->lower) ? WKS_GAP_NO_MARGIN
                                           : WKS_GAP_WHOLE;
    of->gap.relative_reason = isnan(of->gap.relative.value) ? WKS_GAP_NOT_POSITIVE : WKS_GAP_WHOLE;
    return WKS_OK;
}

wks_code wks_gap_spread_areas(wks_gap_work *work, const wks_gap_series *series, wks_error *err)
{
    gathering of;
    WKS_TRY(gather(work, series, WKS_GAP_AREAS, &of, err));
    if (of.gap.reason == WKS_GAP_WHOLE) {
        WKS_TRY(measure_spread(&of, work->arena, err));
    }
    return add(work, &of.gap, NULL, err);
}
