/* public/picture/picture_read.h - a published picture, as the JSON of the API.
 *
 * In: picture.db, opened for reading, and the number of a release.  Out: the bodies that the
 * server sends, rendered straight from the store.  A release never changes, so a body can be kept
 * as long as its release is served.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_READ_H
#define WKS_PUBLIC_PICTURE_PICTURE_READ_H

#include "base/arena.h"
#include "base/error.h"
#include "base/language.h"
#include "base/signature.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* One connection to a picture; for one thread at a time. */
typedef struct wks_picture wks_picture;

/* What a writer that was killed had begun is undone first.
 * Errors: WKS_E_NOT_FOUND  no such file
 *         WKS_E_STORE      it is no picture: another file, a damaged one, another version */
WKS_MUST_CHECK wks_code wks_picture_read_open(const char *path, wks_picture **out, wks_error *err);
void wks_picture_read_close(wks_picture *picture);

enum {
    WKS_RELEASE_ID_SIZE = 24
};

typedef struct wks_picture_release {
    int64_t number;
    char id[WKS_RELEASE_ID_SIZE];
} wks_picture_release;

/* The newest release.  Errors: WKS_E_NOT_FOUND there is none yet; WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_picture_read_newest(wks_picture *picture, wks_picture_release *out,
                                                wks_error *err);

/* Whether the release is exactly what the holder of key signed; reads all of it.
 * Errors: WKS_E_REFUSED  it is not: nothing of it may be shown; WKS_E_STORE, WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_picture_read_check(wks_picture *picture, int64_t release,
                                               const wks_public_key *key, wks_error *err);

/* ---- bodies --------------------------------------------------------------------------------
 * Each appends one JSON text to out.  Errors: WKS_E_STORE, WKS_E_MEMORY; and WKS_E_NOT_FOUND,
 * with a sentence for the reader, where that is said. */

/* Of what a body is, where sentences stand in it.  In English a text that the picture has in Dutch
 * alone stays so, and the object that holds it lists it under "nederlands". */
typedef struct wks_picture_view {
    int64_t release;
    wks_language language;
} wks_picture_view;

WKS_MUST_CHECK wks_code wks_picture_read_release(wks_picture *picture, int64_t release,
                                                 wks_buffer *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_picture_read_indicators(wks_picture *picture, wks_picture_view view,
                                                    wks_buffer *out, wks_error *err);

/* Part of a list: n items from first on, counted from 0. */
typedef struct wks_picture_part {
    size_t first, n;
} wks_picture_part;

/* All areas, from country to buurt; of part (NULL: the whole) as far as they go. */
WKS_MUST_CHECK wks_code wks_picture_read_areas(wks_picture *picture, int64_t release,
                                               const wks_picture_part *part, wks_buffer *out,
                                               wks_error *err);
/* WKS_E_NOT_FOUND: there is no map of this level. */
WKS_MUST_CHECK wks_code wks_picture_read_map(wks_picture *picture, int64_t release,
                                             const char *level, wks_buffer *out, wks_error *err);
/* WKS_E_NOT_FOUND: no such area. */
WKS_MUST_CHECK wks_code wks_picture_read_profile(wks_picture *picture, wks_picture_view view,
                                                 const char *area, wks_arena *arena,
                                                 wks_buffer *out, wks_error *err);

/* Where need and use do not go together; without lists when the release has none. */
WKS_MUST_CHECK wks_code wks_picture_read_signals(wks_picture *picture, wks_picture_view view,
                                                 wks_buffer *out, wks_error *err);

/* Differences between areas and groups of people: of an indicator all of them, of NULL those in the
 * whole region, each in its latest period.  WKS_E_NOT_FOUND: there is no such indicator. */
WKS_MUST_CHECK wks_code wks_picture_read_gaps(wks_picture *picture, wks_picture_view view,
                                              const char *indicator, wks_buffer *out,
                                              wks_error *err);

/* By which rules the gate judged the release, how many values it hid per table, and the releases up
 * to this one; without rules when the release was made before they were kept. */
WKS_MUST_CHECK wks_code wks_picture_read_gate(wks_picture *picture, int64_t release,
                                              wks_buffer *out, wks_error *err);

/* What a release, called by its id, shows otherwise than the one before it; release is the newest
 * that may be told of.  WKS_E_NOT_FOUND: there is no release of this id up to that one. */
WKS_MUST_CHECK wks_code wks_picture_read_changes(wks_picture *picture, int64_t release,
                                                 const char *id, wks_buffer *out, wks_error *err);

/* What a reader chose, as in the query of /waarden. */
typedef struct wks_picture_choice {
    const char *indicator;
    const char *level;
    const char *period;
    const char *breakdown; /* NULL: the default of the indicator */
} wks_picture_choice;

/* What of it exists. */
typedef struct wks_picture_series {
    bool has_indicator;
    bool has_level;           /* there are areas of this level */
    bool has_breakdown;       /* the indicator has it */
    bool has_period;          /* the indicator has it, at some level */
    bool has_series;          /* all together: there are numbers */
    int64_t indicator;        /* number, with has_indicator */
    int64_t breakdown;        /* position, with has_breakdown */
    int64_t series;           /* number, with has_series */
    const char *breakdown_id; /* in the arena, with has_breakdown */
} wks_picture_series;

WKS_MUST_CHECK wks_code wks_picture_read_series(wks_picture *picture, int64_t release,
                                                const wks_picture_choice *choice, wks_arena *arena,
                                                wks_picture_series *out, wks_error *err);

/* The columns of one series that exists (has_series). */
WKS_MUST_CHECK wks_code wks_picture_read_values(wks_picture *picture, wks_picture_view view,
                                                const wks_picture_choice *choice,
                                                const wks_picture_series *series, wks_buffer *out,
                                                wks_error *err);

/* All indicators of a level, each in its latest period and first breakdown. */
typedef struct wks_picture_overview {
    const char *level;
    const char *gemeente; /* of it, and what lies in it, alone; NULL: all areas */
} wks_picture_overview;

WKS_MUST_CHECK wks_code wks_picture_read_overview(wks_picture *picture, wks_picture_view view,
                                                  const wks_picture_overview *choice,
                                                  wks_buffer *out, wks_error *err);

/* An area by its code: *level is in the arena.  Errors: WKS_E_NOT_FOUND. */
WKS_MUST_CHECK wks_code wks_picture_read_area_level(wks_picture *picture, wks_picture_view view,
                                                    const char *area, wks_arena *arena,
                                                    const char **level, wks_error *err);

/* Where one number comes from; series is that of the area's level.
 * WKS_E_NOT_FOUND: the series holds no row for this area. */
WKS_MUST_CHECK wks_code wks_picture_read_origin(wks_picture *picture, wks_picture_view view,
                                                const wks_picture_series *series, const char *area,
                                                wks_buffer *out, wks_error *err);

#endif
