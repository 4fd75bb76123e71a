/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/table_rule.h"

static bool any_row(const wks_count_table *table, const uint32_t *atoms, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        if (table->has_row[atoms[k]]) {
            return true;
        }
    }
    return false;
}

static wks_cell judge(const wks_table_rule *rule, int64_t value, bool has_row)
{
    const int64_t more = rule->criterion == WKS_TABLE_CRITERION_A ? value + 1 : rule->minimum;
    if (value == 0 && !(rule->protects_zeros && has_row)) {
        return (wks_cell){.state = WKS_CELL_KNOWN};
    }
    if (value < rule->minimum) {
        return (wks_cell){.state = WKS_CELL_PRIMARY,
                          .value = value,
                          .lower = value == 0 ? 0 : value - 1,
                          .upper = more};
    }
    return (wks_cell){.state = WKS_CELL_OPEN, .value = value, .lower = value, .upper = value};
}

/* Room for a cell of the protection for each different cell of the table. */
static wks_code make_room(const wks_count_table *table, wks_arena *arena, wks_table_question *out,
                          wks_error *err)
{
    size_t n_cells = 0;
    size_t n_members = 0;
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        if (table->same_as[cell] == cell) {
            n_cells++;
            n_members += wks_count_table_atoms(table, cell, NULL);
        }
    }
    out->protection = (wks_protection){.atoms = table->atoms, .n_atoms = table->n_atoms};
    WKS_TRY(
        wks_arena_take(arena, n_cells, sizeof *out->protection.cells, &out->protection.cells, err));
    WKS_TRY(wks_arena_take(arena, n_cells + 1, sizeof *out->protection.first,
                           &out->protection.first, err));
    WKS_TRY(wks_arena_take(arena, n_members, sizeof *out->protection.member,
                           &out->protection.member, err));
    return wks_arena_take(arena, table->n_cells, sizeof *out->cell_of, &out->cell_of, err);
}

wks_code wks_table_rule_apply(const wks_count_table *table, const wks_table_rule *rule,
                              wks_arena *arena, wks_table_question *out, wks_error *err)
{
    WKS_TRY(make_room(table, arena, out, err));
    wks_protection *to = &out->protection;
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const size_t same = table->same_as[cell];
        if (same == cell) {
            uint32_t *atoms = to->member + to->first[to->n_cells];
            const size_t n = wks_count_table_atoms(table, cell, atoms);
            to->cells[to->n_cells] = judge(rule, table->values[cell], any_row(table, atoms, n));
            to->first[to->n_cells + 1] = to->first[to->n_cells] + n;
            out->cell_of[cell] = to->n_cells++;
        } else {
            out->cell_of[cell] = out->cell_of[same];
        }
        wks_cell *known = &to->cells[out->cell_of[cell]];
        if (known->state == WKS_CELL_OPEN) {
            known->cost += rule->objective == WKS_TABLE_LOSES_PERSONS ? (double)known->value : 1.0;
        }
    }
    return WKS_OK;
}
