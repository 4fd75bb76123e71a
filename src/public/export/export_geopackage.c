/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_geopackage.h"

#include "base/db.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "public/export/export_words.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

extern const wks_embedded_text wks_geopackage_queries[];
extern const size_t wks_geopackage_queries_count;

enum {
    RD_NEW = 28992,
    /* Bits of the flags of a geometry: little endian, and an envelope of four numbers (2.1.3). */
    GEOMETRY_FLAGS = 1 | 1 << 1
};

typedef struct package {
    wks_db *db;
    wks_arena *arena;
    char changed_on[32]; /* a date and a time, of the release */
} package;

static const char *text_of(const char *name)
{
    return wks_embedded_find_text(wks_geopackage_queries, wks_geopackage_queries_count, name)->text;
}

/* ---- geometry ------------------------------------------------------------------------------ */

/* GeoPackageBinary: a head with an envelope, then well-known binary. */
static void put_geometry(wks_buffer *out, const wks_border *border)
{
    const wks_box around = wks_box_around(wks_box_nowhere, &border->rd);
    const uint8_t head[] = {'G', 'P', 0, GEOMETRY_FLAGS};
    const int32_t system = RD_NEW;
    const double envelope[] = {around.west, around.east, around.south, around.north};
    wks_buffer_put(out, head, sizeof head);
    wks_buffer_put(out, &system, sizeof system);
    wks_buffer_put(out, envelope, sizeof envelope);
    wks_buffer_put(out, border->rd_bytes.at, border->rd_bytes.n);
}

/* ---- a layer ------------------------------------------------------------------------------- */

/* A name as it stands in SQL, whatever is in it. */
static void put_name(wks_buffer *sql, const char *name)
{
    wks_buffer_text(sql, "\"");
    for (const char *at = name; *at != 0; at++) {
        wks_buffer_text(sql, *at == '"' ? "\"" : "");
        wks_buffer_put(sql, at, 1);
    }
    wks_buffer_text(sql, "\"");
}

static wks_code make_table(package *at, const wks_features *layer, wks_error *err)
{
    wks_buffer sql = {0};
    const char *kept = NULL;
    wks_buffer_text(&sql, "CREATE TABLE ");
    put_name(&sql, layer->layer->name);
    wks_buffer_text(&sql, " (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON");
    for (size_t i = 0; i < layer->n_columns; i++) {
        wks_buffer_text(&sql, ", ");
        put_name(&sql, layer->columns[i].name);
        wks_buffer_text(&sql, layer->columns[i].is_number ? " DOUBLE" : " TEXT");
    }
    wks_buffer_text(&sql, ")");
    WKS_TRY(wks_buffer_keep(&sql, at->arena, &kept, err));
    return wks_db_run(at->db, kept, err);
}

static wks_code open_insert(package *at, const wks_features *layer, wks_query **out, wks_error *err)
{
    wks_buffer sql = {0};
    const char *kept = NULL;
    wks_buffer_text(&sql, "INSERT INTO ");
    put_name(&sql, layer->layer->name);
    wks_buffer_text(&sql, " VALUES (?1, ?2");
    for (size_t i = 0; i < layer->n_columns; i++) {
        wks_buffer_printf(&sql, ", ?%zu", i + 3);
    }
    wks_buffer_text(&sql, ")");
    WKS_TRY(wks_buffer_keep(&sql, at->arena, &kept, err));
    return wks_query_open(at->db, kept, out, err);
}

static wks_code add_row(const wks_features *layer, size_t feature, wks_query *insert,
                        wks_buffer *geometry, wks_error *err)
{
    const wks_export_cell *cells = &layer->cells[feature * layer->stride];
    geometry->n = 0;
    put_geometry(geometry, &layer->borders.items[feature]);
    WKS_TRY(wks_buffer_check(geometry, err));
    wks_query_bind_integer(insert, 1, (int64_t)feature + 1);
    wks_query_bind_bytes(insert, 2, geometry->bytes, geometry->n);
    for (size_t i = 0; i < layer->n_columns; i++) {
        const int place = (int)i + 3;
        if (layer->columns[i].is_number) {
            wks_query_bind_number(insert, place, cells[i].number);
        } else {
            wks_query_bind_text(insert, place, cells[i].text);
        }
    }
    return wks_query_run(insert, err);
}

static wks_code add_rows(package *at, const wks_features *layer, wks_error *err)
{
    wks_query *insert = NULL;
    wks_buffer geometry = {0};
    wks_code code = open_insert(at, layer, &insert, err);
    for (size_t i = 0; code == WKS_OK && i < layer->borders.n; i++) {
        code = add_row(layer, i, insert, &geometry, err);
    }
    wks_buffer_clear(&geometry);
    wks_query_close(insert);
    return code;
}

/* Run an embedded statement with these texts as ?1, ?2, ... */
static wks_code run_with(package *at, const char *name, const char *const *texts, size_t n,
                         wks_error *err)
{
    wks_query *query = NULL;
    WKS_TRY(wks_query_open(at->db, text_of(name), &query, err));
    for (size_t i = 0; i < n; i++) {
        wks_query_bind_text(query, (int)i + 1, texts[i]);
    }
    const wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    return code;
}

static wks_code describe_layer(package *at, const wks_features *layer, wks_error *err)
{
    wks_box around = wks_box_nowhere;
    wks_query *query = NULL;
    const char *title = layer->layer->title;
    if (layer->table != NULL) {
        title =
            wks_arena_printf(at->arena, "%s, %s", layer->table->indicator.name, layer->layer->name);
    }
    if (title == NULL) {
        return wks_arena_fail(err);
    }
    for (size_t i = 0; i < layer->borders.n; i++) {
        around = wks_box_around(around, &layer->borders.items[i].rd);
    }
    WKS_TRY(wks_query_open(at->db, text_of("add_layer.sql"), &query, err));
    wks_query_bind_text(query, 1, layer->layer->name);
    wks_query_bind_text(query, 2, title);
    wks_query_bind_text(query, 3, layer->release.is_invented ? WKS_EXPORT_INVENTED : "");
    wks_query_bind_text(query, 4, at->changed_on);
    wks_query_bind_number(query, 5, around.west);
    wks_query_bind_number(query, 6, around.south);
    wks_query_bind_number(query, 7, around.east);
    wks_query_bind_number(query, 8, around.north);
    wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    if (code == WKS_OK) {
        code = run_with(at, "add_geometry.sql", &layer->layer->name, 1, err);
    }
    for (size_t i = 0; code == WKS_OK && i < layer->n_columns; i++) {
        const char *const texts[] = {layer->layer->name, layer->columns[i].name,
                                     layer->columns[i].title};
        code = run_with(at, "add_column.sql", texts, 3, err);
    }
    return code;
}

/* ---- the words ----------------------------------------------------------------------------- */

static wks_code add_note(package *at, int64_t number, const char *text, wks_error *err)
{
    wks_query *query = NULL;
    if (text == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_query_open(at->db, text_of("add_note.sql"), &query, err));
    wks_query_bind_integer(query, 1, number);
    wks_query_bind_text(query, 2, text);
    const wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    return code;
}

/* What a reader should know: of one indicator all of it, of many what holds for each. */
static wks_code add_notes(package *at, const wks_features *layer, wks_error *err)
{
    const wks_table *table = layer->table;
    const char *const about[] = {"toelichting", "Toelichting", at->changed_on};
    const char **notes = NULL;
    size_t n_notes = 0;
    int64_t number = 0;
    WKS_TRY(run_with(at, "add_table.sql", about, 3, err));
    WKS_TRY(
        add_note(at, ++number,
                 wks_arena_printf(at->arena, "%s, uitgave %s van %s.", layer->release.region_name,
                                  layer->release.id, layer->release.released_on),
                 err));
    if (table == NULL) {
        return layer->release.is_invented
                   ? add_note(at, ++number, WKS_EXPORT_INVENTED " " WKS_EXPORT_HIDDEN, err)
                   : add_note(at, ++number, WKS_EXPORT_HIDDEN, err);
    }
    WKS_TRY(wks_export_notes(table, at->arena, &notes, &n_notes, err));
    for (size_t i = 0; i < n_notes; i++) {
        WKS_TRY(add_note(at, ++number, notes[i], err));
    }
    for (size_t i = 0; i < table->n_sources; i++) {
        WKS_TRY(add_note(at, ++number, wks_export_source(&table->sources[i], at->arena), err));
    }
    return WKS_OK;
}

/* ---- the file ------------------------------------------------------------------------------ */

static wks_code fill(package *at, const wks_features *layers, size_t n_layers, wks_error *err)
{
    WKS_TRY(wks_db_run(at->db, text_of("start.sql"), err));
    WKS_TRY(wks_db_begin(at->db, err));
    for (size_t i = 0; i < n_layers; i++) {
        WKS_TRY(make_table(at, &layers[i], err));
        WKS_TRY(describe_layer(at, &layers[i], err));
        WKS_TRY(add_rows(at, &layers[i], err));
    }
    WKS_TRY(add_notes(at, &layers[0], err));
    return wks_db_commit(at->db, err);
}

static wks_code make_file(package *at, const wks_features *layers, size_t n_layers,
                          const char *path, wks_error *err)
{
    wks_code code = wks_db_open(path, WKS_DB_CREATE, &at->db, err);
    if (code == WKS_OK) {
        code = fill(at, layers, n_layers, err);
        wks_db_close(at->db);
    }
    return code;
}

wks_code wks_export_geopackage(const wks_features *layers, size_t n_layers, const char *path,
                               wks_arena *arena, wks_error *err)
{
    package at = {.arena = arena};
    const char *folder = NULL;
    if (n_layers == 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("there are no borders to write", "er zijn geen grenzen te schrijven"));
    }
    if (wks_file_exists(path) || wks_file_is_folder(path)) {
        return wks_fail(err, WKS_E_EXISTS, wks_tr("%s: is there already", "%s: bestaat al"), path);
    }
    snprintf(at.changed_on, sizeof at.changed_on, "%.10sT00:00:00.000Z",
             layers[0].release.released_on);
    WKS_TRY(wks_file_make_beside(path, arena, &folder, err));
    const char *file = wks_file_join(arena, folder, "kaart.gpkg");
    wks_code code =
        file == NULL ? wks_arena_fail(err) : make_file(&at, layers, n_layers, file, err);
    if (code == WKS_OK) {
        code = wks_file_move(file, path, err);
    }
    if (wks_file_remove_folder(folder, NULL) != WKS_OK && code != WKS_OK) {
        wks_error_prefix(err, code, wks_tr("%s is left behind", "%s blijft staan"), folder);
    }
    return code;
}
