/* SPDX-License-Identifier: EUPL-1.2 */
#include "mismatch_world.h"

#include "math/order.h"
#include "math/random.h"

#include <math.h>
#include <string.h>

enum {
    N = WKS_WORLD_AREAS,
    WIDTH = 15
};

static double quantile(const double *values, double p)
{
    double room[N];
    memcpy(room, values, sizeof room);
    return wks_order_quantile(room, N, p);
}

static const double ratio = 1 / 1.1;

/* ---- what neighbours share ------------------------------------------------------------------- */

/* Each value becomes the mean of itself and its neighbours. */
static void average(double *values)
{
    double before[N];
    memcpy(before, values, sizeof before);
    for (size_t i = 0; i < N; i++) {
        double sum = before[i];
        double n = 1;
        sum += i % WIDTH > 0 ? (n++, before[i - 1]) : 0;
        sum += i % WIDTH + 1 < WIDTH ? (n++, before[i + 1]) : 0;
        sum += i >= WIDTH ? (n++, before[i - WIDTH]) : 0;
        sum += i + WIDTH < N ? (n++, before[i + WIDTH]) : 0;
        values[i] = sum / n;
    }
}

/* Mean 0, variance 1, alike among neighbours. */
static void smooth_field(wks_random *random, double *out)
{
    double mean = 0;
    double square = 0;
    for (size_t i = 0; i < N; i++) {
        out[i] = wks_random_normal(random);
    }
    average(out);
    average(out);
    for (size_t i = 0; i < N; i++) {
        mean += out[i] / N;
        square += out[i] * out[i] / N;
    }
    for (size_t i = 0; i < N; i++) {
        out[i] = (out[i] - mean) / sqrt(square - mean * mean);
    }
}

wks_code wks_world_neighbours(wks_arena *arena, wks_neighbours *out, wks_error *err)
{
    size_t from[2 * N];
    size_t to[2 * N];
    size_t n = 0;
    for (size_t i = 0; i < N; i++) {
        if (i % WIDTH + 1 < WIDTH) {
            from[n] = i;
            to[n++] = i + 1;
        }
        if (i + WIDTH < N) {
            from[n] = i;
            to[n++] = i + WIDTH;
        }
    }
    return wks_neighbours_make(N, n, from, to, arena, out, err);
}

/* ---- a region -------------------------------------------------------------------------------- */

void wks_world_make(wks_world *r, const wks_world_design *design, uint64_t number)
{
    const uint64_t seed = design->seed == 0 ? 7 : design->seed;
    wks_random random = wks_random_start(seed, number);
    wks_random spatial = wks_random_start(seed, number + ((uint64_t)1 << 32));
    const double together = sqrt(design->spatial_share);
    const double alone = sqrt(1 - design->spatial_share);
    double need_field[N];
    double gap_field[N];
    double total = 0;
    smooth_field(&spatial, need_field);
    smooth_field(&spatial, gap_field);
    for (size_t i = 0; i < N; i++) {
        r->population[i] = exp(log(3500) + 0.7 * wks_random_normal(&random));
        total += r->population[i];
    }
    for (size_t i = 0; i < N; i++) {
        const double asked =
            fmax(5, wks_random_poisson(&random, r->population[i] * design->respondents / total));
        r->truth[i] = -1 + 0.4 * (together * need_field[i] + alone * wks_random_normal(&random));
        r->gap[i] =
            design->gap_deviation * (together * gap_field[i] + alone * wks_random_normal(&random));
        r->expected[i] = r->population[i] * exp(-3);
        r->observed[i] =
            wks_random_poisson(&random, r->expected[i] * exp(0.7 * (r->truth[i] + 1) + r->gap[i]));
        const double yes = wks_random_binomial(&random, (size_t)asked, 1 / (1 + exp(-r->truth[i])));
        const double share = (yes + 0.5) / (asked + 1);
        r->need[i] = log(share / (1 - share));
        r->need_variance[i] = 1 / (asked * share * (1 - share));
    }
    const double high = quantile(r->truth, 0.7);
    for (size_t i = 0; i < N; i++) {
        r->is_mismatch[i] = r->truth[i] > high && r->gap[i] < log(ratio);
    }
}

size_t wks_world_residual_rule(const wks_world *r, bool *is_flagged)
{
    double use[N];
    double x = 0;
    double y = 0;
    double xx = 0;
    double xy = 0;
    size_t n = 0;
    for (size_t i = 0; i < N; i++) {
        use[i] = log((r->observed[i] + 0.5) / r->expected[i]);
        x += r->need[i] / N;
        y += use[i] / N;
    }
    for (size_t i = 0; i < N; i++) {
        xx += (r->need[i] - x) * (r->need[i] - x);
        xy += (r->need[i] - x) * (use[i] - y);
    }
    const double high = quantile(r->need, 0.7);
    for (size_t i = 0; i < N; i++) {
        const double residual = use[i] - y - xy / xx * (r->need[i] - x);
        is_flagged[i] = r->need[i] >= high && residual < log(ratio);
        n += is_flagged[i];
    }
    return n;
}

wks_mismatch_data wks_world_data(const wks_world *r)
{
    return (wks_mismatch_data){.n_areas = N,
                               .need = r->need,
                               .need_variance = r->need_variance,
                               .observed = r->observed,
                               .expected = r->expected};
}

wks_mismatch_options wks_world_options(uint64_t seed)
{
    wks_mismatch_options options = {
        .rule = wks_mismatch_rule_default, .n_draws = 800, .seed = seed};
    options.rule.ratio = ratio;
    return options;
}

double wks_world_precision(const wks_world *r, const wks_mismatch_area *areas, size_t n)
{
    double probability[N];
    double hits = 0;
    double taken = 0;
    for (size_t i = 0; i < N; i++) {
        probability[i] = areas[i].probability;
    }
    wks_order_sort(probability, N);
    for (size_t i = 0; i < N && taken < (double)n; i++) {
        if (areas[i].probability >= probability[N - n]) {
            hits += r->is_mismatch[i];
            taken++;
        }
    }
    return hits / taken;
}
