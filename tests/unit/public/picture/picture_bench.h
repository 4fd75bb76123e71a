/* tests/unit/public/picture/picture_bench.h - a small invented release, ready to publish.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_PICTURE_BENCH_H
#define WKS_TESTS_PICTURE_BENCH_H

#include "../../model/workshop.h"
#include "base/db.h"
#include "base/language.h"
#include "gate/gate.h"
#include "public/picture/picture_write.h"
#include "seal_fixture.h"

#include <math.h>

static const wks_theme bench_themes[] = {{"leeg", "Leeg", "Empty"}, {"zorg", "Zorg", "Care"}};
static const wks_source bench_sources[] = {
    {.id = "open", .name = "Open", .owner = "CBS", .licence = "CC BY", .is_public = true},
    {.id = "ongebruikt", .name = "X", .owner = "X"}};
static const wks_breakdown bench_breakdowns[] = {{.id = "totaal", .dutch = "T", .english = "T"},
                                                 {.id = "65+", .dutch = "O", .english = "O"}};
static const wks_break bench_breaks[] = {{"2022", "breuk", "break"}};
static const wks_indicator bench_indicators[] = {{.id = "proef",
                                                  .code = "PX01",
                                                  .dutch = "Proef",
                                                  .english = "Trial",
                                                  .theme = "zorg",
                                                  .unit = "%",
                                                  .decimals = 1,
                                                  .breakdowns = bench_breakdowns,
                                                  .n_breakdowns = 2,
                                                  .breaks = bench_breaks,
                                                  .n_breaks = 1,
                                                  .definition = "0123456789ab"},
                                                 {.id = "ander",
                                                  .code = "PX02",
                                                  .dutch = "Ander",
                                                  .english = "Other",
                                                  .theme = "zorg",
                                                  .unit = "euro",
                                                  .breakdowns = bench_breakdowns,
                                                  .n_breakdowns = 1,
                                                  .definition = "0123456789ac"}};
static const wks_catalogue bench_catalogue = {.themes = bench_themes,
                                              .n_themes = 2,
                                              .sources = bench_sources,
                                              .n_sources = 2,
                                              .indicators = bench_indicators,
                                              .n_indicators = 2};
/* by code and edition; GM0002 ends in 2020, GM0003 begins in 2022 */
static const wks_area bench_areas[] = {
    {"GG0001", "Regio", "NL00", WKS_LEVEL_REGIO, 2022},
    {"GM0001", "Oost (oud)", "GG0001", WKS_LEVEL_GEMEENTE, 2020},
    {"GM0001", "Oost", "GG0001", WKS_LEVEL_GEMEENTE, 2022},
    {"GM0002", "'s-Gravenhage", "GG0001", WKS_LEVEL_GEMEENTE, 2020},
    {"GM0003", "S\u00fadwest", "GG0001", WKS_LEVEL_GEMEENTE, 2022},
    {"NL00", "Nederland", NULL, WKS_LEVEL_LAND, 2022},
    {"WK000101", "Oost Kern", "GM0001", WKS_LEVEL_WIJK, 2022}};
static const wks_publish_delivery bench_deliveries[] = {
    {1, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "open", "a.csv", 2020,
     3, 0, false},
    {2, "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "open", "b.csv", 2022,
     3, 1, false}};
static const char *const bench_codes[] = {"GM0001", "GM0003"};
/* Two squares, the second drawn in degrees elsewhere so that the two systems cannot be mixed up. */
static wks_point bench_corners[2][5] = {{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}},
                                        {{5, 52}, {6, 52}, {6, 53}, {5, 53}, {5, 52}}};
static wks_ring bench_rings[2] = {{bench_corners[0], 5}, {bench_corners[1], 5}};
static wks_polygon bench_polygons[2] = {{&bench_rings[0], 1}, {&bench_rings[1], 1}};
static const wks_publish_border bench_borders[] = {
    {{&bench_polygons[0], 1}, {&bench_polygons[1], 1}},
    {{&bench_polygons[0], 1}, {&bench_polygons[1], 1}}};
static const wks_publish_map bench_maps[] = {
    {WKS_LEVEL_GEMEENTE, 2022, "{\"type\":\"Topology\"}", bench_codes, bench_borders, 2}};

static const wks_publish_rule bench_rules[] = {{"Onder 10 verborgen.", "Hidden under 10."},
                                               {"Openbaar mag.", "Public passes."}};

typedef struct picture_bench {
    workshop shop;
    wks_arena arena;
    wks_error err;
    char path[WORKSHOP_PATH_SIZE];
    wks_publication publication;
    wks_publish_report report;
    seal_fixture verifier;
} picture_bench;

static inline wks_candidate bench_figure(const char *area, wks_level level, const char *period,
                                         int delivery, double value)
{
    wks_candidate one = {.indicator = &bench_indicators[0],
                         .source = &bench_sources[0],
                         .level = level,
                         .period = period,
                         .area = area,
                         .value = {value, value - 1, value + 1, WKS_STATUS_OK},
                         .kind = WKS_CANDIDATE_FIGURE,
                         .n_persons = NAN,
                         .n_with = NAN,
                         .delivery = delivery,
                         .rows = "2 3"};
    if (isnan(value)) {
        one.value = wks_value_empty(WKS_STATUS_HIDDEN);
    }
    return one;
}

static inline const wks_released *bench_release(picture_bench *at, wks_candidate *candidates,
                                                size_t n)
{
    const wks_gate_rules rules = {.minimum_persons = 10};
    const wks_released *released = NULL;
    wks_gate_report report;
    assert_int_equal(wks_gate_release(&rules, &(wks_candidates){.items = candidates, .n = n},
                                      &at->arena, &released, &report, &at->err),
                     WKS_OK);
    return released;
}

/* The country and gemeenten in 2020 and 2022, one of them empty at the source. */
static inline const wks_released *bench_usual(picture_bench *at, double value)
{
    wks_candidate list[] = {
        bench_figure("NL00", WKS_LEVEL_LAND, "2020", 1, 50),
        bench_figure("GM0001", WKS_LEVEL_GEMEENTE, "2020", 1, value),
        bench_figure("GM0001", WKS_LEVEL_GEMEENTE, "2022", 2, NAN),
        bench_figure("GM0003", WKS_LEVEL_GEMEENTE, "2022", 2, 12.5),
        bench_figure("GM0009", WKS_LEVEL_GEMEENTE, "2022", 2, 99), /* not among the areas */
        bench_figure("WK000101", WKS_LEVEL_WIJK, "2022", 2, 7),
        bench_figure("WK000101", WKS_LEVEL_WIJK, "2022", 2, 8),
    };
    list[6].indicator = &bench_indicators[1];
    return bench_release(at, list, sizeof list / sizeof list[0]);
}

static inline void bench_open(picture_bench *at)
{
    memset(at, 0, sizeof *at);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&at->shop);
    wks_arena_init(&at->arena, 0);
    workshop_path(&at->shop, "picture.db", at->path);
    at->publication = (wks_publication){.released_on = "2026-11-21",
                                        .region_code = "GG0001",
                                        .region_name = "Regio",
                                        .publisher = {.name = "GGD", .email = "a@ggd.example"},
                                        .inputs = "een",
                                        .catalogue = &bench_catalogue,
                                        .areas = bench_areas,
                                        .n_areas = sizeof bench_areas / sizeof bench_areas[0],
                                        .deliveries = bench_deliveries,
                                        .n_deliveries = 2,
                                        .maps = bench_maps,
                                        .n_maps = 1,
                                        .rules = bench_rules,
                                        .n_rules = 2};
    make_picture_key(at->path, at->verifier.secret, &at->verifier.key);
    snprintf(at->verifier.text_path, sizeof at->verifier.text_path, "%.200s.text", at->path);
    at->verifier.arena = &at->arena;
    at->publication.sealer = (wks_publish_sealer){.text_path = at->verifier.text_path,
                                                  .key = &at->verifier.key,
                                                  .make = seal_anything,
                                                  .context = &at->verifier};
}

static inline void bench_close(picture_bench *at)
{
    wks_arena_fail_after(0);
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
}

static inline wks_code bench_publish(picture_bench *at, const wks_released *released)
{
    return wks_picture_publish(at->path, &at->publication, released, &at->arena, NULL, &at->report,
                               &at->err);
}

static inline void bench_must_publish(picture_bench *at, const wks_released *released)
{
    if (bench_publish(at, released) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
}

/* The first column of the first row, as text; "" when there is no row, "-" for NULL. */
static inline const char *bench_ask(picture_bench *at, const char *sql)
{
    wks_db *db = NULL;
    wks_query *query = NULL;
    bool has_row = false;
    const char *answer = "";
    if (wks_db_open(at->path, WKS_DB_READ, &db, &at->err) != WKS_OK ||
        wks_query_open(db, sql, &query, &at->err) != WKS_OK ||
        wks_query_step(query, &has_row, &at->err) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
    if (has_row) {
        const char *text = wks_query_text(query, 0);
        answer = wks_arena_text(&at->arena, text == NULL ? "-" : text);
    }
    wks_query_close(query);
    wks_db_close(db);
    return answer;
}

#endif
