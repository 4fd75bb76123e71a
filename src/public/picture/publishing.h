/* public/picture/publishing.h - one release while it is being written.
 *
 * For the files of public/picture that write.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_PICTURE_PUBLISHING_H
#define WKS_PUBLIC_PICTURE_PUBLISHING_H

#include "base/db.h"
#include "base/hash.h"
#include "public/picture/picture_write.h"

/* An area of the release; its number there is its index + 1. */
typedef struct wks_published_area {
    const wks_area *newest; /* of its newest edition */
    size_t first;           /* index in publication->areas of its oldest */
    size_t n_editions;
} wks_published_area;

typedef struct wks_publishing {
    wks_db *db;
    int64_t release; /* number */
    const wks_publication *publication;
    const wks_released *released;
    wks_published_area *areas; /* [n_areas] by level and code */
    size_t n_areas;
    const wks_indicator **indicators; /* [n_indicators] written; number - 1 is the index */
    size_t n_indicators;
    size_t indicators_room;
    size_t n_values; /* written */
    wks_arena *arena;
    wks_progress *progress;
} wks_publishing;

/* Prepare the embedded query with this name ("add_value.sql").  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_publishing_open(wks_publishing *publishing, const char *name,
                                            wks_query **out, wks_error *err);

/* The number of an area in the release, or 0 when it is not shown. */
int64_t wks_publishing_area_number(const wks_publishing *publishing, wks_level level,
                                   const char *code);

/* A hash over everything that a reader can see, but for the date. */
void wks_publishing_release_id(const wks_publication *publication, const wks_released *released,
                               char id[static 17]);

/* Who answers for the release; its sources; their deliveries.  Errors: WKS_E_STORE, WKS_E_MEMORY.
 */
WKS_MUST_CHECK wks_code wks_publishing_write_publisher(wks_publishing *publishing, wks_error *err);
WKS_MUST_CHECK wks_code wks_publishing_write_sources(wks_publishing *publishing, wks_error *err);
WKS_MUST_CHECK wks_code wks_publishing_write_deliveries(wks_publishing *publishing, wks_error *err);

/* Themes, indicators, series, values and class bounds of everything released; the released values
 * are sorted by indicator, breakdown, level, period and area.
 * Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_publishing_write_values(wks_publishing *publishing, wks_error *err);

/* Models and lists of signals, after the values.  Errors: WKS_E_STORE, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_publishing_write_findings(wks_publishing *publishing, wks_error *err);

/* Its number among those written, or 0 when it is not shown. */
int64_t wks_publishing_indicator_number(const wks_publishing *publishing,
                                        const wks_indicator *indicator);

/* Differences between groups, after the values; nothing without publication->gaps.
 * Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_publishing_write_gaps(wks_publishing *publishing, wks_error *err);
/* What they say, into the id of a release; gaps may be NULL. */
void wks_publishing_hash_gaps(const wks_gaps *gaps, wks_hasher *hasher);

/* ---- what is said of values (picture_write_verdicts.c) --------------------------------------- */

/* Tests and trends of the release, written while its series and indicators are. */
typedef struct wks_verdict_writer {
    wks_publishing *publishing;
    wks_query *add_test, *add_verdict, *add_trend_test, *add_trend;
    size_t test;  /* index of the next one of released */
    size_t trend; /* the same */
} wks_verdict_writer;

/* All zeros can be closed.  Errors: WKS_E_STORE. */
WKS_MUST_CHECK wks_code wks_verdict_writer_open(wks_publishing *publishing, wks_verdict_writer *out,
                                                wks_error *err);
void wks_verdict_writer_close(wks_verdict_writer *writer);

/* The test of the series that head is a value of, if it has one; series come in order. */
WKS_MUST_CHECK wks_code wks_verdict_writer_test(wks_verdict_writer *writer, int64_t series,
                                                const wks_released_value *head, wks_error *err);
/* The verdict on one area of a series whose test was written. */
WKS_MUST_CHECK wks_code wks_verdict_writer_verdict(wks_verdict_writer *writer, int64_t series,
                                                   int64_t area, const wks_verdict *verdict,
                                                   wks_error *err);
/* The trends of an indicator with this number; indicators come in order. */
WKS_MUST_CHECK wks_code wks_verdict_writer_trends(wks_verdict_writer *writer, int64_t number,
                                                  const wks_indicator *indicator, wks_error *err);

#endif
