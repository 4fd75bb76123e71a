/* SPDX-License-Identifier: EUPL-1.2 */
/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/json_shape.h"
#include "base/language.h"

#include <stdio.h>
#include <string.h>

static const char *const colours[] = {"rood", "wit", "blauw", NULL};
static const wks_shape_field part_fields[] = {
    {.name = "naam", .kind = WKS_SHAPE_TEXT, .is_required = true, .most = 5},
    {.name = "prijs", .kind = WKS_SHAPE_NUMBER},
};
static const wks_shape parts = {part_fields, 2};
static const wks_shape_field fields[] = {
    {.name = "titel", .kind = WKS_SHAPE_TEXT, .is_required = true, .most = 10},
    {.name = "tekst", .kind = WKS_SHAPE_LINES},
    {.name = "dag", .kind = WKS_SHAPE_DATE},
    {.name = "aantal", .kind = WKS_SHAPE_WHOLE},
    {.name = "klaar", .kind = WKS_SHAPE_YES_NO},
    {.name = "kleur", .kind = WKS_SHAPE_CHOICE, .choices = colours},
    {.name = "kleuren", .kind = WKS_SHAPE_CHOICES, .choices = colours},
    {.name = "woorden", .kind = WKS_SHAPE_TEXTS, .most = 3},
    {.name = "delen", .kind = WKS_SHAPE_ROWS, .rows = &parts},
};
static const wks_shape shape = {fields, sizeof fields / sizeof fields[0]};

typedef struct bench {
    wks_arena arena;
    wks_error err;
    wks_buffer out;
    wks_buffer faults; /* "titel:0 " for each */
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_buffer_clear(&at->out);
    wks_buffer_clear(&at->faults);
    wks_arena_clear(&at->arena);
    return 0;
}

static void note(void *context, const char *name, const wks_shape_field *field,
                 wks_shape_fault fault)
{
    static const char *const words[] = {"missing", "unknown", "other",  "long",
                                        "many",    "date",    "choice", "twice"};
    wks_buffer *faults = context;
    assert_true((field == NULL) == (fault == WKS_SHAPE_UNKNOWN));
    wks_buffer_printf(faults, "%s:%s ", name, words[fault]);
}

static wks_code take(bench *at, const char *text)
{
    wks_buffer_clear(&at->out);
    wks_buffer_clear(&at->faults);
    return wks_shape_take(&shape, (wks_span){text, strlen(text)}, note, &at->faults, &at->arena,
                          &at->out, &at->err);
}

static const char *faults_of(bench *at, const char *text)
{
    assert_int_equal(take(at, text), WKS_OK);
    return at->faults.bytes == NULL ? "" : at->faults.bytes;
}

static void what_is_kept_has_every_field_in_order(void **state)
{
    bench *at = *state;
    assert_string_equal(faults_of(at, "{\"klaar\": true, \"titel\": \"  Een \\u00e9\\r\\n \"}"),
                        "");
    assert_string_equal(at->out.bytes,
                        "{\"titel\":\"Een \u00e9\",\"tekst\":null,\"dag\":null,\"aantal\":null,"
                        "\"klaar\":true,\"kleur\":null,\"kleuren\":[],\"woorden\":[],"
                        "\"delen\":[]}");
    assert_string_equal(
        faults_of(at, "{\"titel\":\"a\",\"tekst\":\"x\\r\\ny\",\"dag\":\"2024-02-29\","
                      "\"aantal\":3,\"kleur\":\"wit\",\"kleuren\":[\"rood\",\"wit\"],"
                      "\"woorden\":[\"b\"],\"delen\":[{\"naam\":\"c\",\"prijs\":1.5}]}"),
        "");
    assert_string_equal(at->out.bytes,
                        "{\"titel\":\"a\",\"tekst\":\"x\\ny\",\"dag\":\"2024-02-29\",\"aantal\":3,"
                        "\"klaar\":false,\"kleur\":\"wit\",\"kleuren\":[\"rood\",\"wit\"],"
                        "\"woorden\":[\"b\"],\"delen\":[{\"naam\":\"c\",\"prijs\":1.5}]}");
}

static void what_was_kept_can_be_taken_again(void **state)
{
    bench *at = *state;
    assert_string_equal(faults_of(at, "{\"titel\":\"a\",\"delen\":[{\"naam\":\"b\"}]}"), "");
    const char *first = wks_arena_text(&at->arena, at->out.bytes);
    assert_string_equal(faults_of(at, first), "");
    assert_string_equal(at->out.bytes, first);
}

static void everything_that_is_wrong_is_said_at_once(void **state)
{
    bench *at = *state;
    assert_string_equal(
        faults_of(at, "{\"tekst\":7,\"dag\":\"2023-02-29\",\"aantal\":-1,\"klaar\":\"ja\","
                      "\"kleur\":\"geel\",\"kleuren\":[\"rood\",\"rood\",5],"
                      "\"woorden\":[\"a\",\"b\",\"c\",\"d\"],\"delen\":[{\"naam\":\"lang woord\"},"
                      "{\"kleur\":\"wit\"},3],\"extra\":1}"),
        "titel:missing tekst:other dag:date aantal:other klaar:other kleur:choice kleuren:twice "
        "kleuren:other woorden:many delen[1].naam:long delen[2].naam:missing "
        "delen[2].kleur:unknown "
        "delen:other extra:unknown ");
}

static void a_day_is_one_that_there_is(void **state)
{
    bench *at = *state;
    static const char *const wrong[] = {"2023-02-29", "2100-02-29", "2024-13-01", "2024-00-10",
                                        "2024-01-00", "2024-1-1",   "20240101",   "2024-01-01x",
                                        "-024-01-01", "2024-04-31"};
    static const char *const right[] = {"2024-02-29", "2000-02-29", "2026-12-31"};
    char text[80];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        snprintf(text, sizeof text, "{\"titel\":\"a\",\"dag\":\"%s\"}", wrong[i]);
        assert_string_equal(faults_of(at, text), "dag:date ");
    }
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++) {
        snprintf(text, sizeof text, "{\"titel\":\"a\",\"dag\":\"%s\"}", right[i]);
        assert_string_equal(faults_of(at, text), "");
    }
}

static void length_is_counted_in_characters(void **state)
{
    bench *at = *state;
    assert_string_equal(
        faults_of(at,
                  "{\"titel\":\"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\"}"),
        "");
    assert_string_equal(faults_of(at, "{\"titel\":\"elf letters\"}"), "titel:long ");
    assert_string_equal(faults_of(at, "{\"titel\":\"a\\nb\"}"), "titel:other ");
    assert_string_equal(faults_of(at, "{\"titel\":\"  \"}"), "titel:missing ");
}

static void what_is_no_object_is_refused(void **state)
{
    bench *at = *state;
    static const char *const wrong[] = {"",
                                        "[]",
                                        "null",
                                        "{",
                                        "{\"titel\":\"a\",\"titel\":\"b\"}",
                                        "{\"titel\":\"\\u0000\"}",
                                        "{\"titel\":\"\xff\"}",
                                        "7"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(take(at, wrong[i]), WKS_E_FORMAT);
    }
}

static void what_was_kept_can_be_asked(void **state)
{
    bench *at = *state;
    const char *text = NULL;
    const char **texts = NULL;
    size_t n = 0;
    wks_buffer words = {0};
    assert_string_equal(faults_of(at, "{\"titel\":\"Een\",\"tekst\":\"twee\",\"kleur\":\"wit\","
                                      "\"woorden\":[\"drie\"],\"delen\":[{\"naam\":\"vier\"}]}"),
                        "");
    assert_int_equal(wks_shape_text_of(at->out.bytes, "titel", &at->arena, &text, &at->err),
                     WKS_OK);
    assert_string_equal(text, "Een");
    assert_int_equal(wks_shape_text_of(at->out.bytes, "dag", &at->arena, &text, &at->err), WKS_OK);
    assert_null(text);
    assert_int_equal(wks_shape_texts_of(at->out.bytes, "woorden", &at->arena, &texts, &n, &at->err),
                     WKS_OK);
    assert_int_equal(n, 1);
    assert_string_equal(texts[0], "drie");
    assert_int_equal(wks_shape_words_of(&shape, at->out.bytes, &words, &at->err), WKS_OK);
    assert_string_equal(words.bytes, "Een\ntwee\ndrie\nvier\n");
    wks_buffer_clear(&words);
    assert_int_equal(wks_shape_text_of("[]", "titel", &at->arena, &text, &at->err), WKS_E_STORE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_kept_has_every_field_in_order, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_kept_can_be_taken_again, set_up, tear_down),
        cmocka_unit_test_setup_teardown(everything_that_is_wrong_is_said_at_once, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_day_is_one_that_there_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(length_is_counted_in_characters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_object_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_was_kept_can_be_asked, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("shapes of JSON", tests, NULL, NULL);
}
