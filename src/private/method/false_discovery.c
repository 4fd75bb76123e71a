/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/false_discovery.h"

#include "math/order.h"
#include "math/sum.h"

#include <math.h>

/* The values that are there, ascending. */
static wks_code sorted(size_t n, const double *values, wks_arena *arena, double **out,
                       size_t *n_out, wks_error *err)
{
    *n_out = 0;
    WKS_TRY(wks_arena_take(arena, n, sizeof **out, out, err));
    for (size_t i = 0; i < n; i++) {
        if (!isnan(values[i])) {
            (*out)[(*n_out)++] = values[i];
        }
    }
    wks_order_sort(*out, *n_out);
    return WKS_OK;
}

/* Equal values stand or fall together: a cut inside a run of them goes back to its beginning. */
static void list(size_t n, const double *values, double most, bool *is_listed, size_t *n_listed)
{
    *n_listed = 0;
    for (size_t i = 0; i < n; i++) {
        is_listed[i] = values[i] <= most;
        *n_listed += is_listed[i];
    }
}

wks_code wks_false_discovery_bayes(size_t n, const double *wrong, double level, wks_arena *arena,
                                   bool *is_listed, size_t *n_listed, wks_error *err)
{
    double *ordered = NULL;
    size_t n_there = 0;
    wks_sum sum = {0};
    double most = -1;
    WKS_TRY(sorted(n, wrong, arena, &ordered, &n_there, err));
    for (size_t k = 0; k < n_there; k++) {
        wks_sum_add(&sum, ordered[k]);
        const bool ends_run = k + 1 == n_there || ordered[k + 1] > ordered[k];
        if (ends_run && wks_sum_value(&sum) <= level * (double)(k + 1)) {
            most = ordered[k];
        }
    }
    list(n, wrong, most, is_listed, n_listed);
    return WKS_OK;
}

wks_code wks_false_discovery_step_up(size_t n, const double *p_value, double level,
                                     wks_arena *arena, bool *is_listed, size_t *n_listed,
                                     wks_error *err)
{
    double *ordered = NULL;
    size_t n_there = 0;
    double most = -1;
    WKS_TRY(sorted(n, p_value, arena, &ordered, &n_there, err));
    for (size_t k = 0; k < n_there; k++) {
        if (ordered[k] <= level * (double)(k + 1) / (double)n_there) {
            most = ordered[k];
        }
    }
    list(n, p_value, most, is_listed, n_listed);
    return WKS_OK;
}
