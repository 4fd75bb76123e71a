/* math/special.h - the special functions that intervals, tests and models need.
 *
 * A shim over Boost.Math, the one C++ file of the project, and our own incomplete beta function;
 * within 1e-12 relative of R 4.2's for probabilities from 1e-12 to 1 - 1e-12 and shapes and degrees
 * of freedom from 0.1 to a million.  An argument outside its domain gives NAN, never an
 * error or an exception; an infinite answer is INFINITY.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_MATH_SPECIAL_H
#define WKS_MATH_SPECIAL_H

#ifdef __cplusplus
extern "C" {
#endif

/* Standard normal: P(Z <= z), its upper tail, and the z with P(Z <= z) = p, 0 < p < 1. */
double wks_special_normal(double z);
double wks_special_normal_upper(double z);
double wks_special_normal_quantile(double p);
/* As above, with p the upper tail: accurate where p is small. */
double wks_special_normal_quantile_upper(double p);

/* Gamma with this shape and rate 1: P(X <= x), the upper tail, and quantiles; shape > 0, x >= 0. */
double wks_special_gamma(double shape, double x);
double wks_special_gamma_upper(double shape, double x);
double wks_special_gamma_quantile(double shape, double p);
double wks_special_gamma_quantile_upper(double shape, double p);

/* Chi-squared with df > 0 degrees of freedom. */
double wks_special_chi_squared_upper(double df, double x);
double wks_special_chi_squared_quantile(double df, double p);

/* Student's t with df > 0 degrees of freedom. */
double wks_special_t(double df, double t);
double wks_special_t_quantile(double df, double p);

/* F with df1, df2 > 0: upper tail. */
double wks_special_f_upper(double df1, double df2, double x);

/* Beta with a, b > 0 on [0, 1]. */
double wks_special_beta(double a, double b, double x);
double wks_special_beta_quantile(double a, double b, double p);

double wks_special_log_gamma(double x); /* x > 0 */
double wks_special_digamma(double x);   /* x > 0 */
double wks_special_trigamma(double x);  /* x > 0 */

#ifdef __cplusplus
}
#endif
#endif
