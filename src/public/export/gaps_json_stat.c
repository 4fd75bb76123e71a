/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/gaps_json_stat.h"

#include "base/json.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* What tells a difference from all others, in any period. */
static const char *const key_columns[] = {"indicator", "soort", "uitsplitsing", "niveau", "gebied"};
static const char *const measures[] = {"absoluut", "absoluutOnder", "absoluutBoven",
                                       "relatief", "relatiefOnder", "relatiefBoven"};

enum {
    N_MEASURES = COUNT(measures),
    N_ABSOLUTE = 3 /* of these, the first */
};

/* The rows at their place in the cube. */
typedef struct gap_cube {
    const wks_export_grid *grid;
    const char **ids; /* [n_ids] of differences */
    size_t *first;    /* [n_ids] the first row of each */
    size_t n_ids;
    const char **periods; /* [n_periods] rising */
    size_t n_periods;
    const wks_export_cell **rows; /* [n_ids * n_periods] NULL: there is none */
} gap_cube;

static size_t column_of(const wks_export_grid *grid, const char *name)
{
    size_t i = 0;
    while (i < grid->n_columns && strcmp(grid->columns[i].name, name) != 0) {
        i++;
    }
    assert(i < grid->n_columns); /* the names stand in our own code */
    return i;
}

static const char *text_of(const wks_export_grid *grid, size_t row, const char *name)
{
    const char *text = grid->cells[row * grid->n_columns + column_of(grid, name)].text;
    return text == NULL ? "" : text;
}

/* "poh-ggz.ordening.totaal.wijk.GG1106" */
static wks_code name_row(const wks_export_grid *grid, size_t row, wks_arena *arena,
                         const char **out, wks_error *err)
{
    wks_buffer id = {0};
    for (size_t i = 0; i < COUNT(key_columns); i++) {
        wks_buffer_printf(&id, "%s%s", i == 0 ? "" : ".", text_of(grid, row, key_columns[i]));
    }
    return wks_buffer_keep(&id, arena, out, err);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static wks_code list_periods(gap_cube *cube, wks_arena *arena, wks_error *err)
{
    const wks_export_grid *grid = cube->grid;
    const char **all = NULL;
    WKS_TRY(wks_arena_take(arena, grid->n_rows, sizeof *all, &all, err));
    for (size_t i = 0; i < grid->n_rows; i++) {
        all[i] = text_of(grid, i, "periode");
    }
    if (grid->n_rows > 0) {
        qsort(all, grid->n_rows, sizeof *all, by_text);
    }
    for (size_t i = 0; i < grid->n_rows; i++) {
        if (cube->n_periods == 0 || strcmp(all[cube->n_periods - 1], all[i]) != 0) {
            all[cube->n_periods++] = all[i];
        }
    }
    cube->periods = all;
    return WKS_OK;
}

static size_t period_of(const gap_cube *cube, size_t row)
{
    const char *period = text_of(cube->grid, row, "periode");
    const char **found =
        bsearch(&period, cube->periods, cube->n_periods, sizeof *cube->periods, by_text);
    assert(found != NULL);
    return (size_t)(found - cube->periods);
}

static wks_code make_cube(const wks_export_grid *grid, wks_arena *arena, gap_cube *out,
                          wks_error *err)
{
    *out = (gap_cube){.grid = grid};
    WKS_TRY(list_periods(out, arena, err));
    WKS_TRY(wks_arena_take(arena, grid->n_rows, sizeof *out->ids, &out->ids, err));
    WKS_TRY(wks_arena_take(arena, grid->n_rows, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, grid->n_rows * out->n_periods, sizeof(void *), &out->rows, err));
    for (size_t i = 0; i < grid->n_rows; i++) {
        const char *id = NULL;
        WKS_TRY(name_row(grid, i, arena, &id, err));
        if (out->n_ids == 0 || strcmp(out->ids[out->n_ids - 1], id) != 0) {
            out->first[out->n_ids] = i;
            out->ids[out->n_ids++] = id;
        }
        out->rows[(out->n_ids - 1) * out->n_periods + period_of(out, i)] =
            grid->cells + i * grid->n_columns;
    }
    return WKS_OK;
}

/* ---- writing ------------------------------------------------------------------------------- */

static void write_texts(wks_json *json, const char *key, const char *const *texts, size_t n)
{
    wks_json_key(json, key);
    wks_json_open_array(json);
    for (size_t i = 0; i < n; i++) {
        wks_json_text(json, texts[i]);
    }
    wks_json_close_array(json);
}

static void open_dimension(wks_json *json, const char *id, const char *label,
                           const char *const *ids, size_t n)
{
    wks_json_key(json, id);
    wks_json_open_object(json);
    wks_json_member_text(json, "label", label);
    wks_json_key(json, "category");
    wks_json_open_object(json);
    write_texts(json, "index", ids, n);
}

static void write_label(wks_json *json, const gap_cube *cube, size_t i)
{
    const wks_export_grid *grid = cube->grid;
    const size_t row = cube->first[i];
    char label[512];
    snprintf(label, sizeof label, "%s, %s, %s, %s", text_of(grid, row, "naam"),
             text_of(grid, row, "soort"), text_of(grid, row, "niveau"),
             text_of(grid, row, "gebiedsnaam"));
    wks_json_member_text(json, cube->ids[i], label);
}

/* What each difference is of, by the names of the columns. */
static void write_keys(wks_json *json, const gap_cube *cube)
{
    wks_json_key(json, "extension");
    wks_json_open_object(json);
    for (size_t i = 0; i < cube->n_ids; i++) {
        wks_json_key(json, cube->ids[i]);
        wks_json_open_object(json);
        for (size_t k = 0; k < COUNT(key_columns); k++) {
            wks_json_member_text(json, key_columns[k],
                                 text_of(cube->grid, cube->first[i], key_columns[k]));
        }
        wks_json_member_text(json, "eenheid", text_of(cube->grid, cube->first[i], "eenheid"));
        wks_json_close_object(json);
    }
    wks_json_close_object(json);
}

static void write_dimensions(wks_json *json, const gap_cube *cube)
{
    const wks_export_grid *grid = cube->grid;
    wks_json_key(json, "dimension");
    wks_json_open_object(json);
    open_dimension(json, "verschil", "Verschil", cube->ids, cube->n_ids);
    wks_json_key(json, "label");
    wks_json_open_object(json);
    for (size_t i = 0; i < cube->n_ids; i++) {
        write_label(json, cube, i);
    }
    wks_json_close_object(json);
    wks_json_close_object(json);
    write_keys(json, cube);
    wks_json_close_object(json);
    open_dimension(json, "periode", "Periode", cube->periods, cube->n_periods);
    wks_json_close_object(json);
    wks_json_close_object(json);
    open_dimension(json, "maat", "Maat", measures, N_MEASURES);
    wks_json_key(json, "label");
    wks_json_open_object(json);
    for (size_t i = 0; i < N_MEASURES; i++) {
        wks_json_member_text(json, measures[i],
                             grid->columns[column_of(grid, measures[i])].meaning);
    }
    wks_json_close_object(json);
    wks_json_close_object(json);
    wks_json_close_object(json);
    wks_json_close_object(json);
}

static void write_values(wks_json *json, const gap_cube *cube)
{
    const size_t first = column_of(cube->grid, measures[0]);
    wks_json_key(json, "value");
    wks_json_open_array(json);
    for (size_t i = 0; i < cube->n_ids * cube->n_periods; i++) {
        for (size_t k = 0; k < N_MEASURES; k++) {
            wks_json_number(json, cube->rows[i] == NULL ? NAN : cube->rows[i][first + k].number);
        }
    }
    wks_json_close_array(json);
}

/* Why there is no number, or no interval. */
static void write_statuses(wks_json *json, const gap_cube *cube)
{
    const size_t absolute = column_of(cube->grid, "reden");
    const size_t relative = column_of(cube->grid, "redenRelatief");
    const size_t first = column_of(cube->grid, measures[0]);
    wks_json_key(json, "status");
    wks_json_open_object(json);
    for (size_t i = 0; i < cube->n_ids * cube->n_periods; i++) {
        const wks_export_cell *row = cube->rows[i];
        for (size_t k = 0; row != NULL && k < N_MEASURES; k++) {
            const char *reason = row[k < N_ABSOLUTE ? absolute : relative].text;
            if (reason != NULL && isnan(row[first + k].number)) {
                char place[32];
                snprintf(place, sizeof place, "%zu", i * N_MEASURES + k);
                wks_json_member_text(json, place, reason);
            }
        }
    }
    wks_json_close_object(json);
}

static void write_shape(wks_json *json, const gap_cube *cube)
{
    static const char *const ids[] = {"verschil", "periode", "maat"};
    const size_t sizes[] = {cube->n_ids, cube->n_periods, N_MEASURES};
    write_texts(json, "id", ids, COUNT(ids));
    wks_json_key(json, "size");
    wks_json_open_array(json);
    for (size_t i = 0; i < COUNT(sizes); i++) {
        wks_json_integer(json, (int64_t)sizes[i]);
    }
    wks_json_close_array(json);
    wks_json_key(json, "role");
    wks_json_open_object(json);
    write_texts(json, "time", ids + 1, 1);
    write_texts(json, "metric", ids + 2, 1);
    wks_json_close_object(json);
}

wks_code wks_export_gaps_json_stat(const wks_export_grid *grid, wks_arena *arena, wks_buffer *out,
                                   wks_error *err)
{
    gap_cube cube;
    wks_json json;
    WKS_TRY(make_cube(grid, arena, &cube, err));
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "version", "2.0");
    wks_json_member_text(&json, "class", "dataset");
    wks_json_member_text(&json, "label", grid->title);
    wks_json_member_text(&json, "updated", grid->release.released_on);
    write_texts(&json, "note", grid->notes, grid->n_notes);
    write_shape(&json, &cube);
    write_dimensions(&json, &cube);
    write_values(&json, &cube);
    write_statuses(&json, &cube);
    wks_json_key(&json, "extension");
    wks_json_open_object(&json);
    wks_json_member_text(&json, "uitgave", grid->release.id);
    wks_json_member_text(&json, "regio", grid->release.region_name);
    wks_json_member_bool(&json, "verzonnen", grid->release.is_invented);
    wks_json_close_object(&json);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
