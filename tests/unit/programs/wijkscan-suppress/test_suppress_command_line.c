/* The suppressor as the gate meets it: files in, files out, and with which status.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"

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
#include <sys/wait.h>
#include <unistd.h>

typedef struct bench {
    char folder[32];
    char out[1 << 14];
    int status;
} bench;

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

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    snprintf(made.folder, sizeof made.folder, "/tmp/wks-suppress-XXXXXX");
    *state = &made;
    return mkdtemp(made.folder) == NULL ? -1 : 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", at->folder);
    return system(command); /* NOLINT(cert-env33-c): a folder of this test */
}

static void put(const bench *at, const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    assert_int_equal(wks_file_write(path, text, strlen(text), NULL), WKS_OK);
}

static bool is_there(const bench *at, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", at->folder, name);
    return wks_file_exists(path);
}

static void run(bench *at, const char *language, const char *words)
{
    char command[1024];
    const char *program = getenv("WKS_PROGRAM");
    if (program == NULL) {
        print_message("WKS_PROGRAM is not set\n");
        skip();
    }
    snprintf(command, sizeof command, "cd '%s' && WIJKSCAN_LANG=%s '%s' %s 2>&1", at->folder,
             language, program, words);
    FILE *pipe = popen(command, "r"); /* NOLINT(cert-env33-c): words of this file alone */
    assert_non_null(pipe);
    at->out[fread(at->out, 1, sizeof at->out - 1, pipe)] = 0;
    const int ended = pclose(pipe);
    assert_true(WIFEXITED(ended));
    at->status = WEXITSTATUS(ended);
}

static void assert_says(const bench *at, int status, const char *piece)
{
    if (at->status != status || strstr(at->out, piece) == NULL) {
        fail_msg("status %d, expected %d; no \"%s\" in: %s", at->status, status, piece, at->out);
    }
}

static void writes_the_best_pattern_and_says_so(void **state)
{
    bench *at = *state;
    put(at, "q", square);
    run(at, "en", "protect q p");
    /* the other three of the square; by way of the totals it is 30 + 23 + 70, 20 + 33 + 60, or all
     */
    assert_says(at, 0, "loss 90\nbound 90\ngap 0\n");
    assert_non_null(strstr(at->out, "primaries 1\nsecondaries 3\n"));
    run(at, "en", "attack q p o && cat o");
    assert_says(at, 0, "hidden 4\nexact 0\nunsafe 0\n");
    run(at, "en", "protect q again --time 5 >/dev/null && cmp p again");
    assert_int_equal(at->status, 0);
    run(at, "en", "protect q quick --heuristic-only");
    assert_says(at, 0, "bound 0\n");
}

static void refuses_what_is_given_away_and_writes_nothing(void **state)
{
    bench *at = *state;
    put(at, "q", given_away);
    run(at, "nl", "protect q p");
    assert_says(at, 4, "cel 3 is niet te beschermen");
    assert_false(is_there(at, "p"));
}

static void tells_bad_input_from_wrong_use(void **state)
{
    bench *at = *state;
    put(at, "q", "wijkscan-protection 1\natoms x\n");
    run(at, "en", "protect q p");
    assert_says(at, 3, "q");
    run(at, "en", "protect none p");
    assert_says(at, 5, "none");
    run(at, "en", "protect q");
    assert_says(at, 2, "usage: protect");
    run(at, "nl", "attack q p");
    assert_says(at, 2, "gebruik: protect");
    run(at, "en", "protect q p --time soon");
    assert_says(at, 2, "--time: expected seconds");
    run(at, "en", "protect q p --fast");
    assert_says(at, 2, "no flag --fast");
    run(at, "nl", "--help");
    assert_says(at, 0, "gebruik: wijkscan-suppress protect");
    assert_false(is_there(at, "p"));
}

static void takes_no_pattern_of_another_question(void **state)
{
    bench *at = *state;
    put(at, "q", square);
    put(at, "other", given_away);
    run(at, "en", "protect q p");
    assert_int_equal(at->status, 0);
    run(at, "en", "attack other p o");
    assert_says(at, 3, "the hash of this protection");
    assert_false(is_there(at, "o"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_the_best_pattern_and_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_is_given_away_and_writes_nothing, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(tells_bad_input_from_wrong_use, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_no_pattern_of_another_question, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("programs/wijkscan-suppress", tests, NULL, NULL);
}
