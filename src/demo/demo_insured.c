/* Insured persons as Vektis publishes them: a file a year, a row per gemeente, sex and age class.
 * They are the residents on 1 January, so that they add up to the key figures; a group under ten
 * persons has no row.  Of costs there are no columns: nobody's whole care was simulated.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "demo/demo_delivery.h"

#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FEW_PERSONS = 10, /* fewer: no row */
    YEARS_A_CLASS = 5,
    OLDEST = 90,
    N_CLASSES = OLDEST / YEARS_A_CLASS + 1,
    N_SEXES = 2
};

typedef struct group {
    size_t n_persons;
    double insured_years;
} group;

/* Who is not here any more a year later was insured for half of it. */
static double years_of(const wks_demo_person *person, int year)
{
    const bool is_last = year == WKS_DEMO_N_YEARS - 1;
    return is_last || person->buurt[year + 1] >= 0 ? 1.0 : 0.5;
}

static void count_persons(const wks_demo_region *region, int year,
                          group counts[WKS_DEMO_N_GEMEENTEN][N_SEXES][N_CLASSES])
{
    for (size_t i = 0; i < region->n_persons; i++) {
        const wks_demo_person *person = &region->persons[i];
        const int32_t wijk = wks_demo_residents_wijk(region, person, year);
        if (wijk < 0) {
            continue;
        }
        const int age = wks_demo_residents_age(person, year) - 1; /* on 1 January */
        const int class = age >= OLDEST ? N_CLASSES - 1 : age / YEARS_A_CLASS;
        group *one =
            &counts[region->areas.wijken[wijk].parent][person->is_woman != 0 ? 1 : 0][class];
        one->n_persons++;
        one->insured_years += years_of(person, year);
    }
}

static void put_class(wks_buffer *out, int class)
{
    if (class == N_CLASSES - 1) {
        wks_buffer_printf(out, "%d+", OLDEST);
        return;
    }
    const int from = class * YEARS_A_CLASS;
    wks_buffer_printf(out, "%2d t/m %2d jaar", from, from + YEARS_A_CLASS - 1);
}

/* Names stand in capitals; the invented ones have no letters but those of ASCII. */
static void put_name(wks_buffer *out, const char *name)
{
    for (; *name != '\0'; name++) {
        wks_buffer_printf(out, "%c", toupper((unsigned char)*name));
    }
}

static void put_gemeente(wks_buffer *out, const char *name, group groups[N_SEXES][N_CLASSES])
{
    for (int sex = 0; sex < N_SEXES; sex++) {
        for (int class = 0; class < N_CLASSES; class ++) {
            const group *one = &groups[sex][class];
            if (one->n_persons < FEW_PERSONS) {
                continue;
            }
            const long halves = (long)(one->insured_years * 2.0 + 0.5);
            wks_buffer_text(out, sex == 0 ? "M;" : "V;");
            put_class(out, class);
            wks_buffer_text(out, ";");
            put_name(out, name);
            wks_buffer_printf(out, ";%zu;%ld.%s\n", one->n_persons, halves / 2,
                              halves % 2 == 0 ? "0" : "5");
        }
    }
}

wks_code wks_demo_insured_write(wks_demo_deliveries *deliveries, int year, wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    group counts[WKS_DEMO_N_GEMEENTEN][N_SEXES][N_CLASSES] = {0};
    const char *name = NULL;
    const char *period = NULL;
    count_persons(region, year, counts);
    WKS_TRY(wks_demo_delivery_name(deliveries, "vektis_demo", year, ".csv", &name, &period, err));
    wks_buffer out = {0};
    wks_buffer_text(&out,
                    "geslacht;leeftijdsklasse;gemeentenaam;aantal_bsn;aantal_verzekerdejaren\n");
    for (int32_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        put_gemeente(&out, region->areas.gemeenten[g].name, counts[g]);
    }
    return wks_demo_delivery_write(deliveries,
                                   &(wks_demo_file){.file = name,
                                                    .source = "vektis-zvw",
                                                    .period = period,
                                                    .edition = WKS_DEMO_FIRST_YEAR + year},
                                   &out, err);
}
