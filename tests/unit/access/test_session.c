/* SPDX-License-Identifier: EUPL-1.2 */
/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "bench.h"

static const int64_t minute_s = 60;
static const int64_t hour_s = 3600;

static wks_code look(bench *at, const wks_token *token, int64_t now, wks_reader *out)
{
    return wks_session_find(at->access, span_of(token->text), now, &at->arena, out, &at->err);
}

static void a_session_says_who_asks_and_what_she_is(void **state)
{
    bench *at = *state;
    wks_token token;
    wks_reader reader;
    const int64_t account = accepted(at, "noor");
    assert_int_equal(wks_session_begin(at->access, account, 100, &token, &at->err), WKS_OK);
    assert_int_equal(look(at, &token, 101, &reader), WKS_OK);
    assert_int_equal(reader.account, account);
    assert_string_equal(reader.name, "noor");
    assert_string_equal(reader.organisation, "Welzijn");
    assert_true(wks_role_may(reader.roles, WKS_RIGHT_WRITE_DUIDING));
    assert_false(wks_role_may(reader.roles, WKS_RIGHT_MANAGE_ACCOUNTS));
}

static void a_session_ends_after_a_quarter_in_which_nothing_was_asked(void **state)
{
    bench *at = *state;
    wks_token token;
    wks_reader reader;
    assert_int_equal(wks_session_begin(at->access, accepted(at, "noor"), 0, &token, &at->err),
                     WKS_OK);
    assert_int_equal(look(at, &token, 14 * minute_s, &reader), WKS_OK);
    assert_int_equal(look(at, &token, 28 * minute_s, &reader), WKS_OK);
    assert_int_equal(look(at, &token, 43 * minute_s, &reader), WKS_E_NOT_FOUND);
}

static void a_session_ends_after_eight_hours_whatever_happens(void **state)
{
    bench *at = *state;
    wks_token token;
    wks_reader reader;
    assert_int_equal(wks_session_begin(at->access, accepted(at, "noor"), 0, &token, &at->err),
                     WKS_OK);
    int64_t now = 0;
    for (; now < 8 * hour_s; now += 10 * minute_s) {
        assert_int_equal(look(at, &token, now, &reader), WKS_OK);
    }
    assert_int_equal(look(at, &token, now, &reader), WKS_E_NOT_FOUND);
}

static void signing_out_blocking_and_a_new_passphrase_end_it_at_once(void **state)
{
    bench *at = *state;
    wks_token token;
    wks_token invitation;
    wks_reader reader;
    int64_t account = accepted(at, "noor");
    assert_int_equal(wks_session_begin(at->access, account, 0, &token, &at->err), WKS_OK);
    assert_int_equal(wks_session_end(at->access, span_of(token.text), &at->err), WKS_OK);
    assert_int_equal(look(at, &token, 1, &reader), WKS_E_NOT_FOUND);

    assert_int_equal(wks_session_begin(at->access, account, 0, &token, &at->err), WKS_OK);
    assert_int_equal(wks_account_change(at->access, "noor", 1, true, &at->err), WKS_OK);
    assert_int_equal(look(at, &token, 1, &reader), WKS_E_NOT_FOUND);
    assert_int_equal(wks_account_change(at->access, "noor", 1, false, &at->err), WKS_OK);
    assert_int_equal(look(at, &token, 1, &reader), WKS_E_NOT_FOUND);

    assert_int_equal(wks_session_begin(at->access, account, 0, &token, &at->err), WKS_OK);
    assert_int_equal(wks_account_invite(at->access, "noor", 1, &invitation, &at->err), WKS_OK);
    assert_int_equal(look(at, &token, 1, &reader), WKS_OK);
    assert_int_equal(wks_account_accept(at->access, span_of(invitation.text),
                                        span_of("heel andere woorden nu"), 2, &account, &at->err),
                     WKS_OK);
    assert_int_equal(look(at, &token, 3, &reader), WKS_E_NOT_FOUND);
}

static void a_token_of_somebody_else_is_nobodys(void **state)
{
    bench *at = *state;
    wks_reader reader;
    wks_token made_up;
    accepted(at, "noor");
    assert_int_equal(wks_token_make(&made_up, &at->err), WKS_OK);
    assert_int_equal(look(at, &made_up, 1, &reader), WKS_E_NOT_FOUND);
    assert_int_equal(wks_session_find(at->access, span_of(""), 1, &at->arena, &reader, &at->err),
                     WKS_E_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_session_says_who_asks_and_what_she_is, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_ends_after_a_quarter_in_which_nothing_was_asked,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_session_ends_after_eight_hours_whatever_happens, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(signing_out_blocking_and_a_new_passphrase_end_it_at_once,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_token_of_somebody_else_is_nobodys, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("sessions", tests, NULL, NULL);
}
