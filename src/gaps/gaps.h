/* gaps/gaps.h - differences between groups, of what everyone may see.
 *
 * In: what the gate released, and by what the catalogue orders and weighs areas.  Out: per
 * indicator, level and period how far areas lie apart, with an order (the slope index, absolute and
 * relative) and without; per gemeente and region how far age groups and the sexes lie apart; and
 * what became of these.  Each with an interval, or without a number and with a reason.
 *
 * The only maker takes a wks_released and nothing else that holds numbers: every outcome is a
 * function of published numbers, and tells nothing that a reader could not work out.  A number that
 * is hidden is not there, neither as a value nor as a weight.
 *
 * Methods: private/method/slope_scatter.h, inequality.h and two_estimates.h.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GAPS_GAPS_H
#define WKS_GAPS_GAPS_H

#include "base/arena.h"
#include "base/error.h"
#include "gate/released.h"
#include "model/area.h"
#include "model/catalogue.h"
#include "model/gap.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct wks_gaps wks_gaps;

/* A number with its interval; NAN where there is none. */
typedef struct wks_gap_number {
    double value;
    double lower, upper; /* 95 % */
} wks_gap_number;

/* A part of the areas in order, or a group of people. */
typedef struct wks_gap_group {
    size_t part; /* ORDER: 1 the least .. 5 the most advantaged; AGE, SEX: index of the breakdown */
    wks_gap_number number; /* ORDER: the mean of its areas by weight, without interval */
    size_t n_areas;        /* ORDER; else 0 */
    double weight;         /* ORDER: of its areas together; else NAN */
} wks_gap_group;

/* Everything is borrowed from what went in, or lives with the wks_gaps. */
typedef struct wks_gap {
    const wks_indicator *indicator;
    wks_gap_kind kind;
    size_t breakdown; /* ORDER, AREAS; 0 for AGE and SEX */
    wks_level level;  /* ORDER, AREAS: of the areas; AGE, SEX: of the area itself */
    const char *area; /* ORDER, AREAS: the region or country they make up */
    const char *period;
    const wks_gap_order *order; /* ORDER, once one was found */
    const char *order_period; /* of the numbers that order, and of those that weigh: the nearest; */
    const char *weight_period; /* NULL where there are none, and for AGE and SEX */
    size_t n_areas;            /* with a number, of n_all; ORDER and AREAS */
    size_t n_all;
    double share;       /* % of the weight that they hold; NAN when not known */
    double first, last; /* ORDER: the line at the least and the most advantaged end; AGE, SEX: the
                           two groups */
    wks_gap_number absolute; /* ORDER: SII, AGE, SEX: first - last; AREAS: the deviation between
                                areas (BGSD); in the unit of the indicator */
    wks_gap_number relative; /* ORDER: RII, AGE, SEX: first / last; AREAS: the index of disparity,
                                % of the mean, which has no interval */
    wks_gap_reason reason;   /* why absolute has no value or no interval */
    wks_gap_reason relative_reason;
    bool is_modelled;            /* some of the numbers are a model's */
    const wks_gap_group *groups; /* [n_groups] */
    size_t n_groups;
} wks_gap;

/* From the first to the last period since the last break, of ORDER, AGE and SEX. */
typedef struct wks_gap_change {
    const wks_gap *last; /* what it is of */
    const char *from_period;
    const char *to_period;
    size_t n_periods;        /* with a number; the first and last are held against each other */
    wks_gap_number absolute; /* last - first */
    wks_gap_number relative; /* last / first, of the ratios */
    wks_gap_movement movement;
    wks_gap_reason reason; /* why there is no number, or no interval */
} wks_gap_change;

typedef struct wks_gaps_input {
    const wks_released *released;
    const wks_catalogue *catalogue;
    const wks_area *areas; /* [n_areas] that are shown, by code and edition */
    size_t n_areas;
    const char *region_code; /* NULL: the whole country */
} wks_gaps_input;

/* Work out all of them; they live in arena.
 * Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_gaps_find(const wks_gaps_input *in, wks_arena *arena,
                                      const wks_gaps **out, wks_error *err);

/* In the order of the released values: by indicator, then kind, breakdown, level, area, period. */
size_t wks_gaps_count(const wks_gaps *gaps);
const wks_gap *wks_gaps_at(const wks_gaps *gaps, size_t index);
/* By what areas of a level are ordered; NULL: by nothing. */
const wks_gap_order *wks_gaps_order(const wks_gaps *gaps, wks_level level);
size_t wks_gaps_count_changes(const wks_gaps *gaps);
const wks_gap_change *wks_gaps_change_at(const wks_gaps *gaps, size_t index);

#endif
