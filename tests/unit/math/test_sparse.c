/* The dense routines are the oracle.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "math/dense.h"
#include "math/random.h"
#include "math/sparse.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    N = 60,
    ROOM = 8 * N
};

/* A random sparse matrix with a heavy diagonal. */
typedef struct sample {
    size_t start[N + 1];
    size_t column[ROOM];
    double beside[ROOM];
    double diagonal[N];
    double dense[N * N];
} sample;

static void make_sample(uint64_t seed, sample *s)
{
    wks_random random = wks_random_start(seed, 0);
    memset(s, 0, sizeof *s);
    for (size_t k = 0; k < (size_t)2 * N; k++) {
        const size_t i = wks_random_below(&random, N);
        const size_t j = wks_random_below(&random, N);
        if (i != j) {
            s->dense[i + j * N] = s->dense[j + i * N] = wks_random_unit(&random) - 0.7;
        }
    }
    size_t next = 0;
    for (size_t i = 0; i < N; i++) {
        s->start[i] = next;
        s->diagonal[i] = 0.1;
        for (size_t j = 0; j < N; j++) {
            if (s->dense[j + i * N] != 0 && i != j) {
                s->column[next] = j;
                s->beside[next++] = s->dense[j + i * N];
                s->diagonal[i] += fabs(s->dense[j + i * N]);
            }
        }
        s->dense[i + i * N] = s->diagonal[i];
    }
    s->start[N] = next;
}

static void agrees_with_the_dense_factor(void **state)
{
    (void)state;

    static sample s;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        wks_arena arena;
        wks_sparse *sparse = NULL;
        double variance[N];
        double b[N * 11];
        wks_arena_init(&arena, 0);
        make_sample(seed, &s);
        assert_int_equal(wks_sparse_order(N, s.start, s.column, &arena, &sparse, NULL), WKS_OK);
        assert_int_equal(wks_sparse_factor(sparse, s.diagonal, s.beside, NULL), WKS_OK);
        assert_int_equal(wks_sparse_factor(sparse, s.diagonal, s.beside, NULL), WKS_OK);
        assert_int_equal(wks_dense_cholesky(N, s.dense, NULL), WKS_OK);
        assert_true(fabs(wks_sparse_log_determinant(sparse) -
                         wks_dense_log_determinant(N, s.dense)) < 1e-10);
        wks_sparse_inverse_diagonal(sparse, variance);
        wks_dense_inverse(N, s.dense);
        for (size_t i = 0; i < N; i++) {
            assert_true(fabs(variance[i] / s.dense[i + i * N] - 1) < 1e-10);
        }
        memset(b, 0, sizeof b); /* eleven columns of the inverse, by row */
        for (size_t c = 0; c < 11; c++) {
            b[c * 11 + c] = 1;
        }
        wks_sparse_solve(sparse, 11, b);
        for (size_t i = 0; i < N; i++) {
            for (size_t c = 0; c < 11; c++) {
                assert_true(fabs(b[i * 11 + c] - s.dense[i + c * N]) < 1e-10);
            }
        }
        wks_arena_clear(&arena);
    }
}

static void colours_noise_with_the_inverse(void **state)
{
    (void)state;

    /* x = L^-T D^-1/2 z: with z the unit vectors, the sum of x x' is the inverse */
    static sample s;
    static double z[N * N];
    wks_arena arena;
    wks_sparse *sparse = NULL;
    wks_arena_init(&arena, 0);
    make_sample(7, &s);
    assert_int_equal(wks_sparse_order(N, s.start, s.column, &arena, &sparse, NULL), WKS_OK);
    assert_int_equal(wks_sparse_factor(sparse, s.diagonal, s.beside, NULL), WKS_OK);
    memset(z, 0, sizeof z);
    for (size_t i = 0; i < N; i++) {
        z[i * N + i] = 1;
    }
    wks_sparse_colour(sparse, N, z);
    assert_int_equal(wks_dense_cholesky(N, s.dense, NULL), WKS_OK);
    wks_dense_inverse(N, s.dense);
    for (size_t i = 0; i < N; i++) {
        for (size_t j = 0; j < N; j++) {
            double sum = 0;
            for (size_t c = 0; c < N; c++) {
                sum += z[i * N + c] * z[j * N + c];
            }
            assert_true(fabs(sum - s.dense[i + j * N]) < 1e-10);
        }
    }
    wks_arena_clear(&arena);
}

static void refuses_what_is_not_positive_definite_and_goes_on(void **state)
{
    (void)state;

    const size_t start[3] = {0, 1, 2};
    const size_t column[2] = {1, 0};
    const double beside[2] = {2, 2};
    const double bad[2] = {1, 1};
    const double good[2] = {5, 1};
    double b[2] = {1, 0};
    wks_error err = {0};
    wks_arena arena;
    wks_sparse *sparse = NULL;
    wks_arena_init(&arena, 0);
    assert_int_equal(wks_sparse_order(2, start, column, &arena, &sparse, NULL), WKS_OK);
    assert_int_equal(wks_sparse_factor(sparse, bad, beside, &err), WKS_E_NUMERIC);
    assert_int_equal(wks_sparse_factor(sparse, good, beside, &err), WKS_OK);
    wks_sparse_solve(sparse, 1, b);
    assert_true(fabs(b[0] - 1) < 1e-14 && fabs(b[1] + 2) < 1e-14);
    assert_int_equal(wks_sparse_order(0, start, column, &arena, &sparse, &err), WKS_E_ARGUMENT);
    wks_arena_clear(&arena);
}

static void survives_a_failing_allocation(void **state)
{
    (void)state;

    static sample s;
    wks_code code = WKS_E_MEMORY;
    make_sample(3, &s);
    for (size_t nth = 1; code == WKS_E_MEMORY; nth++) {
        wks_arena arena;
        wks_sparse *sparse = NULL;
        wks_arena_init(&arena, 0);
        wks_arena_fail_after(nth);
        code = wks_sparse_order(N, s.start, s.column, &arena, &sparse, NULL);
        wks_arena_fail_after(0);
        wks_arena_clear(&arena);
    }
    assert_int_equal(code, WKS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_the_dense_factor),
        cmocka_unit_test(colours_noise_with_the_inverse),
        cmocka_unit_test(refuses_what_is_not_positive_definite_and_goes_on),
        cmocka_unit_test(survives_a_failing_allocation),
    };
    return cmocka_run_group_tests_name("math/sparse", tests, NULL, NULL);
}
