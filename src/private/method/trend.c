/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/trend.h"

#include "base/language.h"
#include "math/special.h"
#include "private/method/false_discovery.h"

#include <math.h>

const char *wks_trend_direction_code(wks_trend_direction direction)
{
    switch (direction) {
    case WKS_TREND_INCREASING:
        return "increasing";
    case WKS_TREND_DECREASING:
        return "decreasing";
    case WKS_TREND_NO_CHANGE:
        return "no_demonstrable_change";
    case WKS_TREND_NONE:
        break;
    }
    return "none";
}

static wks_code fail_point(size_t area, size_t point, const char *what, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("area %zu, point %zu: %s", "gebied %zu, punt %zu: %s"), area + 1,
                    point + 1, what);
}

static wks_code check(size_t area, const wks_trend_series *series, wks_figure_kind kind,
                      wks_error *err)
{
    for (size_t t = 0; t < series->n; t++) {
        if (!isfinite(series->period[t]) ||
            (t > 0 && !(series->period[t] > series->period[t - 1])) ||
            (t > 0 && series->segment != NULL && series->segment[t] < series->segment[t - 1])) {
            return fail_point(
                area, t, wks_tr("the periods do not ascend", "de perioden lopen niet op"), err);
        }
        if (series->with[t] < 0 || series->all[t] < 0 || isinf(series->with[t]) ||
            isinf(series->all[t])) {
            return fail_point(area, t,
                              wks_tr("a count or a population below zero, or without end",
                                     "een aantal of bevolking onder nul, of zonder eind"),
                              err);
        }
        if (kind == WKS_FIGURE_PROPORTION && series->with[t] > series->all[t]) {
            return fail_point(area, t,
                              wks_tr("more persons with it than persons",
                                     "meer personen met het kenmerk dan personen"),
                              err);
        }
    }
    return WKS_OK;
}

/* ---- the line ---------------------------------------------------------------------------------
 */

/* The points of a series that a slope can stand on. */
typedef struct line {
    wks_figure_kind kind;
    size_t n, n_segments;
    double *at, *with, *all; /* [n] */
    size_t *segment;         /* [n] 0 .. n_segments - 1 */
    double *level;           /* [n_segments] */
    double *sum;             /* [3 * n_segments] scratch */
    double slope, variance;  /* of the slope, dispersion 1 */
    double pearson;          /* X^2 */
    bool has_converged;
} line;

static size_t segment_of(const wks_trend_series *series, size_t t)
{
    return series->segment == NULL ? 0 : series->segment[t];
}

static bool has_figure(const wks_trend_series *series, size_t t)
{
    return !isnan(series->with[t]) && series->all[t] > 0;
}

/* A segment bears on the slope when it has two points and, so that a level exists, an event (and
 * someone without it). */
static bool is_useful(const wks_trend_series *series, wks_figure_kind kind, size_t first,
                      size_t last)
{
    size_t n = 0;
    double with = 0;
    double all = 0;
    for (size_t t = first; t < last; t++) {
        if (has_figure(series, t)) {
            n++;
            with += series->with[t];
            all += series->all[t];
        }
    }
    return n >= 2 && with > 0 && (kind == WKS_FIGURE_RATE || with < all);
}

static wks_code collect(const wks_trend_series *series, const wks_trend_options *options,
                        wks_arena *arena, line *out, wks_error *err)
{
    *out = (line){.kind = options->kind};
    WKS_TRY(wks_arena_take(arena, series->n, sizeof *out->at, &out->at, err));
    WKS_TRY(wks_arena_take(arena, series->n, sizeof *out->with, &out->with, err));
    WKS_TRY(wks_arena_take(arena, series->n, sizeof *out->all, &out->all, err));
    WKS_TRY(wks_arena_take(arena, series->n, sizeof *out->segment, &out->segment, err));
    WKS_TRY(wks_arena_take(arena, series->n, sizeof *out->level, &out->level, err));
    WKS_TRY(wks_arena_take(arena, 3 * series->n, sizeof *out->sum, &out->sum, err));
    for (size_t first = 0; first < series->n;) {
        size_t last = first + 1;
        while (last < series->n && segment_of(series, last) == segment_of(series, first)) {
            last++;
        }
        const bool is_wanted = !options->is_last_segment_only || last == series->n;
        if (is_wanted && is_useful(series, options->kind, first, last)) {
            for (size_t t = first; t < last; t++) {
                if (has_figure(series, t)) {
                    out->at[out->n] = series->period[t] - series->period[series->n - 1];
                    out->with[out->n] = series->with[t];
                    out->all[out->n] = series->all[t];
                    out->segment[out->n++] = out->n_segments;
                }
            }
            out->n_segments++;
        }
        first = last;
    }
    return WKS_OK;
}

/* Expected count at a point, and its variance. */
static double expected_at(const line *l, size_t t, double *variance)
{
    const double eta = l->level[l->segment[t]] + l->slope * l->at[t];
    if (l->kind == WKS_FIGURE_RATE) {
        *variance = l->all[t] * exp(eta);
        return *variance;
    }
    const double p = eta > 0 ? 1 / (1 + exp(-eta)) : exp(eta) / (1 + exp(eta));
    *variance = l->all[t] * p * (1 - p);
    return l->all[t] * p;
}

/* One Newton step: the levels are eliminated, segment by segment.  The largest change. */
static double step(line *l)
{
    double *weight = l->sum;
    double *moment = weight + l->n_segments;
    double *score = moment + l->n_segments;
    double curve = 0;
    double pull = 0;
    double largest = 0;
    for (size_t s = 0; s < 3 * l->n_segments; s++) {
        l->sum[s] = 0;
    }
    for (size_t t = 0; t < l->n; t++) {
        double variance = 0;
        const double residual = l->with[t] - expected_at(l, t, &variance);
        const size_t s = l->segment[t];
        weight[s] += variance;
        moment[s] += variance * l->at[t];
        score[s] += residual;
        curve += variance * l->at[t] * l->at[t];
        pull += residual * l->at[t];
    }
    for (size_t s = 0; s < l->n_segments; s++) {
        curve -= moment[s] * moment[s] / weight[s];
        pull -= moment[s] * score[s] / weight[s];
    }
    const double change = fmax(-2, fmin(2, pull / curve));
    l->slope += change;
    l->variance = 1 / curve;
    largest = fabs(change);
    for (size_t s = 0; s < l->n_segments; s++) {
        const double level = (score[s] - moment[s] * change) / weight[s];
        l->level[s] += fmax(-2, fmin(2, level));
        largest = fmax(largest, fabs(level));
    }
    return largest;
}

static void fit(line *l)
{
    double change = INFINITY;
    for (size_t s = 0; s < l->n_segments; s++) {
        double with = 0;
        double all = 0;
        for (size_t t = 0; t < l->n; t++) {
            with += l->segment[t] == s ? l->with[t] : 0;
            all += l->segment[t] == s ? l->all[t] : 0;
        }
        l->level[s] = l->kind == WKS_FIGURE_RATE ? log(with / all) : log(with) - log(all - with);
    }
    for (int i = 0; i < 60 && change > 1e-11; i++) {
        change = step(l);
    }
    /* an answer at infinity: all events in one period */
    l->has_converged = change <= 1e-8 && l->variance > 0 && isfinite(l->variance) &&
                       l->variance * l->slope * l->slope < 1e6 && fabs(l->slope) < 1e6;
    for (size_t t = 0; t < l->n && l->has_converged; t++) {
        double variance = 0;
        const double residual = l->with[t] - expected_at(l, t, &variance);
        /* a variance that has run to nothing is that infinity too */
        l->has_converged = variance > 1e-9 * l->all[t] / (1 + l->all[t]);
        l->pearson += residual * residual / variance;
    }
}

/* ---- first and last ---------------------------------------------------------------------------
 */

static void compare_ends(const wks_trend_series *series, wks_figure_kind kind, wks_trend *out)
{
    size_t last = series->n;
    size_t first = series->n;
    for (size_t t = 0; t < series->n; t++) {
        if (segment_of(series, t) == segment_of(series, series->n - 1) && has_figure(series, t)) {
            first = first == series->n ? t : first;
            last = t;
        }
    }
    if (last == series->n || first == last) {
        return;
    }
    const wks_figure from = {.value = series->with[first] / series->all[first],
                             .n = series->all[first]};
    const wks_figure to = {.value = series->with[last] / series->all[last], .n = series->all[last]};
    out->first = from.value;
    out->last = to.value;
    out->last_less_first = wks_figure_difference(kind, &to, &from, 0.95);
}

/* ---- all areas --------------------------------------------------------------------------------
 */

static void judge(const wks_trend_summary *summary, const line *l, wks_trend *out)
{
    const double df = summary->degrees_of_freedom;
    const double error = sqrt(l->variance * summary->dispersion);
    const double t = wks_special_t_quantile(df, 0.975);
    out->change = exp(l->slope);
    out->lower = exp(l->slope - t * error);
    out->upper = exp(l->slope + t * error);
    out->p_value = 2 * wks_special_t(df, -fabs(l->slope) / error);
}

static wks_code label(size_t n, const wks_trend_options *options, wks_arena *arena,
                      wks_trend *trends, wks_trend_summary *summary, wks_error *err)
{
    double *p = NULL;
    bool *is_listed = NULL;
    size_t n_listed = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *p, &p, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *is_listed, &is_listed, err));
    for (size_t i = 0; i < n; i++) {
        p[i] = trends[i].p_value;
        summary->n_tested += isnan(p[i]) ? 0 : 1;
    }
    WKS_TRY(wks_false_discovery_step_up(n, p, 0.05, arena, is_listed, &n_listed, err));
    for (size_t i = 0; i < n; i++) {
        if (isnan(p[i])) {
            continue;
        }
        if (options->is_listed ? is_listed[i] : p[i] < 0.05) {
            trends[i].direction =
                trends[i].change > 1 ? WKS_TREND_INCREASING : WKS_TREND_DECREASING;
            summary->n_increasing += trends[i].change > 1;
            summary->n_decreasing += trends[i].change < 1;
        } else {
            trends[i].direction = WKS_TREND_NO_CHANGE;
        }
    }
    summary->expected_by_chance =
        0.05 * (double)(options->is_listed ? n_listed : summary->n_tested);
    return WKS_OK;
}

static wks_code start(size_t i, const wks_trend_series *series, const wks_trend_options *options,
                      wks_arena *arena, line *l, wks_trend *out, wks_error *err)
{
    const size_t least = options->least_points > 0 ? options->least_points : 4;
    *out = (wks_trend){.change = NAN,
                       .lower = NAN,
                       .upper = NAN,
                       .p_value = NAN,
                       .last = NAN,
                       .first = NAN,
                       .last_less_first = {NAN, NAN, NAN, NAN}};
    WKS_TRY(check(i, series, options->kind, err));
    WKS_TRY(collect(series, options, arena, l, err));
    compare_ends(series, options->kind, out);
    out->n_points = l->n;
    out->n_segments = l->n_segments;
    out->reason = WKS_REASON_TOO_FEW;
    if (l->n >= least && l->n >= l->n_segments + 1) {
        fit(l);
        out->reason = l->has_converged ? WKS_REASON_NONE : WKS_REASON_TOO_FEW;
    }
    return WKS_OK;
}

wks_code wks_trend_fit(size_t n, const wks_trend_series *series, const wks_trend_options *options,
                       wks_arena *arena, wks_trend *trends, wks_trend_summary *summary,
                       wks_error *err)
{
    line *lines = NULL;
    double pearson = 0;
    *summary = (wks_trend_summary){.n_areas = n, .dispersion = 1};
    if (options->kind != WKS_FIGURE_PROPORTION && options->kind != WKS_FIGURE_RATE) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a trend is of proportions or of rates",
                               "een trend is van aandelen of van cijfers per inwoner"));
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *lines, &lines, err));
    for (size_t i = 0; i < n; i++) {
        WKS_TRY(start(i, &series[i], options, arena, &lines[i], &trends[i], err));
        if (trends[i].reason == WKS_REASON_NONE) {
            pearson += lines[i].pearson;
            summary->degrees_of_freedom += (double)(lines[i].n - lines[i].n_segments - 1);
        }
    }
    if (summary->degrees_of_freedom > 0) {
        summary->dispersion = fmax(1, pearson / summary->degrees_of_freedom);
    }
    for (size_t i = 0; i < n; i++) {
        if (trends[i].reason == WKS_REASON_NONE && summary->degrees_of_freedom > 0) {
            judge(summary, &lines[i], &trends[i]);
        } else {
            trends[i].reason = WKS_REASON_TOO_FEW;
        }
    }
    return label(n, options, arena, trends, summary, err);
}
