/* release/claims.h - what every number of a release rests on, for the verifier.
 *
 * The gate claims that a number may be seen, and says why: how many persons it is of, and which
 * cell of the protection counts them.  The verifier believes none of it: it holds claims to the
 * counts, the pattern and the ledger.  Private: it holds counts that are hidden.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_RELEASE_CLAIMS_H
#define WKS_RELEASE_CLAIMS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"
#include "release/ledger.h"

#include <stddef.h>
#include <stdint.h>

#define WKS_CLAIM_NO_CELL SIZE_MAX

typedef enum wks_claim_kind {
    WKS_CLAIM_PUBLIC, /* its owner has made the figure public */
    WKS_CLAIM_COUNT,  /* so many of so many persons */
    WKS_CLAIM_RATE,   /* events that so many of so many persons had */
    WKS_CLAIM_PERSONS /* a mean, a survey or a model, of so many persons */
} wks_claim_kind;

/* Why a number may be there. */
typedef struct wks_claim {
    const char *indicator, *breakdown, *level, *period, *area; /* whose number, as in a release */
    const char *value; /* the number with 17 digits, as in a release; "-" without one */
    wks_claim_kind kind;
    int64_t n_persons; /* below the line; 0 with PUBLIC */
    int64_t n_with;    /* above it, with COUNT and RATE; else 0 */
    int64_t n_counted; /* what the cell counts: n_with, their events, or n_persons; 0 without one */
    size_t cell;       /* of the protection; WKS_CLAIM_NO_CELL: nobody, or nothing is counted */
} wks_claim;

/* What a cell of the protection is called in a ledger.  A cell may have several names: a gemeente
 * and its only wijk. */
typedef struct wks_cell_name {
    wks_ledger_row row; /* least and most are not used */
    size_t cell;
} wks_cell_name;

typedef struct wks_claims {
    wks_hash protection;
    wks_cell_name *names; /* [n_names] in the order of wks_ledger_compare */
    size_t n_names;
    wks_claim *claims; /* [n] in the order of wks_claims_compare */
    size_t n;
} wks_claims;

/* By whose number it is, for qsort and bsearch. */
int wks_claims_compare(const void *a, const void *b);

/* Errors: WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_claims_write(const wks_claims *claims, const char *path,
                                         wks_error *err);

/* Of a protection of n_cells cells, whose hash is `protection`; lives in arena.
 * Errors: WKS_E_NOT_FOUND, WKS_E_IO
 *         WKS_E_FORMAT  names the line and what was expected there: also what is out of
 *                       order or there twice
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_claims_read(const char *path, const wks_hash *protection,
                                        size_t n_cells, wks_arena *arena, wks_claims *out,
                                        wks_error *err);

#endif
