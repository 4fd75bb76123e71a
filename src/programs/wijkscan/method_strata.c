/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method_strata.h"

#include "base/language.h"

#include <string.h>

static const char *stratum_of(const wks_method_data *data, size_t column, size_t row)
{
    return data->cells[row * data->n_columns + column];
}

/* The strata are few, and each is looked up once: by its first row in the data. */
static wks_code join(wks_strata_input *input, wks_arena *arena, wks_error *err)
{
    const wks_method_data *reference = &input->reference;
    size_t *of_stratum = NULL;
    size_t column = 0;
    WKS_TRY(wks_method_column(reference, input->stratum, &column, err));
    WKS_TRY(wks_arena_take(arena, input->strata.n, sizeof *of_stratum, &of_stratum, err));
    WKS_TRY(wks_arena_take(arena, input->data->n_rows, sizeof *input->reference_row,
                           &input->reference_row, err));
    for (size_t s = 0; s < input->strata.n; s++) {
        const size_t first = input->strata.first[s];
        const char *name = stratum_of(input->data, input->strata.columns[0], first);
        size_t n_found = 0;
        for (size_t i = 0; i < reference->n_rows; i++) {
            if (strcmp(stratum_of(reference, column, i), name) == 0) {
                of_stratum[s] = i;
                n_found++;
            }
        }
        if (n_found != 1) {
            return wks_fail(err, WKS_E_FORMAT,
                            n_found == 0
                                ? wks_tr("%s: line %zu: a stratum that %s does not have",
                                         "%s: regel %zu: een groep die %s niet heeft")
                                : wks_tr("%s: line %zu: a stratum that %s has twice",
                                         "%s: regel %zu: een groep die %s twee keer heeft"),
                            input->data->path, input->data->line[first], reference->path);
        }
    }
    for (size_t i = 0; i < input->data->n_rows; i++) {
        input->reference_row[i] = of_stratum[input->strata.of_row[i]];
    }
    return WKS_OK;
}

wks_code wks_strata_input_read(const wks_call *call, const wks_arguments *arguments,
                               const wks_method_data *data, wks_strata_input *out, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "reference");
    *out = (wks_strata_input){.data = data,
                              .stratum = wks_arguments_flag(call, arguments, "stratum"),
                              .has_reference = path != NULL};
    if (out->stratum == NULL && path != NULL) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--reference needs --stratum: the column that both files have",
                               "bij --reference hoort --stratum: de kolom die beide bestanden "
                               "hebben"));
    }
    if (out->stratum == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_method_group(data, out->stratum, call->arena, &out->strata, err));
    if (out->strata.n_columns != 1) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--stratum: expected one column", "--stratum: verwacht een kolom"));
    }
    if (path != NULL) {
        WKS_TRY(wks_method_read(path, call->arena, &out->reference, err));
        WKS_TRY(join(out, call->arena, err));
    }
    return WKS_OK;
}

wks_code wks_strata_input_numbers(const wks_strata_input *input, const char *name, wks_arena *arena,
                                  double **out, wks_error *err)
{
    double *column = NULL;
    if (!input->has_reference) {
        return wks_rate_numbers(input->data, name, arena, out, err);
    }
    WKS_TRY(wks_rate_numbers(&input->reference, name, arena, &column, err));
    WKS_TRY(wks_arena_take(arena, input->data->n_rows, sizeof **out, out, err));
    for (size_t i = 0; i < input->data->n_rows; i++) {
        (*out)[i] = column[input->reference_row[i]];
    }
    return WKS_OK;
}

size_t wks_strata_input_expected(const wks_strata_input *input, const wks_rate_rows *rows)
{
    size_t most = 0;
    if (input->has_reference) {
        return input->reference.n_rows;
    }
    if (input->stratum != NULL) {
        return input->strata.n;
    }
    for (size_t g = 0; g < rows->n; g++) {
        const size_t n = rows->start[g + 1] - rows->start[g];
        most = n > most ? n : most;
    }
    return most;
}

wks_code wks_strata_input_check(const wks_strata_input *input, const wks_rate_rows *rows,
                                wks_arena *arena, wks_error *err)
{
    size_t *last_group = NULL; /* + 1, by stratum */
    if (input->stratum == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, input->strata.n, sizeof *last_group, &last_group, err));
    for (size_t g = 0; g < rows->n; g++) {
        for (size_t i = rows->start[g]; i < rows->start[g + 1]; i++) {
            const size_t row = rows->order[i];
            if (last_group[input->strata.of_row[row]] == g + 1) {
                return wks_fail(err, WKS_E_FORMAT,
                                wks_tr("%s: line %zu: this stratum stands in its group twice",
                                       "%s: regel %zu: deze groep staat twee keer in zijn gebied"),
                                input->data->path, input->data->line[row]);
            }
            last_group[input->strata.of_row[row]] = g + 1;
        }
    }
    return WKS_OK;
}
