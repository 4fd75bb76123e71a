/* `wijkscan export package`: a whole release in one folder.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "programs/wijkscan/export_open.h"
#include "programs/wijkscan/verb.h"
#include "public/export/export_package.h"

#include <stdio.h>

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *out = wks_arguments_flag(call, arguments, "out");
    wks_picture *picture = NULL;
    wks_picture_release release;
    size_t n_tables = 0;
    if (out == NULL || out[0] == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--out is needed: the folder to make",
                               "--out is nodig: de map die gemaakt wordt"));
    }
    wks_code code = wks_export_open(call, arguments, &picture, &release, err);
    if (code == WKS_OK) {
        code = wks_export_package(picture, release.number, out, call->progress, &n_tables, err);
    }
    wks_picture_read_close(picture);
    if (code == WKS_OK && !call->is_quiet) {
        printf(wks_tr("%s: release %s, %zu indicators\n", "%s: uitgave %s, %zu indicatoren\n"), out,
               release.id, n_tables);
    }
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"out", "FOLDER", "the folder to make; it may not be there yet",
     "de map die gemaakt wordt; hij mag er nog niet zijn"},
};

const wks_verb wks_verb_export_package = {
    .group = "export",
    .name = "package",
    .arguments = "",
    .english = "hand out the whole release as a folder of CSV that describes itself",
    .dutch = "geef de hele uitgave als map met CSV die zichzelf beschrijft",
    .more_english =
        "A Frictionless data package: a CSV for each indicator, areas.csv, indicators.csv,\n"
        "sources.csv, a description (CSVW) beside each, and datapackage.json.\n"
        "Example: wijkscan export package --out twente-2026",
    .more_dutch = "Een Frictionless data package: een CSV per indicator, areas.csv (gebieden),\n"
                  "indicators.csv, sources.csv (bronnen), een beschrijving (CSVW) naast elk, en\n"
                  "datapackage.json.\n"
                  "Voorbeeld: wijkscan export package --out twente-2026",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
