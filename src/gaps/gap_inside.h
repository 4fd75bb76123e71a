/* gaps/gap_inside.h - the differences of one release while they are worked out.
 *
 * For the files of gaps.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GAPS_GAP_INSIDE_H
#define WKS_GAPS_GAP_INSIDE_H

#include "gaps/gaps.h"
#include "private/method/slope_index.h"
#include "private/method/slope_scatter.h"

enum {
    WKS_GAP_PARTS = 5 /* of the areas in order: fifths */
};

/* A run of released values that differ in their area alone, sorted by it. */
typedef struct wks_gap_series {
    const wks_indicator *indicator;
    size_t breakdown;
    wks_level level;
    const char *period;
    size_t first; /* index among the released values */
    size_t n;
} wks_gap_series;

/* The line of a gap with order, kept to hold that of another period against. */
typedef struct wks_gap_line {
    wks_slope_index fit;
    wks_slope_scatter scatter;
    const char **areas; /* [scatter.n] codes, in order */
    bool has_scatter;
} wks_gap_line;

/* Each lives by itself, so that it keeps its place while the list grows. */
typedef struct wks_gap_entry {
    const wks_gap *gap;
    const wks_gap_line *line; /* NULL where there is none */
} wks_gap_entry;

struct wks_gaps {
    const wks_gap_order *order[WKS_N_LEVELS]; /* what orders areas of a level; NULL: nothing */
    wks_gap_entry *items;                     /* [n] */
    size_t n, room;
    wks_gap_change *changes; /* [n_changes] */
    size_t n_changes, changes_room;
};

typedef struct wks_gap_work {
    const wks_gaps_input *in;
    wks_gap_series *series; /* [n_series] in the order of the released values */
    size_t n_series;
    wks_gaps *out;
    wks_arena *arena;
} wks_gap_work;

/* Whether this code is of an area that is shown; *level too, unless NULL. */
bool wks_gap_is_shown(const wks_gaps_input *in, const char *area, wks_level *level);

/* The released value of an area in a series, or NULL. */
const wks_released_value *wks_gap_value(const wks_gap_work *work, const wks_gap_series *series,
                                        const char *area);

/* The series of this kind, or NULL. */
const wks_gap_series *wks_gap_series_of(const wks_gap_work *work, const wks_indicator *indicator,
                                        size_t breakdown, wks_level level, const char *period);

/* That of an indicator's first breakdown in the year nearest to period, of two the later, with a
 * number in at least `least` areas; NULL when there is none within the plan's years. */
const wks_gap_series *wks_gap_nearest(const wks_gap_work *work, const wks_indicator *indicator,
                                      wks_level level, const char *period);

/* Areas with a number, that are shown. */
size_t wks_gap_count_numbers(const wks_gap_work *work, const wks_gap_series *series);

/* Neither number: the reason alone. */
wks_gap_number wks_gap_no_number(void);

/* Add one; line may be NULL.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gap_add(wks_gap_work *work, const wks_gap *gap,
                                    const wks_gap_line *line, wks_error *err);

/* Both kinds between the areas of one series.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gap_order_areas(wks_gap_work *work, const wks_gap_series *series,
                                            wks_error *err);
WKS_MUST_CHECK wks_code wks_gap_spread_areas(wks_gap_work *work, const wks_gap_series *series,
                                             wks_error *err);

/* AGE and SEX of an indicator, in every gemeente and the region.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gap_compare_groups(wks_gap_work *work, const wks_indicator *indicator,
                                               wks_error *err);

/* What became of every gap from first on.  Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gap_follow(wks_gap_work *work, size_t first, wks_error *err);

#endif
