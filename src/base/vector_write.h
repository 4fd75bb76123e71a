/* base/vector_write.h - make a GeoPackage, Shapefile, GeoJSON or XLSX file.
 *
 * In: rows of text and polygons in RD New.  Out: a file with one layer.  The same rows give the
 * same bytes: dates that a format wants are fixed. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_VECTOR_WRITE_H
#define WKS_BASE_VECTOR_WRITE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"

#include <stddef.h>

typedef struct wks_vector_writer wks_vector_writer;

typedef enum wks_vector_kind {
    WKS_VECTOR_TEXT,
    WKS_VECTOR_INTEGER,
    WKS_VECTOR_NUMBER
} wks_vector_kind;

typedef struct wks_vector_column {
    const char *name; /* a Shapefile keeps its first ten bytes */
    wks_vector_kind kind;
} wks_vector_column;

enum {
    WKS_VECTOR_TABLE = 0, /* no polygons */
    WKS_VECTOR_RD_NEW = 28992,
    WKS_VECTOR_WGS84 = 4326
};

typedef struct wks_vector_form {
    const char *layer; /* or sheet */
    const wks_vector_column *columns;
    size_t n_columns;
    int system; /* EPSG code of the file, or WKS_VECTOR_TABLE */
} wks_vector_form;

/* Make path, which must not exist yet; its ending (.gpkg, .shp, .geojson, .xlsx) says the format.
 * form is used until finish.
 * Errors: WKS_E_ARGUMENT  another ending, or a system that PROJ does not know
 *         WKS_E_EXISTS    path exists
 *         WKS_E_IO, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_vector_write_open(const char *path, const wks_vector_form *form,
                                              wks_arena *arena, wks_vector_writer **out,
                                              wks_error *err);

/* Add a row: fields[n_columns] as text, NULL for empty; shape in RD New, NULL for a table.
 * Errors: WKS_E_ARGUMENT  a number column gets text that is none; WKS_E_IO, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_vector_write_row(wks_vector_writer *writer, const char *const *fields,
                                             const wks_shape *shape, wks_error *err);

/* Complete the file.  The writer is gone, also after a failure.  Errors: WKS_E_IO. */
WKS_MUST_CHECK wks_code wks_vector_write_finish(wks_vector_writer *writer, wks_error *err);
/* Give up: close without completing; nothing with NULL.  The unfinished file is removed. */
void wks_vector_write_close(wks_vector_writer *writer);

#endif
