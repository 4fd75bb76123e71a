/* SPDX-License-Identifier: EUPL-1.2 */
#include "verify/witness_check.h"

#include "base/language.h"
#include "verify/insider_check.h"

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
    wks_insider_check insiders;
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

/* What witness i moves, into moved.  Whether no atom falls below zero. */
static bool add_up(checking *c, size_t i)
{
    const wks_witnesses *w = c->witnesses;
    bool is_possible = true;
    for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
        const size_t atom = w->atom[k];
        is_possible = is_possible && w->times[i] * c->protection->atoms[atom] + w->change[k] >= 0;
        for (size_t at = c->first[atom]; at < c->first[atom + 1]; at++) {
            c->moved[c->cell[at]] += w->change[k];
        }
    }
    return is_possible;
}

/* A side of a cell (0 lower, 1 upper) that a witness takes as far as asked is proven. */
static wks_code prove(checking *c, size_t cell, int64_t times, int64_t moved, wks_error *err)
{
    const wks_cell *of = &c->protection->cells[cell];
    const size_t side = 2 * cell + (moved > 0 ? 1 : 0);
    const int64_t need = moved > 0 ? of->upper - of->value : of->value - of->lower;
    if ((of->state != WKS_CELL_PRIMARY && of->state != WKS_CELL_VIRTUAL) ||
        (moved > 0 ? moved : -moved) < times * need) {
        return WKS_OK;
    }
    c->has_proof[side] = true;
    return wks_insider_check_serve(&c->insiders, side, err);
}

/* Go through what witness i moved: *holds is whether a reader cannot rule it out.  As long as that
 * is not known, nothing is proven. */
static wks_code go_through(checking *c, size_t i, bool proves, bool *holds, wks_error *err)
{
    const wks_witnesses *w = c->witnesses;
    for (size_t k = w->first[i]; k < w->first[i + 1]; k++) {
        const size_t atom = w->atom[k];
        for (size_t at = c->first[atom]; at < c->first[atom + 1]; at++) {
            const size_t cell = c->cell[at];
            const int64_t moved = c->moved[cell];
            if (moved == 0) {
                continue;
            }
            if (proves) {
                WKS_TRY(prove(c, cell, w->times[i], moved, err));
                c->moved[cell] = 0;
            } else {
                *holds = *holds && may_move(c, cell, w->times[i], moved);
            }
        }
    }
    return WKS_OK;
}

static wks_code check_witness(checking *c, size_t i, wks_error *err)
{
    const wks_witnesses *w = c->witnesses;
    bool holds =
        is_small(w, i) && w->times[i] >= 1 && w->times[i] <= WKS_WITNESS_MOST_TIMES && add_up(c, i);
    if (holds) {
        WKS_TRY(go_through(c, i, false, &holds, err));
    }
    if (!holds) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("witness %zu does not hold", "bewijs %zu houdt geen stand"), i + 1);
    }
    wks_insider_check_begin(&c->insiders, w->atom + w->first[i], w->first[i + 1] - w->first[i]);
    return go_through(c, i, true, &holds, err);
}

static wks_code check_cell(const checking *c, size_t i, wks_error *err)
{
    const wks_cell *cell = &c->protection->cells[i];
    const bool is_asked[2] = {cell->lower<cell->value, cell->upper> cell->value};
    for (size_t side = 0; side < 2; side++) {
        if ((is_asked[side] && !c->has_proof[2 * i + side]) || !c->pattern->is_hidden[i]) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("cell %zu has no proof that it stays uncertain",
                                   "cel %zu heeft geen bewijs dat zij onzeker blijft"),
                            i + 1);
        }
        if (is_asked[side] && !wks_insider_check_is_served(&c->insiders, 2 * i + side)) {
            return wks_fail(err, WKS_E_REFUSED,
                            wks_tr("cell %zu has no proof that it stays uncertain to everybody who "
                                   "is alone in a cell",
                                   "cel %zu heeft geen bewijs dat zij onzeker blijft voor ieder "
                                   "die alleen in een cel staat"),
                            i + 1);
        }
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
    WKS_TRY(wks_insider_check_open(protection, arena, &c.insiders, err));
    report->n_insiders = c.insiders.n_insiders;
    for (size_t i = 0; i < witnesses->n; i++) {
        WKS_TRY(check_witness(&c, i, err));
        report->n_in_parts += witnesses->times[i] > 1;
    }
    for (size_t i = 0; i < protection->n_cells; i++) {
        const wks_cell_state state = protection->cells[i].state;
        if (state == WKS_CELL_PRIMARY || state == WKS_CELL_VIRTUAL) {
            report->n_hidden++;
            WKS_TRY(check_cell(&c, i, err));
        }
    }
    return WKS_OK;
}
