/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/measure/population.h"

#include "private/vault/question.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The figures of one population column, sorted by area and period. */
typedef struct column_figures {
    wks_figure_sum *items;
    size_t n;
} column_figures;

typedef struct reading {
    const wks_source *source;
    column_figures *columns; /* [source->n_population] */
    wks_population *out;
    wks_arena *arena;
} reading;

static wks_code read_columns(wks_vault *vault, reading *in, wks_error *err)
{
    static const wks_breakdown everyone = {.id = "totaal"};
    WKS_TRY(wks_arena_take(in->arena, in->source->n_population, sizeof *in->columns, &in->columns,
                           err));
    for (size_t i = 0; i < in->source->n_population; i++) {
        const wks_measure_columns one = {.stems = &in->source->population[i].column, .n_stems = 1};
        WKS_TRY(wks_vault_sum_figures(vault, in->source, &one, &everyone, in->arena,
                                      &in->columns[i].items, &in->columns[i].n, err));
    }
    return WKS_OK;
}

/* The period nearest to the one asked for; NULL when there are no figures. */
static const char *nearest_period(const column_figures *column, const char *period)
{
    const long wanted = strtol(period, NULL, 10);
    const char *best = NULL;
    long best_gap = 0;
    for (size_t i = 0; i < column->n; i++) {
        const long year = strtol(column->items[i].period, NULL, 10);
        const long gap = labs(year - wanted);
        if (best == NULL || gap < best_gap || (gap == best_gap && year > strtol(best, NULL, 10))) {
            best = column->items[i].period;
            best_gap = gap;
        }
    }
    return best;
}

static int compare_figures(const void *a, const void *b)
{
    const wks_figure_sum *left = a;
    const wks_figure_sum *right = b;
    const int by_area = strcmp(left->area, right->area);
    return by_area != 0 ? by_area : strcmp(left->period, right->period);
}

static double figure_at(const column_figures *column, const char *area, const char *period)
{
    const wks_figure_sum key = {.area = area, .period = period};
    const wks_figure_sum *found = column->n == 0 ? NULL
                                                 : bsearch(&key, column->items, column->n,
                                                           sizeof *column->items, compare_figures);
    return found == NULL ? NAN : found->sum;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* Which columns are ages within the breakdown, and which are sexes; at[] says which column each is.
 */
static wks_code list_groups(reading *in, const wks_breakdown *breakdown, size_t **age_at,
                            size_t **sex_at, wks_error *err)
{
    enum {
        OPEN_END = 200
    };

    const int from = breakdown->has_age_years ? breakdown->age_from : 0;
    const int to = breakdown->has_age_years ? breakdown->age_to : OPEN_END;
    const size_t n = in->source->n_population;
    wks_population *out = in->out;
    WKS_TRY(wks_arena_take(in->arena, n, sizeof **age_at, age_at, err));
    WKS_TRY(wks_arena_take(in->arena, n, sizeof **sex_at, sex_at, err));
    WKS_TRY(wks_arena_take(in->arena, n, sizeof *out->ages, &out->ages, err));
    WKS_TRY(wks_arena_take(in->arena, n, sizeof *out->sexes, &out->sexes, err));
    for (size_t i = 0; i < n; i++) {
        const wks_population_column *column = &in->source->population[i];
        if (column->sex != NULL) {
            (*sex_at)[out->n_sexes] = i;
            out->sexes[out->n_sexes++] = column->sex;
            continue;
        }
        const int first = most(from, column->age_from);
        const int last = least(to, column->age_to);
        if (first > last) {
            continue;
        }
        (*age_at)[out->n_ages] = i;
        out->ages[out->n_ages++] = (wks_population_age){
            .from = first,
            .to = last,
            .share = column->age_to == OPEN_END
                         ? 1
                         : (double)(last - first + 1) / (column->age_to - column->age_from + 1)};
    }
    return WKS_OK;
}

/* One area; false when a figure is missing. */
static bool fill_area(const reading *in, const char *area, const size_t *age_at,
                      const size_t *sex_at, double *cells)
{
    const wks_population *out = in->out;
    double all_sexes = 0;
    for (size_t s = 0; s < out->n_sexes; s++) {
        all_sexes += figure_at(&in->columns[sex_at[s]], area, out->period);
    }
    for (size_t a = 0; a < out->n_ages; a++) {
        const double age =
            figure_at(&in->columns[age_at[a]], area, out->period) * out->ages[a].share;
        for (size_t s = 0; s < out->n_sexes; s++) {
            const double sex = figure_at(&in->columns[sex_at[s]], area, out->period);
            if (isnan(age) || isnan(sex) || isnan(all_sexes)) {
                return false;
            }
            cells[a * out->n_sexes + s] = all_sexes > 0 ? age * sex / all_sexes : 0;
        }
    }
    return true;
}

static bool is_of_level(const char *area, wks_level level)
{
    char code[WKS_AREA_CODE_SIZE];
    wks_level found = WKS_LEVEL_LAND;
    return wks_area_code_read((wks_span){area, strlen(area)}, code, &found) && found == level;
}

wks_code wks_population_read(wks_vault *vault, const wks_source *source,
                             const wks_breakdown *breakdown, wks_level level, const char *period,
                             wks_arena *arena, wks_population *out, wks_error *err)
{
    reading in = {.source = source, .out = out, .arena = arena};
    size_t *age_at = NULL;
    size_t *sex_at = NULL;
    *out = (wks_population){0};
    if (source->n_population == 0) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s", source->id);
    }
    WKS_TRY(read_columns(vault, &in, err));
    WKS_TRY(list_groups(&in, breakdown, &age_at, &sex_at, err));
    out->period = nearest_period(&in.columns[0], period);
    if (out->period == NULL || out->n_ages == 0 || out->n_sexes == 0) {
        return wks_fail(err, WKS_E_NOT_FOUND, "%s", source->id);
    }
    const column_figures *first = &in.columns[0];
    const size_t n_cells = out->n_ages * out->n_sexes;
    WKS_TRY(wks_arena_take(arena, first->n, sizeof *out->areas, &out->areas, err));
    WKS_TRY(
        wks_arena_take(arena, first->n * n_cells, sizeof *out->residents, &out->residents, err));
    for (size_t i = 0; i < first->n; i++) {
        const char *area = first->items[i].area;
        if (strcmp(first->items[i].period, out->period) == 0 && is_of_level(area, level) &&
            fill_area(&in, area, age_at, sex_at, out->residents + out->n_areas * n_cells)) {
            out->areas[out->n_areas++] = area;
        }
    }
    return WKS_OK;
}
