/* SPDX-License-Identifier: EUPL-1.2 */
#include "programs/wijkscan/journey.h"

#include "base/file.h"
#include "base/language.h"
#include "gaps/gaps.h"
#include "gate/gate.h"
#include "gate/rule_sentences.h"
#include "private/measure/measure.h"
#include "private/measure/measure_model.h"
#include "private/measure/measure_signal.h"
#include "private/vault/question.h"
#include "programs/wijkscan/journey_gate.h"
#include "programs/wijkscan/journey_inputs.h"
#include "programs/wijkscan/journey_policy.h"
#include "programs/wijkscan/today.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

wks_code wks_journey_open(const wks_call *call, const char *folder, wks_journey *out,
                          wks_error *err)
{
    *out = (wks_journey){.call = call};
    WKS_TRY(wks_workspace_read(folder, call->arena, &out->workspace, err));
    WKS_TRY(wks_journey_policy(&out->workspace, call->arena, &out->policy, err));
    return wks_catalogue_read(out->workspace.catalogue_path, call->arena, &out->catalogue, err);
}

void wks_journey_close(wks_journey *journey)
{
    wks_vault_close(journey->vault);
    journey->vault = NULL;
}

/* ---- loading -----------------------------------------------------------------------------------
 */

static void say_unknown(const wks_load_report *report)
{
    enum {
        MOST_LISTED = 8
    };

    printf(wks_tr("    rows with an area that is not known: %lld (areas of %d): ",
                  "    rijen met een gebied dat niet bekend is: %lld (gebieden van %d): "),
           (long long)report->n_unknown, report->edition);
    for (size_t i = 0; i < report->n_unknown_areas && i < MOST_LISTED; i++) {
        printf("%s%s", i == 0 ? "" : ", ", report->unknown[i].area);
    }
    if (report->n_unknown_areas > MOST_LISTED) {
        printf(wks_tr(" and %zu more (wijkscan status --unknown lists them)",
                      " en nog %zu (wijkscan status --unknown noemt ze)"),
               report->n_unknown_areas - MOST_LISTED);
    }
    printf("\n");
}

static void say_loaded(const char *file, const wks_load_report *report)
{
    if (report->is_known) {
        printf(wks_tr("  %s: loaded before, nothing to do\n",
                      "  %s: al eerder geladen, niets te doen\n"),
               file);
        return;
    }
    printf(wks_tr("  %s: %lld rows for %s", "  %s: %lld rijen voor %s"), file,
           (long long)report->n_rows, report->source->id);
    if (report->period != NULL) {
        printf(", %s", report->period);
    }
    printf(wks_tr(", areas of %d", ", gebieden van %d"), report->edition);
    if (report->n_skipped > 0) {
        printf(wks_tr(", %lld left out as the source says", ", %lld weggelaten zoals de bron zegt"),
               (long long)report->n_skipped);
    }
    if (report->n_repaired > 0) {
        printf(wks_tr(", polygons repaired: %lld", ", vlakken hersteld: %lld"),
               (long long)report->n_repaired);
    }
    printf("\n");
    if (report->wanted_edition != report->edition) {
        printf(wks_tr("    areas of %d are not loaded; those of %d were used\n",
                      "    gebieden van %d zijn niet geladen; die van %d zijn gebruikt\n"),
               report->wanted_edition, report->edition);
    }
    if (report->n_unknown > 0) {
        say_unknown(report);
    }
}

wks_code wks_journey_load(wks_journey *journey, const wks_load_request *request, bool *is_new,
                          wks_error *err)
{
    wks_load_report report;
    WKS_TRY(wks_delivery_load(journey->vault, &journey->catalogue, request, journey->call->arena,
                              journey->call->progress, &report, err));
    if (!journey->call->is_quiet) {
        say_loaded(wks_file_name(request->path), &report);
        fflush(stdout);
    }
    *is_new = !report.is_known;
    return WKS_OK;
}

/* Geometry first, then sources that define areas, then the rest. */
static int load_rank(const wks_journey *journey, const wks_delivery_entry *entry)
{
    const wks_source *source =
        entry->source == NULL ? NULL : wks_catalogue_source(&journey->catalogue, entry->source);
    if (source == NULL) {
        return strstr(entry->file, "kwb") != NULL ? 1 : 2;
    }
    return source->kind == WKS_SOURCE_BORDERS || source->kind == WKS_SOURCE_REGIONS ? 0
           : source->defines_areas                                                  ? 1
                                                                                    : 2;
}

wks_code wks_journey_load_listed(wks_journey *journey, size_t *n_new, wks_error *err)
{
    const wks_workspace *workspace = &journey->workspace;
    *n_new = 0;
    for (int rank = 0; rank <= 2; rank++) {
        for (size_t i = 0; i < workspace->n_deliveries; i++) {
            const wks_delivery_entry *entry = &workspace->deliveries[i];
            bool is_new = false;
            if (load_rank(journey, entry) != rank) {
                continue;
            }
            const wks_load_request request = {
                .path = wks_file_join(journey->call->arena, workspace->folder, entry->file),
                .source_id = entry->source,
                .period = entry->period,
                .layer = entry->layer,
                .edition = entry->edition};
            if (request.path == NULL) {
                return wks_arena_fail(err);
            }
            WKS_TRY(wks_journey_load(journey, &request, &is_new, err));
            *n_new += is_new;
        }
    }
    return WKS_OK;
}

/* ---- what goes with the numbers
 * ------------------------------------------------------------------ */

static bool is_member(const char *const *members, size_t n, const char *gemeente)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(members[i], gemeente) == 0) {
            return true;
        }
    }
    return false;
}

static int compare_areas(const void *a, const void *b)
{
    const wks_area *left = a;
    const wks_area *right = b;
    int by_code = strcmp(left->code, right->code);
    return by_code != 0 ? by_code
                        : (left->edition > right->edition) - (left->edition < right->edition);
}

static const char *parent_of(wks_journey *journey, const wks_area *area, bool is_in_region)
{
    char code[WKS_AREA_CODE_SIZE];
    if (area->level == WKS_LEVEL_LAND) {
        return NULL;
    }
    if (area->level <= WKS_LEVEL_GEMEENTE) {
        return area->level == WKS_LEVEL_GEMEENTE && is_in_region ? journey->workspace.region_code
                                                                 : WKS_LAND_CODE;
    }
    return wks_area_code_up(area->code, area->level - 1, code)
               ? wks_arena_text(journey->call->arena, code)
               : NULL;
}

/* A source may not know the name of a wijk: then the code stands in its place.  The newest real
 * name of the code's other editions is better.  areas are sorted by code and edition. */
static void share_names(wks_area *areas, size_t n)
{
    for (size_t i = 0; i < n;) {
        const char *name = NULL;
        size_t end = i;
        for (; end < n && strcmp(areas[end].code, areas[i].code) == 0; end++) {
            name = strcmp(areas[end].name, areas[end].code) != 0 ? areas[end].name : name;
        }
        for (; i < end; i++) {
            areas[i].name =
                name != NULL && strcmp(areas[i].name, areas[i].code) == 0 ? name : areas[i].name;
        }
    }
}

/* The areas to show: the region's own and the country; every area when there is no region. */
static wks_code areas_to_show(wks_journey *journey, wks_area **out, size_t *n_out, wks_error *err)
{
    wks_arena *arena = journey->call->arena;
    const wks_workspace *workspace = &journey->workspace;
    wks_area *all = NULL;
    const char **members = NULL;
    size_t n_all = 0;
    size_t n_members = 0;
    int newest = 0;
    bool has_land = false;
    WKS_TRY(wks_vault_areas(journey->vault, arena, &all, &n_all, err));
    WKS_TRY(wks_vault_region_members(journey->vault, arena, &members, &n_members, err));
    wks_area *kept = NULL;
    size_t n = 0;
    WKS_TRY(wks_arena_take(arena, n_all + 2, sizeof *kept, &kept, err));
    for (size_t i = 0; i < n_all; i++) {
        char gemeente[WKS_AREA_CODE_SIZE] = "";
        const bool has_gemeente = wks_area_code_up(all[i].code, WKS_LEVEL_GEMEENTE, gemeente);
        const bool is_in_region = has_gemeente && is_member(members, n_members, gemeente);
        if (has_gemeente && workspace->region_code != NULL && !is_in_region) {
            continue;
        }
        if (all[i].level == WKS_LEVEL_REGIO) {
            continue;
        }
        has_land = has_land || all[i].level == WKS_LEVEL_LAND;
        newest = all[i].edition > newest ? all[i].edition : newest;
        kept[n] = all[i];
        kept[n++].parent = parent_of(journey, &all[i], is_in_region);
    }
    if (workspace->region_code != NULL) {
        kept[n++] = (wks_area){.code = workspace->region_code,
                               .name = workspace->region_name,
                               .parent = WKS_LAND_CODE,
                               .level = WKS_LEVEL_REGIO,
                               .edition = newest};
    }
    if (!has_land) {
        kept[n++] = (wks_area){
            .code = WKS_LAND_CODE, .name = "Nederland", .level = WKS_LEVEL_LAND, .edition = newest};
    }
    qsort(kept, n, sizeof *kept, compare_areas);
    share_names(kept, n);
    *out = kept;
    *n_out = n;
    return WKS_OK;
}

bool wks_journey_is_invented(const wks_journey *journey, const wks_delivery *delivery)
{
    return wks_vault_is_invented(journey->vault) ||
           wks_source_is_invented_file(wks_catalogue_source(&journey->catalogue, delivery->source),
                                       delivery->hash);
}

static bool holds_invented(const wks_publication *publication)
{
    for (size_t i = 0; i < publication->n_deliveries; i++) {
        if (publication->deliveries[i].is_invented) {
            return true;
        }
    }
    return false;
}

static wks_code deliveries_to_name(wks_journey *journey, wks_publication *publication,
                                   wks_error *err)
{
    wks_delivery *deliveries = NULL;
    wks_publish_delivery *named = NULL;
    size_t n = 0;
    WKS_TRY(wks_vault_deliveries(journey->vault, journey->call->arena, &deliveries, &n, err));
    WKS_TRY(wks_arena_take(journey->call->arena, n, sizeof *named, &named, err));
    for (size_t i = 0; i < n; i++) {
        named[i] =
            (wks_publish_delivery){.number = deliveries[i].number,
                                   .hash = deliveries[i].hash,
                                   .source = deliveries[i].source,
                                   .file = deliveries[i].file,
                                   .edition = deliveries[i].edition,
                                   .n_rows = deliveries[i].n_rows,
                                   .n_unknown = deliveries[i].n_unknown,
                                   .is_invented = wks_journey_is_invented(journey, &deliveries[i])};
    }
    publication->deliveries = named;
    publication->n_deliveries = n;
    return WKS_OK;
}

/* Without what hangs on the numbers. */
static wks_gate_rules gate_rules(const wks_journey *journey, const wks_publication *publication)
{
    wks_gate_rules rules =
        wks_journey_rules(&journey->workspace, journey->policy, &journey->catalogue);
    rules.is_invented = wks_vault_is_invented(journey->vault);
    rules.holds_invented = holds_invented(publication);
    return rules;
}

static wks_code rules_to_tell(wks_journey *journey, wks_publication *publication, wks_error *err)
{
    const wks_gate_rules rules = gate_rules(journey, publication);
    const wks_rule_sentence *sentences = NULL;
    wks_publish_rule *told = NULL;
    size_t n = 0;
    WKS_TRY(wks_gate_rule_sentences(&rules, journey->call->arena, &sentences, &n, err));
    WKS_TRY(wks_arena_take(journey->call->arena, n, sizeof *told, &told, err));
    for (size_t i = 0; i < n; i++) {
        told[i] = (wks_publish_rule){sentences[i].dutch, sentences[i].english};
    }
    publication->rules = told;
    publication->n_rules = n;
    return WKS_OK;
}

/* ---- publishing
 * ------------------------------------------------------------------------------------ */

static wks_code measure_all(wks_journey *journey, wks_candidates *candidates, wks_error *err)
{
    wks_progress *progress = journey->call->progress;
    wks_progress_begin(progress, wks_tr("measuring", "meten"), journey->catalogue.n_indicators);
    for (size_t i = 0; i < journey->catalogue.n_indicators; i++) {
        const wks_indicator *indicator = &journey->catalogue.indicators[i];
        wks_progress_step(progress, i);
        wks_code code = wks_measure_run(journey->vault, &journey->catalogue, &journey->workspace,
                                        indicator, journey->call->arena, candidates, err);
        if (code != WKS_OK) {
            return wks_error_prefix(err, code, "%s", indicator->id);
        }
    }
    wks_progress_end(progress);
    if (candidates->n == 0) {
        return wks_fail(
            err, WKS_E_NOT_FOUND, "%s",
            wks_tr("the vault holds no figures for any indicator; load deliveries first",
                   "de kluis bevat voor geen enkele indicator cijfers; laad eerst "
                   "leveringen"));
    }
    return WKS_OK;
}

wks_code wks_journey_count(wks_journey *journey, wks_publication *publication, wks_candidates *out,
                           wks_gate_rules *rules, wks_error *err)
{
    *out = (wks_candidates){0};
    WKS_TRY(wks_vault_set_region(journey->vault, &journey->workspace, err));
    WKS_TRY(deliveries_to_name(journey, publication, err));
    *rules = gate_rules(journey, publication);
    return measure_all(journey, out, err);
}

/* Models of surveys, of which respondents are the data. */
static wks_code model_surveys(wks_journey *journey, const wks_modelling *modelling,
                              wks_candidates *candidates, wks_error *err)
{
    wks_progress_begin(journey->call->progress, wks_tr("running models", "modellen rekenen"), 0);
    WKS_TRY(wks_measure_models(modelling, journey->call->arena, candidates, err));
    wks_progress_end(journey->call->progress);
    return WKS_OK;
}

/* Where need and use part, worked out of what readers will see: then it gives nothing hidden away.
 */
static wks_code find_signals(wks_journey *journey, const wks_modelling *modelling,
                             const wks_gate_rules *rules, wks_candidates *candidates,
                             wks_error *err)
{
    wks_candidates covered = *candidates;
    wks_progress_begin(journey->call->progress, wks_tr("finding signals", "signalen zoeken"), 0);
    WKS_TRY(wks_gate_cover(rules, candidates, journey->call->arena, &covered.items, err));
    WKS_TRY(wks_measure_signals(modelling, journey->call->arena, &covered, err));
    wks_progress_end(journey->call->progress);
    covered.items = candidates->items;
    *candidates = covered;
    return WKS_OK;
}

static void say_gate(const wks_gate_report *gate)
{
    printf(wks_tr("  gate: %zu public figures passed, %zu counts allowed, %zu hidden, %zu empty at "
                  "the source\n",
                  "  poort: %zu openbare cijfers doorgelaten, %zu tellingen toegelaten, %zu "
                  "verborgen, %zu leeg bij de bron\n"),
           gate->n_by_decision[WKS_DECISION_PUBLIC], gate->n_by_decision[WKS_DECISION_ALLOWED],
           gate->n_by_decision[WKS_DECISION_HIDDEN], gate->n_by_decision[WKS_DECISION_NONE]);
    if (gate->refused != NULL) {
        printf(
            wks_tr("  gate: %zu numbers (%s) are not released: nobody could say whom they count\n",
                   "  poort: %zu cijfers (%s) zijn niet vrijgegeven: niemand kon zeggen wie zij "
                   "tellen\n"),
            gate->n_by_decision[WKS_DECISION_REFUSED], gate->refused->id);
    }
}

static void say_release(const wks_publish_report *report)
{
    if (report->is_new) {
        printf(wks_tr("  release %s: %zu values, checked and signed\n",
                      "  uitgave %s: %zu waarden, nagerekend en getekend\n"),
               report->id, report->n_values);
    } else {
        printf(wks_tr("  release %s says exactly this already\n",
                      "  uitgave %s zegt precies dit al\n"),
               report->id);
    }
}

/* Everything that would like to be published, but for what is worked out of it. */
static wks_code make_candidates(wks_journey *journey, wks_publication *publication,
                                wks_journey_borders *borders, const wks_modelling *modelling,
                                wks_candidates *candidates, wks_error *err)
{
    WKS_TRY(measure_all(journey, candidates, err));
    wks_progress_begin(journey->call->progress, wks_tr("drawing maps", "kaarten tekenen"), 0);
    WKS_TRY(wks_journey_maps(journey, publication->areas, publication->n_areas, borders, err));
    publication->maps = borders->maps;
    publication->n_maps = borders->n_maps;
    return model_surveys(journey, modelling, candidates, err);
}

/* Behind the door: of what was released, and of nothing else. */
static wks_code find_gaps(wks_journey *journey, wks_publication *publication,
                          const wks_released *released, wks_error *err)
{
    const wks_gaps_input in = {.released = released,
                               .catalogue = &journey->catalogue,
                               .areas = publication->areas,
                               .n_areas = publication->n_areas,
                               .region_code = publication->region_code};
    return wks_gaps_find(&in, journey->call->arena, &publication->gaps, err);
}

static wks_code judge_and_publish(wks_journey *journey, wks_publication *publication,
                                  wks_journey_gate *gate, wks_error *err)
{
    wks_arena *arena = journey->call->arena;
    wks_candidates candidates = {0};
    wks_gate_report judged;
    wks_publish_report report;
    const wks_released *released = NULL;
    wks_journey_borders *borders = NULL;
    WKS_TRY(wks_arena_take(arena, 1, sizeof *borders, &borders, err));
    const wks_modelling modelling = {.vault = journey->vault,
                                     .catalogue = &journey->catalogue,
                                     .workspace = &journey->workspace,
                                     .maps = borders->neighbours};
    WKS_TRY(make_candidates(journey, publication, borders, &modelling, &candidates, err));
    wks_gate_rules rules = gate_rules(journey, publication);
    WKS_TRY(wks_journey_gate_hide(gate, &candidates, &rules, err));
    WKS_TRY(find_signals(journey, &modelling, &rules, &candidates, err));
    WKS_TRY(wks_gate_release(&rules, &candidates, arena, &released, &judged, err));
    WKS_TRY(find_gaps(journey, publication, released, err));
    WKS_TRY(wks_journey_gate_sealer(gate, &candidates, &publication->sealer, err));
    wks_progress_begin(journey->call->progress, wks_tr("publishing", "publiceren"), candidates.n);
    WKS_TRY(wks_picture_publish(journey->workspace.picture_path, publication, released, arena,
                                journey->call->progress, &report, err));
    wks_progress_end(journey->call->progress);
    if (!journey->call->is_quiet) {
        say_gate(&judged);
        say_release(&report);
    }
    return WKS_OK;
}

static wks_code release_through_gate(wks_journey *journey, wks_publication *publication,
                                     wks_error *err)
{
    wks_journey_gate gate;
    wks_code code = wks_journey_gate_open(journey, publication, &gate, err);
    if (code == WKS_OK) {
        code = judge_and_publish(journey, publication, &gate, err);
    }
    const wks_code closed = wks_journey_gate_close(&gate, code == WKS_OK ? err : NULL);
    return code != WKS_OK ? code : closed;
}

wks_code wks_journey_publish(wks_journey *journey, wks_error *err)
{
    const wks_workspace *workspace = &journey->workspace;
    wks_arena *arena = journey->call->arena;
    wks_area *areas = NULL;
    const char *last_inputs = NULL;
    const char *known = NULL;
    wks_publication publication = {
        .released_on = wks_today(arena),
        .region_code = workspace->region_code,
        .region_name = workspace->region_name == NULL ? "Nederland" : workspace->region_name,
        .publisher = workspace->publisher,
        .catalogue = &journey->catalogue};
    if (publication.released_on == NULL) {
        return wks_arena_fail(err);
    }
    WKS_TRY(wks_vault_set_region(journey->vault, workspace, err));
    WKS_TRY(deliveries_to_name(journey, &publication, err));
    WKS_TRY(rules_to_tell(journey, &publication, err));
    WKS_TRY(wks_journey_gate_known(journey, &known, err));
    publication.inputs = wks_journey_inputs(journey, &publication, known);
    WKS_TRY(wks_picture_inputs(workspace->picture_path, arena, &last_inputs, err));
    if (publication.inputs == NULL) {
        return wks_arena_fail(err);
    }
    if (strcmp(publication.inputs, last_inputs) == 0) {
        if (!journey->call->is_quiet) {
            printf("%s\n", wks_tr("  nothing changed since the last release",
                                  "  niets veranderd sinds de vorige uitgave"));
        }
        return WKS_OK;
    }
    WKS_TRY(areas_to_show(journey, &areas, &publication.n_areas, err));
    publication.areas = areas;
    return release_through_gate(journey, &publication, err);
}
