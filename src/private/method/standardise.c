/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/standardise.h"

#include "base/language.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>

static wks_code fail_negative(size_t stratum, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("stratum %zu: a negative number", "groep %zu: een negatief getal"),
                    stratum + 1);
}

/* A count or population with missing as none. */
static double or_none(double number, bool *is_missing)
{
    *is_missing = *is_missing || isnan(number);
    return isnan(number) ? 0 : number;
}

/* ---- direct --------------------------------------------------------------------------------- */

static wks_code check_direct(const wks_strata *strata, size_t i, wks_error *err)
{
    if (strata->count[i] < 0 || strata->population[i] < 0 || strata->standard[i] < 0 ||
        (strata->square != NULL && strata->square[i] < 0)) {
        return fail_negative(i, err);
    }
    if (isnan(strata->standard[i])) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("stratum %zu: the standard population is missing",
                               "groep %zu: de standaardbevolking ontbreekt"),
                        i + 1);
    }
    return WKS_OK;
}

static wks_outcome outcome_of(double least_population, double total_population, double total_count)
{
    if (isnan(total_population)) {
        return WKS_OUTCOME_MISSING;
    }
    if (!(least_population > 0)) {
        return WKS_OUTCOME_NO_POPULATION;
    }
    return total_count < WKS_STANDARDISE_LEAST ? WKS_OUTCOME_TOO_FEW : WKS_OUTCOME_OK;
}

wks_code wks_standardise_direct(const wks_strata *strata, wks_direct_rate *out, wks_error *err)
{
    wks_sum count = {0};
    wks_sum population = {0};
    wks_sum standard = {0};
    wks_sum rate = {0};
    wks_sum variance = {0};
    double least_population = INFINITY;
    *out = (wks_direct_rate){.value = NAN, .variance = NAN};
    for (size_t i = 0; i < strata->n; i++) {
        bool is_missing = false;
        WKS_TRY(check_direct(strata, i, err));
        const double events = or_none(strata->count[i], &is_missing);
        const double weight = strata->standard[i] / strata->population[i];
        const double square = strata->square == NULL ? events : strata->square[i];
        out->n_missing += is_missing;
        least_population = fmin(least_population, strata->population[i]);
        wks_sum_add(&count, events);
        wks_sum_add(&population, strata->population[i]);
        wks_sum_add(&standard, strata->standard[i]);
        wks_sum_add(&rate, events * weight);
        wks_sum_add(&variance, or_none(square, &is_missing) * weight * weight);
    }
    const double total = wks_sum_value(&standard);
    if (!(total > 0)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("the standard population is empty", "de standaardbevolking is leeg"));
    }
    out->total_count = wks_sum_value(&count);
    out->total_population = wks_sum_value(&population);
    out->outcome = outcome_of(least_population, out->total_population, out->total_count);
    if (out->outcome == WKS_OUTCOME_OK) {
        out->value = wks_sum_value(&rate) / total;
        out->variance = wks_sum_value(&variance) / (total * total);
    }
    return WKS_OK;
}

wks_interval wks_standardise_interval(const wks_direct_rate *rate, const wks_confidence *confidence)
{
    if (rate->outcome != WKS_OUTCOME_OK) {
        return (wks_interval){NAN, NAN};
    }
    const wks_interval count = wks_interval_count_byar(rate->total_count, confidence);
    const double scale = sqrt(rate->variance / rate->total_count);
    const double lower = rate->value + scale * (count.lower - rate->total_count);
    return (wks_interval){isnan(lower) ? NAN : fmax(0, lower),
                          rate->value + scale * (count.upper - rate->total_count)};
}

/* ---- indirect ------------------------------------------------------------------------------- */

static wks_code check_indirect(const wks_reference_strata *strata, size_t i, wks_error *err)
{
    if ((strata->count != NULL && strata->count[i] < 0) || strata->population[i] < 0 ||
        strata->reference_count[i] < 0) {
        return fail_negative(i, err);
    }
    if (!(strata->reference_population[i] > 0)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("stratum %zu: the reference population is not above zero",
                               "groep %zu: de referentiebevolking is niet groter dan nul"),
                        i + 1);
    }
    return WKS_OK;
}

wks_code wks_standardise_indirect(const wks_reference_strata *strata, wks_indirect_ratio *out,
                                  wks_error *err)
{
    wks_sum observed = {0};
    wks_sum expected = {0};
    wks_sum population = {0};
    wks_sum events = {0};
    wks_sum persons = {0};
    *out = (wks_indirect_ratio){.ratio = NAN};
    if (strata->n == 0 || (strata->count == NULL && strata->observed < 0)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("no strata, or a negative number of events",
                               "geen groepen, of een negatief aantal gebeurtenissen"));
    }
    for (size_t i = 0; i < strata->n; i++) {
        bool is_missing = false;
        bool is_rate_missing = false;
        WKS_TRY(check_indirect(strata, i, err));
        const double here = or_none(strata->population[i], &is_missing);
        const double there = or_none(strata->reference_count[i], &is_rate_missing);
        if (strata->count != NULL) {
            wks_sum_add(&observed, or_none(strata->count[i], &is_missing));
        }
        out->n_missing += is_missing;
        wks_sum_add(&population, here);
        wks_sum_add(&expected, there / strata->reference_population[i] * here);
        wks_sum_add(&events, there);
        wks_sum_add(&persons, strata->reference_population[i]);
    }
    out->observed = strata->count == NULL ? strata->observed : wks_sum_value(&observed);
    out->expected = wks_sum_value(&expected);
    out->total_population = wks_sum_value(&population);
    out->reference_rate = wks_sum_value(&events) / wks_sum_value(&persons);
    if (isnan(out->observed)) {
        out->outcome = WKS_OUTCOME_MISSING;
    } else if (!(out->expected > 0)) {
        out->outcome = WKS_OUTCOME_NO_EXPECTED;
    } else {
        out->ratio = out->observed / out->expected;
    }
    return WKS_OK;
}
