/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/intake/topology_cross.h"

#include <math.h>
#include <stdint.h>

/* Segments by the square cells that their boxes touch. */
typedef struct segment_index {
    int32_t left, bottom;
    int32_t size; /* of a cell */
    int32_t n_columns, n_rows;
    uint32_t *start; /* [n_columns * n_rows + 1] into members */
    uint32_t *members;
} segment_index;

typedef struct box {
    int32_t left, right, bottom, top;
} box;

static box box_of(const wks_segment *one)
{
    return (box){one->from.x < one->to.x ? one->from.x : one->to.x,
                 one->from.x < one->to.x ? one->to.x : one->from.x,
                 one->from.y < one->to.y ? one->from.y : one->to.y,
                 one->from.y < one->to.y ? one->to.y : one->from.y};
}

/* The cells of a segment, as columns and rows. */
static box cells_of(const segment_index *index, const wks_segment *one)
{
    box at = box_of(one);
    return (box){(at.left - index->left) / index->size, (at.right - index->left) / index->size,
                 (at.bottom - index->bottom) / index->size, (at.top - index->bottom) / index->size};
}

static void find_size(segment_index *index, const wks_segment *segments, size_t n)
{
    box all = {INT32_MAX, INT32_MIN, INT32_MAX, INT32_MIN};
    double length = 0;
    for (size_t i = 0; i < n; i++) {
        box one = box_of(&segments[i]);
        all.left = one.left < all.left ? one.left : all.left;
        all.right = one.right > all.right ? one.right : all.right;
        all.bottom = one.bottom < all.bottom ? one.bottom : all.bottom;
        all.top = one.top > all.top ? one.top : all.top;
        length += (double)one.right - one.left + one.top - one.bottom;
    }
    double width = (double)all.right - all.left + 1;
    double height = (double)all.top - all.bottom + 1;
    /* A typical segment lies in a few cells, and there are no more cells than segments. */
    double size = fmax(length / (double)n, sqrt(width * height / (double)n));
    index->left = all.left;
    index->bottom = all.bottom;
    index->size = (int32_t)fmax(1, ceil(size));
    index->n_columns = (int32_t)(width / index->size) + 1;
    index->n_rows = (int32_t)(height / index->size) + 1;
}

static wks_code make_index(segment_index *index, const wks_segment *segments, size_t n,
                           wks_arena *scratch, wks_error *err)
{
    find_size(index, segments, n);
    size_t n_cells = (size_t)index->n_columns * (size_t)index->n_rows;
    WKS_TRY(wks_arena_take(scratch, n_cells + 2, sizeof *index->start, &index->start, err));
    uint32_t *start = index->start + 1; /* shifted by one: filling turns ends into starts */
    for (int is_filling = 0; is_filling <= 1; is_filling++) {
        for (size_t i = 0; i < n; i++) {
            box at = cells_of(index, &segments[i]);
            for (int32_t row = at.bottom; row <= at.top; row++) {
                for (int32_t column = at.left; column <= at.right; column++) {
                    size_t cell = (size_t)row * (size_t)index->n_columns + (size_t)column;
                    if (is_filling == 0) {
                        start[cell + 1]++;
                    } else {
                        index->members[start[cell]++] = (uint32_t)i;
                    }
                }
            }
        }
        if (is_filling == 0) {
            for (size_t c = 0; c < n_cells; c++) {
                start[c + 1] += start[c];
            }
            WKS_TRY(wks_arena_take(scratch, start[n_cells], sizeof *index->members, &index->members,
                                   err));
        }
    }
    return WKS_OK;
}

/* At which side of the segment a point lies: 1 left, -1 right, 0 on its line. */
static int side_of(const wks_segment *one, wks_grid_point at)
{
    int64_t twice = (int64_t)(one->to.x - one->from.x) * (at.y - one->from.y) -
                    (int64_t)(one->to.y - one->from.y) * (at.x - one->from.x);
    return (twice > 0) - (twice < 0);
}

static bool do_cross(const wks_segment *a, const wks_segment *b)
{
    return side_of(a, b->from) * side_of(a, b->to) < 0 &&
           side_of(b, a->from) * side_of(b, a->to) < 0;
}

wks_code wks_topology_cross_find(wks_segment *segments, size_t n_segments, wks_arena *scratch,
                                 size_t *n_crossed, wks_error *err)
{
    *n_crossed = 0;
    if (n_segments == 0) {
        return WKS_OK;
    }
    segment_index index = {0};
    WKS_TRY(make_index(&index, segments, n_segments, scratch, err));
    size_t n_cells = (size_t)index.n_columns * (size_t)index.n_rows;
    for (size_t c = 0; c < n_cells; c++) {
        for (uint32_t i = index.start[c]; i < index.start[c + 1]; i++) {
            for (uint32_t k = i + 1; k < index.start[c + 1]; k++) {
                wks_segment *a = &segments[index.members[i]];
                wks_segment *b = &segments[index.members[k]];
                if (do_cross(a, b)) {
                    a->is_crossed = b->is_crossed = true;
                }
            }
        }
    }
    for (size_t i = 0; i < n_segments; i++) {
        *n_crossed += segments[i].is_crossed ? 1 : 0;
    }
    return WKS_OK;
}
