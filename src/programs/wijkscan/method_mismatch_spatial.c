/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method_mismatch_spatial.h"

#include "base/language.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/method_graph.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

wks_code wks_method_spatial_read(const wks_call *call, const wks_arguments *arguments,
                                 const char *const *area, size_t n, wks_method_spatial *out,
                                 wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "graph");
    wks_method_areas areas = {.n = n};
    if (path == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *areas.code, &areas.code, err));
    memcpy(areas.code, area, n * sizeof *areas.code);
    out->is_asked = true;
    return wks_method_read_graph(path, &areas, call->arena, &out->neighbours, err);
}

void wks_method_spatial_put_names(const wks_method_spatial *spatial, wks_buffer *out)
{
    if (spatial->is_asked) {
        wks_buffer_text(out, ",spatial_probability,spatial_label,spatial_listed,spatial_need,"
                             "spatial_need_lower,spatial_need_upper,spatial_ratio,"
                             "spatial_ratio_lower,spatial_ratio_upper");
    }
}

void wks_method_spatial_put_area(const wks_method_spatial *spatial, size_t area, wks_buffer *out)
{
    if (!spatial->is_asked) {
        return;
    }
    const wks_mismatch_area *a = &spatial->fit.result.areas[area];
    wks_method_put_next(out, a->probability);
    wks_buffer_printf(out, ",%s", wks_mismatch_label_code(a->label));
    wks_method_put_next(out, a->is_listed);
    wks_method_put_next(out, a->need);
    wks_method_put_next(out, a->need_lower);
    wks_method_put_next(out, a->need_upper);
    wks_method_put_next(out, a->ratio);
    wks_method_put_next(out, a->ratio_lower);
    wks_method_put_next(out, a->ratio_upper);
}

static void put_summary(wks_json *json, const char *key, const wks_bym2_summary *s)
{
    if (isnan(s->mean)) {
        return;
    }
    wks_json_key(json, key);
    wks_json_open_object(json);
    wks_json_member_number(json, "mean", s->mean);
    wks_json_member_number(json, "sd", s->sd);
    wks_json_member_number(json, "lower", s->lower);
    wks_json_member_number(json, "median", s->median);
    wks_json_member_number(json, "upper", s->upper);
    wks_json_close_object(json);
}

/* One sentence a flag. */
static void put_messages(wks_json *json, unsigned flags)
{
    wks_json_key(json, "messages");
    wks_json_open_array(json);
    if ((flags & WKS_SHARED_COMPONENT_NO_EVENTS) != 0) {
        wks_json_text(json, wks_tr("nobody had care: the level of use is bounded on one side only",
                                   "niemand had zorg: het niveau van het gebruik is maar aan een "
                                   "kant begrensd"));
    }
    if ((flags & WKS_SHARED_COMPONENT_NOT_AT_MODE) != 0) {
        wks_json_text(json, wks_tr("the search for the mode stopped early; the points were spread "
                                   "from there",
                                   "het zoeken naar de modus stopte vroeg; de punten zijn van daar "
                                   "verspreid"));
    }
    if ((flags & WKS_SHARED_COMPONENT_FEW_POINTS) != 0) {
        wks_json_text(json, wks_tr("few points carry the posterior: read this model as rough",
                                   "weinig punten dragen de posterior: lees dit model als ruw"));
    }
    wks_json_close_array(json);
}

void wks_method_spatial_put_model(const wks_method_spatial *spatial, wks_json *json)
{
    if (!spatial->is_asked) {
        return;
    }
    const wks_shared_component_fit *model = &spatial->fit.model;
    const wks_mismatch_result *result = &spatial->fit.result;
    const wks_shared_component_diagnostics *d = &model->diagnostics;
    wks_json_key(json, "spatial");
    wks_json_open_object(json);
    wks_json_member_text(json, "model", "shared component, BYM2; nested Laplace");
    put_summary(json, "need_tau", &model->need_tau);
    put_summary(json, "need_phi", &model->need_phi);
    put_summary(json, "gap_tau", &model->gap_tau);
    put_summary(json, "gap_phi", &model->gap_phi);
    put_summary(json, "slope", &model->slope);
    wks_json_member_number(json, "log_likelihood", model->log_likelihood);
    wks_json_member_integer(json, "strong", (int64_t)result->n_strong);
    wks_json_member_integer(json, "possible", (int64_t)result->n_possible);
    wks_json_member_integer(json, "listed", (int64_t)result->n_listed);
    wks_json_member_number(json, "expected_false_among_listed", result->expected_false);
    wks_json_member_number(json, "expected_number_of_mismatches", result->expected_true);
    wks_json_member_integer(json, "points", (int64_t)d->n_points);
    wks_json_member_number(json, "effective_points", d->effective_points);
    wks_json_member_integer(json, "failed_points", (int64_t)d->n_failed);
    wks_json_member_integer(json, "evaluations", (int64_t)d->n_evaluations);
    put_messages(json, d->flags);
    wks_json_close_object(json);
}
