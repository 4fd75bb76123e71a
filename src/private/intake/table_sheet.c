/* Workbooks (.xlsx, .ods), read one row at a time.
 *
 * Every cell is asked for as text, so that a code keeps its zeros: "0014" stays that.  Which sheet:
 * the first that has the columns by which the source is known; without a source the one with the
 * most cells under a header.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/arena.h"
#include "base/error.h"
#include "base/language.h"
#include "base/text.h"
#include "base/vector.h"
#include "model/catalogue.h"
#include "private/intake/column.h"
#include "private/intake/header.h"
#include "private/intake/table.h"
#include "private/intake/table_format.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
    HEADER_SEEN = 60, /* title lines and header rows are among these */
    EXACT_DIGITS = 15 /* a decimal of so many digits survives Excel's binary numbers */
};

typedef struct sheet_state {
    wks_vector *book;
    size_t n_fields;                       /* of a row of the sheet, the nameless ones included */
    wks_span *cells;                       /* [n_columns] */
    char (*numbers)[WKS_NUMBER_TEXT_SIZE]; /* [n_columns] for cells that are written anew */
} sheet_state;

/* ---- cells ----------------------------------------------------------------------------------- */

/* A date comes as 2024/01/31; ISO's dashes into room. */
static bool rewrite_date(wks_span text, char room[static WKS_NUMBER_TEXT_SIZE])
{
    static const char pattern[] = "9999/99/99";
    const size_t n = sizeof pattern - 1;
    if (text.n < n || text.n >= WKS_NUMBER_TEXT_SIZE || (text.n > n && text.at[n] != ' ')) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        if (pattern[i] == '9' ? !isdigit((unsigned char)text.at[i]) : text.at[i] != '/') {
            return false;
        }
    }
    memcpy(room, text.at, text.n);
    room[4] = '-';
    room[7] = '-';
    return true;
}

/* Excel stores 78.4 as 78.400000000000006; long whole numbers may be pseudonyms and stay. */
static bool rewrite_number(wks_span text, char room[static WKS_NUMBER_TEXT_SIZE])
{
    double value = 0;
    if (text.n <= EXACT_DIGITS || memchr(text.at, '.', text.n) == NULL ||
        !wks_text_number(text, false, &value)) {
        return false;
    }
    wks_number_text(value, room);
    return true;
}

static wks_span read_cell(wks_vector *book, size_t column, char room[static WKS_NUMBER_TEXT_SIZE])
{
    const char *text = wks_vector_text(book, column);
    if (text == NULL) {
        return (wks_span){"", 0};
    }
    wks_span cell = {text, strlen(text)};
    if (rewrite_date(cell, room)) {
        return (wks_span){room, cell.n};
    }
    if (rewrite_number(cell, room)) {
        return (wks_span){room, strlen(room)};
    }
    return cell;
}

/* ---- the header of a sheet --------------------------------------------------------------------
 */

typedef struct sheet_view {
    size_t layer;
    wks_header header;
    size_t n_cells; /* under the header, empty ones included; 0: no table */
} sheet_view;

static wks_code copy_row(wks_vector *book, wks_arena *arena, wks_header_row *out, wks_error *err)
{
    wks_span *cells = NULL;
    const size_t n = wks_vector_columns(book);
    WKS_TRY(wks_arena_take(arena, n, sizeof *cells, &cells, err));
    for (size_t i = 0; i < n; i++) {
        char room[WKS_NUMBER_TEXT_SIZE];
        wks_span cell = read_cell(book, i, room);
        char *text = wks_arena_text_n(arena, cell.at, cell.n);
        if (text == NULL) {
            return wks_arena_fail(err);
        }
        cells[i] = (wks_span){text, cell.n};
    }
    *out = (wks_header_row){cells, n};
    return WKS_OK;
}

/* The width of the table: no cell of the rows that were seen is filled further right. */
static size_t find_width(const wks_header_row *rows, size_t n_rows)
{
    size_t width = 0;
    for (size_t i = 0; i < n_rows; i++) {
        for (size_t k = width; k < rows[i].n_cells; k++) {
            if (wks_span_trim(rows[i].cells[k].at, rows[i].cells[k].n).n > 0) {
                width = k + 1;
            }
        }
    }
    return width;
}

/* The first rows into rows; *n_rows counts all of the sheet. */
static wks_code read_sheet(wks_vector *book, wks_arena *arena, wks_header_row *rows, size_t *n_seen,
                           size_t *n_rows, wks_error *err)
{
    *n_seen = 0;
    for (*n_rows = 0;; (*n_rows)++) {
        bool has_row = false;
        WKS_TRY(wks_vector_next(book, &has_row, err));
        if (!has_row) {
            return WKS_OK;
        }
        if (*n_seen < HEADER_SEEN) {
            WKS_TRY(copy_row(book, arena, &rows[*n_seen], err));
            (*n_seen)++;
        }
    }
}

static wks_code view_sheet(wks_vector *book, size_t layer, wks_arena *arena, sheet_view *out,
                           wks_error *err)
{
    wks_header_row rows[HEADER_SEEN] = {{0}};
    wks_error no_header;
    size_t n_seen = 0;
    size_t n_rows = 0;
    *out = (sheet_view){.layer = layer};
    WKS_TRY(wks_vector_choose(book, layer, err));
    WKS_TRY(read_sheet(book, arena, rows, &n_seen, &n_rows, err));
    const size_t width = find_width(rows, n_seen);
    for (size_t i = 0; i < n_seen; i++) {
        rows[i].n_cells = width;
    }
    wks_code code = wks_header_find(rows, n_seen, width, arena, &out->header, &no_header);
    if (code == WKS_E_MEMORY) {
        return wks_arena_fail(err);
    }
    if (code == WKS_OK) { /* if not, a sheet of notes */
        out->n_cells = (n_rows - out->header.first_data) * width;
    }
    return WKS_OK;
}

static bool has_columns_of(const sheet_view *view, const wks_source *source)
{
    const wks_table_shape shape = {.columns = view->header.columns,
                                   .n_columns = view->header.n_columns};
    for (size_t i = 0; i < source->n_recognise; i++) {
        if (wks_column_count(&shape, source->recognise[i]) == 0) {
            return false;
        }
    }
    return source->n_recognise > 0;
}

static wks_code choose_sheet(wks_vector *book, const wks_source *source, wks_arena *arena,
                             sheet_view *out, wks_error *err)
{
    *out = (sheet_view){0};
    for (size_t i = 0; i < wks_vector_layers(book); i++) {
        sheet_view view;
        WKS_TRY(view_sheet(book, i, arena, &view, err));
        if (view.n_cells > 0 && source != NULL && has_columns_of(&view, source)) {
            *out = view;
            return WKS_OK;
        }
        if (view.n_cells > out->n_cells) {
            *out = view;
        }
    }
    return out->n_cells > 0
               ? WKS_OK
               : wks_fail(err, WKS_E_FORMAT, "%s",
                          wks_tr("no sheet holds a table; expected a row with the names of at "
                                 "least two columns and rows below it",
                                 "geen enkel tabblad bevat een tabel; verwacht: een rij met de "
                                 "namen van minstens twee kolommen en rijen eronder"));
}

/* ---- opening ----------------------------------------------------------------------------------
 */

/* A ZIP whose first entries are those of a workbook. */
static bool recognises_xlsx(wks_span beginning)
{
    return beginning.n >= 4 && memcmp(beginning.at, "PK\3\4", 4) == 0 &&
           (memmem(beginning.at, beginning.n, "xl/", 3) != NULL ||
            memmem(beginning.at, beginning.n, "[Content_Types].xml", 19) != NULL);
}

static bool recognises_ods(wks_span beginning)
{
    static const char kind[] = "mimetypeapplication/vnd.oasis.opendocument.spreadsheet";
    return beginning.n >= 4 && memcmp(beginning.at, "PK\3\4", 4) == 0 &&
           memmem(beginning.at, beginning.n, kind, sizeof kind - 1) != NULL;
}

static wks_code open_book(const wks_table *table, sheet_state *state, wks_error *err)
{
    wks_error why;
    wks_code code = wks_vector_open(table->given_path, WKS_VECTOR_HEADER_NONE, table->arena,
                                    &state->book, &why);
    if (code == WKS_E_MEMORY) {
        return wks_arena_fail(err);
    }
    if (code != WKS_OK) {
        return wks_fail(err, code,
                        wks_tr("cannot be read as a workbook; is it damaged or protected with a "
                               "password, or does its name not end in .%s?",
                               "kan niet als werkmap worden gelezen; is het beschadigd of met een "
                               "wachtwoord beveiligd, of eindigt de naam niet op .%s?"),
                        table->format->name);
    }
    return WKS_OK;
}

/* Go to the first row of data of the sheet. */
static wks_code go_to_data(wks_vector *book, const sheet_view *view, wks_error *err)
{
    WKS_TRY(wks_vector_choose(book, view->layer, err));
    for (size_t i = 0; i < view->header.first_data; i++) {
        bool has_row = false;
        WKS_TRY(wks_vector_next(book, &has_row, err));
    }
    return WKS_OK;
}

static wks_code fill_shape(sheet_state *state, const sheet_view *view, wks_table *table,
                           wks_error *err)
{
    wks_table_shape *shape = &table->shape;
    shape->engine = WKS_TABLE_ROWS;
    shape->columns = view->header.columns;
    shape->n_columns = view->header.n_columns;
    shape->first_row = view->header.first_data + 1;
    shape->sheet = wks_arena_text(table->arena, wks_vector_layer_name(state->book, view->layer));
    if (shape->sheet == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(go_to_data(state->book, view, err));
    state->n_fields = wks_vector_columns(state->book);
    WKS_TRY(
        wks_arena_take(table->arena, shape->n_columns, sizeof *state->cells, &state->cells, err));
    return wks_arena_take(table->arena, shape->n_columns, sizeof *state->numbers, &state->numbers,
                          err);
}

static wks_code open_sheet(wks_table *table, const wks_source *source, wks_error *err)
{
    sheet_state *state = NULL;
    sheet_view view;
    WKS_TRY(wks_arena_take(table->arena, 1, sizeof *state, &state, err));
    table->state = state;
    WKS_TRY(open_book(table, state, err));
    WKS_TRY(choose_sheet(state->book, source, table->arena, &view, err));
    return fill_shape(state, &view, table, err);
}

static void close_sheet(wks_table *table)
{
    sheet_state *state = table->state;
    if (state != NULL) {
        wks_vector_close(state->book);
        table->state = NULL;
    }
}

/* ---- rows -------------------------------------------------------------------------------------
 */

/* The cells of the row at hand; *n_filled of them hold something, the last at *last. */
static void read_row(sheet_state *state, size_t n_columns, size_t *n_filled, size_t *last)
{
    *n_filled = 0;
    *last = 0;
    for (size_t i = 0; i < n_columns; i++) {
        state->cells[i] = read_cell(state->book, i, state->numbers[i]);
        if (state->cells[i].n > 0) {
            (*n_filled)++;
            *last = i;
        }
    }
}

static wks_code check_beyond(const sheet_state *state, size_t n_columns, wks_error *err)
{
    for (size_t i = n_columns; i < state->n_fields; i++) {
        char room[WKS_NUMBER_TEXT_SIZE];
        wks_span cell = read_cell(state->book, i, room);
        if (wks_span_trim(cell.at, cell.n).n > 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("sheet row %zu: a filled cell in column %zu; expected %zu "
                                   "columns as in the header",
                                   "rij %zu van het tabblad: een gevulde cel in kolom %zu; "
                                   "verwacht: %zu kolommen zoals in de kopregel"),
                            wks_vector_row(state->book), i + 1, n_columns);
        }
    }
    return WKS_OK;
}

static wks_code next_row(wks_table *table, const wks_span **cells, size_t *row_number,
                         bool *has_row, wks_error *err)
{
    sheet_state *state = table->state;
    const size_t n_columns = table->shape.n_columns;
    for (;;) {
        WKS_TRY(wks_vector_next(state->book, has_row, err));
        if (!*has_row) {
            return WKS_OK;
        }
        size_t n_filled = 0;
        size_t last = 0;
        read_row(state, n_columns, &n_filled, &last);
        WKS_TRY(check_beyond(state, n_columns, err));
        if (n_filled > 1 || (n_filled == 1 && !wks_header_is_closing(state->cells[last]))) {
            *cells = state->cells;
            *row_number = wks_vector_row(state->book);
            return WKS_OK;
        }
    }
}

const wks_table_format wks_table_xlsx_format = {
    .name = "xlsx",
    .recognises = recognises_xlsx,
    .open = open_sheet,
    .next = next_row,
    .close = close_sheet,
};

const wks_table_format wks_table_ods_format = {
    .name = "ods",
    .recognises = recognises_ods,
    .open = open_sheet,
    .next = next_row,
    .close = close_sheet,
};
