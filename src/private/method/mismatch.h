/* private/method/mismatch.h - high need and less care than need predicts: how sure can one be?
 *
 * For area i: need s_i, and gap d_i = log(use / use expected given age, sex and need at the
 * region's own relation).  Neither is known without error, so an area is judged by the joint
 * posterior: p_i = P(s_i among the highest share of the areas and exp(d_i) < ratio).  Any model
 * that gives joint draws of need and gap can be judged; stage A is the bivariate Fay-Herriot model,
 * stage B lets both parts be alike among neighbours (shared components).
 * It says "use lower than expected", never "unmet demand"; ecological, relative to the region.
 * Sources: posterior tail areas, Richardson et al. (2004), Environ Health Perspect 112:1016-1025,
 * doi:10.1289/ehp.6740; Bayesian FDR, Newton et al. (2004), Biostatistics 5:155-176,
 * doi:10.1093/biostatistics/5.2.155.  Evidence for the rule: docs/methods/mismatch.md.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_MISMATCH_H
#define WKS_PRIVATE_METHOD_MISMATCH_H

#include "base/arena.h"
#include "base/error.h"
#include "private/estimate/fay_herriot_bivariate.h"
#include "private/estimate/neighbours.h"
#include "private/estimate/shared_component.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- the verdict, from draws of any model --------------------------------------------------- */

/* Joint draws, the areas of a draw together: area + draw * n_areas. */
typedef struct wks_mismatch_draws {
    size_t n_areas, n_draws;
    const double *need;     /* any increasing scale */
    const double *gap;      /* log(use / use expected given need) */
    const double *expected; /* log(use expected given need); NULL where inequity is not asked */
} wks_mismatch_draws;

typedef struct wks_mismatch_rule {
    double top_share;   /* need among the highest 0.30 of the areas */
    double ratio;       /* use under 0.9 of expected */
    double strong;      /* p at least 0.8: "strong" */
    double possible;    /* p at least 0.5: "possible" */
    double false_share; /* of the list, at most 0.1 expected to be false */
} wks_mismatch_rule;

extern const wks_mismatch_rule wks_mismatch_rule_default;

typedef enum wks_mismatch_label {
    WKS_MISMATCH_NONE, /* no statement; not: there is nothing */
    WKS_MISMATCH_POSSIBLE,
    WKS_MISMATCH_STRONG
} wks_mismatch_label;

typedef struct wks_mismatch_area {
    double probability;                     /* p_i */
    double high_need, low_use;              /* its two parts, each by itself */
    double need, need_lower, need_upper;    /* posterior mean and 95 % interval */
    double ratio, ratio_lower, ratio_upper; /* exp(gap): median and 95 % interval */
    wks_mismatch_label label;
    bool is_listed; /* in the list of the false discovery rate */
} wks_mismatch_area;

typedef struct wks_mismatch_result {
    wks_mismatch_area *areas; /* [n_areas] */
    size_t n_strong, n_possible, n_listed;
    double expected_false; /* among the listed */
    double expected_true;  /* sum of p over all areas */
} wks_mismatch_result;

/* Errors: WKS_E_ARGUMENT  fewer than 10 areas or 100 draws, a draw that is no number, a rule
 * outside its range; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_mismatch_judge(const wks_mismatch_draws *draws,
                                           const wks_mismatch_rule *rule, wks_arena *arena,
                                           wks_mismatch_result *out, wks_error *err);

/* "strong", "possible", "none": for files. */
const char *wks_mismatch_label_code(wks_mismatch_label label);
/* "strong indication" / "sterke aanwijzing", ...: for people, in their language. */
const char *wks_mismatch_label_text(wks_mismatch_label label);

/* Is use spread over the areas as need is?  The concentration index of use minus that of use as
 * need predicts it, areas from the lowest rank to the highest: above zero means that the high ranks
 * get more than their need predicts.
 * Source: Wagstaff & van Doorslaer (2000), Handbook of Health Economics 1:1803-1862,
 * doi:10.1016/S1574-0064(00)80047-5. */
typedef struct wks_mismatch_inequity {
    double index, lower, upper; /* posterior mean and 95 % interval */
    double use, expected;       /* the two concentration indices, posterior means */
} wks_mismatch_inequity;

/* rank [n_areas]: e.g. income; NULL ranks by need, draw by draw.  population [n_areas] >= 0.
 * Errors: WKS_E_ARGUMENT  no expected draws, a population or a rank that is no number or negative,
 * all populations zero; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_mismatch_inequity_of(const wks_mismatch_draws *draws,
                                                 const double *rank, const double *population,
                                                 wks_arena *arena, wks_mismatch_inequity *out,
                                                 wks_error *err);

/* ---- stage A -------------------------------------------------------------------------------- */

typedef struct wks_mismatch_data {
    size_t n_areas;
    const double *need, *need_variance; /* [n_areas] e.g. logit and its variance; NAN: unknown */
    const double *observed;             /* [n_areas] persons with care, >= 0; NAN: unknown */
    const double *expected;             /* [n_areas] given age and sex, > 0 */
    const double *covariance; /* [n_areas] of the errors of need and log use; NULL for none */
    size_t n_x;               /* covariates of need, without a constant */
    const double *x;          /* [n_areas x n_x] by column */
    const wks_neighbours *neighbours; /* of the same areas, for stage B; NULL: no map */
} wks_mismatch_data;

typedef struct wks_mismatch_options {
    wks_mismatch_rule rule;
    size_t n_draws; /* 2000 */
    uint64_t seed;
} wks_mismatch_options;

typedef struct wks_mismatch_fit {
    wks_fay_herriot_bivariate_fit model;
    wks_mismatch_draws draws;
    wks_mismatch_result result;
} wks_mismatch_fit;

/* use = log((observed + 1/2) / expected), its variance 1 / (observed + 1/2).
 * Errors: those of wks_fay_herriot_bivariate_fit_areas and wks_mismatch_judge; WKS_E_ARGUMENT also
 * for a negative count or an expected that is not positive: the text counts the area from 1. */
WKS_MUST_CHECK wks_code wks_mismatch_fit_areas(const wks_mismatch_data *data,
                                               const wks_mismatch_options *options,
                                               wks_arena *arena, wks_mismatch_fit *fit,
                                               wks_error *err);

/* ---- stage B -------------------------------------------------------------------------------- */

typedef struct wks_mismatch_shared {
    wks_shared_component_fit model;
    wks_mismatch_draws draws;
    wks_mismatch_result result;
} wks_mismatch_shared;

/* The shared-component model in space of need and counts; observed may be 0 where expected is 0.
 * Errors: those of wks_shared_component_fit_areas and wks_mismatch_judge; WKS_E_REFUSED  no map, a
 * map without a single pair of neighbours, or a covariance, which this model does not know. */
WKS_MUST_CHECK wks_code wks_mismatch_shared_fit(const wks_mismatch_data *data,
                                                const wks_mismatch_options *options,
                                                wks_arena *arena, wks_mismatch_shared *fit,
                                                wks_error *err);

/* ---- how much hangs on the choices ---------------------------------------------------------- */

typedef enum wks_mismatch_variant {
    WKS_MISMATCH_BASE,
    WKS_MISMATCH_RATIO_85,
    WKS_MISMATCH_RATIO_95,
    WKS_MISMATCH_TOP_20,
    WKS_MISMATCH_TOP_40,
    WKS_MISMATCH_NO_COVARIANCE, /* errors of need and use as if independent */
    WKS_MISMATCH_NO_COVARIATES, /* need without covariates */
    WKS_MISMATCH_VARIANCE_150,  /* both sampling variances times 1.5 */
    WKS_MISMATCH_SPATIAL,       /* stage B: neighbours taken along */
    WKS_MISMATCH_ALTERNATIVE    /* the caller's: another need, or the largest provider left out */
} wks_mismatch_variant;

/* Other inputs for the same areas in the same order. */
typedef struct wks_mismatch_alternative {
    const char *name;
    wks_mismatch_data data;
} wks_mismatch_alternative;

typedef struct wks_mismatch_row {
    wks_mismatch_variant variant;
    const char *name;   /* of an alternative; NULL */
    bool is_available;  /* false: it does not apply, or could not be fitted */
    const char *reason; /* why not; NULL when available */
    size_t n_strong, n_possible;
    size_t n_kept;         /* strong or possible in base, and here */
    size_t n_new;          /* strong or possible here, not in base */
    double largest_change; /* of any area's probability */
    double *probability;   /* [n_areas] */
} wks_mismatch_row;

/* All variants, BASE first, then the alternatives; rows live in arena.
 * Errors: those of the base fit. */
WKS_MUST_CHECK wks_code wks_mismatch_sensitivity(const wks_mismatch_data *data,
                                                 const wks_mismatch_options *options,
                                                 const wks_mismatch_alternative *alternatives,
                                                 size_t n_alternatives, wks_arena *arena,
                                                 wks_mismatch_row **rows, size_t *n_rows,
                                                 wks_error *err);
const char *wks_mismatch_variant_text(wks_mismatch_variant variant);

/* ---- how much of the difference is explained ------------------------------------------------ */

typedef enum wks_mismatch_share_status {
    WKS_MISMATCH_SHARE_OK,
    WKS_MISMATCH_SHARE_NO_DIFFERENCE /* areas do not differ beyond noise: nothing to explain */
} wks_mismatch_share_status;

/* Logarithms: crude = demography + need + gap for each area. */
typedef struct wks_mismatch_parts {
    double *crude;      /* [n_areas] log of use per head over that of all areas; NAN: unknown */
    double *demography; /* [n_areas] the part that age and sex make up */
    double *need;       /* [n_areas] the part that need predicts */
    double *gap;        /* [n_areas] what is left, before shrinkage */
    wks_mismatch_share_status status;
    double share_demography; /* of the variance between areas, noise taken off; may be negative: */
    double share_need;       /* then age and sex (or need) hide part of the difference */
    double share_gap;
} wks_mismatch_parts;

/* need_expected [n_areas]: exp of the mean of the expected draws, use that need predicts;
 * population [n_areas] > 0. Errors: WKS_E_ARGUMENT  no area with a count, a population that is not
 * positive; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_mismatch_explain(const wks_mismatch_data *data,
                                             const double *population, const double *need_expected,
                                             wks_arena *arena, wks_mismatch_parts *out,
                                             wks_error *err);

#endif
