/* Numbers from records: shares of persons, rates of registrations, means.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/measure/interval.h"
#include "private/measure/measure_inside.h"

#include <math.h>
#include <string.h>

/* The levels at which records of this workspace can be counted. */
static const wks_level counted_levels[] = {WKS_LEVEL_REGIO, WKS_LEVEL_GEMEENTE, WKS_LEVEL_WIJK,
                                           WKS_LEVEL_BUURT};

enum {
    N_COUNTED_LEVELS = sizeof counted_levels / sizeof counted_levels[0]
};

static void set_value(wks_candidate *candidate, double value, wks_interval interval, double per)
{
    candidate->value = (wks_value){.value = value * per,
                                   .lower = interval.lower * per,
                                   .upper = interval.upper * per,
                                   .status = WKS_STATUS_OK};
}

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
                               .delivery = count->delivery,
                               .value = wks_value_empty(WKS_STATUS_TOO_FEW)};
    if (count->n < measure->minimum_respondents) {
        return candidate;
    }
    if (!is_survey) {
        const double share = count->n_satisfies / count->n;
        set_value(&candidate, share, wks_interval_proportion(share, count->n), per);
    } else if (count->weight > 0) {
        const double with = isnan(count->weight_satisfies) ? 0 : count->weight_satisfies;
        const double share = with / count->weight;
        const double n = wks_effective_size(count->weight, count->weight_squared);
        set_value(&candidate, share, wks_interval_proportion(fmin(share, 1), n), per);
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
        for (size_t k = 0; k < n; k++) {
            WKS_TRY(wks_measuring_add(measuring, share_of(measuring, &counts[k]), err));
        }
    }
    return WKS_OK;
}

/* Residents of an area and period, added up over the gemeenten for the region. */
static double residents_of(const wks_measuring *measuring, const wks_figure_sum *figures, size_t n,
                           const char *area, const char *period)
{
    const bool is_region = wks_text_equal(area, measuring->workspace->region_code);
    double sum = NAN;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(figures[i].period, period) != 0) {
            continue;
        }
        if (strcmp(figures[i].area, area) == 0) {
            return figures[i].sum;
        }
        if (is_region && wks_measuring_is_member(measuring, figures[i].area)) {
            sum = (isnan(sum) ? 0 : sum) + figures[i].sum;
        }
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
                               .delivery = count->delivery,
                               .value = wks_value_empty(WKS_STATUS_NOT_DELIVERED)};
    if (residents > 0) {
        const wks_interval interval = wks_interval_count(count->n);
        set_value(&candidate, count->n / residents,
                  (wks_interval){interval.lower / residents, interval.upper / residents},
                  wks_measuring_per(measuring));
    } else if (!isnan(residents)) {
        candidate.value = wks_value_empty(WKS_STATUS_NOT_APPLICABLE);
    }
    return candidate;
}

wks_code wks_measure_rate(wks_measuring *measuring, wks_error *err)
{
    static const wks_breakdown everyone = {.id = "totaal"};
    const wks_measure *measure = measuring->measure;
    wks_figure_sum *residents = NULL;
    size_t n_residents = 0;
    WKS_TRY(wks_vault_sum_figures(measuring->vault, measure->denominator_source,
                                  &measure->denominator[0], &everyone, measuring->arena, &residents,
                                  &n_residents, err));
    for (size_t i = 0; i < N_COUNTED_LEVELS; i++) {
        wks_record_count *counts = NULL;
        size_t n = 0;
        if (!measuring->indicator->levels[counted_levels[i]]) {
            continue;
        }
        WKS_TRY(wks_vault_count_records(measuring->vault, measuring->source, measure,
                                        &measuring->indicator->breakdowns[measuring->breakdown],
                                        counted_levels[i], measuring->arena, &counts, &n, err));
        for (size_t k = 0; k < n; k++) {
            double below =
                residents_of(measuring, residents, n_residents, counts[k].area, counts[k].period);
            WKS_TRY(wks_measuring_add(measuring, rate_of(measuring, &counts[k], below), err));
        }
    }
    return WKS_OK;
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
                                       .delivery = means[k].delivery};
            set_value(&candidate, means[k].mean,
                      wks_interval_mean(means[k].mean, means[k].variance, means[k].n), 1);
            WKS_TRY(wks_measuring_add(measuring, candidate, err));
        }
    }
    return WKS_OK;
}
