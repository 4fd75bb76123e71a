/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_marginal.h"
#include "private/estimate/bym2_measures.h"

#include <math.h>
#include <stddef.h>

/* What one observation adds. */
typedef struct score {
    double mean_log;     /* E log p */
    double mean_square;  /* E (log p)^2 */
    double mean;         /* E p */
    double mean_inverse; /* E 1 / p(y_i | the others, hyperparameters) */
} score;

static void add_point(wks_bym2_marginal *m, size_t k, score *sum)
{
    const double *share = m->is_tilted ? m->points[k].share : m->hermite;
    const double weight = m->mixture.weight[k];
    double slope = 0;
    double unused = 0;
    const double left_out = wks_bym2_marginal_left_out(m, k);
    m->counts->dispersion = m->grid->points[k].hyper.dispersion;
    for (size_t j = 0; j < WKS_BYM2_NODES; j++) {
        const double eta = m->mixture.mean[k] + m->node[j] * m->mixture.sd[k];
        const double log_p = m->points[k].constant +
                             wks_bym2_likelihood_at(m->counts, m->observed, eta, &slope, &unused);
        sum->mean_log += weight * share[j] * log_p;
        sum->mean_square += weight * share[j] * log_p * log_p;
        sum->mean += weight * share[j] * exp(log_p);
    }
    sum->mean_inverse += weight * exp(fmin(-left_out, 690));
}

/* log p at the posterior mean of eta, and of log k. */
static double log_p_at_means(wks_bym2_problem *problem, const wks_bym2_grid *grid,
                             const wks_bym2_fit *fit)
{
    wks_bym2_counts *counts = &problem->counts;
    double sum = 0;
    double mean_log = 0;
    double slope = 0;
    double weight = 0;
    for (size_t k = 0; k < grid->n; k++) {
        mean_log += grid->points[k].weight * log(grid->points[k].hyper.dispersion);
    }
    counts->dispersion = exp(mean_log);
    for (size_t i = 0; i < counts->n; i++) {
        sum +=
            wks_bym2_likelihood_constant(counts, i) +
            wks_bym2_likelihood_at(counts, i, fit->eta_mean[problem->observed[i]], &slope, &weight);
    }
    return sum;
}

wks_code wks_bym2_measures_scores(wks_bym2_problem *problem, const wks_bym2_grid *grid,
                                  wks_arena *arena, wks_bym2_fit *fit, wks_error *err)
{
    const size_t n = problem->counts.n;
    wks_bym2_marginal m = {0};
    double mean_log = 0;
    double log_mean = 0;
    double variance = 0;
    double log_cpo = 0;
    WKS_TRY(wks_arena_take(arena, fit->n, sizeof(double), &fit->cpo, err));
    WKS_TRY(wks_bym2_marginal_make(grid, problem, arena, &m, err));
    for (size_t i = 0; i < fit->n; i++) {
        fit->cpo[i] = NAN;
    }
    for (size_t i = 0; i < n; i++) {
        score s = {0};
        wks_bym2_marginal_choose(&m, problem->observed[i], i);
        for (size_t k = 0; k < grid->n; k++) {
            add_point(&m, k, &s);
        }
        mean_log += s.mean_log;
        log_mean += log(fmax(s.mean, 1e-300));
        variance += fmax(s.mean_square - s.mean_log * s.mean_log, 0);
        log_cpo -= log(s.mean_inverse);
        fit->cpo[problem->observed[i]] = 1 / s.mean_inverse;
    }
    fit->dic_effective = 2 * (log_p_at_means(problem, grid, fit) - mean_log);
    fit->dic = -2 * mean_log + fit->dic_effective;
    fit->waic_effective = variance;
    fit->waic = -2 * (log_mean - variance);
    fit->log_score = -log_cpo / (double)n;
    return WKS_OK;
}
