/* public/export/export_geopackage.h - layers of features as a GeoPackage (OGC 12-128r18).
 *
 * One SQLite file that QGIS, R and ArcGIS open: a layer a level in RD New, each column with a
 * title, and a table `toelichting` with what a reader should know.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_GEOPACKAGE_H
#define WKS_PUBLIC_EXPORT_EXPORT_GEOPACKAGE_H

#include "public/export/export_features.h"

#include <stddef.h>

/* Make the file at path, all of it or nothing; the same layers give the same bytes.
 * Errors: WKS_E_EXISTS  there is something at path already
 *         WKS_E_ARGUMENT  no layers; WKS_E_IO, WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_export_geopackage(const wks_features *layers, size_t n_layers,
                                              const char *path, wks_arena *arena, wks_error *err);

#endif
