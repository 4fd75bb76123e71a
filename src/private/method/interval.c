/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/interval.h"

#include <math.h>

static const double z = 1.959963984540054; /* the 97.5 % point of the normal distribution */

wks_interval wks_interval_proportion(double proportion, double n)
{
    if (!(n > 0) || !(proportion >= 0 && proportion <= 1)) {
        return (wks_interval){NAN, NAN};
    }
    double centre = proportion + z * z / (2 * n);
    double half = z * sqrt(proportion * (1 - proportion) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    return (wks_interval){fmax(0, (centre - half) / scale), fmin(1, (centre + half) / scale)};
}

wks_interval wks_interval_count(double count)
{
    if (!(count >= 0)) {
        return (wks_interval){NAN, NAN};
    }
    double above = count + 1;
    double low = count == 0 ? 0 : count * pow(1 - 1 / (9 * count) - z / (3 * sqrt(count)), 3);
    double high = above * pow(1 - 1 / (9 * above) + z / (3 * sqrt(above)), 3);
    return (wks_interval){fmax(0, low), high};
}

wks_interval wks_interval_mean(double mean, double variance, double n)
{
    if (!(n >= 2) || !(variance >= 0)) {
        return (wks_interval){NAN, NAN};
    }
    double half = z * sqrt(variance / n);
    return (wks_interval){mean - half, mean + half};
}

double wks_effective_size(double weight, double weight_squared)
{
    return weight_squared > 0 ? weight * weight / weight_squared : 0;
}
