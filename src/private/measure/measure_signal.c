/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "private/measure/measure_signal_inside.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    N_DRAWS = 2000,
    SEED = 20260102
};

static const double half_width = 1.959963984540054; /* of a 95 % interval, in standard errors */

/* ---- what goes in ---------------------------------------------------------------------------- */

/* The newest period in which use has numbers at the level; NULL when there is none. */
static const char *newest_period(const wks_signal_work *work)
{
    const wks_candidates *candidates = work->candidates;
    const char *newest = NULL;
    for (size_t i = 0; i < candidates->n; i++) {
        const wks_candidate *one = &candidates->items[i];
        if (one->indicator == work->use && one->breakdown == 0 && one->level == work->pair->level &&
            wks_status_has_number(one->value.status) &&
            (newest == NULL || strcmp(one->period, newest) > 0)) {
            newest = one->period;
        }
    }
    return newest;
}

/* Need on the logit scale with its variance; false when either is not known. */
static bool take_need(wks_signal_work *work, const wks_candidate *need)
{
    static const double percent = 100;
    const double p = need->value.value / percent;
    const double se = work->pair->assumed_need_error > 0
                          ? work->pair->assumed_need_error / percent
                          : (need->value.upper - need->value.lower) / (2 * half_width * percent);
    if (!(p > 0) || !(p < 1) || !(se > 0)) {
        return false;
    }
    const double slope = 1 / (p * (1 - p));
    work->need_logit[work->n] = log(p / (1 - p));
    work->need_variance[work->n] = se * se * slope * slope;
    return true;
}

/* Observed and expected.  A figure with a relative error e is worth 1 / e^2 counts: log(x) of a
 * Poisson count x has about variance 1 / x. */
static bool take_use(wks_signal_work *work, const wks_candidate *use)
{
    const double error = work->pair->assumed_use_error;
    if (use->parts.kind == WKS_PARTS_RATE) {
        work->observed[work->n] = use->parts.with;
        work->expected[work->n] = use->parts.all;
        return use->parts.all > 0;
    }
    const double ratio = use->value.value / use->indicator->measures[0].per;
    if (!(error > 0) || !(ratio > 0)) {
        return false;
    }
    work->observed[work->n] = 1 / (error * error);
    work->expected[work->n] = work->observed[work->n] / ratio;
    return true;
}

static wks_code take_areas(wks_signal_work *work, wks_error *err)
{
    const wks_candidates *candidates = work->candidates;
    const size_t most = candidates->n;
    size_t n_areas = 0;
    for (size_t i = 0; i < most; i++) {
        n_areas += candidates->items[i].indicator == work->use &&
                   strcmp(candidates->items[i].period, work->period) == 0;
    }
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof *work->area, &work->area, err));
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof(size_t), &work->need_number, err));
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof(size_t), &work->use_number, err));
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof(double), &work->need_logit, err));
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof(double), &work->need_variance, err));
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof(double), &work->observed, err));
    WKS_TRY(wks_arena_take(work->arena, n_areas, sizeof(double), &work->expected, err));
    for (size_t i = 0; i < most; i++) {
        const wks_candidate *use = &candidates->items[i];
        if (use->indicator != work->use || use->breakdown != 0 || use->level != work->pair->level ||
            strcmp(use->period, work->period) != 0 || !wks_status_has_number(use->value.status)) {
            continue;
        }
        const size_t need = wks_candidates_nearest(candidates, work->need, use->area, work->period);
        if (need != WKS_NO_CANDIDATE && take_need(work, &candidates->items[need]) &&
            take_use(work, use)) {
            work->area[work->n] = use->area;
            work->need_number[work->n] = need;
            work->use_number[work->n++] = i;
        }
    }
    return WKS_OK;
}

/* ---- what comes out -------------------------------------------------------------------------- */

static double percent_of_logit(double logit)
{
    static const double percent = 100;
    return percent / (1 + exp(-logit));
}

static const char *label_of(const wks_signal_work *work, wks_mismatch_label label)
{
    if (!work->pair->is_label || label == WKS_MISMATCH_NONE) {
        return "no_statement";
    }
    return label == WKS_MISMATCH_STRONG ? "strong" : "possible";
}

static wks_code set_signals(const wks_signal_work *work, const wks_mismatch_result *result,
                            wks_candidate_signal_list *list, wks_error *err)
{
    WKS_TRY(wks_arena_take(work->arena, work->n, sizeof *list->signals, &list->signals, err));
    for (size_t i = 0; i < work->n; i++) {
        const wks_mismatch_area *area = &result->areas[i];
        wks_candidate_signal *signal = &list->signals[i];
        *signal = (wks_candidate_signal){.area = work->candidates->items[work->use_number[i]].area,
                                         .need_number = work->need_number[i],
                                         .use_number = work->use_number[i],
                                         .need_value = percent_of_logit(area->need),
                                         .need_lower = percent_of_logit(area->need_lower),
                                         .need_upper = percent_of_logit(area->need_upper),
                                         .ratio = area->ratio,
                                         .ratio_lower = area->ratio_lower,
                                         .ratio_upper = area->ratio_upper,
                                         .probability = area->probability,
                                         .label = label_of(work, area->label),
                                         .n_ladder = work->pair->n_ladder};
        WKS_TRY(wks_signal_work_ladder(work, i, log(area->ratio), &signal->ladder, err));
    }
    list->n = work->n;
    return WKS_OK;
}

static wks_code write_diagnostics(const wks_signal_work *work, const wks_mismatch_result *result,
                                  const char **out, wks_error *err)
{
    wks_buffer text = {0};
    wks_json json;
    wks_json_init(&json, &text);
    wks_json_open_object(&json);
    wks_json_member_integer(&json, "gebieden", (int64_t)work->n);
    wks_json_member_integer(&json, "sterk", (int64_t)result->n_strong);
    wks_json_member_integer(&json, "mogelijk", (int64_t)result->n_possible);
    wks_json_member_integer(&json, "opLijst", (int64_t)result->n_listed);
    wks_json_member_number(&json, "verwachtOnterecht", result->expected_false);
    wks_json_member_number(&json, "verwachtTerecht", result->expected_true);
    wks_json_close_object(&json);
    return wks_buffer_keep(&text, work->arena, out, err);
}

static wks_code add_model(const wks_signal_work *work, const char *dutch, const char *english,
                          const char *diagnostics, wks_error *err)
{
    wks_candidates *candidates = work->candidates;
    if (dutch == NULL || english == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_grow(work->arena, &candidates->models, candidates->n_models,
                           &candidates->models_room, sizeof *candidates->models, err));
    candidates->models[candidates->n_models++] = (wks_candidate_model){.indicator = work->use,
                                                                       .level = work->pair->level,
                                                                       .period = work->period,
                                                                       .name = "mismatch",
                                                                       .dutch = dutch,
                                                                       .english = english,
                                                                       .diagnostics = diagnostics};
    return WKS_OK;
}

/* What was taken for granted, for the screen. */
static const char *note_of(const wks_signal_work *work)
{
    if (work->pair->is_label) {
        return "";
    }
    return wks_arena_printf(
        work->arena,
        "Proef met een aanname, geen oordeel: de bronnen geven geen marges. Gerekend is met een "
        "standaardfout van %g procentpunt voor de klachten en %g%% voor het gebruik.",
        work->pair->assumed_need_error, work->pair->assumed_use_error * 100);
}

static wks_code add_list(wks_signal_work *work, const wks_mismatch_data *data,
                         const wks_mismatch_options *options, const wks_mismatch_result *result,
                         wks_error *err)
{
    wks_candidates *candidates = work->candidates;
    const char *diagnostics = NULL;
    WKS_TRY(write_diagnostics(work, result, &diagnostics, err));
    WKS_TRY(add_model(
        work,
        wks_arena_printf(
            work->arena,
            "Klachten en zorggebruik samen, met de onzekerheid van beide (bivariate Fay-Herriot, "
            "%zu gebieden): de kans dat een gebied bij de 30%% met de meeste klachten hoort en "
            "het gebruik onder 0,9 keer verwacht ligt.",
            work->n),
        wks_arena_printf(
            work->arena,
            "Need and use together, with the uncertainty of both (bivariate Fay-Herriot, %zu "
            "areas): the probability that need is among the highest 30%% and use below 0.9 times "
            "expected.",
            work->n),
        diagnostics, err));
    wks_candidate_signal_list list = {.pair = work->pair,
                                      .need = work->need,
                                      .use = work->use,
                                      .period = work->period,
                                      .model = candidates->n_models - 1,
                                      .note = note_of(work)};
    if (list.note == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(set_signals(work, result, &list, err));
    WKS_TRY(wks_signal_work_sensitivity(work, data, options, &list.sensitivity, err));
    WKS_TRY(wks_arena_grow(work->arena, &candidates->signal_lists, candidates->n_signal_lists,
                           &candidates->signal_lists_room, sizeof *candidates->signal_lists, err));
    candidates->signal_lists[candidates->n_signal_lists++] = list;
    return WKS_OK;
}

static wks_code look_at_pair(wks_signal_work *work, wks_error *err)
{
    wks_mismatch_fit fit;
    wks_error why = {0};
    WKS_TRY(take_areas(work, err));
    if (work->n == 0) {
        return WKS_OK; /* need or use has no number with a margin anywhere */
    }
    WKS_TRY(wks_area_map_neighbours(&work->in->maps[work->pair->level], work->area, work->n,
                                    work->arena, &work->neighbours, err));
    const wks_mismatch_data data = {.n_areas = work->n,
                                    .need = work->need_logit,
                                    .need_variance = work->need_variance,
                                    .observed = work->observed,
                                    .expected = work->expected,
                                    .neighbours = &work->neighbours};
    const wks_mismatch_options options = {
        .rule = wks_mismatch_rule_default, .n_draws = N_DRAWS, .seed = SEED};
    const wks_code code = wks_mismatch_fit_areas(&data, &options, work->arena, &fit, &why);
    if (code == WKS_E_MEMORY) {
        return wks_arena_fail(err);
    }
    if (code != WKS_OK) {
        return add_model(work,
                         "Geen aanwijzingen: het model heeft voor deze gebieden geen uitkomst.",
                         "No signals: the model has no answer for these areas.", "{}", err);
    }
    return add_list(work, &data, &options, &fit.result, err);
}

wks_code wks_measure_signals(const wks_modelling *in, wks_arena *arena, wks_candidates *candidates,
                             wks_error *err)
{
    for (size_t i = 0; i < in->catalogue->n_signals; i++) {
        const wks_signal_pair *pair = &in->catalogue->signals[i];
        wks_signal_work work = {.in = in,
                                .pair = pair,
                                .need = wks_catalogue_indicator(in->catalogue, pair->need),
                                .use = wks_catalogue_indicator(in->catalogue, pair->use),
                                .arena = arena,
                                .candidates = candidates};
        work.period = newest_period(&work);
        if (work.period != NULL) {
            WKS_TRY(look_at_pair(&work, err));
        }
    }
    return WKS_OK;
}
