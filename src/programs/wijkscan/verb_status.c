/* SPDX-License-Identifier: EUPL-1.2 */
#include "base/json.h"
#include "base/language.h"
#include "programs/wijkscan/journey.h"
#include "public/picture/picture_show.h"

#include <stdio.h>

static void print_json(const wks_journey *journey, const wks_delivery *deliveries, size_t n,
                       wks_buffer *out)
{
    wks_json json;
    for (size_t i = 0; i < n; i++) {
        const wks_delivery *delivery = &deliveries[i];
        wks_json_init(&json, out);
        wks_json_open_object(&json);
        wks_json_member_text(&json, "delivery", delivery->hash);
        wks_json_member_text(&json, "source", delivery->source);
        wks_json_member_text(&json, "file", delivery->file);
        wks_json_member_text(&json, "format", delivery->format);
        wks_json_member_text(&json, "period", delivery->period);
        wks_json_member_integer(&json, "edition", delivery->edition);
        wks_json_member_integer(&json, "rows", delivery->n_rows);
        wks_json_member_integer(&json, "skipped", delivery->n_skipped);
        wks_json_member_integer(&json, "rest", delivery->n_rest);
        wks_json_member_integer(&json, "unknown", delivery->n_unknown);
        wks_json_member_bool(&json, "invented", wks_journey_is_invented(journey, delivery));
        wks_json_close_object(&json);
        wks_buffer_put(out, "\n", 1);
    }
}

static void print_table(const wks_delivery *deliveries, size_t n)
{
    printf("%-3s %-24s %-40s %-6s %-7s %10s %9s\n", "#", wks_tr("source", "bron"),
           wks_tr("file", "bestand"), wks_tr("period", "jaar"), wks_tr("areas", "indel."),
           wks_tr("rows", "rijen"), wks_tr("unknown", "onbekend"));
    for (size_t i = 0; i < n; i++) {
        const wks_delivery *delivery = &deliveries[i];
        printf("%-3d %-24s %-40.40s %-6s %-7d %10lld %9lld\n", delivery->number, delivery->source,
               delivery->file, delivery->period == NULL ? "-" : delivery->period, delivery->edition,
               (long long)delivery->n_rows, (long long)delivery->n_unknown);
    }
}

static wks_code print_unknown(wks_journey *journey, wks_error *err)
{
    wks_unknown_row *rows = NULL;
    size_t n = 0;
    WKS_TRY(wks_vault_unknown(journey->vault, journey->call->arena, &rows, &n, err));
    for (size_t i = 0; i < n; i++) {
        printf("%s\t%s\t%lld\n", rows[i].file, rows[i].area, (long long)rows[i].n_rows);
    }
    return WKS_OK;
}

static wks_code print_release(const wks_journey *journey, wks_error *err)
{
    wks_show_release release;
    wks_code code = wks_picture_show_release(journey->workspace.picture_path, journey->call->arena,
                                             &release, err);
    if (code == WKS_E_NOT_FOUND) {
        printf("%s\n", err->text);
        return WKS_OK;
    }
    WKS_TRY(code);
    printf(wks_tr("release %s of %s, %s%s\n", "uitgave %s van %s, %s%s\n"), release.id,
           release.released_on, release.region_name,
           release.is_invented ? wks_tr(" (invented figures)", " (verzonnen cijfers)") : "");
    return WKS_OK;
}

static wks_code print_status(wks_journey *journey, const wks_arguments *arguments, wks_error *err)
{
    const wks_call *call = journey->call;
    wks_delivery *deliveries = NULL;
    size_t n = 0;
    WKS_TRY(wks_vault_deliveries(journey->vault, call->arena, &deliveries, &n, err));
    if (wks_arguments_flag(call, arguments, "unknown") != NULL) {
        return print_unknown(journey, err);
    }
    if (wks_arguments_flag(call, arguments, "json") != NULL) {
        wks_buffer out = {0};
        print_json(journey, deliveries, n, &out);
        wks_code code = wks_buffer_check(&out, err);
        if (code == WKS_OK && out.n > 0) {
            fwrite(out.bytes, 1, out.n, stdout);
        }
        wks_buffer_clear(&out);
        return code;
    }
    print_table(deliveries, n);
    return print_release(journey, err);
}

static wks_code run(const wks_call *call, const wks_arguments *arguments, wks_error *err)
{
    wks_journey journey;
    WKS_TRY(wks_journey_open(call, wks_arguments_folder(call, arguments), &journey, err));
    wks_code code =
        wks_vault_open_existing(journey.workspace.vault_path, call->arena, &journey.vault, err);
    if (code == WKS_OK) {
        code = print_status(&journey, arguments, err);
    }
    wks_journey_close(&journey);
    return code;
}

static const wks_flag flags[] = {
    {"workspace", "FOLDER", "where wijkscan.yaml stands (default: here)",
     "waar wijkscan.yaml staat (standaard: hier)"},
    {"unknown", NULL, "list the areas of deliveries that their edition does not know",
     "noem de gebieden van leveringen die hun indeling niet kent"},
    {"json", NULL, "one JSON object a line for each delivery",
     "een JSON-object per regel voor elke levering"},
};

const wks_verb wks_verb_status = {
    .name = "status",
    .arguments = "[FOLDER]",
    .most_arguments = 1,
    .english = "say what was loaded and what was published",
    .dutch = "zeg wat geladen is en wat gepubliceerd is",
    .flags = flags,
    .n_flags = sizeof flags / sizeof flags[0],
    .run = run,
};
