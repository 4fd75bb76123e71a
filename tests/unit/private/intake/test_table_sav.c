/* SPDX-License-Identifier: EUPL-1.2 */
#include "table_fixture.h"

#include <readstat.h>

/* Seconds from 14 October 1582 to 31 January 2024, 13:45:10. */
static const double late_january_2024 = 12219379200.0 + 1706708710.0;

static ssize_t write_bytes(const void *bytes, size_t n, void *out)
{
    return (ssize_t)fwrite(bytes, 1, n, out);
}

/* Three persons: eenzaam (labels, 9 is no answer), weging, datum, moment, woonplaats. */
static const char *write_sav(fixture *place, readstat_compress_t compression)
{
    FILE *out = fopen(fixture_path(place, "persons.sav"), "wb");
    readstat_writer_t *writer = readstat_writer_init();
    readstat_set_data_writer(writer, write_bytes);
    readstat_writer_set_compression(writer, compression);
    if (compression == READSTAT_COMPRESS_BINARY) {
        readstat_writer_set_file_format_version(writer, 3);
    }
    readstat_label_set_t *labels =
        readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, "eenzaamheid");
    readstat_label_double_value(labels, 1, "niet eenzaam");
    readstat_label_double_value(labels, 2, "ernstig eenzaam");
    readstat_label_double_value(labels, 9, "weet niet");
    readstat_variable_t *lonely = readstat_add_variable(writer, "eenzaam", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_label(lonely, "Bent u eenzaam?");
    readstat_variable_set_label_set(lonely, labels);
    readstat_variable_add_missing_double_value(lonely, 9);
    readstat_variable_t *weight = readstat_add_variable(writer, "weging", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_t *date = readstat_add_variable(writer, "datum", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_format(date, "EDATE10");
    readstat_variable_t *moment = readstat_add_variable(writer, "moment", READSTAT_TYPE_DOUBLE, 0);
    readstat_variable_set_format(moment, "DATETIME20");
    readstat_variable_t *place_name =
        readstat_add_variable(writer, "woonplaats", READSTAT_TYPE_STRING, 20);
    assert_int_equal(readstat_begin_writing_sav(writer, out, 3), READSTAT_OK);
    for (int i = 0; i < 3; i++) {
        readstat_begin_row(writer);
        readstat_insert_double_value(writer, lonely, i == 2 ? 9 : i + 1);
        readstat_insert_double_value(writer, weight, i == 0 ? 0.1 : 100000);
        if (i == 0) {
            readstat_insert_double_value(writer, date, late_january_2024);
            readstat_insert_double_value(writer, moment, late_january_2024);
        } else {
            readstat_insert_missing_value(writer, date);
            readstat_insert_missing_value(writer, moment);
        }
        readstat_insert_string_value(writer, place_name,
                                     i == 0   ? "S\xc3\xba"
                                                "dwest"
                                     : i == 1 ? "a;\"b\""
                                              : "");
        readstat_end_row(writer);
    }
    assert_int_equal(readstat_end_writing(writer), READSTAT_OK);
    readstat_writer_free(writer);
    assert_int_equal(fclose(out), 0);
    return place->path;
}

static void check_persons(fixture *place)
{
    static const char expected[] = "1;0.1;2024-01-31;2024-01-31 13:45:10;S\xc3\xba"
                                   "dwest\n"
                                   "2;100000;;;\"a;\"\"b\"\"\"\n"
                                   ";100000;;;\n";
    const wks_table_shape *shape = shape_of(place);
    assert_int_equal(shape->engine, WKS_TABLE_CSV);
    assert_string_equal(shape->format, "sav");
    assert_int_equal(shape->n_columns, 5);
    assert_int_equal(shape->n_rows, 3);
    assert_int_equal(shape->skip_lines, 0);
    assert_string_equal(shape->columns[0], "eenzaam");
    wks_span bytes = engine_bytes(place);
    assert_string_equal(wks_arena_text_n(&place->arena, bytes.at, bytes.n), expected);
}

static void gives_codes_dates_and_empty_cells(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_sav(place, READSTAT_COMPRESS_NONE)), WKS_OK);
    check_persons(place);
}

static void reads_both_kinds_of_compression(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_sav(place, READSTAT_COMPRESS_ROWS)), WKS_OK);
    check_persons(place);
    assert_int_equal(fixture_open(place, write_sav(place, READSTAT_COMPRESS_BINARY)), WKS_OK);
    check_persons(place);
}

static void keeps_the_labels(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, write_sav(place, READSTAT_COMPRESS_NONE)), WKS_OK);
    const wks_column_labels *labels = wks_table_labels(place->table, 0);
    assert_string_equal(labels->label, "Bent u eenzaam?");
    assert_int_equal(labels->n_values, 3);
    assert_string_equal(labels->values[1].value, "2");
    assert_string_equal(labels->values[1].label, "ernstig eenzaam");
    assert_false(labels->values[1].is_missing);
    assert_string_equal(labels->values[2].value, "9");
    assert_true(labels->values[2].is_missing);
    assert_int_equal(wks_table_labels(place->table, 1)->n_values, 0);
    assert_string_equal(wks_table_labels(place->table, 1)->label, "");
    assert_null(wks_table_labels(place->table, 5));
}

static void refuses_a_damaged_file(void **state)
{
    fixture *place = *state;
    wks_span whole = {0};
    write_sav(place, READSTAT_COMPRESS_NONE);
    assert_int_equal(wks_file_read(place->path, 0, &place->arena, &whole, &place->err), WKS_OK);
    for (size_t n = 4; n < whole.n; n += 7) {
        wks_code code = fixture_open(place, fixture_write(place, "cut.sav", whole.at, n));
        assert_int_equal(code, WKS_E_FORMAT);
    }
    assert_true(says(place, "cut.sav"));
}

static void survives_each_allocation_that_fails(void **state)
{
    fixture *place = *state;
    const char *path = write_sav(place, READSTAT_COMPRESS_NONE);
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

static void reads_the_microdata_of_a_ggd(void **state)
{
    fixture *place = *state;
    const char *path = real_file(place, "ggd/gmjv_synthetic_2022-2024.sav");
    SKIP_WITHOUT(path);
    const wks_table_shape *shape = must_open(place, path);
    assert_int_equal(shape->n_columns, 93);
    assert_int_equal(shape->n_rows, 3580);
    size_t n_labels = 0;
    for (size_t i = 0; i < shape->n_columns; i++) {
        n_labels += wks_table_labels(place->table, i)->n_values;
    }
    assert_true(n_labels > 100);
}

int main(void)
{
    const struct CMUnitTest claims[] = {
        CLAIM(gives_codes_dates_and_empty_cells),
        CLAIM(reads_both_kinds_of_compression),
        CLAIM(keeps_the_labels),
        CLAIM(refuses_a_damaged_file),
        CLAIM(survives_each_allocation_that_fails),
        CLAIM(reads_the_microdata_of_a_ggd),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
