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
    const wks_seen_frame_input *input;
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
    const size_t n_names = f->input->seen->names.n;
    size_t room = 0;
    WKS_TRY(wks_arena_take(f->arena, n_names, sizeof *frame->area_at, &frame->area_at, err));
    for (size_t i = 0; i < n_names; i++) {
        frame->area_at[i] = UINT32_MAX;
    }
    for (size_t i = 0; i < f->input->n; i++) {
        if (f->input->values[i]->kind != WKS_SEEN_NOWHERE) {
            WKS_TRY(add_area(f, f->input->values[i]->area, &room, err));
            WKS_TRY(add_area(f, f->input->values[i]->against, &room, err));
        }
    }
    for (size_t i = 0; i < n_names; i++) {
        frame->area_at[i] =
            frame->area_at[i] == UINT32_MAX ? (uint32_t)frame->n_areas : frame->area_at[i];
    }
    return WKS_OK;
}

/* In which versions each area is there. */
static wks_code find_presence(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    const size_t n = frame->n_areas;
    WKS_TRY(wks_arena_take(f->arena, frame->n_versions * n, sizeof *frame->is_there,
                           &frame->is_there, err));
    WKS_TRY(wks_arena_take(f->arena, frame->n_versions * n, sizeof *frame->has_parts,
                           &frame->has_parts, err));
    for (size_t i = 0; i < f->input->n; i++) {
        const wks_seen_value *value = f->input->values[i];
        const size_t first = f->input->version[i] * n;
        if (value->kind != WKS_SEEN_NOWHERE) {
            frame->is_there[first + frame->area_at[value->area]] = true;
        }
        if (value->kind != WKS_SEEN_NOWHERE && value->against != 0) {
            frame->is_there[first + frame->area_at[value->against]] = true;
        }
    }
    for (size_t k = 0; k < frame->n_versions * n; k++) {
        const size_t up = frame->parent[k % n];
        if (frame->is_there[k] && up < n) {
            frame->has_parts[k / n * n + up] = true;
        }
    }
    return WKS_OK;
}

/* The nearest area above it that the frame has. */
static size_t find_parent(const framing *f, uint32_t area)
{
    const wks_seen *seen = f->input->seen;
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
    }
    return WKS_OK;
}

/* The area itself when nothing lies in it, or when it may hold more than what lies in it; at is
 * version * n_areas + area. */
static bool is_leaf(const framing *f, size_t at)
{
    return f->frame->is_there[at] && (f->input->keeps_rest || !f->frame->has_parts[at]);
}

static int by_leaf(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Which leaf each area is in each version, [n_versions * n_areas]: that of an earlier version,
 * where it did not change. */
static wks_code number_leaves(framing *f, uint32_t **out, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    const size_t n = frame->n_areas;
    uint32_t *shared = NULL; /* leaf + 1; 0: none yet */
    WKS_TRY(wks_arena_take(f->arena, frame->n_versions * n, sizeof **out, out, err));
    WKS_TRY(wks_arena_take(f->arena, n, sizeof *shared, &shared, err));
    for (size_t k = 0; k < frame->n_versions * n; k++) {
        const size_t area = k % n;
        const bool is_apart = f->input->is_apart == NULL || f->input->is_apart[frame->areas[area]];
        if (!is_leaf(f, k)) {
            continue;
        }
        if (is_apart || shared[area] == 0) {
            shared[area] = (uint32_t)++frame->n_leaves;
        }
        (*out)[k] = shared[area] - 1;
    }
    return WKS_OK;
}

/* A leaf belongs to every area that it lies in. */
static wks_code take_leaves(framing *f, wks_error *err)
{
    wks_seen_frame *frame = f->frame;
    uint32_t *number = NULL;
    const size_t n = frame->n_areas;
    const size_t n_all = frame->n_versions * n;
    WKS_TRY(number_leaves(f, &number, err));
    WKS_TRY(
        wks_arena_take(f->arena, n_all + 2, sizeof *frame->first_leaf, &frame->first_leaf, err));
    /* counted two places up, so that filling moves the starts into place */
    for (size_t k = 0; k < n_all; k++) {
        for (size_t up = k % n; is_leaf(f, k) && up < n; up = frame->parent[up]) {
            frame->first_leaf[k / n * n + up + 2]++;
        }
    }
    for (size_t k = 0; k < n_all; k++) {
        frame->first_leaf[k + 2] += frame->first_leaf[k + 1];
    }
    WKS_TRY(wks_arena_take(f->arena, frame->first_leaf[n_all + 1], sizeof *frame->leaf,
                           &frame->leaf, err));
    for (size_t k = 0; k < n_all; k++) {
        for (size_t up = k % n; is_leaf(f, k) && up < n; up = frame->parent[up]) {
            frame->leaf[frame->first_leaf[k / n * n + up + 1]++] = number[k];
        }
    }
    for (size_t k = 0; k < n_all; k++) { /* of a later version, those apart come after the others */
        const size_t n_own = frame->first_leaf[k + 1] - frame->first_leaf[k];
        if (n_own > 1) {
            qsort(frame->leaf + frame->first_leaf[k], n_own, sizeof *frame->leaf, by_leaf);
        }
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
    WKS_TRY(wks_arena_take(f->arena, f->input->seen->names.n, sizeof *frame->group_at,
                           &frame->group_at, err));
    for (size_t i = 0; i < f->input->n; i++) {
        const uint32_t name = f->input->values[i]->breakdown;
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
        groups[i] = read_people(f->input->seen->names.text[frame->groups[i]]);
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

wks_code wks_seen_frame_make(const wks_seen_frame_input *input, wks_arena *arena,
                             wks_seen_frame *out, wks_error *err)
{
    framing f = {.input = input, .arena = arena, .frame = out};
    *out = (wks_seen_frame){.n_versions = input->n_versions};
    WKS_TRY(take_areas(&f, err));
    WKS_TRY(find_parents(&f, err));
    WKS_TRY(find_presence(&f, err));
    WKS_TRY(take_leaves(&f, err));
    WKS_TRY(take_groups(&f, err));
    return take_pieces(&f, err);
}

size_t wks_seen_frame_places(const wks_seen_frame *frame)
{
    return frame->n_versions * frame->n_areas * frame->n_groups;
}

size_t wks_seen_frame_atoms(const wks_seen_frame *frame)
{
    return frame->n_leaves * frame->n_pieces;
}

size_t wks_seen_frame_place(const wks_seen_frame *frame, uint32_t version, uint32_t area,
                            uint32_t group)
{
    const size_t group_at = frame->group_at[group];
    return frame->area_at[area] < frame->n_areas && frame->groups[group_at] == group
               ? (version * frame->n_areas + frame->area_at[area]) * frame->n_groups + group_at
               : wks_seen_frame_places(frame);
}

size_t wks_seen_frame_area(const wks_seen_frame *frame, size_t place)
{
    return place / frame->n_groups;
}

size_t wks_seen_frame_members(const wks_seen_frame *frame, size_t place, uint32_t *out)
{
    const size_t of = place / frame->n_groups; /* area and version */
    const uint64_t pieces = frame->pieces[place % frame->n_groups];
    size_t n = 0;
    for (size_t k = frame->first_leaf[of]; k < frame->first_leaf[of + 1]; k++) {
        for (size_t piece = 0; piece < frame->n_pieces; piece++) {
            if ((pieces >> piece & 1) != 0) {
                out[n++] = frame->leaf[k] * (uint32_t)frame->n_pieces + (uint32_t)piece;
            }
        }
    }
    return n;
}
