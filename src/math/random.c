/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/random.h"

#include "math/special.h"

#include <math.h>

static uint64_t split_mix(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
}

wks_random wks_random_start(uint64_t seed, uint64_t stream)
{
    wks_random random;
    uint64_t mixed = seed;
    uint64_t state = split_mix(&mixed) ^ (stream * 0xd1342543de82ef95U);
    for (int i = 0; i < 4; i++) {
        random.state[i] = split_mix(&state);
    }
    return random;
}

static uint64_t rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

uint64_t wks_random_next(wks_random *random)
{
    uint64_t *s = random->state;
    const uint64_t result = rotate(s[1] * 5, 7) * 9;
    const uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

double wks_random_unit(wks_random *random)
{
    return ((double)(wks_random_next(random) >> 11) + 0.5) * 0x1p-53;
}

size_t wks_random_below(wks_random *random, size_t n)
{
    const uint64_t limit = UINT64_MAX - UINT64_MAX % n; /* the rest would favour small numbers */
    uint64_t x = wks_random_next(random);
    while (x >= limit) {
        x = wks_random_next(random);
    }
    return (size_t)(x % n);
}

static double ratio_of(const double numerator[8], const double denominator[8], double x)
{
    double above = numerator[7];
    double below = denominator[7];
    for (size_t i = 7; i-- > 0;) {
        above = above * x + numerator[i];
        below = below * x + denominator[i];
    }
    return above / below;
}

/* The normal quantile, to some 1e-15: draws want millions of them, and special.h's, which is right
 * to the last bit, takes ten times as long.  Wichura (1988), Applied Statistics 37:477-484,
 * algorithm AS 241 (PPND16), doi:10.2307/2347330. */
static double normal_quantile(double p)
{
    static const double middle[2][8] = {
        {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
         1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
         3.3430575583588128105e4, 2.5090809287301226727e3},
        {1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
         2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
         5.2264952788528545610e3}};
    static const double side[2][8] = {
        {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
         3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
         2.27238449892691845833e-2, 7.74545014278341407640e-4},
        {1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
         1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
         1.05075007164441684324e-9}};
    static const double far[2][8] = {
        {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
         2.71155556874348757815e-5, 2.01033439929228813265e-7},
        {1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
         7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
         2.04426310338993978564e-15}};
    const double q = p - 0.5;
    if (fabs(q) <= 0.425) {
        return q * ratio_of(middle[0], middle[1], 0.180625 - q * q);
    }
    const double r = sqrt(-log(q < 0 ? p : 1 - p));
    const double x = r <= 5 ? ratio_of(side[0], side[1], r - 1.6) : ratio_of(far[0], far[1], r - 5);
    return q < 0 ? -x : x;
}

double wks_random_normal(wks_random *random)
{
    return normal_quantile(wks_random_unit(random));
}

double wks_random_gamma(wks_random *random, double shape)
{
    return wks_special_gamma_quantile(shape, wks_random_unit(random));
}

/* A part of a Poisson count small enough that exp(-mean) is far from zero. */
static double poisson_part(wks_random *random, double mean)
{
    double left = wks_random_unit(random);
    double probability = exp(-mean);
    double count = 0;
    while (left > probability && probability > 0) {
        left -= probability;
        count++;
        probability *= mean / count;
    }
    return count;
}

double wks_random_poisson(wks_random *random, double mean)
{
    static const double part = 16;
    double count = 0;
    while (mean > part) {
        count += poisson_part(random, part);
        mean -= part;
    }
    return count + poisson_part(random, mean);
}

double wks_random_binomial(wks_random *random, size_t n, double probability)
{
    double count = 0;
    for (size_t i = 0; i < n; i++) {
        count += wks_random_unit(random) < probability;
    }
    return count;
}
