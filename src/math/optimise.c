/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/optimise.h"

#include "base/language.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

typedef struct search {
    wks_optimise_function function;
    void *context;
    size_t n;
    const wks_optimise_options *options;
    double x[WKS_OPTIMISE_MOST];
    double value;
    double slope[WKS_OPTIMISE_MOST];
    double curvature[WKS_OPTIMISE_MOST * WKS_OPTIMISE_MOST];
    bool is_held[WKS_OPTIMISE_MOST]; /* on a bound that the slope pushes against */
} search;

static double between(double x, double lower, double upper)
{
    return fmin(fmax(x, lower), upper);
}

static wks_code value_at(const search *s, const double *x, double *value, wks_error *err)
{
    WKS_TRY(s->function(s->context, x, value, err));
    if (isnan(*value)) {
        *value = INFINITY;
    }
    return WKS_OK;
}

/* ---- differences ---------------------------------------------------------------------------- */

/* Slope and curvature along one number; at a bound the three points move inwards together. */
static wks_code along(search *s, size_t i, double *step, double *beside, wks_error *err)
{
    const double h = s->options->step[i];
    double x[WKS_OPTIMISE_MOST];
    double value[2];
    memcpy(x, s->x, sizeof x);
    const bool at_upper = s->x[i] + h > s->options->upper[i];
    const bool at_lower = s->x[i] - h < s->options->lower[i];
    const double first = at_upper ? -h : h;
    const double second = at_upper ? -2 * h : at_lower ? 2 * h : -h;
    x[i] = s->x[i] + first;
    WKS_TRY(value_at(s, x, &value[0], err));
    x[i] = s->x[i] + second;
    WKS_TRY(value_at(s, x, &value[1], err));
    const double a = (value[0] - s->value) / first;
    const double b = (value[1] - s->value) / second;
    s->curvature[i + i * s->n] = 2 * (a - b) / (first - second);
    s->slope[i] = (a * second - b * first) / (second - first);
    *step = first;
    *beside = value[0];
    return WKS_OK;
}

static wks_code differences(search *s, wks_error *err)
{
    double step[WKS_OPTIMISE_MOST];
    double beside[WKS_OPTIMISE_MOST];
    for (size_t i = 0; i < s->n; i++) {
        WKS_TRY(along(s, i, &step[i], &beside[i], err));
    }
    for (size_t j = 0; j < s->n; j++) {
        for (size_t i = 0; i < j; i++) {
            double x[WKS_OPTIMISE_MOST];
            double value = 0;
            memcpy(x, s->x, sizeof x);
            x[i] += step[i];
            x[j] += step[j];
            WKS_TRY(value_at(s, x, &value, err));
            const double cross = (value - beside[i] - beside[j] + s->value) / (step[i] * step[j]);
            s->curvature[i + j * s->n] = s->curvature[j + i * s->n] = isfinite(cross) ? cross : 0;
        }
    }
    for (size_t i = 0; i < s->n; i++) {
        const wks_optimise_options *o = s->options;
        s->is_held[i] = (s->x[i] <= o->lower[i] && s->slope[i] > 0) ||
                        (s->x[i] >= o->upper[i] && s->slope[i] < 0);
    }
    return WKS_OK;
}

/* ---- one step ------------------------------------------------------------------------------- */

/* Solve (curvature + lambda) move = -slope over the numbers that are not held, by elimination;
 * false when a pivot is not positive. */
static bool solve_step(const search *s, const double *lambda, double *move)
{
    double a[WKS_OPTIMISE_MOST][WKS_OPTIMISE_MOST + 1];
    const size_t n = s->n;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            const bool is_free = !s->is_held[i] && !s->is_held[j];
            a[i][j] = is_free ? s->curvature[i + j * n] : 0;
        }
        a[i][i] = s->is_held[i] ? 1 : a[i][i] + lambda[i];
        a[i][n] = s->is_held[i] ? 0 : -s->slope[i];
    }
    for (size_t k = 0; k < n; k++) {
        if (!(a[k][k] > 1e-10 * fabs(s->curvature[k + k * n]) && a[k][k] > 0)) {
            return false;
        }
        for (size_t i = k + 1; i < n; i++) {
            const double factor = a[i][k] / a[k][k];
            for (size_t j = k; j <= n; j++) {
                a[i][j] -= factor * a[k][j];
            }
        }
    }
    for (size_t k = n; k-- > 0;) {
        move[k] = a[k][n];
        for (size_t j = k + 1; j < n; j++) {
            move[k] -= a[k][j] * move[j];
        }
        move[k] /= a[k][k];
    }
    return true;
}

/* A downhill move: Newton's where the curvature is positive, else bent towards the slope; no
 * longer than is allowed. */
static void choose_move(const search *s, double *move)
{
    double lambda[WKS_OPTIMISE_MOST] = {0};
    double longest = 1;
    for (int round = 0; round < 60 && !solve_step(s, lambda, move); round++) {
        for (size_t i = 0; i < s->n; i++) {
            const double h = s->options->step[i];
            const double base = fabs(s->slope[i]) / h + 1e-3 / (h * h);
            lambda[i] = round == 0 ? 1e-2 * base : 3 * lambda[i];
        }
    }
    for (size_t i = 0; i < s->n; i++) {
        longest = fmax(longest, fabs(move[i]) / s->options->longest[i]);
    }
    for (size_t i = 0; i < s->n; i++) {
        move[i] /= longest;
    }
}

/* Go along move as far as the value falls; *moved false when it does not. */
static wks_code descend(search *s, const double *move, bool *moved, wks_error *err)
{
    double x[WKS_OPTIMISE_MOST];
    double value = 0;
    *moved = false;
    for (int round = 0; round < 12 && !*moved; round++) {
        const double share = ldexp(1, -round);
        for (size_t i = 0; i < s->n; i++) {
            x[i] = between(s->x[i] + share * move[i], s->options->lower[i], s->options->upper[i]);
        }
        WKS_TRY(value_at(s, x, &value, err));
        *moved = value < s->value;
    }
    if (*moved) {
        memcpy(s->x, x, s->n * sizeof *x);
        s->value = value;
    }
    return WKS_OK;
}

static double largest_slope(const search *s)
{
    double largest = 0;
    for (size_t i = 0; i < s->n; i++) {
        largest = s->is_held[i] ? largest : fmax(largest, fabs(s->slope[i] * s->options->step[i]));
    }
    return largest;
}

wks_code wks_optimise_newton(wks_optimise_function function, void *context, size_t n,
                             const wks_optimise_options *options, double *x,
                             wks_optimise_result *out, wks_error *err)
{
    search s = {.function = function, .context = context, .n = n, .options = options};
    bool moved = true;
    assert(n >= 1 && n <= WKS_OPTIMISE_MOST);
    *out = (wks_optimise_result){0};
    for (size_t i = 0; i < n; i++) {
        s.x[i] = between(x[i], options->lower[i], options->upper[i]);
    }
    WKS_TRY(value_at(&s, s.x, &s.value, err));
    if (!isfinite(s.value)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("a search started where its function has no value",
                               "een zoektocht begon waar de functie geen waarde heeft"));
    }
    for (out->n_rounds = 0; out->n_rounds <= options->most_rounds && moved; out->n_rounds++) {
        double move[WKS_OPTIMISE_MOST] = {0};
        WKS_TRY(differences(&s, err));
        out->has_converged = largest_slope(&s) < options->slope;
        if (out->has_converged || out->n_rounds == options->most_rounds) {
            break;
        }
        choose_move(&s, move);
        WKS_TRY(descend(&s, move, &moved, err));
    }
    memcpy(x, s.x, n * sizeof *x);
    memcpy(out->slope, s.slope, n * sizeof *x);
    memcpy(out->curvature, s.curvature, n * n * sizeof *x);
    out->value = s.value;
    out->largest_slope = largest_slope(&s);
    return WKS_OK;
}

/* ---- one number ----------------------------------------------------------------------------- */

wks_code wks_optimise_brent(wks_optimise_function function, void *context, const double range[2],
                            double tolerance, double *x, double *value, wks_error *err)
{
    const double golden = (3 - sqrt(5)) / 2;
    double a = range[0];
    double b = range[1];
    double best = a + golden * (b - a);
    double second = best;
    double third = best;
    double f_best = 0;
    double step = 0;
    double before = 0;
    WKS_TRY(function(context, &best, &f_best, err));
    double f_second = f_best;
    double f_third = f_best;
    for (int round = 0; round < 200; round++) {
        const double middle = (a + b) / 2;
        const double near = tolerance + sqrt(DBL_EPSILON) * fabs(best);
        if (fabs(best - middle) <= 2 * near - (b - a) / 2) {
            break;
        }
        /* a parabola through the three best, when it falls inside and moves less each time */
        const double r = (best - second) * (f_best - f_third);
        const double q0 = (best - third) * (f_best - f_second);
        const double p0 = (best - third) * q0 - (best - second) * r;
        const double q = fabs(2 * (q0 - r));
        const double p = q0 - r > 0 ? -p0 : p0;
        const bool is_parabola = fabs(before) > near && fabs(p) < fabs(q * before / 2) &&
                                 p > q * (a - best) && p < q * (b - best);
        before = is_parabola ? step : (best < middle ? b : a) - best;
        step = is_parabola ? p / q : golden * before;
        if (is_parabola && (best + step - a < 2 * near || b - best - step < 2 * near)) {
            step = best < middle ? near : -near;
        }
        const double at = best + (fabs(step) >= near ? step : step > 0 ? near : -near);
        double f = 0;
        WKS_TRY(function(context, &at, &f, err));
        if (f <= f_best) {
            *(at < best ? &b : &a) = best;
            third = second, f_third = f_second;
            second = best, f_second = f_best;
            best = at, f_best = f;
        } else {
            *(at < best ? &a : &b) = at;
            if (f <= f_second || second == best) {
                third = second, f_third = f_second;
                second = at, f_second = f;
            } else if (f <= f_third || third == best || third == second) {
                third = at, f_third = f;
            }
        }
    }
    *x = best;
    *value = f_best;
    return WKS_OK;
}
