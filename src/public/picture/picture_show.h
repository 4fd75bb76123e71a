/* public/picture/picture_show.h - values of the newest release, for the command line.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_SHOW_H
#define WKS_PUBLIC_PICTURE_PICTURE_SHOW_H

#include "base/arena.h"
#include "base/error.h"
#include "public/picture/verdict_json.h"

#include <stdbool.h>
#include <stddef.h>

/* Which values; NULL means any. */
typedef struct wks_show_choice {
    const char *indicator; /* id or code: "poh-ggz", "ZG01" */
    const char *area;      /* code */
    const char *level;
    const char *period;
    const char *breakdown; /* NULL: the default of each indicator; "*": all */
} wks_show_choice;

/* A value with all that belongs to it; texts live in the arena, NULL where the release has none. */
typedef struct wks_shown {
    const char *indicator, *indicator_dutch, *indicator_english, *unit, *definition;
    const char *numerator, *denominator, *population;
    const char *breakdown, *breakdown_dutch, *breakdown_english;
    const char *level, *area, *area_name, *period;
    double value, lower, upper; /* NAN where there is none */
    const char *status;
    const char *decision; /* gate/released.h: "public" ... */
    const char *source, *source_name, *owner, *licence;
    const char *delivery; /* SHA-256 */
    const char *file;
    const char *rows;
    int decimals;
    int edition; /* of the areas of the delivery; 0 without one */
    bool is_modelled;
    const char *method; /* model/verdict.h; NULL: no interval */
    const char *flags;
    wks_read_verdict verdict;
    const char *against_name; /* of verdict.against */
    wks_read_test test;       /* its note lives in the arena too */
    wks_read_trend trend;
    const char *model_dutch, *model_english; /* what was done, or why not; NULL: no model */
    const char *diagnostics;                 /* of that model, a JSON object */
} wks_shown;

typedef struct wks_show_release {
    const char *id;
    const char *released_on;
    const char *region_name;
    bool is_invented;
} wks_show_release;

/* The values that fit, by indicator, breakdown, period and area.
 * Errors: WKS_E_NOT_FOUND  no picture, no release, or nothing fits: then the text says which of the
 *                          choices is unknown and what there is instead
 *         WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_picture_show(const char *path, const wks_show_choice *choice,
                                         wks_arena *arena, wks_show_release *release,
                                         wks_shown **out, size_t *n, wks_error *err);

/* The codes of gemeenten, wijken and buurten of the newest release: one area, or all of a level
 * (NULL means any).
 * Errors: WKS_E_NOT_FOUND  no picture, no release, or no such area; WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_picture_show_areas(const char *path, const char *area,
                                               const char *level, wks_arena *arena,
                                               const char *const **codes, size_t *n,
                                               wks_error *err);

/* Only the newest release, as `wijkscan status` tells of it.
 * Errors: WKS_E_NOT_FOUND no picture or no release; WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_picture_show_release(const char *path, wks_arena *arena,
                                                 wks_show_release *release, wks_error *err);

#endif
