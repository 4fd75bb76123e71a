/* programs/wijkscan/gate_treated.h - tables whose counts were changed, as files.
 *
 * A treated table is a CSV that may be published: the key columns, then `rounded` or `perturbed`
 * (empty where it is hidden), then `method`, which says in every row by what it was treated.  It
 * says of no cell whether it was changed: that would undo it.  One table keeps one method for life.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_GATE_TREATED_H
#define WKS_PROGRAMS_WIJKSCAN_GATE_TREATED_H

#include "gate/count_table.h"
#include "programs/wijkscan/method.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_gate_treated {
    const wks_count_table *table;
    const char *column;    /* "rounded" or "perturbed" */
    const char *method;    /* "small-count-rounding base=5" */
    const int64_t *shown;  /* [table->n_cells] */
    const bool *is_hidden; /* [table->n_cells], or NULL: none */
} wks_gate_treated;

/* Whether a file that was read is a treated table.
 * Errors: WKS_E_REFUSED  it is: names by what it was treated. */
WKS_MUST_CHECK wks_code wks_gate_treated_refuse(const wks_method_data *data, wks_error *err);

/* Hold files of this table that were published before, which are the arguments behind the first, to
 * it; must_be_same: they must have the same figures.
 * Errors: WKS_E_REFUSED  one was treated by another method, or its figures differ
 *         WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_FORMAT, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_gate_treated_hold(const wks_call *call, const wks_arguments *arguments,
                                              const wks_gate_treated *treated, bool must_be_same,
                                              wks_error *err);

/* That --out is given, and none of the arguments or others [n_others].  Errors: WKS_E_ARGUMENT. */
WKS_MUST_CHECK wks_code wks_gate_treated_check_out(const wks_call *call,
                                                   const wks_arguments *arguments,
                                                   const char *const *others, size_t n_others,
                                                   wks_error *err);

/* Write it to --out, and say how far it is from the truth: in words or, with --json, as JSON.
 * Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_treated_write(const wks_call *call, const wks_arguments *arguments,
                                               const wks_gate_treated *treated, wks_error *err);

#endif
