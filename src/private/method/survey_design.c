/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/survey_design.h"

#include "base/language.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>

const char *wks_survey_flag_name(size_t k)
{
    static const char *const names[] = {"no-answers",  "few",   "imprecise",
                                        "none-or-all", "alone", "no-error"};
    return k < sizeof names / sizeof names[0] ? names[k] : NULL;
}

/* ---- what comes in ----------------------------------------------------------------------------
 */

static double weight_of(const wks_survey_sample *sample, size_t i)
{
    return sample->weight == NULL ? 1 : sample->weight[i];
}

static size_t stratum_of(const wks_survey_sample *sample, size_t i)
{
    return sample->stratum == NULL ? 0 : sample->stratum[i];
}

static size_t cluster_of(const wks_survey_sample *sample, size_t i)
{
    return sample->cluster == NULL ? i : sample->cluster[i];
}

static size_t group_of(const wks_survey_sample *sample, size_t i)
{
    return sample->group == NULL ? 0 : sample->group[i];
}

static size_t n_strata_of(const wks_survey_sample *sample)
{
    return sample->stratum == NULL ? 1 : sample->n_strata;
}

static size_t n_clusters_of(const wks_survey_sample *sample)
{
    return sample->cluster == NULL ? sample->n : sample->n_clusters;
}

static size_t n_groups_of(const wks_survey_sample *sample)
{
    return sample->group == NULL ? 1 : sample->n_groups;
}

static wks_code fail_respondent(size_t i, const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT, wks_tr("respondent %zu: %s", "respondent %zu: %s"), i + 1,
                    why);
}

static wks_code check_respondent(const wks_survey_sample *sample, size_t i, wks_error *err)
{
    const double y = sample->y[i];
    if (!(weight_of(sample, i) > 0) || !isfinite(weight_of(sample, i))) {
        return fail_respondent(
            i, wks_tr("the weight is not above zero", "het gewicht is niet groter dan nul"), err);
    }
    if (isinf(y) || (sample->is_share && !isnan(y) && y != 0 && y != 1)) {
        return fail_respondent(
            i, wks_tr("the answer of a share is 0 or 1", "het antwoord bij een aandeel is 0 of 1"),
            err);
    }
    if (stratum_of(sample, i) >= n_strata_of(sample) ||
        cluster_of(sample, i) >= n_clusters_of(sample) ||
        group_of(sample, i) >= n_groups_of(sample)) {
        return fail_respondent(i,
                               wks_tr("its stratum, cluster or group is out of range",
                                      "stratum, cluster of groep bestaat niet"),
                               err);
    }
    return WKS_OK;
}

/* The clusters and strata of the design. */
typedef struct design {
    const wks_survey_sample *sample;
    size_t n_strata, n_clusters, n_groups;
    size_t *stratum;      /* [n_clusters]; n_strata for a cluster without respondents */
    size_t *in_stratum;   /* [n_strata] clusters in the sample */
    size_t *order;        /* [n] respondents by group */
    size_t *first;        /* [n_groups + 1] where each group begins in order */
    double *score;        /* [n_clusters] linearised, zero between groups */
    double *sum, *square; /* [n_strata] of the scores of a group */
    size_t *seen;         /* [n_strata] clusters of the group */
    size_t *touched;      /* [n] the clusters of the group */
    bool *is_touched;     /* [n_clusters] */
} design;

static wks_code take_arrays(design *of, wks_arena *arena, wks_error *err)
{
    const size_t n = of->sample->n;
    WKS_TRY(wks_arena_take(arena, of->n_clusters, sizeof *of->stratum, &of->stratum, err));
    WKS_TRY(wks_arena_take(arena, of->n_clusters, sizeof *of->score, &of->score, err));
    WKS_TRY(wks_arena_take(arena, of->n_clusters, sizeof *of->is_touched, &of->is_touched, err));
    WKS_TRY(wks_arena_take(arena, of->n_strata, sizeof *of->in_stratum, &of->in_stratum, err));
    WKS_TRY(wks_arena_take(arena, of->n_strata, sizeof *of->sum, &of->sum, err));
    WKS_TRY(wks_arena_take(arena, of->n_strata, sizeof *of->square, &of->square, err));
    WKS_TRY(wks_arena_take(arena, of->n_strata, sizeof *of->seen, &of->seen, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *of->order, &of->order, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *of->touched, &of->touched, err));
    return wks_arena_take(arena, of->n_groups + 1, sizeof *of->first, &of->first, err);
}

static wks_code place_clusters(design *of, wks_error *err)
{
    const wks_survey_sample *sample = of->sample;
    for (size_t c = 0; c < of->n_clusters; c++) {
        of->stratum[c] = of->n_strata;
    }
    for (size_t i = 0; i < sample->n; i++) {
        const size_t c = cluster_of(sample, i);
        const size_t h = stratum_of(sample, i);
        if (of->stratum[c] == of->n_strata) {
            of->stratum[c] = h;
            of->in_stratum[h]++;
        } else if (of->stratum[c] != h) {
            return fail_respondent(
                i, wks_tr("its cluster stands in two strata", "het cluster staat in twee strata"),
                err);
        }
    }
    for (size_t h = 0; sample->population_clusters != NULL && h < of->n_strata; h++) {
        if (!(sample->population_clusters[h] >= (double)of->in_stratum[h])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("stratum %zu: the population is smaller than the sample of %zu",
                                   "stratum %zu: de populatie is kleiner dan de steekproef van "
                                   "%zu"),
                            h + 1, of->in_stratum[h]);
        }
    }
    return WKS_OK;
}

static void order_by_group(design *of)
{
    const wks_survey_sample *sample = of->sample;
    for (size_t i = 0; i < sample->n; i++) {
        of->first[group_of(sample, i) + 1]++;
    }
    for (size_t g = 0; g < of->n_groups; g++) {
        of->first[g + 1] += of->first[g];
    }
    for (size_t i = sample->n; i-- > 0;) {
        /* the last of a group first, so that first[] ends one group further back */
        of->order[--of->first[group_of(sample, i) + 1]] = i;
    }
    for (size_t g = 0; g < of->n_groups; g++) {
        of->first[g] = of->first[g + 1];
    }
    of->first[of->n_groups] = sample->n;
}

/* ---- one group --------------------------------------------------------------------------------
 */

static void put_value(const design *of, size_t group, wks_survey_estimate *out)
{
    wks_sum weights = {0};
    wks_sum squares = {0};
    wks_sum total = {0};
    for (size_t k = of->first[group]; k < of->first[group + 1]; k++) {
        const double y = of->sample->y[of->order[k]];
        if (!isnan(y)) {
            const double w = weight_of(of->sample, of->order[k]);
            wks_sum_add(&weights, w);
            wks_sum_add(&squares, w * w);
            wks_sum_add(&total, w * y);
            out->n++;
        }
    }
    out->weight = wks_sum_value(&weights);
    out->value = NAN;
    out->se = NAN;
    if (out->n > 0) {
        out->value = wks_sum_value(&total) / out->weight;
        out->kish = out->weight * out->weight / wks_sum_value(&squares);
    }
}

/* Scores of the group's clusters, and per stratum their sums; gives how many clusters. */
static size_t score_clusters(design *of, size_t group, const wks_survey_estimate *estimate)
{
    size_t n_touched = 0;
    for (size_t k = of->first[group]; k < of->first[group + 1]; k++) {
        const size_t i = of->order[k];
        if (!isnan(of->sample->y[i])) {
            const size_t c = cluster_of(of->sample, i);
            if (!of->is_touched[c]) {
                of->is_touched[c] = true;
                of->touched[n_touched++] = c;
            }
            of->score[c] +=
                weight_of(of->sample, i) * (of->sample->y[i] - estimate->value) / estimate->weight;
        }
    }
    return n_touched;
}

static double correction(const design *of, size_t h)
{
    const double *population = of->sample->population_clusters;
    return population == NULL ? 1 : 1 - (double)of->in_stratum[h] / population[h];
}

/* The variance between the clusters of each stratum.  Clusters without the group have score zero
 * and take part: that is what makes it a domain of the whole sample.  A stratum of one cluster has
 * no variance of its own; its score is held against the mean over all clusters, which is zero. */
static double variance_of(design *of, size_t n_touched, wks_survey_estimate *out)
{
    size_t n_strata = 0;
    double variance = 0;
    for (size_t t = 0; t < n_touched; t++) {
        const size_t c = of->touched[t];
        const size_t h = of->stratum[c];
        n_strata += of->seen[h] == 0;
        of->seen[h]++;
        of->sum[h] += of->score[c];
        of->square[h] += of->score[c] * of->score[c];
    }
    for (size_t t = 0; t < n_touched; t++) {
        const size_t h = of->stratum[of->touched[t]];
        const double n = (double)of->in_stratum[h];
        if (of->seen[h] > 0 && n > 1) {
            variance += correction(of, h) * n / (n - 1) *
                        fmax(0, of->square[h] - of->sum[h] * of->sum[h] / n);
        } else if (of->seen[h] > 0) {
            variance += correction(of, h) * of->square[h];
            out->flags |= WKS_SURVEY_ALONE;
        }
        of->seen[h] = 0;
        of->sum[h] = 0;
        of->square[h] = 0;
    }
    for (size_t t = 0; t < n_touched; t++) {
        of->score[of->touched[t]] = 0;
        of->is_touched[of->touched[t]] = false;
    }
    out->degrees = (double)n_touched - (double)n_strata;
    return variance;
}

/* ---- intervals --------------------------------------------------------------------------------
 */

static wks_interval around(double value, double half)
{
    return (wks_interval){value - half, value + half};
}

/* Clopper-Pearson on the effective size, first made smaller for the few degrees of freedom. */
static wks_interval korn_graubard(const wks_survey_estimate *of, double tail)
{
    const double p = of->value;
    double n = of->effective_size;
    if (of->n > 1 && of->degrees > 0) {
        const double ratio = wks_special_t_quantile((double)of->n - 1, tail) /
                             wks_special_t_quantile(of->degrees, tail);
        n = fmin((double)of->n, n * ratio * ratio);
    }
    return wks_interval_proportion_exact(p, n, &(wks_confidence){.tail = tail});
}

static void put_share(wks_survey_estimate *of, double tail)
{
    const double p = of->value;
    of->korn_graubard = korn_graubard(of, tail);
    of->wilson = wks_interval_proportion_at(
        p, of->effective_size, &(wks_confidence){.z = wks_special_normal_quantile_upper(tail)});
    if (!isnan(of->se)) {
        const double middle = log(p / (1 - p));
        const double half = -wks_special_t_quantile(of->degrees, tail) * of->se / (p * (1 - p));
        of->logit = (wks_interval){1 / (1 + exp(half - middle)), 1 / (1 + exp(-half - middle))};
    }
}

/* What the variance would be of one respondent drawn at random. */
static double unit_variance(const design *of, size_t group, const wks_survey_estimate *estimate)
{
    wks_sum sum = {0};
    if (of->sample->is_share) {
        return estimate->value * (1 - estimate->value);
    }
    for (size_t k = of->first[group]; k < of->first[group + 1]; k++) {
        const double away = of->sample->y[of->order[k]] - estimate->value;
        if (!isnan(away)) {
            wks_sum_add(&sum, weight_of(of->sample, of->order[k]) * away * away);
        }
    }
    const double n = (double)estimate->n;
    return n > 1 ? wks_sum_value(&sum) / estimate->weight * n / (n - 1) : 0;
}

static void put_flags(wks_survey_estimate *out, bool is_share)
{
    const double relative = out->se / fabs(out->value);
    out->flags |= out->effective_size < 30 ? (unsigned)WKS_SURVEY_FEW : 0;
    out->flags |= relative > 0.3 ? (unsigned)WKS_SURVEY_IMPRECISE : 0;
    out->flags |=
        is_share && (out->value <= 0 || out->value >= 1) ? (unsigned)WKS_SURVEY_NONE_OR_ALL : 0;
}

static void estimate_group(design *of, size_t group, double tail, wks_survey_estimate *out)
{
    const wks_interval none = {NAN, NAN};
    *out = (wks_survey_estimate){.korn_graubard = none, .logit = none, .wilson = none, .t = none};
    put_value(of, group, out);
    if (out->n == 0) {
        out->flags = WKS_SURVEY_NO_ANSWERS;
        return;
    }
    const bool is_share = of->sample->is_share;
    const double variance = variance_of(of, score_clusters(of, group, out), out);
    const double unit = unit_variance(of, group, out);
    out->effective_size = out->kish;
    if (out->degrees <= 0) {
        out->flags |= WKS_SURVEY_NO_ERROR;
    } else if (!is_share || unit > 0) {
        out->se = sqrt(variance);
        out->effective_size = variance > 0 ? fmin((double)out->n, unit / variance) : (double)out->n;
    }
    put_flags(out, is_share);
    if (out->degrees <= 0) {
        return;
    }
    if (is_share) {
        put_share(out, tail);
    } else {
        out->t = around(out->value, -wks_special_t_quantile(out->degrees, tail) * out->se);
    }
}

wks_code wks_survey_design_estimate(const wks_survey_sample *sample, double confidence,
                                    wks_arena *arena, wks_survey_estimate **out, wks_error *err)
{
    design of = {.sample = sample,
                 .n_strata = n_strata_of(sample),
                 .n_clusters = n_clusters_of(sample),
                 .n_groups = n_groups_of(sample)};
    if (sample->n == 0 || !(confidence >= 0.5 && confidence <= 0.9999)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a survey needs respondents, and a confidence from 0.5 to 0.9999",
                               "een enquete vraagt respondenten, en een betrouwbaarheid van 0.5 "
                               "tot en met 0.9999"));
    }
    for (size_t i = 0; i < sample->n; i++) {
        WKS_TRY(check_respondent(sample, i, err));
    }
    WKS_TRY(take_arrays(&of, arena, err));
    WKS_TRY(place_clusters(&of, err));
    order_by_group(&of);
    WKS_TRY(wks_arena_take(arena, of.n_groups, sizeof **out, out, err));
    for (size_t g = 0; g < of.n_groups; g++) {
        estimate_group(&of, g, (1 - confidence) / 2, &(*out)[g]);
    }
    return WKS_OK;
}
