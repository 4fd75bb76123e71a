/* `wijkscan export table`: one indicator of the published picture as a file.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/language.h"
#include "programs/wijkscan/export_choice.h"
#include "programs/wijkscan/export_open.h"
#include "programs/wijkscan/verb.h"
#include "public/export/export_table.h"
#include "public/picture/picture_table.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What is asked for. */
typedef struct wanted {
    const char *indicator; /* id or code */
    wks_table_choice choice;
    wks_export_format format;
    const char *out; /* NULL: standard output */
} wanted;

static wks_code read_wanted(const wks_call *call, const wks_arguments *arguments, wanted *out,
                            wks_error *err)
{
    const char *format = wks_arguments_flag(call, arguments, "format");
    *out = (wanted){
        .indicator = arguments->arguments[0],
        .choice = {.level = wks_arguments_flag(call, arguments, "level"),
                   .period = wks_arguments_flag(call, arguments, "period"),
                   .breakdown = wks_arguments_flag(call, arguments, "breakdown")},
        .format = WKS_EXPORT_CSV,
        .out = wks_arguments_flag(call, arguments, "out"),
    };
    if (format != NULL && !wks_export_format_parse(format, &out->format)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--format: expected one of " WKS_EXPORT_FORMAT_IDS,
                               "--format: verwacht een van " WKS_EXPORT_FORMAT_IDS));
    }
    if (out->out == NULL && !wks_export_format_is_text(out->format) && isatty(STDOUT_FILENO)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("a workbook is not for a terminal: name a file with --out",
                   "een werkmap is niet voor een terminal: noem een bestand met --out"));
    }
    return WKS_OK;
}

/* ---- writing it ---------------------------------------------------------------------------- */

/* Where it goes: into a folder under its own name. */
static const char *choose_path(const wanted *asked, const wks_table *table, wks_arena *arena)
{
    if (!wks_file_is_folder(asked->out)) {
        return asked->out;
    }
    const char *name = wks_export_file_name(table, asked->format, arena);
    return name == NULL ? NULL : wks_file_join(arena, asked->out, name);
}

/* The CSV that a description belongs to: its own path without "-metadata.json". */
static const char *choose_url(const char *path, const wks_table *table, wks_arena *arena)
{
    static const char ending[] = "-metadata.json";
    if (path != NULL && wks_text_ends(path, ending)) {
        const char *name = wks_file_name(path);
        return wks_arena_text_n(arena, name, strlen(name) - (sizeof ending - 1));
    }
    return wks_export_file_name(table, WKS_EXPORT_CSV, arena);
}

static wks_code write_table(const wks_call *call, const wanted *asked, const wks_table *table,
                            wks_error *err)
{
    const char *path = asked->out == NULL ? NULL : choose_path(asked, table, call->arena);
    const char *url = choose_url(path, table, call->arena);
    wks_buffer file = {0};
    if (url == NULL || (path == NULL) != (asked->out == NULL)) {
        return wks_arena_fail(err);
    }
    if (path != NULL && wks_file_exists(path)) {
        return wks_fail(err, WKS_E_EXISTS, wks_tr("%s: is there already", "%s: bestaat al"), path);
    }
    wks_code code = wks_export_table(table, asked->format, url, call->arena, &file, err);
    if (code == WKS_OK) {
        code = wks_export_put_out(call, path, &file, err);
    }
    wks_buffer_clear(&file);
    return code;
}

static wks_code export_from(const wks_call *call, const wanted *asked, wks_picture *picture,
                            int64_t release, wks_error *err)
{
    const char *id = NULL;
    wks_table_offer offer;
    wks_table table;
    WKS_TRY(wks_export_find_indicator(picture, release, asked->indicator, call->arena, &id, err));
    WKS_TRY(wks_picture_table_offer(picture, release, id, call->arena, &offer, err));
    WKS_TRY(wks_export_check_choice(&offer, &asked->choice, call->arena, err));
    WKS_TRY(
        wks_picture_table_read(picture, release, &offer, &asked->choice, call->arena, &table, err));
    return write_table(call, asked, &table, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wanted asked;
    wks_picture *picture = NULL;
    wks_picture_release release;
    WKS_TRY(read_wanted(call, arguments, &asked, err));
    wks_code code = wks_export_open(call, arguments, &picture, &release, err);
    if (code == WKS_OK) {
        code = export_from(call, &asked, picture, release.number, err);
    }
    wks_picture_read_close(picture);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"level", "LEVEL", "only land, regio, gemeente, wijk or buurt",
     "alleen land, regio, gemeente, wijk of buurt"},
    {"period", "PERIOD", "only this one, such as 2024", "alleen deze, zoals 2024"},
    {"breakdown", "ID", "only this one, such as 18-64", "alleen deze, zoals 18-64"},
    {"format", "FORMAT", WKS_EXPORT_FORMAT_IDS " (default: csv)",
     WKS_EXPORT_FORMAT_IDS " (standaard: csv)"},
    {"out", "FILE",
     "a new file, or a folder in which it gets a name of its own (default: the screen)",
     "een nieuw bestand, of een map waarin het een eigen naam krijgt (standaard: het scherm)"},
};

const wks_verb wks_verb_export_table = {
    .group = "export",
    .name = "table",
    .arguments = "INDICATOR",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "hand out one indicator of the published picture as a file",
    .dutch = "geef een indicator van het gepubliceerde beeld als bestand",
    .more_english =
        "csv is for programs, csv-nl for Dutch Excel, csvw says what the columns of the csv mean,\n"
        "json-stat is JSON-stat 2.0, xlsx a workbook that explains itself, swing and "
        "swing-metadata\n"
        "what Swing (ABF Research) takes in.\n"
        "Example: wijkscan export table poh-ggz --level wijk --format xlsx --out .",
    .more_dutch =
        "csv is voor programma's, csv-nl voor de Nederlandse Excel, csvw zegt wat de kolommen van "
        "de\n"
        "csv betekenen, json-stat is JSON-stat 2.0, xlsx een werkmap die zichzelf uitlegt, swing "
        "en\n"
        "swing-metadata wat Swing (ABF Research) inleest.\n"
        "Voorbeeld: wijkscan export table poh-ggz --level wijk --format xlsx --out .",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
