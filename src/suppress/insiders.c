/* SPDX-License-Identifier: EUPL-1.2 */
#include "suppress/insiders.h"

uint32_t wks_insiders_person(const wks_protection *p, size_t cell)
{
    size_t k = p->first[cell];
    while (p->atoms[p->member[k]] == 0) {
        k++;
    }
    return p->member[k];
}

static bool knows(const uint32_t *knower, size_t n, uint32_t insider)
{
    for (size_t k = 0; k < n; k++) {
        if (knower[k] == insider) {
            return true;
        }
    }
    return false;
}

/* Room for every cell of value 1 that holds an atom; what is not used stays behind the last. */
static wks_code make_room(const wks_protection *p, wks_arena *arena, wks_insiders *out,
                          wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, p->n_atoms + 1, sizeof *out->first, &out->first, err));
    for (size_t a = 0; a < p->n_atoms; a++) {
        out->first[a + 1] = p->atoms[a] == 1;
        out->n += p->atoms[a] == 1;
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        for (size_t k = p->first[i]; p->cells[i].value == 1 && k < p->first[i + 1]; k++) {
            out->first[p->member[k] + 1]++;
        }
    }
    for (size_t a = 0; a < p->n_atoms; a++) {
        out->first[a + 1] += out->first[a];
    }
    return wks_arena_take(arena, out->first[p->n_atoms], sizeof *out->knower, &out->knower, err);
}

wks_code wks_insiders_find(const wks_protection *p, wks_arena *arena, wks_insiders *out,
                           wks_error *err)
{
    size_t *n = NULL; /* [n_atoms] knowers so far */
    *out = (wks_insiders){.protection = p};
    if (p->insiders == 0) {
        return WKS_OK;
    }
    WKS_TRY(make_room(p, arena, out, err));
    WKS_TRY(wks_arena_take(arena, p->n_atoms, sizeof *n, &n, err));
    for (size_t a = 0; a < p->n_atoms; a++) {
        if (p->atoms[a] == 1) {
            out->knower[out->first[a] + n[a]++] = (uint32_t)a;
        }
    }
    for (size_t i = 0; i < p->n_cells; i++) {
        const uint32_t person = p->cells[i].value == 1 ? wks_insiders_person(p, i) : 0;
        for (size_t k = p->first[i]; p->cells[i].value == 1 && k < p->first[i + 1]; k++) {
            const uint32_t atom = p->member[k];
            if (!knows(out->knower + out->first[atom], n[atom], person)) {
                out->knower[out->first[atom] + n[atom]++] = person;
            }
        }
    }
    size_t end = 0; /* move together */
    for (size_t a = 0; a < p->n_atoms; a++) {
        const size_t from = out->first[a];
        out->first[a] = end;
        for (size_t k = 0; k < n[a]; k++) {
            out->knower[end++] = out->knower[from + k];
        }
    }
    out->first[p->n_atoms] = end;
    return WKS_OK;
}

bool wks_insiders_excuse(const wks_insiders *insiders, uint32_t insider, size_t cell, bool is_upper)
{
    const wks_protection *p = insiders->protection;
    bool knows_any = false;
    bool is_in = false;
    for (size_t k = p->first[cell]; k < p->first[cell + 1] && !knows_any; k++) {
        const uint32_t atom = p->member[k];
        const size_t first = insiders->first[atom];
        knows_any =
            is_upper && knows(insiders->knower + first, insiders->first[atom + 1] - first, insider);
        is_in = is_in || atom == insider;
    }
    return is_upper ? knows_any : is_in && p->cells[cell].lower == 0;
}
