/* tests/unit/private/vault/vault_bench.h - a vault in a folder of its own, with a small catalogue.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_TESTS_VAULT_BENCH_H
#define WKS_TESTS_VAULT_BENCH_H

#include "../../model/workshop.h"
#include "base/language.h"
#include "private/vault/delivery.h"
#include "private/vault/vault.h"

typedef struct vault_bench {
    workshop shop;
    wks_arena arena;
    wks_error err;
    wks_catalogue catalogue;
    wks_vault *vault;
    wks_load_report report;
} vault_bench;

#define SOURCE(id, kind)                                                                           \
    "id: " id "\nname: Proef\nowner: Niemand\nlicence: vrij\nwebsite: n.v.t.\nkind: " kind "\n"
#define INDICATOR(id, code)                                                                        \
    "  - {id: " id ", code: " code ", nl: Proef, en: Trial, numerator: T, denominator: N, "        \
    "population: alle, unit: '%', decimals: 1, direction: neutral, may: [compare], "               \
    "levels: [land, regio, gemeente, wijk], "

/* The areas of the invented country, and its residents. */
#define AREAS_SOURCE                                                                               \
    SOURCE("gebieden", "figures")                                                                  \
    "public: yes\nrecognise: [gebied, naam, inwoners, huishoudens]\narea: {column: gebied}\n"      \
    "area_name: naam\ndefines_areas: yes\nperiod_from_name: yes\n"                                 \
    "missing: [{text: '.', means: hidden}]\n"

#define AREAS_TOP "gebied;naam;inwoners;huishoudens\n"
#define AREAS                                                                                      \
    AREAS_TOP "NL00;Nederland;5000;2000\nGM0001;Oost;300;100\nWK000101;Oost Kern;200;70\n"         \
              "WK000102;Oost Buiten;100;30\nGM0002;'s-Gravenhage;500;200\n"                        \
              "WK000201;Duinoord;500;200\nGM0003;S\u00fadwest-Frysl\u00e2n;700;300\n"

static inline wks_code bench_read_catalogue(vault_bench *at)
{
    char folder[WORKSHOP_PATH_SIZE];
    workshop_path(&at->shop, "catalogue", folder);
    return wks_catalogue_read(folder, &at->arena, &at->catalogue, &at->err);
}

static inline wks_code bench_open_vault(vault_bench *at, bool is_invented)
{
    char path[WORKSHOP_PATH_SIZE];
    workshop_path(&at->shop, "vault.duckdb", path);
    return wks_vault_open(path, is_invented, &at->arena, &at->vault, &at->err);
}

/* A catalogue of sources[n_sources] and the indicators of this text, and an empty vault. */
static inline void bench_open(vault_bench *at, const char *const *sources, size_t n_sources,
                              const char *indicators, bool is_invented)
{
    memset(at, 0, sizeof *at);
    wks_language_set(WKS_ENGLISH);
    workshop_open(&at->shop);
    wks_arena_init(&at->arena, 0);
    for (size_t i = 0; i < n_sources; i++) {
        char name[64];
        snprintf(name, sizeof name, "catalogue/sources/bron%zu.yaml", i);
        workshop_write(&at->shop, name, sources[i]);
    }
    workshop_write(&at->shop, "catalogue/indicators/proef.yaml", indicators);
    if (bench_read_catalogue(at) != WKS_OK || bench_open_vault(at, is_invented) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
}

static inline void bench_close(vault_bench *at)
{
    wks_arena_fail_after(0);
    wks_vault_close(at->vault);
    wks_arena_clear(&at->arena);
    workshop_close(&at->shop);
}

/* Write file with this text and load it. */
static inline wks_code bench_load(vault_bench *at, const char *file, const char *text,
                                  const char *source)
{
    char path[WORKSHOP_PATH_SIZE];
    workshop_write(&at->shop, file, text);
    workshop_path(&at->shop, file, path);
    const wks_load_request request = {.path = path, .source_id = source};
    return wks_delivery_load(at->vault, &at->catalogue, &request, &at->arena, NULL, &at->report,
                             &at->err);
}

static inline void bench_must_load(vault_bench *at, const char *file, const char *text,
                                   const char *source)
{
    if (bench_load(at, file, text, source) != WKS_OK) {
        fail_msg("%s", at->err.text);
    }
}

#endif
