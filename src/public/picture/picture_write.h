/* public/picture/picture_write.h - publish a release: whole, once, and never changed afterwards.
 *
 * In: what the gate released, and what describes it (areas, maps, definitions, deliveries; no
 * numbers about people).  Out: a new release in picture.db.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_WRITE_H
#define WKS_PUBLIC_PICTURE_PICTURE_WRITE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/progress.h"
#include "base/shape.h"
#include "gaps/gaps.h"
#include "gate/released.h"
#include "model/area.h"
#include "model/catalogue.h"
#include "model/workspace.h"
#include "release/seal.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_publish_delivery {
    int number; /* as released values call it */
    const char *hash;
    const char *source;
    const char *file;
    int edition;
    int64_t n_rows; /* told of public sources alone; n_unknown likewise */
    int64_t n_unknown;
    bool is_invented; /* its persons and figures: it does not come from its source's owner */
} wks_publish_delivery;

/* The same polygons twice. */
typedef struct wks_publish_border {
    wks_shape rd;    /* metres of RD New */
    wks_shape crs84; /* degrees, longitude before latitude */
} wks_publish_border;

typedef struct wks_publish_map {
    wks_level level;
    int edition;
    const char *topojson;
    const char *const *codes;          /* [n_codes] areas on it, sorted */
    const wks_publish_border *borders; /* [n_codes] of them, as they are drawn; NULL: not kept */
    size_t n_codes;
} wks_publish_map;

/* A rule that the gate judged by, as a sentence for everyone. */
typedef struct wks_publish_rule {
    const char *dutch;
    const char *english;
} wks_publish_rule;

/* Who looks a release through before it is there.  Its text (picture_text.h) stands in the file
 * text_path when make is called; the seal that comes back must be of `key` and over that text. */
typedef struct wks_publish_sealer {
    const char *text_path;
    const wks_public_key *key;
    wks_code (*make)(void *context, wks_seal *out,
                     wks_error *err); /* a failure stops the release */
    void *context;
} wks_publish_sealer;

/* What goes with the numbers; everything is borrowed for the call. */
typedef struct wks_publication {
    const char *released_on; /* yyyy-mm-dd */
    const char *region_code; /* NULL: the whole country */
    const char *region_name;
    wks_publisher publisher; /* name NULL: not said */
    const char *inputs;      /* hash over all that this release was made of */
    const wks_catalogue *catalogue;
    const wks_area *areas; /* [n_areas] of all editions, by code and edition, parents filled in */
    size_t n_areas;
    const wks_publish_delivery *deliveries;
    size_t n_deliveries;
    const wks_publish_map *maps;
    size_t n_maps;
    wks_publish_sealer sealer;
    const wks_publish_rule *rules; /* in the order in which to read them */
    size_t n_rules;
    const wks_gaps *gaps; /* worked out of what was released; NULL: none */
} wks_publication;

typedef struct wks_publish_report {
    char id[17];     /* of the release */
    bool is_new;     /* false: the newest release already says exactly this */
    size_t n_values; /* rows, empties with their reasons included */
} wks_publish_report;

/* Publish into the picture at path (made when missing) in one transaction.  Every area of a level
 * gets a row in every series of the level: a number or an empty with its reason; an area that the
 * edition of the delivery does not have is WKS_STATUS_BOUNDARY.  Values of areas that are not in
 * publication->areas are left out.
 * Errors: WKS_E_STORE    the picture cannot be written: it is then as it was, as after all others
 *         WKS_E_REFUSED  the seal is not of the key, or over something else
 *         those of the sealer
 *         WKS_E_MEMORY */
WKS_MUST_CHECK wks_code wks_picture_publish(const char *path, const wks_publication *publication,
                                            const wks_released *released, wks_arena *arena,
                                            wks_progress *progress, wks_publish_report *report,
                                            wks_error *err);

/* The inputs of the newest release; "" when there is none or no picture.  Errors: WKS_E_STORE,
 * WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_picture_inputs(const char *path, wks_arena *arena, const char **out,
                                           wks_error *err);

#endif
