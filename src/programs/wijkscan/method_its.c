/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/interrupted_series.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static const char columns[] = "part,name,time,value,se,lower,upper,p,note\n";

/* A row of the output; NAN is an empty cell. */
static void put(wks_buffer *out, const char *part, const char *name, const double numbers[6],
                const char *note)
{
    wks_method_put_text(out, part);
    wks_buffer_text(out, ",");
    wks_method_put_text(out, name);
    for (size_t i = 0; i < 6; i++) {
        wks_method_put_next(out, numbers[i]);
    }
    wks_buffer_text(out, ",");
    wks_method_put_text(out, note);
    wks_buffer_text(out, "\n");
}

static void put_one(wks_buffer *out, const char *part, const char *name, double value,
                    const char *note)
{
    put(out, part, name, (double[]){NAN, value, NAN, NAN, NAN, NAN}, note);
}

static void put_term(wks_buffer *out, const char *part, const wks_interrupted_series_term *term,
                     const char *note)
{
    put(out, part, term->name,
        (double[]){NAN, term->value, term->se, term->lower, term->upper, term->p}, note);
}

static void put_model(wks_buffer *out, const wks_interrupted_series *series, bool is_log)
{
    for (size_t k = 0; k < series->n_terms; k++) {
        put_term(out, "coefficient", &series->terms[k], "");
    }
    for (size_t k = 0; is_log && k < series->n_terms; k++) {
        const wks_interrupted_series_term *term = &series->terms[k];
        if (k == series->level || k == series->slope) {
            put(out, "ratio", term->name,
                (double[]){NAN, exp(term->value), NAN, exp(term->lower), exp(term->upper), term->p},
                "");
        }
    }
    put_one(out, "model", "deviance", series->fit.deviance, "");
    put_one(out, "model", "df", (double)series->fit.df, "");
    put_one(out, "model", "pearson", series->fit.pearson, "");
    const bool is_fixed = series->fit.dispersion == 1;
    put_one(out, "model", "dispersion",
            is_fixed ? series->fit.overdispersion : series->fit.dispersion,
            is_fixed ? wks_tr("pearson / df; not used for the errors",
                              "pearson / df; niet gebruikt voor de fouten")
                     : "");
    put_one(out, "model", "rounds", (double)series->fit.rounds, "");
    put(out, "test", "slope_change_f",
        (double[]){NAN, series->slope_test.f, NAN, NAN, NAN, series->slope_test.p},
        isnan(series->slope_test.f) ? wks_tr("the model with a change of slope could not be fitted",
                                             "het model met een knik was niet te berekenen")
                                    : "");
}

static void put_rate(wks_buffer *out, const wks_interrupted_series *series, wks_arena *arena)
{
    for (size_t k = 0; k < series->n_terms; k++) {
        put_term(out, "rate_coefficient", &series->rate_terms[k], "");
    }
    const char *note = wks_arena_printf(arena, "lag %zu", series->lag);
    for (size_t k = 0; k < series->n_terms; k++) {
        const wks_interrupted_series_term *term = &series->rate_terms[k];
        const double se = series->newey_west_se[k];
        const double reach = (term->upper - term->value) / term->se;
        put(out, "rate_newey_west", term->name,
            (double[]){NAN, term->value, se, term->value - reach * se, term->value + reach * se,
                       NAN},
            note == NULL ? "" : note);
    }
    put_one(out, "rate", "durbin_watson", series->durbin_watson, "");
    for (size_t k = 0; k < series->n_autocorrelations; k++) {
        put(out, "autocorrelation", "pearson_residual",
            (double[]){(double)(k + 1), series->autocorrelation[k], NAN,
                       -series->autocorrelation_limit, series->autocorrelation_limit, NAN},
            wks_tr("time is the lag", "time is de vertraging"));
    }
}

static void put_points(wks_buffer *out, const wks_interrupted_series *series, size_t n)
{
    put(out, "excess", "after",
        (double[]){NAN, series->excess, NAN, series->excess_lower, series->excess_upper, NAN},
        "fitted - without");
    for (size_t i = 0; i < n; i++) {
        const wks_interrupted_series_point *point = &series->points[i];
        put(out, "fitted", "",
            (double[]){point->time, point->fitted, NAN, point->fitted_lower, point->fitted_upper,
                       NAN},
            "");
        if (!isnan(point->without)) {
            put(out, "without", "",
                (double[]){point->time, point->without, NAN, point->without_lower,
                           point->without_upper, NAN},
                "");
        }
    }
}

static void put_refusal(wks_buffer *out, const wks_interrupted_series *series)
{
    put_one(out, "status", wks_effect_guard_name(series->refusal), NAN,
            wks_effect_guard_text(series->refusal));
    if (series->refusal == WKS_EFFECT_NOT_FITTED) {
        put_one(out, "status", series->collinear == NULL ? "model" : series->collinear, NAN,
                wks_glm_status_text(series->model_status));
    }
}

/* ---- flags ----------------------------------------------------------------------------------- */

static wks_code read_family(const wks_call *call, const wks_arguments *arguments,
                            wks_glm_family *out, wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, "family");
    *out = WKS_GLM_QUASIPOISSON;
    if (name == NULL || strcmp(name, "quasipoisson") == 0) {
        return WKS_OK;
    }
    if (strcmp(name, "poisson") == 0) {
        *out = WKS_GLM_POISSON;
        return WKS_OK;
    }
    if (strcmp(name, "gaussian") == 0) {
        *out = WKS_GLM_GAUSSIAN;
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_ARGUMENT, "%s",
                    wks_tr("--family: expected poisson, quasipoisson or gaussian",
                           "--family: verwacht poisson, quasipoisson of gaussian"));
}

static wks_code read_options(const wks_call *call, const wks_arguments *arguments,
                             wks_interrupted_series_options *out, wks_error *err)
{
    double harmonics = 0;
    double lag = 0;
    double level_at = 0;
    const char *at = NULL;
    const char *interval = wks_arguments_flag(call, arguments, "interval");
    *out = (wks_interrupted_series_options){0};
    WKS_TRY(wks_method_flag(call, arguments, "at", &at, err));
    WKS_TRY(wks_method_number(call, arguments, "at", -1e12, 1e12, 0, &out->at, err));
    WKS_TRY(wks_method_number(call, arguments, "harmonics", 0, 12, 0, &harmonics, err));
    WKS_TRY(wks_method_number(call, arguments, "period", 1e-6, 1e9, 12, &out->period, err));
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, 100000, &out->per, err));
    WKS_TRY(wks_method_number(call, arguments, "newey-west", -1, 1000, -1, &lag, err));
    WKS_TRY(
        wks_method_number(call, arguments, "confidence", 0.5, 0.9999, 0.95, &out->confidence, err));
    WKS_TRY(wks_method_number(call, arguments, "epsilon", 1e-15, 1e-4, 1e-8, &out->epsilon, err));
    WKS_TRY(wks_method_number(call, arguments, "level-at", -1e12, 1e12, out->at, &level_at, err));
    WKS_TRY(read_family(call, arguments, &out->family, err));
    if (harmonics != floor(harmonics) || lag != floor(lag)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--harmonics and --newey-west: expected whole numbers",
                               "--harmonics en --newey-west: verwacht hele getallen"));
    }
    if (interval != NULL && strcmp(interval, "normal") != 0 && strcmp(interval, "t") != 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--interval: expected normal or t", "--interval: verwacht normal of t"));
    }
    out->use_t = interval != NULL && strcmp(interval, "t") == 0;
    out->level_shift = level_at - out->at;
    out->has_slope = wks_arguments_flag(call, arguments, "slope") != NULL;
    out->n_harmonics = (size_t)harmonics;
    out->lag = (int)lag;
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data table;
    wks_interrupted_series_data data = {0};
    wks_interrupted_series_options options;
    wks_interrupted_series series;
    const char *path = NULL;
    const char *y = NULL;
    const char *time = NULL;
    const char *exposure = wks_arguments_flag(call, arguments, "offset");
    double *numbers = NULL;
    wks_buffer out = {0};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "y", &y, err));
    WKS_TRY(wks_method_flag(call, arguments, "time", &time, err));
    WKS_TRY(read_options(call, arguments, &options, err));
    WKS_TRY(wks_method_read(path, call->arena, &table, err));
    data.n = table.n_rows;
    WKS_TRY(wks_method_numbers(&table, y, true, call->arena, &numbers, err));
    data.y = numbers;
    WKS_TRY(wks_method_numbers(&table, time, false, call->arena, &numbers, err));
    data.time = numbers;
    if (exposure != NULL) {
        WKS_TRY(wks_method_numbers(&table, exposure, false, call->arena, &numbers, err));
        data.exposure = numbers;
    }
    const wks_code code = wks_interrupted_series_fit(&data, &options, call->arena, &series, err);
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", table.path);
    }
    wks_buffer_text(&out, columns);
    put_refusal(&out, &series);
    put_one(&out, "points", "before", (double)series.n_before, "");
    put_one(&out, "points", "after", (double)series.n_after, "");
    put_one(&out, "points", "missing", (double)series.n_missing, "");
    if (series.refusal == WKS_EFFECT_ALLOWED) {
        put_model(&out, &series, options.family != WKS_GLM_GAUSSIAN);
        put_rate(&out, &series, call->arena);
        put_points(&out, &series, data.n);
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"y", "COLUMN", "the counts (or values, with --family gaussian)",
     "de aantallen (of waarden, met --family gaussian)"},
    {"time", "COLUMN", "the period, as an ascending number", "de periode, als oplopend getal"},
    {"at", "TIME", "the first period of the new situation",
     "de eerste periode van de nieuwe situatie"},
    {"offset", "COLUMN", "the population; its log is the offset",
     "de bevolking; de log ervan is de offset"},
    {"slope", NULL, "let the slope change too", "laat ook de helling veranderen"},
    {"level-at", "TIME", "measure the level at this time (--at); matters with --slope",
     "meet het niveau op deze tijd (--at); telt alleen met --slope"},
    {"harmonics", "N", "pairs of sine and cosine (0)", "paren van sinus en cosinus (0)"},
    {"period", "N", "length of the wave in periods (12)", "lengte van de golf in perioden (12)"},
    {"family", "NAME", "poisson, quasipoisson (default) or gaussian",
     "poisson, quasipoisson (standaard) of gaussian"},
    {"newey-west", "LAG", "lag of the Newey-West errors; -1 by the length of the series (-1)",
     "vertraging voor de fouten van Newey-West; -1 naar lengte van de reeks (-1)"},
    {"per", "NUMBER", "the rate is per this many (100000)", "het cijfer is per zoveel (100000)"},
    {"confidence", "SHARE", "of the intervals (0.95)", "van de intervallen (0.95)"},
    {"epsilon", "NUMBER", "stop at this change of the deviance (1e-8, as R's glm)",
     "stop bij deze verandering van de deviantie (1e-8, zoals glm van R)"},
    {"interval", "NAME", "normal (default) or t, for a short series",
     "normal (standaard) of t, voor een korte reeks"},
};

const wks_verb wks_method_its = {
    .group = "method",
    .name = "its",
    .arguments = "",
    .english = "interrupted time series: did a series change when something began",
    .dutch = "onderbroken tijdreeks: veranderde een reeks toen iets begon",
    .more_english =
        "A row of the input is a period, in order of time. An empty y is a missing period.\n"
        "Output: part,name,time,value,se,lower,upper,p,note. Parts: status (ok, or the reason for\n"
        "refusal), points, coefficient (log scale), ratio (rate ratio of level and of slope per\n"
        "period), model, test (F test of a change of slope), rate_coefficient and rate_newey_west\n"
        "(least squares on the rate), rate (Durbin-Watson), autocorrelation, excess, fitted, and\n"
        "without (what the series would have done).\n"
        "Example: wijkscan method its --data sicily.csv --y aces --time time --at 37 --offset "
        "stdpop",
    .more_dutch =
        "Een rij van de invoer is een periode, op volgorde van tijd. Een lege y is een "
        "ontbrekende\n"
        "periode. Uitvoer: part,name,time,value,se,lower,upper,p,note. Delen: status (ok, of de\n"
        "reden van weigering), points, coefficient (logschaal), ratio (verhouding van niveau en "
        "van\n"
        "helling per periode), model, test (F-toets op een knik), rate_coefficient en\n"
        "rate_newey_west (kleinste kwadraten op het cijfer), rate (Durbin-Watson), "
        "autocorrelation,\n"
        "excess (meer of minder dan verwacht), fitted, en without (wat de reeks zonder had "
        "gedaan).\n"
        "Voorbeeld: wijkscan method its --data sicily.csv --y aces --time time --at 37 --offset "
        "stdpop",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
