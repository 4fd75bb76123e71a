/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/theme_tokens.h"

#include "base/language.h"

#include <ctype.h>
#include <string.h>

typedef struct reading {
    const char *file;
    const char *at;
    const char *end;
    size_t line;
    bool is_dark;
    wks_arena *arena;
    wks_theme_tokens *out;
    size_t room;
} reading;

static wks_code fail_at(const reading *r, const char *expected, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s, line %zu: expected %s", "%s, regel %zu: verwacht %s"), r->file,
                    r->line, expected);
}

static void step(reading *r)
{
    r->line += *r->at == '\n';
    r->at++;
}

/* Space and comments. */
static void skip_blank(reading *r)
{
    while (r->at < r->end) {
        if (isspace((unsigned char)*r->at)) {
            step(r);
        } else if (r->end - r->at > 1 && r->at[0] == '/' && r->at[1] == '*') {
            do {
                step(r);
            } while (r->at < r->end && !(r->at[-1] == '*' && r->at[0] == '/'));
            if (r->at < r->end) {
                step(r);
            }
        } else {
            return;
        }
    }
}

static bool take_sign(reading *r, char sign)
{
    skip_blank(r);
    if (r->at == r->end || *r->at != sign) {
        return false;
    }
    step(r);
    return true;
}

/* Up to one of the signs, without spaces at its ends. */
static wks_span take_until(reading *r, const char *signs)
{
    skip_blank(r);
    const char *from = r->at;
    while (r->at < r->end && strchr(signs, *r->at) == NULL) {
        step(r);
    }
    return wks_span_trim(from, (size_t)(r->at - from));
}

static bool is_text(wks_span span, const char *text)
{
    return span.n == strlen(text) && memcmp(span.at, text, span.n) == 0;
}

static wks_code take_token(reading *r, wks_error *err)
{
    wks_theme_tokens *out = r->out;
    WKS_TRY(wks_arena_grow(r->arena, &out->items, out->n, &r->room, sizeof *out->items, err));
    wks_theme_token *token = &out->items[out->n];
    const wks_span name = take_until(r, ":;{}");
    *token = (wks_theme_token){.line = r->line, .is_dark = r->is_dark};
    if (name.n < 3 || memcmp(name.at, "--", 2) != 0 || !take_sign(r, ':')) {
        /* color-scheme and the like say nothing that a token would */
        const bool is_plain = is_text(name, "color-scheme") && take_sign(r, ':');
        (void)take_until(r, ";{}");
        return is_plain && take_sign(r, ';')
                   ? WKS_OK
                   : fail_at(r,
                             wks_tr("a token, as in --wks-...: value;",
                                    "een token, zoals --wks-...: waarde;"),
                             err);
    }
    const wks_span value = take_until(r, ";{}");
    if (value.n == 0 || !take_sign(r, ';')) {
        return fail_at(r, wks_tr("a value and a semicolon", "een waarde en een puntkomma"), err);
    }
    token->name = wks_arena_text_n(r->arena, name.at, name.n);
    token->value = wks_arena_text_n(r->arena, value.at, value.n);
    if (token->name == NULL || token->value == NULL) {
        return wks_arena_fail(err);
    }
    out->n++;
    return WKS_OK;
}

static wks_code take_root(reading *r, wks_span selector, wks_error *err)
{
    if ((!is_text(selector, ":root") && !is_text(selector, ":root:not([data-light])")) ||
        !take_sign(r, '{')) {
        return fail_at(r, ":root { ... }", err);
    }
    while (!take_sign(r, '}')) {
        if (r->at == r->end) {
            return fail_at(r, "}", err);
        }
        WKS_TRY(take_token(r, err));
    }
    return WKS_OK;
}

wks_code wks_theme_tokens_read(const char *file, wks_span text, wks_arena *arena,
                               wks_theme_tokens *out, wks_error *err)
{
    *out = (wks_theme_tokens){0};
    reading r = {file, text.at, text.at + text.n, 1, false, arena, out, 0};
    for (skip_blank(&r); r.at < r.end; skip_blank(&r)) {
        const wks_span head = take_until(&r, "{};");
        if (is_text(head, "@media (prefers-color-scheme: dark)") ||
            is_text(head, "@media screen and (prefers-color-scheme: dark)")) {
            if (!take_sign(&r, '{')) {
                return fail_at(&r, "{", err);
            }
            r.is_dark = true;
            WKS_TRY(take_root(&r, take_until(&r, "{};"), err));
            r.is_dark = false;
            if (!take_sign(&r, '}')) {
                return fail_at(&r, "}", err);
            }
        } else {
            WKS_TRY(take_root(&r, head, err));
        }
    }
    return WKS_OK;
}

const char *wks_theme_tokens_find(const wks_theme_tokens *tokens, const char *name, bool is_dark)
{
    for (size_t i = tokens->n; i > 0; i--) {
        const wks_theme_token *token = &tokens->items[i - 1];
        if (token->is_dark == is_dark && strcmp(token->name, name) == 0) {
            return token->value;
        }
    }
    return NULL;
}
