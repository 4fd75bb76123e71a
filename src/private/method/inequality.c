/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/inequality.h"

#include "base/language.h"
#include "math/special.h"
#include "math/sum.h"
#include "private/method/inequality_rank.h"

#include <math.h>

static const char *const names[WKS_INEQUALITY_N_MEASURES] = {
    [WKS_INEQUALITY_ACI] = "aci",     [WKS_INEQUALITY_BGSD] = "bgsd",
    [WKS_INEQUALITY_BGV] = "bgv",     [WKS_INEQUALITY_IDISU] = "idisu",
    [WKS_INEQUALITY_IDISW] = "idisw", [WKS_INEQUALITY_MDBU] = "mdbu",
    [WKS_INEQUALITY_MDBW] = "mdbw",   [WKS_INEQUALITY_MDMU] = "mdmu",
    [WKS_INEQUALITY_MDMW] = "mdmw",   [WKS_INEQUALITY_MDRU] = "mdru",
    [WKS_INEQUALITY_MDRW] = "mdrw",   [WKS_INEQUALITY_MLD] = "mld",
    [WKS_INEQUALITY_PAF] = "paf",     [WKS_INEQUALITY_PAR] = "par",
    [WKS_INEQUALITY_RCI] = "rci",     [WKS_INEQUALITY_RII] = "rii-who",
    [WKS_INEQUALITY_SII] = "sii-who", [WKS_INEQUALITY_THEIL] = "theil",
};

const char *wks_inequality_name(wks_inequality_measure measure)
{
    return names[measure];
}

const char *wks_inequality_status_name(wks_inequality_status status)
{
    switch (status) {
    case WKS_INEQUALITY_OK:
        return "ok";
    case WKS_INEQUALITY_NO_INTERVAL:
        return "no-interval";
    case WKS_INEQUALITY_NEEDS_ORDER:
        return "needs-order";
    case WKS_INEQUALITY_NEEDS_REFERENCE:
        return "needs-reference";
    case WKS_INEQUALITY_NEEDS_POSITIVE:
        return "needs-positive";
    case WKS_INEQUALITY_NEEDS_PROPORTION:
        return "needs-proportion";
    case WKS_INEQUALITY_NO_CONVERGENCE:
        return "no-convergence";
    }
    return "";
}

static wks_code check_group(const wks_inequality_data *data, size_t i, wks_error *err)
{
    if (!(data->estimate[i] >= 0) || !isfinite(data->estimate[i])) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("group %zu: the estimate is missing or negative",
                               "groep %zu: de schatting ontbreekt of is negatief"),
                        i + 1);
    }
    if (!(data->population[i] > 0) || !isfinite(data->population[i])) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("group %zu: the population is not above zero",
                               "groep %zu: de bevolking is niet groter dan nul"),
                        i + 1);
    }
    if (data->se != NULL && (!(data->se[i] >= 0) || !isfinite(data->se[i]))) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("group %zu: the standard error is missing or negative",
                               "groep %zu: de standaardfout ontbreekt of is negatief"),
                        i + 1);
    }
    return WKS_OK;
}

static wks_code check(const wks_inequality_data *data, wks_error *err)
{
    if (data->n_groups < 3) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("inequality needs at least 3 groups, there are %zu",
                               "ongelijkheid vraagt minstens 3 groepen, er zijn er %zu"),
                        data->n_groups);
    }
    if (!(data->scale > 0) || !(data->confidence >= 0.5 && data->confidence <= 0.9999)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the scale must be above 0 and the confidence from 0.5 to 0.9999",
                               "de schaal moet boven 0 zijn en de betrouwbaarheid van 0.5 tot en "
                               "met 0.9999"));
    }
    if (data->reference != WKS_INEQUALITY_NO_REFERENCE && data->reference >= data->n_groups) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("group %zu cannot be the reference: there are %zu groups",
                               "groep %zu kan de referentie niet zijn: er zijn %zu groepen"),
                        data->reference + 1, data->n_groups);
    }
    for (size_t i = 0; i < data->n_groups; i++) {
        WKS_TRY(check_group(data, i, err));
    }
    return WKS_OK;
}

/* ---- what the measures are made of ------------------------------------------------------------
 */

typedef struct spread {
    const wks_inequality_data *data;
    double people;
    double mean; /* by population */
    double z;    /* half the width of an interval, in standard errors */
} spread;

static double share(const spread *of, size_t i)
{
    return of->data->population[i] / of->people;
}

static wks_inequality none(wks_inequality_status status)
{
    return (wks_inequality){status, NAN, NAN, NAN, NAN};
}

static wks_inequality only(double value)
{
    return (wks_inequality){WKS_INEQUALITY_NO_INTERVAL, value, NAN, NAN, NAN};
}

static wks_inequality with_se(const spread *of, double value, double se)
{
    return (wks_inequality){WKS_INEQUALITY_OK, value, se, value - of->z * se, value + of->z * se};
}

/* Mean distance of the groups from a point: each the same weight, or by population. */
static double distance(const spread *of, double from, bool is_weighted)
{
    const wks_inequality_data *data = of->data;
    wks_sum sum = {0};
    for (size_t i = 0; i < data->n_groups; i++) {
        const double weight = is_weighted ? share(of, i) : 1 / (double)data->n_groups;
        wks_sum_add(&sum, weight * fabs(data->estimate[i] - from));
    }
    return wks_sum_value(&sum);
}

static size_t best_group(const wks_inequality_data *data)
{
    size_t best = 0;
    for (size_t i = 1; i < data->n_groups; i++) {
        const bool is_better = data->is_favourable ? data->estimate[i] > data->estimate[best]
                                                   : data->estimate[i] < data->estimate[best];
        best = is_better ? i : best;
    }
    return best;
}

static void put_distances(const spread *of, wks_inequality *out)
{
    const wks_inequality_data *data = of->data;
    const double best = data->estimate[best_group(data)];
    out[WKS_INEQUALITY_MDBU] = only(distance(of, best, false));
    out[WKS_INEQUALITY_MDBW] = only(distance(of, best, true));
    out[WKS_INEQUALITY_MDMU] = only(distance(of, of->mean, false));
    out[WKS_INEQUALITY_MDMW] = only(distance(of, of->mean, true));
    out[WKS_INEQUALITY_MDRU] = none(WKS_INEQUALITY_NEEDS_REFERENCE);
    out[WKS_INEQUALITY_MDRW] = none(WKS_INEQUALITY_NEEDS_REFERENCE);
    if (data->reference != WKS_INEQUALITY_NO_REFERENCE) {
        const double from = data->estimate[data->reference];
        out[WKS_INEQUALITY_MDRU] = only(distance(of, from, false));
        out[WKS_INEQUALITY_MDRW] = only(distance(of, from, true));
    }
    out[WKS_INEQUALITY_IDISU] = none(WKS_INEQUALITY_NEEDS_POSITIVE);
    out[WKS_INEQUALITY_IDISW] = none(WKS_INEQUALITY_NEEDS_POSITIVE);
    if (of->mean > 0) {
        out[WKS_INEQUALITY_IDISU] = only(100 * distance(of, of->mean, false) / of->mean);
        out[WKS_INEQUALITY_IDISW] = only(100 * distance(of, of->mean, true) / of->mean);
    }
}

/* Ahn et al. (2018), table 1: the estimates are normal and independent. */
static double se_of_variance(const spread *of)
{
    wks_sum linear = {0};
    wks_sum second = {0};
    wks_sum fourth = {0};
    wks_sum own = {0};
    for (size_t i = 0; i < of->data->n_groups; i++) {
        const double p = share(of, i);
        const double variance = of->data->se[i] * of->data->se[i];
        const double away = of->data->estimate[i] - of->mean;
        wks_sum_add(&linear, p * p * variance * away * away);
        wks_sum_add(&second, p * p * variance);
        wks_sum_add(&fourth, p * p * p * p * variance * variance);
        wks_sum_add(&own, p * p * (1 - p) * (1 - p) * variance * variance);
    }
    const double square = wks_sum_value(&second) * wks_sum_value(&second);
    return sqrt(4 * wks_sum_value(&linear) +
                2 * (square - wks_sum_value(&fourth) + wks_sum_value(&own)));
}

static void put_variance(const spread *of, wks_inequality *out)
{
    wks_sum sum = {0};
    for (size_t i = 0; i < of->data->n_groups; i++) {
        const double away = of->data->estimate[i] - of->mean;
        wks_sum_add(&sum, share(of, i) * away * away);
    }
    const double variance = wks_sum_value(&sum);
    out[WKS_INEQUALITY_BGV] = only(variance);
    out[WKS_INEQUALITY_BGSD] = only(sqrt(variance));
    if (of->data->se != NULL) {
        const double se = se_of_variance(of);
        out[WKS_INEQUALITY_BGV] = with_se(of, variance, se);
        if (variance > 0) {
            out[WKS_INEQUALITY_BGSD] = with_se(of, sqrt(variance), se / (2 * sqrt(variance)));
        }
    }
}

/* ---- entropy ----------------------------------------------------------------------------------
 */

static wks_inequality theil(const spread *of)
{
    const wks_inequality_data *data = of->data;
    wks_sum value = {0};
    wks_sum centre = {0}; /* sum of p r (1 + log r); a group without any adds nothing */
    wks_sum variance = {0};
    for (size_t i = 0; i < data->n_groups; i++) {
        const double r = data->estimate[i] / of->mean;
        if (r > 0) {
            wks_sum_add(&value, share(of, i) * r * log(r));
            wks_sum_add(&centre, share(of, i) * r * (1 + log(r)));
        }
    }
    for (size_t i = 0; data->se != NULL && i < data->n_groups; i++) {
        const double r = data->estimate[i] / of->mean;
        const double slope = (1 + log(r) - wks_sum_value(&centre)) * share(of, i) / of->mean;
        wks_sum_add(&variance, data->se[i] == 0 ? 0 : slope * slope * data->se[i] * data->se[i]);
    }
    const double se = sqrt(wks_sum_value(&variance)) * (data->as_healthequal ? 1 : 1000);
    const bool has_interval = data->se != NULL && isfinite(se);
    return has_interval ? with_se(of, 1000 * wks_sum_value(&value), se)
                        : only(1000 * wks_sum_value(&value));
}

static wks_inequality log_deviation(const spread *of)
{
    const wks_inequality_data *data = of->data;
    wks_sum value = {0};
    wks_sum variance = {0};
    for (size_t i = 0; i < data->n_groups; i++) {
        const double r = data->estimate[i] / of->mean;
        const double se = data->se == NULL ? 0 : data->se[i];
        if (!(r > 0)) {
            return none(WKS_INEQUALITY_NEEDS_POSITIVE);
        }
        const double slope = share(of, i) / of->mean * (1 - 1 / r);
        wks_sum_add(&value, -share(of, i) * log(r));
        wks_sum_add(&variance, slope * slope * se * se);
    }
    const double se = sqrt(wks_sum_value(&variance)) * (data->as_healthequal ? 1 : 1000);
    return data->se == NULL ? only(1000 * wks_sum_value(&value))
                            : with_se(of, 1000 * wks_sum_value(&value), se);
}

/* ---- what would change if all were as well off as the best ------------------------------------
 */

/* Walter (1978): the reference group holds c with and d without, the others a with and b without;
 * standard error of the attributable fraction, as a fraction. */
static double se_of_attributable(const spread *of, size_t reference)
{
    const double scale = of->data->scale;
    const double people = of->data->population[reference];
    const double c = of->data->estimate[reference] / scale * people;
    const double d = people - c;
    const double a = of->mean / scale * of->people - c;
    const double b = of->people - a - people;
    const double n = of->people;
    return sqrt(c * n * (a * d * (n - c) + b * c * c) / (pow(a + c, 3) * pow(c + d, 3)));
}

static void put_attributable(const spread *of, wks_inequality *out)
{
    const wks_inequality_data *data = of->data;
    const size_t reference = data->is_ordered ? data->n_groups - 1 : best_group(data);
    double gain = data->estimate[reference] - of->mean;
    out[WKS_INEQUALITY_PAR] = none(WKS_INEQUALITY_NEEDS_POSITIVE);
    out[WKS_INEQUALITY_PAF] = none(WKS_INEQUALITY_NEEDS_POSITIVE);
    if (!(of->mean > 0)) {
        return;
    }
    for (size_t i = 0; i < data->n_groups; i++) {
        if (data->estimate[i] > data->scale) {
            out[WKS_INEQUALITY_PAR] = none(WKS_INEQUALITY_NEEDS_PROPORTION);
            out[WKS_INEQUALITY_PAF] = none(WKS_INEQUALITY_NEEDS_PROPORTION);
            return;
        }
    }
    if (data->is_favourable ? gain < 0 : gain > 0) {
        gain = 0; /* the reference is worse off than the whole: nothing to gain */
    }
    const double se = se_of_attributable(of, reference);
    out[WKS_INEQUALITY_PAR] = with_se(of, gain, of->mean * se);
    out[WKS_INEQUALITY_PAF] =
        with_se(of, 100 * gain / of->mean, data->as_healthequal ? se : 100 * se);
}

wks_code wks_inequality_measure_all(const wks_inequality_data *data, wks_arena *arena,
                                    wks_inequality out[WKS_INEQUALITY_N_MEASURES], wks_error *err)
{
    WKS_TRY(check(data, err));
    spread of = {.data = data,
                 .people = wks_sum_of(data->population, data->n_groups),
                 .z = wks_special_normal_quantile_upper((1 - data->confidence) / 2)};
    wks_sum mean = {0};
    for (size_t i = 0; i < data->n_groups; i++) {
        wks_sum_add(&mean, share(&of, i) * data->estimate[i]);
    }
    of.mean = wks_sum_value(&mean);
    put_distances(&of, out);
    put_variance(&of, out);
    put_attributable(&of, out);
    out[WKS_INEQUALITY_THEIL] = of.mean > 0 ? theil(&of) : none(WKS_INEQUALITY_NEEDS_POSITIVE);
    out[WKS_INEQUALITY_MLD] =
        of.mean > 0 ? log_deviation(&of) : none(WKS_INEQUALITY_NEEDS_POSITIVE);
    out[WKS_INEQUALITY_ACI] = none(WKS_INEQUALITY_NEEDS_ORDER);
    out[WKS_INEQUALITY_RCI] = none(WKS_INEQUALITY_NEEDS_ORDER);
    out[WKS_INEQUALITY_RII] = none(WKS_INEQUALITY_NEEDS_ORDER);
    out[WKS_INEQUALITY_SII] = none(WKS_INEQUALITY_NEEDS_ORDER);
    return data->is_ordered ? wks_inequality_rank_measure(data, arena, out, err) : WKS_OK;
}
