/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/language.h"
#include "programs/wijkscan/journey.h"

#include <stdbool.h>
#include <stdio.h>

static wks_code load_given(wks_journey *journey, const wks_arguments *arguments, wks_error *err)
{
    const wks_call *call = journey->call;
    int edition = 0;
    WKS_TRY(wks_arguments_number(call, arguments, "edition", 1900, 2100, 0, &edition, err));
    for (size_t i = 0; i < arguments->n_arguments; i++) {
        bool is_new = false;
        const wks_load_request request = {.path = arguments->arguments[i],
                                          .source_id =
                                              wks_arguments_flag(call, arguments, "source"),
                                          .period = wks_arguments_flag(call, arguments, "period"),
                                          .layer = wks_arguments_flag(call, arguments, "layer"),
                                          .edition = edition};
        WKS_TRY(wks_journey_load(journey, &request, &is_new, err));
    }
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_journey journey;
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    size_t n_new = 0;
    WKS_TRY(wks_journey_open(call, folder == NULL ? "." : folder, &journey, err));
    if (arguments->n_arguments == 0 && journey.workspace.n_deliveries == 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("name the files to load, or list them under deliveries in "
                               "%s/wijkscan.yaml",
                               "noem de bestanden die geladen moeten worden, of zet ze onder "
                               "deliveries in %s/wijkscan.yaml"),
                        journey.workspace.folder);
    }
    wks_code code =
        wks_vault_open(journey.workspace.vault_path, false, call->arena, &journey.vault, err);
    if (code == WKS_OK) {
        code = arguments->n_arguments > 0 ? load_given(&journey, arguments, err)
                                          : wks_journey_load_listed(&journey, &n_new, err);
    }
    wks_journey_close(&journey);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"source", "ID", "which source of the catalogue (default: by the columns)",
     "welke bron van de catalogus (standaard: naar de kolommen)"},
    {"period", "YEAR", "of which year the figures are, when the file does not say",
     "van welk jaar de cijfers zijn, als het bestand dat niet zegt"},
    {"edition", "YEAR", "indelingsjaar of the areas", "indelingsjaar van de gebieden"},
    {"layer", "NAME", "layer of a geometry file", "laag van een geometriebestand"},
};

const wks_verb wks_verb_load = {
    .name = "load",
    .arguments = "[FILE ...]",
    .most_arguments = 10000,
    .english = "load deliveries: the files named, or those that wijkscan.yaml lists",
    .dutch = "laad leveringen: de genoemde bestanden, of die wijkscan.yaml noemt",
    .more_english =
        "Reads CSV, XLSX, SPSS (.sav), Parquet, GeoPackage, Shapefile and GeoJSON. A file is "
        "loaded whole or\nnot at all; a file that was loaded before is recognised.",
    .more_dutch =
        "Leest CSV, XLSX, SPSS (.sav), Parquet, GeoPackage, Shapefile en GeoJSON. Een bestand "
        "wordt in zijn geheel\ngeladen of niet; een bestand dat al geladen is wordt herkend.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
