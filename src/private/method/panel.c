/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/panel.h"

#include "base/language.h"
#include "math/order.h"

#include <math.h>

/* The table of all units, before any is left out. */
typedef struct whole {
    const wks_panel_rows *rows;
    wks_arena *arena;
    size_t n_times;
    double *time;  /* [n_times] */
    size_t *row;   /* [n_units x n_times] row + 1; 0: none */
    double *group; /* [n_units] NAN: never */
    size_t *first; /* [n_units] first row + 1 */
} whole;

static wks_code find_times(whole *w, wks_error *err)
{
    const wks_panel_rows *rows = w->rows;
    WKS_TRY(wks_arena_take(w->arena, rows->n + 1, sizeof *w->time, &w->time, err));
    for (size_t i = 0; i < rows->n; i++) {
        if (!isfinite(rows->time[i])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("row %zu: the period must be a number",
                                   "rij %zu: de periode moet een getal zijn"),
                            i + 1);
        }
        w->time[i] = rows->time[i];
    }
    wks_order_sort(w->time, rows->n);
    for (size_t i = 0; i < rows->n; i++) {
        if (w->n_times == 0 || w->time[i] > w->time[w->n_times - 1]) {
            w->time[w->n_times++] = w->time[i];
        }
    }
    return WKS_OK;
}

/* The index of the first time at or after this one; n_times when there is none. */
static size_t time_index(const whole *w, double time)
{
    size_t low = 0;
    size_t high = w->n_times;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (w->time[middle] < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static double group_of(const wks_panel_rows *rows, size_t i)
{
    return rows->group[i] == 0 ? NAN : rows->group[i];
}

static bool same_group(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static wks_code place_row(whole *w, size_t i, wks_error *err)
{
    const wks_panel_rows *rows = w->rows;
    const size_t unit = rows->unit[i];
    size_t *place = &w->row[unit + time_index(w, rows->time[i]) * rows->n_units];
    const size_t first = w->first[unit];
    if (*place != 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("row %zu: this area has this period already in row %zu",
                               "rij %zu: dit gebied heeft deze periode al in rij %zu"),
                        i + 1, *place);
    }
    *place = i + 1;
    if (first == 0) {
        w->first[unit] = i + 1;
        w->group[unit] = group_of(rows, i);
    } else if (!same_group(w->group[unit], group_of(rows, i))) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("row %zu: the area has another start in row %zu",
                               "rij %zu: het gebied heeft een andere start in rij %zu"),
                        i + 1, first);
    } else if (rows->cluster != NULL && rows->cluster[first - 1] != rows->cluster[i]) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("row %zu: the area has another cluster in row %zu",
                               "rij %zu: het gebied heeft een ander cluster in rij %zu"),
                        i + 1, first);
    }
    for (size_t k = 0; k < rows->n_x; k++) {
        if (!isfinite(rows->x[i + k * rows->n])) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("row %zu: a covariate is missing",
                                   "rij %zu: een achtergrondkenmerk ontbreekt"),
                            i + 1);
        }
    }
    return WKS_OK;
}

static bool is_complete(const whole *w, size_t unit)
{
    for (size_t t = 0; t < w->n_times; t++) {
        const size_t row = w->row[unit + t * w->rows->n_units];
        if (row == 0 || isnan(w->rows->y[row - 1])) {
            return false;
        }
    }
    return true;
}

/* Which units stay, in the caller's order. */
static void choose(const whole *w, bool keep_incomplete, wks_panel *out)
{
    for (size_t unit = 0; unit < w->rows->n_units; unit++) {
        if (w->first[unit] == 0) {
            continue;
        }
        if (!is_complete(w, unit)) {
            if (out->n_incomplete++ == 0) {
                out->incomplete_unit = unit;
            }
            if (!keep_incomplete) {
                continue;
            }
        }
        if (w->group[unit] <= w->time[0]) {
            out->n_always++;
            continue;
        }
        out->unit[out->n_units++] = unit;
    }
}

/* Clusters numbered from 0 in order of first appearance. */
static wks_code number_clusters(const whole *w, wks_panel *out, wks_error *err)
{
    const wks_panel_rows *rows = w->rows;
    size_t most = 0;
    size_t *number = NULL; /* [most + 1] number + 1 */
    if (rows->cluster == NULL) {
        for (size_t i = 0; i < out->n_units; i++) {
            out->cluster[i] = i;
        }
        out->n_clusters = out->n_units;
        return WKS_OK;
    }
    for (size_t i = 0; i < rows->n; i++) {
        most = rows->cluster[i] > most ? rows->cluster[i] : most;
    }
    WKS_TRY(wks_arena_take(w->arena, most + 1, sizeof *number, &number, err));
    for (size_t i = 0; i < out->n_units; i++) {
        const size_t cluster = rows->cluster[w->first[out->unit[i]] - 1];
        if (number[cluster] == 0) {
            number[cluster] = ++out->n_clusters;
        }
        out->cluster[i] = number[cluster] - 1;
    }
    return WKS_OK;
}

static wks_code fill(const whole *w, wks_panel *out, wks_error *err)
{
    const wks_panel_rows *rows = w->rows;
    const size_t n = out->n_units;
    const size_t n_cells = n * out->n_times;
    WKS_TRY(wks_arena_take(w->arena, n_cells, sizeof *out->y, &out->y, err));
    WKS_TRY(wks_arena_take(w->arena, n_cells * rows->n_x, sizeof *out->x, &out->x, err));
    WKS_TRY(wks_arena_take(w->arena, n, sizeof *out->group, &out->group, err));
    WKS_TRY(wks_arena_take(w->arena, n, sizeof *out->cluster, &out->cluster, err));
    for (size_t i = 0; i < n; i++) {
        const size_t unit = out->unit[i];
        out->group[i] = isnan(w->group[unit]) ? out->n_times : time_index(w, w->group[unit]);
        for (size_t t = 0; t < out->n_times; t++) {
            const size_t row = w->row[unit + t * rows->n_units];
            out->y[i + t * n] = row == 0 ? NAN : rows->y[row - 1];
            for (size_t k = 0; k < rows->n_x; k++) {
                out->x[i + t * n + k * n_cells] = row == 0 ? NAN : rows->x[row - 1 + k * rows->n];
            }
        }
    }
    return number_clusters(w, out, err);
}

wks_code wks_panel_make(const wks_panel_rows *rows, const wks_panel_options *options,
                        wks_arena *arena, wks_panel *out, wks_error *err)
{
    whole w = {.rows = rows, .arena = arena};
    *out = (wks_panel){.n_x = rows->n_x};
    WKS_TRY(find_times(&w, err));
    WKS_TRY(wks_arena_take(arena, rows->n_units * w.n_times, sizeof *w.row, &w.row, err));
    WKS_TRY(wks_arena_take(arena, rows->n_units, sizeof *w.group, &w.group, err));
    WKS_TRY(wks_arena_take(arena, rows->n_units, sizeof *w.first, &w.first, err));
    WKS_TRY(wks_arena_take(arena, rows->n_units, sizeof *out->unit, &out->unit, err));
    for (size_t i = 0; i < rows->n; i++) {
        WKS_TRY(place_row(&w, i, err));
    }
    out->n_times = w.n_times;
    out->time = w.time;
    choose(&w, options->keep_incomplete, out);
    return fill(&w, out, err);
}
