/* SPDX-License-Identifier: EUPL-1.2 */
#include "bym2_by_hand.h"

#include "math/dense.h"
#include "math/sum.h"

static const double log_two_pi = 1.8378770664093454836;

/* ---- maps ----------------------------------------------------------------------------------- */

static void read_edges(const char *name, map *m)
{
    double number[2][MOST_ROWS];
    m->n_edges = read_column(name, 0, number[0]);
    assert_int_equal(read_column(name, 1, number[1]), m->n_edges);
    for (size_t e = 0; e < m->n_edges; e++) {
        m->from[e] = (size_t)number[0][e] - 1;
        m->to[e] = (size_t)number[1][e] - 1;
    }
}

/* The generalised inverse of the graph's matrix, by its eigenvectors; an area without neighbours is
 * left with 0. */
static void invert_graph(map *m, wks_arena *arena)
{
    static double vector[MOST_AREAS * MOST_AREAS];
    double value[MOST_AREAS];
    const size_t n = m->n;
    memset(vector, 0, sizeof vector);
    for (size_t e = 0; e < m->n_edges; e++) {
        vector[m->from[e] + m->from[e] * n] += 1;
        vector[m->from[e] + m->to[e] * n] = -1;
    }
    assert_int_equal(wks_dense_eigen(n, vector, value, arena, NULL), WKS_OK);
    memset(m->covariance, 0, sizeof m->covariance);
    for (size_t k = 0; k < n; k++) {
        for (size_t i = 0; i < n && value[k] > 1e-9; i++) {
            for (size_t j = 0; j < n; j++) {
                m->covariance[i + j * n] += vector[i + k * n] * vector[j + k * n] / value[k];
            }
        }
    }
}

static void scale_covariance(map *m)
{
    const size_t n = m->n;
    bool has_neighbours[MOST_AREAS] = {false};
    double logs = 0;
    double n_bound = 0;
    for (size_t e = 0; e < m->n_edges; e++) {
        has_neighbours[m->from[e]] = true;
    }
    for (size_t i = 0; i < n; i++) {
        logs += has_neighbours[i] ? log(m->covariance[i + i * n]) : 0;
        n_bound += has_neighbours[i];
    }
    m->scale = exp(logs / n_bound);
    for (size_t i = 0; i < n * n; i++) {
        m->covariance[i] /= m->scale;
    }
    for (size_t i = 0; i < n; i++) {
        m->covariance[i + i * n] = has_neighbours[i] ? m->covariance[i + i * n] : 1;
    }
}

static void finish_map(map *m)
{
    wks_arena arena;
    wks_arena_init(&arena, 0);
    for (size_t i = 0; i < m->n; i++) {
        m->area[i] = i;
    }
    invert_graph(m, &arena);
    scale_covariance(m);
    memcpy(m->pattern, m->covariance, sizeof m->pattern);
    assert_int_equal(wks_dense_eigen(m->n, m->pattern, m->share, &arena, NULL), WKS_OK);
    assert_true(fabs(m->share[0]) < 1e-12 && m->share[1] > 1e-3); /* one component */
    m->share[0] = 0;
    wks_arena_clear(&arena);
}

void map_read_scotland(map *m, size_t n_covariates)
{
    static const char rows[] = "spatial/scotland_inla.csv";
    double column[MOST_ROWS] = {0};
    *m = (map){.family = WKS_BYM2_POISSON, .n_covariates = n_covariates};
    m->n = read_column(rows, 0, column);
    assert_int_equal(m->n, 56);
    memcpy(m->y, column, sizeof m->y);
    (void)read_column(rows, 1, column);
    memcpy(m->size, column, sizeof m->size);
    (void)read_column(rows, 2, column);
    for (size_t i = 0; i < m->n; i++) {
        m->x[i] = column[i] / 10;
    }
    read_edges("spatial/scotland_inla_adj.csv", m);
    finish_map(m);
}

void map_read_carolina(map *m)
{
    static const char rows[] = "spatial/nc_sids.csv";
    double births[MOST_ROWS];
    double deaths[MOST_ROWS];
    *m = (map){.family = WKS_BYM2_POISSON};
    m->n = read_column(rows, 1, births);
    assert_int_equal(m->n, 100);
    (void)read_column(rows, 2, deaths);
    const double rate = wks_sum_of(deaths, m->n) / wks_sum_of(births, m->n);
    for (size_t i = 0; i < m->n; i++) {
        m->y[i] = deaths[i];
        m->size[i] = births[i] * rate;
    }
    read_edges("spatial/nc_adj_queen.csv", m);
    finish_map(m);
}

void map_read_king_county(map *m)
{
    static const char rows[] = "unitsae/expected_brfss_diab2_FH_bym2.csv";
    double column[MOST_ROWS] = {0};
    *m = (map){.family = WKS_BYM2_GAUSSIAN};
    m->n = read_column(rows, 5, column);
    assert_int_equal(m->n, 48);
    memcpy(m->y, column, sizeof m->y);
    (void)read_column(rows, 6, column);
    memcpy(m->size, column, sizeof m->size);
    read_edges("unitsae/summer_KingCounty_adj_queen.csv", m);
    finish_map(m);
}

void map_fit(const map *m, const wks_bym2_options *options, wks_arena *arena, wks_bym2_fit *fit)
{
    wks_error err = {0};
    wks_neighbours graph;
    const wks_bym2_data data = {.family = m->family,
                                .n = m->n,
                                .y = m->y,
                                .size = m->size,
                                .area = m->area,
                                .n_covariates = m->n_covariates,
                                .covariate = m->x};
    assert_int_equal(wks_neighbours_make(m->n, m->n_edges, m->from, m->to, arena, &graph, &err),
                     WKS_OK);
    if (wks_bym2_fit_model(&data, m->n, &graph, options, arena, fit, &err)) {
        fail_msg("%s", err.text);
    }
}

/* ---- distance ------------------------------------------------------------------------------- */

/* d^2 = sum of z - log(1 + z) with z = phi (share - 1): Riebler et al. (2016), appendix A2. */
double map_distance(const map *m, double logit_phi, double *log_slope)
{
    const double phi = 1 / (1 + exp(-logit_phi));
    const double rest = 1 / (1 + exp(logit_phi));
    wks_sum square = {0};
    wks_sum slope = {0}; /* of d^2, to phi, by phi */
    wks_sum_add(&square, -phi - log(rest));
    wks_sum_add(&slope, 1 / rest);
    for (size_t k = 1; k < m->n; k++) {
        const double more = m->share[k] - 1;
        wks_sum_add(&square, phi * more - log1p(phi * more));
        wks_sum_add(&slope, more * more / (1 + phi * more));
    }
    const double distance = sqrt(wks_sum_value(&square));
    *log_slope = log(phi * phi * rest * wks_sum_value(&slope) / (2 * distance));
    return distance;
}

/* ---- Laplace -------------------------------------------------------------------------------- */

void dense_laplace_start(const map *m, dense_laplace *l)
{
    memset(l, 0, sizeof *l);
    l->map = m;
    for (size_t i = 0; i < m->n; i++) {
        l->basis[i] = 1;
        l->basis[i + m->n] = m->x[i];
    }
    l->p = 1 + m->n_covariates;
}

/* Log density of counts and unknowns, constants of the unknowns' prior left out. */
static double log_joint(dense_laplace *l)
{
    const map *m = l->map;
    wks_sum sum = {0};
    wks_dense_times(m->n, l->p, l->basis, l->unknown, l->eta);
    for (size_t i = 0; i < m->n; i++) {
        wks_sum_add(&sum, m->y[i] * (l->eta[i] + log(m->size[i])) - m->size[i] * exp(l->eta[i]) -
                              lgamma(m->y[i] + 1));
    }
    for (size_t k = 0; k < l->p; k++) {
        wks_sum_add(&sum, -l->precision[k] * l->unknown[k] * l->unknown[k] / 2);
    }
    return wks_sum_value(&sum);
}

/* Newton's step at eta; returns the largest change of an unknown. */
static double newton_step(dense_laplace *l)
{
    const map *m = l->map;
    double weight[MOST_AREAS];
    double left[MOST_AREAS];
    double step[MOST_UNKNOWN];
    double most = 0;
    for (size_t i = 0; i < m->n; i++) {
        weight[i] = m->size[i] * exp(l->eta[i]);
        left[i] = m->y[i] - weight[i];
    }
    wks_dense_cross(m->n, l->p, l->p, l->basis, weight, l->basis, l->factor);
    wks_dense_transposed_times(m->n, l->p, l->basis, left, step);
    for (size_t k = 0; k < l->p; k++) {
        l->factor[k + k * l->p] += l->precision[k];
        step[k] -= l->precision[k] * l->unknown[k];
    }
    assert_int_equal(wks_dense_cholesky(l->p, l->factor, NULL), WKS_OK);
    wks_dense_solve(l->p, 1, l->factor, step);
    for (size_t k = 0; k < l->p; k++) {
        l->unknown[k] += step[k];
        most = fmax(most, fabs(step[k]));
    }
    return most;
}

double dense_laplace_find(dense_laplace *l)
{
    double logs = 0;
    memset(l->unknown, 0, sizeof l->unknown);
    l->unknown[0] = log(wks_sum_of(l->map->y, l->map->n) / wks_sum_of(l->map->size, l->map->n));
    double value = log_joint(l);
    for (int round = 0; newton_step(l) > 1e-9; round++) {
        assert_true(round < 50);
        value = log_joint(l);
    }
    for (size_t k = 0; k < l->p; k++) {
        logs += l->precision[k] > 0 ? log(l->precision[k]) : log_two_pi;
    }
    return value + (logs - wks_dense_log_determinant(l->p, l->factor)) / 2;
}

/* ---- posterior ------------------------------------------------------------------------------ */

/* R-INLA's knots: 40 from -15 to 0, of which it leaves the first six, and 1, 2, .. 12.  The spline
 * is natural, not its; by the knots where the density is, the ends no longer matter. */
static void make_table(map_posterior *p)
{
    double upper[MAP_KNOTS] = {0};
    double unused = 0;
    for (size_t i = 0; i < MAP_KNOTS; i++) {
        p->at[i] = i < 34 ? (double)(i + 6) * 15 / 39 - 15 : (double)i - 33;
        p->log_distance[i] = log(map_distance(p->map, p->at[i], &unused));
    }
    for (size_t i = 1; i + 1 < MAP_KNOTS; i++) {
        const double before = p->at[i] - p->at[i - 1];
        const double after = p->at[i + 1] - p->at[i];
        const double right = 6 * ((p->log_distance[i + 1] - p->log_distance[i]) / after -
                                  (p->log_distance[i] - p->log_distance[i - 1]) / before);
        const double pivot = 2 * (before + after) - before * upper[i - 1];
        upper[i] = after / pivot;
        p->second[i] = (right - before * p->second[i - 1]) / pivot;
    }
    for (size_t i = MAP_KNOTS - 2; i > 0; i--) {
        p->second[i] -= upper[i] * p->second[i + 1];
    }
}

static double tabulated_distance(const map_posterior *p, double logit, double *log_slope)
{
    size_t i = 0;
    while (i + 2 < MAP_KNOTS && p->at[i + 1] < logit) {
        i++;
    }
    const double h = p->at[i + 1] - p->at[i];
    const double b = (logit - p->at[i]) / h;
    const double a = 1 - b;
    const double value =
        a * p->log_distance[i] + b * p->log_distance[i + 1] +
        h * h / 6 * ((a * a * a - a) * p->second[i] + (b * b * b - b) * p->second[i + 1]);
    const double slope =
        (p->log_distance[i + 1] - p->log_distance[i]) / h +
        h / 6 * ((3 * b * b - 1) * p->second[i + 1] - (3 * a * a - 1) * p->second[i]);
    *log_slope = value + log(slope);
    return exp(value);
}

void map_posterior_start(const map *m, bool is_tabulated, map_posterior *p)
{
    memset(p, 0, sizeof *p);
    p->map = m;
    p->is_tabulated = is_tabulated;
    make_table(p);
    if (m->family == WKS_BYM2_POISSON) {
        dense_laplace_start(m, &p->laplace);
        for (size_t k = 0; k < m->n_covariates; k++) {
            p->laplace.precision[1 + k] = 0.001;
        }
        p->laplace.p += m->n;
    }
}

/* The effects are their patterns times independent standard normals. */
static double poisson_log_likelihood(map_posterior *p, double tau, double phi, double rest)
{
    const map *m = p->map;
    const size_t first = 1 + m->n_covariates;
    for (size_t k = 0; k < m->n; k++) {
        const double sd = sqrt((phi * m->share[k] + rest) / tau);
        for (size_t i = 0; i < m->n; i++) {
            p->laplace.basis[i + (first + k) * m->n] = sd * m->pattern[i + k * m->n];
        }
        p->laplace.precision[first + k] = 1;
    }
    return dense_laplace_find(&p->laplace);
}

/* With A the covariance of y but for the flat constant, and P = A^-1 less its part along the
 * constant: eta has mean y - V P y and variance V - V P V. */
static double gaussian_log_likelihood(map_posterior *p, double tau, double phi, double rest)
{
    static double inverse[MOST_AREAS * MOST_AREAS];
    const map *m = p->map;
    const size_t n = m->n;
    double ones[MOST_AREAS];
    double total[MOST_AREAS];
    double weighted[MOST_AREAS];
    double squares = 0;
    for (size_t i = 0; i < n * n; i++) {
        inverse[i] = phi * m->covariance[i] / tau;
    }
    for (size_t i = 0; i < n; i++) {
        inverse[i + i * n] += rest / tau + m->size[i];
        ones[i] = 1;
    }
    assert_int_equal(wks_dense_cholesky(n, inverse, NULL), WKS_OK);
    const double log_determinant = wks_dense_log_determinant(n, inverse);
    wks_dense_inverse(n, inverse);
    wks_dense_times(n, n, inverse, ones, total);
    wks_dense_times(n, n, inverse, m->y, weighted);
    p->constant_variance = 1 / wks_sum_of(total, n);
    p->constant = wks_sum_of(weighted, n) * p->constant_variance;
    for (size_t i = 0; i < n; i++) {
        const double left = weighted[i] - p->constant * total[i]; /* P y */
        const double own = inverse[i + i * n] - total[i] * total[i] * p->constant_variance;
        squares += m->y[i] * left;
        p->eta_mean[i] = m->y[i] - m->size[i] * left;
        p->eta_variance[i] = m->size[i] - m->size[i] * m->size[i] * own;
    }
    return (log(p->constant_variance) - log_determinant - squares) / 2;
}

/* Priors: 1 / sqrt(tau) exponential with P(> 1) = 0.01, d(phi) with P(phi < 1/2) = 1/2. */
double map_posterior_log_density(map_posterior *p, double log_tau, double logit_phi)
{
    double log_slope = 0;
    double unused = 0;
    const double tau = exp(log_tau);
    const double phi = 1 / (1 + exp(-logit_phi));
    const double rest = 1 / (1 + exp(logit_phi));
    const double rate = log(2) / map_distance(p->map, 0, &unused);
    const double distance = p->is_tabulated ? tabulated_distance(p, logit_phi, &log_slope)
                                            : map_distance(p->map, logit_phi, &log_slope);
    const double likelihood = p->map->family == WKS_BYM2_GAUSSIAN
                                  ? gaussian_log_likelihood(p, tau, phi, rest)
                                  : poisson_log_likelihood(p, tau, phi, rest);
    return likelihood - rate * distance + log_slope + log(0.01) / sqrt(tau) - log_tau / 2;
}
