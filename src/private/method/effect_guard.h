/* private/method/effect_guard.h - when the word "effect" may not be used.
 *
 * A study of effect is refused, with a reason, where the use-rights of the figure, the way in which
 * areas were chosen, a break in the series, or the course before the start forbid the claim.  The
 * guard against regression to the mean also says what change chance alone would have given.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_EFFECT_GUARD_H
#define WKS_PRIVATE_METHOD_EFFECT_GUARD_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_effect_refusal {
    WKS_EFFECT_ALLOWED,
    WKS_EFFECT_NO_RIGHT,       /* the owner says that the figure may not be used for effect */
    WKS_EFFECT_BREAK,          /* method or boundaries change inside the window */
    WKS_EFFECT_SELECTED,       /* areas chosen on the outcome, without a fit baseline */
    WKS_EFFECT_CHOICE_UNKNOWN, /* nobody says how the areas were chosen */
    WKS_EFFECT_TOO_FEW_BEFORE, /* too few points before the start */
    WKS_EFFECT_TOO_FEW_AFTER,  /* too few points after it */
    WKS_EFFECT_NO_TREATED,     /* no area where it started inside the window */
    WKS_EFFECT_NO_CONTROL,     /* no area to compare with */
    WKS_EFFECT_ONE_TREATED,    /* one area (or cluster): only its place among placebos */
    WKS_EFFECT_PRE_TREND,      /* the areas already went apart before the start: p < 0.1 */
    WKS_EFFECT_PRE_UNTESTED,   /* (a note, no refusal) one period before: no test possible */
    WKS_EFFECT_NOT_FITTED,     /* the model could not be fitted: the fit's own status says why */
} wks_effect_refusal;

/* One sentence for a refusal. */
const char *wks_effect_guard_text(wks_effect_refusal refusal);
/* A short name without spaces for a file: "pre-trend". */
const char *wks_effect_guard_name(wks_effect_refusal refusal);

/* How the areas that take part were chosen. */
typedef enum wks_effect_choice {
    WKS_EFFECT_CHOSEN_UNKNOWN,
    WKS_EFFECT_CHOSEN_OTHERWISE,  /* by lot, by will, by another figure */
    WKS_EFFECT_CHOSEN_BY_OUTCOME, /* because this very figure was high (or low) */
} wks_effect_choice;

/* What the change is measured from. */
typedef enum wks_effect_baseline {
    WKS_EFFECT_BASELINE_SAME,   /* the value on which they were chosen */
    WKS_EFFECT_BASELINE_LAGGED, /* a period that played no part in the choice */
    WKS_EFFECT_BASELINE_SHRUNKEN,
} wks_effect_baseline;

/* A claim to be checked before anything is computed. */
typedef struct wks_effect_claim {
    bool may_effect; /* the catalogue's use-right */
    wks_effect_choice choice;
    wks_effect_baseline baseline;
    double from, to;      /* the window: first and last period used */
    const double *breaks; /* [n_breaks] first period after a change of method or of boundaries */
    size_t n_breaks;
} wks_effect_claim;

/* The first reason that forbids the claim, WKS_EFFECT_ALLOWED when there is none. */
wks_effect_refusal wks_effect_guard_before(const wks_effect_claim *claim);

/* The reason that the data give: how many treated areas, and the p value of the test on the periods
 * before (NAN: not tested, which is allowed and for the caller to say). */
wks_effect_refusal wks_effect_guard_after(size_t n_treated, double pre_trend_p);

/* Baselines of all areas pulled to their mean by what sampling and chance add to them, and what the
 * chosen areas would change without any effect: regression to the mean.
 * Source: Morris (1983), JASA 78:47-55, doi:10.1080/01621459.1983.10477920 (the shrinkage, with the
 * between-area variance of Paule & Mandel (1982), J Res NBS 87:377-385, doi:10.6028/jres.087.022);
 * Barnett, van der Pols & Dobson (2005), IJE 34:215-220, doi:10.1093/ije/dyh299. */
typedef struct wks_effect_baselines {
    double mean;             /* of all areas, weighted */
    double between_variance; /* of the areas' own levels, >= 0 */
    double *shrunken;        /* [n] */
    double expected_change;  /* mean over the chosen areas of shrunken - value */
    size_t n_chosen;
} wks_effect_baselines;

/* value [n], variance [n] > 0 of value around the area's own level, is_chosen [n].
 * Errors: WKS_E_ARGUMENT  fewer than 3 areas, no area chosen, a value that is not finite or a
 *                         variance that is not positive: names the area from 1; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_effect_guard_shrink(size_t n, const double *value,
                                                const double *variance, const bool *is_chosen,
                                                wks_arena *arena, wks_effect_baselines *out,
                                                wks_error *err);

#endif
