/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/error.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <string.h>

static wks_code fail_long(wks_error *err, const char *text)
{
    return wks_fail(err, WKS_E_FORMAT, "%s", text);
}

static void returns_the_code_that_it_writes(void **state)
{
    (void)state;
    wks_error err;
    assert_int_equal(wks_fail(&err, WKS_E_IO, "row %d", 7), WKS_E_IO);
    assert_int_equal(err.code, WKS_E_IO);
    assert_string_equal(err.text, "row 7");
}

static void works_without_a_place_for_the_text(void **state)
{
    (void)state;
    assert_int_equal(wks_fail(NULL, WKS_E_STORE, "x"), WKS_E_STORE);
    assert_int_equal(wks_error_prefix(NULL, WKS_E_STORE, "x"), WKS_E_STORE);
}

static void cuts_a_long_text_at_its_end(void **state)
{
    (void)state;
    char text[WKS_ERROR_TEXT_SIZE + 100];
    wks_error err;
    memset(text, 'a', sizeof text);
    text[0] = 'b';
    text[sizeof text - 1] = 0;
    assert_int_equal(fail_long(&err, text), WKS_E_FORMAT);
    assert_int_equal(strlen(err.text), WKS_ERROR_TEXT_SIZE - 1);
    assert_memory_equal(err.text, text, WKS_ERROR_TEXT_SIZE - 1);
}

static void keeps_the_old_text_behind_a_prefix(void **state)
{
    (void)state;
    wks_error err;
    assert_int_equal(wks_fail(&err, WKS_E_FORMAT, "row 3"), WKS_E_FORMAT);
    assert_int_equal(wks_error_prefix(&err, err.code, "file %s", "a.csv"), WKS_E_FORMAT);
    assert_string_equal(err.text, "file a.csv: row 3");
    assert_int_equal(wks_error_prefix(&err, WKS_E_STORE, "b"), WKS_E_STORE);
    assert_int_equal(err.code, WKS_E_STORE);
    assert_string_equal(err.text, "b: file a.csv: row 3");
}

/* Every length of prefix, also those that leave no room for what was there. */
static void cuts_the_old_text_when_a_prefix_takes_its_room(void **state)
{
    (void)state;
    char old[WKS_ERROR_TEXT_SIZE];
    char prefix[WKS_ERROR_TEXT_SIZE + 10];
    memset(old, 'o', sizeof old);
    old[sizeof old - 1] = 0;
    for (size_t n = WKS_ERROR_TEXT_SIZE - 8; n < WKS_ERROR_TEXT_SIZE + 4; n++) {
        wks_error err;
        memset(prefix, 'p', sizeof prefix);
        prefix[n] = 0;
        assert_int_equal(fail_long(&err, old), WKS_E_FORMAT);
        assert_int_equal(wks_error_prefix(&err, WKS_E_FORMAT, "%s", prefix), WKS_E_FORMAT);
        assert_true(strlen(err.text) < WKS_ERROR_TEXT_SIZE);
        const size_t kept = n < WKS_ERROR_TEXT_SIZE - 1 ? n : WKS_ERROR_TEXT_SIZE - 1;
        assert_memory_equal(err.text, prefix, kept);
        assert_true(n + 3 >= WKS_ERROR_TEXT_SIZE || err.text[n] == ':');
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(returns_the_code_that_it_writes),
        cmocka_unit_test(works_without_a_place_for_the_text),
        cmocka_unit_test(cuts_a_long_text_at_its_end),
        cmocka_unit_test(keeps_the_old_text_behind_a_prefix),
        cmocka_unit_test(cuts_the_old_text_when_a_prefix_takes_its_room),
    };
    return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
