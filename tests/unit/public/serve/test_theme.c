/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/theme.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static wks_arena arena;
static wks_theme theme;
static wks_error err;
static char path[32];

static int begin(void **state)
{
    (void)state;
    wks_arena_init(&arena, 0);
    snprintf(path, sizeof path, "/tmp/test-theme-XXXXXX");
    const int file = mkstemp(path);
    return file < 0 ? -1 : close(file);
}

static int end(void **state)
{
    (void)state;
    wks_arena_clear(&arena);
    return unlink(path);
}

static wks_code read_text(const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return wks_theme_read(path, &arena, &theme, &err);
}

static void refuses(const char *text, const char *words)
{
    err.text[0] = 0;
    assert_int_equal(read_text(text), WKS_E_FORMAT);
    if (strstr(err.text, words) == NULL || strstr(err.text, path) != err.text) {
        fail_msg("'%s' is not in '%s'", words, err.text);
    }
}

static void gives_the_tokens_and_nothing_else(void **state)
{
    (void)state;
    assert_int_equal(read_text("/* ours */\n:root {\n  color-scheme: light;\n"
                               "  --wks-basis-color-accent-bg-default: #7a1f3d; /* red */\n"
                               "  --wks-basis-text-font-family: 'Fira Sans', sans-serif;\n"
                               "  --wks-basis-border-radius-md: 0rem;\n}\n"),
                     WKS_OK);
    assert_string_equal(theme.css, ":root{--wks-basis-color-accent-bg-default:#7a1f3d;"
                                   "--wks-basis-text-font-family:'Fira Sans', sans-serif;"
                                   "--wks-basis-border-radius-md:0rem;}\n");
    assert_int_equal(theme.n, strlen(theme.css));
    assert_false(theme.has_dark);
}

static void takes_colours_for_dark_screens_apart(void **state)
{
    (void)state;
    assert_int_equal(read_text(":root{--wks-basis-color-accent-text-link:#7a1f3d;}"
                               "@media (prefers-color-scheme: dark) {:root {"
                               "--wks-basis-color-accent-text-link: #FFB0C8;}}"),
                     WKS_OK);
    assert_true(theme.has_dark);
    assert_non_null(strstr(theme.css, "@media screen and (prefers-color-scheme:dark){"
                                      ":root:not([data-light]){"
                                      "--wks-basis-color-accent-text-link:#FFB0C8;}}"));
}

static void refuses_what_is_no_token_of_the_pages(void **state)
{
    (void)state;
    refuses(":root {\n\n  --wks-basis-color-brand: #123456;\n}", "line 3: --wks-basis-color-brand");
    refuses(":root { --wks-map-class-1-color: #123456; }", "fixed");
    refuses(":root { --wks-verdict-higher-color: #123456; }", "fixed");
    refuses(":root { --wks-basis-space-md: 2rem; }", "sizes are fixed");
    refuses("/* nothing */", "no token");
}

static void refuses_values_that_a_token_cannot_have(void **state)
{
    (void)state;
    static const char *const values[] = {"red",     "#12345",       "#1234567", "rgb(1 2 3)",
                                         "#12345g", "var(--other)", "url(//x)"};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        char text[160];
        snprintf(text, sizeof text, ":root { --wks-basis-color-accent-text-link: %s; }", values[i]);
        refuses(text, "expected a colour");
    }
    refuses(":root { --wks-basis-text-font-family: url(//x.nl/f); }", "names of fonts");
    refuses(":root { --wks-basis-border-radius-sm: 1em; }", "a length");
    refuses(":root { --wks-basis-border-radius-sm: .; }", "a length");
}

static void refuses_any_other_rule(void **state)
{
    (void)state;
    refuses("body { display: none; }", ":root");
    refuses(":root { background: url(//x); }", "expected a token");
    refuses(":root { --wks-basis-color-accent-text-link: #123456 }", "semicolon");
    refuses(":root { --wks-basis-color-accent-text-link: #123456;", "}");
    refuses("@import url(//x.nl);", ":root");
    refuses("@media print { :root { } }", ":root");
    refuses("@media (prefers-color-scheme: dark) { :root { --wks-basis-color-accent-text-link: "
            "#ffffff; }",
            "}");
    refuses("/* open", "no token");
}

static void refuses_words_that_do_not_stand_out(void **state)
{
    (void)state;
    refuses(":root { --wks-basis-color-accent-text-link: #8ab4e0; }", "contrast of 2.");
    refuses(":root { --wks-basis-color-default-border-default: #dddddd; }", "at least 3 to 1");
    /* Good on paper, not on a dark screen. */
    refuses(":root { --wks-basis-color-accent-text-link: #0b5388; }"
            "@media (prefers-color-scheme: dark) { :root { --wks-basis-color-accent-text-link: "
            "#0b5388; } }",
            "on a dark screen");
}

static void says_that_there_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(wks_theme_read("/tmp/there/is/none.css", &arena, &theme, &err),
                     WKS_E_NOT_FOUND);
}

static void runs_out_of_memory_with_an_error(void **state)
{
    (void)state;
    const char *text = ":root { --wks-basis-color-accent-text-link: #7a1f3d; }";
    assert_int_equal(read_text(text), WKS_OK);
    wks_code code = WKS_E_MEMORY;
    for (size_t n = 1; code != WKS_OK && n < 2000; n++) {
        wks_arena_fail_after(n);
        code = wks_theme_read(path, &arena, &theme, &err);
        wks_arena_fail_after(0);
        assert_true(code == WKS_OK || code == WKS_E_MEMORY);
    }
    assert_int_equal(code, WKS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(gives_the_tokens_and_nothing_else, begin, end),
        cmocka_unit_test_setup_teardown(takes_colours_for_dark_screens_apart, begin, end),
        cmocka_unit_test_setup_teardown(refuses_what_is_no_token_of_the_pages, begin, end),
        cmocka_unit_test_setup_teardown(refuses_values_that_a_token_cannot_have, begin, end),
        cmocka_unit_test_setup_teardown(refuses_any_other_rule, begin, end),
        cmocka_unit_test_setup_teardown(refuses_words_that_do_not_stand_out, begin, end),
        cmocka_unit_test_setup_teardown(says_that_there_is_no_file, begin, end),
        cmocka_unit_test_setup_teardown(runs_out_of_memory_with_an_error, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
