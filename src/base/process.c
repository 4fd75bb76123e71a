/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/process.h"

#include "base/file.h"
#include "base/language.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *wks_process_find(const char *name, wks_arena *arena)
{
    char self[4096];
    const ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        self[n] = 0;
        *strrchr(self, '/') = 0;
        for (int place = 0; place < 2; place++) {
            const char *path = place == 0
                                   ? wks_file_join(arena, self, name)
                                   : wks_arena_printf(arena, "%s/../%s/%s", self, name, name);
            if (path != NULL && access(path, X_OK) == 0 && wks_file_exists(path)) {
                return path;
            }
        }
    }
    return wks_arena_text(arena, name);
}

/* ---- signals --------------------------------------------------------------------------------- */

static const int held[] = {SIGINT, SIGTERM, SIGHUP};

enum {
    N_HELD = sizeof held / sizeof held[0]
};

/* A handler is told nothing, so these stand outside. */
static struct sigaction before[N_HELD];
static volatile sig_atomic_t came;  /* the last signal; 0: none */
static volatile sig_atomic_t child; /* who is waited for; 0: nobody */

static void pass_on(int number)
{
    const int why = errno;
    came = number;
    if (child > 0) {
        kill((pid_t)child, SIGTERM);
    }
    errno = why;
}

void wks_process_hold_signals(void)
{
    came = 0;
    for (size_t i = 0; i < N_HELD; i++) {
        struct sigaction action = {.sa_handler = pass_on, .sa_flags = SA_RESTART};
        sigaction(held[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) { /* as nohup has it */
            sigaction(held[i], &action, NULL);
        }
    }
}

void wks_process_release_signals(void)
{
    const int number = came;
    for (size_t i = 0; i < N_HELD; i++) {
        sigaction(held[i], &before[i], NULL);
    }
    came = 0;
    if (number != 0) {
        raise(number);
    }
}

/* ---- crashes --------------------------------------------------------------------------------- */

void wks_process_forbid_core(void)
{
    /* One byte and not none: too small for a file too, and the one limit at which Linux hands
     * nothing to a program that collects dumps (fs/coredump.c). */
    const struct rlimit almost_none = {.rlim_cur = 1, .rlim_max = 1};
    (void)setrlimit(RLIMIT_CORE, &almost_none);
}

/* ---- running --------------------------------------------------------------------------------- */

/* What posix_spawn says: 0, or why not. */
static int start(const char *const *words, const char *output, const char *errors, pid_t *out)
{
    posix_spawn_file_actions_t files;
    const int flags = O_WRONLY | O_CREAT | O_TRUNC;
    int why = posix_spawn_file_actions_init(&files);
    if (why != 0) {
        return why;
    }
    why = posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    why = why != 0 ? why
                   : posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output, flags, 0600);
    why = why != 0 ? why
                   : posix_spawn_file_actions_addopen(&files, STDERR_FILENO, errors, flags, 0600);
    if (why == 0) {
        /* posix_spawn writes into no word, whatever its type says */
        why = posix_spawnp(out, words[0], &files, NULL, (char *const *)words, environ);
    }
    posix_spawn_file_actions_destroy(&files);
    return why;
}

/* A child that has ended keeps its number until it is reaped, so that no signal goes astray. */
static int wait_for(pid_t process)
{
    siginfo_t info;
    int status = 0;
    child = (sig_atomic_t)process;
    if (came != 0) {
        kill(process, SIGTERM);
    }
    while (waitid(P_PID, (id_t)process, &info, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
    }
    child = 0;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static wks_code start_or_fail(const char *const *words, const char *output, const char *errors,
                              pid_t *out, wks_error *err)
{
    const int why = start(words, output, errors, out);
    return why == 0 ? WKS_OK
                    : wks_fail(err, why == ENOENT || why == EACCES ? WKS_E_NOT_FOUND : WKS_E_IO,
                               wks_tr("%s: the program cannot be started (%s)",
                                      "%s: het programma kan niet starten (%s)"),
                               words[0], strerror(why));
}

wks_code wks_process_run(const char *const *words, const char *output, const char *errors,
                         int *status, wks_error *err)
{
    pid_t process = 0;
    WKS_TRY(start_or_fail(words, output, errors, &process, err));
    *status = wait_for(process);
    return came == 0 ? WKS_OK
                     : wks_fail(err, WKS_E_IO, "%s",
                                wks_tr("stopped by a signal", "gestopt door een signaal"));
}

wks_code wks_process_start(const char *const *words, const char *output, const char *errors,
                           wks_process *out, wks_error *err)
{
    pid_t process = 0;
    *out = (wks_process){0};
    WKS_TRY(start_or_fail(words, output, errors, &process, err));
    out->number = (int)process;
    return WKS_OK;
}

bool wks_process_is_running(const wks_process *process)
{
    siginfo_t info = {0};
    return process->number != 0 &&
           waitid(P_PID, (id_t)process->number, &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           info.si_pid == 0;
}

void wks_process_stop(wks_process *process)
{
    if (process->number != 0) {
        kill((pid_t)process->number, SIGTERM);
        while (waitpid((pid_t)process->number, NULL, 0) < 0 && errno == EINTR) {
        }
        process->number = 0;
    }
}
