/* math/interval.h - intervals of a proportion, a count and a mean.
 *
 * A function ending in _at takes its level of confidence; the others are its 95 % form.
 * Nothing here fails: NANs mean that there is no interval, and each says when.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_INTERVAL_H
#define WKS_MATH_INTERVAL_H

typedef struct wks_interval {
    double lower;
    double upper;
} wks_interval;

enum {
    WKS_INTERVAL_EXACT_BELOW = 10 /* counts under this have exact limits, the others Byar's */
};

/* A level of confidence with what the intervals need of it, computed once. */
typedef struct wks_confidence {
    double level;                                 /* 0.95 */
    double tail;                                  /* (1 - level) / 2 */
    double z;                                     /* the normal point with tail above it */
    wks_interval exact[WKS_INTERVAL_EXACT_BELOW]; /* of the counts 0 .. 9 */
} wks_confidence;

/* level between 0 and 1, both excluded; other levels give NANs throughout. */
wks_confidence wks_interval_confidence(double level);

/* Score interval of a proportion (0..1) from n observations; n may be an effective sample size and
 * need not be whole.  Exactly 0 below none of n, exactly 1 above all of n.  NANs when n <= 0 or the
 * proportion is not in 0..1.
 * Source: Wilson (1927), JASA 22:209-212, doi:10.1080/01621459.1927.10502953. */
wks_interval wks_interval_proportion(double proportion, double n);
wks_interval wks_interval_proportion_at(double proportion, double n,
                                        const wks_confidence *confidence);
/* Exact (binomial) interval of the same, wider than its level says: never narrower than the score.
 * Source: Clopper & Pearson (1934), Biometrika 26:404-413, doi:10.1093/biomet/26.4.404. */
wks_interval wks_interval_proportion_exact(double proportion, double n,
                                           const wks_confidence *confidence);

/* Interval of the expected number behind an observed count >= 0: exact under ten, Byar's
 * approximation from ten up (there within 1 % of exact).  NANs when count < 0.
 * Source: as the two below; the bound of ten is that of PHEindicatormethods. */
wks_interval wks_interval_count(double count);
wks_interval wks_interval_count_at(double count, const wks_confidence *confidence);
/* The two parts.  Exact: Poisson limits by the chi-squared quantiles; 0 below a count of zero.
 * Source: Garwood (1936), Biometrika 28:437-442, doi:10.1093/biomet/28.3-4.437.
 * Byar: lower is NAN where the approximation would fall below zero or the count is zero.
 * Source: Breslow & Day (1987), Statistical Methods in Cancer Research II, IARC, p. 69. */
wks_interval wks_interval_count_exact(double count, const wks_confidence *confidence);
wks_interval wks_interval_count_byar(double count, const wks_confidence *confidence);

/* mean -+ t * sqrt(variance / n), t of Student with n - 1 degrees of freedom; NANs when n < 2.
 * Source: Student (1908), Biometrika 6:1-25, doi:10.1093/biomet/6.1.1. */
wks_interval wks_interval_mean(double mean, double variance, double n);
wks_interval wks_interval_mean_at(double mean, double variance, double n,
                                  const wks_confidence *confidence);

/* Both limits times factor >= 0. */
wks_interval wks_interval_scale(wks_interval interval, double factor);

/* What n weighted observations are worth: (sum w)^2 / sum w^2, n when all weights are the same.
 * Source: Kish (1965), Survey Sampling, section 11.7. */
double wks_effective_size(double weight, double weight_squared);

#endif
