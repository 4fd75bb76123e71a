/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/turtle.h"

#include <string.h>

/* An IRI holds none of <>"{}|^`\ and nothing up to the space (2.4): these become %XX. */
static void put_iri(wks_turtle *turtle, const char *iri)
{
    wks_buffer_text(turtle->out, "<");
    if (*iri == '#') {
        wks_buffer_text(turtle->out, turtle->base);
        wks_buffer_text(turtle->out, turtle->self);
    } else if (*iri == '/') {
        wks_buffer_text(turtle->out, turtle->base);
    }
    for (const unsigned char *at = (const unsigned char *)iri; *at != 0; at++) {
        const bool is_plain = *at > ' ' && strchr("<>\"{}|^`\\", *at) == NULL;
        wks_buffer_printf(turtle->out, is_plain ? "%c" : "%%%02X", *at);
    }
    wks_buffer_text(turtle->out, ">");
}

static void put_literal(wks_turtle *turtle, const char *text)
{
    wks_buffer_text(turtle->out, "\"");
    for (const unsigned char *at = (const unsigned char *)text; *at != 0; at++) {
        if (*at == '"' || *at == '\\') {
            wks_buffer_printf(turtle->out, "\\%c", *at);
        } else if (*at < ' ') {
            wks_buffer_printf(turtle->out, "\\u%04X", *at);
        } else {
            wks_buffer_put(turtle->out, at, 1);
        }
    }
    wks_buffer_text(turtle->out, "\"");
}

void wks_turtle_prefix(wks_turtle *turtle, const char *prefix, const char *iri)
{
    wks_buffer_printf(turtle->out, "@prefix %s: <%s> .\n", prefix, iri);
}

void wks_turtle_open(wks_turtle *turtle, const char *iri, const char *kind)
{
    wks_buffer_text(turtle->out, "\n");
    put_iri(turtle, iri);
    wks_buffer_printf(turtle->out, " a %s", kind);
}

void wks_turtle_close(wks_turtle *turtle)
{
    wks_buffer_text(turtle->out, " .\n");
}

void wks_turtle_iri(wks_turtle *turtle, const char *property, const char *iri)
{
    if (iri != NULL && *iri != 0) {
        wks_buffer_printf(turtle->out, " ;\n    %s ", property);
        put_iri(turtle, iri);
    }
}

void wks_turtle_dutch(wks_turtle *turtle, const char *property, const char *text)
{
    if (text != NULL && *text != 0) {
        wks_buffer_printf(turtle->out, " ;\n    %s ", property);
        put_literal(turtle, text);
        wks_buffer_text(turtle->out, "@nl");
    }
}

void wks_turtle_text(wks_turtle *turtle, const char *property, const char *text, const char *type)
{
    if (text != NULL && *text != 0) {
        wks_buffer_printf(turtle->out, " ;\n    %s ", property);
        put_literal(turtle, text);
        if (type != NULL) {
            wks_buffer_printf(turtle->out, "^^%s", type);
        }
    }
}
