/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_geojson.h"
#include "public/serve/ogc_links.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct items_question {
    const wks_ogc_question *asked;
    const char *base;       /* of links */
    const char *collection; /* "wijken" */
    const char *feature;    /* code; NULL: all */
    wks_release_head *head;
} items_question;

/* The features of one reply. */
typedef struct page {
    const items_question *question;
    const wks_features *features;
    size_t *matches; /* [n_matches] of all that fit, by code */
    size_t n_matches;
    size_t n; /* on this page, from asked->offset on */
    wks_arena *arena;
} page;

/* ---- which features ------------------------------------------------------------------------ */

static bool is_in_box(const wks_border *border, const wks_ogc_question *asked)
{
    const wks_box box = asked->box;
    const wks_shape *shape = asked->is_box_rd ? &border->rd : &border->crs84;
    if (box.west <= box.east) {
        return wks_shape_meets(shape, box);
    }
    /* From west to east over the line where the date changes (OGC 17-069r4, 7.15.3). */
    return wks_shape_meets(shape, (wks_box){box.west, box.south, 180, box.north}) ||
           wks_shape_meets(shape, (wks_box){-180, box.south, box.east, box.north});
}

static wks_code choose_features(page *at, wks_error *err)
{
    const wks_ogc_question *asked = at->question->asked;
    const wks_borders *borders = &at->features->borders;
    WKS_TRY(wks_arena_take(at->arena, borders->n, sizeof *at->matches, &at->matches, err));
    for (size_t i = 0; i < borders->n; i++) {
        if (!asked->has_box || is_in_box(&borders->items[i], asked)) {
            at->matches[at->n_matches++] = i;
        }
    }
    const size_t left = at->n_matches > asked->offset ? at->n_matches - asked->offset : 0;
    at->n = left < asked->limit ? left : asked->limit;
    return WKS_OK;
}

/* ---- links --------------------------------------------------------------------------------- */

static const char *address(const page *at, size_t offset)
{
    const items_question *question = at->question;
    const char *path = wks_arena_printf(at->arena, "/collections/%s/items", question->collection);
    return path == NULL ? NULL
                        : wks_ogc_links_address(question->base, path, question->asked, true, offset,
                                                at->arena);
}

enum {
    MOST_LINKS = 4
};

/* This page, the collection, and the pages before and after where there are. */
static wks_code list_links(const page *at, wks_ogc_link out[static MOST_LINKS], size_t *n,
                           wks_error *err)
{
    const items_question *question = at->question;
    const wks_ogc_question *asked = question->asked;
    const char *path = wks_arena_printf(at->arena, "/collections/%s", question->collection);
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    *n = 0;
    out[(*n)++] =
        (wks_ogc_link){"self", WKS_OGC_GEOJSON, "Deze gebieden", address(at, asked->offset)};
    out[(*n)++] =
        (wks_ogc_link){"collection", WKS_OGC_JSON, "De laag",
                       wks_ogc_links_address(question->base, path, asked, false, 0, at->arena)};
    if (asked->offset > 0) {
        const size_t before = asked->offset > asked->limit ? asked->offset - asked->limit : 0;
        out[(*n)++] =
            (wks_ogc_link){"prev", WKS_OGC_GEOJSON, "De gebieden ervoor", address(at, before)};
    }
    if (asked->offset + at->n < at->n_matches && at->n > 0) {
        out[(*n)++] = (wks_ogc_link){"next", WKS_OGC_GEOJSON, "De gebieden erna",
                                     address(at, asked->offset + asked->limit)};
    }
    for (size_t i = 0; i < *n; i++) {
        if (out[i].href == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

/* The same as a header, for who pages by that (NL API Design Rules). */
static wks_code write_link_header(const page *at, const wks_ogc_link *links, size_t n,
                                  wks_error *err)
{
    wks_buffer text = {0};
    for (size_t i = 0; i < n; i++) {
        wks_buffer_printf(&text, "%s<%s>; rel=\"%s\"; type=\"%s\"", i == 0 ? "" : ", ",
                          links[i].href, links[i].rel, links[i].type);
    }
    return wks_buffer_keep(&text, at->arena, &at->question->head->link, err);
}

/* ---- bodies -------------------------------------------------------------------------------- */

static wks_geojson_system system_of(const items_question *question)
{
    return question->asked->is_rd ? WKS_GEOJSON_RD : WKS_GEOJSON_CRS84;
}

static wks_code write_collection(page *at, wks_json *json, wks_error *err)
{
    const items_question *question = at->question;
    wks_ogc_link links[MOST_LINKS];
    size_t n_links = 0;
    char moment[32];
    WKS_TRY(choose_features(at, err));
    WKS_TRY(list_links(at, links, &n_links, err));
    WKS_TRY(write_link_header(at, links, n_links, err));
    snprintf(moment, sizeof moment, "%.10sT00:00:00Z", at->features->release.released_on);
    wks_json_member_text(json, "type", "FeatureCollection");
    wks_json_member_text(json, "timeStamp", moment);
    wks_json_member_integer(json, "numberMatched", (int64_t)at->n_matches);
    wks_json_member_integer(json, "numberReturned", (int64_t)at->n);
    wks_json_key(json, "features");
    wks_json_open_array(json);
    for (size_t i = 0; i < at->n; i++) {
        wks_json_open_object(json);
        wks_geojson_feature(json, at->features, at->matches[question->asked->offset + i],
                            system_of(question));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    wks_ogc_links_write(json, links, n_links);
    return WKS_OK;
}

static wks_code write_feature(const page *at, wks_json *json, wks_error *err)
{
    const items_question *question = at->question;
    const wks_borders *borders = &at->features->borders;
    size_t i = 0;
    while (i < borders->n && strcmp(borders->items[i].code, question->feature) != 0) {
        i++;
    }
    if (i == borders->n) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        "Dit gebied staat niet op de kaart van deze uitgave; "
                        "/ogc/v1/collections/%s/items noemt wat erop staat.",
                        at->features->layer->name);
    }
    const char *path = wks_arena_printf(at->arena, "/collections/%s/items/%s", question->collection,
                                        borders->items[i].code);
    const char *above = wks_arena_printf(at->arena, "/collections/%s", question->collection);
    if (path == NULL || above == NULL) {
        return wks_arena_fail(err);
    }
    const wks_ogc_link links[] = {
        {"self", WKS_OGC_GEOJSON, "Dit gebied",
         wks_ogc_links_address(question->base, path, question->asked, true, 0, at->arena)},
        {"collection", WKS_OGC_JSON, "De laag",
         wks_ogc_links_address(question->base, above, question->asked, false, 0, at->arena)},
    };
    if (links[0].href == NULL || links[1].href == NULL) {
        return wks_arena_fail(err);
    }
    wks_geojson_feature(json, at->features, i, system_of(question));
    wks_ogc_links_write(json, links, sizeof links / sizeof links[0]);
    return WKS_OK;
}

static wks_code render(wks_picture *picture, int64_t release, const void *what, wks_arena *arena,
                       wks_http_response *response, wks_buffer *out, wks_error *err)
{
    const items_question *question = what;
    wks_features_choice choice = {.period = question->asked->given[WKS_OGC_PERIOD],
                                  .breakdown = question->asked->given[WKS_OGC_BREAKDOWN]};
    wks_features features;
    wks_borders borders;
    wks_json json;
    WKS_TRY(wks_ogc_find_layer(picture, release, question->collection, arena, &choice.layer,
                               &borders, err));
    WKS_TRY(wks_ogc_question_offer(question->asked, picture, release, choice.layer->level, arena,
                                   &choice.offer, response, err));
    if (response->n_faults > 0) {
        return WKS_E_ARGUMENT;
    }
    WKS_TRY(wks_export_features(picture, release, &choice, arena, &features, err));
    page at = {.question = question, .features = &features, .arena = arena};
    question->head->mime = WKS_OGC_GEOJSON;
    question->head->content_crs =
        question->asked->is_rd ? "<" WKS_OGC_RD ">" : "<" WKS_OGC_CRS84 ">";
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    WKS_TRY(question->feature == NULL ? write_collection(&at, &json, err)
                                      : write_feature(&at, &json, err));
    wks_json_close_object(&json);
    return WKS_OK;
}

wks_code wks_get_ogc_items(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                           void *context, wks_error *err)
{
    wks_serve *serve = context;
    wks_ogc_question asked;
    wks_release_head head = {0};
    char key[WKS_OGC_QUESTION_KEY];
    const bool is_one = strstr(request->route->pattern, "{featureId}") != NULL;
    wks_ogc_question_read(request, is_one ? WKS_OGC_CRS + 1 : WKS_OGC_N_PARAMETERS, &asked,
                          response);
    wks_ogc_question_key(request, &asked, key);
    const items_question question = {.asked = &asked,
                                     .base = serve->links_base,
                                     .collection = request->names[0],
                                     .feature = is_one ? request->names[1] : NULL,
                                     .head = &head};
    /* With a fault already, it is rendered for the faults that only the picture can tell. */
    const wks_release_file file = {{response->n_faults > 0 ? NULL : key, render, &question}, &head};
    return wks_release_cache_answer_file(&serve->store, request, &file, arena, response, err);
}
