/* programs/wijkscan/method_graph.h - a file of edges, read for the methods that know neighbours.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_METHOD_GRAPH_H
#define WKS_PROGRAMS_WIJKSCAN_METHOD_GRAPH_H

#include "base/arena.h"
#include "base/error.h"
#include "private/estimate/neighbours.h"

#include <stddef.h>

/* The areas that edges may name. */
typedef struct wks_method_areas {
    size_t n;
    const char **code; /* [n], or NULL: areas are known by number alone */
} wks_method_areas;

/* Read the first two columns of path as edges between areas.  An end is the code of an area; when
 * no end in the file is one (or there are no codes), it is a number from 1 to n in the order of the
 * data.  Pairs may stand once or in both directions.
 * Errors: WKS_E_FORMAT  an area that the data do not have, an area joined with itself, or, where
 *                       other pairs stand in both directions, one that stands in one: the text
 *                       names file and line; those of wks_method_read. */
WKS_MUST_CHECK wks_code wks_method_read_graph(const char *path, const wks_method_areas *areas,
                                              wks_arena *arena, wks_neighbours *out,
                                              wks_error *err);

#endif
