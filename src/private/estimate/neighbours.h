/* private/estimate/neighbours.h - which areas border on which, as a graph.
 *
 * In: pairs of areas.  Out: for each area its neighbours, and the components: the parts of the map
 * that hang together.  An area without neighbours is a component of one, and never refused.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_NEIGHBOURS_H
#define WKS_PRIVATE_ESTIMATE_NEIGHBOURS_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

typedef struct wks_neighbours {
    size_t n_areas;
    size_t n_pairs;       /* unordered pairs of neighbours, each once */
    size_t *start;        /* [n_areas + 1] area i has neighbour[start[i]] .. [start[i + 1] - 1] */
    size_t *neighbour;    /* [2 * n_pairs] ascending within an area */
    size_t n_components;  /* those of one area included */
    size_t *component;    /* [n_areas] 0 .. n_components - 1, in order of their first area */
    size_t *size;         /* [n_components] its number of areas */
    size_t n_alone;       /* areas without neighbours */
    size_t n_one_way;     /* pairs that the list gives in one direction only */
    size_t first_one_way; /* index in the list of the first of these; n_edges when there is none */
} wks_neighbours;

/* The graph of a list of edges from[k] - to[k], areas 0 .. n_areas - 1.  Being neighbours goes both
 * ways: a pair may stand in the list once, or in both directions, or twice; it counts once.  A list
 * that gives some pairs in both directions and others in one (0 < n_one_way < n_pairs) has most
 * likely lost rows: the caller decides; `wijkscan method bym2` refuses it and names the line.
 * Arrays live in arena.
 * Errors: WKS_E_ARGUMENT  n_areas is 0; edge k (from 1) names an area that does not exist, or joins
 *                         an area with itself
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_neighbours_make(size_t n_areas, size_t n_edges, const size_t *from,
                                            const size_t *to, wks_arena *arena, wks_neighbours *out,
                                            wks_error *err);

#endif
