/* private/estimate/fay_herriot_time.h - Fay-Herriot over areas and periods at once.
 *
 * The effect of an area in a period is one of the area, which leans on its neighbours (v1 = rho1 W
 * v1 + u1, variance s1), and one that follows its own past (v2_t = rho2 v2_(t-1) + u2_t, variance
 * s2, from a stationary start).
 * Source: Marhuenda, Molina & Morales (2013), Computational Statistics & Data Analysis 58:308-325,
 * doi:10.1016/j.csda.2012.09.002.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_TIME_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_TIME_H

#include "private/estimate/area_variance.h"

#include <stddef.h>

/* In which area and period each row of a wks_fay_herriot_data stands. */
typedef struct wks_fay_herriot_time_place {
    size_t n_places;     /* areas */
    const size_t *place; /* [n_areas of the data: rows] 0 .. n_places - 1 */
    const int *period;   /* [rows] e.g. the year; periods may be missing, not double */
    const double *w;     /* [n_places x n_places] by column, as in fay_herriot_spatial.h */
} wks_fay_herriot_time_place;

/* theta = (s1, rho1, s2, rho2).
 * Errors: as wks_area_variance_fit_areas; WKS_E_ARGUMENT also for an area twice in a period, and
 * when no area has two periods. */
WKS_MUST_CHECK wks_code wks_fay_herriot_time_fit(const wks_fay_herriot_data *data,
                                                 const wks_fay_herriot_time_place *place,
                                                 wks_fay_herriot_method method, wks_arena *arena,
                                                 wks_area_variance_fit *fit, wks_error *err);

#endif
