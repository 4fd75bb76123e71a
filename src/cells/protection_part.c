/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/protection_part.h"

#include <stdint.h>

/* Atoms that hang together have one root; each step halves the way to it. */
static size_t root_of(size_t *up, size_t atom)
{
    while (up[atom] != atom) {
        up[atom] = up[up[atom]];
        atom = up[atom];
    }
    return atom;
}

static wks_code join_atoms(const wks_protection *whole, wks_arena *arena, size_t **out,
                           wks_error *err)
{
    size_t *up = NULL;
    WKS_TRY(wks_arena_take(arena, whole->n_atoms, sizeof *up, &up, err));
    for (size_t i = 0; i < whole->n_atoms; i++) {
        up[i] = i;
    }
    for (size_t i = 0; i < whole->n_cells; i++) {
        for (size_t k = whole->first[i] + 1; k < whole->first[i + 1]; k++) {
            const size_t a = root_of(up, whole->member[k - 1]);
            const size_t b = root_of(up, whole->member[k]);
            up[a > b ? a : b] = a > b ? b : a;
        }
    }
    *out = up;
    return WKS_OK;
}

/* atom_of [whole->n_atoms]: its index in the part, SIZE_MAX of others. */
static wks_code take_atoms(const wks_protection *whole, size_t *up, const bool *is_wanted_root,
                           wks_arena *arena, size_t *atom_of, wks_protection *out, wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, whole->n_atoms, sizeof *out->atoms, &out->atoms, err));
    for (size_t i = 0; i < whole->n_atoms; i++) {
        atom_of[i] = SIZE_MAX;
        if (is_wanted_root[root_of(up, i)]) {
            atom_of[i] = out->n_atoms;
            out->atoms[out->n_atoms++] = whole->atoms[i];
        }
    }
    return WKS_OK;
}

/* Atoms keep their order, so that members stay rising. */
static wks_code take_cells(const wks_protection *whole, const size_t *atom_of, wks_arena *arena,
                           wks_protection_part *out, wks_error *err)
{
    wks_protection *to = &out->protection;
    size_t n_members = 0;
    WKS_TRY(wks_arena_take(arena, whole->n_cells, sizeof *to->cells, &to->cells, err));
    WKS_TRY(wks_arena_take(arena, whole->n_cells, sizeof *out->cell, &out->cell, err));
    WKS_TRY(wks_arena_take(arena, whole->n_cells + 1, sizeof *to->first, &to->first, err));
    WKS_TRY(wks_arena_take(arena, whole->n_cells == 0 ? 0 : whole->first[whole->n_cells],
                           sizeof *to->member, &to->member, err));
    for (size_t i = 0; i < whole->n_cells; i++) {
        if (atom_of[whole->member[whole->first[i]]] == SIZE_MAX) {
            continue;
        }
        for (size_t k = whole->first[i]; k < whole->first[i + 1]; k++) {
            to->member[n_members++] = (uint32_t)atom_of[whole->member[k]];
        }
        out->cell[to->n_cells] = i;
        to->cells[to->n_cells++] = whole->cells[i];
        to->first[to->n_cells] = n_members;
    }
    return WKS_OK;
}

wks_code wks_protection_part_take(const wks_protection *whole, const bool *is_wanted,
                                  wks_arena *arena, wks_protection_part *out, wks_error *err)
{
    size_t *up = NULL;
    size_t *atom_of = NULL;
    bool *is_wanted_root = NULL;
    *out = (wks_protection_part){.protection = {.insiders = whole->insiders}};
    WKS_TRY(join_atoms(whole, arena, &up, err));
    WKS_TRY(wks_arena_take(arena, whole->n_atoms, sizeof *is_wanted_root, &is_wanted_root, err));
    WKS_TRY(wks_arena_take(arena, whole->n_atoms, sizeof *atom_of, &atom_of, err));
    for (size_t i = 0; i < whole->n_cells; i++) {
        if (is_wanted[i]) {
            is_wanted_root[root_of(up, whole->member[whole->first[i]])] = true;
        }
    }
    WKS_TRY(take_atoms(whole, up, is_wanted_root, arena, atom_of, &out->protection, err));
    return take_cells(whole, atom_of, arena, out, err);
}

wks_code wks_protection_part_pattern(const wks_protection_part *part, const wks_pattern *whole,
                                     wks_arena *arena, wks_pattern *out, wks_error *err)
{
    const wks_protection *of = &part->protection;
    *out = (wks_pattern){.n_cells = of->n_cells};
    WKS_TRY(wks_arena_take(arena, of->n_cells, sizeof *out->is_hidden, &out->is_hidden, err));
    for (size_t i = 0; i < of->n_cells; i++) {
        out->is_hidden[i] = whole->is_hidden[part->cell[i]];
        out->loss += out->is_hidden[i] ? of->cells[i].cost : 0;
    }
    return WKS_OK;
}
