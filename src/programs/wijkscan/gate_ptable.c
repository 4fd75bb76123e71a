/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/gate_ptable.h"

#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "programs/wijkscan/method.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

static wks_code read_integers(const wks_method_data *data, const char *name, wks_arena *arena,
                              int64_t **out, wks_error *err)
{
    size_t column = 0;
    WKS_TRY(wks_method_column(data, name, &column, err));
    WKS_TRY(wks_arena_take(arena, data->n_rows, sizeof **out, out, err));
    for (size_t i = 0; i < data->n_rows; i++) {
        const char *cell = data->cells[i * data->n_columns + column];
        if (!wks_text_integer((wks_span){cell, strlen(cell)}, &(*out)[i])) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: expected a whole number",
                                   "%s: regel %zu, kolom %s: verwacht een geheel getal"),
                            data->path, data->line[i], name);
        }
    }
    return WKS_OK;
}

wks_code wks_gate_ptable_read(const char *path, wks_arena *arena, wks_perturbation_table *out,
                              wks_error *err)
{
    wks_method_data data;
    int64_t *count = NULL;
    int64_t *change = NULL;
    double *probability = NULL;
    WKS_TRY(wks_method_read(path, arena, &data, err));
    WKS_TRY(read_integers(&data, "i", arena, &count, err));
    WKS_TRY(read_integers(&data, "v", arena, &change, err));
    WKS_TRY(wks_method_numbers(&data, "p", false, arena, &probability, err));
    const wks_perturbation_lines lines = {.path = data.path,
                                          .count = count,
                                          .change = change,
                                          .probability = probability,
                                          .line = data.line,
                                          .n = data.n_rows};
    return wks_perturbation_table_build(&lines, arena, out, err);
}

wks_code wks_gate_ptable_write(const wks_perturbation_table *table, const char *path,
                               wks_error *err)
{
    wks_buffer out = {0};
    wks_buffer_text(&out, "i;j;p;v;p_int_ub\n");
    for (size_t count = 0; count < table->n_rows; count++) {
        const wks_perturbation_row *row = &table->rows[count];
        double sum = 0;
        for (size_t k = 0; k < row->n; k++) {
            sum += row->probability[k];
            wks_buffer_printf(&out, "%zu;%" PRId64 ";", count, (int64_t)count + row->change[k]);
            wks_method_put_number(&out, row->probability[k]);
            wks_buffer_printf(&out, ";%" PRId64 ";", row->change[k]);
            wks_method_put_number(&out, k + 1 == row->n ? 1 : sum);
            wks_buffer_text(&out, "\n");
        }
    }
    return wks_file_write_buffer(path, &out, err);
}
