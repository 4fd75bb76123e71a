/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology_snap.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PASSES = 4 /* leading a segment through a point may bring it near another */
};

/* ---- points near each other ---------------------------------------------------------------- */

/* For every vertex the one that stands for it: itself, or an earlier one within reach. */
static wks_code join_vertices(const wks_vertices *vertices, double reach, uint32_t **out,
                              wks_arena *scratch, wks_error *err)
{
    WKS_TRY(wks_arena_take(scratch, vertices->n, sizeof **out, out, err));
    int32_t r = (int32_t)floor(reach);
    double reach_squared = reach * reach;
    for (uint32_t v = 0; v < vertices->n; v++) {
        wks_grid_point at = vertices->points[v];
        uint32_t best = v;
        double best_squared = INFINITY;
        for (int32_t dy = -r; dy <= r; dy++) {
            for (int32_t dx = -r; dx <= r; dx++) {
                double squared = (double)dx * dx + (double)dy * dy;
                if (squared > reach_squared || squared >= best_squared || squared == 0) {
                    continue;
                }
                uint32_t near = wks_vertices_find(vertices, (wks_grid_point){at.x + dx, at.y + dy});
                if (near < v && (*out)[near] == near) {
                    best = near;
                    best_squared = squared;
                }
            }
        }
        (*out)[v] = best;
    }
    return WKS_OK;
}

/* Without repeats, and without going somewhere and straight back. */
static void tidy_chain(wks_chain *chain)
{
    size_t n = 0;
    for (size_t i = 0; i < chain->n; i++) {
        uint32_t v = chain->vertices[i];
        if (n > 0 && chain->vertices[n - 1] == v) {
            continue;
        }
        if (n > 1 && chain->vertices[n - 2] == v) {
            n--;
            continue;
        }
        chain->vertices[n++] = v;
    }
    while (n > 1 && chain->vertices[n - 1] == chain->vertices[0]) {
        n--;
    }
    /* A spike across the seam is left: its two edges cancel when arcs are made. */
    chain->n = n < 3 ? 0 : n;
}

/* ---- points near a segment ----------------------------------------------------------------- */

/* Vertices by square cell. */
typedef struct cell_index {
    const wks_vertices *vertices;
    int32_t left, bottom;
    int32_t size; /* of a cell */
    int32_t n_columns, n_rows;
    uint32_t *start; /* [n_columns * n_rows + 1] into members */
    uint32_t *members;
} cell_index;

static size_t cell_of(const cell_index *cells, wks_grid_point at)
{
    size_t column = (size_t)((at.x - cells->left) / cells->size);
    size_t row = (size_t)((at.y - cells->bottom) / cells->size);
    return row * (size_t)cells->n_columns + column;
}

/* Only vertices that chains use: those that were joined to another do not attract. */
static wks_code make_cells(const wks_vertices *vertices, const bool *is_used, cell_index *out,
                           wks_arena *scratch, wks_error *err)
{
    *out = (cell_index){.vertices = vertices};
    int32_t right = INT32_MIN;
    int32_t top = INT32_MIN;
    out->left = out->bottom = INT32_MAX;
    for (size_t v = 0; v < vertices->n; v++) {
        wks_grid_point at = vertices->points[v];
        out->left = at.x < out->left ? at.x : out->left;
        right = at.x > right ? at.x : right;
        out->bottom = at.y < out->bottom ? at.y : out->bottom;
        top = at.y > top ? at.y : top;
    }
    if (vertices->n == 0) {
        return WKS_OK;
    }
    double width = (double)right - out->left + 1;
    double height = (double)top - out->bottom + 1;
    out->size = (int32_t)ceil(sqrt(width * height / (double)vertices->n));
    out->size = out->size < 4 ? 4 : out->size;
    out->n_columns = (int32_t)(width / out->size) + 1;
    out->n_rows = (int32_t)(height / out->size) + 1;
    size_t n_cells = (size_t)out->n_columns * (size_t)out->n_rows;
    WKS_TRY(wks_arena_take(scratch, n_cells + 2, sizeof *out->start, &out->start, err));
    WKS_TRY(wks_arena_take(scratch, vertices->n, sizeof *out->members, &out->members, err));
    uint32_t *start = out->start + 1; /* shifted by one: filling turns ends into starts */
    for (size_t v = 0; v < vertices->n; v++) {
        if (is_used[v]) {
            start[cell_of(out, vertices->points[v]) + 1]++;
        }
    }
    for (size_t c = 0; c < n_cells; c++) {
        start[c + 1] += start[c];
    }
    for (size_t v = 0; v < vertices->n; v++) {
        if (is_used[v]) {
            out->members[start[cell_of(out, vertices->points[v])]++] = (uint32_t)v;
        }
    }
    return WKS_OK;
}

typedef struct hit {
    int64_t along; /* how far on the segment, times its length */
    uint32_t vertex;
} hit;

typedef struct hit_list {
    hit *items;
    size_t n;
    size_t room;
} hit_list;

static int compare_hits(const void *left, const void *right)
{
    const hit *a = left;
    const hit *b = right;
    if (a->along != b->along) {
        return a->along < b->along ? -1 : 1;
    }
    return a->vertex < b->vertex ? -1 : a->vertex > b->vertex;
}

static wks_code look_in_cell(const cell_index *cells, size_t cell, wks_grid_point from,
                             wks_grid_point along, double reach, hit_list *hits, wks_arena *scratch,
                             wks_error *err)
{
    int64_t length_squared = (int64_t)along.x * along.x + (int64_t)along.y * along.y;
    for (uint32_t i = cells->start[cell]; i < cells->start[cell + 1]; i++) {
        wks_grid_point at = cells->vertices->points[cells->members[i]];
        int64_t x = (int64_t)at.x - from.x;
        int64_t y = (int64_t)at.y - from.y;
        int64_t dot = x * along.x + y * along.y;
        double away = (double)(x * along.y - y * along.x);
        if (dot > 0 && dot < length_squared &&
            away * away <= reach * reach * (double)length_squared) {
            WKS_TRY(wks_arena_grow(scratch, &hits->items, hits->n, &hits->room, sizeof *hits->items,
                                   err));
            hits->items[hits->n++] = (hit){dot, cells->members[i]};
        }
    }
    return WKS_OK;
}

static int32_t clamp(double value, int32_t most)
{
    return value < 0 ? 0 : value > most ? most : (int32_t)value;
}

/* The vertices within reach of the segment, ends left out, in order along it. */
static wks_code find_hits(const cell_index *cells, wks_grid_point from, wks_grid_point to,
                          double reach, hit_list *hits, wks_arena *scratch, wks_error *err)
{
    hits->n = 0;
    wks_grid_point along = {to.x - from.x, to.y - from.y};
    double low = from.y < to.y ? from.y : to.y;
    double high = from.y < to.y ? to.y : from.y;
    int32_t first = clamp(floor((low - reach - cells->bottom) / cells->size), cells->n_rows - 1);
    int32_t last = clamp(floor((high + reach - cells->bottom) / cells->size), cells->n_rows - 1);
    for (int32_t row = first; row <= last; row++) {
        /* Where the segment is within this row of cells, with reach at both sides. */
        double left = from.x < to.x ? from.x : to.x;
        double right = from.x < to.x ? to.x : from.x;
        if (along.y != 0) {
            double bottom = cells->bottom + (double)row * cells->size - reach;
            double slope = (double)along.x / along.y;
            double a = from.x + (bottom - from.y) * slope;
            double b = from.x + (bottom + cells->size + 2 * reach - from.y) * slope;
            left = fmax(left, fmin(a, b));
            right = fmin(right, fmax(a, b));
        }
        int32_t start =
            clamp(floor((left - reach - cells->left) / cells->size), cells->n_columns - 1);
        int32_t end =
            clamp(floor((right + reach - cells->left) / cells->size), cells->n_columns - 1);
        for (int32_t column = start; column <= end; column++) {
            size_t cell = (size_t)row * (size_t)cells->n_columns + (size_t)column;
            WKS_TRY(look_in_cell(cells, cell, from, along, reach, hits, scratch, err));
        }
    }
    if (hits->n > 1) {
        qsort(hits->items, hits->n, sizeof *hits->items, compare_hits);
    }
    return WKS_OK;
}

typedef struct vertex_line {
    uint32_t *vertices;
    size_t n;
    size_t room;
} vertex_line;

static wks_code put(vertex_line *line, uint32_t vertex, wks_arena *scratch, wks_error *err)
{
    WKS_TRY(wks_arena_grow(scratch, &line->vertices, line->n, &line->room, sizeof *line->vertices,
                           err));
    line->vertices[line->n++] = vertex;
    return WKS_OK;
}

/* Lead every segment of the chain through the vertices near it.  A segment is always searched in
 * the same direction, so that both neighbours find the same. */
static wks_code lead_chain(const cell_index *cells, wks_chain *chain, double reach,
                           vertex_line *line, hit_list *hits, bool *has_changed, wks_arena *scratch,
                           wks_error *err)
{
    line->n = 0;
    for (size_t i = 0; i < chain->n; i++) {
        uint32_t from = chain->vertices[i];
        uint32_t to = chain->vertices[i + 1 == chain->n ? 0 : i + 1];
        bool is_turned = from > to;
        wks_grid_point a = cells->vertices->points[is_turned ? to : from];
        wks_grid_point b = cells->vertices->points[is_turned ? from : to];
        WKS_TRY(find_hits(cells, a, b, reach, hits, scratch, err));
        WKS_TRY(put(line, from, scratch, err));
        for (size_t k = 0; k < hits->n; k++) {
            size_t at = is_turned ? hits->n - 1 - k : k;
            WKS_TRY(put(line, hits->items[at].vertex, scratch, err));
        }
    }
    if (line->n == chain->n) {
        return WKS_OK;
    }
    *has_changed = true;
    WKS_TRY(wks_arena_take(scratch, line->n, sizeof *chain->vertices, &chain->vertices, err));
    memcpy(chain->vertices, line->vertices, line->n * sizeof *chain->vertices);
    chain->n = line->n;
    tidy_chain(chain);
    return WKS_OK;
}

wks_code wks_topology_snap(const wks_vertices *vertices, wks_chain *chains, size_t n_chains,
                           double reach, wks_arena *scratch, wks_error *err)
{
    uint32_t *stands_for = NULL;
    bool *is_used = NULL;
    WKS_TRY(join_vertices(vertices, reach, &stands_for, scratch, err));
    WKS_TRY(wks_arena_take(scratch, vertices->n, sizeof *is_used, &is_used, err));
    for (size_t c = 0; c < n_chains; c++) {
        for (size_t i = 0; i < chains[c].n; i++) {
            chains[c].vertices[i] = stands_for[chains[c].vertices[i]];
        }
        tidy_chain(&chains[c]);
        for (size_t i = 0; i < chains[c].n; i++) {
            is_used[chains[c].vertices[i]] = true;
        }
    }
    cell_index cells = {0};
    vertex_line line = {0};
    hit_list hits = {0};
    WKS_TRY(make_cells(vertices, is_used, &cells, scratch, err));
    bool has_changed = true;
    for (int pass = 0; has_changed && pass < MOST_PASSES; pass++) {
        has_changed = false;
        for (size_t c = 0; c < n_chains; c++) {
            WKS_TRY(
                lead_chain(&cells, &chains[c], reach, &line, &hits, &has_changed, scratch, err));
        }
    }
    return WKS_OK;
}
