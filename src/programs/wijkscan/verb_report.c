/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "model/workspace.h"
#include "programs/wijkscan/report_print.h"
#include "programs/wijkscan/verb.h"
#include "public/picture/picture_show.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* What is asked for. */
typedef struct request {
    const char *area; /* its code, or NULL: all of a level */
    const char *level;
    const char *out; /* a file for one area, a folder for a level */
    bool is_english;
} request;

static wks_code read_request(const wks_call *call, const wks_arguments *arguments, request *out,
                             wks_error *err)
{
    const char *language = wks_arguments_flag(call, arguments, "language");
    *out = (request){.area = wks_arguments_flag(call, arguments, "area"),
                     .level = wks_arguments_flag(call, arguments, "level"),
                     .out = wks_arguments_flag(call, arguments, "out"),
                     .is_english = language == NULL ? wks_language_get() == WKS_ENGLISH
                                                    : strcmp(language, "en") == 0};
    if ((out->area == NULL) == (out->level == NULL)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("expected --area CODE for one profile, or --level for all of them",
                               "verwacht: --area CODE voor één profiel, of --level voor alle"));
    }
    if (language != NULL && !out->is_english && strcmp(language, "nl") != 0) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--language: expected nl or en, not '%s'",
                               "--language: verwacht nl of en, niet '%s'"),
                        language);
    }
    return WKS_OK;
}

/* Where the report of an area goes: --out, or beside this program under the code of the area. */
static const char *path_of(const wks_call *call, const request *asked, const char *code)
{
    const char *name = wks_arena_printf(call->arena, "%s.pdf", code);
    if (name == NULL || (asked->area != NULL && asked->out != NULL)) {
        return name == NULL ? NULL : asked->out;
    }
    return asked->out == NULL ? name : wks_file_join(call->arena, asked->out, name);
}

static wks_code print_all(const wks_call *call, const request *asked, const char *picture,
                          const char *const *codes, size_t n, wks_error *err)
{
    wks_report_print print;
    wks_code code = wks_report_print_open(call, picture, &print, err);
    wks_progress_begin(call->progress, wks_tr("printing", "afdrukken"), n);
    for (size_t i = 0; code == WKS_OK && i < n; i++) {
        const char *to = path_of(call, asked, codes[i]);
        const char *page =
            wks_arena_printf(call->arena, "%s/gebied/%s", asked->is_english ? "/en" : "", codes[i]);
        wks_progress_step(call->progress, i);
        code = to == NULL || page == NULL ? wks_arena_fail(err)
                                          : wks_report_print_page(&print, page, to, err);
    }
    wks_progress_end(call->progress);
    const wks_code closed = wks_report_print_close(&print, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_workspace workspace;
    request asked;
    const char *const *codes = NULL;
    size_t n = 0;
    WKS_TRY(read_request(call, arguments, &asked, err));
    WKS_TRY(
        wks_workspace_read(wks_arguments_folder(call, arguments), call->arena, &workspace, err));
    WKS_TRY(wks_picture_show_areas(workspace.picture_path, asked.area, asked.level, call->arena,
                                   &codes, &n, err));
    if (asked.area == NULL && asked.out != NULL) {
        WKS_TRY(wks_file_make_folder(asked.out, err));
    }
    WKS_TRY(print_all(call, &asked, workspace.picture_path, codes, n, err));
    if (!call->is_quiet) {
        printf(n == 1 ? wks_tr("%zu profile printed\n", "%zu profiel afgedrukt\n")
                      : wks_tr("%zu profiles printed\n", "%zu profielen afgedrukt\n"),
               n);
    }
    return WKS_OK;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"area", "CODE", "the profile of this wijk, buurt or gemeente",
     "het profiel van deze wijk, buurt of gemeente"},
    {"level", "LEVEL", "the profiles of all areas of a level: gemeente, wijk or buurt",
     "de profielen van alle gebieden van een niveau: gemeente, wijk of buurt"},
    {"out", "PLACE", "with --area the file (default CODE.pdf), with --level the folder to write to",
     "met --area het bestand (standaard CODE.pdf), met --level de map om in te schrijven"},
    {"language", "nl|en", "of the report (default: that of this program)",
     "van het rapport (standaard: die van dit programma)"},
};

const wks_verb wks_verb_report = {
    .name = "report",
    .arguments = "[FOLDER]",
    .most_arguments = 1,
    .english = "print profiles of areas as tagged PDF, two pages of A4 each",
    .dutch = "druk profielen van gebieden af als toegankelijke PDF, twee A4 per gebied",
    .more_english =
        "The same page as on the screen, by Debian's Chromium, with the same numbers and order.\n"
        "An area with many indicators may take a third page.",
    .more_dutch =
        "Dezelfde pagina als op het scherm, door Chromium van Debian, met dezelfde cijfers en\n"
        "volgorde.  Een gebied met veel onderwerpen kan een derde bladzijde krijgen.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
