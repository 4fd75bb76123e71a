/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_xlsx.h"

#include "base/language.h"
#include "public/export/export_columns.h"
#include "public/export/export_words.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* libxlsxwriter calls gmtime and rand, which threads share. */
static pthread_mutex_t only_one = PTHREAD_MUTEX_INITIALIZER;

enum {
    MOST_EXTRA_DECIMALS = 1,
    FIGURE_WIDTH = 14, /* characters */
    NAME_WIDTH = 30,
    TEXT_WIDTH = 100
};

static const lxw_col_t n_columns = WKS_EXPORT_N_COLUMNS;

typedef struct book {
    lxw_workbook *workbook;
    lxw_format *bold;
    lxw_format *wrapped;
    lxw_format *numbers[MOST_EXTRA_DECIMALS + 1]; /* by extra decimals */
    lxw_error failure;                            /* the first that was seen */
} book;

static void note(book *at, lxw_error error)
{
    if (at->failure == LXW_NO_ERROR) {
        at->failure = error;
    }
}

static wks_code fail(lxw_error error, wks_error *err)
{
    if (error == LXW_ERROR_MEMORY_MALLOC_FAILED) {
        return wks_arena_fail(err);
    }
    return wks_fail(
        err, WKS_E_IO,
        wks_tr("the workbook could not be made: %s", "de werkmap kon niet worden gemaakt: %s"),
        lxw_strerror(error));
}

/* ---- the sheet of figures ------------------------------------------------------------------ */

static void write_header(book *at, lxw_worksheet *sheet, const wks_table *table)
{
    for (lxw_col_t i = 0; i < n_columns; i++) {
        const bool is_name = strcmp(wks_export_columns[i].name, "gebiedsnaam") == 0;
        note(at, worksheet_set_column(sheet, i, i, is_name ? NAME_WIDTH : FIGURE_WIDTH, NULL));
        note(at, worksheet_write_string(sheet, 0, i, wks_export_columns[i].name, at->bold));
    }
    worksheet_freeze_panes(sheet, 1, 0);
    note(at, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)table->n_rows, WKS_EXPORT_N_COLUMNS - 1));
}

static void write_figures(book *at, const wks_table *table)
{
    lxw_worksheet *sheet = workbook_add_worksheet(at->workbook, "Cijfers");
    wks_export_cell cells[WKS_EXPORT_N_COLUMNS];
    if (sheet == NULL) {
        note(at, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    write_header(at, sheet, table);
    for (size_t k = 0; k < table->n_rows && at->failure == LXW_NO_ERROR; k++) {
        const lxw_row_t line = (lxw_row_t)k + 1;
        wks_export_cells(table, &table->rows[k], cells);
        for (lxw_col_t i = 0; i < n_columns; i++) {
            const wks_export_column *column = &wks_export_columns[i];
            if (column->is_number && !isnan(cells[i].number)) {
                note(at, worksheet_write_number(sheet, line, i, cells[i].number,
                                                at->numbers[column->extra_decimals]));
            } else if (cells[i].text != NULL && cells[i].text[0] != 0) {
                note(at, worksheet_write_string(sheet, line, i, cells[i].text, NULL));
            }
        }
    }
}

/* ---- the sheet that explains --------------------------------------------------------------- */

typedef struct page {
    book *book;
    lxw_worksheet *sheet;
    lxw_row_t line;
} page;

static void put(page *at, const char *label, const char *text)
{
    note(at->book, worksheet_write_string(at->sheet, at->line, 0, label, at->book->bold));
    if (text[0] != 0) {
        note(at->book, worksheet_write_string(at->sheet, at->line, 1, text, at->book->wrapped));
    }
    at->line++;
}

static void put_heading(page *at, const char *label)
{
    at->line++;
    put(at, label, "");
}

static wks_code put_about(page *at, const wks_table *table, wks_arena *arena, wks_error *err)
{
    const char *title = NULL;
    const char **notes = NULL;
    size_t n_notes = 0;
    WKS_TRY(wks_export_title(table, arena, &title, err));
    WKS_TRY(wks_export_notes(table, arena, &notes, &n_notes, err));
    put(at, "Titel", title);
    put(at, "Eenheid", table->indicator.unit);
    put(at, "Uitgave", table->release.id);
    put(at, "Datum van de uitgave", table->release.released_on);
    put(at, "Versie van de definitie", table->indicator.definition);
    for (size_t i = 0; i < table->n_sources; i++) {
        const char *source = wks_export_source(&table->sources[i], arena);
        if (source == NULL) {
            return wks_arena_fail(err);
        }
        put(at, "Bron, eigenaar en licentie", source);
    }
    put_heading(at, "Let op");
    for (size_t i = 0; i < n_notes; i++) {
        put(at, "", notes[i]);
    }
    return WKS_OK;
}

static void put_words(page *at, const char *heading, wks_verdict_words list, size_t first, size_t n)
{
    put_heading(at, heading);
    for (size_t i = first; i < n; i++) {
        const wks_verdict_word *word = wks_verdict_word_at(list, i);
        put(at, word->json, word->dutch);
    }
}

static void put_legend(page *at, const wks_table *table)
{
    put_heading(at, "Kolommen");
    for (size_t i = 0; i < WKS_EXPORT_N_COLUMNS; i++) {
        put(at, wks_export_columns[i].name, wks_export_columns[i].meaning);
    }
    put_heading(at, "Uitsplitsingen");
    for (size_t i = 0; i < table->n_breakdowns; i++) {
        put(at, table->breakdowns[i].id, table->breakdowns[i].name);
    }
    put_heading(at, "Status");
    for (size_t i = 0; i < WKS_N_STATUSES; i++) {
        put(at, wks_status_dutch_code((wks_status)i), wks_status_dutch_words((wks_status)i));
    }
    put_words(at, "Methode", WKS_WORDS_METHOD, 1, WKS_METHOD_MODEL + 1);
    put_words(at, "Vlaggen", WKS_WORDS_FLAG, 0, WKS_N_FLAGS);
    put_words(at, "Oordeel", WKS_WORDS_LABEL, 0, WKS_VERDICT_NO_DIFFERENCE + 1);
    put_words(at, "Reden", WKS_WORDS_REASON, 1, WKS_N_REASONS);
}

static wks_code write_page(book *at, const wks_table *table, wks_arena *arena, wks_error *err)
{
    page on = {.book = at, .sheet = workbook_add_worksheet(at->workbook, "Toelichting")};
    if (on.sheet == NULL) {
        return wks_arena_fail(err);
    }
    note(at, worksheet_set_column(on.sheet, 0, 0, NAME_WIDTH, NULL));
    note(at, worksheet_set_column(on.sheet, 1, 1, TEXT_WIDTH, NULL));
    WKS_TRY(put_about(&on, table, arena, err));
    put_legend(&on, table);
    return WKS_OK;
}

/* ---- a grid -------------------------------------------------------------------------------- */

static wks_code write_grid(book *at, const wks_export_grid *grid, wks_error *err)
{
    lxw_worksheet *sheet = workbook_add_worksheet(at->workbook, "Cijfers");
    if (sheet == NULL) {
        return wks_arena_fail(err);
    }
    for (size_t i = 0; i < grid->n_columns; i++) {
        const lxw_col_t column = (lxw_col_t)i;
        note(at, worksheet_set_column(sheet, column, column, FIGURE_WIDTH, NULL));
        note(at, worksheet_write_string(sheet, 0, column, grid->columns[i].name, at->bold));
    }
    worksheet_freeze_panes(sheet, 1, 0);
    note(at, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)grid->n_rows,
                                  (lxw_col_t)(grid->n_columns - 1)));
    for (size_t k = 0; k < grid->n_rows * grid->n_columns && at->failure == LXW_NO_ERROR; k++) {
        const lxw_row_t line = (lxw_row_t)(k / grid->n_columns) + 1;
        const lxw_col_t column = (lxw_col_t)(k % grid->n_columns);
        const wks_export_cell *cell = &grid->cells[k];
        if (cell->text != NULL && cell->text[0] != 0) {
            note(at, worksheet_write_string(sheet, line, column, cell->text, NULL));
        } else if (grid->columns[column].is_number && !isnan(cell->number)) {
            note(at, worksheet_write_number(sheet, line, column, cell->number, NULL));
        }
    }
    return WKS_OK;
}

static wks_code write_grid_page(book *at, const wks_export_grid *grid, wks_error *err)
{
    page on = {.book = at, .sheet = workbook_add_worksheet(at->workbook, "Toelichting")};
    if (on.sheet == NULL) {
        return wks_arena_fail(err);
    }
    note(at, worksheet_set_column(on.sheet, 0, 0, NAME_WIDTH, NULL));
    note(at, worksheet_set_column(on.sheet, 1, 1, TEXT_WIDTH, NULL));
    put(&on, "Titel", grid->title);
    put(&on, "Uitgave", grid->release.id);
    put(&on, "Datum van de uitgave", grid->release.released_on);
    put_heading(&on, "Let op");
    for (size_t i = 0; i < grid->n_notes; i++) {
        put(&on, "", grid->notes[i]);
    }
    put_heading(&on, "Kolommen");
    for (size_t i = 0; i < grid->n_columns; i++) {
        put(&on, grid->columns[i].name, grid->columns[i].meaning);
    }
    for (size_t i = 0; i < grid->n_words; i++) {
        if (i == 0 || strcmp(grid->words[i].column, grid->words[i - 1].column) != 0) {
            put_heading(&on, grid->words[i].column);
        }
        put(&on, grid->words[i].code, grid->words[i].meaning);
    }
    return WKS_OK;
}

/* ---- the workbook -------------------------------------------------------------------------- */

static time_t day_of(const char *date)
{
    struct tm day = {0};
    strptime(date, "%Y-%m-%d", &day);
    return timegm(&day);
}

/* decimals: of the indicator. */
static wks_code add_formats(book *at, int indicator_decimals, wks_error *err)
{
    at->bold = workbook_add_format(at->workbook);
    at->wrapped = workbook_add_format(at->workbook);
    for (int i = 0; i <= MOST_EXTRA_DECIMALS; i++) {
        char shape[32] = "0";
        const int decimals = indicator_decimals + i;
        at->numbers[i] = workbook_add_format(at->workbook);
        if (at->numbers[i] == NULL) {
            return wks_arena_fail(err);
        }
        if (decimals > 0) {
            snprintf(shape, sizeof shape, "0.%0*d", decimals > 15 ? 15 : decimals, 0);
        }
        format_set_num_format(at->numbers[i], shape);
    }
    if (at->bold == NULL || at->wrapped == NULL) {
        return wks_arena_fail(err);
    }
    format_set_bold(at->bold);
    format_set_align(at->bold, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(at->wrapped);
    return WKS_OK;
}

static wks_code set_properties(book *at, const char *title, const wks_table_release *release,
                               wks_arena *arena, wks_error *err)
{
    /* The library copies these, but its members are not const. */
    lxw_doc_properties properties = {.title = wks_arena_text(arena, title),
                                     .company = wks_arena_text(arena, "wijkscan"),
                                     .created = day_of(release->released_on)};
    if (properties.title == NULL || properties.company == NULL) {
        return wks_arena_fail(err);
    }
    note(at, workbook_set_properties(at->workbook, &properties));
    return WKS_OK;
}

/* Fills a workbook from what: a table, or a grid. */
typedef wks_code fill_book(book *at, const void *what, wks_arena *arena, wks_error *err);

static wks_code fill(book *at, const void *what, wks_arena *arena, wks_error *err)
{
    const wks_table *table = what;
    const char *title = NULL;
    WKS_TRY(wks_export_title(table, arena, &title, err));
    WKS_TRY(add_formats(at, table->indicator.decimals, err));
    WKS_TRY(set_properties(at, title, &table->release, arena, err));
    write_figures(at, table);
    return write_page(at, table, arena, err);
}

static wks_code fill_grid(book *at, const void *what, wks_arena *arena, wks_error *err)
{
    const wks_export_grid *grid = what;
    WKS_TRY(add_formats(at, 0, err));
    WKS_TRY(set_properties(at, grid->title, &grid->release, arena, err));
    WKS_TRY(write_grid(at, grid, err));
    return write_grid_page(at, grid, err);
}

static wks_code read_back(int file, wks_buffer *out, wks_error *err)
{
    char bytes[1 << 16];
    off_t at = 0;
    for (ssize_t got = 1; got > 0; at += got) {
        got = pread(file, bytes, sizeof bytes, at);
        if (got < 0 && errno != EINTR) {
            return fail(LXW_ERROR_READING_TMPFILE, err);
        }
        got = got < 0 ? 0 : got;
        wks_buffer_put(out, bytes, (size_t)got);
    }
    return wks_buffer_check(out, err);
}

/* Write into the file at path, which is there. */
static wks_code write_book(fill_book *how, const void *what, const char *path, wks_arena *arena,
                           wks_error *err)
{
    /* Lines leave memory as they are written: a table of the whole country has millions of cells.
     */
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    book at = {.workbook = workbook_new_opt(path, &options)};
    if (at.workbook == NULL) {
        return wks_arena_fail(err);
    }
    wks_code code = how(&at, what, arena, err);
    note(&at, workbook_close(at.workbook)); /* frees it, too */
    return code != WKS_OK || at.failure == LXW_NO_ERROR ? code : fail(at.failure, err);
}

static wks_code make(fill_book *how, const void *what, size_t n_rows, wks_arena *arena,
                     wks_buffer *out, wks_error *err)
{
    if (n_rows > WKS_EXPORT_XLSX_MOST_ROWS) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu rows: a sheet of XLSX holds %d; choose a level or a period, or "
                               "CSV",
                               "%zu rijen: een blad van XLSX heeft er %d; kies een niveau of een "
                               "periode, of CSV"),
                        n_rows, WKS_EXPORT_XLSX_MOST_ROWS);
    }
    char path[64];
    const int file = memfd_create("wijkscan.xlsx", MFD_CLOEXEC);
    if (file < 0) {
        return fail(LXW_ERROR_CREATING_XLSX_FILE, err);
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    pthread_mutex_lock(&only_one);
    wks_code code = write_book(how, what, path, arena, err);
    pthread_mutex_unlock(&only_one);
    if (code == WKS_OK) {
        code = read_back(file, out, err);
    }
    close(file);
    return code;
}

wks_code wks_export_xlsx(const wks_table *table, wks_arena *arena, wks_buffer *out, wks_error *err)
{
    return make(fill, table, table->n_rows, arena, out, err);
}

wks_code wks_export_xlsx_grid(const wks_export_grid *grid, wks_arena *arena, wks_buffer *out,
                              wks_error *err)
{
    return make(fill_grid, grid, grid->n_rows, arena, out, err);
}
