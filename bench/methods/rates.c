/* rates.c - CPU seconds of the methods that turn counts into rates, on invented counts.
 *
 * The sizes are those of PHEindicatormethods' timings: 30,000 groups x 19 ages directly
 * standardised, a million rates and proportions, 300 life tables of 20 ages; and the same million
 * where every count is small.  The counts come from a fixed stream, outside the time.  Each case
 * runs seven times; the median is printed, one line a case: name, seconds, and a sum of what came
 * out, so that no work can be left out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/random.h"
#include "private/method/life_expectancy.h"
#include "private/method/standardise.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum {
    N_ROUNDS = 7,
    N_RATES = 1000000,
    N_GROUPS = 30000,
    N_AGES = 19,
    N_TABLES = 300,
    N_BANDS = 20
};

static double count[N_RATES];
static double population[N_RATES];
static double standard[N_AGES] = {5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000,
                                  7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000};

static void fail(const wks_error *err)
{
    fprintf(stderr, "rates: %s\n", err->text);
    exit(1);
}

static double rates(void)
{
    const wks_confidence confidence = wks_interval_confidence(0.95);
    double sum = 0;
    for (size_t i = 0; i < N_RATES; i++) {
        const wks_interval interval = wks_interval_count_at(count[i], &confidence);
        sum += (count[i] + interval.lower + interval.upper) / population[i];
    }
    return sum;
}

static double proportions(void)
{
    const wks_confidence confidence = wks_interval_confidence(0.95);
    double sum = 0;
    for (size_t i = 0; i < N_RATES; i++) {
        const wks_interval interval =
            wks_interval_proportion_at(count[i] / population[i], population[i], &confidence);
        sum += interval.lower + interval.upper;
    }
    return sum;
}

static double direct(void)
{
    const wks_confidence confidence = wks_interval_confidence(0.95);
    double sum = 0;
    for (size_t g = 0; g < N_GROUPS; g++) {
        wks_direct_rate rate;
        wks_error err;
        const wks_strata strata = {.n = N_AGES,
                                   .count = &count[g * N_AGES],
                                   .population = &population[g * N_AGES],
                                   .standard = standard};
        if (wks_standardise_direct(&strata, &rate, &err) != WKS_OK) {
            fail(&err);
        }
        const wks_interval interval = wks_standardise_interval(&rate, &confidence);
        sum += rate.outcome == WKS_OUTCOME_OK ? rate.value + interval.lower + interval.upper : 0;
    }
    return sum;
}

static double indirect(void)
{
    static double reference[N_AGES];
    const wks_confidence confidence = wks_interval_confidence(0.95);
    double sum = 0;
    for (size_t i = 0; i < N_AGES; i++) {
        reference[i] = standard[i] / 50;
    }
    for (size_t g = 0; g < N_GROUPS; g++) {
        wks_indirect_ratio ratio;
        wks_error err;
        const wks_reference_strata strata = {.n = N_AGES,
                                             .count = &count[g * N_AGES],
                                             .observed = NAN,
                                             .population = &population[g * N_AGES],
                                             .reference_count = reference,
                                             .reference_population = standard};
        if (wks_standardise_indirect(&strata, &ratio, &err) != WKS_OK) {
            fail(&err);
        }
        const wks_interval interval = wks_interval_count_at(ratio.observed, &confidence);
        sum += ratio.ratio + (interval.lower + interval.upper) / ratio.expected;
    }
    return sum;
}

static double life_tables(void)
{
    static const double starts[N_BANDS] = {0,  1,  5,  10, 15, 20, 25, 30, 35, 40,
                                           45, 50, 55, 60, 65, 70, 75, 80, 85, 90};
    const wks_confidence confidence = wks_interval_confidence(0.95);
    double sum = 0;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    for (size_t g = 0; g < N_TABLES; g++) {
        wks_life_expectancy lives[N_BANDS];
        wks_error err;
        const wks_life_bands bands = {.n = N_BANDS,
                                      .start = starts,
                                      .deaths = &count[g * N_BANDS],
                                      .person_years = &population[g * N_BANDS],
                                      .least_person_years = WKS_LIFE_LEAST_PERSON_YEARS};
        if (wks_life_expectancy_table(&bands, &arena, lives, &err) != WKS_OK) {
            fail(&err);
        }
        for (size_t i = 0; i < N_BANDS; i++) {
            const wks_interval interval = wks_life_expectancy_interval(&lives[i], &confidence);
            sum += lives[i].outcome == WKS_OUTCOME_OK ? interval.lower + interval.upper : 0;
        }
    }
    wks_arena_clear(&arena);
    return sum;
}

/* People about mean_population, events by a Poisson of rate a head. */
static void invent(size_t n, double mean_population, double rate)
{
    for (size_t i = 0; i < n; i++) {
        wks_random random = wks_random_start(1, i);
        population[i] = wks_random_poisson(&random, mean_population) + 1;
        count[i] = fmin(population[i], wks_random_poisson(&random, rate * population[i]));
    }
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void measure(const char *name, double (*run)(void))
{
    double seconds[N_ROUNDS];
    double sum = 0;
    for (int i = 0; i < N_ROUNDS; i++) {
        const clock_t start = clock();
        sum = run();
        seconds[i] = (double)(clock() - start) / CLOCKS_PER_SEC;
    }
    qsort(seconds, N_ROUNDS, sizeof seconds[0], compare);
    printf("%-32s %8.4f s  (sum %.6g)\n", name, seconds[N_ROUNDS / 2], sum);
}

int main(void)
{
    invent(N_RATES, 180, 0.02);
    measure("dsr 30,000 x 19", direct);
    measure("isr 30,000 x 19", indirect);
    measure("rate 1,000,000, small counts", rates);
    invent(N_RATES, 400, 0.2);
    measure("rate 1,000,000", rates);
    measure("proportion 1,000,000", proportions);
    invent(N_RATES, 450, 0.03);
    for (size_t g = 0; g < N_TABLES; g++) {
        count[g * N_BANDS + N_BANDS - 1] += 60; /* the oldest do die */
    }
    measure("life expectancy 300 x 20", life_tables);
    return 0;
}
