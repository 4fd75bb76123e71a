/* programs/wijkscan/journey_inputs.h - by what a build knows that nothing changed.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_JOURNEY_INPUTS_H
#define WKS_PROGRAMS_WIJKSCAN_JOURNEY_INPUTS_H

#include "programs/wijkscan/journey.h"
#include "public/picture/picture_write.h"

/* A hash over all that decides what a release says: deliveries, definitions, settings, rules,
 * program, and what others told (NULL: nothing).  In the arena of the call; NULL when out of
 * memory.
 */
const char *wks_journey_inputs(const wks_journey *journey, const wks_publication *publication,
                               const char *known);

#endif
