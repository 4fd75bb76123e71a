/* How long people waited who began with basis-ggz or specialised ggz: a row per person and start.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "demo/demo_delivery.h"
#include "demo/demo_random.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    N_BASIS = 6,   /* providers */
    N_SPECIAL = 4, /* providers */
    SALT_PROVIDERS = 3
};

/* Weeks from application to intake and from intake to treatment: means of each provider. */
static const double basis_weeks[N_BASIS][2] = {{3, 1}, {5, 2}, {4, 1}, {7, 2}, {4, 2}, {9, 3}};
static const double special_weeks[N_SPECIAL][2] = {{9, 4}, {14, 6}, {7, 5}, {19, 7}};

/* Uneven: most wait about the mean, some twice as long. */
static unsigned draw_weeks(wks_demo_random *dice, double mean)
{
    double a = wks_demo_random_unit(dice);
    double b = wks_demo_random_unit(dice);
    return (unsigned)(mean * (a + b) * (0.5 + 0.5 * (a + b)) + 0.5);
}

static void put_start(const wks_demo_region *region, size_t number, int year, wks_buffer *out)
{
    const wks_demo_person *person = &region->persons[number];
    const wks_demo_care *care = &person->care[year];
    wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_WAITING,
                                                 number * WKS_DEMO_N_YEARS + (uint64_t)year);
    bool is_special = care->special > 0;
    size_t provider = wks_demo_random_below(&dice, is_special ? N_SPECIAL : N_BASIS);
    const double *mean = is_special ? special_weeks[provider] : basis_weeks[provider];
    double longer = 1.0 + 0.05 * year; /* every year a little */
    size_t month = 1 + wks_demo_random_below(&dice, 12);
    unsigned to_intake = draw_weeks(&dice, mean[0] * longer);
    unsigned to_treatment = draw_weeks(&dice, mean[1] * longer);
    char pseudonym[WKS_DEMO_PSEUDONYM_SIZE];
    wks_demo_delivery_pseudonym(region->seed, SALT_PROVIDERS, number, pseudonym);
    int32_t wijk = wks_demo_residents_wijk(region, person, year);
    const char *gemeente = region->areas.gemeenten[region->areas.wijken[wijk].parent].code;
    wks_buffer_printf(out, "%d;%zu;%s;%s;%s-%c;%s;%u;", WKS_DEMO_FIRST_YEAR + year, month,
                      pseudonym, gemeente, is_special ? "ggz" : "basis", (char)('a' + provider),
                      is_special ? "specialistische-ggz" : "basis-ggz", to_intake);
    bool has_begun = year + 1 < WKS_DEMO_N_YEARS || month * 4 + to_treatment < 52;
    if (has_begun) {
        wks_buffer_printf(out, "%u", to_treatment);
    }
    wks_buffer_text(out, "\r\n");
}

wks_code wks_demo_waiting_write(wks_demo_deliveries *deliveries, wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    wks_buffer out = {0};
    wks_buffer_text(&out, "jaar;maand;persoon;gebied;aanbieder;zorgsoort;aanmeldwachttijd_weken;"
                          "behandelwachttijd_weken\r\n");
    for (int year = 0; year < WKS_DEMO_N_YEARS; year++) {
        for (size_t i = 0; i < region->n_persons; i++) {
            const wks_demo_person *person = &region->persons[i];
            if (person->buurt[year] >= 0 && person->care[year].is_new != 0) {
                put_start(region, i, year, &out);
            }
        }
    }
    return wks_demo_delivery_write(deliveries,
                                   &(wks_demo_file){.file = "wachttijden_demo_2020-2024.csv",
                                                    .source = "levering-wachttijden",
                                                    .edition = WKS_DEMO_LAST_YEAR},
                                   &out, err);
}
