/* gate/released.h - numbers that may be seen by everyone.
 *
 * The type is opaque, and gate.c is the only maker: what holds a wks_released holds proof that the
 * gate let it pass.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_GATE_RELEASED_H
#define WKS_GATE_RELEASED_H

#include "model/area.h"
#include "model/catalogue.h"
#include "model/value.h"
#include "model/verdict.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wks_released wks_released;

/* What the gate decided of a value. */
typedef enum wks_decision {
    WKS_DECISION_NONE,    /* the source has no number: there was nothing to decide */
    WKS_DECISION_PUBLIC,  /* the owner has made the figure public */
    WKS_DECISION_ALLOWED, /* counted, and the rules let it pass */
    WKS_DECISION_HIDDEN,  /* counted, and a rule hides it */
    WKS_DECISION_REFUSED  /* not to be released at all yet */
} wks_decision;

const char *wks_decision_code(wks_decision decision); /* "public", as in the picture */

/* A released value.  Everything is borrowed from the wks_released. */
typedef struct wks_released_value {
    const wks_indicator *indicator;
    const wks_source *source;
    size_t breakdown;
    wks_level level;
    const char *period;
    const char *area;
    wks_value value; /* its numbers are NAN where the decision is HIDDEN or REFUSED */
    wks_decision decision;
    int delivery;
    const char *rows; /* NULL unless the decision is PUBLIC */
    wks_verdict_method method;
    unsigned flags;             /* of wks_verdict_flag */
    const wks_verdict *verdict; /* NULL: the reason is that of the test of its series */
} wks_released_value;

/* How one series was compared, as far as it may be known. */
typedef struct wks_released_test {
    const wks_indicator *indicator;
    size_t breakdown;
    wks_level level;
    const char *period;
    wks_verdict_test test;
} wks_released_test;

/* How an area moves over the years; without area (NULL): why none of the level has a trend. */
typedef struct wks_released_trend {
    const wks_indicator *indicator;
    size_t breakdown;
    wks_level level;
    const char *area;
    wks_verdict_trend trend;
} wks_released_trend;

/* A model of this release, and how well it behaved. */
typedef struct wks_released_model {
    const wks_indicator *indicator; /* NULL: of no single one */
    size_t breakdown;
    wks_level level;
    const char *period;
    const char *name;
    const char *dutch;
    const char *english;
    const char *diagnostics; /* a JSON object */
} wks_released_model;

typedef enum wks_released_outcome {
    WKS_OUTCOME_NO_DATA,
    WKS_OUTCOME_HIGHER,
    WKS_OUTCOME_LOWER,
    WKS_OUTCOME_ALIKE,
    WKS_OUTCOME_UNDECIDED,
    WKS_OUTCOME_ABOVE_ONLY,
    WKS_OUTCOME_COMPUTED
} wks_released_outcome;

/* A rung of the ladder of other explanations. */
typedef struct wks_released_rung {
    const wks_rung *rung;
    wks_released_outcome outcome;
    const char *dutch;
    const wks_source *source; /* NULL: nobody's */
} wks_released_rung;

typedef struct wks_released_signal {
    const char *area;
    double need_value, need_lower, need_upper;
    double ratio, ratio_lower, ratio_upper;
    double probability;
    const char *label;         /* strong, possible, no_statement; none */
    wks_verdict_reason reason; /* with none; the numbers are then NAN */
    const wks_released_rung *ladder;
    size_t n_ladder;
} wks_released_signal;

/* One pair of need and use. */
typedef struct wks_released_signal_list {
    const wks_signal_pair *pair;
    const wks_indicator *need;
    const wks_indicator *use;
    const char *period;
    size_t model; /* index among the released models; SIZE_MAX: not released */
    const char *note;
    const char *sensitivity;            /* a JSON list */
    const wks_released_signal *signals; /* [n] */
    size_t n;
} wks_released_signal_list;

size_t wks_released_count(const wks_released *released);
const wks_released_value *wks_released_at(const wks_released *released, size_t index);
/* Tests and trends, both in the order of the values they belong to. */
size_t wks_released_count_tests(const wks_released *released);
const wks_released_test *wks_released_test_at(const wks_released *released, size_t index);
size_t wks_released_count_trends(const wks_released *released);
const wks_released_trend *wks_released_trend_at(const wks_released *released, size_t index);
size_t wks_released_count_models(const wks_released *released);
const wks_released_model *wks_released_model_at(const wks_released *released, size_t index);
size_t wks_released_count_signals(const wks_released *released); /* lists */
const wks_released_signal_list *wks_released_signals_at(const wks_released *released, size_t index);
/* Invented figures are among them, the demo's or those of a file that is known to be invented:
 * everything that shows any of them says so. */
bool wks_released_is_invented(const wks_released *released);

#endif
