/* base/json_shape.h - JSON that somebody sent, held against a shape, and written out as it will be
 * kept.
 *
 * In: text and a table of fields.  Out: an object with exactly these fields, in their order, or
 * everything that is wrong at once.  One table tells the store, the interface and the form what a
 * thing is made of.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_BASE_JSON_SHAPE_H
#define WKS_BASE_JSON_SHAPE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_shape_kind {
    WKS_SHAPE_TEXT,  /* one line */
    WKS_SHAPE_LINES, /* more lines */
    WKS_SHAPE_DATE,  /* "2026-11-22" */
    WKS_SHAPE_NUMBER,
    WKS_SHAPE_WHOLE, /* a number without a fraction, from 0 */
    WKS_SHAPE_YES_NO,
    WKS_SHAPE_CHOICE,  /* one of choices */
    WKS_SHAPE_CHOICES, /* some of choices, each once */
    WKS_SHAPE_TEXTS,   /* a list of lines */
    WKS_SHAPE_ROWS     /* a list of objects, each of the shape rows */
} wks_shape_kind;

struct wks_shape;

typedef struct wks_shape_field {
    const char *name;
    wks_shape_kind kind;
    bool is_required;
    size_t most;                  /* characters of a text, or things in a list; 0: as usual */
    const char *const *choices;   /* closed with NULL */
    const struct wks_shape *rows; /* of which no field is rows again */
} wks_shape_field;

typedef struct wks_shape {
    const wks_shape_field *fields;
    size_t n;
} wks_shape;

typedef enum wks_shape_fault {
    WKS_SHAPE_MISSING, /* required, or an empty text where one is */
    WKS_SHAPE_UNKNOWN, /* there is no such field */
    WKS_SHAPE_OTHER,   /* a text where a number was expected, and so on */
    WKS_SHAPE_LONG,    /* a text of more characters than most */
    WKS_SHAPE_MANY,    /* more things than most */
    WKS_SHAPE_NO_DATE, /* no day that there is, or not written as 2026-11-22 */
    WKS_SHAPE_NO_CHOICE,
    WKS_SHAPE_TWICE /* the same choice twice */
} wks_shape_fault;

/* Called for each fault.  field is NULL where there is no such field; name is where it stands,
 * "geld[2].bedrag", in the arena. */
typedef void wks_shape_note(void *context, const char *name, const wks_shape_field *field,
                            wks_shape_fault fault);

/* Write the object that text holds into out; nothing that was absent is left out: it is null, false
 * or an empty list.  Texts lose spaces at their ends; line ends become "\n".  Where there were
 * faults out is of no use.
 * Errors: WKS_E_FORMAT  text is no JSON object, or holds a name twice; WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_shape_take(const wks_shape *shape, wks_span text, wks_shape_note *note,
                                       void *context, wks_arena *arena, wks_buffer *out,
                                       wks_error *err);

/* What an object that was taken says at a field of text: NULL for null or absence; in arena. */
WKS_MUST_CHECK wks_code wks_shape_text_of(const char *object, const char *field, wks_arena *arena,
                                          const char **out, wks_error *err);
/* The same of a list of texts or choices. */
WKS_MUST_CHECK wks_code wks_shape_texts_of(const char *object, const char *field, wks_arena *arena,
                                           const char ***out, size_t *n, wks_error *err);
/* All that it says in words, a line each: for a search. */
WKS_MUST_CHECK wks_code wks_shape_words_of(const wks_shape *shape, const char *object,
                                           wks_buffer *out, wks_error *err);

#endif
