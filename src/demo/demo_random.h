/* demo/demo_random.h - dice that fall the same way on every machine.
 *
 * A stream per person (or wijk, or point of the map): what one person does never depends on how
 * many dice another one threw.  Only +, -, *, / and sqrt of IEEE 754 are used, never libm's exp or
 * log, whose last digits differ between versions.
 * Source: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA,
 * doi:10.1145/2660193.2660195.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_RANDOM_H
#define WKS_DEMO_DEMO_RANDOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_demo_random {
    uint64_t state;
} wks_demo_random;

/* What a stream is for; streams of different purposes are independent. */
typedef enum wks_demo_purpose {
    WKS_DEMO_FOR_POINTS = 1,
    WKS_DEMO_FOR_NOISE,
    WKS_DEMO_FOR_EDGES,
    WKS_DEMO_FOR_AREAS,
    WKS_DEMO_FOR_NAMES,
    WKS_DEMO_FOR_NEED,
    WKS_DEMO_FOR_PRACTICES,
    WKS_DEMO_FOR_PERSONS,
    WKS_DEMO_FOR_YEARS,
    WKS_DEMO_FOR_CARE,
    WKS_DEMO_FOR_SURVEY,
    WKS_DEMO_FOR_REGISTRATIONS,
    WKS_DEMO_FOR_WAITING,
    WKS_DEMO_FOR_PSEUDONYMS,
    WKS_DEMO_FOR_SOCIAL_HELP
} wks_demo_purpose;

wks_demo_random wks_demo_random_start(uint64_t seed, wks_demo_purpose purpose, uint64_t number);

uint64_t wks_demo_random_next(wks_demo_random *dice);
double wks_demo_random_unit(wks_demo_random *dice);            /* in [0, 1) */
size_t wks_demo_random_below(wks_demo_random *dice, size_t n); /* 0 .. n - 1; 0 when n is 0 */
bool wks_demo_random_chance(wks_demo_random *dice, double probability);
/* Mean 0, deviation 1, never beyond 4.9: the sum of eight even dice. */
double wks_demo_random_normal(wks_demo_random *dice);

/* 1 / (1 + e^-x), good to 1e-9. */
double wks_demo_random_logistic(double x);

/* Smooth noise in [-1, 1] over the plane: features of about `scale` long. */
double wks_demo_random_noise(uint64_t seed, double x, double y, double scale);

#endif
