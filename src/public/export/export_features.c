/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_features.h"

#include "base/text.h"
#include "model/area.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const wks_features_layer wks_features_layers[WKS_FEATURES_N_LAYERS] = {
    {"gemeente", "gemeenten", "Gemeenten"},
    {"wijk", "wijken", "Wijken"},
    {"buurt", "buurten", "Buurten"},
};

/* Features while they are filled. */
typedef struct filling {
    wks_picture *picture;
    int64_t release;
    const wks_features_choice *choice;
    wks_arena *arena;
    wks_features *out;
} filling;

static wks_code take_columns(filling *at, size_t n, wks_error *err)
{
    wks_features *out = at->out;
    out->stride = n;
    WKS_TRY(wks_arena_take(at->arena, n, sizeof *out->columns, &out->columns, err));
    WKS_TRY(wks_arena_take(at->arena, n * out->borders.n, sizeof *out->cells, &out->cells, err));
    for (size_t i = 0; i < n * out->borders.n; i++) {
        out->cells[i].number = NAN;
    }
    return WKS_OK;
}

/* One more column; its number. */
static size_t add_column(filling *at, const char *name, const char *title, bool is_number)
{
    at->out->columns[at->out->n_columns] = (wks_feature_column){name, title, is_number};
    return at->out->n_columns++;
}

static wks_export_cell *cell_of(const filling *at, size_t feature, size_t column)
{
    return &at->out->cells[feature * at->out->stride + column];
}

/* ---- the areas ----------------------------------------------------------------------------- */

/* Areas of a release come by level and code: those of one level stand together, sorted. */
typedef struct level_areas {
    const wks_table_area *items;
    size_t n;
} level_areas;

static level_areas areas_of(const wks_table_area *all, size_t n, const char *level)
{
    level_areas out = {all, 0};
    for (size_t i = 0; i < n; i++) {
        if (strcmp(all[i].level, level) == 0) {
            out.items = out.n == 0 ? &all[i] : out.items;
            out.n++;
        }
    }
    return out;
}

static int compare_code(const void *code, const void *area)
{
    return strcmp(code, ((const wks_table_area *)area)->code);
}

/* Code and name of what each area lies in at this level. */
static wks_code add_above(filling *at, wks_level level, level_areas above, wks_error *err)
{
    static const char *const names[][2] = {
        [WKS_LEVEL_GEMEENTE] = {"gemeente", "gemeentenaam"},
        [WKS_LEVEL_WIJK] = {"wijk", "wijknaam"},
    };
    static const char *const titles[][2] = {
        [WKS_LEVEL_GEMEENTE] = {"Code van de gemeente", "Gemeente"},
        [WKS_LEVEL_WIJK] = {"Code van de wijk", "Wijk"},
    };
    const size_t code_column = add_column(at, names[level][0], titles[level][0], false);
    const size_t name_column = add_column(at, names[level][1], titles[level][1], false);
    for (size_t i = 0; i < at->out->borders.n; i++) {
        char code[WKS_AREA_CODE_SIZE];
        if (!wks_area_code_up(at->out->borders.items[i].code, level, code)) {
            continue;
        }
        const wks_table_area *found =
            above.n == 0 ? NULL
                         : bsearch(code, above.items, above.n, sizeof *above.items, compare_code);
        cell_of(at, i, code_column)->text = wks_arena_text(at->arena, code);
        cell_of(at, i, name_column)->text = found == NULL ? NULL : found->name;
        if (cell_of(at, i, code_column)->text == NULL) {
            return wks_arena_fail(err);
        }
    }
    return WKS_OK;
}

enum {
    MOST_AREA_COLUMNS = 8
};

static wks_code add_areas(filling *at, wks_error *err)
{
    const char *level = at->choice->layer->level;
    wks_table_area *all = NULL;
    size_t n = 0;
    WKS_TRY(wks_picture_table_areas(at->picture, at->release, at->arena, &all, &n, err));
    const size_t code = add_column(at, "gebied", "Code", false);
    const size_t name = add_column(at, "gebiedsnaam", "Naam", false);
    const size_t kind = add_column(at, "niveau", "Soort gebied", false);
    const size_t edition = add_column(at, "editie", "Jaar van de indeling", true);
    for (size_t i = 0; i < at->out->borders.n; i++) {
        const wks_border *border = &at->out->borders.items[i];
        cell_of(at, i, code)->text = border->code;
        cell_of(at, i, name)->text = border->name;
        cell_of(at, i, kind)->text = level;
        cell_of(at, i, edition)->number = at->out->borders.edition;
    }
    if (strcmp(level, "buurt") == 0) {
        WKS_TRY(add_above(at, WKS_LEVEL_WIJK, areas_of(all, n, "wijk"), err));
    }
    return strcmp(level, "gemeente") == 0
               ? WKS_OK
               : add_above(at, WKS_LEVEL_GEMEENTE, areas_of(all, n, "gemeente"), err);
}

/* ---- figures ------------------------------------------------------------------------------- */

static wks_code read_table(filling *at, const wks_table_offer *offer,
                           const wks_table_choice *choice, const wks_table **out, wks_error *err)
{
    wks_table *table = NULL;
    WKS_TRY(wks_arena_take(at->arena, 1, sizeof *table, &table, err));
    *out = table;
    return wks_picture_table_read(at->picture, at->release, offer, choice, at->arena, table, err);
}

/* The row of each feature, NULL where the release has none: both come by code. */
static wks_code match_rows(filling *at, const wks_table *table, const wks_table_row ***out,
                           wks_error *err)
{
    const wks_borders *borders = &at->out->borders;
    size_t feature = 0;
    WKS_TRY(wks_arena_take(at->arena, borders->n, sizeof(void *), out, err));
    for (size_t i = 0; i < table->n_rows; i++) {
        const char *code = table->areas[table->rows[i].area].code;
        while (feature < borders->n && strcmp(borders->items[feature].code, code) < 0) {
            feature++;
        }
        if (feature < borders->n && strcmp(borders->items[feature].code, code) == 0) {
            (*out)[feature] = &table->rows[i];
        }
    }
    return WKS_OK;
}

/* Of the area itself, which the features say already. */
static bool is_of_area(const char *name)
{
    return strcmp(name, "niveau") == 0 || strcmp(name, "gebied") == 0 ||
           strcmp(name, "gebiedsnaam") == 0;
}

/* All that is told of one indicator. */
static wks_code add_one(filling *at, const wks_table_choice *chosen, wks_error *err)
{
    const wks_table_row **rows = NULL;
    size_t places[WKS_EXPORT_N_COLUMNS];
    WKS_TRY(read_table(at, at->choice->offer, chosen, &at->out->table, err));
    WKS_TRY(match_rows(at, at->out->table, &rows, err));
    for (size_t k = 0; k < WKS_EXPORT_N_COLUMNS; k++) {
        const wks_export_column *column = &wks_export_columns[k];
        places[k] = is_of_area(column->name)
                        ? SIZE_MAX
                        : add_column(at, column->name, column->name, column->is_number);
    }
    for (size_t i = 0; i < at->out->borders.n; i++) {
        wks_export_cell cells[WKS_EXPORT_N_COLUMNS];
        if (rows[i] == NULL) {
            continue;
        }
        wks_export_cells(at->out->table, rows[i], cells);
        for (size_t k = 0; k < WKS_EXPORT_N_COLUMNS; k++) {
            if (places[k] != SIZE_MAX) {
                *cell_of(at, i, places[k]) = cells[k];
            }
        }
    }
    return WKS_OK;
}

/* The latest figure of an indicator, in three columns: number, status and period. */
static wks_code add_latest(filling *at, const wks_table_latest *latest, wks_error *err)
{
    const wks_table_choice chosen = {at->choice->layer->level, latest->period, latest->breakdown};
    const wks_table *table = NULL;
    const wks_table_row **rows = NULL;
    wks_table_offer offer;
    WKS_TRY(wks_picture_table_offer(at->picture, at->release, latest->indicator, at->arena, &offer,
                                    err));
    WKS_TRY(read_table(at, &offer, &chosen, &table, err));
    WKS_TRY(match_rows(at, table, &rows, err));
    const char *title = wks_arena_printf(at->arena, "%s (%s), %s", offer.indicator.name,
                                         offer.indicator.unit, latest->period);
    const char *status = wks_arena_printf(at->arena, "%s_status", latest->indicator);
    const char *period = wks_arena_printf(at->arena, "%s_periode", latest->indicator);
    if (title == NULL || status == NULL || period == NULL) {
        return wks_arena_fail(err);
    }
    const size_t value_column = add_column(at, latest->indicator, title, true);
    const size_t status_column = add_column(at, status, status, false);
    const size_t period_column = add_column(at, period, period, false);
    for (size_t i = 0; i < at->out->borders.n; i++) {
        if (rows[i] != NULL) {
            cell_of(at, i, value_column)->number = rows[i]->value.value;
            cell_of(at, i, status_column)->text = wks_status_dutch_code(rows[i]->value.status);
            cell_of(at, i, period_column)->text = latest->period;
        }
    }
    return WKS_OK;
}

/* What was not chosen: the first breakdown, and the latest period with a number in it. */
static wks_code complete(filling *at, wks_table_choice *out, wks_error *err)
{
    const wks_features_choice *choice = at->choice;
    const wks_table_offer *offer = choice->offer;
    wks_table_latest *latest = NULL;
    size_t n = 0;
    *out = (wks_table_choice){choice->layer->level, choice->period, choice->breakdown};
    for (size_t i = 0; i < offer->n_series && out->breakdown == NULL; i++) {
        const wks_table_series *series = &offer->series[i];
        if (strcmp(series->level, out->level) == 0 &&
            (out->period == NULL || strcmp(out->period, series->period) == 0)) {
            out->breakdown = series->breakdown;
        }
    }
    WKS_TRY(wks_picture_table_latest(at->picture, at->release, out->level, at->arena, &latest, &n,
                                     err));
    for (size_t i = 0; i < n && out->period == NULL; i++) {
        if (strcmp(latest[i].indicator, offer->indicator.id) == 0 &&
            wks_text_equal(latest[i].breakdown, out->breakdown)) {
            out->period = latest[i].period;
        }
    }
    /* No area has a number in any period: the last one says why. */
    const bool is_without = out->period == NULL;
    for (size_t i = 0; i < offer->n_series && is_without; i++) {
        const wks_table_series *series = &offer->series[i];
        if (strcmp(series->level, out->level) == 0 &&
            wks_text_equal(series->breakdown, out->breakdown)) {
            out->period = series->period;
        }
    }
    return WKS_OK;
}

static wks_code add_all(filling *at, const wks_table_latest *latest, size_t n, wks_error *err)
{
    for (size_t i = 0; i < n; i++) {
        if (latest[i].is_default) {
            WKS_TRY(add_latest(at, &latest[i], err));
        }
    }
    return WKS_OK;
}

wks_code wks_export_features(wks_picture *picture, int64_t release,
                             const wks_features_choice *choice, wks_arena *arena, wks_features *out,
                             wks_error *err)
{
    filling at = {
        .picture = picture, .release = release, .choice = choice, .arena = arena, .out = out};
    const char *level = choice->layer->level;
    wks_table_latest *latest = NULL;
    size_t n = 0;
    *out = (wks_features){.layer = choice->layer};
    WKS_TRY(wks_picture_table_release(picture, release, arena, &out->release, err));
    WKS_TRY(wks_picture_borders(picture, release, level, arena, &out->borders, err));
    if (choice->has_all && choice->offer == NULL) {
        WKS_TRY(wks_picture_table_latest(picture, release, level, arena, &latest, &n, err));
    }
    WKS_TRY(take_columns(
        &at, MOST_AREA_COLUMNS + (choice->offer == NULL ? 3 * n : WKS_EXPORT_N_COLUMNS), err));
    WKS_TRY(add_areas(&at, err));
    if (choice->offer == NULL) {
        WKS_TRY(add_all(&at, latest, n, err));
    } else {
        wks_table_choice chosen;
        WKS_TRY(complete(&at, &chosen, err));
        out->period = chosen.period;
        out->breakdown = chosen.breakdown;
        WKS_TRY(add_one(&at, &chosen, err));
    }
    return WKS_OK;
}
