/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_mixture.h"

#include "math/special.h"

#include <math.h>

wks_code wks_bym2_mixture_make(const wks_bym2_grid *grid, wks_arena *arena, wks_bym2_mixture *out,
                               wks_error *err)
{
    out->n = grid->n;
    WKS_TRY(wks_arena_take(arena, grid->n, sizeof(double), &out->weight, err));
    WKS_TRY(wks_arena_take(arena, grid->n, sizeof(double), &out->mean, err));
    WKS_TRY(wks_arena_take(arena, grid->n, sizeof(double), &out->sd, err));
    for (size_t k = 0; k < grid->n; k++) {
        out->weight[k] = grid->points[k].weight;
    }
    return WKS_OK;
}

void wks_bym2_mixture_moments(const wks_bym2_mixture *m, double *mean, double *sd)
{
    double first = 0;
    double second = 0;
    for (size_t k = 0; k < m->n; k++) {
        first += m->weight[k] * m->mean[k];
    }
    for (size_t k = 0; k < m->n; k++) {
        const double off = m->mean[k] - first;
        second += m->weight[k] * (off * off + m->sd[k] * m->sd[k]);
    }
    *mean = first;
    *sd = sqrt(second);
}

double wks_bym2_mixture_below(const wks_bym2_mixture *m, double x, double *density)
{
    static const double root_half = 0.70710678118654752440;
    static const double one_by_root_two_pi = 0.39894228040143267794;
    double sum = 0;
    *density = 0;
    for (size_t k = 0; k < m->n; k++) {
        if (m->sd[k] > 0) {
            const double z = (x - m->mean[k]) / m->sd[k];
            sum += m->weight[k] * erfc(-z * root_half) / 2;
            *density += m->weight[k] * exp(-z * z / 2) * one_by_root_two_pi / m->sd[k];
        } else {
            sum += x >= m->mean[k] ? m->weight[k] : 0;
        }
    }
    return sum;
}

/* Newton inside a bracket that closes. */
double wks_bym2_mixture_quantile(const wks_bym2_mixture *m, double p, double mean, double sd)
{
    double low = mean - 40 * sd;
    double high = mean + 40 * sd;
    double x = mean + wks_special_normal_quantile(p) * sd;
    for (int round = 0; round < 100 && sd > 0; round++) {
        double density = 0;
        const double off = wks_bym2_mixture_below(m, x, &density) - p;
        *(off < 0 ? &low : &high) = x;
        const double step = density > 0 ? off / density : INFINITY;
        const double next = x - step > low && x - step < high ? x - step : (low + high) / 2;
        if (fabs(next - x) < 1e-9 * sd) {
            return next;
        }
        x = next;
    }
    return x;
}

wks_bym2_summary wks_bym2_mixture_summary(const wks_bym2_mixture *m)
{
    wks_bym2_summary s = {0};
    wks_bym2_mixture_moments(m, &s.mean, &s.sd);
    s.lower = wks_bym2_mixture_quantile(m, 0.025, s.mean, s.sd);
    s.median = wks_bym2_mixture_quantile(m, 0.5, s.mean, s.sd);
    s.upper = wks_bym2_mixture_quantile(m, 0.975, s.mean, s.sd);
    return s;
}
