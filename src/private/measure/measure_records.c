/* Numbers from records: shares of persons, rates of registrations, means.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/measure/measure_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The levels at which records of this workspace can be counted. */
static const wks_level counted_levels[] = {WKS_LEVEL_REGIO, WKS_LEVEL_GEMEENTE, WKS_LEVEL_WIJK,
                                           WKS_LEVEL_BUURT};

enum {
    N_COUNTED_LEVELS = sizeof counted_levels / sizeof counted_levels[0]
};

static wks_candidate share_of(const wks_measuring *measuring, const wks_record_count *count)
{
    const wks_measure *measure = measuring->measure;
    const bool is_survey = measure->survey_weight != NULL;
    const double per = wks_measuring_per(measuring);
    wks_candidate candidate = {.area = count->area,
                               .period = count->period,
                               .kind = is_survey ? WKS_CANDIDATE_SURVEY : WKS_CANDIDATE_COUNT,
                               .n_persons = count->n_persons,
                               .n_with = is_survey ? NAN : count->n_satisfies,
                               .n_providers = count->n_providers,
                               .has_providers = !isnan(count->n_providers),
                               .delivery = count->delivery,
                               .value = wks_value_empty(WKS_STATUS_TOO_FEW)};
    if (count->n < measure->minimum_respondents) {
        return candidate;
    }
    if (!is_survey) {
        wks_measuring_set(&candidate,
                          (wks_parts){.kind = WKS_PARTS_PROPORTION,
                                      .with = count->n_satisfies,
                                      .all = count->n,
                                      .squares = count->n,
                                      .second = NAN},
                          per);
    } else if (count->weight > 0) {
        const double with = isnan(count->weight_satisfies) ? 0 : count->weight_satisfies;
        wks_measuring_set(&candidate,
                          (wks_parts){.kind = WKS_PARTS_SURVEY,
                                      .with = fmin(with, count->weight),
                                      .all = count->weight,
                                      .squares = count->weight_squared,
                                      .second = NAN},
                          per);
    }
    return candidate;
}

wks_code wks_measure_share(wks_measuring *measuring, wks_error *err)
{
    const wks_breakdown *breakdown = &measuring->indicator->breakdowns[measuring->breakdown];
    for (size_t i = 0; i < N_COUNTED_LEVELS; i++) {
        wks_record_count *counts = NULL;
        size_t n = 0;
        if (!measuring->indicator->levels[counted_levels[i]]) {
            continue;
        }
        WKS_TRY(wks_vault_count_records(measuring->vault, measuring->source, measuring->measure,
                                        breakdown, counted_levels[i], measuring->arena, &counts, &n,
                                        err));
        if (measuring->measure->survey_weight != NULL &&
            measuring->source->stratum_column != NULL) {
            WKS_TRY(wks_measuring_design(measuring, counted_levels[i], counts, n, err));
        }
        for (size_t k = 0; k < n; k++) {
            WKS_TRY(wks_measuring_add(measuring, share_of(measuring, &counts[k]), err));
        }
    }
    return WKS_OK;
}

/* What a rate is made of at one level; figures and counts are sorted by area and period. */
typedef struct rate_parts {
    wks_figure_sum *residents; /* [n_residents] of all levels */
    size_t n_residents;
    wks_record_period *periods; /* [n_periods] that the source delivered */
    size_t n_periods;
    wks_record_count *counts; /* [n_counts] of this level */
    size_t n_counts;
    wks_level level;
} rate_parts;

static int compare_residents(const void *key, const void *item)
{
    const wks_record_count *wanted = key;
    const wks_figure_sum *figure = item;
    const int by_area = strcmp(wanted->area, figure->area);
    return by_area != 0 ? by_area : strcmp(wanted->period, figure->period);
}

static int compare_counts(const void *key, const void *item)
{
    const wks_record_count *wanted = key;
    const wks_record_count *count = item;
    const int by_area = strcmp(wanted->area, count->area);
    return by_area != 0 ? by_area : strcmp(wanted->period, count->period);
}

static double residents_at(const rate_parts *parts, const char *area, const char *period)
{
    const wks_record_count key = {.area = area, .period = period};
    const wks_figure_sum *found = parts->n_residents == 0
                                      ? NULL
                                      : bsearch(&key, parts->residents, parts->n_residents,
                                                sizeof *parts->residents, compare_residents);
    return found == NULL ? NAN : found->sum;
}

/* Residents of an area and period; of the region all its gemeenten, or none. */
static double residents_of(const wks_measuring *measuring, const rate_parts *parts,
                           const char *area, const char *period)
{
    const double given = residents_at(parts, area, period);
    if (!isnan(given) || !wks_text_equal(area, measuring->workspace->region_code)) {
        return given;
    }
    double sum = measuring->n_members == 0 ? NAN : 0;
    for (size_t i = 0; i < measuring->n_members; i++) {
        sum += residents_at(parts, measuring->members[i], period);
    }
    return sum;
}

static wks_candidate rate_of(const wks_measuring *measuring, const wks_record_count *count,
                             double residents)
{
    wks_candidate candidate = {.area = count->area,
                               .period = count->period,
                               .kind = WKS_CANDIDATE_COUNT,
                               .n_persons = residents,
                               .n_with = count->n_persons,
                               .n_providers = count->n_providers,
                               .has_providers = !isnan(count->n_providers),
                               .delivery = count->delivery,
                               .value = wks_value_empty(WKS_STATUS_NOT_DELIVERED)};
    if (residents > 0) {
        wks_measuring_set(&candidate,
                          (wks_parts){.kind = WKS_PARTS_RATE,
                                      .with = count->n,
                                      .all = residents,
                                      .squares = NAN,
                                      .second = NAN},
                          wks_measuring_per(measuring));
    } else if (!isnan(residents)) {
        candidate.value = wks_value_empty(WKS_STATUS_NOT_APPLICABLE);
    }
    return candidate;
}

/* Whether records of this source could have named the area: it is of the level, and of the region
 * where there is one. */
static bool is_covered(const wks_measuring *measuring, const rate_parts *parts, const char *area)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    if (!wks_area_code_read((wks_span){area, strlen(area)}, code, &level) ||
        level != parts->level) {
        return false;
    }
    return measuring->n_members == 0 || (wks_area_code_up(area, WKS_LEVEL_GEMEENTE, code) &&
                                         wks_measuring_is_member(measuring, code));
}

/* Nobody counted is a count as well: none, which the gate then hides like any small one. */
static wks_code add_none(wks_measuring *measuring, const rate_parts *parts, const char *area,
                         const wks_record_period *period, wks_error *err)
{
    const wks_record_count none = {
        .area = area, .period = period->period, .delivery = period->delivery};
    const double residents = residents_of(measuring, parts, area, period->period);
    if (isnan(residents) ||
        (parts->n_counts > 0 && bsearch(&none, parts->counts, parts->n_counts,
                                        sizeof *parts->counts, compare_counts) != NULL)) {
        return WKS_OK;
    }
    return wks_measuring_add(measuring, rate_of(measuring, &none, residents), err);
}

static wks_code add_rates(wks_measuring *measuring, const rate_parts *parts, wks_error *err)
{
    for (size_t i = 0; i < parts->n_counts; i++) {
        const wks_record_count *count = &parts->counts[i];
        const double residents = residents_of(measuring, parts, count->area, count->period);
        WKS_TRY(wks_measuring_add(measuring, rate_of(measuring, count, residents), err));
    }
    for (size_t i = 0; i < parts->n_periods; i++) {
        const wks_record_period *period = &parts->periods[i];
        if (parts->level == WKS_LEVEL_REGIO && measuring->workspace->region_code != NULL) {
            WKS_TRY(add_none(measuring, parts, measuring->workspace->region_code, period, err));
        }
        for (size_t k = 0; parts->level != WKS_LEVEL_REGIO && parts->level <= period->finest &&
                           k < parts->n_residents;
             k++) {
            const wks_figure_sum *figure = &parts->residents[k];
            if (strcmp(figure->period, period->period) == 0 &&
                is_covered(measuring, parts, figure->area)) {
                WKS_TRY(add_none(measuring, parts, figure->area, period, err));
            }
        }
    }
    return WKS_OK;
}

wks_code wks_measure_rate(wks_measuring *measuring, wks_error *err)
{
    static const wks_breakdown everyone = {.id = "totaal"};
    const wks_measure *measure = measuring->measure;
    rate_parts parts = {0};
    WKS_TRY(wks_vault_sum_figures(
        measuring->vault, wks_catalogue_source(measuring->catalogue, measure->denominator_source),
        &measure->denominator[0], &everyone, measuring->arena, &parts.residents, &parts.n_residents,
        err));
    WKS_TRY(wks_vault_record_periods(measuring->vault, measuring->source, measuring->arena,
                                     &parts.periods, &parts.n_periods, err));
    for (size_t i = 0; i < N_COUNTED_LEVELS; i++) {
        parts.level = counted_levels[i];
        if (!measuring->indicator->levels[parts.level]) {
            continue;
        }
        WKS_TRY(wks_vault_count_records(measuring->vault, measuring->source, measure,
                                        &measuring->indicator->breakdowns[measuring->breakdown],
                                        parts.level, measuring->arena, &parts.counts,
                                        &parts.n_counts, err));
        WKS_TRY(add_rates(measuring, &parts, err));
    }
    return WKS_OK;
}

/* The sums behind a mean and its variance: sum (y - mean)^2 = sum y^2 - n mean^2. */
static wks_parts mean_parts(const wks_record_mean *mean)
{
    const double spread = isnan(mean->variance) ? 0 : mean->variance * (mean->n - 1);
    return (wks_parts){.kind = WKS_PARTS_MEAN,
                       .with = mean->mean * mean->n,
                       .all = mean->n,
                       .squares = mean->n,
                       .second = spread + mean->n * mean->mean * mean->mean};
}

wks_code wks_measure_mean(wks_measuring *measuring, wks_error *err)
{
    for (size_t i = 0; i < N_COUNTED_LEVELS; i++) {
        wks_record_mean *means = NULL;
        size_t n = 0;
        if (!measuring->indicator->levels[counted_levels[i]]) {
            continue;
        }
        WKS_TRY(wks_vault_mean_records(measuring->vault, measuring->source, measuring->measure,
                                       &measuring->indicator->breakdowns[measuring->breakdown],
                                       counted_levels[i], measuring->arena, &means, &n, err));
        for (size_t k = 0; k < n; k++) {
            wks_candidate candidate = {.area = means[k].area,
                                       .period = means[k].period,
                                       .kind = WKS_CANDIDATE_MEAN,
                                       .n_persons = means[k].n_persons,
                                       .n_with = NAN,
                                       .n_providers = means[k].n_providers,
                                       .largest = means[k].largest,
                                       .second = means[k].second,
                                       .has_providers = !isnan(means[k].n_providers),
                                       .has_largest = !isnan(means[k].largest),
                                       .delivery = means[k].delivery};
            if (means[k].n > 0) {
                wks_measuring_set(&candidate, mean_parts(&means[k]), 1);
            } else {
                candidate.value = wks_value_empty(WKS_STATUS_NOT_DELIVERED);
            }
            WKS_TRY(wks_measuring_add(measuring, candidate, err));
        }
    }
    return WKS_OK;
}
