/* tests/unit/programs/program_bench.h - run the program of WKS_PROGRAM in a folder, and hold what
 * it says.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_PROGRAM_BENCH_H
#define WKS_TESTS_PROGRAM_BENCH_H

#include "../model/workshop.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

typedef struct bench {
    workshop shop;
    char out[1 << 16]; /* what it said on stdout */
    int status;
} bench;

static inline int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    workshop_open(&made.shop);
    *state = &made;
    return 0;
}

static inline int tear_down(void **state)
{
    bench *at = *state;
    workshop_close(&at->shop);
    return 0;
}

/* Run the program with these words of the shell. */
static inline void run(bench *at, const char *language, const char *words)
{
    char command[2048];
    const char *program = getenv("WKS_PROGRAM");
    if (program == NULL) {
        print_message("WKS_PROGRAM is not set\n");
        skip();
    }
    snprintf(command, sizeof command, "cd '%s' && WIJKSCAN_LANG=%s '%s' %s", at->shop.folder,
             language, program, words);
    FILE *pipe = popen(command, "r"); /* NOLINT(cert-env33-c): words of tests alone */
    assert_non_null(pipe);
    at->out[fread(at->out, 1, sizeof at->out - 1, pipe)] = 0;
    const int ended = pclose(pipe);
    assert_true(WIFEXITED(ended));
    at->status = WEXITSTATUS(ended);
}

static inline void assert_says(const bench *at, int status, const char *piece)
{
    if (at->status != status || strstr(at->out, piece) == NULL) {
        fail_msg("status %d, expected %d; no \"%s\" in: %s", at->status, status, piece, at->out);
    }
}

#endif
