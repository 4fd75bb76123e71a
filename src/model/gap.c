/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/gap.h"

#include <assert.h>
#include <string.h>

static const wks_verdict_word kinds[] = {
    [WKS_GAP_ORDER] = {"order", "ordening", "between areas in order",
                       "tussen gebieden op volgorde"},
    [WKS_GAP_AREAS] = {"areas", "gebieden", "between areas", "tussen gebieden"},
    [WKS_GAP_AGE] = {"age", "leeftijd", "between age groups", "tussen leeftijden"},
    [WKS_GAP_SEX] = {"sex", "geslacht", "between women and men", "tussen vrouwen en mannen"},
};

static const wks_verdict_word reasons[] = {
    [WKS_GAP_WHOLE] = {"", NULL, "", ""},
    [WKS_GAP_NO_MARGIN] = {"no_margin", "geen_marge",
                           "no interval: the source gives no margins here",
                           "geen interval: de bron geeft hier geen marges"},
    [WKS_GAP_NO_SPREAD] = {"no_spread", "een_gebied_beslist",
                           "no interval: one area alone decides the outcome",
                           "geen interval: één gebied bepaalt de uitkomst"},
    [WKS_GAP_NOT_POSITIVE] =
        {"not_positive", "niet_boven_nul", "no ratio: one of the ends is not clearly above zero",
         "geen verhouding: een van de uiteinden ligt niet duidelijk boven nul"},
    [WKS_GAP_NOT_COMPARABLE] = {"not_comparable", "niet_vergelijkbaar",
                                "no difference: this number may not be used to compare areas",
                                "geen verschil: dit cijfer mag niet dienen om gebieden te "
                                "vergelijken"},
    [WKS_GAP_NO_WEIGHT] = {"no_weight", "geen_inwoners",
                           "no difference: it is not known how many people lived in the areas "
                           "around this year",
                           "geen verschil: het is niet bekend hoeveel mensen er rond dit jaar in "
                           "de gebieden woonden"},
    [WKS_GAP_NO_ORDER] = {"no_order", "geen_ordening",
                          "no difference: there are no figures of about this year to order the "
                          "areas by",
                          "geen verschil: er zijn geen cijfers van rond dit jaar om de gebieden op "
                          "volgorde te zetten"},
    [WKS_GAP_TOO_FEW_AREAS] = {"too_few_areas", "te_weinig_gebieden",
                               "no difference: too few areas have a number",
                               "geen verschil: te weinig gebieden hebben een cijfer"},
    [WKS_GAP_TOO_SMALL_SHARE] = {"too_small_share", "te_klein_deel",
                                 "no difference: too many people live in areas without a number",
                                 "geen verschil: te veel mensen wonen in gebieden zonder cijfer"},
    [WKS_GAP_NO_VALUE] = {"no_value", "geen_cijfer",
                          "no difference: one of the groups has no number here",
                          "geen verschil: een van de groepen heeft hier geen cijfer"},
    [WKS_GAP_NOT_TRENDABLE] = {"not_trendable", "niet_volgbaar",
                               "no change: this number may not be followed over time",
                               "geen verandering: dit cijfer mag niet dienen om te volgen in de "
                               "tijd"},
    [WKS_GAP_TOO_FEW_PERIODS] =
        {"too_few_periods", "te_weinig_perioden",
         "no change: there are fewer than two periods that can be compared",
         "geen verandering: er zijn minder dan twee perioden die vergeleken "
         "kunnen worden"},
};

static const wks_verdict_word movements[] = {
    [WKS_GAP_STILL] = {"still", "geen_verandering", "no demonstrable change",
                       "geen aantoonbare verandering"},
    [WKS_GAP_WIDER] = {"wider", "groter", "wider", "groter"},
    [WKS_GAP_NARROW] = {"narrower", "kleiner", "smaller", "kleiner"},
    [WKS_GAP_TURNED] = {"turned", "omgedraaid", "turned round", "omgedraaid"},
    [WKS_GAP_UNKNOWN] = {"unknown", NULL, "not known", "niet bekend"},
};

enum {
    N_KINDS = sizeof kinds / sizeof kinds[0],
    N_REASONS = sizeof reasons / sizeof reasons[0],
    N_MOVEMENTS = sizeof movements / sizeof movements[0]
};

static size_t find(const wks_verdict_word *words, size_t n, const char *code, size_t otherwise)
{
    for (size_t i = 0; code != NULL && i < n; i++) {
        if (strcmp(words[i].code, code) == 0) {
            return i;
        }
    }
    return otherwise;
}

const wks_verdict_word *wks_gap_kind_word(wks_gap_kind kind)
{
    assert((size_t)kind < N_KINDS);
    return &kinds[kind];
}

const wks_verdict_word *wks_gap_reason_word(wks_gap_reason reason)
{
    assert((size_t)reason < N_REASONS);
    return &reasons[reason];
}

const wks_verdict_word *wks_gap_movement_word(wks_gap_movement movement)
{
    assert((size_t)movement < N_MOVEMENTS);
    return &movements[movement];
}

wks_gap_kind wks_gap_kind_find(const char *code)
{
    return (wks_gap_kind)find(kinds, N_KINDS, code, WKS_GAP_ORDER);
}

wks_gap_reason wks_gap_reason_find(const char *code)
{
    return (wks_gap_reason)find(reasons, N_REASONS, code, WKS_GAP_WHOLE);
}

wks_gap_movement wks_gap_movement_find(const char *code)
{
    return (wks_gap_movement)find(movements, N_MOVEMENTS, code, WKS_GAP_UNKNOWN);
}
