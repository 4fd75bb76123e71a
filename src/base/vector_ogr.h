/* base/vector_ogr.h - what the files base/vector*.c share: GDAL's geometry and ours, GDAL's errors.
 *
 * Only for them: GDAL's types do not travel further.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_VECTOR_OGR_H
#define WKS_BASE_VECTOR_OGR_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"

#include <ogr_api.h>

#include <stdbool.h>

/* Keep GDAL from writing to stderr between these two; its last message is then wks_vector_ogr_words
 * (never empty).  They nest. */
void wks_vector_ogr_begin(void);
void wks_vector_ogr_end(void);
bool wks_vector_ogr_has_failed(void); /* GDAL reported an error since begin */
const char *wks_vector_ogr_words(void);

/* All polygons in geometry, also those inside collections; anything else is left out. */
WKS_MUST_CHECK wks_code wks_vector_ogr_read(OGRGeometryH geometry, wks_arena *arena, wks_shape *out,
                                            wks_error *err);
/* A new MultiPolygon for OGR_G_DestroyGeometry; NULL when out of memory. */
OGRGeometryH wks_vector_ogr_make(const wks_shape *shape);

/* EPSG:code with x before y; NULL when PROJ does not know it. */
OGRSpatialReferenceH wks_vector_ogr_system(int code);

#endif
