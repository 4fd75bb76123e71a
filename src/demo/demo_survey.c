/* The GGD's health survey as an SPSS file: about 14 000 adults a round, small wijken asked more,
 * with weights by which they stand for all adults.
 *
 * SPDX-License-Identifier: EUPL-1.2
 */
#include "base/language.h"
#include "demo/demo_answers.h"
#include "demo/demo_care.h"
#include "demo/demo_delivery.h"
#include "demo/demo_random.h"

#include <readstat.h>

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    N_GROUPS = 6, /* sex x age under 35, under 65, over */
    N_COLUMNS = 6 + WKS_DEMO_N_QUESTIONS,
    SAV_MOMENT_AT = 92 /* of the date and time of making in the header of a .sav file */
};

typedef struct respondent {
    int32_t person;
    double weight;
} respondent;

typedef struct sample {
    respondent *all;
    size_t n;
    double n_adults[WKS_DEMO_N_WIJKEN];
    double chance[WKS_DEMO_N_WIJKEN];
} sample;

static bool is_adult_here(const wks_demo_person *person, int year)
{
    return person->buurt[year] >= 0 && wks_demo_residents_age(person, year) >= WKS_DEMO_ADULT;
}

static int group_of(const wks_demo_person *person, int year)
{
    int age = wks_demo_residents_age(person, year);
    return (person->is_woman != 0 ? 3 : 0) + (age < 35 ? 0 : (age < 65 ? 1 : 2));
}

/* By the root of the adults: a small wijk is asked a larger share. */
static void set_chances(const wks_demo_region *region, int year, sample *in)
{
    double roots = 0;
    for (size_t i = 0; i < region->n_persons; i++) {
        if (is_adult_here(&region->persons[i], year)) {
            in->n_adults[wks_demo_residents_wijk(region, &region->persons[i], year)] += 1;
        }
    }
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        roots += sqrt(in->n_adults[w]);
    }
    for (int32_t w = 0; w < WKS_DEMO_N_WIJKEN; w++) {
        double factor = wks_demo_parameters_gemeenten[region->areas.wijken[w].parent].survey_factor;
        double n = WKS_DEMO_N_RESPONDENTS * region->scale * factor * sqrt(in->n_adults[w]) / roots;
        in->chance[w] = in->n_adults[w] > 0 ? n / in->n_adults[w] : 0;
    }
}

static void ask(const wks_demo_region *region, int year, size_t room, sample *in)
{
    static const double answers[3] = {0.62, 1.0, 1.25}; /* of the young, the middle, the old */
    for (size_t i = 0; i < region->n_persons; i++) {
        const wks_demo_person *person = &region->persons[i];
        if (!is_adult_here(person, year) || in->n == room) {
            continue;
        }
        wks_demo_random dice =
            wks_demo_random_start(region->seed, WKS_DEMO_FOR_SURVEY,
                                  UINT64_C(0x100000000) + i * WKS_DEMO_N_YEARS + (uint64_t)year);
        double chance = in->chance[wks_demo_residents_wijk(region, person, year)] *
                        answers[group_of(person, year) % 3];
        if (wks_demo_random_chance(&dice, chance)) {
            in->all[in->n++] = (respondent){.person = (int32_t)i};
        }
    }
}

/* First by wijk, then within each gemeente by sex and age; mean 1 over the file. */
static void weigh(const wks_demo_region *region, int year, sample *in)
{
    double n_wijk[WKS_DEMO_N_WIJKEN] = {0};
    double wanted[WKS_DEMO_N_GEMEENTEN][N_GROUPS] = {{0}};
    double have[WKS_DEMO_N_GEMEENTEN][N_GROUPS] = {{0}};
    for (size_t i = 0; i < region->n_persons; i++) {
        const wks_demo_person *person = &region->persons[i];
        if (is_adult_here(person, year)) {
            int32_t wijk = wks_demo_residents_wijk(region, person, year);
            wanted[region->areas.wijken[wijk].parent][group_of(person, year)] += 1;
        }
    }
    for (size_t i = 0; i < in->n; i++) {
        n_wijk[wks_demo_residents_wijk(region, &region->persons[in->all[i].person], year)] += 1;
    }
    for (size_t i = 0; i < in->n; i++) {
        const wks_demo_person *person = &region->persons[in->all[i].person];
        int32_t wijk = wks_demo_residents_wijk(region, person, year);
        in->all[i].weight = in->n_adults[wijk] / n_wijk[wijk];
        have[region->areas.wijken[wijk].parent][group_of(person, year)] += in->all[i].weight;
    }
    double sum = 0;
    for (size_t i = 0; i < in->n; i++) {
        const wks_demo_person *person = &region->persons[in->all[i].person];
        int32_t g = region->areas.wijken[wks_demo_residents_wijk(region, person, year)].parent;
        int group = group_of(person, year);
        in->all[i].weight *= wanted[g][group] / have[g][group];
        sum += in->all[i].weight;
    }
    for (size_t i = 0; i < in->n; i++) {
        double weight = in->all[i].weight * (double)in->n / sum;
        in->all[i].weight = (double)(int64_t)(weight * 10000.0 + 0.5) / 10000.0;
    }
}

/* ---- the SPSS file ------------------------------------------------------------------------- */

typedef struct survey_column {
    const char *name;
    size_t width; /* of text; 0: a number */
    const char *format;
    const char *label;
} survey_column;

static const survey_column sav_columns[N_COLUMNS] = {
    {"JAAR", 0, "F4.0", "Jaar van de enquete (verzonnen cijfers)"},
    {"RESPONDENT", 8, "A8", "Nummer van de respondent"},
    {"GEBIED", 8, "A8", "CBS-code van de wijk"},
    {"GESLACHT", 8, "A8", "Geslacht"},
    {"LEEFTIJD", 0, "F3.0", "Leeftijd"},
    {"GEWICHT", 0, "F8.4", "Weegfactor"},
    {"MHI5", 0, "F3.0", "MHI-5, 0 (slecht) tot 100 (goed)"},
    {"K10", 0, "F2.0", "Kessler-10, 10 (laag) tot 50 (hoog risico)"},
    {"EENZAAMHEID", 0, "F2.0", "De Jong Gierveld, 0 tot 11"},
    {"REGIE", 0, "F2.0", "Regie over het eigen leven, 7 tot 35"},
    {"STRESS", 0, "F1.0", "Stress in de afgelopen 4 weken"},
    {"ERVAREN_GEZONDHEID", 0, "F1.0", "Ervaren gezondheid"},
    {"RONDKOMEN", 0, "F1.0", "Moeite met rondkomen"},
};

typedef struct survey_label {
    int column;
    int value;
    const char *text;
} survey_label;

static const survey_label sav_labels[] = {
    {10, 1, "geen of bijna geen stress"},
    {10, 2, "een beetje stress"},
    {10, 3, "veel stress"},
    {10, 4, "heel veel stress"},
    {11, 1, "zeer goed"},
    {11, 2, "goed"},
    {11, 3, "gaat wel"},
    {11, 4, "slecht"},
    {11, 5, "zeer slecht"},
    {12, 1, "nee, geen enkele moeite"},
    {12, 2, "nee, maar ik moet wel opletten"},
    {12, 3, "ja, enige moeite"},
    {12, 4, "ja, grote moeite"},
};

static ssize_t put_bytes(const void *bytes, size_t n, void *buffer)
{
    wks_buffer_put(buffer, bytes, n);
    return (ssize_t)n;
}

static void add_columns(readstat_writer_t *writer, readstat_variable_t *columns[N_COLUMNS])
{
    readstat_label_set_t *sets[N_COLUMNS] = {NULL};
    for (size_t i = 0; i < sizeof sav_labels / sizeof *sav_labels; i++) {
        int column = sav_labels[i].column;
        if (sets[column] == NULL) {
            sets[column] =
                readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, sav_columns[column].name);
        }
        readstat_label_double_value(sets[column], sav_labels[i].value, sav_labels[i].text);
    }
    for (int i = 0; i < N_COLUMNS; i++) {
        readstat_type_t type =
            sav_columns[i].width > 0 ? READSTAT_TYPE_STRING : READSTAT_TYPE_DOUBLE;
        columns[i] = readstat_add_variable(writer, sav_columns[i].name, type, sav_columns[i].width);
        readstat_variable_set_label(columns[i], sav_columns[i].label);
        readstat_variable_set_format(columns[i], sav_columns[i].format);
        if (sets[i] != NULL) {
            readstat_variable_set_label_set(columns[i], sets[i]);
        }
    }
}

static readstat_error_t put_row(const wks_demo_region *region, int year, size_t number,
                                const respondent *given, readstat_writer_t *writer,
                                readstat_variable_t *columns[N_COLUMNS])
{
    const wks_demo_person *person = &region->persons[given->person];
    size_t index = (size_t)given->person;
    wks_demo_answers answers = wks_demo_answers_of(region, index, year);
    wks_demo_random dice =
        wks_demo_random_start(region->seed, WKS_DEMO_FOR_SURVEY,
                              UINT64_C(0x200000000) + index * WKS_DEMO_N_YEARS + (uint64_t)year);
    char name[16];
    snprintf(name, sizeof name, "r-%06zu", number % 1000000);
    int32_t wijk = wks_demo_residents_wijk(region, person, year);
    const char *texts[] = {name, region->areas.wijken[wijk].code,
                           person->is_woman != 0 ? "vrouw" : "man"};
    double numbers[] = {WKS_DEMO_FIRST_YEAR + year, wks_demo_residents_age(person, year),
                        given->weight};
    readstat_error_t code = readstat_begin_row(writer);
    for (int i = 0; i < N_COLUMNS && code == READSTAT_OK; i++) {
        if (i >= 1 && i <= 3) {
            code = readstat_insert_string_value(writer, columns[i], texts[i - 1]);
        } else if (i < 6) {
            code = readstat_insert_double_value(writer, columns[i], numbers[i == 0 ? 0 : i - 3]);
        } else if (wks_demo_random_chance(&dice, 0.015)) {
            code = readstat_insert_missing_value(writer, columns[i]);
        } else {
            code = readstat_insert_double_value(writer, columns[i], answers.value[i - 6]);
        }
    }
    return code == READSTAT_OK ? readstat_end_row(writer) : code;
}

static readstat_error_t make_sav(const wks_demo_region *region, int year, const sample *in,
                                 wks_buffer *out)
{
    readstat_variable_t *columns[N_COLUMNS];
    readstat_writer_t *writer = readstat_writer_init();
    if (writer == NULL) {
        return READSTAT_ERROR_MALLOC;
    }
    readstat_set_data_writer(writer, put_bytes);
    readstat_writer_set_file_label(writer, "Gezondheidsenquete, verzonnen cijfers");
    readstat_writer_set_compression(writer, READSTAT_COMPRESS_ROWS);
    add_columns(writer, columns);
    readstat_error_t code = readstat_begin_writing_sav(writer, out, (long)in->n);
    for (size_t i = 0; i < in->n && code == READSTAT_OK; i++) {
        code = put_row(region, year, i + 1, &in->all[i], writer, columns);
    }
    if (code == READSTAT_OK) {
        code = readstat_end_writing(writer);
    }
    readstat_writer_free(writer);
    /* The moment of making would differ from run to run. */
    static const char moment[] = "01 Jan 2500:00:00";
    if (code == READSTAT_OK && out->n > SAV_MOMENT_AT + sizeof moment) {
        memcpy(out->bytes + SAV_MOMENT_AT, moment, sizeof moment - 1);
    }
    return code;
}

wks_code wks_demo_survey_write(wks_demo_deliveries *deliveries, int year, wks_error *err)
{
    const wks_demo_region *region = deliveries->region;
    const char *name = NULL;
    const char *period = NULL;
    size_t room = (size_t)WKS_DEMO_N_RESPONDENTS * 2;
    sample in = {0};
    WKS_TRY(wks_arena_take(deliveries->arena, room, sizeof *in.all, &in.all, err));
    WKS_TRY(wks_demo_delivery_name(deliveries, "enquete_demo", year, ".sav", &name, &period, err));
    set_chances(region, year, &in);
    ask(region, year, room, &in);
    weigh(region, year, &in);
    wks_buffer out = {0};
    readstat_error_t made = make_sav(region, year, &in, &out);
    if (made != READSTAT_OK) {
        wks_buffer_clear(&out);
        return wks_fail(err, made == READSTAT_ERROR_MALLOC ? WKS_E_MEMORY : WKS_E_IO,
                        wks_tr("%s: could not make the SPSS file: %s",
                               "%s: het SPSS-bestand kon niet worden gemaakt: %s"),
                        name, readstat_error_message(made));
    }
    return wks_demo_delivery_write(deliveries,
                                   &(wks_demo_file){.file = name,
                                                    .source = "levering-enquete",
                                                    .period = period,
                                                    .edition = WKS_DEMO_FIRST_YEAR + year},
                                   &out, err);
}
