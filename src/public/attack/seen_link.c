/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/seen_link.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

/* An indicator of a source. */
typedef struct measure {
    uint32_t source, indicator, denominator;
} measure;

/* How often two things were told of the same place, and whether they were equal. */
typedef struct tally {
    uint32_t n_same;
    uint32_t n_other;
} tally;

typedef struct linking {
    const wks_seen *seen;
    wks_arena *arena;
    wks_seen_link *links;
    const wks_seen_value **order; /* [seen->n] by source, period, breakdown, area */
    measure *measures;            /* [n] */
    size_t n;
    size_t room;
    uint32_t *measure_of; /* [seen->n] */
    tally *with;          /* [n * n] */
    tally *all;           /* [n * n] */
} linking;

/* ---- order ----------------------------------------------------------------------------------- */

static int compare_place(const wks_seen_value *x, const wks_seen_value *y)
{
    const uint32_t one[] = {x->source, x->period, x->breakdown, x->area};
    const uint32_t other[] = {y->source, y->period, y->breakdown, y->area};
    for (size_t i = 0; i < sizeof one / sizeof one[0]; i++) {
        if (one[i] != other[i]) {
            return one[i] < other[i] ? -1 : 1;
        }
    }
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const wks_seen_value *x = *(const wks_seen_value *const *)a;
    const wks_seen_value *y = *(const wks_seen_value *const *)b;
    const int by = compare_place(x, y);
    return by != 0 ? by : (x > y) - (x < y);
}

/* The end of the run of the same place that starts at i. */
static size_t end_of_place(const linking *l, size_t i)
{
    size_t end = i + 1;
    while (end < l->seen->n && compare_place(l->order[i], l->order[end]) == 0) {
        end++;
    }
    return end;
}

static wks_code put_in_order(linking *l, wks_error *err)
{
    const wks_seen *seen = l->seen;
    WKS_TRY(wks_arena_take(l->arena, seen->n, sizeof(void *), &l->order, err));
    WKS_TRY(wks_arena_take(l->arena, seen->n, sizeof *l->measure_of, &l->measure_of, err));
    for (size_t i = 0; i < seen->n; i++) {
        const wks_seen_value *value = &seen->values[i];
        size_t m = i == 0 ? 0 : l->measure_of[i - 1]; /* mostly that of the one before */
        if (i == 0 || l->measures[m].source != value->source ||
            l->measures[m].indicator != value->indicator) {
            m = 0;
        }
        while (m < l->n && (l->measures[m].source != value->source ||
                            l->measures[m].indicator != value->indicator)) {
            m++;
        }
        if (m == l->n) {
            WKS_TRY(
                wks_arena_grow(l->arena, &l->measures, l->n, &l->room, sizeof *l->measures, err));
            l->measures[l->n++] = (measure){value->source, value->indicator, value->denominator};
        }
        l->measure_of[i] = (uint32_t)m;
        l->order[i] = value;
    }
    if (seen->n > 1) {
        qsort(l->order, seen->n, sizeof(void *), by_place);
    }
    return WKS_OK;
}

/* ---- which indicators ------------------------------------------------------------------------ */

static void add_to(tally *table, size_t n, size_t a, size_t b, bool is_same)
{
    tally *at = &table[a < b ? a * n + b : b * n + a];
    at->n_same += is_same;
    at->n_other += !is_same;
}

static void compare_pair(linking *l, const wks_seen_value *x, const wks_seen_value *y)
{
    const size_t a = l->measure_of[x - l->seen->values];
    const size_t b = l->measure_of[y - l->seen->values];
    if (a == b || x->release != y->release || x->kind != WKS_SEEN_COUNT ||
        y->kind != WKS_SEEN_COUNT) {
        return;
    }
    add_to(l->with, l->n, a, b, x->with == y->with);
    if (x->all > 0 && y->all > 0) {
        add_to(l->all, l->n, a, b, x->all == y->all);
    }
}

static uint32_t root_of(uint32_t *up, uint32_t i)
{
    while (up[i] != i) {
        up[i] = up[up[i]];
        i = up[i];
    }
    return i;
}

static void unite(uint32_t *up, uint32_t a, uint32_t b)
{
    a = root_of(up, a);
    b = root_of(up, b);
    up[a < b ? b : a] = a < b ? a : b;
}

static wks_code link_measures(linking *l, wks_error *err)
{
    uint32_t *count = NULL;
    uint32_t *people = NULL;
    WKS_TRY(wks_arena_take(l->arena, l->n * l->n, sizeof *l->with, &l->with, err));
    WKS_TRY(wks_arena_take(l->arena, l->n * l->n, sizeof *l->all, &l->all, err));
    WKS_TRY(wks_arena_take(l->arena, l->n, sizeof *count, &count, err));
    WKS_TRY(wks_arena_take(l->arena, l->n, sizeof *people, &people, err));
    for (size_t i = 0; i < l->seen->n;) {
        const size_t end = end_of_place(l, i);
        for (; i < end; i++) {
            for (size_t k = i + 1; k < end; k++) {
                compare_pair(l, l->order[i], l->order[k]);
            }
        }
    }
    for (uint32_t a = 0; a < l->n; a++) {
        count[a] = a;
        people[a] = a;
    }
    for (uint32_t a = 0; a < l->n; a++) {
        for (uint32_t b = a + 1; b < l->n; b++) {
            const tally with = l->with[a * l->n + b];
            const tally all = l->all[a * l->n + b];
            const measure *one = &l->measures[a];
            const measure *other = &l->measures[b];
            if (with.n_other == 0 && with.n_same >= WKS_SEEN_LEAST_ALIKE) {
                unite(count, a, b);
            }
            if (all.n_other == 0 && one->source == other->source &&
                (all.n_same >= WKS_SEEN_LEAST_ALIKE || one->denominator == other->denominator)) {
                unite(people, a, b);
            }
        }
    }
    for (size_t i = 0; i < l->seen->n; i++) {
        l->links[i].count = root_of(count, l->measure_of[i]);
        l->links[i].people = root_of(people, l->measure_of[i]);
    }
    return WKS_OK;
}

/* ---- which releases -------------------------------------------------------------------------- */

static uint32_t parent_of(const wks_seen *seen, uint32_t area)
{
    return area < seen->n_parents ? seen->parent[area] : 0;
}

static bool contradicts(const linking *l, const wks_seen_value *x, const wks_seen_value *y)
{
    return x->kind == WKS_SEEN_COUNT && y->kind == WKS_SEEN_COUNT &&
           l->links[x - l->seen->values].count == l->links[y - l->seen->values].count &&
           (x->with != y->with || (x->all > 0 && y->all > 0 && x->all != y->all));
}

/* The releases that contradict each other in one source and period: order[from] up to order[to]. */
static void find_contradictions(const linking *l, size_t from, size_t to, bool *differs)
{
    const size_t n = l->seen->n_releases;
    for (size_t i = from; i < to;) {
        const size_t end = end_of_place(l, i);
        for (; i < end; i++) {
            for (size_t k = i + 1; k < end; k++) {
                const wks_seen_value *x = l->order[i];
                const wks_seen_value *y = l->order[k];
                if (x->release != y->release && contradicts(l, x, y)) {
                    l->links[x - l->seen->values].is_changed = true;
                    l->links[y - l->seen->values].is_changed = true;
                    differs[x->release * n + y->release] = true;
                    differs[y->release * n + x->release] = true;
                }
            }
        }
    }
}

/* What is where in one source and period: [n_releases * names.n] each. */
typedef struct presence {
    bool *is_there;  /* the area */
    bool *has_parts; /* some area in it */
} presence;

static wks_code find_presence(const linking *l, size_t from, size_t to, presence *out,
                              wks_error *err)
{
    const wks_seen *seen = l->seen;
    const size_t n = seen->n_releases * seen->names.n;
    WKS_TRY(wks_arena_take(l->arena, n, sizeof *out->is_there, &out->is_there, err));
    WKS_TRY(wks_arena_take(l->arena, n, sizeof *out->has_parts, &out->has_parts, err));
    for (size_t i = from; i < to; i++) {
        const wks_seen_value *value = l->order[i];
        const size_t first = value->release * seen->names.n;
        if (value->kind != WKS_SEEN_NOWHERE) {
            out->is_there[first + value->area] = true;
            out->has_parts[first + parent_of(seen, value->area)] = true;
        }
    }
    return WKS_OK;
}

/* Releases with borders of another year: an area of the one is not there in the other, and others
 * in the same whole are. */
static wks_code find_other_borders(const linking *l, size_t from, size_t to, bool *differs,
                                   wks_error *err)
{
    const wks_seen *seen = l->seen;
    const size_t n = seen->n_releases;
    presence found;
    WKS_TRY(find_presence(l, from, to, &found, err));
    for (size_t i = from; i < to; i++) {
        const wks_seen_value *value = l->order[i];
        const uint32_t parent = parent_of(seen, value->area);
        for (size_t other = 0; value->kind != WKS_SEEN_NOWHERE && parent != 0 && other < n;
             other++) {
            const size_t first = other * seen->names.n;
            if (found.has_parts[first + parent] && !found.is_there[first + value->area]) {
                differs[value->release * n + other] = true;
                differs[other * n + value->release] = true;
            }
        }
    }
    return WKS_OK;
}

/* The newest first: each joins the first version of which no release contradicts it. */
static void choose_versions(const bool *differs, size_t n, uint32_t *version)
{
    for (size_t release = n; release-- > 0;) {
        bool fits = false;
        for (uint32_t v = 0; !fits; v++) {
            fits = true;
            for (size_t other = release + 1; other < n; other++) {
                fits = fits && !(version[other] == v && differs[release * n + other]);
            }
            version[release] = v;
        }
    }
}

static wks_code link_releases(linking *l, wks_error *err)
{
    const size_t n = l->seen->n_releases;
    bool *differs = NULL;
    uint32_t *version = NULL;
    WKS_TRY(wks_arena_take(l->arena, n, sizeof *version, &version, err));
    for (size_t from = 0; from < l->seen->n;) {
        size_t to = from;
        while (to < l->seen->n && l->order[to]->source == l->order[from]->source &&
               l->order[to]->period == l->order[from]->period) {
            to++;
        }
        WKS_TRY(wks_arena_take(l->arena, n * n, sizeof *differs, &differs, err));
        find_contradictions(l, from, to, differs);
        WKS_TRY(find_other_borders(l, from, to, differs, err));
        choose_versions(differs, n, version);
        for (size_t i = from; i < to; i++) {
            l->links[l->order[i] - l->seen->values].version = version[l->order[i]->release];
        }
        from = to;
    }
    return WKS_OK;
}

wks_code wks_seen_link_find(const wks_seen *seen, wks_arena *arena, wks_seen_link **links,
                            wks_error *err)
{
    linking l = {.seen = seen, .arena = arena};
    WKS_TRY(wks_arena_take(arena, seen->n, sizeof **links, links, err));
    l.links = *links;
    WKS_TRY(put_in_order(&l, err));
    WKS_TRY(link_measures(&l, err));
    return link_releases(&l, err);
}
