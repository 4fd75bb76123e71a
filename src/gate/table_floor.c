/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_floor.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct work {
    const wks_protection *from;
    bool *is_nobody;  /* [n_atoms] everybody knows that it is 0 */
    size_t *holds;    /* [n_atoms + 1] */
    uint32_t *holder; /* cells above 0 that hold atom a: holds[a] up to holds[a + 1] */
    uint32_t *in;     /* [n_atoms] cell + 1 of the last cell that was looked at */
    uint32_t *taken;  /* [n_atoms] the same, of the cells in it that are counted */
    uint64_t *within; /* [n_cells] size and number of the cells in it */
    uint32_t *lead;   /* [n_cells] the first atom with persons of a cell above 0 */
} work;

static size_t size_of(const wks_protection *p, size_t i)
{
    return p->first[i + 1] - p->first[i];
}

/* Published, and not 0: 1 or more. */
static bool is_above_zero(const wks_cell *cell)
{
    return cell->value > 0 && (cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_OPEN ||
                               (cell->state == WKS_CELL_KNOWN && cell->lower > 0));
}

static bool must_be_uncertain(const wks_cell *cell)
{
    return cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL;
}

static wks_code start(work *w, wks_arena *arena, wks_error *err)
{
    const wks_protection *p = w->from;
    const size_t n_members = p->first[p->n_cells];
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *w->is_nobody, &w->is_nobody, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms + 2, sizeof *w->holds, &w->holds, err));
    WKS_TRY(wks_arena_take(arena, n_members, sizeof *w->holder, &w->holder, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *w->in, &w->in, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *w->taken, &w->taken, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *w->within, &w->within, err));
    WKS_TRY(wks_arena_take(arena, p->n_cells, sizeof *w->lead, &w->lead, err));
    for (size_t i = 0; i < p->n_cells; i++) {
        for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
            w->is_nobody[p->member[k]] |=
                p->cells[i].state == WKS_CELL_KNOWN && p->cells[i].upper == 0;
            /* counted two places up, so that filling moves the starts into place */
            w->holds[p->member[k] + 2] += is_above_zero(&p->cells[i]);
        }
    }
    for (size_t a = 0; a < p->n_atoms; a++) {
        w->holds[a + 2] += w->holds[a + 1];
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        size_t lead = p->first[i];
        for (size_t k = p->first[i]; is_above_zero(&p->cells[i]) && k < p->first[i + 1]; k++) {
            w->holder[w->holds[p->member[k] + 1]++] = (uint32_t)i;
            lead = p->atoms[p->member[lead]] > 0 ? lead : k;
        }
        w->lead[i] = p->member[lead];
    }
    return WKS_OK;
}

/* Whether all of cell i, but for what is nobody, carries this mark. */
static bool is_marked(const work *w, size_t i, const uint32_t *marks, uint32_t mark, bool by_all)
{
    const wks_protection *p = w->from;
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        const uint32_t atom = p->member[k];
        if (!w->is_nobody[atom] && (marks[atom] == mark) != by_all) {
            return false;
        }
    }
    return true;
}

/* How many of its atoms somebody may be in. */
static size_t count_people(const work *w, size_t i)
{
    const wks_protection *p = w->from;
    size_t n = 0;
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        n += !w->is_nobody[p->member[k]];
    }
    return n;
}

static int by_key(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a;
    const uint64_t y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* How many cells of 1 or more lie apart in cell i: it is as many at the least. */
static int64_t count_apart(work *w, size_t i)
{
    const wks_protection *p = w->from;
    const uint32_t mark = (uint32_t)i + 1;
    size_t n = 0;
    int64_t apart = 0;
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        w->in[p->member[k]] = mark;
    }
    for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
        const uint32_t atom = p->member[k];
        for (size_t h = w->holds[atom]; p->atoms[atom] > 0 && h < w->holds[atom + 1]; h++) {
            const uint32_t other = w->holder[h];
            if (w->lead[other] == atom && is_marked(w, other, w->in, mark, true)) {
                w->within[n++] = (uint64_t)count_people(w, other) << 32 | other;
            }
        }
    }
    if (n > 0) { /* small ones first: most of them fit */
        qsort(w->within, n, sizeof *w->within, by_key);
    }
    for (size_t c = 0; c < n; c++) {
        const size_t other = (size_t)(w->within[c] & UINT32_MAX);
        if (is_marked(w, other, w->taken, mark, false)) {
            apart++;
            for (size_t k = p->first[other]; k < p->first[other + 1]; k++) {
                w->taken[p->member[k]] = mark;
            }
        }
    }
    return apart;
}

/* Behind the cells, of each that is above 0, that it is so. */
static wks_code add_floors(const wks_protection *from, wks_table_question *to, wks_error *err)
{
    for (size_t i = 0; i < from->n_cells; i++) {
        const wks_cell floor = {.state = WKS_CELL_KNOWN,
                                .value = from->cells[i].value,
                                .lower = 1,
                                .upper = WKS_MOST_PERSONS};
        if (is_above_zero(&from->cells[i]) && from->cells[i].state != WKS_CELL_KNOWN) {
            WKS_TRY(wks_table_question_add(to, from->member + from->first[i], size_of(from, i),
                                           &floor, err));
        }
    }
    return WKS_OK;
}

wks_code wks_table_floor_add(wks_table_question *question, wks_arena *arena, wks_error *err)
{
    const wks_protection from = question->protection; /* its arrays stay where they are */
    work w = {.from = &from};
    WKS_TRY(start(&w, arena, err));
    WKS_TRY(add_floors(&from, question, err));
    for (size_t i = 0; i < from.n_cells; i++) {
        wks_cell *to = &question->protection.cells[i];
        if (must_be_uncertain(&from.cells[i]) && from.cells[i].value > 0) {
            const int64_t apart = count_apart(&w, i);
            to->lower = apart > to->lower ? apart : to->lower;
        }
    }
    return WKS_OK;
}
