/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_problem.h"

#include "base/language.h"
#include "math/dense.h"
#include "math/sum.h"

#include <math.h>

/* ---- check --------------------------------------------------------------------------------- */

static bool is_count(wks_bym2_family family)
{
    return family != WKS_BYM2_GAUSSIAN;
}

/* What is wrong with y of observation i, its size being possible; NULL when nothing is. */
static const char *wrong_with_y(const wks_bym2_data *data, size_t i)
{
    const double y = data->y[i];
    if (isnan(y)) {
        return NULL;
    }
    if (!isfinite(y)) {
        return wks_tr("a number that is not finite", "een getal dat niet eindig is");
    }
    if (is_count(data->family) && y < 0) {
        return wks_tr("a negative count", "een negatief aantal");
    }
    if (data->family == WKS_BYM2_BINOMIAL && y > data->size[i]) {
        return wks_tr("more successes than trials", "meer successen dan pogingen");
    }
    return is_count(data->family) && y > 0 && data->size[i] == 0
               ? wks_tr("a count above 0 where none is expected",
                        "een aantal boven 0 waar er geen verwacht wordt")
               : NULL;
}

static const char *wrong_with_size(const wks_bym2_data *data, size_t i)
{
    const double size = data->size[i];
    if (isnan(data->y[i]) && isnan(size)) {
        return NULL;
    }
    if (isnan(size)) {
        return wks_tr("missing, where y is known", "ontbreekt, waar y bekend is");
    }
    if (!isfinite(size) || size < 0) {
        return wks_tr("a negative or infinite number", "een negatief of oneindig getal");
    }
    return data->family == WKS_BYM2_GAUSSIAN && size == 0
               ? wks_tr("a variance of zero", "een variantie van nul")
               : NULL;
}

bool wks_bym2_find_wrong(const wks_bym2_data *data, size_t *observation, const char **what,
                         bool *is_size)
{
    for (size_t i = 0; i < data->n; i++) {
        *observation = i;
        *what = wrong_with_size(data, i);
        *is_size = *what != NULL;
        if (*what == NULL) {
            *what = wrong_with_y(data, i);
        }
        if (*what != NULL) {
            return true;
        }
    }
    return false;
}

static wks_code check_data(const wks_bym2_data *data, size_t n_areas, wks_error *err)
{
    size_t at = 0;
    const char *what = NULL;
    bool is_size = false;
    if (data->n == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s", wks_tr("no observations", "geen waarnemingen"));
    }
    if (n_areas < 2) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a model between areas needs at least two areas",
                               "een model tussen gebieden vraagt minstens twee gebieden"));
    }
    if (wks_bym2_find_wrong(data, &at, &what, &is_size)) {
        return wks_fail(err, WKS_E_ARGUMENT, wks_tr("observation %zu: %s", "waarneming %zu: %s"),
                        at + 1, what);
    }
    for (size_t i = 0; i < data->n; i++) {
        bool is_finite = true;
        for (size_t k = 0; k < data->n_covariates; k++) {
            is_finite = is_finite && isfinite(data->covariate[i + k * data->n]);
        }
        if (data->area[i] >= n_areas || !is_finite) {
            return wks_fail(err, WKS_E_ARGUMENT,
                            wks_tr("observation %zu: a covariate that is missing or not finite, or "
                                   "an area that does not exist",
                                   "waarneming %zu: een covariabele die ontbreekt of niet eindig "
                                   "is, of een gebied dat niet bestaat"),
                            i + 1);
        }
    }
    return WKS_OK;
}

/* The covariates of the observations that count, each column at length 1: can they be told apart?
 */
static wks_code check_collinear(const wks_bym2_problem *p, wks_arena *arena, wks_error *err)
{
    const size_t n = p->counts.n;
    double *x = NULL;
    double *zeros = NULL;
    wks_arena scratch = {0};
    wks_least_squares unused = {0};
    wks_arena_init(&scratch, 0);
    (void)arena;
    wks_code code = wks_arena_take(&scratch, n * p->n_coefficients, sizeof *x, &x, err);
    if (!code) {
        code = wks_arena_take(&scratch, n, sizeof *zeros, &zeros, err);
    }
    if (code) {
        goto done;
    }
    for (size_t i = 0; i < n; i++) {
        for (size_t e = p->design.start[i]; e < p->design.start[i + 1]; e++) {
            x[i + p->design.coefficient[e] * n] = p->design.value[e];
        }
    }
    for (size_t k = 0; k < p->n_coefficients; k++) {
        double squares = 0;
        for (size_t i = 0; i < n; i++) {
            squares += x[i + k * n] * x[i + k * n];
        }
        for (size_t i = 0; i < n && squares > 0; i++) {
            x[i + k * n] /= sqrt(squares);
        }
    }
    code = wks_dense_least_squares(n, p->n_coefficients, x, NULL, zeros, &scratch, &unused, err);
done:
    wks_arena_clear(&scratch);
    return code;
}

/* ---- lay out ------------------------------------------------------------------------------- */

static wks_code make_design(const wks_bym2_data *data, const size_t *rows, size_t n,
                            wks_arena *arena, wks_bym2_design *out, wks_error *err)
{
    const bool has_constant = !data->has_no_constant;
    size_t entries = 0;
    size_t *area = NULL;
    wks_bym2_design d = {.n = n};
    for (size_t i = 0; i < n; i++) {
        const size_t row = rows == NULL ? i : rows[i];
        entries += has_constant;
        for (size_t k = 0; k < data->n_covariates; k++) {
            entries += data->covariate[row + k * data->n] != 0;
        }
    }
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *d.start, &d.start, err));
    WKS_TRY(wks_arena_take(arena, entries, sizeof *d.coefficient, &d.coefficient, err));
    WKS_TRY(wks_arena_take(arena, entries, sizeof *d.value, &d.value, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *area, &area, err));
    size_t next = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t row = rows == NULL ? i : rows[i];
        area[i] = data->area[row];
        d.start[i] = next;
        if (has_constant) {
            d.coefficient[next] = 0;
            d.value[next++] = 1;
        }
        for (size_t k = 0; k < data->n_covariates; k++) {
            if (data->covariate[row + k * data->n] != 0) {
                d.coefficient[next] = k + has_constant;
                d.value[next++] = data->covariate[row + k * data->n];
            }
        }
    }
    d.start[n] = next;
    d.area = area;
    *out = d;
    return WKS_OK;
}

static bool tells_something(const wks_bym2_data *data, size_t i)
{
    return !isnan(data->y[i]) && data->size[i] > 0;
}

/* Beyond this a count adds digits that double arithmetic cannot keep apart from the rest. */
static const double most_counts = 1e9;

/* A billionth of the variance of y. */
static double least_variance(const wks_bym2_data *data)
{
    wks_sum first = {0};
    wks_sum second = {0};
    double n = 0;
    for (size_t i = 0; i < data->n; i++) {
        if (tells_something(data, i)) {
            wks_sum_add(&first, data->y[i]);
            n++;
        }
    }
    for (size_t i = 0; i < data->n; i++) {
        if (tells_something(data, i)) {
            const double off = data->y[i] - wks_sum_value(&first) / n;
            wks_sum_add(&second, off * off / n);
        }
    }
    return wks_sum_value(&second) / most_counts;
}

/* The share of observation i's information that is used. */
static double known_share(const wks_bym2_data *data, size_t i, double floor)
{
    if (data->family == WKS_BYM2_GAUSSIAN) {
        return fmin(1, data->size[i] / floor);
    }
    return fmin(1, most_counts / fmax(data->y[i], data->size[i]));
}

static wks_code take_counts(const wks_bym2_data *data, wks_arena *arena, wks_bym2_problem *p,
                            wks_error *err)
{
    double *y = NULL;
    double *size = NULL;
    size_t n = 0;
    for (size_t i = 0; i < data->n; i++) {
        n += tells_something(data, i);
    }
    if (n < p->n_coefficients || n == 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu observations are too few for %zu coefficients",
                               "%zu waarnemingen zijn te weinig voor %zu coefficienten"),
                        n, p->n_coefficients);
    }
    WKS_TRY(wks_arena_take(arena, n, sizeof *y, &y, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *size, &size, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *p->observed, &p->observed, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &p->counts.constant, err));
    size_t next = 0;
    const double floor = data->family == WKS_BYM2_GAUSSIAN ? least_variance(data) : 0;
    for (size_t i = 0; i < data->n; i++) {
        if (tells_something(data, i)) {
            const double share = known_share(data, i, floor);
            p->flags |= share < 1 ? WKS_BYM2_HUGE_COUNTS : 0;
            y[next] = is_count(data->family) ? share * data->y[i] : data->y[i];
            size[next] = is_count(data->family) ? share * data->size[i] : data->size[i] / share;
            p->observed[next++] = i;
        }
    }
    p->counts.family = data->family;
    p->counts.n = n;
    p->counts.y = y;
    p->counts.size = size;
    p->counts.dispersion = 1;
    return WKS_OK;
}

/* ---- priors and start ---------------------------------------------------------------------- */

static wks_code find_lone(wks_bym2_problem *p, wks_arena *arena, wks_error *err)
{
    bool *is_seen = NULL;
    WKS_TRY(wks_arena_take(arena, p->n_areas, sizeof *p->is_lone, &p->is_lone, err));
    WKS_TRY(wks_arena_take(arena, p->n_areas, sizeof *is_seen, &is_seen, err));
    for (size_t i = 0; i < p->counts.n; i++) {
        const size_t a = p->design.area[i];
        p->is_lone[a] = !is_seen[a];
        is_seen[a] = true;
    }
    return WKS_OK;
}

static void note_flags(wks_bym2_problem *p)
{
    bool has_no_events = is_count(p->counts.family);
    bool has_all_events = p->counts.family == WKS_BYM2_BINOMIAL;
    for (size_t i = 0; i < p->counts.n; i++) {
        has_no_events = has_no_events && p->counts.y[i] == 0;
        has_all_events = has_all_events && p->counts.y[i] == p->counts.size[i];
    }
    if (has_no_events || has_all_events) {
        p->flags |= WKS_BYM2_NO_EVENTS;
    }
}

/* The constant alone would fit best here; kept off the ends. */
static double starting_level(const wks_bym2_counts *c)
{
    wks_sum events = {0};
    wks_sum total = {0};
    for (size_t i = 0; i < c->n; i++) {
        const double weight = c->family == WKS_BYM2_GAUSSIAN ? 1 / c->size[i] : 1;
        wks_sum_add(&events, weight * c->y[i]);
        wks_sum_add(&total, c->family == WKS_BYM2_GAUSSIAN ? weight : c->size[i]);
    }
    const double y = wks_sum_value(&events);
    const double size = wks_sum_value(&total);
    switch (c->family) {
    case WKS_BYM2_GAUSSIAN:
        return y / size;
    case WKS_BYM2_BINOMIAL:
        return log((y + 0.5) / (size - y + 0.5));
    case WKS_BYM2_POISSON:
    case WKS_BYM2_NEGATIVE_BINOMIAL:
        break;
    }
    return log((y + 0.5) / size);
}

static void set_priors(const wks_bym2_data *data, const wks_bym2_options *options,
                       wks_bym2_problem *p)
{
    static const double no_events_precision = 0.01; /* sd 10 */
    const bool is_flat = options->estimate == WKS_BYM2_REML;
    for (size_t k = 0; k < p->n_coefficients; k++) {
        const bool is_constant = k == 0 && !data->has_no_constant;
        p->precision[k] = is_constant ? options->constant_precision
                          : is_flat   ? 0
                                      : options->coefficient_precision;
        if (is_constant && p->precision[k] == 0 && (p->flags & WKS_BYM2_NO_EVENTS) != 0) {
            p->precision[k] = no_events_precision;
        }
    }
    if (!data->has_no_constant) {
        p->start[0] = starting_level(&p->counts);
    }
}

wks_code wks_bym2_problem_make(const wks_bym2_data *data, size_t n_areas,
                               const wks_bym2_options *options, wks_arena *arena,
                               wks_bym2_problem *out, wks_error *err)
{
    wks_bym2_problem p = {.n_areas = n_areas};
    p.n_coefficients = data->n_covariates + !data->has_no_constant;
    WKS_TRY(check_data(data, n_areas, err));
    WKS_TRY(take_counts(data, arena, &p, err));
    WKS_TRY(wks_arena_take(arena, p.n_coefficients, sizeof(double), &p.precision, err));
    WKS_TRY(wks_arena_take(arena, p.n_coefficients, sizeof(double), &p.start, err));
    WKS_TRY(make_design(data, p.observed, p.counts.n, arena, &p.design, err));
    WKS_TRY(make_design(data, NULL, data->n, arena, &p.all, err));
    if (p.n_coefficients > 0) {
        WKS_TRY(check_collinear(&p, arena, err));
    }
    WKS_TRY(find_lone(&p, arena, err));
    note_flags(&p);
    set_priors(data, options, &p);
    wks_bym2_likelihood_prepare(&p.counts);
    *out = p;
    return WKS_OK;
}
