/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/neighbours.h"

#include "base/language.h"

#include <stdbool.h>
#include <stdlib.h>

/* A pair of neighbours as it stood in the list. */
typedef struct pair {
    size_t low, high;
    size_t edge;     /* where in the list */
    bool is_upwards; /* it stood there as low - high */
} pair;

static int compare_pairs(const void *left, const void *right)
{
    const pair *a = left;
    const pair *b = right;
    if (a->low != b->low) {
        return a->low < b->low ? -1 : 1;
    }
    if (a->high != b->high) {
        return a->high < b->high ? -1 : 1;
    }
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static wks_code check_edges(size_t n_areas, size_t n_edges, const size_t *from, const size_t *to,
                            wks_error *err)
{
    if (n_areas == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a graph without areas", "een graaf zonder gebieden"));
    }
    for (size_t k = 0; k < n_edges; k++) {
        if (from[k] >= n_areas || to[k] >= n_areas) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("edge %zu names an area that does not exist",
                                   "verbinding %zu noemt een gebied dat niet bestaat"),
                            k + 1);
        }
        if (from[k] == to[k]) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("edge %zu joins an area with itself",
                                   "verbinding %zu verbindt een gebied met zichzelf"),
                            k + 1);
        }
    }
    return WKS_OK;
}

/* The first of each pair to the front; counts those that never stand in the other direction. */
static void merge_pairs(pair *pairs, size_t n_edges, wks_neighbours *graph)
{
    size_t n = 0;
    graph->first_one_way = n_edges;
    for (size_t k = 0; k < n_edges;) {
        const pair first = pairs[k];
        bool has_both = false;
        while (k < n_edges && pairs[k].low == first.low && pairs[k].high == first.high) {
            has_both = has_both || pairs[k].is_upwards != first.is_upwards;
            k++;
        }
        if (!has_both) {
            graph->n_one_way++;
            graph->first_one_way =
                first.edge < graph->first_one_way ? first.edge : graph->first_one_way;
        }
        pairs[n++] = first;
    }
    graph->n_pairs = n;
}

/* Pairs come by low, then high: an area gets its lower neighbours first, then its higher, both
 * ascending. */
static void fill_rows(const pair *pairs, wks_neighbours *graph, size_t *next)
{
    for (size_t k = 0; k < graph->n_pairs; k++) {
        graph->start[pairs[k].low + 1]++;
        graph->start[pairs[k].high + 1]++;
    }
    for (size_t i = 0; i < graph->n_areas; i++) {
        graph->start[i + 1] += graph->start[i];
        next[i] = graph->start[i];
    }
    for (size_t k = 0; k < graph->n_pairs; k++) {
        graph->neighbour[next[pairs[k].high]++] = pairs[k].low;
    }
    for (size_t k = 0; k < graph->n_pairs; k++) {
        graph->neighbour[next[pairs[k].low]++] = pairs[k].high;
    }
}

static void find_components(wks_neighbours *graph, size_t *queue)
{
    const size_t none = graph->n_areas;
    for (size_t i = 0; i < graph->n_areas; i++) {
        graph->component[i] = none;
    }
    for (size_t first = 0; first < graph->n_areas; first++) {
        if (graph->component[first] != none) {
            continue;
        }
        size_t end = 0;
        queue[end++] = first;
        graph->component[first] = graph->n_components;
        for (size_t at = 0; at < end; at++) {
            for (size_t e = graph->start[queue[at]]; e < graph->start[queue[at] + 1]; e++) {
                const size_t other = graph->neighbour[e];
                if (graph->component[other] == none) {
                    graph->component[other] = graph->n_components;
                    queue[end++] = other;
                }
            }
        }
        graph->size[graph->n_components++] = end;
        graph->n_alone += end == 1;
    }
}

wks_code wks_neighbours_make(size_t n_areas, size_t n_edges, const size_t *from, const size_t *to,
                             wks_arena *arena, wks_neighbours *out, wks_error *err)
{
    wks_neighbours graph = {.n_areas = n_areas};
    pair *pairs = NULL;
    size_t *work = NULL;
    WKS_TRY(check_edges(n_areas, n_edges, from, to, err));
    WKS_TRY(wks_arena_take(arena, n_edges, sizeof *pairs, &pairs, err));
    for (size_t k = 0; k < n_edges; k++) {
        const bool is_upwards = from[k] < to[k];
        pairs[k] =
            (pair){is_upwards ? from[k] : to[k], is_upwards ? to[k] : from[k], k, is_upwards};
    }
    if (n_edges > 0) {
        qsort(pairs, n_edges, sizeof *pairs, compare_pairs);
    }
    merge_pairs(pairs, n_edges, &graph);
    WKS_TRY(wks_arena_take(arena, n_areas, sizeof *work, &work, err));
    WKS_TRY(wks_arena_take(arena, n_areas + 1, sizeof *graph.start, &graph.start, err));
    WKS_TRY(
        wks_arena_take(arena, 2 * graph.n_pairs, sizeof *graph.neighbour, &graph.neighbour, err));
    WKS_TRY(wks_arena_take(arena, n_areas, sizeof *graph.component, &graph.component, err));
    WKS_TRY(wks_arena_take(arena, n_areas, sizeof *graph.size, &graph.size, err));
    fill_rows(pairs, &graph, work);
    find_components(&graph, work);
    *out = graph;
    return WKS_OK;
}
