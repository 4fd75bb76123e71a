/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/compare.h"

#include "math/special.h"
#include "math/sum.h"
#include "private/method/compare_inside.h"
#include "private/method/false_discovery.h"
#include "private/method/hierarchy.h"
#include "private/method/overlap.h"

#include <math.h>

static const double shown = 0.95;

/* ---- figures ----------------------------------------------------------------------------------
 */

void wks_compare_clear(wks_comparison *comparison)
{
    const double no = NAN;
    *comparison = (wks_comparison){no, no, no, no, no, no, no, no, no, no, no, no, 0, 0, false};
}

static wks_figure reference_of(const wks_compare_input *input, const wks_compare_part *reference)
{
    return input->against == WKS_COMPARE_FIXED ? (wks_figure){.value = input->fixed, .n = INFINITY}
                                               : wks_compare_figure(input->kind, reference);
}

static wks_label_reason judge_size(const wks_compare_input *input, const wks_figure *own,
                                   const wks_figure *reference, double least)
{
    if (input->kind == WKS_FIGURE_ESTIMATE) {
        return WKS_REASON_NONE;
    }
    if (input->kind == WKS_FIGURE_RATE) {
        const bool is_fixed = isinf(reference->n);
        const double events =
            own->value * own->n + (is_fixed ? 0 : reference->value * reference->n);
        return events < least ? WKS_REASON_TOO_FEW : WKS_REASON_NONE;
    }
    if (own->n < least || reference->n < least) {
        return WKS_REASON_TOO_FEW;
    }
    if (input->kind == WKS_FIGURE_MEAN && (!(own->n >= 2) || !(reference->n >= 2))) {
        return WKS_REASON_TOO_FEW;
    }
    return WKS_REASON_NONE;
}

static void measure(const wks_compare_input *input, const wks_compare_part *reference, size_t i,
                    double least, wks_comparison *to)
{
    const wks_figure own = wks_compare_figure(input->kind, &input->parts[i]);
    const wks_figure other = reference_of(input, reference);
    const wks_label_reason known = to->reason;
    wks_compare_clear(to);
    to->reason = known;
    to->value = own.value;
    to->reference = other.value;
    wks_interval limits = wks_figure_limits(input->kind, &own, shown);
    to->lower = limits.lower;
    to->upper = limits.upper;
    if (to->reason != WKS_REASON_NONE) {
        return;
    }
    if (!(other.n > 0)) {
        to->reason = WKS_REASON_NO_REST;
        return;
    }
    limits = wks_figure_limits(input->kind, &other, shown);
    to->reference_lower = limits.lower;
    to->reference_upper = limits.upper;
    to->reason = judge_size(input, &own, &other, least);
    if (to->reason != WKS_REASON_NONE) {
        return;
    }
    const wks_figure_gap gap = wks_figure_difference(input->kind, &own, &other, shown);
    if (isnan(gap.p_value)) {
        to->reason = WKS_REASON_NO_MARGIN;
        return;
    }
    to->difference = gap.difference;
    to->difference_lower = gap.lower;
    to->difference_upper = gap.upper;
    to->p_value = gap.p_value;
}

/* ---- the model --------------------------------------------------------------------------------
 */

/* Rows of the model: the areas that have a figure, packed. */
typedef struct rows {
    size_t n;
    size_t *area;     /* [n] */
    double *x, *size; /* [n] */
    double *weight;   /* [n] */
    size_t *group;    /* [n] */
} rows;

/* A variance from few records says little: four observations of the pooled one are added. */
static double moderated(const wks_compare_input *input, const wks_figure *figure, double pooled)
{
    return input->kind == WKS_FIGURE_MEAN
               ? ((figure->n - 1) * figure->variance + 4 * pooled) / (figure->n + 3) / figure->n
               : figure->variance;
}

static double pooled_variance(const wks_compare_input *input)
{
    wks_sum squares = {0};
    wks_sum freedom = {0};
    for (size_t i = 0; i < input->n_areas; i++) {
        const wks_figure figure = wks_compare_figure(input->kind, &input->parts[i]);
        if (wks_compare_counts(input, i) && figure.n >= 2) {
            wks_sum_add(&squares, (figure.n - 1) * figure.variance);
            wks_sum_add(&freedom, figure.n - 1);
        }
    }
    return wks_sum_value(&squares) / fmax(1, wks_sum_value(&freedom));
}

/* A figure on the model's scale with its variance there, half an observation added on each side:
 * for changes, whose two halves have no common likelihood. */
static wks_figure on_scale(const wks_compare_input *input, const wks_figure *figure, double pooled)
{
    const double x = figure->value * figure->n;
    switch (input->kind) {
    case WKS_FIGURE_PROPORTION:
        return (wks_figure){.value = log((x + 0.5) / (figure->n - x + 0.5)),
                            .variance = 1 / (x + 0.5) + 1 / (figure->n - x + 0.5)};
    case WKS_FIGURE_RATE:
        return (wks_figure){.value = log((x + 0.5) / figure->n), .variance = 1 / (x + 0.5)};
    case WKS_FIGURE_MEAN:
    case WKS_FIGURE_ESTIMATE:
        break;
    }
    return (wks_figure){.value = figure->value, .variance = moderated(input, figure, pooled)};
}

/* Are the differences themselves modelled?  Where each area has a reference of its own. */
static bool is_of_gaps(wks_compare_against against)
{
    return against == WKS_COMPARE_PERIOD || against == WKS_COMPARE_LOOKALIKES;
}

static bool fits_the_model(const wks_compare_input *input, const wks_comparison *comparison,
                           size_t i, double pooled)
{
    if (is_of_gaps(input->against)) {
        return comparison->reason == WKS_REASON_NONE;
    }
    const wks_figure figure = wks_compare_figure(input->kind, &input->parts[i]);
    return wks_compare_counts(input, i) &&
           !(input->kind == WKS_FIGURE_MEAN &&
             (figure.n < 2 || !(moderated(input, &figure, pooled) > 0)));
}

static void set_row(const wks_compare_input *input, const wks_compare_part *reference, size_t i,
                    double pooled, rows *out)
{
    const size_t k = out->n++;
    const wks_figure own = wks_compare_figure(input->kind, &input->parts[i]);
    if (is_of_gaps(input->against)) {
        const wks_figure other = wks_compare_figure(input->kind, reference);
        const wks_figure own_on = on_scale(input, &own, pooled);
        const wks_figure other_on = on_scale(input, &other, pooled);
        out->x[k] = own_on.value - other_on.value;
        out->size[k] = own_on.variance + other_on.variance;
    } else if (input->kind == WKS_FIGURE_PROPORTION || input->kind == WKS_FIGURE_RATE) {
        out->x[k] = own.value * own.n;
        out->size[k] = own.n;
    } else {
        out->x[k] = own.value;
        out->size[k] = moderated(input, &own, pooled);
    }
    out->area[k] = i;
    out->weight[k] = input->parts[i].all;
    out->group[k] =
        input->against == WKS_COMPARE_REST && input->group != NULL ? input->group[i] : 0;
}

static wks_code make_rows(const wks_compare_input *input, const wks_compare_part *references,
                          const wks_comparison *comparisons, wks_arena *arena, rows *out,
                          wks_error *err)
{
    const size_t n = input->n_areas;
    const double pooled = input->kind == WKS_FIGURE_MEAN ? pooled_variance(input) : 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->area, &out->area, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->x, &out->x, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->size, &out->size, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->weight, &out->weight, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->group, &out->group, err));
    for (size_t i = 0; i < n; i++) {
        if (fits_the_model(input, &comparisons[i], i, pooled)) {
            set_row(input, &references[i], i, pooled, out);
        }
    }
    return WKS_OK;
}

static wks_hierarchy_data data_of(const wks_compare_input *input)
{
    if (is_of_gaps(input->against)) {
        return WKS_HIERARCHY_NORMAL;
    }
    if (input->kind == WKS_FIGURE_PROPORTION) {
        return WKS_HIERARCHY_BINOMIAL;
    }
    return input->kind == WKS_FIGURE_RATE ? WKS_HIERARCHY_POISSON : WKS_HIERARCHY_NORMAL;
}

/* The value on the model's scale must be finite: none and all become next to none and all. */
static double fixed_of(const wks_compare_input *input, const rows *r)
{
    if (is_of_gaps(input->against)) {
        return 0;
    }
    if (input->kind == WKS_FIGURE_PROPORTION) {
        return fmax(1e-6, fmin(1 - 1e-6, input->fixed));
    }
    return input->kind == WKS_FIGURE_RATE
               ? fmax(input->fixed,
                      1e-6 * (wks_sum_of(r->x, r->n) + 0.5) / wks_sum_of(r->size, r->n))
               : input->fixed;
}

static wks_code run_model(const wks_compare_input *input, const wks_compare_part *references,
                          wks_arena *arena, wks_comparison *comparisons,
                          wks_compare_summary *summary, wks_error *err)
{
    static const char *const scales[] = {"logit", "log", "identity", "identity"};
    rows r = {0};
    wks_hierarchy fit = {0};
    summary->scale = scales[input->kind];
    WKS_TRY(make_rows(input, references, comparisons, arena, &r, err));
    if (r.n == 0) {
        return WKS_OK;
    }
    const wks_hierarchy_input model = {
        .data = data_of(input),
        .n = r.n,
        .x = r.x,
        .size = r.size,
        .weight = r.weight,
        .group = r.group,
        .n_groups =
            input->against == WKS_COMPARE_REST && input->group != NULL ? input->n_groups : 1,
        .target = input->against == WKS_COMPARE_FIXED || is_of_gaps(input->against)
                      ? WKS_HIERARCHY_VALUE
                      : WKS_HIERARCHY_OTHERS,
        .fixed = fixed_of(input, &r)};
    WKS_TRY(wks_hierarchy_fit(&model, arena, &fit, err));
    for (size_t k = 0; k < r.n; k++) {
        if (comparisons[r.area[k]].reason == WKS_REASON_NONE) {
            comparisons[r.area[k]].p_higher = fit.p_higher[k];
            comparisons[r.area[k]].p_lower = fit.p_lower[k];
        }
    }
    if (r.n > model.n_groups) { /* one area says nothing about the spread between areas */
        summary->between_sd = fit.between_sd;
        summary->between_lower = fit.between_lower;
        summary->between_upper = fit.between_upper;
        summary->different_share = fit.different_share;
    }
    return WKS_OK;
}

/* ---- rules ------------------------------------------------------------------------------------
 */

/* The probability that the side a comparison points to is wrong; NAN where nobody knows. */
static void set_wrong(size_t n, const wks_comparison *comparisons, double *wrong)
{
    for (size_t i = 0; i < n; i++) {
        const wks_comparison *at = &comparisons[i];
        wrong[i] = isnan(at->p_higher) ? NAN : 1 - fmax(at->p_higher, at->p_lower);
    }
}

void wks_compare_label(wks_comparison *comparison, bool is_flagged)
{
    if (comparison->reason != WKS_REASON_NONE) {
        comparison->label = WKS_LABEL_NONE;
    } else if (!is_flagged) {
        comparison->label = WKS_LABEL_NO_DIFFERENCE;
    } else {
        comparison->label = comparison->difference > 0 ? WKS_LABEL_HIGHER : WKS_LABEL_LOWER;
    }
}

void wks_compare_count(size_t n, const wks_comparison *comparisons, wks_compare_summary *summary)
{
    summary->n_areas = n;
    summary->n_tested = summary->n_higher = summary->n_lower = 0;
    for (size_t i = 0; i < n; i++) {
        summary->n_tested += comparisons[i].label != WKS_LABEL_NONE;
        summary->n_higher += comparisons[i].label == WKS_LABEL_HIGHER;
        summary->n_lower += comparisons[i].label == WKS_LABEL_LOWER;
    }
}

static double half_width(double lower, double upper)
{
    return (upper - lower) / (2 * 1.959963984540054);
}

/* How often chance alone crosses z deviations under a rule that looks at the two margins apart. */
static double chance_of_overlap(const wks_comparison *at, wks_compare_rule rule, double z)
{
    const double own = half_width(at->lower, at->upper);
    const double other = half_width(at->reference_lower, at->reference_upper);
    const double judged = rule == WKS_COMPARE_DOUBLE_OVERLAP ? own + other : own;
    return 2 * wks_special_normal_upper(z * judged / hypot(own, other));
}

static wks_label fingertips(const wks_compare_input *input, wks_compare_rule rule,
                            double confidence, size_t i, const wks_compare_part *reference,
                            const wks_comparison *at)
{
    const double z = wks_special_normal_quantile(0.5 + confidence / 2);
    const wks_figure own = wks_compare_figure(input->kind, &input->parts[i]);
    const wks_figure other = reference_of(input, reference);
    const wks_interval limits = wks_figure_limits(input->kind, &own, confidence);
    if (rule == WKS_COMPARE_SINGLE_OVERLAP) {
        return wks_overlap_single(at->value, limits, at->reference);
    }
    if (rule == WKS_COMPARE_DOUBLE_OVERLAP) {
        return wks_overlap_double(at->value, limits, at->reference,
                                  wks_figure_limits(input->kind, &other, confidence));
    }
    if (input->kind == WKS_FIGURE_RATE) {
        return wks_overlap_control(at->value, wks_overlap_control_rate(at->reference, own.n, z));
    }
    return wks_overlap_control(at->value, wks_overlap_control_proportion(at->reference, own.n, z));
}

static void label_fingertips(const wks_compare_input *input, const wks_compare_options *options,
                             const wks_compare_part *references, wks_comparison *comparisons,
                             wks_compare_summary *summary)
{
    const double confidence = options->confidence > 0 ? options->confidence : shown;
    const double z = wks_special_normal_quantile(0.5 + confidence / 2);
    for (size_t i = 0; i < input->n_areas; i++) {
        wks_comparison *at = &comparisons[i];
        if (at->reason == WKS_REASON_NONE) {
            at->label = fingertips(input, options->rule, confidence, i, &references[i], at);
            summary->expected_by_chance += chance_of_overlap(at, options->rule, z);
        }
    }
}

static void label_by_level(size_t n, double level, wks_comparison *comparisons,
                           wks_compare_summary *summary)
{
    for (size_t i = 0; i < n; i++) {
        wks_compare_label(&comparisons[i], comparisons[i].p_value < level);
        summary->expected_by_chance += comparisons[i].reason == WKS_REASON_NONE ? level : 0;
    }
}

static wks_code label_step_up(size_t n, double level, wks_arena *arena, wks_comparison *comparisons,
                              wks_compare_summary *summary, wks_error *err)
{
    double *p = NULL;
    bool *is_listed = NULL;
    size_t n_listed = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *p, &p, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *is_listed, &is_listed, err));
    for (size_t i = 0; i < n; i++) {
        p[i] = comparisons[i].p_value;
    }
    WKS_TRY(wks_false_discovery_step_up(n, p, level, arena, is_listed, &n_listed, err));
    for (size_t i = 0; i < n; i++) {
        comparisons[i].is_listed = is_listed[i];
        wks_compare_label(&comparisons[i], is_listed[i]);
    }
    summary->expected_by_chance = level * (double)n_listed;
    return WKS_OK;
}

/* Both what is shown and what is believed lie on one side: the interval excludes zero, and at most
 * one in a hundred believes the other side, so that no more than that point the wrong way. */
static bool is_one_sided(const wks_comparison *at)
{
    return (at->difference_lower > 0 && at->p_higher > at->p_lower && at->p_lower <= 0.01) ||
           (at->difference_upper < 0 && at->p_lower > at->p_higher && at->p_higher <= 0.01);
}

wks_code wks_compare_label_posterior(size_t n, double level, wks_arena *arena,
                                     wks_comparison *comparisons, wks_compare_summary *summary,
                                     wks_error *err)
{
    double *wrong = NULL;
    bool *is_listed = NULL;
    size_t n_listed = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *wrong, &wrong, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *is_listed, &is_listed, err));
    set_wrong(n, comparisons, wrong);
    WKS_TRY(wks_false_discovery_bayes(n, wrong, level, arena, is_listed, &n_listed, err));
    for (size_t i = 0; i < n; i++) {
        wks_comparison *at = &comparisons[i];
        const bool is_flagged = is_listed[i] && is_one_sided(at);
        if (at->reason == WKS_REASON_NONE && isnan(at->p_higher)) {
            at->reason = WKS_REASON_NO_REST;
        }
        at->is_listed = is_listed[i];
        wks_compare_label(at, is_flagged);
        summary->expected_by_chance += is_flagged ? wrong[i] : 0;
    }
    return WKS_OK;
}

wks_code wks_compare(const wks_compare_input *input, const wks_compare_options *options,
                     wks_arena *arena, wks_comparison *comparisons, wks_compare_summary *summary,
                     wks_error *err)
{
    const double level = options->false_discovery > 0 ? options->false_discovery : 0.05;
    const double confidence = options->confidence > 0 ? options->confidence : shown;
    const size_t n = input->n_areas;
    wks_compare_part *references = NULL;
    *summary = (wks_compare_summary){.spatial_share = input->spatial_share};
    WKS_TRY(wks_arena_take(arena, n, sizeof *references, &references, err));
    WKS_TRY(wks_compare_references(input, arena, references, comparisons, err));
    for (size_t i = 0; i < n; i++) {
        measure(input, &references[i], i, options->least, &comparisons[i]);
    }
    summary->between_sd = summary->between_lower = summary->between_upper = NAN;
    summary->different_share = NAN;
    if (options->rule == WKS_COMPARE_POSTERIOR || !options->skips_model) {
        WKS_TRY(run_model(input, references, arena, comparisons, summary, err));
    }
    switch (options->rule) {
    case WKS_COMPARE_POSTERIOR:
        WKS_TRY(wks_compare_label_posterior(n, level, arena, comparisons, summary, err));
        break;
    case WKS_COMPARE_BENJAMINI_HOCHBERG:
        WKS_TRY(label_step_up(n, level, arena, comparisons, summary, err));
        break;
    case WKS_COMPARE_FUNNEL:
        label_by_level(n, 0.002, comparisons, summary);
        break;
    case WKS_COMPARE_PLAIN:
        label_by_level(n, 1 - confidence, comparisons, summary);
        break;
    case WKS_COMPARE_SINGLE_OVERLAP:
    case WKS_COMPARE_DOUBLE_OVERLAP:
    case WKS_COMPARE_CONTROL:
        label_fingertips(input, options, references, comparisons, summary);
        break;
    }
    wks_compare_count(n, comparisons, summary);
    return WKS_OK;
}
