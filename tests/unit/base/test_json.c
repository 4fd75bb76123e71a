/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "base/json_lines.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <jansson.h>

#include <math.h>
#include <string.h>

typedef struct bench {
    wks_buffer out;
    wks_json json;
} bench;

static int set_up(void **state)
{
    static bench made;
    made = (bench){0};
    wks_json_init(&made.json, &made.out);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_buffer_clear(&at->out);
    return 0;
}

static void places_commas_at_every_depth(void **state)
{
    bench *at = *state;
    wks_json *json = &at->json;
    wks_json_open_object(json);
    wks_json_member_text(json, "a", "x");
    wks_json_key(json, "b");
    wks_json_open_array(json);
    wks_json_integer(json, -1);
    wks_json_open_object(json);
    wks_json_close_object(json);
    wks_json_open_array(json);
    wks_json_close_array(json);
    wks_json_bool(json, false);
    wks_json_close_array(json);
    wks_json_member_bool(json, "c", true);
    wks_json_member_integer(json, "d", INT64_MAX);
    wks_json_member_number(json, "e", 0.1);
    wks_json_key(json, "f");
    wks_json_raw(json, "{\"g\":1}");
    wks_json_close_object(json);
    assert_string_equal(at->out.bytes,
                        "{\"a\":\"x\",\"b\":[-1,{},[],false],\"c\":true,\"d\":9223372036854775807,"
                        "\"e\":0.1,\"f\":{\"g\":1}}");
}

static void nests_as_deep_as_it_says(void **state)
{
    bench *at = *state;
    for (int i = 0; i < WKS_JSON_DEPTH - 1; i++) {
        wks_json_open_array(&at->json);
    }
    for (int i = 0; i < WKS_JSON_DEPTH - 1; i++) {
        wks_json_close_array(&at->json);
    }
    assert_int_equal(at->out.n, 2 * (WKS_JSON_DEPTH - 1));
    assert_memory_equal(at->out.bytes + WKS_JSON_DEPTH - 2, "[]", 2);
}

static void writes_null_where_there_is_no_number_or_text(void **state)
{
    bench *at = *state;
    wks_json_open_array(&at->json);
    wks_json_number(&at->json, NAN);
    wks_json_number(&at->json, INFINITY);
    wks_json_number(&at->json, -INFINITY);
    wks_json_text(&at->json, NULL);
    wks_json_text(&at->json, "");
    wks_json_close_array(&at->json);
    assert_string_equal(at->out.bytes, "[null,null,null,null,\"\"]");
}

/* Every byte that JSON treats apart, in keys and in texts, as Jansson reads it. */
static void escapes_so_that_another_reader_gets_the_same_text(void **state)
{
    bench *at = *state;
    char text[200];
    size_t n = 0;
    for (char c = 1; c < 127; c++) {
        text[n++] = c;
    }
    static const char more[] = "\x7f\u00e9\u20ac\U0001f600</script>";
    memcpy(text + n, more, sizeof more);
    wks_json_open_object(&at->json);
    wks_json_member_text(&at->json, text, text);
    wks_json_close_object(&at->json);
    json_error_t why;
    json_t *read = json_loadb(at->out.bytes, at->out.n, 0, &why);
    assert_non_null(read);
    assert_string_equal(json_string_value(json_object_get(read, text)), text);
    json_decref(read);
    for (size_t i = 0; i < at->out.n; i++) {
        assert_true((unsigned char)at->out.bytes[i] >= 0x20);
    }
}

static void writes_numbers_that_read_back_exactly(void **state)
{
    bench *at = *state;
    static const double numbers[] = {0, -0.5, 1e300, 1.5e-300, 123456789.125, 1.0 / 3, 1e15, 99999};

    enum {
        N_NUMBERS = sizeof numbers / sizeof numbers[0]
    };

    wks_json_open_array(&at->json);
    for (size_t i = 0; i < N_NUMBERS; i++) {
        wks_json_number(&at->json, numbers[i]);
    }
    wks_json_close_array(&at->json);
    json_error_t why;
    json_t *read = json_loadb(at->out.bytes, at->out.n, 0, &why);
    assert_non_null(read);
    for (size_t i = 0; i < N_NUMBERS; i++) {
        assert_true(json_number_value(json_array_get(read, i)) == numbers[i]);
    }
    json_decref(read);
}

static void is_lines_for_people(void **state)
{
    (void)state;
    static const char *const of[][2] = {
        {"{}", ""},
        {"{\"bron\":\"kwb\",\"n\":13193,\"sd\":0.33733677,\"geen\":null}",
         "bron: kwb\n  n: 13193\n  sd: 0.3373\n  geen: null"},
        {"{\"a\":[1,2.55555],\"b\":{\"c\":1}}", "a: 1, 2.556\n  b: c 1"},
        {"{\"rij\":[{\"g\":\"GM1\",\"z\":-1.55551},{\"g\":\"a,\\\"b\",\"z\":2}]}",
         "rij:\n    g GM1, z -1.556\n    g a,\"b, z 2"},
        {"nothing", "nothing"},
        {"{\"cut", "{\"cut"},
    };
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        wks_buffer out = {0};
        wks_json_lines(of[i][0], 2, &out);
        assert_string_equal(out.n == 0 ? "" : out.bytes, of[i][1]);
        wks_buffer_clear(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(places_commas_at_every_depth),
        CLAIM(nests_as_deep_as_it_says),
        CLAIM(writes_null_where_there_is_no_number_or_text),
        CLAIM(escapes_so_that_another_reader_gets_the_same_text),
        CLAIM(writes_numbers_that_read_back_exactly),
        cmocka_unit_test(is_lines_for_people),
    };
    return cmocka_run_group_tests_name("base/json", tests, NULL, NULL);
}
