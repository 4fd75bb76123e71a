/* private/method/compare_inside.h - what compare.c, compare_parts.c and compare_draws.c share.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_COMPARE_INSIDE_H
#define WKS_PRIVATE_METHOD_COMPARE_INSIDE_H

#include "private/method/compare.h"

/* Checks the input; fills references [n_areas] (all 0 where there is none) and, of each comparison,
 * the reason that is known beforehand. */
WKS_MUST_CHECK wks_code wks_compare_references(const wks_compare_input *input, wks_arena *arena,
                                               wks_compare_part *references,
                                               wks_comparison *comparisons, wks_error *err);

/* The groups that lookalikes, group and against must keep to.  Errors: WKS_E_ARGUMENT. */
typedef struct wks_compare_sets {
    size_t n_areas;
    const size_t *group;
    size_t n_groups;
    wks_compare_against against;
    const size_t *lookalikes;
    size_t n_lookalikes;
} wks_compare_sets;

WKS_MUST_CHECK wks_code wks_compare_check_sets(const wks_compare_sets *sets, wks_error *err);

/* May the others lean on these parts?  (An estimate without a variance: no.) */
bool wks_compare_counts(const wks_compare_input *input, size_t area);

/* The figure that parts make; n 0 where they make none. */
wks_figure wks_compare_figure(wks_figure_kind kind, const wks_compare_part *part);

/* Labels by the Bayesian list and the interval; adds to summary->expected_by_chance. */
WKS_MUST_CHECK wks_code wks_compare_label_posterior(size_t n, double level, wks_arena *arena,
                                                    wks_comparison *comparisons,
                                                    wks_compare_summary *summary, wks_error *err);
/* Nothing known: NANs, no label, no reason. */
void wks_compare_clear(wks_comparison *comparison);
/* Give area i its label: flagged or not, and the side its difference points to. */
void wks_compare_label(wks_comparison *comparison, bool is_flagged);
/* Count labels into summary. */
void wks_compare_count(size_t n, const wks_comparison *comparisons, wks_compare_summary *summary);

#endif
