/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_pattern.h"

#include "base/language.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

static wks_code fail_missing(const wks_count_table *table, const wks_count_table_rows *rows,
                             const size_t *line, size_t n_missing, wks_error *err)
{
    const char *codes[WKS_COUNT_TABLE_MOST_COLUMNS];
    size_t cell = 0;
    while (line[cell] != 0) {
        cell++;
    }
    wks_count_table_codes(table, cell, codes);
    wks_buffer key = {0};
    for (size_t i = 0; i < table->n_columns; i++) {
        wks_buffer_printf(&key, "%s%s", i == 0 ? "" : ",", codes[i]);
    }
    const wks_code code =
        wks_fail(err, WKS_E_FORMAT,
                 wks_tr("%s: not a pattern of this table: %zu of its cells are missing, the first "
                        "is %s",
                        "%s: geen patroon van deze tabel: er ontbreken %zu cellen, de eerste is "
                        "%s"),
                 rows->path, n_missing, key.bytes == NULL ? "-" : key.bytes);
    wks_buffer_clear(&key);
    return code;
}

static wks_code fail_row(const wks_count_table_rows *rows, size_t row, const char *fault,
                         wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: line %zu: %s", "%s: regel %zu: %s"), rows->path,
                    rows->line[row], fault);
}

wks_code wks_table_pattern_lay(const wks_count_table *table, const wks_table_question *question,
                               const wks_count_table_rows *rows, const bool *is_suppressed,
                               wks_arena *arena, bool *is_hidden, wks_error *err)
{
    size_t *line = NULL; /* [n_cells] of its row; 0: none yet */
    WKS_TRY(wks_arena_take(arena, table->n_cells, sizeof *line, &line, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        size_t cell = 0;
        if (!wks_count_table_find(table, rows->codes + row * rows->n_columns, &cell)) {
            return fail_row(rows, row,
                            wks_tr("not a pattern of this table: it has no such cell",
                                   "geen patroon van deze tabel: die heeft deze cel niet"),
                            err);
        }
        if (line[cell] != 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: lines %zu and %zu are of the same cell",
                                   "%s: regels %zu en %zu zijn van dezelfde cel"),
                            rows->path, line[cell], rows->line[row]);
        }
        line[cell] = rows->line[row];
        if (rows->counts[row] != table->values[cell]) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: line %zu, column %s: not the count that this table has",
                                   "%s: regel %zu, kolom %s: niet het aantal dat deze tabel heeft"),
                            rows->path, rows->line[row], rows->count_column);
        }
        if (is_suppressed[row]) {
            continue;
        }
        is_hidden[cell] = false;
        if (question->protection.cells[question->cell_of[cell]].state == WKS_CELL_PRIMARY) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("%s: line %zu: shows a cell that the rule hides",
                                   "%s: regel %zu: toont een cel die volgens de regel verborgen "
                                   "moet zijn"),
                            rows->path, rows->line[row]);
        }
    }
    return rows->n_rows == table->n_cells
               ? WKS_OK
               : fail_missing(table, rows, line, table->n_cells - rows->n_rows, err);
}

void wks_table_pattern_keep(const wks_count_table *table, const bool *is_hidden,
                            wks_table_question *question)
{
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        wks_cell *of = &question->protection.cells[question->cell_of[cell]];
        if (!is_hidden[cell] && of->state == WKS_CELL_OPEN) {
            of->state = WKS_CELL_KNOWN;
            of->cost = 0;
        }
    }
}

wks_code wks_table_pattern_make(const wks_count_table *table, const wks_table_rule *rule,
                                const bool *is_hidden, wks_table_question *question,
                                wks_arena *arena, wks_pattern *out, wks_error *err)
{
    wks_protection *protection = &question->protection;
    *out = (wks_pattern){.n_cells = protection->n_cells};
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->is_hidden, &out->is_hidden, err));
    for (size_t i = 0; i < out->n_cells; i++) {
        out->is_hidden[i] = true;
    }
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        out->is_hidden[question->cell_of[cell]] =
            out->is_hidden[question->cell_of[cell]] && is_hidden[cell];
    }
    for (size_t i = 0; i < out->n_cells; i++) {
        wks_cell *cell = &protection->cells[i];
        /* what is no cell of the table is known whatever a pattern says */
        if (cell->state == WKS_CELL_KNOWN && (rule->protects_zeros || i >= question->n_own)) {
            out->is_hidden[i] = false;
        } else if (cell->state == WKS_CELL_KNOWN && out->is_hidden[i]) {
            cell->state = WKS_CELL_OPEN;
            cell->cost = 1;
        }
        out->loss += cell->state == WKS_CELL_OPEN && out->is_hidden[i] ? cell->cost : 0;
    }
    return WKS_OK;
}
