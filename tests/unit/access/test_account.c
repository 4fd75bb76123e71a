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

static void an_invitation_lets_in_once_whoever_holds_it(void **state)
{
    bench *at = *state;
    const wks_token token = invited(at, "noor");
    int64_t account = 0;
    int64_t proven = 0;
    assert_int_equal(wks_account_prove(at->access, "noor", span_of(GOOD), 1, &proven, &at->err),
                     WKS_E_REFUSED);
    assert_int_equal(
        wks_account_accept(at->access, span_of(token.text), span_of(GOOD), 1, &account, &at->err),
        WKS_OK);
    assert_int_equal(wks_account_prove(at->access, "NOOR", span_of(GOOD), 2, &proven, &at->err),
                     WKS_OK);
    assert_int_equal(account, proven);
    assert_int_equal(
        wks_account_accept(at->access, span_of(token.text), span_of(GOOD), 1, &account, &at->err),
        WKS_E_NOT_FOUND);
}

static void an_invitation_is_over_after_a_week(void **state)
{
    bench *at = *state;
    const wks_token token = invited(at, "noor");
    int64_t account = 0;
    const int64_t week = 604800;
    assert_int_equal(wks_account_accept(at->access, span_of(token.text), span_of(GOOD), week,
                                        &account, &at->err),
                     WKS_E_NOT_FOUND);
    assert_int_equal(wks_account_accept(at->access, span_of(token.text), span_of(GOOD), week - 1,
                                        &account, &at->err),
                     WKS_OK);
}

static void a_new_invitation_ends_the_one_before(void **state)
{
    bench *at = *state;
    const wks_token first = invited(at, "noor");
    wks_token second;
    int64_t account = 0;
    assert_int_equal(wks_account_invite(at->access, "noor", 5, &second, &at->err), WKS_OK);
    assert_int_equal(
        wks_account_accept(at->access, span_of(first.text), span_of(GOOD), 6, &account, &at->err),
        WKS_E_NOT_FOUND);
    assert_int_equal(
        wks_account_accept(at->access, span_of(second.text), span_of(GOOD), 6, &account, &at->err),
        WKS_OK);
}

static void a_passphrase_is_long_and_does_not_say_the_name(void **state)
{
    bench *at = *state;
    const wks_token token = invited(at, "noor");
    int64_t account = 0;
    static const char *const weak[] = {"", "veertien teken", "dit is het geheim van Noor"};
    for (size_t i = 0; i < sizeof weak / sizeof weak[0]; i++) {
        assert_int_equal(wks_account_accept(at->access, span_of(token.text), span_of(weak[i]), 1,
                                            &account, &at->err),
                         WKS_E_ARGUMENT);
    }
    /* Characters count, not bytes. */
    assert_int_equal(wks_account_accept(at->access, span_of(token.text),
                                        span_of("\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"),
                                        1, &account, &at->err),
                     WKS_E_ARGUMENT);
}

static void a_wrong_name_and_a_wrong_passphrase_read_the_same(void **state)
{
    bench *at = *state;
    wks_error other;
    int64_t account = 0;
    accepted(at, "noor");
    assert_int_equal(wks_account_prove(at->access, "noor", span_of("iets anders, niet dit"), 2,
                                       &account, &at->err),
                     WKS_E_REFUSED);
    assert_int_equal(wks_account_prove(at->access, "niemand", span_of(GOOD), 2, &account, &other),
                     WKS_E_REFUSED);
    assert_string_equal(at->err.text, other.text);
}

static void after_five_failures_a_try_waits_but_never_long(void **state)
{
    bench *at = *state;
    int64_t account = 0;
    accepted(at, "noor");
    for (int i = 0; i < 5; i++) {
        assert_int_equal(
            wks_account_prove(at->access, "noor", span_of("fout"), 10, &account, &at->err),
            WKS_E_REFUSED);
    }
    assert_int_equal(wks_account_prove(at->access, "noor", span_of(GOOD), 10, &account, &at->err),
                     WKS_E_EXISTS);
    assert_int_equal(wks_account_prove(at->access, "noor", span_of(GOOD), 11, &account, &at->err),
                     WKS_OK);
}

static void whoever_is_blocked_cannot_prove_anything(void **state)
{
    bench *at = *state;
    int64_t account = 0;
    accepted(at, "noor");
    assert_int_equal(wks_account_change(at->access, "noor", 1, true, &at->err), WKS_OK);
    assert_int_equal(wks_account_prove(at->access, "noor", span_of(GOOD), 2, &account, &at->err),
                     WKS_E_REFUSED);
}

static void a_name_is_there_once(void **state)
{
    bench *at = *state;
    wks_token token;
    const wks_account other = {.name = "Noor", .person = "Noor de Vries", .organisation = ""};
    invited(at, "noor");
    assert_int_equal(wks_account_add(at->access, &other, 0, &token, &at->err), WKS_E_EXISTS);
    wks_account *accounts = NULL;
    size_t n = 0;
    assert_int_equal(wks_account_list(at->access, &at->arena, &accounts, &n, &at->err), WKS_OK);
    assert_int_equal(n, 1);
    assert_string_equal(accounts[0].person, "Noor Bakker");
    assert_false(accounts[0].has_passphrase);
}

static void nothing_in_the_store_can_be_used_to_sign_in(void **state)
{
    bench *at = *state;
    wks_query *query = NULL;
    bool has_row = false;
    const wks_token token = invited(at, "noor");
    assert_int_equal(wks_query_open(at->db, "SELECT token FROM invitation", &query, &at->err),
                     WKS_OK);
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    assert_true(has_row);
    assert_string_not_equal(wks_query_text(query, 0), token.text);
    wks_query_close(query);
    accepted(at, "jan");
    assert_int_equal(wks_query_open(at->db,
                                    "SELECT passphrase FROM account WHERE passphrase LIKE "
                                    "'$argon2id$%' AND passphrase NOT LIKE '%" GOOD "%'",
                                    &query, &at->err),
                     WKS_OK);
    assert_int_equal(wks_query_step(query, &has_row, &at->err), WKS_OK);
    assert_true(has_row);
    wks_query_close(query);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_invitation_lets_in_once_whoever_holds_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(an_invitation_is_over_after_a_week, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_new_invitation_ends_the_one_before, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_passphrase_is_long_and_does_not_say_the_name, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_wrong_name_and_a_wrong_passphrase_read_the_same, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(after_five_failures_a_try_waits_but_never_long, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(whoever_is_blocked_cannot_prove_anything, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_name_is_there_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_in_the_store_can_be_used_to_sign_in, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests_name("accounts", tests, NULL, NULL);
}
