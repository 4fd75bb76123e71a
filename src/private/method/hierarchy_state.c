/* The model at one tau and one share of areas that differ.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "math/sum.h"
#include "private/method/hierarchy_inside.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum {
    MOST_ROUNDS = 200
};

/* The log-likelihood of an area and its first three derivatives, the second with its sign turned.
 */
typedef struct slopes {
    double value, first, information, third;
} slopes;

/* What the likelihood of every area needs of a theta: its natural value, and the logarithm that
 * normalises. */
typedef struct curve {
    double theta, natural, normaliser;
} curve;

static curve curve_of(const wks_hierarchy_input *in, double theta)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const double small = exp(-fabs(theta));
        const double near = 1 / (1 + small);
        return (curve){theta, theta > 0 ? near : small * near, fmax(theta, 0) + log1p(small)};
    }
    case WKS_HIERARCHY_POISSON: {
        const double rate = exp(theta);
        return (curve){theta, rate, rate};
    }
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (curve){theta, theta, 0};
}

static slopes slopes_on(const wks_hierarchy_input *in, size_t i, curve at)
{
    const double x = in->x[i];
    const double size = in->size[i];
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const double information = size * at.natural * (1 - at.natural);
        return (slopes){x * at.theta - size * at.normaliser, x - size * at.natural, information,
                        -information * (1 - 2 * at.natural)};
    }
    case WKS_HIERARCHY_POISSON: {
        const double expected = size * at.natural;
        return (slopes){x * at.theta - expected, x - expected, expected, -expected};
    }
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    const double away = x - at.theta;
    return (slopes){-away * away / (2 * size), away / size, 1 / size, 0};
}

static slopes slopes_at(const wks_hierarchy_input *in, size_t i, double theta)
{
    return slopes_on(in, i, curve_of(in, theta));
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

/* The prior of the mean of a group, as a density of mu: Jeffreys' where areas that do not differ
 * lie at the mean.  Where they lie at a value, perhaps no area tells of the mean, and it must be
 * proper: normal round that value, as wide as the areas lie from it. */
static slopes prior_of(const wks_hierarchy_state *state, double mu)
{
    const wks_hierarchy_input *in = state->in;
    if (in->target == WKS_HIERARCHY_VALUE) {
        const double variance = state->mu_scale * state->mu_scale;
        const double away = mu - state->spike;
        return (slopes){-away * away / (2 * variance), -away / variance, 1 / variance, 0};
    }
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const curve at = curve_of(in, mu);
        return (slopes){0.5 * mu - at.normaliser, 0.5 - at.natural, at.natural * (1 - at.natural),
                        0};
    }
    case WKS_HIERARCHY_POISSON:
        return (slopes){0.5 * mu, 0.5, 0, 0};
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (slopes){0};
}

wks_hierarchy_value wks_hierarchy_natural(const wks_hierarchy_input *in, double mean,
                                          double variance)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL: {
        const double p = curve_of(in, mean).natural;
        const double steep = p * (1 - p);
        /* the second-order term, held between none and all */
        const double at = p + 0.5 * steep * (1 - 2 * p) * variance;
        return (wks_hierarchy_value){fmax(DBL_MIN, fmin(1 - DBL_EPSILON, at)), steep};
    }
    case WKS_HIERARCHY_POISSON: {
        const double at = exp(mean + variance / 2);
        return (wks_hierarchy_value){at, at};
    }
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (wks_hierarchy_value){mean, 1};
}

wks_hierarchy_value wks_hierarchy_link(const wks_hierarchy_input *in, double natural)
{
    switch (in->data) {
    case WKS_HIERARCHY_BINOMIAL:
        return (wks_hierarchy_value){log(natural) - log1p(-natural), 1 / (natural * (1 - natural))};
    case WKS_HIERARCHY_POISSON:
        return (wks_hierarchy_value){log(natural), 1 / natural};
    case WKS_HIERARCHY_NORMAL:
        break;
    }
    return (wks_hierarchy_value){natural, 1};
}

static double limited(const wks_hierarchy_input *in, double step)
{
    return in->data == WKS_HIERARCHY_NORMAL ? step : fmax(-2, fmin(2, step));
}

/* The curves at the value of the areas that do not differ, by group. */
static void set_spikes(wks_hierarchy_state *state)
{
    const wks_hierarchy_input *in = state->in;
    for (size_t g = 0; g < in->n_groups; g++) {
        const double at = in->target == WKS_HIERARCHY_VALUE ? state->spike : state->mu[g];
        const curve on = curve_of(in, at);
        state->spikes[g] = (wks_hierarchy_value){on.natural, on.normaliser};
    }
}

static curve spike_of(const wks_hierarchy_state *state, size_t group)
{
    const double at = state->in->target == WKS_HIERARCHY_VALUE ? state->spike : state->mu[group];
    return (curve){at, state->spikes[group].at, state->spikes[group].slope};
}

/* One Newton step of every theta given its group's mean, and what that makes of the two kinds;
 * adds up the evidence of the areas. */
static double step_areas(wks_hierarchy_state *state, double damping, wks_sum *evidence)
{
    const wks_hierarchy_input *in = state->in;
    const double between = state->tau * state->tau;
    const double log_same = log(state->same);
    const double log_differ = log1p(-state->same);
    double largest = 0;
    set_spikes(state);
    for (size_t i = 0; i < in->n; i++) {
        const double mu = state->mu[in->group[i]];
        const double full = (between * state->first[i] + mu - state->theta[i]) /
                            (between * state->information[i] + 1);
        const double step = damping * limited(in, full);
        state->theta[i] += step;
        largest = fmax(largest, fabs(step));
        const slopes at = slopes_at(in, i, state->theta[i]);
        state->first[i] = at.first;
        state->information[i] = at.information;
        const double away = state->theta[i] - mu;
        const double differs = log_differ + at.value - away * away / (2 * between) -
                               0.5 * log1p(between * at.information);
        const double same = log_same + slopes_on(in, i, spike_of(state, in->group[i])).value;
        const double odds = exp(-fabs(differs - same)); /* 0 when a spike cannot be: same -inf */
        state->differs[i] = (differs > same ? 1 : odds) / (1 + odds);
        wks_sum_add(evidence, fmax(differs, same) + log1p(odds));
    }
    return largest;
}

/* What the areas say of the means: score, the information if their kinds were known, and what is
 * lost of it because they are not (Louis 1982, JRSS B 44:226-233). */
static void gather(wks_hierarchy_state *state, double *score, double *complete, double *lost)
{
    const wks_hierarchy_input *in = state->in;
    const double between = state->tau * state->tau;
    memset(state->sum, 0, 3 * in->n_groups * sizeof *state->sum);
    set_spikes(state);
    for (size_t i = 0; i < in->n; i++) {
        const size_t g = in->group[i];
        const double differs = state->differs[i];
        const double below = between * state->information[i] + 1;
        /* (working value - mu) * weight, with no division by an information of zero */
        const double pull =
            (state->first[i] + state->information[i] * (state->theta[i] - state->mu[g])) / below;
        slopes same = {0};
        if (in->target != WKS_HIERARCHY_VALUE) {
            same = slopes_on(in, i, spike_of(state, g));
        }
        score[g] += differs * pull + (1 - differs) * same.first;
        complete[g] += differs * state->information[i] / below + (1 - differs) * same.information;
        lost[g] += differs * (1 - differs) * (pull - same.first) * (pull - same.first);
    }
}

/* One step of every mean, with the areas following; sets mu_variance.  Newton's may jump to and fro
 * between two explanations; the careful one, EM's, does not. */
static double step_means(wks_hierarchy_state *state, double damping, bool is_careful)
{
    const wks_hierarchy_input *in = state->in;
    double *score = state->sum;
    double *complete = state->sum + in->n_groups;
    double *lost = complete + in->n_groups;
    double largest = 0;
    gather(state, score, complete, lost);
    for (size_t g = 0; g < in->n_groups; g++) {
        const slopes prior = prior_of(state, state->mu[g]);
        const double whole = complete[g] + prior.information;
        /* between two explanations the curvature may vanish: a quarter is the least */
        const double total = fmax(whole - lost[g], whole / 4);
        const double divide = is_careful ? whole : total;
        const double full = divide > 0 ? limited(in, (score[g] + prior.first) / divide) : 0;
        const double step = damping * full;
        state->mu[g] += step;
        state->mu_variance[g] = total > 0 ? 1 / total : 0;
        largest = fmax(largest, fabs(step));
    }
    return largest;
}

wks_code wks_hierarchy_at(wks_hierarchy_state *state, double tau, double same, wks_error *err)
{
    const wks_hierarchy_input *in = state->in;
    const double unit = in->data == WKS_HIERARCHY_NORMAL ? state->prior_scale : 1;
    double step = INFINITY;
    double before = INFINITY;
    wks_sum evidence = {0};
    state->tau = tau;
    state->same = same;
    for (int i = 0; i < MOST_ROUNDS && step > 1e-6 * unit; i++) {
        before = wks_sum_value(&evidence);
        evidence = (wks_sum){0};
        const double damping = i > 60 ? 0.5 : 1;
        step = step_means(state, damping, i > 12);
        step = fmax(step, step_areas(state, damping, &evidence));
    }
    /* a group between two explanations creeps, and the evidence no longer minds */
    const bool is_still = fabs(wks_sum_value(&evidence) - before) < 1e-3 && step < 1e-2 * unit;
    for (size_t g = 0; g < in->n_groups; g++) {
        wks_sum_add(&evidence, prior_of(state, state->mu[g]).value);
        wks_sum_add(&evidence, state->mu_variance[g] > 0 ? 0.5 * log(state->mu_variance[g]) : 0);
    }
    wks_sum_add(&evidence, -tau * tau / (2 * state->prior_scale * state->prior_scale));
    state->evidence = wks_sum_value(&evidence);
    state->has_settled = is_still || step <= 1e-6 * unit;
    if (!isfinite(state->evidence)) {
        return wks_fail(
            err, WKS_E_NUMERIC,
            wks_tr("the model of the areas has no answer at a spread of %g and a share of %g",
                   "het model van de gebieden heeft geen antwoord bij een spreiding van %g en een "
                   "aandeel van %g"),
            tau, same);
    }
    return WKS_OK;
}

wks_hierarchy_place wks_hierarchy_place_of(const wks_hierarchy_state *state, size_t area)
{
    const double between = state->tau * state->tau;
    const double below = between * state->information[area] + 1;
    return (wks_hierarchy_place){state->lean[area], between / below, 1 / below};
}

/* A mode becomes a mean by half the third derivative times the variance, through the covariances:
 * the areas lean on their own data, and move along with the mean of their group. */
void wks_hierarchy_correct(wks_hierarchy_state *state)
{
    const wks_hierarchy_input *in = state->in;
    double *moved = state->sum;
    memset(moved, 0, in->n_groups * sizeof *moved);
    for (size_t i = 0; i < in->n; i++) {
        const size_t g = in->group[i];
        const wks_hierarchy_place at = wks_hierarchy_place_of(state, i);
        const double total = at.variance + at.follows * at.follows * state->mu_variance[g];
        state->lean[i] = slopes_at(in, i, state->theta[i]).third * total;
        moved[g] += state->differs[i] * at.follows * state->lean[i];
        if (in->target != WKS_HIERARCHY_VALUE) {
            moved[g] += (1 - state->differs[i]) * slopes_at(in, i, state->mu[g]).third *
                        state->mu_variance[g];
        }
    }
    for (size_t g = 0; g < in->n_groups; g++) {
        moved[g] *= 0.5 * state->mu_variance[g];
        state->mu_lean[g] = state->mu[g] + moved[g];
    }
    for (size_t i = 0; i < in->n; i++) {
        const wks_hierarchy_place at = wks_hierarchy_place_of(state, i);
        state->lean[i] =
            state->theta[i] + 0.5 * at.variance * state->lean[i] + at.follows * moved[in->group[i]];
    }
}

/* The spread of the values: what tau cannot well exceed on the identity scale. */
static double spread_of(const wks_hierarchy_input *in)
{
    const double mean =
        in->target == WKS_HIERARCHY_VALUE ? in->fixed : wks_sum_of(in->x, in->n) / (double)in->n;
    wks_sum squares = {0};
    for (size_t i = 0; i < in->n; i++) {
        wks_sum_add(&squares, (in->x[i] - mean) * (in->x[i] - mean));
        wks_sum_add(&squares, in->size[i]);
    }
    return sqrt(wks_sum_value(&squares) / (double)in->n);
}

static wks_code take(const wks_hierarchy_input *in, wks_arena *arena, wks_hierarchy_state *state,
                     wks_error *err)
{
    const size_t size = sizeof(double);
    WKS_TRY(wks_arena_take(arena, in->n, size, &state->theta, err));
    WKS_TRY(wks_arena_take(arena, in->n, size, &state->first, err));
    WKS_TRY(wks_arena_take(arena, in->n, size, &state->information, err));
    WKS_TRY(wks_arena_take(arena, in->n, size, &state->differs, err));
    WKS_TRY(wks_arena_take(arena, in->n, size, &state->lean, err));
    WKS_TRY(wks_arena_take(arena, in->n_groups, size, &state->mu, err));
    WKS_TRY(wks_arena_take(arena, in->n_groups, size, &state->mu_variance, err));
    WKS_TRY(wks_arena_take(arena, in->n_groups, size, &state->mu_lean, err));
    WKS_TRY(wks_arena_take(arena, in->n_groups, sizeof *state->spikes, &state->spikes, err));
    return wks_arena_take(arena, 3 * in->n_groups, size, &state->sum, err);
}

wks_code wks_hierarchy_start(const wks_hierarchy_input *in, wks_arena *arena,
                             wks_hierarchy_state *state, wks_error *err)
{
    const bool is_normal = in->data == WKS_HIERARCHY_NORMAL;
    *state = (wks_hierarchy_state){.in = in, .prior_scale = is_normal ? spread_of(in) : 1};
    if (in->target == WKS_HIERARCHY_VALUE) {
        state->spike = wks_hierarchy_link(in, in->fixed).at;
    }
    WKS_TRY(take(in, arena, state, err));
    double *size = state->sum + in->n_groups;
    for (size_t i = 0; i < in->n; i++) {
        state->theta[i] = start_of(in, in->x[i], in->size[i]);
        state->differs[i] = 0.5;
        const slopes at = slopes_at(in, i, state->theta[i]);
        state->first[i] = at.first;
        state->information[i] = at.information;
        state->sum[in->group[i]] += in->x[i];
        size[in->group[i]] += is_normal ? 1 : in->size[i];
    }
    for (size_t g = 0; g < in->n_groups; g++) {
        state->mu[g] = is_normal ? state->sum[g] / fmax(1, size[g])
                                 : start_of(in, state->sum[g], fmax(DBL_MIN, size[g]));
        state->mu_scale =
            fmax(state->mu_scale, hypot(state->prior_scale, state->mu[g] - state->spike));
    }
    return WKS_OK;
}
