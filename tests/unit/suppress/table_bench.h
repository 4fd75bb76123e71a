/* Tables for the tests of suppression: atoms go into cells by name, and a rule says what each is.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_TABLE_BENCH_H
#define WKS_TESTS_TABLE_BENCH_H

#include "base/arena.h"
#include "cells/protection.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BENCH_SLOTS = 1 << 15,
    BENCH_NAME = 40
};

typedef struct table_bench {
    wks_arena arena;
    wks_protection protection;
    char (*name)[BENCH_NAME]; /* [n_cells] */
    uint32_t *slot;           /* hash of names: cell + 1 */
    uint32_t *pair_cell;      /* what was joined */
    uint32_t *pair_atom;
    size_t n_pairs;
    size_t room[4];
} table_bench;

void bench_init(table_bench *bench);
void bench_clear(table_bench *bench);

uint32_t bench_atom(table_bench *bench, int64_t persons);
/* Atoms are joined in rising order. */
void bench_join(table_bench *bench, const char *cell, uint32_t atom);
/* The cell of this name; it must be there. */
size_t bench_find(const table_bench *bench, const char *cell);

/* 0 is known, 1 to threshold - 1 primary (one less possible, and one more; with is_strict,
 * threshold or more), the rest open at a cost of its persons. */
void bench_finish(table_bench *bench, int64_t threshold, bool is_strict);

/* gem,wijk,age,sex,n of the shared folder into region, gemeente, wijk x age x sex, finished with
 * threshold 10; false when the file is not there. */
bool bench_read_synth(table_bench *bench, const char *file, bool is_strict);
/* What a recorded pattern of the shared folder hides of it. */
bool bench_read_pattern(const table_bench *bench, const char *file, bool *is_hidden);

/* Only what a rule hides. */
bool *bench_primaries(table_bench *bench);
double bench_loss(const table_bench *bench, const bool *is_hidden);

#endif
