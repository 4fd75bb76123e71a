/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_package.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/language.h"
#include "public/export/export_catalogue.h"
#include "public/export/export_csvw.h"
#include "public/export/export_gaps.h"
#include "public/export/export_lists.h"
#include "public/export/export_table.h"
#include "public/export/export_words.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A package that is being made. */
typedef struct package {
    wks_picture *picture;
    int64_t release;
    wks_arena *arena; /* for as long as it is made */
    const char *folder;
    wks_table_release about;
    wks_table_source *sources;
    size_t n_sources;
    wks_buffer text; /* of datapackage.json */
    wks_json json;
} package;

/* ---- datapackage.json ---------------------------------------------------------------------- */

static void write_field(wks_json *json, const wks_export_column *column)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "name", column->name);
    wks_json_member_text(json, "type", column->is_number ? "number" : "string");
    wks_json_member_text(json, "description", column->meaning);
    wks_json_key(json, "constraints");
    wks_json_open_object(json);
    wks_json_member_bool(json, "required", column->is_required);
    if (column->pattern != NULL) {
        wks_json_member_text(json, "pattern", column->pattern);
    }
    wks_json_close_object(json);
    wks_json_close_object(json);
}

static void write_schema(wks_json *json, const wks_export_column *columns, size_t n)
{
    wks_json_key(json, "fields");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        write_field(json, &columns[i]);
    }
    wks_json_close_array(json);
    wks_json_key(json, "missingValues");
    wks_json_open_array(json);
    wks_json_text(json, "");
    wks_json_close_array(json);
    wks_json_key(json, "primaryKey");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        if (columns[i].is_key) {
            wks_json_text(json, columns[i].name);
        }
    }
    wks_json_close_array(json);
}

static void write_foreign_key(wks_json *json, const char *field, const char *resource)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "fields", field);
    wks_json_key(json, "reference");
    wks_json_open_object(json);
    wks_json_member_text(json, "resource", resource);
    wks_json_member_text(json, "fields", field);
    wks_json_close_object(json);
    wks_json_close_object(json);
}

static void write_sources(wks_json *json, const wks_table_source *sources, size_t n)
{
    wks_json_key(json, "sources");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_open_object(json);
        wks_json_member_text(json, "title", sources[i].name);
        if (sources[i].website[0] != 0) {
            wks_json_member_text(json, "path", sources[i].website);
        }
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static bool is_told_before(const wks_table_source *sources, size_t n)
{
    size_t i = 0;
    while (i < n && strcmp(sources[i].licence, sources[n].licence) != 0) {
        i++;
    }
    return i < n;
}

/* Licences in the words of their owner stand in sources.csv; one has a name that programs know. */
static void write_licences(wks_json *json, const wks_table_source *sources, size_t n)
{
    wks_json_key(json, "licenses");
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        const bool is_known = strcmp(sources[i].licence, "CC BY 4.0") == 0;
        if (is_told_before(sources, i)) {
            continue;
        }
        wks_json_open_object(json);
        if (is_known) {
            wks_json_member_text(json, "name", "CC-BY-4.0");
        }
        wks_json_member_text(json, "title", sources[i].licence);
        wks_json_member_text(json, "path",
                             is_known ? "https://creativecommons.org/licenses/by/4.0/"
                                      : "sources.csv");
        wks_json_close_object(json);
    }
    wks_json_close_array(json);
}

static void write_about(package *at)
{
    wks_json *json = &at->json;
    char created[32];
    char name[64];
    snprintf(created, sizeof created, "%.10sT00:00:00Z", at->about.released_on);
    snprintf(name, sizeof name, "wijkscan-%.40s", at->about.id);
    wks_json_member_text(json, "profile", "tabular-data-package");
    wks_json_member_text(json, "name", name);
    wks_json_member_text(json, "title", at->about.region_name);
    wks_json_member_text(json, "description",
                         at->about.is_invented ? WKS_EXPORT_INVENTED " " WKS_EXPORT_HIDDEN
                                               : WKS_EXPORT_HIDDEN);
    wks_json_member_text(json, "version", at->about.id);
    wks_json_member_text(json, "created", created);
    write_sources(json, at->sources, at->n_sources);
    write_licences(json, at->sources, at->n_sources);
}

/* ---- files --------------------------------------------------------------------------------- */

/* Write NAME.csv, and open its resource; the caller writes what else there is to say of it. */
static wks_code open_resource(package *at, const char *name, const char *title, wks_buffer *csv,
                              wks_error *err)
{
    wks_json *json = &at->json;
    wks_hasher hasher;
    char hash[80];
    const char *file = wks_arena_printf(at->arena, "%s.csv", name);
    const char *path = file == NULL ? NULL : wks_file_join(at->arena, at->folder, file);
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_buffer_check(csv, err));
    wks_hasher_init(&hasher);
    wks_hasher_add(&hasher, csv->bytes, csv->n);
    snprintf(hash, sizeof hash, "sha256:%s", wks_hasher_end(&hasher).hex);
    wks_json_open_object(json);
    wks_json_member_text(json, "profile", "tabular-data-resource");
    wks_json_member_text(json, "name", name);
    wks_json_member_text(json, "path", file);
    wks_json_member_text(json, "title", title);
    wks_json_member_text(json, "format", "csv");
    wks_json_member_text(json, "mediatype", "text/csv");
    wks_json_member_text(json, "encoding", "utf-8");
    wks_json_member_integer(json, "bytes", (int64_t)csv->n);
    wks_json_member_text(json, "hash", hash);
    return wks_file_write_buffer(path, csv, err);
}

/* Write NAME.csv-metadata.json, where readers of CSVW look. */
static wks_code write_description(const package *at, const char *name, wks_buffer *text,
                                  wks_error *err)
{
    const char *file = wks_arena_printf(at->arena, "%s.csv-metadata.json", name);
    const char *path = file == NULL ? NULL : wks_file_join(at->arena, at->folder, file);
    return path == NULL ? wks_arena_fail(err) : wks_file_write_buffer(path, text, err);
}

static wks_code add_list(package *at, const wks_export_list *list, wks_error *err)
{
    wks_buffer csv = {0};
    wks_buffer described = {0};
    const char *url = wks_arena_printf(at->arena, "%s.csv", list->name);
    wks_code code = url == NULL ? wks_arena_fail(err)
                                : list->write(at->picture, at->release, at->arena, &csv, err);
    if (code == WKS_OK) {
        code = open_resource(at, list->name, list->title, &csv, err);
    }
    if (code == WKS_OK) {
        wks_json_key(&at->json, "schema");
        wks_json_open_object(&at->json);
        write_schema(&at->json, list->columns, list->n_columns);
        wks_json_close_object(&at->json);
        wks_json_close_object(&at->json);
        code = wks_export_csvw_list(list, &at->about, url, &described, err);
    }
    if (code == WKS_OK) {
        code = write_description(at, list->name, &described, err);
    }
    wks_buffer_clear(&csv);
    wks_buffer_clear(&described);
    return code;
}

static void write_table_resource(wks_json *json, const wks_table *table)
{
    wks_json_member_text(json, "description", table->indicator.note);
    write_sources(json, table->sources, table->n_sources);
    write_licences(json, table->sources, table->n_sources);
    wks_json_key(json, "schema");
    wks_json_open_object(json);
    write_schema(json, wks_export_columns, WKS_EXPORT_N_COLUMNS);
    wks_json_key(json, "foreignKeys");
    wks_json_open_array(json);
    write_foreign_key(json, "gebied", "areas");
    write_foreign_key(json, "indicator", "indicators");
    wks_json_close_array(json);
    wks_json_close_object(json);
    wks_json_close_object(json);
}

/* at->arena is of this table alone. */
static wks_code add_table(package *at, const char *indicator, wks_error *err)
{
    static const wks_table_choice all = {0};
    wks_table_offer offer;
    wks_table table;
    wks_buffer csv = {0};
    wks_buffer described = {0};
    const char *url = wks_arena_printf(at->arena, "%s.csv", indicator);
    if (url == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_picture_table_offer(at->picture, at->release, indicator, at->arena, &offer, err));
    WKS_TRY(wks_picture_table_read(at->picture, at->release, &offer, &all, at->arena, &table, err));
    wks_code code = wks_export_table(&table, WKS_EXPORT_CSV, NULL, at->arena, &csv, err);
    if (code == WKS_OK) {
        code = wks_export_table(&table, WKS_EXPORT_CSVW, url, at->arena, &described, err);
    }
    if (code == WKS_OK) {
        code = open_resource(at, indicator, table.indicator.name, &csv, err);
    }
    if (code == WKS_OK) {
        write_table_resource(&at->json, &table);
        code = write_description(at, indicator, &described, err);
    }
    wks_buffer_clear(&csv);
    wks_buffer_clear(&described);
    return code;
}

/* For portals, beside what it names. */
static wks_code add_catalogue(package *at, wks_rdf_form form, const char *name, wks_error *err)
{
    const wks_catalogue_options options = {WKS_CATALOGUE_OF_PACKAGE, "", form};
    wks_buffer text = {0};
    const char *path = wks_file_join(at->arena, at->folder, name);
    wks_code code = path == NULL ? wks_arena_fail(err)
                                 : wks_export_catalogue(at->picture, at->release, &options,
                                                        at->arena, &text, err);
    if (code == WKS_OK) {
        code = wks_file_write_buffer(path, &text, err);
    }
    wks_buffer_clear(&text);
    return code;
}

/* ---- the whole ----------------------------------------------------------------------------- */

static wks_code check_name(const char *id, wks_error *err)
{
    bool is_fine = id[0] != 0;
    for (const char *c = id; *c != 0; c++) {
        is_fine =
            is_fine && (islower((unsigned char)*c) || isdigit((unsigned char)*c) || *c == '-');
    }
    for (size_t i = 0; i < WKS_EXPORT_N_LISTS; i++) {
        is_fine = is_fine && strcmp(id, wks_export_lists[i].name) != 0;
    }
    is_fine = is_fine && strcmp(id, wks_export_gap_list.name) != 0;
    return is_fine ? WKS_OK
                   : wks_fail(err, WKS_E_FORMAT,
                              wks_tr("indicator %s: no file of a package can be called so",
                                     "indicator %s: zo kan een bestand van een pakket niet heten"),
                              id);
}

static wks_code add_tables(package *at, wks_progress *progress, size_t *n_tables, wks_error *err)
{
    wks_table_indicator *indicators = NULL;
    WKS_TRY(wks_picture_table_indicators(at->picture, at->release, at->arena, &indicators, n_tables,
                                         err));
    wks_progress_begin(progress, wks_tr("writing tables", "tabellen schrijven"), *n_tables);
    wks_code code = WKS_OK;
    for (size_t i = 0; code == WKS_OK && i < *n_tables; i++) {
        wks_arena arena;
        wks_arena *whole = at->arena;
        wks_arena_init(&arena, 0);
        at->arena = &arena;
        code = check_name(indicators[i].id, err);
        if (code == WKS_OK) {
            code = add_table(at, indicators[i].id, err);
        }
        at->arena = whole;
        wks_arena_clear(&arena);
        wks_progress_step(progress, i + 1);
    }
    wks_progress_end(progress);
    return code;
}

static wks_code fill(package *at, wks_progress *progress, size_t *n_tables, wks_error *err)
{
    WKS_TRY(wks_picture_table_release(at->picture, at->release, at->arena, &at->about, err));
    WKS_TRY(wks_picture_table_sources(at->picture, at->release, at->arena, &at->sources,
                                      &at->n_sources, err));
    wks_json_init(&at->json, &at->text);
    wks_json_open_object(&at->json);
    write_about(at);
    wks_json_key(&at->json, "resources");
    wks_json_open_array(&at->json);
    for (size_t i = 0; i < WKS_EXPORT_N_LISTS; i++) {
        WKS_TRY(add_list(at, &wks_export_lists[i], err));
    }
    WKS_TRY(add_list(at, &wks_export_gap_list, err));
    WKS_TRY(add_tables(at, progress, n_tables, err));
    WKS_TRY(add_catalogue(at, WKS_RDF_TURTLE, "catalogus.ttl", err));
    WKS_TRY(add_catalogue(at, WKS_RDF_JSON_LD, "catalogus.jsonld", err));
    wks_json_close_array(&at->json);
    wks_json_close_object(&at->json);
    wks_buffer_text(&at->text, "\n");
    const char *path = wks_file_join(at->arena, at->folder, "datapackage.json");
    return path == NULL ? wks_arena_fail(err) : wks_file_write_buffer(path, &at->text, err);
}

wks_code wks_export_package(wks_picture *picture, int64_t release, const char *path,
                            wks_progress *progress, size_t *n_tables, wks_error *err)
{
    wks_arena arena;
    wks_arena_init(&arena, 0);
    package at = {.picture = picture, .release = release, .arena = &arena};
    if (wks_file_exists(path) || wks_file_is_folder(path)) {
        return wks_fail(err, WKS_E_EXISTS, wks_tr("%s: is there already", "%s: bestaat al"), path);
    }
    wks_code code = wks_file_make_beside(path, &arena, &at.folder, err);
    if (code == WKS_OK) {
        code = fill(&at, progress, n_tables, err);
        if (code == WKS_OK) {
            code = wks_file_move(at.folder, path, err);
        }
        if (code != WKS_OK && wks_file_remove_folder(at.folder, NULL) != WKS_OK) {
            wks_error_prefix(err, code, wks_tr("%s is left behind", "%s blijft staan"), at.folder);
        }
    }
    wks_buffer_clear(&at.text);
    wks_arena_clear(&arena);
    return code;
}
