/* SPDX-License-Identifier: EUPL-1.2 */
#include "gate/perturbation_table.h"

#include "base/language.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

static const double sum_tolerance = 1e-9;
static const double mean_tolerance = 1e-6;

/* ---- from lines ------------------------------------------------------------------------------ */

/* A line of a file, to sort. */
typedef struct place {
    int64_t count;
    int64_t change;
    size_t at;
} place;

static int compare_places(const void *a, const void *b)
{
    const place *x = a;
    const place *y = b;
    if (x->count != y->count) {
        return x->count < y->count ? -1 : 1;
    }
    if (x->change != y->change) {
        return x->change < y->change ? -1 : 1;
    }
    return (x->at > y->at) - (x->at < y->at);
}

static wks_code fail_line(const wks_perturbation_lines *lines, size_t at, const char *fault,
                          wks_error *err)
{
    return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: line %zu: %s", "%s: regel %zu: %s"), lines->path,
                    lines->line[at], fault);
}

static wks_code check_line(const wks_perturbation_lines *lines, size_t at, wks_error *err)
{
    const int64_t count = lines->count[at];
    const int64_t change = lines->change[at];
    if (count < 0 || count > WKS_PERTURBATION_MOST_COUNT) {
        return fail_line(lines, at,
                         wks_tr("expected a count from 0 to 100000",
                                "verwacht een aantal van 0 tot en met 100000"),
                         err);
    }
    if (change < -count || change > WKS_PERTURBATION_MOST_COUNT) {
        return fail_line(lines, at,
                         wks_tr("expected a change that leaves nothing negative",
                                "verwacht een verandering die niets negatief maakt"),
                         err);
    }
    if (count == 0 && change != 0) {
        return fail_line(lines, at, wks_tr("0 must stay 0", "0 moet 0 blijven"), err);
    }
    if (!(lines->probability[at] >= 0 && lines->probability[at] <= 1)) {
        return fail_line(
            lines, at,
            wks_tr("expected a probability from 0 to 1", "verwacht een kans van 0 tot en met 1"),
            err);
    }
    return WKS_OK;
}

/* Sorted by count and change, each pair once, and no count left out. */
static wks_code sort_lines(const wks_perturbation_lines *lines, wks_arena *arena, place **out,
                           wks_error *err)
{
    WKS_TRY(wks_arena_take(arena, lines->n, sizeof **out, out, err));
    for (size_t i = 0; i < lines->n; i++) {
        WKS_TRY(check_line(lines, i, err));
        (*out)[i] = (place){lines->count[i], lines->change[i], i};
    }
    qsort(*out, lines->n, sizeof **out, compare_places);
    for (size_t i = 0; i < lines->n; i++) {
        const place *of = &(*out)[i];
        const int64_t before = i == 0 ? -1 : of[-1].count;
        if (i > 0 && of->count == before && of->change == of[-1].change) {
            return fail_line(lines, of->at,
                             wks_tr("this count and change stand in the table twice",
                                    "dit aantal en deze verandering staan twee keer in de tabel"),
                             err);
        }
        if (of->count > before + 1) {
            return fail_line(lines, of->at,
                             wks_tr("a smaller count has no lines: expected them from 0 on",
                                    "een kleiner aantal heeft geen regels: verwacht vanaf 0"),
                             err);
        }
    }
    return WKS_OK;
}

static wks_code check_row(const wks_perturbation_lines *lines, const place *first,
                          const wks_perturbation_row *row, wks_error *err)
{
    double sum = 0;
    double mean = 0;
    for (size_t i = 0; i < row->n; i++) {
        sum += row->probability[i];
        mean += row->probability[i] * (double)row->change[i];
    }
    if (fabs(sum - 1) > sum_tolerance) {
        return fail_line(lines, first->at,
                         wks_tr("the probabilities of this count do not add up to 1",
                                "de kansen van dit aantal tellen niet op tot 1"),
                         err);
    }
    if (fabs(mean) > mean_tolerance) {
        return fail_line(lines, first->at,
                         wks_tr("the changes of this count are not 0 on average",
                                "de veranderingen van dit aantal zijn gemiddeld niet 0"),
                         err);
    }
    return WKS_OK;
}

wks_code wks_perturbation_table_build(const wks_perturbation_lines *lines, wks_arena *arena,
                                      wks_perturbation_table *out, wks_error *err)
{
    place *places = NULL;
    int64_t *change = NULL;
    double *probability = NULL;
    *out = (wks_perturbation_table){0};
    if (lines->n == 0) {
        return wks_fail(err, WKS_E_FORMAT, wks_tr("%s: has no lines", "%s: heeft geen regels"),
                        lines->path);
    }
    WKS_TRY(sort_lines(lines, arena, &places, err));
    WKS_TRY(wks_arena_take(arena, lines->n, sizeof *change, &change, err));
    WKS_TRY(wks_arena_take(arena, lines->n, sizeof *probability, &probability, err));
    out->n_rows = (size_t)places[lines->n - 1].count + 1;
    WKS_TRY(wks_arena_take(arena, out->n_rows, sizeof *out->rows, &out->rows, err));
    for (size_t i = 0; i < lines->n; i++) {
        wks_perturbation_row *row = &out->rows[places[i].count];
        change[i] = places[i].change;
        probability[i] = lines->probability[places[i].at];
        if (row->n++ == 0) {
            row->change = change + i;
            row->probability = probability + i;
        }
    }
    for (size_t i = 0; i < lines->n; i += out->rows[places[i].count].n) {
        WKS_TRY(check_row(lines, &places[i], &out->rows[places[i].count], err));
    }
    return WKS_OK;
}

/* ---- as wished ------------------------------------------------------------------------------- */

/* The distribution over changes, p(v) in proportion to exp(a v + b v^2), is of all with its mean
 * and variance the one with the most entropy.  a and b are where the convex function log sum exp(a
 * v + b (v^2 - variance)) is least: there the mean is 0, and v^2 the variance, on average. */
typedef struct maximum_entropy {
    const int64_t *change; /* [n] */
    double *probability;   /* [n] at a and b */
    size_t n;
    double variance;
    double value;        /* of that function */
    double slope[2];     /* to a, to b */
    double curvature[3]; /* aa, ab, bb */
} maximum_entropy;

static void evaluate(maximum_entropy *of, double a, double b)
{
    double highest = -INFINITY;
    double sum = 0;
    for (size_t i = 0; i < of->n; i++) {
        const double v = (double)of->change[i];
        of->probability[i] = a * v + b * (v * v - of->variance);
        highest = fmax(highest, of->probability[i]);
    }
    for (size_t i = 0; i < of->n; i++) {
        of->probability[i] = exp(of->probability[i] - highest);
        sum += of->probability[i];
    }
    of->value = highest + log(fmax(1, sum)); /* the highest alone makes 1 */
    double moment[5] = {0};
    for (size_t i = 0; i < of->n; i++) {
        const double v = (double)of->change[i];
        of->probability[i] /= sum;
        for (size_t k = 1; k < 5; k++) {
            moment[k] += of->probability[i] * pow(v, (double)k);
        }
    }
    of->slope[0] = moment[1];
    of->slope[1] = moment[2] - of->variance;
    of->curvature[0] = moment[2] - moment[1] * moment[1];
    of->curvature[1] = moment[3] - moment[1] * moment[2];
    of->curvature[2] = moment[4] - moment[2] * moment[2];
}

static bool is_found(const maximum_entropy *of)
{
    return fabs(of->slope[0]) < 1e-12 && fabs(of->slope[1]) < 1e-12 * fmax(1, of->variance);
}

/* Newton's method, steps halved until the function falls. */
static bool search(maximum_entropy *of)
{
    double a = 0;
    double b = 0;
    evaluate(of, a, b);
    for (int round = 0; round < 200 && !is_found(of); round++) {
        const double *c = of->curvature;
        const double determinant = c[0] * c[2] - c[1] * c[1];
        const double step_a = (c[1] * of->slope[1] - c[2] * of->slope[0]) / determinant;
        const double step_b = (c[1] * of->slope[0] - c[0] * of->slope[1]) / determinant;
        const double fall = of->slope[0] * step_a + of->slope[1] * step_b;
        const double before = of->value;
        double part = 1;
        if (!isfinite(step_a) || !isfinite(step_b)) {
            return false;
        }
        evaluate(of, a + step_a, b + step_b);
        while (of->value > before + 1e-4 * part * fall + 1e-15 && part > 1e-10) {
            part /= 2;
            evaluate(of, a + part * step_a, b + part * step_b);
        }
        a += part * step_a;
        b += part * step_b;
    }
    return fabs(of->slope[0]) < sum_tolerance && fabs(of->slope[1]) < sum_tolerance;
}

/* The changes that a count may undergo, and between what their variance can be. */
static size_t list_changes(const wks_perturbation_wish *wish, int64_t count, int64_t *change,
                           double range[2])
{
    int64_t down = 0; /* nearest, 0: none */
    int64_t up = 0;
    bool may_stay = false;
    size_t n = 0;
    for (int64_t v = -wish->largest; v <= wish->largest; v++) {
        const int64_t result = count + v;
        if (result < 0 || (result > 0 && result <= wish->blocked)) {
            continue;
        }
        change[n++] = v;
        may_stay = may_stay || v == 0;
        down = v < 0 ? v : down;
        up = v > 0 && up == 0 ? v : up;
    }
    range[0] = may_stay ? 0 : (double)(-down * up);
    range[1] = n == 0 || down == 0 ? 0 : (double)(-change[0] * change[n - 1]);
    return n;
}

static wks_code make_row(const wks_perturbation_wish *wish, int64_t count, wks_arena *arena,
                         wks_perturbation_row *out, wks_error *err)
{
    int64_t *change = NULL;
    double *probability = NULL;
    double range[2];
    WKS_TRY(wks_arena_take(arena, 2 * (size_t)wish->largest + 1, sizeof *change, &change, err));
    WKS_TRY(wks_arena_take(arena, 2 * (size_t)wish->largest + 1, sizeof *probability, &probability,
                           err));
    const size_t n = list_changes(wish, count, change, range);
    if (!(wish->variance > range[0] && wish->variance < range[1])) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("no such table: the variance of a count of %d must be above %g and "
                               "below %g",
                               "zo'n tabel is er niet: de variantie van een aantal van %d moet "
                               "boven %g en onder %g liggen"),
                        (int)count, range[0], range[1]);
    }
    maximum_entropy of = {
        .change = change, .probability = probability, .n = n, .variance = wish->variance};
    if (!search(&of)) {
        return wks_fail(err, WKS_E_NUMERIC,
                        wks_tr("no table was found: the variance of a count of %d is too near to "
                               "its limits, %g and %g",
                               "er is geen tabel gevonden: de variantie van een aantal van %d ligt "
                               "te dicht bij de grenzen, %g en %g"),
                        (int)count, range[0], range[1]);
    }
    *out = (wks_perturbation_row){.change = change, .probability = probability, .n = n};
    return WKS_OK;
}

wks_code wks_perturbation_table_make(const wks_perturbation_wish *wish, wks_arena *arena,
                                     wks_perturbation_table *out, wks_error *err)
{
    static const int64_t stays[] = {0};
    static const double surely[] = {1};
    *out = (wks_perturbation_table){0};
    if (wish->largest < 1 || wish->largest > WKS_PERTURBATION_MOST_CHANGE || wish->blocked < 0 ||
        wish->blocked > wish->largest || !(wish->variance > 0) || !isfinite(wish->variance)) {
        return wks_fail(
            err, WKS_E_ARGUMENT,
            wks_tr("expected a largest change from 1 to %d, blocked results up to that, "
                   "and a variance above 0",
                   "verwacht een grootste verandering van 1 tot en met %d, geblokkeerde "
                   "uitkomsten tot en met die, en een variantie boven 0"),
            WKS_PERTURBATION_MOST_CHANGE);
    }
    /* From here on all that a count could become is allowed. */
    const int64_t last = wish->blocked == 0 ? wish->largest : wish->largest + wish->blocked + 1;
    WKS_TRY(wks_arena_take(arena, (size_t)last + 1, sizeof *out->rows, &out->rows, err));
    out->n_rows = (size_t)last + 1;
    out->rows[0] = (wks_perturbation_row){.change = stays, .probability = surely, .n = 1};
    for (int64_t count = 1; count <= last; count++) {
        WKS_TRY(make_row(wish, count, arena, &out->rows[count], err));
    }
    return WKS_OK;
}

/* ---- looking up ------------------------------------------------------------------------------ */

int64_t wks_perturbation_table_look_up(const wks_perturbation_table *table, int64_t count,
                                       uint64_t key)
{
    const size_t last = table->n_rows - 1;
    const wks_perturbation_row *row = &table->rows[count < (int64_t)last ? (size_t)count : last];
    const double at = (double)(key >> 11) * 0x1p-53; /* 0 to 1, the bits that a double holds */
    double sum = 0;
    size_t last_likely = 0;
    for (size_t i = 0; i < row->n; i++) {
        sum += row->probability[i];
        if (row->probability[i] > 0) {
            last_likely = i;
        }
        if (at < sum) {
            return row->change[i];
        }
    }
    return row->change[last_likely];
}
