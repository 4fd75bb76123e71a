/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "public/action/action_query.h"
#include "public/action/record.h"

static wks_code fail_missing(wks_error *err)
{
    return wks_fail(err, WKS_E_NOT_FOUND, "%s", wks_tr("it is not there", "het is er niet"));
}

/* The kind of a record, in arena. */
static wks_code kind_of(wks_action *action, int64_t number, wks_arena *arena, const char **out,
                        wks_error *err)
{
    bool has_row = false;
    wks_query *row = action->queries[WKS_ACTION_KIND_OF];
    wks_query_bind_integer(row, 1, number);
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return fail_missing(err);
    }
    *out = wks_arena_text(arena, wks_query_text(row, 0));
    wks_query_reset(row);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code check(wks_action *action, const wks_record_link *link, wks_error *err)
{
    wks_arena arena;
    const char *from = NULL;
    const char *to = NULL;
    wks_arena_init(&arena, 0);
    wks_code code = kind_of(action, link->origin, &arena, &from, err);
    if (code == WKS_OK) {
        code = kind_of(action, link->target, &arena, &to, err);
    }
    if (code == WKS_OK &&
        (link->origin == link->target || !wks_record_may_link(link->relation, from, to))) {
        code = wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("no such tie between these two", "zo'n verband tussen deze twee is "
                                                                "er niet"));
    }
    wks_arena_clear(&arena);
    return code;
}

wks_code wks_record_set_link(wks_action *action, const wks_record_link *link,
                             const wks_record_writer *writer, int64_t now, wks_error *err)
{
    wks_query *set = action->queries[WKS_ACTION_SET_LINK];
    WKS_TRY(check(action, link, err));
    wks_query_bind_integer(set, 1, link->origin);
    wks_query_bind_integer(set, 2, link->target);
    wks_query_bind_text(set, 3, link->relation);
    wks_query_bind_text(set, 4, link->note);
    wks_query_bind_integer(set, 5, writer->account);
    wks_query_bind_text(set, 6, writer->person);
    wks_query_bind_integer(set, 7, now);
    return wks_query_run(set, err);
}

wks_code wks_record_drop_link(wks_action *action, int64_t origin, int64_t target, wks_error *err)
{
    bool has_row = false;
    wks_query *drop = action->queries[WKS_ACTION_DROP_LINK];
    wks_query_bind_integer(drop, 1, origin);
    wks_query_bind_integer(drop, 2, target);
    WKS_TRY(wks_query_step(drop, &has_row, err));
    if (!has_row) {
        return fail_missing(err);
    }
    wks_query_reset(drop);
    return WKS_OK;
}

static wks_code keep_link(wks_query *row, wks_arena *arena, wks_record_link *out, wks_error *err)
{
    const char *texts[6];
    for (int i = 0; i < 6; i++) {
        texts[i] = wks_arena_text(arena, wks_query_text(row, i + 2));
        if (texts[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    *out = (wks_record_link){.origin = wks_query_integer(row, 0),
                             .target = wks_query_integer(row, 1),
                             .relation = texts[0],
                             .note = texts[1],
                             .origin_kind = texts[2],
                             .origin_title = texts[3],
                             .target_kind = texts[4],
                             .target_title = texts[5]};
    return WKS_OK;
}

wks_code wks_record_list_links(wks_action *action, int64_t number, wks_arena *arena,
                               wks_record_links *out, wks_error *err)
{
    size_t room = 0;
    bool has_row = false;
    wks_query *rows = action->queries[WKS_ACTION_LINKS];
    *out = (wks_record_links){NULL, 0};
    if (number != 0) {
        wks_query_bind_integer(rows, 1, number);
    }
    WKS_TRY(wks_query_step(rows, &has_row, err));
    while (has_row) {
        wks_code code = wks_arena_grow(arena, &out->items, out->n, &room, sizeof *out->items, err);
        if (code == WKS_OK) {
            code = keep_link(rows, arena, &out->items[out->n], err);
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
