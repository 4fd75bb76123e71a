/* programs/wijkscan/gate_ptable.h - p-tables as files.
 *
 * A CSV with the columns i (a count), v (its change) and p (how likely): the form in which the
 * package ptable (Destatis) hands tables to tau-ARGUS; other columns, such as j and p_int_ub, are
 * not read.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_PTABLE_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_PTABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/perturbation_table.h"

/* Errors: WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY
 *         WKS_E_FORMAT  names the line and what was expected there */
WKS_MUST_CHECK wks_code wks_gate_ptable_read(const char *path, wks_arena *arena,
                                             wks_perturbation_table *out, wks_error *err);

/* With the columns i, j (the result), p, v and p_int_ub (p up to here, added up), and semicolons.
 * Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_ptable_write(const wks_perturbation_table *table, const char *path,
                                              wks_error *err);

#endif
