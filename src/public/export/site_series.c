/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_gaps.h"
#include "public/export/export_table.h"
#include "public/export/site_parts.h"

#include <string.h>

enum {
    N_LANGUAGES = 2
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* One column of numbers, as a request names it. */
typedef struct series_work {
    wks_site *at;
    wks_picture_view view;
    wks_picture_choice choice;
    wks_picture_series series;
    wks_arena *arena; /* of this series */
} series_work;

static wks_code add_values(const series_work *work, wks_error *err)
{
    const wks_picture_choice *choice = &work->choice;
    const wks_site_parameter parameters[] = {
        {"indicator", choice->indicator},    {"niveau", choice->level},
        {"periode", choice->period},         {"taal", wks_site_language(work->view.language)},
        {"uitsplitsing", choice->breakdown},
    };
    wks_buffer body = {0};
    const wks_code code =
        wks_picture_read_values(work->at->picture, work->view, choice, &work->series, &body, err);
    if (code != WKS_OK) {
        wks_buffer_clear(&body);
        return code;
    }
    return wks_site_put(work->at,
                        wks_site_files_reply("waarden", parameters, COUNT(parameters), work->arena),
                        &body, err);
}

/* The origins of all numbers of the series in one file: an object by area.  A file for each would
 * be tens of thousands of them. */
static wks_code write_origins(const series_work *work, wks_buffer *out, wks_error *err)
{
    const wks_site *at = work->at;
    bool is_first = true;
    wks_buffer_text(out, "{");
    for (size_t i = 0; i < at->n_areas; i++) {
        const wks_table_area *area = &at->areas[i];
        if (strcmp(area->level, work->choice.level) != 0) {
            continue;
        }
        wks_buffer_printf(out, "%s\"%s\":", is_first ? "" : ",", area->code);
        is_first = false;
        const wks_code code =
            wks_picture_read_origin(at->picture, work->view, &work->series, area->code, out, err);
        if (code == WKS_E_NOT_FOUND) { /* an area of an edition without this series */
            wks_buffer_text(out, "null");
        } else {
            WKS_TRY(code);
        }
    }
    wks_buffer_text(out, "}");
    return WKS_OK;
}

static wks_code add_origins(const series_work *work, wks_error *err)
{
    const wks_picture_choice *choice = &work->choice;
    const wks_site_parameter parameters[] = {
        {"indicator", choice->indicator},    {"niveau", choice->level},
        {"periode", choice->period},         {"taal", wks_site_language(work->view.language)},
        {"uitsplitsing", choice->breakdown},
    };
    wks_buffer body = {0};
    const wks_code code = write_origins(work, &body, err);
    if (code != WKS_OK) {
        wks_buffer_clear(&body);
        return code;
    }
    return wks_site_put(
        work->at, wks_site_files_reply("herkomst", parameters, COUNT(parameters), work->arena),
        &body, err);
}

static wks_code add_series(wks_site *at, const char *indicator, const wks_table_series *series,
                           wks_arena *arena, wks_error *err)
{
    series_work work = {
        .at = at,
        .choice = {indicator, series->level, series->period, series->breakdown},
        .arena = arena,
    };
    WKS_TRY(wks_picture_read_series(at->picture, at->release.number, &work.choice, arena,
                                    &work.series, err));
    for (size_t i = 0; i < N_LANGUAGES; i++) {
        work.view = (wks_picture_view){at->release.number, (wks_language)i};
        WKS_TRY(add_values(&work, err));
        WKS_TRY(add_origins(&work, err));
    }
    return WKS_OK;
}

/* ---- figures as files ---------------------------------------------------------------------- */

/* Those that the pages offer. */
static const wks_export_format forms[] = {WKS_EXPORT_XLSX, WKS_EXPORT_CSV_DUTCH, WKS_EXPORT_CSV,
                                          WKS_EXPORT_JSON_STAT};

/* The whole indicator in each form: "bestanden/poh-ggz.xlsx". */
static wks_code add_forms(wks_site *at, const wks_table *table, wks_arena *arena, wks_error *err)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        wks_buffer body = {0};
        const char *path = wks_arena_printf(arena, "bestanden/%s%s", table->indicator.id,
                                            wks_export_format_ending(forms[i]));
        const wks_code code = wks_export_table(table, forms[i], path, arena, &body, err);
        if (code != WKS_OK) {
            wks_buffer_clear(&body);
            return code;
        }
        WKS_TRY(wks_site_put(at, path, &body, err));
    }
    return WKS_OK;
}

wks_code wks_site_add_gap_files(wks_site *at, wks_error *err)
{
    for (size_t i = 0; i < COUNT(forms); i++) {
        wks_arena arena;
        wks_buffer body = {0};
        wks_arena_init(&arena, 0);
        const wks_gap_wish wish = {.format = forms[i]};
        const char *path = wks_arena_printf(at->arena, "bestanden/verschillen_alle%s",
                                            wks_export_format_ending(wish.format));
        wks_code code = wks_export_gaps(at->picture, at->release.number, &wish, &arena, &body, err);
        if (code == WKS_OK) {
            code = wks_site_put(at, path, &body, err);
        }
        wks_buffer_clear(&body);
        wks_arena_clear(&arena);
        WKS_TRY(code);
    }
    return WKS_OK;
}

wks_code wks_site_add_indicator(wks_site *at, const char *id, wks_arena *arena, wks_error *err)
{
    static const wks_table_choice all = {0};
    wks_table_offer offer;
    wks_table table;
    WKS_TRY(wks_picture_table_offer(at->picture, at->release.number, id, arena, &offer, err));
    WKS_TRY(
        wks_picture_table_read(at->picture, at->release.number, &offer, &all, arena, &table, err));
    WKS_TRY(add_forms(at, &table, arena, err));
    for (size_t i = 0; i < offer.n_series; i++) {
        WKS_TRY(add_series(at, id, &offer.series[i], arena, err));
    }
    return WKS_OK;
}
