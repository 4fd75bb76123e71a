/* private/method/placebo.h - one treated area: where does its change stand among the others?
 *
 * The change of the treated area, less that of its matched areas, is computed again for every area
 * without, as if it had begun there.  Its rank among them is all that one area can tell: no margin,
 * and no word of cause.
 * Source: Abadie, Diamond & Hainmueller (2010), JASA 105:493-505, doi:10.1198/jasa.2009.ap08746;
 * Phipson & Smyth (2010), SAGMB 9:39, doi:10.2202/1544-6115.1585 (the + 1 in the p value).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_PLACEBO_H
#define WKS_PRIVATE_METHOD_PLACEBO_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/matched_areas.h"
#include "private/method/panel.h"

#include <stddef.h>

typedef struct wks_placebo_options {
    size_t k; /* matched areas for each; 0: all areas without */
    wks_matched_metric metric;
} wks_placebo_options;

typedef struct wks_placebo_area {
    size_t unit;   /* index in the panel */
    double effect; /* mean change from before to after, less that of its matched areas */
    double fit;    /* root mean square, before the start, of the difference with its matched areas
                      around its own mean: how well they follow it */
    double ratio;  /* |effect| / fit; INFINITY when fit is 0 */
} wks_placebo_area;

typedef struct wks_placebo {
    wks_placebo_area treated;
    wks_placebo_area *areas; /* [n_areas] those without, in order of the panel */
    size_t n_areas;
    double p;                  /* (1 + areas with an effect as large in size) / (1 + n_areas) */
    double p_ratio;            /* the same by ratio: areas that are followed badly weigh less */
    double least_p;            /* 1 / (1 + n_areas): what the number of areas allows */
    wks_matched_areas matched; /* of the treated area; k 0: n_treated is 0 */
} wks_placebo;

/* unit: the treated area.  Areas that never begin are those without; units with a missing period,
 * before or after, must have been left out of the panel.
 * Errors: WKS_E_ARGUMENT  the unit never begins, fewer than 2 periods before, fewer than k + 2
 * areas without (or 3) WKS_E_NUMERIC   as wks_matched_areas_find; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_placebo_rank(const wks_panel *panel, size_t unit,
                                         const wks_placebo_options *options, wks_arena *arena,
                                         wks_placebo *out, wks_error *err);

#endif
