/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "model/area.h"
#include "private/intake/topology.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static wks_grid_point lowest_point(const wks_topology *topology)
{
    wks_grid_point low = {INT32_MAX, INT32_MAX};
    for (size_t i = 0; i < topology->n_arcs; i++) {
        for (size_t k = 0; k < topology->arcs[i].n_points; k++) {
            wks_grid_point at = topology->arcs[i].points[k];
            low.x = at.x < low.x ? at.x : low.x;
            low.y = at.y < low.y ? at.y : low.y;
        }
    }
    return low;
}

static void write_ring(wks_json *json, const wks_arc_ring *ring)
{
    wks_json_open_array(json);
    for (size_t i = 0; i < ring->n_arcs; i++) {
        wks_json_integer(json, ring->arcs[i]);
    }
    wks_json_close_array(json);
}

static void write_polygon(wks_json *json, const wks_arc_polygon *polygon)
{
    wks_json_open_array(json);
    for (size_t r = 0; r < polygon->n_rings; r++) {
        write_ring(json, &polygon->rings[r]);
    }
    wks_json_close_array(json);
}

static void write_area(wks_json *json, const wks_topology *topology, const wks_topology_area *area)
{
    bool is_one = area->n_polygons == 1;
    wks_json_open_object(json);
    wks_json_member_text(json, "type", is_one ? "Polygon" : "MultiPolygon");
    wks_json_member_text(json, "id", area->code);
    wks_json_key(json, "properties");
    wks_json_open_object(json);
    wks_json_member_text(json, "naam", area->name);
    wks_json_key(json, "buren");
    wks_json_open_array(json);
    for (size_t i = 0; i < area->n_neighbours; i++) {
        wks_json_text(json, topology->areas[area->neighbours[i]].code);
    }
    wks_json_close_array(json);
    wks_json_close_object(json);
    wks_json_key(json, "arcs");
    if (is_one) {
        write_polygon(json, &area->polygons[0]);
    } else {
        wks_json_open_array(json);
        for (size_t p = 0; p < area->n_polygons; p++) {
            write_polygon(json, &area->polygons[p]);
        }
        wks_json_close_array(json);
    }
    wks_json_close_object(json);
}

/* A border of the map, or between two gemeenten; areas that lie in none (regions) count as one
 * each. */
static bool is_gemeente_border(const wks_topology *topology, const wks_arc *arc)
{
    if (arc->n_uses < 2) {
        return true;
    }
    char first[WKS_AREA_CODE_SIZE] = "";
    for (size_t i = 0; i < arc->n_uses; i++) {
        char own[WKS_AREA_CODE_SIZE];
        if (!wks_area_code_up(topology->areas[arc->uses[i].area].code, WKS_LEVEL_GEMEENTE, own)) {
            return true;
        }
        if (i > 0 && strcmp(first, own) != 0) {
            return true;
        }
        memcpy(first, own, sizeof first);
    }
    return false;
}

static void write_gemeenten(wks_json *json, const wks_topology *topology)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "type", "MultiLineString");
    wks_json_key(json, "arcs");
    wks_json_open_array(json);
    for (size_t i = 0; i < topology->n_arcs; i++) {
        if (is_gemeente_border(topology, &topology->arcs[i])) {
            wks_json_open_array(json);
            wks_json_integer(json, (int64_t)i);
            wks_json_close_array(json);
        }
    }
    wks_json_close_array(json);
    wks_json_close_object(json);
}

/* The first point from the corner, the others from the one before. */
static void write_arc(wks_json *json, const wks_arc *arc, wks_grid_point from)
{
    wks_json_open_array(json);
    for (size_t k = 0; k < arc->n_points; k++) {
        wks_json_open_array(json);
        wks_json_integer(json, arc->points[k].x - from.x);
        wks_json_integer(json, arc->points[k].y - from.y);
        wks_json_close_array(json);
        from = arc->points[k];
    }
    wks_json_close_array(json);
}

static void write_transform(wks_json *json, const wks_topology *topology, wks_grid_point low)
{
    wks_json_open_object(json);
    wks_json_key(json, "scale");
    wks_json_open_array(json);
    wks_json_number(json, topology->step_m);
    wks_json_number(json, topology->step_m);
    wks_json_close_array(json);
    wks_json_key(json, "translate");
    wks_json_open_array(json);
    wks_json_number(json, low.x * topology->step_m);
    wks_json_number(json, low.y * topology->step_m);
    wks_json_close_array(json);
    wks_json_close_object(json);
}

wks_code wks_topology_write_json(const wks_topology *topology, const wks_topology_labels *labels,
                                 wks_buffer *out, wks_error *err)
{
    wks_grid_point low = lowest_point(topology);
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "type", "Topology");
    wks_json_member_text(&json, "crs", "EPSG:28992");
    wks_json_member_integer(&json, "editie", labels->edition);
    wks_json_key(&json, "transform");
    write_transform(&json, topology, low);
    wks_json_key(&json, "objects");
    wks_json_open_object(&json);
    wks_json_key(&json, "gebieden");
    wks_json_open_object(&json);
    wks_json_member_text(&json, "type", "GeometryCollection");
    wks_json_key(&json, "geometries");
    wks_json_open_array(&json);
    for (size_t a = 0; a < topology->n_areas; a++) {
        write_area(&json, topology, &topology->areas[a]);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    wks_json_key(&json, "gemeenten");
    write_gemeenten(&json, topology);
    wks_json_close_object(&json);
    wks_json_key(&json, "arcs");
    wks_json_open_array(&json);
    for (size_t i = 0; i < topology->n_arcs; i++) {
        write_arc(&json, &topology->arcs[i], low);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    return wks_buffer_check(out, err);
}
