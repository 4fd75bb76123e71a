/* demo/demo_settle.h - how many live in each buurt, and how deprived it is.
 *
 * In: areas with their blocks and codes.  Out: their residents, size, middle, density and
 * deprivation, added up from buurt to gemeente.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_SETTLE_H
#define WKS_DEMO_DEMO_SETTLE_H

#include "demo/demo_areas.h"
#include "demo/demo_mesh.h"

#include <stddef.h>
#include <stdint.h>

/* towns: the first WKS_DEMO_N_GEMEENTEN are the main towns; block_km2 [areas->mesh.n_points]. */
void wks_demo_settle_run(uint64_t seed, const wks_demo_town *towns, size_t n_towns,
                         const double *block_km2, wks_demo_areas *areas);

#endif
