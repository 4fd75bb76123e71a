/* tests/unit/public/export/export_bench.h - a small invented table, with what is hard to write in
 * it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_EXPORT_BENCH_H
#define WKS_TESTS_EXPORT_BENCH_H

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include "base/language.h"
#include "public/picture/picture_table.h"

#include <math.h>
#include <string.h>

typedef struct export_bench {
    wks_arena arena;
    wks_error err;
    wks_buffer out;
    wks_table_area areas[4];
    const char *periods[2];
    wks_table_label breakdowns[2];
    wks_table_label breaks[1];
    wks_table_source sources[2];
    wks_table_row rows[5];
    wks_table table;
} export_bench;

static inline wks_table_row bench_row(size_t area, size_t period, size_t breakdown, wks_value value)
{
    return (wks_table_row){
        .area = area,
        .period = period,
        .breakdown = breakdown,
        .value = value,
        .method = wks_verdict_word_at(WKS_WORDS_METHOD, WKS_METHOD_NONE),
        .flags = "",
        .verdict = wks_verdict_word_at(WKS_WORDS_LABEL, WKS_VERDICT_NONE),
        .reason = wks_verdict_word_at(WKS_WORDS_REASON, WKS_WHY_NO_VALUE),
        .difference = NAN,
        .difference_lower = NAN,
        .difference_upper = NAN,
    };
}

static inline void fill_rows(wks_table_row rows[5])
{
    rows[0] = bench_row(0, 0, 0, (wks_value){4.25, 3.5, 5.125, WKS_STATUS_OK});
    rows[0].method = wks_verdict_word_at(WKS_WORDS_METHOD, WKS_METHOD_WILSON);
    rows[0].flags = "small_n high_rse";
    rows[0].verdict = wks_verdict_word_at(WKS_WORDS_LABEL, WKS_VERDICT_LOWER);
    rows[0].reason = wks_verdict_word_at(WKS_WORDS_REASON, WKS_WHY_NONE);
    rows[0].difference = -1.5;
    rows[0].difference_lower = -2.25;
    rows[0].difference_upper = -0.75;
    rows[1] = bench_row(1, 0, 0, wks_value_empty(WKS_STATUS_HIDDEN));
    rows[2] = bench_row(2, 0, 0, (wks_value){0, NAN, NAN, WKS_STATUS_ESTIMATE});
    rows[3] = bench_row(3, 1, 0, (wks_value){-1234567.5, NAN, NAN, WKS_STATUS_OK});
    rows[4] = bench_row(0, 1, 1, wks_value_empty(WKS_STATUS_NOT_RELEASED));
}

static inline int bench_set_up(void **state)
{
    static export_bench at;
    memset(&at, 0, sizeof at);
    wks_language_set(WKS_ENGLISH);
    wks_arena_init(&at.arena, 0);
    at.areas[0] = (wks_table_area){"WK000100", "Noord", "wijk", "GM0001", "2024"};
    at.areas[1] = (wks_table_area){"WK000101", "=1+1", "wijk", "GM0001", "2024"};
    at.areas[2] = (wks_table_area){"WK000102", "\"Oost\", a;b", "wijk", "GM0001", "2024"};
    at.areas[3] = (wks_table_area){"WK000103", "'t S\u00fad & <b>", "wijk", "GM0001", "2024"};
    at.periods[0] = "2023";
    at.periods[1] = "2024";
    at.breakdowns[0] = (wks_table_label){"totaal", "Iedereen"};
    at.breakdowns[1] = (wks_table_label){"65+", "65 jaar en ouder"};
    at.breaks[0] = (wks_table_label){"2024", "andere vraag"};
    at.sources[0] = (wks_table_source){"een", "Bron \"een\"", "CBS", "CC BY 4.0", "", ""};
    at.sources[1] = (wks_table_source){"twee", "Bron twee", "RIVM", "eigen gebruik", "", ""};
    fill_rows(at.rows);
    at.table = (wks_table){
        .release = {.id = "00c0ffee00c0ffee", .released_on = "2026-11-21", .region_name = "Twente"},
        .indicator = {.number = 1,
                      .id = "proef",
                      .code = "PX01",
                      .name = "Proef",
                      .unit = "%",
                      .population = "18+",
                      .numerator = "personen met zorg",
                      .denominator = "",
                      .note = "Let op.",
                      .definition = "0123456789ab",
                      .decimals = 1},
        .areas = at.areas,
        .n_areas = 4,
        .periods = at.periods,
        .n_periods = 2,
        .breakdowns = at.breakdowns,
        .n_breakdowns = 2,
        .breaks = at.breaks,
        .n_breaks = 1,
        .sources = at.sources,
        .n_sources = 2,
        .rows = at.rows,
        .n_rows = 5,
    };
    *state = &at;
    return 0;
}

static inline int bench_tear_down(void **state)
{
    export_bench *at = *state;
    wks_arena_fail_after(0);
    wks_buffer_clear(&at->out);
    wks_arena_clear(&at->arena);
    return 0;
}

static inline void bench_holds(const export_bench *at, const char *piece)
{
    if (at->out.n == 0 || strstr(at->out.bytes, piece) == NULL) {
        fail_msg("%s\nis not in\n%s", piece, at->out.n == 0 ? "" : at->out.bytes);
    }
}

/* Whether every allocation of export that fails is reported, and the last run succeeds,
 * after more than `least` of them. */
static inline void bench_fails_one_by_one(export_bench *at, wks_code (*export)(export_bench *at),
                                          size_t least)
{
    wks_code code = WKS_E_MEMORY;
    size_t n = 0;
    while (code == WKS_E_MEMORY) {
        wks_buffer_clear(&at->out);
        wks_arena_fail_after(++n);
        code = export(at);
        wks_arena_fail_after(0);
        assert_true(n < 1000);
    }
    assert_int_equal(code, WKS_OK);
    assert_true(n > least);
}

#endif
