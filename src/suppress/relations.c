/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/relations.h"

#include "base/language.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* What a search of one cell needs. */
typedef struct work {
    const wks_protection *protection;
    size_t *holds;     /* [n_atoms + 1] */
    uint32_t *holder;  /* cells that hold atom a: holds[a] up to holds[a + 1] */
    uint32_t *owner;   /* [n_atoms] the unknown that is this atom alone */
    uint32_t *seen;    /* [n_cells] atoms that the cell at hand shares with this one */
    uint32_t *touched; /* [n_cells] cells with seen above 0 */
    uint64_t *order;   /* [n_cells] keys of the cells that lie within */
    uint32_t *left;    /* [n_atoms] cell + 1 while the atom of that cell is not covered yet */
} work;

static size_t size_of(const wks_protection *protection, size_t i)
{
    return protection->first[i + 1] - protection->first[i];
}

static wks_code make_work(const wks_protection *p, wks_arena *arena, work *w, wks_error *err)
{
    const size_t n_members = p->n_cells == 0 ? 0 : p->first[p->n_cells];
    w->protection = p;
    WKS_TRY(wks_arena_take(arena, p->n_atoms + 2, sizeof *w->holds, &w->holds, err));
    WKS_TRY(wks_arena_take(arena, n_members, sizeof *w->holder, &w->holder, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *w->owner, &w->owner, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *w->seen, &w->seen, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *w->touched, &w->touched, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *w->order, &w->order, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *w->left, &w->left, err));
    /* counted two places up, so that filling moves the starts into place */
    for (size_t k = 0; k < n_members; k++) {
        w->holds[p->member[k] + 2]++;
    }
    for (size_t a = 0; a < p->n_atoms; a++) {
        w->holds[a + 2] += w->holds[a + 1];
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
            w->holder[w->holds[p->member[k] + 1]++] = (uint32_t)i;
        }
    }
    return WKS_OK;
}

/* Which unknown is each atom: the first cell that is it alone, or a new one. */
static wks_code own_atoms(work *w, wks_arena *arena, wks_relations *out, wks_error *err)
{
    const wks_protection *p = w->protection;
    size_t n_new = 0;
    for (size_t a = 0; a < p->n_atoms; a++) {
        w->owner[a] = UINT32_MAX;
    }
    for (size_t i = p->n_cells; i-- > 0;) {
        if (size_of(p, i) == 1) {
            w->owner[p->member[p->first[i]]] = (uint32_t)i;
        }
    }
    for (size_t a = 0; a < p->n_atoms; a++) {
        n_new += w->owner[a] == UINT32_MAX && w->holds[a] < w->holds[a + 1];
    }
    out->n_cells = p->n_cells;
    out->n_unknowns = p->n_cells + n_new;
    if (out->n_unknowns > INT32_MAX) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("more than 2^31 cells and atoms", "meer dan 2^31 cellen en atomen"));
    }
    WKS_TRY(wks_arena_take(arena, out->n_unknowns, sizeof *out->value, &out->value, err));
    WKS_TRY(wks_arena_take(arena, out->n_unknowns, sizeof *out->atom, &out->atom, err));
    memset(out->atom, 0xff, out->n_unknowns * sizeof *out->atom);
    for (size_t i = 0; i < p->n_cells; i++) {
        out->value[i] = p->cells[i].value;
    }
    n_new = 0;
    for (size_t a = 0; a < p->n_atoms; a++) {
        if (w->owner[a] == UINT32_MAX && w->holds[a] < w->holds[a + 1]) {
            out->value[p->n_cells + n_new] = p->atoms[a];
            w->owner[a] = (uint32_t)(p->n_cells + n_new++);
        }
        if (w->owner[a] != UINT32_MAX) {
            out->atom[w->owner[a]] = (uint32_t)a;
        }
    }
    return WKS_OK;
}

static int by_key(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Cells of two atoms or more within cell i, largest first; a twin counts if it came before. */
static size_t cells_within(work *w, size_t i)
{
    const wks_protection *p = w->protection;
    const size_t size = size_of(p, i);
    size_t n_touched = 0;
    size_t n = 0;
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        const uint32_t atom = p->member[k];
        for (size_t h = w->holds[atom]; h < w->holds[atom + 1]; h++) {
            if (w->seen[w->holder[h]]++ == 0) {
                w->touched[n_touched++] = w->holder[h];
            }
        }
    }
    for (size_t t = 0; t < n_touched; t++) {
        const size_t j = w->touched[t];
        const size_t other = size_of(p, j);
        if (w->seen[j] == other && other > 1 && (other < size || j < i)) {
            w->order[n++] = (uint64_t)(UINT32_MAX - other) << 32 | j;
        }
        w->seen[j] = 0;
    }
    qsort(w->order, n, sizeof *w->order, by_key);
    return n;
}

static bool is_left_whole(const work *w, size_t i, size_t j)
{
    const wks_protection *p = w->protection;
    for (size_t k = p->first[j]; k < p->first[j + 1]; k++) {
        if (w->left[p->member[k]] != i + 1) {
            return false;
        }
    }
    return true;
}

/* The parts of cell i, into part; how many. */
static size_t split(work *w, size_t i, uint32_t *part)
{
    const wks_protection *p = w->protection;
    const size_t within = cells_within(w, i);
    size_t n = 0;
    size_t n_left = size_of(p, i);
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        w->left[p->member[k]] = (uint32_t)(i + 1);
    }
    for (size_t t = 0; t < within && n_left > 1; t++) {
        const size_t j = (size_t)(w->order[t] & UINT32_MAX);
        if (size_of(p, j) <= n_left && is_left_whole(w, i, j)) {
            for (size_t k = p->first[j]; k < p->first[j + 1]; k++) {
                w->left[p->member[k]] = 0;
            }
            n_left -= size_of(p, j);
            part[n++] = (uint32_t)j;
        }
    }
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        if (w->left[p->member[k]] == i + 1) {
            part[n++] = w->owner[p->member[k]];
        }
    }
    return n;
}

static wks_code index_uses(wks_arena *arena, wks_relations *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, out->n_unknowns + 2, sizeof *out->use, &out->use, err));
    WKS_TRY(wks_arena_take(arena, out->first[out->n_rows] + out->n_rows, sizeof *out->used,
                           &out->used, err));
    for (size_t r = 0; r < out->n_rows; r++) {
        out->use[out->total[r] + 2]++;
        for (size_t k = out->first[r]; k < out->first[r + 1]; k++) {
            out->use[out->part[k] + 2]++;
        }
    }
    for (size_t i = 0; i < out->n_unknowns; i++) {
        out->use[i + 2] += out->use[i + 1];
    }
    for (size_t r = 0; r < out->n_rows; r++) {
        out->used[out->use[out->total[r] + 1]++] = (uint32_t)r;
        for (size_t k = out->first[r]; k < out->first[r + 1]; k++) {
            out->used[out->use[out->part[k] + 1]++] = (uint32_t)r;
        }
    }
    return WKS_OK;
}

wks_code wks_relations_find(const wks_protection *p, wks_arena *arena, wks_relations *out,
                            wks_error *err)
{
    work w = {0};
    size_t room = 0;
    *out = (wks_relations){0};
    WKS_TRY(make_work(p, arena, &w, err));
    WKS_TRY(own_atoms(&w, arena, out, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *out->total, &out->total, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells + 1, sizeof *out->first, &out->first, err));
    uint32_t *part = NULL;
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *part, &part, err));
    for (size_t i = 0; i < p->n_cells; i++) {
        if (size_of(p, i) == 1 && w.owner[p->member[p->first[i]]] == i) {
            continue;
        }
        size_t at = out->first[out->n_rows];
        const size_t n = split(&w, i, part);
        for (size_t k = 0; k < n; k++, at++) {
            WKS_TRY(wks_arena_grow(arena, &out->part, at, &room, sizeof *out->part, err));
            out->part[at] = part[k];
        }
        out->total[out->n_rows++] = (uint32_t)i;
        out->first[out->n_rows] = at;
    }
    WKS_TRY(wks_insiders_find(p, arena, &out->insiders, err));
    return index_uses(arena, out, err);
}
