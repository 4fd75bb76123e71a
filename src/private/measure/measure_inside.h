/* private/measure/measure_inside.h - one indicator while it is being measured.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_MEASURE_INSIDE_H
#define WKS_PRIVATE_MEASURE_MEASURE_INSIDE_H

#include "private/measure/measure.h"
#include "private/method/compare.h"
#include "private/vault/question.h"

typedef struct wks_measuring {
    wks_vault *vault;
    const wks_catalogue *catalogue;
    const wks_workspace *workspace;
    const wks_indicator *indicator;
    const wks_measure *measure;
    const wks_source *source;
    bool has_margins; /* of the source's figures: they came with limits */
    bool is_invented; /* all that the measure is made of that is not public */
    size_t breakdown;
    const char **members; /* [n_members] gemeenten of the region, sorted */
    size_t n_members;
    wks_arena *arena;
    wks_candidates *out;
} wks_measuring;

/* Add one, unless the area's level is not one of the indicator's.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_measuring_add(wks_measuring *measuring, wks_candidate candidate,
                                          wks_error *err);
bool wks_measuring_is_member(const wks_measuring *measuring, const char *gemeente);
/* x per `per`: what measure->per says, 1 when it says nothing. */
double wks_measuring_per(const wks_measuring *measuring);

/* Value, interval, method, flags and parts of a candidate whose parts are known; the interval is
 * that of the kind of its parts.  per: what the value is multiplied by. */
void wks_measuring_set(wks_candidate *candidate, wks_parts parts, double per);
/* The flags that its numbers give a candidate that has its value, interval and parts: all but
 * ROUNDED, SUMMED and AVERAGED.  per: what the value is multiplied by. */
unsigned wks_measuring_flags(const wks_candidate *candidate, double per);

/* Compare the areas of every series from first on; tests and verdicts are added to out.
 * Errors: WKS_E_ARGUMENT  parts that cannot be; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_measuring_compare(wks_measuring *measuring, size_t first,
                                              wks_error *err);

/* How every area moves, per breakdown and level, from candidate first on; trends are added to out.
 * Errors: as of wks_measuring_compare. */
WKS_MUST_CHECK wks_code wks_measuring_trend(wks_measuring *measuring, size_t first, wks_error *err);

/* The kinds of measure, each for one breakdown. */
WKS_MUST_CHECK wks_code wks_measure_given(wks_measuring *measuring, wks_error *err);
WKS_MUST_CHECK wks_code wks_measure_ratio(wks_measuring *measuring, wks_error *err);
WKS_MUST_CHECK wks_code wks_measure_share(wks_measuring *measuring, wks_error *err);
WKS_MUST_CHECK wks_code wks_measure_rate(wks_measuring *measuring, wks_error *err);
WKS_MUST_CHECK wks_code wks_measure_mean(wks_measuring *measuring, wks_error *err);
WKS_MUST_CHECK wks_code wks_measure_indirect(wks_measuring *measuring, wks_error *err);

/* Give the counts [n] of a level the squares that make their effective sizes those of the design of
 * the survey; measure has a weight and source a stratum column (measure_design.c).
 * Errors: WKS_E_ARGUMENT  no sample; WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_measuring_design(const wks_measuring *measuring, wks_level level,
                                             wks_record_count *counts, size_t n, wks_error *err);

/* What a comparison says, x per, into a verdict whose `against` stands already. */
void wks_measuring_verdict(const wks_comparison *found, double per, wks_verdict *out);

#endif
