/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_treated.h"

#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "gate/table_distance.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char method_column[] = "method";

/* ---- what was published before --------------------------------------------------------------- */

/* The method of a treated table, NULL of another file. */
static const char *method_of(const wks_method_data *data)
{
    if (data->n_columns < 2 || data->n_rows == 0 ||
        strcmp(data->columns[data->n_columns - 1], method_column) != 0) {
        return NULL;
    }
    const char *column = data->columns[data->n_columns - 2];
    return strcmp(column, "rounded") == 0 || strcmp(column, "perturbed") == 0
               ? data->cells[data->n_columns - 1]
               : NULL;
}

wks_code wks_gate_treated_refuse(const wks_method_data *data, wks_error *err)
{
    const char *method = method_of(data);
    return method == NULL
               ? WKS_OK
               : wks_fail(
                     err, WKS_E_REFUSED,
                     wks_tr("%s: its counts were changed (%s), and one table keeps one method "
                            "for life: no pattern, rounding or perturbation beside it",
                            "%s: de aantallen zijn veranderd (%s), en een tabel houdt zijn leven "
                            "lang een methode: geen patroon, afronding of ruis ernaast"),
                     data->path, method);
}

static wks_code hold_one(const char *path, const wks_gate_treated *treated, wks_arena *arena,
                         const wks_span *same, wks_error *err)
{
    wks_method_data data;
    wks_span bytes;
    WKS_TRY(wks_method_read(path, arena, &data, err));
    const char *method = method_of(&data);
    if (method == NULL) {
        return wks_fail(
            err, WKS_E_REFUSED,
            wks_tr("%s: was not treated by %s, and one table keeps one method for life",
                   "%s: is niet behandeld met %s, en een tabel houdt zijn leven lang een "
                   "methode"),
            path, treated->method);
    }
    if (strcmp(method, treated->method) != 0) {
        return wks_fail(
            err, WKS_E_REFUSED,
            wks_tr("%s: was treated by %s, not by %s, and one table keeps one method for "
                   "life",
                   "%s: is behandeld met %s, niet met %s, en een tabel houdt zijn leven "
                   "lang een methode"),
            path, method, treated->method);
    }
    if (same == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_file_read(path, 0, arena, &bytes, err));
    return bytes.n == same->n && memcmp(bytes.at, same->at, same->n) == 0
               ? WKS_OK
               : wks_fail(
                     err, WKS_E_REFUSED,
                     wks_tr("%s: has other cells or figures than this table would have now, and "
                            "two roundings of the same persons tell more than one",
                            "%s: heeft andere cellen of cijfers dan deze tabel nu zou krijgen, "
                            "en twee afrondingen van dezelfde personen zeggen meer dan een"),
                     path);
}

/* ---- the file -------------------------------------------------------------------------------- */

static void put_table(const wks_gate_treated *of, wks_buffer *out)
{
    for (size_t i = 0; i < of->table->keys->n; i++) {
        wks_method_put_text(out, of->table->keys->columns[i]);
        wks_buffer_text(out, ",");
    }
    wks_buffer_printf(out, "%s,%s\n", of->column, method_column);
    for (size_t cell = 0; cell < of->table->n_cells; cell++) {
        const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
        wks_count_table_codes(of->table, cell, codes);
        for (size_t i = 0; i < of->table->keys->n; i++) {
            wks_method_put_text(out, codes[i]);
            wks_buffer_text(out, ",");
        }
        if (of->is_hidden == NULL || !of->is_hidden[cell]) {
            wks_buffer_printf(out, "%" PRId64, of->shown[cell]);
        }
        wks_buffer_printf(out, ",%s\n", of->method);
    }
}

wks_code wks_gate_treated_hold(const wks_call *call, const wks_arguments *arguments,
                               const wks_gate_treated *treated, bool must_be_same, wks_error *err)
{
    wks_buffer now = {0};
    if (must_be_same) {
        put_table(treated, &now);
    }
    wks_code code = wks_buffer_check(&now, err);
    const wks_span same = {now.bytes, now.n};
    for (size_t i = 1; i < arguments->n_arguments && code == WKS_OK; i++) {
        code = hold_one(arguments->arguments[i], treated, call->arena, must_be_same ? &same : NULL,
                        err);
    }
    wks_buffer_clear(&now);
    return code;
}

wks_code wks_gate_treated_check_out(const wks_call *call, const wks_arguments *arguments,
                                    const char *const *others, size_t n_others, wks_error *err)
{
    const char *path = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "out", &path, err));
    for (size_t i = 0; i < arguments->n_arguments + n_others; i++) {
        const char *other = i < arguments->n_arguments ? arguments->arguments[i]
                                                       : others[i - arguments->n_arguments];
        if (wks_file_is_same(path, other)) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("--out: %s is a file to read", "--out: %s is een bestand om te "
                                                                  "lezen"),
                            path);
        }
    }
    return WKS_OK;
}

/* ---- what is said of it ---------------------------------------------------------------------- */

static void put_json(const wks_table_distance *of, size_t n_cells, wks_buffer *out)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_integer(&json, "cells", (int64_t)n_cells);
    wks_json_member_integer(&json, "hidden", (int64_t)(n_cells - of->n_cells));
    wks_json_member_integer(&json, "changed", (int64_t)of->n_changed);
    wks_json_member_number(&json, "mean_change", of->mean);
    wks_json_member_integer(&json, "largest_change", of->largest);
    wks_json_member_number(&json, "sum_of_squares", of->sum_of_squares);
    wks_json_member_number(&json, "utility", of->utility);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static void put_words(const wks_table_distance *of, size_t n_cells, wks_buffer *out)
{
    wks_buffer_printf(out,
                      wks_tr("cells %zu\nhidden %zu\nchanged %zu\nmean change %.4f\nlargest change "
                             "%" PRId64 "\nsum of squares %.0f\nutility %.4f\n",
                             "cellen %zu\nverborgen %zu\nveranderd %zu\ngemiddelde verandering "
                             "%.4f\ngrootste verandering %" PRId64
                             "\nkwadratensom %.0f\nnut %.4f\n"),
                      n_cells, n_cells - of->n_cells, of->n_changed, of->mean, of->largest,
                      of->sum_of_squares, of->utility);
}

wks_code wks_gate_treated_write(const wks_call *call, const wks_arguments *arguments,
                                const wks_gate_treated *treated, wks_error *err)
{
    const wks_count_table *table = treated->table;
    wks_buffer out = {0};
    put_table(treated, &out);
    WKS_TRY(wks_file_write_buffer(wks_arguments_flag(call, arguments, "out"), &out, err));
    if (call->is_quiet) {
        return WKS_OK;
    }
    const wks_table_distance of = wks_table_distance_measure(table->values, treated->shown,
                                                             treated->is_hidden, table->n_cells);
    wks_buffer said = {0};
    if (wks_arguments_flag(call, arguments, "json") != NULL) {
        put_json(&of, table->n_cells, &said);
    } else {
        put_words(&of, table->n_cells, &said);
    }
    const wks_code code = wks_buffer_check(&said, err);
    if (code == WKS_OK) {
        fputs(said.bytes, stdout);
    }
    wks_buffer_clear(&said);
    return code;
}
