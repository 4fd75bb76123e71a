/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json_lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A walk over JSON that was written by base/json: no spaces, and well formed. */
typedef struct walk {
    const char *at;
    int depth; /* 1: a member of the object itself */
    int indent;
    wks_buffer *out;
} walk;

static void put_line(const walk *w, int deeper)
{
    wks_buffer_printf(w->out, "\n%*s", w->indent + deeper, "");
}

static void put_text(walk *w)
{
    for (w->at++; *w->at != 0 && *w->at != '"'; w->at++) {
        if (*w->at == '\\' && w->at[1] != 0) {
            w->at++;
        }
        wks_buffer_put(w->out, w->at, 1);
    }
    w->at += *w->at == '"';
}

static void put_plain(walk *w)
{
    const size_t n = strcspn(w->at, ",]}");
    if (memchr(w->at, '.', n) != NULL || memchr(w->at, 'e', n) != NULL) {
        char *end = NULL;
        const double value = strtod(w->at, &end);
        if (end == w->at + n) {
            wks_buffer_printf(w->out, "%.4g", value);
            w->at += n;
            return;
        }
    }
    wks_buffer_put(w->out, w->at, n);
    w->at += n;
}

static void put_separator(walk *w)
{
    if (w->depth == 1) {
        put_line(w, 0);
    } else if (w->at[1] != '{') { /* rows have lines of their own */
        wks_buffer_text(w->out, ", ");
    }
    w->at++;
}

static void put_one(walk *w)
{
    switch (*w->at) {
    case '"':
        put_text(w);
        break;
    case '{':
        w->depth++;
        if (w->depth > 2) {
            put_line(w, 2);
        }
        w->at++;
        break;
    case '[':
        w->depth++;
        w->at++;
        break;
    case '}':
    case ']':
        w->depth--;
        w->at++;
        break;
    case ':':
        w->at++;
        wks_buffer_text(w->out, w->depth == 1 ? ":" : "");
        wks_buffer_text(w->out, strncmp(w->at, "[{", 2) == 0 ? "" : " ");
        break;
    case ',':
        put_separator(w);
        break;
    default:
        put_plain(w);
    }
}

void wks_json_lines(const char *json, int indent, wks_buffer *out)
{
    walk w = {.at = json, .indent = indent, .out = out};
    if (json == NULL || json[0] != '{') {
        wks_buffer_text(out, json == NULL ? "" : json);
        return;
    }
    while (*w.at != 0) {
        put_one(&w);
    }
}
