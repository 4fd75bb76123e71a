/* public/picture/picture_borders.h - the borders of the areas on a map, for files and for programs
 * that draw maps themselves.
 *
 * In: a picture and a release.  Out: what the map of a level draws, area by area, in both systems.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_BORDERS_H
#define WKS_PUBLIC_PICTURE_PICTURE_BORDERS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/shape.h"
#include "base/text.h"
#include "public/picture/picture_read.h"

#include <stddef.h>
#include <stdint.h>

typedef struct wks_border {
    const char *code, *name;
    const char *parent; /* code; NULL: none */
    wks_span rd_bytes;  /* the MultiPolygon of rd as well-known binary (base/shape.h) */
    wks_shape rd;       /* metres of RD New (EPSG:28992); outsides run against the clock */
    wks_shape crs84;    /* degrees, longitude before latitude (OGC:CRS84) */
} wks_border;

typedef struct wks_borders {
    int edition;       /* the year of the division into areas */
    wks_border *items; /* [n] by code, in the arena */
    size_t n;
} wks_borders;

/* The borders of a level; n is 0 where the release has no map of it, or is from before borders were
 * kept.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_picture_borders(wks_picture *picture, int64_t release,
                                            const char *level, wks_arena *arena, wks_borders *out,
                                            wks_error *err);

#endif
