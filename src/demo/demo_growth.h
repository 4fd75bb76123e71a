/* demo/demo_growth.h - areas that grow over the mesh from a seed, until they meet.
 *
 * Every block goes to the seed that reaches it first along a rough road, so that an area is always
 * of one piece and its border wanders.  Head starts are adjusted until the sizes are as wanted.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_DEMO_DEMO_GROWTH_H
#define WKS_DEMO_DEMO_GROWTH_H

#include "base/error.h"
#include "demo/demo_mesh.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_demo_growth {
    const wks_demo_mesh *mesh;
    uint64_t seed;
    bool is_by_block;         /* a step costs about 1 whatever its length: small areas in towns */
    const int32_t *within;    /* [n_points] blocks where this equals ... */
    int32_t within_value;     /* ... this take part */
    const double *block_size; /* [n_points] what sizes count */
    const double *wanted;     /* [n_seeds] sizes; NULL: all equal, loosely */
    bool is_moved;            /* seeds move to the middle of their area (round by round) */
    int n_rounds;
} wks_demo_growth;

/* seeds [n_seeds] in: blocks to start from; out: where they ended.  owner [n_points]: number of the
 * seed, written only for blocks that take part and are reached.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_demo_growth_run(const wks_demo_growth *growth, size_t n_seeds,
                                            int32_t *seeds, int32_t *owner, wks_error *err);

/* n_seeds blocks far from each other, the first one given in seeds[0]. */
WKS_MUST_CHECK wks_code wks_demo_growth_spread(const wks_demo_growth *growth, size_t n_seeds,
                                               int32_t *seeds, wks_error *err);

#endif
