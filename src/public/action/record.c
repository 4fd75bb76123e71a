/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/action/record.h"

#include "base/language.h"
#include "public/action/action_query.h"

#include <ctype.h>
#include <string.h>

/* ---- what stands beside a record ----------------------------------------------------------- */

static wks_code run_with_number(wks_action *action, wks_action_query query, int64_t number,
                                wks_error *err)
{
    wks_query_bind_integer(action->queries[query], 1, number);
    return wks_query_run(action->queries[query], err);
}

static wks_code write_areas(wks_action *action, int64_t number, const char *body, wks_arena *arena,
                            wks_error *err)
{
    const char **areas = NULL;
    size_t n = 0;
    wks_query *add = action->queries[WKS_ACTION_ADD_AREA];
    WKS_TRY(run_with_number(action, WKS_ACTION_DROP_AREAS, number, err));
    WKS_TRY(wks_shape_texts_of(body, "gebieden", arena, &areas, &n, err));
    for (size_t i = 0; i < n; i++) {
        wks_query_bind_integer(add, 1, number);
        wks_query_bind_text(add, 2, areas[i]);
        WKS_TRY(wks_query_run(add, err));
    }
    return WKS_OK;
}

static wks_code write_words(wks_action *action, const wks_record_kind *kind, int64_t number,
                            const char *title, const char *body, wks_error *err)
{
    wks_buffer words = {0};
    wks_query *add = action->queries[WKS_ACTION_ADD_WORDS];
    wks_code code = run_with_number(action, WKS_ACTION_DROP_WORDS, number, err);
    if (code == WKS_OK) {
        code = wks_shape_words_of(&kind->shape, body, &words, err);
    }
    if (code == WKS_OK) {
        wks_query_bind_integer(add, 1, number);
        wks_query_bind_text(add, 2, title);
        wks_query_bind_text(add, 3, words.bytes == NULL ? "" : words.bytes);
        code = wks_query_run(add, err);
    }
    wks_buffer_clear(&words);
    return code;
}

static wks_code write_beside(wks_action *action, const wks_record_kind *kind, int64_t number,
                             const char *title, const char *body, wks_arena *arena, wks_error *err)
{
    WKS_TRY(write_areas(action, number, body, arena, err));
    return write_words(action, kind, number, title, body, err);
}

/* What the present row of record keeps is a version now. */
static wks_code add_version(wks_action *action, int64_t number, int64_t account, wks_error *err)
{
    wks_query *add = action->queries[WKS_ACTION_ADD_VERSION];
    wks_query_bind_integer(add, 1, number);
    wks_query_bind_integer(add, 2, account);
    return wks_query_run(add, err);
}

/* ---- add and change ------------------------------------------------------------------------ */

static wks_code insert(wks_action *action, const wks_record_kind *kind, const wks_record *record,
                       const wks_record_writer *writer, int64_t *number, wks_error *err)
{
    bool has_row = false;
    wks_query *add = action->queries[WKS_ACTION_ADD_RECORD];
    wks_query_bind_text(add, 1, kind->name);
    wks_query_bind_text(add, 2, record->title);
    wks_query_bind_text(add, 3, record->body);
    wks_query_bind_integer(add, 4, record->is_closed);
    wks_query_bind_text(add, 5, writer->person);
    wks_query_bind_text(add, 6, writer->organisation);
    wks_query_bind_integer(add, 7, record->changed_at);
    WKS_TRY(wks_query_step(add, &has_row, err));
    *number = wks_query_integer(add, 0);
    wks_query_reset(add);
    return WKS_OK;
}

static wks_code add_all(wks_action *action, const wks_record_kind *kind, const wks_record *record,
                        const wks_record_writer *writer, wks_arena *arena, int64_t *number,
                        wks_error *err)
{
    WKS_TRY(wks_db_begin(action->db, err));
    WKS_TRY(insert(action, kind, record, writer, number, err));
    WKS_TRY(add_version(action, *number, writer->account, err));
    WKS_TRY(write_beside(action, kind, *number, record->title, record->body, arena, err));
    return wks_db_commit(action->db, err);
}

wks_code wks_record_add(wks_action *action, const wks_record_kind *kind, const char *body,
                        const wks_record_writer *writer, int64_t now, int64_t *number,
                        wks_error *err)
{
    wks_arena arena;
    wks_record record = {.body = body, .changed_at = now};
    wks_arena_init(&arena, 0);
    wks_code code = wks_shape_text_of(body, "titel", &arena, &record.title, err);
    if (code == WKS_OK) {
        code = add_all(action, kind, &record, writer, &arena, number, err);
    }
    wks_db_rollback(action->db);
    wks_arena_clear(&arena);
    return code;
}

/* Why a change found no row: the record is not there, or has a later version. */
static wks_code fail_change(wks_action *action, const wks_record_kind *kind, int64_t number,
                            wks_error *err)
{
    bool has_row = false;
    wks_query *row = action->queries[WKS_ACTION_RECORD];
    wks_query_bind_integer(row, 1, number);
    wks_query_bind_text(row, 2, kind->name);
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (has_row) {
        wks_query_reset(row);
        return wks_fail(err, WKS_E_EXISTS, "%s",
                        wks_tr("somebody else changed it first", "iemand anders was eerder"));
    }
    return wks_fail(err, WKS_E_NOT_FOUND, "%s", wks_tr("it is not there", "het is er niet"));
}

static wks_code update(wks_action *action, const wks_record_kind *kind, const wks_record *record,
                       const wks_record_writer *writer, wks_error *err)
{
    bool has_row = false;
    wks_query *change = action->queries[WKS_ACTION_CHANGE_RECORD];
    wks_query_bind_integer(change, 1, record->number);
    wks_query_bind_integer(change, 2, record->version);
    wks_query_bind_text(change, 3, record->title);
    wks_query_bind_text(change, 4, record->body);
    wks_query_bind_integer(change, 5, record->is_closed);
    wks_query_bind_text(change, 6, writer->person);
    wks_query_bind_text(change, 7, writer->organisation);
    wks_query_bind_integer(change, 8, record->changed_at);
    wks_query_bind_text(change, 9, kind->name);
    WKS_TRY(wks_query_step(change, &has_row, err));
    if (!has_row) {
        return fail_change(action, kind, record->number, err);
    }
    wks_query_reset(change);
    return WKS_OK;
}

static wks_code change_all(wks_action *action, const wks_record_kind *kind,
                           const wks_record *record, const wks_record_writer *writer,
                           wks_arena *arena, wks_error *err)
{
    WKS_TRY(wks_db_begin(action->db, err));
    WKS_TRY(update(action, kind, record, writer, err));
    WKS_TRY(add_version(action, record->number, writer->account, err));
    WKS_TRY(write_beside(action, kind, record->number, record->title, record->body, arena, err));
    return wks_db_commit(action->db, err);
}

wks_code wks_record_change(wks_action *action, const wks_record_kind *kind,
                           const wks_record *record, const wks_record_writer *writer, int64_t now,
                           wks_error *err)
{
    wks_arena arena;
    wks_record next = *record;
    wks_arena_init(&arena, 0);
    next.changed_at = now;
    wks_code code = wks_shape_text_of(record->body, "titel", &arena, &next.title, err);
    if (code == WKS_OK) {
        code = change_all(action, kind, &next, writer, &arena, err);
    }
    wks_db_rollback(action->db);
    wks_arena_clear(&arena);
    return code;
}

/* ---- read ---------------------------------------------------------------------------------- */

/* The present row of record.sql and records.sql. */
static wks_code keep_record(wks_query *row, wks_arena *arena, wks_record *out, wks_error *err)
{
    *out = (wks_record){
        .number = wks_query_integer(row, 0),
        .kind = wks_arena_text(arena, wks_query_text(row, 1)),
        .version = wks_query_integer(row, 2),
        .title = wks_arena_text(arena, wks_query_text(row, 3)),
        .body = wks_arena_text(arena, wks_query_text(row, 4)),
        .is_closed = wks_query_integer(row, 5) != 0,
        .person = wks_arena_text(arena, wks_query_text(row, 6)),
        .organisation = wks_arena_text(arena, wks_query_text(row, 7)),
        .changed_at = wks_query_integer(row, 8),
    };
    return out->kind == NULL || out->title == NULL || out->body == NULL || out->person == NULL ||
                   out->organisation == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

wks_code wks_record_read(wks_action *action, const char *kind, int64_t number, wks_arena *arena,
                         wks_record *out, wks_error *err)
{
    bool has_row = false;
    wks_query *row = action->queries[WKS_ACTION_RECORD];
    wks_query_bind_integer(row, 1, number);
    wks_query_bind_text(row, 2, kind);
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s", wks_tr("it is not there", "het is er niet"));
    }
    const wks_code code = keep_record(row, arena, out, err);
    wks_query_reset(row);
    return code;
}

typedef wks_code keep_row(wks_query *row, wks_arena *arena, wks_record *out, wks_error *err);

/* Every row of a query whose parameters are bound. */
static wks_code keep_rows(wks_query *rows, keep_row *keep, wks_arena *arena, wks_records *out,
                          wks_error *err)
{
    size_t room = 0;
    bool has_row = false;
    *out = (wks_records){NULL, 0};
    WKS_TRY(wks_query_step(rows, &has_row, err));
    while (has_row) {
        wks_code code = wks_arena_grow(arena, &out->items, out->n, &room, sizeof *out->items, err);
        if (code == WKS_OK) {
            code = keep(rows, arena, &out->items[out->n], err);
        }
        if (code != WKS_OK) {
            wks_query_reset(rows);
            return code;
        }
        out->n++;
        WKS_TRY(wks_query_step(rows, &has_row, err));
    }
    return WKS_OK;
}

/* "spoed kliniek" as FTS5 wants it: "spoed"* "kliniek"*; no sign of what was typed has a meaning.
 */
static const char *search_of(const char *words, wks_arena *arena)
{
    wks_buffer search = {0};
    const char *out = NULL;
    for (const char *at = words; *at != 0;) {
        const size_t gap = strspn(at, " \t\n\"");
        const size_t n = strcspn(at + gap, " \t\n\"");
        bool is_word = false;
        for (size_t i = 0; i < n; i++) {
            is_word = is_word || isalnum((unsigned char)at[gap + i]) ||
                      ((unsigned char)at[gap + i] & 0x80U) != 0;
        }
        if (is_word) {
            wks_buffer_printf(&search, "%s\"%.*s\"*", search.n == 0 ? "" : " ", (int)n, at + gap);
        }
        at += gap + n;
    }
    return wks_buffer_keep(&search, arena, &out, NULL) == WKS_OK ? out : NULL;
}

wks_code wks_record_list(wks_action *action, const wks_record_filter *filter, wks_arena *arena,
                         wks_records *out, wks_error *err)
{
    wks_query *rows = action->queries[WKS_ACTION_RECORDS];
    const char *search = filter->words == NULL ? NULL : search_of(filter->words, arena);
    if (filter->words != NULL && search == NULL) {
        return wks_arena_fail(err);
    }
    wks_query_bind_text(rows, 1, filter->kind);
    wks_query_bind_text(rows, 2, filter->area);
    wks_query_bind_text(rows, 3, search == NULL || search[0] == 0 ? NULL : search);
    return keep_rows(rows, keep_record, arena, out, err);
}

static wks_code keep_version(wks_query *row, wks_arena *arena, wks_record *out, wks_error *err)
{
    *out = (wks_record){
        .version = wks_query_integer(row, 0),
        .body = wks_arena_text(arena, wks_query_text(row, 1)),
        .is_closed = wks_query_integer(row, 2) != 0,
        .person = wks_arena_text(arena, wks_query_text(row, 3)),
        .organisation = wks_arena_text(arena, wks_query_text(row, 4)),
        .changed_at = wks_query_integer(row, 5),
    };
    return out->body == NULL || out->person == NULL || out->organisation == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

wks_code wks_record_versions(wks_action *action, int64_t number, wks_arena *arena, wks_records *out,
                             wks_error *err)
{
    wks_query *rows = action->queries[WKS_ACTION_VERSIONS];
    wks_query_bind_integer(rows, 1, number);
    return keep_rows(rows, keep_version, arena, out, err);
}
