/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/attack/count_back.h"

#include "math/interval.h"

#include <math.h>
#include <stddef.h>

static const double z = 1.959963984540054;
static const double nearly = 1e-9;   /* of what it is compared with */
static const double most_with = 1e9; /* more are no persons of a country */

static bool is_same(double a, double b)
{
    return fabs(a - b) <= nearly * fabs(b) + 1e-15;
}

static bool is_whole(double count)
{
    return fabs(count - nearbyint(count)) <= 1e-6 * (1 + count * nearly);
}

/* With t = z^2 / n, centre c and half-width h of the score interval:
 * (h^2 - 1/4) t^2 + (2 h^2 - p (1 - p)) t + h^2 = 0, of which one root is above zero. */
static double size_of(double p, double lower, double upper)
{
    const double h = (upper - lower) / 2;
    const double a = h * h - 0.25;
    const double b = 2 * h * h - p * (1 - p);
    const double t = (-b - sqrt(b * b - 4 * a * h * h)) / (2 * a);
    return z * z / t;
}

bool wks_count_back_share(double value, double lower, double upper, wks_counted *out)
{
    static const double units[] = {1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e1};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const double per = units[i];
        const double p = value / per;
        if (!(p >= 0 && p <= 1 && lower >= 0 && upper <= per * (1 + nearly) && lower < upper)) {
            continue;
        }
        const double n = nearbyint(size_of(p, lower / per, upper / per));
        const double with = nearbyint(p * n);
        if (!(n >= 1 && n <= most_with) || !is_whole(p * n)) {
            continue;
        }
        const wks_interval again = wks_interval_proportion(with / n, n);
        if (is_same(again.lower, lower / per) && is_same(again.upper, upper / per) &&
            is_same(with / n, p)) {
            *out = (wks_counted){with, n, per};
            return true;
        }
    }
    return false;
}

static bool gives(double count, double value, double lower, double upper)
{
    const wks_interval interval = wks_interval_count(count);
    return count > 0 && is_same(interval.lower / count, lower / value) &&
           is_same(interval.upper / count, upper / value);
}

bool wks_count_back_events(double value, double lower, double upper, wks_counted *out)
{
    if (!(value > 0 && lower >= 0 && lower < upper)) {
        return false;
    }
    for (int count = 1; count < WKS_INTERVAL_EXACT_BELOW; count++) {
        if (gives(count, value, lower, upper)) {
            *out = (wks_counted){count, NAN, NAN};
            return true;
        }
    }
    /* the lower limit comes nearer to the count as it grows */
    double low = WKS_INTERVAL_EXACT_BELOW;
    double high = most_with;
    while (high - low > 0.25) {
        const double middle = (low + high) / 2;
        if (wks_interval_count(middle).lower / middle < lower / value) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const double count = nearbyint((low + high) / 2);
    if (!gives(count, value, lower, upper)) {
        return false;
    }
    *out = (wks_counted){count, NAN, NAN};
    return true;
}
