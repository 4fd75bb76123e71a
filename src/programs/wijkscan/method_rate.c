/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method_rates.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct rate_input {
    double *count;
    double *population;
    double per;
    char statistic[64];
    wks_rate_levels levels;
    wks_rate_rows rows;
} rate_input;

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, rate_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *x = NULL;
    const char *n = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &n, err));
    WKS_TRY(wks_method_number(call, arguments, "per", 1e-9, 1e12, 100000, &out->per, err));
    WKS_TRY(wks_rate_levels_read(call, arguments, &out->levels, err));
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(wks_rate_numbers(data, x, call->arena, &out->count, err));
    WKS_TRY(wks_rate_numbers(data, n, call->arena, &out->population, err));
    snprintf(out->statistic, sizeof out->statistic, "rate per %.15g", out->per);
    return wks_rate_rows_read(call, arguments, data, true, &out->rows, err);
}

static void put_rate(wks_buffer *out, rate_input *input, size_t group)
{
    wks_interval intervals[2];
    double count = 0;
    double population = 0;
    for (size_t i = input->rows.start[group]; i < input->rows.start[group + 1]; i++) {
        count += input->count[input->rows.order[i]];
        population += input->population[input->rows.order[i]];
    }
    const wks_outcome outcome = isnan(count) || isnan(population) ? WKS_OUTCOME_MISSING
                                : population > 0                  ? WKS_OUTCOME_OK
                                                                  : WKS_OUTCOME_NO_POPULATION;
    const double scale = outcome == WKS_OUTCOME_OK ? 1 / population : NAN;
    for (size_t i = 0; i < input->levels.n; i++) {
        intervals[i] =
            wks_interval_scale(wks_interval_count_at(count, &input->levels.at[i]), scale);
    }
    wks_rate_put_which(out, &input->rows, group);
    wks_rate_put_value(out, &input->levels, count * scale, intervals, input->per);
    wks_method_put_next(out, count);
    wks_method_put_next(out, population);
    wks_rate_put_end(out, &input->rows, &input->levels, input->statistic,
                     isnan(count)                       ? ""
                     : count < WKS_INTERVAL_EXACT_BELOW ? "exact"
                                                        : "byar",
                     outcome);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    rate_input input;
    wks_buffer out = {0};
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    wks_rate_put_header(&out, &input.rows, &input.levels, "total_count,total_pop");
    for (size_t i = 0; i < input.rows.n; i++) {
        put_rate(&out, &input, i);
    }
    return wks_rate_write(call, arguments, &input.rows, &out, err);
}

static const wks_flag flags[] = {
    WKS_RATE_FLAGS,
    {"x", "COLUMN", "the number of events, 0 or more", "het aantal gebeurtenissen, 0 of meer"},
    {"n", "COLUMN", "the population or person-years", "de bevolking of persoonsjaren"},
    {"per", "NUMBER", "per how many (100000)", "per hoeveel (100000)"},
};

const wks_verb wks_method_rate = {
    .group = "method",
    .name = "rate",
    .arguments = "",
    .english = "crude rates with Byar or exact intervals",
    .dutch = "ruwe cijfers met intervallen volgens Byar of exact",
    .more_english =
        "Events x over population n, per 100,000 or another --per.  Limits are Byar's from 10 "
        "events "
        "up and\nexact (Poisson) below.  Without --group each row is a result; with it x and n are "
        "summed first.\n\nOut: the group columns or row; value, lower, upper (and lower_998, "
        "upper_998 with two levels);\ntotal_count, total_pop; confidence; statistic; method (byar, "
        "exact); status: ok, missing (x or n is\nempty or NA) or no_population (n is 0).",
    .more_dutch =
        "Gebeurtenissen x gedeeld door bevolking n, per 100.000 of een andere --per.  De grenzen "
        "zijn "
        "die van Byar\nvanaf 10 gebeurtenissen en exact (Poisson) daaronder.  Zonder --group is "
        "elke "
        "rij een uitkomst; met\n--group worden x en n eerst opgeteld.\n\nUit: de groepskolommen of "
        "row; value, lower, upper (en lower_998, upper_998 bij twee niveaus);\ntotal_count, "
        "total_pop; confidence; statistic; method (byar, exact); status: ok, missing (x of n is\n"
        "leeg of NA) of no_population (n is 0).",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
