/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/method_rates.h"

#include "base/language.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- in ------------------------------------------------------------------------------------- */

/* 0.95 of "0.95" and of "95"; NAN when it is no level. */
static double level_of(const char *text, size_t n)
{
    double level = NAN;
    if (!wks_text_number(wks_span_trim(text, n), false, &level)) {
        return NAN;
    }
    level = level >= 90 ? level / 100 : level;
    return level >= 0.9 && level < 1 ? level : NAN;
}

wks_code wks_rate_levels_read(const wks_call *call, const wks_arguments *arguments,
                              wks_rate_levels *out, wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, "confidence");
    const char *comma = text == NULL ? NULL : strchr(text, ',');
    double levels[2] = {0.95, 0.998};
    out->n = comma == NULL ? 1 : 2;
    if (text != NULL) {
        levels[0] = level_of(text, comma == NULL ? strlen(text) : (size_t)(comma - text));
    }
    if (comma != NULL) {
        levels[1] = level_of(comma + 1, strlen(comma + 1));
    }
    const bool are_pair = levels[0] == 0.95 && levels[1] == 0.998;
    if (isnan(levels[0]) || (out->n == 2 && !are_pair)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("--confidence: expected a level from 0.9 to under 1 (or 90 to under "
                   "100), or the pair 0.95,0.998",
                   "--confidence: verwacht een niveau van 0.9 tot 1 (of 90 tot 100), of "
                   "het paar 0.95,0.998"));
    }
    for (size_t i = 0; i < out->n; i++) {
        out->at[i] = wks_interval_confidence(levels[i]);
    }
    return WKS_OK;
}

wks_code wks_rate_numbers(const wks_method_data *data, const char *name, wks_arena *arena,
                          double **out, wks_error *err)
{
    WKS_TRY(wks_method_numbers(data, name, true, arena, out, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        if ((*out)[i] < 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: a negative number",
                                   "%s: regel %zu, kolom %s: een negatief getal"),
                            data->path, data->line[i], name);
        }
    }
    return WKS_OK;
}

static wks_code sort_rows(const wks_method_data *data, wks_arena *arena, wks_rate_rows *out,
                          wks_error *err)
{
    size_t *next = NULL;
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof *out->order, &out->order, err));
    WKS_TRY(wks_arena_take(arena, out->n + 1, sizeof *out->start, &out->start, err));
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *next, &next, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        out->start[(out->is_by_row ? i : out->groups.of_row[i]) + 1]++;
    }
    for (size_t g = 0; g < out->n; g++) {
        out->start[g + 1] += out->start[g];
        next[g] = out->start[g];
    }
    for (size_t i = 0; i < data->n_rows; i++) {
        out->order[next[out->is_by_row ? i : out->groups.of_row[i]]++] = i;
    }
    return WKS_OK;
}

wks_code wks_rate_rows_read(const wks_call *call, const wks_arguments *arguments,
                            const wks_method_data *data, bool by_row, wks_rate_rows *out,
                            wks_error *err)
{
    const char *columns = wks_arguments_flag(call, arguments, "group");
    *out = (wks_rate_rows){.data = data, .is_by_row = by_row && columns == NULL};
    if (!out->is_by_row) {
        WKS_TRY(wks_method_group(data, columns, call->arena, &out->groups, err));
    }
    out->n = out->is_by_row ? data->n_rows : out->groups.n;
    return sort_rows(data, call->arena, out, err);
}

void wks_rate_rows_take(const wks_rate_rows *rows, size_t group, const double *column, double *into)
{
    for (size_t i = rows->start[group]; i < rows->start[group + 1]; i++) {
        *into++ = column[rows->order[i]];
    }
}

/* ---- out ------------------------------------------------------------------------------------ */

void wks_rate_put_header(wks_buffer *out, const wks_rate_rows *rows, const wks_rate_levels *levels,
                         const char *extra)
{
    wks_buffer_printf(out, "%s,value,lower,upper%s,%s,confidence,statistic,method,status\n",
                      rows->is_by_row ? "row" : rows->groups.header,
                      levels->n == 2 ? ",lower_998,upper_998" : "", extra);
}

void wks_rate_put_value(wks_buffer *out, const wks_rate_levels *levels, double value,
                        const wks_interval *intervals, double per)
{
    wks_method_put_next(out, value * per);
    for (size_t i = 0; i < levels->n; i++) {
        wks_method_put_next(out, intervals[i].lower * per);
        wks_method_put_next(out, intervals[i].upper * per);
    }
}

void wks_rate_put_which(wks_buffer *out, const wks_rate_rows *rows, size_t group)
{
    if (rows->is_by_row) {
        wks_method_put_number(out, (double)(group + 1));
    } else {
        wks_method_put_group(out, rows->data, &rows->groups, group);
    }
}

void wks_rate_put_end(wks_buffer *out, wks_rate_rows *rows, const wks_rate_levels *levels,
                      const char *statistic, const char *method, wks_outcome outcome)
{
    for (size_t i = 0; i < levels->n; i++) {
        wks_buffer_text(out, i == 0 ? "," : " ");
        wks_method_put_number(out, levels->at[i].level);
    }
    wks_buffer_text(out, ",");
    wks_method_put_text(out, statistic);
    wks_buffer_printf(out, ",%s,%s\n", method, wks_outcome_name(outcome));
    rows->outcomes[outcome]++;
}

wks_code wks_rate_write(const wks_call *call, const wks_arguments *arguments,
                        const wks_rate_rows *rows, wks_buffer *out, wks_error *err)
{
    WKS_TRY(wks_method_write(call, arguments, out, err));
    for (int i = WKS_OUTCOME_OK + 1; i < WKS_OUTCOME_COUNT && !call->is_quiet; i++) {
        if (rows->outcomes[i] > 0) {
            fprintf(stderr,
                    wks_tr("wijkscan: %zu without a value, %s: %s\n",
                           "wijkscan: %zu zonder waarde, %s: %s\n"),
                    rows->outcomes[i], wks_outcome_name((wks_outcome)i),
                    wks_outcome_sentence((wks_outcome)i));
        }
    }
    return WKS_OK;
}
