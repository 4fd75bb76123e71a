/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_csv.h"

#include "public/export/export_columns.h"

#include <stddef.h>
#include <string.h>

void wks_csv_init(wks_csv_writer *csv, wks_buffer *out, bool is_dutch)
{
    *csv = (wks_csv_writer){.out = out, .is_dutch = is_dutch};
    wks_buffer_text(out, is_dutch ? "\xEF\xBB\xBF" : "");
}

static void start_cell(wks_csv_writer *csv)
{
    if (csv->has_cell) {
        wks_buffer_put(csv->out, csv->is_dutch ? ";" : ",", 1);
    }
    csv->has_cell = true;
}

/* Excel and LibreOffice compute what begins so, also behind a tab or a line end. */
static bool looks_like_formula(const char *text)
{
    return *text != 0 && strchr("=+-@\t\r\n", *text) != NULL;
}

void wks_csv_text(wks_csv_writer *csv, const char *text)
{
    start_cell(csv);
    if (text == NULL) {
        return;
    }
    const char *shield = looks_like_formula(text) ? "'" : "";
    if (text[strcspn(text, csv->is_dutch ? ";\"\r\n" : ",\"\r\n")] == 0) {
        wks_buffer_text(csv->out, shield);
        wks_buffer_text(csv->out, text);
        return;
    }
    wks_buffer_put(csv->out, "\"", 1);
    wks_buffer_text(csv->out, shield);
    for (const char *at = text; *at != 0;) {
        const size_t n = strcspn(at, "\"");
        wks_buffer_put(csv->out, at, n);
        at += n;
        if (*at == '"') {
            wks_buffer_put(csv->out, "\"\"", 2);
            at++;
        }
    }
    wks_buffer_put(csv->out, "\"", 1);
}

void wks_csv_number(wks_csv_writer *csv, double number)
{
    char digits[WKS_NUMBER_TEXT_SIZE];
    start_cell(csv);
    wks_number_text(number, digits);
    char *point = csv->is_dutch ? strchr(digits, '.') : NULL;
    if (point != NULL) {
        *point = ',';
    }
    wks_buffer_text(csv->out, digits);
}

void wks_csv_end_line(wks_csv_writer *csv)
{
    wks_buffer_put(csv->out, "\r\n", 2);
    csv->has_cell = false;
}

void wks_export_csv(const wks_table *table, bool is_dutch, wks_buffer *out)
{
    wks_csv_writer csv;
    wks_export_cell cells[WKS_EXPORT_N_COLUMNS];
    wks_csv_init(&csv, out, is_dutch);
    for (size_t i = 0; i < WKS_EXPORT_N_COLUMNS; i++) {
        wks_csv_text(&csv, wks_export_columns[i].name);
    }
    wks_csv_end_line(&csv);
    for (size_t k = 0; k < table->n_rows; k++) {
        wks_export_cells(table, &table->rows[k], cells);
        for (size_t i = 0; i < WKS_EXPORT_N_COLUMNS; i++) {
            if (wks_export_columns[i].is_number) {
                wks_csv_number(&csv, cells[i].number);
            } else {
                wks_csv_text(&csv, cells[i].text);
            }
        }
        wks_csv_end_line(&csv);
    }
}
