/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/hierarchy.h"

#include "base/language.h"
#include "math/special.h"
#include "math/sum.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum {
    N_GRID = 49, /* odd: Simpson */
    MOST_ROUNDS = 200
};

/* The state at one tau; theta and mu are kept as a start for the next. */
typedef struct fit {
    const wks_hierarchy_input *in;
    double prior_scale;
    double *theta;       /* [n] mode */
    double *information; /* [n] of the data on theta at the mode */
    double *mu;          /* [n_groups] */
    double *mu_variance; /* [n_groups] */
    double *lean;        /* [n] scratch: third-order pull, then corrected mean */
    double *sum;         /* [4 * n_groups] scratch */
    double tau;
    double evidence; /* log p(data | tau) + log prior, up to a constant */
} fit;

/* First three derivatives of the log-likelihood of an area, and itself. */
typedef struct slope {
    double value, first, information, third;
} slope;

static double logistic(double theta)
{
    return theta >= 0 ? 1 / (1 + exp(-theta)) : exp(theta) / (1 + exp(theta));
}

static double log1p_exp(double theta)
{
    return theta > 0 ? theta + log1p(exp(-theta)) : log1p(exp(theta));
}

static slope slope_at(const wks_hierarchy_input *in, size_t i, double theta)
{
    const double x = in->x[i];
    const double size = in->size[i];
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const double p = logistic(theta);
        const double information = size * p * (1 - p);
        return (slope){x * theta - size * log1p_exp(theta), x - size * p, information,
                       -information * (1 - 2 * p)};
    }
    case WKS_HIERARCHY_POISSON: {
        const double expected = size * exp(theta);
        return (slope){x * theta - expected, x - expected, expected, -expected};
    }
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (slope){-(x - theta) * (x - theta) / (2 * size), (x - theta) / size, 1 / size, 0};
}

/* Half an observation on either side, so that none and all have a finite start. */
static double start_of(const wks_hierarchy_input *in, double x, double size)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL:
        return log((x + 0.5) / (size - x + 0.5));
    case WKS_HIERARCHY_POISSON:
        return log((x + 0.5) / size);
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return x;
}

/* Jeffreys' prior of a mean, as a density of mu. */
static slope prior_of(const wks_hierarchy_input *in, double mu)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const double p = logistic(mu);
        return (slope){0.5 * mu - log1p_exp(mu), 0.5 - p, p * (1 - p), 0};
    }
    case WKS_HIERARCHY_POISSON:
        return (slope){0.5 * mu, 0.5, 0, 0};
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (slope){0};
}

static double limited(double step)
{
    return fmax(-2, fmin(2, step));
}

/* One Newton step of every theta given its group's mean; the largest step taken. */
static double step_areas(fit *f)
{
    const double between = f->tau * f->tau;
    double largest = 0;
    for (size_t i = 0; i < f->in->n; i++) {
        const slope at = slope_at(f->in, i, f->theta[i]);
        const double away = f->mu[f->in->group[i]] - f->theta[i];
        const double full = (between * at.first + away) / (between * at.information + 1);
        const double step = f->in->data == WKS_HIERARCHY_NORMAL ? full : limited(full);
        f->theta[i] += step;
        largest = fmax(largest, fabs(step));
        f->information[i] = slope_at(f->in, i, f->theta[i]).information;
    }
    return largest;
}

/* One step of every mean, with the areas following; sets mu_variance. */
static double step_means(fit *f)
{
    const double between = f->tau * f->tau;
    double *score = f->sum;
    double *precision = f->sum + f->in->n_groups;
    double largest = 0;
    memset(f->sum, 0, 2 * f->in->n_groups * sizeof *f->sum);
    for (size_t i = 0; i < f->in->n; i++) {
        const slope at = slope_at(f->in, i, f->theta[i]);
        const double away = f->theta[i] - f->mu[f->in->group[i]];
        const double weight = at.information / (between * at.information + 1);
        /* (working value - mu) * weight, with no division by an information of zero */
        score[f->in->group[i]] +=
            (at.first + at.information * away) / (between * at.information + 1);
        precision[f->in->group[i]] += weight;
    }
    for (size_t g = 0; g < f->in->n_groups; g++) {
        const slope prior = prior_of(f->in, f->mu[g]);
        const double total = precision[g] + prior.information;
        const double full = total > 0 ? (score[g] + prior.first) / total : 0;
        const double step = f->in->data == WKS_HIERARCHY_NORMAL ? full : limited(full);
        f->mu[g] += step;
        f->mu_variance[g] = total > 0 ? 1 / total : 0;
        largest = fmax(largest, fabs(step));
    }
    return largest;
}

static double evidence_of(const fit *f)
{
    const double between = f->tau * f->tau;
    wks_sum sum = {0};
    for (size_t i = 0; i < f->in->n; i++) {
        const slope at = slope_at(f->in, i, f->theta[i]);
        const double away = f->theta[i] - f->mu[f->in->group[i]];
        wks_sum_add(&sum, at.value);
        wks_sum_add(&sum, between > 0 ? -away * away / (2 * between) : 0);
        wks_sum_add(&sum, -0.5 * log1p(between * at.information));
    }
    for (size_t g = 0; g < f->in->n_groups; g++) {
        wks_sum_add(&sum, prior_of(f->in, f->mu[g]).value);
        wks_sum_add(&sum, f->mu_variance[g] > 0 ? 0.5 * log(f->mu_variance[g]) : 0);
    }
    return wks_sum_value(&sum) - between / (2 * f->prior_scale * f->prior_scale);
}

static wks_code fit_at(fit *f, double tau, wks_error *err)
{
    const double enough = 1e-9 * (f->in->data == WKS_HIERARCHY_NORMAL ? f->prior_scale : 1);
    double step = INFINITY;
    f->tau = tau;
    for (int i = 0; i < MOST_ROUNDS && step > enough; i++) {
        step = step_means(f);
        step = fmax(step, step_areas(f));
    }
    f->evidence = evidence_of(f);
    if (!(step <= enough) || !isfinite(f->evidence)) {
        return wks_fail(
            err, WKS_E_NUMERIC,
            wks_tr("the model of the areas does not converge at a spread of %g",
                   "het model van de gebieden convergeert niet bij een spreiding van %g"),
            tau);
    }
    return WKS_OK;
}

/* ---- who is higher at this tau ----------------------------------------------------------------
 */

/* The conditional posterior of an area: N(mean, own^2) but for its mean, which it follows by. */
typedef struct place {
    double mean, variance, follows;
} place;

static place place_of(const fit *f, size_t i)
{
    const double between = f->tau * f->tau;
    const double below = between * f->information[i] + 1;
    return (place){f->lean[i], between / below, 1 / below};
}

/* f->lean becomes the mean of each theta: the mode, corrected by the third derivative, the group
 * mean moving along. */
static void correct_means(fit *f)
{
    const wks_hierarchy_input *in = f->in;
    double *moved = f->sum;
    memset(moved, 0, in->n_groups * sizeof *moved);
    for (size_t i = 0; i < in->n; i++) {
        const place at = place_of(f, i);
        const double total = at.variance + at.follows * at.follows * f->mu_variance[in->group[i]];
        f->lean[i] = slope_at(in, i, f->theta[i]).third * total;
        moved[in->group[i]] += at.follows * f->lean[i];
    }
    for (size_t i = 0; i < in->n; i++) {
        const size_t g = in->group[i];
        const place at = place_of(f, i);
        f->lean[i] = f->theta[i] +
                     0.5 * (at.variance * f->lean[i] + at.follows * f->mu_variance[g] * moved[g]);
    }
}

/* On the natural scale: the mean over the posterior, and the slope there. */
typedef struct natural {
    double mean, slope;
} natural;

static natural natural_of(const wks_hierarchy_input *in, place at)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const double p = logistic(at.mean);
        const double steep = p * (1 - p);
        /* the second-order term, held between none and all */
        const double mean = p + 0.5 * steep * (1 - 2 * p) * at.variance;
        return (natural){fmax(DBL_MIN, fmin(1 - DBL_EPSILON, mean)), steep};
    }
    case WKS_HIERARCHY_POISSON: {
        const double mean = exp(at.mean + at.variance / 2);
        return (natural){mean, mean};
    }
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (natural){at.mean, 1};
}

/* What the others add up to: weight, weight * mean, (weight * slope)^2 * variance, weight * slope *
 * follows. */
typedef struct others {
    double weight, total, square, follows;
} others;

static void add_other(others *sum, const fit *f, size_t i, double times)
{
    const place at = place_of(f, i);
    const natural on = natural_of(f->in, at);
    const double weight = f->in->weight[i];
    sum->weight += times * weight;
    sum->total += times * weight * on.mean;
    sum->square += times * weight * on.slope * weight * on.slope * at.variance;
    sum->follows += times * weight * on.slope * at.follows;
}

/* To the scale of the model, and the slope there, of a natural value. */
static natural link_of(const wks_hierarchy_input *in, double value)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL:
        return (natural){log(value) - log1p(-value), 1 / (value * (1 - value))};
    case WKS_HIERARCHY_POISSON:
        return (natural){log(value), 1 / value};
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (natural){value, 1};
}

static double p_above(const fit *f, size_t i, const others *sum)
{
    if (f->tau == 0) { /* all of a group are one: a tie */
        return 0.5;
    }
    const place at = place_of(f, i);
    const natural link = link_of(f->in, sum->total / sum->weight);
    const double pull = link.slope / sum->weight;
    const double follows = at.follows - pull * sum->follows;
    const double variance = at.variance + pull * pull * fmax(0, sum->square) +
                            follows * follows * f->mu_variance[f->in->group[i]];
    return wks_special_normal((at.mean - link.mean) / sqrt(variance));
}

static double p_above_value(const fit *f, size_t i)
{
    const wks_hierarchy_input *in = f->in;
    const place at = place_of(f, i);
    const double variance = at.variance + at.follows * at.follows * f->mu_variance[in->group[i]];
    const double value = link_of(in, in->fixed).mean;
    return wks_special_normal((at.mean - value) / sqrt(variance));
}

static double p_above_set(const fit *f, size_t i)
{
    const wks_hierarchy_input *in = f->in;
    others sum = {0};
    for (size_t k = 0; k < in->set_size; k++) {
        const size_t j = in->sets[i * in->set_size + k];
        if (j < in->n) {
            add_other(&sum, f, j, 1);
        }
    }
    return sum.weight > 0 ? p_above(f, i, &sum) : NAN;
}

/* Adds to p_higher, mean and sd (as a second moment) with the weight of this tau. */
static void add_tau(fit *f, double weight, others *groups, const size_t *count, wks_hierarchy *out)
{
    const wks_hierarchy_input *in = f->in;
    correct_means(f);
    memset(groups, 0, in->n_groups * sizeof *groups);
    for (size_t i = 0; i < in->n; i++) {
        add_other(&groups[in->group[i]], f, i, 1);
    }
    for (size_t i = 0; i < in->n; i++) {
        const place at = place_of(f, i);
        const size_t g = in->group[i];
        double p = 0;
        if (in->target == WKS_HIERARCHY_VALUE) {
            p = p_above_value(f, i);
        } else if (in->target == WKS_HIERARCHY_SETS) {
            p = p_above_set(f, i);
        } else {
            others rest = groups[g];
            add_other(&rest, f, i, -1);
            p = count[g] > (in->weight[i] > 0) ? p_above(f, i, &rest) : NAN;
        }
        const double variance = at.variance + at.follows * at.follows * f->mu_variance[g];
        out->p_higher[i] += weight * p;
        out->mean[i] += weight * at.mean;
        out->sd[i] += weight * (variance + at.mean * at.mean);
    }
}

/* ---- over tau ---------------------------------------------------------------------------------
 */

/* The spread of the values: what tau cannot well exceed on the identity scale. */
static double spread_of(const wks_hierarchy_input *in)
{
    double mean = wks_sum_of(in->x, in->n) / (double)in->n;
    wks_sum squares = {0};
    for (size_t i = 0; i < in->n; i++) {
        wks_sum_add(&squares, (in->x[i] - mean) * (in->x[i] - mean));
        wks_sum_add(&squares, in->size[i]);
    }
    return sqrt(wks_sum_value(&squares) / (double)in->n);
}

/* The tau with the most evidence, by golden section on a ratio scale, to a hundredth. */
static wks_code find_mode(fit *f, double *mode, double *top, wks_error *err)
{
    const double golden = 0.6180339887498949;
    double left = log(1e-4 * f->prior_scale);
    double right = log(8 * f->prior_scale);
    double low = right - golden * (right - left);
    double high = left + golden * (right - left);
    WKS_TRY(fit_at(f, exp(high), err));
    double at_high = f->evidence;
    WKS_TRY(fit_at(f, exp(low), err));
    double at_low = f->evidence;
    while (right - left > 0.01) {
        if (at_low >= at_high) {
            right = high;
            high = low;
            at_high = at_low;
            low = right - golden * (right - left);
            WKS_TRY(fit_at(f, exp(low), err));
            at_low = f->evidence;
        } else {
            left = low;
            low = high;
            at_low = at_high;
            high = left + golden * (right - left);
            WKS_TRY(fit_at(f, exp(high), err));
            at_high = f->evidence;
        }
    }
    *mode = exp((left + right) / 2);
    *top = fmax(at_low, at_high);
    return WKS_OK;
}

/* Where the evidence has dropped by 12 from the top, beyond the mode on one side; `far` is an end
 * that need not be passed. */
static wks_code find_edge(fit *f, double mode, double top, double far, double *edge, wks_error *err)
{
    double near = mode;
    WKS_TRY(fit_at(f, far, err));
    *edge = far;
    if (f->evidence > top - 12) {
        return WKS_OK;
    }
    for (int i = 0; i < 12 && fabs(*edge - near) > 0.05 * fabs(*edge - mode); i++) {
        const double middle = (near + *edge) / 2;
        WKS_TRY(fit_at(f, middle, err));
        if (f->evidence > top - 12) {
            near = middle;
        } else {
            *edge = middle;
        }
    }
    return WKS_OK;
}

typedef struct grid {
    double tau[N_GRID], weight[N_GRID];
} grid;

static wks_code make_grid(fit *f, grid *out, wks_error *err)
{
    double mode = 0;
    double top = 0;
    double left = 0;
    double right = 0;
    double best = -INFINITY;
    double sum = 0;
    WKS_TRY(find_mode(f, &mode, &top, err));
    WKS_TRY(find_edge(f, mode, top, 0, &left, err));
    WKS_TRY(find_edge(f, mode, top, 8 * f->prior_scale, &right, err));
    for (int k = 0; k < N_GRID; k++) {
        out->tau[k] = left + (right - left) * k / (N_GRID - 1);
        WKS_TRY(fit_at(f, out->tau[k], err));
        out->weight[k] = f->evidence;
        best = fmax(best, f->evidence);
    }
    for (int k = 0; k < N_GRID; k++) {
        const bool is_end = k == 0 || k == N_GRID - 1;
        out->weight[k] = exp(out->weight[k] - best) * (is_end ? 1 : 2 + 2 * (k % 2));
        sum += out->weight[k];
    }
    for (int k = 0; k < N_GRID; k++) {
        out->weight[k] /= sum;
    }
    return WKS_OK;
}

/* The tau below which this much of the weight lies; straight lines between the grid points. */
static double quantile_of(const grid *on, double part)
{
    double below = 0;
    for (int k = 0; k < N_GRID; k++) {
        if (below + on->weight[k] >= part) {
            const double step = on->tau[1] - on->tau[0];
            const double within = (part - below) / on->weight[k] - 0.5;
            return fmax(on->tau[0], on->tau[k] + within * step);
        }
        below += on->weight[k];
    }
    return on->tau[N_GRID - 1];
}

static wks_code start(const wks_hierarchy_input *in, wks_arena *arena, fit *f, wks_error *err)
{
    *f = (fit){.in = in, .prior_scale = in->data == WKS_HIERARCHY_NORMAL ? spread_of(in) : 1};
    WKS_TRY(wks_arena_take(arena, in->n, sizeof *f->theta, &f->theta, err));
    WKS_TRY(wks_arena_take(arena, in->n, sizeof *f->information, &f->information, err));
    WKS_TRY(wks_arena_take(arena, in->n, sizeof *f->lean, &f->lean, err));
    WKS_TRY(wks_arena_take(arena, in->n_groups, sizeof *f->mu, &f->mu, err));
    WKS_TRY(wks_arena_take(arena, in->n_groups, sizeof *f->mu_variance, &f->mu_variance, err));
    WKS_TRY(wks_arena_take(arena, 2 * in->n_groups, sizeof *f->sum, &f->sum, err));
    for (size_t i = 0; i < in->n; i++) {
        f->theta[i] = start_of(in, in->x[i], in->size[i]);
        f->sum[in->group[i]] += in->x[i];
        f->sum[in->n_groups + in->group[i]] += in->data == WKS_HIERARCHY_NORMAL ? 1 : in->size[i];
    }
    for (size_t g = 0; g < in->n_groups; g++) {
        const double size = f->sum[in->n_groups + g];
        f->mu[g] = in->data == WKS_HIERARCHY_NORMAL ? f->sum[g] / fmax(1, size)
                                                    : start_of(in, f->sum[g], fmax(DBL_MIN, size));
    }
    return WKS_OK;
}

wks_code wks_hierarchy_fit(const wks_hierarchy_input *input, wks_arena *arena, wks_hierarchy *out,
                           wks_error *err)
{
    fit f;
    grid on;
    others *groups = NULL;
    size_t *count = NULL;
    if (input->n == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a model of the areas needs an area",
                               "een model van de gebieden heeft een gebied nodig"));
    }
    WKS_TRY(start(input, arena, &f, err));
    WKS_TRY(wks_arena_take(arena, input->n_groups, sizeof *groups, &groups, err));
    WKS_TRY(wks_arena_take(arena, input->n_groups, sizeof *count, &count, err));
    WKS_TRY(wks_arena_take(arena, input->n, sizeof *out->p_higher, &out->p_higher, err));
    WKS_TRY(wks_arena_take(arena, input->n, sizeof *out->mean, &out->mean, err));
    WKS_TRY(wks_arena_take(arena, input->n, sizeof *out->sd, &out->sd, err));
    for (size_t i = 0; i < input->n; i++) {
        count[input->group[i]] += input->weight[i] > 0;
    }
    WKS_TRY(make_grid(&f, &on, err));
    out->between_sd = 0;
    for (int k = 0; k < N_GRID; k++) {
        if (on.weight[k] > 1e-12) {
            WKS_TRY(fit_at(&f, on.tau[k], err));
            add_tau(&f, on.weight[k], groups, count, out);
        }
        out->between_sd += on.weight[k] * on.tau[k];
    }
    for (size_t i = 0; i < input->n; i++) {
        out->sd[i] = sqrt(fmax(0, out->sd[i] - out->mean[i] * out->mean[i]));
    }
    out->between_lower = quantile_of(&on, 0.025);
    out->between_upper = quantile_of(&on, 0.975);
    return WKS_OK;
}
