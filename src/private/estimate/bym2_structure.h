/* private/estimate/bym2_structure.h - what the graph alone says of the spatial part: its scaled
 * structure matrix, and how far each share phi is from no spatial part at all.
 *
 * In: a graph.  Out: the precision R of u, scaled; its determinant; the distance d(phi) of the
 * penalised-complexity prior, by a table.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_BYM2_STRUCTURE_H
#define WKS_PRIVATE_ESTIMATE_BYM2_STRUCTURE_H

#include "private/estimate/bym2_matrix.h"

#include <stddef.h>

/* logit phi stays within these. */
#define WKS_BYM2_LOGIT_LOWER (-12.0)
#define WKS_BYM2_LOGIT_UPPER 20.0

enum {
    WKS_BYM2_KNOTS = 65 /* of the table of d: every half from LOGIT_LOWER to LOGIT_UPPER */
};

typedef struct wks_bym2_structure {
    wks_bym2_effect effect;
    wks_bym2_matrix matrix; /* unused for WKS_BYM2_EFFECT_IID */
    double *diagonal;       /* [n] of R; unscaled for Leroux */
    double *beside;         /* [2 * n_pairs] */
    double *scale;          /* [n_components] by which the graph's matrix was multiplied */
    double log_determinant; /* of R over vectors that sum to zero in each component */
    double trace;           /* of its generalised inverse */
    size_t n_bound;         /* components of two areas or more */
    double log_distance[WKS_BYM2_KNOTS]; /* log d at the knots, BYM2 only */
    double second[WKS_BYM2_KNOTS];       /* its second derivatives, of a natural cubic spline */
} wks_bym2_structure;

/* Errors: WKS_E_NUMERIC  the matrix of the graph cannot be factored; WKS_E_MEMORY. */
WKS_MUST_CHECK wks_code wks_bym2_structure_make(wks_bym2_effect effect, const wks_neighbours *graph,
                                                wks_bym2_path path, wks_arena *arena,
                                                wks_bym2_structure *out, wks_error *err);

/* d = sqrt(2 KLD) between effects with share phi and without spatial part, and the log of its
 * derivative to logit phi.  Riebler et al. (2016), appendix A2:
 * 2 KLD = sum over the eigenvalues l of the covariance of u of phi (l - 1) - log(1 + phi (l - 1)).
 * With the graph's null space in it, as there. */
void wks_bym2_structure_distance(const wks_bym2_structure *structure, double logit_phi,
                                 double *distance, double *log_slope);

#endif
