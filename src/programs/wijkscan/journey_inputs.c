/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/journey_inputs.h"

#include "base/hash.h"

#include <stddef.h>

static void hash_sources(wks_hasher *hasher, const wks_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        const wks_source *source = &catalogue->sources[i];
        const char *const texts[] = {source->id,      source->name,    source->owner,
                                     source->licence, source->website, source->note};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            wks_hasher_add_text(hasher, texts[k]);
        }
        wks_hasher_add_text(hasher, source->is_public ? "public" : "private");
        for (size_t k = 0; k < source->n_invented_files; k++) {
            wks_hasher_add_text(hasher, source->invented_files[k]);
        }
    }
}

static void hash_signals(wks_hasher *hasher, const wks_catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->n_signals; i++) {
        const wks_signal_pair *pair = &catalogue->signals[i];
        const char *const texts[] = {pair->id, pair->dutch, pair->english, pair->need, pair->use};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            wks_hasher_add_text(hasher, texts[k]);
        }
        wks_hasher_add(hasher, &pair->level, sizeof pair->level);
        wks_hasher_add(hasher, &pair->is_label, sizeof pair->is_label);
        wks_hasher_add(hasher, &pair->assumed_need_error, sizeof pair->assumed_need_error);
        wks_hasher_add(hasher, &pair->assumed_use_error, sizeof pair->assumed_use_error);
        for (size_t k = 0; k < pair->n_ladder; k++) {
            wks_hasher_add_text(hasher, pair->ladder[k].indicator);
            wks_hasher_add_text(hasher, pair->ladder[k].dutch);
        }
    }
}

/* By what areas are put in order and weighed, and what is said of it. */
static void hash_gaps(wks_hasher *hasher, const wks_gap_plan *plan)
{
    wks_hasher_add_text(hasher, plan->weight);
    for (size_t i = 0; i < plan->n_orders; i++) {
        const wks_gap_order *order = &plan->orders[i];
        const char *const texts[] = {order->indicator,   order->dutch,         order->english,
                                     order->least_dutch, order->least_english, order->most_dutch,
                                     order->most_english};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            wks_hasher_add_text(hasher, texts[k]);
        }
        wks_hasher_add(hasher, &order->is_highest_first, sizeof order->is_highest_first);
    }
    wks_hasher_add(hasher, &plan->most_years, sizeof plan->most_years);
    wks_hasher_add(hasher, &plan->least_areas, sizeof plan->least_areas);
    wks_hasher_add(hasher, &plan->least_share, sizeof plan->least_share);
    wks_hasher_add(hasher, plan->levels, sizeof plan->levels);
    for (size_t i = 0; i < plan->n_without; i++) {
        wks_hasher_add_text(hasher, plan->without[i]);
    }
}

const char *wks_journey_inputs(const wks_journey *journey, const wks_publication *publication,
                               const char *known)
{
    const wks_workspace *workspace = &journey->workspace;
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add_text(&hasher, WKS_VERSION);
    wks_hasher_add_text(&hasher, "borders"); /* a release of before they were kept is made anew */
    wks_hasher_add_text(&hasher, workspace->region_code);
    wks_hasher_add_text(&hasher, workspace->region_name);
    wks_hasher_add_text(&hasher, workspace->publisher.name);
    wks_hasher_add_text(&hasher, workspace->publisher.website);
    wks_hasher_add_text(&hasher, workspace->publisher.email);
    for (size_t i = 0; i < workspace->n_gemeenten; i++) {
        wks_hasher_add_text(&hasher, workspace->gemeenten[i]);
    }
    wks_hasher_add(&hasher, &workspace->minimum_persons, sizeof workspace->minimum_persons);
    wks_hasher_add_text(&hasher, journey->policy == NULL ? NULL : journey->policy->hash.hex);
    for (size_t i = 0; i < publication->n_deliveries; i++) {
        wks_hasher_add_text(&hasher, publication->deliveries[i].hash);
    }
    hash_sources(&hasher, &journey->catalogue);
    for (size_t i = 0; i < journey->catalogue.n_indicators; i++) {
        const wks_indicator *indicator = &journey->catalogue.indicators[i];
        const char *const texts[] = {
            indicator->id,    indicator->definition, indicator->dutch, indicator->english,
            indicator->theme, indicator->unit,       indicator->note,  indicator->direction_owner};
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++) {
            wks_hasher_add_text(&hasher, texts[k]);
        }
    }
    hash_signals(&hasher, &journey->catalogue);
    hash_gaps(&hasher, &journey->catalogue.gaps);
    for (size_t i = 0; i < publication->n_rules; i++) {
        wks_hasher_add_text(&hasher, publication->rules[i].dutch);
        wks_hasher_add_text(&hasher, publication->rules[i].english);
    }
    if (known != NULL) {
        wks_hasher_add_text(&hasher, known);
    }
    return wks_arena_text(journey->call->arena, wks_hasher_end(&hasher).hex);
}
