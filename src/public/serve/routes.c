/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static const wks_http_route routes[] = {
    {"GET", "/api/v1/release", wks_get_release, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/indicatoren", wks_get_indicators, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/indicatoren/{indicator}/waarden", wks_get_table, WKS_HTTP_CACHE_STATISTICS,
     true},
    {"GET", "/api/v1/gebieden", wks_get_areas, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/waarden", wks_get_values, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/overzichten/{niveau}", wks_get_overview, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/profielen/{gebiedcode}", wks_get_profile, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/kaarten/{niveau}", wks_get_map, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/herkomst", wks_get_origin, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/signalen", wks_get_signals, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/verschillen", wks_get_gaps, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/uitgaven/{uitgave}/wijzigingen", wks_get_changes, WKS_HTTP_CACHE_STATISTICS,
     true},
    {"GET", "/api/v1/privacypoort", wks_get_gate, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/catalogus", wks_get_catalogue, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/api/v1/openapi.json", wks_get_openapi, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1", wks_get_ogc, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1/conformance", wks_get_ogc, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1/collections", wks_get_ogc, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1/collections/{collectionId}", wks_get_ogc, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1/collections/{collectionId}/items", wks_get_ogc_items,
     WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1/collections/{collectionId}/items/{featureId}", wks_get_ogc_items,
     WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/ogc/v1/openapi.json", wks_get_openapi, WKS_HTTP_CACHE_STATISTICS, true},
    {"GET", "/healthz", wks_get_health, WKS_HTTP_CACHE_NEVER, false},
    {"GET", "/", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/gebied/{code}", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/onderwerp/{id}", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/over", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/privacypoort", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/signalen", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/kaart", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/definities", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/nieuw", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/verschillen", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/vergelijken", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/uitleg", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/insluiten/kaart", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/insluiten/kaart", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/gebied/{code}", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/onderwerp/{id}", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/over", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/privacypoort", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/kaart", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/definities", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/nieuw", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/verschillen", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/vergelijken", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/signalen", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/en/uitleg", wks_get_page, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/assets/{file*}", wks_get_file, WKS_HTTP_CACHE_CHECK, false},
    {"GET", "/{file}", wks_get_file, WKS_HTTP_CACHE_CHECK, false},
};

const wks_http_route *wks_routes_table(size_t *n)
{
    *n = sizeof routes / sizeof routes[0];
    return routes;
}

const wks_http_route *wks_routes_find(const char *pattern)
{
    for (size_t i = 0; i < sizeof routes / sizeof routes[0]; i++) {
        if (strcmp(routes[i].pattern, pattern) == 0) {
            return &routes[i];
        }
    }
    assert(false); /* the pattern stands in our own code */
    return NULL;
}
