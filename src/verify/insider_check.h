/* verify/insider_check.h - do the proofs stand before somebody who is counted, too?
 *
 * Who is an insider, and what they know, is worked out here from the atoms and cells alone
 * (cells/protection.h says what it is).  A witness serves every insider of whom it changes no atom
 * that they know; the witnesses of a side of a cell must together serve all.  Whole numbers only.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_VERIFY_INSIDER_CHECK_H
#define WKS_VERIFY_INSIDER_CHECK_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whom no witness of one side of a cell serves yet; an insider goes by the number of their atom. */
typedef struct wks_insider_side {
    uint32_t *insider; /* [n] */
    size_t n;
    bool has_witness;
} wks_insider_side;

typedef struct wks_insider_check {
    const wks_protection *protection;
    wks_arena *arena;
    size_t n_insiders;      /* 0 when the protection has none read along */
    size_t *first;          /* [n_atoms + 1] */
    uint32_t *knower;       /* who knows atom a: first[a] up to first[a + 1]; some twice */
    wks_insider_side *side; /* [2 * n_cells] lower, upper */
    uint32_t *touched;      /* [n_touched] of whom the witness at hand changes what they know */
    size_t n_touched;
    bool *is_touched; /* [n_atoms] */
} wks_insider_check;

/* Lives in arena, which also grows with what is served.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_insider_check_open(const wks_protection *protection, wks_arena *arena,
                                               wks_insider_check *out, wks_error *err);

/* A witness that holds: the atoms [n] that it changes, then every side (2 * cell, and 1 more for
 * the upper) that it proves.  Errors: WKS_E_MEMORY. */
void wks_insider_check_begin(wks_insider_check *check, const uint32_t *atom, size_t n);
WKS_MUST_CHECK wks_code wks_insider_check_serve(wks_insider_check *check, size_t side,
                                                wks_error *err);

/* Whether the witnesses so far serve every insider who must be kept from it. */
bool wks_insider_check_is_served(const wks_insider_check *check, size_t side);

#endif
