/* `wijkscan export site`: the public pages as files, for any web host.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "programs/wijkscan/export_open.h"
#include "programs/wijkscan/verb.h"
#include "public/export/export_site.h"
#include "public/serve/theme.h"

#include <stdio.h>

extern const wks_embedded_file wks_web_files[];
extern const size_t wks_web_files_count;

/* The built pages, with the theme that is asked for. */
static wks_code read_pages(const wks_call *call, const wks_arguments *arguments,
                           wks_site_pages *out, wks_error *err)
{
    const char *path = wks_arguments_flag(call, arguments, "theme");
    wks_theme theme;
    *out = (wks_site_pages){.files = wks_web_files, .n = wks_web_files_count};
    if (path == NULL) {
        return WKS_OK;
    }
    WKS_TRY(wks_theme_read(path, call->arena, &theme, err));
    out->theme = (wks_span){theme.css, theme.n};
    out->is_light = !theme.has_dark;
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *out = wks_arguments_flag(call, arguments, "out");
    wks_picture *picture = NULL;
    wks_picture_release release;
    wks_site_report report = {0};
    if (out == NULL || out[0] == 0) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--out is needed: the folder to make",
                               "--out is nodig: de map die gemaakt wordt"));
    }
    wks_site_pages pages;
    WKS_TRY(read_pages(call, arguments, &pages, err));
    wks_code code = wks_export_open(call, arguments, &picture, &release, err);
    if (code == WKS_OK) {
        code = wks_export_site(picture, release, pages, out, call->progress, &report, err);
    }
    wks_picture_read_close(picture);
    if (code == WKS_OK && !call->is_quiet) {
        printf(wks_tr("%s: release %s, %zu files, %zu MB\n",
                      "%s: uitgave %s, %zu bestanden, %zu MB\n"),
               out, release.id, report.n_files, report.n_bytes / 1000000);
    }
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"out", "FOLDER", "the folder to make, or a site made so before, which is replaced",
     "de map die gemaakt wordt, of een eerder zo gemaakte site, die vervangen wordt"},
    {"theme", "FILE", "colours and letters of your own (docs/theme.md)",
     "eigen kleuren en letters (docs/theme.md)"},
};

const wks_verb wks_verb_export_site = {
    .group = "export",
    .name = "site",
    .arguments = "",
    .english = "hand out the public pages as files, for any web host",
    .dutch = "geef de openbare pagina's als bestanden, voor elke webserver",
    .more_english = "Pages in Dutch and English, everything they ask for, and the figures as "
                    "files. They stand at\n"
                    "the root of a host, which needs no program: python3 -m http.server will do.\n"
                    "Example: wijkscan export site --out public",
    .more_dutch =
        "Pagina's in het Nederlands en het Engels, alles waar ze om vragen, en de cijfers als\n"
        "bestanden. Ze staan in de hoofdmap van een webserver, die geen programma nodig heeft:\n"
        "python3 -m http.server volstaat.\n"
        "Voorbeeld: wijkscan export site --out openbaar",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
