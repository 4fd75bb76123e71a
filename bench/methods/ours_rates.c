/* ours_rates.c - counts into rates, standardisation, life tables, slope index.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "ours.h"
#include "private/method/life_expectancy.h"
#include "private/method/slope_index.h"
#include "private/method/standardise.h"

#include <math.h>

enum {
    N_AGES = 19,
    N_BANDS = 20,
    N_DECILES = 10
};

static double *room(bench *b, size_t n)
{
    wks_error err;
    double *out = NULL;
    bench_must(wks_arena_take(&b->arena, n, sizeof *out, &out, &err), &err);
    return out;
}

typedef struct results {
    double *value, *lower, *upper; /* [n] */
} results;

static results make_results(bench *b, size_t n)
{
    return (results){room(b, n), room(b, n), room(b, n)};
}

static void put(const results *r, size_t i, double value, wks_interval interval)
{
    r->value[i] = value;
    r->lower[i] = interval.lower;
    r->upper[i] = interval.upper;
}

static void answer(bench *b, const results *r, size_t n)
{
    bench_answer_all(b, "value", n, r->value);
    bench_answer_all(b, "lower", n, r->lower);
    bench_answer_all(b, "upper", n, r->upper);
}

/* Rows: 19 ages of a group behind each other; x, n and the standard population s. */
void bench_dsr(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const double *x = bench_column(&table, "x");
    const double *n = bench_column(&table, "n");
    const double *s = bench_column(&table, "s");
    const size_t n_groups = table.n / N_AGES;
    const wks_confidence confidence = wks_interval_confidence(0.95);
    const results r = make_results(b, n_groups);
    bench_start(b);
    for (size_t g = 0; g < n_groups; g++) {
        wks_direct_rate rate;
        wks_error err;
        const size_t at = g * N_AGES;
        const wks_strata strata = {
            .n = N_AGES, .count = x + at, .population = n + at, .standard = s + at};
        bench_must(wks_standardise_direct(&strata, &rate, &err), &err);
        put(&r, g, rate.value, wks_standardise_interval(&rate, &confidence));
    }
    bench_stop(b, 1);
    answer(b, &r, n_groups);
}

/* As dsr; the reference counts are 2 % of the standard population. */
void bench_isr(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const double *x = bench_column(&table, "x");
    const double *n = bench_column(&table, "n");
    const double *s = bench_column(&table, "s");
    const size_t n_groups = table.n / N_AGES;
    const wks_confidence confidence = wks_interval_confidence(0.95);
    const results r = make_results(b, n_groups);
    double reference[N_AGES];
    for (size_t i = 0; i < N_AGES; i++) {
        reference[i] = s[i] / 50;
    }
    bench_start(b);
    for (size_t g = 0; g < n_groups; g++) {
        wks_indirect_ratio ratio;
        wks_error err;
        const size_t at = g * N_AGES;
        const wks_reference_strata strata = {.n = N_AGES,
                                             .count = x + at,
                                             .observed = NAN,
                                             .population = n + at,
                                             .reference_count = reference,
                                             .reference_population = s};
        bench_must(wks_standardise_indirect(&strata, &ratio, &err), &err);
        const wks_interval interval = wks_interval_count_at(ratio.observed, &confidence);
        put(&r, g, ratio.ratio,
            (wks_interval){interval.lower / ratio.expected, interval.upper / ratio.expected});
    }
    bench_stop(b, 1);
    answer(b, &r, n_groups);
}

void bench_rate(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const double *x = bench_column(&table, "x");
    const double *n = bench_column(&table, "n");
    const wks_confidence confidence = wks_interval_confidence(0.95);
    const results r = make_results(b, table.n);
    bench_start(b);
    for (size_t i = 0; i < table.n; i++) {
        const wks_interval interval = wks_interval_count_at(x[i], &confidence);
        put(&r, i, x[i] / n[i], (wks_interval){interval.lower / n[i], interval.upper / n[i]});
    }
    bench_stop(b, 1);
    answer(b, &r, table.n);
}

void bench_proportion(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const double *x = bench_column(&table, "x");
    const double *n = bench_column(&table, "n");
    const wks_confidence confidence = wks_interval_confidence(0.95);
    const results r = make_results(b, table.n);
    bench_start(b);
    for (size_t i = 0; i < table.n; i++) {
        put(&r, i, x[i] / n[i], wks_interval_proportion_at(x[i] / n[i], n[i], &confidence));
    }
    bench_stop(b, 1);
    answer(b, &r, table.n);
}

/* Rows: 20 age bands of an area behind each other. */
void bench_life(bench *b)
{
    static const double starts[N_BANDS] = {0,  1,  5,  10, 15, 20, 25, 30, 35, 40,
                                           45, 50, 55, 60, 65, 70, 75, 80, 85, 90};
    const bench_table table = bench_read(b, NULL);
    const wks_confidence confidence = wks_interval_confidence(0.95);
    const results r = make_results(b, table.n);
    bench_start(b);
    for (size_t at = 0; at < table.n; at += N_BANDS) {
        wks_life_expectancy lives[N_BANDS];
        wks_error err;
        const wks_life_bands bands = {.n = N_BANDS,
                                      .start = starts,
                                      .deaths = bench_column(&table, "x") + at,
                                      .person_years = bench_column(&table, "n") + at,
                                      .least_person_years = WKS_LIFE_LEAST_PERSON_YEARS};
        bench_must(wks_life_expectancy_table(&bands, &b->arena, lives, &err), &err);
        for (size_t i = 0; i < N_BANDS; i++) {
            put(&r, at + i, lives[i].centre, wks_life_expectancy_interval(&lives[i], &confidence));
        }
    }
    bench_stop(b, 1);
    answer(b, &r, table.n);
}

/* Rows: ten deciles of a group behind each other; 100,000 repetitions. */
void bench_sii(bench *b)
{
    const bench_table table = bench_read(b, NULL);
    const double level = 0.95;
    const results r = make_results(b, table.n / N_DECILES);
    const results drawn = make_results(b, table.n / N_DECILES);
    bench_start(b);
    for (size_t g = 0; g < table.n / N_DECILES; g++) {
        wks_slope_index fit;
        wks_slope_limits limits;
        wks_error err;
        const wks_slope_data data = {.n_quantiles = N_DECILES,
                                     .value = bench_column(&table, "value") + g * N_DECILES,
                                     .se = bench_column(&table, "se") + g * N_DECILES,
                                     .population = bench_column(&table, "n") + g * N_DECILES,
                                     .scale = WKS_SLOPE_PLAIN,
                                     .multiplier = 1};
        const wks_slope_simulation how = {
            .n_repetitions = 100000, .seed = 1, .stream = g, .n_levels = 1, .confidence = &level};
        bench_must(wks_slope_index_fit(&data, &b->arena, &fit, &err), &err);
        bench_must(wks_slope_index_simulate(&data, &fit, &how, &b->arena, &limits, &err), &err);
        const wks_slope_limits closed = wks_slope_index_limits(&data, &fit, level);
        put(&r, g, fit.difference,
            (wks_interval){closed.difference_lower, closed.difference_upper});
        put(&drawn, g, fit.ratio, (wks_interval){limits.difference_lower, limits.difference_upper});
    }
    bench_stop(b, 1);
    answer(b, &r, table.n / N_DECILES);
    bench_answer_all(b, "drawn_lower", table.n / N_DECILES, drawn.lower);
    bench_answer_all(b, "drawn_upper", table.n / N_DECILES, drawn.upper);
}
