/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/cell_order.h"

#include <stdlib.h>
#include <string.h>

/* qsort gives no context, so each key brings what it is compared by. */
typedef struct key {
    const uint32_t *member;
    size_t n;
    const wks_cell *cell;
    uint32_t index;
} key;

static int by_atoms(const void *a, const void *b)
{
    const key *x = a;
    const key *y = b;
    const size_t n = x->n < y->n ? x->n : y->n;
    for (size_t k = 0; k < n; k++) {
        if (x->member[k] != y->member[k]) {
            return x->member[k] < y->member[k] ? -1 : 1;
        }
    }
    if (x->n != y->n) {
        return x->n < y->n ? -1 : 1;
    }
    /* twins */
    if (x->cell->state != y->cell->state) {
        return x->cell->state < y->cell->state ? -1 : 1;
    }
    if (x->cell->cost != y->cell->cost) {
        return x->cell->cost < y->cell->cost ? -1 : 1;
    }
    if (x->cell->lower != y->cell->lower) {
        return x->cell->lower < y->cell->lower ? -1 : 1;
    }
    if (x->cell->upper != y->cell->upper) {
        return x->cell->upper < y->cell->upper ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

wks_code wks_cell_order(const wks_protection *p, wks_arena *arena, wks_protection *out,
                        uint32_t **order, wks_error *err)
{
    key *keys = NULL;
    *out = (wks_protection){
        .atoms = p->atoms, .n_atoms = p->n_atoms, .n_cells = p->n_cells, .insiders = p->insiders};
    const size_t n_members = p->n_cells == 0 ? 0 : p->first[p->n_cells];
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *keys, &keys, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof **order, order, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *out->cells, &out->cells, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, n_members, sizeof *out->member, &out->member, err));
    for (size_t i = 0; i < p->n_cells; i++) {
        keys[i] = (key){p->member + p->first[i], p->first[i + 1] - p->first[i], &p->cells[i],
                        (uint32_t)i};
    }
    if (p->n_cells > 0) {
        qsort(keys, p->n_cells, sizeof *keys, by_atoms);
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        (*order)[i] = keys[i].index;
        out->cells[i] = *keys[i].cell;
        memcpy(out->member + out->first[i], keys[i].member, keys[i].n * sizeof *out->member);
        out->first[i + 1] = out->first[i] + keys[i].n;
    }
    return WKS_OK;
}
