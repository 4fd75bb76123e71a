/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/vector_crs84.h"

#include "base/language.h"
#include "base/vector_ogr.h"

#include <ogr_srs_api.h>

#include <math.h>

/* EPSG:28992 to EPSG:4326 by "Amersfoort to WGS 84 (4)" (EPSG:4833), with x before y. */
static const char way[] =
    "+proj=pipeline "
    "+step +inv +proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 "
    "+x_0=155000 +y_0=463000 +ellps=bessel "
    "+step +proj=cart +ellps=bessel "
    "+step +proj=helmert +x=565.4171 +y=50.3319 +z=465.5524 +rx=0.398957388243134 "
    "+ry=-0.343987817378283 +rz=1.87740163998045 +s=4.0725 +convention=coordinate_frame "
    "+step +inv +proj=cart +ellps=WGS84 "
    "+step +proj=unitconvert +xy_in=rad +xy_out=deg";

enum {
    PER_DEGREE = 10000000 /* a centimetre; finer digits may differ from machine to machine */
};

static wks_code fail_way(wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("PROJ knows no way from RD New to longitude and latitude (%s)",
                           "PROJ kent geen weg van RD New naar lengte en breedte (%s)"),
                    wks_vector_ogr_words());
}

/* Without systems of coordinates, so that GDAL turns no axis: the way itself says which is which.
 */
static wks_code open_way(OGRCoordinateTransformationH *out, wks_error *err)
{
    OGRCoordinateTransformationOptionsH options = OCTNewCoordinateTransformationOptions();
    *out = NULL;
    if (options != NULL && OCTCoordinateTransformationOptionsSetOperation(options, way, 0)) {
        *out = OCTNewCoordinateTransformationEx(NULL, NULL, options);
    }
    if (options != NULL) {
        OCTDestroyCoordinateTransformationOptions(options);
    }
    return *out == NULL ? fail_way(err) : WKS_OK;
}

static wks_code place_ring(OGRCoordinateTransformationH to, const wks_ring *ring, wks_arena *arena,
                           wks_ring *out, wks_error *err)
{
    out->n_points = ring->n_points;
    WKS_TRY(wks_arena_take(arena, ring->n_points, sizeof *out->points, &out->points, err));
    for (size_t i = 0; i < ring->n_points; i++) {
        double x = ring->points[i].x;
        double y = ring->points[i].y;
        double z = 0;
        int is_placed = 0;
        OCTTransformEx(to, 1, &x, &y, &z, &is_placed);
        if (!is_placed || !isfinite(x) || !isfinite(y)) {
            return fail_way(err);
        }
        out->points[i] = (wks_point){nearbyint(x * PER_DEGREE) / PER_DEGREE,
                                     nearbyint(y * PER_DEGREE) / PER_DEGREE};
    }
    return WKS_OK;
}

static wks_code place_shape(OGRCoordinateTransformationH to, const wks_shape *shape,
                            wks_arena *arena, wks_shape *out, wks_error *err)
{
    out->n_polygons = shape->n_polygons;
    WKS_TRY(wks_arena_take(arena, shape->n_polygons, sizeof *out->polygons, &out->polygons, err));
    for (size_t p = 0; p < shape->n_polygons; p++) {
        const wks_polygon *from = &shape->polygons[p];
        wks_polygon *polygon = &out->polygons[p];
        polygon->n_rings = from->n_rings;
        WKS_TRY(wks_arena_take(arena, from->n_rings, sizeof *polygon->rings, &polygon->rings, err));
        for (size_t r = 0; r < from->n_rings; r++) {
            WKS_TRY(place_ring(to, &from->rings[r], arena, &polygon->rings[r], err));
        }
    }
    return WKS_OK;
}

wks_code wks_vector_to_crs84(const wks_shape *shapes, size_t n, wks_arena *arena, wks_shape *out,
                             wks_error *err)
{
    OGRCoordinateTransformationH to = NULL;
    wks_vector_ogr_begin();
    wks_code code = open_way(&to, err);
    for (size_t i = 0; code == WKS_OK && i < n; i++) {
        code = place_shape(to, &shapes[i], arena, &out[i], err);
    }
    if (to != NULL) {
        OCTDestroyCoordinateTransformation(to);
    }
    wks_vector_ogr_end();
    return code;
}
