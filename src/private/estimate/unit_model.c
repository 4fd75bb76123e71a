/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/unit_model.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/random.h"

#include <math.h>
#include <string.h>

/* All that the likelihood needs, per area; covariates u = L^-1 x with X'X = LL', so that sum uu' is
 * the identity.  phi = var_v / var_e. */
typedef struct work {
    const wks_unit_model_data *data;
    bool is_ml;
    size_t n, m, p;
    double *factor; /* [p x p] L */
    double *u;      /* [p x n] units, by column a unit */
    double *count;  /* [m] units */
    double *u_mean; /* [p x m] of the units */
    double *u_all;  /* [p x m] of the residents */
    double *y_mean; /* [m] */
    double *uy;     /* [p] sum u y */
    double yy;      /* sum y^2 */
    double *cross;  /* [p x p] factor of the precision at phi, unit variance 1 */
    double *beta;   /* [p] in u */
    double *room;   /* [p] */
    double log_cross, log_v, quadratic;
} work;

/* ---- the data ------------------------------------------------------------------------------- */

static wks_code fail_unit(size_t i, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("unit %zu: expected numbers, and an area that exists",
                           "eenheid %zu: verwacht getallen, en een gebied dat bestaat"),
                    i + 1);
}

static wks_code check(const wks_unit_model_data *d, double *count, wks_error *err)
{
    size_t n_filled = 0;
    for (size_t i = 0; i < d->n_units; i++) {
        bool is_known = d->area[i] < d->n_areas && isfinite(d->y[i]);
        for (size_t k = 0; k < d->n_covariates; k++) {
            is_known = is_known && isfinite(d->x[i + k * d->n_units]);
        }
        if (!is_known) {
            return fail_unit(i, err);
        }
        n_filled += count[d->area[i]] == 0;
        count[d->area[i]]++;
    }
    for (size_t a = 0; a < d->n_areas; a++) {
        bool is_known = d->size == NULL || d->size[a] >= count[a];
        for (size_t k = 0; k < d->n_covariates; k++) {
            is_known = is_known && isfinite(d->mean[a + k * d->n_areas]);
        }
        if (!is_known) {
            return wks_fail(
                err, WKS_E_ARGUMENT,
                wks_tr("area %zu: expected means that are numbers, and at least as "
                       "many residents as units",
                       "gebied %zu: verwacht gemiddelden die getallen zijn, en minstens "
                       "zoveel inwoners als eenheden"),
                a + 1);
        }
    }
    if (n_filled < 3 || d->n_units <= n_filled || d->n_units <= d->n_covariates + 2) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu units in %zu areas are too few",
                               "%zu eenheden in %zu gebieden zijn te weinig"),
                        d->n_units, n_filled);
    }
    return WKS_OK;
}

static void to_basis(const work *w, double *row)
{
    for (size_t k = 0; k < w->p; k++) {
        for (size_t l = 0; l < k; l++) {
            row[k] -= w->factor[k + l * w->p] * row[l];
        }
        row[k] /= w->factor[k + k * w->p];
    }
}

/* The sums that depend on y. */
static void take_y(work *w, const double *y)
{
    memset(w->y_mean, 0, w->m * sizeof(double));
    memset(w->uy, 0, w->p * sizeof(double));
    w->yy = 0;
    for (size_t i = 0; i < w->n; i++) {
        const double *u = w->u + i * w->p;
        w->y_mean[w->data->area[i]] += y[i] / w->count[w->data->area[i]];
        w->yy += y[i] * y[i];
        for (size_t k = 0; k < w->p; k++) {
            w->uy[k] += u[k] * y[i];
        }
    }
}

static wks_code take_room(work *w, wks_arena *arena, wks_error *err)
{
    const struct {
        double **array;
        size_t n;
    } wanted[] = {{&w->factor, w->p * w->p},
                  {&w->u, w->p * w->n},
                  {&w->count, w->m},
                  {&w->u_mean, w->p * w->m},
                  {&w->u_all, w->p * w->m},
                  {&w->y_mean, w->m},
                  {&w->uy, w->p},
                  {&w->cross, w->p * w->p},
                  {&w->beta, w->p},
                  {&w->room, w->p}};

    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        WKS_TRY(wks_arena_take(arena, wanted[i].n, sizeof(double), wanted[i].array, err));
    }
    return WKS_OK;
}

static wks_code prepare(const wks_unit_model_data *d, wks_arena *arena, work *w, wks_error *err)
{
    wks_least_squares plain; /* for its check of the columns */
    WKS_TRY(take_room(w, arena, err));
    WKS_TRY(check(d, w->count, err));
    WKS_TRY(wks_dense_least_squares(w->n, w->p, d->x, NULL, d->y, arena, &plain, err));
    wks_dense_cross(w->n, w->p, w->p, d->x, NULL, d->x, w->factor);
    WKS_TRY(wks_dense_cholesky(w->p, w->factor, err));
    for (size_t i = 0; i < w->n; i++) {
        double *u = w->u + i * w->p;
        for (size_t k = 0; k < w->p; k++) {
            u[k] = d->x[i + k * w->n];
        }
        to_basis(w, u);
        for (size_t k = 0; k < w->p; k++) {
            w->u_mean[k + d->area[i] * w->p] += u[k] / w->count[d->area[i]];
        }
    }
    for (size_t a = 0; a < w->m; a++) {
        for (size_t k = 0; k < w->p; k++) {
            w->u_all[k + a * w->p] = d->mean[a + k * w->m];
        }
        to_basis(w, w->u_all + a * w->p);
    }
    take_y(w, d->y);
    return WKS_OK;
}

/* ---- the likelihood in phi ------------------------------------------------------------------ */

/* beta, and the sums at phi. */
static bool regress(work *w, double phi)
{
    const size_t p = w->p;
    w->log_v = 0;
    w->quadratic = w->yy;
    memset(w->cross, 0, p * p * sizeof(double));
    memcpy(w->beta, w->uy, p * sizeof(double));
    for (size_t k = 0; k < p; k++) {
        w->cross[k + k * p] = 1;
    }
    for (size_t a = 0; a < w->m; a++) {
        const double *u = w->u_mean + a * p;
        const double n = w->count[a];
        const double share = n * n * phi / (1 + n * phi);
        w->log_v += log1p(n * phi);
        w->quadratic -= share * w->y_mean[a] * w->y_mean[a];
        for (size_t k = 0; k < p; k++) {
            w->beta[k] -= share * u[k] * w->y_mean[a];
            for (size_t l = k; l < p; l++) {
                w->cross[l + k * p] -= share * u[k] * u[l];
            }
        }
    }
    if (wks_dense_cholesky(p, w->cross, NULL) != WKS_OK) {
        return false;
    }
    w->log_cross = wks_dense_log_determinant(p, w->cross);
    wks_dense_solve_lower(p, 1, w->cross, w->beta);
    for (size_t k = 0; k < p; k++) {
        w->quadratic -= w->beta[k] * w->beta[k];
    }
    wks_dense_solve_lower_transposed(p, 1, w->cross, w->beta);
    return w->quadratic > 0;
}

static double residual(const work *w, size_t a)
{
    double rest = w->y_mean[a];
    for (size_t k = 0; k < w->p; k++) {
        rest -= w->u_mean[k + a * w->p] * w->beta[k];
    }
    return rest;
}

static double degrees(const work *w)
{
    return (double)(w->is_ml ? w->n : w->n - w->p);
}

/* The slope of the profile likelihood at phi; NAN where there is none. */
static double score(work *w, double phi)
{
    double sum = 0;
    double quadratic = 0;
    if (!regress(w, phi)) {
        return NAN;
    }
    for (size_t a = 0; a < w->m; a++) {
        const double n = w->count[a];
        const double g = n / (1 + n * phi);
        const double rest = residual(w, a);
        sum += g;
        quadratic += g * g * rest * rest;
        if (!w->is_ml && n > 0) {
            memcpy(w->room, w->u_mean + a * w->p, w->p * sizeof(double));
            wks_dense_solve_lower(w->p, 1, w->cross, w->room);
            double leverage = 0;
            for (size_t k = 0; k < w->p; k++) {
                leverage += w->room[k] * w->room[k];
            }
            sum -= g * g * leverage;
        }
    }
    return (degrees(w) * quadratic / w->quadratic - sum) / 2;
}

static double log_likelihood(const work *w)
{
    return -(degrees(w) * log(w->quadratic) + w->log_v + (w->is_ml ? 0 : w->log_cross)) / 2;
}

/* The root of the score between low (above zero) and high (below): Illinois in log phi. */
static wks_code polish(work *w, double low, double high, double *phi, wks_error *err)
{
    double x0 = log(low);
    double x1 = log(high);
    double f0 = score(w, low) * low;
    double f1 = score(w, high) * high;
    for (int round = 0; round < 200; round++) {
        double x = (x0 * f1 - x1 * f0) / (f1 - f0);
        if (!(x > x0 && x < x1)) {
            x = (x0 + x1) / 2;
        }
        const double f = score(w, exp(x)) * exp(x);
        if (fabs(f) < 1e-11 || x1 - x0 < 1e-14) {
            *phi = exp(x);
            return WKS_OK;
        }
        if (f > 0) {
            x0 = x;
            f0 = f;
            f1 /= 2;
        } else {
            x1 = x;
            f1 = f;
            f0 /= 2;
        }
    }
    return wks_fail(err, WKS_E_NUMERIC, "%s",
                    wks_tr("the variance between areas was not found",
                           "de variantie tussen gebieden is niet gevonden"));
}

/* The best phi >= 0: every change of sign of the score from + to - is an optimum. */
static wks_code solve(work *w, double *phi, wks_error *err)
{
    double low = 1e-8;
    double before = score(w, low);
    double best = regress(w, 0) ? log_likelihood(w) : -INFINITY;
    *phi = 0;
    if (!isfinite(before) || !isfinite(best)) {
        return wks_fail(
            err, WKS_E_NUMERIC, "%s",
            wks_tr("the covariates leave no residue", "de covariaten laten geen rest over"));
    }
    for (int k = 0; k < 30; k++) { /* phi from 1e-8 to 1e10 */
        const double high = low * 4;
        const double now = score(w, high);
        if (before > 0 && now <= 0) {
            double root = 0;
            WKS_TRY(polish(w, low, high, &root, err));
            if (regress(w, root) && log_likelihood(w) > best) {
                best = log_likelihood(w);
                *phi = root;
            }
        }
        before = now;
        low = high;
    }
    if (before > 0) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("within areas nothing differs: the model does not hold",
                               "binnen gebieden verschilt niets: het model klopt niet"));
    }
    return regress(w, *phi)
               ? WKS_OK
               : wks_fail(err, WKS_E_NUMERIC, "%s", wks_tr("no convergence", "geen convergentie"));
}

/* ---- the figures ---------------------------------------------------------------------------- */

/* effect and estimate at the phi that was looked at. */
static void predict(const work *w, double phi, double *effect, double *estimate)
{
    for (size_t a = 0; a < w->m; a++) {
        const double gamma = w->count[a] * phi / (1 + w->count[a] * phi);
        const double rest = w->count[a] > 0 ? residual(w, a) : 0;
        const double asked =
            w->data->size == NULL || w->data->size[a] == 0 ? 0 : w->count[a] / w->data->size[a];
        effect[a] = gamma * rest;
        estimate[a] = effect[a] + asked * (rest - effect[a]);
        for (size_t k = 0; k < w->p; k++) {
            estimate[a] += w->u_all[k + a * w->p] * w->beta[k];
        }
    }
}

/* One world: units into y, the mean of the residents of each area into truth. */
static void draw(const work *w, const wks_unit_model_fit *fit, const double *beta,
                 wks_random *random, double *y, double *truth)
{
    const double deviation = sqrt(fit->unit_variance);
    const double *size = w->data->size;
    double *effect = fit->mse + w->m; /* its second half is room */
    for (size_t a = 0; a < w->m; a++) {
        effect[a] = sqrt(fit->area_variance) * wks_random_normal(random);
        truth[a] = effect[a];
        for (size_t k = 0; k < w->p; k++) {
            truth[a] += w->u_all[k + a * w->p] * beta[k];
        }
        if (size != NULL && size[a] > w->count[a]) {
            truth[a] +=
                deviation * sqrt(size[a] - w->count[a]) * wks_random_normal(random) / size[a];
        }
    }
    for (size_t i = 0; i < w->n; i++) {
        const size_t a = w->data->area[i];
        const double own = deviation * wks_random_normal(random);
        y[i] = effect[a] + own;
        for (size_t k = 0; k < w->p; k++) {
            y[i] += w->u[k + i * w->p] * beta[k];
        }
        truth[a] += size == NULL ? 0 : own / size[a];
    }
}

static wks_code bootstrap(work *w, const wks_unit_model_options *options, wks_arena *arena,
                          wks_unit_model_fit *fit, wks_error *err)
{
    double *y = NULL;
    double *truth = NULL;
    double *estimate = NULL;
    double *effect = NULL;
    double *beta = NULL;
    WKS_TRY(wks_arena_take(arena, w->n, sizeof *y, &y, err));
    WKS_TRY(wks_arena_take(arena, w->m, sizeof *truth, &truth, err));
    WKS_TRY(wks_arena_take(arena, w->m, sizeof *estimate, &estimate, err));
    WKS_TRY(wks_arena_take(arena, w->m, sizeof *effect, &effect, err));
    WKS_TRY(wks_arena_take(arena, w->p, sizeof *beta, &beta, err));
    WKS_TRY(wks_arena_take(arena, 2 * w->m, sizeof(double), &fit->mse, err));
    memcpy(beta, w->beta, w->p * sizeof *beta);
    for (size_t b = 0; b < options->n_bootstraps; b++) {
        wks_random random = wks_random_start(options->seed, b);
        double phi = 0;
        draw(w, fit, beta, &random, y, truth);
        take_y(w, y);
        WKS_TRY(solve(w, &phi, err));
        predict(w, phi, effect, estimate);
        for (size_t a = 0; a < w->m; a++) {
            fit->mse[a] +=
                (estimate[a] - truth[a]) * (estimate[a] - truth[a]) / (double)options->n_bootstraps;
        }
    }
    return WKS_OK;
}

/* b = L^-T beta, and its covariance L^-T (cross)^-1 L^-1 var_e. */
static void to_own_units(work *w, wks_unit_model_fit *fit)
{
    const size_t p = w->p;
    memcpy(fit->coefficients, w->beta, p * sizeof(double));
    wks_dense_solve_lower_transposed(p, 1, w->factor, fit->coefficients);
    memset(fit->covariance, 0, p * p * sizeof(double));
    for (size_t k = 0; k < p; k++) {
        double *column = fit->covariance + k * p;
        column[k] = 1;
        wks_dense_solve_lower(p, 1, w->factor, column);
        wks_dense_solve(p, 1, w->cross, column);
        wks_dense_solve_lower_transposed(p, 1, w->factor, column);
        for (size_t l = 0; l < p; l++) {
            column[l] *= fit->unit_variance;
        }
    }
}

static wks_code take(const wks_unit_model_data *data, wks_arena *arena, wks_unit_model_fit *fit,
                     wks_error *err)
{
    const size_t p = data->n_covariates;
    *fit = (wks_unit_model_fit){0};
    WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof(double), &fit->estimate, err));
    WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof(double), &fit->effect, err));
    WKS_TRY(wks_arena_take(arena, data->n_areas, sizeof(double), &fit->gamma, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &fit->coefficients, err));
    return wks_arena_take(arena, p * p, sizeof(double), &fit->covariance, err);
}

wks_code wks_unit_model_fit_areas(const wks_unit_model_data *data,
                                  const wks_unit_model_options *options, wks_arena *arena,
                                  wks_unit_model_fit *fit, wks_error *err)
{
    static const double log_two_pi = 1.8378770664093453;
    double phi = 0;
    work w = {.data = data,
              .is_ml = options->is_ml,
              .n = data->n_units,
              .m = data->n_areas,
              .p = data->n_covariates};
    WKS_TRY(prepare(data, arena, &w, err));
    WKS_TRY(take(data, arena, fit, err));
    WKS_TRY(solve(&w, &phi, err));
    predict(&w, phi, fit->effect, fit->estimate);
    fit->is_zero = phi <= 0;
    fit->unit_variance = w.quadratic / degrees(&w);
    fit->area_variance = phi * fit->unit_variance;
    for (size_t a = 0; a < w.m; a++) {
        fit->gamma[a] = w.count[a] * phi / (1 + w.count[a] * phi);
    }
    const double n = degrees(&w);
    const double log_x = wks_dense_log_determinant(w.p, w.factor);
    fit->log_likelihood =
        log_likelihood(&w) - n * (log_two_pi + 1 - log(n)) / 2 - (w.is_ml ? 0 : log_x / 2);
    to_own_units(&w, fit);
    return options->n_bootstraps == 0 ? WKS_OK : bootstrap(&w, options, arena, fit, err);
}
