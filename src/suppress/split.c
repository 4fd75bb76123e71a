/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/split.h"

#include <math.h>
#include <stdlib.h>

enum {
    LARGE = 16,       /* unknowns; a piece below it is no loss to tie */
    LARGE_TIED = 300, /* what is solved at a breath is left whole */
    MUCH_DEARER = 3
};

typedef struct group {
    uint32_t up;     /* itself: the root */
    uint32_t size;   /* of a root: its unknowns that were let in */
    uint32_t n_open; /* of these, the cells that cost something, */
    double log_cost; /* and the sum of the logarithms of that */
} group;

typedef struct split {
    const wks_protection *protection;
    const wks_relations *relations;
    group *group;
    uint32_t *row_group; /* [n_rows] one that was let in, plus 1 */
} split;

typedef struct candidate {
    double cost;
    uint32_t cell;
} candidate;

static int cheapest_first(const void *a, const void *b)
{
    const candidate *x = a;
    const candidate *y = b;
    if (x->cost != y->cost) {
        return x->cost < y->cost ? -1 : 1;
    }
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static uint32_t root_of(group *all, uint32_t i)
{
    while (all[i].up != i) {
        all[i].up = all[all[i].up].up;
        i = all[i].up;
    }
    return i;
}

static void unite(group *all, uint32_t a, uint32_t b)
{
    a = root_of(all, a);
    b = root_of(all, b);
    if (a == b) {
        return;
    }
    if (all[a].size < all[b].size || (b < a && all[a].size == all[b].size)) {
        const uint32_t swap = a;
        a = b;
        b = swap;
    }
    all[b].up = a;
    all[a].size += all[b].size;
    all[a].n_open += all[b].n_open;
    all[a].log_cost += all[b].log_cost;
}

static void let_in(split *s, uint32_t i, double cost)
{
    const wks_relations *rel = s->relations;
    s->group[i].size = 1;
    if (cost > 0) {
        s->group[i].n_open = 1;
        s->group[i].log_cost = log(cost);
    }
    for (size_t u = rel->use[i]; u < rel->use[i + 1]; u++) {
        uint32_t *first = &s->row_group[rel->used[u]];
        if (*first == 0) {
            *first = i + 1;
        } else {
            unite(s->group, *first - 1, i);
        }
    }
}

/* Whether to leave cell i shown: it would tie two large groups, dearly. */
static bool is_tie(split *s, uint32_t i, double cost)
{
    const wks_relations *rel = s->relations;
    const group *largest = NULL;
    const group *second = NULL;
    uint32_t sum = 1;
    for (size_t u = rel->use[i]; u < rel->use[i + 1]; u++) {
        const uint32_t first = s->row_group[rel->used[u]];
        if (first == 0) {
            continue;
        }
        const group *here = &s->group[root_of(s->group, first - 1)];
        if (here == largest || here == second) {
            continue;
        }
        sum += here->size;
        if (largest == NULL || here->size > largest->size) {
            second = largest;
            largest = here;
        } else if (second == NULL || here->size > second->size) {
            second = here;
        }
    }
    if (second == NULL || second->size < LARGE || sum < LARGE_TIED || second->n_open == 0) {
        return false;
    }
    return log(cost) > second->log_cost / second->n_open + log(MUCH_DEARER);
}

wks_code wks_split_find(const wks_protection *protection, const wks_reader *reader,
                        wks_arena *arena, bool *is_kept, wks_error *err)
{
    split s = {.protection = protection, .relations = reader->relations};
    candidate *order = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(arena, reader->relations->n_unknowns, sizeof *s.group, &s.group, err));
    WKS_TRY(
        wks_arena_take(arena, reader->relations->n_rows, sizeof *s.row_group, &s.row_group, err));
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *order, &order, err));
    for (uint32_t i = 0; i < reader->relations->n_unknowns; i++) {
        s.group[i].up = i;
    }
    for (uint32_t i = 0; i < reader->relations->n_unknowns; i++) {
        if (reader->piece[i] < 0) {
            continue;
        }
        if (i < protection->n_cells && protection->cells[i].state == WKS_CELL_OPEN) {
            order[n++] = (candidate){protection->cells[i].cost, i};
        } else {
            let_in(&s, i, 0);
        }
    }
    if (n > 0) {
        qsort(order, n, sizeof *order, cheapest_first);
    }
    for (size_t k = 0; k < n; k++) {
        is_kept[order[k].cell] = is_tie(&s, order[k].cell, order[k].cost);
        if (!is_kept[order[k].cell]) {
            let_in(&s, order[k].cell, order[k].cost);
        }
    }
    return WKS_OK;
}

/* Let go of the kept cells in the rows of unknown i, and once more in theirs. */
static bool loosen_at(const wks_relations *rel, uint32_t i, bool *is_kept, bool goes_on)
{
    bool any = false;
    for (size_t u = rel->use[i]; u < rel->use[i + 1]; u++) {
        const uint32_t row = rel->used[u];
        for (size_t k = rel->first[row]; k <= rel->first[row + 1]; k++) {
            const uint32_t j = k < rel->first[row + 1] ? rel->part[k] : rel->total[row];
            if (j < rel->n_cells && is_kept[j]) {
                is_kept[j] = false;
                any = true;
                if (goes_on) {
                    loosen_at(rel, j, is_kept, false);
                }
            }
        }
    }
    return any;
}

bool wks_split_loosen(const wks_reader *reader, uint32_t i, bool *is_kept)
{
    bool any = false;
    if (reader->piece[i] < 0) {
        return loosen_at(reader->relations, i, is_kept, true);
    }
    const size_t c = (size_t)reader->piece[i];
    for (size_t k = reader->first[c]; k < reader->first[c + 1]; k++) {
        any |= loosen_at(reader->relations, reader->unknown[k], is_kept, true);
    }
    return any;
}
