/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/seen_frame.h"

#include "base/language.h"
#include "base/text.h"

#include <stdlib.h>

enum {
    MOST_PIECES = 64,
    OLDEST = 1000 /* years; nobody is */
};

typedef struct framing {
    const wks_seen *seen;
    const wks_seen_value *const *values;
    size_t n;
    bool keeps_rest;
    wks_arena *arena;
    wks_seen_frame *frame;
} framing;

/* ---- areas ----------------------------------------------------------------------------------- */

static wks_code add_area(framing *f, uint32_t name, size_t *room, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    if (name == 0 || frame->area_at[name] != UINT32_MAX) {
        return WKS_OK;
    }
    WKS_TRY(
        wks_arena_grow(f->arena, &frame->areas, frame->n_areas, room, sizeof *frame->areas, err));
    frame->area_at[name] = (uint32_t)frame->n_areas;
    frame->areas[frame->n_areas++] = name;
    return WKS_OK;
}

static wks_code take_areas(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    const size_t n_names = f->seen->names.n;
    size_t room = 0;
    WKS_TRY(wks_arena_take(f->arena, n_names, sizeof *frame->area_at, &frame->area_at, err));
    for (size_t i = 0; i < n_names; i++) {
        frame->area_at[i] = UINT32_MAX;
    }
    for (size_t i = 0; i < f->n; i++) {
        if (f->values[i]->kind != WKS_SEEN_NOWHERE) {
            WKS_TRY(add_area(f, f->values[i]->area, &room, err));
            WKS_TRY(add_area(f, f->values[i]->against, &room, err));
        }
    }
    for (size_t i = 0; i < n_names; i++) {
        frame->area_at[i] =
            frame->area_at[i] == UINT32_MAX ? (uint32_t)frame->n_areas : frame->area_at[i];
    }
    return WKS_OK;
}

/* The nearest area above it that the frame has. */
static size_t find_parent(const framing *f, uint32_t area)
{
    const wks_seen *seen = f->seen;
    for (size_t steps = 0; steps < seen->n_parents; steps++) { /* never round and round */
        area = area < seen->n_parents ? seen->parent[area] : 0;
        if (area == 0) {
            break;
        }
        if (f->frame->area_at[area] < f->frame->n_areas) {
            return f->frame->area_at[area];
        }
    }
    return f->frame->n_areas;
}

static wks_code find_parents(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    const size_t n = frame->n_areas;
    WKS_TRY(wks_arena_take(f->arena, n, sizeof *frame->parent, &frame->parent, err));
    WKS_TRY(wks_arena_take(f->arena, n + 1, sizeof *frame->has_parts, &frame->has_parts, err));
    for (size_t i = 0; i < n; i++) {
        frame->parent[i] = find_parent(f, frame->areas[i]);
    }
    for (size_t i = 0; i < n; i++) {
        size_t steps = 0;
        for (size_t up = frame->parent[i]; up < n && steps <= n; up = frame->parent[up]) {
            steps++;
        }
        if (steps > n) { /* areas of a damaged picture that lie in each other */
            frame->parent[i] = n;
        }
        frame->has_parts[frame->parent[i]] = true;
    }
    return WKS_OK;
}

/* The area itself when nothing lies in it, or when it may hold more than what lies in it. */
static bool is_leaf(const framing *f, size_t area)
{
    return f->keeps_rest || !f->frame->has_parts[area];
}

/* A leaf belongs to every area that it lies in. */
static wks_code take_leaves(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    const size_t n = frame->n_areas;
    WKS_TRY(wks_arena_take(f->arena, n + 2, sizeof *frame->first_leaf, &frame->first_leaf, err));
    /* counted two places up, so that filling moves the starts into place */
    for (size_t i = 0; i < n; i++) {
        for (size_t up = i; is_leaf(f, i) && up < n; up = frame->parent[up]) {
            frame->first_leaf[up + 2]++;
        }
    }
    for (size_t i = 0; i < n; i++) {
        frame->first_leaf[i + 2] += frame->first_leaf[i + 1];
    }
    WKS_TRY(
        wks_arena_take(f->arena, frame->first_leaf[n + 1], sizeof *frame->leaf, &frame->leaf, err));
    for (size_t i = 0; i < n; i++) {
        for (size_t up = i; is_leaf(f, i) && up < n; up = frame->parent[up]) {
            frame->leaf[frame->first_leaf[up + 1]++] = (uint32_t)frame->n_leaves;
        }
        frame->n_leaves += is_leaf(f, i);
    }
    return WKS_OK;
}

/* ---- groups ---------------------------------------------------------------------------------- */

typedef enum sex {
    EVERYBODY,
    MEN,
    WOMEN,
    N_SEXES /* with those of another or an unknown one in EVERYBODY's place */
} sex;

typedef struct people {
    bool is_known; /* its name says who is in it */
    int from, to;  /* years of age, `to` not among them */
    sex sex;
} people;

static people read_people(const char *name)
{
    people found = {.is_known = true, .to = OLDEST};
    char *end = NULL;
    if (wks_text_equal(name, "totaal")) {
        return found;
    }
    if (wks_text_equal(name, "man") || wks_text_equal(name, "vrouw")) {
        found.sex = name[0] == 'm' ? MEN : WOMEN;
        return found;
    }
    found.from = (int)strtol(name, &end, 10);
    if (end == name || found.from < 0 || found.from >= OLDEST) {
        return (people){0};
    }
    if (wks_text_equal(end, "+")) {
        return found;
    }
    const char *last = end + 1;
    found.to = *end == '-' ? (int)strtol(last, &end, 10) + 1 : 0;
    found.is_known = end > last && *end == 0 && found.to > found.from && found.to <= OLDEST;
    return found;
}

static wks_code take_groups(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    size_t room = 0;
    WKS_TRY(
        wks_arena_take(f->arena, f->seen->names.n, sizeof *frame->group_at, &frame->group_at, err));
    for (size_t i = 0; i < f->n; i++) {
        const uint32_t name = f->values[i]->breakdown;
        const uint32_t at = frame->group_at[name];
        if (at < frame->n_groups && frame->groups[at] == name) {
            continue;
        }
        WKS_TRY(wks_arena_grow(f->arena, &frame->groups, frame->n_groups, &room,
                               sizeof *frame->groups, err));
        frame->group_at[name] = (uint32_t)frame->n_groups;
        frame->groups[frame->n_groups++] = name;
    }
    return WKS_OK;
}

static int by_number(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

/* The ages at which a group begins or ends, rising, each once; how many. */
static size_t find_cuts(const people *groups, size_t n, int *cuts)
{
    size_t n_cuts = 0;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (groups[i].is_known) {
            cuts[n_cuts++] = groups[i].from;
            cuts[n_cuts++] = groups[i].to;
        }
    }
    if (n_cuts > 1) {
        qsort(cuts, n_cuts, sizeof *cuts, by_number);
    }
    for (size_t i = 0; i < n_cuts; i++) {
        if (kept == 0 || cuts[kept - 1] != cuts[i]) {
            cuts[kept++] = cuts[i];
        }
    }
    return kept;
}

/* A piece is an age between two cuts by a sex; a group whose name says nothing is one of its own.
 */
static wks_code take_pieces(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    people *groups = NULL;
    int *cuts = NULL;
    size_t n_sexes = 1;
    WKS_TRY(wks_arena_take(f->arena, frame->n_groups, sizeof *groups, &groups, err));
    WKS_TRY(wks_arena_take(f->arena, 2 * frame->n_groups, sizeof *cuts, &cuts, err));
    WKS_TRY(wks_arena_take(f->arena, frame->n_groups, sizeof *frame->pieces, &frame->pieces, err));
    for (size_t i = 0; i < frame->n_groups; i++) {
        groups[i] = read_people(f->seen->names.text[frame->groups[i]]);
        n_sexes = groups[i].sex == EVERYBODY ? n_sexes : N_SEXES;
    }
    const size_t n_cuts = find_cuts(groups, frame->n_groups, cuts);
    const size_t n_ages = n_cuts == 0 ? 0 : n_cuts - 1;
    frame->n_pieces = n_ages * n_sexes;
    for (size_t i = 0; i < frame->n_groups; i++) {
        if (frame->n_pieces + !groups[i].is_known > MOST_PIECES) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("more than %d pieces of ages and sexes in one period",
                                   "meer dan %d stukken van leeftijd en geslacht in een periode"),
                            MOST_PIECES);
        }
        for (size_t k = 0; groups[i].is_known && k < n_ages * n_sexes; k++) {
            const int from = cuts[k / n_sexes];
            const sex of = (sex)(k % n_sexes);
            if (from >= groups[i].from && from < groups[i].to &&
                (groups[i].sex == EVERYBODY || groups[i].sex == of)) {
                frame->pieces[i] |= (uint64_t)1 << k;
            }
        }
        if (!groups[i].is_known) {
            frame->pieces[i] = (uint64_t)1 << frame->n_pieces++;
        }
    }
    return WKS_OK;
}

/* ---- all ------------------------------------------------------------------------------------- */

wks_code wks_seen_frame_make(const wks_seen *seen, const wks_seen_value *const *values, size_t n,
                             bool keeps_rest, wks_arena *arena, wks_seen_frame *out, wks_error *err)
{
    framing f = {.seen = seen,
                 .values = values,
                 .n = n,
                 .keeps_rest = keeps_rest,
                 .arena = arena,
                 .frame = out};
    *out = (wks_seen_frame){0};
    WKS_TRY(take_areas(&f, err));
    WKS_TRY(find_parents(&f, err));
    WKS_TRY(take_leaves(&f, err));
    WKS_TRY(take_groups(&f, err));
    return take_pieces(&f, err);
}

size_t wks_seen_frame_places(const wks_seen_frame *frame)
{
    return frame->n_areas * frame->n_groups;
}

size_t wks_seen_frame_atoms(const wks_seen_frame *frame)
{
    return frame->n_leaves * frame->n_pieces;
}

size_t wks_seen_frame_place(const wks_seen_frame *frame, uint32_t area, uint32_t group)
{
    const size_t group_at = frame->group_at[group];
    return frame->area_at[area] < frame->n_areas && frame->groups[group_at] == group
               ? frame->area_at[area] * frame->n_groups + group_at
               : wks_seen_frame_places(frame);
}

size_t wks_seen_frame_members(const wks_seen_frame *frame, size_t place, uint32_t *out)
{
    const size_t area = place / frame->n_groups;
    const uint64_t pieces = frame->pieces[place % frame->n_groups];
    size_t n = 0;
    for (size_t k = frame->first_leaf[area]; k < frame->first_leaf[area + 1]; k++) {
        for (size_t piece = 0; piece < frame->n_pieces; piece++) {
            if ((pieces >> piece & 1) != 0) {
                out[n++] = frame->leaf[k] * (uint32_t)frame->n_pieces + (uint32_t)piece;
            }
        }
    }
    return n;
}
