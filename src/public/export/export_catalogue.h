/* public/export/export_catalogue.h - what there is, for portals of data: DCAT-AP-NL 3.0 as RDF.
 *
 * A dataset for each indicator with a distribution for each form, the API and the OGC API as
 * services, who answers for it, and under which licence.  SHACL shapes of Geonovum hold in a test
 * (tests/standards).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_EXPORT_CATALOGUE_H
#define WKS_PUBLIC_EXPORT_EXPORT_CATALOGUE_H

#include "base/error.h"
#include "base/text.h"
#include "public/export/rdf.h"
#include "public/picture/picture_table.h"

#include <stdint.h>

/* Where what the catalogue names is found. */
typedef enum wks_catalogue_place {
    WKS_CATALOGUE_OF_SERVER, /* base is the address of a server, without a slash at the end */
    WKS_CATALOGUE_OF_PACKAGE /* files beside the catalogue; base is "" */
} wks_catalogue_place;

typedef struct wks_catalogue_options {
    wks_catalogue_place place;
    const char *base;
    wks_rdf_form form;
} wks_catalogue_options;

/* Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_export_catalogue(wks_picture *picture, int64_t release,
                                             const wks_catalogue_options *options, wks_arena *arena,
                                             wks_buffer *out, wks_error *err);

#endif
