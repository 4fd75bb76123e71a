/* The C++ here is Boost.Math's alone: the rest of the project is C.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/special.h"

#include "math/special_beta.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/policies/policy.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

namespace
{
using namespace boost::math;

/* NAN and INFINITY are answers here; nothing is thrown (the file is built without exceptions). */
using quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::underflow_error<policies::ignore_error>,
                               policies::denorm_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>,
                               policies::rounding_error<policies::ignore_error>,
                               policies::indeterminate_result_error<policies::ignore_error>>;

using normal_law = normal_distribution<double, quiet>;
using gamma_law = gamma_distribution<double, quiet>;
using chi_squared_law = chi_squared_distribution<double, quiet>;
using student_law = students_t_distribution<double, quiet>;
using beta_law = beta_distribution<double, quiet>;
} // namespace

double wks_special_normal(double z)
{
    return cdf(normal_law(), z);
}

double wks_special_normal_upper(double z)
{
    return cdf(complement(normal_law(), z));
}

double wks_special_normal_quantile(double p)
{
    return quantile(normal_law(), p);
}

double wks_special_normal_quantile_upper(double p)
{
    return quantile(complement(normal_law(), p));
}

double wks_special_gamma(double shape, double x)
{
    return cdf(gamma_law(shape), x);
}

double wks_special_gamma_upper(double shape, double x)
{
    return cdf(complement(gamma_law(shape), x));
}

double wks_special_gamma_quantile(double shape, double p)
{
    /* 1 - p is exact from a half up, and the upper tail keeps what p has no digits for */
    return p > 0.5 ? wks_special_gamma_quantile_upper(shape, 1 - p) : quantile(gamma_law(shape), p);
}

double wks_special_gamma_quantile_upper(double shape, double p)
{
    return quantile(complement(gamma_law(shape), p));
}

double wks_special_chi_squared_upper(double df, double x)
{
    return cdf(complement(chi_squared_law(df), x));
}

double wks_special_chi_squared_quantile(double df, double p)
{
    return p > 0.5 ? quantile(complement(chi_squared_law(df), 1 - p))
                   : quantile(chi_squared_law(df), p);
}

double wks_special_t(double df, double t)
{
    return cdf(student_law(df), t);
}

double wks_special_t_quantile(double df, double p)
{
    return p > 0.5 ? -quantile(student_law(df), 1 - p) : quantile(student_law(df), p);
}

double wks_special_beta_quantile(double a, double b, double p)
{
    const double x = quantile(beta_law(a, b), p);
    /* Boost 1.74 gives up on some x under 1e-20 and answers 0 */
    return x == 0 && p > 0 ? wks_special_beta_quantile_near_zero(a, b, p) : x;
}

double wks_special_log_gamma(double x)
{
    return x > 0 ? lgamma(x, quiet()) : NAN;
}

double wks_special_digamma(double x)
{
    return x > 0 ? digamma(x, quiet()) : NAN;
}

double wks_special_trigamma(double x)
{
    return x > 0 ? trigamma(x, quiet()) : NAN;
}
