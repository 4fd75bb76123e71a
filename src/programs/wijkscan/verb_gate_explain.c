/* `wijkscan gate explain`: why a number is shown or hidden, with its count.  For who may open the
 * vault, and nobody else.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/json.h"
#include "base/language.h"
#include "model/area.h"
#include "model/workspace.h"
#include "programs/wijkscan/gate_decision.h"
#include "programs/wijkscan/gate_explain.h"
#include "programs/wijkscan/verb.h"

#include <stdio.h>
#include <string.h>

/* INDICATOR AREA PERIOD, as far as they were given. */
static wks_code read_choice(const wks_call *call, const wks_arguments *arguments,
                            wks_gate_choice *out, wks_error *err)
{
    char **given = arguments->arguments;
    char code[WKS_AREA_CODE_SIZE];
    wks_level level = WKS_LEVEL_LAND;
    *out = (wks_gate_choice){.indicator = arguments->n_arguments > 0 ? given[0] : NULL,
                             .period = arguments->n_arguments > 2 ? given[2] : NULL};
    if (arguments->n_arguments < 2) {
        return WKS_OK;
    }
    if (!wks_area_code_read((wks_span){given[1], strlen(given[1])}, code, &level)) {
        return wks_fail(err, WKS_E_ARGUMENT,
                        wks_tr("%s: expected the code of an area, as GM0153",
                               "%s: verwacht de code van een gebied, zoals GM0153"),
                        given[1]);
    }
    out->area = wks_arena_text(call->arena, code);
    return out->area == NULL ? wks_arena_fail(err) : WKS_OK;
}

static wks_code explain(const wks_call *call, const wks_gate_decision *decision,
                        const wks_gate_choice *choice, bool is_json, wks_buffer *out,
                        wks_error *err)
{
    return choice->indicator == NULL
               ? wks_gate_explain_tables(call, decision, is_json, out, err)
               : wks_gate_explain_numbers(call, decision, choice, is_json, out, err);
}

static const char *notice(void)
{
    return wks_tr("holds counts of persons: do not pass on",
                  "bevat aantallen personen: niet doorgeven");
}

static wks_code put_json(const wks_call *call, const wks_gate_decision *decision,
                         const wks_gate_choice *choice, wks_buffer *out, wks_error *err)
{
    wks_json json;
    const wks_ledger_entry *entry = &decision->ledger.entries[decision->number - 1];
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_text(&json, "notice", notice());
    wks_json_member_integer(&json, "decision", (int64_t)decision->number);
    wks_json_member_text(&json, "date", entry->date);
    wks_json_member_integer(&json, "minimum", decision->terms.minimum);
    wks_json_key(&json, choice->indicator == NULL ? "tables" : "numbers");
    WKS_TRY(explain(call, decision, choice, true, out, err));
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
    return WKS_OK;
}

static wks_code put_text(const wks_call *call, const wks_gate_decision *decision,
                         const wks_gate_choice *choice, wks_buffer *out, wks_error *err)
{
    const wks_ledger_entry *entry = &decision->ledger.entries[decision->number - 1];
    wks_buffer_printf(out, "%s\n", notice());
    wks_buffer_printf(out, wks_tr("decision %zu of %s\n", "beslissing %zu van %s\n"),
                      decision->number, entry->date);
    return explain(call, decision, choice, false, out, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    const bool is_json = wks_arguments_flag(call, arguments, "json") != NULL;
    wks_workspace workspace;
    wks_gate_decision decision;
    wks_gate_choice choice;
    wks_buffer out = {0};
    int number = 0;
    WKS_TRY(wks_arguments_number(call, arguments, "release", 1, 999999, 0, &number, err));
    WKS_TRY(read_choice(call, arguments, &choice, err));
    WKS_TRY(wks_workspace_read(folder == NULL ? "." : folder, call->arena, &workspace, err));
    WKS_TRY(
        wks_gate_decision_read(workspace.gate_path, (size_t)number, call->arena, &decision, err));
    wks_code code = is_json ? put_json(call, &decision, &choice, &out, err)
                            : put_text(call, &decision, &choice, &out, err);
    code = code == WKS_OK ? wks_buffer_check(&out, err) : code;
    if (code == WKS_OK && !call->is_quiet) {
        fputs(out.bytes, stdout);
    }
    wks_buffer_clear(&out);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"release", "N", "the release of this entry of the ledger (default: the newest)",
     "de uitgave van deze boeking in het grootboek (standaard: de nieuwste)"},
    {"json", NULL, "print the result as JSON", "toon de uitkomst als JSON"},
};

const wks_verb wks_verb_gate_explain = {
    .group = "gate",
    .name = "explain",
    .arguments = "[INDICATOR [AREA [PERIOD]]]",
    .most_arguments = 3,
    .english = "why numbers of a release are shown or hidden, with counts of persons: private",
    .dutch = "waarom cijfers van een uitgave getoond of verborgen zijn, met aantallen personen: "
             "besloten",
    .more_english =
        "For who may open the vault: what it prints holds counts that the release hides.  Do not "
        "pass it on.\nWithout INDICATOR it lists the tables of counts: how many were asked and "
        "hidden, what was lost for\nthe sake of others, and how far a reader comes.  With it, each "
        "number: the rule that hides it, its\ncount, and the narrowest interval that a reader of "
        "all that was ever told can have; of a number that\nis shown, since which entry of the "
        "ledger it is known.",
    .more_dutch =
        "Voor wie de kluis mag openen: wat er staat bevat aantallen die de uitgave verbergt.  Geef "
        "het niet\ndoor.  Zonder INDICATOR staan er de tabellen met aantallen: hoeveel er gevraagd "
        "en verborgen zijn,\nwat er voor anderen verloren ging, en hoe ver een lezer komt.  Met "
        "INDICATOR elk cijfer: de regel die\nhet verbergt, het aantal, en het smalste interval dat "
        "een lezer van alles wat ooit verteld is kan\nhebben; van een getoond cijfer sinds welke "
        "boeking in het grootboek het bekend is.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
