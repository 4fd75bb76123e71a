/* public/export/export_package.h - a whole release in one folder, as a Frictionless data package.
 *
 * A CSV for each indicator, areas.csv, indicators.csv and sources.csv, a CSVW description beside
 * each, catalogus.ttl (DCAT-AP-NL), and datapackage.json over all of them
 * (https://specs.frictionlessdata.io/data-package/, version 1). SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_PACKAGE_H
#define WKS_PUBLIC_EXPORT_EXPORT_PACKAGE_H

#include "base/error.h"
#include "base/progress.h"
#include "public/picture/picture_read.h"

#include <stddef.h>
#include <stdint.h>

/* Make the folder at path, all of it or nothing; *n_tables gets how many indicators it holds.
 * Errors: WKS_E_EXISTS  there is something at path already
 *         WKS_E_FORMAT  an indicator is called as a file of the package is, or as no file can be
 *         WKS_E_IO, WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_export_package(wks_picture *picture, int64_t release, const char *path,
                                           wks_progress *progress, size_t *n_tables,
                                           wks_error *err);

#endif
