/* SPDX-License-Identifier: EUPL-1.2 */
#include "verify/insider_check.h"

/* The atom of the one person in a cell of value 1. */
static uint32_t person_of(const wks_protection *p, size_t cell)
{
    size_t k = p->first[cell];
    while (p->atoms[p->member[k]] == 0) {
        k++;
    }
    return p->member[k];
}

/* Who knows what: counted for each atom in n_knowers, and written down where there is room. */
static void list_knowers(const wks_insider_check *c, size_t *n_knowers)
{
    const wks_protection *p = c->protection;
    for (size_t a = 0; a < p->n_atoms; a++) {
        n_knowers[a] = p->atoms[a] == 1;
        if (c->knower != NULL && n_knowers[a] == 1) {
            c->knower[c->first[a]] = (uint32_t)a;
        }
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        const uint32_t person = p->cells[i].value == 1 ? person_of(p, i) : 0;
        for (size_t k = p->first[i]; p->cells[i].value == 1 && k < p->first[i + 1]; k++) {
            const uint32_t atom = p->member[k];
            if (c->knower != NULL) {
                c->knower[c->first[atom] + n_knowers[atom]] = person;
            }
            n_knowers[atom]++;
        }
    }
}

static wks_code find_knowers(wks_insider_check *c, wks_arena *arena, wks_error *err)
{
    const size_t n = c->protection->n_atoms;
    size_t *n_knowers = NULL;
    WKS_TRY(wks_arena_take(arena, n, sizeof *n_knowers, &n_knowers, err));
    list_knowers(c, n_knowers);
    for (size_t a = 0; a < n; a++) {
        c->first[a + 1] = c->first[a] + n_knowers[a];
    }
    WKS_TRY(wks_arena_take(arena, c->first[n], sizeof *c->knower, &c->knower, err));
    list_knowers(c, n_knowers);
    return WKS_OK;
}

wks_code wks_insider_check_open(const wks_protection *protection, wks_arena *arena,
                                wks_insider_check *out, wks_error *err)
{
    const size_t n = protection->n_atoms;
    *out = (wks_insider_check){.protection = protection, .arena = arena};
    if (protection->insiders == 0) {
        return WKS_OK;
    }
    for (size_t a = 0; a < n; a++) {
        out->n_insiders += protection->atoms[a] == 1;
    }
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->is_touched, &out->is_touched, err));
    WKS_TRY(wks_arena_take(arena, out->n_insiders, sizeof *out->touched, &out->touched, err));
    WKS_TRY(wks_arena_take(arena, 2 * protection->n_cells, sizeof *out->side, &out->side, err));
    return find_knowers(out, arena, err);
}

void wks_insider_check_begin(wks_insider_check *c, const uint32_t *atom, size_t n)
{
    for (size_t k = 0; k < c->n_touched; k++) {
        c->is_touched[c->touched[k]] = false;
    }
    c->n_touched = 0;
    for (size_t k = 0; k < n && c->n_insiders > 0; k++) {
        for (size_t h = c->first[atom[k]]; h < c->first[atom[k] + 1]; h++) {
            if (!c->is_touched[c->knower[h]]) {
                c->is_touched[c->knower[h]] = true;
                c->touched[c->n_touched++] = c->knower[h];
            }
        }
    }
}

static bool knows(const wks_insider_check *c, uint32_t insider, uint32_t atom)
{
    for (size_t h = c->first[atom]; h < c->first[atom + 1]; h++) {
        if (c->knower[h] == insider) {
            return true;
        }
    }
    return false;
}

/* Whom a side need not be kept from: of the most of a cell who knows an atom of it; of the least
 * who is in it, where that is 0. */
static bool is_excused(const wks_insider_check *c, uint32_t insider, size_t side)
{
    const wks_protection *p = c->protection;
    const size_t cell = side / 2;
    bool knows_any = false;
    bool is_in = false;
    for (size_t k = p->first[cell]; k < p->first[cell + 1]; k++) {
        knows_any = knows_any || knows(c, insider, p->member[k]);
        is_in = is_in || p->member[k] == insider;
    }
    return side % 2 == 1 ? knows_any : is_in && p->cells[cell].lower == 0;
}

wks_code wks_insider_check_serve(wks_insider_check *c, size_t side, wks_error *err)
{
    if (c->n_insiders == 0) {
        return WKS_OK;
    }
    wks_insider_side *s = &c->side[side];
    size_t n = 0;
    if (!s->has_witness) {
        WKS_TRY(wks_arena_take(c->arena, c->n_touched, sizeof *s->insider, &s->insider, err));
        for (size_t k = 0; k < c->n_touched; k++) {
            if (!is_excused(c, c->touched[k], side)) {
                s->insider[n++] = c->touched[k];
            }
        }
        s->has_witness = true;
    } else {
        for (size_t k = 0; k < s->n; k++) {
            if (c->is_touched[s->insider[k]]) {
                s->insider[n++] = s->insider[k];
            }
        }
    }
    s->n = n;
    return WKS_OK;
}

bool wks_insider_check_is_served(const wks_insider_check *c, size_t side)
{
    return c->n_insiders == 0 || (c->side[side].has_witness && c->side[side].n == 0);
}
