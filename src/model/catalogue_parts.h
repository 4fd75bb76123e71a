/* model/catalogue_parts.h - what model/catalogue.c is made of: one reader per kind of file, and the
 * checks that need all of them.  For catalogue*.c only.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MODEL_CATALOGUE_PARTS_H
#define WKS_MODEL_CATALOGUE_PARTS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "model/catalogue.h"

#include <stdbool.h>
#include <stddef.h>

/* Where an entry came from, for messages and for what replaces what. */
typedef struct wks_catalogue_origin {
    const char *file;  /* "catalogue/sources/cbs-kwb.yaml", or with the workspace's folder */
    bool is_workspace; /* of the workspace: replaces a shipped entry with the same id */
} wks_catalogue_origin;

/* The catalogue with, beside each entry, its origin. */
typedef struct wks_catalogue_parts {
    wks_theme *themes;
    wks_catalogue_origin *theme_origins;
    size_t n_themes;
    wks_source *sources;
    wks_catalogue_origin *source_origins;
    size_t n_sources;
    wks_indicator *indicators;
    wks_catalogue_origin *indicator_origins;
    size_t n_indicators;
    wks_signal_pair *signals;
    wks_catalogue_origin *signal_origins;
    size_t n_signals;
    wks_gap_plan gaps;
    wks_catalogue_origin gaps_origin;
} wks_catalogue_parts;

/* Read one file.  name is what messages call it.  Errors: WKS_E_FORMAT, WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_catalogue_source_read(const char *name, wks_span text, wks_arena *arena,
                                                  wks_source *out, wks_error *err);
WKS_MUST_CHECK wks_code wks_catalogue_indicator_read(const char *name, wks_span text,
                                                     wks_arena *arena, wks_indicator **out,
                                                     size_t *n_out, wks_error *err);
WKS_MUST_CHECK wks_code wks_catalogue_theme_read(const char *name, wks_span text, wks_arena *arena,
                                                 wks_theme **out, size_t *n_out, wks_error *err);

WKS_MUST_CHECK wks_code wks_catalogue_signal_read(const char *name, wks_span text, wks_arena *arena,
                                                  wks_signal_pair **out, size_t *n_out,
                                                  wks_error *err);

WKS_MUST_CHECK wks_code wks_catalogue_gap_read(const char *name, wks_span text, wks_arena *arena,
                                               wks_gap_plan *out, wks_error *err);

/* The entry that is being checked. */
typedef struct wks_catalogue_entry {
    const wks_catalogue_origin *origin;
    const char *id;
} wks_catalogue_entry;

/* WKS_E_FORMAT with file, id and what is wrong there. */
WKS_MUST_CHECK wks_code wks_catalogue_refuse(const wks_catalogue_entry *at, wks_error *err,
                                             const char *format, ...) WKS_PRINTF(3, 4);
WKS_MUST_CHECK wks_code wks_catalogue_check_id(const wks_catalogue_entry *at, wks_error *err);
/* A range of periods: both ends may be NULL, which is open. */
WKS_MUST_CHECK wks_code wks_catalogue_check_range(const wks_catalogue_entry *at, const char *from,
                                                  const char *to, wks_error *err);
/* NULL when there is none. */
const wks_source *wks_catalogue_find_source(const wks_catalogue_parts *parts, const char *id);
const wks_indicator *wks_catalogue_find_indicator(const wks_catalogue_parts *parts, const char *id);
const wks_form_column *wks_catalogue_find_column(const wks_source *source, const char *name);

/* Check each source, or each indicator with the sources and themes it names.
 * Errors: WKS_E_FORMAT. */
WKS_MUST_CHECK wks_code wks_catalogue_check_sources(const wks_catalogue_parts *parts,
                                                    wks_error *err);
/* The part of it that is about the form of records and who a row is, for any kind of source. */
WKS_MUST_CHECK wks_code wks_catalogue_check_rows(const wks_catalogue_entry *at,
                                                 const wks_source *source, wks_error *err);
/* Whether records know the ages of a breakdown: every age in years; of codes, those whose groups
 * they do not cut in two. */
bool wks_catalogue_has_record_ages(const wks_source *source, const wks_breakdown *breakdown);
/* One measure of an indicator with its source, and the breakdowns that the source must know. */
WKS_MUST_CHECK wks_code wks_catalogue_check_measure(const wks_catalogue_entry *at,
                                                    const wks_catalogue_parts *parts,
                                                    const wks_indicator *indicator,
                                                    const wks_measure *measure, wks_error *err);
WKS_MUST_CHECK wks_code wks_catalogue_check_indicators(const wks_catalogue_parts *parts,
                                                       wks_error *err);
WKS_MUST_CHECK wks_code wks_catalogue_check_signals(const wks_catalogue_parts *parts,
                                                    wks_error *err);

WKS_MUST_CHECK wks_code wks_catalogue_check_gaps(const wks_catalogue_parts *parts, wks_error *err);

/* Fill indicator->definition: a hash of what decides its numbers, its sources' reading included,
 * and of no explaining text.  Everything it names must exist. */
void wks_catalogue_definition_set(const wks_catalogue_parts *parts, wks_indicator *indicator);

/* "2024": four digits. */
bool wks_catalogue_is_period(const char *text);
/* Small letters, digits and hyphens. */
bool wks_catalogue_is_id(const char *text);

#endif
