/* gate/gate.h - the only door between numbers about people and everyone.
 *
 * In: candidates, with the counts behind them.  Out: wks_released.  Figures that their owner has
 * already made public pass.  Of all others the persons behind them must be counted: with fewer than
 * the minimum below the line, above it or between, a number is hidden.  A count passes only when it
 * was asked which counts would give a hidden one back, together with all that the ledger holds
 * (gate/gate_question.h); those are hidden with it.
 *
 * What is said of a value goes no further than the value.  A hidden or refused value has no
 * verdict, and an area with one such value in the stretch of its trend has no trend.  A verdict
 * tells of the rest of a group, and the rest plus the area is the group's total: what is left of it
 * after all that is shown is what is hidden.  So where values of a group are hidden, verdicts in
 * it stay only if two or more are, and these together are no cell that would itself be hidden; and
 * where the total is hidden, none stays.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_GATE_H
#define WKS_GATE_GATE_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/released.h"
#include "model/policy.h"
#include "private/measure/candidate.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_GATE_LEAST_MINIMUM = 10
};

typedef struct wks_gate_rules {
    int minimum_persons; /* counts below it are hidden; at least WKS_GATE_LEAST_MINIMUM */
    int survey_minimum;  /* the fewest respondents behind a number; less than minimum_persons: that
                          */
    int minimum_inhabitants; /* of a wijk or buurt with fewer nothing counted is shown; 0: no such
                              * rule
                              */
    const wks_indicator *inhabitants; /* how many live in an area; NULL: not known */
    const char *policy_dutch; /* the name of the policy that these rules are of; NULL: of none */
    const char *policy_english;
    const char *policy_version;
    int difference_minimum; /* the fewest persons that may be left when a group is taken from one
                               that holds it; 0: no such rule */
    int minimum_providers; /* the fewest that a count or mean is of, where its source tells who gave
                              the care; 0: no such rule */
    const wks_policy_dominance *dominance; /* [n_dominance] of a mean: n are 1 or 2 */
    size_t n_dominance;
    wks_policy_prior prior; /* of a mean, with one known; p_percent 0: no such rule */
    int insiders; /* persons who are counted that a reader may be: 0 or 1 (cells/protection.h) */
    bool is_invented;           /* the candidates come from a vault of invented figures */
    const bool *is_also_hidden; /* [candidates->n] hidden for the sake of others
                                   (gate/gate_question.h); NULL: nobody asked, so no count passes */
    bool holds_invented; /* the vault holds a delivery of invented persons: all that is released is
                            marked */
} wks_gate_rules;

/* Too few persons below the line, above it, or between: a share of all but three names three.
 * A count that is unknown (NAN) where one is due is no reason to let a number pass. */
bool wks_gate_is_small(wks_candidate_kind kind, double n_persons, double n_with, double minimum);

/* Whether the rules hide a number of candidates for its own sake, whatever others tell. */
bool wks_gate_hides(const wks_gate_rules *rules, const wks_candidates *candidates,
                    const wks_candidate *candidate);

/* How many values met which decision. */
typedef struct wks_gate_report {
    size_t n_by_decision[WKS_DECISION_REFUSED + 1];
    const wks_source *refused; /* one of the sources that were refused, or NULL */
} wks_gate_report;

/* The candidates as a reader will see them: what the rules hide or refuse is empty, with nothing
 * said of it.  What is computed of these tells no more than they do.  *items [candidates->n] live
 * in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_cover(const wks_gate_rules *rules,
                                       const wks_candidates *candidates, wks_arena *arena,
                                       wks_candidate **items, wks_error *err);

/* Judge every candidate, which are in the order of wks_candidates, and what is said of them.  The
 * result lives in arena; it borrows indicators and sources from the catalogue and texts and
 * verdicts from the candidates.  Tests count only verdicts that pass, and chance in proportion.
 * Errors: WKS_E_ARGUMENT  a minimum below WKS_GATE_LEAST_MINIMUM; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gate_release(const wks_gate_rules *rules,
                                         const wks_candidates *candidates, wks_arena *arena,
                                         const wks_released **out, wks_gate_report *report,
                                         wks_error *err);

#endif
