/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/life_expectancy.h"

#include "base/language.h"
#include "math/special.h"

#include <math.h>
#include <stdbool.h>

/* A row of the life table, in the notation of Chiang. */
typedef struct life_row {
    double width;    /* n */
    double fraction; /* a: of the interval, lived by those who die in it */
    double rate;     /* M */
    double dying;    /* q: probability to die in the interval */
    double alive;    /* l: of 100,000 at its start */
} life_row;

static const double radix = 100000;

static wks_code check_starts(const wks_life_bands *bands, wks_error *err)
{
    if (bands->n < 2 || bands->start[0] != 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a life table needs two or more age bands, the first from age 0",
                               "een sterftetafel vraagt twee of meer leeftijdsklassen, de eerste "
                               "vanaf 0 jaar"));
    }
    for (size_t i = 1; i < bands->n; i++) {
        if (!(bands->start[i] > bands->start[i - 1])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("age band %zu does not start after the one before it",
                                   "leeftijdsklasse %zu begint niet na de vorige"),
                            i + 1);
        }
    }
    return WKS_OK;
}

/* The first rule that the area breaks, in the order of PHEindicatormethods. */
static wks_outcome outcome_of(const wks_life_bands *bands)
{
    double total = 0;
    size_t n_missing = 0;
    size_t n_negative = 0;
    size_t n_empty = 0;
    size_t n_above = 0;
    for (size_t i = 0; i < bands->n; i++) {
        n_missing += isnan(bands->deaths[i]) || isnan(bands->person_years[i]);
        n_negative += bands->deaths[i] < 0;
        n_empty += bands->person_years[i] <= 0;
        n_above += bands->deaths[i] > bands->person_years[i];
        total += bands->person_years[i];
    }
    if (n_negative > 0) {
        return WKS_OUTCOME_NEGATIVE_DEATHS;
    }
    if (n_empty > 0) {
        return WKS_OUTCOME_NO_POPULATION;
    }
    if (n_missing > 0) {
        return WKS_OUTCOME_MISSING;
    }
    if (n_above > 0) {
        return WKS_OUTCOME_DEATHS_ABOVE_POPULATION;
    }
    if (total <= bands->least_person_years) {
        return WKS_OUTCOME_SMALL_POPULATION;
    }
    return bands->deaths[bands->n - 1] == 0 ? WKS_OUTCOME_NO_LAST_DEATHS : WKS_OUTCOME_OK;
}

static void fill_rows(const wks_life_bands *bands, life_row *rows)
{
    double alive = radix;
    for (size_t i = 0; i < bands->n; i++) {
        life_row *row = &rows[i];
        const bool is_last = i + 1 == bands->n;
        row->rate = bands->deaths[i] / bands->person_years[i];
        row->width = is_last ? 2 / row->rate : bands->start[i + 1] - bands->start[i];
        row->fraction = i == 0 ? 0.1 : 0.5;
        /* where deaths are so many that nobody would be left, all die */
        row->dying =
            !is_last && row->rate * row->width * row->fraction <= 1
                ? row->rate * row->width / (1 + row->rate * row->width * (1 - row->fraction))
                : 1;
        row->alive = alive;
        alive *= 1 - row->dying;
    }
}

/* What a band adds to the variance of the years lived from its age on, times the square of those
 * alive (Chiang's weighted sum; Silcocks' term for the last band). */
static double variance_of(const wks_life_bands *bands, const life_row *rows, size_t i,
                          double next_expectancy)
{
    const life_row *row = &rows[i];
    if (i + 1 == bands->n) {
        const double half = row->alive / 2;
        return half * half * 4 / (bands->deaths[i] * row->rate * row->rate);
    }
    if (row->alive == 0 || row->dying == 0) {
        return 0;
    }
    const double survival = row->dying * row->dying * (1 - row->dying) / bands->deaths[i];
    const double years = (1 - row->fraction) * row->width + next_expectancy;
    return survival * row->alive * row->alive * years * years;
}

static void fill_expectancy(const wks_life_bands *bands, const life_row *rows,
                            wks_life_expectancy *out)
{
    const double half_width = wks_special_normal_quantile_upper(0.025);
    double years = 0;
    double variance = 0;
    double next_expectancy = 0;
    for (size_t i = bands->n; i-- > 0;) {
        const life_row *row = &rows[i];
        const double left = i + 1 == bands->n ? 0 : rows[i + 1].alive;
        years += i + 1 == bands->n ? row->alive / row->rate
                                   : row->width * (left + row->fraction * (row->alive - left));
        variance += variance_of(bands, rows, i, next_expectancy);
        if (row->alive == 0) {
            out[i].outcome = WKS_OUTCOME_NONE_LEFT;
            next_expectancy = 0;
            continue;
        }
        next_expectancy = years / row->alive;
        out[i].centre = next_expectancy;
        out[i].standard_error = sqrt(variance) / row->alive;
        if (half_width * out[i].standard_error > 10) {
            out[i].outcome = WKS_OUTCOME_WIDE;
        } else {
            out[i].outcome = WKS_OUTCOME_OK;
            out[i].value = out[i].centre;
        }
    }
}

wks_code wks_life_expectancy_table(const wks_life_bands *bands, wks_arena *arena,
                                   wks_life_expectancy *out, wks_error *err)
{
    life_row *rows = NULL;
    double deaths = 0;
    double person_years = 0;
    WKS_TRY(check_starts(bands, err));
    const wks_outcome outcome = outcome_of(bands);
    for (size_t i = bands->n; i-- > 0;) {
        deaths += bands->deaths[i];
        person_years += bands->person_years[i];
        out[i] = (wks_life_expectancy){.outcome = outcome,
                                       .value = NAN,
                                       .centre = NAN,
                                       .standard_error = NAN,
                                       .deaths = deaths,
                                       .person_years = person_years};
    }
    if (outcome == WKS_OUTCOME_OK) {
        WKS_TRY(wks_arena_take(arena, bands->n, sizeof *rows, &rows, err));
        fill_rows(bands, rows);
        fill_expectancy(bands, rows, out);
    }
    return WKS_OK;
}

wks_interval wks_life_expectancy_interval(const wks_life_expectancy *life,
                                          const wks_confidence *confidence)
{
    const double half = confidence->z * life->standard_error;
    return (wks_interval){life->centre - half, life->centre + half};
}
