/* verify/release_check.h - may every number of a release be there?  Counts are looked up and
 * compared, nothing is believed.
 *
 * That the hidden cells of the protection stay uncertain is for verify/witness_check.h.  Here:
 * whether the protection asks what the rules and the ledger ask, and whether the release shows no
 * more than the pattern.  So a release that passes both is safe together with all that the ledger
 * holds.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_VERIFY_RELEASE_CHECK_H
#define WKS_VERIFY_RELEASE_CHECK_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/protection.h"
#include "release/claims.h"
#include "release/ledger.h"
#include "release/terms.h"

#include <stddef.h>

typedef struct wks_release_case {
    const wks_terms *terms;
    const wks_protection *protection;
    const wks_pattern *pattern; /* of this protection */
    const wks_claims *claims;   /* likewise */
    const wks_ledger *ledger;
    const char *text; /* file: the release as text (public/picture/picture_text.h) */
} wks_release_case;

typedef struct wks_release_report {
    wks_hash text;
    size_t n_numbers;         /* values with a number */
    size_t n_public;          /* of them, those that their owner has made public */
    wks_ledger_row *new_rows; /* [n_new] counts that this release shows and the ledger does not
                                 hold yet, in its order; in arena */
    size_t n_new;
} wks_release_report;

/* Accept the release only if
 * - the protection has as many insiders read along as the terms ask;
 * - every count that the terms hide is a cell that the protection protects, as far as they ask;
 * - every count of the ledger about the same tables is a cell that a reader knows;
 * - every value with a number has a claim that the terms allow, and a count also a cell of that
 *   many persons that the pattern does not hide.
 * Errors: WKS_E_REFUSED  says what is not so, with indicator, area and period or the number of a
 *                        cell, and never a value
 *         WKS_E_FORMAT   the text is not as expected; names file and line
 *         WKS_E_NOT_FOUND, WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_release_check(const wks_release_case *of, wks_arena *arena,
                                          wks_release_report *report, wks_error *err);

#endif
