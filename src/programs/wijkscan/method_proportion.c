/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "programs/wijkscan/method_rates.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct proportion_input {
    double *count;
    double *n;
    double *effective; /* NULL when not given */
    double per;
    bool is_exact;
    char statistic[64];
    wks_rate_levels levels;
    wks_rate_rows rows;
} proportion_input;

static wks_code check_rows(const wks_method_data *data, const proportion_input *input,
                           wks_error *err)
{
    for (size_t i = 0; i < data->n_rows; i++) {
        if (input->count[i] > input->n[i]) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: the numerator is above the denominator",
                                   "%s: regel %zu: de teller is groter dan de noemer"),
                            data->path, data->line[i]);
        }
    }
    for (size_t g = 0; input->effective != NULL && g < input->rows.n; g++) {
        if (input->rows.start[g + 1] - input->rows.start[g] > 1) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu: a second row of one group; with --effective-n "
                                   "each group has one row",
                                   "%s: regel %zu: een tweede rij van een groep; met --effective-n "
                                   "heeft elke groep een rij"),
                            data->path, data->line[input->rows.order[input->rows.start[g] + 1]]);
        }
    }
    return WKS_OK;
}

static wks_code read_interval(const wks_call *call, const wks_arguments *arguments,
                              proportion_input *out, wks_error *err)
{
    const char *interval = wks_arguments_flag(call, arguments, "interval");
    out->is_exact = interval != NULL && strcmp(interval, "exact") == 0;
    if (interval != NULL && !out->is_exact && strcmp(interval, "wilson") != 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--interval: expected wilson or exact", "--interval: verwacht wilson of exact"));
    }
    return WKS_OK;
}

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, proportion_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *x = NULL;
    const char *n = NULL;
    const char *effective = wks_arguments_flag(call, arguments, "effective-n");
    *out = (proportion_input){0};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &n, err));
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, 1, &out->per, err));
    WKS_TRY(read_interval(call, arguments, out, err));
    WKS_TRY(wks_rate_levels_read(call, arguments, &out->levels, err));
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(wks_rate_numbers(data, x, call->arena, &out->count, err));
    WKS_TRY(wks_rate_numbers(data, n, call->arena, &out->n, err));
    if (effective != NULL) {
        WKS_TRY(wks_rate_numbers(data, effective, call->arena, &out->effective, err));
    }
    if (out->per == 100) {
        snprintf(out->statistic, sizeof out->statistic, "percentage");
    } else {
        snprintf(out->statistic, sizeof out->statistic, "proportion of %.15g", out->per);
    }
    WKS_TRY(wks_rate_rows_read(call, arguments, data, true, &out->rows, err));
    return check_rows(data, out, err);
}

static void put_proportion(wks_buffer *out, proportion_input *input, size_t group)
{
    wks_interval intervals[2];
    double count = 0;
    double n = 0;
    for (size_t i = input->rows.start[group]; i < input->rows.start[group + 1]; i++) {
        count += input->count[input->rows.order[i]];
        n += input->n[input->rows.order[i]];
    }
    const size_t row = input->rows.order[input->rows.start[group]];
    const double effective = input->effective == NULL ? n : input->effective[row];
    const wks_outcome outcome = isnan(count) || isnan(n) || isnan(effective) ? WKS_OUTCOME_MISSING
                                : n > 0 && effective > 0                     ? WKS_OUTCOME_OK
                                                         : WKS_OUTCOME_NO_POPULATION;
    const double proportion = outcome == WKS_OUTCOME_OK ? count / n : NAN;
    for (size_t i = 0; i < input->levels.n; i++) {
        intervals[i] =
            input->is_exact
                ? wks_interval_proportion_exact(proportion, effective, &input->levels.at[i])
                : wks_interval_proportion_at(proportion, effective, &input->levels.at[i]);
    }
    wks_rate_put_which(out, &input->rows, group);
    wks_rate_put_value(out, &input->levels, proportion, intervals, input->per);
    wks_method_put_next(out, count);
    wks_method_put_next(out, n);
    wks_method_put_next(out, effective);
    wks_rate_put_end(out, &input->rows, &input->levels, input->statistic,
                     input->is_exact ? "exact" : "wilson", outcome);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    proportion_input input;
    wks_buffer out = {0};
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    wks_rate_put_header(&out, &input.rows, &input.levels, "total_count,total_pop,effective_n");
    for (size_t i = 0; i < input.rows.n; i++) {
        put_proportion(&out, &input, i);
    }
    return wks_rate_write(call, arguments, &input.rows, &out, err);
}

static const wks_flag flags[] = {
    WKS_RATE_FLAGS,
    {"x", "COLUMN", "the number with the trait", "het aantal met het kenmerk"},
    {"n", "COLUMN", "the number of all, x or more", "het totale aantal, x of meer"},
    {"effective-n", "COLUMN", "what n is worth in a weighted survey; for the interval",
     "wat n waard is in een gewogen enquete; voor het interval"},
    {"per", "NUMBER", "1 for a share (the default), 100 for a percentage",
     "1 voor een aandeel (standaard), 100 voor een percentage"},
    {"interval", "NAME", "wilson (the default) or exact (Clopper-Pearson)",
     "wilson (standaard) of exact (Clopper-Pearson)"},
};

const wks_verb wks_method_proportion = {
    .group = "method",
    .name = "proportion",
    .arguments = "",
    .english = "shares and percentages with Wilson's or exact intervals",
    .dutch = "aandelen en percentages met intervallen volgens Wilson of exact",
    .more_english =
        "The share x of n.  Without --group each row is a result; with it x and n are summed "
        "first.\nWilson's limits are exactly 0 for none and exactly 1 for all.\n\nOut: the group "
        "columns or row; value, lower, upper (and lower_998, upper_998 with two levels);\n"
        "total_count, total_pop, effective_n; confidence; statistic; method (wilson, exact); "
        "status: "
        "ok, missing\n(x or n is empty or NA) or no_population (n or the effective n is 0).",
    .more_dutch =
        "Het aandeel x van n.  Zonder --group is elke rij een uitkomst; met --group worden x en n "
        "eerst opgeteld.\nDe grenzen van Wilson zijn precies 0 bij niemand en precies 1 bij "
        "iedereen.\n\nUit: de groepskolommen of row; value, lower, upper (en lower_998, upper_998 "
        "bij "
        "twee niveaus);\ntotal_count, total_pop, effective_n; confidence; statistic; method "
        "(wilson, "
        "exact); status: ok, missing\n(x of n is leeg of NA) of no_population (n of de effectieve "
        "n "
        "is 0).",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
