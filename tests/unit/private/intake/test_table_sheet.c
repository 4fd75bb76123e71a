/* SPDX-License-Identifier: EUPL-1.2 */
#include "table_fixture.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>

static OGRLayerH add_sheet(GDALDatasetH book, const char *name, const char *const *columns,
                           const OGRFieldType *types, int n)
{
    OGRLayerH sheet = GDALDatasetCreateLayer(book, name, NULL, wkbNone, NULL);
    for (int i = 0; i < n; i++) {
        OGRFieldDefnH field = OGR_Fld_Create(columns[i], types[i]);
        OGR_L_CreateField(sheet, field, 1);
        OGR_Fld_Destroy(field);
    }
    return sheet;
}

static void add_row(OGRLayerH sheet, const char *code, double number, int day)
{
    OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(sheet));
    if (code != NULL) {
        OGR_F_SetFieldString(row, 0, code);
    }
    if (number >= 0) {
        OGR_F_SetFieldDouble(row, 1, number);
    }
    if (day > 0) {
        OGR_F_SetFieldDateTime(row, 2, 2024, 1, day, 0, 0, 0, 0);
    }
    assert_int_equal(OGR_L_CreateFeature(sheet, row), OGRERR_NONE);
    OGR_F_Destroy(row);
}

/* A sheet of notes, a sheet of two rows and the larger sheet with the cells that matter. */
static const char *write_book_as(fixture *place, const char *driver, const char *name)
{
    static const char *const notes[] = {"Toelichting"};
    static const char *const small[] = {"pseudoniem", "bedrag"};
    static const char *const large[] = {"code", "aandeel", "datum"};
    static const OGRFieldType types[] = {OFTString, OFTReal, OFTDate};
    GDALAllRegister();
    fixture_path(place, name);
    GDALDatasetH book =
        GDALCreate(GDALGetDriverByName(driver), place->path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH sheet = add_sheet(book, "Voorblad", notes, types, 1);
    add_row(sheet, "van wie dit is", -1, 0);
    sheet = add_sheet(book, "Kosten", small, types, 2);
    add_row(sheet, "P1", 2.5, 0);
    sheet = add_sheet(book, "Cijfers", large, types, 3);
    add_row(sheet, "0014", 78.4, 31);
    add_row(sheet, "1234567890123456789", 0.1 + 0.2, 0);
    add_row(sheet, NULL, -1, 0);
    add_row(sheet, "       .", 1234567, 0);
    add_row(sheet, "Bron: CBS", -1, 0);
    GDALClose(book);
    return place->path;
}

static const char *write_book(fixture *place)
{
    return write_book_as(place, "XLSX", "book.xlsx");
}

static const char *cell_text(fixture *place, wks_span cell)
{
    return wks_arena_text_n(&place->arena, cell.at, cell.n);
}

static const wks_span *must_next(fixture *place, size_t expected_row)
{
    const wks_span *cells = NULL;
    size_t row = 0;
    bool has_row = false;
    assert_int_equal(wks_table_next(place->table, &cells, &row, &has_row, &place->err), WKS_OK);
    assert_true(has_row);
    assert_int_equal(row, expected_row);
    return cells;
}

static void reads_every_cell_as_text(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_book(place)), WKS_OK);
    const wks_table_shape *shape = shape_of(place);
    assert_int_equal(shape->engine, WKS_TABLE_ROWS);
    assert_string_equal(shape->format, "xlsx");
    assert_string_equal(shape->sheet, "Cijfers");
    assert_int_equal(shape->n_columns, 3);
    assert_int_equal(shape->first_row, 2);
    assert_string_equal(shape->columns[1], "aandeel");
    const wks_span *cells = must_next(place, 2);
    assert_string_equal(cell_text(place, cells[0]), "0014");
    assert_string_equal(cell_text(place, cells[1]), "78.4");
    assert_string_equal(cell_text(place, cells[2]), "2024-01-31");
    cells = must_next(place, 3);
    assert_string_equal(cell_text(place, cells[0]), "1234567890123456789");
    double sum = 0;
    assert_true(wks_text_number(cells[1], false, &sum));
    assert_float_equal(sum, 0.3, 1e-12);
    assert_int_equal(cells[2].n, 0);
    cells = must_next(place, 5);
    assert_string_equal(cell_text(place, cells[0]), "       .");
    assert_string_equal(cell_text(place, cells[1]), "1234567");
}

static void passes_over_empty_rows_and_what_the_publisher_says_below(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_book(place)), WKS_OK);
    must_next(place, 2);
    must_next(place, 3);
    must_next(place, 5);
    const wks_span *cells = NULL;
    size_t row = 0;
    bool has_row = true;
    assert_int_equal(wks_table_next(place->table, &cells, &row, &has_row, &place->err), WKS_OK);
    assert_false(has_row);
    assert_int_equal(wks_table_next(place->table, &cells, &row, &has_row, &place->err), WKS_OK);
    assert_false(has_row);
}

static void takes_the_sheet_that_has_the_columns_of_the_source(void **state)
{
    fixture *place = *state;
    static const char *const stems[] = {"Pseudoniem"};
    const wks_source source = {.recognise = stems, .n_recognise = 1};
    write_book(place);
    assert_int_equal(
        wks_table_open(place->path, &source, &place->arena, &place->table, &place->err), WKS_OK);
    assert_string_equal(shape_of(place)->sheet, "Kosten");
}

static void leaves_no_settings_of_gdal_behind(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_book(place)), WKS_OK);
    assert_string_equal(CPLGetConfigOption("OGR_XLSX_HEADERS", ""), "");
    assert_string_equal(CPLGetConfigOption("OGR_XLSX_FIELD_TYPES", ""), "");
}

static void reads_open_document_the_same_way(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_book_as(place, "ODS", "book.ods")), WKS_OK);
    assert_string_equal(shape_of(place)->format, "ods");
    assert_string_equal(shape_of(place)->sheet, "Cijfers");
    const wks_span *cells = must_next(place, 2);
    assert_string_equal(cell_text(place, cells[0]), "0014");
    assert_string_equal(cell_text(place, cells[1]), "78.4");
    assert_string_equal(cell_text(place, cells[2]), "2024-01-31");
}

static void refuses_a_damaged_book(void **state)
{
    fixture *place = *state;
    wks_span whole = {0};
    write_book(place);
    assert_int_equal(wks_file_read(place->path, 0, &place->arena, &whole, &place->err), WKS_OK);
    wks_code code = fixture_open(place, fixture_write(place, "cut.xlsx", whole.at, whole.n / 2));
    assert_int_equal(code, WKS_E_FORMAT);
    assert_true(says(place, "cut.xlsx"));
}

static void survives_each_allocation_that_fails(void **state)
{
    fixture *place = *state;
    const char *path = write_book(place);
    size_t n = 0;
    wks_code code = WKS_E_MEMORY;
    while (code == WKS_E_MEMORY && n < 1000) {
        wks_arena_fail_after(++n);
        code = fixture_open(place, path);
    }
    wks_arena_fail_after(0);
    assert_int_equal(code, WKS_OK);
    assert_true(n > 20);
}

static void joins_the_four_header_rows_of_cbs(void **state)
{
    fixture *place = *state;
    const char *path = real_file(place, "ggd/JongVolwassenenNaarGeslachtEnLeeftijd1Jan2024.xlsx");
    SKIP_WITHOUT(path);
    const wks_table_shape *shape = must_open(place, path);
    assert_string_equal(shape->sheet, "Tabel2");
    assert_int_equal(shape->n_columns, 9);
    assert_int_equal(shape->first_row, 8);
    assert_string_equal(shape->columns[0], "Gemeentecode");
    assert_string_equal(shape->columns[2], "Geslachtsaanduiding/Man/Leeftijd/16-17");
    assert_string_equal(shape->columns[7], "Geslachtsaanduiding/Vrouw/Leeftijd/21-25");
    assert_string_equal(shape->columns[8], "Totaal");
    assert_string_equal(cell_text(place, must_next(place, 8)[0]), "----");
    const wks_span *cells = must_next(place, 9);
    assert_string_equal(cell_text(place, cells[0]), "0014");
    assert_string_equal(cell_text(place, cells[8]), "58979");
}

/* The counts of data/README.md: 693 683 filled cells with the header, 24 608 that hold a point. */
static void reads_every_cell_of_the_national_rivm_file(void **state)
{
    fixture *place = *state;
    const char *path = real_file(place, "national/rivm_50090NED_2020_18+.xlsx");
    SKIP_WITHOUT(path);
    const wks_table_shape *shape = must_open(place, path);
    assert_int_equal(shape->n_columns, 43);
    size_t n_rows = 0;
    size_t n_filled = shape->n_columns;
    size_t n_points = 0;
    for (;;) {
        const wks_span *cells = NULL;
        size_t row = 0;
        bool has_row = false;
        assert_int_equal(wks_table_next(place->table, &cells, &row, &has_row, &place->err), WKS_OK);
        if (!has_row) {
            break;
        }
        n_rows++;
        assert_int_equal(row, n_rows + 1);
        for (size_t i = 0; i < shape->n_columns; i++) {
            wks_span cell = wks_span_trim(cells[i].at, cells[i].n);
            n_filled += cells[i].n > 0;
            n_points += cell.n == 1 && *cell.at == '.';
        }
    }
    assert_int_equal(n_rows, 17341);
    assert_int_equal(n_filled, 693683);
    assert_int_equal(n_points, 24608);
}

int main(void)
{
    const struct CMUnitTest claims[] = {
        CLAIM(reads_every_cell_as_text),
        CLAIM(passes_over_empty_rows_and_what_the_publisher_says_below),
        CLAIM(takes_the_sheet_that_has_the_columns_of_the_source),
        CLAIM(leaves_no_settings_of_gdal_behind),
        CLAIM(reads_open_document_the_same_way),
        CLAIM(refuses_a_damaged_book),
        CLAIM(survives_each_allocation_that_fails),
        CLAIM(joins_the_four_header_rows_of_cbs),
        CLAIM(reads_every_cell_of_the_national_rivm_file),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
