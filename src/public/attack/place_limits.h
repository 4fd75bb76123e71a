/* public/attack/place_limits.h - what is known of the count of every place, and what follows.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_PLACE_LIMITS_H
#define WKS_PUBLIC_ATTACK_PLACE_LIMITS_H

#include "base/arena.h"
#include "base/error.h"
#include "cells/bounds.h"
#include "public/attack/seen_frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whoever works out bounds: the suppressor, which alone has the solver.  Errors: its own. */
typedef wks_code wks_bounds_solver(void *context, const wks_bounds *bounds, wks_arena *arena,
                                   wks_bounds_answer *out, wks_error *err);

typedef struct wks_place_limits {
    size_t n;
    int64_t *least; /* [n] by place; 0 when nothing is known */
    int64_t *most;  /* WKS_BOUNDS_NO_LIMIT when nothing is known */
    bool *is_asked; /* what follows is wanted */
} wks_place_limits;

/* Of n places, nothing known and nothing asked.  Lives in arena.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_place_limits_init(size_t n, wks_arena *arena, wks_place_limits *out,
                                              wks_error *err);

/* It is exactly this. */
void wks_place_limits_set(wks_place_limits *limits, size_t place, double count);
bool wks_place_limits_is_exact(const wks_place_limits *limits, size_t place);

/* Narrow the limits of what is asked to what follows from all limits together.  *is_possible: they
 * do not contradict each other; when they do, limits stay as they were.
 * Errors: those of the solver; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_place_limits_narrow(wks_place_limits *limits,
                                                const wks_seen_frame *frame,
                                                wks_bounds_solver *solve, void *context,
                                                wks_arena *arena, bool *is_possible,
                                                wks_error *err);

#endif
