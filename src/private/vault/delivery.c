/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/vault/delivery.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/language.h"
#include "private/intake/column.h"
#include "private/vault/delivery_inside.h"

#include <string.h>
#include <sys/stat.h>

/* ---- which source ------------------------------------------------------------------------- */

static bool is_geometry(const char *path)
{
    static const char *const endings[] = {".gpkg", ".shp", ".geojson", ".topojson"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        if (wks_text_ends(path, endings[i])) {
            return true;
        }
    }
    return false;
}

/* Whether a file with these columns can be this source's. */
static bool recognises(const wks_source *source, const char *file, const char *const *columns,
                       size_t n_columns)
{
    if (source->n_recognise == 0 ||
        (source->file_name != NULL && strstr(file, source->file_name) == NULL)) {
        return false;
    }
    for (size_t i = 0; i < source->n_recognise; i++) {
        bool is_there = false;
        for (size_t k = 0; k < n_columns && !is_there; k++) {
            is_there = wks_column_matches(source->recognise[i], columns[k]);
        }
        if (!is_there) {
            return false;
        }
    }
    return true;
}

wks_code wks_loading_choose_source(wks_loading *loading, const wks_catalogue *catalogue,
                                   bool is_borders, wks_error *err)
{
    const wks_source *found = NULL;
    if (loading->request->source_id != NULL) {
        loading->source = wks_catalogue_source(catalogue, loading->request->source_id);
        return loading->source != NULL ? WKS_OK
                                       : wks_fail(err, WKS_E_ARGUMENT,
                                                  wks_tr("%s: source %s is not in the catalogue",
                                                         "%s: bron %s staat niet in de catalogus"),
                                                  loading->file, loading->request->source_id);
    }
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        const wks_source *source = &catalogue->sources[i];
        if ((source->kind == WKS_SOURCE_BORDERS) != is_borders ||
            !recognises(source, loading->file, loading->columns, loading->n_columns)) {
            continue;
        }
        /* The source that names more of the file's columns is the more certain one. */
        if (found == NULL || source->n_recognise > found->n_recognise) {
            found = source;
        } else if (source->n_recognise == found->n_recognise) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("%s: fits the sources %s and %s; say which with --source",
                                   "%s: past bij de bronnen %s en %s; kies met --source"),
                            loading->file, found->id, source->id);
        }
    }
    if (found == NULL && loading->n_columns == 0) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: has no columns; expected at least an area code and a name",
                               "%s: heeft geen kolommen; verwacht ten minste een gebiedscode en "
                               "een naam"),
                        loading->file);
    }
    if (found == NULL) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: its %zu columns (%s, ...) fit no source of the catalogue; say "
                               "which it is with --source, or add a source",
                               "%s: de %zu kolommen (%s, ...) passen bij geen bron van de "
                               "catalogus; zeg met --source welke het is, of voeg een bron toe"),
                        loading->file, loading->n_columns,
                        loading->n_columns > 0 ? loading->columns[0] : "");
    }
    loading->source = found;
    return WKS_OK;
}

/* The first run of exactly four digits that is a year: kwb2020_84799NED.csv is of 2020. */
wks_code wks_loading_year_in_name(const wks_loading *loading, const char **out, wks_error *err)
{
    *out = NULL;
    for (const char *at = loading->file; *at != 0; at++) {
        size_t n = strspn(at, "0123456789");
        if (n == 4 && (at[0] == '2' && at[1] == '0')) {
            *out = wks_arena_text_n(loading->arena, at, 4);
            return *out == NULL ? wks_arena_fail(err) : WKS_OK;
        }
        at += n > 0 ? n - 1 : 0;
    }
    return WKS_OK;
}

/* ---- shared steps ------------------------------------------------------------------------- */

wks_code wks_loading_choose_edition(wks_loading *loading, int wanted, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_integer(wanted),
                                     wks_duck_integer(loading->source->is_area_by_name)};
    wks_duck_rows rows;
    loading->report->wanted_edition = wanted;
    WKS_TRY(wks_vault_query(loading->vault, "nearest_edition.sql", values, 2, &rows, err));
    bool has_row = wks_duck_next(&rows);
    loading->report->edition = has_row ? (int)wks_duck_get_integer(&rows, 0) : 0;
    wks_duck_close_rows(&rows);
    if (!has_row) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: no areas are known yet; load borders or Kerncijfers wijken en "
                               "buurten of %d first",
                               "%s: er zijn nog geen gebieden bekend; laad eerst grenzen of "
                               "Kerncijfers wijken en buurten van %d"),
                        loading->file, wanted);
    }
    return WKS_OK;
}

wks_code wks_loading_note_unknown(wks_loading *loading, wks_duck_rows *rows, wks_error *err)
{
    wks_unknown_area *list = NULL;
    size_t n = 0;
    size_t room = 0;
    while (wks_duck_next(rows)) {
        WKS_TRY(wks_arena_grow(loading->arena, &list, n, &room, sizeof *list, err));
        list[n] = (wks_unknown_area){.area = wks_duck_get_text(rows, 0, loading->arena),
                                     .n_rows = wks_duck_get_integer(rows, 1)};
        if (list[n].area == NULL) {
            return wks_arena_fail(err);
        }
        loading->report->n_unknown += list[n].n_rows;
        n++;
    }
    wks_duck_appender appender;
    WKS_TRY(wks_duck_append_open(&loading->vault->duck, "unknown_area", &appender, err));
    for (size_t i = 0; i < n; i++) {
        wks_duck_append_integer(&appender, loading->number);
        wks_duck_append_text(&appender, list[i].area);
        wks_duck_append_integer(&appender, list[i].n_rows);
        wks_duck_append_end(&appender);
    }
    WKS_TRY(wks_duck_append_close(&appender, err));
    loading->report->unknown = list;
    loading->report->n_unknown_areas = n;
    return WKS_OK;
}

wks_code wks_loading_refuse_unknown(const wks_loading *loading, wks_error *err)
{
    return wks_fail(
        err, WKS_E_FORMAT,
        wks_tr("%s: none of the areas in column %s is known in edition %d; expected CBS "
               "codes%s of that edition",
               "%s: geen van de gebieden in kolom %s is bekend in indeling %d; verwacht "
               "CBS-codes%s van die indeling"),
        loading->file, loading->source->area.column, loading->report->edition,
        loading->source->is_area_by_name ? wks_tr(" or names", " of namen") : "");
}

wks_code wks_loading_open_areas(wks_loading *loading, wks_duck_appender *out, wks_error *err)
{
    WKS_TRY(wks_vault_run(loading->vault, "new_area_table.sql", NULL, 0, err));
    return wks_duck_append_open(&loading->vault->duck, "new_area", out, err);
}

void wks_loading_add_area(wks_loading *loading, wks_duck_appender *areas, const char *code,
                          wks_level level, const char *name)
{
    loading->report->n_new_areas++;
    wks_duck_append_text(areas, code);
    wks_duck_append_integer(areas, level);
    wks_duck_append_text(areas, name);
    wks_duck_append_end(areas);
}

wks_code wks_loading_close_areas(wks_loading *loading, wks_duck_appender *areas, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_integer(loading->report->edition),
                                     wks_duck_integer(loading->number)};
    WKS_TRY(wks_duck_append_close(areas, err));
    return wks_vault_run(loading->vault, "add_areas.sql", values, 2, err);
}

/* ---- the load ----------------------------------------------------------------------------- */

static const char *layer_of(const wks_load_request *request)
{
    return request->layer == NULL ? "" : request->layer;
}

/* The same bytes may not count twice; that they were read for another year then is no detail. */
static wks_code check_reading(const wks_loading *loading, const wks_catalogue *catalogue,
                              wks_duck_rows *rows, wks_error *err)
{
    const wks_load_request *request = loading->request;
    const char *source_id = wks_duck_get_text(rows, 0, loading->arena);
    const char *period = wks_duck_get_text(rows, 1, loading->arena);
    const int edition = (int)wks_duck_get_integer(rows, 2);
    if (source_id == NULL) {
        return wks_arena_fail(err);
    }
    const wks_source *source = wks_catalogue_source(catalogue, source_id);
    const bool is_other_period =
        request->period != NULL && period != NULL && strcmp(request->period, period) != 0;
    const bool is_other_edition = request->edition != 0 && request->edition != edition &&
                                  source != NULL && source->defines_areas;
    if (!is_other_period && !is_other_edition) {
        return WKS_OK;
    }
    return wks_fail(err, WKS_E_EXISTS,
                    wks_tr("%s: this file was loaded before, for period %s and areas of %d; to "
                           "load it for another year, remove the vault and load everything again",
                           "%s: dit bestand is al eerder geladen, voor periode %s en gebieden van "
                           "%d; wil je het voor een ander jaar laden, verwijder dan de kluis en "
                           "laad alles opnieuw"),
                    loading->file, period == NULL ? "-" : period, edition);
}

static wks_code is_known(wks_loading *loading, const wks_catalogue *catalogue, const wks_hash *hash,
                         bool *known, wks_error *err)
{
    const wks_duck_value values[] = {wks_duck_text(hash->hex),
                                     wks_duck_text(layer_of(loading->request))};
    wks_duck_rows rows;
    WKS_TRY(wks_vault_query(loading->vault, "delivery_known.sql", values, 2, &rows, err));
    *known = wks_duck_next(&rows);
    wks_code code = *known ? check_reading(loading, catalogue, &rows, err) : WKS_OK;
    wks_duck_close_rows(&rows);
    return code;
}

static wks_code record_delivery(wks_loading *loading, const wks_hash *hash, wks_error *err)
{
    const wks_load_report *report = loading->report;
    const wks_duck_value values[] = {
        wks_duck_integer(loading->number),   wks_duck_text(hash->hex),
        wks_duck_text(loading->source->id),  wks_duck_text(loading->file),
        wks_duck_text(report->format),       wks_duck_text(report->period),
        wks_duck_integer(report->edition),   wks_duck_integer(report->n_rows),
        wks_duck_integer(report->n_skipped), wks_duck_integer(report->n_rest),
        wks_duck_integer(report->n_unknown), wks_duck_text(layer_of(loading->request)),
    };
    return wks_vault_run(loading->vault, "add_delivery.sql", values, 12, err);
}

/* Everything of a table that needs the open file: its source, and its rows as the view staging. */
static wks_code stage_file(wks_loading *loading, const wks_catalogue *catalogue, wks_error *err)
{
    const wks_source *asked = loading->request->source_id == NULL
                                  ? NULL
                                  : wks_catalogue_source(catalogue, loading->request->source_id);
    WKS_TRY(wks_table_open(loading->request->path, asked, loading->arena, &loading->table, err));
    const wks_table_shape *shape = wks_table_shape_of(loading->table);
    WKS_TRY(wks_stage_columns(loading->vault, shape, loading->arena, &loading->columns,
                              &loading->n_columns, err));
    WKS_TRY(wks_loading_choose_source(loading, catalogue, false, err));
    loading->report->format = shape->format;
    return wks_stage_table(loading, loading->table, err);
}

static wks_code load_table(wks_loading *loading, const wks_catalogue *catalogue, wks_error *err)
{
    WKS_TRY(stage_file(loading, catalogue, err));
    const wks_source *source = loading->source;
    loading->report->source = source;
    if (loading->request->period != NULL) {
        loading->report->period = loading->request->period;
    } else if (source->is_period_from_name) {
        WKS_TRY(wks_loading_year_in_name(loading, &loading->report->period, err));
        if (loading->report->period == NULL) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("%s: source %s has no column with a period; put the year in the "
                                   "name of the file or say it with --period",
                                   "%s: bron %s heeft geen kolom met een periode; zet het jaar in "
                                   "de naam van het bestand of geef het met --period"),
                            loading->file, source->id);
        }
    }
    switch (source->kind) {
    case WKS_SOURCE_FIGURES:
        return wks_load_figures(loading, catalogue, err);
    case WKS_SOURCE_RECORDS:
        return wks_load_records(loading, err);
    case WKS_SOURCE_REGIONS:
        return wks_load_regions(loading, err);
    case WKS_SOURCE_BORDERS:
    default:
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: source %s holds borders, and this file is a table",
                               "%s: bron %s bevat grenzen, en dit bestand is een tabel"),
                        loading->file, source->id);
    }
}

/* What the system would say of these only half way. */
static wks_code check_request(const wks_loading *loading, wks_error *err)
{
    const wks_load_request *request = loading->request;
    struct stat about;
    if (stat(request->path, &about) == 0 && !S_ISREG(about.st_mode)) {
        return wks_fail(err, WKS_E_FORMAT,
                        wks_tr("%s: is a folder or a device; expected a file",
                               "%s: is een map of een apparaat; verwacht een bestand"),
                        request->path);
    }
    if (request->period != NULL &&
        (strlen(request->period) != 4 || strspn(request->period, "0123456789") != 4)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: the period '%s' is no year; expected four digits, such as 2020",
                               "%s: de periode '%s' is geen jaar; verwacht vier cijfers, zoals "
                               "2020"),
                        loading->file, request->period);
    }
    return WKS_OK;
}

static wks_code next_number(wks_loading *loading, wks_error *err)
{
    wks_duck_rows rows;
    WKS_TRY(wks_vault_query(loading->vault, "next_number.sql", NULL, 0, &rows, err));
    loading->number = wks_duck_next(&rows) ? (int)wks_duck_get_integer(&rows, 0) : 1;
    wks_duck_close_rows(&rows);
    return WKS_OK;
}

wks_code wks_delivery_load(wks_vault *vault, const wks_catalogue *catalogue,
                           const wks_load_request *request, wks_arena *arena,
                           wks_progress *progress, wks_load_report *report, wks_error *err)
{
    wks_loading loading = {.vault = vault,
                           .request = request,
                           .file = wks_file_name(request->path),
                           .arena = arena,
                           .progress = progress,
                           .report = report};
    wks_hash hash;
    *report = (wks_load_report){0};
    WKS_TRY(check_request(&loading, err));
    WKS_TRY(wks_hash_file(request->path, &hash, err));
    WKS_TRY(is_known(&loading, catalogue, &hash, &report->is_known, err));
    if (report->is_known) {
        return WKS_OK;
    }
    WKS_TRY(next_number(&loading, err));
    wks_progress_begin(progress, loading.file, 0);
    wks_code code = wks_duck_begin(&vault->duck, err);
    if (code != WKS_OK) {
        goto done;
    }
    code = is_geometry(request->path) ? wks_load_borders(&loading, catalogue, err)
                                      : load_table(&loading, catalogue, err);
    if (code == WKS_OK) {
        code = record_delivery(&loading, &hash, err);
    }
    if (code == WKS_OK) {
        code = wks_vault_run_script(vault, "drop_staging.sql", err);
    }
    if (code == WKS_OK) {
        code = wks_duck_commit(&vault->duck, err);
    }
done:
    wks_duck_rollback(&vault->duck);
    wks_table_close(loading.table);
    wks_progress_end(progress);
    if (code == WKS_E_STORE || code == WKS_E_MEMORY) {
        code = wks_error_prefix(err, code, "%s", loading.file);
    }
    return code;
}
