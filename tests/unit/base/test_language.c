/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdlib.h>

static const char *const names[] = {"WIJKSCAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};

enum {
    N_NAMES = sizeof names / sizeof names[0]
};

static int set_up(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_NAMES; i++) {
        unsetenv(names[i]);
    }
    wks_language_set(WKS_ENGLISH);
    return 0;
}

static void lets_the_first_that_is_set_decide(void **state)
{
    (void)state;
    for (size_t i = N_NAMES; i-- > 0;) {
        setenv(names[i], (N_NAMES - i) % 2 == 1 ? "nl_NL.UTF-8" : "en_GB.UTF-8", 1);
        wks_language_from_environment();
        assert_int_equal(wks_language_get(), (N_NAMES - i) % 2 == 1 ? WKS_DUTCH : WKS_ENGLISH);
    }
}

static void passes_over_what_is_empty(void **state)
{
    (void)state;
    setenv("WIJKSCAN_LANG", "", 1);
    setenv("LANG", "nl", 1);
    wks_language_from_environment();
    assert_int_equal(wks_language_get(), WKS_DUTCH);
}

static void stays_as_it_was_when_nothing_is_set(void **state)
{
    (void)state;
    wks_language_set(WKS_DUTCH);
    wks_language_from_environment();
    assert_int_equal(wks_language_get(), WKS_DUTCH);
}

static void gives_the_text_in_the_chosen_language(void **state)
{
    (void)state;
    assert_string_equal(wks_tr("house", "huis"), "house");
    wks_language_set(WKS_DUTCH);
    assert_string_equal(wks_tr("house", "huis"), "huis");
}

static void gives_a_reader_the_language_that_was_asked_for(void **state)
{
    (void)state;
    for (int i = 0; i < 2; i++) {
        wks_language_set(i == 0 ? WKS_ENGLISH : WKS_DUTCH);
        assert_string_equal(wks_tr_in(WKS_ENGLISH, "house", "huis"), "house");
        assert_string_equal(wks_tr_in(WKS_DUTCH, "house", "huis"), "huis");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup(name, set_up)
        CLAIM(lets_the_first_that_is_set_decide),
        CLAIM(passes_over_what_is_empty),
        CLAIM(stays_as_it_was_when_nothing_is_set),
        CLAIM(gives_the_text_in_the_chosen_language),
        CLAIM(gives_a_reader_the_language_that_was_asked_for),
    };
    return cmocka_run_group_tests_name("base/language", tests, NULL, NULL);
}
