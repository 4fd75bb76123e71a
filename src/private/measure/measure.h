/* private/measure/measure.h - the vault into numbers per indicator, area and period.
 *
 * In: the vault and an indicator of the catalogue.  Out: candidates with their intervals and with
 * the counts that the gate judges by, sorted by breakdown, level, period and area.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_MEASURE_H
#define WKS_PRIVATE_MEASURE_MEASURE_H

#include "base/arena.h"
#include "base/error.h"
#include "model/catalogue.h"
#include "model/workspace.h"
#include "private/measure/candidate.h"
#include "private/vault/vault.h"

#include <stddef.h>

typedef struct wks_candidates {
    wks_candidate *items; /* [n] */
    size_t n;
    size_t room;
} wks_candidates;

/* Append every number of indicator that the vault holds, for its breakdowns and levels.  Of several
 * measures of an indicator each period comes from the first that has it.
 *
 * A region's number: RATIO and counted persons from their sums; a GIVEN figure that is_summed from
 * the sum of its gemeenten; a GIVEN one with a weight as their weighted mean, as an estimate, with
 * the weights of the nearest year; a region that the source itself gives is taken as given.
 *
 * INDIRECT: observed / expected per age group and sex of the standard (indirect standardisation),
 * with Byar's interval on the observed count for records; of figures, which are no counts, none.
 * Only where every gemeente of the standard is there.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_measure_run(wks_vault *vault, const wks_catalogue *catalogue,
                                        const wks_workspace *workspace,
                                        const wks_indicator *indicator, wks_arena *arena,
                                        wks_candidates *out, wks_error *err);

#endif
