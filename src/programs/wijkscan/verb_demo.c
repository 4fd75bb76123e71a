/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/file.h"
#include "base/language.h"
#include "demo/demo.h"
#include "private/vault/parquet_write.h"
#include "programs/wijkscan/journey.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The gemeenten of Twente, which the demo borrows with their names and codes. */
static const char *const twente[] = {"GM0141", "GM0147", "GM0153", "GM0158", "GM0163",
                                     "GM0164", "GM0168", "GM0173", "GM0183", "GM0189",
                                     "GM1700", "GM1735", "GM1742", "GM1774"};

/* Insurers deliver Parquet too: some of the demo's CSV files become that. */
static wks_code to_parquet(const wks_call *call, const char *folder, wks_delivery_entry *entry,
                           wks_error *err)
{
    const char *csv = wks_file_join(call->arena, folder, entry->file);
    const size_t n = strlen(entry->file);
    const char *name =
        n < 5 ? NULL : wks_arena_printf(call->arena, "%.*s.parquet", (int)n - 4, entry->file);
    const char *parquet = name == NULL ? NULL : wks_file_join(call->arena, folder, name);
    if (csv == NULL || parquet == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_parquet_write(csv, parquet, err));
    if (unlink(csv) != 0) {
        return wks_fail(err, WKS_E_IO, wks_tr("%s: cannot be removed", "%s: kan niet weg"), csv);
    }
    entry->file = name;
    return WKS_OK;
}

static wks_code write_workspace(const wks_call *call, const char *folder,
                                const wks_demo_result *demo, wks_error *err)
{
    wks_delivery_entry *entries = NULL;
    WKS_TRY(wks_arena_take(call->arena, demo->n_files, sizeof *entries, &entries, err));
    for (size_t i = 0; i < demo->n_files; i++) {
        entries[i] = (wks_delivery_entry){.file = demo->files[i].file,
                                          .source = demo->files[i].source,
                                          .period = demo->files[i].period,
                                          .edition = demo->files[i].edition,
                                          .layer = demo->files[i].layer};
        if (demo->files[i].wants_parquet) {
            WKS_TRY(to_parquet(call, folder, &entries[i], err));
        }
    }
    const wks_workspace workspace = {.region_code = "GG1106",
                                     .region_name = "Twente (demo)",
                                     .gemeenten = twente,
                                     .n_gemeenten = sizeof twente / sizeof twente[0],
                                     .deliveries = entries,
                                     .n_deliveries = demo->n_files,
                                     .minimum_persons = 10};
    return wks_workspace_write(folder, &workspace, err);
}

static wks_code load_and_publish(const wks_call *call, const char *folder, wks_error *err)
{
    wks_journey journey;
    size_t n_new = 0;
    WKS_TRY(wks_journey_open(call, folder, &journey, err));
    wks_code code =
        wks_vault_open(journey.workspace.vault_path, true, call->arena, &journey.vault, err);
    if (code == WKS_OK) {
        code = wks_journey_load_listed(&journey, &n_new, err);
    }
    if (code == WKS_OK) {
        code = wks_journey_publish(&journey, err);
    }
    wks_journey_close(&journey);
    return code;
}

static wks_code read_scale(const wks_call *call, const wks_arguments *arguments, double *out,
                           wks_error *err)
{
    const char *text = wks_arguments_flag(call, arguments, "scale");
    *out = 1;
    if (text != NULL && (!wks_text_number((wks_span){text, strlen(text)}, false, out) ||
                         !(*out > 0 && *out <= 1))) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("--scale: expected a number above 0 and at most 1",
                               "--scale: verwacht een getal boven 0 en hooguit 1"));
    }
    return WKS_OK;
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    const char *folder = arguments->n_arguments > 0 ? arguments->arguments[0] : "demo";
    const char *path = wks_file_join(call->arena, folder, "wijkscan.yaml");
    int seed = 0;
    wks_demo_options options = {.folder = folder};
    wks_demo_result demo;
    WKS_TRY(wks_arguments_number(call, arguments, "seed", 0, 1000000000, 2024, &seed, err));
    WKS_TRY(read_scale(call, arguments, &options.scale, err));
    options.seed = (uint64_t)seed;
    if (path == NULL) {
        return wks_arena_fail(err);
    }
    if (wks_file_exists(path)) {
        return wks_fail(err, WKS_E_EXISTS,
                        wks_tr("%s: there is a workspace already; name another folder",
                               "%s: daar is al een werkmap; noem een andere map"),
                        folder);
    }
    WKS_TRY(wks_file_make_folder(folder, err));
    WKS_TRY(wks_demo_write(&options, call->arena, call->progress, &demo, err));
    wks_progress_end(call->progress);
    if (!call->is_quiet) {
        printf(wks_tr("%s: an invented region of %zu residents, in %zu deliveries\n",
                      "%s: een verzonnen regio met %zu inwoners, in %zu leveringen\n"),
               folder, demo.n_residents, demo.n_files);
        fflush(stdout);
    }
    WKS_TRY(write_workspace(call, folder, &demo, err));
    return load_and_publish(call, folder, err);
}

static const wks_flag flags[] = {
    {"seed", "N", "another number makes another region (default 2024)",
     "een ander getal maakt een andere regio (standaard 2024)"},
    {"scale", "X", "share of the residents, for a quick try (default 1)",
     "deel van de inwoners, voor een snelle proef (standaard 1)"},
};

const wks_verb wks_verb_demo = {
    .name = "demo",
    .arguments = "[FOLDER]",
    .most_arguments = 1,
    .english = "make a workspace with an invented region like Twente, load it and publish it",
    .dutch = "maak een werkmap met een verzonnen regio zoals Twente, laad en publiceer die",
    .more_english = "Needs no download. Every figure is invented, and every screen says so.",
    .more_dutch = "Downloadt niets. Elk cijfer is verzonnen, en elk scherm zegt dat.",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
