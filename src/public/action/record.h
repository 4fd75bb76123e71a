/* public/action/record.h - things that people wrote down: kept with all their versions, areas and
 * ties.
 *
 * Writing is one transaction.  A change names the version it was made from; when somebody else was
 * first it is refused, so that no text is lost.  now is in seconds since 1970, UTC.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ACTION_RECORD_H
#define WKS_PUBLIC_ACTION_RECORD_H

#include "base/arena.h"
#include "public/action/action.h"
#include "public/action/record_kind.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Who writes. */
typedef struct wks_record_writer {
    int64_t account;
    const char *person;
    const char *organisation;
} wks_record_writer;

typedef struct wks_record {
    int64_t number;
    const char *kind; /* a name of record_kind.h */
    int64_t version;  /* from 1 */
    const char *title;
    const char *body; /* a JSON object of the kind's shape */
    bool is_closed;   /* no longer at hand; nothing is thrown away */
    const char *person;
    const char *organisation;
    int64_t changed_at;
} wks_record;

/* body is what wks_shape_take made.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_record_add(wks_action *action, const wks_record_kind *kind,
                                       const char *body, const wks_record_writer *writer,
                                       int64_t now, int64_t *number, wks_error *err);
/* Write the next version; record gives number, version (the one it was made from), body, is_closed.
 * Errors: WKS_E_NOT_FOUND  no such record of this kind
 *         WKS_E_EXISTS     it has a later version; WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_record_change(wks_action *action, const wks_record_kind *kind,
                                          const wks_record *record, const wks_record_writer *writer,
                                          int64_t now, wks_error *err);
/* In arena.  Errors: WKS_E_NOT_FOUND, WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_record_read(wks_action *action, const char *kind, int64_t number,
                                        wks_arena *arena, wks_record *out, wks_error *err);

typedef struct wks_record_filter {
    const char *kind;
    const char *area;  /* code; NULL: everywhere */
    const char *words; /* as typed: every word, or its beginning, must be in it; NULL: any */
} wks_record_filter;

typedef struct wks_records {
    wks_record *items;
    size_t n;
} wks_records;

/* By title, closed ones last; in arena.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_record_list(wks_action *action, const wks_record_filter *filter,
                                        wks_arena *arena, wks_records *out, wks_error *err);
/* Every version of a record, the first first; title and kind are not filled. */
WKS_MUST_CHECK wks_code wks_record_versions(wks_action *action, int64_t number, wks_arena *arena,
                                            wks_records *out, wks_error *err);

/* ---- ties ---------------------------------------------------------------------------------- */

typedef struct wks_record_link {
    int64_t origin, target;
    const char *relation;
    const char *note; /* "" for none */
    const char *origin_kind, *origin_title, *target_kind, *target_title;
} wks_record_link;

typedef struct wks_record_links {
    wks_record_link *items;
    size_t n;
} wks_record_links;

/* Tie two records, or say it otherwise; of link origin, target, relation and note are read.
 * Errors: WKS_E_NOT_FOUND  one of the two is not there
 *         WKS_E_ARGUMENT   no such relation between records of these kinds; WKS_E_STORE */
WKS_MUST_CHECK wks_code wks_record_set_link(wks_action *action, const wks_record_link *link,
                                            const wks_record_writer *writer, int64_t now,
                                            wks_error *err);
/* Errors: WKS_E_NOT_FOUND  they are not tied; WKS_E_STORE */
WKS_MUST_CHECK wks_code wks_record_drop_link(wks_action *action, int64_t origin, int64_t target,
                                             wks_error *err);
/* The ties of a record, at both ends; number 0: all there are.  In arena. */
WKS_MUST_CHECK wks_code wks_record_list_links(wks_action *action, int64_t number, wks_arena *arena,
                                              wks_record_links *out, wks_error *err);

#endif
