/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/interval.h"

#include "math/special.h"

#include <math.h>
#include <stdbool.h>

static const wks_interval none = {NAN, NAN};

static wks_confidence level_only(double level)
{
    wks_confidence confidence = {.level = NAN, .tail = NAN, .z = NAN};
    if (level > 0 && level < 1) {
        confidence.level = level;
        confidence.tail = (1 - level) / 2;
        confidence.z = wks_special_normal_quantile_upper(confidence.tail);
    }
    return confidence;
}

wks_confidence wks_interval_confidence(double level)
{
    wks_confidence confidence = level_only(level);
    for (int i = 0; i < WKS_INTERVAL_EXACT_BELOW; i++) {
        confidence.exact[i] = wks_interval_count_exact(i, &confidence);
    }
    return confidence;
}

/* ---- proportions ---------------------------------------------------------------------------- */

static bool is_proportion(double proportion, double n)
{
    return n > 0 && proportion >= 0 && proportion <= 1;
}

static wks_interval score(double proportion, double n, double z)
{
    if (!is_proportion(proportion, n) || isnan(z)) {
        return none;
    }
    const double centre = proportion + z * z / (2 * n);
    const double half = z * sqrt(proportion * (1 - proportion) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return (wks_interval){proportion == 0 ? 0 : fmax(0, (centre - half) / scale),
                          proportion == 1 ? 1 : fmin(1, (centre + half) / scale)};
}

wks_interval wks_interval_proportion(double proportion, double n)
{
    const wks_confidence confidence = level_only(0.95);
    return score(proportion, n, confidence.z);
}

wks_interval wks_interval_proportion_at(double proportion, double n,
                                        const wks_confidence *confidence)
{
    return score(proportion, n, confidence->z);
}

wks_interval wks_interval_proportion_exact(double proportion, double n,
                                           const wks_confidence *confidence)
{
    if (!is_proportion(proportion, n) || isnan(confidence->tail)) {
        return none;
    }
    const double with = proportion * n;
    const double without = n - with;
    /* the upper limit as 1 - the lower limit of those without: exact where it is near one */
    return (wks_interval){
        with > 0 ? wks_special_beta_quantile(with, without + 1, confidence->tail) : 0,
        without > 0 ? 1 - wks_special_beta_quantile(without, with + 1, confidence->tail) : 1};
}

/* ---- counts --------------------------------------------------------------------------------- */

wks_interval wks_interval_count_exact(double count, const wks_confidence *confidence)
{
    if (!(count >= 0)) {
        return none;
    }
    return (wks_interval){count > 0 ? wks_special_gamma_quantile(count, confidence->tail)
                                    : 0 * confidence->tail, /* NAN where there is no level */
                          wks_special_gamma_quantile_upper(count + 1, confidence->tail)};
}

static double cube(double x)
{
    return x * x * x;
}

wks_interval wks_interval_count_byar(double count, const wks_confidence *confidence)
{
    if (!(count >= 0)) {
        return none;
    }
    const double above = count + 1;
    const double root = 1 - 1 / (9 * count) - confidence->z / (3 * sqrt(count));
    return (wks_interval){count > 0 && root >= 0 ? count * cube(root) : NAN,
                          above * cube(1 - 1 / (9 * above) + confidence->z / (3 * sqrt(above)))};
}

wks_interval wks_interval_count_at(double count, const wks_confidence *confidence)
{
    if (count >= WKS_INTERVAL_EXACT_BELOW) {
        return wks_interval_count_byar(count, confidence);
    }
    if (count >= 0 && count == floor(count)) {
        return confidence->exact[(int)count];
    }
    return wks_interval_count_exact(count, confidence);
}

wks_interval wks_interval_count(double count)
{
    const wks_confidence confidence = level_only(0.95);
    return count >= WKS_INTERVAL_EXACT_BELOW ? wks_interval_count_byar(count, &confidence)
                                             : wks_interval_count_exact(count, &confidence);
}

/* ---- means ---------------------------------------------------------------------------------- */

wks_interval wks_interval_mean_at(double mean, double variance, double n,
                                  const wks_confidence *confidence)
{
    if (!(n >= 2) || !(variance >= 0)) {
        return none;
    }
    const double half = -wks_special_t_quantile(n - 1, confidence->tail) * sqrt(variance) / sqrt(n);
    return (wks_interval){mean - half, mean + half};
}

wks_interval wks_interval_mean(double mean, double variance, double n)
{
    const wks_confidence confidence = level_only(0.95);
    return wks_interval_mean_at(mean, variance, n, &confidence);
}

wks_interval wks_interval_scale(wks_interval interval, double factor)
{
    return (wks_interval){interval.lower * factor, interval.upper * factor};
}

double wks_effective_size(double weight, double weight_squared)
{
    return weight_squared > 0 ? weight * weight / weight_squared : 0;
}
