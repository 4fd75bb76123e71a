/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/small_count_rounding.h"

#include "base/language.h"
#include "gate/rounding_search.h"

#include <stdbool.h>
#include <stddef.h>

/* The small atoms of a table, and the different cells that they stand in. */
typedef struct small_counts {
    const wks_count_table *table;
    int64_t base;
    int64_t *counts;  /* [n] */
    uint32_t *number; /* [table->n_atoms] its place in counts, from 1; 0: not small */
    size_t n;
    uint32_t *atoms; /* [table->n_atoms] of the cell at hand */
    size_t *sum_of;  /* [table->n_cells] its sum, from 1; 0: nothing small in it */
    wks_rounding_sums sums;
} small_counts;

static wks_code find_small(small_counts *of, wks_arena *arena, wks_error *err)
{
    const wks_count_table *table = of->table;
    WKS_TRY(wks_arena_take(arena, table->n_atoms, sizeof *of->counts, &of->counts, err));
    WKS_TRY(wks_arena_take(arena, table->n_atoms, sizeof *of->number, &of->number, err));
    WKS_TRY(wks_arena_take(arena, table->n_atoms, sizeof *of->atoms, &of->atoms, err));
    for (size_t i = 0; i < table->n_atoms; i++) {
        if (table->atoms[i] > 0 && table->atoms[i] < of->base) {
            of->counts[of->n++] = table->atoms[i];
            of->number[i] = (uint32_t)of->n;
        }
    }
    return WKS_OK;
}

/* How many atoms of a cell are small; their numbers from 0 into out, unless it is NULL. */
static size_t list_small(const small_counts *of, size_t cell, uint32_t *out)
{
    const size_t n_atoms = wks_count_table_atoms(of->table, cell, of->atoms);
    size_t n = 0;
    for (size_t k = 0; k < n_atoms; k++) {
        const uint32_t number = of->number[of->atoms[k]];
        if (number != 0 && out != NULL) {
            out[n] = number - 1;
        }
        n += number != 0;
    }
    return n;
}

static wks_code make_sums(small_counts *of, wks_arena *arena, wks_error *err)
{
    const wks_count_table *table = of->table;
    size_t *first = NULL;
    uint32_t *member = NULL;
    int64_t *weight = NULL;
    size_t n_sums = 0;
    size_t n_members = 0;
    WKS_TRY(wks_arena_take(arena, table->n_cells, sizeof *of->sum_of, &of->sum_of, err));
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const size_t n = table->same_as[cell] == cell ? list_small(of, cell, NULL) : 0;
        n_members += n;
        if (n > 0) {
            of->sum_of[cell] = ++n_sums;
        }
    }
    WKS_TRY(wks_arena_take(arena, n_sums + 1, sizeof *first, &first, err));
    WKS_TRY(wks_arena_take(arena, n_members, sizeof *member, &member, err));
    WKS_TRY(wks_arena_take(arena, n_sums, sizeof *weight, &weight, err));
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const size_t same = table->same_as[cell];
        const size_t sum = of->sum_of[same];
        if (sum == 0) {
            continue;
        }
        if (same == cell) {
            first[sum] = first[sum - 1] + list_small(of, cell, member + first[sum - 1]);
        }
        of->sum_of[cell] = sum;
        weight[sum - 1]++; /* shown twice, it counts twice */
    }
    of->sums = (wks_rounding_sums){.counts = of->counts,
                                   .n_counts = of->n,
                                   .base = of->base,
                                   .first = first,
                                   .member = member,
                                   .weight = weight,
                                   .n_sums = n_sums};
    return WKS_OK;
}

static int64_t change_of(const small_counts *of, const bool *is_up, size_t sum)
{
    int64_t change = 0;
    for (size_t k = of->sums.first[sum]; k < of->sums.first[sum + 1]; k++) {
        const uint32_t i = of->sums.member[k];
        change += (is_up[i] ? of->base : 0) - of->counts[i];
    }
    return change;
}

wks_code wks_small_count_rounding_apply(const wks_count_table *table, int64_t base,
                                        wks_arena *arena, int64_t *values, wks_error *err)
{
    small_counts of = {.table = table, .base = base};
    bool *is_up = NULL;
    if (base < WKS_SMALL_COUNT_LEAST_BASE || base > WKS_SMALL_COUNT_MOST_BASE) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("the base of rounding must be from %d to %d",
                               "de basis van het afronden moet van %d tot en met %d zijn"),
                        WKS_SMALL_COUNT_LEAST_BASE, WKS_SMALL_COUNT_MOST_BASE);
    }
    WKS_TRY(find_small(&of, arena, err));
    WKS_TRY(make_sums(&of, arena, err));
    WKS_TRY(wks_arena_take(arena, of.n, sizeof *is_up, &is_up, err));
    WKS_TRY(wks_rounding_search_run(&of.sums, arena, is_up, err));
    for (size_t cell = 0; cell < table->n_cells; cell++) {
        const size_t sum = of.sum_of[cell];
        values[cell] = table->values[cell] + (sum == 0 ? 0 : change_of(&of, is_up, sum - 1));
    }
    return WKS_OK;
}
