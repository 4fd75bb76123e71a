/* base/vector.h - files with rows and polygons: GeoPackage, Shapefile, GeoJSON, TopoJSON, XLSX,
 * ODS.
 *
 * In: a path.  Out: layers (or sheets), their rows with fields as UTF-8 text, and polygons in
 * metres of RD New (EPSG:28992), whatever system the file uses.  The one wrapper of GDAL's vector
 * files; base/vector_shape.h repairs polygons, base/vector_write.h makes files.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_VECTOR_H
#define WKS_BASE_VECTOR_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_vector wks_vector;

/* What the first row of a sheet (XLSX, ODS) is; other formats name their columns themselves. */
typedef enum wks_vector_header {
    WKS_VECTOR_HEADER_FIRST_ROW,
    WKS_VECTOR_HEADER_NONE /* columns are called Field1, Field2, ... */
} wks_vector_header;

/* Open path for reading; the handle lives in arena, but must be closed before that is cleared.
 * Errors: WKS_E_NOT_FOUND  no such file
 *         WKS_E_FORMAT     none of the formats above, or broken
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_vector_open(const char *path, wks_vector_header header,
                                        wks_arena *arena, wks_vector **out, wks_error *err);
void wks_vector_close(wks_vector *vector);

size_t wks_vector_layers(const wks_vector *vector);
const char *wks_vector_layer_name(const wks_vector *vector, size_t layer); /* until close */

/* The layer with this name (case does not count).
 * Errors: WKS_E_NOT_FOUND  the text lists the layers there are */
WKS_MUST_CHECK wks_code wks_vector_find_layer(const wks_vector *vector, const char *name,
                                              size_t *out, wks_error *err);

/* Go to the start of a layer; the functions below are about the layer chosen last.
 * Errors: WKS_E_FORMAT  it has polygons in an unknown coordinate system: none is given and the
 *                       coordinates fit neither RD New nor longitude and latitude of the
 *                       Netherlands, or PROJ knows no way from it to RD New
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_vector_choose(wks_vector *vector, size_t layer, wks_error *err);

bool wks_vector_has_shapes(const wks_vector *vector); /* the layer may hold polygons */
size_t wks_vector_columns(const wks_vector *vector);
const char *wks_vector_column_name(const wks_vector *vector, size_t column); /* until close */
/* The names of all columns, with ", " between; NULL when out of memory. */
const char *wks_vector_column_list(const wks_vector *vector, wks_arena *arena);

/* The next row.  Errors: WKS_E_FORMAT the file is broken here; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vector_next(wks_vector *vector, bool *has_row, wks_error *err);
size_t wks_vector_row(
    const wks_vector *vector); /* number of the present row in its layer, from 1 */

/* A field of the present row as text; NULL when it is empty.  Lives until the next row. */
const char *wks_vector_text(wks_vector *vector, size_t column);

/* The polygons of the present row as they stand in the file, in RD New; none when the row has no
 * polygons.  Rings may be invalid (base/vector_shape.h).
 * Errors: WKS_E_FORMAT  a coordinate has no place in RD New; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vector_shape(wks_vector *vector, wks_arena *arena, wks_shape *out,
                                         wks_error *err);

#endif
