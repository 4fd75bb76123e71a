/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/theme.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "public/serve/theme_tokens.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

extern const wks_embedded_text wks_serve_texts[];
extern const size_t wks_serve_texts_count;

/* What the pages have of themselves, and what the theme says instead. */
typedef struct palette {
    wks_theme_tokens own_light;
    wks_theme_tokens own_dark;
    wks_theme_tokens theme;
} palette;

static wks_code read_own(const char *name, wks_arena *arena, wks_theme_tokens *out, wks_error *err)
{
    const wks_embedded_text *text =
        wks_embedded_find_text(wks_serve_texts, wks_serve_texts_count, name);
    return wks_theme_tokens_read(name, (wks_span){text->text, text->size}, arena, out, err);
}

/* ---- one token ----------------------------------------------------------------------------- */

static bool is_colour(const char *value)
{
    return strlen(value) == 7 && value[0] == '#' &&
           strspn(value + 1, "0123456789abcdefABCDEF") == 6;
}

static bool is_length(const char *value)
{
    const size_t digits = strspn(value, "0123456789.");
    char *end = NULL;
    (void)strtod(value, &end);
    return digits > 0 && (size_t)(end - value) == digits &&
           (strcmp(end, "rem") == 0 || strcmp(end, "px") == 0);
}

/* Names of letters that the reader's computer has: nothing is fetched. */
static bool is_family(const char *value)
{
    for (const char *c = value; *c != 0; c++) {
        const bool is_letter =
            (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9');
        if (!is_letter && strchr(" ,'\"-\n\t", *c) == NULL) {
            return false;
        }
    }
    return strlen(value) < 500;
}

static bool starts(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static wks_code fail_token(const char *path, const wks_theme_token *token, const char *what,
                           wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s, line %zu: %s: %s", "%s, regel %zu: %s: %s"),
                    path, token->line, token->name, what);
}

static wks_code check_token(const char *path, const wks_theme_tokens *own,
                            const wks_theme_token *token, wks_error *err)
{
    const char *usual = wks_theme_tokens_find(own, token->name, false);
    if (usual == NULL) {
        return fail_token(path, token,
                          wks_tr("there is no such token; web/src/style/tokens.css names them all",
                                 "dit token is er niet; web/src/style/tokens.css noemt ze alle"),
                          err);
    }
    if (!starts(token->name, "--wks-basis-")) {
        return fail_token(path, token,
                          wks_tr("colours of maps, verdicts and lines are fixed: they are tested "
                                 "for readers who see fewer colours",
                                 "kleuren van kaarten, oordelen en lijnen liggen vast: ze zijn "
                                 "getoetst voor lezers die minder kleuren zien"),
                          err);
    }
    if (usual[0] == '#') {
        return is_colour(token->value) ? WKS_OK
                                       : fail_token(path, token,
                                                    wks_tr("expected a colour as #1a2b3c",
                                                           "verwacht een kleur zoals #1a2b3c"),
                                                    err);
    }
    if (strstr(token->name, "font-family") != NULL) {
        return is_family(token->value)
                   ? WKS_OK
                   : fail_token(path, token,
                                wks_tr("expected names of fonts, with commas between them",
                                       "verwacht namen van lettertypen, met komma's ertussen"),
                                err);
    }
    if (strstr(token->name, "border-radius") != NULL) {
        return is_length(token->value) ? WKS_OK
                                       : fail_token(path, token,
                                                    wks_tr("expected a length as 0.25rem or 4px",
                                                           "verwacht een lengte zoals 0.25rem of "
                                                           "4px"),
                                                    err);
    }
    return fail_token(path, token,
                      wks_tr("sizes are fixed: the pages are tested with them",
                             "maten liggen vast: de pagina's zijn ermee getoetst"),
                      err);
}

/* ---- contrast ------------------------------------------------------------------------------ */

/* Relative luminance (WCAG 2.2) of "#1a2b3c". */
static double luminance(const char *colour)
{
    static const double weights[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (size_t i = 0; i < 3; i++) {
        const char digits[3] = {colour[1 + 2 * i], colour[2 + 2 * i], 0};
        const double part = (double)strtol(digits, NULL, 16) / 255;
        sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(const char *a, const char *b)
{
    const double x = luminance(a);
    const double y = luminance(b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* What stands on what, and how much it must stand out. */
typedef struct standing {
    const char *words;
    const char *ground;
    double least;
} standing;

static const standing standings[] = {
#define ON_EVERY_GROUND(words, least)                                                              \
    {words, "--wks-basis-color-default-bg-document", least},                                       \
        {words, "--wks-basis-color-default-bg-subtle", least},                                     \
        {words, "--wks-basis-color-default-bg-hover", least},                                      \
    {                                                                                              \
        words, "--wks-basis-color-accent-bg-subtle", least                                         \
    }
    ON_EVERY_GROUND("--wks-basis-color-default-text-document", 4.5),
    ON_EVERY_GROUND("--wks-basis-color-default-text-subtle", 4.5),
    ON_EVERY_GROUND("--wks-basis-color-accent-text-link", 4.5),
    ON_EVERY_GROUND("--wks-basis-focus-outline-color", 3),
#undef ON_EVERY_GROUND
    {"--wks-basis-color-accent-text-inverse", "--wks-basis-color-accent-bg-default", 4.5},
    {"--wks-basis-color-warning-text-default", "--wks-basis-color-warning-bg-subtle", 4.5},
    {"--wks-basis-color-default-border-default", "--wks-basis-color-default-bg-document", 3},
    {"--wks-basis-color-accent-bg-default", "--wks-basis-color-default-bg-document", 3},
};

/* As a browser would: the theme over our own, dark over light. */
static const char *value_of(const palette *p, const char *name, bool is_dark)
{
    const char *value = wks_theme_tokens_find(&p->theme, name, is_dark);
    if (value == NULL && is_dark) {
        value = wks_theme_tokens_find(&p->own_dark, name, true);
    }
    return value != NULL ? value : wks_theme_tokens_find(&p->own_light, name, false);
}

static wks_code check_contrast(const char *path, const palette *p, bool is_dark, wks_error *err)
{
    for (size_t i = 0; i < sizeof standings / sizeof standings[0]; i++) {
        const standing *s = &standings[i];
        const char *words = value_of(p, s->words, is_dark);
        const char *ground = value_of(p, s->ground, is_dark);
        const double found = contrast(words, ground);
        if (found < s->least) {
            return wks_fail(err, WKS_E_FORMAT,
                            wks_tr("%s: %s (%s) on %s (%s) has a contrast of %.2f to 1%s; expected "
                                   "at least %g to 1 (WCAG 2.2)",
                                   "%s: %s (%s) op %s (%s) heeft een contrast van %.2f op 1%s; "
                                   "verwacht ten minste %g op 1 (WCAG 2.2)"),
                            path, s->words, words, s->ground, ground, found,
                            is_dark ? wks_tr(" on a dark screen", " op een donker scherm") : "",
                            s->least);
        }
    }
    return WKS_OK;
}

/* ---- the style sheet ----------------------------------------------------------------------- */

static void put_tokens(wks_buffer *out, const wks_theme_tokens *tokens, bool is_dark)
{
    for (size_t i = 0; i < tokens->n; i++) {
        if (tokens->items[i].is_dark == is_dark) {
            wks_buffer_printf(out, "%s:%s;", tokens->items[i].name, tokens->items[i].value);
        }
    }
}

static wks_code write_sheet(const palette *p, wks_arena *arena, wks_theme *out, wks_error *err)
{
    wks_buffer css = {0};
    wks_buffer_printf(&css, ":root{");
    put_tokens(&css, &p->theme, false);
    wks_buffer_printf(&css, "}\n");
    if (out->has_dark) {
        wks_buffer_printf(&css, "@media screen and (prefers-color-scheme:dark){"
                                ":root:not([data-light]){");
        put_tokens(&css, &p->theme, true);
        wks_buffer_printf(&css, "}}\n");
    }
    WKS_TRY(wks_buffer_keep(&css, arena, &out->css, err));
    out->n = strlen(out->css);
    return WKS_OK;
}

wks_code wks_theme_read(const char *path, wks_arena *arena, wks_theme *out, wks_error *err)
{
    enum {
        MOST_BYTES = 64 << 10
    };

    palette p;
    wks_span text;
    *out = (wks_theme){0};
    WKS_TRY(read_own("tokens.css", arena, &p.own_light, err));
    WKS_TRY(read_own("dark.css", arena, &p.own_dark, err));
    WKS_TRY(wks_file_read(path, MOST_BYTES, arena, &text, err));
    WKS_TRY(wks_theme_tokens_read(path, text, arena, &p.theme, err));
    for (size_t i = 0; i < p.theme.n; i++) {
        WKS_TRY(check_token(path, &p.own_light, &p.theme.items[i], err));
        out->has_dark = out->has_dark || p.theme.items[i].is_dark;
    }
    if (p.theme.n == 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: no token in it; expected :root { --wks-...: value; }",
                               "%s: er staat geen token in; verwacht :root { --wks-...: waarde; }"),
                        path);
    }
    WKS_TRY(check_contrast(path, &p, false, err));
    if (out->has_dark) {
        WKS_TRY(check_contrast(path, &p, true, err));
    }
    return write_sheet(&p, arena, out, err);
}
