/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/http_request.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>

static bool decodes(const char *text, size_t room, const char *expected)
{
    char out[64];
    size_t n = 0;
    bool is_decoded = wks_http_request_decode((wks_span){text, strlen(text)}, out, room, &n);
    if (is_decoded && expected != NULL) {
        assert_string_equal(out, expected);
        assert_int_equal(n, strlen(expected));
    }
    return is_decoded;
}

static void decodes_escapes_and_utf8(void **state)
{
    (void)state;
    assert_true(decodes("wijk", 64, "wijk"));
    assert_true(decodes("", 64, ""));
    assert_true(decodes("%77%69jk", 64, "wijk"));
    assert_true(decodes("S%c3%BAdel%C3%A2n", 64, "Súdelân"));
    assert_true(decodes("a%2fb%5C%20+", 64, "a/b\\ +"));
    assert_true(decodes("%25", 64, "%"));
}

static void refuses_what_is_no_text(void **state)
{
    (void)state;
    static const char *const bad[] = {"%",   "%4",  "a%",     "%zz", "%4g",  "%00",  "%0a",
                                      "%7f", "%ff", "%c3%28", "%c3", "\x80", "a\nb", "%%41"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        assert_false(decodes(bad[i], 64, NULL));
    }
}

static void refuses_text_that_does_not_fit(void **state)
{
    (void)state;
    assert_true(decodes("abc", 4, "abc"));
    assert_false(decodes("abcd", 4, NULL));
    assert_false(decodes("%61%62%63%64", 4, NULL));
    assert_false(decodes("", 0, NULL));
}

static size_t names_of(const char *pattern, const char *path, wks_span names[2])
{
    size_t n = 0;
    return wks_http_request_match(pattern, path, names, 2, &n) ? n : SIZE_MAX;
}

static void matches_a_path_whole(void **state)
{
    (void)state;
    wks_span names[2];
    assert_int_equal(names_of("/over", "/over", names), 0);
    assert_int_equal(names_of("/over", "/over/", names), SIZE_MAX);
    assert_int_equal(names_of("/over", "/ove", names), SIZE_MAX);
    assert_int_equal(names_of("/over", "/Over", names), SIZE_MAX);
    assert_int_equal(names_of("/", "/", names), 0);
    assert_int_equal(names_of("/", "", names), SIZE_MAX);
}

static void takes_a_name_from_one_segment(void **state)
{
    (void)state;
    wks_span names[2];
    assert_int_equal(names_of("/gebied/{code}", "/gebied/WK015300", names), 1);
    assert_int_equal(names[0].n, 8);
    assert_memory_equal(names[0].at, "WK015300", 8);
    assert_int_equal(names_of("/gebied/{code}", "/gebied/", names), SIZE_MAX);
    assert_int_equal(names_of("/gebied/{code}", "/gebied/a/b", names), SIZE_MAX);
    assert_int_equal(names_of("/gebied/{code}", "/gebied/a/", names), SIZE_MAX);
    assert_int_equal(names_of("/a/{x}/b/{y}", "/a/1/b/22", names), 2);
    assert_int_equal(names[1].n, 2);
}

static void takes_the_rest_for_a_starred_name(void **state)
{
    (void)state;
    wks_span names[2];
    assert_int_equal(names_of("/assets/{file*}", "/assets/a/b.js", names), 1);
    assert_int_equal(names[0].n, 6);
    assert_int_equal(names_of("/assets/{file*}", "/assets/", names), SIZE_MAX);
}

static wks_http_coding coding_of(const char *accept)
{
    static const bool has[WKS_HTTP_N_CODINGS] = {true, true, true};
    return wks_http_request_coding(accept, has);
}

static void prefers_brotli_then_gzip_then_plain(void **state)
{
    (void)state;
    assert_int_equal(coding_of("gzip, deflate, br"), WKS_HTTP_BROTLI);
    assert_int_equal(coding_of("gzip"), WKS_HTTP_GZIP);
    assert_int_equal(coding_of("*"), WKS_HTTP_BROTLI);
    assert_int_equal(coding_of(""), WKS_HTTP_IDENTITY);
    assert_int_equal(coding_of(NULL), WKS_HTTP_IDENTITY);
    assert_int_equal(coding_of("deflate"), WKS_HTTP_IDENTITY);
}

static void follows_the_readers_weights(void **state)
{
    (void)state;
    assert_int_equal(coding_of("br;q=0.2, gzip;q=0.8"), WKS_HTTP_GZIP);
    assert_int_equal(coding_of("br;q=0, gzip"), WKS_HTTP_GZIP);
    assert_int_equal(coding_of("br;q=0.000,gzip;q=0"), WKS_HTTP_IDENTITY);
    assert_int_equal(coding_of("*;q=0"), WKS_HTTP_IDENTITY);
    assert_int_equal(coding_of("identity, gzip;q=0.5"), WKS_HTTP_IDENTITY);
    assert_int_equal(coding_of("*;q=0.5, br;q=0"), WKS_HTTP_GZIP);
}

static void never_chooses_a_coding_that_is_not_there(void **state)
{
    (void)state;
    static const bool only_gzip[WKS_HTTP_N_CODINGS] = {true, true, false};
    assert_int_equal(wks_http_request_coding("br", only_gzip), WKS_HTTP_IDENTITY);
    assert_int_equal(wks_http_request_coding("br, gzip;q=0.1", only_gzip), WKS_HTTP_GZIP);
}

static size_t type_of(const char *accept)
{
    static const char *const types[] = {"text/turtle", "application/ld+json"};
    return wks_http_request_type(accept, types, 2);
}

static void chooses_the_media_type_that_is_wanted_most(void **state)
{
    (void)state;
    assert_int_equal(type_of("application/ld+json"), 1);
    assert_int_equal(type_of("text/turtle;q=0.5, application/ld+json;q=0.9"), 1);
    assert_int_equal(type_of("text/html, application/*;q=0.8, */*;q=0.1"), 1);
    assert_int_equal(type_of("*/*, text/turtle;q=0"), 1);
    assert_int_equal(type_of("application/ld+json;q=0.5, text/turtle;q=0.5"), 0);
}

static void gives_the_first_media_type_when_nothing_is_said_or_fits(void **state)
{
    (void)state;
    assert_int_equal(type_of(NULL), 0);
    assert_int_equal(type_of(""), 0);
    assert_int_equal(type_of("*/*"), 0);
    assert_int_equal(type_of("text/html"), 0);
    assert_int_equal(type_of("application/ld+jsonp, application/ld+json;q=0"), 0);
}

static void finds_a_tag_in_a_list(void **state)
{
    (void)state;
    assert_true(wks_http_request_has_tag("\"a\"", "\"a\""));
    assert_true(wks_http_request_has_tag("\"b\" , W/\"a\"", "\"a\""));
    assert_true(wks_http_request_has_tag("*", "\"a\""));
    assert_false(wks_http_request_has_tag("\"ab\", \"\", a", "\"a\""));
    assert_false(wks_http_request_has_tag("", "\"a\""));
    assert_false(wks_http_request_has_tag("\"a-br\"", "\"a\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_escapes_and_utf8),
        cmocka_unit_test(refuses_what_is_no_text),
        cmocka_unit_test(refuses_text_that_does_not_fit),
        cmocka_unit_test(matches_a_path_whole),
        cmocka_unit_test(takes_a_name_from_one_segment),
        cmocka_unit_test(takes_the_rest_for_a_starred_name),
        cmocka_unit_test(prefers_brotli_then_gzip_then_plain),
        cmocka_unit_test(follows_the_readers_weights),
        cmocka_unit_test(never_chooses_a_coding_that_is_not_there),
        cmocka_unit_test(chooses_the_media_type_that_is_wanted_most),
        cmocka_unit_test(gives_the_first_media_type_when_nothing_is_said_or_fits),
        cmocka_unit_test(finds_a_tag_in_a_list),
    };
    return cmocka_run_group_tests_name("base/http_request", tests, NULL, NULL);
}
