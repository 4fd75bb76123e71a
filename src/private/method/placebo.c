/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/placebo.h"

#include "base/language.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct work {
    const wks_panel *panel;
    const wks_placebo_options *options;
    wks_arena *arena;
    size_t start;   /* index of the first period after */
    size_t treated; /* the area that began */
    size_t n_features;
    double *feature;    /* [n_units x n_features] level, slope, covariates before the start */
    bool *is_treated;   /* [n_units] room */
    bool *is_candidate; /* [n_units] room */
    double *weight;     /* [n_units] room */
    double *gap;        /* [n_times] room: the area less its matched areas */
} work;

static wks_code check(const work *w, size_t unit, wks_error *err)
{
    const wks_panel *panel = w->panel;
    size_t n = 0;
    for (size_t i = 0; i < panel->n_units; i++) {
        n += panel->group[i] == panel->n_times;
        for (size_t t = 0; t < panel->n_times; t++) {
            if (isnan(panel->y[i + t * panel->n_units])) {
                return wks_fail(err, WKS_E_ARGUMENT,
                                wks_tr("area %zu: a period is missing", "gebied %zu: een periode "
                                                                        "ontbreekt"),
                                panel->unit[i] + 1);
            }
        }
    }
    const size_t least = w->options->k + 2 > 3 ? w->options->k + 2 : 3;
    if (panel->group[unit] >= panel->n_times || w->start < 2 || n < least) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("placebos need an area that begins, 2 periods before it and %zu "
                               "areas without; there are %zu and %zu",
                               "placebo's vragen een gebied dat begint, 2 perioden ervoor en %zu "
                               "gebieden zonder; er zijn er %zu en %zu"),
                        least, w->start, n);
    }
    return WKS_OK;
}

static wks_code make_features(work *w, wks_error *err)
{
    const wks_panel *panel = w->panel;
    const size_t n = panel->n_units;
    w->n_features = 2 + panel->n_x;
    WKS_TRY(wks_arena_take(w->arena, n * w->n_features, sizeof(double), &w->feature, err));
    wks_matched_areas_course(panel, w->start, w->feature);
    for (size_t k = 0; k < panel->n_x; k++) {
        for (size_t i = 0; i < n; i++) {
            w->feature[i + (2 + k) * n] = panel->x[i + (w->start - 1) * n + k * n * panel->n_times];
        }
    }
    return WKS_OK;
}

/* The weight of every other area in the comparison of this one.  The treated area never serves. */
static wks_code weigh(const work *w, size_t unit, wks_matched_areas *matched, wks_error *err)
{
    const wks_panel *panel = w->panel;
    double n = 0;
    for (size_t i = 0; i < panel->n_units; i++) {
        w->is_treated[i] = i == unit;
        w->is_candidate[i] = i != unit && panel->group[i] == panel->n_times;
        n += w->is_candidate[i];
    }
    *matched = (wks_matched_areas){0};
    if (w->options->k == 0) {
        for (size_t i = 0; i < panel->n_units; i++) {
            w->weight[i] = w->is_candidate[i] ? 1 / n : 0;
        }
        return WKS_OK;
    }
    WKS_TRY(wks_matched_areas_find(&(wks_matched_data){.n = panel->n_units,
                                                       .n_features = w->n_features,
                                                       .feature = w->feature,
                                                       .is_treated = w->is_treated,
                                                       .is_candidate = w->is_candidate,
                                                       .k = w->options->k,
                                                       .metric = w->options->metric},
                                   w->arena, matched, err));
    memcpy(w->weight, matched->weight, panel->n_units * sizeof *w->weight);
    return WKS_OK;
}

static wks_placebo_area measure(const work *w, size_t unit)
{
    const wks_panel *panel = w->panel;
    const double n_before = (double)w->start;
    const double n_after = (double)(panel->n_times - w->start);
    double before = 0;
    double after = 0;
    double squares = 0;
    double largest = 0;
    for (size_t t = 0; t < panel->n_times; t++) {
        const double *y = panel->y + t * panel->n_units;
        w->gap[t] = y[unit];
        largest = fmax(largest, fabs(y[unit]));
        for (size_t i = 0; i < panel->n_units; i++) {
            w->gap[t] -= w->weight[i] * y[i];
        }
        *(t < w->start ? &before : &after) += w->gap[t] / (t < w->start ? n_before : n_after);
    }
    for (size_t t = 0; t < w->start; t++) {
        squares += (w->gap[t] - before) * (w->gap[t] - before);
    }
    const double effect = after - before;
    double fit = sqrt(squares / n_before);
    if (fit < 1e-12 * largest) {
        fit = 0; /* what rounding leaves of a perfect fit */
    }
    return (wks_placebo_area){unit, effect, fit, fit > 0 ? fabs(effect) / fit : INFINITY};
}

static void rank(wks_placebo *out)
{
    size_t by_effect = 1;
    size_t by_ratio = 1;
    for (size_t i = 0; i < out->n_areas; i++) {
        by_effect += fabs(out->areas[i].effect) >= fabs(out->treated.effect);
        by_ratio += out->areas[i].ratio >= out->treated.ratio;
    }
    out->least_p = 1 / (double)(1 + out->n_areas);
    out->p = (double)by_effect * out->least_p;
    out->p_ratio = (double)by_ratio * out->least_p;
}

wks_code wks_placebo_rank(const wks_panel *panel, size_t unit, const wks_placebo_options *options,
                          wks_arena *arena, wks_placebo *out, wks_error *err)
{
    work w = {.panel = panel,
              .options = options,
              .arena = arena,
              .start = panel->group[unit],
              .treated = unit};
    wks_matched_areas matched;
    const size_t n = panel->n_units;
    *out = (wks_placebo){0};
    WKS_TRY(check(&w, unit, err));
    WKS_TRY(make_features(&w, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(bool), &w.is_treated, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(bool), &w.is_candidate, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &w.weight, err));
    WKS_TRY(wks_arena_take(arena, panel->n_times, sizeof(double), &w.gap, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->areas, &out->areas, err));
    WKS_TRY(weigh(&w, unit, &out->matched, err));
    out->treated = measure(&w, unit);
    for (size_t i = 0; i < n; i++) {
        if (panel->group[i] == panel->n_times) {
            WKS_TRY(weigh(&w, i, &matched, err));
            out->areas[out->n_areas++] = measure(&w, i);
        }
    }
    rank(out);
    return WKS_OK;
}
