/* private/method/trend.h - does an area's figure rise or fall over the periods?
 *
 * Per area a log-linear (rate) or logit (proportion) line, with overdispersion: quasi-likelihood,
 * the dispersion pooled over the areas of the indicator and never below 1.  A break (other method,
 * other borders) begins a new segment with a level of its own: no slope and no difference runs
 * across it.
 * Source: McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed., chapters 4, 6 and 9.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_METHOD_TREND_H
#define WKS_PRIVATE_METHOD_TREND_H

#include "base/arena.h"
#include "base/error.h"
#include "private/method/figure.h"
#include "private/method/label.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum wks_trend_direction {
    WKS_TREND_NONE, /* no verdict: the reason says why */
    WKS_TREND_INCREASING,
    WKS_TREND_DECREASING,
    WKS_TREND_NO_CHANGE /* none that these data can show */
} wks_trend_direction;

/* "increasing", "decreasing", "no_demonstrable_change", "none". */
const char *wks_trend_direction_code(wks_trend_direction direction);

/* The points of one area, [n] each. */
typedef struct wks_trend_series {
    size_t n;
    const double *period;  /* ascending; any unit, steps need not be even */
    const double *with;    /* NAN where there is no figure: the point is left out */
    const double *all;     /* proportion: (effective) persons; rate: person-years; weighted: give
                              with = share * effective number */
    const size_t *segment; /* ascending; a new number is a new segment; NULL: no break */
} wks_trend_series;

typedef struct wks_trend_options {
    wks_figure_kind kind;      /* PROPORTION or RATE */
    size_t least_points;       /* in segments of two points or more; 0 means 4 */
    bool is_last_segment_only; /* what came before the last break does not count */
    bool is_listed;            /* judge by the Benjamini-Hochberg list over the areas at 0.05 */
} wks_trend_options;

/* Unknown is NAN. */
typedef struct wks_trend {
    double change, lower, upper; /* factor per unit of period of the rate, or of the odds, 95 % */
    double p_value;
    wks_trend_direction direction;
    wks_label_reason reason; /* too_few points, or events in fewer than two periods */
    size_t n_points, n_segments;
    double last, first;             /* of the last segment */
    wks_figure_gap last_less_first; /* their difference with its interval */
} wks_trend;

typedef struct wks_trend_summary {
    size_t n_areas, n_tested, n_increasing, n_decreasing;
    double expected_by_chance; /* of the flagged: 0.05 of the tested, or of the list */
    double dispersion;         /* pooled; 1 where the data vary no more than chance */
    double degrees_of_freedom; /* of the dispersion and of the intervals' t */
} wks_trend_summary;

/* Fit n series; trends [n] is filled.
 * Errors: WKS_E_ARGUMENT  periods or segments that do not ascend, a negative count, with above all
 *         in a proportion, another kind: the text names the area and the point (from 1);
 *         WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_trend_fit(size_t n, const wks_trend_series *series,
                                      const wks_trend_options *options, wks_arena *arena,
                                      wks_trend *trends, wks_trend_summary *summary,
                                      wks_error *err);

/* ---- the five points of Fingertips ------------------------------------------------------------
 */

/* The rule of OHID's recent trend: over the last five points a chi-squared test for trend, and the
 * slope keeps its sign when any one point is left out. */
typedef struct wks_trend_five {
    double chi_squared, p_value; /* 1 degree of freedom */
    wks_trend_direction direction;
    wks_label_reason reason;
} wks_trend_five;

/* Of counts: Cochran-Armitage, and slopes of the log odds.  level is the p value below which there
 * is a trend; Fingertips takes 0.002 (chi-squared above 9.5495).  The last five points are used; a
 * missing one among them, or fewer, is too_few; none or all in a point leaves no log odds: too_few.
 * Source: TrendMarkerCalculator in github.com/ukhsa-collaboration/fingertips-open. */
wks_trend_five wks_trend_five_of_counts(const wks_trend_series *series, double level);
/* Of values with 95 % limits [n]: weighted least squares, weight 1 / ((upper - lower) / 3.92)^2. */
wks_trend_five wks_trend_five_of_values(size_t n, const double *value, const wks_interval *limits,
                                        double level);

#endif
