/* SPDX-License-Identifier: EUPL-1.2 */
#include "access/session.h"

#include "access/access_query.h"
#include "base/language.h"

#include <stdbool.h>
#include <string.h>

enum {
    SEEN_STEP_S = 60 /* a session is written down as seen once in this time: a read is no write */
};

static wks_code drop_old(wks_access *access, int64_t now, wks_error *err)
{
    wks_query *drop = access->queries[WKS_ACCESS_DROP_OLD_SESSIONS];
    wks_query_bind_integer(drop, 1, now - WKS_SESSION_IDLE_S);
    wks_query_bind_integer(drop, 2, now - WKS_SESSION_LONGEST_S);
    return wks_query_run(drop, err);
}

wks_code wks_session_begin(wks_access *access, int64_t account, int64_t now, wks_token *out,
                           wks_error *err)
{
    WKS_TRY(wks_token_make(out, err));
    WKS_TRY(drop_old(access, now, err));
    wks_query *add = access->queries[WKS_ACCESS_ADD_SESSION];
    wks_query_bind_text(add, 1, wks_token_hash((wks_span){out->text, strlen(out->text)}).hex);
    wks_query_bind_integer(add, 2, account);
    wks_query_bind_integer(add, 3, now);
    return wks_query_run(add, err);
}

static wks_code keep_row(wks_query *row, wks_arena *arena, wks_reader *out, wks_error *err)
{
    out->account = wks_query_integer(row, 0);
    out->name = wks_arena_text(arena, wks_query_text(row, 1));
    out->person = wks_arena_text(arena, wks_query_text(row, 2));
    out->organisation = wks_arena_text(arena, wks_query_text(row, 3));
    out->roles = (unsigned)wks_query_integer(row, 4);
    return out->name == NULL || out->person == NULL || out->organisation == NULL
               ? wks_arena_fail(err)
               : WKS_OK;
}

wks_code wks_session_find(wks_access *access, wks_span token, int64_t now, wks_arena *arena,
                          wks_reader *out, wks_error *err)
{
    const wks_hash hash = wks_token_hash(token);
    wks_query *row = access->queries[WKS_ACCESS_SESSION];
    bool has_row = false;
    wks_query_bind_text(row, 1, hash.hex);
    wks_query_bind_integer(row, 2, now - WKS_SESSION_IDLE_S);
    wks_query_bind_integer(row, 3, now - WKS_SESSION_LONGEST_S);
    WKS_TRY(wks_query_step(row, &has_row, err));
    if (!has_row) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s",
                        wks_tr("nobody is signed in", "niemand is ingelogd"));
    }
    const bool is_due = now - wks_query_integer(row, 5) >= SEEN_STEP_S;
    const wks_code code = keep_row(row, arena, out, err);
    wks_query_reset(row);
    if (code != WKS_OK || !is_due) {
        return code;
    }
    wks_query *see = access->queries[WKS_ACCESS_SEE_SESSION];
    wks_query_bind_text(see, 1, hash.hex);
    wks_query_bind_integer(see, 2, now);
    return wks_query_run(see, err);
}

wks_code wks_session_end(wks_access *access, wks_span token, wks_error *err)
{
    wks_query *drop = access->queries[WKS_ACCESS_DROP_SESSION];
    wks_query_bind_text(drop, 1, wks_token_hash(token).hex);
    return wks_query_run(drop, err);
}
