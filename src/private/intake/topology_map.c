/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/compress.h"
#include "private/intake/topology.h"

#include <math.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MAP_BYTES = 39 * 1024, /* the most a map may be after gzip */
    MAP_STEPS = 4000,      /* of the grid over a map's longest side, at least */
    MAP_BENDS = 400,       /* a country is drawn with bends of at least 1/400 of its side */
    SEARCH_ROUNDS = 8
};

static double longest_side(const wks_topology *topology)
{
    wks_grid_point low = {INT32_MAX, INT32_MAX};
    wks_grid_point high = {INT32_MIN, INT32_MIN};
    for (size_t i = 0; i < topology->n_arcs; i++) {
        for (size_t k = 0; k < topology->arcs[i].n_points; k++) {
            wks_grid_point at = topology->arcs[i].points[k];
            low.x = at.x < low.x ? at.x : low.x;
            low.y = at.y < low.y ? at.y : low.y;
            high.x = at.x > high.x ? at.x : high.x;
            high.y = at.y > high.y ? at.y : high.y;
        }
    }
    return fmax((double)high.x - low.x, (double)high.y - low.y) * topology->step_m;
}

/* One attempt: the map at this detail, and its size after gzip at a quick setting, which is a
 * little more than what is sent. */
static wks_code draw(const wks_topology *topology, const wks_topology_detail *detail,
                     const wks_topology_labels *labels, wks_buffer *json, size_t *gzip_bytes,
                     wks_error *err)
{
    wks_arena arena;
    wks_arena_init(&arena, 0);
    wks_topology small = {0};
    wks_buffer packed = {0};
    json->n = 0;
    wks_code code = wks_topology_simplify(topology, detail, &arena, &small, err);
    if (code == WKS_OK) {
        code = wks_topology_write_json(&small, labels, json, err);
    }
    if (code == WKS_OK) {
        code = wks_compress_gzip_quickly(json->bytes, json->n, &packed, err);
    }
    *gzip_bytes = packed.n;
    wks_buffer_clear(&packed);
    wks_arena_clear(&arena);
    return code;
}

/* A round step, so that a map has 4,000 to 10,000 of them along its longest side. */
static double round_step(double side_m, double least_m)
{
    double wanted = side_m / MAP_STEPS;
    double step = least_m;
    static const double factors[] = {2, 2.5, 2}; /* 1, 2, 5, 10, ... */
    for (size_t i = 0; step * factors[i % 3] <= wanted; i++) {
        step *= factors[i % 3];
    }
    return step;
}

/* The finest detail that fits, between one that is too large and one that fits; halved in
 * logarithm. */
static wks_code search(const wks_topology *topology, const wks_topology_labels *labels,
                       size_t most_bytes, double too_fine, wks_topology_detail *detail,
                       wks_buffer *json, wks_error *err)
{
    double fine = log(too_fine);
    double coarse = log(detail->smallest_m2);
    size_t gzip_bytes = 0;
    for (int round = 0; round < SEARCH_ROUNDS; round++) {
        detail->smallest_m2 = exp((fine + coarse) / 2);
        WKS_TRY(draw(topology, detail, labels, json, &gzip_bytes, err));
        if (gzip_bytes > most_bytes) {
            fine = log(detail->smallest_m2);
        } else {
            coarse = log(detail->smallest_m2);
        }
    }
    detail->smallest_m2 = exp(coarse);
    return draw(topology, detail, labels, json, &gzip_bytes, err);
}

static wks_code draw_map(const wks_topology *topology, const wks_topology_labels *labels,
                         wks_topology_detail *detail, wks_buffer *json, wks_error *err)
{
    size_t most_bytes = labels->gzip_bytes == 0 ? MAP_BYTES : labels->gzip_bytes;
    size_t gzip_bytes = 0;
    double side_m = longest_side(topology);
    double bend_m = side_m / MAP_BENDS;
    detail->step_m = round_step(side_m, topology->step_m);
    double finest = 4 * detail->step_m * detail->step_m; /* a bend of a few steps */
    detail->smallest_m2 = finest;
    WKS_TRY(draw(topology, detail, labels, json, &gzip_bytes, err));
    if (gzip_bytes <= most_bytes) {
        return WKS_OK;
    }
    detail->smallest_m2 = fmax(finest, bend_m * bend_m / 2);
    WKS_TRY(draw(topology, detail, labels, json, &gzip_bytes, err));
    return gzip_bytes > most_bytes
               ? WKS_OK
               : search(topology, labels, most_bytes, finest, detail, json, err);
}

wks_code wks_topology_map(const wks_topology *topology, const wks_topology_labels *labels,
                          wks_buffer *out, wks_topology_detail *detail, wks_error *err)
{
    wks_topology_detail taken = {0};
    wks_buffer json = {0};
    wks_code code = draw_map(topology, labels, &taken, &json, err);
    if (code == WKS_OK) {
        wks_buffer_put(out, json.bytes, json.n);
        code = wks_buffer_check(out, err);
    }
    wks_buffer_clear(&json);
    if (detail != NULL) {
        *detail = taken;
    }
    return code;
}
