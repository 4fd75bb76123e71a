/* Observed against expected from the age and sex of who live in an area: indirect standardisation.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/sum.h"
#include "private/measure/measure_inside.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    AGE_SIZE = 16
};

/* The persons of one area and period who share age group and sex. */
typedef struct stratum {
    const char *area;
    const char *period;
    char age[AGE_SIZE];
    const char *sex;
    double observed; /* euros, persons with care */
    double exposure; /* insured years, persons */
    int delivery;
} stratum;

typedef struct stratum_list {
    stratum *items;
    size_t n;
    size_t room;
} stratum_list;

/* What the standard population has of one age group and sex. */
typedef struct standard_rate {
    const char *age;
    const char *sex;
    wks_sum observed;
    wks_sum exposure;
} standard_rate;

enum {
    MOST_RATES = 512 /* age groups x sexes */
};

typedef struct standard {
    standard_rate rates[MOST_RATES];
    size_t n;
    size_t n_members; /* gemeenten of the region seen */
} standard;

static int compare_strata(const void *a, const void *b)
{
    const stratum *left = a;
    const stratum *right = b;
    int order = strcmp(left->period, right->period);
    order = order != 0 ? order : strcmp(left->area, right->area);
    order = order != 0 ? order : strcmp(left->age, right->age);
    return order != 0 ? order : strcmp(left->sex, right->sex);
}

static wks_code add_stratum(wks_measuring *measuring, stratum_list *list, const stratum *one,
                            wks_error *err)
{
    WKS_TRY(wks_arena_grow(measuring->arena, &list->items, list->n, &list->room,
                           sizeof *list->items, err));
    list->items[list->n++] = *one;
    return WKS_OK;
}

static void sort_strata(stratum_list *list)
{
    if (list->n > 0) {
        qsort(list->items, list->n, sizeof *list->items, compare_strata);
    }
}

/* ---- the standard -------------------------------------------------------------------------- */

static standard_rate *find_rate(standard *in, const char *age, const char *sex)
{
    for (size_t i = 0; i < in->n; i++) {
        if (strcmp(in->rates[i].age, age) == 0 && strcmp(in->rates[i].sex, sex) == 0) {
            return &in->rates[i];
        }
    }
    return NULL;
}

static bool is_of_standard(const wks_measuring *measuring, const char *area)
{
    const bool is_gemeente = area[0] == 'G' && area[1] == 'M';
    return is_gemeente && (measuring->measure->standard == WKS_STANDARD_LAND ||
                           measuring->n_members == 0 || wks_measuring_is_member(measuring, area));
}

/* Add up the gemeenten of the standard; strata are those of one period, in order of area. */
static void make_standard(const wks_measuring *measuring, const stratum *strata, size_t n,
                          standard *out)
{
    assert(n == 0 || strata != NULL);
    *out = (standard){0};
    for (size_t i = 0; i < n; i++) {
        const stratum *one = &strata[i];
        if (!is_of_standard(measuring, one->area)) {
            continue;
        }
        if (i == 0 || strcmp(strata[i - 1].area, one->area) != 0) {
            out->n_members += wks_measuring_is_member(measuring, one->area);
        }
        standard_rate *rate = find_rate(out, one->age, one->sex);
        if (rate == NULL && out->n < MOST_RATES) {
            rate = &out->rates[out->n++];
            *rate = (standard_rate){.age = one->age, .sex = one->sex};
        }
        if (rate != NULL) {
            wks_sum_add(&rate->observed, one->observed);
            wks_sum_add(&rate->exposure, one->exposure);
        }
    }
}

/* Whether all gemeenten that should be in the standard are. */
static bool is_whole(const wks_measuring *measuring, const standard *rates)
{
    return rates->n > 0 && (measuring->measure->standard == WKS_STANDARD_LAND ||
                            rates->n_members == measuring->n_members);
}

static double crude_rate(const standard *rates)
{
    wks_sum observed = {0};
    wks_sum exposure = {0};
    for (size_t i = 0; i < rates->n; i++) {
        wks_sum_add(&observed, wks_sum_value(&rates->rates[i].observed));
        wks_sum_add(&exposure, wks_sum_value(&rates->rates[i].exposure));
    }
    return wks_sum_value(&observed) / wks_sum_value(&exposure);
}

/* ---- an area against it -------------------------------------------------------------------- */

typedef struct outcome {
    double observed;
    double expected; /* had each age and sex had the rate of the standard */
    double exposure;
    int delivery;
} outcome;

static outcome outcome_of(standard *rates, const stratum *strata, size_t n)
{
    wks_sum observed = {0};
    wks_sum expected = {0};
    wks_sum exposure = {0};
    for (size_t i = 0; i < n; i++) {
        const standard_rate *rate = find_rate(rates, strata[i].age, strata[i].sex);
        wks_sum_add(&observed, strata[i].observed);
        wks_sum_add(&exposure, strata[i].exposure);
        if (rate != NULL && wks_sum_value(&rate->exposure) > 0) {
            wks_sum_add(&expected, strata[i].exposure * wks_sum_value(&rate->observed) /
                                       wks_sum_value(&rate->exposure));
        }
    }
    return (outcome){.observed = wks_sum_value(&observed),
                     .expected = wks_sum_value(&expected),
                     .exposure = wks_sum_value(&exposure),
                     .delivery = strata[0].delivery};
}

static wks_candidate candidate_of(const wks_measuring *measuring, const outcome *found,
                                  double crude, double scale)
{
    const bool is_counted = measuring->source->kind == WKS_SOURCE_RECORDS;
    wks_candidate candidate = {.kind = is_counted ? WKS_CANDIDATE_COUNT : WKS_CANDIDATE_FIGURE,
                               .n_persons = is_counted ? found->exposure : NAN,
                               .n_with = is_counted ? found->observed : NAN,
                               .delivery = found->delivery,
                               .value = wks_value_empty(WKS_STATUS_NOT_DELIVERED)};
    candidate.crude_ratio =
        found->exposure > 0 && crude > 0 ? found->observed / found->exposure / crude : NAN;
    if (isnan(found->observed) || isnan(found->expected)) {
        return candidate;
    }
    if (!(found->expected > 0)) {
        candidate.value = wks_value_empty(WKS_STATUS_NOT_APPLICABLE);
        return candidate;
    }
    if (is_counted) { /* the standard is so much larger that it counts as known */
        wks_measuring_set(&candidate,
                          (wks_parts){.kind = WKS_PARTS_RATE,
                                      .with = found->observed,
                                      .all = found->expected,
                                      .squares = NAN,
                                      .second = NAN},
                          scale);
        return candidate;
    }
    candidate.value.value = found->observed / found->expected * scale;
    candidate.value.status = WKS_STATUS_OK;
    candidate.interval_note = measuring->measure->interval_note;
    return candidate;
}

/* Where in the file the numerators of an area stand. */
static const char *rows_of(const wks_figure_sum *sums, size_t n, const char *area,
                           const char *period)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(sums[i].area, area) == 0 && strcmp(sums[i].period, period) == 0) {
            return sums[i].rows;
        }
    }
    return NULL;
}

/* The region from the strata of its gemeenten, for figures that give no region. */
static wks_code add_region(wks_measuring *measuring, standard *rates, const char *period,
                           double scale, int delivery, wks_error *err)
{
    outcome whole = {.delivery = delivery};
    for (size_t i = 0; i < rates->n; i++) {
        whole.observed += wks_sum_value(&rates->rates[i].observed);
        whole.exposure += wks_sum_value(&rates->rates[i].exposure);
    }
    whole.expected = whole.observed; /* the standard against itself */
    wks_candidate candidate = candidate_of(measuring, &whole, crude_rate(rates), scale);
    candidate.area = measuring->workspace->region_code;
    candidate.period = period;
    return wks_measuring_add(measuring, candidate, err);
}

typedef struct row_source {
    const wks_figure_sum *sums;
    size_t n;
} row_source;

/* One period: strata [n], standard made from of_standard (which may be the same). */
static wks_code add_period(wks_measuring *measuring, standard *rates, const stratum *strata,
                           size_t n, const row_source *rows, wks_error *err)
{
    const double crude = crude_rate(rates);
    const double scale =
        (measuring->measure->is_standard_rate ? crude : 1) * wks_measuring_per(measuring);
    if (!is_whole(measuring, rates)) {
        return WKS_OK;
    }
    for (size_t first = 0, next = 0; first < n; first = next) {
        while (next < n && strcmp(strata[next].area, strata[first].area) == 0) {
            next++;
        }
        const outcome found = outcome_of(rates, strata + first, next - first);
        wks_candidate candidate = candidate_of(measuring, &found, crude, scale);
        candidate.area = strata[first].area;
        candidate.period = strata[first].period;
        if (wks_text_equal(candidate.area, measuring->workspace->region_code) &&
            measuring->measure->standard == WKS_STANDARD_REGION) {
            candidate.value.lower =
                NAN; /* the standard against itself: nothing is left to chance */
            candidate.value.upper = NAN;
            candidate.method = WKS_METHOD_NONE;
            candidate.flags = 0;
        }
        candidate.rows = rows_of(rows->sums, rows->n, candidate.area, candidate.period);
        WKS_TRY(wks_measuring_add(measuring, candidate, err));
    }
    if (rows->n > 0 && measuring->workspace->region_code != NULL &&
        measuring->measure->standard == WKS_STANDARD_REGION) {
        return add_region(measuring, rates, strata[0].period, scale, strata[0].delivery, err);
    }
    return WKS_OK;
}

static size_t end_of_period(const stratum_list *list, size_t first)
{
    size_t next = first;
    while (next < list->n && strcmp(list->items[next].period, list->items[first].period) == 0) {
        next++;
    }
    return next;
}

/* ---- from figures -------------------------------------------------------------------------- */

static int compare_cells(const void *a, const void *b)
{
    const wks_figure_cell *left = a;
    const wks_figure_cell *right = b;
    int order = strcmp(left->area, right->area);
    order = order != 0 ? order : strcmp(left->period, right->period);
    order = order != 0 ? order : strcmp(left->age, right->age);
    return order != 0 ? order : strcmp(left->sex, right->sex);
}

/* The strata of one set of numerator columns. */
static wks_code read_set(wks_measuring *measuring, const wks_measure_columns *set,
                         stratum_list *list, wks_figure_sum **rows, size_t *n_rows, wks_error *err)
{
    const wks_measure *measure = measuring->measure;
    const wks_breakdown *breakdown = &measuring->indicator->breakdowns[measuring->breakdown];
    wks_figure_cell *above = NULL;
    wks_figure_cell *below = NULL;
    size_t n_above = 0;
    size_t n_below = 0;
    WKS_TRY(wks_vault_sum_figures(measuring->vault, measuring->source, set, breakdown,
                                  measuring->arena, rows, n_rows, err));
    WKS_TRY(wks_vault_sum_cells(measuring->vault, measuring->source, set, breakdown,
                                measuring->arena, &above, &n_above, err));
    WKS_TRY(wks_vault_sum_cells(measuring->vault, measuring->source, &measure->denominator[0],
                                breakdown, measuring->arena, &below, &n_below, err));
    for (size_t i = 0; i < n_above; i++) {
        const wks_figure_cell *cell = &above[i];
        const wks_figure_cell *under =
            n_below == 0 ? NULL : bsearch(cell, below, n_below, sizeof *below, compare_cells);
        if (wks_measure_columns_for(measure->numerator, measure->n_numerator, cell->period) !=
                set ||
            cell->area[0] == 0 || strcmp(cell->area, WKS_UNKNOWN_PLACE) == 0) {
            continue;
        }
        stratum one = {.area = cell->area,
                       .period = cell->period,
                       .sex = cell->sex,
                       .observed = cell->sum,
                       .exposure = under == NULL ? NAN : under->sum};
        snprintf(one.age, sizeof one.age, "%s", cell->age);
        for (size_t k = 0; k < *n_rows && one.delivery == 0; k++) {
            one.delivery =
                strcmp((*rows)[k].period, one.period) == 0 ? (*rows)[k].delivery : one.delivery;
        }
        WKS_TRY(add_stratum(measuring, list, &one, err));
    }
    return WKS_OK;
}

static wks_code measure_figures(wks_measuring *measuring, wks_error *err)
{
    const wks_measure *measure = measuring->measure;
    standard *rates = NULL;
    WKS_TRY(wks_arena_take(measuring->arena, 1, sizeof *rates, &rates, err));
    for (size_t i = 0; i < measure->n_numerator; i++) {
        stratum_list list = {0};
        wks_figure_sum *rows = NULL;
        size_t n_rows = 0;
        WKS_TRY(read_set(measuring, &measure->numerator[i], &list, &rows, &n_rows, err));
        sort_strata(&list);
        for (size_t first = 0, next = 0; first < list.n; first = next) {
            next = end_of_period(&list, first);
            make_standard(measuring, list.items + first, next - first, rates);
            WKS_TRY(add_period(measuring, rates, list.items + first, next - first,
                               &(row_source){rows, n_rows}, err));
        }
    }
    return WKS_OK;
}

/* ---- from records -------------------------------------------------------------------------- */

static wks_code read_level(wks_measuring *measuring, wks_level level, stratum_list *list,
                           wks_error *err)
{
    wks_record_cell *cells = NULL;
    size_t n = 0;
    WKS_TRY(wks_vault_count_cells(measuring->vault, measuring->source, measuring->measure,
                                  &measuring->indicator->breakdowns[measuring->breakdown], level,
                                  measuring->arena, &cells, &n, err));
    for (size_t i = 0; i < n; i++) {
        stratum one = {.area = cells[i].area,
                       .period = cells[i].period,
                       .sex = cells[i].sex,
                       .observed = cells[i].n_satisfies,
                       .exposure = cells[i].n,
                       .delivery = cells[i].delivery};
        snprintf(one.age, sizeof one.age, "%d", cells[i].age_from);
        WKS_TRY(add_stratum(measuring, list, &one, err));
    }
    sort_strata(list);
    return WKS_OK;
}

/* The strata of a period in a sorted list: first and number. */
static size_t find_period(const stratum_list *list, const char *period, size_t *n)
{
    size_t first = 0;
    while (first < list->n && strcmp(list->items[first].period, period) != 0) {
        first++;
    }
    *n = end_of_period(list, first) - first;
    return first;
}

static wks_code measure_records(wks_measuring *measuring, wks_error *err)
{
    static const wks_level levels[] = {WKS_LEVEL_REGIO, WKS_LEVEL_GEMEENTE, WKS_LEVEL_WIJK,
                                       WKS_LEVEL_BUURT};
    stratum_list gemeenten = {0};
    standard *rates = NULL;
    WKS_TRY(wks_arena_take(measuring->arena, 1, sizeof *rates, &rates, err));
    WKS_TRY(read_level(measuring, WKS_LEVEL_GEMEENTE, &gemeenten, err));
    for (size_t k = 0; k < sizeof levels / sizeof levels[0]; k++) {
        stratum_list list = {0};
        if (!measuring->indicator->levels[levels[k]]) {
            continue;
        }
        WKS_TRY(read_level(measuring, levels[k], &list, err));
        for (size_t first = 0, next = 0; first < list.n; first = next) {
            size_t n_standard = 0;
            next = end_of_period(&list, first);
            const size_t at = find_period(&gemeenten, list.items[first].period, &n_standard);
            if (n_standard == 0) {
                continue;
            }
            make_standard(measuring, gemeenten.items + at, n_standard, rates);
            WKS_TRY(add_period(measuring, rates, list.items + first, next - first,
                               &(row_source){NULL, 0}, err));
        }
    }
    return WKS_OK;
}

wks_code wks_measure_indirect(wks_measuring *measuring, wks_error *err)
{
    return measuring->source->kind == WKS_SOURCE_FIGURES ? measure_figures(measuring, err)
                                                         : measure_records(measuring, err);
}
