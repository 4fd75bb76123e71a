/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/ogc_links.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>
#include <string.h>

/* What the resources above the items are rendered from. */
typedef struct ogc_question {
    const wks_ogc_question *asked;
    const char *base;    /* of links */
    const char *pattern; /* of the route */
    const char *name;    /* of the collection; NULL: all, or none */
} ogc_question;

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* ---- links --------------------------------------------------------------------------------- */

static const char *address(const ogc_question *question, const char *path, wks_arena *arena)
{
    return wks_ogc_links_address(question->base, path, question->asked, false, 0, arena);
}

static wks_code write_links(wks_json *json, const wks_ogc_link *links, size_t n, wks_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (links[i].href == NULL) {
            return wks_arena_fail(err);
        }
    }
    wks_ogc_links_write(json, links, n);
    return WKS_OK;
}

/* ---- landing page, conformance ------------------------------------------------------------- */

static wks_code write_landing(const ogc_question *question, const wks_table_release *release,
                              wks_arena *arena, wks_json *json, wks_error *err)
{
    const wks_ogc_link links[] = {
        {"self", WKS_OGC_JSON, "Dit document", address(question, "", arena)},
        {"service-desc", "application/vnd.oai.openapi+json;version=3.0",
         "Beschrijving van deze dienst (OpenAPI 3.0)", address(question, "/openapi.json", arena)},
        {"conformance", WKS_OGC_JSON, "Waaraan deze dienst zich houdt",
         address(question, "/conformance", arena)},
        {"data", WKS_OGC_JSON, "De lagen", address(question, "/collections", arena)},
    };
    const char *title = wks_arena_printf(arena, "wijkscan %s%s", release->region_name,
                                         release->is_invented ? " (verzonnen cijfers)" : "");
    if (title == NULL) {
        return wks_arena_fail(err);
    }
    wks_json_member_text(json, "title", title);
    wks_json_member_text(json, "description",
                         "Gebieden met hun grenzen, en met de cijfers van een indicator als die is "
                         "gekozen: indicator, periode, uitsplitsing. Een leeg cijfer heeft een "
                         "status die zegt waarom; leeg is nooit nul.");
    return write_links(json, links, COUNT(links), err);
}

static void write_conformance(wks_json *json)
{
    static const char *const classes[] = {
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
        "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
        "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
    };
    wks_json_key(json, "conformsTo");
    wks_json_open_array(json);
    for (size_t i = 0; i < COUNT(classes); i++) {
        wks_json_text(json, classes[i]);
    }
    wks_json_close_array(json);
}

/* ---- collections --------------------------------------------------------------------------- */

static void write_extent(wks_json *json, const wks_borders *borders)
{
    wks_box box = wks_box_nowhere;
    for (size_t i = 0; i < borders->n; i++) {
        box = wks_box_around(box, &borders->items[i].crs84);
    }
    wks_json_key(json, "extent");
    wks_json_open_object(json);
    wks_json_key(json, "spatial");
    wks_json_open_object(json);
    wks_json_key(json, "bbox");
    wks_json_open_array(json);
    wks_json_open_array(json);
    wks_json_number(json, box.west);
    wks_json_number(json, box.south);
    wks_json_number(json, box.east);
    wks_json_number(json, box.north);
    wks_json_close_array(json);
    wks_json_close_array(json);
    wks_json_member_text(json, "crs", WKS_OGC_CRS84);
    wks_json_close_object(json);
    wks_json_close_object(json);
}

static wks_code write_collection(const ogc_question *question, const wks_features_layer *layer,
                                 const wks_borders *borders, wks_arena *arena, wks_json *json,
                                 wks_error *err)
{
    const char *path = wks_arena_printf(arena, "/collections/%s", layer->name);
    const char *items = wks_arena_printf(arena, "/collections/%s/items", layer->name);
    const char *described = wks_arena_printf(arena, "%s/api/v1/indicatoren", question->base);
    const char *text = wks_arena_printf(arena,
                                        "%s, indeling van %d; grenzen vereenvoudigd, om te "
                                        "laten zien.",
                                        layer->title, borders->edition);
    if (path == NULL || items == NULL || text == NULL) {
        return wks_arena_fail(err);
    }
    const wks_ogc_link links[] = {
        {"self", WKS_OGC_JSON, layer->title, address(question, path, arena)},
        {"items", WKS_OGC_GEOJSON, "De gebieden", address(question, items, arena)},
        {"describedby", WKS_OGC_JSON, "De indicatoren en hun definities", described},
    };
    wks_json_open_object(json);
    wks_json_member_text(json, "id", layer->name);
    wks_json_member_text(json, "title", layer->title);
    wks_json_member_text(json, "description", text);
    wks_json_member_text(json, "itemType", "feature");
    write_extent(json, borders);
    wks_json_key(json, "crs");
    wks_json_open_array(json);
    wks_json_text(json, WKS_OGC_CRS84);
    wks_json_text(json, WKS_OGC_RD);
    wks_json_close_array(json);
    wks_json_member_text(json, "storageCrs", WKS_OGC_RD);
    WKS_TRY(write_links(json, links, COUNT(links), err));
    wks_json_close_object(json);
    return WKS_OK;
}

static wks_code write_collections(wks_picture *picture, int64_t release,
                                  const ogc_question *question, wks_arena *arena, wks_json *json,
                                  wks_error *err)
{
    const wks_ogc_link links[] = {
        {"self", WKS_OGC_JSON, "Dit document", address(question, "/collections", arena)}};
    WKS_TRY(write_links(json, links, COUNT(links), err));
    wks_json_key(json, "collections");
    wks_json_open_array(json);
    for (size_t i = 0; i < WKS_FEATURES_N_LAYERS; i++) {
        const wks_features_layer *layer = &wks_features_layers[i];
        wks_borders borders;
        WKS_TRY(wks_picture_borders(picture, release, layer->level, arena, &borders, err));
        if (borders.n > 0) {
            WKS_TRY(write_collection(question, layer, &borders, arena, json, err));
        }
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static wks_code render_collection(wks_picture *picture, int64_t release,
                                  const ogc_question *question, wks_arena *arena, wks_json *json,
                                  wks_error *err)
{
    const wks_features_layer *layer = NULL;
    wks_borders borders;
    WKS_TRY(wks_ogc_find_layer(picture, release, question->name, arena, &layer, &borders, err));
    return write_collection(question, layer, &borders, arena, json, err);
}

/* ---- the whole ----------------------------------------------------------------------------- */

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const ogc_question *question = what;
    const wks_table_offer *offer = NULL;
    wks_table_release about;
    wks_json json;
    WKS_TRY(wks_ogc_question_offer(question->asked, picture, release, NULL, arena, &offer, response,
                                   err));
    if (response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    wks_json_init(&json, out);
    if (question->name != NULL) {
        return render_collection(picture, release, question, arena, &json, err);
    }
    wks_json_open_object(&json);
    if (wks_text_ends(question->pattern, "/collections")) {
        WKS_TRY(write_collections(picture, release, question, arena, &json, err));
    } else if (wks_text_ends(question->pattern, "/conformance")) {
        write_conformance(&json);
    } else {
        WKS_TRY(wks_picture_table_release(picture, release, arena, &about, err));
        WKS_TRY(write_landing(question, &about, arena, &json, err));
    }
    wks_json_close_object(&json);
    return WKS_OK;
}

wks_code wks_get_ogc(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                     void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_ogc_question asked;
    char key[WKS_OGC_QUESTION_KEY];
    const bool is_collection = strchr(request->route->pattern, '{') != NULL;
    wks_ogc_question_read(request, WKS_OGC_BREAKDOWN + 1, &asked, response);
    wks_ogc_question_key(request, &asked, key);
    const ogc_question question = {&asked, serve->links_base, request->route->pattern,
                                   is_collection ? request->names[0] : NULL};
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    const wks_release_item item = {response->n_faults > 0 ? NULL : key, render, &question};
    return wks_release_cache_answer(&serve->store, request, &item, arena, response, err);
}
