/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/rank.h"

#include "base/language.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* Unsigned whole numbers in the order of the floats, highest first. */
static uint32_t key_of(float value)
{
    uint32_t bits = 0;
    const float plain = value == 0 ? 0 : value; /* no minus zero */
    memcpy(&bits, &plain, sizeof bits);
    return ~(bits & 0x80000000U ? ~bits : bits | 0x80000000U);
}

typedef struct item {
    uint32_t key, area;
} item;

/* By key, in four passes of a byte; ends in `items`. */
static void sort(item *items, item *other, size_t n)
{
    for (unsigned shift = 0; shift < 32; shift += 8) {
        size_t at[257] = {0};
        for (size_t i = 0; i < n; i++) {
            at[((items[i].key >> shift) & 255) + 1]++;
        }
        for (size_t b = 0; b < 256; b++) {
            at[b + 1] += at[b];
        }
        for (size_t i = 0; i < n; i++) {
            other[at[(items[i].key >> shift) & 255]++] = items[i];
        }
        item *swap = items;
        items = other;
        other = swap;
    }
}

/* Twice the rank, less 2, of every area in one draw, at twice[area * n_draws + draw]: a whole
 * number even where equal draws share the middle of their ranks. */
static void rank_draw(item *items, size_t n, size_t draw, size_t n_draws, uint32_t *twice)
{
    for (size_t first = 0; first < n;) {
        size_t last = first;
        while (last + 1 < n && items[last + 1].key == items[first].key) {
            last++;
        }
        for (size_t i = first; i <= last; i++) {
            twice[items[i].area * n_draws + draw] = (uint32_t)(first + last);
        }
        first = last + 1;
    }
}

/* The smallest rank with at least this part of the draws at or below it. */
static size_t quantile(const uint32_t *histogram, size_t n_bins, double draws)
{
    double below = 0;
    for (size_t b = 0; b < n_bins; b++) {
        below += histogram[b];
        if (below >= draws) {
            return b;
        }
    }
    return n_bins - 1;
}

static wks_rank summarise(const uint32_t *twice, size_t n_draws, size_t n_areas,
                          uint32_t *histogram)
{
    const size_t n_bins = 2 * n_areas - 1;
    const size_t tenth = (n_areas + 9) / 10;
    const double n = (double)n_draws;
    uint64_t sum = 0;
    size_t top = 0;
    size_t bottom = 0;
    memset(histogram, 0, n_bins * sizeof *histogram);
    for (size_t d = 0; d < n_draws; d++) {
        histogram[twice[d]]++;
        sum += twice[d];
        top += twice[d] + 2 <= 2 * tenth;
        bottom += twice[d] + 2 > 2 * (n_areas - tenth);
    }
    return (wks_rank){.expected = 1 + (double)sum / (2 * n),
                      .lower = floor(1 + (double)quantile(histogram, n_bins, 0.025 * n) / 2),
                      .upper = ceil(1 + (double)quantile(histogram, n_bins, 0.975 * n) / 2),
                      .p_top = (double)top / n,
                      .p_bottom = (double)bottom / n};
}

wks_code wks_rank_draws(size_t n_draws, size_t n_areas, const float *draws, wks_arena *arena,
                        wks_rank *ranks, wks_error *err)
{
    item *items = NULL;
    item *other = NULL;
    uint32_t *twice = NULL;
    uint32_t *histogram = NULL;
    if (n_areas == 0 || n_areas > UINT32_MAX / 2 || n_draws < 100) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("ranks need an area and 100 draws: there are %zu and %zu",
                               "rangen hebben een gebied en 100 trekkingen nodig: er zijn er %zu "
                               "en %zu"),
                        n_areas, n_draws);
    }
    WKS_TRY(wks_arena_take(arena, n_areas, sizeof *items, &items, err));
    WKS_TRY(wks_arena_take(arena, n_areas, sizeof *other, &other, err));
    WKS_TRY(wks_arena_take(arena, n_areas * n_draws, sizeof *twice, &twice, err));
    WKS_TRY(wks_arena_take(arena, 2 * n_areas, sizeof *histogram, &histogram, err));
    for (size_t d = 0; d < n_draws; d++) {
        for (size_t i = 0; i < n_areas; i++) {
            const float value = draws[d * n_areas + i];
            if (!isfinite(value)) {
                return wks_fail(err, WKS_E_ARGUMENT,
                                wks_tr("area %zu: a draw that is no number",
                                       "gebied %zu: een trekking die geen getal is"),
                                i + 1);
            }
            items[i] = (item){key_of(value), (uint32_t)i};
        }
        sort(items, other, n_areas);
        rank_draw(items, n_areas, d, n_draws, twice);
    }
    for (size_t i = 0; i < n_areas; i++) {
        ranks[i] = summarise(twice + i * n_draws, n_draws, n_areas, histogram);
    }
    return WKS_OK;
}
