/* base/vector_shape.h - polygons made valid, and made one.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_VECTOR_SHAPE_H
#define WKS_BASE_VECTOR_SHAPE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"

#include <stdbool.h>
#include <stddef.h>

/* A shape without crossing, overlapping or collapsed rings (OGC 06-103r4, 6.1.14), by GEOS;
 * lines and points that a repair leaves over are dropped.  A valid shape comes back as it was.
 * *out has no polygons when nothing of it has any surface.
 * Errors: WKS_E_FORMAT  GEOS cannot repair it; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vector_shape_repair(const wks_shape *shape, wks_arena *arena,
                                                wks_shape *out, bool *was_invalid, wks_error *err);

/* The union of valid shapes.  Errors: as above. */
WKS_MUST_CHECK wks_code wks_vector_shape_merge(const wks_shape *shapes, size_t n_shapes,
                                               wks_arena *arena, wks_shape *out, wks_error *err);

#endif
