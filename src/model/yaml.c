/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/yaml.h"

#include "base/language.h"

#include <cyaml/cyaml.h>

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What libcyaml says about a failure: a message, then a backtrace from the inside out. */
typedef struct complaint {
    char message[256];
    char key[64];       /* the innermost key of the backtrace */
    size_t line;        /* where libcyaml was */
    size_t outer_line;  /* where the mapping around it began */
    size_t n_backtrace; /* lines of it seen */
    bool has_message;
} complaint;

/* "  in mapping field 'x' (line: 3, column: 6)": a line of the backtrace.  false when text is none.
 */
static bool hear_backtrace(complaint *to, const char *text)
{
    const char *place = strstr(text, " (line: ");
    if (!wks_text_starts(text, "  in ") || place == NULL) {
        return false;
    }
    size_t line = strtoul(place + strlen(" (line: "), NULL, 10);
    to->n_backtrace++;
    if (to->n_backtrace == 1) {
        to->line = line;
    } else if (to->n_backtrace == 2) {
        to->outer_line = line;
    }
    const char *field = "  in mapping field '";
    if (to->key[0] == 0 && wks_text_starts(text, field)) {
        const char *key = text + strlen(field);
        snprintf(to->key, sizeof to->key, "%.*s", (int)strcspn(key, "'"), key);
    }
    return true;
}

static void listen(cyaml_log_t level, void *context, const char *format, va_list args)
{
    complaint *to = context;
    char text[256];
    int length = vsnprintf(text, sizeof text, format, args);
    if (level < CYAML_LOG_WARNING || length < 0) {
        return;
    }
    text[strcspn(text, "\n")] = 0;
    if (!hear_backtrace(to, text) && !to->has_message) {
        const char *said = wks_text_starts(text, "Load: ") ? text + strlen("Load: ") : text;
        snprintf(to->message, sizeof to->message, "%s", said);
        to->has_message = true;
    }
}

/* libcyaml's realloc, in an arena: growth by doubling, because a sequence grows one by one, and
 * free is nothing.  In front of the bytes stands how many there are. */
static void *take_memory(void *context, void *old, size_t size)
{
    enum {
        HEADER = 16
    };

    unsigned char *before = old;
    size_t room = 0;
    if (size == 0) {
        return NULL;
    }
    if (before != NULL) {
        memcpy(&room, before - HEADER, sizeof room);
        if (room >= size) {
            return before;
        }
    }
    size_t wanted = size > 2 * room ? size : 2 * room;
    unsigned char *block = wks_arena_alloc(context, HEADER + wanted, 1);
    if (block == NULL) {
        return NULL;
    }
    memcpy(block, &wanted, sizeof wanted);
    if (before != NULL) {
        memcpy(block + HEADER, before, room);
    }
    return block + HEADER;
}

/* libcyaml only says where it was before a key. */
size_t wks_yaml_line(wks_span text, const char *key, size_t from, size_t otherwise)
{
    size_t line = 1;
    for (size_t start = 0; start < text.n; line++) {
        const char *end = memchr(text.at + start, '\n', text.n - start);
        size_t n = end == NULL ? text.n - start : (size_t)(end - text.at) - start;
        wks_span inner = wks_span_trim(text.at + start, n);
        while (inner.n > 0 && (inner.at[0] == '-' || inner.at[0] == ' ' || inner.at[0] == '{')) {
            inner.at++;
            inner.n--;
        }
        size_t n_key = strlen(key);
        if (line >= from && inner.n > n_key && memcmp(inner.at, key, n_key) == 0 &&
            (inner.at[n_key] == ':' || inner.at[n_key] == ' ')) {
            return line;
        }
        start += n + 1;
    }
    return otherwise;
}

/* ---- what would have been right -------------------------------------------------------------- */

enum {
    EXPECTED_SIZE = 320 /* a longer list helps nobody */
};

static const cyaml_schema_value_t *find_field(const cyaml_schema_value_t *value, const char *key);

static const cyaml_schema_value_t *find_in(const cyaml_schema_field_t *fields, const char *key)
{
    for (size_t i = 0; fields[i].key != NULL; i++) {
        if (strcmp(fields[i].key, key) == 0) {
            return &fields[i].value;
        }
    }
    for (size_t i = 0; fields[i].key != NULL; i++) {
        const cyaml_schema_value_t *found = find_field(&fields[i].value, key);
        if (found != NULL) {
            return found;
        }
    }
    return NULL;
}

/* What a key holds, wherever it stands; "" is the whole file. */
static const cyaml_schema_value_t *find_field(const cyaml_schema_value_t *value, const char *key)
{
    while (value->type == CYAML_SEQUENCE) {
        value = value->sequence.entry;
    }
    if (key[0] == 0) {
        return value;
    }
    return value->type == CYAML_MAPPING ? find_in(value->mapping.fields, key) : NULL;
}

typedef struct expected {
    char text[EXPECTED_SIZE]; /* "a, b"; "" when there is no list, or one that does not fit */
    size_t n;
} expected;

static void put_word(expected *out, const char *word)
{
    const size_t room = sizeof out->text;
    const char *comma = out->n == 0 ? "" : ", ";
    if (out->n + strlen(comma) + strlen(word) < room) {
        snprintf(out->text + out->n, room - out->n, "%s%s", comma, word);
    } else {
        out->text[0] = 0;
    }
    out->n += strlen(comma) + strlen(word);
}

/* The keys that may stand in what `key` holds, or the words that it may be. */
static expected list_expected(const cyaml_schema_value_t *schema, const char *key)
{
    expected out = {.n = 0};
    const cyaml_schema_value_t *value = find_field(schema, key);
    while (value != NULL && value->type == CYAML_SEQUENCE) {
        value = value->sequence.entry;
    }
    if (value != NULL && value->type == CYAML_MAPPING) {
        for (size_t i = 0; value->mapping.fields[i].key != NULL; i++) {
            put_word(&out, value->mapping.fields[i].key);
        }
    } else if (value != NULL && (value->type == CYAML_ENUM || value->type == CYAML_FLAGS)) {
        for (uint32_t i = 0; i < value->enumeration.count; i++) {
            put_word(&out, value->enumeration.strings[i].str);
        }
    }
    return out;
}

/* One more clause of the message that is there. */
static wks_code say_expected(const expected *list, wks_error *err)
{
    char said[WKS_ERROR_TEXT_SIZE];
    if (err == NULL || list->text[0] == 0) {
        return WKS_E_FORMAT;
    }
    snprintf(said, sizeof said, "%s", err->text);
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s; expected one of: %s", "%s; verwacht een van: %s"), said,
                    list->text);
}

/* ---- messages -------------------------------------------------------------------------------- */

static const char *after(const char *message, const char *beginning)
{
    return wks_text_starts(message, beginning) ? message + strlen(beginning) : message;
}

/* libcyaml's words for what it met, in ours. */
static const char *kind_words(const char *kind)
{
    if (strstr(kind, "SEQUENCE") != NULL || strstr(kind, "FLAGS") != NULL) {
        return wks_tr("a list", "een lijst");
    }
    if (strstr(kind, "MAPPING") != NULL) {
        return wks_tr("keys with values", "sleutels met waarden");
    }
    return wks_tr("one value", "één waarde");
}

static wks_code fail_value(const char *name, const complaint *heard,
                           const cyaml_schema_value_t *schema, wks_error *err)
{
    const char *said = heard->message;
    const char *key = heard->key;
    const char *value = NULL;
    if (wks_text_starts(said, "Expecting ")) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "%s", said + strlen("Expecting "));
        wanted[strcspn(wanted, ",")] = 0;
        if (key[0] == 0) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: %s expected", "%s: hier hoort te staan: %s"), name,
                            kind_words(wanted));
        }
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s, line %zu: key '%s' must hold %s", "%s, regel %zu: bij '%s' hoort %s"), name,
            heard->line, key, kind_words(wanted));
    }
    const char *colon = strstr(said, ": ");
    value = colon == NULL ? said : colon + 2;
    value += value[0] == '\''; /* some of its messages quote the value */
    (void)wks_fail(err, WKS_E_FORMAT,
                   wks_tr("%s, line %zu: key '%s' cannot be '%.*s'",
                          "%s, regel %zu: '%s' kan niet '%.*s' zijn"),
                   name, heard->line, key, (int)strcspn(value, "'"), value);
    const expected list = list_expected(schema, key);
    return say_expected(&list, err);
}

static wks_code fail_key(const char *name, wks_span text, const complaint *heard,
                         const cyaml_schema_value_t *schema, wks_error *err)
{
    const char *key = after(heard->message, "Unexpected key: ");
    const expected list = list_expected(schema, heard->key);
    (void)wks_fail(
        err, WKS_E_FORMAT,
        wks_tr("%s, line %zu: unknown key '%s'", "%s, regel %zu: onbekende sleutel '%s'"), name,
        wks_yaml_line(text, key, heard->line, heard->line), key);
    return say_expected(&list, err);
}

static wks_code fail_yaml(const char *name, wks_span text, cyaml_err_t what, const complaint *heard,
                          const cyaml_schema_value_t *schema, wks_error *err)
{
    const char *said = heard->message;
    if (what == CYAML_ERR_OOM) {
        return wks_arena_fail(err);
    }
    if (what == CYAML_ERR_INVALID_KEY) {
        return fail_key(name, text, heard, schema, err);
    }
    if (what == CYAML_ERR_MAPPING_FIELD_MISSING) {
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s, line %zu: key '%s' is missing", "%s, regel %zu: '%s' ontbreekt"), name,
            heard->n_backtrace > 1 ? heard->outer_line : heard->line,
            after(said, "Missing required mapping field: "));
    }
    if (wks_text_starts(said, "Mapping field already seen: ")) {
        const char *key = after(said, "Mapping field already seen: ");
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s, line %zu: key '%s' is given twice",
                               "%s, regel %zu: '%s' staat er twee keer"),
                        name, wks_yaml_line(text, key, heard->line + 1, heard->line), key);
    }
    if (what == CYAML_ERR_SEQUENCE_ENTRIES_MIN) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s, line %zu: the list of key '%s' is empty",
                               "%s, regel %zu: de lijst van '%s' is leeg"),
                        name, heard->line, heard->key);
    }
    if (what == CYAML_ERR_STRING_LENGTH_MIN) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s, line %zu: key '%s' is empty", "%s, regel %zu: '%s' is leeg"),
                        name, heard->line, heard->key);
    }
    if (what == CYAML_ERR_INVALID_VALUE) {
        return fail_value(name, heard, schema, err);
    }
    if (what == CYAML_ERR_LIBYAML_PARSER) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s, after line %zu: not correct YAML (%s)",
                               "%s, na regel %zu: dit is geen goede YAML (%s)"),
                        name, heard->line, after(said, "libyaml: "));
    }
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s, line %zu: %s", "%s, regel %zu: %s"), name,
                    heard->line, heard->has_message ? said : cyaml_strerror(what));
}

wks_code wks_yaml_read(const char *name, wks_span text, const struct cyaml_schema_value *schema,
                       wks_arena *arena, void *out, wks_error *err)
{
    complaint heard = {.line = 1};
    const cyaml_config_t config = {
        .log_fn = listen,
        .log_ctx = &heard,
        .log_level = CYAML_LOG_WARNING,
        .mem_fn = take_memory,
        .mem_ctx = arena,
    };
    if (!wks_text_is_utf8(text.at, text.n)) {
        return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: is not UTF-8", "%s: is geen UTF-8"), name);
    }
    void *top = NULL;
    cyaml_err_t what =
        cyaml_load_data((const uint8_t *)text.at, text.n, &config, schema, &top, NULL);
    if (what != CYAML_OK) {
        return fail_yaml(name, text, what, &heard, schema, err);
    }
    if (top == NULL) {
        return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: is empty", "%s: is leeg"), name);
    }
    /* The one warning there is: a second document, that would be left out in silence. */
    if (heard.has_message) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: more than one YAML document (a line with ---)",
                               "%s: meer dan één YAML-document (een regel met ---)"),
                        name);
    }
    memcpy(out, &top, sizeof top);
    return WKS_OK;
}

wks_code wks_yaml_number(const char *name, const char *key, const char *text, bool *has,
                         double *out, wks_error *err)
{
    *has = text != NULL;
    if (text == NULL || wks_text_number((wks_span){text, strlen(text)}, false, out)) {
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: key '%s' must hold a number, not '%s'",
                           "%s: bij '%s' hoort een getal, niet '%s'"),
                    name, key, text);
}

wks_code wks_yaml_integer(const char *name, const char *key, const char *text, int *out,
                          wks_error *err)
{
    int64_t value = 0;
    if (text == NULL) {
        return WKS_OK;
    }
    if (!wks_text_integer((wks_span){text, strlen(text)}, &value) || value < INT_MIN ||
        value > INT_MAX) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: key '%s' must hold a whole number, not '%s'",
                               "%s: bij '%s' hoort een geheel getal, niet '%s'"),
                        name, key, text);
    }
    *out = (int)value;
    return WKS_OK;
}
