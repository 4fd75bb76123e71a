/* programs/wijkscan/gate_run.h - the suppressor, run on files that nobody else can read.
 *
 * Question and answer are files in a private folder that is gone afterwards, also when a signal
 * ends the run.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_RUN_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_RUN_H

#include "cells/bounds.h"
#include "cells/protection.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_gate_run {
    const wks_call *call;
    const char *folder;   /* private; NULL before it is made */
    const char *question; /* the files in it */
    const char *pattern;
    const char *intervals;
    const char *witnesses;
} wks_gate_run;

#define WKS_GATE_VERIFIER "wijkscan-verify"

/* What a reader works out of a hidden cell of the question. */
typedef struct wks_gate_interval {
    bool is_hidden;
    int64_t least, most; /* persons */
} wks_gate_interval;

/* In a folder of its own under TMPDIR, or in `folder` (NULL: none), from which what a run that was
 * killed left is removed first.  Close it whatever open says.  Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_run_open(const wks_call *call, const char *folder,
                                          wks_gate_run *out, wks_error *err);
/* The folder is removed, unless it has another name by now.
 * Errors: WKS_E_IO  the folder could not be removed. */
WKS_MUST_CHECK wks_code wks_gate_run_close(wks_gate_run *run, wks_error *err);

/* A program of the product with words behind its name [ended by NULL], at most 10.
 * Errors: WKS_E_NOT_FOUND  it is not there
 *         WKS_E_IO         it failed; the text is what it said
 *         WKS_E_REFUSED    it refused; likewise
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_run_program(const wks_gate_run *run, const char *name,
                                             const char *const *words, wks_error *err);

/* A safe pattern of the protection, in the arena of the call: chosen by the suppressor, and
 * accepted by the verifier, which adds up a proof for every cell that must stay uncertain.
 * Errors: WKS_E_REFUSED    there is no safe pattern: what is KNOWN gives a cell away
 *         WKS_E_NOT_FOUND  there is no suppressor or verifier
 *         WKS_E_IO         one of them failed, or the verifier refused
 *         WKS_E_FORMAT     its answer is not of this protection
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_run_protect(const wks_gate_run *run,
                                             const wks_protection *protection, int seconds,
                                             bool is_heuristic_only, wks_pattern *out,
                                             wks_error *err);

/* After wks_gate_run_protect was refused: the cell of the protection that cannot be protected,
 * because what is known gives it away; protection->n_cells when it is not told. */
size_t wks_gate_run_refused(const wks_gate_run *run, const wks_protection *protection);

/* What can be worked out when the pattern (its hash is set here) is published:
 * [protection->n_cells].  Errors: as above. */
WKS_MUST_CHECK wks_code wks_gate_run_attack(const wks_gate_run *run,
                                            const wks_protection *protection, wks_pattern *pattern,
                                            wks_gate_interval **out, wks_error *err);

/* How far each asked cell can be told by who knows only these limits; lives in arena.  Errors: as
 * above. */
WKS_MUST_CHECK wks_code wks_gate_run_bounds(const wks_gate_run *run, const wks_bounds *bounds,
                                            wks_arena *arena, wks_bounds_answer *out,
                                            wks_error *err);

#endif
