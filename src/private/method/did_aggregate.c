/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/did_aggregate.h"

#include "math/special.h"
#include "math/sum.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

typedef struct work {
    const wks_panel *panel;
    const wks_did *did;
    wks_did_kind kind;
    double confidence;
    double *share;        /* [n_times] of all units: the size of the group that starts then */
    double *cluster_room; /* [n_clusters] */
    size_t *chosen;       /* [n_effects] */
} work;

/* Where an effect stands in this kind of aggregate. */
static double place_of(const work *w, const wks_did_effect *effect)
{
    const double *time = w->panel->time;
    switch (w->kind) {
    case WKS_DID_SIMPLE:
        return 0;
    case WKS_DID_DYNAMIC:
        return time[effect->time] - time[effect->group];
    case WKS_DID_GROUP:
        return time[effect->group];
    case WKS_DID_CALENDAR:
        return time[effect->time];
    }
    return 0;
}

static bool has_estimate(const wks_did_effect *effect)
{
    return effect->status == WKS_DID_OK || effect->status == WKS_DID_FEW;
}

static void finish(const work *w, const double *influence, bool has_error, wks_did_mean *mean)
{
    mean->se = mean->lower = mean->upper = NAN;
    if (has_error && isfinite(mean->att)) {
        mean->se = wks_difference_in_differences_se(w->panel, influence, w->cluster_room);
        const double half = mean->se * wks_special_normal_quantile(0.5 + w->confidence / 2);
        mean->lower = mean->att - half;
        mean->upper = mean->att + half;
    }
}

/* influence += factor * what the error of the group sizes adds to a mean weighted by them: for a
 * unit of group g, (1[g] - share[g]) over the sum of shares, for each term; att and share hold the
 * terms, group the index of each. */
static void add_size_influence(const work *w, size_t n_terms, const size_t *group,
                               const double *att, double mean, double total, double *influence)
{
    const wks_panel *panel = w->panel;
    for (size_t i = 0; i < panel->n_units; i++) {
        double sum = 0;
        for (size_t k = 0; k < n_terms; k++) {
            const double is_here = panel->group[i] == group[k] ? 1 : 0;
            sum += (is_here - w->share[group[k]]) * (att[k] - mean);
        }
        influence[i] += sum / total;
    }
}

/* The mean over w->chosen [n], weighted by size of group. */
static wks_code average(const work *w, size_t n, wks_arena *arena, wks_did_mean *mean,
                        double *influence, wks_error *err)
{
    double *att = NULL;
    size_t *group = NULL;
    wks_sum weighted = {0};
    wks_sum total = {0};
    bool has_error = true;
    size_t m = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof *att, &att, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *group, &group, err));
    for (size_t k = 0; k < n; k++) {
        const wks_did_effect *effect = &w->did->effects[w->chosen[k]];
        if (!has_estimate(effect)) {
            mean->n_missing++;
            continue;
        }
        has_error = has_error && effect->status == WKS_DID_OK;
        w->chosen[m] = w->chosen[k];
        att[m] = effect->att;
        group[m++] = effect->group;
        wks_sum_add(&weighted, w->share[effect->group] * effect->att);
        wks_sum_add(&total, w->share[effect->group]);
    }
    const double size = wks_sum_value(&total);
    mean->n_effects = m;
    mean->att = m == 0 ? NAN : wks_sum_value(&weighted) / size;
    for (size_t k = 0; k < m; k++) {
        const double *own = w->did->influence + w->chosen[k] * w->panel->n_units;
        for (size_t i = 0; i < w->panel->n_units; i++) {
            influence[i] += w->share[group[k]] / size * own[i];
        }
    }
    if (m > 0) {
        add_size_influence(w, m, group, att, mean->att, size, influence);
    }
    finish(w, influence, has_error, mean);
    return WKS_OK;
}

/* The indices of the effects at this place into w->chosen; after the start only, but for the event
 * study. */
static size_t choose(const work *w, double place)
{
    size_t n = 0;
    for (size_t k = 0; k < w->did->n_effects; k++) {
        const wks_did_effect *effect = &w->did->effects[k];
        if ((w->kind == WKS_DID_DYNAMIC || !effect->is_before) && place_of(w, effect) == place) {
            w->chosen[n++] = k;
        }
    }
    return n;
}

static int ascending(const void *a, const void *b)
{
    const double left = ((const wks_did_mean *)a)->at;
    const double right = ((const wks_did_mean *)b)->at;
    return (left > right) - (left < right);
}

static void list_places(const work *w, wks_did_aggregate *out)
{
    for (size_t k = 0; k < w->did->n_effects; k++) {
        const wks_did_effect *effect = &w->did->effects[k];
        const double place = place_of(w, effect);
        bool is_known = effect->is_before && w->kind != WKS_DID_DYNAMIC;
        for (size_t m = 0; m < out->n_means && !is_known; m++) {
            is_known = out->means[m].at == place;
        }
        if (!is_known) {
            out->means[out->n_means++] = (wks_did_mean){.at = place};
        }
    }
    qsort(out->means, out->n_means, sizeof *out->means, ascending);
}

/* The overall of the means that are there: by size for groups, else each as heavy. */
static wks_code average_means(const work *w, wks_arena *arena, wks_did_aggregate *out,
                              wks_error *err)
{
    const size_t n_units = w->panel->n_units;
    double *influence = out->influence + out->n_means * n_units;
    double *att = NULL;
    size_t *group = NULL;
    double total = 0;
    double weighted = 0;
    bool has_error = true;
    size_t m = 0;
    WKS_TRY(wks_arena_take(arena, out->n_means, sizeof *att, &att, err));
    WKS_TRY(wks_arena_take(arena, out->n_means, sizeof *group, &group, err));
    for (size_t k = 0; k < out->n_means; k++) {
        const wks_did_mean *mean = &out->means[k];
        if (w->kind == WKS_DID_DYNAMIC && mean->at < 0) {
            continue;
        }
        out->overall.n_missing += isnan(mean->att) ? 1 : 0;
        if (isnan(mean->att)) {
            continue;
        }
        size_t g = 0;
        while (w->kind == WKS_DID_GROUP && w->panel->time[g] != mean->at) {
            g++;
        }
        const double weight = w->kind == WKS_DID_GROUP ? w->share[g] : 1;
        has_error = has_error && isfinite(mean->se);
        att[m] = mean->att;
        group[m++] = g;
        weighted += weight * mean->att;
        total += weight;
        for (size_t i = 0; i < n_units; i++) {
            influence[i] += weight * out->influence[i + k * n_units];
        }
    }
    out->overall.n_effects = m;
    out->overall.att = m == 0 ? NAN : weighted / total;
    for (size_t i = 0; m > 0 && i < n_units; i++) {
        influence[i] /= total;
    }
    if (w->kind == WKS_DID_GROUP && m > 0) {
        add_size_influence(w, m, group, att, out->overall.att, total, influence);
    }
    finish(w, influence, has_error, &out->overall);
    return WKS_OK;
}

wks_code wks_did_aggregate_make(const wks_panel *panel, const wks_did *did, wks_did_kind kind,
                                double confidence, wks_arena *arena, wks_did_aggregate *out,
                                wks_error *err)
{
    work w = {.panel = panel, .did = did, .kind = kind, .confidence = confidence};
    *out = (wks_did_aggregate){.overall = {.at = NAN}};
    WKS_TRY(wks_arena_take(arena, panel->n_times + 1, sizeof *w.share, &w.share, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof(double), &w.cluster_room, err));
    WKS_TRY(wks_arena_take(arena, did->n_effects, sizeof *w.chosen, &w.chosen, err));
    WKS_TRY(wks_arena_take(arena, did->n_effects, sizeof *out->means, &out->means, err));
    for (size_t i = 0; i < panel->n_units; i++) {
        w.share[panel->group[i]] += 1 / (double)panel->n_units;
    }
    if (kind != WKS_DID_SIMPLE) {
        list_places(&w, out);
    }
    WKS_TRY(wks_arena_take(arena, panel->n_units * (out->n_means + 1), sizeof(double),
                           &out->influence, err));
    if (kind == WKS_DID_SIMPLE) {
        return average(&w, choose(&w, 0), arena, &out->overall, out->influence, err);
    }
    for (size_t k = 0; k < out->n_means; k++) {
        WKS_TRY(average(&w, choose(&w, out->means[k].at), arena, &out->means[k],
                        out->influence + k * panel->n_units, err));
    }
    return average_means(&w, arena, out, err);
}
