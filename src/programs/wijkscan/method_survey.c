/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/survey_design.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

static wks_code fail_cell(const wks_method_data *data, size_t row, const char *column,
                          const char *why, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: line %zu, column %s: %s", "%s: regel %zu, kolom %s: %s"),
                    data->path, data->line[row], column, why);
}

/* The answers; a share when asked for, or when every answer is 0 or 1. */
static wks_code read_answers(const wks_call *call, const wks_arguments *arguments,
                             const wks_method_data *data, wks_survey_sample *out, wks_error *err)
{
    const char *name = NULL;
    const char *kind = wks_arguments_flag(call, arguments, "kind");
    double *y = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "y", &name, err));
    WKS_TRY(wks_method_numbers(data, name, true, call->arena, &y, err));
    if (kind != NULL && strcmp(kind, "share") != 0 && strcmp(kind, "mean") != 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--kind: expected share or mean", "--kind: verwacht share of mean"));
    }
    out->y = y;
    out->n = data->n_rows;
    out->is_share = kind == NULL || strcmp(kind, "share") == 0;
    for (size_t i = 0; i < data->n_rows; i++) {
        if (out->is_share && !isnan(y[i]) && y[i] != 0 && y[i] != 1) {
            if (kind != NULL) {
                return fail_cell(
                    data, i, name,
                    wks_tr("a share has answers 0 and 1", "een aandeel heeft de antwoorden 0 en 1"),
                    err);
            }
            out->is_share = false;
        }
    }
    return WKS_OK;
}

static wks_code read_weights(const wks_call *call, const wks_arguments *arguments,
                             const wks_method_data *data, wks_survey_sample *out, wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, "weight");
    double *weight = NULL;
    if (name == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_numbers(data, name, false, call->arena, &weight, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        if (!(weight[i] > 0)) {
            return fail_cell(data, i, name,
                             wks_tr("a weight is above 0", "een gewicht is groter dan 0"), err);
        }
    }
    out->weight = weight;
    return WKS_OK;
}

/* How many clusters each stratum holds: one number on all its rows. */
static wks_code read_population(const wks_call *call, const wks_arguments *arguments,
                                const wks_method_data *data, const wks_method_groups *strata,
                                wks_survey_sample *out, wks_error *err)
{
    const char *name = wks_arguments_flag(call, arguments, "fpc");
    double *column = NULL;
    double *population = NULL;
    if (name == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_numbers(data, name, false, call->arena, &column, err));
    WKS_TRY(wks_arena_take(call->arena, strata->n, sizeof *population, &population, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        const size_t h = strata->of_row[i];
        population[h] = column[strata->first[h]];
        if (population[h] != column[i]) {
            return fail_cell(data, i, name,
                             wks_tr("another number than on the first row of its stratum",
                                    "een ander getal dan op de eerste rij van zijn stratum"),
                             err);
        }
    }
    out->population_clusters = population;
    return WKS_OK;
}

/* Clusters are numbered within their stratum: number 1 of one is not number 1 of another. */
static wks_code read_design(const wks_call *call, const wks_arguments *arguments,
                            const wks_method_data *data, wks_survey_sample *out, wks_error *err)
{
    const char *strata_name = wks_arguments_flag(call, arguments, "strata");
    const char *cluster_name = wks_arguments_flag(call, arguments, "cluster");
    wks_method_groups strata;
    wks_method_groups clusters;
    WKS_TRY(wks_method_group(data, strata_name, call->arena, &strata, err));
    out->stratum = strata.of_row;
    out->n_strata = strata.n;
    if (cluster_name != NULL) {
        const char *both = strata_name == NULL
                               ? cluster_name
                               : wks_arena_printf(call->arena, "%s,%s", strata_name, cluster_name);
        if (both == NULL) {
            return wks_arena_fail(err);
        }
        WKS_TRY(wks_method_group(data, both, call->arena, &clusters, err));
        out->cluster = clusters.of_row;
        out->n_clusters = clusters.n;
    }
    return read_population(call, arguments, data, &strata, out, err);
}

static void put_estimate(const wks_survey_estimate *of, bool is_share, wks_buffer *out)
{
    const wks_interval first = is_share ? of->korn_graubard : of->t;
    const double fields[] = {of->value,        of->se,           first.lower,
                             first.upper,      of->logit.lower,  of->logit.upper,
                             of->wilson.lower, of->wilson.upper, of->effective_size,
                             of->kish,         of->degrees};
    wks_buffer_printf(out, ",%s,%zu", is_share ? "share" : "mean", of->n);
    for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
        wks_method_put_next(out, of->n == 0 ? NAN : fields[k]);
    }
    const char *between = ",";
    for (size_t k = 0; wks_survey_flag_name(k) != NULL; k++) {
        if ((of->flags >> k & 1U) != 0) {
            wks_buffer_printf(out, "%s%s", between, wks_survey_flag_name(k));
            between = " ";
        }
    }
    wks_buffer_text(out, of->flags == 0 ? ",\n" : "\n");
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    wks_method_groups groups;
    wks_survey_sample sample = {0};
    wks_survey_estimate *estimates = NULL;
    double confidence = 0;
    const char *path = NULL;
    wks_buffer out = {0};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_number(call, arguments, "confidence", 0.5, 0.9999, 0.95, &confidence, err));
    WKS_TRY(wks_method_read(path, call->arena, &data, err));
    WKS_TRY(read_answers(call, arguments, &data, &sample, err));
    WKS_TRY(read_weights(call, arguments, &data, &sample, err));
    WKS_TRY(read_design(call, arguments, &data, &sample, err));
    WKS_TRY(wks_method_group(&data, wks_arguments_flag(call, arguments, "group"), call->arena,
                             &groups, err));
    sample.group = groups.of_row;
    sample.n_groups = groups.n;
    const wks_code code =
        wks_survey_design_estimate(&sample, confidence, call->arena, &estimates, err);
    if (code != WKS_OK) {
        return wks_error_prefix(err, code, "%s", data.path);
    }
    wks_buffer_printf(&out,
                      "%s,kind,n,value,se,lower,upper,logit_lower,logit_upper,wilson_lower,"
                      "wilson_upper,effective_size,kish,degrees,flags\n",
                      groups.header);
    for (size_t g = 0; g < groups.n; g++) {
        wks_method_put_group(&out, &data, &groups, g);
        put_estimate(&estimates[g], sample.is_share, &out);
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"y", "COLUMN", "the answers; empty is none", "de antwoorden; leeg is geen"},
    {"weight", "COLUMN", "the weights (all 1)", "de gewichten (alle 1)"},
    {"strata", "COLUMNS", "the strata of the sample", "de strata van de steekproef"},
    {"cluster", "COLUMN", "the clusters, within strata", "de clusters, binnen strata"},
    {"fpc", "COLUMN", "clusters (or persons) in the stratum's population",
     "clusters (of personen) in de populatie van het stratum"},
    {"group", "COLUMNS", "an estimate for each of these (wijk)", "een schatting per (wijk)"},
    {"kind", "KIND", "share or mean (share when all are 0 or 1)",
     "share of mean (share als alles 0 of 1 is)"},
    {"confidence", "NUMBER", "of the intervals (0.95)", "van de intervallen (0.95)"},
};

const wks_verb wks_method_survey = {
    .group = "method",
    .name = "survey",
    .arguments = "",
    .english = "weighted shares and means with the error of the sample's design",
    .dutch = "gewogen aandelen en gemiddelden met de fout van het steekproefontwerp",
    .more_english =
        "In: a row per respondent.  Out: a row per group:\n"
        "  kind,n,value,se          share or mean, by Taylor linearisation\n"
        "  lower,upper              share: Korn and Graubard; mean: Student's t\n"
        "  logit_*,wilson_*         other intervals of a share (Wilson's on the effective size)\n"
        "  effective_size,kish      what the n is worth by design, and by weights alone\n"
        "  degrees                  degrees of freedom: clusters less strata in the group\n"
        "  flags                    few (effective size below 30), imprecise (relative error "
        "above\n"
        "                           30 %), none-or-all (0 or 100 %), alone (a stratum with one\n"
        "                           cluster), no-error, no-answers",
    .more_dutch =
        "In: een rij per respondent.  Uit: een rij per groep:\n"
        "  kind,n,value,se          aandeel (share) of gemiddelde (mean), met Taylor-linearisatie\n"
        "  lower,upper              aandeel: Korn en Graubard; gemiddelde: Student's t\n"
        "  logit_*,wilson_*         andere intervallen van een aandeel (Wilson op effectieve n)\n"
        "  effective_size,kish      wat de n waard is door het ontwerp, en door gewichten alleen\n"
        "  degrees                  vrijheidsgraden: clusters min strata in de groep\n"
        "  flags                    few (effectieve n onder 30), imprecise (relatieve fout boven\n"
        "                           30%), none-or-all (0 of 100%), alone (een stratum met een\n"
        "                           cluster), no-error, no-answers (geen antwoorden)",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
