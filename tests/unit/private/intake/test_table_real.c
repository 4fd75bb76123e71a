/* The real files of the shared folder: their shapes, counted when the folder was made.
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "table_fixture.h"

typedef struct expected_file {
    const char *name;
    size_t n_columns;
    size_t n_rows;
    size_t first_row;
    const char *encoding;
    const char *has_stem; /* a column that the catalogue would ask for */
} expected_file;

static void check_file(fixture *place, const expected_file *file)
{
    const char *path = real_file(place, file->name);
    SKIP_WITHOUT(path);
    const wks_table_shape *shape = must_open(place, path);
    print_message("# %s\n", file->name);
    assert_string_equal(shape->format, "csv");
    assert_int_equal(shape->delimiter, ';');
    assert_int_equal(shape->n_columns, file->n_columns);
    assert_int_equal(shape->n_rows, file->n_rows);
    assert_int_equal(shape->first_row, file->first_row);
    assert_string_equal(shape->encoding, file->encoding);
    assert_false(shape->is_decimal_comma);
    assert_non_null(wks_column_find(shape, file->has_stem, NULL));
}

static void check_files(fixture *place, const expected_file *files, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        check_file(place, &files[i]);
    }
}

static void knows_the_shape_of_the_twente_files(void **state)
{
    static const expected_file files[] = {
        {"twente/kwb2020_84799NED_twente.csv", 118, 654, 2, "utf-8-bom", "AantalInwoners"},
        {"twente/rivm_50090NED_twente.csv", 43, 5232, 2, "utf-8-bom", "WijkenEnBuurten"},
        {"twente/vektis_2011_twente.csv", 23, 532, 2, "utf-8", "kosten_tweedelijns_ggz"},
        {"twente/vektis_2014_twente.csv", 24, 532, 2, "utf-8", "kosten_specialistische_ggz"},
        {"twente/vektis_2018_twente.csv", 28, 532, 2, "utf-8", "gemeentenaam"},
        {"twente/vektis_2022_twente.csv", 31, 532, 2, "utf-8", "kosten_consulten_ggz"},
    };
    check_files(*state, files, sizeof files / sizeof *files);
}

static void knows_the_shape_of_the_national_files(void **state)
{
    static const expected_file files[] = {
        {"national/kwb2020_84799NED_TypedDataSet.csv", 118, 17341, 2, "utf-8-bom", "Codering"},
        {"national/vektis_2019_gemeente.csv", 28, 13369, 2, "utf-8", "aantal_bsn"},
        {"national/vektis_2022_gemeente.csv", 31, 12989, 2, "utf-8", "aantal_bsn"},
    };
    check_files(*state, files, sizeof files / sizeof *files);
}

static void knows_the_shape_of_awkward_exports(void **state)
{
    static const expected_file files[] = {
        {"formats/rivm_50140NED_2024_typed.csv", 152, 365, 2, "utf-8-bom", "MoeiteMetRondkomen"},
        {"formats/statline_met_symbolen_85163NED.csv", 9, 579, 2, "utf-8-bom", "Perioden"},
        {"formats/statline_old_latin1_three_headers.csv", 22, 40, 6, "windows-1252",
         "Gemiddelde zorgkosten volgens de Zvw/Totaal mannen en vrouwen/Farmacie/euro"},
        {"formats/statline_untyped_70072ned_2015.csv", 315, 770, 2, "utf-8-bom", "TotaleBevolking"},
        {"regions/gebieden_in_nederland_2017_83287NED.csv", 23, 390, 2, "utf-8", "GGD-regio's"},
        {"regions/gm_changes_before_2018.csv", 6, 1072, 2, "windows-1252", "Huidige naam"},
    };
    check_files(*state, files, sizeof files / sizeof *files);
}

static void finds_no_code_column_in_a_file_of_names(void **state)
{
    fixture *place = *state;
    const char *path = real_file(place, "formats/names_without_codes.csv");
    SKIP_WITHOUT(path);
    const wks_table_shape *shape = must_open(place, path);
    assert_int_equal(shape->n_columns, 2);
    assert_int_equal(shape->n_rows, 11);
    assert_null(wks_column_find(shape, "Codering", NULL));
    assert_null(wks_column_find(shape, "Regiocode (gemeente, wijk, buurt) (code)", NULL));
}

static void knows_other_formats_by_their_bytes(void **state)
{
    fixture *place = *state;
    const char *path = real_file(place, "formats/cbs.v3.84799NED_TypedDataSet.parquet");
    SKIP_WITHOUT(path);
    assert_string_equal(must_open(place, path)->format, "parquet");
    assert_int_equal(fixture_open(place, real_file(place, "formats/metadata_v3.json")),
                     WKS_E_FORMAT);
    assert_true(says(place, "JSON"));
    assert_int_equal(fixture_open(place, real_file(place, "formats/cbs_17_buurten.gpkg")),
                     WKS_E_FORMAT);
    assert_true(says(place, "GeoPackage"));
}

int main(void)
{
    const struct CMUnitTest claims[] = {
        CLAIM(knows_the_shape_of_the_twente_files), CLAIM(knows_the_shape_of_the_national_files),
        CLAIM(knows_the_shape_of_awkward_exports),  CLAIM(finds_no_code_column_in_a_file_of_names),
        CLAIM(knows_other_formats_by_their_bytes),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
