/* private/estimate/bym2_marginal.h - the posterior of one observation's linear predictor, over the
 * whole grid.
 *
 * At each point of the grid eta is normal; but where an observation says much about its own area,
 * its likelihood is far from normal (a count of 0), and so is eta.  There the observation's normal
 * approximation is taken out of the normal and its likelihood put in: exact for what the
 * observation itself says, normal for all the rest.  Source: Rue, Martino & Chopin (2009),
 * sec. 3.2.2; Cseke & Heskes (2011), JMLR 12:417-454 (EP-L).
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_MARGINAL_H
#define WKS_PRIVATE_ESTIMATE_BYM2_MARGINAL_H

#include "private/estimate/bym2_grid.h"
#include "private/estimate/bym2_mixture.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WKS_BYM2_NODES = 15 /* Gauss-Hermite within a point of the grid */
};

/* eta at one point of the grid. */
typedef struct wks_bym2_marginal_point {
    double centre, without;       /* mean and variance without the observation itself */
    double constant;              /* of the observation's log density, at the point's dispersion */
    double log_scale;             /* taken off the log of the tilted density, against overflow */
    double total;                 /* its integral, by sqrt(2 pi) */
    double share[WKS_BYM2_NODES]; /* of the nodes mean + node * sd; they sum to 1 */
} wks_bym2_marginal_point;

typedef struct wks_bym2_marginal {
    const wks_bym2_grid *grid;
    wks_bym2_counts *counts;
    double node[WKS_BYM2_NODES];
    double hermite[WKS_BYM2_NODES];  /* the shares of a normal */
    wks_bym2_marginal_point *points; /* [grid->n] */
    bool is_tilted;
    size_t observed; /* its number among the counts, where is_observed */
    bool is_observed;
    double mean, sd;          /* of eta */
    wks_bym2_mixture mixture; /* its normals */
} wks_bym2_marginal;

/* Errors: WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_marginal_make(const wks_bym2_grid *grid, wks_bym2_problem *problem,
                                               wks_arena *arena, wks_bym2_marginal *out,
                                               wks_error *err);

/* Go to row, which is number observed among the counts (SIZE_MAX: not observed). */
void wks_bym2_marginal_choose(wks_bym2_marginal *marginal, size_t row, size_t observed);

/* Of an observed row: log p(y_i | the others) at point k. */
double wks_bym2_marginal_left_out(wks_bym2_marginal *marginal, size_t k);

/* Mean and sd of the fitted value. */
void wks_bym2_marginal_value(const wks_bym2_marginal *marginal, wks_bym2_family family,
                             double *mean, double *sd);

/* What to ask of the distribution of eta. */
typedef struct wks_bym2_spread {
    size_t n_quantiles;
    const double *probability; /* [n_quantiles] */
    double *quantile;          /* [n_quantiles] out */
    size_t n_limits;
    const double *limit; /* [n_limits] of eta; may be infinite */
    double *above;       /* [n_limits] out: P(eta > limit) */
} wks_bym2_spread;

void wks_bym2_marginal_spread(const wks_bym2_marginal *marginal, const wks_bym2_spread *wanted);

#endif
