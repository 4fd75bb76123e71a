/* SPDX-License-Identifier: EUPL-1.2 */
#include "demo/demo.h"

#include "base/file.h"
#include "base/language.h"
#include "demo/demo_care.h"
#include "demo/demo_delivery.h"
#include "demo/demo_residents.h"

static wks_code check(const wks_demo_options *options, wks_arena *arena, wks_error *err)
{
    if (!(options->scale > 0 && options->scale <= 1)) {
        return wks_fail(err, WKS_E_ARGUMENT, "%s",
                        wks_tr("the scale of the demo must be above 0 and at most 1",
                               "de schaal van de demo moet groter zijn dan 0 en hoogstens 1"));
    }
    const char *folder = wks_file_join(arena, options->folder, "leveringen");
    if (folder == NULL) {
        return wks_arena_fail(err);
    }
    if (wks_file_is_folder(folder) || wks_file_exists(folder)) {
        return wks_fail(err, WKS_E_EXISTS,
                        wks_tr("%s is there already; remove it or choose another folder",
                               "%s bestaat al; verwijder die map of kies een andere map"),
                        folder);
    }
    return wks_file_make_folder(folder, err);
}

static wks_code write_year(wks_demo_deliveries *deliveries, int year, wks_error *err)
{
    WKS_TRY(wks_demo_figures_write(deliveries, year, err));
    WKS_TRY(wks_demo_insured_write(deliveries, year, err));
    WKS_TRY(wks_demo_insurer_write(deliveries, year, err));
    if (year == 0 || year == WKS_DEMO_N_YEARS - 1) { /* the survey comes every four years */
        WKS_TRY(wks_demo_survey_write(deliveries, year, err));
    }
    return wks_demo_reports_write(deliveries, year, err);
}

static wks_code write_all(const wks_demo_options *options, wks_arena *work, wks_arena *arena,
                          wks_progress *progress, wks_demo_result *out, wks_error *err)
{
    enum {
        STEPS = 2 + WKS_DEMO_N_YEARS
    };

    wks_demo_region *region = NULL;
    WKS_TRY(wks_arena_take(work, 1, sizeof *region, &region, err));
    wks_progress_begin(progress, wks_tr("making a region", "regio maken"), STEPS);
    WKS_TRY(wks_demo_residents_make(options->seed, options->scale, work, region, err));
    WKS_TRY(wks_demo_care_give(region, work, err));
    wks_progress_step(progress, 1);
    wks_demo_deliveries deliveries = {.region = region, .folder = options->folder, .arena = arena};
    WKS_TRY(wks_demo_maps_write(&deliveries, err));
    for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
        wks_progress_step(progress, 2 + (size_t)year);
        WKS_TRY(write_year(&deliveries, year, err));
    }
    WKS_TRY(wks_demo_waiting_write(&deliveries, err));
    *out = (wks_demo_result){
        .files = deliveries.files, .n_files = deliveries.n_files, .n_persons = region->n_persons};
    for (size_t i = 0; i < region->n_persons; i++) {
        out->n_residents += region->persons[i].buurt[WKS_DEMO_N_YEARS - 1] >= 0 ? 1 : 0;
    }
    return WKS_OK;
}

wks_code wks_demo_write(const wks_demo_options *options, wks_arena *arena, wks_progress *progress,
                        wks_demo_result *out, wks_error *err)
{
    WKS_TRY(check(options, arena, err));
    wks_arena work;
    wks_arena_init(&work, 0);
    wks_code code = write_all(options, &work, arena, progress, out, err);
    wks_progress_end(progress);
    wks_arena_clear(&work);
    return code;
}
