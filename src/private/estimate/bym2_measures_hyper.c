/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_measures.h"

#include <math.h>
#include <string.h>

enum {
    MOST_LINES = 64, /* of the lattice in one direction */
    FINE = 16        /* steps between two lines, for quantiles */
};

/* The marginal of one coordinate: weight by line of the lattice. */
typedef struct marginal {
    size_t n;
    double at[MOST_LINES];
    double log_weight[MOST_LINES];
    double second[MOST_LINES]; /* of its natural cubic spline, lines one apart */
} marginal;

static void collect(const wks_bym2_grid *grid, size_t coordinate, marginal *out)
{
    int first = grid->points[0].place[coordinate];
    int last = first;
    *out = (marginal){0};
    for (size_t k = 1; k < grid->n; k++) {
        const int place = grid->points[k].place[coordinate];
        first = place < first ? place : first;
        last = place > last ? place : last;
    }
    for (size_t k = 0; k < grid->n; k++) {
        const wks_bym2_point *point = &grid->points[k];
        const size_t line = (size_t)(point->place[coordinate] - first);
        out->at[line] = point->coordinate[coordinate];
        out->log_weight[line] += point->weight;
    }
    out->n = (size_t)(last - first) + 1; /* a walk leaves no line out */
    for (size_t i = 0; i < out->n; i++) {
        out->log_weight[i] = log(out->log_weight[i]);
    }
}

static void make_spline(marginal *m)
{
    double upper[MOST_LINES] = {0};
    for (size_t i = 1; i + 1 < m->n; i++) {
        const double right =
            6 * (m->log_weight[i + 1] - 2 * m->log_weight[i] + m->log_weight[i - 1]);
        upper[i] = 1 / (4 - upper[i - 1]);
        m->second[i] = (right - m->second[i - 1]) * upper[i];
    }
    for (size_t i = m->n; i-- > 1;) {
        if (i + 1 < m->n) {
            m->second[i] -= upper[i] * m->second[i + 1];
        }
    }
}

static double spline_density(const marginal *m, size_t i, double b)
{
    const double a = 1 - b;
    return exp(a * m->log_weight[i] + b * m->log_weight[i + 1] +
               ((a * a * a - a) * m->second[i] + (b * b * b - b) * m->second[i + 1]) / 6);
}

/* The coordinate with probability p below it, by the trapezium rule on the spline. */
static double coordinate_quantile(const marginal *m, double p)
{
    double total = 0;
    double sum = 0;
    if (m->n < 2) {
        return m->at[0];
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i + 1 < m->n; i++) {
            for (int k = 0; k < FINE; k++) {
                const double part = (spline_density(m, i, k / (double)FINE) +
                                     spline_density(m, i, (k + 1) / (double)FINE)) /
                                    2;
                if (pass == 0) {
                    total += part;
                } else if (sum + part >= p * total) {
                    const double b = (k + (p * total - sum) / part) / FINE;
                    return m->at[i] + b * (m->at[i + 1] - m->at[i]);
                } else {
                    sum += part;
                }
            }
        }
    }
    return m->at[m->n - 1];
}

static double tau_of(const wks_bym2_hyper *hyper)
{
    return hyper->tau;
}

static double sd_of(const wks_bym2_hyper *hyper)
{
    return 1 / sqrt(hyper->tau);
}

static double phi_of(const wks_bym2_hyper *hyper)
{
    return hyper->phi;
}

static double dispersion_of(const wks_bym2_hyper *hyper)
{
    return hyper->dispersion;
}

static double value_at(const wks_bym2_prior *prior, size_t coordinate, double x,
                       double (*value)(const wks_bym2_hyper *))
{
    double all[WKS_BYM2_MOST_HYPER] = {0};
    all[coordinate] = x;
    const wks_bym2_hyper hyper = wks_bym2_prior_hyper(prior, all);
    return value(&hyper);
}

static wks_bym2_summary summarise(const wks_bym2_prior *prior, const wks_bym2_grid *grid,
                                  size_t coordinate, double (*value)(const wks_bym2_hyper *))
{
    wks_bym2_summary s = {0};
    marginal m;
    double variance = 0;
    for (size_t k = 0; k < grid->n; k++) {
        s.mean += grid->points[k].weight * value(&grid->points[k].hyper);
    }
    for (size_t k = 0; k < grid->n; k++) {
        const double off = value(&grid->points[k].hyper) - s.mean;
        variance += grid->points[k].weight * off * off;
    }
    s.sd = sqrt(variance);
    collect(grid, coordinate, &m);
    make_spline(&m);
    s.lower = value_at(prior, coordinate, coordinate_quantile(&m, 0.025), value);
    s.median = value_at(prior, coordinate, coordinate_quantile(&m, 0.5), value);
    s.upper = value_at(prior, coordinate, coordinate_quantile(&m, 0.975), value);
    if (s.lower > s.upper) { /* the sd falls where log tau rises */
        const double kept = s.lower;
        s.lower = s.upper;
        s.upper = kept;
    }
    return s;
}

void wks_bym2_measures_hyper(const wks_bym2_prior *prior, const wks_bym2_grid *grid,
                             wks_bym2_fit *fit)
{
    const wks_bym2_summary none = {NAN, NAN, NAN, NAN, NAN};
    fit->tau = summarise(prior, grid, 0, tau_of);
    fit->area_sd = summarise(prior, grid, 0, sd_of);
    fit->phi = prior->has_phi ? summarise(prior, grid, 1, phi_of) : none;
    fit->dispersion =
        prior->has_dispersion ? summarise(prior, grid, prior->n - 1, dispersion_of) : none;
    fit->log_likelihood = grid->log_likelihood;
}
