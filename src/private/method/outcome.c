/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/outcome.h"

#include "base/language.h"

static const struct {
    const char *name;
    const char *english;
    const char *dutch;
} outcomes[WKS_OUTCOME_COUNT] = {
    [WKS_OUTCOME_OK] = {"ok", "a value", "een waarde"},
    [WKS_OUTCOME_MISSING] = {"missing", "a number that is needed is missing",
                             "een getal dat nodig is ontbreekt"},
    [WKS_OUTCOME_TOO_FEW] = {"too_few",
                             "fewer than 10 events (standardised rate) or than 2 values (mean)",
                             "minder dan 10 gebeurtenissen (gestandaardiseerd cijfer) of dan 2 "
                             "waarden (gemiddelde)"},
    [WKS_OUTCOME_NO_POPULATION] = {"no_population", "nobody in the area or in one of its strata",
                                   "niemand in het gebied of in een van de groepen ervan"},
    [WKS_OUTCOME_MISSING_STRATA] = {"missing_strata", "not all strata or age bands are there",
                                    "niet alle groepen of leeftijdsklassen zijn er"},
    [WKS_OUTCOME_NO_EXPECTED] = {"no_expected", "the reference expects no event here",
                                 "de referentie verwacht hier geen gebeurtenis"},
    [WKS_OUTCOME_NEGATIVE_DEATHS] = {"negative_deaths", "an age band has fewer than no deaths",
                                     "een leeftijdsklasse heeft minder dan nul sterfgevallen"},
    [WKS_OUTCOME_DEATHS_ABOVE_POPULATION] = {"deaths_above_population",
                                             "an age band has more deaths than residents",
                                             "een leeftijdsklasse heeft meer sterfgevallen dan "
                                             "inwoners"},
    [WKS_OUTCOME_SMALL_POPULATION] = {"small_population", "too few person-years for a life table",
                                      "te weinig persoonsjaren voor een sterftetafel"},
    [WKS_OUTCOME_NO_LAST_DEATHS] = {"no_last_deaths", "no deaths in the last age band",
                                    "geen sterfgevallen in de laatste leeftijdsklasse"},
    [WKS_OUTCOME_NONE_LEFT] = {"none_left", "nobody of the life table reaches this age",
                               "niemand uit de sterftetafel haalt deze leeftijd"},
    [WKS_OUTCOME_WIDE] = {"wide",
                          "the 95 % interval is over 20 years wide: an interval without a value",
                          "het 95%-interval is breder dan 20 jaar: wel een interval, geen "
                          "waarde"},
};

const char *wks_outcome_name(wks_outcome outcome)
{
    return outcomes[outcome].name;
}

const char *wks_outcome_sentence(wks_outcome outcome)
{
    return wks_language_get() == WKS_DUTCH ? outcomes[outcome].dutch : outcomes[outcome].english;
}
