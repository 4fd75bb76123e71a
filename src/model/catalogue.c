/* The shipped catalogue and the workspace's over it.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "model/catalogue.h"

#include "base/embedded.h"
#include "base/file.h"
#include "base/language.h"
#include "model/catalogue_parts.h"

#include <stdint.h>
#include <string.h>

/* Made from catalogue/ by tools/embed. */
extern const wks_embedded_text wks_shipped_themes[];
extern const size_t wks_shipped_themes_count;
extern const wks_embedded_text wks_shipped_sources[];
extern const size_t wks_shipped_sources_count;
extern const wks_embedded_text wks_shipped_indicators[];
extern const size_t wks_shipped_indicators_count;
extern const wks_embedded_text wks_shipped_signals[];
extern const size_t wks_shipped_signals_count;
extern const wks_embedded_text wks_shipped_gaps[];
extern const size_t wks_shipped_gaps_count;

enum {
    FILE_CAP_BYTES = 4 * 1024 * 1024
};

/* The catalogue while it grows. */
typedef struct gathering {
    wks_catalogue_parts parts;
    size_t theme_room, theme_origin_room;
    size_t source_room, source_origin_room;
    size_t indicator_room, indicator_origin_room;
    size_t signal_room, signal_origin_room;
    wks_catalogue_origin origin; /* of what is being added */
    wks_arena *arena;
} gathering;

static wks_code fail_twice(const wks_catalogue_origin *here, const wks_catalogue_origin *there,
                           const char *id, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT,
                    wks_tr("%s: id '%s' is also in %s", "%s: id '%s' staat ook in %s"), here->file,
                    id, there->file);
}

static wks_code add_theme(gathering *to, const wks_theme *theme, wks_error *err)
{
    wks_catalogue_parts *parts = &to->parts;
    for (size_t i = 0; i < parts->n_themes; i++) {
        if (!wks_text_equal(parts->themes[i].id, theme->id)) {
            continue;
        }
        if (parts->theme_origins[i].is_workspace == to->origin.is_workspace) {
            return fail_twice(&to->origin, &parts->theme_origins[i], theme->id, err);
        }
        parts->themes[i] = *theme;
        parts->theme_origins[i] = to->origin;
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(to->arena, &parts->themes, parts->n_themes, &to->theme_room,
                           sizeof *parts->themes, err));
    WKS_TRY(wks_arena_grow(to->arena, &parts->theme_origins, parts->n_themes,
                           &to->theme_origin_room, sizeof *parts->theme_origins, err));
    parts->themes[parts->n_themes] = *theme;
    parts->theme_origins[parts->n_themes++] = to->origin;
    return WKS_OK;
}

static wks_code add_source(gathering *to, const wks_source *source, wks_error *err)
{
    wks_catalogue_parts *parts = &to->parts;
    for (size_t i = 0; i < parts->n_sources; i++) {
        if (!wks_text_equal(parts->sources[i].id, source->id)) {
            continue;
        }
        if (parts->source_origins[i].is_workspace == to->origin.is_workspace) {
            return fail_twice(&to->origin, &parts->source_origins[i], source->id, err);
        }
        parts->sources[i] = *source;
        parts->source_origins[i] = to->origin;
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(to->arena, &parts->sources, parts->n_sources, &to->source_room,
                           sizeof *parts->sources, err));
    WKS_TRY(wks_arena_grow(to->arena, &parts->source_origins, parts->n_sources,
                           &to->source_origin_room, sizeof *parts->source_origins, err));
    parts->sources[parts->n_sources] = *source;
    parts->source_origins[parts->n_sources++] = to->origin;
    return WKS_OK;
}

static wks_code add_indicator(gathering *to, const wks_indicator *indicator, wks_error *err)
{
    wks_catalogue_parts *parts = &to->parts;
    for (size_t i = 0; i < parts->n_indicators; i++) {
        if (!wks_text_equal(parts->indicators[i].id, indicator->id)) {
            continue;
        }
        if (parts->indicator_origins[i].is_workspace == to->origin.is_workspace) {
            return fail_twice(&to->origin, &parts->indicator_origins[i], indicator->id, err);
        }
        parts->indicators[i] = *indicator;
        parts->indicator_origins[i] = to->origin;
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(to->arena, &parts->indicators, parts->n_indicators, &to->indicator_room,
                           sizeof *parts->indicators, err));
    WKS_TRY(wks_arena_grow(to->arena, &parts->indicator_origins, parts->n_indicators,
                           &to->indicator_origin_room, sizeof *parts->indicator_origins, err));
    parts->indicators[parts->n_indicators] = *indicator;
    parts->indicator_origins[parts->n_indicators++] = to->origin;
    return WKS_OK;
}

static wks_code add_signal(gathering *to, const wks_signal_pair *signal, wks_error *err)
{
    wks_catalogue_parts *parts = &to->parts;
    for (size_t i = 0; i < parts->n_signals; i++) {
        if (!wks_text_equal(parts->signals[i].id, signal->id)) {
            continue;
        }
        if (parts->signal_origins[i].is_workspace == to->origin.is_workspace) {
            return fail_twice(&to->origin, &parts->signal_origins[i], signal->id, err);
        }
        parts->signals[i] = *signal;
        parts->signal_origins[i] = to->origin;
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(to->arena, &parts->signals, parts->n_signals, &to->signal_room,
                           sizeof *parts->signals, err));
    WKS_TRY(wks_arena_grow(to->arena, &parts->signal_origins, parts->n_signals,
                           &to->signal_origin_room, sizeof *parts->signal_origins, err));
    parts->signals[parts->n_signals] = *signal;
    parts->signal_origins[parts->n_signals++] = to->origin;
    return WKS_OK;
}

/* A reader of one kind of file: text into entries, entries into the gathering. */
typedef wks_code take_file(gathering *to, wks_span text, wks_error *err);

static wks_code take_themes(gathering *to, wks_span text, wks_error *err)
{
    wks_theme *themes = NULL;
    size_t n = 0;
    WKS_TRY(wks_catalogue_theme_read(to->origin.file, text, to->arena, &themes, &n, err));
    for (size_t i = 0; i < n; i++) {
        WKS_TRY(add_theme(to, &themes[i], err));
    }
    return WKS_OK;
}

static wks_code take_source(gathering *to, wks_span text, wks_error *err)
{
    wks_source source = {0};
    WKS_TRY(wks_catalogue_source_read(to->origin.file, text, to->arena, &source, err));
    return add_source(to, &source, err);
}

static wks_code take_indicators(gathering *to, wks_span text, wks_error *err)
{
    wks_indicator *indicators = NULL;
    size_t n = 0;
    WKS_TRY(wks_catalogue_indicator_read(to->origin.file, text, to->arena, &indicators, &n, err));
    for (size_t i = 0; i < n; i++) {
        WKS_TRY(add_indicator(to, &indicators[i], err));
    }
    return WKS_OK;
}

static wks_code take_signals(gathering *to, wks_span text, wks_error *err)
{
    wks_signal_pair *signals = NULL;
    size_t n = 0;
    WKS_TRY(wks_catalogue_signal_read(to->origin.file, text, to->arena, &signals, &n, err));
    for (size_t i = 0; i < n; i++) {
        WKS_TRY(add_signal(to, &signals[i], err));
    }
    return WKS_OK;
}

/* One whole: the last that is read counts. */
static wks_code take_gaps(gathering *to, wks_span text, wks_error *err)
{
    to->parts.gaps_origin = to->origin;
    return wks_catalogue_gap_read(to->origin.file, text, to->arena, &to->parts.gaps, err);
}

static wks_code take_shipped(gathering *to, const char *folder, const wks_embedded_text *table,
                             size_t count, take_file *take, wks_error *err)
{
    for (size_t i = 0; i < count; i++) {
        to->origin = (wks_catalogue_origin){
            .file = wks_arena_printf(to->arena, "%s%s", folder, table[i].name)};
        if (to->origin.file == NULL) {
            return wks_arena_fail(err);
        }
        WKS_TRY(take(to, (wks_span){table[i].text, table[i].size}, err));
    }
    return WKS_OK;
}

static wks_code take_path(gathering *to, const char *path, take_file *take, wks_error *err)
{
    wks_span text = {0};
    WKS_TRY(wks_file_read(path, FILE_CAP_BYTES, to->arena, &text, err));
    to->origin = (wks_catalogue_origin){.file = path, .is_workspace = true};
    return take(to, text, err);
}

static wks_code take_folder(gathering *to, const char *folder, take_file *take, wks_error *err)
{
    const char **names = NULL;
    size_t n_names = 0;
    if (!wks_file_is_folder(folder)) {
        return WKS_OK;
    }
    WKS_TRY(wks_file_list(folder, ".yml", to->arena, &names, &n_names, err));
    if (n_names > 0) {
        return wks_fail(
            err, WKS_E_FORMAT,
            wks_tr("%s/%s: the name must end in .yaml", "%s/%s: de naam moet eindigen op .yaml"),
            folder, names[0]);
    }
    WKS_TRY(wks_file_list(folder, ".yaml", to->arena, &names, &n_names, err));
    for (size_t i = 0; i < n_names; i++) {
        char *path = wks_file_join(to->arena, folder, names[i]);
        if (path == NULL) {
            return wks_arena_fail(err);
        }
        WKS_TRY(take_path(to, path, take, err));
    }
    return WKS_OK;
}

static wks_code take_workspace(gathering *to, const char *folder, wks_error *err)
{
    char *themes = wks_file_join(to->arena, folder, "themes.yaml");
    char *sources = wks_file_join(to->arena, folder, "sources");
    char *indicators = wks_file_join(to->arena, folder, "indicators");
    char *signals = wks_file_join(to->arena, folder, "signals.yaml");
    char *gaps = wks_file_join(to->arena, folder, "gaps.yaml");
    if (themes == NULL || sources == NULL || indicators == NULL || signals == NULL ||
        gaps == NULL) {
        return wks_arena_fail(err);
    }
    if (wks_file_exists(themes)) {
        WKS_TRY(take_path(to, themes, take_themes, err));
    }
    WKS_TRY(take_folder(to, sources, take_source, err));
    WKS_TRY(take_folder(to, indicators, take_indicators, err));
    if (wks_file_exists(signals)) {
        WKS_TRY(take_path(to, signals, take_signals, err));
    }
    return wks_file_exists(gaps) ? take_path(to, gaps, take_gaps, err) : WKS_OK;
}

wks_code wks_catalogue_read(const char *folder, wks_arena *arena, wks_catalogue *out,
                            wks_error *err)
{
    gathering to = {.arena = arena};
    WKS_TRY(take_shipped(&to, "catalogue/", wks_shipped_themes, wks_shipped_themes_count,
                         take_themes, err));
    WKS_TRY(take_shipped(&to, "catalogue/sources/", wks_shipped_sources, wks_shipped_sources_count,
                         take_source, err));
    WKS_TRY(take_shipped(&to, "catalogue/indicators/", wks_shipped_indicators,
                         wks_shipped_indicators_count, take_indicators, err));
    WKS_TRY(take_shipped(&to, "catalogue/", wks_shipped_signals, wks_shipped_signals_count,
                         take_signals, err));
    WKS_TRY(
        take_shipped(&to, "catalogue/", wks_shipped_gaps, wks_shipped_gaps_count, take_gaps, err));
    if (folder != NULL && wks_file_is_folder(folder)) {
        WKS_TRY(take_workspace(&to, folder, err));
    }
    wks_catalogue_parts *parts = &to.parts;
    WKS_TRY(wks_catalogue_check_sources(parts, err));
    WKS_TRY(wks_catalogue_check_indicators(parts, err));
    WKS_TRY(wks_catalogue_check_signals(parts, err));
    WKS_TRY(wks_catalogue_check_gaps(parts, err));
    for (size_t i = 0; i < parts->n_indicators; i++) {
        wks_catalogue_definition_set(parts, &parts->indicators[i]);
    }
    *out = (wks_catalogue){
        .themes = parts->themes,
        .n_themes = parts->n_themes,
        .sources = parts->sources,
        .n_sources = parts->n_sources,
        .indicators = parts->indicators,
        .n_indicators = parts->n_indicators,
        .signals = parts->signals,
        .n_signals = parts->n_signals,
        .gaps = parts->gaps,
    };
    return WKS_OK;
}

const wks_source *wks_catalogue_source(const wks_catalogue *catalogue, const char *id)
{
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        if (wks_text_equal(catalogue->sources[i].id, id)) {
            return &catalogue->sources[i];
        }
    }
    return NULL;
}

const wks_indicator *wks_catalogue_indicator(const wks_catalogue *catalogue, const char *id)
{
    for (size_t i = 0; i < catalogue->n_indicators; i++) {
        if (wks_text_equal(catalogue->indicators[i].id, id)) {
            return &catalogue->indicators[i];
        }
    }
    return NULL;
}

const wks_source *wks_catalogue_form(const wks_catalogue *catalogue, const char *form)
{
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        if (form != NULL && wks_text_equal(catalogue->sources[i].form, form)) {
            return &catalogue->sources[i];
        }
    }
    return NULL;
}

bool wks_source_is_invented_file(const wks_source *source, const char *hash)
{
    for (size_t i = 0; source != NULL && i < source->n_invented_files; i++) {
        if (wks_text_equal(source->invented_files[i], hash)) {
            return true;
        }
    }
    return false;
}

/* Periods start with their year, so the order of the text is the order in time. */
static bool is_within(const char *period, const char *from, const char *to)
{
    return (from == NULL || strncmp(period, from, strlen(from)) >= 0) &&
           (to == NULL || strncmp(period, to, strlen(to)) <= 0);
}

const wks_measure_columns *wks_measure_columns_for(const wks_measure_columns *sets, size_t n_sets,
                                                   const char *period)
{
    for (size_t i = 0; i < n_sets; i++) {
        if (is_within(period, sets[i].from_period, sets[i].to_period)) {
            return &sets[i];
        }
    }
    return NULL;
}

int wks_source_edition(const wks_source *source, const char *period)
{
    int64_t year = 0;
    for (size_t i = 0; i < source->n_editions; i++) {
        const wks_period_edition *range = &source->editions[i];
        if (is_within(period, range->from_period, range->to_period)) {
            return range->edition;
        }
    }
    if (source->edition != 0) {
        return source->edition;
    }
    return strlen(period) >= 4 && wks_text_integer((wks_span){period, 4}, &year) && year > 0
               ? (int)year
               : 0;
}
