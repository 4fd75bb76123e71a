/* math/special_beta.h - a part of math/special.h; not for others.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_SPECIAL_BETA_H
#define WKS_MATH_SPECIAL_BETA_H

#ifdef __cplusplus
extern "C" {
#endif

/* The quantile of Beta(a, b) where it is so near zero that P is its first term, p a B = x^a. */
double wks_special_beta_quantile_near_zero(double a, double b, double p);

#ifdef __cplusplus
}
#endif
#endif
