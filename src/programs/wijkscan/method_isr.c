/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/standardise.h"
#include "programs/wijkscan/method_strata.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct isr_input {
    const wks_method_data *data;
    double *count;    /* NULL when observed is given */
    double *observed; /* the same in all rows of a group, or NULL */
    double *population;
    double *reference_count;
    double *reference_population;
    double per;
    bool is_ratio;
    char statistic[64];
    wks_rate_levels levels;
    wks_rate_rows rows;
    wks_strata_input strata;
    size_t n_expected;
    double *room[4]; /* [n_rows] for the strata of one group */
} isr_input;

static wks_code read_statistic(const wks_call *call, const wks_arguments *arguments, isr_input *out,
                               wks_error *err)
{
    const char *statistic = wks_arguments_flag(call, arguments, "statistic");
    out->is_ratio = statistic != NULL && strcmp(statistic, "ratio") == 0;
    if (statistic != NULL && !out->is_ratio && strcmp(statistic, "rate") != 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--statistic: expected rate or ratio", "--statistic: verwacht rate of ratio"));
    }
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, out->is_ratio ? 1 : 100000,
                              &out->per, err));
    snprintf(out->statistic, sizeof out->statistic,
             out->is_ratio ? "indirectly standardised ratio x %.15g"
                           : "indirectly standardised rate per %.15g",
             out->per);
    return WKS_OK;
}

static wks_code read_events(const wks_call *call, const wks_arguments *arguments, isr_input *out,
                            wks_error *err)
{
    const char *x = wks_arguments_flag(call, arguments, "x");
    const char *observed = wks_arguments_flag(call, arguments, "observed");
    if ((x == NULL) == (observed == NULL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("give either --x or --observed", "geef --x of --observed"));
    }
    return wks_rate_numbers(out->data, x == NULL ? observed : x, call->arena,
                            x == NULL ? &out->observed : &out->count, err);
}

static wks_code check_rows(const isr_input *input, const char *reference_population, wks_error *err)
{
    for (size_t i = 0; i < input->data->n_rows; i++) {
        if (!(input->reference_population[i] > 0)) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: column %s is not above zero for this stratum",
                                   "%s: regel %zu: kolom %s is niet groter dan nul voor deze "
                                   "groep"),
                            input->data->path, input->data->line[i], reference_population);
        }
    }
    for (size_t g = 0; input->observed != NULL && g < input->rows.n; g++) {
        const size_t first = input->rows.order[input->rows.start[g]];
        for (size_t i = input->rows.start[g]; i < input->rows.start[g + 1]; i++) {
            const size_t row = input->rows.order[i];
            if (input->observed[row] != input->observed[first] &&
                !(isnan(input->observed[row]) && isnan(input->observed[first]))) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu: another total of events than the first row "
                                       "of its group",
                                       "%s: regel %zu: een ander totaal aan gebeurtenissen dan de "
                                       "eerste rij van zijn groep"),
                                input->data->path, input->data->line[row]);
            }
        }
    }
    return WKS_OK;
}

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, isr_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *n = NULL;
    const char *reference_x = NULL;
    const char *reference_n = NULL;
    *out = (isr_input){.data = data};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &n, err));
    WKS_TRY(wks_method_flag(call, arguments, "ref-x", &reference_x, err));
    WKS_TRY(wks_method_flag(call, arguments, "ref-n", &reference_n, err));
    WKS_TRY(read_statistic(call, arguments, out, err));
    WKS_TRY(wks_rate_levels_read(call, arguments, &out->levels, err));
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(read_events(call, arguments, out, err));
    WKS_TRY(wks_rate_numbers(data, n, call->arena, &out->population, err));
    WKS_TRY(wks_strata_input_read(call, arguments, data, &out->strata, err));
    WKS_TRY(wks_strata_input_numbers(&out->strata, reference_x, call->arena, &out->reference_count,
                                     err));
    WKS_TRY(wks_strata_input_numbers(&out->strata, reference_n, call->arena,
                                     &out->reference_population, err));
    WKS_TRY(wks_rate_rows_read(call, arguments, data, false, &out->rows, err));
    WKS_TRY(wks_strata_input_check(&out->strata, &out->rows, call->arena, err));
    out->n_expected = wks_strata_input_expected(&out->strata, &out->rows);
    for (size_t i = 0; i < 4; i++) {
        WKS_TRY(
            wks_arena_take(call->arena, data->n_rows, sizeof *out->room[i], &out->room[i], err));
    }
    return check_rows(out, reference_n, err);
}

static wks_code ratio_of(const isr_input *input, size_t group, wks_indirect_ratio *out,
                         wks_error *err)
{
    const size_t first = input->rows.order[input->rows.start[group]];
    const wks_reference_strata strata = {
        .n = input->rows.start[group + 1] - input->rows.start[group],
        .count = input->count == NULL ? NULL : input->room[0],
        .observed = input->observed == NULL ? NAN : input->observed[first],
        .population = input->room[1],
        .reference_count = input->room[2],
        .reference_population = input->room[3]};
    if (input->count != NULL) {
        wks_rate_rows_take(&input->rows, group, input->count, input->room[0]);
    }
    wks_rate_rows_take(&input->rows, group, input->population, input->room[1]);
    wks_rate_rows_take(&input->rows, group, input->reference_count, input->room[2]);
    wks_rate_rows_take(&input->rows, group, input->reference_population, input->room[3]);
    wks_code code = wks_standardise_indirect(&strata, out, err);
    if (code != WKS_OK) {
        return wks_error_prefix(err, code,
                                wks_tr("%s: the group from line %zu", "%s: de groep van regel %zu"),
                                input->data->path, input->data->line[first]);
    }
    if (strata.n < input->n_expected) {
        out->outcome = WKS_OUTCOME_MISSING_STRATA;
    }
    return WKS_OK;
}

static wks_code put_ratio(wks_buffer *out, isr_input *input, size_t group, wks_error *err)
{
    wks_interval intervals[2];
    wks_indirect_ratio ratio;
    WKS_TRY(ratio_of(input, group, &ratio, err));
    const bool is_ok = ratio.outcome == WKS_OUTCOME_OK;
    const double unit = !is_ok ? NAN : input->is_ratio ? 1 : ratio.reference_rate;
    for (size_t i = 0; i < input->levels.n; i++) {
        intervals[i] = wks_interval_scale(
            wks_interval_count_at(ratio.observed, &input->levels.at[i]), unit / ratio.expected);
    }
    wks_rate_put_which(out, &input->rows, group);
    wks_rate_put_value(out, &input->levels, ratio.ratio * unit, intervals, input->per);
    wks_method_put_next(out, ratio.observed);
    wks_method_put_next(out, ratio.expected);
    wks_method_put_next(out, input->is_ratio ? NAN : ratio.reference_rate * input->per);
    wks_method_put_next(out, ratio.total_population);
    wks_method_put_next(out, (double)ratio.n_missing);
    wks_rate_put_end(out, &input->rows, &input->levels, input->statistic,
                     isnan(ratio.observed)                       ? ""
                     : ratio.observed < WKS_INTERVAL_EXACT_BELOW ? "exact"
                                                                 : "byar",
                     ratio.outcome);
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    isr_input input;
    wks_buffer out = {0};
    wks_code code = WKS_OK;
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    wks_rate_put_header(&out, &input.rows, &input.levels,
                        "total_count,expected,reference_rate,total_pop,n_missing");
    for (size_t g = 0; g < input.rows.n && code == WKS_OK; g++) {
        code = put_ratio(&out, &input, g, err);
    }
    if (code == WKS_OK) {
        return wks_rate_write(call, arguments, &input.rows, &out, err);
    }
    wks_buffer_clear(&out);
    return code;
}

static const wks_flag flags[] = {
    WKS_RATE_FLAGS,
    {"x", "COLUMN", "events in the stratum", "gebeurtenissen in de groep"},
    {"observed", "COLUMN", "instead of --x: all events of the area, the same in each row",
     "in plaats van --x: alle gebeurtenissen van het gebied, in elke rij hetzelfde"},
    {"n", "COLUMN", "population of the stratum", "bevolking van de groep"},
    {"ref-x", "COLUMN", "events in the reference, in the data or the reference file",
     "gebeurtenissen in de referentie, in de gegevens of het referentiebestand"},
    {"ref-n", "COLUMN", "population of the reference, in the same file",
     "bevolking van de referentie, in hetzelfde bestand"},
    WKS_STRATA_FLAGS,
    {"statistic", "NAME", "rate (the default) or ratio: observed over expected",
     "rate (cijfer, standaard) of ratio: waargenomen gedeeld door verwacht"},
    {"per", "NUMBER", "per how many (100000 for a rate, 1 for a ratio)",
     "per hoeveel (100000 voor een cijfer, 1 voor een ratio)"},
};

const wks_verb wks_method_isr = {
    .group = "method",
    .name = "isr",
    .arguments = "",
    .english = "indirectly standardised rates and ratios with Byar or exact intervals",
    .dutch = "indirect gestandaardiseerde cijfers en ratio's met intervallen volgens Byar of exact",
    .more_english =
        "One row a stratum (age band) of a group (area): events x, population n, and the events "
        "and "
        "population of\na reference.  Expected are the events at the rates of the reference; the "
        "ratio is observed over expected,\nthe rate is the ratio times the crude rate of the "
        "reference.  Two areas with other ages cannot be compared\nwith each other in this way, "
        "only "
        "each with the reference.\n\nOut: the group columns or group; value, lower, upper (and "
        "lower_998, upper_998 with two levels);\ntotal_count, expected, reference_rate (empty for "
        "a "
        "ratio), total_pop, n_missing (strata whose x or n was\nempty and taken as none); "
        "confidence; "
        "statistic; method (byar, exact); status: ok, no_expected, missing\n(--observed is empty) "
        "or "
        "missing_strata.\n\nEXAMPLE: wijkscan method isr --data care.csv --group wijk --x clients "
        "--n "
        "residents --stratum age \\\n  --reference country.csv --ref-x clients --ref-n residents "
        "--statistic ratio",
    .more_dutch =
        "Een rij per groep (leeftijdsklasse) van een gebied: gebeurtenissen x, bevolking n, en de "
        "gebeurtenissen en\nbevolking van een referentie.  Verwacht is het aantal bij de cijfers "
        "van "
        "de referentie; de ratio is waargenomen\ngedeeld door verwacht, het cijfer is de ratio "
        "maal "
        "het ruwe cijfer van de referentie.  Twee gebieden met andere\nleeftijden zijn zo niet met "
        "elkaar te vergelijken, alleen elk met de referentie.\n\nUit: de groepskolommen of group; "
        "value, lower, upper (en lower_998, upper_998 bij twee niveaus);\ntotal_count, expected, "
        "reference_rate (leeg bij een ratio), total_pop, n_missing (groepen waarvan x of n "
        "leeg\nwas "
        "en als nul telt); confidence; statistic; method (byar, exact); status: ok, no_expected, "
        "missing\n(--observed is leeg) of missing_strata.\n\nVOORBEELD: wijkscan method isr --data "
        "zorg.csv --group wijk --x clienten --n inwoners \\\n  --stratum leeftijd --reference "
        "land.csv "
        "--ref-x clienten --ref-n inwoners --statistic ratio",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
