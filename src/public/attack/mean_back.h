/* public/attack/mean_back.h - hidden means that follow by adding up.
 *
 * A mean times its number of persons is a sum, and sums of areas and groups add up as counts do;
 * but what is added may be below zero, so only a sum of which one part is left follows.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_ATTACK_MEAN_BACK_H
#define WKS_PUBLIC_ATTACK_MEAN_BACK_H

#include "base/arena.h"
#include "base/error.h"
#include "public/attack/seen_frame.h"

#include <stddef.h>

/* sum [places of the frame]: of each place, NAN not known; in places of this version what follows
 * is filled in.  Of an area with areas in it only when nobody lives beside these. Errors:
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_mean_back_fill(const wks_seen_frame *frame, size_t version,
                                           wks_arena *arena, double *sum, wks_error *err);

#endif
