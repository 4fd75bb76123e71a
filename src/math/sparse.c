/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/sparse.h"

#include "base/language.h"

#include <amd.h>
#include <assert.h>
#include <ldl.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct wks_sparse {
    size_t n;
    int *order;       /* [n] original row of the kth pivot */
    int *place;       /* [n] the other way round */
    int *upper_start; /* [n + 1] the upper triangle of P A P' by column */
    int *upper_row;
    double *upper;
    size_t *source; /* where upper comes from: an entry of beside, or SIZE_MAX: the diagonal */
    int *parent;    /* [n] elimination tree */
    int *l_start;   /* [n + 1] L by column, without its unit diagonal, rows ascending */
    int *l_row;
    double *l;
    double *d;       /* [n] pivots */
    double *inverse; /* [fill] of A^-1 on the pattern of L, and its diagonal [n] */
    double *inverse_d;
    double *work; /* [n * room] */
    size_t room;  /* columns that work has place for */
    wks_arena *arena;
    int *count, *mark, *pattern; /* [n] scratch of LDL */
};

static const size_t diagonal_entry = SIZE_MAX;

/* ---- order --------------------------------------------------------------------------------- */

static wks_code order_rows(wks_sparse *s, const size_t *start, const size_t *column,
                           wks_arena *arena, wks_error *err)
{
    int *at = NULL;
    int *row = NULL;
    WKS_TRY(wks_arena_take(arena, s->n + 1, sizeof *at, &at, err));
    WKS_TRY(wks_arena_take(arena, start[s->n], sizeof *row, &row, err));
    for (size_t i = 0; i <= s->n; i++) {
        at[i] = (int)start[i];
    }
    for (size_t k = 0; k < start[s->n]; k++) {
        row[k] = (int)column[k];
    }
    const int status = amd_order((int)s->n, at, row, s->order, NULL, NULL);
    if (status == AMD_OUT_OF_MEMORY) {
        return wks_arena_fail(err);
    }
    if (status != AMD_OK && status != AMD_OK_BUT_JUMBLED) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the pattern of a sparse matrix is not valid",
                               "het patroon van een dunbezette matrix klopt niet"));
    }
    return WKS_OK;
}

static void arrange_upper(wks_sparse *s, const size_t *start, const size_t *column,
                          const int *place)
{
    int next = 0;
    for (size_t k = 0; k < s->n; k++) {
        const size_t i = (size_t)s->order[k];
        s->upper_start[k] = next;
        for (size_t e = start[i]; e < start[i + 1]; e++) {
            if (place[column[e]] < (int)k) {
                s->upper_row[next] = place[column[e]];
                s->source[next++] = e;
            }
        }
        s->upper_row[next] = (int)k;
        s->source[next++] = diagonal_entry;
    }
    s->upper_start[s->n] = next;
}

static wks_code take_pattern(wks_sparse *s, size_t n_entries, wks_arena *arena, wks_error *err)
{
    const size_t n = s->n;
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->order, &s->order, err));
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *s->upper_start, &s->upper_start, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof *s->upper_row, &s->upper_row, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof *s->upper, &s->upper, err));
    WKS_TRY(wks_arena_take(arena, n_entries, sizeof *s->source, &s->source, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->parent, &s->parent, err));
    WKS_TRY(wks_arena_take(arena, n + 1, sizeof *s->l_start, &s->l_start, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->d, &s->d, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->inverse_d, &s->inverse_d, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->count, &s->count, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->mark, &s->mark, err));
    return wks_arena_take(arena, n, sizeof *s->pattern, &s->pattern, err);
}

/* LDL counts in int: the fill is summed here in size_t first. */
static wks_code find_fill(wks_sparse *s, wks_arena *arena, wks_error *err)
{
    size_t fill = 0;
    ldl_symbolic((int)s->n, s->upper_start, s->upper_row, s->l_start, s->parent, s->count, s->mark,
                 NULL, NULL);
    for (size_t k = 0; k < s->n; k++) {
        fill += (size_t)s->count[k];
    }
    if (fill > INT32_MAX) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_arena_take(arena, fill, sizeof *s->l_row, &s->l_row, err));
    WKS_TRY(wks_arena_take(arena, fill, sizeof *s->l, &s->l, err));
    WKS_TRY(wks_arena_take(arena, fill, sizeof *s->inverse, &s->inverse, err));
    return WKS_OK;
}

wks_code wks_sparse_order(size_t n, const size_t *start, const size_t *column, wks_arena *arena,
                          wks_sparse **out, wks_error *err)
{
    wks_sparse *s = NULL;

    enum {
        N_COLUMNS = 8 /* right-hand sides at a time: a cache line by row */
    };

    if (n == 0 || n > INT32_MAX / 2 || start[n] > INT32_MAX / 2) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("a sparse matrix without rows, or with more than fit",
                               "een dunbezette matrix zonder rijen, of met meer dan er passen"));
    }
    WKS_TRY(wks_arena_take(arena, 1, sizeof *s, &s, err));
    s->n = n;
    s->arena = arena;
    s->room = N_COLUMNS;
    WKS_TRY(take_pattern(s, n + start[n] / 2, arena, err));
    WKS_TRY(wks_arena_take(arena, n * s->room, sizeof *s->work, &s->work, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *s->place, &s->place, err));
    WKS_TRY(order_rows(s, start, column, arena, err));
    for (size_t k = 0; k < n; k++) {
        s->place[s->order[k]] = (int)k;
    }
    arrange_upper(s, start, column, s->place);
    WKS_TRY(find_fill(s, arena, err));
    *out = s;
    return WKS_OK;
}

size_t wks_sparse_fill(const wks_sparse *sparse)
{
    return (size_t)sparse->l_start[sparse->n];
}

/* ---- factor -------------------------------------------------------------------------------- */

wks_code wks_sparse_factor(wks_sparse *s, const double *diagonal, const double *beside,
                           wks_error *err)
{
    for (size_t k = 0; k < s->n; k++) {
        for (int e = s->upper_start[k]; e < s->upper_start[k + 1]; e++) {
            s->upper[e] =
                s->source[e] == diagonal_entry ? diagonal[s->order[k]] : beside[s->source[e]];
        }
    }
    const int done =
        ldl_numeric((int)s->n, s->upper_start, s->upper_row, s->upper, s->l_start, s->parent,
                    s->count, s->l_row, s->l, s->d, s->work, s->pattern, s->mark, NULL, NULL);
    bool is_positive = done == (int)s->n;
    for (size_t k = 0; is_positive && k < s->n; k++) {
        is_positive = s->d[k] > 0 && isfinite(s->d[k]);
    }
    if (!is_positive) {
        /* LDL leaves its work array dirty when it stops */
        memset(s->work, 0, s->n * sizeof *s->work);
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("a sparse matrix is not positive definite",
                               "een dunbezette matrix is niet positief definiet"));
    }
    return WKS_OK;
}

double wks_sparse_log_determinant(const wks_sparse *s)
{
    double sum = 0;
    for (size_t k = 0; k < s->n; k++) {
        sum += log(s->d[k]);
    }
    return sum;
}

/* ---- solve --------------------------------------------------------------------------------- */

/* L x = b on rows of m numbers. */
static void forward(const wks_sparse *s, size_t m, double *x)
{
    for (size_t k = 0; k < s->n; k++) {
        const double *from = x + k * m;
        for (int e = s->l_start[k]; e < s->l_start[k + 1]; e++) {
            double *to = x + (size_t)s->l_row[e] * m;
            const double l = s->l[e];
            for (size_t c = 0; c < m; c++) {
                to[c] -= l * from[c];
            }
        }
    }
}

static void backward(const wks_sparse *s, size_t m, double *x)
{
    for (size_t k = s->n; k-- > 0;) {
        double *to = x + k * m;
        for (int e = s->l_start[k]; e < s->l_start[k + 1]; e++) {
            const double *from = x + (size_t)s->l_row[e] * m;
            const double l = s->l[e];
            for (size_t c = 0; c < m; c++) {
                to[c] -= l * from[c];
            }
        }
    }
}

/* Run step on at most `room` columns of b at a time, in the order of the pivots. */
static void by_block(wks_sparse *s, size_t m, double *b,
                     void (*step)(const wks_sparse *, size_t, double *))
{
    for (size_t first = 0; first < m; first += s->room) {
        const size_t width = m - first < s->room ? m - first : s->room;
        for (size_t k = 0; k < s->n; k++) {
            memcpy(s->work + k * width, b + (size_t)s->order[k] * m + first, width * sizeof *b);
        }
        step(s, width, s->work);
        for (size_t k = 0; k < s->n; k++) {
            memcpy(b + (size_t)s->order[k] * m + first, s->work + k * width, width * sizeof *b);
        }
    }
    memset(s->work, 0, s->n * s->room * sizeof *s->work); /* as LDL wants it */
}

static void solve_block(const wks_sparse *s, size_t m, double *x)
{
    forward(s, m, x);
    for (size_t k = 0; k < s->n; k++) {
        for (size_t c = 0; c < m; c++) {
            x[k * m + c] /= s->d[k];
        }
    }
    backward(s, m, x);
}

static void colour_block(const wks_sparse *s, size_t m, double *x)
{
    for (size_t k = 0; k < s->n; k++) {
        const double scale = 1 / sqrt(s->d[k]);
        for (size_t c = 0; c < m; c++) {
            x[k * m + c] *= scale;
        }
    }
    backward(s, m, x);
}

void wks_sparse_solve(wks_sparse *sparse, size_t m, double *b)
{
    by_block(sparse, m, b, solve_block);
}

void wks_sparse_colour(wks_sparse *sparse, size_t m, double *z)
{
    by_block(sparse, m, z, colour_block);
}

/* ---- selected inverse ---------------------------------------------------------------------- */

/* Z = D^-1 L^-1 + (I - L') Z, from the last column to the first: Z_ij = - sum_k L_kj Z_ik over the
 * rows k of column j, and all Z_ik needed lie in the pattern of L.  sum collects by row; mark says
 * which rows are in column j. */
static void inverse_column(wks_sparse *s, int j, double *sum, int *mark)
{
    const int begin = s->l_start[j];
    const int end = s->l_start[j + 1];
    double corner = 1 / s->d[j];
    for (int e = begin; e < end; e++) {
        sum[s->l_row[e]] = 0;
        mark[s->l_row[e]] = e;
    }
    for (int e = begin; e < end; e++) {
        const int k = s->l_row[e];
        const double l = s->l[e];
        double own = s->inverse_d[k] * l;
        for (int f = s->l_start[k]; f < s->l_start[k + 1]; f++) {
            const int i = s->l_row[f];
            if (mark[i] >= begin) {
                own += s->inverse[f] * s->l[mark[i]];
                sum[i] += s->inverse[f] * l;
            }
        }
        sum[k] += own;
    }
    for (int e = begin; e < end; e++) {
        const int k = s->l_row[e];
        s->inverse[e] = -sum[k];
        corner += s->l[e] * sum[k];
    }
    s->inverse_d[j] = corner;
}

void wks_sparse_inverse_diagonal(wks_sparse *s, double *diagonal)
{
    /* columns come from last to first, so a mark of an earlier column is never below begin: use
     * the entry number, which falls, and clear after use */
    for (size_t k = 0; k < s->n; k++) {
        s->mark[k] = -1;
    }
    for (size_t j = s->n; j-- > 0;) {
        inverse_column(s, (int)j, s->work, s->mark);
        for (int e = s->l_start[j]; e < s->l_start[j + 1]; e++) {
            s->mark[s->l_row[e]] = -1;
        }
        diagonal[s->order[j]] = s->inverse_d[j];
    }
    memset(s->work, 0, s->n * sizeof *s->work);
}

double wks_sparse_inverse_entry(const wks_sparse *s, size_t row, size_t column)
{
    const int a = s->place[row];
    const int b = s->place[column];
    const int j = a < b ? a : b;
    const int k = a < b ? b : a;
    if (j == k) {
        return s->inverse_d[j];
    }
    int low = s->l_start[j];
    int high = s->l_start[j + 1];
    while (low < high) {
        const int middle = low + (high - low) / 2;
        if (s->l_row[middle] < k) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    assert(low < s->l_start[j + 1] && s->l_row[low] == k);
    return s->inverse[low];
}
