/* public/export/rdf.h - writing RDF as Turtle (https://www.w3.org/TR/turtle/) or as JSON-LD 1.1
 * (https://www.w3.org/TR/json-ld11/): the same triples in both.
 *
 * A document is begun, names its prefixes, and is ended.  Between, a subject is opened, gets its
 * properties, and is closed; values of one property follow one another.  What goes in is escaped;
 * IRIs of ours are relative to a base that the caller puts before them.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_RDF_H
#define WKS_PUBLIC_EXPORT_RDF_H

#include "base/json.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_rdf_form {
    WKS_RDF_TURTLE,
    WKS_RDF_JSON_LD,
    WKS_RDF_N_FORMS
} wks_rdf_form;

typedef struct wks_rdf {
    wks_buffer *out;
    wks_rdf_form form;
    const char *base;     /* before every IRI that starts with / or #; may be "" */
    const char *self;     /* path of the document, before every IRI that starts with # */
    wks_json json;        /* for rdf.c */
    const char *property; /* of JSON-LD, whose values are being written; NULL: none */
} wks_rdf;

/* {"dcat", "http://www.w3.org/ns/dcat#"}; the IRI ends in # or /. */
typedef struct wks_rdf_prefix {
    const char *name, *iri;
} wks_rdf_prefix;

/* rdf holds out, form, base and self. */
void wks_rdf_begin(wks_rdf *rdf, const wks_rdf_prefix *prefixes, size_t n);
void wks_rdf_end(wks_rdf *rdf);

/* "<iri> a kind"; kind is a prefixed name. */
void wks_rdf_open(wks_rdf *rdf, const char *iri, const char *kind);
void wks_rdf_close(wks_rdf *rdf);

/* One property each; nothing when the value is NULL or "".  property and type are prefixed names,
 * and literals. */
void wks_rdf_iri(wks_rdf *rdf, const char *property, const char *iri);
void wks_rdf_dutch(wks_rdf *rdf, const char *property, const char *text); /* "..."@nl */
void wks_rdf_text(wks_rdf *rdf, const char *property, const char *text, const char *type);

#endif
