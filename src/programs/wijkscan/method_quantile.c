/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "private/method/quantile.h"
#include "programs/wijkscan/method_rates.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct quantile_input {
    const wks_method_data *data;
    double *values;
    bool *is_highest_first; /* [n_rows] */
    int parts;
    wks_rate_rows rows;
} quantile_input;

/* --highest-first COLUMN: true, 1, yes or false, 0, no; one answer a group. */
static wks_code read_direction(const wks_call *call, const char *column, quantile_input *out,
                               wks_error *err)
{
    static const char *const answers[] = {"false", "true", "FALSE", "TRUE", "0", "1", "no", "yes"};
    const wks_method_data *data = out->data;
    const char **texts = NULL;
    WKS_TRY(wks_method_texts(data, column, call->arena, &texts, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        size_t answer = 0;
        while (answer < 8 && strcmp(texts[i], answers[answer]) != 0) {
            answer++;
        }
        if (answer == 8) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected true or false",
                                   "%s: regel %zu, kolom %s: verwacht true of false"),
                            data->path, data->line[i], column);
        }
        out->is_highest_first[i] = answer % 2 == 1;
    }
    for (size_t g = 0; g < out->rows.n; g++) {
        const size_t first = out->rows.order[out->rows.start[g]];
        for (size_t i = out->rows.start[g]; i < out->rows.start[g + 1]; i++) {
            const size_t row = out->rows.order[i];
            if (out->is_highest_first[row] != out->is_highest_first[first]) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu, column %s: another answer than the first row "
                                       "of its group",
                                       "%s: regel %zu, kolom %s: een ander antwoord dan de eerste "
                                       "rij van zijn groep"),
                                data->path, data->line[row], column);
            }
        }
    }
    return WKS_OK;
}

static wks_code read_input(const wks_call *call, const wks_arguments *arguments,
                           wks_method_data *data, quantile_input *out, wks_error *err)
{
    const char *path = NULL;
    const char *x = NULL;
    const char *column = wks_arguments_flag(call, arguments, "highest-first-by");
    const bool is_highest_first = wks_arguments_flag(call, arguments, "highest-first") != NULL;
    *out = (quantile_input){.data = data};
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_arguments_number(call, arguments, "parts", 1, 1000000, 10, &out->parts, err));
    if (column != NULL && is_highest_first) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("give either --highest-first or --highest-first-by",
                               "geef --highest-first of --highest-first-by"));
    }
    WKS_TRY(wks_method_read(path, call->arena, data, err));
    WKS_TRY(wks_method_numbers(data, x, true, call->arena, &out->values, err));
    WKS_TRY(wks_rate_rows_read(call, arguments, data, false, &out->rows, err));
    WKS_TRY(wks_arena_take(call->arena, data->n_rows, sizeof *out->is_highest_first,
                           &out->is_highest_first, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        out->is_highest_first[i] = is_highest_first;
    }
    return column == NULL ? WKS_OK : read_direction(call, column, out, err);
}

/* Parts of all rows, group by group. */
static wks_code assign(const wks_call *call, const quantile_input *input, size_t *out,
                       wks_error *err)
{
    double *values = NULL;
    size_t *parts = NULL;
    WKS_TRY(wks_arena_take(call->arena, input->data->n_rows, sizeof *values, &values, err));
    WKS_TRY(wks_arena_take(call->arena, input->data->n_rows, sizeof *parts, &parts, err));
    for (size_t g = 0; g < input->rows.n; g++) {
        const size_t *order = input->rows.order + input->rows.start[g];
        const wks_quantile_values given = {
            .values = values,
            .n = input->rows.start[g + 1] - input->rows.start[g],
            .parts = (size_t)input->parts,
            .is_highest_first = input->is_highest_first[order[0]],
        };
        wks_rate_rows_take(&input->rows, g, input->values, values);
        WKS_TRY(wks_quantile_assign(&given, call->arena, parts, err));
        for (size_t i = 0; i < given.n; i++) {
            out[order[i]] = parts[i];
        }
    }
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_method_data data;
    quantile_input input;
    size_t *parts = NULL;
    wks_buffer out = {0};
    WKS_TRY(read_input(call, arguments, &data, &input, err));
    WKS_TRY(wks_arena_take(call->arena, data.n_rows, sizeof *parts, &parts, err));
    WKS_TRY(assign(call, &input, parts, err));
    wks_buffer_printf(&out, "row,%s,value,quantile,parts,status\n", input.rows.groups.header);
    for (size_t i = 0; i < data.n_rows; i++) {
        const wks_outcome outcome = isnan(input.values[i]) ? WKS_OUTCOME_MISSING
                                    : parts[i] == 0        ? WKS_OUTCOME_TOO_FEW
                                                           : WKS_OUTCOME_OK;
        wks_buffer_printf(&out, "%zu,", i + 1);
        wks_rate_put_which(&out, &input.rows, input.rows.groups.of_row[i]);
        wks_method_put_next(&out, input.values[i]);
        wks_method_put_next(&out, parts[i] == 0 ? NAN : (double)parts[i]);
        wks_buffer_printf(&out, ",%d,%s\n", input.parts, wks_outcome_name(outcome));
    }
    return wks_method_write(call, arguments, &out, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"group", "COLUMNS", "divide each of these by itself: area or area,year",
     "verdeel elk van deze apart: gebied of gebied,jaar"},
    {"x", "COLUMN", "the values to order by", "de waarden om op te ordenen"},
    {"parts", "NUMBER", "10 for tenths (the default), 5 for fifths",
     "10 voor tienden (standaard), 5 voor vijfden"},
    {"highest-first", NULL, "part 1 holds the highest values", "deel 1 bevat de hoogste waarden"},
    {"highest-first-by", "COLUMN", "the same, true or false by group",
     "hetzelfde, true of false per groep"},
};

const wks_verb wks_method_quantile = {
    .group = "method",
    .name = "quantile",
    .arguments = "",
    .english = "areas in tenths or fifths by the order of their values",
    .dutch = "gebieden in tienden of vijfden naar de volgorde van hun waarden",
    .more_english =
        "Part 1 holds the lowest values, or the highest with --highest-first.  Equal values share "
        "a "
        "part, so parts\nneed not be equally full.\n\nOut: row; the group columns or group; value; "
        "quantile (1 and up); parts; status: ok, missing (no value) or\ntoo_few (fewer values in "
        "the "
        "group than parts).",
    .more_dutch =
        "Deel 1 bevat de laagste waarden, of de hoogste met --highest-first.  Gelijke waarden "
        "krijgen "
        "hetzelfde deel,\ndus de delen zijn niet altijd even vol.\n\nUit: row; de groepskolommen "
        "of "
        "group; value; quantile (vanaf 1); parts; status: ok, missing (geen waarde) of\ntoo_few "
        "(minder waarden in de groep dan delen).",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
