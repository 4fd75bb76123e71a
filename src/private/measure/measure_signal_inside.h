/* private/measure/measure_signal_inside.h - one pair of need and use while it is looked at.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_MEASURE_SIGNAL_INSIDE_H
#define WKS_PRIVATE_MEASURE_MEASURE_SIGNAL_INSIDE_H

#include "private/measure/measure_signal.h"
#include "private/method/mismatch.h"

typedef struct wks_signal_work {
    const wks_modelling *in;
    const wks_signal_pair *pair;
    const wks_indicator *need;
    const wks_indicator *use;
    const char *period; /* of use */
    wks_arena *arena;
    wks_candidates *candidates;

    const char **area;   /* [n] */
    size_t *need_number; /* [n] index in items */
    size_t *use_number;
    double *need_logit; /* [n] */
    double *need_variance;
    double *observed; /* [n] counts, or what a figure with the assumed error is worth in counts */
    double *expected;
    size_t n;
    wks_neighbours neighbours; /* of these areas, by the map of the level; no pairs without one */
} wks_signal_work;

/* The ladder of one area.  gap is the log of use against expected given need.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_signal_work_ladder(const wks_signal_work *work, size_t area, double gap,
                                               const wks_candidate_rung **out, wks_error *err);

/* How much hangs on the choices, as JSON.  Errors: WKS_E_MEMORY; those of the mismatch. */
WKS_MUST_CHECK wks_code wks_signal_work_sensitivity(const wks_signal_work *work,
                                                    const wks_mismatch_data *data,
                                                    const wks_mismatch_options *options,
                                                    const char **out, wks_error *err);

#endif
