/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "model/catalogue.h"
#include "model/template.h"
#include "programs/wijkscan/verb.h"

#include <stdbool.h>
#include <stdio.h>

static wks_code fail_unknown_form(const wks_catalogue *catalogue, const char *form, wks_error *err)
{
    wks_buffer names = {0};
    for (size_t i = 0; i < catalogue->n_sources; i++) {
        if (catalogue->sources[i].form != NULL) {
            wks_buffer_printf(&names, "%s%s", names.n == 0 ? "" : ", ", catalogue->sources[i].form);
        }
    }
    wks_code code = wks_fail(
        err, WKS_E_NOT_FOUND,
        wks_tr("there is no form %s; there are: %s", "er is geen formulier %s; er zijn: %s"), form,
        names.bytes == NULL ? "-" : names.bytes);
    wks_buffer_clear(&names);
    return code;
}

static wks_code write_part(const wks_call *call, const wks_source *form, wks_template_part part,
                           const char *path, wks_error *err)
{
    wks_buffer out = {0};
    wks_code code = wks_template_write(form, part, &out, err);
    if (code == WKS_OK && path == NULL) {
        code = fwrite(out.bytes, 1, out.n, stdout) == out.n
                   ? WKS_OK
                   : wks_fail(err, WKS_E_IO, "%s",
                              wks_tr("the output could not be written",
                                     "de uitvoer kon niet worden geschreven"));
    } else if (code == WKS_OK && wks_file_exists(path)) {
        code = wks_fail(err, WKS_E_EXISTS, wks_tr("%s: is there already", "%s: bestaat al"), path);
    } else if (code == WKS_OK && (code = wks_file_write(path, out.bytes, out.n, err)) == WKS_OK &&
               !call->is_quiet) {
        printf("%s\n", path);
    }
    wks_buffer_clear(&out);
    return code;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *name = arguments->arguments[0];
    const char *folder = wks_arguments_flag(call, arguments, "to");
    const bool is_dictionary = wks_arguments_flag(call, arguments, "dictionary") != NULL;
    wks_catalogue catalogue;
    WKS_TRY(wks_catalogue_read(NULL, call->arena, &catalogue, err));
    const wks_source *form = wks_catalogue_form(&catalogue, name);
    if (form == NULL) {
        return fail_unknown_form(&catalogue, name, err);
    }
    if (folder == NULL) {
        return write_part(call, form, is_dictionary ? WKS_TEMPLATE_DICTIONARY : WKS_TEMPLATE_HEADER,
                          NULL, err);
    }
    const char *header = wks_arena_printf(call->arena, "%s/%s.csv", folder, form->id);
    const char *dictionary = wks_arena_printf(call->arena, "%s/%s-%s.csv", folder, form->id,
                                              wks_tr("dictionary", "uitleg"));
    if (header == NULL || dictionary == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_file_make_folder(folder, err));
    WKS_TRY(write_part(call, form, WKS_TEMPLATE_HEADER, header, err));
    return write_part(call, form, WKS_TEMPLATE_DICTIONARY, dictionary, err);
}

static const wks_flag flags[] = {
    {"dictionary", NULL, "print the data dictionary: what each column must hold",
     "toon de uitleg: wat in elke kolom moet staan"},
    {"to", "FOLDER", "write both as CSV files into a folder",
     "schrijf beide als CSV-bestand in een map"},
};

const wks_verb wks_verb_template = {
    .name = "template",
    .arguments = "FORM",
    .least_arguments = 1,
    .most_arguments = 1,
    .english = "give a party the form for a delivery: the header of a CSV, and its data dictionary",
    .dutch = "geef een partij het formulier voor een levering: de kop van een CSV, en de uitleg",
    .more_english = "Forms: care-use, survey, registrations, waiting.",
    .more_dutch = "Formulieren: care-use (zorggebruik), survey (enquete), registrations "
                  "(registraties), waiting (wachttijden).",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
