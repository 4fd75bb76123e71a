/* private/measure/candidate.h - a number that would like to be published.
 *
 * Made by measure, judged by gate.  Nothing else may do anything with it.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_MEASURE_CANDIDATE_H
#define WKS_PRIVATE_MEASURE_CANDIDATE_H

#include "model/area.h"
#include "model/catalogue.h"
#include "model/value.h"
#include "model/verdict.h"

#include <stddef.h>

/* What the gate must know of how a number came about. */
typedef enum wks_candidate_kind {
    WKS_CANDIDATE_FIGURE, /* from figures as their owner gives them */
    WKS_CANDIDATE_COUNT,  /* persons counted: n_with of n_persons */
    WKS_CANDIDATE_SURVEY, /* respondents: n_persons answered */
    WKS_CANDIDATE_MEAN    /* of something measured on n_persons */
} wks_candidate_kind;

/* What a number is made of, so that it can be added to that of other areas. */
typedef enum wks_parts_kind {
    WKS_PARTS_NONE,       /* a figure without margin */
    WKS_PARTS_PROPORTION, /* with: persons that have it; all: persons */
    WKS_PARTS_SURVEY,     /* with: sum w y; all: sum w; squares: sum w^2 */
    WKS_PARTS_RATE,       /* with: events; all: persons */
    WKS_PARTS_MEAN,       /* with: sum y; all: n; squares: n; second: sum y^2 */
    WKS_PARTS_ESTIMATE    /* with: weight * value; all: weight; second: weight^2 * variance */
} wks_parts_kind;

typedef struct wks_parts {
    wks_parts_kind kind;
    double with, all, squares, second; /* NAN where the kind does not use it */
    double per;                        /* the value is with / all x per */
} wks_parts;

typedef struct wks_candidate {
    const wks_indicator *indicator;
    const wks_source *source; /* of the numerator */
    size_t breakdown;         /* index in indicator->breakdowns */
    const char *period;
    const char *area;
    wks_value value;
    double n_persons; /* persons below the line, unweighted; NAN for FIGURE */
    double n_with;    /* persons above the line; NAN for FIGURE, SURVEY and MEAN */
    const char *rows; /* "17 18", of that delivery; NULL for records */
    wks_level level;
    wks_candidate_kind kind;
    int delivery; /* number in the vault */
    wks_verdict_method method;
    unsigned flags; /* of wks_verdict_flag */
    wks_parts parts;
    const char *interval_note;  /* why there is no interval, in Dutch; NULL */
    const wks_verdict *verdict; /* NULL: that of the series' test, see below */
} wks_candidate;

/* How one series was compared: an indicator's breakdown, level and period.  In the order of the
 * candidates. */
typedef struct wks_candidate_test {
    const wks_indicator *indicator;
    size_t breakdown;
    wks_level level;
    const char *period;
    wks_verdict_test test;
} wks_candidate_test;

/* How an area moves over the years; a row without area (NULL) is of all areas of the level, and
 * says why none has a trend.  In the order of the candidates, without their period. */
typedef struct wks_candidate_trend {
    const wks_indicator *indicator;
    size_t breakdown;
    wks_level level;
    const char *area;
    wks_verdict_trend trend;
} wks_candidate_trend;

typedef struct wks_candidates {
    wks_candidate *items; /* [n] by indicator, breakdown, level, period and area */
    size_t n;
    size_t room;
    wks_candidate_test *tests; /* [n_tests] */
    size_t n_tests;
    size_t tests_room;
    wks_candidate_trend *trends; /* [n_trends] */
    size_t n_trends;
    size_t trends_room;
} wks_candidates;

#endif
