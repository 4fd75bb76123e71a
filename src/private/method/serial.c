/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/serial.h"

#include "math/dense.h"
#include "math/sum.h"

#include <math.h>

/* The next observation from `from` on whose slot is `slot`; n when there is none. */
static size_t at_slot(const wks_serial *series, size_t from, size_t slot)
{
    while (from < series->n && series->slot[from] < slot) {
        from++;
    }
    return from < series->n && series->slot[from] == slot ? from : series->n;
}

double wks_serial_durbin_watson(const wks_serial *series)
{
    wks_sum above = {0};
    wks_sum below = {0};
    size_t n_pairs = 0;
    for (size_t i = 0; i < series->n; i++) {
        const size_t next = at_slot(series, i + 1, series->slot[i] + 1);
        wks_sum_add(&below, series->residual[i] * series->residual[i]);
        if (next < series->n) {
            const double difference = series->residual[next] - series->residual[i];
            wks_sum_add(&above, difference * difference);
            n_pairs++;
        }
    }
    return n_pairs > 0 && wks_sum_value(&below) > 0 ? wks_sum_value(&above) / wks_sum_value(&below)
                                                    : NAN;
}

void wks_serial_autocorrelation(const wks_serial *series, size_t n_lags, double *out)
{
    const double mean = wks_sum_of(series->residual, series->n) / (double)series->n;
    wks_sum squares = {0};
    for (size_t i = 0; i < series->n; i++) {
        wks_sum_add(&squares, (series->residual[i] - mean) * (series->residual[i] - mean));
    }
    for (size_t lag = 1; lag <= n_lags; lag++) {
        wks_sum products = {0};
        size_t n_pairs = 0;
        for (size_t i = 0; i < series->n; i++) {
            const size_t later = at_slot(series, i + 1, series->slot[i] + lag);
            if (later < series->n) {
                wks_sum_add(&products,
                            (series->residual[i] - mean) * (series->residual[later] - mean));
                n_pairs++;
            }
        }
        const double below = wks_sum_value(&squares);
        out[lag - 1] = n_pairs > 0 && below > 0 ? wks_sum_value(&products) / below : NAN;
    }
}

size_t wks_serial_lag(size_t n)
{
    return (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
}

/* meat += weight * sum over pairs at this lag of (s_i s_j' + s_j s_i'), s the scores x * residual;
 * at lag 0 sum of s_i s_i'. */
static void add_lag(const wks_serial *series, size_t p, const double *x, size_t lag, double weight,
                    double *meat)
{
    const size_t n = series->n;
    for (size_t i = 0; i < n; i++) {
        const size_t j = at_slot(series, i, series->slot[i] + lag);
        if (j == n) {
            continue;
        }
        const double both = weight * series->residual[i] * series->residual[j];
        for (size_t a = 0; a < p; a++) {
            for (size_t b = 0; b < p; b++) {
                double term = x[i + a * n] * x[j + b * n];
                if (lag > 0) {
                    term += x[j + a * n] * x[i + b * n];
                }
                meat[a + b * p] += both * term;
            }
        }
    }
}

wks_code wks_serial_newey_west(const wks_serial *series, size_t p, const double *x,
                               const double *bread, size_t lag, wks_arena *arena, double *out,
                               wks_error *err)
{
    double *meat = NULL;
    double *half = NULL;
    WKS_TRY(wks_arena_take(arena, p * p, sizeof *meat, &meat, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof *half, &half, err));
    for (size_t l = 0; l <= lag; l++) {
        add_lag(series, p, x, l, 1 - (double)l / (double)(lag + 1), meat);
    }
    wks_dense_product(p, p, p, bread, meat, half);
    wks_dense_product(p, p, p, half, bread, out);
    return WKS_OK;
}
