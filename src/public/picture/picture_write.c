/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/picture_write.h"

#include "base/db.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/hash.h"
#include "public/picture/picture_text.h"
#include "public/picture/publishing.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const wks_embedded_text wks_picture_migrations[];
extern const size_t wks_picture_migrations_count;
extern const wks_embedded_text wks_picture_write_queries[];
extern const size_t wks_picture_write_queries_count;

wks_code wks_publishing_open(wks_publishing *publishing, const char *name, wks_query **out,
                             wks_error *err)
{
    const wks_embedded_text *query =
        wks_embedded_find_text(wks_picture_write_queries, wks_picture_write_queries_count, name);
    assert(query != NULL);
    return wks_query_open(publishing->db, query->text, out, err);
}

/* ---- descriptions -----------------------------------------------------------------------------
 */

static wks_code write_release(wks_publishing *publishing, const char *id, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    wks_query *query = NULL;
    WKS_TRY(wks_publishing_open(publishing, "add_release.sql", &query, err));
    wks_query_bind_integer(query, 1, publishing->release);
    wks_query_bind_text(query, 2, id);
    wks_query_bind_text(query, 3, publication->released_on);
    wks_query_bind_integer(query, 4, wks_released_is_invented(publishing->released));
    wks_query_bind_text(query, 5, publication->region_code);
    wks_query_bind_text(query, 6, publication->region_name);
    wks_query_bind_text(query, 7, publication->inputs);
    wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    return code;
}

static wks_code write_maps(wks_publishing *publishing, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    wks_query *query = NULL;
    wks_code code = wks_publishing_open(publishing, "add_map.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < publication->n_maps; i++) {
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_text(query, 2, wks_level_id(publication->maps[i].level));
        wks_query_bind_integer(query, 3, publication->maps[i].edition);
        wks_query_bind_text(query, 4, publication->maps[i].topojson);
        code = wks_query_run(query, err);
    }
    wks_query_close(query);
    return code;
}

/* One row for each area of the map that the release has; an area that is on it is shown. */
static wks_code write_borders_of(wks_publishing *publishing, const wks_publish_map *map,
                                 wks_query *query, wks_error *err)
{
    wks_buffer rd = {0};
    wks_buffer crs84 = {0};
    wks_code code = WKS_OK;
    for (size_t i = 0; code == WKS_OK && i < map->n_codes; i++) {
        const int64_t area = wks_publishing_area_number(publishing, map->level, map->codes[i]);
        if (area == 0) {
            continue;
        }
        rd.n = 0;
        crs84.n = 0;
        wks_shape_write(&map->borders[i].rd, &rd);
        wks_shape_write(&map->borders[i].crs84, &crs84);
        code = wks_buffer_check(&rd, err);
        if (code == WKS_OK) {
            code = wks_buffer_check(&crs84, err);
        }
        if (code == WKS_OK) {
            wks_query_bind_integer(query, 1, publishing->release);
            wks_query_bind_integer(query, 2, area);
            wks_query_bind_bytes(query, 3, rd.bytes, rd.n);
            wks_query_bind_bytes(query, 4, crs84.bytes, crs84.n);
            code = wks_query_run(query, err);
        }
    }
    wks_buffer_clear(&rd);
    wks_buffer_clear(&crs84);
    return code;
}

static wks_code write_borders(wks_publishing *publishing, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    wks_query *query = NULL;
    WKS_TRY(wks_publishing_open(publishing, "add_border.sql", &query, err));
    wks_code code = WKS_OK;
    for (size_t i = 0; code == WKS_OK && i < publication->n_maps; i++) {
        if (publication->maps[i].borders != NULL) {
            code = write_borders_of(publishing, &publication->maps[i], query, err);
        }
    }
    wks_query_close(query);
    return code;
}

static wks_code write_rules(wks_publishing *publishing, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    wks_query *query = NULL;
    WKS_TRY(wks_publishing_open(publishing, "add_gate_rule.sql", &query, err));
    wks_code code = WKS_OK;
    for (size_t i = 0; code == WKS_OK && i < publication->n_rules; i++) {
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_integer(query, 2, (int64_t)i + 1);
        wks_query_bind_text(query, 3, publication->rules[i].dutch);
        wks_query_bind_text(query, 4, publication->rules[i].english);
        code = wks_query_run(query, err);
    }
    wks_query_close(query);
    return code;
}

/* ---- areas: one row a code, whatever its editions -----------------------------------------------
 */

static bool is_on_map(const wks_publication *publication, const wks_area *area)
{
    for (size_t i = 0; i < publication->n_maps; i++) {
        const wks_publish_map *map = &publication->maps[i];
        if (map->level != area->level) {
            continue;
        }
        size_t low = 0;
        size_t high = map->n_codes;
        while (low < high) {
            const size_t middle = (low + high) / 2;
            const int order = strcmp(map->codes[middle], area->code);
            if (order == 0) {
                return true;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle;
        }
    }
    return false;
}

static int compare_areas(const void *a, const void *b)
{
    const wks_published_area *left = a;
    const wks_published_area *right = b;
    if (left->newest->level != right->newest->level) {
        return left->newest->level < right->newest->level ? -1 : 1;
    }
    return strcmp(left->newest->code, right->newest->code);
}

/* publication->areas are sorted by code, then edition: one run is one published area. */
static wks_code gather_areas(wks_publishing *publishing, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    size_t n = 0;
    WKS_TRY(wks_arena_take(publishing->arena, publication->n_areas, sizeof *publishing->areas,
                           &publishing->areas, err));
    for (size_t i = 0; i < publication->n_areas; i++) {
        const wks_area *area = &publication->areas[i];
        if (n == 0 || strcmp(publishing->areas[n - 1].newest->code, area->code) != 0) {
            publishing->areas[n++] = (wks_published_area){.first = i};
        }
        wks_published_area *last = &publishing->areas[n - 1];
        last->newest = area;
        last->n_editions++;
    }
    publishing->n_areas = n;
    if (n > 0) {
        qsort(publishing->areas, n, sizeof *publishing->areas, compare_areas);
    }
    return WKS_OK;
}

static wks_code write_areas(wks_publishing *publishing, wks_error *err)
{
    wks_query *query = NULL;
    wks_buffer editions = {0};
    wks_code code = wks_publishing_open(publishing, "add_area.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < publishing->n_areas; i++) {
        const wks_published_area *area = &publishing->areas[i];
        editions.n = 0;
        for (size_t k = 0; k < area->n_editions; k++) {
            wks_buffer_printf(&editions, "%s%d", k == 0 ? "" : ",",
                              publishing->publication->areas[area->first + k].edition);
        }
        if ((code = wks_buffer_check(&editions, err)) != WKS_OK) {
            break;
        }
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_integer(query, 2, (int64_t)i + 1);
        wks_query_bind_text(query, 3, area->newest->code);
        wks_query_bind_text(query, 4, wks_level_id(area->newest->level));
        wks_query_bind_text(query, 5, area->newest->name);
        wks_query_bind_text(query, 6, area->newest->parent);
        wks_query_bind_text(query, 7, editions.bytes);
        wks_query_bind_integer(query, 8, is_on_map(publishing->publication, area->newest));
        code = wks_query_run(query, err);
    }
    wks_buffer_clear(&editions);
    wks_query_close(query);
    return code;
}

/* ---- the release -------------------------------------------------------------------------------
 */

static wks_code newest_release(wks_publishing *publishing, char id[static 17], wks_error *err)
{
    wks_query *query = NULL;
    bool has_row = false;
    WKS_TRY(wks_publishing_open(publishing, "newest.sql", &query, err));
    wks_code code = wks_query_step(query, &has_row, err);
    publishing->release = has_row ? wks_query_integer(query, 0) + 1 : 1;
    id[0] = 0;
    if (has_row) {
        strncpy(id, wks_query_text(query, 1), 16);
        id[16] = 0;
    }
    wks_query_close(query);
    return code;
}

static wks_code has_release(wks_publishing *publishing, const char *id, bool *is_there,
                            wks_error *err)
{
    wks_query *query = NULL;
    WKS_TRY(wks_publishing_open(publishing, "has_release.sql", &query, err));
    wks_query_bind_text(query, 1, id);
    wks_code code = wks_query_step(query, is_there, err);
    wks_query_close(query);
    return code;
}

/* A release that says again what one before the newest says (a setting was changed and changed
 * back) is a release of its own: its id is derived from the one that is taken. */
static wks_code choose_id(wks_publishing *publishing, const char *last_id,
                          wks_publish_report *report, wks_error *err)
{
    for (;;) {
        bool is_taken = false;
        if (strcmp(last_id, report->id) == 0) {
            return WKS_OK;
        }
        WKS_TRY(has_release(publishing, report->id, &is_taken, err));
        if (!is_taken) {
            report->is_new = true;
            return WKS_OK;
        }
        wks_hasher hasher;
        wks_hasher_init(&hasher);
        wks_hasher_add_text(&hasher, report->id);
        const wks_hash hash = wks_hasher_end(&hasher);
        memcpy(report->id, hash.hex, 16);
    }
}

static wks_code write_all(wks_publishing *publishing, const char *id, wks_error *err)
{
    WKS_TRY(write_release(publishing, id, err));
    WKS_TRY(wks_publishing_write_publisher(publishing, err));
    WKS_TRY(wks_publishing_write_sources(publishing, err));
    WKS_TRY(wks_publishing_write_deliveries(publishing, err));
    WKS_TRY(write_areas(publishing, err));
    WKS_TRY(write_maps(publishing, err));
    WKS_TRY(write_borders(publishing, err));
    WKS_TRY(write_rules(publishing, err));
    WKS_TRY(wks_publishing_write_values(publishing, err));
    WKS_TRY(wks_publishing_write_findings(publishing, err));
    return wks_publishing_write_gaps(publishing, err);
}

/* Nothing is there until somebody else has looked at all of it. */
static wks_code seal(wks_publishing *publishing, wks_error *err)
{
    const wks_publish_sealer *sealer = &publishing->publication->sealer;
    wks_query *query = NULL;
    wks_hash text;
    wks_seal made;
    WKS_TRY(wks_picture_text(publishing->db, publishing->release, sealer->text_path, &text, err));
    WKS_TRY(sealer->make(sealer->context, &made, err));
    WKS_TRY(wks_seal_check(&made, sealer->key, &text, publishing->arena, NULL, err));
    WKS_TRY(wks_publishing_open(publishing, "add_seal.sql", &query, err));
    wks_query_bind_integer(query, 1, publishing->release);
    wks_query_bind_text(query, 2, made.statement);
    wks_query_bind_text(query, 3, made.signature.hex);
    wks_query_bind_text(query, 4, made.key.hex);
    const wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    return code;
}

wks_code wks_picture_publish(const char *path, const wks_publication *publication,
                             const wks_released *released, wks_arena *arena, wks_progress *progress,
                             wks_publish_report *report, wks_error *err)
{
    wks_publishing publishing = {
        .publication = publication, .released = released, .arena = arena, .progress = progress};
    char last_id[17];
    *report = (wks_publish_report){0};
    wks_publishing_release_id(publication, released, report->id);
    WKS_TRY(wks_db_open(path, WKS_DB_CREATE, &publishing.db, err));
    wks_code code = wks_db_migrate(publishing.db, "picture", wks_picture_migrations,
                                   wks_picture_migrations_count, err);
    if (code != WKS_OK || (code = newest_release(&publishing, last_id, err)) != WKS_OK ||
        (code = choose_id(&publishing, last_id, report, err)) != WKS_OK || !report->is_new) {
        goto done;
    }
    if ((code = gather_areas(&publishing, err)) != WKS_OK ||
        (code = wks_db_begin(publishing.db, err)) != WKS_OK ||
        (code = write_all(&publishing, report->id, err)) != WKS_OK ||
        (code = seal(&publishing, err)) != WKS_OK) {
        goto done;
    }
    report->n_values = publishing.n_values;
    code = wks_db_commit(publishing.db, err);
done:
    wks_db_close(publishing.db);
    return code == WKS_OK ? code : wks_error_prefix(err, code, "%s", path);
}

wks_code wks_picture_inputs(const char *path, wks_arena *arena, const char **out, wks_error *err)
{
    wks_publishing publishing = {0};
    wks_query *query = NULL;
    bool has_row = false;
    *out = "";
    if (!wks_file_exists(path)) {
        return WKS_OK;
    }
    WKS_TRY(wks_db_open(path, WKS_DB_WRITE, &publishing.db, err));
    wks_code code = wks_db_migrate(publishing.db, "picture", wks_picture_migrations,
                                   wks_picture_migrations_count, err);
    if (code != WKS_OK ||
        (code = wks_publishing_open(&publishing, "newest.sql", &query, err)) != WKS_OK ||
        (code = wks_query_step(query, &has_row, err)) != WKS_OK || !has_row) {
        goto done;
    }
    *out = wks_arena_text(arena, wks_query_text(query, 2));
    code = *out == NULL ? wks_arena_fail(err) : WKS_OK;
done:
    wks_query_close(query);
    wks_db_close(publishing.db);
    return code;
}
