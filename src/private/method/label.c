/* SPDX-License-Identifier: EUPL-1.2 */
#include "private/method/label.h"

#include "base/language.h"

const char *wks_label_code(wks_label label)
{
    switch (label) {
    case WKS_LABEL_HIGHER:
        return "higher";
    case WKS_LABEL_LOWER:
        return "lower";
    case WKS_LABEL_NO_DIFFERENCE:
        return "no_demonstrable_difference";
    case WKS_LABEL_NONE:
        break;
    }
    return "none";
}

const char *wks_label_reason_code(wks_label_reason reason)
{
    switch (reason) {
    case WKS_REASON_NO_MARGIN:
        return "no_margin";
    case WKS_REASON_MISSING:
        return "missing";
    case WKS_REASON_TOO_FEW:
        return "too_few";
    case WKS_REASON_NO_REST:
        return "no_rest";
    case WKS_REASON_ZERO_POPULATION:
        return "zero_population";
    case WKS_REASON_NOT_COMPARABLE:
        return "not_comparable";
    case WKS_REASON_NONE:
        break;
    }
    return "";
}

const char *wks_label_text(wks_label label)
{
    switch (label) {
    case WKS_LABEL_HIGHER:
        return wks_tr("higher", "hoger");
    case WKS_LABEL_LOWER:
        return wks_tr("lower", "lager");
    case WKS_LABEL_NO_DIFFERENCE:
        return wks_tr("no demonstrable difference", "geen aantoonbaar verschil");
    case WKS_LABEL_NONE:
        break;
    }
    return wks_tr("no verdict", "geen oordeel");
}

const char *wks_label_reason_text(wks_label_reason reason)
{
    switch (reason) {
    case WKS_REASON_NO_MARGIN:
        return wks_tr("the source gives no margin here", "de bron geeft hier geen marge");
    case WKS_REASON_MISSING:
        return wks_tr("there is no figure", "er is geen cijfer");
    case WKS_REASON_TOO_FEW:
        return wks_tr("too few observations", "te weinig waarnemingen");
    case WKS_REASON_NO_REST:
        return wks_tr("there is no other area to compare with",
                      "er is geen ander gebied om mee te vergelijken");
    case WKS_REASON_ZERO_POPULATION:
        return wks_tr("nobody to count in this area", "niemand om te tellen in dit gebied");
    case WKS_REASON_NOT_COMPARABLE:
        return wks_tr("these figures may not be compared",
                      "deze cijfers mogen niet worden vergeleken");
    case WKS_REASON_NONE:
        break;
    }
    return "";
}
