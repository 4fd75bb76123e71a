/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/difference_in_differences.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/special.h"
#include "math/sum.h"

#include <math.h>
#include <string.h>

typedef struct work {
    const wks_panel *panel;
    const wks_did_options *options;
    wks_arena *arena;
    double *cluster_room; /* [n_clusters] */
    bool *seen;           /* [n_clusters] */
} work;

const char *wks_did_status_text(wks_did_status status)
{
    switch (status) {
    case WKS_DID_OK:
        return wks_tr("estimated", "geschat");
    case WKS_DID_FEW:
        return wks_tr("fewer than two areas or clusters on a side, or no spread between them: no "
                      "margin can be given",
                      "minder dan twee gebieden of clusters aan een kant, of geen spreiding "
                      "ertussen: er is geen marge te geven");
    case WKS_DID_NO_CONTROL:
        return wks_tr("no area to compare with in this period",
                      "geen gebied om mee te vergelijken in deze periode");
    case WKS_DID_NOT_FITTED:
        return wks_tr("the covariates do not allow a comparison",
                      "de achtergrondkenmerken laten geen vergelijking toe");
    }
    return "";
}

double wks_difference_in_differences_se(const wks_panel *panel, const double *influence,
                                        double *room)
{
    wks_sum squares = {0};
    memset(room, 0, panel->n_clusters * sizeof *room);
    for (size_t i = 0; i < panel->n_units; i++) {
        room[panel->cluster[i]] += influence[i];
    }
    for (size_t c = 0; c < panel->n_clusters; c++) {
        wks_sum_add(&squares, room[c] * room[c]);
    }
    return sqrt(wks_sum_value(&squares)) / (double)panel->n_units;
}

/* ---- which comparisons ----------------------------------------------------------------------- */

static bool has_group(const wks_panel *panel, size_t group)
{
    for (size_t i = 0; i < panel->n_units; i++) {
        if (panel->group[i] == group) {
            return true;
        }
    }
    return false;
}

static wks_code list_effects(const work *w, wks_did *out, wks_error *err)
{
    const wks_panel *panel = w->panel;
    const size_t most = panel->n_times * panel->n_times;
    WKS_TRY(wks_arena_take(w->arena, most, sizeof *out->effects, &out->effects, err));
    for (size_t group = 1; group < panel->n_times; group++) {
        if (!has_group(panel, group)) {
            continue;
        }
        for (size_t time = 0; time < panel->n_times; time++) {
            const bool is_before = time < group;
            const size_t base = is_before && !w->options->has_universal_base ? time - 1 : group - 1;
            /* the first period has none before it; the base is no news */
            if (base == time || (is_before && !w->options->has_universal_base && time == 0)) {
                continue;
            }
            out->effects[out->n_effects++] = (wks_did_effect){.group = group,
                                                              .time = time,
                                                              .base = base,
                                                              .is_before = is_before,
                                                              .att = NAN,
                                                              .se = NAN,
                                                              .lower = NAN,
                                                              .upper = NAN};
        }
    }
    return WKS_OK;
}

static bool is_control(const work *w, const wks_did_effect *effect, size_t unit)
{
    const size_t group = w->panel->group[unit];
    const size_t last = effect->time > effect->base ? effect->time : effect->base;
    if (group == w->panel->n_times) {
        return true;
    }
    return w->options->control == WKS_DID_NOT_YET && group != effect->group && group > last;
}

/* ---- one effect ------------------------------------------------------------------------------ */

/* The areas of a comparison: those on either side with a value in both periods. */
typedef struct selection {
    size_t *unit; /* [n_units] */
    bool *is_treated;
    double *change;
    wks_did_contrast_data data;
} selection;

static wks_code take_sample(const work *w, wks_did_effect *effect, wks_arena *arena, selection *out,
                            wks_error *err)
{
    const wks_panel *panel = w->panel;
    const size_t n = panel->n_units;
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->unit, &out->unit, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->is_treated, &out->is_treated, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->change, &out->change, err));
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        const bool is_treated = panel->group[i] == effect->group;
        const double change = panel->y[i + effect->time * n] - panel->y[i + effect->base * n];
        if (isnan(change) || (!is_treated && !is_control(w, effect, i))) {
            continue;
        }
        out->unit[m] = i;
        out->is_treated[m] = is_treated;
        out->change[m++] = change;
        *(is_treated ? &effect->n_treated : &effect->n_control) += 1;
    }
    out->data = (wks_did_contrast_data){w->options->estimator, m,   1 + panel->n_x, out->change,
                                        out->is_treated,       NULL};
    return WKS_OK;
}

/* The constant and the covariates of the earlier of the two periods. */
static wks_code take_covariates(const work *w, const wks_did_effect *effect, wks_arena *arena,
                                selection *sample, wks_error *err)
{
    const wks_panel *panel = w->panel;
    const size_t m = sample->data.n;
    const size_t time = effect->time < effect->base ? effect->time : effect->base;
    double *x = NULL;
    WKS_TRY(wks_arena_take(arena, m * sample->data.p, sizeof *x, &x, err));
    for (size_t i = 0; i < m; i++) {
        x[i] = 1;
        for (size_t k = 0; k < panel->n_x; k++) {
            x[i + (k + 1) * m] = panel->x[sample->unit[i] + time * panel->n_units +
                                          k * panel->n_units * panel->n_times];
        }
    }
    sample->data.x = x;
    return WKS_OK;
}

/* How many clusters the sample's treated (or control) areas stand in. */
static size_t count_clusters(const work *w, const selection *sample, bool is_treated)
{
    size_t n = 0;
    memset(w->seen, 0, w->panel->n_clusters * sizeof *w->seen);
    for (size_t i = 0; i < sample->data.n; i++) {
        bool *seen = &w->seen[w->panel->cluster[sample->unit[i]]];
        if (sample->is_treated[i] == is_treated && !*seen) {
            *seen = true;
            n++;
        }
    }
    return n;
}

static void finish_effect(const work *w, const selection *sample, const double *own,
                          wks_did_effect *effect, double *influence)
{
    const double scale = (double)w->panel->n_units / (double)sample->data.n;
    for (size_t i = 0; i < sample->data.n; i++) {
        influence[sample->unit[i]] = scale * own[i];
    }
    const double se = wks_difference_in_differences_se(w->panel, influence, w->cluster_room);
    if (count_clusters(w, sample, true) < 2 || count_clusters(w, sample, false) < 2 || !(se > 0)) {
        effect->status = WKS_DID_FEW;
        return;
    }
    const double half = se * wks_special_normal_quantile(0.5 + w->options->confidence / 2);
    effect->se = se;
    effect->lower = effect->att - half;
    effect->upper = effect->att + half;
}

static wks_code estimate(const work *w, wks_did_effect *effect, double *influence,
                         wks_arena *scratch, wks_error *err)
{
    selection sample;
    double *own = NULL;
    WKS_TRY(take_sample(w, effect, scratch, &sample, err));
    if (effect->n_treated == 0 || effect->n_control == 0) {
        effect->status = effect->n_control == 0 ? WKS_DID_NO_CONTROL : WKS_DID_NOT_FITTED;
        effect->model_status = WKS_GLM_TOO_FEW;
        return WKS_OK;
    }
    WKS_TRY(take_covariates(w, effect, scratch, &sample, err));
    WKS_TRY(wks_arena_take(scratch, sample.data.n, sizeof *own, &own, err));
    WKS_TRY(wks_did_contrast_estimate(&sample.data, scratch, &effect->att, own,
                                      &effect->model_status, err));
    if (effect->model_status != WKS_GLM_FITTED) {
        effect->status = WKS_DID_NOT_FITTED;
        effect->att = NAN;
        return WKS_OK;
    }
    finish_effect(w, &sample, own, effect, influence);
    return WKS_OK;
}

/* ---- all effects ----------------------------------------------------------------------------- */

static wks_code estimate_all(const work *w, wks_did *out, wks_error *err)
{
    const size_t n = w->panel->n_units;
    WKS_TRY(wks_arena_take(w->arena, n * out->n_effects, sizeof(double), &out->influence, err));
    for (size_t k = 0; k < out->n_effects; k++) {
        wks_arena scratch;
        wks_arena_init(&scratch, 0);
        const wks_code code = estimate(w, &out->effects[k], out->influence + k * n, &scratch, err);
        wks_arena_clear(&scratch);
        WKS_TRY(code);
    }
    return WKS_OK;
}

static void count_treated(const work *w, wks_did *out)
{
    memset(w->seen, 0, w->panel->n_clusters * sizeof *w->seen);
    for (size_t i = 0; i < w->panel->n_units; i++) {
        if (w->panel->group[i] < w->panel->n_times) {
            bool *seen = &w->seen[w->panel->cluster[i]];
            out->n_treated++;
            out->n_treated_clusters += !*seen;
            *seen = true;
        }
    }
}

/* covariance [q x q] of the effects in index [q], from the cluster sums of their influence. */
static wks_code covariance_of(const work *w, const wks_did *did, const size_t *index, size_t q,
                              double *covariance, wks_error *err)
{
    const wks_panel *panel = w->panel;
    const double n = (double)panel->n_units;
    double *sums = NULL; /* [n_clusters x q] */
    WKS_TRY(wks_arena_take(w->arena, panel->n_clusters * q, sizeof *sums, &sums, err));
    for (size_t k = 0; k < q; k++) {
        const double *influence = did->influence + index[k] * panel->n_units;
        for (size_t i = 0; i < panel->n_units; i++) {
            sums[panel->cluster[i] + k * panel->n_clusters] += influence[i] / n;
        }
    }
    wks_dense_cross(panel->n_clusters, q, q, sums, NULL, sums, covariance);
    return WKS_OK;
}

static double pre_trend_p(double wald, size_t q, size_t n_clusters)
{
    const double g = (double)n_clusters;
    const double k = (double)q;
    if (n_clusters >= WKS_DID_MANY_CLUSTERS) {
        return wks_special_chi_squared_upper(k, wald);
    }
    return wks_special_f_upper(k, g - k, wald * (g - k) / (k * (g - 1)));
}

static wks_code test_before(const work *w, wks_did *out, wks_error *err)
{
    size_t *index = NULL;
    double *covariance = NULL;
    double *solved = NULL;
    double *att = NULL;
    size_t q = 0;
    out->pre_trend = (wks_did_pre_trend){0, NAN, NAN};
    WKS_TRY(wks_arena_take(w->arena, out->n_effects, sizeof *index, &index, err));
    for (size_t k = 0; k < out->n_effects; k++) {
        if (out->effects[k].is_before && out->effects[k].status == WKS_DID_OK) {
            index[q++] = k;
        }
    }
    out->pre_trend.n = q;
    if (q == 0 || w->panel->n_clusters <= q + 1) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(w->arena, q * q, sizeof *covariance, &covariance, err));
    WKS_TRY(wks_arena_take(w->arena, q, sizeof *solved, &solved, err));
    WKS_TRY(wks_arena_take(w->arena, q, sizeof *att, &att, err));
    WKS_TRY(covariance_of(w, out, index, q, covariance, err));
    size_t column = 0;
    WKS_TRY(wks_glm_collinear(q, q, covariance, w->arena, &column, err));
    if (column < q || wks_dense_cholesky(q, covariance, NULL) != WKS_OK) {
        return WKS_OK;
    }
    for (size_t k = 0; k < q; k++) {
        att[k] = solved[k] = out->effects[index[k]].att;
    }
    wks_dense_solve(q, 1, covariance, solved);
    out->pre_trend.wald = 0;
    for (size_t k = 0; k < q; k++) {
        out->pre_trend.wald += att[k] * solved[k];
    }
    out->pre_trend.p = pre_trend_p(out->pre_trend.wald, q, w->panel->n_clusters);
    return WKS_OK;
}

/* Is there an effect after the start, and something to hold it against? */
static wks_effect_refusal refusal_of(const wks_did *did)
{
    bool has_control = false;
    for (size_t k = 0; k < did->n_effects; k++) {
        has_control = has_control ||
                      (!did->effects[k].is_before && did->effects[k].status != WKS_DID_NO_CONTROL);
    }
    if (did->n_treated > 0 && !has_control) {
        return WKS_EFFECT_NO_CONTROL;
    }
    return wks_effect_guard_after(did->n_treated_clusters, did->pre_trend.p);
}

wks_code wks_difference_in_differences_fit(const wks_panel *panel, const wks_did_options *options,
                                           wks_arena *arena, wks_did *out, wks_error *err)
{
    work w = {.panel = panel, .options = options, .arena = arena};
    *out = (wks_did){0};
    if (!(options->confidence > 0 && options->confidence < 1)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the confidence must lie between 0 and 1",
                               "de betrouwbaarheid moet tussen 0 en 1 liggen"));
    }
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof(double), &w.cluster_room, err));
    WKS_TRY(wks_arena_take(arena, panel->n_clusters, sizeof(bool), &w.seen, err));
    WKS_TRY(list_effects(&w, out, err));
    count_treated(&w, out);
    WKS_TRY(estimate_all(&w, out, err));
    WKS_TRY(test_before(&w, out, err));
    out->refusal = refusal_of(out);
    return WKS_OK;
}
