/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question_table.h"

#include "base/language.h"
#include "gate/breakdown_tree.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Areas by groups; a place is area * n_nodes + node. */
typedef struct table {
    wks_question_work *work;
    const wks_question_count *counts;
    size_t n_counts;
    const char *version;
    wks_breakdown_tree tree;
    const wks_question_count **areas; /* [n_areas] one of each, by code */
    size_t *parent;                   /* [n_areas] the smallest area that holds it; n_areas: none */
    bool *has_parts;                  /* [n_areas] */
    size_t n_areas;
    bool *is_given; /* [n_places] */
    int64_t *count; /* [n_places] of two counts of a place the last */
    int64_t *class; /* [n_places] what the group counts beside the groups in it */
    size_t *atom;   /* [n_places] WKS_GATE_NO_CELL: none */
    size_t *cell;   /* [n_places] of the protection; WKS_GATE_NO_CELL: none */
    size_t *n_of;   /* [n_places] atoms in it */
} table;

static size_t n_places(const table *t)
{
    return t->n_areas * t->tree.n;
}

static size_t place_of(const table *t, size_t area, size_t node)
{
    return area * t->tree.n + node;
}

/* ---- areas in areas -------------------------------------------------------------------------- */

static int compare_area(const void *key, const void *item)
{
    return strcmp(key, (*(const wks_question_count *const *)item)->area);
}

static size_t find_area(const table *t, const char *code)
{
    const wks_question_count *const *found =
        bsearch(code, t->areas, t->n_areas, sizeof(void *), compare_area);
    return found == NULL ? t->n_areas
                         : (size_t)(found - (const wks_question_count *const *)t->areas);
}

static size_t find_region(const table *t, const char *gemeente)
{
    bool is_member = false;
    for (size_t i = 0; i < t->work->asking->n_members; i++) {
        is_member = is_member || strcmp(t->work->asking->members[i], gemeente) == 0;
    }
    for (size_t i = 0; is_member && i < t->n_areas; i++) {
        if (t->areas[i]->level == WKS_LEVEL_REGIO) {
            return i;
        }
    }
    return t->n_areas;
}

static size_t find_parent(const table *t, size_t area)
{
    const wks_question_count *own = t->areas[area];
    char code[WKS_AREA_CODE_SIZE] = "";
    if (own->level == WKS_LEVEL_LAND || own->level == WKS_LEVEL_REGIO) {
        return t->n_areas;
    }
    for (int level = (int)own->level - 1; level >= (int)WKS_LEVEL_GEMEENTE; level--) {
        if (wks_area_code_up(own->area, (wks_level)level, code)) {
            const size_t found = find_area(t, code);
            if (found < t->n_areas) {
                return found;
            }
        }
    }
    return wks_area_code_up(own->area, WKS_LEVEL_GEMEENTE, code) ? find_region(t, code)
                                                                 : t->n_areas;
}

static wks_code take_areas(table *t, wks_error *err)
{
    wks_arena *arena = t->work->arena;
    WKS_TRY(wks_arena_take(arena, t->n_counts, sizeof(void *), &t->areas, err));
    for (size_t i = 0; i < t->n_counts; i++) {
        const wks_question_count *count = &t->counts[i];
        if (t->n_areas == 0 || strcmp(t->areas[t->n_areas - 1]->area, count->area) != 0) {
            t->areas[t->n_areas++] = count;
        }
    }
    WKS_TRY(wks_arena_take(arena, t->n_areas, sizeof *t->parent, &t->parent, err));
    WKS_TRY(wks_arena_take(arena, t->n_areas + 1, sizeof *t->has_parts, &t->has_parts, err));
    for (size_t i = 0; i < t->n_areas; i++) {
        t->parent[i] = find_parent(t, i);
        t->has_parts[t->parent[i]] = true;
    }
    return WKS_OK;
}

/* ---- counts ---------------------------------------------------------------------------------- */

static wks_code take_groups(table *t, wks_error *err)
{
    const wks_breakdown **groups = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(t->work->arena, t->n_counts, sizeof(void *), &groups, err));
    for (size_t i = 0; i < t->n_counts; i++) {
        const wks_breakdown *group = t->counts[i].group;
        size_t k = 0;
        while (k < n && !wks_breakdown_is_same(groups[k], group)) {
            k++;
        }
        groups[k] = group;
        n += k == n;
    }
    return wks_breakdown_tree_make(groups, n, t->work->arena, &t->tree, err);
}

static size_t place_of_count(const table *t, const wks_question_count *count)
{
    return place_of(t, find_area(t, count->area), wks_breakdown_tree_find(&t->tree, count->group));
}

static const char *about(const table *t)
{
    size_t i = 0;
    while (i + 1 < t->n_counts && t->counts[i].about == NULL) {
        i++;
    }
    return t->counts[i].about == NULL ? t->counts[i].table : t->counts[i].about;
}

static wks_code too_many(const table *t, size_t area, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("%s, %s: the parts count more than the whole",
                           "%s, %s: de delen tellen meer dan het geheel"),
                    about(t), t->areas[area]->area);
}

static wks_code differ(const table *t, const wks_question_count *count, wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED,
                    wks_tr("%s, %s: two counts of the same persons differ; was another number told "
                           "before?",
                           "%s, %s: twee aantallen van dezelfde personen verschillen; is er eerder "
                           "een ander aantal verteld?"),
                    about(t), count->area);
}

/* What is not told of an area is at least what its parts tell; likewise of a group. */
static void fill_counts(table *t)
{
    for (int level = WKS_LEVEL_BUURT; level > (int)WKS_LEVEL_LAND; level--) {
        for (size_t area = 0; area < t->n_areas; area++) {
            const size_t parent = t->parent[area];
            for (size_t node = 0;
                 (int)t->areas[area]->level == level && parent < t->n_areas && node < t->tree.n;
                 node++) {
                const size_t up = place_of(t, parent, node);
                t->count[up] += t->is_given[up] ? 0 : t->count[place_of(t, area, node)];
            }
        }
    }
    for (size_t area = 0; area < t->n_areas; area++) {
        for (size_t node = t->tree.n; node-- > 0;) {
            int64_t parts = 0;
            for (size_t k = node + 1; k < t->tree.n; k++) {
                parts += t->tree.nodes[k].parent == node ? t->count[place_of(t, area, k)] : 0;
            }
            const size_t place = place_of(t, area, node);
            if (!t->is_given[place] && t->count[place] < parts) {
                t->count[place] = parts;
            }
            t->class[place] = t->count[place] - parts;
        }
    }
}

static wks_code take_counts(table *t, wks_error *err)
{
    wks_arena *arena = t->work->arena;
    const size_t n = n_places(t);
    WKS_TRY(wks_arena_take(arena, n, sizeof *t->is_given, &t->is_given, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *t->count, &t->count, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *t->class, &t->class, err));
    for (size_t i = 0; i < t->n_counts; i++) {
        const size_t place = place_of_count(t, &t->counts[i]);
        const wks_question_count *count = &t->counts[i];
        if (count->least != count->most) {
            continue; /* an interval says no number */
        }
        if (t->is_given[place] && t->count[place] != count->n) {
            return differ(t, count, err);
        }
        t->is_given[place] = true;
        t->count[place] = count->n;
    }
    fill_counts(t);
    for (size_t place = 0; place < n; place++) {
        if (t->class[place] < 0) {
            return too_many(t, place / t->tree.n, err);
        }
        t->tree.nodes[place % t->tree.n].has_class =
            t->tree.nodes[place % t->tree.n].has_class || t->class[place] > 0;
    }
    return WKS_OK;
}

/* ---- atoms ----------------------------------------------------------------------------------- */

static wks_code add_atom(table *t, size_t place, int64_t value, wks_error *err)
{
    wks_question_work *work = t->work;
    wks_protection *to = &work->question->protection;
    WKS_TRY(wks_arena_grow(work->arena, &to->atoms, to->n_atoms, &work->atoms_room,
                           sizeof *to->atoms, err));
    t->atom[place] = to->n_atoms;
    to->atoms[to->n_atoms++] = value;
    return WKS_OK;
}

/* What an area counts of a class beside the areas in it; without areas in it, all of it. */
static wks_code take_atoms(table *t, wks_error *err)
{
    int64_t *left = NULL;
    const size_t n = n_places(t);
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *left, &left, err));
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *t->atom, &t->atom, err));
    for (size_t area = 0; area < t->n_areas; area++) {
        for (size_t node = 0; node < t->tree.n; node++) {
            const size_t place = place_of(t, area, node);
            left[place] += t->class[place];
            if (t->parent[area] < t->n_areas) {
                left[place_of(t, t->parent[area], node)] -= t->class[place];
            }
        }
    }
    for (size_t area = 0; area < t->n_areas; area++) {
        for (size_t node = 0; node < t->tree.n; node++) {
            const size_t place = place_of(t, area, node);
            t->atom[place] = WKS_GATE_NO_CELL;
            if (left[place] < 0) {
                return too_many(t, area, err);
            }
            /* where nothing is told of a group, everybody knows that nobody is in it */
            if (t->tree.nodes[node].has_class &&
                (left[place] > 0 || (!t->has_parts[area] && t->is_given[place]))) {
                WKS_TRY(add_atom(t, place, left[place], err));
            }
        }
    }
    return WKS_OK;
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* What a reader must hold possible of a count that the rules hide: nobody above the line may be as
 * telling as nobody below it. */
static void set_limits(const wks_gate_rules *rules, int64_t all, wks_cell *cell)
{
    const int64_t least = rules->minimum_persons;
    const int64_t own = cell->value;
    cell->state = WKS_CELL_PRIMARY;
    cell->cost = 0;
    cell->lower = own > 0 ? own - 1 : 0;
    cell->upper = own + 1 > least ? own + 1 : least;
    if (all < 0) {
        return;
    }
    if (all - own < least && all - least < cell->lower) {
        cell->lower = all > least ? all - least : 0;
    }
    cell->upper = cell->upper < all ? cell->upper : all;
}

static wks_cell cell_of(const wks_gate_rules *rules, const wks_question_count *count, int64_t own)
{
    wks_cell cell = {
        .state = WKS_CELL_OPEN, .value = own, .lower = own, .upper = own, .cost = (double)own + 1};
    if (count->is_told) {
        cell = (wks_cell){
            .state = WKS_CELL_KNOWN, .value = own, .lower = count->least, .upper = count->most};
    } else if (count->is_small) {
        set_limits(rules, count->all, &cell);
    }
    return cell;
}

/* Two numbers of the same people: what was told stays told, else the stricter of both. */
static void join_cells(wks_cell *to, const wks_cell *more)
{
    if (to->state == WKS_CELL_KNOWN || more->state == WKS_CELL_KNOWN) {
        const bool are_both = to->state == more->state;
        const wks_cell *known = to->state == WKS_CELL_KNOWN ? to : more;
        *to = (wks_cell){.state = WKS_CELL_KNOWN,
                         .value = known->value,
                         .lower = are_both && more->lower > to->lower ? more->lower : known->lower,
                         .upper = are_both && more->upper < to->upper ? more->upper : known->upper};
        return;
    }
    if (to->state == WKS_CELL_PRIMARY || more->state == WKS_CELL_PRIMARY) {
        to->state = WKS_CELL_PRIMARY;
        to->cost = 0;
    } else {
        to->cost += more->cost;
    }
    to->lower = to->lower < more->lower ? to->lower : more->lower;
    to->upper = to->upper > more->upper ? to->upper : more->upper;
}

/* A cell of the members from first on. */
static wks_code add_cell(table *t, const wks_cell *cell, size_t first, wks_error *err)
{
    wks_question_work *work = t->work;
    wks_protection *to = &work->question->protection;
    WKS_TRY(wks_arena_grow(work->arena, &to->cells, to->n_cells, &work->cells_room,
                           sizeof *to->cells, err));
    WKS_TRY(wks_arena_grow(work->arena, &to->first, work->n_first, &work->first_room,
                           sizeof *to->first, err));
    to->first[work->n_first++] = first;
    to->cells[to->n_cells++] = *cell;
    return WKS_OK;
}

static wks_code add_member(table *t, size_t atom, wks_error *err)
{
    wks_question_work *work = t->work;
    wks_protection *to = &work->question->protection;
    WKS_TRY(wks_arena_grow(work->arena, &to->member, work->n_members_used, &work->member_room,
                           sizeof *to->member, err));
    to->member[work->n_members_used++] = (uint32_t)atom;
    return WKS_OK;
}

/* The atoms of a place: those of its areas and groups.  Atoms are few beside cells times atoms, so
 * each is asked. */
static wks_code add_members(table *t, size_t place, wks_error *err)
{
    const size_t own_area = place / t->tree.n;
    for (size_t area = 0; area < t->n_areas; area++) {
        size_t up = area;
        while (up < t->n_areas && up != own_area) {
            up = t->parent[up];
        }
        for (size_t node = 0; up == own_area && node < t->tree.n; node++) {
            const size_t atom = t->atom[place_of(t, area, node)];
            if (atom != WKS_GATE_NO_CELL &&
                wks_breakdown_tree_is_in(&t->tree, node, place % t->tree.n)) {
                WKS_TRY(add_member(t, atom, err));
                t->n_of[place]++;
            }
        }
    }
    return WKS_OK;
}

/* Another place of exactly the same atoms: a gemeente and its only wijk. */
static size_t find_same(const table *t, size_t place, size_t first)
{
    const wks_protection *p = &t->work->question->protection;
    const size_t n = t->n_of[place];
    for (size_t i = 0; i < n_places(t); i++) {
        if (t->cell[i] != WKS_GATE_NO_CELL && t->n_of[i] == n &&
            memcmp(p->member + p->first[t->cell[i]], p->member + first, n * sizeof *p->member) ==
                0) {
            return i;
        }
    }
    return place;
}

/* The first count of a place makes its cell, unless another place is the same people. */
static wks_code take_place(table *t, size_t place, const wks_cell *cell, wks_error *err)
{
    wks_question_work *work = t->work;
    const size_t first = work->n_members_used;
    WKS_TRY(add_members(t, place, err));
    if (t->n_of[place] == 0) {
        return WKS_OK; /* nobody, and everybody knows */
    }
    const size_t same = find_same(t, place, first);
    if (same != place) {
        work->n_members_used = first;
        t->cell[place] = t->cell[same];
        join_cells(&work->question->protection.cells[t->cell[place]], cell);
        return WKS_OK;
    }
    t->cell[place] = work->question->protection.n_cells;
    return add_cell(t, cell, first, err);
}

/* No more people have it than there are. */
static wks_code take_ceiling(table *t, size_t place, int64_t all, wks_error *err)
{
    if (all < 0 || t->atom[place] == WKS_GATE_NO_CELL || t->n_of[place] != 1) {
        return WKS_OK;
    }
    const size_t first = t->work->n_members_used;
    const int64_t own = t->work->question->protection.atoms[t->atom[place]];
    WKS_TRY(add_member(t, t->atom[place], err));
    return add_cell(t, &(wks_cell){.state = WKS_CELL_KNOWN, .value = own, .lower = 0, .upper = all},
                    first, err);
}

/* What the cell of a count is called in a ledger.  Names come out sorted by area alone. */
static wks_code add_name(table *t, const wks_question_count *count, size_t cell, wks_error *err)
{
    wks_question_work *work = t->work;
    wks_gate_question *to = work->question;
    const char *group = wks_breakdown_word(count->group, work->arena);
    if (group == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_grow(work->arena, &to->names, to->n_names, &work->names_room,
                           sizeof *to->names, err));
    to->names[to->n_names++] = (wks_cell_name){.row = {.table = count->table,
                                                       .version = t->version,
                                                       .area = count->area,
                                                       .group = group,
                                                       .edition = count->edition},
                                               .cell = cell};
    return WKS_OK;
}

/* Counts of a place after its first are the same people again: of one indicator as of another. */
static wks_code take_count(table *t, const wks_question_count *count, bool *is_taken,
                           wks_error *err)
{
    const size_t place = place_of_count(t, count);
    const wks_cell cell = cell_of(t->work->asking->rules, count, t->count[place]);
    if (count->is_told && (t->count[place] < count->least || t->count[place] > count->most)) {
        return differ(t, count, err);
    }
    if (!is_taken[place]) {
        WKS_TRY(take_place(t, place, &cell, err));
    } else if (t->cell[place] != WKS_GATE_NO_CELL) {
        join_cells(&t->work->question->protection.cells[t->cell[place]], &cell);
    }
    if (!is_taken[place] && t->cell[place] != WKS_GATE_NO_CELL) {
        WKS_TRY(add_name(t, count, t->cell[place], err));
    }
    is_taken[place] = true;
    if (count->index != WKS_GATE_NO_CELL) {
        t->work->question->cell[count->index] = t->cell[place];
    }
    return WKS_OK;
}

static wks_code take_cells(table *t, wks_error *err)
{
    const size_t n = n_places(t);
    bool *is_taken = NULL;
    bool *has_ceiling = NULL;
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *t->cell, &t->cell, err));
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *t->n_of, &t->n_of, err));
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *is_taken, &is_taken, err));
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *has_ceiling, &has_ceiling, err));
    for (size_t place = 0; place < n; place++) {
        t->cell[place] = WKS_GATE_NO_CELL;
    }
    for (size_t i = 0; i < t->n_counts; i++) {
        const wks_question_count *count = &t->counts[i];
        const size_t place = place_of_count(t, count);
        WKS_TRY(take_count(t, count, is_taken, err));
        if (!has_ceiling[place] && count->all >= 0) {
            WKS_TRY(take_ceiling(t, place, count->all, err));
            has_ceiling[place] = true;
        }
    }
    return WKS_OK;
}

wks_code wks_question_add_table(wks_question_work *work, const wks_question_count *counts, size_t n,
                                const char *version, wks_error *err)
{
    table t = {.work = work, .counts = counts, .n_counts = n, .version = version};
    WKS_TRY(take_groups(&t, err));
    WKS_TRY(take_areas(&t, err));
    WKS_TRY(take_counts(&t, err));
    WKS_TRY(take_atoms(&t, err));
    return take_cells(&t, err);
}

wks_code wks_question_close(wks_question_work *work, wks_error *err)
{
    wks_protection *to = &work->question->protection;
    WKS_TRY(wks_arena_grow(work->arena, &to->first, work->n_first, &work->first_room,
                           sizeof *to->first, err));
    to->first[work->n_first] = work->n_members_used;
    for (size_t i = 0; i < to->n_cells; i++) {
        work->question->n_primary += to->cells[i].state == WKS_CELL_PRIMARY;
    }
    return WKS_OK;
}
