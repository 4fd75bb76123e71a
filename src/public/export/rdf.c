/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/rdf.h"

#include <string.h>

/* An IRI holds none of <>"{}|^`\ and nothing up to the space (Turtle 2.4): these become %XX, so
 * that it needs no more escaping in JSON either. */
static void put_iri_text(wks_rdf *rdf, const char *iri)
{
    if (*iri == '#') {
        wks_buffer_text(rdf->out, rdf->base);
        wks_buffer_text(rdf->out, rdf->self);
    } else if (*iri == '/') {
        wks_buffer_text(rdf->out, rdf->base);
    }
    for (const unsigned char *at = (const unsigned char *)iri; *at != 0; at++) {
        const bool is_plain = *at > ' ' && strchr("<>\"{}|^`\\", *at) == NULL;
        wks_buffer_printf(rdf->out, is_plain ? "%c" : "%%%02X", *at);
    }
}

static bool is_turtle(const wks_rdf *rdf)
{
    return rdf->form == WKS_RDF_TURTLE;
}

/* ---- Turtle -------------------------------------------------------------------------------- */

static void put_iri(wks_rdf *rdf, const char *iri)
{
    wks_buffer_text(rdf->out, "<");
    put_iri_text(rdf, iri);
    wks_buffer_text(rdf->out, ">");
}

static void put_literal(wks_rdf *rdf, const char *text)
{
    wks_buffer_text(rdf->out, "\"");
    for (const unsigned char *at = (const unsigned char *)text; *at != 0; at++) {
        if (*at == '"' || *at == '\\') {
            wks_buffer_printf(rdf->out, "\\%c", *at);
        } else if (*at < ' ') {
            wks_buffer_printf(rdf->out, "\\u%04X", *at);
        } else {
            wks_buffer_put(rdf->out, at, 1);
        }
    }
    wks_buffer_text(rdf->out, "\"");
}

/* ---- JSON-LD ------------------------------------------------------------------------------- */

static void member_iri(wks_rdf *rdf, const char *iri)
{
    wks_json_key(&rdf->json, "@id");
    wks_json_raw(&rdf->json, "\"");
    put_iri_text(rdf, iri);
    wks_buffer_text(rdf->out, "\"");
}

static void end_property(wks_rdf *rdf)
{
    if (rdf->property != NULL) {
        wks_json_close_array(&rdf->json);
        rdf->property = NULL;
    }
}

/* The values of a property are a list, also when there is one: so that readers find one shape. */
static void open_value(wks_rdf *rdf, const char *property)
{
    if (rdf->property == NULL || strcmp(rdf->property, property) != 0) {
        end_property(rdf);
        wks_json_key(&rdf->json, property);
        wks_json_open_array(&rdf->json);
        rdf->property = property;
    }
    wks_json_open_object(&rdf->json);
}

static void put_value(wks_rdf *rdf, const char *property, const char *text, const char *about,
                      const char *of)
{
    open_value(rdf, property);
    wks_json_member_text(&rdf->json, "@value", text);
    if (of != NULL) {
        wks_json_member_text(&rdf->json, about, of);
    }
    wks_json_close_object(&rdf->json);
}

/* ---- both ---------------------------------------------------------------------------------- */

void wks_rdf_begin(wks_rdf *rdf, const wks_rdf_prefix *prefixes, size_t n)
{
    wks_json_init(&rdf->json, rdf->out);
    rdf->property = NULL;
    if (is_turtle(rdf)) {
        for (size_t i = 0; i < n; i++) {
            wks_buffer_printf(rdf->out, "@prefix %s: <%s> .\n", prefixes[i].name, prefixes[i].iri);
        }
        return;
    }
    wks_json_open_object(&rdf->json);
    wks_json_key(&rdf->json, "@context");
    wks_json_open_object(&rdf->json);
    for (size_t i = 0; i < n; i++) {
        wks_json_member_text(&rdf->json, prefixes[i].name, prefixes[i].iri);
    }
    wks_json_close_object(&rdf->json);
    wks_json_key(&rdf->json, "@graph");
    wks_json_open_array(&rdf->json);
}

void wks_rdf_end(wks_rdf *rdf)
{
    if (!is_turtle(rdf)) {
        wks_json_close_array(&rdf->json);
        wks_json_close_object(&rdf->json);
        wks_buffer_text(rdf->out, "\n");
    }
}

void wks_rdf_open(wks_rdf *rdf, const char *iri, const char *kind)
{
    if (is_turtle(rdf)) {
        wks_buffer_text(rdf->out, "\n");
        put_iri(rdf, iri);
        wks_buffer_printf(rdf->out, " a %s", kind);
        return;
    }
    wks_json_open_object(&rdf->json);
    member_iri(rdf, iri);
    wks_json_member_text(&rdf->json, "@type", kind);
}

void wks_rdf_close(wks_rdf *rdf)
{
    if (is_turtle(rdf)) {
        wks_buffer_text(rdf->out, " .\n");
        return;
    }
    end_property(rdf);
    wks_json_close_object(&rdf->json);
}

void wks_rdf_iri(wks_rdf *rdf, const char *property, const char *iri)
{
    if (iri == NULL || *iri == 0) {
        return;
    }
    if (is_turtle(rdf)) {
        wks_buffer_printf(rdf->out, " ;\n    %s ", property);
        put_iri(rdf, iri);
        return;
    }
    open_value(rdf, property);
    member_iri(rdf, iri);
    wks_json_close_object(&rdf->json);
}

void wks_rdf_dutch(wks_rdf *rdf, const char *property, const char *text)
{
    if (text == NULL || *text == 0) {
        return;
    }
    if (is_turtle(rdf)) {
        wks_buffer_printf(rdf->out, " ;\n    %s ", property);
        put_literal(rdf, text);
        wks_buffer_text(rdf->out, "@nl");
        return;
    }
    put_value(rdf, property, text, "@language", "nl");
}

void wks_rdf_text(wks_rdf *rdf, const char *property, const char *text, const char *type)
{
    if (text == NULL || *text == 0) {
        return;
    }
    if (is_turtle(rdf)) {
        wks_buffer_printf(rdf->out, " ;\n    %s ", property);
        put_literal(rdf, text);
        if (type != NULL) {
            wks_buffer_printf(rdf->out, "^^%s", type);
        }
        return;
    }
    put_value(rdf, property, text, "@type", type);
}
