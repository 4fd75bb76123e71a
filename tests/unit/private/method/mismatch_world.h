/* Invented regions with a known mismatch (methods of docs/methods/mismatch.md): 300 wijken on a
 * sheet of 15 wide, sd of logit need 0.40, slope 0.7.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_MISMATCH_WORLD_H
#define WKS_TESTS_MISMATCH_WORLD_H

#include "private/method/mismatch.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WKS_WORLD_AREAS = 300
};

typedef struct wks_world_design {
    double respondents;   /* of the whole region */
    double gap_deviation; /* sd of the gap */
    double
        spatial_share; /* of the variance of need and of the gap: alike among neighbours.  Not the
                          model's own kind: noise averaged twice over an area and its neighbours */
    uint64_t seed;
} wks_world_design;

typedef struct wks_world {
    double need[WKS_WORLD_AREAS], need_variance[WKS_WORLD_AREAS];
    double observed[WKS_WORLD_AREAS], expected[WKS_WORLD_AREAS], population[WKS_WORLD_AREAS];
    double truth[WKS_WORLD_AREAS], gap[WKS_WORLD_AREAS];
    bool is_mismatch[WKS_WORLD_AREAS];
} wks_world;

void wks_world_make(wks_world *world, const wks_world_design *design, uint64_t number);
/* The sheet's neighbours; lives in arena. */
WKS_MUST_CHECK wks_code wks_world_neighbours(wks_arena *arena, wks_neighbours *out, wks_error *err);

wks_mismatch_data wks_world_data(const wks_world *world); /* without neighbours */
wks_mismatch_options wks_world_options(uint64_t seed);

/* The rule that analysts use: residual of log(O/E) on need under -10 %, need in the top 30 %; how
 * many areas it flags. */
size_t wks_world_residual_rule(const wks_world *world, bool *is_flagged);
/* Of the n most probable areas, the share that is true. */
double wks_world_precision(const wks_world *world, const wks_mismatch_area *areas, size_t n);

#endif
