/* What gemeenten, the network and the crisis line write down, as XLSX: a row per event.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/vector_write.h"
#include "demo/demo_care.h"
#include "demo/demo_delivery.h"
#include "demo/demo_random.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    N_COLUMNS = 6,
    SALT_SOCIAL = 2,
    TEXT_SIZE = 40
};

typedef enum event {
    TALK,    /* verkennend gesprek, since 2022 */
    TEAM,    /* wijkteam */
    CONCERN, /* meldpunt zorgwekkend gedrag */
    CRISIS,  /* crisismaatregel */
    N_EVENTS
} event;

static const char *const event_codes[N_EVENTS] = {"verkennend-gesprek", "wijkteam-psychisch",
                                                  "melding-zorgwekkend-gedrag", "crisismaatregel"};
static const wks_vector_column sheet_columns[N_COLUMNS] = {
    {"jaar", WKS_VECTOR_INTEGER}, {"maand", WKS_VECTOR_INTEGER},  {"persoon", WKS_VECTOR_TEXT},
    {"gebied", WKS_VECTOR_TEXT},  {"aanbieder", WKS_VECTOR_TEXT}, {"soort", WKS_VECTOR_TEXT}};
static const wks_vector_form sheet_form = {"registraties", sheet_columns, N_COLUMNS,
                                           WKS_VECTOR_TABLE};

static double logistic_of(const wks_demo_chance *chance, double need)
{
    return wks_demo_random_logistic(chance->slope * need + chance->level);
}

static double chance_of(const wks_demo_region *region, size_t number, int year, event what)
{
    const wks_demo_person *person = &region->persons[number];
    const wks_demo_care *care = &person->care[year];
    double need = wks_demo_residents_need(region, person, year);
    bool is_in_care = care->basis + care->special + care->bed_days > 0;
    double poor = person->is_low_income != 0 ? 1.8 : 1.0;
    const wks_demo_model *model = &wks_demo_parameters_model;
    switch (what) {
    case TALK:
        return year < 2 ? 0 : logistic_of(&model->talk, need) * (0.7 + 0.35 * year);
    case TEAM:
        return logistic_of(&model->team, need) * poor;
    case CONCERN:
        return logistic_of(&model->concern, need) * poor * (is_in_care ? 1.0 : 1.4);
    case CRISIS:
        return logistic_of(&model->crisis, need) * (care->special > 0 ? 6.0 : 1.0);
    case N_EVENTS:
    default:
        return 0;
    }
}

/* Who registers: the gemeente, or one line for the whole region. */
static void name_provider(const wks_demo_region *region, int32_t wijk, event what,
                          char out[static TEXT_SIZE])
{
    if (what == TALK || what == CONCERN) {
        snprintf(out, TEXT_SIZE, "%s", what == TALK ? "netwerk-regio" : "meldpunt-regio");
        return;
    }
    const char *gemeente = region->areas.gemeenten[region->areas.wijken[wijk].parent].name;
    int n = snprintf(out, TEXT_SIZE, "%s-%s", what == TEAM ? "wijkteam" : "gemeente", gemeente);
    for (int i = 0; i < n && i < TEXT_SIZE - 1; i++) {
        out[i] = (char)(out[i] == ' ' ? '-' : tolower((unsigned char)out[i]));
    }
}

static wks_code put_events(const wks_demo_region *region, size_t number, int year,
                           wks_vector_writer *writer, wks_error *err)
{
    const wks_demo_person *person = &region->persons[number];
    wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_REGISTRATIONS,
                                                 number * WKS_DEMO_N_YEARS + (uint64_t)year);
    for (int e = 0; e < N_EVENTS; e++) {
        if (!wks_demo_random_chance(&dice, chance_of(region, number, year, (event)e))) {
            continue;
        }
        size_t times = e == TEAM ? 1 + wks_demo_random_below(&dice, 3) : 1;
        int32_t wijk = wks_demo_residents_wijk(region, person, year);
        char provider[TEXT_SIZE];
        char pseudonym[WKS_DEMO_PSEUDONYM_SIZE];
        char year_text[12];
        name_provider(region, wijk, (event)e, provider);
        wks_demo_delivery_pseudonym(region->seed, SALT_SOCIAL, number, pseudonym);
        snprintf(year_text, sizeof year_text, "%d", WKS_DEMO_FIRST_YEAR + year);
        bool is_known = e != CONCERN || wks_demo_random_chance(&dice, 0.7);
        for (size_t i = 0; i < times; i++) {
            char month[8];
            snprintf(month, sizeof month, "%zu", 1 + wks_demo_random_below(&dice, 12));
            const char *fields[N_COLUMNS] = {year_text,
                                             month,
                                             is_known ? pseudonym : NULL,
                                             region->areas.wijken[wijk].code,
                                             provider,
                                             event_codes[e]};
            WKS_TRY(wks_vector_write_row(writer, fields, NULL, err));
        }
    }
    return WKS_OK;
}

static wks_code write_file(wks_demo_deliveries *deliveries, int year, wks_arena *scratch,
                           wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    const char *name = NULL;
    const char *period = NULL;
    const char *path = NULL;
    wks_vector_writer *writer = NULL;
    WKS_TRY(wks_demo_delivery_name(deliveries, "registraties_demo", year, ".xlsx", &name, &period,
                                   err));
    const wks_demo_file file = {.file = name,
                                .source = "levering-registraties",
                                .period = period,
                                .edition = WKS_DEMO_FIRST_YEAR + year};
    WKS_TRY(wks_demo_delivery_add(deliveries, &file, &path, err));
    WKS_TRY(wks_vector_write_open(path, &sheet_form, scratch, &writer, err));
    for (size_t i = 0; i < region->n_persons; i++) {
        const wks_demo_person *person = &region->persons[i];
        if (person->buurt[year] < 0 || wks_demo_residents_age(person, year) < WKS_DEMO_ADULT) {
            continue;
        }
        wks_code code = put_events(region, i, year, writer, err);
        if (code != WKS_OK) {
            wks_vector_write_close(writer);
            return code;
        }
    }
    return wks_vector_write_finish(writer, err);
}

wks_code wks_demo_reports_write(wks_demo_deliveries *deliveries, int year, wks_error *err)
{
    wks_arena scratch;
    wks_arena_init(&scratch, 0);
    wks_code code = write_file(deliveries, year, &scratch, err);
    wks_arena_clear(&scratch);
    return code;
}
