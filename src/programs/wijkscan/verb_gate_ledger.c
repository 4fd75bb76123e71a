/* `wijkscan gate ledger`: what was ever told, entry by entry, and whether the chain holds.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/file.h"
#include "base/json.h"
#include "base/language.h"
#include "model/workspace.h"
#include "programs/wijkscan/verb.h"
#include "release/ledger.h"

#include <stdio.h>
#include <string.h>

/* What an entry holds. */
typedef struct entry_size {
    size_t n_tables; /* versions apart */
    size_t n_rows;
} entry_size;

static wks_code count_rows(const wks_ledger *ledger, wks_arena *arena, entry_size **out,
                           wks_error *err)
{
    const wks_ledger_row **last = NULL;
    WKS_TRY(wks_arena_take(arena, ledger->n_entries, sizeof **out, out, err));
    WKS_TRY(wks_arena_take(arena, ledger->n_entries, sizeof(void *), &last, err));
    for (size_t i = 0; i < ledger->n_rows; i++) {
        const wks_ledger_row *row = &ledger->rows[i];
        const size_t at = row->entry - 1;
        (*out)[at].n_rows++;
        (*out)[at].n_tables += last[at] == NULL || strcmp(last[at]->table, row->table) != 0 ||
                               strcmp(last[at]->version, row->version) != 0;
        last[at] = row;
    }
    return WKS_OK;
}

static void put_json(const wks_ledger *ledger, const entry_size *sizes, wks_buffer *out)
{
    wks_json json;
    wks_json_init(&json, out);
    wks_json_open_object(&json);
    wks_json_member_bool(&json, "chain_holds", true);
    wks_json_member_text(&json, "head", wks_ledger_head(ledger));
    wks_json_key(&json, "entries");
    wks_json_open_array(&json);
    for (size_t i = 0; i < ledger->n_entries; i++) {
        const wks_ledger_entry *entry = &ledger->entries[i];
        wks_json_open_object(&json);
        wks_json_member_integer(&json, "entry", (int64_t)i + 1);
        wks_json_member_text(&json, "date", entry->date);
        wks_json_member_text(&json, "kind",
                             entry->kind == WKS_LEDGER_RELEASE ? "release" : "known");
        wks_json_member_text(&json, "name", entry->name);
        wks_json_member_integer(&json, "tables", (int64_t)sizes[i].n_tables);
        wks_json_member_integer(&json, "rows", (int64_t)sizes[i].n_rows);
        wks_json_member_text(&json, "file", entry->file.hex);
        wks_json_close_object(&json);
    }
    wks_json_close_array(&json);
    wks_json_close_object(&json);
    wks_buffer_text(out, "\n");
}

static void put_text(const wks_ledger *ledger, const entry_size *sizes, wks_buffer *out)
{
    enum {
        HASH_DIGITS = 12
    };

    if (ledger->n_entries == 0) {
        wks_buffer_text(out, wks_tr("nothing was told yet\n", "er is nog niets verteld\n"));
        return;
    }
    wks_buffer_printf(out, "%6s  %-10s %7s %7s  %s\n", "#", wks_tr("date", "datum"),
                      wks_tr("tables", "tabel."), wks_tr("rows", "rijen"), wks_tr("by", "door"));
    for (size_t i = 0; i < ledger->n_entries; i++) {
        const wks_ledger_entry *entry = &ledger->entries[i];
        wks_buffer_printf(out, "%6zu  %s %7zu %7zu  ", i + 1, entry->date, sizes[i].n_tables,
                          sizes[i].n_rows);
        if (entry->kind == WKS_LEDGER_RELEASE) {
            wks_buffer_printf(out, wks_tr("release %.*s\n", "uitgave %.*s\n"), HASH_DIGITS,
                              entry->name);
        } else {
            wks_buffer_printf(out, wks_tr("others: %s\n", "anderen: %s\n"), entry->name);
        }
    }
    wks_buffer_printf(
        out,
        wks_tr("the chain holds, up to entry %zu\n", "de keten klopt, tot en met boeking %zu\n"),
        ledger->n_entries);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *folder = wks_arguments_flag(call, arguments, "workspace");
    wks_workspace workspace;
    wks_ledger ledger;
    entry_size *sizes = NULL;
    wks_buffer out = {0};
    WKS_TRY(wks_workspace_read(folder == NULL ? "." : folder, call->arena, &workspace, err));
    const char *path = wks_file_join(call->arena, workspace.gate_path, "ledger");
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_ledger_read(path, call->arena, &ledger, err));
    WKS_TRY(count_rows(&ledger, call->arena, &sizes, err));
    if (wks_arguments_flag(call, arguments, "json") != NULL) {
        put_json(&ledger, sizes, &out);
    } else {
        put_text(&ledger, sizes, &out);
    }
    const wks_code code = wks_buffer_check(&out, err);
    if (code == WKS_OK && !call->is_quiet) {
        fputs(out.bytes, stdout);
    }
    wks_buffer_clear(&out);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"json", NULL, "print the result as JSON", "toon de uitkomst als JSON"},
};

const wks_verb wks_verb_gate_ledger = {
    .group = "gate",
    .name = "ledger",
    .arguments = "",
    .english = "list what was ever told of the persons in the vault, and check the chain",
    .dutch = "noem wat ooit verteld is over de personen in de kluis, en controleer de keten",
    .more_english =
        "An entry is a release, with the counts that it showed for the first time, or what others "
        "have\npublished (`wijkscan gate know`).  Each entry names the hash of the one before it: "
        "where one was\nchanged, left out or put between, the exit code is 3.",
    .more_dutch =
        "Een boeking is een uitgave, met de aantallen die zij voor het eerst toonde, of wat "
        "anderen "
        "hebben\ngepubliceerd (`wijkscan gate know`).  Elke boeking noemt de hash van de vorige: "
        "is er een veranderd,\nweggelaten of tussengevoegd, dan is de afsluitcode 3.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
