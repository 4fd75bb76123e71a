/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_pattern.h"

#include "base/language.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

/* ---- margins --------------------------------------------------------------------------------- */

void wks_table_pattern_margins(const wks_count_table_rows *rows, bool *is_in)
{
    for (size_t row = 0; row < rows->n_rows; row++) {
        is_in[wks_table_keys_margin(rows->keys, wks_count_table_rows_codes(rows, row))] = true;
    }
    wks_table_keys_close(rows->keys, is_in);
}

static bool is_published(const wks_count_table *table, size_t cell)
{
    return wks_table_keys_publishes(table->keys, wks_count_table_margin(table, cell));
}

/* Of the margins that the pattern has each cell must be there, and of all their totals. */
static wks_code check_whole(const wks_count_table *table, const wks_table_pattern *pattern,
                            const size_t *line, wks_arena *arena, wks_error *err)
{
    bool *is_in = NULL;
    size_t n_missing = 0;
    size_t first = 0;
    WKS_TRY(wks_arena_take(arena, WKS_COUNT_TABLE_MOST_MARGINS, sizeof *is_in, &is_in, err));
    wks_table_pattern_margins(&pattern->rows, is_in);
    for (size_t cell = table->n_cells; cell-- > 0;) {
        if (line[cell] == 0 && (is_in[wks_count_table_margin(table, cell)] ||
                                (pattern->is_all && is_published(table, cell)))) {
            n_missing++;
            first = cell;
        }
    }
    if (n_missing == 0) {
        return WKS_OK;
    }
    wks_buffer key = {0};
    wks_count_table_put_codes(table, first, &key);
    const wks_code code =
        wks_fail(err, WKS_E_FORMAT,
                 wks_tr("%s: not a pattern of this table: %zu of its cells are missing, the first "
                        "is %s",
                        "%s: geen patroon van deze tabel: er ontbreken %zu cellen, de eerste is "
                        "%s"),
                 pattern->rows.path, n_missing, key.bytes == NULL ? "-" : key.bytes);
    wks_buffer_clear(&key);
    return code;
}

/* ---- laying over ----------------------------------------------------------------------------- */

static wks_code fail_row(const wks_count_table_rows *rows, size_t row, const char *fault,
                         wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: line %zu: %s", "%s: regel %zu: %s"), rows->path,
                    rows->line[row], fault);
}

static wks_code refuse_shown(const wks_count_table *table, const wks_count_table_rows *rows,
                             size_t row, size_t cell, wks_error *err)
{
    wks_buffer key = {0};
    wks_count_table_put_codes(table, cell, &key);
    const wks_code code =
        wks_fail(err, WKS_E_REFUSED,
                 wks_tr("%s: line %zu: shows a cell that the rule hides: %s",
                        "%s: regel %zu: toont een cel die volgens de regel verborgen moet zijn: "
                        "%s"),
                 rows->path, rows->line[row], key.bytes == NULL ? "-" : key.bytes);
    wks_buffer_clear(&key);
    return code;
}

/* The cell that a row is of, with the count that the table has. */
static wks_code find_cell(const wks_count_table *table, const wks_count_table_rows *rows,
                          size_t row, size_t *line, size_t *cell, wks_error *err)
{
    if (!wks_count_table_find(table, wks_count_table_rows_codes(rows, row), cell)) {
        return fail_row(rows, row,
                        wks_tr("not a pattern of this table: it has no such cell",
                               "geen patroon van deze tabel: die heeft deze cel niet"),
                        err);
    }
    if (line[*cell] != 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: lines %zu and %zu are of the same cell",
                               "%s: regels %zu en %zu zijn van dezelfde cel"),
                        rows->path, line[*cell], rows->line[row]);
    }
    line[*cell] = rows->line[row];
    if (rows->counts[row] != table->values[*cell]) {
        return wks_count_table_rows_fail(
            rows, row, rows->count_column,
            wks_tr("not the count that this table has", "niet het aantal dat deze tabel heeft"),
            err);
    }
    return WKS_OK;
}

wks_code wks_table_pattern_lay(const wks_count_table *table, const wks_table_question *question,
                               const wks_table_pattern *pattern, wks_arena *arena, bool *is_hidden,
                               wks_error *err)
{
    const wks_count_table_rows *rows = &pattern->rows;
    size_t *line = NULL; /* [n_cells] of its row; 0: none yet */
    WKS_TRY(wks_arena_take(arena, table->n_cells, sizeof *line, &line, err));
    for (size_t row = 0; row < rows->n_rows; row++) {
        size_t cell = 0;
        WKS_TRY(find_cell(table, rows, row, line, &cell, err));
        if (pattern->is_suppressed[row]) {
            continue;
        }
        is_hidden[cell] = false;
        if (question->protection.cells[question->cell_of[cell]].state == WKS_CELL_PRIMARY) {
            return refuse_shown(table, rows, row, cell, err);
        }
    }
    return check_whole(table, pattern, line, arena, err);
}

/* ---- patterns of before ---------------------------------------------------------------------- */

/* Cells that only patterns of before have are no loss; nobody knows those that these hide. */
static void forget_unpublished(const wks_count_table *table, const wks_table_rule *rule,
                               wks_table_question *question)
{
    wks_cell *cells = question->protection.cells;
    for (size_t i = 0; i < question->protection.n_cells; i++) {
        cells[i].cost = 0;
    }
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        wks_cell *of = &cells[question->cell_of[cell]];
        if (of->state == WKS_CELL_OPEN && is_published(table, cell)) {
            of->cost += rule->objective == WKS_TABLE_LOSES_PERSONS ? (double)of->value : 1.0;
        }
    }
    for (size_t i = 0; i < question->protection.n_cells; i++) {
        if (cells[i].state == WKS_CELL_OPEN && cells[i].cost <= 0) {
            cells[i] = (wks_cell){.state = WKS_CELL_KNOWN,
                                  .value = cells[i].value,
                                  .lower = 0,
                                  .upper = WKS_MOST_PERSONS};
        }
    }
}

void wks_table_pattern_keep(const wks_count_table *table, const wks_table_rule *rule,
                            const bool *is_hidden, wks_table_question *question)
{
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        wks_cell *of = &question->protection.cells[question->cell_of[cell]];
        if (!is_hidden[cell] && of->state == WKS_CELL_OPEN) {
            of->state = WKS_CELL_KNOWN;
            of->cost = 0;
        }
    }
    if (table->at != NULL) {
        forget_unpublished(table, rule, question);
    }
}

/* ---- one pattern of them all ----------------------------------------------------------------- */

wks_code wks_table_pattern_make(const wks_count_table *table, const wks_table_rule *rule,
                                const bool *is_hidden, wks_table_question *question,
                                wks_arena *arena, wks_pattern *out, wks_error *err)
{
    wks_protection *protection = &question->protection;
    *out = (wks_pattern){.n_cells = protection->n_cells};
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->is_hidden, &out->is_hidden, err));
    for (size_t i = 0; i < out->n_cells; i++) {
        out->is_hidden[i] = protection->cells[i].state == WKS_CELL_VIRTUAL;
    }
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        out->is_hidden[question->cell_of[cell]] = true;
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
