/* Numbers from figures: as given, as a sum, as a ratio of sums, as a region's weighted mean.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/measure/measure_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The figures of all column sets of one measure, sorted by area and period within a set. */
typedef struct figure_list {
    wks_figure_sum *items;
    size_t n;
} figure_list;

static int compare_figures(const void *a, const void *b)
{
    const wks_figure_sum *left = a;
    const wks_figure_sum *right = b;
    int by_area = strcmp(left->area, right->area);
    return by_area != 0 ? by_area : strcmp(left->period, right->period);
}

static wks_code read_figures(wks_measuring *measuring, const char *source,
                             const wks_measure_columns *sets, size_t n_sets,
                             const wks_breakdown *breakdown, figure_list *out, wks_error *err)
{
    size_t room = 0;
    *out = (figure_list){0};
    for (size_t i = 0; i < n_sets; i++) {
        wks_figure_sum *part = NULL;
        size_t n = 0;
        WKS_TRY(wks_vault_sum_figures(measuring->vault,
                                      wks_catalogue_source(measuring->catalogue, source), &sets[i],
                                      breakdown, measuring->arena, &part, &n, err));
        if (i == 0) {
            *out = (figure_list){part, n};
            room = n;
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            if (wks_measure_columns_for(sets, n_sets, part[k].period) != &sets[i]) {
                continue; /* an earlier set has this period */
            }
            WKS_TRY(wks_arena_grow(measuring->arena, &out->items, out->n, &room, sizeof *out->items,
                                   err));
            out->items[out->n++] = part[k];
        }
    }
    if (n_sets > 1 && out->n > 0) {
        qsort(out->items, out->n, sizeof *out->items, compare_figures);
    }
    return WKS_OK;
}

/* The figures of a given measure; a group that is a column of the source's population has no age or
 * sex in its rows. */
static wks_code read_given(wks_measuring *measuring, figure_list *out, wks_error *err)
{
    static const wks_breakdown everyone = {.id = "totaal"};
    const wks_measure *measure = measuring->measure;
    const wks_breakdown *breakdown = &measuring->indicator->breakdowns[measuring->breakdown];
    const char *stem =
        measure->is_by_population ? wks_population_stem(measuring->source, breakdown) : NULL;
    if (stem != NULL) {
        const wks_measure_columns column = {.stems = &stem, .n_stems = 1};
        return read_figures(measuring, measuring->source->id, &column, 1, &everyone, out, err);
    }
    return read_figures(measuring, measuring->source->id, measure->numerator, measure->n_numerator,
                        breakdown, out, err);
}

static const wks_figure_sum *find_figure(const figure_list *list, const char *area,
                                         const char *period)
{
    const wks_figure_sum key = {.area = area, .period = period};
    return list->n == 0 ? NULL
                        : bsearch(&key, list->items, list->n, sizeof *list->items, compare_figures);
}

/* What a number of this source is: counted, or a model's. */
static wks_status status_of_number(const wks_measuring *measuring)
{
    return measuring->source->is_modelled ? WKS_STATUS_ESTIMATE : WKS_STATUS_OK;
}

static wks_candidate candidate_of(const wks_measuring *measuring, const wks_figure_sum *figure)
{
    wks_candidate candidate = {.area = figure->area,
                               .period = figure->period,
                               .kind = WKS_CANDIDATE_FIGURE,
                               .value = wks_value_empty(figure->status),
                               .n_persons = NAN,
                               .n_with = NAN,
                               .delivery = figure->delivery,
                               .rows = figure->rows};
    if (!isnan(figure->sum)) {
        candidate.value.value = figure->sum;
        candidate.value.status = status_of_number(measuring);
    }
    return candidate;
}

static bool is_gemeente(const char *area)
{
    return area[0] == 'G' && area[1] == 'M';
}

/* Not the rest of the country, nor the areas that the edition does not know. */
static bool is_place(const char *area)
{
    return area[0] != 0 && strcmp(area, WKS_UNKNOWN_PLACE) != 0;
}

/* Periods of list, each once, in order of first appearance. */
static wks_code periods_of(const figure_list *list, wks_arena *arena, const char ***out, size_t *n,
                           wks_error *err)
{
    const char **periods = NULL;
    size_t room = 0;
    *n = 0;
    for (size_t i = 0; i < list->n; i++) {
        bool is_new = true;
        for (size_t k = 0; k < *n && is_new; k++) {
            is_new = strcmp(periods[k], list->items[i].period) != 0;
        }
        if (is_new) {
            WKS_TRY(wks_arena_grow(arena, &periods, *n, &room, sizeof *periods, err));
            periods[(*n)++] = list->items[i].period;
        }
    }
    *out = periods;
    return WKS_OK;
}

/* The first figure of an area, or of the next: the list is sorted. */
static size_t first_of_area(const figure_list *list, const char *area)
{
    size_t low = 0;
    size_t high = list->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const bool is_before = strcmp(list->items[middle].area, area) < 0;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low;
}

/* The weight of an area in the year nearest to period; the later of two. */
static double nearest_weight(const figure_list *weights, const char *area, const char *period)
{
    const long wanted = strtol(period, NULL, 10);
    long best_gap = -1;
    double best = NAN;
    for (size_t i = first_of_area(weights, area);
         i < weights->n && strcmp(weights->items[i].area, area) == 0; i++) {
        if (isnan(weights->items[i].sum)) {
            continue;
        }
        long gap = labs(strtol(weights->items[i].period, NULL, 10) - wanted);
        if (best_gap < 0 || gap <= best_gap) {
            best_gap = gap;
            best = weights->items[i].sum;
        }
    }
    return best;
}

/* The region's number from its gemeenten: all of them, or none. */
static wks_code add_region(wks_measuring *measuring, const figure_list *figures,
                           const figure_list *weights, const char *period, wks_error *err)
{
    double sum = 0;
    double weight_sum = 0;
    size_t n = 0;
    const char *region = measuring->workspace->region_code;
    wks_candidate candidate = {.area = region,
                               .period = period,
                               .kind = WKS_CANDIDATE_FIGURE,
                               .n_persons = NAN,
                               .n_with = NAN};
    for (size_t i = 0; i < figures->n; i++) {
        const wks_figure_sum *figure = &figures->items[i];
        if (strcmp(figure->period, period) != 0 || !is_gemeente(figure->area) ||
            !wks_measuring_is_member(measuring, figure->area) || isnan(figure->sum)) {
            continue;
        }
        double weight = weights == NULL ? 1 : nearest_weight(weights, figure->area, period);
        sum += weight * figure->sum;
        weight_sum += weight;
        candidate.delivery = figure->delivery;
        n++;
    }
    if (n < measuring->n_members || n == 0 || isnan(sum) || !(weight_sum > 0)) {
        return WKS_OK;
    }
    candidate.value = (wks_value){
        .value = weights == NULL ? sum : sum / weight_sum,
        .lower = NAN,
        .upper = NAN,
        .status = weights == NULL ? status_of_number(measuring) : WKS_STATUS_ESTIMATE,
    };
    candidate.flags = weights == NULL ? WKS_FLAG_SUMMED : WKS_FLAG_AVERAGED;
    return wks_measuring_add(measuring, candidate, err);
}

/* ---- the margins that the source gives ----------------------------------------------------- */

typedef struct margin_lists {
    figure_list lower, upper;
    const figure_list *weights; /* NULL: every area counts as one */
} margin_lists;

/* The figures of one limit: those of the same columns with another name. */
static wks_code read_limit(wks_measuring *measuring, const char *limit, figure_list *out,
                           wks_error *err)
{
    const wks_measure *measure = measuring->measure;
    wks_measure_columns *sets = NULL;
    const char **stems = NULL;
    WKS_TRY(wks_arena_take(measuring->arena, measure->n_numerator, sizeof *sets, &sets, err));
    WKS_TRY(wks_arena_take(measuring->arena, measure->n_numerator, sizeof *stems, &stems, err));
    for (size_t i = 0; i < measure->n_numerator; i++) { /* a given figure has one column a set */
        stems[i] =
            wks_arena_printf(measuring->arena, "%s%s", measure->numerator[i].stems[0], limit);
        if (stems[i] == NULL) {
            return wks_arena_fail(err);
        }
        sets[i] = measure->numerator[i];
        sets[i].stems = &stems[i];
    }
    return read_figures(measuring, measuring->source->id, sets, measure->n_numerator,
                        &measuring->indicator->breakdowns[measuring->breakdown], out, err);
}

/* Limits that leave out their own value are no interval. */
static void set_margin(const margin_lists *margins, wks_candidate *candidate)
{
    static const double half_width = 1.959963984540054; /* standard errors */
    const wks_figure_sum *lower = find_figure(&margins->lower, candidate->area, candidate->period);
    const wks_figure_sum *upper = find_figure(&margins->upper, candidate->area, candidate->period);
    wks_value *value = &candidate->value;
    if (lower == NULL || upper == NULL || !(lower->sum <= value->value) ||
        !(value->value <= upper->sum)) {
        return;
    }
    value->lower = lower->sum;
    value->upper = upper->sum;
    candidate->method = WKS_METHOD_SOURCE;
    candidate->flags |= wks_measuring_flags(candidate, 1);
    const double weight =
        margins->weights == NULL
            ? 1
            : nearest_weight(margins->weights, candidate->area, candidate->period);
    const double error = (upper->sum - lower->sum) / (2 * half_width);
    if (weight > 0 && error > 0) {
        candidate->parts = (wks_parts){.kind = WKS_PARTS_ESTIMATE,
                                       .with = weight * value->value,
                                       .all = weight,
                                       .squares = NAN,
                                       .second = weight * weight * error * error,
                                       .per = 1};
    }
}

static wks_code add_given(wks_measuring *measuring, const figure_list *figures,
                          const figure_list *weights, wks_error *err)
{
    margin_lists margins = {.weights = measuring->measure->weight == NULL ? NULL : weights};
    if (measuring->has_margins) {
        WKS_TRY(read_limit(measuring, WKS_LOWER_LIMIT, &margins.lower, err));
        WKS_TRY(read_limit(measuring, WKS_UPPER_LIMIT, &margins.upper, err));
    }
    for (size_t i = 0; i < figures->n; i++) {
        if (!is_place(figures->items[i].area)) {
            continue;
        }
        wks_candidate candidate = candidate_of(measuring, &figures->items[i]);
        set_margin(&margins, &candidate);
        WKS_TRY(wks_measuring_add(measuring, candidate, err));
    }
    return WKS_OK;
}

wks_code wks_measure_given(wks_measuring *measuring, wks_error *err)
{
    const wks_measure *measure = measuring->measure;
    figure_list figures;
    figure_list weights = {0};
    const char **periods = NULL;
    size_t n_periods = 0;
    WKS_TRY(read_given(measuring, &figures, err));
    const bool has_region = measuring->workspace->region_code != NULL;
    if (measure->weight != NULL && (has_region || measuring->has_margins)) {
        static const wks_breakdown everyone = {.id = "totaal"};
        const wks_measure_columns column = {.stems = &measure->weight, .n_stems = 1};
        const char *source =
            measure->weight_source == NULL ? measure->source : measure->weight_source;
        WKS_TRY(read_figures(measuring, source, &column, 1, &everyone, &weights, err));
    }
    WKS_TRY(add_given(measuring, &figures, &weights, err));
    if (!has_region || (measure->weight == NULL && !measure->is_summed)) {
        return WKS_OK;
    }
    WKS_TRY(periods_of(&figures, measuring->arena, &periods, &n_periods, err));
    for (size_t i = 0; i < n_periods; i++) {
        if (find_figure(&figures, measuring->workspace->region_code, periods[i]) == NULL) {
            WKS_TRY(add_region(measuring, &figures, measure->weight == NULL ? NULL : &weights,
                               periods[i], err));
        }
    }
    return WKS_OK;
}

static void set_ratio(const wks_measuring *measuring, double above, double below,
                      wks_candidate *candidate)
{
    /* rounding up or down by half a step is above 5 % of a count under ten steps */
    static const double steps = 10;
    const wks_measure *measure = measuring->measure;
    const double per = wks_measuring_per(measuring);
    const bool is_share = measure->interval == WKS_RATIO_WILSON;
    /* A rounded numerator may stand above its rounded denominator: a share of more than all has no
     * interval. */
    if (measure->interval == WKS_RATIO_NO_INTERVAL || above < 0 || (is_share && above > below)) {
        candidate->value.value = above / below * per;
        candidate->interval_note = measure->interval_note;
        return;
    }
    const wks_status status = candidate->value.status;
    wks_measuring_set(candidate,
                      (wks_parts){.kind = is_share ? WKS_PARTS_PROPORTION : WKS_PARTS_RATE,
                                  .with = above,
                                  .all = below,
                                  .squares = is_share ? below : NAN,
                                  .second = NAN},
                      per);
    candidate->value.status = status;
    if (measure->rounded_to > 0 && above < steps * measure->rounded_to) {
        candidate->flags |= WKS_FLAG_ROUNDED;
    }
}

/* above / below x per, with the reason of the first that is empty. */
static wks_candidate ratio_of(const wks_measuring *measuring, const wks_figure_sum *above,
                              const wks_figure_sum *below)
{
    wks_candidate candidate = candidate_of(measuring, above);
    if (isnan(above->sum)) {
        return candidate;
    }
    if (below == NULL || isnan(below->sum)) {
        candidate.value = wks_value_empty(below == NULL ? WKS_STATUS_NOT_DELIVERED : below->status);
    } else if (below->sum <= 0) {
        /* a wijk of which KWB rounds the residents to 0 has no share of them */
        candidate.value = wks_value_empty(WKS_STATUS_NOT_APPLICABLE);
    } else {
        set_ratio(measuring, above->sum, below->sum, &candidate);
    }
    return candidate;
}

/* Sums of the region's gemeenten in one period; area NULL when not all are there. */
static wks_figure_sum sum_members(const wks_measuring *measuring, const figure_list *list,
                                  const char *period)
{
    wks_figure_sum total = {.area = NULL, .period = period, .status = WKS_STATUS_OK};
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const wks_figure_sum *figure = &list->items[i];
        if (strcmp(figure->period, period) == 0 && is_gemeente(figure->area) &&
            wks_measuring_is_member(measuring, figure->area) && !isnan(figure->sum)) {
            total.sum += figure->sum;
            total.delivery = figure->delivery;
            n++;
        }
    }
    if (n > 0 && n == measuring->n_members) {
        total.area = measuring->workspace->region_code;
    }
    return total;
}

/* The country of a source that gives gemeenten and one row for the rest of them; area NULL when
 * the rest is not there, or any of them is empty. */
static wks_figure_sum sum_country(const figure_list *list, const char *period)
{
    wks_figure_sum total = {.area = NULL, .period = period, .status = WKS_STATUS_OK};
    for (size_t i = 0; i < list->n; i++) {
        const wks_figure_sum *figure = &list->items[i];
        const bool is_rest = figure->area[0] == 0;
        const bool is_part = is_gemeente(figure->area) || !is_place(figure->area);
        if (strcmp(figure->period, period) != 0 || !is_part) {
            continue;
        }
        total.area = is_rest ? WKS_LAND_CODE : total.area;
        total.sum += figure->sum;
        total.delivery = figure->delivery;
    }
    total.area = isnan(total.sum) ? NULL : total.area;
    return total;
}

static wks_code add_summed(wks_measuring *measuring, const wks_figure_sum *above,
                           const wks_figure_sum *below, wks_error *err)
{
    wks_candidate candidate = ratio_of(measuring, above, below);
    candidate.flags |= WKS_FLAG_SUMMED;
    return wks_measuring_add(measuring, candidate, err);
}

static wks_code add_totals(wks_measuring *measuring, const figure_list *above,
                           const figure_list *below, const char *period, wks_error *err)
{
    const char *region = measuring->workspace->region_code;
    if (region != NULL && find_figure(above, region, period) == NULL) {
        wks_figure_sum over = sum_members(measuring, above, period);
        wks_figure_sum under = sum_members(measuring, below, period);
        if (over.area != NULL && under.area != NULL) {
            WKS_TRY(add_summed(measuring, &over, &under, err));
        }
    }
    if (measuring->source->has_rest_row && find_figure(above, WKS_LAND_CODE, period) == NULL) {
        wks_figure_sum over = sum_country(above, period);
        wks_figure_sum under = sum_country(below, period);
        if (over.area != NULL && under.area != NULL) {
            WKS_TRY(add_summed(measuring, &over, &under, err));
        }
    }
    return WKS_OK;
}

wks_code wks_measure_ratio(wks_measuring *measuring, wks_error *err)
{
    const wks_measure *measure = measuring->measure;
    const wks_breakdown *breakdown = &measuring->indicator->breakdowns[measuring->breakdown];
    figure_list above;
    figure_list below;
    const char **periods = NULL;
    size_t n_periods = 0;
    const char *below_source =
        measure->denominator_source == NULL ? measure->source : measure->denominator_source;
    WKS_TRY(read_figures(measuring, measuring->source->id, measure->numerator, measure->n_numerator,
                         breakdown, &above, err));
    WKS_TRY(read_figures(measuring, below_source, measure->denominator, measure->n_denominator,
                         breakdown, &below, err));
    for (size_t i = 0; i < above.n; i++) {
        const wks_figure_sum *figure = &above.items[i];
        if (is_place(figure->area)) {
            const wks_figure_sum *under = find_figure(&below, figure->area, figure->period);
            WKS_TRY(wks_measuring_add(measuring, ratio_of(measuring, figure, under), err));
        }
    }
    WKS_TRY(periods_of(&above, measuring->arena, &periods, &n_periods, err));
    for (size_t i = 0; i < n_periods; i++) {
        WKS_TRY(add_totals(measuring, &above, &below, periods[i], err));
    }
    return WKS_OK;
}
