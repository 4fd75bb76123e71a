/* private/estimate/fay_herriot_bayes.h - Fay-Herriot with the uncertainty of A in every margin.
 *
 * Hierarchical Bayes: flat priors on the coefficients and on A >= 0.  Given A all is normal, so
 * the posterior is one integral over A, taken by the trapezium rule in log A until it stands still.
 * Source: Boonstra (2012), hbsae, Statistics Netherlands; Rao & Molina (2015), Small Area
 * Estimation, 2nd ed., section 10.3, doi:10.1002/9781118735855.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_BAYES_H
#define WKS_PRIVATE_ESTIMATE_FAY_HERRIOT_BAYES_H

#include "private/estimate/fay_herriot.h"

/* Posterior means in estimate, gamma and a; posterior variances in mse; a_error is the posterior
 * deviation of A (NAN when n_used - p < 7: it is not finite).  status is always OK.  Coefficients,
 * their covariance, residual, log_likelihood, aic, bic and n_optima are those of REML.
 * Errors: as wks_fay_herriot_fit_areas; WKS_E_ARGUMENT also for n_used - p < 5: the mean of A is
 * then infinite; WKS_E_NUMERIC  the integral does not settle to 1e-9. */
WKS_MUST_CHECK wks_code wks_fay_herriot_bayes_fit(const wks_fay_herriot_data *data,
                                                  wks_arena *arena, wks_fay_herriot_fit *fit,
                                                  wks_error *err);

#endif
