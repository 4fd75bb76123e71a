/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/fay_herriot_time.h"

#include "base/language.h"
#include "private/estimate/fay_herriot_spatial.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct panel {
    size_t n;
    const wks_fay_herriot_time_place *at;
    wks_fay_herriot_spatial_part space;
} panel;

/* rho^k / (1 - rho^2) and its derivatives. */
typedef struct autocovariance {
    double value, slope, bend;
} autocovariance;

static double power(double rho, int k)
{
    return k < 0 ? 0 : pow(rho, k);
}

static autocovariance autocovariance_at(double rho, int k)
{
    const double g = 1 / (1 - rho * rho);
    const double g1 = 2 * rho * g * g;
    const double g2 = 2 * g * g + 8 * rho * rho * g * g * g;
    const double f = power(rho, k);
    const double f1 = k * power(rho, k - 1);
    const double f2 = (double)k * (k - 1) * power(rho, k - 2);
    return (autocovariance){f * g, f1 * g + f * g1, f2 * g + 2 * f1 * g1 + f * g2};
}

static size_t pair_of(size_t a, size_t b)
{
    return a * (a + 1) / 2 + b;
}

static void fill_entry(const panel *s, const double *theta, size_t i, size_t j,
                       wks_area_variance_matrices *out)
{
    const size_t at = i + j * s->n;
    const size_t in_space = s->at->place[i] + s->at->place[j] * s->at->n_places;
    const bool is_same = s->at->place[i] == s->at->place[j];
    const autocovariance time =
        is_same ? autocovariance_at(theta[3], abs(s->at->period[i] - s->at->period[j]))
                : (autocovariance){0, 0, 0};
    out->first[0][at] = s->space.omega[in_space];
    out->first[1][at] = theta[0] * s->space.slope[in_space];
    out->first[2][at] = time.value;
    out->first[3][at] = theta[2] * time.slope;
    out->second[pair_of(1, 0)][at] = s->space.slope[in_space];
    out->second[pair_of(1, 1)][at] = theta[0] * s->space.bend[in_space];
    out->second[pair_of(3, 2)][at] = time.slope;
    out->second[pair_of(3, 3)][at] = theta[2] * time.bend;
}

static wks_code fill(const void *context, const double *theta, bool with_derivatives,
                     wks_area_variance_matrices *out, wks_error *err)
{
    const panel *s = context;
    WKS_TRY(wks_fay_herriot_spatial_at(&s->space, theta[1], with_derivatives, err));
    for (size_t j = 0; j < s->n; j++) {
        for (size_t i = 0; i < s->n; i++) {
            const size_t in_space = s->at->place[i] + s->at->place[j] * s->at->n_places;
            double value = theta[0] * s->space.omega[in_space];
            if (s->at->place[i] == s->at->place[j]) {
                const int lag = abs(s->at->period[i] - s->at->period[j]);
                value += theta[2] * power(theta[3], lag) / (1 - theta[3] * theta[3]);
            }
            out->g[i + j * s->n] = value;
            if (with_derivatives) {
                fill_entry(s, theta, i, j, out);
            }
        }
    }
    for (size_t pair = 0; pair < WKS_AREA_VARIANCE_PAIRS; pair++) {
        out->is_zero[pair] = pair != pair_of(1, 0) && pair != pair_of(1, 1) &&
                             pair != pair_of(3, 2) && pair != pair_of(3, 3);
    }
    return WKS_OK;
}

static wks_code check(const wks_fay_herriot_data *data, const wks_fay_herriot_time_place *place,
                      wks_error *err)
{
    bool has_past = false;
    for (size_t i = 0; i < data->n_areas; i++) {
        for (size_t j = 0; j < i; j++) {
            const bool is_same = place->place[i] == place->place[j];
            has_past = has_past || is_same;
            if (is_same && place->period[i] == place->period[j]) {
                return wks_fail(err, WKS_E_ARGUMENT,
                                wks_tr("rows %zu and %zu are of the same area and period",
                                       "rijen %zu en %zu zijn van hetzelfde gebied en dezelfde "
                                       "periode"),
                                j + 1, i + 1);
            }
        }
    }
    if (!has_past) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("no area has two periods: leave the time out",
                               "geen gebied heeft twee perioden: laat de tijd weg"));
    }
    return WKS_OK;
}

wks_code wks_fay_herriot_time_fit(const wks_fay_herriot_data *data,
                                  const wks_fay_herriot_time_place *place,
                                  wks_fay_herriot_method method, wks_arena *arena,
                                  wks_area_variance_fit *fit, wks_error *err)
{
    static const double correlations[] = {0.1, 0.5, 0.8};
    static const double shares[] = {0.25, 0.5, 0.75};
    double starts[27 * 4];
    panel s = {.n = data->n_areas, .at = place};
    const wks_fay_herriot_options options = {.method = WKS_FAY_HERRIOT_AMRL_YL};
    wks_fay_herriot_fit plain;
    WKS_TRY(wks_fay_herriot_fit_areas(data, &options, arena, &plain, err));
    for (size_t i = 0; i < 27; i++) {
        const double rho2 = correlations[i / 3 % 3];
        starts[4 * i] = shares[i / 9] * plain.a;
        starts[4 * i + 1] = correlations[i % 3];
        starts[4 * i + 2] = (1 - shares[i / 9]) * plain.a * (1 - rho2 * rho2);
        starts[4 * i + 3] = rho2;
    }
    const wks_area_variance_model model = {.n_parameters = 4,
                                           .low = {0, -1, 0, -1},
                                           .high = {INFINITY, 1, INFINITY, 1},
                                           .owner = {0, 0, 2, 2},
                                           .starts = starts,
                                           .n_starts = 27,
                                           .context = &s,
                                           .fill = fill};
    if (data->n_areas > WKS_AREA_VARIANCE_MOST) { /* before the room is taken */
        return wks_area_variance_fit_areas(data, &model, method, arena, fit, err);
    }
    WKS_TRY(check(data, place, err));
    WKS_TRY(wks_fay_herriot_spatial_make(place->n_places, place->w, arena, &s.space, err));
    return wks_area_variance_fit_areas(data, &model, method, arena, fit, err);
}
