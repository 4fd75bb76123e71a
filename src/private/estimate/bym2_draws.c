/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_draws.h"

#include <string.h>

enum {
    BLOCK = 8 /* draws at a time: the width of the solver */
};

/* The numbers of the draws, shuffled; those of point k are order[first[k]] .. order[first[k + 1] -
 * 1]. */
static wks_code share_out(const wks_bym2_grid *grid, const wks_bym2_options *options,
                          wks_arena *arena, size_t **order_out, size_t **first_out, wks_error *err)
{
    const size_t n = options->n_draws;
    size_t *order = NULL;
    size_t *first = NULL;
    double total = 0;
    wks_random random = wks_random_start(options->seed, options->stream << 32);
    const double start = wks_random_unit(&random);
    WKS_TRY(wks_arena_take(arena, n, sizeof *order, &order, err));
    WKS_TRY(wks_arena_take(arena, grid->n + 1, sizeof *first, &first, err));
    for (size_t d = 0; d < n; d++) {
        order[d] = d;
    }
    for (size_t d = n; d > 1; d--) {
        const size_t other = wks_random_below(&random, d);
        const size_t kept = order[d - 1];
        order[d - 1] = order[other];
        order[other] = kept;
    }
    for (size_t k = 0; k < grid->n; k++) {
        /* places start, start + 1, ... on a line of length n */
        total += grid->points[k].weight * (double)n;
        const double up_to = total - start + 1;
        const size_t count = up_to <= 0 ? 0 : (size_t)up_to;
        first[k + 1] = count < n ? count : n;
    }
    first[grid->n] = n;
    *order_out = order;
    *first_out = first;
    return WKS_OK;
}

static wks_code draw_at(wks_bym2_laplace *l, const wks_bym2_point *point, const size_t *order,
                        size_t n, const wks_bym2_options *options, double *room, wks_bym2_fit *fit,
                        wks_error *err)
{
    double log_density = 0;
    memcpy(l->mode.coefficient, point->mode.coefficient, fit->n_coefficients * sizeof(double));
    memcpy(l->mode.u, point->mode.u, fit->n_areas * sizeof(double));
    memcpy(l->mode.e, point->mode.e, fit->n_areas * sizeof(double));
    WKS_TRY(wks_bym2_laplace_find(l, &point->hyper, &log_density, err));
    wks_bym2_laplace_condition(l, &point->gaussian);
    for (size_t from = 0; from < n; from += BLOCK) {
        const size_t m = n - from < BLOCK ? n - from : BLOCK;
        wks_random streams[BLOCK];
        double *coefficient[BLOCK];
        double *effect[BLOCK];
        for (size_t c = 0; c < m; c++) {
            const size_t d = order[from + c];
            streams[c] = wks_random_start(options->seed, (options->stream << 32) + d + 1);
            coefficient[c] = fit->coefficient_draws + d * fit->n_coefficients;
            effect[c] = fit->effect_draws + d * fit->n_areas;
        }
        wks_bym2_laplace_draw(l, &point->gaussian, m, streams, coefficient, effect, room);
    }
    return WKS_OK;
}

wks_code wks_bym2_draws_make(wks_bym2_laplace *laplace, const wks_bym2_grid *grid,
                             const wks_bym2_options *options, wks_arena *arena, wks_bym2_fit *fit,
                             wks_error *err)
{
    const size_t n = options->n_draws;
    size_t *order = NULL;
    size_t *first = NULL;
    double *room = NULL;
    fit->n_draws = n;
    if (n == 0) {
        return WKS_OK;
    }
    WKS_TRY(share_out(grid, options, arena, &order, &first, err));
    WKS_TRY(wks_arena_take(arena, fit->n_areas * BLOCK, sizeof *room, &room, err));
    WKS_TRY(wks_arena_take(arena, n * fit->n_coefficients, sizeof(double), &fit->coefficient_draws,
                           err));
    WKS_TRY(wks_arena_take(arena, n * fit->n_areas, sizeof(double), &fit->effect_draws, err));
    for (size_t k = 0; k < grid->n; k++) {
        if (first[k + 1] > first[k]) {
            WKS_TRY(draw_at(laplace, &grid->points[k], order + first[k], first[k + 1] - first[k],
                            options, room, fit, err));
        }
    }
    return WKS_OK;
}
