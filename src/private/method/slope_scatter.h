/* private/method/slope_scatter.h - how sure the slope index is when the groups are areas: from how
 * far they lie from the line.
 *
 * Areas differ by more than the error in each number, and of many numbers no error is known at all.
 * The distance of an area to the line holds both, so the variance of the line's ends is made of
 * those distances, each weighed by its pull on the line (HC3), and read with n - 2 degrees of
 * freedom.  Of two periods the distances of one area are taken together: an area that lies high
 * in both does not make their difference less sure.
 * Source: MacKinnon & White (1985), Journal of Econometrics 29:305-325,
 * doi:10.1016/0304-4076(85)90158-7; Long & Ervin (2000), The American Statistician 54:217-224,
 * doi:10.1080/00031305.2000.10474549; of the same areas twice: Liang & Zeger (1986), Biometrika
 * 73:13-22, doi:10.1093/biomet/73.1.13, with the leverages of HC3 in each period.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_SLOPE_SCATTER_H
#define WKS_PRIVATE_METHOD_SLOPE_SCATTER_H

#include "private/method/slope_index.h"

/* How much each group's distance moves the ends of the line. */
typedef struct wks_slope_scatter {
    size_t n;
    double *low;              /* [n] the end at rank 0, in the unit of value */
    double *high;             /* [n] the end at rank 1 */
    double low_end, high_end; /* of the line itself */
} wks_slope_scatter;

/* Of a line fitted on the plain scale; se of data is not read.  Arrays live in arena.
 * Errors: WKS_E_ARGUMENT  another scale
 *         WKS_E_NUMERIC   one group alone holds an end of the line; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_slope_scatter_make(const wks_slope_data *data,
                                               const wks_slope_index *fit, wks_arena *arena,
                                               wks_slope_scatter *out, wks_error *err);

/* Limits of SII and RII at this confidence (0.5..0.9999). */
wks_slope_limits wks_slope_scatter_limits(const wks_slope_data *data, const wks_slope_index *fit,
                                          const wks_slope_scatter *scatter, double confidence);

/* From one period to another: of the SII the difference, of the RII the ratio. */
typedef struct wks_slope_change {
    double difference, difference_lower, difference_upper;
    double ratio, ratio_lower, ratio_upper; /* NAN when not has_ratio */
    bool has_ratio; /* false when an end of one of the lines is not above zero */
} wks_slope_change;

enum {
    WKS_SLOPE_N_PERIODS = 2
};

typedef struct wks_slope_pair {
    const wks_slope_index *fit[WKS_SLOPE_N_PERIODS]; /* with the same multiplier */
    const wks_slope_scatter *scatter[WKS_SLOPE_N_PERIODS];
    const size_t
        *earlier;      /* [n of the second] the same area among the first; SIZE_MAX: not there */
    double multiplier; /* of both; as in wks_slope_data */
} wks_slope_pair;

/* The second against the first, with n - 2 degrees of freedom of the smaller. */
wks_slope_change wks_slope_scatter_change(const wks_slope_pair *pair, double confidence);

#endif
