/* math/random.h - random numbers that are the same on every run, machine and number of threads.
 *
 * A stream is known by a seed and a number (of the area, the indicator, the draw): what is drawn
 * for one never depends on the others.  Generator: xoshiro256**, started by SplitMix64.
 * Source: Blackman & Vigna (2021), ACM TOMS 47(4):36, doi:10.1145/3460772.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_RANDOM_H
#define WKS_MATH_RANDOM_H

#include <stddef.h>
#include <stdint.h>

typedef struct wks_random {
    uint64_t state[4];
} wks_random;

wks_random wks_random_start(uint64_t seed, uint64_t stream);

uint64_t wks_random_next(wks_random *random);
double wks_random_unit(wks_random *random);            /* in (0, 1), never the ends; 53 bits */
size_t wks_random_below(wks_random *random, size_t n); /* 0 .. n - 1, each as likely; n > 0 */
double wks_random_normal(wks_random *random);          /* mean 0, deviation 1; by its quantile */
double wks_random_gamma(wks_random *random, double shape); /* rate 1; shape > 0; by its quantile */
/* Counts, by inversion; mean >= 0; probability in 0..1. */
double wks_random_poisson(wks_random *random, double mean);
double wks_random_binomial(wks_random *random, size_t n, double probability);

#endif
