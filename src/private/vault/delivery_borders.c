/* Borders: polygons in a file become areas of an edition with their shapes.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "base/vector.h"
#include "private/intake/borders.h"
#include "private/vault/delivery_inside.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/* The columns of the layer, so that the source can be found by them. */
static wks_code read_columns(wks_loading *loading, wks_error *err)
{
    wks_vector *vector = NULL;
    const char **columns = NULL;
    size_t layer = 0;
    WKS_TRY(wks_vector_open(loading->request->path, WKS_VECTOR_HEADER_FIRST_ROW, loading->arena,
                            &vector, err));
    wks_code code = WKS_OK;
    if (loading->request->layer != NULL) {
        code = wks_vector_find_layer(vector, loading->request->layer, &layer, err);
    }
    if (code != WKS_OK || (code = wks_vector_choose(vector, layer, err)) != WKS_OK) {
        goto done;
    }
    const size_t n = wks_vector_columns(vector);
    if ((code = wks_arena_take(loading->arena, n, sizeof *columns, &columns, err)) != WKS_OK) {
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        columns[i] = wks_arena_text(loading->arena, wks_vector_column_name(vector, i));
        if (columns[i] == NULL) {
            code = wks_arena_fail(err);
            goto done;
        }
    }
    loading->columns = columns;
    loading->n_columns = n;
done:
    wks_vector_close(vector);
    return code;
}

/* The indelingsjaar: asked, in the name of the file, or that of the source. */
static wks_code choose_edition(wks_loading *loading, wks_error *err)
{
    wks_load_report *report = loading->report;
    if (loading->request->edition != 0) {
        report->edition = loading->request->edition;
    } else if (loading->source->edition != 0) {
        report->edition = loading->source->edition;
    } else {
        const char *year = NULL;
        WKS_TRY(wks_loading_year_in_name(loading, &year, err));
        report->edition = year == NULL ? 0 : (int)strtol(year, NULL, 10);
    }
    report->wanted_edition = report->edition;
    if (report->edition == 0) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("%s: of which year are these borders? Put the year in the name of the "
                   "file or say it with --edition",
                   "%s: van welk jaar zijn deze grenzen? Zet het jaar in de naam van het "
                   "bestand of geef het met --edition"),
            loading->file);
    }
    return WKS_OK;
}

static wks_code store_borders(wks_loading *loading, const wks_borders *borders, wks_error *err)
{
    wks_duck_appender appender;
    wks_buffer bytes = {0};
    const wks_duck_value edition[] = {wks_duck_integer(loading->report->edition)};
    WKS_TRY(wks_vault_run(loading->vault, "new_border_table.sql", NULL, 0, err));
    WKS_TRY(wks_duck_append_open(&loading->vault->duck, "new_border", &appender, err));
    for (size_t i = 0; i < borders->n_borders && !bytes.failed; i++) {
        const wks_border *border = &borders->borders[i];
        bytes.n = 0;
        wks_shape_write(&border->shape, &bytes);
        wks_duck_append_text(&appender, border->area.code);
        wks_duck_append_integer(&appender, border->area.level);
        wks_duck_append_bytes(&appender, bytes.bytes, bytes.n);
        wks_duck_append_end(&appender);
        wks_progress_step(loading->progress, i);
    }
    wks_code code = wks_duck_append_close(&appender, err);
    if (code == WKS_OK) {
        code = wks_buffer_check(&bytes, err);
    }
    wks_buffer_clear(&bytes);
    return code == WKS_OK ? wks_vault_run(loading->vault, "add_borders.sql", edition, 1, err)
                          : code;
}

static wks_code store_areas(wks_loading *loading, const wks_borders *borders, wks_error *err)
{
    wks_duck_appender areas;
    WKS_TRY(wks_loading_open_areas(loading, &areas, err));
    for (size_t i = 0; i < borders->n_borders; i++) {
        const wks_area *area = &borders->borders[i].area;
        wks_loading_add_area(loading, &areas, area->code, area->level,
                             area->name == NULL || area->name[0] == 0 ? area->code : area->name);
    }
    return wks_loading_close_areas(loading, &areas, err);
}

wks_code wks_load_borders(wks_loading *loading, const wks_catalogue *catalogue, wks_error *err)
{
    wks_borders borders = {0};
    WKS_TRY(read_columns(loading, err));
    WKS_TRY(wks_loading_choose_source(loading, catalogue, true, err));
    loading->report->source = loading->source;
    loading->report->format = "borders";
    WKS_TRY(choose_edition(loading, err));
    const wks_borders_file file = {.path = loading->request->path,
                                   .layer = loading->request->layer,
                                   .edition = loading->report->edition};
    WKS_TRY(wks_borders_read(&file, loading->source, loading->arena, &borders, err));
    WKS_TRY(store_areas(loading, &borders, err));
    WKS_TRY(store_borders(loading, &borders, err));
    loading->report->n_rows = (int64_t)borders.n_rows;
    loading->report->n_skipped = (int64_t)borders.n_skipped;
    loading->report->n_repaired = (int64_t)borders.n_repaired;
    return WKS_OK;
}
