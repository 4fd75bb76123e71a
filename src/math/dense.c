/* SPDX-License-Identifier: EUPL-1.2 */
#include "math/dense.h"

#include "base/language.h"

#include <assert.h>
#include <cblas.h>
#include <lapacke.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

/* One thread a call: a sum that is cut in two gives other last bits than one that is not. */
__attribute__((constructor)) static void use_one_thread(void)
{
    openblas_set_num_threads(1);
}

bool wks_dense_may_run_beside(void)
{
    return openblas_get_parallel() != OPENBLAS_SEQUENTIAL;
}

static int size(size_t n)
{
    assert(n <= INT32_MAX);
    return (int)n;
}

void wks_dense_cross(size_t n, size_t p, size_t q, const double *a, const double *w,
                     const double *b, double *c)
{
    for (size_t j = 0; j < q; j++) {
        for (size_t i = 0; i < p; i++) {
            double sum = 0;
            for (size_t k = 0; k < n; k++) {
                sum += a[k + i * n] * (w == NULL ? 1 : w[k]) * b[k + j * n];
            }
            c[i + j * p] = sum;
        }
    }
}

void wks_dense_times(size_t n, size_t p, const double *a, const double *x, double *y)
{
    memset(y, 0, n * sizeof *y);
    if (n > 0 && p > 0) {
        cblas_dgemv(CblasColMajor, CblasNoTrans, size(n), size(p), 1, a, size(n), x, 1, 0, y, 1);
    }
}

void wks_dense_transposed_times(size_t n, size_t p, const double *a, const double *x, double *y)
{
    memset(y, 0, p * sizeof *y);
    if (n > 0 && p > 0) {
        cblas_dgemv(CblasColMajor, CblasTrans, size(n), size(p), 1, a, size(n), x, 1, 0, y, 1);
    }
}

void wks_dense_product(size_t n, size_t k, size_t m, const double *a, const double *b, double *c)
{
    memset(c, 0, n * m * sizeof *c);
    if (n > 0 && k > 0 && m > 0) {
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, size(n), size(m), size(k), 1, a,
                    size(n), b, size(k), 0, c, size(n));
    }
}

wks_code wks_dense_cholesky(size_t n, double *a, wks_error *err)
{
    const int info = n == 0 ? 0 : LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', size(n), a, size(n));
    if (info != 0) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("a matrix is not positive definite: the data cannot tell the "
                               "coefficients of the model apart",
                               "een matrix is niet positief definiet: de gegevens kunnen de "
                               "coefficienten van het model niet uit elkaar houden"));
    }
    return WKS_OK;
}

double wks_dense_log_determinant(size_t n, const double *l)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        sum += log(l[i + i * n]);
    }
    return 2 * sum;
}

void wks_dense_solve(size_t n, size_t m, const double *l, double *b)
{
    wks_dense_solve_lower(n, m, l, b);
    wks_dense_solve_lower_transposed(n, m, l, b);
}

static void solve_triangle(CBLAS_TRANSPOSE side, size_t n, size_t m, const double *l, double *b)
{
    if (n > 0 && m > 0) {
        cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, side, CblasNonUnit, size(n), size(m), 1,
                    l, size(n), b, size(n));
    }
}

void wks_dense_solve_lower(size_t n, size_t m, const double *l, double *b)
{
    solve_triangle(CblasNoTrans, n, m, l, b);
}

void wks_dense_solve_lower_transposed(size_t n, size_t m, const double *l, double *b)
{
    solve_triangle(CblasTrans, n, m, l, b);
}

void wks_dense_inverse(size_t n, double *l)
{
    if (n == 0) {
        return;
    }
    /* fails only for a zero on the diagonal, which a factor does not have */
    const int info = LAPACKE_dpotri_work(LAPACK_COL_MAJOR, 'L', size(n), l, size(n));
    assert(info == 0);
    (void)info;
    for (size_t j = 0; j < n; j++) {
        for (size_t i = 0; i < j; i++) {
            l[i + j * n] = l[j + i * n];
        }
    }
}

wks_code wks_dense_eigen(size_t n, double *a, double *values, wks_arena *arena, wks_error *err)
{
    double *work = NULL;
    lapack_int *integers = NULL;
    const size_t n_work = 1 + 6 * n + 2 * n * n;
    const size_t n_integers = 3 + 5 * n;
    if (n == 0) {
        return WKS_OK;
    }
    WKS_TRY(wks_arena_take(arena, n_work, sizeof *work, &work, err));
    WKS_TRY(wks_arena_take(arena, n_integers, sizeof *integers, &integers, err));
    if (LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, 'V', 'L', size(n), a, size(n), values, work,
                            size(n_work), integers, size(n_integers)) != 0) {
        return wks_fail(err, WKS_E_NUMERIC, "%s",
                        wks_tr("the eigenvalues of a matrix were not found",
                               "de eigenwaarden van een matrix zijn niet gevonden"));
    }
    return WKS_OK;
}

/* ---- least squares ------------------------------------------------------------------------- */

/* The first column, in the order of the pivots, whose own part is lost in rounding; n when none. */
static size_t first_collinear(size_t n, size_t p, const double *qr)
{
    for (size_t k = 0; k < p; k++) {
        if (!(fabs(qr[k + k * n]) > 1e-10 * fabs(qr[0]))) {
            return k;
        }
    }
    return p;
}

/* (X' W X)^-1 = P R^-1 R^-T P', with R in the upper triangle of qr; inverse is [p x p] room. */
static void invert_cross(size_t n, size_t p, const double *qr, const lapack_int *pivot,
                         double *inverse, double *covariance)
{
    memset(inverse, 0, p * p * sizeof *inverse);
    for (size_t i = 0; i < p; i++) {
        inverse[i + i * p] = 1;
    }
    cblas_dtrsm(CblasColMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, size(p), size(p),
                1, qr, size(n), inverse, size(p));
    for (size_t i = 0; i < p; i++) {
        for (size_t j = 0; j < p; j++) {
            double sum = 0;
            for (size_t k = 0; k < p; k++) {
                sum += inverse[i + k * p] * inverse[j + k * p];
            }
            covariance[(size_t)(pivot[i] - 1) + (size_t)(pivot[j] - 1) * p] = sum;
        }
    }
}

wks_code wks_dense_least_squares(size_t n, size_t p, const double *x, const double *weights,
                                 const double *y, wks_arena *arena, wks_least_squares *out,
                                 wks_error *err)
{
    double *qr = NULL;
    double *right = NULL;
    double *reflectors = NULL;
    double *inverse = NULL;
    double *work = NULL;
    lapack_int *pivot = NULL;
    const size_t n_work = 64 * (p + 2) + n;
    if (n < p || p == 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%zu observations are too few for %zu coefficients",
                               "%zu waarnemingen zijn te weinig voor %zu coefficienten"),
                        n, p);
    }
    WKS_TRY(wks_arena_take(arena, n * p, sizeof *qr, &qr, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof *right, &right, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof *reflectors, &reflectors, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof *inverse, &inverse, err));
    WKS_TRY(wks_arena_take(arena, n_work, sizeof *work, &work, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof *pivot, &pivot, err));
    WKS_TRY(wks_arena_take(arena, p, sizeof(double), &out->coefficients, err));
    WKS_TRY(wks_arena_take(arena, p * p, sizeof(double), &out->covariance, err));
    WKS_TRY(wks_arena_take(arena, n, sizeof(double), &out->fitted, err));
    for (size_t i = 0; i < n; i++) {
        const double root = weights == NULL ? 1 : sqrt(weights[i]);
        right[i] = root * y[i];
        for (size_t k = 0; k < p; k++) {
            qr[i + k * n] = root * x[i + k * n];
        }
    }
    LAPACKE_dgeqp3_work(LAPACK_COL_MAJOR, size(n), size(p), qr, size(n), pivot, reflectors, work,
                        size(n_work));
    const size_t bad = first_collinear(n, p, qr);
    if (bad < p) {
        return wks_fail(err, WKS_E_NUMERIC,
                        wks_tr("collinear: column %d of the model adds nothing to the others",
                               "collineair: kolom %d van het model voegt niets toe aan de andere"),
                        (int)pivot[bad]);
    }
    LAPACKE_dormqr_work(LAPACK_COL_MAJOR, 'L', 'T', size(n), 1, size(p), qr, size(n), reflectors,
                        right, size(n), work, size(n_work));
    cblas_dtrsv(CblasColMajor, CblasUpper, CblasNoTrans, CblasNonUnit, size(p), qr, size(n), right,
                1);
    for (size_t k = 0; k < p; k++) {
        out->coefficients[pivot[k] - 1] = right[k];
    }
    invert_cross(n, p, qr, pivot, inverse, out->covariance);
    wks_dense_times(n, p, x, out->coefficients, out->fitted);
    return WKS_OK;
}
