/* SPDX-License-Identifier: EUPL-1.2 */
#include "verify/witness_check.h"

#include "base/language.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct checking {
    const wks_protection *protection;
    const wks_pattern *pattern;
    const wks_witnesses *witnesses;
    size_t *first;   /* [n_atoms + 1] */
    uint32_t *cell;  /* cells of atom a: first[a] up to first[a + 1] */
    int64_t *moved;  /* [n_cells] by the witness at hand; 0 between two */
    bool *has_proof; /* [2 * n_cells] lower, upper */
} checking;

/* Which cells an atom is in. */
static wks_code invert(checking *c, wks_arena *arena, wks_error *err)
{
    const wks_protection *p = c->protection;
    const size_t n = p->n_cells == 0 ? 0 : p->first[p->n_cells];
    size_t *next = NULL;
    WKS_TRY(wks_arena_take(arena, p->n_atoms + 1, sizeof *c->first, &c->first, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms + 1, sizeof *next, &next, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *c->cell, &c->cell, err));
    for (size_t k = 0; k < n; k++) {
        c->first[p->member[k] + 1]++;
    }
    for (size_t a = 0; a < p->n_atoms; a++) {
        c->first[a + 1] += c->first[a];
        next[a] = c->first[a];
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        for (size_t k = p->first[i]; k < p->first[i + 1]; k++) {
            c->cell[next[p->member[k]]++] = (uint32_t)i;
        }
    }
    return WKS_OK;
}

/* Whether a reader may hold possible that `times` the cell is moved by this much. */
static bool may_move(const checking *c, size_t cell, int64_t times, int64_t moved)
{
    const wks_cell *of = &c->protection->cells[cell];
    switch (of->state) {
    case WKS_CELL_OPEN:
        return c->pattern->is_hidden[cell] || moved == 0;
    case WKS_CELL_KNOWN:
        return moved >= times * (of->lower - of->value) && moved <= times * (of->upper - of->value);
    case WKS_CELL_PRIMARY:
    case WKS_CELL_VIRTUAL:
        return true;
    default:
        return false;
    }
}

/* Sums of its changes fit in 64 bits, whatever the file says. */
static bool is_small(const wks_witnesses *w, size_t i)
{
    static const int64_t most = (int64_t)1 << 61;
    int64_t total = 0;
    for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
        const int64_t size = w->change[k] < 0 ? -w->change[k] : w->change[k];
        if (size > most - total) {
            return false;
        }
        total += size;
    }
    return true;
}

/* Whether witness i is a table that a reader cannot rule out, and reaches its cell's limit. */
static bool holds(checking *c, size_t i)
{
    const wks_witnesses *w = c->witnesses;
    const wks_cell *own = &c->protection->cells[w->cell[i]];
    bool is_possible = true;
    if (!is_small(w, i) || w->times[i] < 1 || w->times[i] > WKS_WITNESS_MOST_TIMES) {
        return false;
    }
    for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
        const size_t atom = w->atom[k];
        is_possible = is_possible && w->times[i] * c->protection->atoms[atom] + w->change[k] >= 0;
        for (size_t at = c->first[atom]; at < c->first[atom + 1]; at++) {
            c->moved[c->cell[at]] += w->change[k];
        }
    }
    const int64_t reached = c->moved[w->cell[i]];
    is_possible = is_possible && (w->is_up[i] ? reached >= w->times[i] * (own->upper - own->value)
                                              : reached <= w->times[i] * (own->lower - own->value));
    for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
        const size_t atom = w->atom[k];
        for (size_t at = c->first[atom]; at < c->first[atom + 1]; at++) {
            const size_t cell = c->cell[at];
            if (c->moved[cell] != 0) {
                is_possible = is_possible && may_move(c, cell, w->times[i], c->moved[cell]);
                c->moved[cell] = 0;
            }
        }
    }
    return is_possible;
}

static wks_code check_witnesses(checking *c, wks_witness_report *report, wks_error *err)
{
    for (size_t i = 0; i < c->witnesses->n; i++) {
        if (!holds(c, i)) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("witness %zu does not hold", "bewijs %zu houdt geen stand"),
                            i + 1);
        }
        report->n_in_parts += c->witnesses->times[i] > 1;
        c->has_proof[2 * (size_t)c->witnesses->cell[i] + (c->witnesses->is_up[i] ? 1 : 0)] = true;
    }
    return WKS_OK;
}

wks_code wks_witness_check(const wks_protection *protection, const wks_pattern *pattern,
                           const wks_witnesses *witnesses, wks_arena *arena,
                           wks_witness_report *report, wks_error *err)
{
    checking c = {.protection = protection, .pattern = pattern, .witnesses = witnesses};
    *report = (wks_witness_report){.n_witnesses = witnesses->n};
    WKS_TRY(invert(&c, arena, err));
    WKS_TRY(wks_arena_take(arena, protection->n_cells, sizeof *c.moved, &c.moved, err));
    WKS_TRY(wks_arena_take(arena, 2 * protection->n_cells, sizeof *c.has_proof, &c.has_proof, err));
    WKS_TRY(check_witnesses(&c, report, err));
    for (size_t i = 0; i < protection->n_cells; i++) {
        const wks_cell *cell = &protection->cells[i];
        if (cell->state != WKS_CELL_PRIMARY && cell->state != WKS_CELL_VIRTUAL) {
            continue;
        }
        report->n_hidden++;
        if (!(cell->lower == cell->value || c.has_proof[2 * i]) ||
            !(cell->upper == cell->value || c.has_proof[2 * i + 1]) || !pattern->is_hidden[i]) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("cell %zu has no proof that it stays uncertain",
                                   "cel %zu heeft geen bewijs dat zij onzeker blijft"),
                            i + 1);
        }
    }
    return WKS_OK;
}
