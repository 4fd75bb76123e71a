/* SPDX-License-Identifier: EUPL-1.2 */
/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "access/role.h"
#include "base/text.h"

static void every_role_has_a_word_that_finds_it(void **state)
{
    (void)state;
    for (unsigned i = 0; i < WKS_N_ROLES; i++) {
        wks_role found = WKS_N_ROLES;
        assert_true(wks_role_find(wks_role_word((wks_role)i), &found));
        assert_int_equal(found, i);
    }
    wks_role found = WKS_N_ROLES;
    assert_false(wks_role_find("baas", &found));
    assert_false(wks_role_find("", &found));
}

/* The whole table once more, as somebody who did not write it would say it. */
static void each_role_may_what_the_house_says_and_no_more(void **state)
{
    (void)state;
    static const char *const said[WKS_N_ROLES] = {
        [WKS_ROLE_PROFESSIONAL] = "duiden initiatieven ",
        [WKS_ROLE_MODERATOR] = "duiden modereren ",
        [WKS_ROLE_RESEARCHER] = "duiden ",
        [WKS_ROLE_STEWARD] = "aanbod ",
        [WKS_ROLE_TABLE_MEMBER] = "duiden initiatieven besluiten ",
        [WKS_ROLE_ADMINISTRATOR] = "accounts ",
    };
    for (unsigned role = 0; role < WKS_N_ROLES; role++) {
        wks_buffer may = {0};
        for (unsigned right = WKS_RIGHT_OWN_ACCOUNT + 1; right < WKS_N_RIGHTS; right++) {
            if (wks_role_may(WKS_ROLE_BIT(role), (wks_right)right)) {
                wks_buffer_printf(&may, "%s ", wks_right_word((wks_right)right));
            }
        }
        assert_string_equal(may.bytes, said[role]);
        wks_buffer_clear(&may);
    }
}

static void roles_add_up(void **state)
{
    (void)state;
    const unsigned both = WKS_ROLE_BIT(WKS_ROLE_STEWARD) | WKS_ROLE_BIT(WKS_ROLE_ADMINISTRATOR);
    assert_true(wks_role_may(both, WKS_RIGHT_WRITE_SUPPLY));
    assert_true(wks_role_may(both, WKS_RIGHT_MANAGE_ACCOUNTS));
    assert_false(wks_role_may(both, WKS_RIGHT_DECIDE));
    assert_false(wks_role_may(0, WKS_RIGHT_WRITE_DUIDING));
    assert_true(wks_role_may(0, WKS_RIGHT_OWN_ACCOUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_role_has_a_word_that_finds_it),
        cmocka_unit_test(each_role_may_what_the_house_says_and_no_more),
        cmocka_unit_test(roles_add_up),
    };
    return cmocka_run_group_tests_name("roles", tests, NULL, NULL);
}
