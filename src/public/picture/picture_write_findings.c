/* Models and the lists of signals of a release.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "public/picture/publishing.h"

#include <stdint.h>
#include <string.h>

static const char *reason_code(wks_verdict_reason reason)
{
    return reason == WKS_WHY_NONE ? NULL : wks_verdict_word_at(WKS_WORDS_REASON, reason)->code;
}

int64_t wks_publishing_indicator_number(const wks_publishing *publishing,
                                        const wks_indicator *indicator)
{
    for (size_t i = 0; i < publishing->n_indicators; i++) {
        if (publishing->indicators[i] == indicator) {
            return (int64_t)i + 1;
        }
    }
    return 0;
}

static wks_code write_model(wks_publishing *publishing, wks_query *query, size_t index,
                            wks_error *err)
{
    const wks_released_model *model = wks_released_model_at(publishing->released, index);
    const int64_t indicator = model->indicator == NULL
                                  ? 0
                                  : wks_publishing_indicator_number(publishing, model->indicator);
    wks_query_bind_integer(query, 1, publishing->release);
    wks_query_bind_integer(query, 2, (int64_t)index + 1);
    if (indicator == 0) {
        wks_query_bind_text(query, 3, NULL);
        wks_query_bind_text(query, 4, NULL);
    } else {
        wks_query_bind_integer(query, 3, indicator);
        wks_query_bind_integer(query, 4, (int64_t)model->breakdown);
    }
    wks_query_bind_text(query, 5, wks_level_id(model->level));
    wks_query_bind_text(query, 6, model->period);
    wks_query_bind_text(query, 7, model->name);
    wks_query_bind_text(query, 8, model->dutch);
    wks_query_bind_text(query, 9, model->english);
    wks_query_bind_text(query, 10, model->diagnostics);
    return wks_query_run(query, err);
}

static wks_code write_list(wks_publishing *publishing, wks_query *query, size_t index,
                           wks_error *err)
{
    const wks_released_signal_list *list = wks_released_signals_at(publishing->released, index);
    wks_query_bind_integer(query, 1, publishing->release);
    wks_query_bind_text(query, 2, list->pair->id);
    wks_query_bind_integer(query, 3, (int64_t)index);
    wks_query_bind_text(query, 4, list->pair->dutch);
    wks_query_bind_text(query, 5, list->pair->english);
    wks_query_bind_integer(query, 6, wks_publishing_indicator_number(publishing, list->need));
    wks_query_bind_integer(query, 7, 0);
    wks_query_bind_integer(query, 8, wks_publishing_indicator_number(publishing, list->use));
    wks_query_bind_integer(query, 9, 0);
    wks_query_bind_text(query, 10, wks_level_id(list->pair->level));
    wks_query_bind_text(query, 11, list->period);
    if (list->model == SIZE_MAX) {
        wks_query_bind_text(query, 12, NULL);
    } else {
        wks_query_bind_integer(query, 12, (int64_t)list->model + 1);
    }
    wks_query_bind_integer(query, 13, list->pair->is_label ? 1 : 0);
    wks_query_bind_text(query, 14, list->note);
    wks_query_bind_text(query, 15, list->sensitivity);
    return wks_query_run(query, err);
}

static void put_ladder(const wks_released_signal *signal, wks_buffer *out)
{
    static const char *const rungs[] = {[WKS_RUNG_DEMOGRAPHY] = "bevolking",
                                        [WKS_RUNG_SUPPLY] = "aanbod",
                                        [WKS_RUNG_HELP_SEEKING] = "hulp_zoeken",
                                        [WKS_RUNG_REGISTRATION] = "registratie",
                                        [WKS_RUNG_OTHER_DOMAINS] = "andere_domeinen"};
    static const char *const outcomes[] = {[WKS_OUTCOME_NO_DATA] = "geen_gegevens",
                                           [WKS_OUTCOME_HIGHER] = "hoger",
                                           [WKS_OUTCOME_LOWER] = "lager",
                                           [WKS_OUTCOME_ALIKE] = "geen_verschil",
                                           [WKS_OUTCOME_UNDECIDED] = "niet_te_zeggen",
                                           [WKS_OUTCOME_ABOVE_ONLY] = "alleen_groter_gebied",
                                           [WKS_OUTCOME_COMPUTED] = "berekend"};
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_array(&json);
    for (size_t i = 0; i < signal->n_ladder; i++) {
        const wks_released_rung *rung = &signal->ladder[i];
        wks_json_open_object(&json);
        wks_json_member_text(&json, "trede", rungs[rung->rung->kind]);
        wks_json_member_text(&json, "uitkomst", outcomes[rung->outcome]);
        wks_json_member_text(&json, "tekst", rung->dutch);
        wks_json_member_text(&json, "bron", rung->source == NULL ? NULL : rung->source->name);
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
}

static wks_code write_signal(wks_publishing *publishing, wks_query *query,
                             const wks_released_signal_list *list,
                             const wks_released_signal *signal, wks_error *err)
{
    const int64_t area = wks_publishing_area_number(publishing, list->pair->level, signal->area);
    wks_buffer ladder = {0};
    if (area == 0) {
        return WKS_OK;
    }
    put_ladder(signal, &ladder);
    wks_code code = wks_buffer_check(&ladder, err);
    if (code == WKS_OK) {
        const double numbers[] = {signal->need_value, signal->need_lower,  signal->need_upper,
                                  signal->ratio,      signal->ratio_lower, signal->ratio_upper,
                                  signal->probability};
        wks_query_bind_integer(query, 1, publishing->release);
        wks_query_bind_text(query, 2, list->pair->id);
        wks_query_bind_integer(query, 3, area);
        wks_query_bind_text(query, 4, list->period);
        for (int i = 0; i < 7; i++) {
            wks_query_bind_number(query, 5 + i, numbers[i]);
        }
        wks_query_bind_text(query, 12, signal->label);
        wks_query_bind_text(query, 13, reason_code(signal->reason));
        wks_query_bind_text(query, 14, ladder.bytes);
        code = wks_query_run(query, err);
    }
    wks_buffer_clear(&ladder);
    return code;
}

wks_code wks_publishing_write_findings(wks_publishing *publishing, wks_error *err)
{
    wks_query *queries[3] = {NULL, NULL, NULL};
    static const char *const names[] = {"add_model.sql", "add_signal_list.sql", "add_signal.sql"};
    wks_code code = WKS_OK;
    for (size_t i = 0; code == WKS_OK && i < 3; i++) {
        code = wks_publishing_open(publishing, names[i], &queries[i], err);
    }
    for (size_t i = 0; code == WKS_OK && i < wks_released_count_models(publishing->released); i++) {
        code = write_model(publishing, queries[0], i, err);
    }
    for (size_t i = 0; code == WKS_OK && i < wks_released_count_signals(publishing->released);
         i++) {
        const wks_released_signal_list *list = wks_released_signals_at(publishing->released, i);
        code = write_list(publishing, queries[1], i, err);
        for (size_t k = 0; code == WKS_OK && k < list->n; k++) {
            code = write_signal(publishing, queries[2], list, &list->signals[k], err);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        wks_query_close(queries[i]);
    }
    return code;
}
