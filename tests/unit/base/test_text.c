/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/text.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static wks_span span(const char *text)
{
    return (wks_span){text, strlen(text)};
}

static void trims_spaces_tabs_line_ends_and_no_break_spaces(void **state)
{
    (void)state;

    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {" \t\r\n\u00a0", ""},
        {"\u00a0 WK0153 \u00a0\r\n", "WK0153"},
        {"a\u00a0b c", "a\u00a0b c"},
        {"\u00e0", "\u00e0"}, /* its second byte is that of a no-break space */
        {"x\u00e0 ", "x\u00e0"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        wks_span got = wks_span_trim(cases[i].text, strlen(cases[i].text));
        assert_int_equal(got.n, strlen(cases[i].expected));
        assert_memory_equal(got.at, cases[i].expected, got.n);
    }
}

static void folds_names_to_capitals_without_marks(void **state)
{
    (void)state;

    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"'s-Gravenhage", "S GRAVENHAGE"},
        {"S GRAVENHAGE", "S GRAVENHAGE"},
        {"S\u00fadwest-Frysl\u00e2n", "SUDWEST FRYSLAN"},
        {"S\xfa"
         "dwest-Frysl\xe2n",
         "SUDWEST FRYSLAN"}, /* Latin-1 */
        {"Bergen (L.)", "BERGEN L"},
        {"  a -- b  ", "A B"},
        {"Wijk 01", "WIJK 01"},
        {"\u00d7 \u00f7", ""},
        {"caf\u00c9", "CAFE"},
        {"a\U0001f600b", "A B"}, /* four bytes, and no letter */
        {"a\u20acb", "A B"},
        {"", ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[64];
        memset(out, 'x', sizeof out);
        wks_text_fold(cases[i].text, out);
        assert_string_equal(out, cases[i].expected);
        assert_true(strlen(out) <= strlen(cases[i].text));
    }
}

static void reads_numbers_of_both_kinds(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_comma;
        double expected;
    } cases[] = {
        {"0", false, 0},
        {"12.5", false, 12.5},
        {"-3", false, -3},
        {"1e3", false, 1000},
        {"12,5", true, 12.5},
        {"-0,25", true, -0.25},
        {"+4", false, 4},
        {"1E-2", false, 0.01},
        {"7", true, 7},
        {".5", false, 0.5},
        {"1.7976931348623157e308", false, 1.7976931348623157e308},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double got = NAN;
        assert_true(wks_text_number(span(cases[i].text), cases[i].is_comma, &got));
        assert_true(got == cases[i].expected);
    }
}

static void refuses_what_is_no_plain_number(void **state)
{
    (void)state;
    static const char *const points[] = {"",     "inf",   "nan",  "NaN",    "Infinity", "1e999",
                                         "0x10", "1,5",   "1 2",  "1.2.3",  "1_000",    "1.000,5",
                                         "-",    ".",     "e5",   "5e",     " 1",       "1 ",
                                         "--1",  "1,000", "1.5%", "1\u00a0"};
    static const char *const commas[] = {"1.5", "1.234", "1.234,5", "1,2,3", ","};
    double got = -7;
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++) {
        assert_false(wks_text_number(span(points[i]), false, &got));
    }
    for (size_t i = 0; i < sizeof commas / sizeof commas[0]; i++) {
        assert_false(wks_text_number(span(commas[i]), true, &got));
    }
    assert_false(wks_text_number((wks_span){"1\0002", 3}, false, &got));
    char digits[100];
    memset(digits, '1', sizeof digits);
    assert_false(wks_text_number((wks_span){digits, sizeof digits}, false, &got));
    assert_true(got == -7);
}

static void reads_whole_numbers_that_fit(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        int64_t expected;
    } cases[] = {{"0", 0},
                 {"-5", -5},
                 {"007", 7},
                 {"9223372036854775807", INT64_MAX},
                 {"-922337203685477580", -922337203685477580}};

    static const char *const refused[] = {"",
                                          "-",
                                          "+5",
                                          " 5",
                                          "5 ",
                                          "5.0",
                                          "1e3",
                                          "abc",
                                          "9223372036854775808",
                                          "9999999999999999999",
                                          "99999999999999999999",
                                          "0x10"};
    int64_t got = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_true(wks_text_integer(span(cases[i].text), &got));
        assert_true(got == cases[i].expected);
    }
    got = -7;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        assert_false(wks_text_integer(span(refused[i]), &got));
    }
    assert_true(got == -7);
}

static uint64_t next_random(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void writes_the_shortest_text_that_reads_back_exactly(void **state)
{
    (void)state;
    char text[WKS_NUMBER_TEXT_SIZE];
    uint64_t seed = 20240601;
    for (size_t i = 0; i < 20000; i++) {
        double value = 0;
        const uint64_t bits = next_random(&seed);
        memcpy(&value, &bits, sizeof value);
        if (i % 2 == 0) { /* as figures are: some digits, some decimals */
            value = (double)(bits % 100000000) / pow(10, (double)(bits >> 40 & 7));
        }
        if (!isfinite(value)) {
            continue;
        }
        double back = NAN;
        wks_number_text(value, text);
        assert_true(strlen(text) < WKS_NUMBER_TEXT_SIZE);
        assert_true(wks_text_number(span(text), false, &back));
        assert_memory_equal(&back, &value, sizeof value);
        for (int digits = 1; digits < 17; digits++) { /* nothing with fewer digits will do */
            char shorter[WKS_NUMBER_TEXT_SIZE];
            snprintf(shorter, sizeof shorter, "%.*g", digits, value);
            if (strtod(shorter, NULL) == value) {
                assert_true(strlen(text) <= strlen(shorter) || strchr(shorter, 'e') != NULL);
                break;
            }
        }
    }
}

static void writes_numbers_as_people_do(void **state)
{
    (void)state;

    static const struct {
        double value;
        const char *expected;
    } cases[] = {
        {0, "0"},       {0.1, "0.1"}, {100000, "100000"},       {1234567, "1234567"},
        {-2.5, "-2.5"}, {NAN, ""},    {150000000, "150000000"}, {1.0 / 3, "0.3333333333333333"}};

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[WKS_NUMBER_TEXT_SIZE];
        assert_string_equal(wks_number_text(cases[i].value, text), cases[i].expected);
    }
}

/* The test runs under C.UTF-8; a locale with a decimal comma must change nothing where it exists.
 */
static void reads_and_writes_a_point_whatever_the_environment_says(void **state)
{
    (void)state;
    char text[WKS_NUMBER_TEXT_SIZE];
    double got = 0;
    setenv("LC_NUMERIC", "nl_NL.UTF-8", 1);
    assert_true(wks_text_number(span("1.5"), false, &got));
    assert_true(got == 1.5);
    assert_string_equal(wks_number_text(1.5, text), "1.5");
}

static void knows_utf8_from_other_bytes(void **state)
{
    (void)state;
    static const char *const valid[] = {
        "", "abc", "Frysl\u00e2n", "\u20ac", "\U0001f600", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf"};
    static const char *const invalid[] = {"\xe2",             /* cut */
                                          "\xe2\x82",         /* cut */
                                          "\xf0\x9f\x98",     /* cut */
                                          "Frysl\xe2n",       /* Latin-1 */
                                          "\x80",             /* a second byte first */
                                          "\xc0\xaf",         /* overlong */
                                          "\xc1\xbf",         /* overlong */
                                          "\xe0\x80\xaf",     /* overlong */
                                          "\xf0\x80\x80\xaf", /* overlong */
                                          "\xed\xa0\x80",     /* half of a pair of UTF-16 */
                                          "\xf4\x90\x80\x80", /* past U+10FFFF */
                                          "\xf5\x80\x80\x80",
                                          "\xff"};
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++) {
        assert_true(wks_text_is_utf8(valid[i], strlen(valid[i])));
    }
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
        assert_false(wks_text_is_utf8(invalid[i], strlen(invalid[i])));
    }
}

static void compares_texts_and_their_ends(void **state)
{
    (void)state;
    assert_true(wks_text_equal(NULL, NULL));
    assert_false(wks_text_equal("", NULL));
    assert_true(wks_text_equal("a", "a"));
    assert_true(wks_text_starts("abc", "ab"));
    assert_true(wks_text_starts("abc", ""));
    assert_false(wks_text_starts("a", "ab"));
    assert_true(wks_text_ends("a.csv", ".csv"));
    assert_false(wks_text_ends("csv", ".csv"));
}

static void collects_output_and_reports_a_failure_at_the_end(void **state)
{
    (void)state;
    wks_buffer buffer = {0};
    wks_error err;
    for (int i = 0; i < 1000; i++) {
        wks_buffer_printf(&buffer, "%d,", i % 10);
    }
    wks_buffer_put(&buffer, "", 0);
    wks_buffer_text(&buffer, "end");
    assert_int_equal(wks_buffer_check(&buffer, &err), WKS_OK);
    assert_int_equal(buffer.n, 2003);
    assert_string_equal(buffer.bytes + 1998, "9,end");
    wks_buffer_put(&buffer, "x", SIZE_MAX);
    wks_buffer_text(&buffer, "more");
    assert_int_equal(wks_buffer_check(&buffer, &err), WKS_E_MEMORY);
    assert_int_equal(buffer.n, 2003);
    wks_buffer_clear(&buffer);
    assert_null(buffer.bytes);
    wks_buffer_clear(&buffer);
}

static void writes_numbers_as_dutch_is_written(void **state)
{
    (void)state;

    static const struct {
        double value;
        int decimals;
        const char *text;
    } of[] = {
        {0, 0, "0"},
        {-0.04, 1, "0,0"},
        {12.34, 1, "12,3"},
        {999.5, 0, "1.000"},
        {-123, 0, "-123"},
        {-1234.56, 1, "-1.234,6"},
        {1234567, 0, "1.234.567"},
        {100000, 2, "100.000,00"},
        {NAN, 1, ""},
        {1e20, 1, "1e+20"},
        {-999999999999999, 15, "-999.999.999.999.999,000000000000000"},
    };

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        char text[WKS_NUMBER_DUTCH_SIZE];
        assert_string_equal(wks_number_dutch(of[i].value, of[i].decimals, text), of[i].text);
    }
}

static void writes_numbers_as_english_is_written(void **state)
{
    (void)state;
    char text[WKS_NUMBER_DUTCH_SIZE];
    assert_string_equal(wks_number_english(-1234.56, 1, text), "-1,234.6");
    assert_string_equal(wks_number_english(-0.04, 1, text), "0.0");
    assert_string_equal(wks_number_english(1234567, 0, text), "1,234,567");
    assert_string_equal(wks_number_english(NAN, 1, text), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trims_spaces_tabs_line_ends_and_no_break_spaces),
        cmocka_unit_test(folds_names_to_capitals_without_marks),
        cmocka_unit_test(reads_numbers_of_both_kinds),
        cmocka_unit_test(refuses_what_is_no_plain_number),
        cmocka_unit_test(reads_whole_numbers_that_fit),
        cmocka_unit_test(writes_the_shortest_text_that_reads_back_exactly),
        cmocka_unit_test(writes_numbers_as_people_do),
        cmocka_unit_test(reads_and_writes_a_point_whatever_the_environment_says),
        cmocka_unit_test(writes_numbers_as_dutch_is_written),
        cmocka_unit_test(writes_numbers_as_english_is_written),
        cmocka_unit_test(knows_utf8_from_other_bytes),
        cmocka_unit_test(compares_texts_and_their_ends),
        cmocka_unit_test(collects_output_and_reports_a_failure_at_the_end),
    };
    return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
