/* SPDX-License-Identifier: EUPL-1.2 */
#include "table_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

/* ---- dialects -------------------------------------------------------------------------------- */

static void finds_each_delimiter(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "gebied;aantal\nx;1\n"), WKS_OK);
    assert_int_equal(shape_of(place)->delimiter, ';');
    assert_int_equal(OPEN_TEXT(place, "gebied,aantal\nx,1\n"), WKS_OK);
    assert_int_equal(shape_of(place)->delimiter, ',');
    assert_int_equal(OPEN_TEXT(place, "gebied\taantal\nx\t1\n"), WKS_OK);
    assert_int_equal(shape_of(place)->delimiter, '\t');
    assert_int_equal(OPEN_TEXT(place, "gebied|aantal\nx|1\n"), WKS_OK);
    assert_int_equal(shape_of(place)->delimiter, '|');
    assert_int_equal(shape_of(place)->n_columns, 2);
    assert_string_equal(shape_of(place)->format, "csv");
    assert_int_equal(shape_of(place)->engine, WKS_TABLE_CSV);
}

static void is_not_misled_by_decimal_commas(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;b;c\n1,5;2,5;3\n4,1;5,0;6\n"), WKS_OK);
    assert_int_equal(shape_of(place)->delimiter, ';');
    assert_int_equal(shape_of(place)->n_columns, 3);
    assert_true(shape_of(place)->is_decimal_comma);
    assert_int_equal(OPEN_TEXT(place, "a;b;c\n1.5;2.5;x, y\n"), WKS_OK);
    assert_false(shape_of(place)->is_decimal_comma);
}

static void sees_delimiters_and_line_ends_in_quotes_as_text(void **state)
{
    fixture *place = *state;
    const wks_table_shape *shape =
        must_open(place, fixture_write(place, "q.csv", "a;b\n\"1;2;3\";\"x\ny\"\n\"\"\"\";4", 23));
    assert_int_equal(shape->n_columns, 2);
    assert_int_equal(shape->n_rows, 2);
}

static void obeys_the_sep_line_of_excel(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "sep=,\r\na,b;c\r\n1,2;3\r\n"), WKS_OK);
    assert_int_equal(shape_of(place)->delimiter, ',');
    assert_string_equal(shape_of(place)->columns[1], "b;c");
    assert_int_equal(shape_of(place)->skip_lines, 2);
}

static void counts_rows_with_any_line_end_and_without_the_last(void **state)
{
    fixture *place = *state;
    const char *const texts[] = {"a;b\n1;2\n3;4", "a;b\n1;2\n3;4\n", "a;b\r\n1;2\r\n3;4\r\n",
                                 "a;b\r1;2\r3;4\r", "a;b\n\n1;2\n\n3;4\n\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const wks_table_shape *shape =
            must_open(place, fixture_write(place, "n.csv", texts[i], strlen(texts[i])));
        assert_int_equal(shape->n_rows, 2);
    }
}

/* ---- headers --------------------------------------------------------------------------------- */

static void trims_names_and_makes_them_unique(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "\" gebied \";Aantal;aantal;;\"deel\n 2\"\nx;1;2;3;4\n"),
                     WKS_OK);
    const wks_table_shape *shape = shape_of(place);
    assert_int_equal(shape->n_columns, 5);
    assert_string_equal(shape->columns[0], "gebied");
    assert_string_equal(shape->columns[1], "Aantal (1)");
    assert_string_equal(shape->columns[2], "aantal (2)");
    assert_string_equal(shape->columns[3], "column 4");
    assert_string_equal(shape->columns[4], "deel 2");
    /* a repeated name answers to no stem: which of the two would it be? */
    assert_int_equal(wks_column_count(shape, "aantal"), 0);
}

static void passes_over_title_lines(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "Kerncijfers\nperiode 2020\ngebied;aantal\nx;1\ny;2\n"),
                     WKS_OK);
    assert_string_equal(shape_of(place)->columns[0], "gebied");
    assert_int_equal(shape_of(place)->skip_lines, 3);
    assert_int_equal(shape_of(place)->first_row, 4);
    /* Excel fills the title up to the width of the table */
    assert_int_equal(OPEN_TEXT(place, "Kerncijfers;\n;\ngebied;aantal\nx;1\ny;2\n"), WKS_OK);
    assert_string_equal(shape_of(place)->columns[1], "aantal");
    assert_int_equal(shape_of(place)->first_row, 4);
}

static void joins_the_header_rows_of_older_statline(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "\"Kosten\"\n\"\";\"\";\"Onderwerpen\";\"Kosten\"\n"
                                      "\"\";\"\";\"Zorgvorm\";\"Farmacie\"\n"
                                      "\"Leeftijd\";\"Afkomst\";\"Perioden\";\"euro\"\n"
                                      "\"18\";\"Totaal\";\"2009\";\"5\"\n"),
                     WKS_OK);
    assert_string_equal(shape_of(place)->columns[2], "Perioden");
    assert_string_equal(shape_of(place)->columns[3], "Kosten/Farmacie/euro");
    assert_int_equal(shape_of(place)->first_row, 5);
}

static void joins_header_rows_that_excel_merged(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "Tabel 1;;;;;\nCode;Naam;Man;;Vrouw;Totaal\n"
                                      ";;16-17;18-20;16-17;\n\"0111\";x;1;2;3;6\n"),
                     WKS_OK);
    const wks_table_shape *shape = shape_of(place);
    assert_string_equal(shape->columns[1], "Naam");
    assert_string_equal(shape->columns[2], "Man/16-17");
    assert_string_equal(shape->columns[3], "Man/18-20");
    assert_string_equal(shape->columns[4], "Vrouw/16-17");
    assert_string_equal(shape->columns[5], "Totaal");
    assert_int_equal(shape->first_row, 4);
}

static void keeps_a_first_row_that_begins_empty_as_data(void **state)
{
    fixture *place = *state; /* Vektis 2019: the rest of the country on line 2 */
    const wks_table_shape *shape =
        must_open(place, fixture_write(place, "v.csv", "geslacht;naam;aantal\n;;440964\nM;X;4\n",
                                       strlen("geslacht;naam;aantal\n;;440964\nM;X;4\n")));
    assert_int_equal(shape->n_rows, 2);
    assert_string_equal(shape->columns[0], "geslacht");
    /* R: a nameless column with row numbers */
    assert_int_equal(OPEN_TEXT(place, "\"\";\"gm\";\"n\"\n\"1\";\"x\";\"20\"\n"), WKS_OK);
    assert_string_equal(shape_of(place)->columns[0], "column 1");
    assert_int_equal(shape_of(place)->first_row, 2);
}

static void cuts_off_what_the_publisher_says_below(void **state)
{
    fixture *place = *state;
    const char text[] = "a;b\n1;2\nBron: CBS\n\n\xc2\xa9 CBS, Den Haag\n";
    const wks_table_shape *shape =
        must_open(place, fixture_write(place, "c.csv", text, sizeof text - 1));
    assert_int_equal(shape->n_rows, 1);
    wks_span bytes = engine_bytes(place);
    assert_int_equal(bytes.n, 4);
    assert_memory_equal(bytes.at, "1;2\n", 4);
    assert_int_equal(shape->skip_lines, 0);
    assert_int_equal(shape->first_row, 2);
}

static void gives_the_engine_a_header_without_line_ends_in_it(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;\"b\nc\"\n1;2\n"), WKS_OK);
    wks_span bytes = engine_bytes(place);
    assert_int_equal(bytes.n, 4);
    assert_int_equal(shape_of(place)->skip_lines, 0);
    assert_int_equal(shape_of(place)->first_row, 3);
}

/* ---- encodings ------------------------------------------------------------------------------- */

static void names_the_encoding(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;b\nS\xc3\xba"
                                      "dwest;1\n"),
                     WKS_OK);
    assert_string_equal(shape_of(place)->encoding, "utf-8");
    assert_string_equal(shape_of(place)->path, place->path);
    assert_int_equal(OPEN_TEXT(place, "\xef\xbb\xbf"
                                      "a;b\nx;1\n"),
                     WKS_OK);
    assert_string_equal(shape_of(place)->encoding, "utf-8-bom");
    assert_string_equal(shape_of(place)->columns[0], "a");
}

static void converts_windows_1252(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "gebied;auto\x92s\nS\xfa"
                                      "dwest;1\n"),
                     WKS_OK);
    assert_string_equal(shape_of(place)->encoding, "windows-1252");
    assert_string_equal(shape_of(place)->columns[1], "auto\xe2\x80\x99s");
    wks_span bytes = engine_bytes(place);
    assert_non_null(memmem(bytes.at, bytes.n,
                           "S\xc3\xba"
                           "dwest;1",
                           10));
}

static void converts_utf16(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "\xff\xfe"
                                      "a\0\t\0\xe9\0\n\0x\0\t\0002\0\n\0"),
                     WKS_OK);
    assert_string_equal(shape_of(place)->encoding, "utf-16");
    assert_int_equal(shape_of(place)->delimiter, '\t');
    assert_string_equal(shape_of(place)->columns[1], "\xc3\xa9");
}

static void refuses_a_stray_byte_in_utf8(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;b\n\xc3\xa9;1\nx;\xe9\n"), WKS_E_FORMAT);
    assert_true(says(place, "line 3"));
    assert_int_equal(OPEN_TEXT(place, "a;b\n\xc3\xa9;1\nx;\xc3"), WKS_E_FORMAT);
    assert_int_equal(OPEN_TEXT(place, "a;b\nx;\x81\n"), WKS_E_FORMAT);
    assert_true(says(place, "line 2"));
}

static void leaves_no_copy_on_disk(void **state)
{
    fixture *place = *state;
    setenv("TMPDIR", place->folder, 1);
    assert_int_equal(OPEN_TEXT(place, "a;b\nS\xfa"
                                      "d;1\n"),
                     WKS_OK);
    unsetenv("TMPDIR");
    const char **names = NULL;
    size_t n = 0;
    assert_int_equal(wks_file_list(place->folder, "", &place->arena, &names, &n, &place->err),
                     WKS_OK);
    assert_int_equal(n, 1); /* the delivery itself, even while the table is open */
    wks_table_close(place->table);
    place->table = NULL;
}

static void says_where_the_copy_could_not_go(void **state)
{
    fixture *place = *state;
    setenv("TMPDIR", "/nowhere-at-all", 1);
    assert_int_equal(OPEN_TEXT(place, "a;b\nS\xfa"
                                      "d;1\n"),
                     WKS_E_IO);
    unsetenv("TMPDIR");
    assert_true(says(place, "TMPDIR"));
}

/* ---- bad input ------------------------------------------------------------------------------- */

static void says_what_is_wrong_with_what_is_no_table(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, ""), WKS_E_FORMAT);
    assert_true(says(place, "empty"));
    assert_int_equal(OPEN_TEXT(place, "\xef\xbb\xbf \n\n"), WKS_E_FORMAT);
    assert_true(says(place, "empty"));
    assert_int_equal(OPEN_TEXT(place, "gebied;aantal\n"), WKS_E_FORMAT);
    assert_true(says(place, "not one row"));
    assert_int_equal(OPEN_TEXT(place, "gebied\nx\ny\n"), WKS_E_FORMAT);
    assert_true(says(place, "only one column"));
    assert_int_equal(OPEN_TEXT(place, "gebied:aantal\nx:1\n"), WKS_E_FORMAT);
    assert_true(says(place, "; , |"));
    assert_true(says(place, "delivery.csv"));
}

static void says_what_it_looks_like(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "%PDF-1.7\n\xe2\xe3\n"), WKS_E_FORMAT);
    assert_true(says(place, "PDF"));
    assert_int_equal(OPEN_TEXT(place, "PK\3\4\x14\0\0\0\0\0data.csv"), WKS_E_FORMAT);
    assert_true(says(place, "ZIP"));
    assert_int_equal(OPEN_TEXT(place, "\xd0\xcf\x11\xe0\xa1\xb1"), WKS_E_FORMAT);
    assert_true(says(place, ".xls"));
    assert_int_equal(OPEN_TEXT(place, "\n<!DOCTYPE html><html>a;b\n1;2"), WKS_E_FORMAT);
    assert_true(says(place, "web page"));
    assert_int_equal(OPEN_TEXT(place, "\xef\xbb\xbf{\"a\": 1, \"b\": 2}"), WKS_E_FORMAT);
    assert_true(says(place, "JSON"));
    assert_int_equal(OPEN_TEXT(place, "SQLite format 3\0xx"), WKS_E_FORMAT);
    assert_true(says(place, "SQLite"));
    assert_int_equal(OPEN_TEXT(place, "a;b\n1;\0\n"), WKS_E_FORMAT);
    assert_true(says(place, "binary"));
    assert_true(says(place, "expected CSV, XLSX, ODS, SPSS (.sav) or Parquet"));
    wks_language_set(WKS_DUTCH);
    assert_int_equal(OPEN_TEXT(place, "%PDF-1.7\n"), WKS_E_FORMAT);
    assert_true(
        says(place, "lijkt een pdf-bestand; verwacht: CSV, XLSX, ODS, SPSS (.sav) of Parquet"));
}

static void says_that_there_is_no_such_file(void **state)
{
    fixture *place = *state;
    assert_int_equal(fixture_open(place, "/nowhere/at-all.csv"), WKS_E_NOT_FOUND);
    assert_true(says(place, "/nowhere/at-all.csv"));
    assert_int_equal(fixture_open(place, place->folder), WKS_E_NOT_FOUND);
    assert_true(says(place, "not a file"));
}

/* The first row of persons must not become names that a message shows. */
static void refuses_data_for_a_header(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "999990019;GM0153;7.5\n999990020;GM0141;3\n"), WKS_E_FORMAT);
    assert_true(says(place, "no header"));
    assert_null(strstr(place->err.text, "99999"));
    assert_int_equal(OPEN_TEXT(place, "regio;2019;2020\nx;1;2\n"), WKS_OK);
}

static void names_the_line_of_a_row_that_is_too_short_or_long(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;b;c\n1;2;3\n\"x\ny\";2;3\n4;5\n"), WKS_OK);
    assert_int_equal(wks_table_check_rows(place->table, &place->err), WKS_E_FORMAT);
    assert_true(says(place, "line 5: 2 fields; expected 3"));
    assert_int_equal(OPEN_TEXT(place, "a;b\n1;2\n3;4;\n"), WKS_OK);
    assert_int_equal(wks_table_check_rows(place->table, &place->err), WKS_E_FORMAT);
    assert_true(says(place, "line 3: 3 fields; expected 2"));
}

static void takes_a_file_that_was_cut_off_for_an_error(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;b\n1;2\n3;4\nGM01"), WKS_OK);
    assert_int_equal(wks_table_check_rows(place->table, &place->err), WKS_E_FORMAT);
    assert_true(says(place, "line 4"));
}

static void names_the_line_of_a_stray_quote(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "a;b\n1;2\n\"3;4\n5;6\n"), WKS_OK);
    assert_int_equal(wks_table_check_rows(place->table, &place->err), WKS_E_FORMAT);
    assert_true(says(place, "line 3: a \" that is not closed"));
    assert_int_equal(OPEN_TEXT(place, "a;b\n1;2\n\"3\" x;4\n"), WKS_OK);
    assert_int_equal(wks_table_check_rows(place->table, &place->err), WKS_E_FORMAT);
    assert_true(says(place, "line 3: text behind a closing \""));
}

/* Records lie over the borders of what is read at a time. */
static void counts_a_file_larger_than_what_it_reads_at_a_time(void **state)
{
    fixture *place = *state;
    FILE *out = fopen(fixture_path(place, "large.csv"), "w");
    fputs("pseudoniem;naam;aantal\r\n", out);

    enum {
        N_ROWS = 120000
    };

    for (int i = 0; i < N_ROWS; i++) {
        fprintf(out, "%08d;\"x;%d\";%d\r\n", i, i, i % 7);
    }
    assert_int_equal(fclose(out), 0);
    assert_int_equal(must_open(place, place->path)->n_rows, N_ROWS);
}

/* The first row has 17 bytes and the others 16, so that a CR is the last byte of the first MiB. */
static void counts_a_line_end_once_when_it_lies_over_the_border(void **state)
{
    fixture *place = *state;
    FILE *out = fopen(fixture_path(place, "border.csv"), "w");
    fputs("a;b\r\n1234567;1234567\r\n", out);
    for (int i = 0; i < 70000; i++) {
        fputs("123456;1234567\r\n", out);
    }
    fputs("1\r\n", out);
    assert_int_equal(fclose(out), 0);
    assert_int_equal(fixture_open(place, place->path), WKS_OK);
    assert_int_equal(wks_table_check_rows(place->table, &place->err), WKS_E_FORMAT);
    assert_true(says(place, "line 70003: 1 fields"));
}

static void survives_each_allocation_that_fails(void **state)
{
    fixture *place = *state;
    const char text[] = "Titel\n\"\";\"\";\"A\";\"B\"\n\"n\";\"m\";\"P\xe9\";\"euro\"\n1;2;3;4\n";
    fixture_write(place, "m.csv", text, sizeof text - 1);
    size_t n = 0;
    wks_code code = WKS_E_MEMORY;
    while (code == WKS_E_MEMORY && n < 1000) {
        wks_arena_fail_after(++n);
        code = fixture_open(place, place->path);
        if (code == WKS_OK) {
            code = wks_table_check_rows(place->table, &place->err);
        }
    }
    wks_arena_fail_after(0);
    assert_int_equal(code, WKS_OK);
    assert_true(n > 20);
}

static void is_not_read_by_rows(void **state)
{
    fixture *place = *state;
    const wks_span *cells = NULL;
    size_t row = 0;
    bool has_row = false;
    assert_int_equal(OPEN_TEXT(place, "a;b\n1;2\n"), WKS_OK);
    assert_int_equal(wks_table_next(place->table, &cells, &row, &has_row, &place->err),
                     WKS_E_ARGUMENT);
    assert_null(wks_table_labels(place->table, 0));
}

static void leaves_the_columns_of_parquet_to_the_engine(void **state)
{
    fixture *place = *state;
    assert_int_equal(OPEN_TEXT(place, "PAR1\x15\0\0\0\0\0\0\0PAR1"), WKS_OK);
    assert_int_equal(shape_of(place)->engine, WKS_TABLE_PARQUET);
    assert_int_equal(shape_of(place)->n_columns, 0);
    assert_string_equal(shape_of(place)->path, place->path);
}

int main(void)
{
    const struct CMUnitTest claims[] = {
        CLAIM(finds_each_delimiter),
        CLAIM(is_not_misled_by_decimal_commas),
        CLAIM(sees_delimiters_and_line_ends_in_quotes_as_text),
        CLAIM(obeys_the_sep_line_of_excel),
        CLAIM(counts_rows_with_any_line_end_and_without_the_last),
        CLAIM(trims_names_and_makes_them_unique),
        CLAIM(passes_over_title_lines),
        CLAIM(joins_the_header_rows_of_older_statline),
        CLAIM(joins_header_rows_that_excel_merged),
        CLAIM(keeps_a_first_row_that_begins_empty_as_data),
        CLAIM(cuts_off_what_the_publisher_says_below),
        CLAIM(gives_the_engine_a_header_without_line_ends_in_it),
        CLAIM(names_the_encoding),
        CLAIM(converts_windows_1252),
        CLAIM(converts_utf16),
        CLAIM(refuses_a_stray_byte_in_utf8),
        CLAIM(leaves_no_copy_on_disk),
        CLAIM(says_where_the_copy_could_not_go),
        CLAIM(says_what_is_wrong_with_what_is_no_table),
        CLAIM(says_what_it_looks_like),
        CLAIM(says_that_there_is_no_such_file),
        CLAIM(refuses_data_for_a_header),
        CLAIM(names_the_line_of_a_row_that_is_too_short_or_long),
        CLAIM(takes_a_file_that_was_cut_off_for_an_error),
        CLAIM(names_the_line_of_a_stray_quote),
        CLAIM(counts_a_file_larger_than_what_it_reads_at_a_time),
        CLAIM(counts_a_line_end_once_when_it_lies_over_the_border),
        CLAIM(survives_each_allocation_that_fails),
        CLAIM(is_not_read_by_rows),
        CLAIM(leaves_the_columns_of_parquet_to_the_engine),
    };
    return cmocka_run_group_tests(claims, NULL, NULL);
}
