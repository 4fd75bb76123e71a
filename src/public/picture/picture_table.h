/* public/picture/picture_table.h - one indicator of a release as a table of typed rows.
 *
 * In: a picture and what is wanted of an indicator.  Out: a row for each area, period and breakdown
 * that fits, with what is said of its number; the lists that rows point into; and whose figures
 * they are.  The rows come from the query that the screen's numbers come from.  An empty holds no
 * number, and hidden is hidden: the rows do not tell for whom.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PICTURE_TABLE_H
#define WKS_PUBLIC_PICTURE_PICTURE_TABLE_H

#include "base/arena.h"
#include "base/error.h"
#include "model/value.h"
#include "model/verdict.h"
#include "public/picture/picture_read.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All texts of these structs live in the arena that was passed, and are in Dutch. */

typedef struct wks_table_indicator {
    int64_t number;
    const char *id, *code, *name, *unit;
    const char *population, *numerator, *denominator, *note;
    const char *theme;      /* id */
    const char *definition; /* version: 12 hex digits */
    int decimals;
} wks_table_indicator;

/* One column of numbers that the release holds. */
typedef struct wks_table_series {
    int64_t number;
    const char *breakdown, *breakdown_name, *level, *period;
} wks_table_series;

/* What there is of an indicator. */
typedef struct wks_table_offer {
    wks_table_indicator indicator;
    wks_table_series *series; /* [n_series] by breakdown, level from coarse to fine, period */
    size_t n_series;
} wks_table_offer;

/* What is wanted of it; NULL: all. */
typedef struct wks_table_choice {
    const char *level, *period, *breakdown;
} wks_table_choice;

/* Of each part of a choice that does not exist, or not together with the parts before it: what does
 * exist, "2020, 2022"; NULL where nothing is wrong. */
typedef struct wks_table_faults {
    const char *levels, *periods, *breakdowns;
} wks_table_faults;

typedef struct wks_table_area {
    const char *code, *name, *level;
    const char *parent;   /* code; NULL for the country */
    const char *editions; /* "2020,2022" */
} wks_table_area;

/* A breakdown, or a break in the years: what it is called. */
typedef struct wks_table_label {
    const char *id, *name;
} wks_table_label;

typedef struct wks_table_source {
    const char *id, *name, *owner, *licence, *website, *note; /* "" where not told */
} wks_table_source;

typedef struct wks_table_release {
    const char *id;
    const char *released_on; /* yyyy-mm-dd */
    const char *region_code; /* NULL: the whole country */
    const char *region_name;
    bool is_invented;
} wks_table_release;

typedef struct wks_table_row {
    size_t area, period, breakdown;  /* places in the lists of the table */
    wks_value value;                 /* in the unit of the indicator */
    const wks_verdict_word *method;  /* of none: no interval */
    const char *flags;               /* codes, a space between; "" for none */
    const wks_verdict_word *verdict; /* of none: see reason */
    const wks_verdict_word *reason;
    double difference, difference_lower, difference_upper; /* NAN: none */
} wks_table_row;

typedef struct wks_table {
    wks_table_release release;
    wks_table_indicator indicator;
    wks_table_choice choice;
    wks_table_area *areas; /* [n_areas] by level from coarse to fine, and code */
    size_t n_areas;
    const char **periods; /* [n_periods] rising */
    size_t n_periods;
    wks_table_label *breakdowns; /* [n_breakdowns] the default first */
    size_t n_breakdowns;
    wks_table_label *breaks; /* [n_breaks] the first period after it, and why */
    size_t n_breaks;
    wks_table_source *sources; /* [n_sources] by id: whose figures the rows are */
    size_t n_sources;
    wks_table_row *rows; /* [n_rows] by breakdown, level, period and area */
    size_t n_rows;
} wks_table;

/* Of each of these: Errors: WKS_E_STORE, WKS_E_MEMORY, and what is named. */

WKS_MUST_CHECK wks_code wks_picture_table_release(wks_picture *picture, int64_t release,
                                                  wks_arena *arena, wks_table_release *out,
                                                  wks_error *err);
WKS_MUST_CHECK wks_code wks_picture_table_indicators(wks_picture *picture, int64_t release,
                                                     wks_arena *arena, wks_table_indicator **out,
                                                     size_t *n, wks_error *err);
/* All areas of the release. */
WKS_MUST_CHECK wks_code wks_picture_table_areas(wks_picture *picture, int64_t release,
                                                wks_arena *arena, wks_table_area **out, size_t *n,
                                                wks_error *err);
/* All sources of the release. */
WKS_MUST_CHECK wks_code wks_picture_table_sources(wks_picture *picture, int64_t release,
                                                  wks_arena *arena, wks_table_source **out,
                                                  size_t *n, wks_error *err);

/* Who answers for the release; all NULL where that was not said. */
typedef struct wks_table_publisher {
    const char *name, *website, *email;
} wks_table_publisher;

WKS_MUST_CHECK wks_code wks_picture_table_publisher(wks_picture *picture, int64_t release,
                                                    wks_arena *arena, wks_table_publisher *out,
                                                    wks_error *err);

/* The ids of this release and those before it, newest first. */
WKS_MUST_CHECK wks_code wks_picture_table_releases(wks_picture *picture, int64_t release,
                                                   wks_arena *arena, const char ***out, size_t *n,
                                                   wks_error *err);

/* A column of numbers by its names. */
typedef struct wks_table_latest {
    const char *indicator, *breakdown, *period;
    bool is_default; /* its breakdown is the first of the indicator */
} wks_table_latest;

/* For each indicator and breakdown the latest period in which any area of the level has a number,
 * by indicator and breakdown. */
WKS_MUST_CHECK wks_code wks_picture_table_latest(wks_picture *picture, int64_t release,
                                                 const char *level, wks_arena *arena,
                                                 wks_table_latest **out, size_t *n, wks_error *err);

/* WKS_E_NOT_FOUND: no indicator has this id; a Dutch sentence for the reader. */
WKS_MUST_CHECK wks_code wks_picture_table_offer(wks_picture *picture, int64_t release,
                                                const char *indicator, wks_arena *arena,
                                                wks_table_offer *out, wks_error *err);

/* Whose figures all series of the offer are, by id. */
WKS_MUST_CHECK wks_code wks_picture_table_owners(wks_picture *picture, int64_t release,
                                                 const wks_table_offer *offer, wks_arena *arena,
                                                 wks_table_source **out, size_t *n, wks_error *err);

/* Whether the offer holds what is chosen, and if not, all that is wrong with it. */
WKS_MUST_CHECK wks_code wks_picture_table_check(const wks_table_offer *offer,
                                                const wks_table_choice *choice, wks_arena *arena,
                                                wks_table_faults *out, bool *is_sound,
                                                wks_error *err);

/* The rows that fit; choice is sound, and is borrowed. */
WKS_MUST_CHECK wks_code wks_picture_table_read(wks_picture *picture, int64_t release,
                                               const wks_table_offer *offer,
                                               const wks_table_choice *choice, wks_arena *arena,
                                               wks_table *out, wks_error *err);

#endif
