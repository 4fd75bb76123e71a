/* private/estimate/shared_component_problem.h - the data of the shared-component model, checked and
 * laid out for its engine.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_PROBLEM_H
#define WKS_PRIVATE_ESTIMATE_SHARED_COMPONENT_PROBLEM_H

#include "private/estimate/bym2_structure.h"
#include "private/estimate/shared_component.h"
#include "private/estimate/shared_component_laplace.h"

/* Errors: WKS_E_ARGUMENT  as wks_shared_component_fit_areas says. */
WKS_MUST_CHECK wks_code wks_shared_problem_check(const wks_shared_component_data *data,
                                                 const wks_neighbours *graph, wks_error *err);

/* Checked data and the structure of their graph.  graph is borrowed as long as out is used.
 * Errors: WKS_E_NUMERIC  collinear covariates; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_shared_problem_make(const wks_shared_component_data *data,
                                                const wks_neighbours *graph,
                                                const wks_bym2_structure *structure,
                                                unsigned *flags, wks_arena *arena,
                                                wks_shared_problem *out, wks_error *err);

/* sd(log use) / sd(need) as seen: the unit of the slope; 1 when either does not differ. */
double wks_shared_problem_slope_unit(const wks_shared_problem *problem);

#endif
