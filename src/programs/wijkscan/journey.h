/* programs/wijkscan/journey.h - the stages in their order: load, measure, gate, publish.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_JOURNEY_H
#define WKS_PROGRAMS_WIJKSCAN_JOURNEY_H

#include "base/error.h"
#include "gate/gate.h"
#include "model/catalogue.h"
#include "model/policy.h"
#include "model/workspace.h"
#include "private/measure/area_map.h"
#include "private/measure/candidate.h"
#include "private/vault/delivery.h"
#include "private/vault/vault.h"
#include "programs/wijkscan/verb.h"
#include "public/picture/picture_write.h"

#include <stdbool.h>
#include <stddef.h>

/* A workspace that is open for work. */
typedef struct wks_journey {
    const wks_call *call;
    wks_workspace workspace;
    wks_catalogue catalogue;
    wks_vault *vault;
    const wks_policy *policy; /* NULL: the workspace names none */
} wks_journey;

/* Read the workspace, its catalogue and its policy; the vault stays closed.
 * Errors: of wks_workspace_read, wks_catalogue_read and wks_journey_policy. */
WKS_MUST_CHECK wks_code wks_journey_open(const wks_call *call, const char *folder, wks_journey *out,
                                         wks_error *err);
void wks_journey_close(wks_journey *journey);

/* Load one file and say on stdout what was done with it.  Errors: of wks_delivery_load. */
WKS_MUST_CHECK wks_code wks_journey_load(wks_journey *journey, const wks_load_request *request,
                                         bool *is_new, wks_error *err);

/* Load what wijkscan.yaml lists and the vault does not have: borders and sources that define areas
 * first, then the rest in the order of the list.  Stops at the first that fails; what was loaded
 * before stays.  Errors: of wks_delivery_load. */
WKS_MUST_CHECK wks_code wks_journey_load_listed(wks_journey *journey, size_t *n_new,
                                                wks_error *err);

/* Whether a delivery holds invented persons: it is the demo's, or a file that the catalogue knows.
 */
bool wks_journey_is_invented(const wks_journey *journey, const wks_delivery *delivery);

/* Measure everything, let the gate judge it and publish the result, unless the newest release was
 * made of just this; says on stdout what happened.
 * Errors: WKS_E_REFUSED  nothing at all may be published
 *         those of the stages */
WKS_MUST_CHECK wks_code wks_journey_publish(wks_journey *journey, wks_error *err);

/* Measure what is counted, as it goes to the gate: all candidates but those of models, and the
 * rules for them.  Names the deliveries in publication. Errors: WKS_E_NOT_FOUND  the vault holds
 * nothing to measure; those of the stages */
WKS_MUST_CHECK wks_code wks_journey_count(wks_journey *journey, wks_publication *publication,
                                          wks_candidates *out, wks_gate_rules *rules,
                                          wks_error *err);

/* What borders are good for: a map to show, and who is whose neighbour. */
typedef struct wks_journey_borders {
    wks_publish_map maps[WKS_N_LEVELS]; /* [n_maps] of the levels that have one */
    size_t n_maps;
    wks_area_map neighbours[WKS_N_LEVELS]; /* by level; n 0 where there are no borders */
} wks_journey_borders;

/* Of every level that has borders or can be made from a finer one (journey_maps.c).
 * areas[n_areas] are those to show.  Errors: WKS_E_STORE, WKS_E_FORMAT, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_journey_maps(wks_journey *journey, const wks_area *areas,
                                         size_t n_areas, wks_journey_borders *out, wks_error *err);

#endif
