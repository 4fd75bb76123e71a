/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/place_sets.h"

#include <stdint.h>
#include <stdlib.h>

/* A leaf that two places have in common. */
typedef struct shared {
    uint32_t place; /* nodes of the axis */
    uint32_t other;
    uint32_t leaf;
} shared;

static int compare_shared(const void *a, const void *b)
{
    const shared *x = a;
    const shared *y = b;
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    if (x->other != y->other) {
        return x->other < y->other ? -1 : 1;
    }
    return (x->leaf > y->leaf) - (x->leaf < y->leaf);
}

typedef struct work {
    const wks_table_keys *keys;
    const wks_count_table_axis *axis;
    wks_arena *arena;
    shared *found; /* [n_found] */
    size_t n_found;
    size_t found_room;
    wks_place_set *all; /* [n_all] */
    size_t n_all;
    size_t all_room;
} work;

/* The places of a geography that hold each leaf, from the top down, into out [n_leaves * its n]. */
static void find_holders(const work *w, size_t geography, uint32_t *out)
{
    const size_t n_levels = w->keys->geographies[geography].n;
    const wks_count_table_axis *axis = w->axis;
    for (size_t i = 1; i < axis->n_nodes; i++) {
        const wks_count_table_node *node = &axis->nodes[i];
        size_t depth = 0;
        if (!wks_table_keys_is_of(w->keys, geography, node->margin)) {
            continue;
        }
        while (depth + 1 < n_levels &&
               (node->margin >> w->keys->geographies[geography].columns[depth + 1] & 1) != 0) {
            depth++;
        }
        for (size_t k = 0; k < node->leaves.n; k++) {
            out[node->leaves.at[k] * n_levels + depth] = (uint32_t)i;
        }
    }
}

static wks_code share(work *w, size_t one, size_t other, wks_error *err)
{
    const size_t n_one = w->keys->geographies[one].n;
    const size_t n_other = w->keys->geographies[other].n;
    uint32_t *of_one = NULL;
    uint32_t *of_other = NULL;
    WKS_TRY(wks_arena_take(w->arena, w->axis->n_leaves * n_one, sizeof *of_one, &of_one, err));
    WKS_TRY(
        wks_arena_take(w->arena, w->axis->n_leaves * n_other, sizeof *of_other, &of_other, err));
    find_holders(w, one, of_one);
    find_holders(w, other, of_other);
    for (size_t leaf = 0; leaf < w->axis->n_leaves; leaf++) {
        for (size_t pair = 0; pair < n_one * n_other; pair++) {
            WKS_TRY(wks_arena_grow(w->arena, &w->found, w->n_found, &w->found_room,
                                   sizeof *w->found, err));
            w->found[w->n_found++] =
                (shared){of_one[leaf * n_one + pair / n_other],
                         of_other[leaf * n_other + pair % n_other], (uint32_t)leaf};
        }
    }
    return WKS_OK;
}

static wks_code add_set(work *w, wks_place_set set, wks_error *err)
{
    WKS_TRY(wks_arena_grow(w->arena, &w->all, w->n_all, &w->all_room, sizeof *w->all, err));
    w->all[w->n_all++] = set;
    return WKS_OK;
}

/* The leaves of a that are not in b. */
static wks_code take_out(work *w, const wks_leaves *a, const wks_leaves *b, wks_leaves *out,
                         wks_error *err)
{
    uint32_t *at = NULL;
    size_t k = 0;
    WKS_TRY(wks_arena_take(w->arena, a->n, sizeof *at, &at, err));
    *out = (wks_leaves){.at = at};
    for (size_t i = 0; i < a->n; i++) {
        while (k < b->n && b->at[k] < a->at[i]) {
            k++;
        }
        if (k == b->n || b->at[k] != a->at[i]) {
            at[out->n++] = a->at[i];
        }
    }
    return WKS_OK;
}

/* What two places with these leaves in common [n] make. */
static wks_code add_pair(work *w, const shared *common, size_t n, wks_error *err)
{
    const wks_count_table_node *a = &w->axis->nodes[common->place];
    const wks_count_table_node *b = &w->axis->nodes[common->other];
    if (n == a->leaves.n && n == b->leaves.n) {
        return WKS_OK;
    }
    wks_place_set set = {.place = a, .other = b, .is_without = true};
    if (n == b->leaves.n) {
        WKS_TRY(take_out(w, &a->leaves, &b->leaves, &set.leaves, err));
        return add_set(w, set, err);
    }
    if (n == a->leaves.n) {
        set.place = b;
        set.other = a;
        WKS_TRY(take_out(w, &b->leaves, &a->leaves, &set.leaves, err));
        return add_set(w, set, err);
    }
    uint32_t *at = NULL;
    WKS_TRY(wks_arena_take(w->arena, n, sizeof *at, &at, err));
    for (size_t k = 0; k < n; k++) {
        at[k] = common[k].leaf;
    }
    set.leaves = (wks_leaves){at, n};
    set.is_without = false;
    return add_set(w, set, err);
}

static wks_code add_pairs(work *w, wks_error *err)
{
    if (w->n_found > 0) {
        qsort(w->found, w->n_found, sizeof *w->found, compare_shared);
    }
    for (size_t from = 0; from < w->n_found;) {
        size_t to = from + 1;
        while (to < w->n_found && w->found[to].place == w->found[from].place &&
               w->found[to].other == w->found[from].other) {
            to++;
        }
        WKS_TRY(add_pair(w, w->found + from, to - from, err));
        from = to;
    }
    return WKS_OK;
}

/* Pieces of three geographies and more. */
static wks_code add_leaves(work *w, wks_error *err)
{
    uint32_t *at = NULL;
    WKS_TRY(wks_arena_take(w->arena, w->axis->n_leaves, sizeof *at, &at, err));
    for (size_t leaf = 0; leaf < w->axis->n_leaves; leaf++) {
        at[leaf] = (uint32_t)leaf;
        WKS_TRY(add_set(w, (wks_place_set){.leaves = {at + leaf, 1}}, err));
    }
    return WKS_OK;
}

static int compare_sets(const void *a, const void *b)
{
    const wks_place_set *x = a;
    const wks_place_set *y = b;
    const int order = wks_leaves_compare(&x->leaves, &y->leaves);
    if (order != 0) {
        return order;
    }
    if (x->is_without != y->is_without) { /* a piece has the plainer name */
        return x->is_without ? 1 : -1;
    }
    if (x->place != y->place) { /* they stand in one array, and NULL before it */
        return x->place < y->place ? -1 : 1;
    }
    return (x->other > y->other) - (x->other < y->other);
}

static int compare_leaves(const void *a, const void *b)
{
    return wks_leaves_compare(a, b);
}

/* Each once, and none that is a place. */
static wks_code drop_twins(work *w, wks_place_sets *out, wks_error *err)
{
    wks_leaves *places = NULL;
    const size_t n_places = w->axis->n_nodes;
    WKS_TRY(wks_arena_take(w->arena, n_places, sizeof *places, &places, err));
    for (size_t i = 0; i < n_places; i++) {
        places[i] = w->axis->nodes[i].leaves;
    }
    qsort(places, n_places, sizeof *places, compare_leaves);
    if (w->n_all > 0) {
        qsort(w->all, w->n_all, sizeof *w->all, compare_sets);
    }
    *out = (wks_place_sets){.sets = w->all};
    for (size_t i = 0; i < w->n_all; i++) {
        const wks_leaves *here = &w->all[i].leaves;
        const bool is_twin =
            (out->n > 0 && wks_leaves_compare(&out->sets[out->n - 1].leaves, here) == 0) ||
            bsearch(here, places, n_places, sizeof *places, compare_leaves) != NULL;
        if (!is_twin) {
            out->sets[out->n++] = w->all[i];
        }
    }
    return WKS_OK;
}

wks_code wks_place_sets_find(const wks_table_keys *keys, const wks_count_table_axis *axis,
                             wks_arena *arena, wks_place_sets *out, wks_error *err)
{
    work w = {.keys = keys, .axis = axis, .arena = arena};
    *out = (wks_place_sets){0};
    for (size_t one = 0; one < keys->n_geographies; one++) {
        for (size_t other = one + 1; other < keys->n_geographies; other++) {
            WKS_TRY(share(&w, one, other, err));
        }
    }
    WKS_TRY(add_pairs(&w, err));
    if (keys->n_geographies > 2) {
        WKS_TRY(add_leaves(&w, err));
    }
    return drop_twins(&w, out, err);
}
