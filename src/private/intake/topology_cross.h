/* private/intake/topology_cross.h - which segments cut through another.
 *
 * Only for the files topology*.c.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_TOPOLOGY_CROSS_H
#define WKS_PRIVATE_INTAKE_TOPOLOGY_CROSS_H

#include "base/arena.h"
#include "base/error.h"
#include "private/intake/topology.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_segment {
    wks_grid_point from, to;
    bool is_crossed; /* set when another segment crosses it between the ends of both */
} wks_segment;

/* Set is_crossed of all; *n_crossed is how many.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_topology_cross_find(wks_segment *segments, size_t n_segments,
                                                wks_arena *scratch, size_t *n_crossed,
                                                wks_error *err);

#endif
