/* private/method/inequality.h - how unequal an indicator is over groups: the measures of the WHO.
 *
 * In: an estimate, its standard error and the people of each group.  Out: every measure at once,
 * each with a status.  For groups with an order (income, education) also those on the rank.
 * Which to use when: Schlotheuber & Hosseinpoor (2022), IJERPH 19(6):3697,
 * doi:10.3390/ijerph19063697.  Standard errors of BGV, Theil and MLD: Ahn et al. (2018), JCO
 * Clinical Cancer Informatics 2:1-19, doi:10.1200/CCI.18.00031; of PAR and PAF: Walter (1978),
 * International Journal of Epidemiology 7(2):175-182, doi:10.1093/ije/7.2.175; concentration
 * index: Kakwani, Wagstaff & van Doorslaer (1997), Journal of Econometrics 77:87-103,
 * doi:10.1016/S0304-4076(96)01807-6; robust (HC1): MacKinnon & White (1985), Journal of
 * Econometrics 29:305-325, doi:10.1016/0304-4076(85)90158-7.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_INEQUALITY_H
#define WKS_PRIVATE_METHOD_INEQUALITY_H

#include "base/arena.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

#define WKS_INEQUALITY_NO_REFERENCE ((size_t)-1)

typedef struct wks_inequality_data {
    size_t n_groups;          /* at least 3 */
    const double *estimate;   /* [n_groups] 0..scale where scale is that of a share, else >= 0 */
    const double *se;         /* [n_groups] >= 0, in the unit of estimate; NULL: not known */
    const double *population; /* [n_groups] > 0 */
    double scale;             /* what estimate is when everybody has it: 1, 100, 1000 */
    double confidence;        /* 0.5..0.9999 */
    size_t reference;         /* the group to measure distances from, or ..._NO_REFERENCE */
    bool is_ordered;          /* groups stand from the least to the most advantaged */
    bool is_favourable;       /* more of it is better: the best group is the highest */
    bool as_healthequal; /* repeat healthequal 1.0 where it leaves the standard errors of Theil,
                            MLD and PAF in another unit than the measure */
} wks_inequality_data;

typedef enum wks_inequality_measure {
    WKS_INEQUALITY_ACI,   /* absolute concentration index, unit of estimate; ordered */
    WKS_INEQUALITY_BGSD,  /* root of BGV */
    WKS_INEQUALITY_BGV,   /* between-group variance, unit squared */
    WKS_INEQUALITY_IDISU, /* index of disparity, % of the mean, each group the same weight */
    WKS_INEQUALITY_IDISW, /* as above, by population */
    WKS_INEQUALITY_MDBU,  /* mean difference from the best group, unweighted */
    WKS_INEQUALITY_MDBW,  /* as above, by population */
    WKS_INEQUALITY_MDMU,  /* mean difference from the mean, unweighted */
    WKS_INEQUALITY_MDMW,  /* as above, by population */
    WKS_INEQUALITY_MDRU,  /* mean difference from the reference group, unweighted */
    WKS_INEQUALITY_MDRW,  /* as above, by population */
    WKS_INEQUALITY_MLD,   /* mean log deviation x 1000 */
    WKS_INEQUALITY_PAF,   /* population attributable fraction, % */
    WKS_INEQUALITY_PAR,   /* population attributable risk, unit of estimate */
    WKS_INEQUALITY_RCI,   /* relative concentration index; ordered */
    WKS_INEQUALITY_RII,   /* relative index of inequality, logistic on the rank; ordered */
    WKS_INEQUALITY_SII,   /* slope index of inequality, logistic on the rank; ordered */
    WKS_INEQUALITY_THEIL, /* Theil index x 1000 */
    WKS_INEQUALITY_N_MEASURES
} wks_inequality_measure;

typedef enum wks_inequality_status {
    WKS_INEQUALITY_OK,
    WKS_INEQUALITY_NO_INTERVAL,      /* a value; no standard error known or none defined */
    WKS_INEQUALITY_NEEDS_ORDER,      /* no value: the groups have no order */
    WKS_INEQUALITY_NEEDS_REFERENCE,  /* no value: no reference group was given */
    WKS_INEQUALITY_NEEDS_POSITIVE,   /* no value: a logarithm or a division of zero */
    WKS_INEQUALITY_NEEDS_PROPORTION, /* no value: an estimate is above the scale */
    WKS_INEQUALITY_NO_CONVERGENCE    /* no value: nobody or everybody, or wholly apart */
} wks_inequality_status;

/* Numbers are NAN where the status says there are none.  The se of RII is of its logarithm. */
typedef struct wks_inequality {
    wks_inequality_status status;
    double value;
    double se;
    double lower, upper;
} wks_inequality;

/* "sii-who", "theil" ...; and "ok", "no-interval", "needs-order" ... */
const char *wks_inequality_name(wks_inequality_measure measure);
const char *wks_inequality_status_name(wks_inequality_status status);

/* All measures into out.
 * Errors: WKS_E_ARGUMENT  fewer than 3 groups; a negative or missing estimate or se; a population
 *                         that is not positive (the text names the group, from 1); a scale or
 *                         confidence out of range; a reference that is no group
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_inequality_measure_all(const wks_inequality_data *data,
                                                   wks_arena *arena,
                                                   wks_inequality out[WKS_INEQUALITY_N_MEASURES],
                                                   wks_error *err);

#endif
