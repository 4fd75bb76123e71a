/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question_places.h"

#include <stdlib.h>
#include <string.h>

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
    if (rules->minimum_providers > 0 && own >= least) {
        /* each of few providers knows its own part */
        cell->lower = own - least;
        cell->upper = own + least;
    }
    if (all < 0) {
        return;
    }
    if (all - own < least && all - least < cell->lower) {
        cell->lower = all > least ? all - least : 0;
    }
    cell->upper = cell->upper < all ? cell->upper : all;
}

/* Of a count that is told as an interval and counted too, a reader is taken to know the number: it
 * may be shown beside the interval. */
static wks_cell cell_of(const wks_gate_rules *rules, const wks_question_count *count, int64_t own,
                        bool is_counted)
{
    wks_cell cell = {
        .state = WKS_CELL_OPEN, .value = own, .lower = own, .upper = own, .cost = (double)own + 1};
    if (count->is_told) {
        cell = (wks_cell){.state = WKS_CELL_KNOWN,
                          .value = own,
                          .lower = is_counted ? own : count->least,
                          .upper = is_counted ? own : count->most};
    } else if (count->has_limits) {
        cell = (wks_cell){
            .state = WKS_CELL_VIRTUAL, .value = own, .lower = count->lower, .upper = count->upper};
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
    if (to->state != WKS_CELL_OPEN || more->state != WKS_CELL_OPEN) {
        to->state = to->state == WKS_CELL_VIRTUAL && more->state == WKS_CELL_VIRTUAL
                        ? WKS_CELL_VIRTUAL
                        : WKS_CELL_PRIMARY;
        to->cost = 0;
    } else {
        to->cost += more->cost;
    }
    to->lower = to->lower < more->lower ? to->lower : more->lower;
    to->upper = to->upper > more->upper ? to->upper : more->upper;
}

/* A cell of the members from first on. */
static wks_code add_cell(wks_question_places *t, const wks_cell *cell, size_t first, wks_error *err)
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

static wks_code add_member(wks_question_places *t, size_t atom, wks_error *err)
{
    wks_question_work *work = t->work;
    wks_protection *to = &work->question->protection;
    WKS_TRY(wks_arena_grow(work->arena, &to->member, work->n_members_used, &work->member_room,
                           sizeof *to->member, err));
    to->member[work->n_members_used++] = (uint32_t)atom;
    return WKS_OK;
}

static int compare_atoms(const void *a, const void *b)
{
    const uint32_t left = *(const uint32_t *)a;
    const uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* The atoms of a place: those of its areas and groups.  Atoms are few beside cells times atoms, so
 * each is asked. */
static wks_code add_members(wks_question_places *t, size_t place, wks_error *err)
{
    const size_t own_area = place / t->tree.n;
    for (size_t area = 0; area < t->n_areas; area++) {
        size_t up = area;
        while (up < t->n_areas && up != own_area) {
            up = t->parent[up];
        }
        for (size_t node = 0; up == own_area && node < t->tree.n; node++) {
            const size_t atom = t->atom[wks_question_place(t, area, node)];
            if (atom != WKS_GATE_NO_CELL &&
                wks_breakdown_tree_is_in(&t->tree, node, place % t->tree.n)) {
                WKS_TRY(add_member(t, atom, err));
                t->n_of[place]++;
            }
        }
    }
    if (t->n_links_before > 0 && t->n_of[place] > 1) { /* atoms of other versions are among them */
        qsort(t->work->question->protection.member + t->work->n_members_used - t->n_of[place],
              t->n_of[place], sizeof(uint32_t), compare_atoms);
    }
    return WKS_OK;
}

/* Another place of exactly the same atoms: a gemeente and its only wijk. */
static size_t find_same(const wks_question_places *t, size_t place, size_t first)
{
    const wks_protection *p = &t->work->question->protection;
    const size_t n = t->n_of[place];
    for (size_t i = 0; i < wks_question_places_count(t); i++) {
        if (t->cell[i] != WKS_GATE_NO_CELL && t->n_of[i] == n &&
            memcmp(p->member + p->first[t->cell[i]], p->member + first, n * sizeof *p->member) ==
                0) {
            return i;
        }
    }
    return place;
}

/* The first count of a place makes its cell, unless another place is the same people. */
static wks_code take_place(wks_question_places *t, size_t place, const wks_cell *cell,
                           wks_error *err)
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
static wks_code take_ceiling(wks_question_places *t, size_t place, int64_t all, wks_error *err)
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
static wks_code add_name(wks_question_places *t, const wks_question_count *count, size_t cell,
                         wks_error *err)
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
static wks_code take_count(wks_question_places *t, const wks_question_count *count, bool *is_taken,
                           wks_error *err)
{
    const size_t place = wks_question_place_of(t, count);
    const wks_cell cell =
        cell_of(t->work->asking->rules, count, t->count[place], t->is_given[place]);
    if (count->is_told && (t->count[place] < count->least || t->count[place] > count->most)) {
        return wks_question_differ(t, count, err);
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

/* Whether everybody in area, in the class of node, is fewer than a reader may be left with. */
static bool is_few_left(const wks_question_places *t, size_t area, size_t node)
{
    const int64_t n = t->class[wks_question_place(t, area, node)];
    return n > 0 && n < t->work->asking->rules->difference_minimum;
}

/* A group less the groups in it, of an area with all in it: nobody asks for it, and a reader has it
 * by taking away. */
static wks_code take_difference(wks_question_places *t, size_t own_area, size_t node,
                                wks_error *err)
{
    const int64_t n = t->class[wks_question_place(t, own_area, node)];
    const size_t first = t->work->n_members_used;
    size_t n_members = 0;
    for (size_t area = 0; area < t->n_areas; area++) {
        size_t up = area;
        while (up < t->n_areas && up != own_area) {
            up = t->parent[up];
        }
        const size_t atom = t->atom[wks_question_place(t, area, node)];
        if (up == own_area && atom != WKS_GATE_NO_CELL) {
            WKS_TRY(add_member(t, atom, err));
            n_members++;
        }
    }
    if (n_members == 0) {
        return WKS_OK;
    }
    if (t->n_links_before > 0) {
        qsort(t->work->question->protection.member + first, n_members, sizeof(uint32_t),
              compare_atoms);
    }
    return add_cell(t,
                    &(wks_cell){.state = WKS_CELL_VIRTUAL,
                                .value = n,
                                .lower = n - 1,
                                .upper = t->work->asking->rules->difference_minimum},
                    first, err);
}

/* Groups that hold others, and something beside them. */
static wks_code take_differences(wks_question_places *t, wks_error *err)
{
    for (size_t node = 0; node < t->tree.n; node++) {
        bool has_parts = false;
        for (size_t k = node + 1; k < t->tree.n; k++) {
            has_parts = has_parts || t->tree.nodes[k].parent == node;
        }
        for (size_t area = 0; has_parts && area < t->n_areas; area++) {
            if (is_few_left(t, area, node)) {
                WKS_TRY(take_difference(t, area, node, err));
            }
        }
    }
    return WKS_OK;
}

wks_code wks_question_take_cells(wks_question_places *t, wks_error *err)
{
    const size_t n = wks_question_places_count(t);
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
        const size_t place = wks_question_place_of(t, count);
        if (count->is_old && !count->is_told && !count->has_limits) {
            continue; /* it was hidden for the sake of others, and need not stay so for its own */
        }
        WKS_TRY(take_count(t, count, is_taken, err));
        if (!has_ceiling[place] && count->all >= 0) {
            WKS_TRY(take_ceiling(t, place, count->all, err));
            has_ceiling[place] = true;
        }
    }
    return take_differences(t, err);
}
