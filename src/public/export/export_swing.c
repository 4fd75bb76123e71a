/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_swing.h"

#include "public/export/export_csv.h"
#include "public/export/export_words.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void put_line(wks_csv_writer *csv, const char *const *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        wks_csv_text(csv, cells[i]);
    }
    wks_csv_end_line(csv);
}

/* CODE_BREAKDOWN: the same in a part of a table as in the whole. */
static wks_code list_names(const wks_table *table, wks_arena *arena, const char ***out,
                           wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, table->n_breakdowns, sizeof(char *), out, err));
    for (size_t i = 0; i < table->n_breakdowns; i++) {
        (*out)[i] =
            wks_arena_printf(arena, "%s_%s", table->indicator.code, table->breakdowns[i].id);
        if ((*out)[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

wks_code wks_export_swing(const wks_table *table, wks_arena *arena, wks_buffer *out, wks_error *err)
{
    static const char *const header[] = {"PERIODE", "GEBIEDSNIVEAU", "GEBIED", "NAAM", "WAARDE"};
    const char **names = NULL;
    wks_csv_writer csv;
    WKS_TRY(list_names(table, arena, &names, err));
    wks_csv_init(&csv, out, true);
    put_line(&csv, header, COUNT(header));
    for (size_t i = 0; i < table->n_rows; i++) {
        const wks_table_row *row = &table->rows[i];
        const wks_table_area *area = &table->areas[row->area];
        wks_csv_text(&csv, table->periods[row->period]);
        wks_csv_text(&csv, area->level);
        wks_csv_text(&csv, area->code);
        wks_csv_text(&csv, names[row->breakdown]);
        wks_csv_number(&csv, isnan(row->value.value) ? WKS_SWING_NO_FIGURE : row->value.value);
        wks_csv_end_line(&csv);
    }
    return wks_buffer_check(out, err);
}

/* "Sentence. Sentence." of what a reader should know, and whose figures they are. */
static wks_code join_notes(const wks_table *table, wks_arena *arena, const char **notes,
                           const char **sources, wks_error *err)
{
    const char **list = NULL;
    size_t n = 0;
    wks_buffer text = {0};
    WKS_TRY(wks_export_notes(table, arena, &list, &n, err));
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(&text, "%s%s", i == 0 ? "" : " ", list[i]);
    }
    WKS_TRY(wks_buffer_keep(&text, arena, notes, err));
    for (size_t i = 0; i < table->n_sources; i++) {
        const char *source = wks_export_source(&table->sources[i], arena);
        if (source == NULL) {
            wks_buffer_clear(&text);
            return wks_arena_fail(err);
        }
        wks_buffer_printf(&text, "%s%s", i == 0 ? "" : "; ", source);
    }
    return wks_buffer_keep(&text, arena, sources, err);
}

wks_code wks_export_swing_metadata(const wks_table *table, wks_arena *arena, wks_buffer *out,
                                   wks_error *err)
{
    static const char *const header[] = {"Name",     "Description",      "Indicator code",
                                         "RoundOff", "More information", "Unit",
                                         "Source",   "Data type"};
    const bool is_percentage = strcmp(table->indicator.unit, "%") == 0;
    const char **names = NULL;
    const char *notes = NULL;
    const char *sources = NULL;
    wks_csv_writer csv;
    WKS_TRY(list_names(table, arena, &names, err));
    WKS_TRY(join_notes(table, arena, &notes, &sources, err));
    wks_csv_init(&csv, out, true);
    put_line(&csv, header, COUNT(header));
    for (size_t i = 0; i < table->n_breakdowns; i++) {
        const char *description =
            wks_arena_printf(arena, "%s, %s%s", table->indicator.name, table->breakdowns[i].name,
                             table->release.is_invented ? " (verzonnen cijfers)" : "");
        if (description == NULL) {
            return wks_arena_fail(err);
        }
        wks_csv_text(&csv, names[i]);
        wks_csv_text(&csv, description);
        wks_csv_text(&csv, names[i]);
        wks_csv_number(&csv, table->indicator.decimals);
        wks_csv_text(&csv, notes);
        wks_csv_text(&csv, is_percentage ? "p" : "g");
        wks_csv_text(&csv, sources);
        wks_csv_text(&csv, is_percentage ? "Percentage" : "Mean");
        wks_csv_end_line(&csv);
    }
    return wks_buffer_check(out, err);
}
