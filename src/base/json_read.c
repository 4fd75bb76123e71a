/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_read.h"

#include "base/language.h"

#include <jansson.h>

#include <math.h>
#include <string.h>

enum {
    MOST_CHARACTERS = 200,
    MOST_TEXTS = 50
};

typedef struct reading {
    wks_json_note *note;
    void *context;
    wks_arena *arena;
    wks_error *err;
} reading;

static wks_code take_text(reading *at, const wks_json_member *member, json_t *value)
{
    const char **out = member->out;
    char *kept = wks_text_typed(at->arena, json_string_value(value));
    if (kept == NULL) {
        return wks_arena_fail(at->err);
    }
    *out = kept;
    if (wks_text_characters((wks_span){kept, strlen(kept)}) >
        (member->most == 0 ? MOST_CHARACTERS : member->most)) {
        at->note(at->context, member->name, WKS_JSON_LONG);
    } else if (member->is_required && kept[0] == 0) {
        at->note(at->context, member->name, WKS_JSON_MISSING);
    }
    return WKS_OK;
}

static wks_code take_texts(reading *at, const wks_json_member *member, json_t *value)
{
    wks_texts *out = member->out;
    const size_t n = json_array_size(value);
    if (n > (member->most_many == 0 ? MOST_TEXTS : member->most_many)) {
        at->note(at->context, member->name, WKS_JSON_MANY);
        return WKS_OK;
    }
    if (member->is_required && n == 0) {
        at->note(at->context, member->name, WKS_JSON_MISSING);
    }
    WKS_TRY(wks_arena_take(at->arena, n, sizeof *out->items, &out->items, at->err));
    for (size_t i = 0; i < n; i++) {
        json_t *item = json_array_get(value, i);
        if (!json_is_string(item)) {
            at->note(at->context, member->name, WKS_JSON_KIND);
            return WKS_OK;
        }
        wks_json_member one = {member->name, WKS_JSON_TEXT, true, member->most, 0, &out->items[i]};
        WKS_TRY(take_text(at, &one, item));
    }
    out->n = n;
    return WKS_OK;
}

static wks_code take_member(reading *at, const wks_json_member *member, json_t *value)
{
    if (member->kind == WKS_JSON_TEXT && json_is_string(value)) {
        return take_text(at, member, value);
    }
    if (member->kind == WKS_JSON_TEXTS && json_is_array(value)) {
        return take_texts(at, member, value);
    }
    if (member->kind == WKS_JSON_INTEGER && json_is_integer(value)) {
        *(int64_t *)member->out = json_integer_value(value);
    } else if (member->kind == WKS_JSON_NUMBER && json_is_number(value)) {
        *(double *)member->out = json_number_value(value);
    } else if (member->kind == WKS_JSON_BOOL && json_is_boolean(value)) {
        *(bool *)member->out = json_is_true(value);
    } else {
        at->note(at->context, member->name, WKS_JSON_KIND);
    }
    return WKS_OK;
}

static void clear_member(const wks_json_member *member)
{
    switch (member->kind) {
    case WKS_JSON_TEXT:
        *(const char **)member->out = NULL;
        break;
    case WKS_JSON_INTEGER:
        *(int64_t *)member->out = 0;
        break;
    case WKS_JSON_NUMBER:
        *(double *)member->out = NAN;
        break;
    case WKS_JSON_BOOL:
        *(bool *)member->out = false;
        break;
    case WKS_JSON_TEXTS:
        *(wks_texts *)member->out = (wks_texts){NULL, 0};
        break;
    }
}

static bool is_known(const wks_json_member *members, size_t n_members, const char *name)
{
    for (size_t i = 0; i < n_members; i++) {
        if (strcmp(members[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static wks_code read_members(reading *at, json_t *object, const wks_json_member *members,
                             size_t n_members)
{
    for (size_t i = 0; i < n_members; i++) {
        json_t *value = json_object_get(object, members[i].name);
        clear_member(&members[i]);
        if (value != NULL && !json_is_null(value)) {
            WKS_TRY(take_member(at, &members[i], value));
        } else if (members[i].is_required) {
            at->note(at->context, members[i].name, WKS_JSON_MISSING);
        }
    }
    const char *name = NULL;
    json_t *value = NULL;
    json_object_foreach(object, name, value)
    {
        if (!is_known(members, n_members, name)) {
            const char *kept = wks_arena_text(at->arena, name);
            if (kept == NULL) {
                return wks_arena_fail(at->err);
            }
            at->note(at->context, kept, WKS_JSON_UNKNOWN);
        }
    }
    return WKS_OK;
}

wks_code wks_json_read(wks_span text, const wks_json_member *members, size_t n_members,
                       wks_json_note *note, void *context, wks_arena *arena, wks_error *err)
{
    json_t *object = json_loadb(text.at, text.n, JSON_REJECT_DUPLICATES, NULL);
    reading at = {note, context, arena, err};
    wks_code code = WKS_OK;
    if (json_is_object(object)) {
        code = read_members(&at, object, members, n_members);
    } else {
        code = wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("expected one JSON object", "verwacht één JSON-object"));
    }
    json_decref(object);
    return code;
}
