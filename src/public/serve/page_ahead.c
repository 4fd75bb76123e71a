/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/page_ahead.h"

#include "base/text.h"

#include <stddef.h>
#include <string.h>

enum {
    MOST_SCRIPTS = 3,
    MOST_FIGURES = 3
};

/* Of a figure's path "@" stands for what the address or the release names. */
typedef struct ahead_figures {
    const char *path;

    enum {
        NOTHING,
        AREA,
        REGION,
        RELEASE
    } name;

    const char *end;
    bool has_words; /* in the language of the page */
} ahead_figures;

typedef struct ahead_page {
    const char *pattern;
    const char *scripts[MOST_SCRIPTS];   /* as web/vite.config.ts names them; NULL after the last */
    ahead_figures figures[MOST_FIGURES]; /* path NULL after the last */
} ahead_page;

static const ahead_page pages[] = {
    {.pattern = "/",
     .figures = {{"signalen", NOTHING, "", true},
                 {"profielen/", REGION, "", true},
                 {"uitgaven/", RELEASE, "/wijzigingen", false}}},
    {.pattern = "/gebied/{code}",
     .scripts = {"ProfilePage", "parts"},
     .figures = {{"profielen/", AREA, "", true}, {"signalen", NOTHING, "", true}}},
    {.pattern = "/onderwerp/{id}", .scripts = {"IndicatorPage", "parts"}},
    {.pattern = "/kaart", .scripts = {"MapPage", "MapPanel", "parts"}},
};

bool wks_page_ahead_is_first(const char *pattern)
{
    return strcmp(pattern, "/") == 0;
}

static const char *name_of(const ahead_figures *figures, const wks_page_names *names)
{
    switch (figures->name) {
    case AREA:
        return names->area;
    case REGION:
        return names->region;
    case RELEASE:
        return names->release;
    case NOTHING:
    default:
        return "";
    }
}

/* What every page needs goes first: a browser has six connections for what is named here and for
 * what stands in the document. */
static void put_frame(bool is_english, wks_buffer *out)
{
    wks_buffer_printf(out,
                      "</assets/%sapp.js>; rel=modulepreload, "
                      "</assets/app.css>; rel=preload; as=style; crossorigin",
                      is_english ? "en/" : "");
}

static void put_script(const char *script, bool is_english, wks_buffer *out)
{
    wks_buffer_printf(out, ", </assets/%s%s.js>; rel=modulepreload", is_english ? "en/" : "",
                      script);
}

/* The addresses are those that web/src/data/api.ts makes: a browser takes no other for the same. */
static void put_figures(const ahead_figures *figures, const wks_page_names *names, wks_buffer *out)
{
    const char *name = name_of(figures, names);
    if (name != NULL) {
        wks_buffer_printf(out, ", </api/v1/%s%s%s%s>; rel=preload; as=fetch; crossorigin",
                          figures->path, name, figures->end,
                          names->is_english && figures->has_words ? "?taal=en" : "");
    }
}

wks_code wks_page_ahead_link(const char *pattern, const wks_page_names *names, wks_arena *arena,
                             const char **out, wks_error *err)
{
    wks_buffer text = {0};
    *out = NULL;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        if (strcmp(pages[i].pattern, pattern) != 0) {
            continue;
        }
        put_frame(names->is_english, &text);
        for (size_t k = 0; k < MOST_SCRIPTS && pages[i].scripts[k] != NULL; k++) {
            put_script(pages[i].scripts[k], names->is_english, &text);
        }
        for (size_t k = 0; k < MOST_FIGURES && pages[i].figures[k].path != NULL; k++) {
            put_figures(&pages[i].figures[k], names, &text);
        }
    }
    wks_code code =
        text.n == 0 ? wks_buffer_check(&text, err) : wks_buffer_keep(&text, arena, out, err);
    wks_buffer_clear(&text);
    return code;
}
