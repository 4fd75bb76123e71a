/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/rule_sentences.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>
#include <string.h>

typedef struct bench {
    wks_arena arena;
    wks_error err;
    const wks_rule_sentence *said; /* [n] */
    size_t n;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    return 0;
}

static void ask(bench *at, wks_gate_rules rules)
{
    assert_int_equal(wks_gate_rule_sentences(&rules, &at->arena, &at->said, &at->n, &at->err),
                     WKS_OK);
}

/* How many sentences hold both texts, each in its language. */
static size_t count(const bench *at, const char *dutch, const char *english)
{
    size_t n = 0;
    for (size_t i = 0; i < at->n; i++) {
        n += strstr(at->said[i].dutch, dutch) != NULL &&
             strstr(at->said[i].english, english) != NULL;
    }
    return n;
}

static void names_the_minimum_below_above_and_between(void **state)
{
    bench *at = *state;
    ask(at, (wks_gate_rules){.minimum_persons = 10});
    assert_int_equal(count(at, "minder dan 10 personen", "fewer than 10 persons"), 3);
    ask(at, (wks_gate_rules){.minimum_persons = 25});
    assert_int_equal(count(at, "minder dan 25 personen", "fewer than 25 persons"), 3);
    assert_int_equal(count(at, "10 personen", ""), 0);
}

static void says_what_holds_for_every_release(void **state)
{
    bench *at = *state;
    for (int i = 0; i < 4; i++) {
        ask(at, (wks_gate_rules){.minimum_persons = 10,
                                 .is_invented = i % 2 == 1,
                                 .holds_invented = i / 2 == 1});
        assert_int_equal(count(at, "terug te rekenen", "worked out"), 1);
        assert_int_equal(count(at, "geen oordeel", "no verdict"), 1);
        assert_int_equal(count(at, "openbaar heeft gemaakt", "made public"), 1);
    }
}

static void says_that_invented_persons_follow_the_same_rules_where_there_are_any(void **state)
{
    bench *at = *state;
    ask(at, (wks_gate_rules){.minimum_persons = 10});
    assert_int_equal(count(at, "verzonnen", "invented"), 0);
    ask(at, (wks_gate_rules){.minimum_persons = 10, .holds_invented = true});
    assert_int_equal(count(at, "verzonnen", "invented"), 1);
    ask(at, (wks_gate_rules){.minimum_persons = 10, .is_invented = true});
    assert_int_equal(count(at, "verzonnen", "invented"), 1);
    assert_int_equal(count(at, "grootboek", "ledger"), 1);
    assert_int_equal(count(at, "handtekening", "signature"), 1);
}

static void says_that_who_is_counted_reads_along_where_they_do(void **state)
{
    bench *at = *state;
    ask(at, (wks_gate_rules){.minimum_persons = 10});
    assert_int_equal(count(at, "de enige", "the only one"), 0);
    ask(at, (wks_gate_rules){.minimum_persons = 10, .insiders = 1});
    assert_int_equal(count(at, "de enige", "the only one"), 1);
}

static void says_what_a_policy_asks_beside(void **state)
{
    bench *at = *state;
    const wks_policy_dominance dominance = {1, 50};
    ask(at, (wks_gate_rules){.minimum_persons = 10});
    assert_int_equal(count(at, "aanbieders", "providers") + count(at, "gemiddelde", "a mean"), 0);
    ask(at, (wks_gate_rules){.minimum_persons = 10,
                             .minimum_providers = 3,
                             .dominance = &dominance,
                             .n_dominance = 1});
    assert_int_equal(count(at, "minstens 3 aanbieders", "at least 3 providers"), 1);
    assert_int_equal(count(at, "Een gemiddelde verbergen we", "We hide a mean"), 1);
}

/* Which values were hidden for their own sake is in no sentence. */
static void says_nothing_else_when_more_is_hidden(void **state)
{
    bench *at = *state;
    const bool is_also_hidden[] = {true, false, true};
    ask(at, (wks_gate_rules){.minimum_persons = 10});
    const size_t n = at->n;
    const wks_rule_sentence *plain = at->said;
    ask(at, (wks_gate_rules){.minimum_persons = 10, .is_also_hidden = is_also_hidden});
    assert_int_equal(at->n, n);
    for (size_t i = 0; i < n; i++) {
        assert_string_equal(at->said[i].dutch, plain[i].dutch);
        assert_string_equal(at->said[i].english, plain[i].english);
    }
}

static void fails_cleanly_without_memory(void **state)
{
    bench *at = *state;
    const wks_gate_rules rules = {.minimum_persons = 10};
    for (size_t n = 1;; n++) {
        wks_arena_clear(&at->arena);
        wks_arena_fail_after(n);
        const wks_code code =
            wks_gate_rule_sentences(&rules, &at->arena, &at->said, &at->n, &at->err);
        wks_arena_fail_after(0);
        if (code == WKS_OK) {
            assert_true(n > 3);
            break;
        }
        assert_int_equal(code, WKS_E_MEMORY);
        assert_null(at->said);
        assert_int_equal(at->n, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(names_the_minimum_below_above_and_between),
        CLAIM(says_what_holds_for_every_release),
        CLAIM(says_that_invented_persons_follow_the_same_rules_where_there_are_any),
        CLAIM(says_that_who_is_counted_reads_along_where_they_do),
        CLAIM(says_what_a_policy_asks_beside),
        CLAIM(says_nothing_else_when_more_is_hidden),
        CLAIM(fails_cleanly_without_memory),
    };
    return cmocka_run_group_tests_name("gate/rule_sentences", tests, NULL, NULL);
}
