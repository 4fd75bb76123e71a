/* The id of a release: a hash over what it says.
 * SPDX-License-Identifier: EUPL-1.2 */
#include "base/hash.h"
#include "public/picture/publishing.h"

#include <math.h>
#include <string.h>

static void hash_number(wks_hasher *hasher, double value)
{
    wks_hasher_add(hasher, &value, sizeof value);
}

static void hash_or_zero(wks_hasher *hasher, double value)
{
    hash_number(hasher, isnan(value) ? 0 : value);
}

static void hash_verdict(wks_hasher *hasher, const wks_verdict *verdict)
{
    if (verdict == NULL) {
        wks_hasher_add_text(hasher, "-");
        return;
    }
    wks_hasher_add_text(hasher, verdict->against);
    hash_or_zero(hasher, verdict->difference);
    hash_or_zero(hasher, verdict->lower);
    hash_or_zero(hasher, verdict->upper);
    hash_or_zero(hasher, verdict->p_higher);
    wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_LABEL, verdict->label)->code);
    wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_REASON, verdict->reason)->code);
}

static void hash_tests(wks_hasher *hasher, const wks_released *released)
{
    for (size_t i = 0; i < wks_released_count_tests(released); i++) {
        const wks_verdict_test *test = &wks_released_test_at(released, i)->test;
        wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_AGAINST, test->against)->code);
        wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_RULE, test->rule)->code);
        hash_or_zero(hasher, test->expected_by_chance);
        wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_REASON, test->reason)->code);
        wks_hasher_add_text(hasher, test->note);
    }
    for (size_t i = 0; i < wks_released_count_trends(released); i++) {
        const wks_verdict_trend *trend = &wks_released_trend_at(released, i)->trend;
        wks_hasher_add_text(hasher, trend->from_period);
        wks_hasher_add_text(hasher, trend->to_period);
        hash_or_zero(hasher, trend->per_year);
        hash_or_zero(hasher, trend->lower);
        hash_or_zero(hasher, trend->upper);
        wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_MOVEMENT, trend->movement)->code);
        wks_hasher_add_text(hasher, wks_verdict_word_at(WKS_WORDS_REASON, trend->reason)->code);
    }
}

static void hash_signal(wks_hasher *hasher, const wks_released_signal *signal)
{
    const double numbers[] = {signal->need_value, signal->need_lower,  signal->need_upper,
                              signal->ratio,      signal->ratio_lower, signal->ratio_upper,
                              signal->probability};
    wks_hasher_add_text(hasher, signal->area);
    wks_hasher_add_text(hasher, signal->label);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        hash_or_zero(hasher, numbers[i]);
    }
    for (size_t i = 0; i < signal->n_ladder; i++) {
        wks_hasher_add_text(hasher, signal->ladder[i].dutch);
    }
}

static void hash_findings(wks_hasher *hasher, const wks_released *released)
{
    for (size_t i = 0; i < wks_released_count_models(released); i++) {
        const wks_released_model *model = wks_released_model_at(released, i);
        wks_hasher_add_text(hasher, model->dutch);
        wks_hasher_add_text(hasher, model->diagnostics);
    }
    for (size_t i = 0; i < wks_released_count_signals(released); i++) {
        const wks_released_signal_list *list = wks_released_signals_at(released, i);
        wks_hasher_add_text(hasher, list->pair->id);
        wks_hasher_add_text(hasher, list->note);
        wks_hasher_add_text(hasher, list->sensitivity);
        for (size_t k = 0; k < list->n; k++) {
            hash_signal(hasher, &list->signals[k]);
        }
    }
}

void wks_publishing_release_id(const wks_publication *publication, const wks_released *released,
                               char id[static 17])
{
    wks_hasher hasher;
    wks_hasher_init(&hasher);
    wks_hasher_add_text(&hasher, publication->region_code);
    wks_hasher_add_text(&hasher, publication->region_name);
    wks_hasher_add_text(&hasher, publication->inputs);
    for (size_t i = 0; i < wks_released_count(released); i++) {
        const wks_released_value *value = wks_released_at(released, i);
        wks_hasher_add_text(&hasher, value->indicator->id);
        wks_hasher_add_text(&hasher, value->indicator->definition);
        wks_hasher_add(&hasher, &value->breakdown, sizeof value->breakdown);
        wks_hasher_add_text(&hasher, value->period);
        wks_hasher_add_text(&hasher, value->area);
        wks_hasher_add_text(&hasher, wks_status_code(value->value.status));
        wks_hasher_add_text(&hasher, wks_decision_code(value->decision));
        hash_number(&hasher, isnan(value->value.value) ? 0 : value->value.value);
        hash_number(&hasher, isnan(value->value.lower) ? 0 : value->value.lower);
        hash_number(&hasher, isnan(value->value.upper) ? 0 : value->value.upper);
        wks_hasher_add_text(&hasher, wks_verdict_word_at(WKS_WORDS_METHOD, value->method)->code);
        wks_hasher_add(&hasher, &value->flags, sizeof value->flags);
        hash_verdict(&hasher, value->verdict);
    }
    hash_tests(&hasher, released);
    hash_findings(&hasher, released);
    wks_publishing_hash_gaps(publication->gaps, &hasher);
    for (size_t i = 0; i < publication->n_maps; i++) {
        wks_hasher_add_text(&hasher, publication->maps[i].topojson);
        wks_hasher_add_text(&hasher, publication->maps[i].borders == NULL ? "" : "borders");
    }
    wks_hasher_add_text(&hasher, publication->publisher.name);
    wks_hasher_add_text(&hasher, publication->publisher.website);
    wks_hasher_add_text(&hasher, publication->publisher.email);
    for (size_t i = 0; i < publication->n_rules; i++) {
        wks_hasher_add_text(&hasher, publication->rules[i].dutch);
        wks_hasher_add_text(&hasher, publication->rules[i].english);
    }
    const wks_hash hash = wks_hasher_end(&hasher);
    memcpy(id, hash.hex, 16);
    id[16] = 0;
}
