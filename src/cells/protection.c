/* SPDX-License-Identifier: EUPL-1.2 */
#include "cells/protection.h"

#include "base/file.h"
#include "base/language.h"
#include "cells/lines.h"

#include <inttypes.h>
#include <math.h>

enum {
    N_STATES = WKS_CELL_VIRTUAL + 1
};

static const char *const states[N_STATES] = {[WKS_CELL_OPEN] = "open",
                                             [WKS_CELL_KNOWN] = "known",
                                             [WKS_CELL_PRIMARY] = "primary",
                                             [WKS_CELL_VIRTUAL] = "virtual"};

/* ---- what must hold -------------------------------------------------------------------------- */

/* What is wrong with a cell; NULL when nothing is. */
static const char *fault_of(const wks_protection *protection, size_t i)
{
    const wks_cell *cell = &protection->cells[i];
    int64_t sum = 0;
    if (protection->first[i] >= protection->first[i + 1]) {
        return wks_tr("at least one atom", "minstens één atoom");
    }
    for (size_t k = protection->first[i]; k < protection->first[i + 1]; k++) {
        if (protection->member[k] >= protection->n_atoms ||
            (k > protection->first[i] && protection->member[k] <= protection->member[k - 1])) {
            return wks_tr("atoms that exist, in rising order",
                          "atomen die bestaan, in oplopende volgorde");
        }
        sum += protection->atoms[protection->member[k]];
        if (sum > WKS_MOST_PERSONS) {
            return wks_tr("at most 2^50 persons", "hoogstens 2^50 personen");
        }
    }
    if (sum != cell->value) {
        return wks_tr("the sum of its atoms as its value", "de som van zijn atomen als waarde");
    }
    if (cell->lower < 0 || cell->lower > cell->value || cell->upper < cell->value ||
        cell->upper > WKS_MOST_PERSONS) {
        return wks_tr("limits around its value, zero or more",
                      "grenzen om zijn waarde heen, nul of meer");
    }
    if (cell->state == WKS_CELL_OPEN &&
        (cell->lower != cell->value || cell->upper != cell->value)) {
        return wks_tr("an open cell with its value as both limits",
                      "een open cel met zijn waarde als beide grenzen");
    }
    if (cell->state == WKS_CELL_OPEN ? !(cell->cost > 0) || !isfinite(cell->cost)
                                     : cell->cost != 0) {
        return wks_tr("a cost above 0 of an open cell, 0 of another",
                      "kosten boven 0 van een open cel, 0 van een andere");
    }
    return NULL;
}

wks_code wks_protection_check(const wks_protection *protection, wks_error *err)
{
    if (protection->n_atoms > UINT32_MAX) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("expected at most 2^32 - 1 atoms", "verwacht hoogstens 2^32 - 1 atomen"));
    }
    if (protection->insiders > WKS_MOST_INSIDERS) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("expected at most %d insider", "verwacht hoogstens %d insider"),
                        WKS_MOST_INSIDERS);
    }
    for (size_t i = 0; i < protection->n_atoms; i++) {
        if (protection->atoms[i] < 0 || protection->atoms[i] > WKS_MOST_PERSONS) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("atom %zu: expected 0 to 2^50 persons",
                                   "atoom %zu: verwacht 0 tot 2^50 personen"),
                            i + 1);
        }
    }
    for (size_t i = 0; i < protection->n_cells; i++) {
        const char *fault = fault_of(protection, i);
        if (fault != NULL) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("cell %zu: expected %s", "cel %zu: verwacht %s"), i + 1, fault);
        }
    }
    return WKS_OK;
}

/* ---- a protection ---------------------------------------------------------------------------- */

static void put_cell(const wks_protection *protection, size_t i, wks_buffer *out)
{
    char cost[WKS_NUMBER_TEXT_SIZE];
    const wks_cell *cell = &protection->cells[i];
    wks_buffer_printf(out, "%s %" PRId64 " %" PRId64 " %" PRId64 " %s %zu", states[cell->state],
                      cell->value, cell->lower, cell->upper, wks_number_text(cell->cost, cost),
                      protection->first[i + 1] - protection->first[i]);
    for (size_t k = protection->first[i]; k < protection->first[i + 1]; k++) {
        wks_buffer_printf(out, " %" PRIu32, protection->member[k]);
    }
    wks_buffer_text(out, "\n");
}

wks_code wks_protection_write(const wks_protection *protection, const char *path, wks_hash *hash,
                              wks_error *err)
{
    wks_buffer out = {0};
    wks_hasher hasher;
    if (protection->insiders > 0) {
        wks_buffer_printf(&out, "wijkscan-protection 2\ninsiders %zu\n", protection->insiders);
    } else {
        wks_buffer_text(&out, "wijkscan-protection 1\n");
    }
    wks_buffer_printf(&out, "atoms %zu\n", protection->n_atoms);
    for (size_t i = 0; i < protection->n_atoms; i++) {
        wks_buffer_printf(&out, "%" PRId64 "\n", protection->atoms[i]);
    }
    wks_buffer_printf(&out, "cells %zu %zu\n", protection->n_cells,
                      protection->n_cells == 0 ? 0 : protection->first[protection->n_cells]);
    for (size_t i = 0; i < protection->n_cells; i++) {
        put_cell(protection, i, &out);
    }
    if (hash != NULL) {
        wks_hasher_init(&hasher);
        wks_hasher_add(&hasher, out.bytes, out.n);
        *hash = wks_hasher_end(&hasher);
    }
    return wks_file_write_buffer(path, &out, err);
}

static wks_code read_cell(wks_lines *lines, wks_protection *to, size_t i, size_t n_members,
                          wks_error *err)
{
    wks_cell *cell = &to->cells[i];
    size_t state = 0;
    int64_t n = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_choice(lines, states, N_STATES, &state, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &cell->value, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &cell->lower, err));
    WKS_TRY(wks_lines_integer(lines, 0, WKS_MOST_PERSONS, &cell->upper, err));
    WKS_TRY(wks_lines_number(lines, &cell->cost, err));
    WKS_TRY(wks_lines_integer(lines, 1, (int64_t)(n_members - to->first[i]), &n, err));
    cell->state = (wks_cell_state)state;
    to->first[i + 1] = to->first[i] + (size_t)n;
    for (size_t k = to->first[i]; k < to->first[i + 1]; k++) {
        int64_t atom = 0;
        WKS_TRY(wks_lines_integer(lines, 0, (int64_t)to->n_atoms - 1, &atom, err));
        to->member[k] = (uint32_t)atom;
    }
    const char *fault = fault_of(to, i);
    return fault == NULL ? WKS_OK : wks_lines_fail(lines, fault, err);
}

/* The first line, and the second of version 2. */
static wks_code read_version(wks_lines *lines, wks_protection *to, wks_error *err)
{
    static const char *const versions[] = {"1", "2"};
    size_t version = 0;
    int64_t insiders = 0;
    WKS_TRY(wks_lines_next(lines, err));
    WKS_TRY(wks_lines_literal(lines, "wijkscan-protection", err));
    WKS_TRY(wks_lines_choice(lines, versions, 2, &version, err));
    if (version == 1) {
        WKS_TRY(wks_lines_next(lines, err));
        WKS_TRY(wks_lines_literal(lines, "insiders", err));
        WKS_TRY(wks_lines_integer(lines, 1, WKS_MOST_INSIDERS, &insiders, err));
    }
    to->insiders = (size_t)insiders;
    return WKS_OK;
}

wks_code wks_protection_read(const char *path, wks_arena *arena, wks_protection *out,
                             wks_hash *hash, wks_error *err)
{
    wks_lines lines;
    int64_t n = 0;
    int64_t n_members = 0;
    *out = (wks_protection){0};
    WKS_TRY(wks_lines_open(path, arena, &lines, hash, err));
    WKS_TRY(read_version(&lines, out, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "atoms", err));
    /* a line each, so a file that ends sooner is no reason to take memory for more */
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n, err));
    out->n_atoms = (size_t)n;
    WKS_TRY(wks_arena_take(arena, out->n_atoms, sizeof *out->atoms, &out->atoms, err));
    for (size_t i = 0; i < out->n_atoms; i++) {
        WKS_TRY(wks_lines_next(&lines, err));
        WKS_TRY(wks_lines_integer(&lines, 0, WKS_MOST_PERSONS, &out->atoms[i], err));
    }
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "cells", err));
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n, err));
    WKS_TRY(wks_lines_integer(&lines, 0, (int64_t)lines.rest.n, &n_members, err));
    out->n_cells = (size_t)n;
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->cells, &out->cells, err));
    WKS_TRY(wks_arena_take(arena, out->n_cells + 1, sizeof *out->first, &out->first, err));
    WKS_TRY(wks_arena_take(arena, (size_t)n_members, sizeof *out->member, &out->member, err));
    for (size_t i = 0; i < out->n_cells; i++) {
        WKS_TRY(read_cell(&lines, out, i, (size_t)n_members, err));
    }
    return wks_lines_end(&lines, err);
}

/* ---- a pattern ------------------------------------------------------------------------------- */

wks_code wks_pattern_write(const wks_pattern *pattern, const char *path, wks_error *err)
{
    wks_buffer out = {0};
    char loss[WKS_NUMBER_TEXT_SIZE];
    char bound[WKS_NUMBER_TEXT_SIZE];
    wks_buffer_printf(&out, "wijkscan-pattern 1\nprotection %s\nloss %s\nbound %s\ncells %zu\n",
                      pattern->protection.hex, wks_number_text(pattern->loss, loss),
                      wks_number_text(pattern->bound, bound), pattern->n_cells);
    for (size_t i = 0; i < pattern->n_cells; i++) {
        wks_buffer_text(&out, pattern->is_hidden[i] ? "1\n" : "0\n");
    }
    return wks_file_write_buffer(path, &out, err);
}

/* What the pattern says of itself must be so: its loss is the cost of what it hides. */
static wks_code check_loss(const wks_lines *lines, const wks_protection *protection,
                           const wks_pattern *pattern, wks_error *err)
{
    static const double rounding = 1e-9;
    double loss = 0;
    for (size_t i = 0; i < pattern->n_cells; i++) {
        loss += pattern->is_hidden[i] ? protection->cells[i].cost : 0;
    }
    if (!(fabs(loss - pattern->loss) <= rounding * (1 + loss)) || !(pattern->bound >= 0) ||
        !(pattern->bound <= pattern->loss + rounding * (1 + loss))) {
        return wks_lines_fail(lines,
                              wks_tr("above it the loss of what is hidden, and a bound below that",
                                     "erboven het verlies van wat verborgen is, en een grens "
                                     "daaronder"),
                              err);
    }
    return WKS_OK;
}

static wks_code read_hidden(wks_lines *lines, const wks_protection *protection, wks_pattern *out,
                            wks_error *err)
{
    for (size_t i = 0; i < out->n_cells; i++) {
        const wks_cell_state state = protection->cells[i].state;
        int64_t hidden = 0;
        WKS_TRY(wks_lines_next(lines, err));
        WKS_TRY(wks_lines_integer(lines, state == WKS_CELL_PRIMARY || state == WKS_CELL_VIRTUAL,
                                  state != WKS_CELL_KNOWN, &hidden, err));
        out->is_hidden[i] = hidden == 1;
    }
    WKS_TRY(check_loss(lines, protection, out, err));
    return wks_lines_end(lines, err);
}

wks_code wks_pattern_read(const char *path, const wks_protection *protection, const wks_hash *hash,
                          wks_arena *arena, wks_pattern *out, wks_error *err)
{
    wks_lines lines;
    int64_t n = 0;
    *out = (wks_pattern){.n_cells = protection->n_cells};
    WKS_TRY(wks_lines_open(path, arena, &lines, NULL, err));
    WKS_TRY(wks_lines_kind(&lines, "wijkscan-pattern", err));
    WKS_TRY(wks_lines_protection(&lines, hash, err));
    out->protection = *hash;
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "loss", err));
    WKS_TRY(wks_lines_number(&lines, &out->loss, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "bound", err));
    WKS_TRY(wks_lines_number(&lines, &out->bound, err));
    WKS_TRY(wks_lines_next(&lines, err));
    WKS_TRY(wks_lines_literal(&lines, "cells", err));
    WKS_TRY(wks_lines_integer(&lines, (int64_t)out->n_cells, (int64_t)out->n_cells, &n, err));
    WKS_TRY(wks_arena_take(arena, out->n_cells, sizeof *out->is_hidden, &out->is_hidden, err));
    return read_hidden(&lines, protection, out, err);
}
