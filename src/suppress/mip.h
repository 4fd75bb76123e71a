/* suppress/mip.h - the cheapest choice of yes and no that meets every demand.
 *
 * By CBC (EPL-2.0); the only file that sees it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_SUPPRESS_MIP_H
#define WKS_SUPPRESS_MIP_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Least sum of cost x y, y 0 or 1, with each row of entries times y at least 1. */
typedef struct wks_mip {
    size_t n;           /* choices */
    const double *cost; /* [n] */
    const double *most; /* [n] 0: never, 1: as you like */
    size_t n_rows;
    const size_t *first; /* [n_rows + 1] */
    const int *column;   /* [first[n_rows]] */
    const double *entry;
    double below;   /* only answers that cost less count */
    double step;    /* all answers cost a multiple of this; 0: not known */
    double seconds; /* at most; wall clock */
} wks_mip;

typedef struct wks_mip_answer {
    bool has_choice;
    bool is_final; /* choice is the cheapest; without one, there is none below */
    bool *choice;  /* [n] */
    double bound;  /* no answer costs less */
} wks_mip_answer;

/* choice lives in arena.  Errors: WKS_E_NUMERIC the solver failed; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_mip_solve(const wks_mip *mip, wks_arena *arena, wks_mip_answer *out,
                                      wks_error *err);

#endif
