/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "base/process.h"
#include "model/workspace.h"
#include "programs/wijkscan/verb.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_workspace workspace;
    int port = 0;
    WKS_TRY(
        wks_workspace_read(wks_arguments_folder(call, arguments), call->arena, &workspace, err));
    WKS_TRY(wks_arguments_number(call, arguments, "port", 0, 65535, 8080, &port, err));
    if (!wks_file_exists(workspace.picture_path)) {
        return wks_fail(err, WKS_E_NOT_FOUND,
                        wks_tr("%s: there is no picture yet; make one with `wijkscan build %s`",
                               "%s: er is nog geen beeld; maak het met `wijkscan build %s`"),
                        workspace.picture_path, workspace.folder);
    }
    const char *server = wks_process_find("wijkscand", call->arena);
    if (server == NULL) {
        return wks_arena_fail(err);
    }
    const char *const flags_of_server[][2] = {
        {"--picture", workspace.picture_path},
        {"--region", workspace.region_path},
        {"--port", wks_arena_printf(call->arena, "%d", port)},
        {"--address", wks_arguments_flag(call, arguments, "address")},
        {"--theme", wks_arguments_flag(call, arguments, "theme")},
        {"--public-url", wks_arguments_flag(call, arguments, "public-url")},
        {"--web-dir", wks_arguments_flag(call, arguments, "web-dir")},
    };
    char *words[2 * sizeof flags_of_server / sizeof flags_of_server[0] + 3] = {0};
    size_t n = 0;
    words[n++] = wks_arena_text(call->arena, server);
    for (size_t i = 0; i < sizeof flags_of_server / sizeof flags_of_server[0]; i++) {
        if (flags_of_server[i][1] != NULL) {
            words[n++] = wks_arena_text(call->arena, flags_of_server[i][0]);
            words[n++] = wks_arena_text(call->arena, flags_of_server[i][1]);
        }
    }
    if (call->is_quiet) {
        words[n++] = wks_arena_text(call->arena, "--quiet");
    }
    for (size_t i = 0; i < n; i++) {
        if (words[i] == NULL) {
            return wks_arena_fail(err);
        }
    }
    fflush(stdout);
    execvp(server, words);
    return wks_fail(
        err, WKS_E_IO,
        wks_tr("%s: the server cannot be started (%s)", "%s: de server kan niet starten (%s)"),
        server, strerror(errno));
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"port", "N", "where to listen (default 8080; 0: a free one)",
     "waar te luisteren (standaard 8080; 0: een vrije)"},
    {"address", "A", "on which address (default 127.0.0.1: this computer only)",
     "op welk adres (standaard 127.0.0.1: alleen deze computer)"},
    {"theme", "FILE", "colours and letters of your own (docs/theme.md)",
     "eigen kleuren en letters (docs/theme.md)"},
    {"public-url", "URL", "where readers find it, for links in replies: https://wijkscan.example",
     "waar lezers hem vinden, voor links in antwoorden: https://wijkscan.example"},
    {"web-dir", "DIR", "take the pages from this folder; for work on the pages",
     "neem de pagina's uit deze map; voor werk aan de pagina's"},
};

const wks_verb wks_verb_serve = {
    .name = "serve",
    .arguments = "[FOLDER]",
    .most_arguments = 1,
    .english = "show the published picture in a browser (starts wijkscand)",
    .dutch = "toon het gepubliceerde beeld in de browser (start wijkscand)",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
