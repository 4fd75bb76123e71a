/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/crosswalk.h"

#include "base/language.h"
#include "math/sum.h"

#include <math.h>

static wks_code fail_area(size_t area, const char *what, wks_error *err)
{
    return wks_fail(err, WKS_E_ARGUMENT, wks_tr("old area %zu: %s", "oud gebied %zu: %s"), area + 1,
                    what);
}

static wks_code check_links(const wks_crosswalk *walk, wks_arena *arena, wks_error *err)
{
    size_t *seen = NULL; /* [n_new] old area + 1 that was last seen there */
    size_t *order = NULL;
    size_t *start = NULL;
    WKS_TRY(wks_arena_take(arena, walk->n_new, sizeof *seen, &seen, err));
    WKS_TRY(wks_arena_take(arena, walk->n_links, sizeof *order, &order, err));
    WKS_TRY(wks_arena_take(arena, walk->n_old + 2, sizeof *start, &start, err));
    for (size_t k = 0; k < walk->n_links; k++) {
        if (walk->from[k] >= walk->n_old || walk->to[k] >= walk->n_new) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("link %zu: an area that is not there",
                                   "koppeling %zu: een gebied dat er niet is"),
                            k + 1);
        }
        if (!(walk->share[k] >= 0 && walk->share[k] <= 1 + 1e-6)) {
            return fail_area(walk->from[k],
                             wks_tr("a share outside 0 to 1", "een aandeel buiten 0 tot en met 1"),
                             err);
        }
        start[walk->from[k] + 2]++;
    }
    for (size_t i = 0; i < walk->n_old; i++) {
        start[i + 2] += start[i + 1];
    }
    for (size_t k = 0; k < walk->n_links; k++) {
        order[start[walk->from[k] + 1]++] = k;
    }
    for (size_t k = 0; k < walk->n_links; k++) {
        const size_t from = walk->from[order[k]];
        size_t *at = &seen[walk->to[order[k]]];
        if (*at == from + 1) {
            return fail_area(from,
                             wks_tr("is linked to the same new area twice",
                                    "is twee keer aan hetzelfde nieuwe gebied gekoppeld"),
                             err);
        }
        *at = from + 1;
    }
    return WKS_OK;
}

/* The sum of the shares of every old area, checked where it matters. */
static wks_code add_shares(const wks_crosswalk *walk, const double *counts, wks_arena *arena,
                           double **out, wks_error *err)
{
    wks_sum *sums = NULL;
    WKS_TRY(wks_arena_take(arena, walk->n_old, sizeof *sums, &sums, err));
    WKS_TRY(wks_arena_take(arena, walk->n_old, sizeof **out, out, err));
    for (size_t k = 0; k < walk->n_links; k++) {
        wks_sum_add(&sums[walk->from[k]], walk->share[k]);
    }
    for (size_t i = 0; i < walk->n_old; i++) {
        (*out)[i] = wks_sum_value(&sums[i]);
        if (counts[i] < 0 || isinf(counts[i])) {
            return fail_area(i,
                             wks_tr("a count below zero, or without end",
                                    "een aantal onder nul, of zonder eind"),
                             err);
        }
        if (counts[i] > 0 && fabs((*out)[i] - 1) > 1e-6) {
            return fail_area(
                i, wks_tr("its shares do not add up to 1", "de aandelen tellen niet op tot 1"),
                err);
        }
    }
    return WKS_OK;
}

static double divide(double above, double below)
{
    return below > 0 ? above / below : 0;
}

wks_code wks_crosswalk_apply(const wks_crosswalk *walk, const double *counts, wks_arena *arena,
                             wks_crosswalk_counts *out, wks_error *err)
{
    double *sums = NULL;
    wks_sum *totals = NULL;
    const size_t n = walk->n_new;
    WKS_TRY(check_links(walk, arena, err));
    WKS_TRY(add_shares(walk, counts, arena, &sums, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *totals, &totals, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->count, &out->count, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->variance, &out->variance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->whole, &out->whole, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *out->unchanged, &out->unchanged, err));
    for (size_t k = 0; k < walk->n_links; k++) {
        const double share = divide(walk->share[k], sums[walk->from[k]]);
        if (share > 0) {
            const double count = counts[walk->from[k]];
            wks_sum_add(&totals[walk->to[k]], count * share);
            out->variance[walk->to[k]] += count * share * (1 - share);
            out->whole[walk->to[k]] += share == 1 ? count : 0;
        }
    }
    for (size_t j = 0; j < n; j++) {
        out->count[j] = wks_sum_value(&totals[j]);
        out->whole[j] = out->count[j] == 0 ? 1 : out->whole[j] / out->count[j];
        out->unchanged[j] = isnan(out->count[j]) ? NAN : out->unchanged[j];
    }
    for (size_t k = 0; k < walk->n_links; k++) {
        const size_t j = walk->to[k];
        const double count = counts[walk->from[k]];
        const double moved = count * divide(walk->share[k], sums[walk->from[k]]);
        const double larger = fmax(count, out->count[j]);
        /* with nobody to count by, the links themselves say it */
        const double alike = larger > 0 ? moved / larger : walk->share[k];
        out->unchanged[j] = isnan(out->count[j]) ? NAN : fmax(out->unchanged[j], alike);
    }
    return WKS_OK;
}

wks_code wks_crosswalk_reverse(const wks_crosswalk *walk, const double *residents, wks_arena *arena,
                               wks_crosswalk *out, wks_error *err)
{
    wks_crosswalk_counts moved;
    double *share = NULL;
    double *links = NULL;
    WKS_TRY(wks_crosswalk_apply(walk, residents, arena, &moved, err));
    WKS_TRY(wks_arena_take(arena, walk->n_links, sizeof *share, &share, err));
    WKS_TRY(wks_arena_take(arena, walk->n_new, sizeof *links, &links, err));
    for (size_t k = 0; k < walk->n_links; k++) {
        links[walk->to[k]]++;
        if (isnan(residents[walk->from[k]])) {
            return fail_area(walk->from[k],
                             wks_tr("without residents there is no way back",
                                    "zonder inwoners is er geen weg terug"),
                             err);
        }
    }
    for (size_t k = 0; k < walk->n_links; k++) {
        const size_t j = walk->to[k];
        share[k] = moved.count[j] > 0 ? residents[walk->from[k]] * walk->share[k] / moved.count[j]
                                      : 1 / links[j];
    }
    *out = (wks_crosswalk){.n_old = walk->n_new,
                           .n_new = walk->n_old,
                           .n_links = walk->n_links,
                           .from = walk->to,
                           .to = walk->from,
                           .share = share};
    return WKS_OK;
}
