/* `wijkscan export gaps`: the differences of the published picture as a file.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/language.h"
#include "programs/wijkscan/export_choice.h"
#include "programs/wijkscan/export_open.h"
#include "programs/wijkscan/verb.h"
#include "public/export/export_gaps.h"

#include <unistd.h>

/* Where it goes (into a folder under its own name), and where the CSV of a description is. */
static wks_code choose_path(const wks_call *call, const char *out, const wks_table_release *release,
                            wks_gap_wish *wish, const char **path, wks_error *err)
{
    const wks_gap_wish csv = {wish->indicator, WKS_EXPORT_CSV, NULL};
    const char *name = wks_export_gaps_name(release, wish, call->arena);
    wish->url = wks_export_gaps_name(release, &csv, call->arena);
    *path = out != NULL && name != NULL && wks_file_is_folder(out)
                ? wks_file_join(call->arena, out, name)
                : out;
    if (name == NULL || wish->url == NULL || (*path == NULL) != (out == NULL)) {
        return wks_arena_fail(err);
    }
    return *path != NULL && wks_file_exists(*path)
               ? wks_fail(err, WKS_E_EXISTS, wks_tr("%s: is there already", "%s: bestaat al"),
                          *path)
               : WKS_OK;
}

static wks_code export_from(const wks_call *call, const wks_arguments *arguments,
                            wks_picture *picture, int64_t release, wks_gap_wish *wish,
                            wks_error *err)
{
    const char *path = NULL;
    wks_table_release about;
    wks_buffer file = {0};
    if (arguments->n_arguments > 0) {
        WKS_TRY(wks_export_find_indicator(picture, release, arguments->arguments[0], call->arena,
                                          &wish->indicator, err));
    }
    WKS_TRY(wks_picture_table_release(picture, release, call->arena, &about, err));
    WKS_TRY(
        choose_path(call, wks_arguments_flag(call, arguments, "out"), &about, wish, &path, err));
    wks_code code = wks_export_gaps(picture, release, wish, call->arena, &file, err);
    if (code == WKS_OK) {
        code = wks_export_put_out(call, path, &file, err);
    }
    wks_buffer_clear(&file);
    return code;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *format = wks_arguments_flag(call, arguments, "format");
    wks_gap_wish wish = {.format = WKS_EXPORT_CSV};
    wks_picture *picture = NULL;
    wks_picture_release release;
    if (format != NULL && !wks_export_gap_format_parse(format, &wish.format)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("--format: expected one of " WKS_EXPORT_GAP_FORMAT_IDS,
                               "--format: verwacht een van " WKS_EXPORT_GAP_FORMAT_IDS));
    }
    if (wks_arguments_flag(call, arguments, "out") == NULL &&
        !wks_export_format_is_text(wish.format) && isatty(STDOUT_FILENO)) {
        return wks_fail(
            err, WKS_E_ARGUMENT, "%s",
            wks_tr("a workbook is not for a terminal: name a file with --out",
                   "een werkmap is niet voor een terminal: noem een bestand met --out"));
    }
    wks_code code = wks_export_open(call, arguments, &picture, &release, err);
    if (code == WKS_OK) {
        code = export_from(call, arguments, picture, release.number, &wish, err);
    }
    wks_picture_read_close(picture);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"format", "FORMAT", WKS_EXPORT_GAP_FORMAT_IDS " (default: csv)",
     WKS_EXPORT_GAP_FORMAT_IDS " (standaard: csv)"},
    {"out", "FILE",
     "a new file, or a folder in which it gets a name of its own (default: the screen)",
     "een nieuw bestand, of een map waarin het een eigen naam krijgt (standaard: het scherm)"},
};

const wks_verb wks_verb_export_gaps = {
    .group = "export",
    .name = "gaps",
    .arguments = "[INDICATOR]",
    .most_arguments = 1,
    .english = "hand out the differences between areas and groups as a file",
    .dutch = "geef de verschillen tussen gebieden en groepen als bestand",
    .more_english = "Of one indicator, or of all: absolute and relative differences with their "
                    "intervals, and what\nbecame of them.\n"
                    "Example: wijkscan export gaps poh-ggz --format xlsx --out .",
    .more_dutch = "Van een indicator, of van alle: absolute en relatieve verschillen met hun "
                  "marges, en wat er van\nwerd.\n"
                  "Voorbeeld: wijkscan export gaps poh-ggz --format xlsx --out .",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
