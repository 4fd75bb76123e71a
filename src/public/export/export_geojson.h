/* public/export/export_geojson.h - features as GeoJSON (RFC 7946).
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_GEOJSON_H
#define WKS_PUBLIC_EXPORT_EXPORT_GEOJSON_H

#include "base/json.h"
#include "public/export/export_features.h"

#include <stddef.h>

typedef enum wks_geojson_system {
    WKS_GEOJSON_CRS84, /* longitude and latitude, what RFC 7946 prescribes */
    WKS_GEOJSON_RD     /* metres of RD New: for who has asked for it alone */
} wks_geojson_system;

/* The members of one feature ("type", "id", "geometry", "properties"), in an object that the caller
 * opens and closes. */
void wks_geojson_feature(wks_json *json, const wks_features *features, size_t feature,
                         wks_geojson_system system);

/* All features as one collection in CRS84, with what a reader should know of the figures as members
 * of its own.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_geojson(const wks_features *features, wks_arena *arena,
                                           wks_buffer *out, wks_error *err);

#endif
