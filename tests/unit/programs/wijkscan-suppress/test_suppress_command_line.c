/* The suppressor as the gate meets it: files in, files out, and with which status.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "../program_bench.h"

/* Rows 3 20 | 30 40, with totals; the 3 is primary. */
static const char square[] = "wijkscan-protection 1\natoms 4\n3\n20\n30\n40\ncells 9 16\n"
                             "primary 3 2 10 0 1 0\n"
                             "open 20 20 20 20 1 1\n"
                             "open 30 30 30 30 1 2\n"
                             "open 40 40 40 40 1 3\n"
                             "open 23 23 23 23 2 0 1\n"
                             "open 70 70 70 70 2 2 3\n"
                             "open 33 33 33 33 2 0 2\n"
                             "open 60 60 60 60 2 1 3\n"
                             "known 93 93 93 0 4 0 1 2 3\n";

static const char given_away[] = "wijkscan-protection 1\natoms 2\n3\n20\ncells 3 4\n"
                                 "known 23 23 23 0 2 0 1\n"
                                 "known 20 20 20 0 1 1\n"
                                 "primary 3 2 10 0 1 0\n";

static void put(const bench *at, const char *name, const char *text)
{
    workshop_write(&at->shop, name, text);
}

static bool is_there(const bench *at, const char *name)
{
    char path[WORKSHOP_PATH_SIZE];
    workshop_path(&at->shop, name, path);
    return wks_file_exists(path);
}

/* What it says on stderr counts too. */
static void run_all(bench *at, const char *language, const char *words)
{
    char all[512];
    snprintf(all, sizeof all, "%s 2>&1", words);
    run(at, language, all);
}

static void writes_the_best_pattern_and_says_so(void **state)
{
    bench *at = *state;
    put(at, "q", square);
    run_all(at, "en", "protect q p");
    /* the other three of the square; by way of the totals it is 30 + 23 + 70, 20 + 33 + 60, or all
     */
    assert_says(at, 0, "loss 90\nbound 90\ngap 0\n");
    assert_non_null(strstr(at->out, "primaries 1\nsecondaries 3\n"));
    run_all(at, "en", "attack q p o && cat o");
    assert_says(at, 0, "hidden 4\nexact 0\nunsafe 0\n");
    run_all(at, "en", "protect q again --time 5 >/dev/null && cmp p again");
    assert_int_equal(at->status, 0);
    run_all(at, "en", "protect q quick --heuristic-only");
    assert_says(at, 0, "bound 0\n");
}

static void refuses_what_is_given_away_and_writes_nothing(void **state)
{
    bench *at = *state;
    put(at, "q", given_away);
    run_all(at, "nl", "protect q p");
    assert_says(at, 4, "cel 3 is niet te beschermen");
    assert_false(is_there(at, "p"));
}

/* What is shown of the square without its pattern: the 3 follows. */
static void tells_what_follows_from_what_is_shown(void **state)
{
    bench *at = *state;
    put(at, "b",
        "wijkscan-bounds 1\natoms 4\ncells 4 7\n"
        "given 23 23 2 0 1\ngiven 20 20 1 1\nasked 0 9 1 0\nasked 0 1125899906842624 2 2 3\n");
    run_all(at, "en", "bounds b o && cat o");
    assert_says(at, 0, "possible 1\nwijkscan-told 1\npossible\n2 3 3\n3 0 1125899906842624\n");
    put(at, "b", "wijkscan-bounds 1\natoms 1\ncells 2 2\ngiven 3 3 1 0\nasked 4 9 1 0\n");
    run_all(at, "nl", "bounds b o && cat o");
    assert_says(at, 0, "possible 0\nwijkscan-told 1\nimpossible\n");
    put(at, "b", "wijkscan-bounds 1\natoms 1\ncells 1 1\nasked 4 3 1 0\n");
    run_all(at, "nl", "bounds b other");
    assert_says(at, 3, "b regel 4: verwacht een geheel getal van 4 tot");
    assert_false(is_there(at, "other"));
}

static void tells_bad_input_from_wrong_use(void **state)
{
    bench *at = *state;
    put(at, "q", "wijkscan-protection 1\natoms x\n");
    run_all(at, "en", "protect q p");
    assert_says(at, 3, "q");
    run_all(at, "en", "protect none p");
    assert_says(at, 5, "none");
    run_all(at, "en", "protect q");
    assert_says(at, 2, "usage: protect");
    run_all(at, "nl", "attack q p");
    assert_says(at, 2, "gebruik: protect");
    run_all(at, "en", "protect q p --time soon");
    assert_says(at, 2, "--time: expected seconds");
    run_all(at, "en", "protect q p --fast");
    assert_says(at, 2, "no flag --fast");
    run_all(at, "nl", "--help");
    assert_says(at, 0, "gebruik: wijkscan-suppress protect");
    assert_false(is_there(at, "p"));
}

static void takes_no_pattern_of_another_question(void **state)
{
    bench *at = *state;
    put(at, "q", square);
    put(at, "other", given_away);
    run_all(at, "en", "protect q p");
    assert_int_equal(at->status, 0);
    run_all(at, "en", "attack other p o");
    assert_says(at, 3, "the hash of this protection");
    assert_false(is_there(at, "o"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_the_best_pattern_and_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_given_away_and_writes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tells_what_follows_from_what_is_shown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(tells_bad_input_from_wrong_use, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_no_pattern_of_another_question, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("programs/wijkscan-suppress", tests, NULL, NULL);
}
