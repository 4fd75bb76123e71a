/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/seen.h"

#include "base/db.h"
#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "base/text.h"
#include "model/value.h"
#include "public/attack/count_back.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

extern const wks_embedded_text wks_attack_queries[];
extern const size_t wks_attack_queries_count;

/* Found of a picture before its values are read. */
typedef struct found_release {
    int64_t number;
    const char *id;
} found_release;

typedef struct reading {
    wks_seen *seen;
    wks_db *db;
    wks_arena *arena;
    found_release *found; /* [n_found] */
    size_t n_found;
    size_t found_room;
    int64_t release; /* the number of the one at hand; 0: none yet */
    double *rows;    /* [n_rows] by delivery number; NAN not known */
    size_t n_rows;
} reading;

/* One row of a query. */
typedef wks_code take_row(reading *r, wks_query *row, wks_error *err);

static wks_code each_row(reading *r, const char *name, take_row *take, wks_error *err)
{
    const wks_embedded_text *text =
        wks_embedded_find_text(wks_attack_queries, wks_attack_queries_count, name);
    wks_query *query = NULL;
    assert(text != NULL);
    WKS_TRY(wks_query_open(r->db, text->text, &query, err));
    if (r->release != 0) {
        wks_query_bind_integer(query, 1, r->release);
    }
    wks_code code = WKS_OK;
    for (bool has_row = true; code == WKS_OK && has_row;) {
        code = wks_query_step(query, &has_row, err);
        if (code == WKS_OK && has_row) {
            code = take(r, query, err);
        }
    }
    wks_query_close(query);
    return code;
}

/* ---- areas and deliveries -------------------------------------------------------------------- */

static wks_code take_area(reading *r, wks_query *row, wks_error *err)
{
    wks_seen *seen = r->seen;
    uint32_t area = 0;
    uint32_t parent = 0;
    size_t room = seen->n_parents;
    WKS_TRY(wks_seen_names_take(&seen->names, wks_query_text(row, 0), r->arena, &area, err));
    WKS_TRY(wks_seen_names_take(&seen->names, wks_query_text(row, 1), r->arena, &parent, err));
    while (seen->n_parents < seen->names.n) {
        WKS_TRY(wks_arena_grow(r->arena, &seen->parent, seen->n_parents, &room,
                               sizeof *seen->parent, err));
        seen->n_parents = room;
    }
    seen->parent[area] = parent;
    return WKS_OK;
}

static wks_code take_delivery(reading *r, wks_query *row, wks_error *err)
{
    enum {
        MOST_DELIVERIES = 1 << 20 /* beyond it a number is no number of a delivery */
    };

    const int64_t number = wks_query_integer(row, 0);
    if (number < 0 || number > MOST_DELIVERIES) {
        return WKS_OK;
    }
    while (r->n_rows <= (size_t)number) {
        size_t room = r->n_rows;
        WKS_TRY(wks_arena_grow(r->arena, &r->rows, r->n_rows, &room, sizeof *r->rows, err));
        for (; r->n_rows < room; r->n_rows++) {
            r->rows[r->n_rows] = NAN;
        }
    }
    r->rows[number] = wks_query_number(row, 1);
    return WKS_OK;
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool is_hidden(wks_status status)
{
    return status == WKS_STATUS_HIDDEN || status == WKS_STATUS_NOT_RELEASED;
}

/* What the number and its interval give away. */
static void count_back(const char *method, double lower, double upper, wks_seen_value *value)
{
    wks_counted counted = {NAN, NAN, NAN};
    if (wks_text_equal(method, "mean")) {
        value->kind = WKS_SEEN_MEAN;
    } else if ((wks_text_equal(method, "wilson") &&
                wks_count_back_share(value->value, lower, upper, &counted)) ||
               (wks_text_equal(method, "byar") &&
                wks_count_back_events(value->value, lower, upper, &counted))) {
        value->kind = WKS_SEEN_COUNT;
    }
    value->with = counted.with;
    value->all = counted.all;
    value->per = counted.per;
}

static wks_code take_names(reading *r, wks_query *row, wks_seen_value *value, wks_error *err)
{
    uint32_t *const names[] = {&value->source,    &value->indicator, &value->denominator,
                               &value->breakdown, &value->period,    &value->area};
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++) {
        WKS_TRY(
            wks_seen_names_take(&r->seen->names, wks_query_text(row, i), r->arena, names[i], err));
    }
    return wks_seen_names_take(&r->seen->names, wks_query_text(row, 11), r->arena, &value->against,
                               err);
}

static wks_code take_value(reading *r, wks_query *row, wks_error *err)
{
    wks_seen *seen = r->seen;
    wks_status status = WKS_STATUS_OK;
    wks_seen_value value = {.release = (uint32_t)seen->n_releases - 1,
                            .kind = WKS_SEEN_OTHER,
                            .value = wks_query_number(row, 6),
                            .reference = wks_query_number(row, 12),
                            .with = NAN,
                            .all = NAN,
                            .per = NAN,
                            .rows = NAN};
    WKS_TRY(take_names(r, row, &value, err));
    if (!wks_status_parse(wks_query_text(row, 9), &status)) {
        return wks_fail(err, WKS_E_STORE, wks_tr("status %s is not known", "status %s is onbekend"),
                        wks_query_text(row, 9));
    }
    if (is_hidden(status)) {
        value.kind = WKS_SEEN_HIDDEN;
    } else if (!isnan(value.value)) {
        count_back(wks_query_text(row, 10), wks_query_number(row, 7), wks_query_number(row, 8),
                   &value);
    } else if (status == WKS_STATUS_NOT_DELIVERED || status == WKS_STATUS_NOT_APPLICABLE) {
        value.kind = WKS_SEEN_NONE;
    } else if (status == WKS_STATUS_BOUNDARY) {
        value.kind = WKS_SEEN_NOWHERE;
    }
    const double delivery = wks_query_number(row, 13);
    if (delivery >= 0 && delivery < (double)r->n_rows) {
        value.rows = r->rows[(size_t)delivery];
    }
    WKS_TRY(
        wks_arena_grow(r->arena, &seen->values, seen->n, &seen->room, sizeof *seen->values, err));
    seen->values[seen->n++] = value;
    return WKS_OK;
}

/* ---- releases -------------------------------------------------------------------------------- */

static wks_code take_release(reading *r, wks_query *row, wks_error *err)
{
    const char *id = wks_arena_text(r->arena, wks_query_text(row, 1));
    WKS_TRY(wks_arena_grow(r->arena, &r->found, r->n_found, &r->found_room, sizeof *r->found, err));
    r->found[r->n_found++] = (found_release){wks_query_integer(row, 0), id};
    return id == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code read_release(reading *r, const char *path, const found_release *found,
                             wks_error *err)
{
    wks_seen *seen = r->seen;
    WKS_TRY(wks_arena_grow(r->arena, &seen->releases, seen->n_releases, &seen->releases_room,
                           sizeof *seen->releases, err));
    seen->releases[seen->n_releases++] = (wks_seen_release){path, found->id};
    r->release = found->number;
    r->n_rows = 0;
    r->rows = NULL;
    WKS_TRY(each_row(r, "seen_areas.sql", take_area, err));
    WKS_TRY(each_row(r, "seen_deliveries.sql", take_delivery, err));
    return each_row(r, "seen_values.sql", take_value, err);
}

static wks_code take_tables(reading *r, wks_query *row, wks_error *err)
{
    (void)r;
    return wks_query_integer(row, 0) == 1
               ? WKS_OK
               : wks_fail(err, WKS_E_STORE, "%s",
                          wks_tr("this is no picture; `wijkscan build` makes one",
                                 "dit is geen beeld; `wijkscan build` maakt er een"));
}

static wks_code read_all(reading *r, const char *path, wks_error *err)
{
    WKS_TRY(each_row(r, "seen_tables.sql", take_tables, err));
    WKS_TRY(each_row(r, "seen_releases.sql", take_release, err));
    if (r->n_found == 0) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr("the picture holds no release yet; make one with `wijkscan build`",
                               "het beeld bevat nog geen uitgave; maak die met `wijkscan build`"));
    }
    for (size_t i = 0; i < r->n_found; i++) {
        WKS_TRY(read_release(r, path, &r->found[i], err));
    }
    return WKS_OK;
}

wks_code wks_seen_read(wks_seen *seen, const char *path, wks_arena *arena, wks_error *err)
{
    reading r = {.seen = seen, .arena = arena};
    const char *kept = wks_arena_text(arena, path);
    if (kept == NULL) {
        return wks_arena_fail(err);
    }
    if (!wks_file_exists(path)) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: there is no picture yet; make one with `wijkscan build`",
                               "%s: er is nog geen beeld; maak het met `wijkscan build`"),
                        path);
    }
    wks_code code = wks_db_open(path, WKS_DB_READ, &r.db, err);
    if (code == WKS_OK) {
        code = read_all(&r, kept, err);
    }
    wks_db_close(r.db);
    if (code == WKS_E_STORE) {
        return wks_error_prefix(
            err, code, wks_tr("%s cannot be read as a picture", "%s is niet als beeld te lezen"),
            path);
    }
    return code == WKS_OK ? WKS_OK : wks_error_prefix(err, code, "%s", path);
}
