/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/serve/routes.h"

#include "access/role.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

static const wks_http_manner published = {.cache = WKS_HTTP_CACHE_STATISTICS,
                                          .is_for_all_origins = true};
static const wks_http_manner negotiated = {
    .cache = WKS_HTTP_CACHE_STATISTICS, .is_for_all_origins = true, .is_by_accept = true};
static const wks_http_manner shown = {.cache = WKS_HTTP_CACHE_CHECK};
static const wks_http_manner passing = {.cache = WKS_HTTP_CACHE_NEVER};

/* What people write.  Who may is in access/role.c; admit.c asks for it. */
enum {
    SMALL = 4 << 10, /* bytes of a request */
    LARGE = 64 << 10
};

static const wks_http_manner entering = {.cache = WKS_HTTP_CACHE_NEVER, .max_content = SMALL};
static const wks_http_manner own = {.cache = WKS_HTTP_CACHE_NEVER, .right = WKS_RIGHT_OWN_ACCOUNT};
static const wks_http_manner read_now = {
    .cache = WKS_HTTP_CACHE_CHECK, .is_for_all_origins = true, .right = WKS_RIGHT_READ};
static const wks_http_manner writing_action = {
    .cache = WKS_HTTP_CACHE_NEVER, .right = WKS_RIGHT_WRITE_ACTION, .max_content = LARGE};
static const wks_http_manner accounts = {
    .cache = WKS_HTTP_CACHE_NEVER, .right = WKS_RIGHT_MANAGE_ACCOUNTS, .max_content = SMALL};

static const wks_http_route routes[] = {
    {"GET", "/api/v1/release", wks_get_release, &published},
    {"GET", "/api/v1/indicatoren", wks_get_indicators, &published},
    {"GET", "/api/v1/indicatoren/{indicator}/waarden", wks_get_table, &published},
    {"GET", "/api/v1/gebieden", wks_get_areas, &published},
    {"GET", "/api/v1/waarden", wks_get_values, &published},
    {"GET", "/api/v1/overzichten/{niveau}", wks_get_overview, &published},
    {"GET", "/api/v1/profielen/{gebiedcode}", wks_get_profile, &published},
    {"GET", "/api/v1/kaarten/{niveau}", wks_get_map, &published},
    {"GET", "/api/v1/herkomst", wks_get_origin, &published},
    {"GET", "/api/v1/signalen", wks_get_signals, &published},
    {"GET", "/api/v1/verschillen", wks_get_gaps, &published},
    {"GET", "/api/v1/uitgaven/{uitgave}/wijzigingen", wks_get_changes, &published},
    {"GET", "/api/v1/privacypoort", wks_get_gate, &published},
    {"GET", "/api/v1/catalogus", wks_get_catalogue, &negotiated},
    {"GET", "/api/v1/openapi.json", wks_get_openapi, &published},
    {"GET", "/regio/v1/openapi.json", wks_get_openapi, &published},
    {"GET", "/regio/v1/ik", wks_get_me, &own},
    {"POST", "/regio/v1/sessies", wks_post_session, &entering},
    {"DELETE", "/regio/v1/sessies/huidige", wks_delete_session, &own},
    {"POST", "/regio/v1/aanvaardingen", wks_post_acceptance, &entering},
    {"GET", "/regio/v1/accounts", wks_get_accounts, &accounts},
    {"POST", "/regio/v1/accounts", wks_post_account, &accounts},
    {"PUT", "/regio/v1/accounts/{naam}", wks_put_account, &accounts},
    {"POST", "/regio/v1/accounts/{naam}/uitnodigingen", wks_post_account_invitation, &accounts},
    {"GET", "/regio/v1/soorten", wks_get_record_kinds, &read_now},
    {"GET", "/regio/v1/overzichtsplaat", wks_get_board, &read_now},
    {"GET", "/regio/v1/knelpunten", wks_get_records, &read_now},
    {"POST", "/regio/v1/knelpunten", wks_post_record, &writing_action},
    {"GET", "/regio/v1/knelpunten/{nummer}", wks_get_record, &read_now},
    {"PUT", "/regio/v1/knelpunten/{nummer}", wks_put_record, &writing_action},
    {"GET", "/regio/v1/knelpunten/{nummer}/versies", wks_get_record_versions, &own},
    {"PUT", "/regio/v1/knelpunten/{nummer}/verbanden/{naar}", wks_put_record_link, &writing_action},
    {"DELETE", "/regio/v1/knelpunten/{nummer}/verbanden/{naar}", wks_delete_record_link,
     &writing_action},
    {"GET", "/regio/v1/initiatieven", wks_get_records, &read_now},
    {"POST", "/regio/v1/initiatieven", wks_post_record, &writing_action},
    {"GET", "/regio/v1/initiatieven/{nummer}", wks_get_record, &read_now},
    {"PUT", "/regio/v1/initiatieven/{nummer}", wks_put_record, &writing_action},
    {"GET", "/regio/v1/initiatieven/{nummer}/versies", wks_get_record_versions, &own},
    {"PUT", "/regio/v1/initiatieven/{nummer}/verbanden/{naar}", wks_put_record_link,
     &writing_action},
    {"DELETE", "/regio/v1/initiatieven/{nummer}/verbanden/{naar}", wks_delete_record_link,
     &writing_action},
    {"GET", "/ogc/v1", wks_get_ogc, &published},
    {"GET", "/ogc/v1/conformance", wks_get_ogc, &published},
    {"GET", "/ogc/v1/collections", wks_get_ogc, &published},
    {"GET", "/ogc/v1/collections/{collectionId}", wks_get_ogc, &published},
    {"GET", "/ogc/v1/collections/{collectionId}/items", wks_get_ogc_items, &published},
    {"GET", "/ogc/v1/collections/{collectionId}/items/{featureId}", wks_get_ogc_items, &published},
    {"GET", "/ogc/v1/openapi.json", wks_get_openapi, &published},
    {"GET", "/healthz", wks_get_health, &passing},
    {"GET", "/", wks_get_page, &shown},
    {"GET", "/gebied/{code}", wks_get_page, &shown},
    {"GET", "/onderwerp/{id}", wks_get_page, &shown},
    {"GET", "/over", wks_get_page, &shown},
    {"GET", "/privacypoort", wks_get_page, &shown},
    {"GET", "/signalen", wks_get_page, &shown},
    {"GET", "/kaart", wks_get_page, &shown},
    {"GET", "/definities", wks_get_page, &shown},
    {"GET", "/nieuw", wks_get_page, &shown},
    {"GET", "/verschillen", wks_get_page, &shown},
    {"GET", "/vergelijken", wks_get_page, &shown},
    {"GET", "/uitleg", wks_get_page, &shown},
    {"GET", "/insluiten/kaart", wks_get_page, &shown},
    {"GET", "/en/insluiten/kaart", wks_get_page, &shown},
    {"GET", "/en", wks_get_page, &shown},
    {"GET", "/en/", wks_get_page, &shown},
    {"GET", "/en/gebied/{code}", wks_get_page, &shown},
    {"GET", "/en/onderwerp/{id}", wks_get_page, &shown},
    {"GET", "/en/over", wks_get_page, &shown},
    {"GET", "/en/privacypoort", wks_get_page, &shown},
    {"GET", "/en/kaart", wks_get_page, &shown},
    {"GET", "/en/definities", wks_get_page, &shown},
    {"GET", "/en/nieuw", wks_get_page, &shown},
    {"GET", "/en/verschillen", wks_get_page, &shown},
    {"GET", "/en/vergelijken", wks_get_page, &shown},
    {"GET", "/en/signalen", wks_get_page, &shown},
    {"GET", "/en/uitleg", wks_get_page, &shown},
    {"GET", "/assets/{file*}", wks_get_file, &shown},
    {"GET", "/{file}", wks_get_file, &shown},
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
