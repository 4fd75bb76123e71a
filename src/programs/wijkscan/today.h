/* programs/wijkscan/today.h - the day that a run counts as.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PROGRAMS_WIJKSCAN_TODAY_H
#define WKS_PROGRAMS_WIJKSCAN_TODAY_H

#include "base/arena.h"

/* "2026-11-22" in UTC: today, or the day that a reproducible build asks for (SOURCE_DATE_EPOCH).
 * NULL when out of memory. */
const char *wks_today(wks_arena *arena);

#endif
