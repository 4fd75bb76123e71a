/* A survey that was drawn in strata: what its respondents of an area are worth.
 *
 * Taylor linearisation over the whole sample of a year, with the area as a domain, gives each area
 * an effective size.  It goes into the squares of the area's parts, as (sum w)^2 / size: Wilson's
 * interval then has the width of the design, and the parts still add up.  Of areas that share a
 * stratum the small covariance is left out of such a sum.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "private/measure/measure_inside.h"
#include "private/method/survey_design.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const double confidence = 0.95;

/* One year of the sample, in arrays of n at most. */
typedef struct sample_year {
    double *y;
    double *weight;
    size_t *stratum;
    size_t *group;
    size_t n_strata;
} sample_year;

static wks_code make_room(wks_arena *arena, size_t n, sample_year *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->y, &out->y, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->weight, &out->weight, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->stratum, &out->stratum, err));
    return wks_arena_take(arena, n, sizeof *out->group, &out->group, err);
}

/* The count of this area and period among counts [n], sorted by area and period; n: none. */
static size_t find_count(const wks_record_count *counts, size_t n, const wks_respondent *wanted)
{
    size_t from = 0;
    size_t to = n;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        const int by_area = strcmp(counts[middle].area, wanted->area);
        const int order = by_area != 0 ? by_area : strcmp(counts[middle].period, wanted->period);
        if (order == 0) {
            return middle;
        }
        from = order < 0 ? middle + 1 : from;
        to = order < 0 ? to : middle;
    }
    return n;
}

/* Respondents [n] of one year, sorted by stratum.  Who is in no count goes into group n_counts, and
 * counts for nothing but the design. */
static void fill_year(const wks_respondent *from, size_t n, const wks_record_count *counts,
                      size_t n_counts, sample_year *out)
{
    out->n_strata = 0;
    for (size_t i = 0; i < n; i++) {
        const bool is_next = i == 0 || strcmp(from[i].stratum, from[i - 1].stratum) != 0;
        out->n_strata += is_next;
        out->stratum[i] = out->n_strata - 1;
        out->weight[i] = from[i].weight;
        out->group[i] = find_count(counts, n_counts, &from[i]);
        out->y[i] = out->group[i] == n_counts ? (double)NAN : from[i].satisfies;
    }
}

wks_code wks_measuring_design(const wks_measuring *measuring, wks_level level,
                              wks_record_count *counts, size_t n, wks_error *err)
{
    const wks_breakdown *breakdown = &measuring->indicator->breakdowns[measuring->breakdown];
    wks_respondent *all = NULL;
    wks_survey_estimate *found = NULL;
    sample_year year = {0};
    size_t n_all = 0;
    WKS_TRY(wks_vault_respondents(measuring->vault, measuring->source, measuring->measure,
                                  breakdown, level, measuring->arena, &all, &n_all, err));
    WKS_TRY(make_room(measuring->arena, n_all, &year, err));
    for (size_t first = 0, end = 0; first < n_all; first = end) {
        while (end < n_all && strcmp(all[end].period, all[first].period) == 0) {
            end++;
        }
        fill_year(all + first, end - first, counts, n, &year);
        const wks_survey_sample sample = {.n = end - first,
                                          .y = year.y,
                                          .weight = year.weight,
                                          .stratum = year.stratum,
                                          .n_strata = year.n_strata,
                                          .group = year.group,
                                          .n_groups = n + 1,
                                          .is_share = true};
        WKS_TRY(wks_survey_design_estimate(&sample, confidence, measuring->arena, &found, err));
        for (size_t i = 0; i < n; i++) {
            if (found[i].n > 0 && found[i].effective_size > 0) {
                counts[i].weight_squared =
                    counts[i].weight * counts[i].weight / found[i].effective_size;
            }
        }
    }
    return WKS_OK;
}
