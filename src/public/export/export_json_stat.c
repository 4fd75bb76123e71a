/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_json_stat.h"

#include "base/json.h"
#include "public/export/export_words.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>

enum {
    N_MEASURES = 3
};

static const struct {
    const char *id, *label;
} measures[N_MEASURES] = {{"waarde", "Waarde"},
                          {"onder", "Ondergrens van het 95%-interval"},
                          {"boven", "Bovengrens van het 95%-interval"}};

/* The rows of a table at their place in the cube; NULL: the release holds no such row. */
typedef struct cube {
    const wks_table *table;
    const wks_table_row **rows; /* [n] breakdown, area, period */
    size_t n;
} cube;

static wks_code make_cube(const wks_table *table, wks_arena *arena, cube *out, wks_error *err)
{
    *out = (cube){.table = table, .n = table->n_breakdowns * table->n_areas * table->n_periods};
    WKS_TRY(wks_arena_take(arena, out->n, sizeof(void *), &out->rows, err));
    for (size_t i = 0; i < table->n_rows; i++) {
        const wks_table_row *row = &table->rows[i];
        out->rows[(row->breakdown * table->n_areas + row->area) * table->n_periods + row->period] =
            row;
    }
    return WKS_OK;
}

static void write_values(wks_json *json, const cube *whole)
{
    wks_json_key(json, "value");
    wks_json_open_array(json);
    for (size_t i = 0; i < whole->n; i++) {
        const wks_table_row *row = whole->rows[i];
        wks_json_number(json, row == NULL ? NAN : row->value.value);
        wks_json_number(json, row == NULL ? NAN : row->value.lower);
        wks_json_number(json, row == NULL ? NAN : row->value.upper);
    }
    wks_json_close_array(json);
}

/* A measured number needs no word: where it has an interval, neither have its bounds. */
static void write_statuses(wks_json *json, const cube *whole)
{
    wks_json_key(json, "status");
    wks_json_open_object(json);
    for (size_t i = 0; i < whole->n; i++) {
        const wks_table_row *row = whole->rows[i];
        for (size_t k = 0; row != NULL && row->value.status != WKS_STATUS_OK && k < N_MEASURES;
             k++) {
            char place[32];
            snprintf(place, sizeof place, "%zu", i * N_MEASURES + k);
            wks_json_member_text(json, place, wks_status_dutch_code(row->value.status));
        }
    }
    wks_json_close_object(json);
}

/* ---- dimensions ---------------------------------------------------------------------------- */

/* The nth category of a dimension: its id, and its label. */
typedef const char *name_category(const wks_table *table, size_t n, bool is_label);

static const char *name_indicator(const wks_table *table, size_t n, bool is_label)
{
    (void)n;
    return is_label ? table->indicator.name : table->indicator.id;
}

static const char *name_breakdown(const wks_table *table, size_t n, bool is_label)
{
    return is_label ? table->breakdowns[n].name : table->breakdowns[n].id;
}

static const char *name_area(const wks_table *table, size_t n, bool is_label)
{
    return is_label ? table->areas[n].name : table->areas[n].code;
}

static const char *name_period(const wks_table *table, size_t n, bool is_label)
{
    (void)is_label;
    return table->periods[n];
}

static const char *name_measure(const wks_table *table, size_t n, bool is_label)
{
    (void)table;
    return is_label ? measures[n].label : measures[n].id;
}

typedef struct dimension {
    const char *id, *label;
    size_t size;
    name_category *name;
    bool has_unit;
} dimension;

enum {
    N_DIMENSIONS = 5
};

static void write_units(wks_json *json, const wks_table *table, const dimension *of)
{
    wks_json_key(json, "unit");
    wks_json_open_object(json);
    for (size_t i = 0; i < of->size; i++) {
        wks_json_key(json, of->name(table, i, false));
        wks_json_open_object(json);
        wks_json_member_text(json, "label", table->indicator.unit);
        wks_json_member_integer(json, "decimals", table->indicator.decimals);
        wks_json_close_object(json);
    }
    wks_json_close_object(json);
}

static void write_levels(wks_json *json, const wks_table *table)
{
    wks_json_key(json, "extension");
    wks_json_open_object(json);
    wks_json_key(json, "niveau");
    wks_json_open_object(json);
    for (size_t i = 0; i < table->n_areas; i++) {
        wks_json_member_text(json, table->areas[i].code, table->areas[i].level);
    }
    wks_json_close_object(json);
    wks_json_close_object(json);
}

static void write_dimension(wks_json *json, const wks_table *table, const dimension *of)
{
    wks_json_key(json, of->id);
    wks_json_open_object(json);
    wks_json_member_text(json, "label", of->label);
    wks_json_key(json, "category");
    wks_json_open_object(json);
    wks_json_key(json, "index");
    wks_json_open_array(json);
    for (size_t i = 0; i < of->size; i++) {
        wks_json_text(json, of->name(table, i, false));
    }
    wks_json_close_array(json);
    wks_json_key(json, "label");
    wks_json_open_object(json);
    for (size_t i = 0; i < of->size; i++) {
        wks_json_member_text(json, of->name(table, i, false), of->name(table, i, true));
    }
    wks_json_close_object(json);
    if (of->has_unit) {
        write_units(json, table, of);
    }
    wks_json_close_object(json);
    if (of->name == name_area) {
        write_levels(json, table);
    }
    wks_json_close_object(json);
}

static void write_role(wks_json *json, const char *role, const char *first, const char *second)
{
    wks_json_key(json, role);
    wks_json_open_array(json);
    wks_json_text(json, first);
    if (second != NULL) {
        wks_json_text(json, second);
    }
    wks_json_close_array(json);
}

static void write_dimensions(wks_json *json, const wks_table *table)
{
    const dimension dimensions[N_DIMENSIONS] = {
        {"indicator", "Indicator", 1, name_indicator, true},
        {"uitsplitsing", "Uitsplitsing", table->n_breakdowns, name_breakdown, false},
        {"gebied", "Gebied", table->n_areas, name_area, false},
        {"periode", "Periode", table->n_periods, name_period, false},
        {"maat", "Maat", N_MEASURES, name_measure, true},
    };
    wks_json_key(json, "id");
    wks_json_open_array(json);
    for (size_t i = 0; i < N_DIMENSIONS; i++) {
        wks_json_text(json, dimensions[i].id);
    }
    wks_json_close_array(json);
    wks_json_key(json, "size");
    wks_json_open_array(json);
    for (size_t i = 0; i < N_DIMENSIONS; i++) {
        wks_json_integer(json, (int64_t)dimensions[i].size);
    }
    wks_json_close_array(json);
    wks_json_key(json, "role");
    wks_json_open_object(json);
    write_role(json, "geo", "gebied", NULL);
    write_role(json, "time", "periode", NULL);
    write_role(json, "metric", "indicator", "maat");
    wks_json_close_object(json);
    wks_json_key(json, "dimension");
    wks_json_open_object(json);
    for (size_t i = 0; i < N_DIMENSIONS; i++) {
        write_dimension(json, table, &dimensions[i]);
    }
    wks_json_close_object(json);
}

/* ---- about the whole ----------------------------------------------------------------------- */

static wks_code write_source(wks_json *json, const wks_table *table, wks_error *err)
{
    wks_buffer text = {0};
    for (size_t i = 0; i < table->n_sources; i++) {
        wks_buffer_printf(&text, "%s%s, %s (%s)", i == 0 ? "" : "; ", table->sources[i].name,
                          table->sources[i].owner, table->sources[i].licence);
    }
    const wks_code code = wks_buffer_check(&text, err);
    if (code == WKS_OK) {
        wks_json_member_text(json, "source", text.n == 0 ? "" : text.bytes);
    }
    wks_buffer_clear(&text);
    return code;
}

static void write_extension(wks_json *json, const wks_table *table)
{
    wks_json_key(json, "extension");
    wks_json_open_object(json);
    wks_json_member_text(json, "uitgave", table->release.id);
    wks_json_member_text(json, "regio", table->release.region_name);
    wks_json_member_bool(json, "verzonnen", table->release.is_invented);
    wks_json_member_text(json, "definitie", table->indicator.definition);
    wks_json_close_object(json);
}

wks_code wks_export_json_stat(const wks_table *table, wks_arena *arena, wks_buffer *out,
                              wks_error *err)
{
    const char *title = NULL;
    const char **notes = NULL;
    size_t n_notes = 0;
    cube whole;
    wks_json json;
    WKS_TRY(wks_export_title(table, arena, &title, err));
    WKS_TRY(wks_export_notes(table, arena, &notes, &n_notes, err));
    WKS_TRY(make_cube(table, arena, &whole, err));
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "version", "2.0");
    wks_json_member_text(&json, "class", "dataset");
    wks_json_member_text(&json, "label", title);
    WKS_TRY(write_source(&json, table, err));
    wks_json_member_text(&json, "updated", table->release.released_on);
    wks_json_key(&json, "note");
    wks_json_open_array(&json);
    for (size_t i = 0; i < n_notes; i++) {
        wks_json_text(&json, notes[i]);
    }
    wks_json_close_array(&json);
    write_dimensions(&json, table);
    write_values(&json, &whole);
    write_statuses(&json, &whole);
    write_extension(&json, table);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
