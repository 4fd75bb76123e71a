/* SPDX-License-Identifier: EUPL-1.2 */
#include "public/picture/verdict_json.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const wks_verdict_word *reason_at(wks_verdict_reason reason)
{
    return wks_verdict_word_at(WKS_WORDS_REASON, reason);
}

static const wks_verdict_word *find_reason(const char *code)
{
    return wks_verdict_word_find(WKS_WORDS_REASON, code);
}

/* ---- reading ----------------------------------------------------------------------------------
 */

/* Of the value itself, else of the whole series. */
static const wks_verdict_word *choose_reason(wks_query *row, int first, bool has_value)
{
    const char *own = wks_query_text(row, first + 1);
    const char *of_all = wks_query_text(row, first + 2);
    if (wks_query_text(row, first) != NULL) {
        return find_reason(own);
    }
    if (!has_value) {
        return reason_at(WKS_WHY_NO_VALUE);
    }
    if (wks_query_integer(row, first + 3) == 0) {
        return reason_at(WKS_WHY_NOT_COMPUTED);
    }
    return of_all == NULL ? reason_at(WKS_WHY_NOT_POSSIBLE) : find_reason(of_all);
}

wks_read_verdict wks_verdict_json_read(wks_query *row, int first, bool has_value)
{
    const char *against = wks_query_text(row, first + 4);
    wks_read_verdict verdict = {
        .label = wks_verdict_word_find(WKS_WORDS_LABEL, wks_query_text(row, first)),
        .reason = choose_reason(row, first, has_value),
        .reference = wks_query_number(row, first + 5),
        .difference = wks_query_number(row, first + 6),
        .lower = wks_query_number(row, first + 7),
        .upper = wks_query_number(row, first + 8),
        .p_higher = wks_query_number(row, first + 9)};
    snprintf(verdict.against, sizeof verdict.against, "%s", against == NULL ? "" : against);
    return verdict;
}

wks_read_test wks_verdict_json_read_test(wks_query *row, int first)
{
    const char *rule = wks_query_text(row, first);
    return (wks_read_test){
        .is_there = rule != NULL,
        .rule = wks_verdict_word_find(WKS_WORDS_RULE, rule),
        .against = wks_verdict_word_find(WKS_WORDS_AGAINST, wks_query_text(row, first + 1)),
        .n_tested = wks_query_integer(row, first + 2),
        .n_flagged = wks_query_integer(row, first + 3),
        .expected_by_chance = wks_query_number(row, first + 4),
        .reason = find_reason(wks_query_text(row, first + 5)),
        .note = wks_query_text(row, first + 6)};
}

wks_read_trend wks_verdict_json_no_trend(void)
{
    return (wks_read_trend){.movement = wks_verdict_word_at(WKS_WORDS_MOVEMENT, WKS_MOVEMENT_NONE),
                            .reason = reason_at(WKS_WHY_NOT_COMPUTED),
                            .per_year = NAN,
                            .lower = NAN,
                            .upper = NAN};
}

wks_read_trend wks_verdict_json_read_trend(wks_query *row, int first)
{
    const char *label = wks_query_text(row, first);
    const char *of_all = wks_query_text(row, first + 2);
    const char *from = wks_query_text(row, first + 3);
    const char *to = wks_query_text(row, first + 4);
    wks_read_trend trend = {.movement = wks_verdict_word_find(WKS_WORDS_MOVEMENT, label),
                            .reason = label != NULL    ? find_reason(wks_query_text(row, first + 1))
                                      : of_all != NULL ? find_reason(of_all)
                                                       : reason_at(WKS_WHY_NO_VALUE),
                            .n_periods = wks_query_integer(row, first + 5),
                            .per_year = wks_query_number(row, first + 6),
                            .lower = wks_query_number(row, first + 7),
                            .upper = wks_query_number(row, first + 8)};
    snprintf(trend.from_period, sizeof trend.from_period, "%s", from == NULL ? "" : from);
    snprintf(trend.to_period, sizeof trend.to_period, "%s", to == NULL ? "" : to);
    return trend;
}

/* ---- writing ----------------------------------------------------------------------------------
 */

static const char *text_or_null(const char *text)
{
    return text[0] == 0 ? NULL : text;
}

void wks_verdict_json_write(wks_json *json, const wks_read_verdict *verdict)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "oordeel", verdict->label->json);
    wks_json_member_text(json, "reden", verdict->reason->json);
    wks_json_member_text(json, "tegen", text_or_null(verdict->against));
    wks_json_member_number(json, "verwijzing", verdict->reference);
    wks_json_member_number(json, "verschil", verdict->difference);
    wks_json_member_number(json, "verschilOnder", verdict->lower);
    wks_json_member_number(json, "verschilBoven", verdict->upper);
    wks_json_member_number(json, "kansHoger", verdict->p_higher);
    wks_json_close_object(json);
}

/* "small_n high_rse" as a list. */
static void write_list(wks_json *json, const char *words)
{
    wks_json_open_array(json);
    for (const char *at = words; at != NULL && *at != 0;) {
        const size_t n = strcspn(at, " ");
        char word[WKS_FLAGS_TEXT_SIZE];
        snprintf(word, sizeof word, "%.*s", (int)n, at);
        wks_json_text(json, word);
        at += n + (at[n] == ' ');
    }
    wks_json_close_array(json);
}

void wks_verdict_json_write_dutch(wks_json *json, wks_language language, const char *names)
{
    if (language != WKS_DUTCH) {
        wks_json_key(json, "nederlands");
        write_list(json, names);
    }
}

wks_code wks_verdict_json_write_test(wks_json *json, const wks_read_test *test,
                                     wks_language language, wks_error *err)
{
    wks_buffer text = {0};
    if (!test->is_there) {
        wks_json_text(json, NULL);
        return WKS_OK;
    }
    wks_verdict_json_put_test(&text, test, language);
    wks_code code = wks_buffer_check(&text, err);
    if (code == WKS_OK) {
        wks_json_open_object(json);
        wks_json_member_text(json, "regel", test->rule->json);
        wks_json_member_text(json, "tegen", test->against->json);
        wks_json_member_integer(json, "getoetst", test->n_tested);
        wks_json_member_integer(json, "aangewezen", test->n_flagged);
        wks_json_member_number(json, "verwachtDoorToeval", test->expected_by_chance);
        wks_json_member_text(json, "reden", test->reason->json);
        wks_json_member_text(json, "tekst", text.bytes);
        if (language != WKS_DUTCH && test->note != NULL && test->note[0] != 0) {
            wks_json_member_text(json, "toelichting", test->note);
            wks_verdict_json_write_dutch(json, language, "toelichting");
        }
        wks_json_close_object(json);
    }
    wks_buffer_clear(&text);
    return code;
}

void wks_verdict_json_write_trend(wks_json *json, const wks_read_trend *trend)
{
    wks_json_open_object(json);
    wks_json_member_text(json, "richting", trend->movement->json);
    wks_json_member_text(json, "reden", trend->reason->json);
    wks_json_member_text(json, "van", text_or_null(trend->from_period));
    wks_json_member_text(json, "tot", text_or_null(trend->to_period));
    wks_json_member_integer(json, "perioden", trend->n_periods);
    wks_json_member_number(json, "perJaar", trend->per_year);
    wks_json_member_number(json, "perJaarOnder", trend->lower);
    wks_json_member_number(json, "perJaarBoven", trend->upper);
    wks_json_close_object(json);
}

void wks_verdict_json_write_flags(wks_json *json, const char *flags)
{
    write_list(json, flags);
}

unsigned wks_verdict_json_reason_bit(const wks_verdict_word *reason)
{
    return 1U << (unsigned)(reason - reason_at(WKS_WHY_NONE));
}

void wks_verdict_json_write_reasons(wks_json *json, unsigned bits, wks_language language)
{
    wks_json_open_object(json);
    for (unsigned i = 1; i < WKS_N_REASONS; i++) {
        if ((bits >> i & 1U) != 0) {
            const wks_verdict_word *reason = reason_at((wks_verdict_reason)i);
            wks_json_member_text(json, reason->json, wks_verdict_word_in(reason, language));
        }
    }
    wks_json_close_object(json);
}

/* ---- sentences --------------------------------------------------------------------------------
 */

void wks_verdict_json_put_number(wks_buffer *out, double value, int decimals, wks_language language)
{
    char text[WKS_NUMBER_DUTCH_SIZE];
    wks_buffer_text(out, language == WKS_DUTCH ? wks_number_dutch(value, decimals, text)
                                               : wks_number_english(value, decimals, text));
}

void wks_verdict_json_put_sentence(wks_buffer *out, const char *words)
{
    const size_t n = strlen(words);
    if (n > 0) {
        wks_buffer_printf(out, "%c%s%s", toupper((unsigned char)words[0]), words + 1,
                          words[n - 1] == '.' ? "" : ".");
    }
}

static void put_chance(wks_buffer *out, const wks_read_test *test, wks_language language)
{
    const bool is_list =
        strcmp(test->rule->code, "posterior") == 0 || strcmp(test->rule->code, "bh") == 0;
    if (isnan(test->expected_by_chance)) {
        return;
    }
    wks_buffer_text(out, is_list
                             ? wks_tr_in(language, "Of these, expected to be chance: ",
                                         "Naar verwachting is daarvan toeval: ")
                             : wks_tr_in(language,
                                         "Even when no area differs, chance is expected to flag "
                                         "this many: ",
                                         "Ook als geen enkel gebied verschilt, wijst toeval er "
                                         "naar verwachting zoveel aan: "));
    wks_verdict_json_put_number(out, test->expected_by_chance, 1, language);
    wks_buffer_text(out, ". ");
}

void wks_verdict_json_put_test(wks_buffer *out, const wks_read_test *test, wks_language language)
{
    if (test->reason->json != NULL) {
        wks_verdict_json_put_sentence(out, wks_verdict_word_in(test->reason, language));
        if (test->note != NULL && language == WKS_DUTCH) {
            wks_buffer_printf(out, " %s", test->note);
        }
        return;
    }
    wks_buffer_printf(out,
                      wks_tr_in(language,
                                "Number of areas of which the difference from %s was tested: "
                                "%lld; of these stand out: %lld. ",
                                "Aantal gebieden waarvan het verschil met %s is getoetst: %lld; "
                                "daarvan wijken af: %lld. "),
                      wks_verdict_word_in(test->against, language), (long long)test->n_tested,
                      (long long)test->n_flagged);
    put_chance(out, test, language);
    wks_buffer_printf(out, wks_tr_in(language, "Rule: %s.", "Regel: %s."),
                      wks_verdict_word_in(test->rule, language));
}
