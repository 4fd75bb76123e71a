/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_grid.h"

#include "base/language.h"
#include "math/optimise.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    REACH = 30, /* lattice places to each side */
    MOST_POINTS =
        1000, /* the phi of a barely spatial map takes some 100, three hyperparameters 300 */
    SIDE = 2 * REACH + 1
};

typedef struct walk {
    wks_bym2_laplace *laplace;
    const wks_bym2_prior *prior;
    wks_arena *arena;
    bool is_point; /* the mode alone is wanted */
    bool is_corrected;
    double cut; /* below the highest log density so far */
    double mode[WKS_BYM2_MOST_HYPER];
    double step[WKS_BYM2_MOST_HYPER];
    double highest;
    size_t *at;             /* [SIDE^n] number of the point there + 1; SEEN; or 0 */
    wks_bym2_point *points; /* in order of visit */
    size_t n;
} walk;

static const size_t seen = SIZE_MAX;

static wks_code log_density(wks_bym2_laplace *laplace, const wks_bym2_prior *prior,
                            const double *coordinate, double *out, wks_error *err)
{
    const wks_bym2_hyper hyper = wks_bym2_prior_hyper(prior, coordinate);
    double found = 0;
    WKS_TRY(wks_bym2_laplace_find(laplace, &hyper, &found, err));
    *out = found + wks_bym2_prior_log_density(prior, coordinate);
    return WKS_OK;
}

/* ---- mode ---------------------------------------------------------------------------------- */

static wks_code minus_log_density(void *context, const double *x, double *value, wks_error *err)
{
    const walk *w = context;
    double density = 0;
    WKS_TRY(log_density(w->laplace, w->prior, x, &density, err));
    *value = -density;
    return WKS_OK;
}

/* Near enough to start the lattice: a slope below 1, or, with so many areas that the log posterior
 * is steep and differences over h err by more than that, within a fifth of the posterior's sd. */
static bool is_near_mode(const walk *w, const wks_optimise_result *found)
{
    const size_t n = w->prior->n;
    for (size_t i = 0; i < n; i++) {
        const double slope = found->slope[i];
        const bool is_held = (w->mode[i] <= w->prior->lower[i] && slope > 0) ||
                             (w->mode[i] >= w->prior->upper[i] && slope < 0);
        const double sd_slope = w->is_point ? 0 : 0.2 * sqrt(fmax(found->curvature[i + i * n], 0));
        if (!is_held && !(fabs(slope) <= fmax(1, sd_slope))) {
            return false;
        }
    }
    return true;
}

static wks_code find_mode(walk *w, wks_optimise_result *found, wks_error *err)
{
    /* where the mode is the answer, its error of h^2 must go, and the noise with it */
    const double h = w->is_point ? 0.01 : 0.1;
    const double difference[WKS_BYM2_MOST_HYPER] = {h, h, h};
    static const double longest[WKS_BYM2_MOST_HYPER] = {1, 1, 1};
    const wks_optimise_options options = {.lower = w->prior->lower,
                                          .upper = w->prior->upper,
                                          .step = difference,
                                          .longest = longest,
                                          .slope = w->is_point ? 1e-7 : 5e-3,
                                          .most_rounds = 60};
    memcpy(w->mode, w->prior->start, sizeof w->mode);
    WKS_TRY(wks_optimise_newton(minus_log_density, w, w->prior->n, &options, w->mode, found, err));
    w->laplace->diagnostics->mode_gradient = found->largest_slope / h;
    if (!found->has_converged && !is_near_mode(w, found)) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the most likely variance between areas was not found",
                               "de waarschijnlijkste variantie tussen gebieden is niet gevonden"));
    }
    w->highest = -found->value;
    return WKS_OK;
}

/* The lattice: a share of the conditional sd at the mode.  The trapezium rule on it errs by some
 * exp(-2 (pi / share)^2) for a normal density.  The upper end of zeta lies on the lattice. */
static void choose_steps(walk *w, const wks_optimise_result *found, bool is_quick)
{
    static const double largest[WKS_BYM2_MOST_HYPER] = {0.6, 0.8, 0.8};
    const size_t n = w->prior->n;
    const double share = is_quick ? 1.2 : n == 3 ? 1.1 : 0.9;
    for (size_t i = 0; i < n && i < WKS_BYM2_MOST_HYPER; i++) {
        const double curvature = found->curvature[i + i * n];
        w->step[i] = curvature > 0 ? fmin(share / sqrt(curvature), largest[i]) : largest[i];
        w->step[i] = fmax(w->step[i], 1e-3);
    }
    if (w->prior->has_phi) {
        const double left = w->prior->upper[1] - w->mode[1];
        if (left > w->step[1] / 100) {
            w->step[1] = left / ceil(left / w->step[1]);
        } else {
            w->mode[1] = w->prior->upper[1];
        }
    }
}

/* ---- walk ---------------------------------------------------------------------------------- */

static bool slot_of(const walk *w, const int *place, size_t *slot)
{
    *slot = 0;
    for (size_t i = 0; i < w->prior->n && i < WKS_BYM2_MOST_HYPER; i++) {
        if (place[i] < -REACH || place[i] > REACH) {
            return false;
        }
        *slot = *slot * SIDE + (size_t)(place[i] + REACH);
    }
    return true;
}

static wks_code copy_mode(const wks_bym2_laplace *l, wks_arena *arena, wks_bym2_mode *out,
                          wks_error *err)
{
    const size_t n = l->problem->n_areas;
    const size_t p = l->problem->n_coefficients;
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &out->coefficient, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->u, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->e, err));
    memcpy(out->coefficient, l->mode.coefficient, p * sizeof(double));
    memcpy(out->u, l->mode.u, n * sizeof(double));
    memcpy(out->e, l->mode.e, n * sizeof(double));
    return WKS_OK;
}

static void extend(const double *near, const double *far, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++) {
        out[i] = far == NULL ? near[i] : 2 * near[i] - far[i];
    }
}

/* Start Newton from the neighbour on the lattice, carried on along the line from its own. */
static void warm_start(walk *w, const wks_bym2_point *near, const int *place)
{
    int behind[WKS_BYM2_MOST_HYPER] = {0};
    size_t slot = 0;
    const wks_bym2_point *far = NULL;
    wks_bym2_mode *mode = &w->laplace->mode;
    for (size_t i = 0; i < w->prior->n; i++) {
        behind[i] = 2 * near->place[i] - place[i];
    }
    if (slot_of(w, behind, &slot) && w->at[slot] != 0 && w->at[slot] != seen) {
        far = &w->points[w->at[slot] - 1];
    }
    const size_t n = w->laplace->problem->n_areas;
    extend(near->mode.coefficient, far == NULL ? NULL : far->mode.coefficient,
           w->laplace->problem->n_coefficients, mode->coefficient);
    extend(near->mode.u, far == NULL ? NULL : far->mode.u, n, mode->u);
    extend(near->mode.e, far == NULL ? NULL : far->mode.e, n, mode->e);
}

/* Look at a place of the lattice; it becomes a point when its density matters. */
static wks_code visit(walk *w, const int *place, size_t slot, wks_error *err)
{
    wks_bym2_point point = {0};
    w->at[slot] = seen;
    for (size_t i = 0; i < w->prior->n; i++) {
        point.place[i] = place[i];
        point.coordinate[i] = w->mode[i] + place[i] * w->step[i];
        if (point.coordinate[i] < w->prior->lower[i] ||
            point.coordinate[i] > w->prior->upper[i] + 1e-9) {
            if (w->prior->has_phi && i == 1) {
                w->laplace->diagnostics->flags |= WKS_BYM2_PHI_AT_EDGE;
            }
            return WKS_OK;
        }
    }
    WKS_TRY(log_density(w->laplace, w->prior, point.coordinate, &point.log_density, err));
    if (point.log_density < w->highest - w->cut) {
        return WKS_OK;
    }
    w->highest = fmax(w->highest, point.log_density);
    point.hyper = wks_bym2_prior_hyper(w->prior, point.coordinate);
    WKS_TRY(copy_mode(w->laplace, w->arena, &point.mode, err));
    WKS_TRY(wks_bym2_gaussian_make(w->laplace->problem, w->laplace->problem->all.n, w->arena,
                                   &point.gaussian, err));
    wks_bym2_laplace_describe(w->laplace, w->is_corrected, &point.gaussian);
    w->points[w->n++] = point;
    w->at[slot] = w->n;
    return WKS_OK;
}

static wks_code walk_lattice(walk *w, wks_error *err)
{
    int place[WKS_BYM2_MOST_HYPER] = {0};
    size_t slot = 0;
    (void)slot_of(w, place, &slot);
    WKS_TRY(visit(w, place, slot, err));
    for (size_t next = 0; next < w->n; next++) {
        for (size_t i = 0; i < w->prior->n; i++) {
            for (int side = -1; side <= 1; side += 2) {
                memcpy(place, w->points[next].place, sizeof place);
                place[i] += side;
                if (w->n == MOST_POINTS || !slot_of(w, place, &slot)) {
                    w->laplace->diagnostics->flags |= WKS_BYM2_GRID_CUT;
                } else if (w->at[slot] == 0) {
                    warm_start(w, &w->points[next], place);
                    WKS_TRY(visit(w, place, slot, err));
                }
            }
        }
    }
    return WKS_OK;
}

/* ---- weights ------------------------------------------------------------------------------- */

/* Where the lattice ends on the upper bound of zeta with the density still high, the end correction
 * of Gregory for the trapezium rule. */
static double end_share(const walk *w, const wks_bym2_point *point)
{
    static const double gregory[3] = {3.0 / 8, 7.0 / 6, 23.0 / 24};
    if (!w->prior->has_phi) {
        return 1;
    }
    const double from_end = (w->prior->upper[1] - point->coordinate[1]) / w->step[1];
    return from_end < 2.5 ? gregory[(int)(from_end + 0.5)] : 1;
}

static void weigh(walk *w, wks_bym2_grid *out)
{
    double sum = 0;
    double cell = 1;
    for (size_t k = 0; k < w->n; k++) {
        wks_bym2_point *point = &w->points[k];
        point->weight = exp(point->log_density - w->highest) * end_share(w, point);
        sum += point->weight;
    }
    for (size_t k = 0; k < w->n; k++) {
        w->points[k].weight /= sum;
    }
    for (size_t i = 0; i < w->prior->n; i++) {
        cell *= w->step[i];
    }
    out->log_likelihood = w->highest + log(sum * cell);
}

wks_code wks_bym2_grid_make(wks_bym2_laplace *laplace, const wks_bym2_prior *prior,
                            const wks_bym2_options *options, wks_arena *arena, wks_bym2_grid *out,
                            wks_error *err)
{
    walk w = {.laplace = laplace, .prior = prior, .arena = arena};
    wks_optimise_result found = {0};
    size_t n_slots = 1;
    size_t slot = 0;
    const int origin[WKS_BYM2_MOST_HYPER] = {0};
    w.is_point = options->estimate != WKS_BYM2_POSTERIOR;
    w.is_corrected = options->estimate != WKS_BYM2_REML;
    laplace->tolerance = w.is_point ? 1e-10 : 1e-6;
    w.cut = options->is_quick ? 4.5 : 6.5;
    for (size_t i = 0; i < prior->n; i++) {
        n_slots *= SIDE;
    }
    WKS_TRY(wks_arena_take(arena, n_slots, sizeof *w.at, &w.at, err));
    WKS_TRY(wks_arena_take(arena, MOST_POINTS, sizeof *w.points, &w.points, err));
    WKS_TRY(find_mode(&w, &found, err));
    choose_steps(&w, &found, options->is_quick);
    (void)slot_of(&w, origin, &slot);
    WKS_TRY(w.is_point ? visit(&w, origin, slot, err) : walk_lattice(&w, err));
    weigh(&w, out);
    if (w.is_point) {
        out->log_likelihood = w.points[0].log_density;
    }
    out->points = w.points;
    out->n = w.n;
    memcpy(out->step, w.step, sizeof out->step);
    return WKS_OK;
}
