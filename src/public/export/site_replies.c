/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/site_parts.h"

#include <string.h>

static const char *const mapped_levels[] = {"gemeente", "wijk", "buurt"};

enum {
    N_LANGUAGES = 2
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What a reply is rendered from; a NULL is not asked. */
typedef struct asked {
    wks_picture_view view;
    const char *of;        /* the level, area or release of the path */
    const char *gemeente;  /* of overviews */
    const char *indicator; /* of differences */
} asked;

typedef wks_code render(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                        wks_error *err);

static wks_code render_release(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                               wks_error *err)
{
    (void)arena;
    return wks_picture_read_release(at->picture, what->view.release, out, err);
}

static wks_code render_indicators(wks_site *at, const asked *what, wks_arena *arena,
                                  wks_buffer *out, wks_error *err)
{
    (void)arena;
    return wks_picture_read_indicators(at->picture, what->view, out, err);
}

static wks_code render_areas(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                             wks_error *err)
{
    (void)arena;
    return wks_picture_read_areas(at->picture, what->view.release, NULL, out, err);
}

static wks_code render_map(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                           wks_error *err)
{
    (void)arena;
    return wks_picture_read_map(at->picture, what->view.release, what->of, out, err);
}

static wks_code render_profile(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                               wks_error *err)
{
    return wks_picture_read_profile(at->picture, what->view, what->of, arena, out, err);
}

static wks_code render_signals(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                               wks_error *err)
{
    (void)arena;
    return wks_picture_read_signals(at->picture, what->view, out, err);
}

static wks_code render_gaps(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                            wks_error *err)
{
    (void)arena;
    return wks_picture_read_gaps(at->picture, what->view, what->indicator, out, err);
}

static wks_code render_gate(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                            wks_error *err)
{
    (void)arena;
    return wks_picture_read_gate(at->picture, what->view.release, out, err);
}

static wks_code render_changes(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                               wks_error *err)
{
    (void)arena;
    return wks_picture_read_changes(at->picture, what->view.release, what->of, out, err);
}

static wks_code render_overview(wks_site *at, const asked *what, wks_arena *arena, wks_buffer *out,
                                wks_error *err)
{
    const wks_picture_overview choice = {what->of, what->gemeente};
    (void)arena;
    return wks_picture_read_overview(at->picture, what->view, &choice, out, err);
}

/* One reply in its place; a level without a map has none. */
static wks_code add_reply(wks_site *at, render *how, const char *resource, const asked *what,
                          wks_error *err)
{
    wks_arena arena;
    wks_buffer body = {0};
    wks_arena_init(&arena, 0);
    const wks_site_parameter parameters[] = {{"gemeente", what->gemeente},
                                             {"indicator", what->indicator},
                                             {"taal", wks_site_language(what->view.language)}};
    const char *path = wks_site_files_reply(resource, parameters, COUNT(parameters), &arena);
    wks_code code = path == NULL ? wks_arena_fail(err) : how(at, what, &arena, &body, err);
    if (code == WKS_OK) {
        code = wks_site_put(at, path, &body, err);
    }
    wks_buffer_clear(&body);
    wks_arena_clear(&arena);
    return code;
}

/* A reply in both languages. */
static wks_code add_worded(wks_site *at, render *how, const char *resource, asked what,
                           wks_error *err)
{
    if (resource == NULL) {
        return wks_arena_fail(err);
    }
    for (size_t i = 0; i < N_LANGUAGES; i++) {
        what.view = (wks_picture_view){at->release.number, (wks_language)i};
        WKS_TRY(add_reply(at, how, resource, &what, err));
    }
    return WKS_OK;
}

static wks_code add_plain(wks_site *at, render *how, const char *resource, const char *of,
                          wks_error *err)
{
    const asked what = {.view = {at->release.number, WKS_DUTCH}, .of = of};
    return resource == NULL ? wks_arena_fail(err) : add_reply(at, how, resource, &what, err);
}

static wks_code add_house(wks_site *at, wks_error *err)
{
    WKS_TRY(add_plain(at, render_release, "release", NULL, err));
    WKS_TRY(add_worded(at, render_indicators, "indicatoren", (asked){0}, err));
    WKS_TRY(add_plain(at, render_areas, "gebieden", NULL, err));
    WKS_TRY(add_worded(at, render_signals, "signalen", (asked){0}, err));
    WKS_TRY(add_plain(at, render_gate, "privacypoort", NULL, err));
    for (size_t i = 0; i < COUNT(mapped_levels); i++) {
        const char *resource = wks_arena_printf(at->arena, "kaarten/%s", mapped_levels[i]);
        const wks_code code = add_plain(at, render_map, resource, mapped_levels[i], err);
        if (code != WKS_E_NOT_FOUND) {
            WKS_TRY(code);
        }
    }
    return WKS_OK;
}

static wks_code add_changes(wks_site *at, wks_error *err)
{
    const char **ids = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_releases(at->picture, at->release.number, at->arena, &ids, &n, err));
    for (size_t i = 0; i < n; i++) {
        const char *resource = wks_arena_printf(at->arena, "uitgaven/%s/wijzigingen", ids[i]);
        WKS_TRY(add_plain(at, render_changes, resource, ids[i], err));
    }
    return WKS_OK;
}

/* Of the whole, and of each gemeente. */
static wks_code add_overviews(wks_site *at, wks_error *err)
{
    for (size_t i = 0; i < COUNT(mapped_levels); i++) {
        const char *resource = wks_arena_printf(at->arena, "overzichten/%s", mapped_levels[i]);
        WKS_TRY(add_worded(at, render_overview, resource, (asked){.of = mapped_levels[i]}, err));
        for (size_t k = 0; k < at->n_areas; k++) {
            if (strcmp(at->areas[k].level, "gemeente") == 0) {
                const asked what = {.of = mapped_levels[i], .gemeente = at->areas[k].code};
                WKS_TRY(add_worded(at, render_overview, resource, what, err));
            }
        }
    }
    return WKS_OK;
}

/* Of all indicators together, and of each. */
static wks_code add_gaps(wks_site *at, wks_error *err)
{
    WKS_TRY(add_worded(at, render_gaps, "verschillen", (asked){0}, err));
    for (size_t i = 0; i < at->n_indicators; i++) {
        const asked what = {.indicator = at->indicators[i].id};
        WKS_TRY(add_worded(at, render_gaps, "verschillen", what, err));
    }
    return WKS_OK;
}

static wks_code add_profiles(wks_site *at, wks_error *err)
{
    for (size_t i = 0; i < at->n_areas; i++) {
        const char *resource = wks_arena_printf(at->arena, "profielen/%s", at->areas[i].code);
        WKS_TRY(add_worded(at, render_profile, resource, (asked){.of = at->areas[i].code}, err));
    }
    return WKS_OK;
}

wks_code wks_site_add_replies(wks_site *site, wks_error *err)
{
    WKS_TRY(add_house(site, err));
    WKS_TRY(add_changes(site, err));
    WKS_TRY(add_overviews(site, err));
    WKS_TRY(add_gaps(site, err));
    return add_profiles(site, err);
}
