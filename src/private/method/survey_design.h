/* private/method/survey_design.h - what a survey says of each group, with the error of its design.
 *
 * In: respondents with a weight, and where the sample was drawn in strata or clusters, those.  Out:
 * per group a weighted share or mean, its standard error by Taylor linearisation over the whole
 * design (a group is a domain: its size is random too), three intervals, and flags.
 * Source: Woodruff (1971), JASA 66:411-414, doi:10.1080/01621459.1971.10482279; Lumley (2004),
 * Journal of Statistical Software 9(8), doi:10.18637/jss.v009.i08; intervals of shares: Korn &
 * Graubard (1998), Survey Methodology 24:193-201, and Franco et al. (2019), Journal of Survey
 * Statistics and Methodology 7:334-364, doi:10.1093/jssam/smy019; effective size: Kish (1965),
 * Survey Sampling, 11.7; flags: Parker et al. (2017), NCHS Vital and Health Statistics 2(175).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_SURVEY_DESIGN_H
#define WKS_PRIVATE_METHOD_SURVEY_DESIGN_H

#include "base/arena.h"
#include "base/error.h"
#include "math/interval.h"

#include <stdbool.h>
#include <stddef.h>

/* Respondents without y (NAN) stay in the design and count for nothing. */
typedef struct wks_survey_sample {
    size_t n;
    const double *y;       /* [n] 0 or 1 for a share; NAN: no answer */
    const double *weight;  /* [n] > 0; NULL: all 1 */
    const size_t *stratum; /* [n] 0..n_strata - 1; NULL: one stratum */
    size_t n_strata;
    const size_t *cluster; /* [n] 0..n_clusters - 1, each within one stratum; NULL: each respondent
                              on its own */
    size_t n_clusters;
    const size_t *group; /* [n] 0..n_groups - 1; NULL: one group of all */
    size_t n_groups;
    const double *population_clusters; /* [n_strata] how many clusters (or, without clusters,
                                          persons) the stratum holds, for the finite population
                                          correction; NULL: none */
    bool is_share;                     /* y is 0 or 1 */
} wks_survey_sample;

/* Reasons to hold an estimate back or explain it; several can be set. */
typedef enum wks_survey_flag {
    WKS_SURVEY_NO_ANSWERS = 1 << 0,  /* nobody answered: no numbers at all */
    WKS_SURVEY_FEW = 1 << 1,         /* an effective size below 30 */
    WKS_SURVEY_IMPRECISE = 1 << 2,   /* a relative standard error above 30 % */
    WKS_SURVEY_NONE_OR_ALL = 1 << 3, /* a share of 0 or 1: the design has no standard error */
    WKS_SURVEY_ALONE = 1 << 4,       /* a stratum with one cluster: held against the whole sample */
    WKS_SURVEY_NO_ERROR = 1 << 5     /* no degrees of freedom: no standard error, no interval */
} wks_survey_flag;

typedef struct wks_survey_estimate {
    size_t n;                   /* respondents with an answer */
    double weight;              /* sum of their weights */
    double value;               /* weighted share (0..1) or mean */
    double se;                  /* NAN with WKS_SURVEY_NO_ERROR or _NONE_OR_ALL */
    double degrees;             /* clusters less strata, of those with an answer in the group */
    double kish;                /* (sum w)^2 / sum w^2 */
    double effective_size;      /* variance under simple random sampling over that of the design, at
                                   most n; kish where the design gives no standard error */
    wks_interval korn_graubard; /* shares */
    wks_interval logit;         /* shares; NAN at 0 and 1 */
    wks_interval wilson;        /* shares, on the effective size */
    wks_interval t;             /* means */
    unsigned flags;             /* of wks_survey_flag */
} wks_survey_estimate;

/* "few", "imprecise" ...; NULL past the last.  Flag number k is 1 << k. */
const char *wks_survey_flag_name(size_t k);

/* out [n_groups] lives in arena.
 * Errors: WKS_E_ARGUMENT  no respondents; a weight that is not above 0, a share that is not 0 or 1,
 *                         an infinite y, a number of stratum, cluster or group out of range, a
 *                         cluster in two strata (each names the respondent, from 1); a population
 * of clusters below those in the sample (names the stratum); a confidence outside 0.5..0.9999
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_survey_design_estimate(const wks_survey_sample *sample,
                                                   double confidence, wks_arena *arena,
                                                   wks_survey_estimate **out, wks_error *err);

#endif
