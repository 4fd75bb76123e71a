/* SPDX-License-Identifier: EUPL-1.2 */
#include "../model/workshop.h"
#include "base/file.h"
#include "base/language.h"
#include "base/process.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct bench {
    workshop shop;
    wks_arena arena;
    wks_error err;
    const char *output, *errors;
} bench;

static int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&made.shop);
    wks_arena_init(&made.arena, 0);
    made.output = wks_file_join(&made.arena, made.shop.folder, "output");
    made.errors = wks_file_join(&made.arena, made.shop.folder, "errors");
    *state = &made;
    return 0;
}

static int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
    return 0;
}

static wks_code run_shell(bench *at, const char *script, int *status)
{
    const char *const words[] = {"sh", "-c", script, NULL};
    return wks_process_run(words, at->output, at->errors, status, &at->err);
}

static void keeps_what_a_program_says_and_how_it_ended(void **state)
{
    bench *at = *state;
    wks_span said;
    int status = -1;
    assert_int_equal(run_shell(at, "echo out; echo wrong >&2; cat; exit 65", &status), WKS_OK);
    assert_int_equal(status, 65);
    assert_int_equal(wks_file_read(at->output, 0, &at->arena, &said, &at->err), WKS_OK);
    assert_int_equal(said.n, 4);
    assert_memory_equal(said.at, "out\n", 4);
    assert_int_equal(wks_file_read(at->errors, 0, &at->arena, &said, &at->err), WKS_OK);
    assert_int_equal(said.n, 6);
    assert_int_equal(run_shell(at, "kill -KILL $$", &status), WKS_OK);
    assert_int_equal(status, 128 + SIGKILL);
}

/* Valgrind runs vfork as fork, so that posix_spawn cannot hear why a program did not start. */
static bool is_under_valgrind(void)
{
    const char *preloaded = getenv("LD_PRELOAD");
    return preloaded != NULL && strstr(preloaded, "vgpreload") != NULL;
}

static void says_which_program_is_not_there(void **state)
{
    bench *at = *state;
    if (is_under_valgrind()) {
        skip();
    }
    const char *const words[] = {"wijkscan-nergens", NULL};
    int status = -1;
    assert_string_equal(wks_process_find("wijkscan-nergens", &at->arena), "wijkscan-nergens");
    assert_int_equal(wks_process_run(words, at->output, at->errors, &status, &at->err),
                     WKS_E_NOT_FOUND);
    assert_string_equal(at->err.text, "wijkscan-nergens: the program cannot be started (No such "
                                      "file or directory)");
}

static void finds_a_program_that_stands_beside_this_one(void **state)
{
    bench *at = *state;
    char self[4096];
    const ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    assert_true(n > 0);
    self[n] = 0;
    assert_string_equal(wks_process_find(wks_file_name(self), &at->arena), self);
}

static int seen;

static void see(int number)
{
    seen = number;
}

/* The child sends the signal to this program, and would go on for long. */
static void ends_the_child_when_a_signal_comes_and_passes_it_on_afterwards(void **state)
{
    bench *at = *state;
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        struct sigaction before;
        struct sigaction action = {.sa_handler = see};
        char script[64];
        int status = 0;
        sigaction(signals[i], &action, &before);
        snprintf(script, sizeof script, "kill -%d $PPID; exec sleep 1000", signals[i]);
        wks_process_hold_signals();
        assert_int_equal(run_shell(at, script, &status), WKS_E_IO);
        assert_string_equal(at->err.text, "stopped by a signal");
        assert_int_equal(status, 128 + SIGTERM);
        seen = 0;
        wks_process_release_signals();
        assert_int_equal(seen, signals[i]);
        /* nothing is left of it */
        wks_process_hold_signals();
        assert_int_equal(run_shell(at, "exit 3", &status), WKS_OK);
        wks_process_release_signals();
        assert_int_equal(status, 3);
        sigaction(signals[i], &before, NULL);
    }
}

static void makes_and_removes_a_folder_that_nobody_else_can_enter(void **state)
{
    bench *at = *state;
    const char *folder = NULL;
    struct stat info;
    assert_int_equal(wks_file_make_private(&at->arena, &folder, &at->err), WKS_OK);
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_int_equal(wks_file_write(wks_file_join(&at->arena, folder, "a"), "a", 1, &at->err),
                     WKS_OK);
    assert_int_equal(wks_file_write(wks_file_join(&at->arena, folder, ".b"), "b", 1, &at->err),
                     WKS_OK);
    assert_true(wks_file_is_same(folder, wks_file_join(&at->arena, folder, ".")));
    assert_false(wks_file_is_same(wks_file_join(&at->arena, folder, "a"),
                                  wks_file_join(&at->arena, folder, ".b")));
    assert_int_equal(wks_file_remove_folder(folder, &at->err), WKS_OK);
    assert_false(wks_file_is_folder(folder));
    assert_int_equal(wks_file_remove_folder(folder, &at->err), WKS_E_IO);
}

/* Another program makes a folder, puts something into it, and is killed or goes on. */
static pid_t start_owner(bench *at, const char **folder, bool is_killed)
{
    int ends[2];
    char path[256] = "";
    assert_int_equal(pipe(ends), 0);
    const pid_t owner = fork();
    if (owner == 0) {
        const char *made = NULL;
        if (wks_file_make_private(&at->arena, &made, &at->err) == WKS_OK &&
            wks_file_write(wks_file_join(&at->arena, made, "a"), "a", 1, &at->err) == WKS_OK &&
            write(ends[1], made, strlen(made)) > 0) {
            close(ends[1]);
            pause();
        }
        _exit(1);
    }
    close(ends[1]);
    assert_true(read(ends[0], path, sizeof path - 1) > 0);
    close(ends[0]);
    *folder = wks_arena_text(&at->arena, path);
    if (is_killed) {
        kill(owner, SIGKILL);
        waitpid(owner, NULL, 0);
    }
    return owner;
}

static void removes_what_killed_programs_left_and_nothing_else(void **state)
{
    bench *at = *state;
    const char *left = NULL;
    const char *in_use = NULL;
    const char *own = NULL;
    const char *other = wks_file_join(&at->arena, at->shop.folder, "wijkscan-anything");
    setenv("TMPDIR", at->shop.folder, 1);
    assert_int_equal(wks_file_make_folder(other, &at->err), WKS_OK);
    (void)start_owner(at, &left, true);
    const pid_t owner = start_owner(at, &in_use, false);
    assert_false(wks_file_is_folder(left)); /* by the second */
    (void)start_owner(at, &left, true);
    assert_true(wks_file_is_folder(left));
    assert_int_equal(wks_file_make_private(&at->arena, &own, &at->err), WKS_OK);
    assert_false(wks_file_is_folder(left));
    assert_true(wks_file_is_folder(in_use));
    assert_true(wks_file_is_folder(own));
    assert_true(wks_file_is_folder(other));
    kill(owner, SIGKILL);
    waitpid(owner, NULL, 0);
    unsetenv("TMPDIR");
    assert_int_equal(wks_file_remove_folder(in_use, &at->err), WKS_OK);
    assert_int_equal(wks_file_remove_folder(own, &at->err), WKS_OK);
    assert_int_equal(wks_file_remove_folder(other, &at->err), WKS_OK);
}

static void a_crash_writes_no_memory_to_disk_once_that_is_forbidden(void **state)
{
    bench *at = *state;
    struct rlimit limit;
    int status = 0;
    const pid_t crashing = fork();
    if (crashing == 0) {
        wks_process_forbid_core();
        if (getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 1 ||
            chdir(at->shop.folder) != 0) {
            _exit(1);
        }
        signal(SIGABRT, SIG_DFL);
        abort();
    }
    assert_int_equal(waitpid(crashing, &status, 0), crashing);
    assert_true(WIFSIGNALED(status) && !WCOREDUMP(status));
}

static void removes_a_folder_with_those_in_it_and_follows_no_link(void **state)
{
    bench *at = *state;
    const char *folder = NULL;
    assert_int_equal(wks_file_make_private(&at->arena, &folder, &at->err), WKS_OK);
    const char *kept = wks_file_join(&at->arena, at->shop.folder, "kept");
    const char *inner = wks_file_join(&at->arena, folder, "a");
    const char *deep = wks_file_join(&at->arena, folder, "a/b");
    assert_int_equal(wks_file_make_folder(kept, &at->err), WKS_OK);
    assert_int_equal(wks_file_make_folder(inner, &at->err), WKS_OK);
    assert_int_equal(wks_file_make_folder(deep, &at->err), WKS_OK);
    assert_int_equal(wks_file_write(wks_file_join(&at->arena, deep, "file"), "x", 1, &at->err),
                     WKS_OK);
    assert_int_equal(symlink(kept, wks_file_join(&at->arena, deep, "link")), 0);
    assert_int_equal(wks_file_remove_folder(folder, &at->err), WKS_OK);
    assert_false(wks_file_is_folder(folder));
    assert_true(wks_file_is_folder(kept));
    assert_int_equal(rmdir(kept), 0);
}

static void runs_a_program_beside_this_one_until_it_is_stopped(void **state)
{
    bench *at = *state;
    const char *const words[] = {"sh", "-c", "echo here; exec sleep 1000", NULL};
    const char *const brief[] = {"sh", "-c", "exit 3", NULL};
    const char *const nowhere[] = {"wijkscan-nergens", NULL};
    wks_process process;
    wks_span said = {"", 0};
    assert_int_equal(wks_process_start(words, at->output, at->errors, &process, &at->err), WKS_OK);
    while (said.n == 0) {
        assert_true(wks_process_is_running(&process));
        assert_int_equal(wks_file_read(at->output, 0, &at->arena, &said, &at->err), WKS_OK);
    }
    const pid_t number = process.number;
    wks_process_stop(&process);
    assert_false(wks_process_is_running(&process));
    assert_int_equal(kill(number, 0), -1);
    wks_process_stop(&process); /* again: nothing */
    assert_int_equal(wks_process_start(brief, at->output, at->errors, &process, &at->err), WKS_OK);
    while (wks_process_is_running(&process)) {
    }
    wks_process_stop(&process);
    if (is_under_valgrind()) {
        return;
    }
    assert_int_equal(wks_process_start(nowhere, at->output, at->errors, &process, &at->err),
                     WKS_E_NOT_FOUND);
    assert_false(wks_process_is_running(&process));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keeps_what_a_program_says_and_how_it_ended, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(says_which_program_is_not_there, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_a_program_that_stands_beside_this_one, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(
            ends_the_child_when_a_signal_comes_and_passes_it_on_afterwards, set_up, tear_down),
        cmocka_unit_test_setup_teardown(makes_and_removes_a_folder_that_nobody_else_can_enter,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(removes_what_killed_programs_left_and_nothing_else, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(removes_a_folder_with_those_in_it_and_follows_no_link,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(runs_a_program_beside_this_one_until_it_is_stopped, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_crash_writes_no_memory_to_disk_once_that_is_forbidden,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests_name("base/process", tests, NULL, NULL);
}
