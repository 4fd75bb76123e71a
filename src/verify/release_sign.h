/* verify/release_sign.h - accept a release as a whole, write it into the ledger and sign it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_VERIFY_RELEASE_SIGN_H
#define WKS_VERIFY_RELEASE_SIGN_H

#include "base/arena.h"
#include "base/error.h"
#include "verify/release_check.h"
#include "verify/witness_check.h"

#include <stddef.h>

typedef struct wks_release_paths {
    const char *folder; /* holds "terms", "question", "pattern", "witnesses", "claims" and
                           "release", the text; "seal" comes into it */
    const char *ledger; /* folder */
    const char *key;    /* secret */
    const char *date;   /* today, yyyy-mm-dd */
} wks_release_paths;

typedef struct wks_sign_report {
    wks_witness_report proofs;
    wks_release_report numbers;
    size_t entry; /* of the ledger */
} wks_sign_report;

/* Check everything; then write the entry and the seal, in this order: what was signed is in the
 * ledger.  An entry that says just this already is not written again.  On failure the ledger is as
 * it was and there is no seal.
 * Errors: those of the readers of these files, of wks_witness_check and wks_release_check;
 *         WKS_E_REFUSED also a date before that of the last entry; WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_release_sign(const wks_release_paths *paths, wks_arena *arena,
                                         wks_sign_report *report, wks_error *err);

#endif
