/* ours.h - what the cases of the bench share: reading numbers, the clock, and answers.
 *
 * A case reads the CSV files of one data set, starts the clock, calls a function of wijkscan, stops
 * the clock and writes what came out, so that run.py can hold it against what a peer makes of the
 * same file.  Anything that goes wrong ends the program with a message.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef BENCH_METHODS_OURS_H
#define BENCH_METHODS_OURS_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>
#include <stdio.h>

typedef struct bench {
    const char *folder, *stem; /* data are FOLDER/STEM.csv and FOLDER/STEM-WHAT.csv */
    int argument;              /* what a case makes of it; 0 when not given */
    FILE *answers;
    wks_arena arena;
    double started, seconds; /* of CPU */
} bench;

/* A table of numbers; text and NA are NAN. */
typedef struct bench_table {
    const char *path;
    size_t n, n_columns;
    char *name[2048];
    double *cell; /* [n * n_columns] by column */
} bench_table;

/* FOLDER/STEM.csv, or FOLDER/STEM-WHAT.csv when what is not NULL. */
bench_table bench_read(bench *b, const char *what);
const double *bench_column(const bench_table *table, const char *name);
/* The column as numbers from 0: the smallest value there is 0. */
size_t *bench_codes(bench *b, const bench_table *table, const char *name);
size_t bench_n_codes(size_t n, const size_t *code);

/* CPU seconds of this process between the two, divided by the number of repeats. */
void bench_start(bench *b);
void bench_stop(bench *b, size_t repeats);

/* Lines "what,index,value" for run.py. */
void bench_answer(bench *b, const char *what, size_t index, double value);
void bench_answer_all(bench *b, const char *what, size_t n, const double *value);

void bench_must(wks_code code, const wks_error *err);

typedef void bench_case(bench *b);
bench_case bench_dsr, bench_isr, bench_rate, bench_proportion, bench_life, bench_sii;
bench_case bench_fh, bench_sfh, bench_bhf, bench_bym2, bench_besag;
bench_case bench_mrp, bench_intercept, bench_hundred;
bench_case bench_design, bench_compare, bench_rank;
bench_case bench_its, bench_did;

#endif
