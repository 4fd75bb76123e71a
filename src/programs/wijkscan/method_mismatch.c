/* `wijkscan method mismatch`: high need and low use of care, on a plain CSV.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "base/language.h"
#include "private/method/mismatch.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/method_mismatch_spatial.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct request {
    wks_method_data file;
    const char **area; /* [n_rows] */
    wks_mismatch_data data;
    wks_mismatch_options options;
    wks_mismatch_alternative without; /* the largest provider; name NULL: not given */
    double *population;               /* NULL: not given */
    double *rank;                     /* NULL: by need */
    wks_mismatch_fit fit;
    wks_method_spatial spatial;
    wks_mismatch_row *rows;
    size_t n_rows;
} request;

/* ---- in ------------------------------------------------------------------------------------- */

/* A column that need not be named; *out stays NULL then. */
static wks_code optional(const wks_call *call, const wks_arguments *arguments, const char *flag,
                         const request *r, double **out, wks_error *err)
{
    const char *column = wks_arguments_flag(call, arguments, flag);
    *out = NULL;
    return column == NULL ? WKS_OK
                          : wks_method_numbers(&r->file, column, false, call->arena, out, err);
}

static wks_code needed(const wks_call *call, const wks_arguments *arguments, const char *flag,
                       const request *r, double **out, wks_error *err)
{
    const char *column = NULL;
    WKS_TRY(wks_method_flag(call, arguments, flag, &column, err));
    return wks_method_numbers(&r->file, column, true, call->arena, out, err);
}

static wks_code fail_row(const request *r, size_t i, const char *english, const char *dutch,
                         wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: line %zu: %s", "%s: regel %zu: %s"),
                    r->file.path, r->file.line[i], wks_tr(english, dutch));
}

static wks_code check_rows(const request *r, wks_error *err)
{
    const wks_mismatch_data *d = &r->data;
    for (size_t i = 0; i < d->n_areas; i++) {
        if (!isnan(d->need[i]) && !(d->need_variance[i] > 0)) {
            return fail_row(r, i, "need has a variance that is not above zero",
                            "de behoefte heeft een variantie die niet boven nul ligt", err);
        }
        if (!isnan(d->observed[i]) && (d->observed[i] < 0 || !(d->expected[i] > 0))) {
            return fail_row(r, i, "expected a count of zero or more and an expected above zero",
                            "verwacht een aantal van nul of meer en een verwacht aantal boven nul",
                            err);
        }
        if (r->population != NULL && !(r->population[i] > 0)) {
            return fail_row(r, i, "expected a population above zero",
                            "verwacht een bevolking boven nul", err);
        }
    }
    return WKS_OK;
}

static wks_code read_rule(const wks_call *call, const wks_arguments *arguments,
                          wks_mismatch_options *options, wks_error *err)
{
    wks_mismatch_rule *rule = &options->rule;
    double draws = 0;
    double seed = 0;
    *rule = wks_mismatch_rule_default;
    WKS_TRY(wks_method_number(call, arguments, "top", 0.01, 0.99, rule->top_share, &rule->top_share,
                              err));
    WKS_TRY(wks_method_number(call, arguments, "ratio", 0.1, 2, rule->ratio, &rule->ratio, err));
    WKS_TRY(wks_method_number(call, arguments, "fdr", 0, 0.99, rule->false_share,
                              &rule->false_share, err));
    WKS_TRY(wks_method_number(call, arguments, "draws", 100, 1e6, 2000, &draws, err));
    WKS_TRY(wks_method_number(call, arguments, "seed", 0, 1e15, 1, &seed, err));
    options->n_draws = (size_t)draws;
    options->seed = (uint64_t)seed;
    return WKS_OK;
}

/* Observed and expected without the largest provider: both, or neither. */
static wks_code read_without(const wks_call *call, const wks_arguments *arguments, request *r,
                             wks_error *err)
{
    double *observed = NULL;
    double *expected = NULL;
    WKS_TRY(optional(call, arguments, "observed-without-largest", r, &observed, err));
    WKS_TRY(optional(call, arguments, "expected-without-largest", r, &expected, err));
    if ((observed == NULL) != (expected == NULL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--observed-without-largest and --expected-without-largest go "
                               "together",
                               "--observed-without-largest en --expected-without-largest horen "
                               "bij elkaar"));
    }
    r->without.data = r->data;
    if (observed != NULL) {
        r->without.name = "without_largest_provider";
        r->without.data.observed = observed;
        r->without.data.expected = expected;
    }
    return WKS_OK;
}

static wks_code read_request(const wks_call *call, const wks_arguments *arguments, request *r,
                             wks_error *err)
{
    const char *path = NULL;
    const char *area = NULL;
    double *columns[4] = {NULL, NULL, NULL, NULL};
    double *covariance = NULL;
    double *x = NULL;
    static const char *const names[] = {"need", "need-var", "observed", "expected"};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "area", &area, err));
    WKS_TRY(read_rule(call, arguments, &r->options, err));
    WKS_TRY(wks_method_read(path, call->arena, &r->file, err));
    WKS_TRY(wks_method_texts(&r->file, area, call->arena, &r->area, err));
    for (size_t k = 0; k < 4; k++) {
        WKS_TRY(needed(call, arguments, names[k], r, &columns[k], err));
    }
    WKS_TRY(optional(call, arguments, "covariance", r, &covariance, err));
    WKS_TRY(optional(call, arguments, "population", r, &r->population, err));
    WKS_TRY(optional(call, arguments, "rank", r, &r->rank, err));
    r->data = (wks_mismatch_data){.n_areas = r->file.n_rows,
                                  .need = columns[0],
                                  .need_variance = columns[1],
                                  .observed = columns[2],
                                  .expected = columns[3],
                                  .covariance = covariance};
    WKS_TRY(wks_method_matrix(&r->file, wks_arguments_flag(call, arguments, "x"), call->arena, &x,
                              &r->data.n_x, err));
    r->data.x = x;
    WKS_TRY(wks_method_spatial_read(call, arguments, r->area, r->data.n_areas, &r->spatial, err));
    r->data.neighbours = r->spatial.is_asked ? &r->spatial.neighbours : NULL;
    WKS_TRY(read_without(call, arguments, r, err));
    return check_rows(r, err);
}

/* ---- out ------------------------------------------------------------------------------------ */

static void put_area(wks_buffer *out, const request *r, size_t i)
{
    const wks_mismatch_area *a = &r->fit.result.areas[i];
    wks_method_put_text(out, r->area[i]);
    wks_method_put_next(out, a->probability);
    wks_buffer_printf(out, ",%s,", wks_mismatch_label_code(a->label));
    wks_method_put_text(out, wks_mismatch_label_text(a->label));
    wks_method_put_next(out, a->is_listed);
    wks_method_put_next(out, a->high_need);
    wks_method_put_next(out, a->low_use);
    wks_method_put_next(out, a->need);
    wks_method_put_next(out, a->need_lower);
    wks_method_put_next(out, a->need_upper);
    wks_method_put_next(out, a->ratio);
    wks_method_put_next(out, a->ratio_lower);
    wks_method_put_next(out, a->ratio_upper);
}

static wks_code explain(const wks_call *call, const request *r, wks_mismatch_parts *parts,
                        wks_error *err)
{
    double *expected = NULL;
    const wks_mismatch_draws *draws = &r->fit.draws;
    WKS_TRY(wks_arena_take(call->arena, draws->n_areas, sizeof *expected, &expected, err));
    for (size_t i = 0; i < draws->n_areas; i++) {
        double sum = 0;
        for (size_t d = 0; d < draws->n_draws; d++) {
            sum += draws->expected[i + d * draws->n_areas];
        }
        expected[i] = exp(sum / (double)draws->n_draws);
    }
    return wks_mismatch_explain(&r->data, r->population, expected, call->arena, parts, err);
}

static wks_code write_areas(const wks_call *call, const wks_arguments *arguments, const request *r,
                            const wks_mismatch_parts *parts, wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_text(&out, "area,probability,label,label_text,listed,high_need,low_use,need,"
                          "need_lower,need_upper,ratio,ratio_lower,ratio_upper");
    wks_method_spatial_put_names(&r->spatial, &out);
    wks_buffer_text(&out, parts == NULL ? "\n" : ",log_crude,log_demography,log_need,log_gap\n");
    for (size_t i = 0; i < r->data.n_areas; i++) {
        put_area(&out, r, i);
        wks_method_spatial_put_area(&r->spatial, i, &out);
        if (parts != NULL) {
            wks_method_put_next(&out, parts->crude[i]);
            wks_method_put_next(&out, parts->demography[i]);
            wks_method_put_next(&out, parts->need[i]);
            wks_method_put_next(&out, parts->gap[i]);
        }
        wks_buffer_text(&out, "\n");
    }
    return wks_method_write(call, arguments, &out, err);
}

static void put_parameters(wks_json *json, const char *key,
                           const wks_fay_herriot_bivariate_parameters *p)
{
    wks_json_key(json, key);
    wks_json_open_object(json);
    wks_json_member_number(json, "need_variance", p->need_variance);
    wks_json_member_number(json, "gap_variance", p->gap_variance);
    wks_json_member_number(json, "slope", p->slope);
    wks_json_close_object(json);
}

static void put_model(wks_json *json, const wks_fay_herriot_bivariate_fit *model)
{
    static const char *const codes[] = {[WKS_FAY_HERRIOT_BIVARIATE_OK] = "ok",
                                        [WKS_FAY_HERRIOT_BIVARIATE_NO_NEED] = "no_need",
                                        [WKS_FAY_HERRIOT_BIVARIATE_NO_GAP] = "no_gap"};
    wks_json_member_text(json, "model", "bivariate Fay-Herriot, REML; posterior on a grid");
    wks_json_member_text(json, "status", codes[model->status]);
    wks_json_member_text(json, "message", wks_fay_herriot_bivariate_status_text(model->status));
    put_parameters(json, "best", &model->best);
    put_parameters(json, "posterior_mean", &model->mean);
    put_parameters(json, "posterior_deviation", &model->deviation);
    wks_json_member_number(json, "correlation", model->correlation);
    wks_json_member_number(json, "log_likelihood", model->log_likelihood);
    wks_json_member_integer(json, "grid_nodes", (int64_t)model->n_nodes);
}

static void put_sensitivity(wks_json *json, const request *r)
{
    static const char *const codes[] = {
        [WKS_MISMATCH_BASE] = "base",
        [WKS_MISMATCH_RATIO_85] = "ratio_0.85",
        [WKS_MISMATCH_RATIO_95] = "ratio_0.95",
        [WKS_MISMATCH_TOP_20] = "top_20",
        [WKS_MISMATCH_TOP_40] = "top_40",
        [WKS_MISMATCH_NO_COVARIANCE] = "no_covariance",
        [WKS_MISMATCH_NO_COVARIATES] = "no_covariates",
        [WKS_MISMATCH_VARIANCE_150] = "variance_x1.5",
        [WKS_MISMATCH_SPATIAL] = "spatial",
        [WKS_MISMATCH_ALTERNATIVE] = "alternative",
    };
    wks_json_key(json, "sensitivity");
    wks_json_open_array(json);
    for (size_t k = 0; k < r->n_rows; k++) {
        const wks_mismatch_row *row = &r->rows[k];
        wks_json_open_object(json);
        wks_json_member_text(json, "variant", row->name != NULL ? row->name : codes[row->variant]);
        wks_json_member_text(json, "text", wks_mismatch_variant_text(row->variant));
        wks_json_member_bool(json, "available", row->is_available);
        if (row->is_available) {
            wks_json_member_integer(json, "strong", (int64_t)row->n_strong);
            wks_json_member_integer(json, "possible", (int64_t)row->n_possible);
            wks_json_member_integer(json, "kept", (int64_t)row->n_kept);
            wks_json_member_integer(json, "new", (int64_t)row->n_new);
            wks_json_member_number(json, "largest_change", row->largest_change);
        } else {
            wks_json_member_text(json, "reason", row->reason);
        }
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static void put_region(wks_json *json, const wks_mismatch_inequity *inequity,
                       const wks_mismatch_parts *parts)
{
    wks_json_key(json, "horizontal_inequity");
    wks_json_open_object(json);
    wks_json_member_number(json, "index", inequity->index);
    wks_json_member_number(json, "lower", inequity->lower);
    wks_json_member_number(json, "upper", inequity->upper);
    wks_json_member_number(json, "use", inequity->use);
    wks_json_member_number(json, "expected", inequity->expected);
    wks_json_close_object(json);
    wks_json_key(json, "explained");
    wks_json_open_object(json);
    wks_json_member_text(json, "status",
                         parts->status == WKS_MISMATCH_SHARE_OK ? "ok" : "no_difference");
    if (parts->status == WKS_MISMATCH_SHARE_OK) {
        wks_json_member_number(json, "share_demography", parts->share_demography);
        wks_json_member_number(json, "share_need", parts->share_need);
        wks_json_member_number(json, "share_gap", parts->share_gap);
    }
    wks_json_close_object(json);
}

static wks_code write_summary(const wks_call *call, const wks_arguments *arguments,
                              const request *r, const wks_mismatch_parts *parts, wks_error *err)
{
    const wks_mismatch_result *result = &r->fit.result;
    wks_mismatch_inequity inequity;
    wks_buffer out = {0};
    wks_json json;
    if (parts != NULL) {
        WKS_TRY(wks_mismatch_inequity_of(&r->fit.draws, r->rank, r->population, call->arena,
                                         &inequity, err));
    }
    wks_json_init(&json, &out);
    wks_json_open_object(&json);
    put_model(&json, &r->fit.model);
    wks_json_member_integer(&json, "areas", (int64_t)r->data.n_areas);
    wks_json_member_integer(&json, "strong", (int64_t)result->n_strong);
    wks_json_member_integer(&json, "possible", (int64_t)result->n_possible);
    wks_json_member_integer(&json, "listed", (int64_t)result->n_listed);
    wks_json_member_number(&json, "expected_false_among_listed", result->expected_false);
    wks_json_member_number(&json, "expected_number_of_mismatches", result->expected_true);
    wks_method_spatial_put_model(&r->spatial, &json);
    put_sensitivity(&json, r);
    if (parts != NULL) {
        put_region(&json, &inequity, parts);
    }
    wks_json_close_object(&json);
    wks_buffer_text(&out, "\n");
    return wks_method_write_summary(call, arguments, &out, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    request r = {0};
    wks_mismatch_parts parts;
    WKS_TRY(read_request(call, arguments, &r, err));
    wks_code code = wks_mismatch_fit_areas(&r.data, &r.options, call->arena, &r.fit, err);
    if (code == WKS_OK && r.spatial.is_asked) {
        code = wks_mismatch_shared_fit(&r.data, &r.options, call->arena, &r.spatial.fit, err);
    }
    if (code == WKS_OK) {
        code = wks_mismatch_sensitivity(&r.data, &r.options, &r.without, r.without.name != NULL,
                                        call->arena, &r.rows, &r.n_rows, err);
    }
    if (code == WKS_OK && r.population != NULL) {
        code = explain(call, &r, &parts, err);
    }
    if (code == WKS_E_FORMAT) { /* it names its own file */
        return code;
    }
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", r.file.path);
    }
    const wks_mismatch_parts *shown = r.population == NULL ? NULL : &parts;
    WKS_TRY(write_summary(call, arguments, &r, shown, err));
    return write_areas(call, arguments, &r, shown, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"area", "COLUMN", "names of the areas", "namen van de gebieden"},
    {"need", "COLUMN", "need, e.g. the logit of a share; empty: unknown",
     "behoefte, bv. de logit van een aandeel; leeg: onbekend"},
    {"need-var", "COLUMN", "its sampling variance", "de steekproefvariantie ervan"},
    {"observed", "COLUMN", "persons with care; empty: unknown", "mensen met zorg; leeg: onbekend"},
    {"expected", "COLUMN", "the number expected given age and sex",
     "het aantal dat leeftijd en geslacht doen verwachten"},
    {"covariance", "COLUMN", "of the errors of need and log use (0)",
     "van de fouten van behoefte en log gebruik (0)"},
    {"x", "COLUMNS", "covariates of need, with commas between",
     "covariaten van behoefte, met komma's ertussen"},
    {"graph", "FILE", "neighbours (two columns): adds the model in space beside the first",
     "buren (twee kolommen): zet er het ruimtelijke model naast"},
    {"population", "COLUMN", "residents: adds what is explained, and inequity",
     "inwoners: geeft ook wat verklaard is, en ongelijkheid"},
    {"rank", "COLUMN", "with --population: order for inequity, e.g. income (need)",
     "bij --population: volgorde voor ongelijkheid, bv. inkomen (behoefte)"},
    {"observed-without-largest", "COLUMN", "observed without the largest provider",
     "observed zonder de grootste aanbieder"},
    {"expected-without-largest", "COLUMN", "expected without the largest provider",
     "expected zonder de grootste aanbieder"},
    {"top", "NUMBER", "high need: this share of the areas (0.3)",
     "hoge behoefte: dit deel van de gebieden (0.3)"},
    {"ratio", "NUMBER", "low use: under this part of expected (0.9)",
     "laag gebruik: onder dit deel van verwacht (0.9)"},
    {"fdr", "NUMBER", "share of the list that may be false (0.1)",
     "deel van de lijst dat onterecht mag zijn (0.1)"},
    {"draws", "NUMBER", "draws from the posterior (2000)", "trekkingen uit de posterior (2000)"},
    {"seed", "NUMBER", "of the draws (1)", "van de trekkingen (1)"},
    {"summary", "FILE", "write model and sensitivity as JSON (to standard error)",
     "schrijf model en gevoeligheid als JSON (naar de standaardfout)"},
};

const wks_verb wks_method_mismatch = {
    .group = "method",
    .name = "mismatch",
    .arguments = "",
    .english = "high need and use of care lower than expected: how sure is it?",
    .dutch = "hoge behoefte en lager zorggebruik dan verwacht: hoe zeker is dat?",
    .more_english =
        "In:  one row an area. Need and use are seen together in a bivariate Fay-Herriot model.\n"
        "Out: area, probability (need in the top share and use under the ratio, both true),\n"
        "     label (strong >= 0.8, possible >= 0.5, none) and its text, listed (1: in the list "
        "of\n"
        "     which at most --fdr is expected to be false), high_need and low_use (each by "
        "itself),\n"
        "     need and ratio (use over expected given age, sex and need) with 95 % intervals;\n"
        "     with --population also the parts of the log crude ratio;\n"
        "     with --graph also spatial_probability, spatial_label and so on: the same from the\n"
        "     shared-component model, in which need and gap may be alike among neighbours.\n"
        "JSON: model, counts, sensitivity to the choices; with --population inequity and what age\n"
        "     and sex, need, and neither explain.\n"
        "It says 'use lower than expected', not 'unmet demand'. 'none' is not 'nothing wrong': "
        "with\n"
        "one survey of some 60 respondents an area the honest answer is mostly 'none'.",
    .more_dutch =
        "In:  een rij per gebied. Behoefte en gebruik gaan samen in een bivariaat "
        "Fay-Herriot-model.\n"
        "Uit: area, probability (kans op behoefte in het hoge deel en gebruik onder de grens, "
        "beide\n"
        "     werkelijk), label (strong >= 0.8, possible >= 0.5, none) en de tekst ervan, listed "
        "(1:\n"
        "     op de lijst waarvan hooguit --fdr onterecht is), high_need en low_use (elk apart),\n"
        "     need (behoefte) en ratio (gebruik gedeeld door verwacht gegeven leeftijd, geslacht "
        "en\n"
        "     behoefte) met 95%-intervallen; met --population ook de delen van de log van het "
        "ruwe\n"
        "     cijfer; met --graph ook spatial_probability, spatial_label enzovoort: hetzelfde uit "
        "het\n"
        "     model met gedeelde component, waarin behoefte en verschil op die van buren mogen\n"
        "     lijken.\n"
        "JSON: model, aantallen, gevoeligheid voor keuzes; met --population ongelijkheid en wat\n"
        "     leeftijd en geslacht, behoefte, en geen van beide verklaren.\n"
        "Het zegt 'zorggebruik lager dan verwacht', niet 'onvervulde zorgvraag'. 'none' betekent "
        "niet\n"
        "'niets aan de hand': met een enquete van zo'n 60 mensen per gebied is het eerlijke "
        "antwoord\n"
        "meestal 'geen uitspraak'.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
