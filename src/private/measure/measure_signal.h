/* private/measure/measure_signal.h - where need is high and use of care is lower than expected.
 *
 * In: the pairs of need and use that the catalogue names, and what measure and its models made of
 * them.  Out: per pair and area the posterior of need and of use against what need, age and sex
 * lead to expect, a label, how much hangs on the choices, and the ladder of other explanations,
 * each rung from a named source or without data. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_MEASURE_SIGNAL_H
#define WKS_PRIVATE_MEASURE_MEASURE_SIGNAL_H

#include "private/measure/measure_model.h"

/* Append the list of every pair that has numbers; candidates are sorted, and their items keep their
 * place from now on.  A pair whose model cannot be run gives a record of the model that says why,
 * and no list.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_measure_signals(const wks_modelling *in, wks_arena *arena,
                                            wks_candidates *candidates, wks_error *err);

#endif
