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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the gate must know of how a number came about. */
typedef enum wks_candidate_kind {
    WKS_CANDIDATE_FIGURE, /* from figures as their owner gives them */
    WKS_CANDIDATE_COUNT,  /* persons counted: n_with of n_persons */
    WKS_CANDIDATE_SURVEY, /* respondents: n_persons answered */
    WKS_CANDIDATE_MEAN,   /* of something measured on n_persons */
    WKS_CANDIDATE_MODEL   /* a model's, of n_persons respondents in all areas together */
} wks_candidate_kind;

/* What a number is made of, so that it can be added to that of other areas. */
typedef enum wks_parts_kind {
    WKS_PARTS_NONE,       /* a figure without margin */
    WKS_PARTS_PROPORTION, /* with: persons that have it; all: persons */
    WKS_PARTS_SURVEY, /* with: sum w y; all: sum w; squares: sum w^2, or in strata all^2 / effective
                         size of the design, so that they still add up */
    WKS_PARTS_RATE,   /* with: events; all: persons */
    WKS_PARTS_MEAN,   /* with: sum y; all: n; squares: n; second: sum y^2 */
    WKS_PARTS_ESTIMATE /* with: weight * value; all: weight; second: weight^2 * variance */
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
    double n_persons;       /* persons below the line, unweighted; NAN for FIGURE */
    double n_with;          /* persons above the line; NAN for FIGURE, SURVEY and MEAN */
    double n_providers;     /* of those above the line (MEAN: of all), when has_providers */
    double largest, second; /* MEAN: what the two who have most have of parts.with, when has_largest
                             */
    const char *rows;       /* "17 18", of that delivery; NULL for records */
    wks_level level;
    wks_candidate_kind kind;
    int delivery;     /* number in the vault */
    bool is_invented; /* made of invented persons, and of nothing else that is not public */
    bool has_providers;
    bool has_largest;
    wks_verdict_method method;
    unsigned flags; /* of wks_verdict_flag */
    wks_parts parts;
    double crude_ratio;         /* INDIRECT: the area's crude rate / the standard's; else 0 */
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

/* A model that was run, or could not be. */
typedef struct wks_candidate_model {
    const wks_indicator *indicator; /* NULL: of no single one */
    size_t breakdown;
    wks_level level;
    const char *period;
    const char *name;  /* "mrp" */
    const char *dutch; /* what was done, or why not */
    const char *english;
    const char *diagnostics; /* a JSON object */
} wks_candidate_model;

/* What the ladder of a signal says of one other explanation. */
typedef enum wks_rung_outcome {
    WKS_RUNG_NO_DATA,    /* nobody delivers it, or not here */
    WKS_RUNG_HIGHER,     /* than the rest */
    WKS_RUNG_LOWER,      /* the same */
    WKS_RUNG_ALIKE,      /* no demonstrable difference */
    WKS_RUNG_UNDECIDED,  /* a number, and no verdict of it */
    WKS_RUNG_ABOVE_ONLY, /* known of the gemeente or region alone */
    WKS_RUNG_COMPUTED    /* from need and use themselves */
} wks_rung_outcome;

typedef struct wks_candidate_rung {
    const wks_rung *rung;
    wks_rung_outcome outcome;
    const char *dutch; /* a sentence with its numbers */
    size_t number;     /* index in items of what it is made of; WKS_NO_CANDIDATE */
} wks_candidate_rung;

#define WKS_NO_CANDIDATE SIZE_MAX

typedef struct wks_candidate_signal {
    const char *area;
    size_t need_number; /* index in items of what it is made of: the gate asks them */
    size_t use_number;
    double need_value, need_lower, need_upper; /* in the unit of the need indicator */
    double ratio, ratio_lower, ratio_upper;    /* use against expected given need */
    double probability;                        /* of high need and use below 0.9 of expected */
    const char *label;                         /* strong, possible, no_statement; none */
    wks_verdict_reason reason;                 /* with none */
    const wks_candidate_rung *ladder;          /* [n_ladder] */
    size_t n_ladder;
} wks_candidate_signal;

/* All areas of one pair of need and use. */
typedef struct wks_candidate_signal_list {
    const wks_signal_pair *pair;
    const wks_indicator *need;
    const wks_indicator *use;
    const char *period;            /* of use; need is of the nearest year */
    size_t model;                  /* index in models */
    const char *note;              /* Dutch: what was assumed; "" */
    const char *sensitivity;       /* a JSON list */
    wks_candidate_signal *signals; /* [n] by area */
    size_t n;
} wks_candidate_signal_list;

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
    wks_candidate_model *models; /* [n_models] */
    size_t n_models;
    size_t models_room;
    wks_candidate_signal_list *signal_lists; /* [n_signal_lists] in the order of the catalogue */
    size_t n_signal_lists;
    size_t signal_lists_room;
} wks_candidates;

/* What a candidate is the number of. */
typedef struct wks_candidate_key {
    const wks_indicator *indicator;
    size_t breakdown;
    wks_level level;
    const char *period;
    const char *area;
} wks_candidate_key;

/* The order of wks_candidates.items, for qsort. */
int wks_candidates_compare(const void *a, const void *b);

/* Index in items, which are sorted; WKS_NO_CANDIDATE when it is not there. */
size_t wks_candidates_find(const wks_candidates *candidates, const wks_candidate_key *key);
/* The number of an indicator's first breakdown in an area, in the year nearest to period; of two,
 * the later.  WKS_NO_CANDIDATE when there is none with a number. */
size_t wks_candidates_nearest(const wks_candidates *candidates, const wks_indicator *indicator,
                              const char *area, const char *period);

#endif
