/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/vector_ogr.h"

#include "base/language.h"

#include <cpl_error.h>
#include <ogr_srs_api.h>

#include <string.h>

void wks_vector_ogr_begin(void)
{
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
}

void wks_vector_ogr_end(void)
{
    CPLPopErrorHandler();
}

bool wks_vector_ogr_has_failed(void)
{
    CPLErr kind = CPLGetLastErrorType();
    return kind == CE_Failure || kind == CE_Fatal;
}

const char *wks_vector_ogr_words(void)
{
    const char *words = CPLGetLastErrorMsg();
    return words != NULL && words[0] != 0 ? words
                                          : wks_tr("GDAL gives no reason", "GDAL geeft geen reden");
}

/* Shells and their rings, counted first so that the arrays fit. */
static size_t count_polygons(OGRGeometryH geometry)
{
    OGRwkbGeometryType kind = wkbFlatten(OGR_G_GetGeometryType(geometry));
    if (kind == wkbPolygon) {
        return OGR_G_IsEmpty(geometry) ? 0 : 1;
    }
    size_t count = 0;
    if (kind == wkbMultiPolygon || kind == wkbGeometryCollection) {
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); i++) {
            count += count_polygons(OGR_G_GetGeometryRef(geometry, i));
        }
    }
    return count;
}

static wks_code read_ring(OGRGeometryH line, wks_arena *arena, wks_ring *out, wks_error *err)
{
    size_t n = (size_t)OGR_G_GetPointCount(line);
    /* One more than there are: a ring that the file leaves open is closed here. */
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *out->points, &out->points, err));
    if (n == 0) {
        return WKS_OK;
    }
    OGR_G_GetPoints(line, &out->points[0].x, (int)sizeof(wks_point), &out->points[0].y,
                    (int)sizeof(wks_point), NULL, 0);
    if (out->points[0].x != out->points[n - 1].x || out->points[0].y != out->points[n - 1].y) {
        out->points[n++] = out->points[0];
    }
    out->n_points = n;
    return WKS_OK;
}

static wks_code read_polygons(OGRGeometryH geometry, wks_arena *arena, wks_shape *out,
                              wks_error *err)
{
    OGRwkbGeometryType kind = wkbFlatten(OGR_G_GetGeometryType(geometry));
    int n_parts = OGR_G_GetGeometryCount(geometry);
    if (kind == wkbPolygon && !OGR_G_IsEmpty(geometry)) {
        wks_polygon *polygon = &out->polygons[out->n_polygons++];
        polygon->n_rings = (size_t)n_parts;
        WKS_TRY(
            wks_arena_take(arena, polygon->n_rings, sizeof *polygon->rings, &polygon->rings, err));
        for (int i = 0; i < n_parts; i++) {
            WKS_TRY(read_ring(OGR_G_GetGeometryRef(geometry, i), arena, &polygon->rings[i], err));
        }
    } else if (kind == wkbMultiPolygon || kind == wkbGeometryCollection) {
        for (int i = 0; i < n_parts; i++) {
            WKS_TRY(read_polygons(OGR_G_GetGeometryRef(geometry, i), arena, out, err));
        }
    }
    return WKS_OK;
}

wks_code wks_vector_ogr_read(OGRGeometryH geometry, wks_arena *arena, wks_shape *out,
                             wks_error *err)
{
    *out = (wks_shape){0};
    size_t n_polygons = geometry == NULL ? 0 : count_polygons(geometry);
    WKS_TRY(wks_arena_take(arena, n_polygons, sizeof *out->polygons, &out->polygons, err));
    return geometry == NULL ? WKS_OK : read_polygons(geometry, arena, out, err);
}

static OGRGeometryH make_polygon(const wks_polygon *polygon)
{
    OGRGeometryH out = OGR_G_CreateGeometry(wkbPolygon);
    for (size_t r = 0; out != NULL && r < polygon->n_rings; r++) {
        const wks_ring *ring = &polygon->rings[r];
        OGRGeometryH line = OGR_G_CreateGeometry(wkbLinearRing);
        if (line == NULL) {
            OGR_G_DestroyGeometry(out);
            return NULL;
        }
        OGR_G_SetPoints(line, (int)ring->n_points, &ring->points[0].x, (int)sizeof(wks_point),
                        &ring->points[0].y, (int)sizeof(wks_point), NULL, 0);
        OGR_G_AddGeometryDirectly(out, line);
    }
    return out;
}

OGRGeometryH wks_vector_ogr_make(const wks_shape *shape)
{
    OGRGeometryH out = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (size_t p = 0; out != NULL && p < shape->n_polygons; p++) {
        OGRGeometryH polygon = make_polygon(&shape->polygons[p]);
        if (polygon == NULL) {
            OGR_G_DestroyGeometry(out);
            return NULL;
        }
        OGR_G_AddGeometryDirectly(out, polygon);
    }
    return out;
}

OGRSpatialReferenceH wks_vector_ogr_system(int code)
{
    OGRSpatialReferenceH out = OSRNewSpatialReference(NULL);
    if (out != NULL && OSRImportFromEPSG(out, code) != OGRERR_NONE) {
        OSRRelease(out);
        return NULL;
    }
    if (out != NULL) {
        OSRSetAxisMappingStrategy(out, OAMS_TRADITIONAL_GIS_ORDER);
    }
    return out;
}
