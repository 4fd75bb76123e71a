/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_shape.h"

#include "base/json.h"
#include "base/language.h"

#include <jansson.h>

#include <string.h>

enum {
    MOST_OF_A_LINE = 200,
    MOST_OF_LINES = 4000,
    MOST_OF_A_LIST = 100
};

typedef struct taking {
    wks_shape_note *note;
    void *context;
    wks_arena *arena;
    wks_json out;
    const char *place; /* "geld[2]."; "" at the top */
} taking;

/* ---- small questions ----------------------------------------------------------------------- */

static bool is_leap(int64_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static bool is_date(const char *text)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int64_t year = 0;
    int64_t month = 0;
    int64_t day = 0;
    if (strlen(text) != 10 || strspn(text, "0123456789-") != 10 || text[4] != '-' ||
        text[7] != '-' || !wks_text_integer((wks_span){text, 4}, &year) ||
        !wks_text_integer((wks_span){text + 5, 2}, &month) ||
        !wks_text_integer((wks_span){text + 8, 2}, &day) || year < 0 || month < 1 || month > 12) {
        return false;
    }
    return day >= 1 && day <= days[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

static bool is_choice(const wks_shape_field *field, const char *text)
{
    for (size_t i = 0; field->choices[i] != NULL; i++) {
        if (strcmp(field->choices[i], text) == 0) {
            return true;
        }
    }
    return false;
}

static void note(taking *at, const wks_shape_field *field, wks_shape_fault fault)
{
    const char *name = wks_arena_printf(at->arena, "%s%s", at->place, field->name);
    at->note(at->context, name == NULL ? field->name : name, field, fault);
}

/* ---- one field ----------------------------------------------------------------------------- */

static size_t most_of_text(const wks_shape_field *field)
{
    if (field->kind != WKS_SHAPE_TEXT && field->kind != WKS_SHAPE_LINES) {
        return MOST_OF_A_LINE;
    }
    return field->most != 0                 ? field->most
           : field->kind == WKS_SHAPE_LINES ? MOST_OF_LINES
                                            : MOST_OF_A_LINE;
}

/* A text of any kind; an empty one is none. */
static wks_code take_text(taking *at, const wks_shape_field *field, const char *text,
                          wks_error *err)
{
    const char *kept = wks_text_typed(at->arena, text);
    if (kept == NULL) {
        return wks_arena_fail(err);
    }
    if (kept[0] == 0) {
        if (field->is_required) {
            note(at, field, WKS_SHAPE_MISSING);
        }
        wks_json_text(&at->out, NULL);
        return WKS_OK;
    }
    if (wks_text_characters((wks_span){kept, strlen(kept)}) > most_of_text(field)) {
        note(at, field, WKS_SHAPE_LONG);
    } else if (field->kind != WKS_SHAPE_LINES && strchr(kept, '\n') != NULL) {
        note(at, field, WKS_SHAPE_OTHER);
    } else if (field->kind == WKS_SHAPE_DATE && !is_date(kept)) {
        note(at, field, WKS_SHAPE_NO_DATE);
    } else if ((field->kind == WKS_SHAPE_CHOICE || field->kind == WKS_SHAPE_CHOICES) &&
               !is_choice(field, kept)) {
        note(at, field, WKS_SHAPE_NO_CHOICE);
    }
    wks_json_text(&at->out, kept);
    return WKS_OK;
}

static bool is_among_earlier(json_t *list, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (json_equal(json_array_get(list, j), json_array_get(list, i)) != 0) {
            return true;
        }
    }
    return false;
}

static wks_code take_object(taking *at, const wks_shape *shape, json_t *object, wks_error *err);

static wks_code take_item(taking *at, const wks_shape_field *field, json_t *list, size_t i,
                          wks_error *err)
{
    json_t *item = json_array_get(list, i);
    if (field->kind == WKS_SHAPE_ROWS && json_is_object(item)) {
        const char *above = at->place;
        at->place = wks_arena_printf(at->arena, "%s%s[%zu].", above, field->name, i + 1);
        if (at->place == NULL) {
            return wks_arena_fail(err);
        }
        const wks_code code = take_object(at, field->rows, item, err);
        at->place = above;
        return code;
    }
    if (field->kind == WKS_SHAPE_ROWS || !json_is_string(item)) {
        note(at, field, WKS_SHAPE_OTHER);
        return WKS_OK;
    }
    if (field->kind == WKS_SHAPE_CHOICES && is_among_earlier(list, i)) {
        note(at, field, WKS_SHAPE_TWICE);
    }
    const wks_shape_field one = {field->name, field->kind, true, 0, field->choices, NULL};
    return take_text(at, &one, json_string_value(item), err);
}

static wks_code take_list(taking *at, const wks_shape_field *field, json_t *list, wks_error *err)
{
    const size_t n = json_array_size(list);
    wks_json_open_array(&at->out);
    if (n == 0 && field->is_required) {
        note(at, field, WKS_SHAPE_MISSING);
    }
    if (n > (field->most == 0 ? MOST_OF_A_LIST : field->most)) {
        note(at, field, WKS_SHAPE_MANY);
    } else {
        for (size_t i = 0; i < n; i++) {
            WKS_TRY(take_item(at, field, list, i, err));
        }
    }
    wks_json_close_array(&at->out);
    return WKS_OK;
}

static bool is_list(const wks_shape_field *field)
{
    return field->kind == WKS_SHAPE_CHOICES || field->kind == WKS_SHAPE_TEXTS ||
           field->kind == WKS_SHAPE_ROWS;
}

static bool is_text(const wks_shape_field *field)
{
    return field->kind == WKS_SHAPE_TEXT || field->kind == WKS_SHAPE_LINES ||
           field->kind == WKS_SHAPE_DATE || field->kind == WKS_SHAPE_CHOICE;
}

/* What a field says where nothing was sent. */
static void write_nothing(taking *at, const wks_shape_field *field)
{
    if (is_list(field)) {
        wks_json_open_array(&at->out);
        wks_json_close_array(&at->out);
    } else if (field->kind == WKS_SHAPE_YES_NO) {
        wks_json_bool(&at->out, false);
    } else {
        wks_json_text(&at->out, NULL);
    }
}

static wks_code take_field(taking *at, const wks_shape_field *field, json_t *value, wks_error *err)
{
    wks_json_key(&at->out, field->name);
    if (value == NULL || json_is_null(value)) {
        if (field->is_required) {
            note(at, field, WKS_SHAPE_MISSING);
        }
        write_nothing(at, field);
        return WKS_OK;
    }
    if (is_text(field) && json_is_string(value)) {
        return take_text(at, field, json_string_value(value), err);
    }
    if (is_list(field) && json_is_array(value)) {
        return take_list(at, field, value, err);
    }
    if (field->kind == WKS_SHAPE_NUMBER && json_is_number(value)) {
        wks_json_number(&at->out, json_number_value(value));
    } else if (field->kind == WKS_SHAPE_WHOLE && json_is_integer(value) &&
               json_integer_value(value) >= 0) {
        wks_json_integer(&at->out, json_integer_value(value));
    } else if (field->kind == WKS_SHAPE_YES_NO && json_is_boolean(value)) {
        wks_json_bool(&at->out, json_is_true(value));
    } else {
        note(at, field, WKS_SHAPE_OTHER);
        write_nothing(at, field);
    }
    return WKS_OK;
}

/* ---- an object ----------------------------------------------------------------------------- */

static bool is_known(const wks_shape *shape, const char *name)
{
    for (size_t i = 0; i < shape->n; i++) {
        if (strcmp(shape->fields[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static wks_code take_object(taking *at, const wks_shape *shape, json_t *object, wks_error *err)
{
    const char *name = NULL;
    json_t *value = NULL;
    wks_json_open_object(&at->out);
    for (size_t i = 0; i < shape->n; i++) {
        WKS_TRY(
            take_field(at, &shape->fields[i], json_object_get(object, shape->fields[i].name), err));
    }
    wks_json_close_object(&at->out);
    json_object_foreach(object, name, value)
    {
        if (!is_known(shape, name)) {
            const char *where = wks_arena_printf(at->arena, "%s%s", at->place, name);
            if (where == NULL) {
                return wks_arena_fail(err);
            }
            at->note(at->context, where, NULL, WKS_SHAPE_UNKNOWN);
        }
    }
    return WKS_OK;
}

wks_code wks_shape_take(const wks_shape *shape, wks_span text, wks_shape_note *note_fault,
                        void *context, wks_arena *arena, wks_buffer *out, wks_error *err)
{
    json_t *object = json_loadb(text.at, text.n, JSON_REJECT_DUPLICATES, NULL);
    taking at = {.note = note_fault, .context = context, .arena = arena, .place = ""};
    wks_json_init(&at.out, out);
    wks_code code = WKS_OK;
    if (json_is_object(object)) {
        code = take_object(&at, shape, object, err);
    } else {
        code = wks_fail(err, WKS_E_FORMAT, "%s",
                        wks_tr("expected one JSON object", "verwacht één JSON-object"));
    }
    json_decref(object);
    return code == WKS_OK ? wks_buffer_check(out, err) : code;
}

/* ---- reading back -------------------------------------------------------------------------- */

static wks_code fail_object(wks_error *err)
{
    return wks_fail(
        err, WKS_E_STORE, "%s",
        wks_tr("what was kept is no JSON object", "wat is bewaard is geen JSON-object"));
}

wks_code wks_shape_text_of(const char *object, const char *field, wks_arena *arena,
                           const char **out, wks_error *err)
{
    json_t *root = json_loads(object, 0, NULL);
    const char *text = json_string_value(json_object_get(root, field));
    wks_code code = json_is_object(root) ? WKS_OK : fail_object(err);
    *out = NULL;
    if (code == WKS_OK && text != NULL) {
        *out = wks_arena_text(arena, text);
        code = *out == NULL ? wks_arena_fail(err) : WKS_OK;
    }
    json_decref(root);
    return code;
}

static wks_code copy_texts(json_t *list, wks_arena *arena, const char ***out, size_t *n,
                           wks_error *err)
{
    *n = json_array_size(list);
    WKS_TRY(wks_arena_take(arena, *n, sizeof **out, out, err));
    for (size_t i = 0; i < *n; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        (*out)[i] = wks_arena_text(arena, text == NULL ? "" : text);
        if ((*out)[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

wks_code wks_shape_texts_of(const char *object, const char *field, wks_arena *arena,
                            const char ***out, size_t *n, wks_error *err)
{
    json_t *root = json_loads(object, 0, NULL);
    *n = 0;
    const wks_code code = json_is_object(root)
                              ? copy_texts(json_object_get(root, field), arena, out, n, err)
                              : fail_object(err);
    json_decref(root);
    return code;
}

static void add_words(const wks_shape *shape, json_t *object, wks_buffer *out)
{
    for (size_t i = 0; i < shape->n; i++) {
        const wks_shape_field *field = &shape->fields[i];
        json_t *value = json_object_get(object, field->name);
        const bool is_words = field->kind == WKS_SHAPE_TEXT || field->kind == WKS_SHAPE_LINES;
        if (is_words && json_is_string(value)) {
            wks_buffer_printf(out, "%s\n", json_string_value(value));
        }
        for (size_t j = 0; j < json_array_size(value); j++) {
            json_t *item = json_array_get(value, j);
            if (field->kind == WKS_SHAPE_TEXTS && json_is_string(item)) {
                wks_buffer_printf(out, "%s\n", json_string_value(item));
            } else if (field->kind == WKS_SHAPE_ROWS) {
                add_words(field->rows, item, out);
            }
        }
    }
}

wks_code wks_shape_words_of(const wks_shape *shape, const char *object, wks_buffer *out,
                            wks_error *err)
{
    json_t *root = json_loads(object, 0, NULL);
    const wks_code code = json_is_object(root) ? WKS_OK : fail_object(err);
    if (code == WKS_OK) {
        add_words(shape, root, out);
    }
    json_decref(root);
    return code == WKS_OK ? wks_buffer_check(out, err) : code;
}
