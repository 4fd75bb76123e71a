/* demo/demo_areas.h - gemeenten, wijken and buurten: which block belongs to which.
 *
 * In: the mesh and the parameters.  Out: three levels of areas that nest, each of one piece; codes
 * as CBS writes them, invented names, residents and deprivation per buurt.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_AREAS_H
#define WKS_DEMO_DEMO_AREAS_H

#include "base/arena.h"
#include "base/error.h"
#include "demo/demo_mesh.h"
#include "demo/demo_parameters.h"
#include "model/area.h"

#include <stdint.h>

/* An area of any level; what lies in it is contiguous in the next level's array. */
typedef struct wks_demo_area {
    char code[WKS_AREA_CODE_SIZE];
    const char *name;
    int32_t parent; /* index in the level above; gemeenten: -1 */
    int32_t first;  /* gemeente: its first wijk; wijk: its first buurt */
    int32_t n_parts;
    double area_km2;
    double x_m, y_m;    /* middle of its blocks */
    double residents;   /* what the residents' number is drawn towards, at scale 1 */
    double deprivation; /* deviations from the region; of a buurt, means above it */
    double density;     /* residents per km2 */
} wks_demo_area;

typedef struct wks_demo_areas {
    wks_demo_mesh mesh;
    int32_t *buurt_of; /* [mesh.n_points] -1 outside the region */
    wks_demo_area gemeenten[WKS_DEMO_N_GEMEENTEN];
    wks_demo_area *wijken;  /* [WKS_DEMO_N_WIJKEN] by code */
    wks_demo_area *buurten; /* [WKS_DEMO_N_BUURTEN] by code */
} wks_demo_areas;

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_areas_make(uint64_t seed, wks_arena *arena, wks_demo_areas *out,
                                            wks_error *err);

#endif
