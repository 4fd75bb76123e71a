/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/vector_shape.h"

#include "base/language.h"
#include "base/vector_ogr.h"

#include <cpl_string.h>
#include <ogr_api.h>

#include <math.h>

static bool has_only_finite_points(const wks_shape *shape)
{
    for (size_t p = 0; p < shape->n_polygons; p++) {
        for (size_t r = 0; r < shape->polygons[p].n_rings; r++) {
            const wks_ring *ring = &shape->polygons[p].rings[r];
            for (size_t i = 0; i < ring->n_points; i++) {
                if (!isfinite(ring->points[i].x) || !isfinite(ring->points[i].y)) {
                    return false;
                }
            }
        }
    }
    return true;
}

/* "structure": rings are cleaned one by one, outsides united, holes taken away; the older way
 * ("linework") would turn an outside that runs over itself into a hole. */
static OGRGeometryH make_valid(OGRGeometryH raw)
{
    char **options = CSLSetNameValue(NULL, "METHOD", "STRUCTURE");
    OGRGeometryH repaired = OGR_G_MakeValidEx(raw, options);
    CSLDestroy(options);
    return repaired;
}

wks_code wks_vector_shape_repair(const wks_shape *shape, wks_arena *arena, wks_shape *out,
                                 bool *was_invalid, wks_error *err)
{
    *was_invalid = false;
    if (!has_only_finite_points(shape)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("a coordinate is no number", "een coördinaat is geen getal"));
    }
    wks_code code = WKS_OK;
    OGRGeometryH repaired = NULL;
    wks_vector_ogr_begin();
    OGRGeometryH raw = wks_vector_ogr_make(shape);
    if (raw == NULL) {
        code = wks_arena_fail(err);
        goto done;
    }
    if (OGR_G_IsValid(raw)) {
        *out = *shape;
        goto done;
    }
    *was_invalid = true;
    repaired = make_valid(raw);
    if (repaired == NULL) {
        code = wks_fail(err, WKS_E_FORMAT, "%s", wks_vector_ogr_words());
        goto done;
    }
    code = wks_vector_ogr_read(repaired, arena, out, err);
done:
    OGR_G_DestroyGeometry(repaired);
    OGR_G_DestroyGeometry(raw);
    wks_vector_ogr_end();
    return code;
}

wks_code wks_vector_shape_merge(const wks_shape *shapes, size_t n_shapes, wks_arena *arena,
                                wks_shape *out, wks_error *err)
{
    wks_code code = WKS_OK;
    OGRGeometryH merged = NULL;
    wks_vector_ogr_begin();
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (size_t i = 0; i < n_shapes; i++) {
        OGRGeometryH one = wks_vector_ogr_make(&shapes[i]);
        if (all == NULL || one == NULL) {
            OGR_G_DestroyGeometry(one);
            code = wks_arena_fail(err);
            goto done;
        }
        for (int p = 0; p < OGR_G_GetGeometryCount(one); p++) {
            OGR_G_AddGeometry(all, OGR_G_GetGeometryRef(one, p));
        }
        OGR_G_DestroyGeometry(one);
    }
    merged = OGR_G_UnionCascaded(all);
    if (merged == NULL) {
        code = wks_fail(err, WKS_E_FORMAT, "%s", wks_vector_ogr_words());
        goto done;
    }
    code = wks_vector_ogr_read(merged, arena, out, err);
done:
    OGR_G_DestroyGeometry(merged);
    OGR_G_DestroyGeometry(all);
    wks_vector_ogr_end();
    return code;
}
