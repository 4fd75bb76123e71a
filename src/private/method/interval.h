/* private/method/interval.h - 95 % intervals of a proportion, a rate and a mean.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_INTERVAL_H
#define WKS_PRIVATE_METHOD_INTERVAL_H

typedef struct wks_interval {
    double lower;
    double upper;
} wks_interval;

/* Score interval of a proportion (0..1) from n observations; n may be an effective sample size and
 * need not be whole.  NANs when n <= 0 or the proportion is not in 0..1.
 * Source: Wilson (1927), JASA 22:209-212, doi:10.1080/01621459.1927.10502953. */
wks_interval wks_interval_proportion(double proportion, double n);

/* Interval of the expected number behind an observed count, Byar's approximation; count >= 0, the
 * lower limit of a count of zero is zero.  Within 1 % of the exact Poisson limits from 10 up.
 * Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69. */
wks_interval wks_interval_count(double count);

/* mean -+ z * sqrt(variance / n); NANs when n < 2. */
wks_interval wks_interval_mean(double mean, double variance, double n);

/* What n weighted observations are worth: (sum w)^2 / sum w^2, n when all weights are the same.
 * Source: Kish (1965), Survey Sampling, section 11.7. */
double wks_effective_size(double weight, double weight_squared);

#endif
