/* Key figures as CBS publishes them (StatLine, Kerncijfers wijken en buurten): counts of the
 * residents on 1 January, rounded to fives below gemeente, padded codes and names, "." where too
 * few live. There is no row for the country: nobody of it was simulated.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "demo/demo_delivery.h"
#include "demo/demo_random.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FEW_RESIDENTS = 50,   /* fewer: no income */
    FEW_YOUNG = 30,       /* fewer: no youth care */
    FEW_HOUSEHOLDS = 100, /* fewer: no percentage of low incomes */
    N_AGES = 5
};

/* Thousands of euro per resident, by fifth of household incomes. */
static const double income_of_fifth[5] = {15.5, 20.2, 25.0, 31.5, 46.0};
static const double addresses_per_resident = 0.8;

typedef struct counts {
    double residents, men, women;
    double age[N_AGES]; /* under 15, 25, 45, 65, and over */
    double households, alone, low_income;
    double benefit;
    double young, youth_care, wmo; /* under 23, of whom with youth care; Wmo clients */
    double income;
    double area_km2;
    double addresses; /* per km2 around, summed over residents */
} counts;

static bool has_help(const wks_demo_region *region, size_t number, int year)
{
    const wks_demo_model *model = &wks_demo_parameters_model;
    const wks_demo_person *person = &region->persons[number];
    int age = wks_demo_residents_age(person, year) - 1; /* on 1 January */
    double need = wks_demo_residents_need(region, person, year);
    const wks_demo_chance *chance = age < 23 ? &model->youth_care : &model->wmo;
    wks_demo_random dice = wks_demo_random_start(region->seed, WKS_DEMO_FOR_SOCIAL_HELP, number);
    double level = chance->level + (age >= 75 ? model->wmo_old : 0.0);
    return wks_demo_random_chance(&dice, wks_demo_random_logistic(chance->slope * need + level));
}

static void count_person(const wks_demo_region *region, size_t number, int year, counts *out)
{
    const wks_demo_person *person = &region->persons[number];
    bool is_helped = has_help(region, number, year);
    int age = wks_demo_residents_age(person, year) - 1; /* on 1 January */
    bool is_alone = wks_demo_residents_is_alone(region, person, year);
    double households = is_alone ? 1.0 : (age < 22 ? 0.0 : 0.5);
    out->residents += 1;
    out->men += person->is_woman == 0 ? 1 : 0;
    out->women += person->is_woman != 0 ? 1 : 0;
    out->age[age < 15 ? 0 : (age < 25 ? 1 : (age < 45 ? 2 : (age < 65 ? 3 : 4)))] += 1;
    out->households += households;
    out->alone += is_alone ? 1 : 0;
    out->low_income += person->is_low_income != 0 ? households : 0;
    out->benefit += person->has_benefit != 0 && age >= 18 && age < 67 ? 1 : 0;
    out->young += age < 23 ? 1 : 0;
    out->youth_care += age < 23 && is_helped ? 1 : 0;
    out->wmo += age >= 23 && is_helped ? 1 : 0;
    out->income += income_of_fifth[person->income];
    out->addresses += region->areas.buurten[person->buurt[year]].density * addresses_per_resident;
}

static void add_counts(counts *sum, const counts *part)
{
    sum->residents += part->residents;
    sum->men += part->men;
    sum->women += part->women;
    for (int i = 0; i < N_AGES; i++) {
        sum->age[i] += part->age[i];
    }
    sum->households += part->households;
    sum->alone += part->alone;
    sum->low_income += part->low_income;
    sum->benefit += part->benefit;
    sum->young += part->young;
    sum->youth_care += part->youth_care;
    sum->wmo += part->wmo;
    sum->income += part->income;
    sum->area_km2 += part->area_km2;
    sum->addresses += part->addresses;
}

static const char *const table_columns[] = {"ID",
                                            "WijkenEnBuurten",
                                            "Gemeentenaam_1",
                                            "SoortRegio_2",
                                            "Codering_3",
                                            "IndelingswijzigingWijkenEnBuurten_4",
                                            "AantalInwoners_5",
                                            "Mannen_6",
                                            "Vrouwen_7",
                                            "k_0Tot15Jaar_8",
                                            "k_15Tot25Jaar_9",
                                            "k_25Tot45Jaar_10",
                                            "k_45Tot65Jaar_11",
                                            "k_65JaarOfOuder_12",
                                            "HuishoudensTotaal_28",
                                            "Eenpersoonshuishoudens_29",
                                            "GemiddeldeHuishoudensgrootte_32",
                                            "Bevolkingsdichtheid_33",
                                            "GemiddeldInkomenPerInwoner_72",
                                            "HuishoudensMetEenLaagInkomen_78",
                                            "PersonenPerSoortUitkeringBijstand_83",
                                            "JongerenMetJeugdzorgInNatura_87",
                                            "PercentageJongerenMetJeugdzorg_88",
                                            "WmoClienten_89",
                                            "WmoClientenRelatief_90",
                                            "OppervlakteTotaal_110",
                                            "OppervlakteLand_111",
                                            "OppervlakteWater_112",
                                            "MateVanStedelijkheid_115",
                                            "Omgevingsadressendichtheid_116"};

static long rounded(double value, int to)
{
    return (long)(value / to + 0.5) * to;
}

/* One decimal, with '.' whatever the locale. */
static void put_decimal(wks_buffer *out, double value)
{
    long tenths = rounded(value * 10.0, 1);
    wks_buffer_printf(out, ";%ld.%ld", tenths / 10, tenths % 10);
}

static void put_hidden(wks_buffer *out)
{
    wks_buffer_text(out, ";\"         .\"");
}

static void put_incomes(const counts *given, wks_buffer *out)
{
    if (given->residents < FEW_RESIDENTS) {
        put_hidden(out);
    } else {
        put_decimal(out, given->income / given->residents);
    }
    if (given->households < FEW_HOUSEHOLDS) {
        put_hidden(out);
    } else {
        put_decimal(out, 100.0 * given->low_income / given->households);
    }
    wks_buffer_printf(out, ";%ld", rounded(given->benefit, 10));
}

static void put_help(const counts *given, wks_buffer *out)
{
    if (given->residents < FEW_RESIDENTS || given->young < FEW_YOUNG) {
        put_hidden(out);
        put_hidden(out);
    } else {
        wks_buffer_printf(out, ";%ld", rounded(given->youth_care, 5));
        put_decimal(out, 100.0 * given->youth_care / given->young);
    }
    if (given->residents < FEW_RESIDENTS) {
        put_hidden(out);
        put_hidden(out);
    } else {
        wks_buffer_printf(out, ";%ld;%ld", rounded(given->wmo, 5),
                          rounded(1000.0 * given->wmo / given->residents, 1));
    }
}

static int urbanity(double addresses_per_km2)
{
    static const double bounds[] = {2500, 1500, 1000, 500};
    int class = 1;
    while (class < 5 && addresses_per_km2 < bounds[class - 1]) {
        class ++;
    }
    return class;
}

static void put_places(const counts *given, wks_buffer *out)
{
    long hectares = rounded(given->area_km2 * 100.0, 1);
    double addresses = given->residents > 0 ? given->addresses / given->residents : 0;
    wks_buffer_printf(out, ";%ld;%ld;0", hectares, hectares);
    if (given->residents > 0) {
        wks_buffer_printf(out, ";%d;%ld\r\n", urbanity(addresses), rounded(addresses, 1));
    } else {
        put_hidden(out);
        put_hidden(out);
        wks_buffer_text(out, "\r\n");
    }
}

/* As in the real table, Gemeentenaam holds the gemeente's name in the rows of its parts too. */
static void put_row(size_t number, const wks_demo_area *area, const char *gemeente, wks_level level,
                    const counts *given, wks_buffer *out)
{
    const char *kind = level == WKS_LEVEL_GEMEENTE ? "Gemeente"
                       : level == WKS_LEVEL_WIJK   ? "Wijk"
                                                   : "Buurt";
    int to = level == WKS_LEVEL_GEMEENTE ? 1 : 5;
    const double whole[] = {given->residents,  given->men,    given->women,  given->age[0],
                            given->age[1],     given->age[2], given->age[3], given->age[4],
                            given->households, given->alone};
    wks_buffer_printf(out, "%zu;\"%-10s\";\"%-40s\";\"%-10s\";\"%-10s\";\"%s\"", number, area->code,
                      gemeente, kind, area->code, level == WKS_LEVEL_GEMEENTE ? "." : "1");
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        wks_buffer_printf(out, ";%ld", rounded(whole[i], to));
    }
    if (given->households > 0) {
        put_decimal(out, given->residents / given->households);
    } else {
        put_hidden(out);
    }
    wks_buffer_printf(out, ";%ld", rounded(given->residents / given->area_km2, 1));
    put_incomes(given, out);
    put_help(given, out);
    put_places(given, out);
}

static void put_header(wks_buffer *out)
{
    wks_buffer_text(out, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sizeof table_columns / sizeof *table_columns; i++) {
        wks_buffer_printf(out, "%s\"%s\"", i > 0 ? ";" : "", table_columns[i]);
    }
    wks_buffer_text(out, "\r\n");
}

static void put_gemeente(const wks_demo_areas *areas, int32_t g, const counts *by_buurt,
                         size_t *number, wks_buffer *out)
{
    const wks_demo_area *gemeente = &areas->gemeenten[g];
    counts sums[1 + WKS_DEMO_N_WIJKEN] = {0}; /* the gemeente, then its wijken */
    for (int32_t w = 0; w < gemeente->n_parts; w++) {
        const wks_demo_area *wijk = &areas->wijken[gemeente->first + w];
        for (int32_t b = wijk->first; b < wijk->first + wijk->n_parts; b++) {
            add_counts(&sums[1 + w], &by_buurt[b]);
        }
        add_counts(&sums[0], &sums[1 + w]);
    }
    put_row((*number)++, gemeente, gemeente->name, WKS_LEVEL_GEMEENTE, &sums[0], out);
    for (int32_t w = 0; w < gemeente->n_parts; w++) {
        const wks_demo_area *wijk = &areas->wijken[gemeente->first + w];
        put_row((*number)++, wijk, gemeente->name, WKS_LEVEL_WIJK, &sums[1 + w], out);
        for (int32_t b = wijk->first; b < wijk->first + wijk->n_parts; b++) {
            put_row((*number)++, &areas->buurten[b], gemeente->name, WKS_LEVEL_BUURT, &by_buurt[b],
                    out);
        }
    }
}

wks_code wks_demo_figures_write(wks_demo_deliveries *deliveries, int year, wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    counts *by_buurt = NULL;
    WKS_TRY(
        wks_arena_take(deliveries->arena, WKS_DEMO_N_BUURTEN, sizeof *by_buurt, &by_buurt, err));
    for (size_t i = 0; i < region->n_persons; i++) {
        int32_t buurt = region->persons[i].buurt[year];
        if (buurt >= 0) {
            count_person(region, i, year, &by_buurt[buurt]);
        }
    }
    for (int32_t b = 0; b < WKS_DEMO_N_BUURTEN; b++) {
        by_buurt[b].area_km2 = region->areas.buurten[b].area_km2;
    }
    const char *name = NULL;
    const char *period = NULL;
    WKS_TRY(wks_demo_delivery_name(deliveries, "kwb_demo", year, ".csv", &name, &period, err));
    wks_buffer out = {0};
    size_t number = 0;
    put_header(&out);
    for (int32_t g = 0; g < WKS_DEMO_N_GEMEENTEN; g++) {
        put_gemeente(&region->areas, g, by_buurt, &number, &out);
    }
    return wks_demo_delivery_write(deliveries,
                                   &(wks_demo_file){.file = name,
                                                    .source = "cbs-kwb",
                                                    .period = period,
                                                    .edition = WKS_DEMO_FIRST_YEAR + year},
                                   &out, err);
}
