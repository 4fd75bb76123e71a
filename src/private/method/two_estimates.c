/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/two_estimates.h"

#include <math.h>

bool wks_estimate_has_limits(wks_estimate estimate)
{
    return isfinite(estimate.lower) && isfinite(estimate.upper);
}

wks_estimate wks_two_estimates_difference(wks_estimate first, wks_estimate second)
{
    wks_estimate out = {first.value - second.value, NAN, NAN};
    if (wks_estimate_has_limits(first) && wks_estimate_has_limits(second)) {
        out.lower = out.value - hypot(first.value - first.lower, second.upper - second.value);
        out.upper = out.value + hypot(first.upper - first.value, second.value - second.lower);
    }
    return out;
}

static wks_estimate logarithm(wks_estimate of)
{
    const bool has_limits = wks_estimate_has_limits(of) && of.lower > 0;
    return (wks_estimate){log(of.value), has_limits ? log(of.lower) : NAN,
                          has_limits ? log(of.upper) : NAN};
}

wks_estimate wks_two_estimates_ratio(wks_estimate first, wks_estimate second)
{
    if (!(first.value > 0) || !(second.value > 0)) {
        return (wks_estimate){NAN, NAN, NAN};
    }
    const wks_estimate difference =
        wks_two_estimates_difference(logarithm(first), logarithm(second));
    return (wks_estimate){first.value / second.value, exp(difference.lower), exp(difference.upper)};
}
