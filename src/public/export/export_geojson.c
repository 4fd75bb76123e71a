/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/export/export_geojson.h"

#include "public/export/export_words.h"

static void write_polygon(wks_json *json, const wks_polygon *polygon)
{
    wks_json_open_array(json);
    for (size_t r = 0; r < polygon->n_rings; r++) {
        wks_json_open_array(json);
        for (size_t i = 0; i < polygon->rings[r].n_points; i++) {
            wks_json_open_array(json);
            wks_json_number(json, polygon->rings[r].points[i].x);
            wks_json_number(json, polygon->rings[r].points[i].y);
            wks_json_close_array(json);
        }
        wks_json_close_array(json);
    }
    wks_json_close_array(json);
}

static void write_geometry(wks_json *json, const wks_shape *shape)
{
    const bool is_one = shape->n_polygons == 1;
    wks_json_key(json, "geometry");
    wks_json_open_object(json);
    wks_json_member_text(json, "type", is_one ? "Polygon" : "MultiPolygon");
    wks_json_key(json, "coordinates");
    if (!is_one) {
        wks_json_open_array(json);
    }
    for (size_t p = 0; p < shape->n_polygons; p++) {
        write_polygon(json, &shape->polygons[p]);
    }
    if (!is_one) {
        wks_json_close_array(json);
    }
    wks_json_close_object(json);
}

void wks_geojson_feature(wks_json *json, const wks_features *features, size_t feature,
                         wks_geojson_system system)
{
    const wks_border *border = &features->borders.items[feature];
    const wks_export_cell *cells = &features->cells[feature * features->stride];
    wks_json_member_text(json, "type", "Feature");
    wks_json_member_text(json, "id", border->code);
    write_geometry(json, system == WKS_GEOJSON_CRS84 ? &border->crs84 : &border->rd);
    wks_json_key(json, "properties");
    wks_json_open_object(json);
    for (size_t k = 0; k < features->n_columns; k++) {
        const wks_feature_column *column = &features->columns[k];
        if (column->is_number) {
            wks_json_member_number(json, column->name, cells[k].number);
        } else {
            wks_json_member_text(json, column->name, cells[k].text);
        }
    }
    wks_json_close_object(json);
}

/* Foreign members (RFC 7946, 6.1): what the figures are, whose, and how to read them. */
static wks_code write_about(wks_json *json, const wks_features *features, wks_arena *arena,
                            wks_error *err)
{
    const wks_table *table = features->table;
    const char **notes = NULL;
    const char *title = NULL;
    size_t n_notes = 0;
    wks_json_member_text(json, "uitgave", features->release.id);
    wks_json_member_text(json, "datum", features->release.released_on);
    wks_json_member_bool(json, "verzonnen", features->release.is_invented);
    if (table == NULL) {
        wks_json_member_text(json, "toelichting", WKS_EXPORT_HIDDEN);
        return WKS_OK;
    }
    WKS_TRY(wks_export_title(table, arena, &title, err));
    WKS_TRY(wks_export_notes(table, arena, &notes, &n_notes, err));
    wks_json_member_text(json, "titel", title);
    wks_json_key(json, "toelichting");
    wks_json_open_array(json);
    for (size_t i = 0; i < n_notes; i++) {
        wks_json_text(json, notes[i]);
    }
    wks_json_close_array(json);
    wks_json_key(json, "bronnen");
    wks_json_open_array(json);
    for (size_t i = 0; i < table->n_sources; i++) {
        const char *source = wks_export_source(&table->sources[i], arena);
        if (source == NULL) {
            return wks_arena_fail(err);
        }
        wks_json_text(json, source);
    }
    wks_json_close_array(json);
    return WKS_OK;
}

wks_code wks_export_geojson(const wks_features *features, wks_arena *arena, wks_buffer *out,
                            wks_error *err)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "type", "FeatureCollection");
    wks_json_member_text(&json, "name", features->layer->name);
    WKS_TRY(write_about(&json, features, arena, err));
    wks_json_key(&json, "features");
    wks_json_open_array(&json);
    for (size_t i = 0; i < features->borders.n; i++) {
        wks_json_open_object(&json);
        wks_geojson_feature(&json, features, i, WKS_GEOJSON_CRS84);
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
    return wks_buffer_check(out, err);
}
