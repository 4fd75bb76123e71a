/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/estimate/bym2_matrix.h"

#include "math/dense.h"

#include <math.h>
#include <string.h>

enum {
    BLOCK = 8,          /* right-hand sides at a time */
    DENSE_BELOW = 2000, /* areas: more never fit the dense path's time */
    DENSE_PER_ENTRY = 4 /* a sparse entry costs about as much time as this many dense ones */
};

/* ---- make ---------------------------------------------------------------------------------- */

static bool prefers_dense(const wks_neighbours *graph, const wks_sparse *sparse, wks_bym2_path path)
{
    const size_t n = graph->n_areas;
    if (path != WKS_BYM2_PATH_AUTOMATIC) {
        return path == WKS_BYM2_PATH_DENSE;
    }
    return n <= DENSE_BELOW && wks_sparse_fill(sparse) * DENSE_PER_ENTRY > n * (n - 1) / 2 &&
           n > 100;
}

wks_code wks_bym2_matrix_make(const wks_neighbours *graph, wks_bym2_path path, bool is_constrained,
                              wks_arena *arena, wks_bym2_matrix *out, wks_error *err)
{
    wks_bym2_matrix m = {.graph = graph, .is_constrained = is_constrained};
    const size_t n = graph->n_areas;
    WKS_TRY(wks_sparse_order(n, graph->start, graph->neighbour, arena, &m.sparse, err));
    m.is_dense = prefers_dense(graph, m.sparse, path);
    WKS_TRY(wks_arena_take(arena, n, sizeof *m.ones, &m.ones, err));
    WKS_TRY(wks_arena_take(arena, graph->n_components, sizeof(double), &m.ones_total, err));
    WKS_TRY(wks_arena_take(arena, graph->n_components, sizeof(double), &m.total, err));
    if (m.is_dense) {
        m.sparse = NULL;
        WKS_TRY(wks_arena_take(arena, n * n, sizeof *m.dense, &m.dense, err));
        WKS_TRY(wks_arena_take(arena, n * BLOCK, sizeof *m.block, &m.block, err));
    }
    *out = m;
    return WKS_OK;
}

/* ---- factor -------------------------------------------------------------------------------- */

static wks_code factor_dense(wks_bym2_matrix *m, const double *diagonal, const double *beside,
                             wks_error *err)
{
    const size_t n = m->graph->n_areas;
    memset(m->dense, 0, n * n * sizeof *m->dense);
    for (size_t i = 0; i < n; i++) {
        m->dense[i + i * n] = diagonal[i];
        for (size_t e = m->graph->start[i]; e < m->graph->start[i + 1]; e++) {
            m->dense[m->graph->neighbour[e] + i * n] = beside[e];
        }
    }
    return wks_dense_cholesky(n, m->dense, err);
}

static bool is_bound(const wks_bym2_matrix *m, size_t area)
{
    return m->is_constrained && m->graph->size[m->graph->component[area]] > 1;
}

/* k = A^-1 1 and 1'k by component. */
static void prepare_condition(wks_bym2_matrix *m)
{
    const wks_neighbours *graph = m->graph;
    for (size_t i = 0; i < graph->n_areas; i++) {
        m->ones[i] = is_bound(m, i) ? 1 : 0;
    }
    wks_bym2_matrix_solve_free(m, 1, m->ones);
    memset(m->ones_total, 0, graph->n_components * sizeof *m->ones_total);
    for (size_t i = 0; i < graph->n_areas; i++) {
        m->ones_total[graph->component[i]] += m->ones[i];
    }
}

wks_code wks_bym2_matrix_factor(wks_bym2_matrix *m, const double *diagonal, const double *beside,
                                wks_error *err)
{
    WKS_TRY(m->is_dense ? factor_dense(m, diagonal, beside, err)
                        : wks_sparse_factor(m->sparse, diagonal, beside, err));
    if (m->is_constrained) {
        prepare_condition(m);
    }
    return WKS_OK;
}

double wks_bym2_matrix_log_determinant(const wks_bym2_matrix *m)
{
    double sum = m->is_dense ? wks_dense_log_determinant(m->graph->n_areas, m->dense)
                             : wks_sparse_log_determinant(m->sparse);
    for (size_t c = 0; m->is_constrained && c < m->graph->n_components; c++) {
        if (m->graph->size[c] > 1) {
            sum += log(m->ones_total[c] / (double)m->graph->size[c]);
        }
    }
    return sum;
}

/* ---- solve --------------------------------------------------------------------------------- */

/* The dense routines want columns; b comes by row. */
static void by_column(wks_bym2_matrix *m, size_t width, double *b,
                      void (*step)(size_t, size_t, const double *, double *))
{
    const size_t n = m->graph->n_areas;
    for (size_t first = 0; first < width; first += BLOCK) {
        const size_t columns = width - first < BLOCK ? width - first : BLOCK;
        for (size_t i = 0; i < n; i++) {
            for (size_t c = 0; c < columns; c++) {
                m->block[i + c * n] = b[i * width + first + c];
            }
        }
        step(n, columns, m->dense, m->block);
        for (size_t i = 0; i < n; i++) {
            for (size_t c = 0; c < columns; c++) {
                b[i * width + first + c] = m->block[i + c * n];
            }
        }
    }
}

void wks_bym2_matrix_solve_free(wks_bym2_matrix *m, size_t width, double *b)
{
    if (m->is_dense) {
        by_column(m, width, b, wks_dense_solve);
    } else {
        wks_sparse_solve(m->sparse, width, b);
    }
}

static void condition(wks_bym2_matrix *m, size_t width, double *x)
{
    const wks_neighbours *graph = m->graph;
    for (size_t c = 0; m->is_constrained && c < width; c++) {
        memset(m->total, 0, graph->n_components * sizeof *m->total);
        for (size_t i = 0; i < graph->n_areas; i++) {
            m->total[graph->component[i]] += x[i * width + c];
        }
        for (size_t i = 0; i < graph->n_areas; i++) {
            if (is_bound(m, i)) {
                const size_t part = graph->component[i];
                x[i * width + c] -= m->ones[i] * (m->total[part] / m->ones_total[part]);
            }
        }
    }
}

void wks_bym2_matrix_solve(wks_bym2_matrix *m, size_t width, double *b)
{
    wks_bym2_matrix_solve_free(m, width, b);
    condition(m, width, b);
}

void wks_bym2_matrix_colour(wks_bym2_matrix *m, size_t width, double *z)
{
    if (m->is_dense) {
        by_column(m, width, z, wks_dense_solve_lower_transposed);
    } else {
        wks_sparse_colour(m->sparse, width, z);
    }
    condition(m, width, z);
}

/* ---- variances ----------------------------------------------------------------------------- */

/* Of the inverse of L L': column by column of L^-1, so that the factor survives. */
static void variances_dense(wks_bym2_matrix *m, double *variance)
{
    const size_t n = m->graph->n_areas;
    for (size_t first = 0; first < n; first += BLOCK) {
        const size_t columns = n - first < BLOCK ? n - first : BLOCK;
        memset(m->block, 0, n * columns * sizeof *m->block);
        for (size_t c = 0; c < columns; c++) {
            m->block[first + c + c * n] = 1;
        }
        wks_dense_solve_lower(n, columns, m->dense, m->block);
        for (size_t c = 0; c < columns; c++) {
            double sum = 0;
            for (size_t i = first + c; i < n; i++) {
                sum += m->block[i + c * n] * m->block[i + c * n];
            }
            variance[first + c] = sum;
        }
    }
}

void wks_bym2_matrix_variances_free(wks_bym2_matrix *m, double *variance)
{
    if (m->is_dense) {
        variances_dense(m, variance);
    } else {
        wks_sparse_inverse_diagonal(m->sparse, variance);
    }
}

void wks_bym2_matrix_variances(wks_bym2_matrix *m, double *variance)
{
    wks_bym2_matrix_variances_free(m, variance);
    for (size_t i = 0; m->is_constrained && i < m->graph->n_areas; i++) {
        if (is_bound(m, i)) {
            variance[i] -= m->ones[i] * m->ones[i] / m->ones_total[m->graph->component[i]];
            variance[i] = fmax(variance[i], 0);
        }
    }
}
