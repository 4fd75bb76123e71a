/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/mean_back.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The sum of a whole is that of its parts: the one that is not known follows.  Whether one did. */
static bool fill_one(double *sum, size_t whole, const size_t *part, size_t n)
{
    const double left = sum[whole];
    const bool is_open = isnan(left);
    size_t n_open = is_open;
    size_t open = whole;
    double parts = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(sum[part[i]])) {
            n_open++;
            open = part[i];
        } else {
            parts += sum[part[i]];
        }
    }
    if (n == 0 || n_open != 1) {
        return false;
    }
    sum[open] = open == whole ? parts : left - parts;
    return true;
}

/* The groups that together are exactly this one, the largest first; how many, 0 for none. */
static size_t parts_of_group(const wks_seen_frame *frame, size_t group, size_t *out)
{
    const uint64_t whole = frame->pieces[group];
    uint64_t left = whole;
    size_t n = 0;
    while (left != 0) {
        size_t best = frame->n_groups;
        int most = 0;
        for (size_t i = 0; i < frame->n_groups; i++) {
            const uint64_t pieces = frame->pieces[i];
            const int size = __builtin_popcountll(pieces);
            if (pieces != whole && (pieces & ~left) == 0 && size > most) {
                best = i;
                most = size;
            }
        }
        if (best == frame->n_groups) {
            return 0;
        }
        out[n++] = best;
        left &= ~frame->pieces[best];
    }
    return n;
}

/* Areas from `first` up to `end`: those of one version. */
static bool fill_areas(const wks_seen_frame *frame, size_t first, size_t end, size_t *part,
                       double *sum)
{
    bool has_moved = false;
    for (size_t area = first; area < end; area++) {
        for (size_t group = 0; frame->has_parts[area] && group < frame->n_groups; group++) {
            size_t n = 0;
            for (size_t other = first; other < end; other++) {
                if (frame->is_there[other] && frame->parent[other - first] == area - first) {
                    part[n++] = other * frame->n_groups + group;
                }
            }
            has_moved = fill_one(sum, area * frame->n_groups + group, part, n) || has_moved;
        }
    }
    return has_moved;
}

static bool fill_groups(const wks_seen_frame *frame, size_t first, size_t end, size_t *part,
                        double *sum)
{
    bool has_moved = false;
    for (size_t group = 0; group < frame->n_groups; group++) {
        const size_t n = parts_of_group(frame, group, part);
        for (size_t area = first; area < end; area++) {
            for (size_t i = 0; i < n; i++) {
                part[i] = part[i] % frame->n_groups + area * frame->n_groups;
            }
            has_moved = fill_one(sum, area * frame->n_groups + group, part, n) || has_moved;
        }
    }
    return has_moved;
}

wks_code wks_mean_back_fill(const wks_seen_frame *frame, size_t version, wks_arena *arena,
                            double *sum, wks_error *err)
{
    const size_t first = version * frame->n_areas;
    const size_t end = first + frame->n_areas;
    size_t *part = NULL;
    WKS_TRY(wks_arena_take(arena, frame->n_areas + frame->n_groups, sizeof *part, &part, err));
    for (bool has_moved = true; has_moved;) {
        has_moved = fill_areas(frame, first, end, part, sum);
        has_moved = fill_groups(frame, first, end, part, sum) || has_moved;
    }
    return WKS_OK;
}
