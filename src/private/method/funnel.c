/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/funnel.h"

#include "base/language.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>

/* One-sided tails of the two levels. */
static const double tail_95 = 0.025;
static const double tail_998 = 0.001;

const char *wks_funnel_label_name(wks_funnel_label label)
{
    switch (label) {
    case WKS_FUNNEL_LOW_998:
        return "Low (0.001)";
    case WKS_FUNNEL_LOW_95:
        return "Low (0.025)";
    case WKS_FUNNEL_NOT_SIGNIFICANT:
        return "Not significant";
    case WKS_FUNNEL_HIGH_95:
        return "High (0.025)";
    case WKS_FUNNEL_HIGH_998:
        return "High (0.001)";
    case WKS_FUNNEL_TOO_FEW:
        return "Not applicable for events less than 10 for dsrs";
    }
    return "";
}

static bool is_rate(const wks_funnel_data *data)
{
    return data->kind == WKS_FUNNEL_RATE || data->kind == WKS_FUNNEL_DSR;
}

/* ---- what comes in ----------------------------------------------------------------------------
 */

static wks_code fail_area(size_t i, const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT, wks_tr("area %zu: %s", "gebied %zu: %s"), i + 1, why);
}

static wks_code check_area(const wks_funnel_data *data, size_t i, wks_error *err)
{
    const double count = data->count[i];
    if (!(count >= 0) || !isfinite(count)) {
        return fail_area(
            i, wks_tr("the count is missing or negative", "het aantal ontbreekt of is negatief"),
            err);
    }
    if (data->denominator != NULL &&
        (!(data->denominator[i] > 0) || !isfinite(data->denominator[i]))) {
        return fail_area(
            i, wks_tr("the denominator is not above zero", "de noemer is niet groter dan nul"),
            err);
    }
    if (data->kind == WKS_FUNNEL_PROPORTION && count > data->denominator[i]) {
        return fail_area(
            i, wks_tr("the count is above the denominator", "het aantal is groter dan de noemer"),
            err);
    }
    if (is_rate(data) && data->rate != NULL && count > 0 &&
        (!(data->rate[i] > 0) || !isfinite(data->rate[i]))) {
        return fail_area(i,
                         wks_tr("the rate is missing or not above zero while there are events",
                                "het cijfer ontbreekt of is niet groter dan nul terwijl er "
                                "gebeurtenissen zijn"),
                         err);
    }
    if (data->kind == WKS_FUNNEL_RATE && count == 0 && data->denominator == NULL) {
        return fail_area(i,
                         wks_tr("no events: a rate of zero needs its population",
                                "geen gebeurtenissen: een cijfer van nul vraagt zijn bevolking"),
                         err);
    }
    return WKS_OK;
}

static wks_code check(const wks_funnel_data *data, wks_error *err)
{
    const bool needs_rate = data->kind == WKS_FUNNEL_DSR ||
                            (data->kind == WKS_FUNNEL_RATE && data->denominator == NULL);
    if (data->n_areas == 0 || !(data->multiplier > 0) || !isfinite(data->multiplier) ||
        !(data->years > 0) || !isfinite(data->years)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a funnel needs areas, and a multiplier and years above 0",
                               "een trechter vraagt gebieden, en een factor en jaren boven 0"));
    }
    if ((needs_rate && data->rate == NULL) || (!is_rate(data) && data->denominator == NULL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        needs_rate ? wks_tr("this funnel needs the rates of the areas",
                                            "deze trechter vraagt de cijfers van de gebieden")
                                   : wks_tr("this funnel needs the denominators of the areas",
                                            "deze trechter vraagt de noemers van de gebieden"));
    }
    for (size_t i = 0; i < data->n_areas; i++) {
        WKS_TRY(check_area(data, i, err));
    }
    return WKS_OK;
}

/* A rate with its count tells the denominator that it behaves as if it had. */
static double denominator_of(const wks_funnel_data *data, size_t i)
{
    if (is_rate(data) && data->rate != NULL) {
        if (data->count[i] > 0) {
            return data->multiplier * data->count[i] / data->rate[i];
        }
        return data->kind == WKS_FUNNEL_DSR ? NAN : data->denominator[i];
    }
    return data->denominator[i];
}

/* ---- labels -----------------------------------------------------------------------------------
 */

/* The limit of the expected number behind a count, with this much probability beyond it. */
static double count_limit(double count, double tail, bool is_upper)
{
    if (count == 0 && !is_upper) {
        return 0;
    }
    if (count < 10) {
        return is_upper ? wks_special_gamma_quantile_upper(count + 1, tail)
                        : wks_special_gamma_quantile(count, tail);
    }
    const double n = is_upper ? count + 1 : count;
    const double z = wks_special_normal_quantile_upper(tail) * (is_upper ? 1 : -1);
    return n * pow(1 - 1 / (9 * n) + z / (3 * sqrt(n)), 3);
}

static wks_funnel_label label_count(double count, double expected)
{
    if (expected < count_limit(count, tail_998, false)) {
        return WKS_FUNNEL_HIGH_998;
    }
    if (expected < count_limit(count, tail_95, false)) {
        return WKS_FUNNEL_HIGH_95;
    }
    if (expected > count_limit(count, tail_998, true)) {
        return WKS_FUNNEL_LOW_998;
    }
    return expected > count_limit(count, tail_95, true) ? WKS_FUNNEL_LOW_95
                                                        : WKS_FUNNEL_NOT_SIGNIFICANT;
}

/* Solving the score interval for the proportion whose limit is the baseline gives the plain normal
 * limit around the baseline. */
static double proportion_limit(double baseline, double n, double tail, bool is_upper)
{
    const double half =
        wks_special_normal_quantile_upper(tail) * sqrt(baseline * (1 - baseline) / n);
    return is_upper ? baseline + half : baseline - half;
}

static wks_funnel_label label_proportion(double value, double baseline, double n)
{
    if (value < proportion_limit(baseline, n, tail_998, false)) {
        return WKS_FUNNEL_LOW_998;
    }
    if (value < proportion_limit(baseline, n, tail_95, false)) {
        return WKS_FUNNEL_LOW_95;
    }
    if (value > proportion_limit(baseline, n, tail_998, true)) {
        return WKS_FUNNEL_HIGH_998;
    }
    return value > proportion_limit(baseline, n, tail_95, true) ? WKS_FUNNEL_HIGH_95
                                                                : WKS_FUNNEL_NOT_SIGNIFICANT;
}

static void put_area(const wks_funnel_data *data, double baseline, double denominator, size_t i,
                     wks_funnel_area *out)
{
    const double count = data->count[i];
    *out = (wks_funnel_area){data->multiplier * count / denominator, denominator / data->years,
                             WKS_FUNNEL_NOT_SIGNIFICANT};
    if (is_rate(data) && data->rate != NULL && count > 0) {
        out->value = data->rate[i];
    }
    if (data->kind == WKS_FUNNEL_PROPORTION) {
        out->label = label_proportion(count / denominator, baseline, denominator);
    } else if (data->kind == WKS_FUNNEL_DSR && count < WKS_FUNNEL_LEAST_EVENTS) {
        *out = (wks_funnel_area){NAN, NAN, WKS_FUNNEL_TOO_FEW};
    } else {
        out->label = label_count(count, baseline * denominator);
    }
}

/* ---- the curve --------------------------------------------------------------------------------
 */

/* Round down to one significant digit, after 5 % less; up to two, after 5 % more. */
static double neat_floor(double x)
{
    const double less = floor(x * 0.95);
    const double unit = less > 0 ? pow(10, floor(log10(less))) : 1;
    return floor(x * 0.95 / unit) * unit;
}

static double neat_ceiling(double x)
{
    const double more = ceil(x * 1.05);
    const double unit = more > 0 ? pow(10, floor(log10(more)) - 1) : 1;
    return ceil(x * 1.05 / unit) * unit;
}

static void put_axis(const wks_funnel_data *data, double baseline, const double *denominator,
                     wks_funnel_point *points)
{
    double least = INFINITY;
    double most = 0;
    for (size_t i = 0; i < data->n_areas; i++) {
        if (!isnan(denominator[i])) {
            least = fmin(least, denominator[i]);
            most = fmax(most, denominator[i]);
        }
    }
    const double years = is_rate(data) ? data->years : 1;
    double first = most > 2 * least ? 0 : neat_floor(least / years) * years;
    double last = neat_ceiling(most / years) * years;
    if (is_rate(data)) {
        first = floor(first * baseline);
        last = ceil(last * baseline);
    }
    points[0].at = fmax(1, first);
    for (size_t j = 1; j < WKS_FUNNEL_N_POINTS; j++) {
        const double before = points[j - 1].at;
        const double left =
            (double)(WKS_FUNNEL_N_POINTS - j) + (data->kind == WKS_FUNNEL_RATIO ? 1 : 0);
        points[j].at = fmax(rint(pow(last / before, 1 / left) * before), before + 1);
    }
}

/* The expected number at which this many events are on the limit of the Poisson distribution. */
static double poisson_at(double events, double tail, bool is_many, bool as_bisected)
{
    const double exact = is_many ? wks_special_gamma_quantile(events, tail)
                                 : wks_special_gamma_quantile_upper(events + 1, tail);
    if (!as_bisected) {
        return exact;
    }
    const double v = exact / (1 + events + exact);
    const double cell = (floor(ldexp(v, 23)) + 0.5) / 8388608; /* 2^23 */
    return (1 + events) * cell / (1 - cell);
}

static void put_poisson(const wks_funnel_data *data, double baseline, wks_funnel_point *point)
{
    const double per = is_rate(data) ? 1 / baseline : 1; /* from expected to population */
    double *const at[] = {&point->at_lower_95, &point->at_upper_95, &point->at_lower_998,
                          &point->at_upper_998};
    double *const limit[] = {&point->lower_95, &point->upper_95, &point->lower_998,
                             &point->upper_998};
    for (size_t k = 0; k < 4; k++) {
        const double population =
            per * poisson_at(point->at, k < 2 ? tail_95 : tail_998, k % 2 == 1, data->as_bisected);
        *limit[k] = data->multiplier * point->at / population;
        *at[k] = population / (is_rate(data) ? data->years : 1);
    }
}

static void put_proportion(const wks_funnel_data *data, double baseline, wks_funnel_point *point)
{
    const double per = data->multiplier;
    point->lower_95 = per * fmax(0, proportion_limit(baseline, point->at, tail_95, false));
    point->upper_95 = per * fmin(1, proportion_limit(baseline, point->at, tail_95, true));
    point->lower_998 = per * fmax(0, proportion_limit(baseline, point->at, tail_998, false));
    point->upper_998 = per * fmin(1, proportion_limit(baseline, point->at, tail_998, true));
    point->at_lower_95 = NAN;
    point->at_upper_95 = NAN;
    point->at_lower_998 = NAN;
    point->at_upper_998 = NAN;
}

/* ---- all of it --------------------------------------------------------------------------------
 */

/* Events over denominators of all areas; a ratio is held against 1. */
static wks_code find_baseline(const wks_funnel_data *data, const double *denominator, double *out,
                              wks_error *err)
{
    wks_sum events = {0};
    wks_sum people = {0};
    for (size_t i = 0; i < data->n_areas; i++) {
        wks_sum_add(&events, data->count[i]);
        wks_sum_add(&people, isnan(denominator[i]) ? 0 : denominator[i]);
    }
    const double average = wks_sum_value(&events) / wks_sum_value(&people);
    if (!(average > 0) || (data->kind == WKS_FUNNEL_PROPORTION && average >= 1)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("all areas have nothing, or all have everything: there is no "
                               "average to compare with",
                               "alle gebieden hebben niets, of alle hebben alles: er is geen "
                               "gemiddelde om mee te vergelijken"));
    }
    *out = data->kind == WKS_FUNNEL_RATIO ? 1 : average;
    return WKS_OK;
}

wks_code wks_funnel_make(const wks_funnel_data *data, wks_arena *arena, wks_funnel *out,
                         wks_error *err)
{
    const size_t n = data->n_areas;
    double baseline = 0;
    *out = (wks_funnel){0};
    WKS_TRY(check(data, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->denominator, &out->denominator, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->areas, &out->areas, err));
    WKS_TRY(wks_arena_take(arena, WKS_FUNNEL_N_POINTS, sizeof *out->points, &out->points, err));
    for (size_t i = 0; i < n; i++) {
        out->denominator[i] = denominator_of(data, i);
    }
    WKS_TRY(find_baseline(data, out->denominator, &baseline, err));
    out->baseline = data->multiplier * baseline;
    for (size_t i = 0; i < n; i++) {
        put_area(data, baseline, out->denominator[i], i, &out->areas[i]);
    }
    put_axis(data, baseline, out->denominator, out->points);
    for (size_t j = 0; j < WKS_FUNNEL_N_POINTS; j++) {
        if (data->kind == WKS_FUNNEL_PROPORTION) {
            put_proportion(data, baseline, &out->points[j]);
        } else {
            put_poisson(data, baseline, &out->points[j]);
        }
    }
    return WKS_OK;
}
