/* tests/unit/private/measure/measure_bench.h - a vault with an invented region, and what measure
 * makes of it.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_MEASURE_BENCH_H
#define WKS_TESTS_MEASURE_BENCH_H

#include "../vault/vault_bench.h"
#include "private/measure/measure.h"

typedef struct bench {
    vault_bench vault;
    wks_workspace workspace;
    wks_candidates found;
} bench;

/* A vault with the areas of AREAS; the region is GM0001 and GM0002. */
static inline bench *measure_bench_open(const char *const *sources, size_t n_sources,
                                        const char *indicators, bool is_invented)
{
    static bench made;
    static const char *const gemeenten[] = {"GM0001", "GM0002"};
    memset(&made, 0, sizeof made);
    bench_open(&made.vault, sources, n_sources, indicators, is_invented);
    bench_must_load(&made.vault, "gebieden2020.csv", AREAS, "gebieden");
    made.workspace = (wks_workspace){.region_code = "GG0001",
                                     .region_name = "Regio",
                                     .gemeenten = gemeenten,
                                     .n_gemeenten = 2,
                                     .minimum_persons = 10};
    assert_int_equal(wks_vault_set_region(made.vault.vault, &made.workspace, &made.vault.err),
                     WKS_OK);
    return &made;
}

static inline int tear_down(void **state)
{
    bench *at = *state;
    bench_close(&at->vault);
    return 0;
}

static inline wks_code try_measure(bench *at, const char *indicator)
{
    at->found = (wks_candidates){0};
    return wks_measure_run(at->vault.vault, &at->vault.catalogue, &at->workspace,
                           wks_catalogue_indicator(&at->vault.catalogue, indicator),
                           &at->vault.arena, &at->found, &at->vault.err);
}

static inline void measure(bench *at, const char *indicator)
{
    if (try_measure(at, indicator) != WKS_OK) {
        fail_msg("%s", at->vault.err.text);
    }
}

/* Each stands there once.  NULL for a period where one was loaded. */
static inline const wks_candidate *find(const bench *at, const char *area, const char *period,
                                        size_t breakdown)
{
    const wks_candidate *got = NULL;
    for (size_t i = 0; i < at->found.n; i++) {
        const wks_candidate *one = &at->found.items[i];
        if (strcmp(one->area, area) == 0 && one->breakdown == breakdown &&
            (period == NULL || strcmp(one->period, period) == 0)) {
            assert_null(got);
            got = one;
        }
    }
    return got;
}

#endif
