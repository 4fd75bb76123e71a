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

double wks_random_normal(wks_random *random)
{
    return wks_special_normal_quantile(wks_random_unit(random));
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
