/* tests/unit/gate/table_bench.h - a table written down row by row, and what rules ask of it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_GATE_TABLE_BENCH_H
#define WKS_TESTS_GATE_TABLE_BENCH_H

#include "base/language.h"
#include "gate/count_table.h"
#include "gate/table_between.h"
#include "gate/table_question.h"
#include "gate/table_rule.h"

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    MOST_BENCH_ROWS = 64,
    BENCH_COLUMNS = 4
};

typedef struct row {
    const char *codes[BENCH_COLUMNS];
    int64_t count;
} row;

typedef struct bench {
    wks_table_keys keys;
    wks_arena arena;
    wks_error err;
    const char *codes[MOST_BENCH_ROWS * BENCH_COLUMNS];
    int64_t counts[MOST_BENCH_ROWS];
    size_t line[MOST_BENCH_ROWS];
    wks_count_table_rows rows;
    wks_count_table table;
    wks_table_question question;
    wks_table_between between;
    bool is_suppressed[MOST_BENCH_ROWS]; /* a pattern, by row and by cell */
    bool is_hidden[MOST_BENCH_ROWS];
} bench;

static inline int set_up(void **state)
{
    static bench made;
    memset(&made, 0, sizeof made);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&made.arena, 0);
    *state = &made;
    return 0;
}

static inline int tear_down(void **state)
{
    bench *at = *state;
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    return 0;
}

/* Rows of as many codes as there are keys. */
static inline void write_rows(bench *at, const wks_table_keys *keys, const row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        memcpy((void *)(at->codes + i * keys->n), (const void *)rows[i].codes,
               keys->n * sizeof at->codes[0]);
        at->counts[i] = rows[i].count;
        at->line[i] = i + 2;
    }
    at->rows = (wks_count_table_rows){.path = "t.csv",
                                      .keys = keys,
                                      .count_column = "n",
                                      .codes = at->codes,
                                      .counts = at->counts,
                                      .line = at->line,
                                      .n_rows = n};
}

static inline wks_code build_table(bench *at)
{
    return wks_count_table_build(&at->rows, NULL, &at->arena, &at->table, &at->err);
}

static inline wks_code apply_rule(bench *at, const wks_table_rule *rule)
{
    return wks_table_rule_apply(&at->table, rule, &at->arena, &at->question, &at->err);
}

/* A table of these columns, of which the first n_levels are the hierarchy, under the rule. */
static inline void ask(bench *at, const char *const *columns, size_t n_columns, size_t n_levels,
                       const row *rows, size_t n, const wks_table_rule *rule)
{
    at->keys = wks_table_keys_simple(columns, n_columns, n_levels);
    write_rows(at, &at->keys, rows, n);
    if (build_table(at) != WKS_OK || apply_rule(at, rule) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
}

/* The cell of "G1,W1,M". */
static inline size_t place_of(const bench *at, const char *key)
{
    char text[128];
    const char *codes[BENCH_COLUMNS];
    size_t cell = 0;
    char *next = text;
    snprintf(text, sizeof text, "%s", key);
    for (size_t i = 0; i < at->table.keys->n; i++) {
        codes[i] = next;
        next += strcspn(next, ",");
        *next++ = 0;
    }
    if (!wks_count_table_find(&at->table, codes, &cell)) {
        fail_msg("no cell %s", key);
    }
    return at->question.cell_of[cell];
}

static inline void assert_asks(const bench *at, const char *key, wks_cell_state state,
                               int64_t lower, int64_t upper)
{
    const wks_cell *cell = &at->question.protection.cells[place_of(at, key)];
    if (cell->state != state || cell->lower != lower || cell->upper != upper) {
        fail_msg("%s: state %d, %d to %d", key, (int)cell->state, (int)cell->lower,
                 (int)cell->upper);
    }
}

/* Cells behind those of the table. */
static inline size_t count_rests(const bench *at)
{
    return at->question.protection.n_cells - at->question.n_own;
}

static inline void assert_valid(bench *at)
{
    if (wks_protection_check(&at->question.protection, &at->err) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
}

#endif
