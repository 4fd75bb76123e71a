/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/gate_question_table.h"

#include "base/language.h"
#include "base/text.h"
#include "gate/gate_question_places.h"

#include <stdlib.h>
#include <string.h>

int wks_question_compare_counts(const void *a, const void *b)
{
    const wks_question_count *left = a;
    const wks_question_count *right = b;
    int order = strcmp(left->table, right->table);
    order = order != 0 ? order : strcmp(left->area, right->area);
    order = order != 0 ? order : (left->index > right->index) - (left->index < right->index);
    return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

size_t wks_question_places_count(const wks_question_places *t)
{
    return t->n_areas * t->tree.n;
}

size_t wks_question_place(const wks_question_places *t, size_t area, size_t node)
{
    return area * t->tree.n + node;
}

/* ---- areas in areas -------------------------------------------------------------------------- */

static int compare_area(const void *key, const void *item)
{
    return strcmp(key, (*(const wks_question_count *const *)item)->area);
}

static size_t find_area(const wks_question_places *t, const char *code)
{
    const wks_question_count *const *found =
        bsearch(code, t->areas, t->n_areas, sizeof(void *), compare_area);
    return found == NULL ? t->n_areas
                         : (size_t)(found - (const wks_question_count *const *)t->areas);
}

static size_t find_region(const wks_question_places *t, const char *gemeente)
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

static size_t find_parent(const wks_question_places *t, size_t area)
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

static wks_code take_areas(wks_question_places *t, wks_error *err)
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

/* "18-200 - 18-64 - 65-200": what a group holds beside those in it. */
static wks_code name_classes(wks_question_places *t, wks_error *err)
{
    wks_arena *arena = t->work->arena;
    WKS_TRY(wks_arena_take(arena, t->tree.n, sizeof(void *), &t->class_word, err));
    for (size_t node = 0; node < t->tree.n; node++) {
        wks_buffer word = {0};
        for (size_t k = node; k < t->tree.n; k++) {
            const char *own = k == node || t->tree.nodes[k].parent == node
                                  ? wks_breakdown_word(t->tree.nodes[k].breakdown, arena)
                                  : "";
            if (own == NULL) {
                wks_buffer_clear(&word);
                return wks_arena_fail(err);
            }
            wks_buffer_printf(&word, "%s%s", k == node || *own == 0 ? "" : " - ", own);
        }
        WKS_TRY(wks_buffer_keep(&word, arena, &t->class_word[node], err));
    }
    return WKS_OK;
}

static wks_code take_groups(wks_question_places *t, wks_error *err)
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
    WKS_TRY(wks_breakdown_tree_make(groups, n, t->work->arena, &t->tree, err));
    return name_classes(t, err);
}

size_t wks_question_place_of(const wks_question_places *t, const wks_question_count *count)
{
    return wks_question_place(t, find_area(t, count->area),
                              wks_breakdown_tree_find(&t->tree, count->group));
}

static const char *about(const wks_question_places *t)
{
    size_t i = 0;
    while (i + 1 < t->n_counts && t->counts[i].about == NULL) {
        i++;
    }
    return t->counts[i].about == NULL ? t->counts[i].table : t->counts[i].about;
}

static wks_code too_many(const wks_question_places *t, size_t area, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT,
                    wks_tr("%s, %s: the parts count more than the whole",
                           "%s, %s: de delen tellen meer dan het geheel"),
                    about(t), t->areas[area]->area);
}

wks_code wks_question_differ(const wks_question_places *t, const wks_question_count *count,
                             wks_error *err)
{
    return wks_fail(err, WKS_E_REFUSED,
                    wks_tr("%s, %s: two counts of the same persons differ; was another number told "
                           "before?",
                           "%s, %s: twee aantallen van dezelfde personen verschillen; is er eerder "
                           "een ander aantal verteld?"),
                    about(t), count->area);
}

/* What is not told of an area is at least what its parts tell; likewise of a group. */
static void fill_counts(wks_question_places *t)
{
    for (int level = WKS_LEVEL_BUURT; level > (int)WKS_LEVEL_LAND; level--) {
        for (size_t area = 0; area < t->n_areas; area++) {
            const size_t parent = t->parent[area];
            for (size_t node = 0;
                 (int)t->areas[area]->level == level && parent < t->n_areas && node < t->tree.n;
                 node++) {
                const size_t up = wks_question_place(t, parent, node);
                t->count[up] += t->is_given[up] ? 0 : t->count[wks_question_place(t, area, node)];
            }
        }
    }
    for (size_t area = 0; area < t->n_areas; area++) {
        for (size_t node = t->tree.n; node-- > 0;) {
            int64_t parts = 0;
            for (size_t k = node + 1; k < t->tree.n; k++) {
                parts +=
                    t->tree.nodes[k].parent == node ? t->count[wks_question_place(t, area, k)] : 0;
            }
            const size_t place = wks_question_place(t, area, node);
            if (!t->is_given[place] && t->count[place] < parts) {
                t->count[place] = parts;
            }
            t->class[place] = t->count[place] - parts;
        }
    }
}

static wks_code take_counts(wks_question_places *t, wks_error *err)
{
    wks_arena *arena = t->work->arena;
    const size_t n = wks_question_places_count(t);
    WKS_TRY(wks_arena_take(arena, n, sizeof *t->is_given, &t->is_given, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *t->count, &t->count, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *t->class, &t->class, err));
    for (size_t i = 0; i < t->n_counts; i++) {
        const size_t place = wks_question_place_of(t, &t->counts[i]);
        const wks_question_count *count = &t->counts[i];
        if (count->least != count->most) {
            continue; /* an interval says no number */
        }
        if (t->is_given[place] && t->count[place] != count->n) {
            return wks_question_differ(t, count, err);
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

/* The same area and class in another version, when it counts as many there. */
static const wks_question_link *find_link(const wks_question_places *t,
                                          const wks_question_link *wanted)
{
    for (size_t i = t->work->n_links; i-- > 0;) {
        const wks_question_link *link = &t->work->links[i];
        if (link->value == wanted->value && strcmp(link->area, wanted->area) == 0 &&
            strcmp(link->class, wanted->class) == 0) {
            return link;
        }
    }
    return NULL;
}

static wks_code add_atom(wks_question_places *t, size_t place, int64_t value, wks_error *err)
{
    wks_question_work *work = t->work;
    wks_protection *to = &work->question->protection;
    wks_question_link link = {.area = t->areas[place / t->tree.n]->area,
                              .class = t->class_word[place % t->tree.n],
                              .value = value,
                              .atom = to->n_atoms};
    const wks_question_link *known = t->n_links_before == 0 ? NULL : find_link(t, &link);
    if (known != NULL) {
        t->atom[place] = known->atom;
        return WKS_OK;
    }
    WKS_TRY(wks_arena_grow(work->arena, &to->atoms, to->n_atoms, &work->atoms_room,
                           sizeof *to->atoms, err));
    WKS_TRY(wks_arena_grow(work->arena, &work->links, work->n_links, &work->links_room,
                           sizeof *work->links, err));
    t->atom[place] = to->n_atoms;
    to->atoms[to->n_atoms++] = value;
    work->links[work->n_links++] = link;
    return WKS_OK;
}

/* What an area counts of a class beside the areas in it; without areas in it, all of it. */
static wks_code take_atoms(wks_question_places *t, wks_error *err)
{
    int64_t *left = NULL;
    const size_t n = wks_question_places_count(t);
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *left, &left, err));
    WKS_TRY(wks_arena_take(t->work->arena, n, sizeof *t->atom, &t->atom, err));
    for (size_t area = 0; area < t->n_areas; area++) {
        for (size_t node = 0; node < t->tree.n; node++) {
            const size_t place = wks_question_place(t, area, node);
            left[place] += t->class[place];
            if (t->parent[area] < t->n_areas) {
                left[wks_question_place(t, t->parent[area], node)] -= t->class[place];
            }
        }
    }
    for (size_t area = 0; area < t->n_areas; area++) {
        for (size_t node = 0; node < t->tree.n; node++) {
            const size_t place = wks_question_place(t, area, node);
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

wks_code wks_question_add_table(wks_question_work *work, const wks_question_count *counts, size_t n,
                                const char *version, wks_error *err)
{
    wks_question_places t = {.work = work,
                             .counts = counts,
                             .n_counts = n,
                             .version = version,
                             .n_links_before = work->n_links};
    WKS_TRY(take_groups(&t, err));
    WKS_TRY(take_areas(&t, err));
    WKS_TRY(take_counts(&t, err));
    WKS_TRY(take_atoms(&t, err));
    return wks_question_take_cells(&t, err);
}

wks_code wks_question_close(wks_question_work *work, wks_error *err)
{
    wks_protection *to = &work->question->protection;
    WKS_TRY(wks_arena_grow(work->arena, &to->first, work->n_first, &work->first_room,
                           sizeof *to->first, err));
    to->first[work->n_first] = work->n_members_used;
    to->insiders = (size_t)work->asking->rules->insiders;
    for (size_t i = 0; i < to->n_cells; i++) {
        work->question->n_primary +=
            to->cells[i].state == WKS_CELL_PRIMARY || to->cells[i].state == WKS_CELL_VIRTUAL;
    }
    return WKS_OK;
}
