/* public/attack/onlooker.h - what somebody who sees only what is published tells of what is hidden.
 *
 * In: everything that was seen (seen.h), and what they may know besides.  Out: of every hidden
 * value the narrowest interval of the count behind it.  It knows no truth, no rules and no
 * patterns, so anybody may run it.  It uses: counts that intervals of shown numbers give back; that
 * areas lie in areas and ages in ages, and that nobody lives beside these unless something would
 * contradict it; that nothing counts below zero, and no more persons than there are; the rest that
 * a verdict compares with; how many rows were delivered, of which each is counted once; and that
 * releases that do not contradict each other are of the same data.  Of data that were revised it
 * guesses besides that only those areas changed that show it.
 *
 * Each source and period is told apart, and in it each thing that is counted.  It does not use that
 * different things counted of the same people hang together, nor that persons are whole beyond the
 * limits of an interval, nor models and trends.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_ONLOOKER_H
#define WKS_PUBLIC_ATTACK_ONLOOKER_H

#include "base/arena.h"
#include "base/error.h"
#include "public/attack/place_limits.h"
#include "public/attack/seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Persons of whom shares are a part, as somebody may know them from elsewhere. */
typedef struct wks_onlooker_known {
    const char *area, *breakdown, *period;
    int64_t persons;
} wks_onlooker_known;

typedef struct wks_onlooker_options {
    int64_t minimum; /* fewer may not be told of */
    const wks_onlooker_known *known;
    size_t n_known;
    wks_bounds_solver *solve;
    void *context;
} wks_onlooker_options;

/* What is told of one hidden value. */
typedef struct wks_onlooker_told {
    const wks_seen_value *value;
    bool is_mean;
    double least, most; /* persons or events, of a mean the mean; most INFINITY: nothing bounds it;
                           of a mean that does not follow, NAN both */
    double people_least, people_most; /* of whom; INFINITY as above */
    bool is_pinned;                   /* least and most are one */
    bool is_under;                    /* that fewer than the minimum have it, or have it not */
    double guess_least, guess_most;   /* if only what shows a change did change; else as above */
    bool is_guessed;                  /* these are one, and least and most are not */
    bool is_contradicted;             /* what was seen of it does not fit together: least 0 */
} wks_onlooker_told;

typedef struct wks_onlooker_report {
    wks_onlooker_told *told; /* [n] each indicator, breakdown, area and period once, with the last
                                release that hides it; the worst first */
    size_t n;
    size_t n_pinned;
    size_t n_under;
    size_t n_guessed;
    size_t n_contradicted;
} wks_onlooker_report;

/* Lives in arena.  Errors: WKS_E_ARGUMENT  ages that fall apart in too many pieces
 *         those of options->solve; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_onlooker_tell(const wks_seen *seen, const wks_onlooker_options *options,
                                          wks_arena *arena, wks_onlooker_report *out,
                                          wks_error *err);

#endif
