/* `wijkscan method fh`: Fay-Herriot on a plain CSV, alone, in space, or in space and time.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "programs/wijkscan/method_fh.h"

#include "base/json.h"
#include "base/language.h"
#include "private/estimate/fay_herriot_bayes.h"
#include "private/estimate/fay_herriot_scale.h"
#include "private/estimate/fay_herriot_spatial.h"
#include "private/estimate/fay_herriot_time.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef wks_fh_request request;

/* ---- in: neighbours and periods ------------------------------------------------------------- */

static wks_code find_place(const request *r, const wks_method_data *edges, size_t row,
                           const char *name, size_t *out, wks_error *err)
{
    for (size_t i = 0; i < r->n_places; i++) {
        if (strcmp(r->place_names[i], name) == 0) {
            *out = i;
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu: area %s is not in the data",
                           "%s: regel %zu: gebied %s staat niet in de gegevens"),
                    edges->path, edges->line[row], name);
}

/* Two columns with the names (or numbers from 1) of neighbours. */
static wks_code read_edges(const char *path, const request *r, wks_arena *arena, double **w,
                           wks_error *err)
{
    wks_method_data edges;
    size_t *from = NULL;
    size_t *to = NULL;
    WKS_TRY(wks_method_read(path, arena, &edges, err));
    if (edges.n_columns < 2) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: expected two columns with neighbours",
                               "%s: verwacht twee kolommen met buren"),
                        edges.path);
    }
    WKS_TRY(wks_arena_take(arena, edges.n_rows, sizeof *from, &from, err));
    WKS_TRY(wks_arena_take(arena, edges.n_rows, sizeof *to, &to, err));
    for (size_t i = 0; i < edges.n_rows; i++) {
        const char **cells = edges.cells + i * edges.n_columns;
        WKS_TRY(find_place(r, &edges, i, cells[0], &from[i], err));
        WKS_TRY(find_place(r, &edges, i, cells[1], &to[i], err));
    }
    const wks_code code =
        wks_fay_herriot_spatial_weights(r->n_places, edges.n_rows, from, to, arena, w, err);
    return code == WKS_OK ? code : wks_error_prefix(err, code, "%s", edges.path);
}

/* The areas: one a row, or with --time one for each name. */
static wks_code read_places(request *r, const char *area, bool has_time, wks_arena *arena,
                            size_t **place, wks_error *err)
{
    const size_t n = r->file.n_rows;
    wks_method_groups groups;
    WKS_TRY(wks_arena_take(arena, n, sizeof **place, place, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *r->place_names, &r->place_names, err));
    if (area == NULL) {
        r->n_places = n;
        for (size_t i = 0; i < n; i++) {
            (*place)[i] = i;
            r->place_names[i] = wks_arena_printf(arena, "%zu", i + 1);
            if (r->place_names[i] == NULL) {
                return wks_arena_fail(err);
            }
        }
        return WKS_OK;
    }
    WKS_TRY(wks_method_group(&r->file, area, arena, &groups, err));
    r->n_places = groups.n;
    memcpy(*place, groups.of_row, n * sizeof **place);
    for (size_t g = 0; g < groups.n; g++) {
        r->place_names[g] = r->area[groups.first[g]];
    }
    if (!has_time && groups.n < n) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: column %s: an area stands in more than one row; with periods, "
                               "name their column with --time",
                               "%s: kolom %s: een gebied staat in meer dan een rij; zijn er "
                               "perioden, noem dan hun kolom met --time"),
                        r->file.path, area);
    }
    return WKS_OK;
}

static wks_code fit_time(const wks_fay_herriot_data *data, request *r, const size_t *place,
                         const char *column, const double *w, wks_arena *arena, wks_error *err)
{
    double *time = NULL;
    int *period = NULL;
    WKS_TRY(wks_method_texts(&r->file, column, arena, &r->time, err));
    WKS_TRY(wks_method_numbers(&r->file, column, false, arena, &time, err));
    WKS_TRY(wks_arena_take(arena, r->file.n_rows, sizeof *period, &period, err));
    for (size_t i = 0; i < r->file.n_rows; i++) {
        if (!(fabs(time[i]) < 1e6) || time[i] != floor(time[i])) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected a whole number",
                                   "%s: regel %zu, kolom %s: verwacht een geheel getal"),
                            r->file.path, r->file.line[i], column);
        }
        period[i] = (int)time[i];
    }
    const wks_fay_herriot_time_place at = {r->n_places, place, period, w};
    r->n_theta = 4;
    return wks_fay_herriot_time_fit(data, &at, r->method, arena, &r->fit, err);
}

static wks_code fit(const wks_call *call, const wks_arguments *arguments, request *r,
                    wks_error *err)
{
    const char *edges = wks_arguments_flag(call, arguments, "spatial");
    const char *time = wks_arguments_flag(call, arguments, "time");
    const wks_fay_herriot_data data = {r->file.n_rows, r->n_covariates, r->y, r->variance, r->x};
    const wks_fay_herriot_options options = {.method = r->method,
                                             .mse = r->is_naive ? WKS_FAY_HERRIOT_MSE_NAIVE
                                                                : WKS_FAY_HERRIOT_MSE_SECOND_ORDER};
    size_t *place = NULL;
    double *w = NULL;
    if (time != NULL && edges == NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--time needs --spatial too", "bij --time hoort ook --spatial"));
    }
    WKS_TRY(read_places(r, wks_arguments_flag(call, arguments, "area"), time != NULL, call->arena,
                        &place, err));
    if (edges == NULL) {
        return r->method == WKS_FAY_HERRIOT_HB
                   ? wks_fay_herriot_bayes_fit(&data, call->arena, &r->fit.areas, err)
                   : wks_fay_herriot_fit_areas(&data, &options, call->arena, &r->fit.areas, err);
    }
    WKS_TRY(read_edges(edges, r, call->arena, &w, err));
    if (time != NULL) {
        return fit_time(&data, r, place, time, w, call->arena, err);
    }
    r->n_theta = 2;
    return wks_fay_herriot_spatial_fit(&data, w, r->method, call->arena, &r->fit, err);
}

/* ---- out ------------------------------------------------------------------------------------ */

static const char *mse_name(const request *r)
{
    if (r->method == WKS_FAY_HERRIOT_HB) {
        return "posterior variance";
    }
    if (r->n_theta > 0) {
        return "g1 + g2 + 2 g3 - g4 (Singh, Shukla & Kundu)";
    }
    return r->is_naive ? "g1 + g2 (naive)" : "g1 + g2 + 2 g3 - bias (Prasad-Rao, Datta-Lahiri)";
}

static void put_theta(wks_json *json, const request *r)
{
    static const char *const space[] = {"variance", "spatial_correlation"};
    static const char *const time[] = {"area_variance", "spatial_correlation", "time_variance",
                                       "time_correlation"};
    wks_json_key(json, "parameters");
    wks_json_open_array(json);
    for (size_t k = 0; k < r->n_theta; k++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "name", r->n_theta == 2 ? space[k] : time[k]);
        wks_json_member_number(json, "estimate", r->fit.theta[k]);
        wks_json_member_number(json, "standard_error", r->fit.theta_error[k]);
        wks_json_member_bool(json, "at_bound", r->fit.is_at_bound[k]);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    wks_json_member_number(json, "restricted_log_likelihood", r->fit.restricted_log_likelihood);
    wks_json_member_integer(json, "rounds", (int64_t)r->fit.n_rounds);
}

static void put_summary(wks_buffer *out, const request *r)
{
    const wks_fay_herriot_fit *f = &r->fit.areas;
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "method", wks_fay_herriot_method_name(r->method));
    wks_json_member_text(&json, "status", f->status == WKS_FAY_HERRIOT_OK ? "ok" : "zero_variance");
    wks_json_member_text(&json, "message", wks_fay_herriot_status_text(f->status));
    wks_json_member_text(&json, "scale", r->is_logit ? "logit" : "own");
    wks_json_member_text(&json, "mse", mse_name(r));
    wks_json_member_number(&json, "between_variance", f->a);
    wks_json_member_number(&json, "between_variance_standard_error", f->a_error);
    if (r->n_theta > 0) {
        put_theta(&json, r);
    }
    wks_json_key(&json, "coefficients");
    wks_json_open_array(&json);
    for (size_t k = 0; k < r->n_covariates; k++) {
        wks_json_open_object(&json);
        wks_json_member_text(&json, "name", r->names[k]);
        wks_json_member_number(&json, "estimate", f->coefficients[k]);
        wks_json_member_number(&json, "standard_error",
                               sqrt(f->covariance[k + k * r->n_covariates]));
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
    wks_json_member_number(&json, "log_likelihood", f->log_likelihood);
    wks_json_member_number(&json, "aic", f->aic);
    wks_json_member_number(&json, "bic", f->bic);
    wks_json_member_integer(&json, "areas_with_figure", (int64_t)f->n_used);
    wks_json_member_integer(&json, "areas_without_figure", (int64_t)(r->file.n_rows - f->n_used));
    wks_json_member_integer(&json, "local_optima", (int64_t)f->n_optima);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static wks_code write_summary(const wks_call *call, const wks_arguments *arguments,
                              const request *r, wks_error *err)
{
    wks_buffer out = {0};
    put_summary(&out, r);
    return wks_method_write_summary(call, arguments, &out, err);
}

static wks_code write_areas(const wks_call *call, const wks_arguments *arguments, const request *r,
                            wks_error *err)
{
    const wks_fay_herriot_fit *f = &r->fit.areas;
    const size_t n = r->file.n_rows;
    const double *estimate = f->estimate;
    const double *mse = f->mse;
    wks_buffer out = {0};
    if (r->is_logit) {
        double *back[2] = {NULL, NULL};
        WKS_TRY(wks_arena_take(call->arena, n, sizeof(double), &back[0], err));
        WKS_TRY(wks_arena_take(call->arena, n, sizeof(double), &back[1], err));
        WKS_TRY(
            wks_fay_herriot_scale_back(n, f->estimate, f->mse, call->arena, back[0], back[1], err));
        estimate = back[0];
        mse = back[1];
    }
    wks_buffer_text(&out, "area,direct,estimate,mse,gamma,residual,out_of_sample");
    wks_buffer_text(&out, r->is_logit ? ",logit,logit_mse" : "");
    wks_buffer_text(&out, r->time != NULL ? ",time\n" : "\n");
    for (size_t i = 0; i < n; i++) {
        if (r->area != NULL) {
            wks_method_put_text(&out, r->area[i]);
        } else {
            wks_method_put_number(&out, (double)(i + 1));
        }
        wks_method_put_next(&out, r->own[i]);
        wks_method_put_next(&out, estimate[i]);
        wks_method_put_next(&out, mse[i]);
        wks_method_put_next(&out, f->gamma[i]);
        wks_method_put_next(&out, f->residual[i]);
        wks_method_put_next(&out, f->is_out_of_sample[i]);
        if (r->is_logit) {
            wks_method_put_next(&out, f->estimate[i]);
            wks_method_put_next(&out, f->mse[i]);
        }
        if (r->time != NULL) {
            wks_buffer_text(&out, ",");
            wks_method_put_text(&out, r->time[i]);
        }
        wks_buffer_text(&out, "\n");
    }
    return wks_method_write(call, arguments, &out, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    request r = {0};
    WKS_TRY(wks_fh_request_read(call, arguments, &r, err));
    const wks_code code = fit(call, arguments, &r, err);
    if (code == WKS_E_FORMAT) { /* it names its own file */
        return code;
    }
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", r.file.path);
    }
    WKS_TRY(write_summary(call, arguments, &r, err));
    return write_areas(call, arguments, &r, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"area", "COLUMN", "names of the areas (their row number)", "namen van gebieden (rijnummer)"},
    {"y", "COLUMN", "the direct figure; empty: predict it", "het directe cijfer; leeg: voorspel"},
    {"var", "COLUMN", "its sampling variance", "de steekproefvariantie ervan"},
    {"x", "COLUMNS", "covariates, with commas between", "covariaten, met komma's ertussen"},
    {"factor", "COLUMN", "a covariate of categories", "een covariaat met categorieen"},
    {"no-constant", NULL, "no constant in the regression", "geen constante in de regressie"},
    {"method", "NAME", "REML, ML, FH, AMRL, AMRL_YL, AMPL, AMPL_YL, HB (REML)",
     "REML, ML, FH, AMRL, AMRL_YL, AMPL, AMPL_YL, HB (REML)"},
    {"mse", "NAME", "second-order or naive (second-order)", "second-order of naive (second-order)"},
    {"scale", "NAME", "own, or logit for a proportion (own)",
     "own, of logit voor een aandeel (own)"},
    {"size", "COLUMN", "with logit: sample size, to smooth the variances",
     "bij logit: steekproefomvang, om varianties glad te strijken"},
    {"spatial", "FILE", "CSV with pairs of neighbours", "CSV met paren van buren"},
    {"time", "COLUMN", "with --spatial: the period of a row", "bij --spatial: periode van een rij"},
    {"summary", "FILE", "write the model as JSON (to standard error)",
     "schrijf het model als JSON (naar de standaardfout)"},
};

const wks_verb wks_method_fh = {
    .group = "method",
    .name = "fh",
    .arguments = "",
    .english = "Fay-Herriot: steadier figures for areas with few observations",
    .dutch = "Fay-Herriot: stabielere cijfers voor gebieden met weinig waarnemingen",
    .more_english =
        "In:  one row an area (with --time: an area in a period). An empty y is predicted.\n"
        "Out: area, direct (y as read), estimate, mse (its mean squared error), gamma (weight of\n"
        "     the area's own figure), residual (standardised), out_of_sample (1: predicted); with\n"
        "     --scale logit also logit and logit_mse (estimate and mse are then proportions), "
        "with\n"
        "     --time also time.\n"
        "JSON: variance between areas, coefficients, log-likelihood, status. status\n"
        "     zero_variance: use AMRL_YL. A proportion of 0 or 1 has no logit: it is predicted.\n"
        "Neighbours: two columns with names as in --area, or row numbers; any order.\n"
        "Example: wijkscan method fh --data milk.csv --y yi --var v --factor MajorArea",
    .more_dutch =
        "In:  een rij per gebied (met --time: een gebied in een periode). Een lege y wordt "
        "voorspeld.\n"
        "Uit: area, direct (y zoals gelezen), estimate (schatting), mse (verwachte kwadratische\n"
        "     fout), gamma (gewicht van het eigen cijfer), residual (gestandaardiseerd),\n"
        "     out_of_sample (1: voorspeld); met --scale logit ook logit en logit_mse (estimate en\n"
        "     mse zijn dan aandelen), met --time ook time.\n"
        "JSON: variantie tussen gebieden, coefficienten, aannemelijkheid, status. Bij status\n"
        "     zero_variance: neem AMRL_YL. Een aandeel van 0 of 1 heeft geen logit: het wordt "
        "voorspeld.\n"
        "Buren: twee kolommen met namen als in --area, of rijnummers; volgorde maakt niet uit.\n"
        "Voorbeeld: wijkscan method fh --data milk.csv --y yi --var v --factor MajorArea",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
