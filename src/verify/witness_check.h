/* verify/witness_check.h - has every hidden cell its proof?  By adding up whole numbers only.
 *
 * This is the acceptance core of the verifier.  It shares nothing with what made the pattern but
 * the files: no linear programming, no tolerance, no trust in a solver.  A table in which every
 * shown cell keeps its value is one that a reader cannot rule out.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_VERIFY_WITNESS_CHECK_H
#define WKS_VERIFY_WITNESS_CHECK_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "cells/witness.h"

#include <stddef.h>

typedef struct wks_witness_report {
    size_t n_hidden;    /* cells that must stay uncertain */
    size_t n_witnesses; /* that were checked */
    size_t n_in_parts;  /* of them, in parts of persons */
    size_t n_insiders;  /* who read along, each alone; 0 when none is asked to */
} wks_witness_report;

/* Accept the pattern only if a witness takes every PRIMARY and VIRTUAL cell to its lower limit, and
 * one to its upper (none where the limit is the value itself), and every witness given holds: no
 * atom below zero, no KNOWN cell outside what is known, no OPEN cell that is shown changed; and
 * only if they stand before insiders too (verify/insider_check.h). Time goes with the changes and
 * the cells they touch.  protection has been checked (wks_protection_read does). Errors:
 * WKS_E_REFUSED  names the first cell without proof, or the first witness that does not hold, by
 * its number from 1 and never by a value WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_witness_check(const wks_protection *protection,
                                          const wks_pattern *pattern,
                                          const wks_witnesses *witnesses, wks_arena *arena,
                                          wks_witness_report *report, wks_error *err);

#endif
