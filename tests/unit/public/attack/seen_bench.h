/* tests/unit/public/attack/seen_bench.h - things seen, put together by hand.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_SEEN_BENCH_H
#define WKS_TESTS_SEEN_BENCH_H

#include "public/attack/seen.h"

#include <math.h>
#include <string.h>

/* cmocka wants these before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* clang-format on */

typedef struct seen_bench {
    wks_arena arena;
    wks_error err;
    wks_seen seen;
    const char *source, *indicator, *period; /* of what is added */
} seen_bench;

static inline uint32_t seen_name(seen_bench *at, const char *text)
{
    uint32_t name = 0;
    assert_int_equal(wks_seen_names_take(&at->seen.names, text, &at->arena, &name, &at->err),
                     WKS_OK);
    return name;
}

static inline void seen_lies_in(seen_bench *at, const char *area, const char *parent)
{
    const uint32_t name = seen_name(at, area);
    const uint32_t in = seen_name(at, parent);
    at->seen.parent[name] = in;
}

static inline void seen_open(seen_bench *at)
{
    enum {
        MOST_NAMES = 256
    };

    memset(at, 0, sizeof *at);
    wks_arena_init(&at->arena, 0);
    at->seen.n_parents = MOST_NAMES;
    assert_int_equal(
        wks_arena_take(&at->arena, MOST_NAMES, sizeof *at->seen.parent, &at->seen.parent, &at->err),
        WKS_OK);
    at->seen.n_releases = 1;
    at->source = "verzekeraar";
    at->indicator = "poh";
    at->period = "2024";
}

static inline void seen_close(seen_bench *at)
{
    wks_arena_clear(&at->arena);
}

/* Of the newest release. */
static inline wks_seen_value *seen_add(seen_bench *at, wks_seen_kind kind, const char *area,
                                       const char *breakdown)
{
    wks_seen *seen = &at->seen;
    assert_int_equal(wks_arena_grow(&at->arena, &seen->values, seen->n, &seen->room,
                                    sizeof *seen->values, &at->err),
                     WKS_OK);
    seen->values[seen->n] = (wks_seen_value){.release = (uint32_t)seen->n_releases - 1,
                                             .source = seen_name(at, at->source),
                                             .indicator = seen_name(at, at->indicator),
                                             .denominator = seen_name(at, "verzekerden"),
                                             .breakdown = seen_name(at, breakdown),
                                             .period = seen_name(at, at->period),
                                             .area = seen_name(at, area),
                                             .kind = kind,
                                             .value = NAN,
                                             .reference = NAN,
                                             .with = NAN,
                                             .all = NAN,
                                             .per = NAN,
                                             .rows = NAN};
    return &seen->values[seen->n++];
}

/* all NAN: of events. */
static inline wks_seen_value *seen_count(seen_bench *at, const char *area, const char *breakdown,
                                         double with, double all)
{
    wks_seen_value *value = seen_add(at, WKS_SEEN_COUNT, area, breakdown);
    value->with = with;
    value->all = all;
    value->per = isnan(all) ? NAN : 100;
    value->value = with / all * 100;
    return value;
}

static inline wks_seen_value *seen_hidden(seen_bench *at, const char *area, const char *breakdown)
{
    return seen_add(at, WKS_SEEN_HIDDEN, area, breakdown);
}

#endif
