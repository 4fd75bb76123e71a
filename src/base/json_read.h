/* base/json_read.h - a JSON object that somebody sent, held against the members it may have.
 *
 * In: text and a table of members.  Out: their values, or everything that is wrong with them at
 * once.  Text is taken as it was typed but for spaces at its ends; line ends become "\n".
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_JSON_READ_H
#define WKS_BASE_JSON_READ_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum wks_json_kind {
    WKS_JSON_TEXT,    /* const char *; NULL where it was absent or null */
    WKS_JSON_INTEGER, /* int64_t */
    WKS_JSON_NUMBER,  /* double; NAN where it was absent or null */
    WKS_JSON_BOOL,    /* bool */
    WKS_JSON_TEXTS    /* wks_texts: a list of texts */
} wks_json_kind;

typedef struct wks_texts {
    const char **items;
    size_t n;
} wks_texts;

typedef struct wks_json_member {
    const char *name;
    wks_json_kind kind;
    bool is_required;
    size_t most;      /* characters of a text (0: 200), or of each of a list */
    size_t most_many; /* of a list (0: 50) */
    void *out;        /* of the type of kind */
} wks_json_member;

typedef enum wks_json_fault {
    WKS_JSON_MISSING, /* required, or an empty text where one is */
    WKS_JSON_UNKNOWN, /* there is no such member */
    WKS_JSON_KIND,    /* a text where a number was expected, and so on */
    WKS_JSON_LONG,    /* more than most */
    WKS_JSON_MANY     /* more than most_many */
} wks_json_fault;

/* Called for each fault; name is in the arena. */
typedef void wks_json_note(void *context, const char *name, wks_json_fault fault);

/* Members that are absent get NULL, 0, NAN, false or an empty list.  All texts are in arena.
 * Errors: WKS_E_FORMAT  text is no JSON object, or one that holds a name twice; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_json_read(wks_span text, const wks_json_member *members,
                                      size_t n_members, wks_json_note *note, void *context,
                                      wks_arena *arena, wks_error *err);

#endif
