/* public/export/turtle.h - writing RDF as Turtle (https://www.w3.org/TR/turtle/).
 *
 * A subject is opened, gets its properties, and is closed.  What goes in is escaped; IRIs of ours
 * are relative to a base that the caller puts before them. SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_EXPORT_TURTLE_H
#define WKS_PUBLIC_EXPORT_TURTLE_H

#include "base/text.h"

#include <stddef.h>

typedef struct wks_turtle {
    wks_buffer *out;
    const char *base; /* before every IRI that starts with / or #; may be "" */
    const char *self; /* path of the document, before every IRI that starts with # */
} wks_turtle;

void wks_turtle_prefix(wks_turtle *turtle, const char *prefix, const char *iri);
/* "<iri> a kind"; kind is a prefixed name. */
void wks_turtle_open(wks_turtle *turtle, const char *iri, const char *kind);
void wks_turtle_close(wks_turtle *turtle);

/* One property each; nothing when the value is NULL or "".  property and type are prefixed names.
 */
void wks_turtle_iri(wks_turtle *turtle, const char *property, const char *iri);
void wks_turtle_dutch(wks_turtle *turtle, const char *property, const char *text); /* "..."@nl */
void wks_turtle_text(wks_turtle *turtle, const char *property, const char *text, const char *type);

#endif
