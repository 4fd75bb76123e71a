/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/area.h"
#include "public/picture/picture_table.h"
#include "public/serve/page_ahead.h"
#include "public/serve/routes.h"
#include "public/serve/serve_state.h"

#include <stdbool.h>
#include <string.h>

/* What the address of a page names; NULL where it names none. */
typedef struct page_choice {
    wks_picture_choice choice;
    const char *area;
    bool is_there; /* all of it exists */
} page_choice;

static bool has_area(wks_picture *picture, int64_t release, const char *code, wks_arena *arena)
{
    const char *level = NULL;
    return code == NULL ||
           (strlen(code) < WKS_AREA_CODE_SIZE &&
            wks_picture_read_area_level(picture, (wks_picture_view){release, WKS_DUTCH}, code,
                                        arena, &level, NULL) == WKS_OK);
}

/* Years and groups are those of an indicator: without one they are no claim. */
static bool has_choice(const wks_picture_choice *choice, const wks_picture_series *series)
{
    if ((choice->level != NULL && !series->has_level) ||
        (choice->indicator != NULL && !series->has_indicator)) {
        return false;
    }
    if (choice->indicator == NULL) {
        return true;
    }
    if ((choice->period != NULL && !series->has_period) ||
        (choice->breakdown != NULL && !series->has_breakdown)) {
        return false;
    }
    return choice->level == NULL || choice->period == NULL || series->has_series;
}

static wks_code look(wks_picture *picture, int64_t release, void *what, wks_arena *arena,
                     wks_error *err)
{
    page_choice *page = what;
    wks_picture_series series;
    WKS_TRY(wks_picture_read_series(picture, release, &page->choice, arena, &series, err));
    page->is_there =
        has_choice(&page->choice, &series) && has_area(picture, release, page->area, arena);
    return WKS_OK;
}

/* A page may have more in its address than this, of others: that says nothing about it. */
static wks_code read_choice(wks_http_request *request, wks_serve *serve, wks_arena *arena,
                            page_choice *out, wks_error *err)
{
    static const wks_http_parameter parameters[] = {
        {"indicator", false}, {"niveau", false}, {"periode", false}, {"uitsplitsing", false}};
    const char *values[4];
    wks_http_response ignored = {.language = WKS_DUTCH};
    wks_http_read_query(request, parameters, 4, values, &ignored);
    *out = (page_choice){.choice = {values[0], values[1], values[2], values[3]}};
    if (strstr(request->route->pattern, "/gebied/") != NULL) {
        out->area = request->names[0];
    } else if (strstr(request->route->pattern, "/onderwerp/") != NULL) {
        out->choice.indicator = request->names[0];
    }
    out->is_there = out->area == NULL && out->choice.indicator == NULL && out->choice.level == NULL;
    return out->is_there ? WKS_OK : wks_release_store_ask(&serve->store, look, out, arena, err);
}

static wks_code read_region(wks_picture *picture, int64_t release, void *what, wks_arena *arena,
                            wks_error *err)
{
    wks_page_names *names = what;
    wks_table_release found;
    WKS_TRY(wks_picture_table_release(picture, release, arena, &found, err));
    names->region = found.region_code;
    names->release = found.id;
    return WKS_OK;
}

/* pattern: without the language. */
static wks_code read_ahead(wks_serve *serve, const char *pattern, wks_page_names *names,
                           wks_arena *arena, const char **out, wks_error *err)
{
    if (wks_page_ahead_is_first(pattern)) {
        WKS_TRY(wks_release_store_ask(&serve->store, read_region, names, arena, err));
    }
    return wks_page_ahead_link(pattern, names, arena, out, err);
}

/* Every page of a language is the same document; its script reads the path.  Where the address
 * names what does not exist the document says so, and so does the status. */
wks_code wks_get_page(wks_http_request *request, wks_http_response *response, wks_arena *arena,
                      void *context, wks_error *err)
{
    enum {
        NOT_FOUND = 404
    };

    wks_serve *serve = context;
    const char *pattern = request->route->pattern;
    const bool is_english = strcmp(pattern, "/en") == 0 || strncmp(pattern, "/en/", 4) == 0;
    const char *document = is_english ? "/en/index.html" : "/index.html";
    page_choice page;
    WKS_TRY(read_choice(request, serve, arena, &page, err));
    const char *link = NULL;
    if (page.is_there && serve->has_store) {
        const char *plain = pattern + (is_english ? strlen("/en") : 0);
        wks_page_names names = {.is_english = is_english, .area = page.area};
        WKS_TRY(read_ahead(serve, *plain == 0 ? "/" : plain, &names, arena, &link, err));
    }
    const wks_page_manner manner = {.status = page.is_there ? 0 : NOT_FOUND,
                                    .link = link,
                                    .may_be_framed = strstr(pattern, "/insluiten/") != NULL};
    wks_code code = wks_pages_get(&serve->pages, document, &manner, arena, &response->body, err);
    if (code == WKS_E_NOT_FOUND) {
        return wks_http_refuse(response, 503,
                               is_english
                                   ? "The web pages are not built into this program. Run "
                                     "web/build.sh and build again, or start with --web-dir."
                                   : "De webpagina's zijn niet in dit programma ingebouwd. Draai "
                                     "web/build.sh en bouw opnieuw, of start met --web-dir.");
    }
    return code;
}
