/* Workbooks (.xlsx), read by GDAL one row at a time.
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
#include "model/catalogue.h"
#include "private/intake/column.h"
#include "private/intake/header.h"
#include "private/intake/table.h"
#include "private/intake/table_format.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_port.h>
#include <gdal.h>
#include <ogr_api.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum {
    HEADER_SEEN = 60, /* title lines and header rows are among these */
    EXACT_DIGITS = 15 /* a decimal of so many digits survives Excel's binary numbers */
};

typedef struct xlsx_state {
    GDALDatasetH book;
    OGRLayerH sheet;     /* borrowed from book */
    OGRFeatureH feature; /* the row whose cells are out */
    size_t row;          /* number of the row that was read last, from 1 */
    size_t n_fields;     /* of a row of the sheet; columns further right have no name */
    wks_span *cells;     /* [n_columns] */
    char (*numbers)[WKS_NUMBER_TEXT_SIZE]; /* [n_columns] for cells that are written anew */
} xlsx_state;

/* ---- GDAL, asked for text and kept quiet ------------------------------------------------------
 */

typedef struct gdal_mood {
    char *headers;
    char *types;
} gdal_mood;

static char *set_option(const char *key, const char *value)
{
    const char *before = CPLGetThreadLocalConfigOption(key, NULL);
    char *kept = before != NULL ? CPLStrdup(before) : NULL;
    CPLSetThreadLocalConfigOption(key, value);
    return kept;
}

static void restore_option(const char *key, char *kept)
{
    CPLSetThreadLocalConfigOption(key, kept);
    CPLFree(kept);
}

/* For this thread, until leave_gdal.  A sheet is parsed when its layer is first used, so every call
 * stands between the two. */
static gdal_mood enter_gdal(void)
{
    CPLPushErrorHandler(CPLQuietErrorHandler);
    return (gdal_mood){.headers = set_option("OGR_XLSX_HEADERS", "DISABLE"),
                       .types = set_option("OGR_XLSX_FIELD_TYPES", "STRING")};
}

static void leave_gdal(gdal_mood mood)
{
    restore_option("OGR_XLSX_HEADERS", mood.headers);
    restore_option("OGR_XLSX_FIELD_TYPES", mood.types);
    CPLPopErrorHandler();
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* GDAL writes a date as 2024/01/31: ISO's dashes into room, of which the text takes n. */
static bool rewrite_date(wks_span text, char *room)
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

static wks_span read_cell(OGRFeatureH feature, size_t column,
                          char room[static WKS_NUMBER_TEXT_SIZE])
{
    if (!OGR_F_IsFieldSetAndNotNull(feature, (int)column)) {
        return (wks_span){"", 0};
    }
    const char *text = OGR_F_GetFieldAsString(feature, (int)column);
    wks_span cell = {text, strlen(text)};
    if (cell.n > 9 && isdigit((unsigned char)*text) && rewrite_date(cell, room)) {
        return (wks_span){room, cell.n};
    }
    if (cell.n > EXACT_DIGITS && rewrite_number(cell, room)) {
        return (wks_span){room, strlen(room)};
    }
    return cell;
}

/* ---- the header of a sheet --------------------------------------------------------------------
 */

typedef struct sheet_view {
    OGRLayerH layer;
    wks_header header;
    size_t n_fields;
    size_t n_rows; /* behind the header */
} sheet_view;

static wks_code copy_row(OGRFeatureH feature, size_t n_fields, wks_arena *arena,
                         wks_header_row *out, wks_error *err)
{
    wks_span *cells = NULL;
    WKS_TRY(wks_arena_take(arena, n_fields, sizeof *cells, &cells, err));
    for (size_t i = 0; i < n_fields; i++) {
        char room[WKS_NUMBER_TEXT_SIZE];
        wks_span cell = read_cell(feature, i, room);
        char *text = wks_arena_text_n(arena, cell.at, cell.n);
        if (text == NULL) {
            return wks_arena_fail(err);
        }
        cells[i] = (wks_span){text, cell.n};
    }
    *out = (wks_header_row){cells, n_fields};
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

static wks_code read_rows(OGRLayerH layer, size_t n_fields, wks_arena *arena, wks_header_row *rows,
                          size_t *n_rows, wks_error *err)
{
    OGR_L_ResetReading(layer);
    for (*n_rows = 0; *n_rows < HEADER_SEEN; (*n_rows)++) {
        OGRFeatureH feature = OGR_L_GetNextFeature(layer);
        if (feature == NULL) {
            break;
        }
        wks_code code = copy_row(feature, n_fields, arena, &rows[*n_rows], err);
        OGR_F_Destroy(feature);
        WKS_TRY(code);
    }
    return WKS_OK;
}

/* WKS_E_FORMAT: the sheet holds no table. */
static wks_code view_sheet(OGRLayerH layer, wks_arena *arena, sheet_view *out, wks_error *err)
{
    wks_header_row rows[HEADER_SEEN] = {{0}};
    size_t n = 0;
    const size_t n_fields = (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer));
    WKS_TRY(read_rows(layer, n_fields, arena, rows, &n, err));
    const size_t width = find_width(rows, n);
    for (size_t i = 0; i < n; i++) {
        rows[i].n_cells = width;
    }
    *out = (sheet_view){.layer = layer, .n_fields = n_fields};
    WKS_TRY(wks_header_find(rows, n, width, arena, &out->header, err));
    out->n_rows = (size_t)OGR_L_GetFeatureCount(layer, 1) - out->header.first_data;
    return out->n_rows > 0 ? WKS_OK
                           : wks_fail(err, WKS_E_FORMAT, "%s",
                                      wks_tr("there is a header and not one row below it",
                                             "er is een kopregel en geen enkele rij eronder"));
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

static wks_code choose_sheet(GDALDatasetH book, const wks_source *source, wks_arena *arena,
                             sheet_view *out, wks_error *err)
{
    *out = (sheet_view){0};
    for (int i = 0; i < GDALDatasetGetLayerCount(book); i++) {
        sheet_view view;
        wks_code code = view_sheet(GDALDatasetGetLayer(book, i), arena, &view, err);
        if (code == WKS_E_FORMAT) {
            continue;
        }
        WKS_TRY(code);
        if (source != NULL && has_columns_of(&view, source)) {
            *out = view;
            return WKS_OK;
        }
        if (view.n_rows * view.header.n_columns > out->n_rows * out->header.n_columns) {
            *out = view;
        }
    }
    if (out->layer == NULL) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("no sheet holds a table; expected a row with the names of at least "
                               "two columns and rows below it",
                               "geen enkel tabblad bevat een tabel; verwacht: een rij met de namen "
                               "van minstens twee kolommen en rijen eronder"));
    }
    return WKS_OK;
}

/* ---- opening ----------------------------------------------------------------------------------
 */

/* A ZIP whose first entries are those of a workbook. */
static bool recognises(wks_span beginning)
{
    return beginning.n >= 4 && memcmp(beginning.at, "PK\3\4", 4) == 0 &&
           (memmem(beginning.at, beginning.n, "xl/", 3) != NULL ||
            memmem(beginning.at, beginning.n, "[Content_Types].xml", 19) != NULL);
}

static wks_code open_book(xlsx_state *state, const char *path, wks_arena *arena, wks_error *err)
{
    static const char *const drivers[] = {"XLSX", NULL};
    char *name = wks_arena_printf(arena, "XLSX:%s", path); /* whatever the name ends in */
    if (name == NULL) {
        return wks_arena_fail(err);
    }
    GDALAllRegister();
    state->book = GDALOpenEx(name, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    if (state->book == NULL) {
        return wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("cannot be read as a workbook; is it damaged, or protected with a "
                               "password?",
                               "kan niet als werkmap worden gelezen; is het beschadigd of met een "
                               "wachtwoord beveiligd?"));
    }
    return WKS_OK;
}

static wks_code fill_shape(xlsx_state *state, const sheet_view *view, wks_table *table,
                           wks_error *err)
{
    wks_table_shape *shape = &table->shape;
    shape->engine = WKS_TABLE_ROWS;
    shape->columns = view->header.columns;
    shape->n_columns = view->header.n_columns;
    shape->first_row = view->header.first_data + 1;
    shape->sheet = wks_arena_text(table->arena, OGR_L_GetName(view->layer));
    if (shape->sheet == NULL) {
        return wks_arena_fail(err);
    }
    state->sheet = view->layer;
    state->n_fields = view->n_fields;
    state->row = view->header.first_data;
    OGR_L_SetNextByIndex(view->layer, (GIntBig)view->header.first_data);
    WKS_TRY(
        wks_arena_take(table->arena, shape->n_columns, sizeof *state->cells, &state->cells, err));
    return wks_arena_take(table->arena, shape->n_columns, sizeof *state->numbers, &state->numbers,
                          err);
}

static wks_code open_xlsx(wks_table *table, const wks_source *source, wks_error *err)
{
    xlsx_state *state = NULL;
    sheet_view view;
    WKS_TRY(wks_arena_take(table->arena, 1, sizeof *state, &state, err));
    table->state = state;
    gdal_mood mood = enter_gdal();
    wks_code code = open_book(state, table->given_path, table->arena, err);
    if (code == WKS_OK) {
        code = choose_sheet(state->book, source, table->arena, &view, err);
    }
    if (code == WKS_OK) {
        code = fill_shape(state, &view, table, err);
    }
    leave_gdal(mood);
    return code;
}

static void close_xlsx(wks_table *table)
{
    xlsx_state *state = table->state;
    if (state != NULL) {
        OGR_F_Destroy(state->feature);
        if (state->book != NULL) {
            GDALClose(state->book);
        }
        table->state = NULL;
    }
}

/* ---- rows -------------------------------------------------------------------------------------
 */

/* The cells of the row at hand; *n_filled of them hold something, the last at *last. */
static void read_row(xlsx_state *state, size_t n_columns, size_t *n_filled, size_t *last)
{
    *n_filled = 0;
    for (size_t i = 0; i < n_columns; i++) {
        state->cells[i] = read_cell(state->feature, i, state->numbers[i]);
        if (state->cells[i].n > 0) {
            (*n_filled)++;
            *last = i;
        }
    }
}

static wks_code check_beyond(const xlsx_state *state, size_t n_columns, wks_error *err)
{
    for (size_t i = n_columns; i < state->n_fields; i++) {
        char room[WKS_NUMBER_TEXT_SIZE];
        wks_span cell = read_cell(state->feature, i, room);
        if (wks_span_trim(cell.at, cell.n).n > 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("sheet row %zu: a filled cell in column %zu; expected %zu "
                                   "columns as in the header",
                                   "rij %zu van het tabblad: een gevulde cel in kolom %zu; "
                                   "verwacht: %zu kolommen zoals in de kopregel"),
                            state->row, i + 1, n_columns);
        }
    }
    return WKS_OK;
}

static wks_code next_xlsx(wks_table *table, const wks_span **cells, size_t *row_number,
                          bool *has_row, wks_error *err)
{
    xlsx_state *state = table->state;
    const size_t n_columns = table->shape.n_columns;
    for (;;) {
        OGR_F_Destroy(state->feature);
        state->feature = OGR_L_GetNextFeature(state->sheet);
        *has_row = state->feature != NULL;
        if (!*has_row) {
            return WKS_OK;
        }
        state->row++;
        size_t n_filled = 0;
        size_t last = 0;
        read_row(state, n_columns, &n_filled, &last);
        WKS_TRY(check_beyond(state, n_columns, err));
        if (n_filled > 1 || (n_filled == 1 && !wks_header_is_closing(state->cells[last]))) {
            *cells = state->cells;
            *row_number = state->row;
            return WKS_OK;
        }
    }
}

const wks_table_format wks_table_xlsx_format = {
    .name = "xlsx",
    .recognises = recognises,
    .open = open_xlsx,
    .next = next_xlsx,
    .close = close_xlsx,
};
