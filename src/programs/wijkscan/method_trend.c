/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "private/method/trend.h"
#include "programs/wijkscan/method.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Rows by area, then by period. */
typedef struct sorted_row {
    size_t area, row;
    double period;
} sorted_row;

typedef struct request {
    wks_method_data data;
    wks_method_groups areas;
    wks_trend_series *series; /* [areas.n] */
    wks_trend_options options;
    bool is_five;
    double level;
} request;

static int by_area_and_period(const void *a, const void *b)
{
    const sorted_row *left = a;
    const sorted_row *right = b;
    if (left->area != right->area) {
        return left->area < right->area ? -1 : 1;
    }
    return (left->period > right->period) - (left->period < right->period);
}

static wks_code fail_row(const request *r, size_t row, const char *what, wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: line %zu: %s", "%s: regel %zu: %s"),
                    r->data.path, r->data.line[row], what);
}

/* How many breaks lie at or before a period; breaks are "2015,2021": the first period after each.
 */
static wks_code count_breaks(const char *breaks, double period, size_t *out, wks_error *err)
{
    const char *rest = breaks;
    *out = 0;
    while (rest != NULL && *rest != 0) {
        const size_t n = strcspn(rest, ",");
        double at = 0;
        if (!wks_text_number(wks_span_trim(rest, n), false, &at)) {
            return wks_fail(err, WKS_E_ARGUMENT, "%s",
                            wks_tr("--breaks: expected periods with commas between",
                                   "--breaks: verwacht perioden met komma's ertussen"));
        }
        *out += period >= at;
        rest += n + (rest[n] == ',');
    }
    return WKS_OK;
}

static wks_code check_row(const request *r, size_t row, double with, double all, wks_error *err)
{
    if (with < 0 || all < 0) {
        return fail_row(
            r, row,
            wks_tr("a count or a population below zero", "een aantal of bevolking onder nul"), err);
    }
    if (r->options.kind == WKS_FIGURE_PROPORTION && with > all) {
        return fail_row(r, row,
                        wks_tr("more persons with it than persons",
                               "meer personen met het kenmerk dan personen"),
                        err);
    }
    return WKS_OK;
}

/* Cut the sorted rows into a series an area. */
static wks_code make_series(const wks_call *call, const wks_arguments *arguments, request *r,
                            const sorted_row *rows, wks_error *err)
{
    const size_t n = r->data.n_rows;
    const char *x = NULL;
    const char *size = NULL;
    const char *breaks = wks_arguments_flag(call, arguments, "breaks");
    double *with_of = NULL;
    double *all_of = NULL;
    double *columns = NULL; /* period, with, all */
    size_t *segment = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "x", &x, err));
    WKS_TRY(wks_method_flag(call, arguments, "n", &size, err));
    WKS_TRY(wks_method_numbers(&r->data, x, true, call->arena, &with_of, err));
    WKS_TRY(wks_method_numbers(&r->data, size, true, call->arena, &all_of, err));
    WKS_TRY(wks_arena_take(call->arena, 3 * n, sizeof *columns, &columns, err));
    WKS_TRY(wks_arena_take(call->arena, n, sizeof *segment, &segment, err));
    WKS_TRY(wks_arena_take(call->arena, r->areas.n, sizeof *r->series, &r->series, err));
    for (size_t k = 0; k < n; k++) {
        const size_t row = rows[k].row;
        if (k > 0 && rows[k].area == rows[k - 1].area && rows[k].period == rows[k - 1].period) {
            return fail_row(r, row,
                            wks_tr("this area has a row for this period already",
                                   "dit gebied heeft al een regel voor deze periode"),
                            err);
        }
        WKS_TRY(check_row(r, row, with_of[row], all_of[row], err));
        WKS_TRY(count_breaks(breaks, rows[k].period, &segment[k], err));
        columns[k] = rows[k].period;
        columns[n + k] = with_of[row];
        columns[2 * n + k] = all_of[row];
        wks_trend_series *to = &r->series[rows[k].area];
        if (to->n++ == 0) {
            *to = (wks_trend_series){.n = 1,
                                     .period = columns + k,
                                     .with = columns + n + k,
                                     .all = columns + 2 * n + k,
                                     .segment = segment + k};
        }
    }
    return WKS_OK;
}

static wks_code read_options(const wks_call *call, const wks_arguments *arguments, request *r,
                             wks_error *err)
{
    const char *kind = wks_arguments_flag(call, arguments, "kind");
    const char *rule = wks_arguments_flag(call, arguments, "rule");
    double least = 0;
    if ((kind != NULL && strcmp(kind, "rate") != 0 && strcmp(kind, "proportion") != 0) ||
        (rule != NULL && strcmp(rule, "slope") != 0 && strcmp(rule, "bh") != 0 &&
         strcmp(rule, "five-points") != 0)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--kind is proportion or rate, --rule is slope, bh or five-points",
                               "--kind is proportion of rate, --rule is slope, bh of five-points"));
    }
    WKS_TRY(wks_method_number(call, arguments, "least", 3, 1000, 4, &least, err));
    WKS_TRY(wks_method_number(call, arguments, "level", 1e-6, 0.5, 0.002, &r->level, err));
    r->options = (wks_trend_options){
        .kind = kind != NULL && strcmp(kind, "rate") == 0 ? WKS_FIGURE_RATE : WKS_FIGURE_PROPORTION,
        .least_points = (size_t)least,
        .is_last_segment_only = wks_arguments_flag(call, arguments, "last-segment") != NULL,
        .is_listed = rule != NULL && strcmp(rule, "bh") == 0};
    r->is_five = rule != NULL && strcmp(rule, "five-points") == 0;
    if (r->is_five && r->options.kind == WKS_FIGURE_RATE) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--rule five-points takes proportions",
                               "--rule five-points neemt aandelen (proportion)"));
    }
    return WKS_OK;
}

static wks_code read_request(const wks_call *call, const wks_arguments *arguments, request *r,
                             wks_error *err)
{
    const char *path = NULL;
    const char *area = NULL;
    const char *period = NULL;
    double *periods = NULL;
    sorted_row *rows = NULL;
    WKS_TRY(wks_method_flag(call, arguments, "data", &path, err));
    WKS_TRY(wks_method_flag(call, arguments, "area", &area, err));
    WKS_TRY(wks_method_flag(call, arguments, "period", &period, err));
    WKS_TRY(read_options(call, arguments, r, err));
    WKS_TRY(wks_method_read(path, call->arena, &r->data, err));
    WKS_TRY(wks_method_group(&r->data, area, call->arena, &r->areas, err));
    WKS_TRY(wks_method_numbers(&r->data, period, false, call->arena, &periods, err));
    WKS_TRY(wks_arena_take(call->arena, r->data.n_rows, sizeof *rows, &rows, err));
    for (size_t i = 0; i < r->data.n_rows; i++) {
        rows[i] = (sorted_row){r->areas.of_row[i], i, periods[i]};
    }
    qsort(rows, r->data.n_rows, sizeof *rows, by_area_and_period);
    return make_series(call, arguments, r, rows, err);
}

static void put_summary(wks_buffer *out, const wks_trend_summary *of)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_integer(&json, "areas", (int64_t)of->n_areas);
    wks_json_member_integer(&json, "tested", (int64_t)of->n_tested);
    wks_json_member_integer(&json, "increasing", (int64_t)of->n_increasing);
    wks_json_member_integer(&json, "decreasing", (int64_t)of->n_decreasing);
    wks_json_member_number(&json, "expected_by_chance", of->expected_by_chance);
    wks_json_member_number(&json, "dispersion", of->dispersion);
    wks_json_member_number(&json, "degrees_of_freedom", of->degrees_of_freedom);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static wks_code write_summary(const wks_call *call, const wks_arguments *arguments,
                              const wks_trend_summary *of, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "summary");
    wks_buffer out = {0};
    if (!call->is_quiet) {
        fprintf(stderr,
                wks_tr("%zu of %zu areas tested, %zu increasing, %zu decreasing; %.1f would be "
                       "chance\n",
                       "%zu van %zu gebieden getoetst, %zu stijgend, %zu dalend; %.1f zou toeval "
                       "zijn\n"),
                of->n_tested, of->n_areas, of->n_increasing, of->n_decreasing,
                of->expected_by_chance);
    }
    if (path == NULL) {
        return WKS_OK;
    }
    put_summary(&out, of);
    return wks_file_write_buffer(path, &out, err);
}

static void put_five(wks_buffer *out, const request *r, wks_trend_summary *summary)
{
    wks_method_put_text(out, r->areas.header);
    wks_buffer_text(out, ",chi_squared,p_value,direction,reason\n");
    summary->n_areas = r->areas.n;
    summary->dispersion = 1;
    summary->degrees_of_freedom = NAN;
    for (size_t i = 0; i < r->areas.n; i++) {
        const wks_trend_five five = wks_trend_five_of_counts(&r->series[i], r->level);
        wks_method_put_group(out, &r->data, &r->areas, i);
        wks_method_put_next(out, five.chi_squared);
        wks_method_put_next(out, five.p_value);
        wks_buffer_printf(out, ",%s,%s\n", wks_trend_direction_code(five.direction),
                          wks_label_reason_code(five.reason));
        summary->n_tested += five.direction != WKS_TREND_NONE;
        summary->n_increasing += five.direction == WKS_TREND_INCREASING;
        summary->n_decreasing += five.direction == WKS_TREND_DECREASING;
    }
    summary->expected_by_chance = r->level * (double)summary->n_tested;
}

static wks_code put_slopes(wks_buffer *out, const wks_call *call, const request *r,
                           wks_trend_summary *summary, wks_error *err)
{
    wks_trend *trends = NULL;
    WKS_TRY(wks_arena_take(call->arena, r->areas.n, sizeof *trends, &trends, err));
    WKS_TRY(wks_trend_fit(r->areas.n, r->series, &r->options, call->arena, trends, summary, err));
    wks_method_put_text(out, r->areas.header);
    wks_buffer_text(out, ",points,segments,change,lower,upper,p_value,direction,reason,first,last,"
                         "difference,difference_lower,difference_upper\n");
    for (size_t i = 0; i < r->areas.n; i++) {
        const wks_trend *at = &trends[i];
        wks_method_put_group(out, &r->data, &r->areas, i);
        wks_buffer_printf(out, ",%zu,%zu", at->n_points, at->n_segments);
        wks_method_put_next(out, at->change);
        wks_method_put_next(out, at->lower);
        wks_method_put_next(out, at->upper);
        wks_method_put_next(out, at->p_value);
        wks_buffer_printf(out, ",%s,%s", wks_trend_direction_code(at->direction),
                          wks_label_reason_code(at->reason));
        wks_method_put_next(out, at->first);
        wks_method_put_next(out, at->last);
        wks_method_put_next(out, at->last_less_first.difference);
        wks_method_put_next(out, at->last_less_first.lower);
        wks_method_put_next(out, at->last_less_first.upper);
        wks_buffer_text(out, "\n");
    }
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    request r = {0};
    wks_trend_summary summary = {0};
    wks_buffer out = {0};
    wks_code code = WKS_OK;
    WKS_TRY(read_request(call, arguments, &r, err));
    if (r.is_five) {
        put_five(&out, &r, &summary);
    } else {
        code = put_slopes(&out, call, &r, &summary, err);
    }
    if (code != WKS_OK) {
        wks_buffer_clear(&out);
        return code;
    }
    WKS_TRY(wks_method_write(call, arguments, &out, err));
    return write_summary(call, arguments, &summary, err);
}

static const wks_flag flags[] = {
    WKS_METHOD_FLAGS,
    {"area", "COLUMN", "the area", "het gebied"},
    {"period", "COLUMN", "the period, a number such as a year",
     "de periode, een getal zoals een jaar"},
    {"x", "COLUMN", "persons with it, or events", "personen met het kenmerk, of gebeurtenissen"},
    {"n", "COLUMN", "persons, or person-years", "personen, of persoonsjaren"},
    {"kind", "KIND", "proportion (default) or rate", "proportion (standaard) of rate"},
    {"breaks", "PERIODS", "the first period after each break, as 2015,2021",
     "de eerste periode na elke breuk, als 2015,2021"},
    {"last-segment", NULL, "only what comes after the last break",
     "alleen wat na de laatste breuk komt"},
    {"rule", "RULE", "slope (default), bh or five-points", "slope (standaard), bh of five-points"},
    {"level", "NUMBER", "five-points: p value below which there is a trend (0.002)",
     "five-points: p-waarde waaronder er een trend is (0.002)"},
    {"least", "NUMBER", "slope: fewer points: too_few (4)", "slope: minder punten: too_few (4)"},
    {"summary", "FILE", "write the counts of the whole here, as JSON",
     "schrijf de tellingen van het geheel hierheen, als JSON"},
};

const wks_verb wks_method_trend = {
    .group = "method",
    .name = "trend",
    .arguments = "",
    .english = "does an area rise or fall over the periods, with breaks and overdispersion",
    .dutch = "stijgt of daalt een gebied over de perioden, met breuken en overdispersie",
    .more_english =
        "In: one row an area and period.  An empty cell is a missing figure.\n"
        "Out: points and segments used; change: the factor per period of the rate (rate) or of "
        "the\n"
        "odds (proportion), with 95 % limits and p value; direction (increasing, decreasing,\n"
        "no_demonstrable_change, none) and reason (too_few); first and last of the last segment\n"
        "and their difference with its limits.  No slope or difference runs across a break.\n"
        "With --rule five-points: chi_squared, p_value, direction, reason, as Fingertips.\n"
        "  wijkscan method trend --data jaren.csv --area wijk --period jaar --x met --n alle",
    .more_dutch =
        "In: een regel per gebied en periode.  Een lege cel: geen cijfer.\n"
        "Uit: gebruikte punten en stukken; change: de factor per periode van het cijfer (rate) of\n"
        "van de odds (proportion), met grenzen van 95 % en p-waarde; direction (increasing,\n"
        "decreasing, no_demonstrable_change, none) en reden (too_few); eerste en laatste van het\n"
        "laatste stuk en hun verschil met grenzen.  Geen lijn of verschil loopt over een breuk.\n"
        "Met --rule five-points: chi_squared, p_value, direction, reden, zoals Fingertips.\n"
        "  wijkscan method trend --data jaren.csv --area wijk --period jaar --x met --n alle",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
