/* Who is compared with whom: parts checked, and added up without the area itself.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "private/method/compare_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

wks_compare_part wks_compare_persons(double with, double n)
{
    return (wks_compare_part){.with = with, .all = n, .squares = n, .second = with};
}

wks_compare_part wks_compare_estimate(double value, double variance, double weight)
{
    return (wks_compare_part){.with = weight * value,
                              .all = weight,
                              .squares = weight * weight,
                              .second = weight * weight * variance};
}

static bool is_known(wks_figure_kind kind, const wks_compare_part *part)
{
    const bool needs_squares = kind == WKS_FIGURE_PROPORTION || kind == WKS_FIGURE_MEAN;
    return !isnan(part->with) && !isnan(part->all) && !(needs_squares && isnan(part->squares)) &&
           !(kind == WKS_FIGURE_MEAN && isnan(part->second));
}

bool wks_compare_counts(const wks_compare_input *input, size_t area)
{
    const wks_compare_part *part = &input->parts[area];
    return is_known(input->kind, part) && part->all > 0 &&
           !(input->kind == WKS_FIGURE_ESTIMATE && !(part->second > 0)) &&
           (input->missing == NULL || input->missing[area] != WKS_REASON_NOT_COMPARABLE);
}

wks_figure wks_compare_figure(wks_figure_kind kind, const wks_compare_part *part)
{
    if (!(part->all > 0)) {
        return (wks_figure){.value = NAN, .n = 0, .variance = NAN};
    }
    wks_figure figure = {.value = part->with / part->all, .n = part->all};
    switch (kind) {
    case WKS_FIGURE_RATE:
        break;
    case WKS_FIGURE_PROPORTION:
    case WKS_FIGURE_MEAN:
        figure.n = part->all * part->all / part->squares;
        break;
    case WKS_FIGURE_ESTIMATE:
        figure.variance = part->second / (part->all * part->all);
        break;
    }
    if (kind == WKS_FIGURE_MEAN) {
        const double spread = part->second / part->all - figure.value * figure.value;
        /* what rounding leaves of a spread of nothing is nothing */
        figure.variance =
            spread > 1e-13 * part->second / part->all ? spread * figure.n / (figure.n - 1) : 0;
    }
    return figure;
}

static wks_code fail_part(size_t area, const char *what, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT, wks_tr("area %zu: %s", "gebied %zu: %s"), area + 1, what);
}

static wks_code check_part(wks_figure_kind kind, const wks_compare_part *part, size_t area,
                           wks_error *err)
{
    const bool needs_squares = kind == WKS_FIGURE_PROPORTION || kind == WKS_FIGURE_MEAN;
    const bool has_counts = kind == WKS_FIGURE_PROPORTION || kind == WKS_FIGURE_RATE;
    if (isinf(part->with) || isinf(part->all) || part->all < 0 || (has_counts && part->with < 0)) {
        return fail_part(area,
                         wks_tr("a count or a population below zero, or without end",
                                "een aantal of bevolking onder nul, of zonder eind"),
                         err);
    }
    /* weights add up in another order above than below */
    if (kind == WKS_FIGURE_PROPORTION && part->with > part->all * (1 + 1e-12)) {
        return fail_part(area,
                         wks_tr("more persons with it than persons",
                                "meer personen met het kenmerk dan personen"),
                         err);
    }
    if (part->all == 0 && part->with != 0) {
        return fail_part(
            area, wks_tr("a count where nobody lives", "een aantal waar niemand woont"), err);
    }
    if (needs_squares && part->all > 0 && !(part->squares > 0)) {
        return fail_part(area,
                         wks_tr("the sum of squared weights is not above zero",
                                "de som van de gekwadrateerde gewichten is niet groter dan nul"),
                         err);
    }
    if (kind != WKS_FIGURE_PROPORTION && kind != WKS_FIGURE_RATE && part->second < 0) {
        return fail_part(area, wks_tr("a variance below zero", "een variantie onder nul"), err);
    }
    return WKS_OK;
}

wks_code wks_compare_check_sets(const wks_compare_sets *sets, wks_error *err)
{
    for (size_t i = 0; sets->group != NULL && i < sets->n_areas; i++) {
        if (sets->group[i] >= sets->n_groups) {
            return fail_part(i, wks_tr("a group that is not there", "een groep die er niet is"),
                             err);
        }
    }
    if (sets->against != WKS_COMPARE_LOOKALIKES) {
        return WKS_OK;
    }
    if (sets->lookalikes == NULL || sets->n_lookalikes == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("there are no look-alike areas to compare with",
                               "er zijn geen lijkende gebieden om mee te vergelijken"));
    }
    for (size_t i = 0; i < sets->n_areas * sets->n_lookalikes; i++) {
        if (sets->lookalikes[i] == i / sets->n_lookalikes) {
            return fail_part(i / sets->n_lookalikes,
                             wks_tr("looks like itself: an area is not its own reference",
                                    "lijkt op zichzelf: een gebied is niet zijn eigen referentie"),
                             err);
        }
    }
    return WKS_OK;
}

static wks_code check(const wks_compare_input *input, wks_error *err)
{
    const wks_compare_sets sets = {input->n_areas, input->group,      input->n_groups,
                                   input->against, input->lookalikes, input->n_lookalikes};
    WKS_TRY(wks_compare_check_sets(&sets, err));
    for (size_t i = 0; i < input->n_areas; i++) {
        WKS_TRY(check_part(input->kind, &input->parts[i], i, err));
        if (input->against == WKS_COMPARE_PERIOD) {
            WKS_TRY(check_part(input->kind, &input->earlier[i], i, err));
        }
    }
    if (input->against == WKS_COMPARE_FIXED &&
        (!isfinite(input->fixed) || (input->kind == WKS_FIGURE_PROPORTION && input->fixed > 1) ||
         (input->kind <= WKS_FIGURE_RATE && input->fixed < 0))) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the fixed value cannot be a figure of this kind",
                               "de vaste waarde kan geen cijfer van deze soort zijn"));
    }
    return WKS_OK;
}

static wks_label_reason reason_of(const wks_compare_input *input, size_t i)
{
    const wks_compare_part *part = &input->parts[i];
    if (input->missing != NULL && input->missing[i] != WKS_REASON_NONE) {
        return input->missing[i];
    }
    if (!is_known(input->kind, part)) {
        return WKS_REASON_MISSING;
    }
    if (part->all == 0) {
        return WKS_REASON_ZERO_POPULATION;
    }
    return input->kind == WKS_FIGURE_ESTIMATE && !(part->second > 0) ? WKS_REASON_NO_MARGIN
                                                                     : WKS_REASON_NONE;
}

static void add(wks_compare_part *sum, const wks_compare_part *part)
{
    sum->with += part->with;
    sum->all += part->all;
    sum->squares += part->squares;
    sum->second += part->second;
}

/* Sums from both ends, so that nothing is subtracted and no small rest drowns in a big area. */
static wks_code sum_others(const wks_compare_input *input, const size_t *group, size_t n_groups,
                           wks_arena *arena, wks_compare_part *references, wks_error *err)
{
    wks_compare_part *sums = NULL;
    WKS_TRY(wks_arena_take(arena, 2 * n_groups, sizeof *sums, &sums, err));
    for (size_t i = 0; i < input->n_areas; i++) {
        wks_compare_part *sum = &sums[group == NULL ? 0 : group[i]];
        references[i] = *sum;
        if (wks_compare_counts(input, i)) {
            add(sum, &input->parts[i]);
        }
    }
    for (size_t i = input->n_areas; i-- > 0;) {
        wks_compare_part *sum = &sums[n_groups + (group == NULL ? 0 : group[i])];
        add(&references[i], sum);
        if (wks_compare_counts(input, i)) {
            add(sum, &input->parts[i]);
        }
    }
    return WKS_OK;
}

static double less(double whole, double part)
{
    const double rest = whole - part;
    return rest > 1e-12 * whole ? rest : 0;
}

/* The rest of a whole that holds more than the areas that are known. */
static wks_code subtract(const wks_compare_input *input, wks_compare_part *references,
                         wks_error *err)
{
    for (size_t i = 0; i < input->n_areas; i++) {
        const wks_compare_part *whole = &input->wholes[input->group == NULL ? 0 : input->group[i]];
        const wks_compare_part *part = &input->parts[i];
        references[i] = (wks_compare_part){0};
        if (!wks_compare_counts(input, i)) {
            continue;
        }
        if (!(whole->all >= part->all * (1 - 1e-12)) ||
            (input->kind <= WKS_FIGURE_RATE && !(whole->with >= part->with * (1 - 1e-12)))) {
            return fail_part(i,
                             wks_tr("is larger than the whole that contains it",
                                    "is groter dan het geheel waar het in ligt"),
                             err);
        }
        references[i] = (wks_compare_part){.with = input->kind <= WKS_FIGURE_RATE
                                                       ? less(whole->with, part->with)
                                                       : whole->with - part->with,
                                           .all = less(whole->all, part->all),
                                           .squares = less(whole->squares, part->squares),
                                           .second = less(whole->second, part->second)};
        WKS_TRY(check_part(input->kind, &references[i], i, err));
    }
    return WKS_OK;
}

static void sum_lookalikes(const wks_compare_input *input, wks_compare_part *references)
{
    for (size_t i = 0; i < input->n_areas; i++) {
        references[i] = (wks_compare_part){0};
        for (size_t k = 0; k < input->n_lookalikes; k++) {
            const size_t j = input->lookalikes[i * input->n_lookalikes + k];
            if (j < input->n_areas && wks_compare_counts(input, j)) {
                add(&references[i], &input->parts[j]);
            }
        }
    }
}

wks_code wks_compare_references(const wks_compare_input *input, wks_arena *arena,
                                wks_compare_part *references, wks_comparison *comparisons,
                                wks_error *err)
{
    WKS_TRY(check(input, err));
    for (size_t i = 0; i < input->n_areas; i++) {
        comparisons[i] = (wks_comparison){.reason = reason_of(input, i)};
        references[i] = (wks_compare_part){0};
        if (input->against == WKS_COMPARE_PERIOD && is_known(input->kind, &input->earlier[i])) {
            references[i] = input->earlier[i];
        }
    }
    switch (input->against) {
    case WKS_COMPARE_REST:
        return input->wholes != NULL
                   ? subtract(input, references, err)
                   : sum_others(input, input->group, input->group == NULL ? 1 : input->n_groups,
                                arena, references, err);
    case WKS_COMPARE_REGION:
        return sum_others(input, NULL, 1, arena, references, err);
    case WKS_COMPARE_LOOKALIKES:
        sum_lookalikes(input, references);
        return WKS_OK;
    case WKS_COMPARE_FIXED:
    case WKS_COMPARE_PERIOD:
        break;
    }
    return WKS_OK;
}
