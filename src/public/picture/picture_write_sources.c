/* Where a release comes from: who answers for it, its sources, and their deliveries.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/publishing.h"

#include <string.h>

wks_code wks_publishing_write_publisher(wks_publishing *publishing, wks_error *err)
{
    const wks_publisher *publisher = &publishing->publication->publisher;
    wks_query *query = NULL;
    if (publisher->name == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_publishing_open(publishing, "add_publisher.sql", &query, err));
    wks_query_bind_integer(query, 1, publishing->release);
    wks_query_bind_text(query, 2, publisher->name);
    wks_query_bind_text(query, 3, publisher->website);
    wks_query_bind_text(query, 4, publisher->email);
    const wks_code code = wks_query_run(query, err);
    wks_query_close(query);
    return code;
}

/* Whether source gave a delivery of the demo, or one that is known to be invented. */
static bool is_invented(const wks_publication *publication, const char *source)
{
    for (size_t i = 0; i < publication->n_deliveries; i++) {
        if (publication->deliveries[i].is_invented &&
            strcmp(publication->deliveries[i].source, source) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_delivered(const wks_publication *publication, const char *source)
{
    for (size_t i = 0; i < publication->n_deliveries; i++) {
        if (strcmp(publication->deliveries[i].source, source) == 0) {
            return true;
        }
    }
    return false;
}

/* An invented delivery has the form of its owner's, and does not come from them. */
static wks_code bind_owner(wks_publishing *publishing, const wks_source *source, wks_query *query,
                           wks_error *err)
{
    const char *owner = source->owner;
    const char *licence = source->licence;
    const char *website = source->website;
    if (is_invented(publishing->publication, source->id)) {
        owner = wks_arena_printf(publishing->arena, "%s (verzonnen)", source->owner);
        licence = "verzonnen cijfers";
        website = NULL;
    }
    if (owner == NULL) {
        return wks_arena_fail(err);
    }
    wks_query_bind_text(query, 4, owner);
    wks_query_bind_text(query, 5, licence == NULL ? "" : licence);
    wks_query_bind_text(query, 6, website == NULL ? "" : website);
    return WKS_OK;
}

wks_code wks_publishing_write_sources(wks_publishing *publishing, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    const wks_catalogue *catalogue = publication->catalogue;
    wks_query *query = NULL;
    wks_code code = wks_publishing_open(publishing, "add_source.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < catalogue->n_sources; i++) {
        const wks_source *source = &catalogue->sources[i];
        if (!is_delivered(publication, source->id)) {
            continue;
        }
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_text(query, 2, source->id);
        wks_query_bind_text(query, 3, source->name);
        wks_query_bind_text(query, 7, source->note == NULL ? "" : source->note);
        wks_query_bind_integer(query, 8, source->is_public);
        wks_query_bind_integer(query, 9, source->is_modelled);
        code = bind_owner(publishing, source, query, err);
        if (code == WKS_OK) {
            code = wks_query_run(query, err);
        }
    }
    wks_query_close(query);
    return code;
}

wks_code wks_publishing_write_deliveries(wks_publishing *publishing, wks_error *err)
{
    const wks_publication *publication = publishing->publication;
    wks_query *query = NULL;
    wks_code code = wks_publishing_open(publishing, "add_delivery.sql", &query, err);
    for (size_t i = 0; code == WKS_OK && i < publication->n_deliveries; i++) {
        const wks_publish_delivery *delivery = &publication->deliveries[i];
        const wks_source *source = wks_catalogue_source(publication->catalogue, delivery->source);
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_integer(query, 2, delivery->number);
        wks_query_bind_text(query, 3, delivery->hash);
        wks_query_bind_text(query, 4, delivery->source);
        wks_query_bind_text(query, 5, delivery->file);
        wks_query_bind_integer(query, 6, delivery->edition);
        /* of what is not public the rest of the rows would be told by those that are shown */
        if (source != NULL && source->is_public) {
            wks_query_bind_integer(query, 7, delivery->n_rows);
            wks_query_bind_integer(query, 8, delivery->n_unknown);
        }
        code = wks_query_run(query, err);
    }
    wks_query_close(query);
    return code;
}
