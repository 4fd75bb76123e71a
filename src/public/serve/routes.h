/* public/serve/routes.h - which path is answered by whom.
 *
 * openapi.yaml describes the same routes; tests/http holds the two against each other.
 * SPDX-License-Identifier: EUPL-1.2
 */
#ifndef WKS_PUBLIC_SERVE_ROUTES_H
#define WKS_PUBLIC_SERVE_ROUTES_H

#include "base/http.h"
#include "public/serve/release_cache.h"

#include <stddef.h>

const wks_http_route *wks_routes_table(size_t *n);
/* The route with this pattern, which must be there. */
const wks_http_route *wks_routes_find(const char *pattern);

/* The handlers, each in the file of its name; their context is a struct wks_serve. */
wks_http_handler wks_get_release;
wks_http_handler wks_get_indicators;
wks_http_handler wks_get_areas;
wks_http_handler wks_get_values;
wks_http_handler wks_get_profile;
wks_http_handler wks_get_map;
wks_http_handler wks_get_origin;
wks_http_handler wks_get_overview;
wks_http_handler wks_get_signals;
wks_http_handler wks_get_table;
wks_http_handler wks_get_gaps;
wks_http_handler wks_get_gate;
wks_http_handler wks_get_openapi;
wks_http_handler wks_get_catalogue;
wks_http_handler wks_get_ogc;
wks_http_handler wks_get_ogc_items;
wks_http_handler wks_get_health;
wks_http_handler wks_get_page;
wks_http_handler wks_get_changes;
wks_http_handler wks_get_file;

wks_http_handler wks_get_me; /* session_routes.c */
wks_http_handler wks_post_session;
wks_http_handler wks_delete_session;
wks_http_handler wks_post_acceptance;
wks_http_handler wks_get_accounts; /* account_routes.c */
wks_http_handler wks_post_account;
wks_http_handler wks_put_account;
wks_http_handler wks_post_account_invitation;
wks_http_handler wks_get_record_kinds; /* record_routes.c */
wks_http_handler wks_get_records;
wks_http_handler wks_post_record;
wks_http_handler wks_get_record;
wks_http_handler wks_put_record;
wks_http_handler wks_get_record_versions;
wks_http_handler wks_put_record_link;
wks_http_handler wks_delete_record_link;
wks_http_handler wks_get_board;

/* What every reader asks for, rendered as soon as a release is taken up. */
extern const wks_release_item wks_get_release_item;
extern const wks_release_item wks_get_indicators_items[2]; /* by language */
extern const wks_release_item wks_get_areas_item;
extern const wks_release_item wks_get_map_items[];
extern const size_t wks_get_map_n_items;

#endif
