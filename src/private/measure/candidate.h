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

#include <stddef.h>

/* What the gate must know of how a number came about. */
typedef enum wks_candidate_kind {
    WKS_CANDIDATE_FIGURE, /* from figures as their owner gives them */
    WKS_CANDIDATE_COUNT,  /* persons counted: n_with of n_persons */
    WKS_CANDIDATE_SURVEY, /* respondents: n_persons answered */
    WKS_CANDIDATE_MEAN    /* of something measured on n_persons */
} wks_candidate_kind;

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
} wks_candidate;

#endif
