/* base/process.h - another program, run to its end, or beside this one.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_PROCESS_H
#define WKS_BASE_PROCESS_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>

/* Where a program of the product is: beside this one when installed, in the folder of its own name
 * in a build; else its name, to be found in PATH.  NULL when out of memory. */
const char *wks_process_find(const char *name, wks_arena *arena);

/* Run words [ended by NULL] and wait; words[0] is a path, or a name to be found in PATH.  It reads
 * nothing; what it says goes to the file output, what it says on stderr to the file errors.
 * *status is its exit code, or 128 and the signal that ended it.
 * Errors: WKS_E_NOT_FOUND  it is not there, or may not be run
 *         WKS_E_IO         it cannot be started; a signal came while signals are held */
WKS_MUST_CHECK wks_code wks_process_run(const char *const *words, const char *output,
                                        const char *errors, int *status, wks_error *err);

/* A program that runs beside this one; 0: none. */
typedef struct wks_process {
    int number;
} wks_process;

/* As wks_process_run, but come back at once.  Stop it.  Errors: as there. */
WKS_MUST_CHECK wks_code wks_process_start(const char *const *words, const char *output,
                                          const char *errors, wks_process *out, wks_error *err);
/* Whether it has not ended by itself. */
bool wks_process_is_running(const wks_process *process);
/* Ask it to end, and wait until it has; nothing when it never ran. */
void wks_process_stop(wks_process *process);

/* From here on SIGINT, SIGTERM and SIGHUP end the program that wks_process_run waits for, but not
 * this one, so that it can clean up.  For one thread. */
void wks_process_hold_signals(void);
/* As before; a signal that came does now what it does. */
void wks_process_release_signals(void);

/* From here on a crash of this program, or of one that it starts, writes no memory to disk and
 * hands none to a collector of dumps: the memory holds people. */
void wks_process_forbid_core(void);

#endif
