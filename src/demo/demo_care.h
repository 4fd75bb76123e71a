/* demo/demo_care.h - who found which help, year after year.
 *
 * In: residents.  Out: their care of each year filled in.  A care career runs from the POH-GGZ to
 * basis-ggz, specialised ggz and, seldom, a stay; last year's care makes this year's more likely.
 *
 * How many adults of a wijk see the POH-GGZ follows from what its residents ask for, stretched so
 * that the wijken run exactly from WKS_DEMO_POH_LEAST to WKS_DEMO_POH_MOST in the last year; who
 * they are follows from each person's own dice (order sampling). Source: Rosen (1997), J.
 * Statistical Planning and Inference 62:135-158, doi:10.1016/S0378-3758(96)00185-1.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_CARE_H
#define WKS_DEMO_DEMO_CARE_H

#include "base/arena.h"
#include "base/error.h"
#include "demo/demo_residents.h"

#include <stddef.h>

/* Shares of insured adults of a wijk with at least one contact in a year, per cent. */
#define WKS_DEMO_POH_LEAST 1.4
#define WKS_DEMO_POH_MOST 6.3

enum {
    WKS_DEMO_ENOUGH_ADULTS = 1500, /* wijken with fewer stay between 2.0 and 5.5 */
    WKS_DEMO_ADULT = 18
};

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_care_give(wks_demo_region *region, wks_arena *arena,
                                           wks_error *err);

/* What came out, by wijk: the truth that tests hold the deliveries to. */
typedef struct wks_demo_wijk_truth {
    size_t n_adults;
    size_t n_vulnerable; /* adults with need above WKS_DEMO_VULNERABLE */
    size_t n_poh, n_basis, n_special, n_stay, n_any;
} wks_demo_wijk_truth;

void wks_demo_care_count(const wks_demo_region *region, int year,
                         wks_demo_wijk_truth out[WKS_DEMO_N_WIJKEN]);

#endif
