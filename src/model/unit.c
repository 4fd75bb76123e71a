/* SPDX-License-Identifier: EUPL-1.2 */
#include "model/unit.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *dutch;
    const char *english;
} units[] = {
    {"aantal", "number"},
    {"consulten", "consultations"},
    {"contacten", "contacts"},
    {"dagen", "days"},
    {"euro", "euros"},
    {"euro per verzekerde", "euros per insured person"},
    {"index (regio = 100)", "index (region = 100)"},
    {"jaar", "years"},
    {"klasse 1-5", "class 1-5"},
    {"per 1.000 inwoners", "per 1,000 residents"},
    {"per 10.000 inwoners", "per 10,000 residents"},
    {"per 10.000 verzekerden", "per 10,000 insured persons"},
    {"per km2", "per km²"},
    {"score", "score"},
    {"weken", "weeks"},
    {"x 1.000 euro", "x 1,000 euros"},
    {"%", "%"},
};

const char *wks_unit_in(const char *dutch, wks_language language)
{
    for (size_t i = 0; language != WKS_DUTCH && i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(units[i].dutch, dutch) == 0) {
            return units[i].english;
        }
    }
    return dutch;
}
