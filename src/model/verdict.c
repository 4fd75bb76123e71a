/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/verdict.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const wks_verdict_word methods[] = {
    [WKS_METHOD_NONE] = {"", NULL, "no interval", "Bij dit cijfer hoort geen interval."},
    [WKS_METHOD_WILSON] = {"wilson", "wilson", "95% interval of a share, Wilson's score method",
                           "95%-interval van een aandeel, met de scoremethode van Wilson."},
    [WKS_METHOD_WILSON_WEIGHTED] =
        {"wilson_weighted", "wilson_weighted",
         "95% interval of a weighted share, Wilson's score method on the effective sample size",
         "95%-interval van een gewogen aandeel, met de scoremethode van Wilson op het aantal "
         "antwoorden waarvoor de steekproef na weging telt."},
    [WKS_METHOD_BYAR] = {"byar", "byar", "95% interval of a count, Byar's method",
                         "95%-interval van een aantal, met de methode van Byar."},
    [WKS_METHOD_MEAN] = {"mean", "mean", "95% interval of a mean: 1.96 standard errors",
                         "95%-interval van een gemiddelde: 1,96 keer de standaardfout."},
    [WKS_METHOD_SOURCE] = {"source", "source", "the margins that the source gives",
                           "De marges die de bron zelf geeft."},
    [WKS_METHOD_MODEL] = {"model", "model", "95% interval of a model of this release",
                          "95%-interval uit een model van deze uitgave."},
};

static const wks_verdict_word flags[] = {
    {"small_n", "small_n", "the sample is worth fewer than 30 answers",
     "De steekproef telt hier voor minder dan 30 antwoorden."},
    {"high_rse", "high_rse", "the standard error is above 30% of the value",
     "De onzekerheid is groot: de standaardfout is meer dan 30% van het cijfer."},
    {"zero", "zero", "nobody at all", "Het gaat om niemand; het interval laat zien wat nog past."},
    {"all", "all", "everyone", "Het gaat om iedereen; het interval laat zien wat nog past."},
    {"rounded", "rounded", "the source's rounding matters for so small a count",
     "De bron rondt af, en bij zo'n klein aantal telt dat mee."},
    {"summed", "summed", "added up from parts", "Dit cijfer is opgeteld uit kleinere gebieden."},
    {"averaged", "averaged", "a weighted mean of parts",
     "Dit cijfer is een gewogen gemiddelde van kleinere gebieden."},
    {"predicted", "predicted", "nobody here answered: from characteristics and neighbours alone",
     "Hier vulde niemand de enquête in: het cijfer komt alleen uit kenmerken van de wijk en van "
     "buurwijken."},
    {"borrowed", "borrowed", "few answered here: the model leans on other areas as well",
     "Hier vulden weinig mensen de enquête in: het model leunt ook op andere wijken."},
};

static const wks_verdict_word labels[] = {
    [WKS_VERDICT_NONE] = {"none", "geen", "no verdict", "geen oordeel"},
    [WKS_VERDICT_HIGHER] = {"higher", "hoger", "higher", "hoger"},
    [WKS_VERDICT_LOWER] = {"lower", "lager", "lower", "lager"},
    [WKS_VERDICT_NO_DIFFERENCE] = {"no_difference", "geen_verschil", "no demonstrable difference",
                                   "geen aantoonbaar verschil"},
};

static const wks_verdict_word movements[] = {
    [WKS_MOVEMENT_NONE] = {"none", "geen", "no trend", "geen trend"},
    [WKS_MOVEMENT_RISING] = {"rising", "stijgt", "rising", "stijgt"},
    [WKS_MOVEMENT_FALLING] = {"falling", "daalt", "falling", "daalt"},
    [WKS_MOVEMENT_NO_CHANGE] = {"no_change", "geen_verandering", "no demonstrable change",
                                "geen aantoonbare verandering"},
};

static const wks_verdict_word reasons[] = {
    [WKS_WHY_NONE] = {"", NULL, "", ""},
    [WKS_WHY_NO_MARGIN] = {"no_margin", "geen_marge", "no verdict: the source gives no margin here",
                           "geen oordeel: de bron geeft hier geen marge"},
    [WKS_WHY_NO_INTERVAL] = {"no_interval", "geen_interval",
                             "no verdict: this number has no interval",
                             "geen oordeel: bij dit cijfer hoort geen interval"},
    [WKS_WHY_NO_VALUE] = {"no_value", "geen_cijfer", "no verdict: there is no number here",
                          "geen oordeel: er is hier geen cijfer"},
    [WKS_WHY_NOT_COMPARABLE] = {"not_comparable", "niet_vergelijkbaar",
                                "no verdict: this number may not be used to compare areas",
                                "geen oordeel: dit cijfer mag niet dienen om gebieden te "
                                "vergelijken"},
    [WKS_WHY_NOT_TRENDABLE] = {"not_trendable", "niet_volgbaar",
                               "no trend: this number may not be followed over time",
                               "geen trend: dit cijfer mag niet dienen om te volgen in de tijd"},
    [WKS_WHY_NO_REST] = {"no_rest", "geen_rest",
                         "no verdict: there are no other areas to compare with",
                         "geen oordeel: er zijn geen andere gebieden om mee te vergelijken"},
    [WKS_WHY_TOP_LEVEL] = {"top_level", "hoogste_niveau",
                           "no verdict: a region or country is not compared here",
                           "geen oordeel: een regio of land wordt hier niet vergeleken"},
    [WKS_WHY_TOO_FEW] = {"too_few", "te_weinig", "no verdict: too few observations",
                         "geen oordeel: te weinig waarnemingen"},
    [WKS_WHY_TOO_FEW_PERIODS] = {"too_few_periods", "te_weinig_jaren",
                                 "no trend: too few years without a break",
                                 "geen trend: te weinig jaren zonder breuk"},
    [WKS_WHY_WOULD_REVEAL] = {"would_reveal", "verborgen",
                              "left out: it would give a hidden number back",
                              "weggelaten: anders is een verborgen cijfer terug te rekenen"},
    [WKS_WHY_NOT_POSSIBLE] = {"not_possible", "niet_mogelijk",
                              "the computation has no outcome for these numbers",
                              "de berekening heeft geen uitkomst voor deze cijfers"},
    [WKS_WHY_NOT_COMPUTED] = {"not_computed", "niet_berekend",
                              "this release was made before there were verdicts",
                              "deze uitgave is van voordat er oordelen waren"},
};

static const wks_verdict_word againsts[] = {
    [WKS_AGAINST_GEMEENTE] = {"gemeente", "gemeente", "the rest of the gemeente",
                              "de rest van de gemeente"},
    [WKS_AGAINST_REGIO] = {"regio", "regio", "the rest of the region", "de rest van de regio"},
};

static const wks_verdict_word rules[] = {
    [WKS_RULE_POSTERIOR] = {"posterior", "posterior",
                            "a list of which at most 5% is expected to be chance",
                            "een lijst waarvan naar verwachting hoogstens 5% toeval is"},
    [WKS_RULE_BH] = {"bh", "bh", "Benjamini and Hochberg's list at 5%",
                     "de lijst van Benjamini en Hochberg met 5%"},
    [WKS_RULE_FUNNEL] = {"funnel", "funnel", "outside the 99.8% limits of the funnel",
                         "buiten de grenzen van 99,8% van de trechter"},
    [WKS_RULE_PLAIN] = {"plain", "plain", "the 95% interval of the difference leaves out zero",
                        "nul ligt buiten het 95%-interval van het verschil"},
};

#define LIST(array)                                                                                \
    {                                                                                              \
        (array), sizeof(array) / sizeof(array)[0]                                                  \
    }

static const struct {
    const wks_verdict_word *words;
    size_t n;
} lists[] = {
    [WKS_WORDS_METHOD] = LIST(methods), [WKS_WORDS_FLAG] = LIST(flags),
    [WKS_WORDS_LABEL] = LIST(labels),   [WKS_WORDS_MOVEMENT] = LIST(movements),
    [WKS_WORDS_REASON] = LIST(reasons), [WKS_WORDS_AGAINST] = LIST(againsts),
    [WKS_WORDS_RULE] = LIST(rules),
};

const wks_verdict_word *wks_verdict_word_at(wks_verdict_words words, size_t index)
{
    assert(index < lists[words].n);
    return &lists[words].words[index];
}

const wks_verdict_word *wks_verdict_word_find(wks_verdict_words words, const char *code)
{
    for (size_t i = 0; code != NULL && i < lists[words].n; i++) {
        if (strcmp(lists[words].words[i].code, code) == 0) {
            return &lists[words].words[i];
        }
    }
    return &lists[words].words[0];
}

const char *wks_verdict_word_in(const wks_verdict_word *word, wks_language language)
{
    return language == WKS_DUTCH ? word->dutch : word->english;
}

wks_verdict wks_verdict_none(wks_verdict_reason reason)
{
    return (wks_verdict){.reference = NAN,
                         .difference = NAN,
                         .lower = NAN,
                         .upper = NAN,
                         .p_higher = NAN,
                         .label = WKS_VERDICT_NONE,
                         .reason = reason};
}

const char *wks_verdict_flags_text(unsigned bits, char out[static WKS_FLAGS_TEXT_SIZE])
{
    size_t at = 0;
    out[0] = 0;
    for (unsigned i = 0; i < WKS_N_FLAGS; i++) {
        if ((bits >> i & 1U) != 0) {
            at += (size_t)snprintf(out + at, WKS_FLAGS_TEXT_SIZE - at, "%s%s", at == 0 ? "" : " ",
                                   flags[i].code);
        }
    }
    return out;
}
