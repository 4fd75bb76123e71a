/* public/attack/seen_frame.h - how the places of one source and period lie in one another.
 *
 * A place is an area by a group of people (a breakdown), in one version of the data.  Areas lie in
 * areas as the picture says; groups by their names: "18+" is "18-64" and "65+" together.  The
 * finest that can be told apart, an area without areas in it by a piece of the ages and sexes, is
 * an atom, and every place is a set of atoms.  Versions share the atoms of areas that did not
 * change.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_SEEN_FRAME_H
#define WKS_PUBLIC_ATTACK_SEEN_FRAME_H

#include "base/arena.h"
#include "base/error.h"
#include "public/attack/seen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_seen_frame {
    size_t n_versions;
    uint32_t *areas; /* [n_areas] names */
    size_t *parent;  /* [n_areas] the area that it lies in; n_areas: none */
    size_t n_areas;
    bool *is_there;   /* [n_versions * n_areas] */
    bool *has_parts;  /* [n_versions * n_areas] areas lie in it */
    uint32_t *groups; /* [n_groups] names */
    uint64_t *pieces; /* [n_groups] a bit for each piece that it holds */
    size_t n_groups;
    size_t n_pieces;
    size_t *first_leaf; /* [n_versions * n_areas + 1] */
    uint32_t *leaf;     /* of area i in version v: from first_leaf[v * n_areas + i] on, rising */
    size_t n_leaves;
    uint32_t *area_at;  /* [names.n] index in areas, by name; n_areas: none */
    uint32_t *group_at; /* [names.n] index in groups */
} wks_seen_frame;

typedef struct wks_seen_frame_input {
    const wks_seen *seen;
    const wks_seen_value *const *values; /* [n] of one source and period */
    const uint32_t *version;             /* [n] of each value */
    size_t n;
    size_t n_versions;    /* 1 or more */
    const bool *is_apart; /* [names.n] areas that differ from version to version; NULL: all do */
    bool keeps_rest;      /* an area may hold people beside the areas in it */
} wks_seen_frame_input;

/* Areas of which nothing was ever there are left out.  Lives in arena.
 * Errors: WKS_E_ARGUMENT  more than 64 pieces; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_seen_frame_make(const wks_seen_frame_input *input, wks_arena *arena,
                                            wks_seen_frame *out, wks_error *err);

size_t wks_seen_frame_places(const wks_seen_frame *frame); /* of all versions */
size_t wks_seen_frame_atoms(const wks_seen_frame *frame);

/* (version * n_areas + area) * n_groups + group, by their names; wks_seen_frame_places when the
 * frame has no such. */
size_t wks_seen_frame_place(const wks_seen_frame *frame, uint32_t version, uint32_t area,
                            uint32_t group);
/* version * n_areas + area of a place; this % n_areas is the area. */
size_t wks_seen_frame_area(const wks_seen_frame *frame, size_t place);

/* The atoms of a place, rising, into out [wks_seen_frame_atoms]; how many. */
size_t wks_seen_frame_members(const wks_seen_frame *frame, size_t place, uint32_t *out);

#endif
