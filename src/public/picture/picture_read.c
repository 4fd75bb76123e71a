/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_read.h"

#include "base/json.h"
#include "base/language.h"
#include "public/picture/picture_query.h"
#include "public/picture/picture_seal.h"

#include <stdio.h>

extern const wks_embedded_text wks_picture_read_queries[];
extern const size_t wks_picture_read_queries_count;

struct wks_picture {
    wks_arena arena; /* holds this struct */
    wks_db *db;
    wks_query *queries[WKS_PICTURE_N_QUERIES];
};

static const char *const query_files[WKS_PICTURE_N_QUERIES] = {
#define WKS_PICTURE_QUERY(name, file) [name] = (file),
    WKS_PICTURE_QUERIES(WKS_PICTURE_QUERY)
#undef WKS_PICTURE_QUERY
};

wks_code wks_picture_read_open(const char *path, wks_picture **out, wks_error *err)
{
    *out = NULL;
    wks_arena arena;
    wks_arena_init(&arena, 0);
    wks_picture *picture = NULL;
    WKS_TRY(wks_arena_take(&arena, 1, sizeof *picture, &picture, err));
    picture->arena = arena;
    wks_code code = wks_db_open(path, WKS_DB_READ, &picture->db, err);
    /* Preparing everything now finds out whether the file holds what this program reads. */
    for (size_t i = 0; code == WKS_OK && i < WKS_PICTURE_N_QUERIES; i++) {
        const wks_embedded_text *file = wks_embedded_find_text(
            wks_picture_read_queries, wks_picture_read_queries_count, query_files[i]);
        code = wks_query_open(picture->db, file->text, &picture->queries[i], err);
        if (code == WKS_E_STORE) {
            wks_error_prefix(err, code, "%s",
                             wks_tr("not a picture that this version of wijkscan can read",
                                    "geen beeld dat deze versie van wijkscan kan lezen"));
        }
    }
    if (code != WKS_OK) {
        wks_picture_read_close(picture);
        return code;
    }
    *out = picture;
    return WKS_OK;
}

void wks_picture_read_close(wks_picture *picture)
{
    if (picture == NULL) {
        return;
    }
    for (size_t i = 0; i < WKS_PICTURE_N_QUERIES; i++) {
        wks_query_close(picture->queries[i]);
    }
    wks_db_close(picture->db);
    wks_arena arena = picture->arena;
    wks_arena_clear(&arena);
}

wks_code wks_picture_read_check(wks_picture *picture, int64_t release, const wks_public_key *key,
                                wks_error *err)
{
    return wks_picture_seal_check(picture->db, release, key, err);
}

wks_query *wks_picture_query_start(wks_picture *picture, wks_picture_query which, int64_t release)
{
    wks_query *query = picture->queries[which];
    wks_query_reset(query); /* a reader that failed may have left it halfway */
    if (release != 0) {
        wks_query_bind_integer(query, 1, release);
    }
    return query;
}

const char *wks_picture_delivery_id(const char *hash, char out[static WKS_DELIVERY_ID_SIZE])
{
    snprintf(out, WKS_DELIVERY_ID_SIZE, "%s", hash);
    return out;
}

wks_code wks_picture_read_newest(wks_picture *picture, wks_picture_release *out, wks_error *err)
{
    wks_query *query = wks_picture_query_start(picture, WKS_PICTURE_NEWEST_RELEASE, 0);
    bool has_row = false;
    WKS_TRY(wks_query_step(query, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr("the picture holds no release yet: run wijkscan build first",
                               "het beeld heeft nog geen uitgave: draai eerst wijkscan build"));
    }
    out->number = wks_query_integer(query, 0);
    snprintf(out->id, sizeof out->id, "%s", wks_query_text(query, 1));
    wks_query_reset(query);
    return WKS_OK;
}

/* ---- release ------------------------------------------------------------------------------- */

static wks_code write_levels(wks_picture *picture, int64_t release, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_CHOOSABLE_LEVELS, release);
    bool has_row = false;
    wks_json_key(json, "niveaus");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        wks_json_member_text(json, "id", wks_query_text(row, 0));
        wks_json_member_integer(json, "aantal", wks_query_integer(row, 1));
        wks_json_member_integer(json, "editie", wks_query_integer(row, 2));
        wks_json_member_bool(json, "kaart", wks_query_integer(row, 3) != 0);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

/* null where it is not told. */
static void write_count(wks_json *json, const char *key, wks_query *row, int column)
{
    if (wks_query_kind(row, column) == WKS_DB_NOTHING) {
        wks_json_member_text(json, key, NULL);
    } else {
        wks_json_member_integer(json, key, wks_query_integer(row, column));
    }
}

static wks_code write_deliveries(wks_picture *picture, int64_t release, const char *source,
                                 wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_DELIVERIES, release);
    wks_query_bind_text(row, 2, source);
    bool has_row = false;
    wks_json_key(json, "leveringen");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        char id[WKS_DELIVERY_ID_SIZE];
        wks_json_open_object(json);
        wks_json_member_text(json, "id", wks_picture_delivery_id(wks_query_text(row, 0), id));
        wks_json_member_text(json, "bestand", wks_query_text(row, 1));
        wks_json_member_integer(json, "editie", wks_query_integer(row, 2));
        write_count(json, "rijen", row, 3);
        write_count(json, "onbekendeGebieden", row, 4);
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

static wks_code write_sources(wks_picture *picture, int64_t release, wks_json *json, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_SOURCES, release);
    bool has_row = false;
    wks_json_key(json, "bronnen");
    wks_json_open_array(json);
    while (true) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        wks_json_open_object(json);
        wks_json_member_text(json, "id", wks_query_text(row, 0));
        wks_json_member_text(json, "naam", wks_query_text(row, 1));
        wks_json_member_text(json, "eigenaar", wks_query_text(row, 2));
        wks_json_member_text(json, "licentie", wks_query_text(row, 3));
        wks_json_member_text(json, "website", wks_query_text(row, 4));
        wks_json_member_bool(json, "openbaar", wks_query_integer(row, 5) != 0);
        wks_json_member_text(json, "toelichting", wks_query_text(row, 6));
        WKS_TRY(write_deliveries(picture, release, wks_query_text(row, 0), json, err));
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

wks_code wks_picture_read_release(wks_picture *picture, int64_t release, wks_buffer *out,
                                  wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_RELEASE, release);
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_STORE, "release %lld has gone", (long long)release);
    }
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "id", wks_query_text(row, 0));
    wks_json_member_text(&json, "datum", wks_query_text(row, 1));
    wks_json_key(&json, "regio");
    wks_json_open_object(&json);
    wks_json_member_text(&json, "code", wks_query_text(row, 3));
    wks_json_member_text(&json, "naam", wks_query_text(row, 4));
    wks_json_close_object(&json);
    wks_json_member_bool(&json, "verzonnen", wks_query_integer(row, 2) != 0);
    wks_query_reset(row);
    WKS_TRY(write_levels(picture, release, &json, err));
    WKS_TRY(write_sources(picture, release, &json, err));
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}

/* ---- areas and maps ------------------------------------------------------------------------ */

void wks_picture_query_write_area(wks_json *json, wks_query *row, int first)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "code", wks_query_text(row, first));
    wks_json_member_text(json, "naam", wks_query_text(row, first + 1));
    wks_json_member_text(json, "niveau", wks_query_text(row, first + 2));
    wks_json_member_text(json, "ouder", wks_query_text(row, first + 3));
    /* "2020,2022" is already the inside of a JSON array. */
    wks_json_key(json, "edities");
    wks_json_raw(json, "[");
    wks_buffer_text(json->out, wks_query_text(row, first + 4));
    wks_buffer_text(json->out, "]");
    wks_json_member_bool(json, "opKaart", wks_query_integer(row, first + 5) != 0);
    wks_json_close_object(json);
}

wks_code wks_picture_read_areas(wks_picture *picture, int64_t release, const wks_picture_part *part,
                                wks_buffer *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_AREAS, release);
    wks_json json;
    bool has_row = false;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_key(&json, "gebieden");
    wks_json_open_array(&json);
    for (size_t i = 0;; i++) {
        WKS_TRY(wks_query_step(row, &has_row, err));
        if (!has_row) {
            break;
        }
        if (part == NULL || (i >= part->first && i - part->first < part->n)) {
            wks_picture_query_write_area(&json, row, 0);
        }
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}

wks_code wks_picture_read_map(wks_picture *picture, int64_t release, const char *level,
                              wks_buffer *out, wks_error *err)
{
    wks_query *row = wks_picture_query_start(picture, WKS_PICTURE_MAP, release);
    wks_query_bind_text(row, 2, level);
    bool has_row = false;
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "Van dit niveau is er geen kaart.");
    }
    size_t n = 0;
    const void *bytes = wks_query_bytes(row, 0, &n);
    wks_buffer_put(out, bytes, n);
    wks_query_reset(row);
    return wks_buffer_check(out, err);
}
