/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_marginal.h"

#include "math/quadrature.h"

#include <math.h>
#include <stdint.h>

enum {
    PLACES = 65,   /* of the density of a tilted eta, for its quantiles */
    HALF_WIDTH = 8 /* sds that these reach to each side */
};

wks_code wks_bym2_marginal_make(const wks_bym2_grid *grid, wks_bym2_problem *problem,
                                wks_arena *arena, wks_bym2_marginal *out, wks_error *err)
{
    out->grid = grid;
    out->counts = &problem->counts;
    wks_quadrature_hermite(WKS_BYM2_NODES, out->node, out->hermite);
    WKS_TRY(wks_bym2_mixture_make(grid, arena, &out->mixture, err));
    return wks_arena_take(arena, grid->n, sizeof *out->points, &out->points, err);
}

/* ---- tilt ---------------------------------------------------------------------------------- */

static double log_likelihood(const wks_bym2_marginal *m, size_t k, double eta)
{
    double slope = 0;
    double weight = 0;
    m->counts->dispersion = m->grid->points[k].hyper.dispersion;
    return wks_bym2_likelihood_at(m->counts, m->observed, eta, &slope, &weight);
}

/* Log density of eta at point k, up to log_scale: the likelihood times the normal without it. */
static double log_tilted(const wks_bym2_marginal *m, size_t k, double eta)
{
    const wks_bym2_marginal_point *p = &m->points[k];
    const double off = eta - p->centre;
    return log_likelihood(m, k, eta) - off * off / (2 * p->without) - p->log_scale;
}

/* Take the observation's normal approximation out: precision 1 / variance less its weight, and the
 * mean that its expected slope had moved. */
static void take_out(wks_bym2_marginal *m, size_t k)
{
    static const double most = 1 - 1e-9; /* of what is known of eta, from the observation itself */
    wks_bym2_marginal_point *p = &m->points[k];
    const double mean = m->mixture.mean[k];
    const double variance = m->mixture.sd[k] * m->mixture.sd[k];
    const double weight = m->grid->points[k].gaussian.weight[m->observed];
    m->counts->dispersion = m->grid->points[k].hyper.dispersion;
    p->constant = wks_bym2_likelihood_constant(m->counts, m->observed);
    p->without = variance / (1 - fmin(weight * variance, most));
    p->centre = mean - p->without * wks_bym2_likelihood_expected_slope(m->counts, m->observed, mean,
                                                                       variance);
}

static void tilt(wks_bym2_marginal *m, size_t k)
{
    wks_bym2_marginal_point *p = &m->points[k];
    const double sd = m->mixture.sd[k];
    double sum = 0;
    take_out(m, k);
    p->log_scale = 0;
    p->log_scale = log_tilted(m, k, m->mixture.mean[k]);
    for (size_t j = 0; j < WKS_BYM2_NODES; j++) {
        const double z = m->node[j];
        p->share[j] =
            m->hermite[j] * exp(log_tilted(m, k, m->mixture.mean[k] + z * sd) + z * z / 2);
        sum += p->share[j];
    }
    for (size_t j = 0; j < WKS_BYM2_NODES; j++) {
        p->share[j] /= sum;
    }
    p->total = sum * sd;
}

/* Where an observation says little, its own skewness is lost in the rest.  The third cumulant of
 * eta in units of its sd is about weight * sd^3, of which this leaves out a fiftieth. */
static bool says_much(const wks_bym2_marginal *m)
{
    for (size_t k = 0; k < m->grid->n; k++) {
        const double sd = m->mixture.sd[k];
        if (m->grid->points[k].weight > 0.01 &&
            m->grid->points[k].gaussian.weight[m->observed] * sd * sd * sd > 0.02) {
            return true;
        }
    }
    return false;
}

static void moments(wks_bym2_marginal *m)
{
    double first = 0;
    double second = 0;
    if (!m->is_tilted) {
        wks_bym2_mixture_moments(&m->mixture, &m->mean, &m->sd);
        return;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t k = 0; k < m->grid->n; k++) {
            for (size_t j = 0; j < WKS_BYM2_NODES; j++) {
                const double x = m->mixture.mean[k] + m->node[j] * m->mixture.sd[k];
                const double part = m->mixture.weight[k] * m->points[k].share[j];
                if (pass == 0) {
                    first += part * x;
                } else {
                    second += part * (x - first) * (x - first);
                }
            }
        }
    }
    m->mean = first;
    m->sd = sqrt(second);
}

void wks_bym2_marginal_choose(wks_bym2_marginal *m, size_t row, size_t observed)
{
    m->observed = observed;
    m->is_observed = observed != SIZE_MAX;
    for (size_t k = 0; k < m->grid->n; k++) {
        m->mixture.mean[k] = m->grid->points[k].gaussian.eta[row];
        m->mixture.sd[k] = sqrt(m->grid->points[k].gaussian.eta_variance[row]);
    }
    m->is_tilted = m->is_observed && m->counts->family != WKS_BYM2_GAUSSIAN && says_much(m);
    for (size_t k = 0; m->is_tilted && k < m->grid->n; k++) {
        tilt(m, k);
    }
    moments(m);
}

double wks_bym2_marginal_left_out(wks_bym2_marginal *m, size_t k)
{
    const wks_bym2_marginal_point *p = &m->points[k];
    double sum = 0;
    if (m->is_tilted) {
        return log(p->total) - log(p->without) / 2 + p->log_scale + p->constant;
    }
    take_out(m, k);
    for (size_t j = 0; j < WKS_BYM2_NODES; j++) {
        sum += m->hermite[j] *
               exp(log_likelihood(m, k, p->centre + m->node[j] * sqrt(p->without)) + p->constant);
    }
    return log(fmax(sum, 1e-300));
}

/* ---- fitted value -------------------------------------------------------------------------- */

void wks_bym2_marginal_value(const wks_bym2_marginal *m, wks_bym2_family family, double *mean,
                             double *sd)
{
    double first = 0;
    double second = 0;
    if (family == WKS_BYM2_GAUSSIAN) {
        *mean = m->mean;
        *sd = m->sd;
        return;
    }
    for (size_t k = 0; k < m->grid->n; k++) {
        const double *share = m->is_tilted ? m->points[k].share : m->hermite;
        const double at = m->mixture.mean[k];
        const double deviation = m->mixture.sd[k];
        double one = 0;
        double two = 0;
        if (family != WKS_BYM2_BINOMIAL && !m->is_tilted) { /* lognormal */
            one = exp(at + deviation * deviation / 2);
            two = one * one * exp(deviation * deviation);
        }
        for (size_t j = 0; (family == WKS_BYM2_BINOMIAL || m->is_tilted) && j < WKS_BYM2_NODES;
             j++) {
            const double value = wks_bym2_likelihood_value(family, at + m->node[j] * deviation);
            one += share[j] * value;
            two += share[j] * value * value;
        }
        first += m->mixture.weight[k] * one;
        second += m->mixture.weight[k] * two;
    }
    *mean = first;
    *sd = sqrt(fmax(second - first * first, 0));
}

/* ---- quantiles ----------------------------------------------------------------------------- */

/* The distribution of a tilted eta at even places around its mean. */
typedef struct table {
    double first, step;
    double density[PLACES];
    double below[PLACES];
} table;

static void tabulate(const wks_bym2_marginal *m, table *t)
{
    t->step = 2.0 * HALF_WIDTH * m->sd / (PLACES - 1);
    t->first = m->mean - HALF_WIDTH * m->sd;
    for (size_t g = 0; g < PLACES; g++) {
        t->density[g] = 0;
        for (size_t k = 0; k < m->grid->n; k++) {
            /* points of less than a ten-thousandth move no quantile */
            if (m->mixture.weight[k] > 1e-4) {
                const wks_bym2_marginal_point *p = &m->points[k];
                t->density[g] += m->mixture.weight[k] / p->total *
                                 exp(log_tilted(m, k, t->first + (double)g * t->step));
            }
        }
    }
    /* between places by the cubic through the densities and their slopes, as differences give them:
     * its integral is the trapezium less step^2 / 12 times the change of slope */
    t->below[0] = 0;
    for (size_t g = 1; g < PLACES; g++) {
        const double before = g > 1 ? t->density[g - 2] : 0;
        const double after = g + 1 < PLACES ? t->density[g + 1] : 0;
        const double bend = after - t->density[g] - t->density[g - 1] + before;
        t->below[g] =
            t->below[g - 1] + t->step * ((t->density[g - 1] + t->density[g]) / 2 - bend / 24);
    }
    for (size_t g = 0; g < PLACES; g++) {
        t->density[g] /= t->below[PLACES - 1] / t->step;
        t->below[g] /= t->below[PLACES - 1];
    }
}

/* P(eta <= place i + b), by the cubic through both ends and their densities (in units of step). */
static double cubic(const table *t, size_t i, double b)
{
    const double rise = t->below[i + 1] - t->below[i];
    const double left = t->density[i];
    const double right = t->density[i + 1];
    return t->below[i] +
           b * (left + b * (3 * rise - 2 * left - right + b * (left + right - 2 * rise)));
}

static double table_quantile(const table *t, double p)
{
    size_t i = 0;
    double low = 0;
    double high = 1;
    while (i + 2 < PLACES && t->below[i + 1] < p) {
        i++;
    }
    for (int round = 0; round < 40; round++) {
        const double middle = (low + high) / 2;
        *(cubic(t, i, middle) < p ? &low : &high) = middle;
    }
    return t->first + t->step * ((double)i + (low + high) / 2);
}

static double table_below(const table *t, double eta)
{
    const double at = (eta - t->first) / t->step;
    if (!(at > 0)) {
        return 0;
    }
    return at >= PLACES - 1 ? 1 : cubic(t, (size_t)at, at - floor(at));
}

void wks_bym2_marginal_spread(const wks_bym2_marginal *m, const wks_bym2_spread *wanted)
{
    table t = {0};
    double unused = 0;
    if (m->is_tilted && m->sd > 0) {
        tabulate(m, &t);
    }
    for (size_t i = 0; i < wanted->n_quantiles; i++) {
        const double p = wanted->probability[i];
        wanted->quantile[i] = m->is_tilted && m->sd > 0
                                  ? table_quantile(&t, p)
                                  : wks_bym2_mixture_quantile(&m->mixture, p, m->mean, m->sd);
    }
    for (size_t i = 0; i < wanted->n_limits; i++) {
        const double limit = wanted->limit[i];
        const double below = isinf(limit) ? (limit < 0 ? 0 : 1)
                             : m->is_tilted && m->sd > 0
                                 ? table_below(&t, limit)
                                 : wks_bym2_mixture_below(&m->mixture, limit, &unused);
        wanted->above[i] = fmin(fmax(1 - below, 0), 1);
    }
}
