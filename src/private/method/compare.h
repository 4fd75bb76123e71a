/* private/method/compare.h - is an area higher or lower than the others?
 *
 * In: for all areas of one level of one indicator, the parts that its figure is made of.  Out: for
 * each area the reference, the difference with its interval, a p value, the posterior probability
 * of being higher, and a label or the reason why there is none; and for the whole how many were
 * tested, flagged, and flagged by chance alone.  An area is never compared with a whole that
 * contains it: parts add up, so the others are the whole without the area.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_COMPARE_H
#define WKS_PRIVATE_METHOD_COMPARE_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/figure.h"
#include "private/method/label.h"

#include <stdbool.h>
#include <stddef.h>

/* What adds up over areas.
 *             with            all           squares         second
 * proportion  sum w y         sum w         sum w^2         -
 * rate        count           person-years  -               -
 * mean        sum w y         sum w         sum w^2         sum w y^2
 * estimate    weight * value  weight        -               weight^2 * variance
 * Unweighted, w = 1.  The effective number of observations is all^2 / squares (Kish 1965). */
typedef struct wks_compare_part {
    double with, all, squares, second;
} wks_compare_part;

typedef enum wks_compare_against {
    WKS_COMPARE_REST,       /* the other areas of its group (gemeente) */
    WKS_COMPARE_REGION,     /* all other areas, whatever their group */
    WKS_COMPARE_FIXED,      /* a value without error */
    WKS_COMPARE_PERIOD,     /* the same area earlier; taken as independent */
    WKS_COMPARE_LOOKALIKES, /* a set of areas that look like it, itself not among them */
} wks_compare_against;

typedef enum wks_compare_rule {
    WKS_COMPARE_POSTERIOR,          /* Bayesian false-discovery list, and the interval excludes 0 */
    WKS_COMPARE_BENJAMINI_HOCHBERG, /* on the p values */
    WKS_COMPARE_FUNNEL,             /* p < 0.002: outside 99.8 % limits */
    WKS_COMPARE_PLAIN,              /* the interval excludes 0 */
    WKS_COMPARE_SINGLE_OVERLAP,     /* Fingertips: reference outside the area's own interval */
    WKS_COMPARE_DOUBLE_OVERLAP,     /* Fingertips: the two intervals do not overlap */
    WKS_COMPARE_CONTROL             /* Fingertips SPC: outside limits round the reference */
} wks_compare_rule;

/* An area counts in the reference of others when its parts are known (an estimate's second too),
 * unless missing says not_comparable.  Where something is hidden, give wholes. */
typedef struct wks_compare_input {
    wks_figure_kind kind;
    size_t n_areas;
    const wks_compare_part *parts;   /* [n_areas]; NAN where there is no figure */
    const wks_label_reason *missing; /* [n_areas] why an area has no verdict beforehand, or NULL */
    const size_t *group;             /* [n_areas] 0 .. n_groups - 1, or NULL: all in one */
    size_t n_groups;
    const wks_compare_part *wholes; /* [n_groups] the group with what is hidden, or NULL: the sum */
    wks_compare_against against;
    double fixed;                    /* WKS_COMPARE_FIXED: in the unit of with / all */
    const wks_compare_part *earlier; /* [n_areas] WKS_COMPARE_PERIOD */
    const size_t *lookalikes;        /* [n_areas * n_lookalikes] by area, see lookalike.h */
    size_t n_lookalikes;
    double spatial_share; /* of the between-area variance, when a model told; NAN not known */
} wks_compare_input;

/* All zeros, but for `rule`, is what the product uses. */
typedef struct wks_compare_options {
    wks_compare_rule rule;
    double false_discovery; /* of the two lists; 0 means 0.05 */
    double confidence;      /* of the limits that plain, overlap and control judge by; 0: 0.95 */
    double least;           /* effective observations (rate: count in area and reference together)
                               under which the reason is too_few; 0: no such bound */
    bool skips_model;       /* with a rule other than POSTERIOR: p_higher, p_lower and the spread
                               between areas are then NAN, and thousands of areas take no time */
} wks_compare_options;

/* Values are in the unit of with / all; what is not known is NAN. */
typedef struct wks_comparison {
    double value, lower, upper; /* the area's own, 95 % */
    double reference, reference_lower, reference_upper;
    double difference, difference_lower, difference_upper; /* value - reference, 95 % */
    double p_value; /* two-sided; below 0.05 exactly where the interval excludes 0 */
    /* Posterior probabilities that the area is really higher, really lower than its reference; the
     * rest of 1 is "no different". */
    double p_higher, p_lower;
    wks_label label;
    wks_label_reason reason;
    bool is_listed; /* on the false-discovery list of the rule, before the look at the interval */
} wks_comparison;

typedef struct wks_compare_summary {
    size_t n_areas;
    size_t n_tested; /* with a verdict */
    size_t n_higher, n_lower;
    double expected_by_chance; /* of n_higher + n_lower, when chance alone were at work: by rule
                                  (docs/methods/compare.md) */
    double between_sd, between_lower, between_upper; /* of the areas on the model's scale, 95 % */
    double different_share;                          /* of the areas, as the model finds it */
    const char *scale;                               /* "logit", "log" or "identity" */
    double spatial_share;
} wks_compare_summary;

/* Compare every area.  comparisons [n_areas] is filled; scratch lives in arena.
 * Intervals: Newcombe (1998), hybrid score, Statistics in Medicine 17:873-890,
 * doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; the same square-and-add on
 * Byar/exact limits for rates: Zou & Donner (2008), Statistics in Medicine 27:1693-1702,
 * doi:10.1002/sim.3095; Welch (1947), Biometrika 34:28-35, doi:10.1093/biomet/34.1-2.28.
 * Model: hierarchy.h.  Lists: false_discovery.h.  Fingertips' rules: overlap.h.
 * Errors: WKS_E_ARGUMENT  a negative part, with above all in a proportion, a group, look-alike or
 *                         fixed value that cannot be; the text names the area (from 1)
 *         WKS_E_NUMERIC   the model has no answer
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_compare(const wks_compare_input *input,
                                    const wks_compare_options *options, wks_arena *arena,
                                    wks_comparison *comparisons, wks_compare_summary *summary,
                                    wks_error *err);

/* n persons of whom `with` have it; unweighted. */
wks_compare_part wks_compare_persons(double with, double n);
/* A figure with its sampling variance, and what it weighs among others. */
wks_compare_part wks_compare_estimate(double value, double variance, double weight);

#endif
