/* The program as a user meets it: what it answers, where, and with which status.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "../program_bench.h"

static void explains_itself_on_stdout(void **state)
{
    bench *at = *state;
    static const char *const verbs[] = {"init", "load",     "build", "status",
                                        "show", "template", "demo",  "serve"};
    run(at, "en", "--help 2>/dev/null");
    assert_says(at, 0, "usage: wijkscan VERB");
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        char words[64];
        assert_non_null(strstr(at->out, verbs[i]));
        snprintf(words, sizeof words, "%s --help 2>/dev/null", verbs[i]);
        bench *one = &(bench){.shop = at->shop};
        run(one, "nl", words);
        assert_says(one, 0, "gebruik: wijkscan");
        assert_non_null(strstr(one->out, "--quiet"));
    }
    run(at, "nl", "--help 2>/dev/null");
    assert_says(at, 0, "gebruik: wijkscan WERKWOORD");
    run(at, "en", "--version 2>/dev/null");
    assert_says(at, 0, "wijkscan ");
}

static void answers_a_mistake_with_status_two_and_a_way_out(void **state)
{
    bench *at = *state;

    static const struct {
        const char *words, *english, *dutch;
    } cases[] = {
        {"niets 2>&1", "there is no verb niets; see wijkscan --help", "wijkscan --help"},
        {"show --geen x 2>&1", "wijkscan show has no flag --geen",
         "wijkscan show kent geen --geen"},
        {"demo --seed 2>&1", "--seed needs a value: N", "--seed vraagt een waarde: N"},
        {"demo --seed=x a 2>&1", "--seed: expected a whole number from", "--seed: "},
        {"demo a b 2>&1", "usage: wijkscan demo", "gebruik: wijkscan demo"},
        {"load --source 2>&1", "--source needs a value", "--source vraagt een waarde"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        run(at, "en", cases[i].words);
        assert_says(at, 2, cases[i].english);
        run(at, "nl", cases[i].words);
        assert_says(at, 2, cases[i].dutch);
    }
    run(at, "en", "niets 2>/dev/null"); /* nothing of it on stdout */
    assert_string_equal(at->out, "");
}

static void says_that_there_is_no_workspace_picture_or_file(void **state)
{
    bench *at = *state;
    run(at, "en", "build 2>&1");
    assert_says(at, 5, "there is no workspace here; make one with `wijkscan init");
    run(at, "en", "init werk 2>&1");
    assert_int_equal(at->status, 0);
    run(at, "en", "init werk 2>&1");
    assert_says(at, 4, "there is a workspace already");
    run(at, "en", "show --workspace werk 2>&1");
    assert_says(at, 5, "there is no picture yet");
    run(at, "nl", "load --workspace werk niet.csv 2>&1");
    assert_says(at, 5, "niet.csv");
    workshop_write(&at->shop, "werk/wijkscan.yaml", "leveringen: []\n");
    run(at, "en", "status werk 2>&1");
    assert_says(at, 3, "wijkscan.yaml, line 1: unknown key 'leveringen'");
}

/* /dev/full takes nothing: a report that nobody could read is no success. */
static void fails_when_its_output_cannot_be_written(void **state)
{
    bench *at = *state;
    run(at, "en", "template --help 2>&1 >/dev/null");
    assert_int_equal(at->status, 0);
    run(at, "en", "template survey 2>&1 >/dev/full");
    assert_int_equal(at->status, 1);
    assert_non_null(strstr(at->out, "could not be written"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        CLAIM(explains_itself_on_stdout),
        CLAIM(answers_a_mistake_with_status_two_and_a_way_out),
        CLAIM(says_that_there_is_no_workspace_picture_or_file),
        CLAIM(fails_when_its_output_cannot_be_written),
    };
    return cmocka_run_group_tests_name("programs/wijkscan/command_line", tests, NULL, NULL);
}
