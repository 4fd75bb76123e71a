/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/sum.h"
#include "programs/wijkscan/method_rates.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct mean_input {
    double *values;
    wks_rate_levels levels;
    wks_rate_rows rows;
} mean_input;

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, mean_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *x = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_rate_levels_read(call, arguments, &out->levels, err));
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(wks_method_numbers(data, x, true, call->arena, &out->values, err));
    return wks_rate_rows_read(call, arguments, data, false, &out->rows, err);
}

/* The values of a group that are there, in one pass over their distance to the mean. */
static double variance_of(const mean_input *input, size_t group, double mean, size_t n)
{
    wks_sum squares = {0};
    for (size_t i = input->rows.start[group]; i < input->rows.start[group + 1]; i++) {
        const double value = input->values[input->rows.order[i]];
        if (!isnan(value)) {
            wks_sum_add(&squares, (value - mean) * (value - mean));
        }
    }
    return wks_sum_value(&squares) / (double)(n - 1);
}

static void put_mean(wks_buffer *out, mean_input *input, size_t group)
{
    wks_interval intervals[2];
    wks_sum sum = {0};
    size_t n = 0;
    const size_t n_rows = input->rows.start[group + 1] - input->rows.start[group];
    for (size_t i = input->rows.start[group]; i < input->rows.start[group + 1]; i++) {
        const double value = input->values[input->rows.order[i]];
        if (!isnan(value)) {
            wks_sum_add(&sum, value);
            n++;
        }
    }
    const double total = wks_sum_value(&sum);
    const wks_outcome outcome = n >= 2 ? WKS_OUTCOME_OK : WKS_OUTCOME_TOO_FEW;
    const double mean = n >= 2 ? total / (double)n : NAN;
    const double variance = n >= 2 ? variance_of(input, group, mean, n) : NAN;
    for (size_t i = 0; i < input->levels.n; i++) {
        intervals[i] = wks_interval_mean_at(mean, variance, (double)n, &input->levels.at[i]);
    }
    wks_rate_put_which(out, &input->rows, group);
    wks_rate_put_value(out, &input->levels, mean, intervals, 1);
    wks_method_put_next(out, total);
    wks_method_put_next(out, (double)n);
    wks_method_put_next(out, sqrt(variance));
    wks_method_put_next(out, (double)(n_rows - n));
    wks_rate_put_end(out, &input->rows, &input->levels, "mean", "student-t", outcome);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    mean_input input;
    wks_buffer out = {0};
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    wks_rate_put_header(&out, &input.rows, &input.levels,
                        "value_sum,value_count,deviation,n_missing");
    for (size_t i = 0; i < input.rows.n; i++) {
        put_mean(&out, &input, i);
    }
    return wks_rate_write(call, arguments, &input.rows, &out, err);
}

static const wks_flag flags[] = {
    WKS_RATE_FLAGS,
    {"x", "COLUMN", "the values, one a row", "de waarden, een per rij"},
};

const wks_verb wks_method_mean = {
    .group = "method",
    .name = "mean",
    .arguments = "",
    .english = "means with Student's intervals",
    .dutch = "gemiddelden met intervallen volgens Student",
    .more_english =
        "The mean of the values of each group, or of all rows.  A value that is empty or NA is "
        "left "
        "out and counted.\n\nOut: the group columns or group; value, lower, upper (and lower_998, "
        "upper_998 with two levels);\nvalue_sum, value_count, deviation (standard), n_missing; "
        "confidence; statistic; method (student-t);\nstatus: ok or too_few (fewer than 2 values).",
    .more_dutch = "Het gemiddelde van de waarden van elke groep, of van alle rijen.  Een waarde "
                  "die leeg of NA "
                  "is telt niet\nmee en wordt gemeld.\n\nUit: de groepskolommen of group; value, "
                  "lower, upper "
                  "(en lower_998, upper_998 bij twee niveaus);\nvalue_sum, value_count, deviation "
                  "(standaard), "
                  "n_missing; confidence; statistic; method (student-t);\nstatus: ok of too_few "
                  "(minder dan 2 "
                  "waarden).",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
