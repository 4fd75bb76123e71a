/* private/intake/borders.h - a file of polygons becomes areas with one shape each.
 *
 * In: a vector file and the catalogue's source of kind WKS_SOURCE_BORDERS that says which column is
 * what.  Out: areas of one edition, their shapes valid and in metres of RD New.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_INTAKE_BORDERS_H
#define WKS_PRIVATE_INTAKE_BORDERS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"
#include "model/area.h"
#include "model/catalogue.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_border {
    wks_area area;   /* the code decides the level: one file may hold several */
    bool is_changed; /* the source says that borders or code changed since the edition before */
    wks_shape shape; /* at least one polygon; valid unless another area of the file overlaps it */
} wks_border;

typedef struct wks_borders {
    wks_border *borders; /* [n_borders], by level from coarse to fine, then by code */
    size_t n_borders;
    size_t n_rows;     /* read, with those skipped */
    size_t n_skipped;  /* left out by the source's skip column or filters */
    size_t n_repaired; /* rows whose polygons were invalid and could be repaired */
} wks_borders;

typedef struct wks_borders_file {
    const char *path;
    const char *layer; /* NULL: every layer with polygons that has the source's area column */
    int edition;       /* indelingsjaar, for the areas */
} wks_borders_file;

/* Read the file.  Rows with the same code become one area.  A column is found by its stem: whole,
 * with a number behind it ("name_12"), or cut to ten bytes as a Shapefile does.
 * Errors: WKS_E_NOT_FOUND  no such file, or no such layer (the text lists those there are)
 *         WKS_E_FORMAT     no vector file, an unknown coordinate system, a column that is not
 *                          there (the text lists those there are), a code that is none, the same
 *                          code in two layers, polygons that are empty, cannot be repaired or lie
 *                          outside the Netherlands: the text names file, layer, row and code
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_borders_read(const wks_borders_file *file, const wks_source *source,
                                         wks_arena *arena, wks_borders *out, wks_error *err);

#endif
