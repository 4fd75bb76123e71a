/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/hierarchy.h"

#include "base/language.h"
#include "math/special.h"
#include "private/method/hierarchy_inside.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- who is above its target at one tau and share ----------------------------------------------
 */

/* The weighted sum of areas on the natural scale: its mean, its variance but for the mean of the
 * group, and how much it follows that. */
typedef struct others {
    double weight, total, variance, follows;
} others;

static others other_of(const wks_hierarchy_state *state, size_t i)
{
    const wks_hierarchy_input *in = state->in;
    const wks_hierarchy_place at = wks_hierarchy_place_of(state, i);
    const double differs = state->differs[i];
    const double weight = in->weight[i];
    const wks_hierarchy_value on = wks_hierarchy_natural(in, at.mean, at.variance);
    const wks_hierarchy_value same = wks_hierarchy_natural(in, state->mu_lean[in->group[i]], 0);
    const double apart = on.at - same.at;
    return (others){
        .weight = weight,
        .total = weight * (differs * on.at + (1 - differs) * same.at),
        .variance =
            weight * weight *
            (differs * on.slope * on.slope * at.variance + differs * (1 - differs) * apart * apart),
        .follows = weight * (differs * on.slope * at.follows + (1 - differs) * same.slope)};
}

/* P(theta_i > the others | it differs); the others' mean is put on the model's scale by its slope.
 */
static double p_above_others(const wks_hierarchy_state *state, size_t i, const others *sum)
{
    const wks_hierarchy_input *in = state->in;
    const wks_hierarchy_place at = wks_hierarchy_place_of(state, i);
    const others own = other_of(state, i);
    const double weight = sum->weight - own.weight;
    const wks_hierarchy_value link = wks_hierarchy_link(in, (sum->total - own.total) / weight);
    const double pull = link.slope / weight;
    const double follows = at.follows - pull * (sum->follows - own.follows);
    const double variance = at.variance + pull * pull * fmax(0, sum->variance - own.variance) +
                            follows * follows * state->mu_variance[in->group[i]];
    return wks_special_normal((at.mean - link.at) / sqrt(variance));
}

static double p_above_value(const wks_hierarchy_state *state, size_t i)
{
    const wks_hierarchy_place at = wks_hierarchy_place_of(state, i);
    const double variance =
        at.variance + at.follows * at.follows * state->mu_variance[state->in->group[i]];
    return wks_special_normal((at.mean - state->spike) / sqrt(variance));
}

/* What the two passes share. */
typedef struct work {
    others *groups; /* [n_groups] */
    size_t *count;  /* [n_groups] areas with a weight */
} work;

static void add(wks_hierarchy_state *state, double weight, const work *w, wks_hierarchy *out)
{
    const wks_hierarchy_input *in = state->in;
    wks_hierarchy_correct(state);
    memset(w->groups, 0, in->n_groups * sizeof *w->groups);
    for (size_t i = 0; i < in->n; i++) {
        const others one = other_of(state, i);
        others *sum = &w->groups[in->group[i]];
        sum->weight += one.weight;
        sum->total += one.total;
        sum->variance += one.variance;
        sum->follows += one.follows;
    }
    for (size_t i = 0; i < in->n; i++) {
        const size_t g = in->group[i];
        double p = NAN;
        if (in->target == WKS_HIERARCHY_VALUE) {
            p = p_above_value(state, i);
        } else if (w->count[g] > (in->weight[i] > 0)) {
            p = p_above_others(state, i, &w->groups[g]);
        }
        const double same = in->target == WKS_HIERARCHY_VALUE ? state->spike : state->mu_lean[g];
        out->p_higher[i] += weight * state->differs[i] * p;
        out->p_lower[i] += weight * state->differs[i] * (1 - p);
        out->mean[i] += weight * (state->differs[i] * state->lean[i] +
                                  (1 - state->differs[i]) * (isfinite(same) ? same : 0));
    }
}

/* ---- over tau and share ------------------------------------------------------------------------
 */

enum {
    N_TAU = 25,
    N_LOOK = 13, /* when only looking where the weight lies */
    N_SHARE = 13,
    MOST_LOOKS = 6
};

static const double smallest = 0.005; /* tau, of the prior's scale */
static const double largest = 6;
static const double negligible = 9; /* e^-9 of the best */
static const double few = 1e-4;     /* of the whole: points below it are left out */

typedef struct point {
    double tau, same, weight; /* log, then normalised */
    bool has_settled;
} point;

/* Shares at even steps of their logit from -5 to 7, so that one area in a thousand is a share too;
 * uniform, so the weight is the slope. */
static double share_at(size_t k)
{
    return 1 / (1 + exp(5 - 12.0 * (double)k / (N_SHARE - 1)));
}

static wks_code evaluate(wks_hierarchy_state *state, double log_tau, size_t k, point *out,
                         wks_error *err)
{
    const double same = share_at(k);
    out->tau = exp(log_tau) * state->prior_scale;
    out->same = same;
    WKS_TRY(wks_hierarchy_at(state, out->tau, same, err));
    out->has_settled = state->has_settled;
    out->weight = state->evidence + log(same) + log1p(-same) + log_tau;
    return WKS_OK;
}

/* Narrow [left, right] of log tau to where the weight lies; only every third share is looked at. */
static wks_code look(wks_hierarchy_state *state, double *left, double *right, wks_error *err)
{
    double best[N_LOOK];
    double top = -INFINITY;
    const double step = (*right - *left) / (N_LOOK - 1);
    for (size_t t = 0; t < N_LOOK; t++) {
        best[t] = -INFINITY;
        for (size_t k = 0; k < N_SHARE; k += 3) {
            point at;
            WKS_TRY(evaluate(state, *left + step * (double)t, k, &at, err));
            best[t] = fmax(best[t], at.weight);
        }
        top = fmax(top, best[t]);
    }
    size_t first = 0;
    size_t last = N_LOOK - 1;
    while (best[first] < top - negligible) {
        first++;
    }
    while (best[last] < top - negligible) {
        last--;
    }
    const double from = *left;
    *left = from + step * (first > 0 ? (double)first - 1 : 0);
    *right = from + step * (last < N_LOOK - 1 ? (double)last + 1 : N_LOOK - 1);
    return WKS_OK;
}

static wks_code make_grid(wks_hierarchy_state *state, point *grid, wks_error *err)
{
    double left = log(smallest);
    double right = log(largest);
    double best = -INFINITY;
    double sum = 0;
    double unsettled = 0;
    for (int i = 0; i < MOST_LOOKS; i++) {
        const double before = right - left;
        WKS_TRY(look(state, &left, &right, err));
        if (right - left > 0.4 * before) {
            break;
        }
    }
    for (size_t t = 0; t < N_TAU; t++) {
        for (size_t s = 0; s < N_SHARE; s++) {
            /* to and fro, so that each begins near the one before */
            const size_t k = t % 2 == 0 ? s : N_SHARE - 1 - s;
            point *at = &grid[t * N_SHARE + k];
            WKS_TRY(evaluate(state, left + (right - left) * (double)t / (N_TAU - 1), k, at, err));
            at->weight += t == 0 || t == N_TAU - 1 ? log(0.5) : 0;
            best = fmax(best, at->weight);
        }
    }
    for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
        grid[k].weight = exp(grid[k].weight - best);
        sum += grid[k].weight;
    }
    for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
        grid[k].weight /= sum;
        unsettled += grid[k].has_settled ? 0 : grid[k].weight;
    }
    if (unsettled > 1e-3) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the model of the areas does not converge",
                               "het model van de gebieden convergeert niet"));
    }
    return WKS_OK;
}

static double spread_at(const point *at)
{
    return at->tau * sqrt(1 - at->same);
}

/* The spread below which this much of the weight lies; the grid is small enough to look at. */
static double quantile_of(const point *grid, double part)
{
    double low = 0;
    double high = 0;
    for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
        high = fmax(high, spread_at(&grid[k]));
    }
    for (int i = 0; i < 60; i++) {
        const double middle = (low + high) / 2;
        double below = 0;
        for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
            below += spread_at(&grid[k]) <= middle ? grid[k].weight : 0;
        }
        *(below < part ? &low : &high) = middle;
    }
    return high;
}

static void summarise(const point *grid, wks_hierarchy *out)
{
    for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
        out->between_sd += grid[k].weight * spread_at(&grid[k]);
        out->different_share += grid[k].weight * (1 - grid[k].same);
    }
    out->between_lower = quantile_of(grid, 0.025);
    out->between_upper = quantile_of(grid, 0.975);
}

wks_code wks_hierarchy_fit(const wks_hierarchy_input *input, wks_arena *arena, wks_hierarchy *out,
                           wks_error *err)
{
    wks_hierarchy_state state;
    point grid[N_TAU * N_SHARE];
    work w = {0};
    *out = (wks_hierarchy){0};
    if (input->n == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a model of the areas needs an area",
                               "een model van de gebieden heeft een gebied nodig"));
    }
    WKS_TRY(wks_hierarchy_start(input, arena, &state, err));
    WKS_TRY(wks_arena_take(arena, input->n_groups, sizeof *w.groups, &w.groups, err));
    WKS_TRY(wks_arena_take(arena, input->n_groups, sizeof *w.count, &w.count, err));
    WKS_TRY(wks_arena_take(arena, input->n, sizeof *out->p_higher, &out->p_higher, err));
    WKS_TRY(wks_arena_take(arena, input->n, sizeof *out->p_lower, &out->p_lower, err));
    WKS_TRY(wks_arena_take(arena, input->n, sizeof *out->mean, &out->mean, err));
    for (size_t i = 0; i < input->n; i++) {
        w.count[input->group[i]] += input->weight[i] > 0;
    }
    WKS_TRY(make_grid(&state, grid, err));
    double used = 0;
    for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
        if (grid[k].weight > few) {
            used += grid[k].weight;
        }
    }
    for (size_t k = 0; k < (size_t)N_TAU * N_SHARE; k++) {
        if (grid[k].weight > few) {
            WKS_TRY(wks_hierarchy_at(&state, grid[k].tau, grid[k].same, err));
            add(&state, grid[k].weight / used, &w, out);
        }
    }
    for (size_t i = 0; i < input->n; i++) { /* weights add up to 1 but for rounding; NAN stays */
        out->p_higher[i] = out->p_higher[i] > 1 ? 1 : out->p_higher[i];
        out->p_lower[i] = out->p_lower[i] > 1 ? 1 : out->p_lower[i];
    }
    summarise(grid, out);
    return WKS_OK;
}
