/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question_told.h"

#include "base/hash.h"
#include "base/language.h"
#include "base/text.h"
#include "gate/breakdown_tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- versions -------------------------------------------------------------------------------- */

static int compare_deliveries(const void *a, const void *b)
{
    return strcmp((*(const wks_gate_delivery *const *)a)->hash,
                  (*(const wks_gate_delivery *const *)b)->hash);
}

wks_code wks_question_version(const wks_question_count *counts, size_t n, wks_arena *arena,
                              const char **out, wks_error *err)
{
    const wks_gate_delivery **found = NULL;
    size_t n_found = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof(void *), &found, err));
    for (size_t i = 0; i < n; i++) {
        size_t k = 0;
        while (k < n_found && found[k] != counts[i].delivery) {
            k++;
        }
        if (k == n_found && counts[i].delivery != NULL) {
            found[n_found++] = counts[i].delivery;
        }
    }
    if (n_found == 1) {
        *out = found[0]->hash;
        return WKS_OK;
    }
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    if (n_found > 1) {
        qsort(found, n_found, sizeof(void *), compare_deliveries);
    }
    for (size_t i = 0; i < n_found; i++) {
        wks_hasher_add_text(&hasher, found[i]->hash);
    }
    *out = wks_arena_text(arena, wks_hasher_end(&hasher).hex);
    return *out == NULL ? wks_arena_fail(err) : WKS_OK;
}

/* ---- rows of the ledger as counts ------------------------------------------------------------ */

/* A count of what a row of the ledger or a name of a cell says, without its numbers. */
static wks_code count_of(const wks_ledger_row *row, wks_arena *arena, wks_question_count *out,
                         wks_error *err)
{
    wks_breakdown *group = NULL;
    char code[WKS_AREA_CODE_SIZE];
    *out = (wks_question_count){.table = row->table,
                                .area = row->area,
                                .all = -1,
                                .index = WKS_GATE_NO_CELL,
                                .edition = row->edition};
    WKS_TRY(wks_arena_take(arena, 1, sizeof *group, &group, err));
    WKS_TRY(wks_breakdown_of_word(row->group, arena, group, err));
    out->group = group;
    if (!wks_area_code_read((wks_span){row->area, strlen(row->area)}, code, &out->level)) {
        return wks_fail(err, WKS_E_REFUSED,
                        wks_tr("the ledger names an area that is none: %s",
                               "het grootboek noemt een gebied dat er geen is: %s"),
                        row->area);
    }
    return WKS_OK;
}

/* What was told of this version. */
static wks_code take_told(const wks_gate_asking *asking, const char *table, const char *version,
                          wks_arena *arena, wks_question_count *out, size_t *n, wks_error *err)
{
    size_t first = 0;
    const size_t n_rows = wks_ledger_find(asking->ledger, table, &first);
    *n = 0;
    for (size_t i = first; i < first + n_rows; i++) {
        const wks_ledger_row *row = &asking->ledger->rows[i];
        if (strcmp(row->version, version) != 0) {
            continue;
        }
        wks_question_count *count = &out[(*n)++];
        WKS_TRY(count_of(row, arena, count, err));
        count->n = row->least;
        count->least = row->least;
        count->most = row->most;
        count->row = i;
        count->is_told = true;
    }
    return WKS_OK;
}

/* ---- a version that was replaced ------------------------------------------------------------- */

typedef struct old_version {
    const char *version;
    wks_question_count *counts; /* [n] by area */
    size_t n;
} old_version;

/* The first name of a version of a table; n_names when the memory has none. */
static size_t find_version(const wks_gate_memory *memory, const wks_ledger_row *wanted)
{
    size_t i = 0;
    while (i < memory->n_names && (strcmp(memory->names[i].row.table, wanted->table) != 0 ||
                                   strcmp(memory->names[i].row.version, wanted->version) != 0)) {
        i++;
    }
    return i;
}

/* The newest question that held this version. */
static wks_code recall_version(const wks_gate_asking *asking, const wks_ledger_row *wanted,
                               wks_gate_memory *memory, size_t *first, wks_error *err)
{
    for (size_t entry = asking->ledger->n_entries; entry-- > 0;) {
        WKS_TRY(asking->recall(asking->context, entry, memory, err));
        *first = find_version(memory, wanted);
        if (*first < memory->n_names) {
            return WKS_OK;
        }
    }
    return wks_fail(err, WKS_E_NOT_FOUND,
                    wks_tr("%s: was released before, and no decision that was kept tells what was "
                           "hidden then; put gate/decisions back from the backup",
                           "%s: is eerder uitgegeven, en geen bewaarde beslissing zegt wat er toen "
                           "verborgen was; zet gate/decisions terug uit de reservekopie"),
                    wanted->table);
}

/* What everybody knows to be the most of a cell of one atom: the whole that it is out of. */
static int64_t ceiling_of(const wks_protection *protection, size_t cell)
{
    const size_t first = protection->first[cell];
    if (protection->first[cell + 1] - first != 1) {
        return -1;
    }
    for (size_t i = 0; i < protection->n_cells; i++) {
        const wks_cell *one = &protection->cells[i];
        if (one->state == WKS_CELL_KNOWN && one->lower == 0 && one->upper > one->value &&
            protection->first[i + 1] - protection->first[i] == 1 &&
            protection->member[protection->first[i]] == protection->member[first]) {
            return one->upper;
        }
    }
    return -1;
}

/* A cell of the earlier question as a count: told, protected, or neither. */
static wks_code take_old(const wks_gate_asking *asking, const wks_gate_memory *memory, size_t name,
                         wks_arena *arena, wks_question_count *out, wks_error *err)
{
    const wks_cell_name *of = &memory->names[name];
    const wks_cell *cell = &memory->protection->cells[of->cell];
    WKS_TRY(count_of(&of->row, arena, out, err));
    const wks_ledger_row *told = bsearch(&of->row, asking->ledger->rows, asking->ledger->n_rows,
                                         sizeof *told, wks_ledger_compare);
    out->is_old = true;
    out->n = cell->value;
    out->row = name;
    out->all = ceiling_of(memory->protection, of->cell);
    if (told != NULL) {
        out->is_told = true; /* of an interval too: see gate_question_cells.c */
        out->least = out->n;
        out->most = out->n;
    } else if (cell->state == WKS_CELL_PRIMARY || cell->state == WKS_CELL_VIRTUAL) {
        out->has_limits = true;
        out->lower = cell->lower;
        out->upper = cell->upper;
    }
    return WKS_OK;
}

static wks_code take_old_version(const wks_gate_asking *asking, const wks_ledger_row *wanted,
                                 wks_arena *arena, old_version *out, wks_error *err)
{
    wks_gate_memory memory = {0};
    size_t first = 0;
    WKS_TRY(recall_version(asking, wanted, &memory, &first, err));
    size_t end = first;
    while (end < memory.n_names && strcmp(memory.names[end].row.table, wanted->table) == 0 &&
           strcmp(memory.names[end].row.version, wanted->version) == 0) {
        end++;
    }
    *out = (old_version){.version = wanted->version, .n = end - first};
    WKS_TRY(wks_arena_take(arena, out->n, sizeof *out->counts, &out->counts, err));
    for (size_t i = 0; i < out->n; i++) {
        WKS_TRY(take_old(asking, &memory, first + i, arena, &out->counts[i], err));
    }
    if (out->n > 1) {
        qsort(out->counts, out->n, sizeof *out->counts, wks_question_compare_counts);
    }
    return WKS_OK;
}

/* All versions of a table but the present one, in the order of the ledger. */
static wks_code take_old_versions(const wks_gate_asking *asking, const char *table,
                                  const char *version, wks_arena *arena, old_version **out,
                                  size_t *n, wks_error *err)
{
    size_t first = 0;
    const size_t n_rows = wks_ledger_find(asking->ledger, table, &first);
    *n = 0;
    WKS_TRY(wks_arena_take(arena, n_rows, sizeof **out, out, err));
    for (size_t i = first; i < first + n_rows; i++) {
        const wks_ledger_row *row = &asking->ledger->rows[i];
        if (strcmp(row->version, version) == 0 ||
            (*n > 0 && strcmp((*out)[*n - 1].version, row->version) == 0)) {
            continue;
        }
        WKS_TRY(take_old_version(asking, row, arena, &(*out)[(*n)++], err));
    }
    return WKS_OK;
}

/* ---- what did not change --------------------------------------------------------------------- */

static const wks_question_count *find_area(const old_version *old, const char *area)
{
    size_t low = 0;
    size_t high = old->n;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (strcmp(old->counts[middle].area, area) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return old->counts + low;
}

/* Hold a count of now to an earlier version: as many is known to be the same; below gemeente and on
 * other borders, anything else is not shown. */
static void hold_to(const old_version *old, wks_question_count *count)
{
    bool is_alike = false;
    const wks_question_count *at = find_area(old, count->area);
    for (; at < old->counts + old->n && strcmp(at->area, count->area) == 0; at++) {
        if (at->n == count->n && wks_breakdown_is_same(at->group, count->group)) {
            is_alike = true;
            if (at->is_told) {
                count->is_told = true;
                count->least = count->n;
                count->most = count->n;
            }
        }
    }
    const bool is_on_other_borders = old->n > 0 && old->counts[0].edition != count->edition;
    if (!is_alike && is_on_other_borders && count->level > WKS_LEVEL_GEMEENTE) {
        count->is_small = true;
    }
}

/* ---- the table ------------------------------------------------------------------------------- */

wks_code wks_question_take_table(wks_question_work *work, const wks_question_count *counts,
                                 size_t n, wks_error *err)
{
    const wks_gate_asking *asking = work->asking;
    const char *table = counts->table;
    const char *version = NULL;
    wks_question_count *all = NULL;
    old_version *old = NULL;
    size_t first = 0;
    size_t n_told = 0;
    size_t n_old = 0;
    work->n_links = 0;
    WKS_TRY(wks_question_version(counts, n, work->arena, &version, err));
    WKS_TRY(take_old_versions(asking, table, version, work->arena, &old, &n_old, err));
    const size_t room = n + wks_ledger_find(asking->ledger, table, &first);
    WKS_TRY(wks_arena_take(work->arena, room, sizeof *all, &all, err));
    memcpy(all, counts, n * sizeof *all);
    for (size_t i = 0; i < n * n_old; i++) {
        hold_to(&old[i / n], &all[i % n]);
    }
    WKS_TRY(take_told(asking, table, version, work->arena, all + n, &n_told, err));
    qsort(all, n + n_told, sizeof *all, wks_question_compare_counts);
    WKS_TRY(wks_question_add_table(work, all, n + n_told, version, err));
    for (size_t i = 0; i < n_old; i++) {
        WKS_TRY(wks_question_add_table(work, old[i].counts, old[i].n, old[i].version, err));
    }
    return WKS_OK;
}
