/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo_random.h"

static const uint64_t golden_step = UINT64_C(0x9E3779B97F4A7C15);

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

wks_demo_random wks_demo_random_start(uint64_t seed, wks_demo_purpose purpose, uint64_t number)
{
    uint64_t base = mix(seed + golden_step * (uint64_t)purpose);
    return (wks_demo_random){.state = mix(base ^ mix(number + golden_step))};
}

uint64_t wks_demo_random_next(wks_demo_random *dice)
{
    dice->state += golden_step;
    return mix(dice->state);
}

double wks_demo_random_unit(wks_demo_random *dice)
{
    return (double)(wks_demo_random_next(dice) >> 11) * 0x1p-53;
}

size_t wks_demo_random_below(wks_demo_random *dice, size_t n)
{
    size_t at = (size_t)(wks_demo_random_unit(dice) * (double)n);
    return at < n || n == 0 ? at : n - 1;
}

bool wks_demo_random_chance(wks_demo_random *dice, double probability)
{
    return wks_demo_random_unit(dice) < probability;
}

double wks_demo_random_normal(wks_demo_random *dice)
{
    uint64_t first = wks_demo_random_next(dice);
    uint64_t second = wks_demo_random_next(dice);
    int64_t sum = 0;
    for (int i = 0; i < 4; i++) {
        sum += (int64_t)(first & 0xFFFF) + (int64_t)(second & 0xFFFF);
        first >>= 16;
        second >>= 16;
    }
    /* eight even dice of variance 1/12: deviation sqrt(2/3) */
    return ((double)sum / 65535.0 - 4.0) * 1.2247448713915890;
}

/* e^x for -40 <= x <= 0: e^(x/64) by its series, squared six times. */
static double exp_negative(double x)
{
    double small = x / 64.0;
    double term = 1.0;
    double sum = 1.0;
    for (int i = 1; i <= 9; i++) {
        term = term * small / (double)i;
        sum += term;
    }
    for (int i = 0; i < 6; i++) {
        sum *= sum;
    }
    return sum;
}

double wks_demo_random_logistic(double x)
{
    double far = x < 0 ? x : -x;
    double e = far < -40.0 ? 0.0 : exp_negative(far);
    return x < 0 ? e / (1.0 + e) : 1.0 / (1.0 + e);
}

static double lattice(uint64_t seed, int64_t column, int64_t row)
{
    uint64_t z = mix(seed ^ mix((uint64_t)column * golden_step + (uint64_t)row));
    return (double)(z >> 11) * 0x1p-52 - 1.0;
}

static double smooth(double t)
{
    return t * t * (3.0 - 2.0 * t);
}

double wks_demo_random_noise(uint64_t seed, double x, double y, double scale)
{
    double column = x / scale + 4096.0; /* the plane of the demo lies above -4096 scales */
    double row = y / scale + 4096.0;
    int64_t i = (int64_t)column;
    int64_t j = (int64_t)row;
    double u = smooth(column - (double)i);
    double v = smooth(row - (double)j);
    double low = lattice(seed, i, j) * (1.0 - u) + lattice(seed, i + 1, j) * u;
    double high = lattice(seed, i, j + 1) * (1.0 - u) + lattice(seed, i + 1, j + 1) * u;
    return low * (1.0 - v) + high * v;
}
